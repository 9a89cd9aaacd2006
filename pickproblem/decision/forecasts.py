"""How good forecasts were, once it is known what happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pickproblem.decision.levels import Floats


def brier_scores(forecasts: Sequence[float], outcomes: Sequence[bool]) -> Floats:
    """The Brier score of each forecast (Brier 1950): 0 where right and sure, 1 where wrong and sure, 1/4 at one half.

    ``forecasts``: the chances given, on 0..1; ``outcomes``: whether it happened. Raises ValueError where the
    lengths differ or a chance is not on 0..1.
    """
    chances = np.asarray(forecasts, dtype=np.float64)
    if len(forecasts) != len(outcomes):
        raise ValueError("as many outcomes as forecasts")
    if not ((chances >= 0) & (chances <= 1)).all():
        raise ValueError("chances are on 0..1")
    return np.asarray((chances - np.asarray(outcomes, dtype=np.float64)) ** 2)


def brier_score(forecasts: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """Their mean; None where there are none."""
    return float(brier_scores(forecasts, outcomes).mean()) if len(forecasts) else None
