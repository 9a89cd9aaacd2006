"""The weights that follow from what was given: those shown, and how far what agrees with it reaches."""

from __future__ import annotations

import numpy as np

from pickproblem.decision.draws import HIGH, LOW
from pickproblem.decision.randomness import generator
from pickproblem.ranking.problem import scheme
from pickproblem.record import WeightsIn
from pickproblem.weighing import Shown

DRAWS = 4096
SEED = 0


def shown(weights: WeightsIn) -> Shown:
    """The weights shown."""
    known = scheme(weights)
    shares = dict(zip(weights.rubrics(), known.headline().tolist(), strict=True))
    # Of the schemes only best-worst has one; its module is loaded by nobody else.
    return Shown(shares, getattr(known, "xi", None))


def ranges(weights: WeightsIn) -> dict[str, tuple[float, float]]:
    """The 5th and the 95th percentile of each weight over draws that sum to one; none where weights are fixed."""
    known = scheme(weights)
    if known.fixed:
        return {}
    drawn = known.draw(generator(SEED), DRAWS).astype(np.float64)
    drawn /= drawn.sum(axis=0)
    rows = dict(zip(weights.rubrics(), drawn, strict=True))
    # Within a group of an order nothing is said, so its ranges are one, counted over all of it.
    groups = weights.order if weights.method == "order" else [[rubric] for rubric in rows]
    found: dict[str, tuple[float, float]] = {}
    for group in groups or []:
        low, high = np.quantile([rows[rubric] for rubric in group], (LOW, HIGH)).tolist()
        found |= dict.fromkeys(group, (low, high))
    return found
