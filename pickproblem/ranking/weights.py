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
    ends = np.quantile(drawn / drawn.sum(axis=0), (LOW, HIGH), axis=1)
    return {rubric: (float(ends[0, r]), float(ends[1, r])) for r, rubric in enumerate(weights.rubrics())}
