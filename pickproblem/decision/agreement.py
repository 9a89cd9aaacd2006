"""How far rankings agree: two of them, or those of several raters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from pickproblem.decision.levels import Floats
from pickproblem.decision.standing import TOLERANCE, Booleans


def kendall_tau_b(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Kendall's tau-b on -1..1 of two ratings of the same things (Kendall 1945).

    None where it is undefined: fewer than two things, or a rating that is the same for all.
    """
    one, other = _signs(np.asarray(first, dtype=np.float64)), _signs(np.asarray(second, dtype=np.float64))
    untied = math.sqrt(float((one != 0).sum()) * float((other != 0).sum()))
    return float((one * other).sum()) / untied if untied else None


def kendall_w(ratings: Floats) -> float | None:
    """Kendall's coefficient of concordance on 0..1, corrected for ties (Kendall & Babington Smith 1939).

    ``ratings``: (raters, things), the higher the better. None where it is undefined: fewer than two raters or
    things, or every rating the same for all things.
    """
    raters, things = ratings.shape
    if raters < 2:
        return None
    signs = np.array([_signs(row) for row in ratings])
    # A thing's mean rank stands below the middle by half the surplus of those above it.
    ranks = signs.sum(axis=2) / 2
    alike = (signs == 0).sum(axis=2)
    ties = float((alike.astype(np.float64) ** 2 - 1).sum())
    most = raters**2 * (things**3 - things) - raters * ties
    return 12 * float((ranks.sum(axis=0) ** 2).sum()) / most if most > 0 else None


def disagreement(means: Floats, answered: Booleans) -> Floats:
    """The widest difference between raters in each cell, shape (candidates, rubrics).

    ``means``: (raters, candidates, rubrics), expected values; ``answered``: the same shape, whose count. Zero
    where fewer than two raters answered.
    """
    highest = np.where(answered, means, -np.inf).max(axis=0)
    lowest = np.where(answered, means, np.inf).min(axis=0)
    return np.where(answered.sum(axis=0) >= 2, highest, 0.0) - np.where(answered.sum(axis=0) >= 2, lowest, 0.0)


def _signs(values: Floats) -> Floats:
    """For each pair 1 where the row is above the column, -1 where below, 0 where equal."""
    ahead = values[:, np.newaxis] - values
    return np.where(np.abs(ahead) <= TOLERANCE, 0.0, np.sign(ahead))
