"""What an answer says about a level: distributions over the levels 1..5, and the value they carry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

LEVELS = 5

Floats = NDArray[np.float64]


@cache
def triangular(level: int, low: int | None = None, high: int | None = None) -> Floats:
    """The discrete triangular distribution of an answer, shape (5,), read-only.

    Rises evenly from ``low`` to ``level`` and falls evenly to ``high``; a bound left out is the level itself.
    Raises ValueError unless 1 <= low <= level <= high <= 5.
    """
    low = level if low is None else low
    high = level if high is None else high
    if not 1 <= low <= level <= high <= LEVELS:
        raise ValueError(f"not 1 <= low <= level <= high <= {LEVELS}: {low}, {level}, {high}")
    levels = np.arange(1, LEVELS + 1)
    rising = (levels - low + 1) / (level - low + 1)
    falling = (high - levels + 1) / (high - level + 1)
    shares = np.clip(np.minimum(rising, falling), 0.0, None)
    return _frozen(shares / shares.sum())


@lru_cache(maxsize=1)
def unknown() -> Floats:
    """Nothing is known: every level alike, shape (5,), read-only."""
    return _frozen(np.full(LEVELS, 1 / LEVELS))


def nearby(level: int) -> Floats:
    """A bare level taken as give or take one, kept in 1..5; shape (5,), read-only."""
    return triangular(level, max(level - 1, 1), min(level + 1, LEVELS))


def mixture(distributions: Sequence[Floats]) -> Floats:
    """The linear opinion pool with equal shares (Stone 1961), shape (5,); of nobody: ``unknown()``."""
    if not distributions:
        return unknown()
    if len(distributions) == 1:
        return distributions[0]
    return np.asarray(np.mean(distributions, axis=0))


def mean(probabilities: Floats, values: Floats) -> Floats:
    """Expected value of each cell, shape (candidates, rubrics).

    ``probabilities``: (candidates, rubrics, 5), each cell summing to one; ``values``: (rubrics, 5), what each
    level is worth on 0..1, not decreasing; or (candidates, rubrics, 5) where that is not the same for all.
    """
    return np.asarray((probabilities * values).sum(axis=-1))


def deviation(probabilities: Floats, values: Floats) -> Floats:
    """Standard deviation of each cell's value, shape (candidates, rubrics); arguments as for ``mean``."""
    from_mean = values - mean(probabilities, values)[..., np.newaxis]
    return np.asarray(np.sqrt((probabilities * from_mean**2).sum(axis=-1)))


def _frozen(array: Floats) -> Floats:
    array.flags.writeable = False
    return array
