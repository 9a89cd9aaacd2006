"""What is new looks better than it is: the newcomer's rated levels, lowered by a discount."""

from __future__ import annotations

import numpy as np

from pickproblem.decision.levels import LEVELS, Floats
from pickproblem.decision.standing import Booleans


def lowered(probabilities: Floats, by: float) -> Floats:
    """Distributions over the levels 1..5, shape (..., 5), moved down by ``by`` levels; any shape, none changed.

    The mass at level l goes to max(1, l - by), split linearly between the two neighbouring levels; so an unknown
    loses as a known level does. Raises ValueError for a negative ``by``.
    """
    if by < 0:
        raise ValueError("what is new is lowered, not raised")
    places = np.maximum(np.arange(1, LEVELS + 1) - by, 1) - 1
    below = np.floor(places).astype(np.intp)
    above = places - below
    moved = np.zeros((LEVELS, LEVELS))
    moved[np.arange(LEVELS), below] = 1 - above
    split = above > 0
    moved[np.flatnonzero(split), below[split] + 1] = above[split]
    return np.asarray((probabilities[..., :, np.newaxis] * moved).sum(axis=-2))


def discounted(probabilities: Floats, newcomer: int, rated: Booleans, by: float) -> Floats:
    """Distributions of all cells, shape (candidates, rubrics, 5), the newcomer's row lowered where it is rated.

    ``rated``: (rubrics,). What is computed from facts does not shine, and is left alone.
    """
    found = probabilities.copy()
    found[newcomer, rated] = lowered(probabilities[newcomer, rated], by)
    return found
