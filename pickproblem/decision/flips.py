"""What would change the first place: the least shift of weights, or one level that turns out otherwise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pickproblem.decision import standing
from pickproblem.decision.levels import LEVELS, Floats
from pickproblem.decision.standing import TOLERANCE, Integers

MIDDLE = 3  # where the search for a level begins when none is believed


class WeightFlip(NamedTuple):
    """Weights under which a rival draws level with the leader, the nearest to those in force."""

    rival: int
    moved: float
    """Half the sum of absolute changes: the share of all weight that changes hands."""
    weights: Floats
    """Shape (rubrics,), summing to one."""


class LevelFlip(NamedTuple):
    """A cell whose level, were it certain, would put another candidate first."""

    candidate: int
    rubric: int
    to: int
    new_first: int


def weight_flip(expected: Floats, weights: Floats, leader: int, rival: int) -> WeightFlip | None:
    """The least weight moved, half the L1 distance on the simplex, that makes ``rival`` equal to ``leader``.

    ``expected``: (candidates, rubrics), values on 0..1. A unit of weight gains most where it leaves the rubric
    that speaks most for the leader and goes to the one that speaks most for the rival; so the rubrics are
    drained into that one in this order until the gap is closed. None where the rival is behind in every rubric.
    """
    favour = expected[rival] - expected[leader]
    into = int(favour.argmax())
    if favour[into] < -TOLERANCE:
        return None
    gap = -float(weights @ favour)
    moved = weights.astype(np.float64)
    for drained in np.argsort(favour, kind="stable"):
        gain = float(favour[into] - favour[drained])
        if 100 * gap <= TOLERANCE or gain <= 0:
            break
        share = min(float(moved[drained]), gap / gain)
        moved[drained] -= share
        moved[into] += share
        gap -= share * gain
    return WeightFlip(rival, float(np.abs(moved - weights).sum() / 2), moved)


def level_flips(expected: Floats, values: Floats, weights: Floats, believed: Integers) -> list[LevelFlip]:
    """For each cell the level nearest to the believed one that, taken as certain, changes the first place.

    ``values``: what a certain level is worth, (rubrics, 5), or (candidates, rubrics, 5) where that is not the
    same for all; ``believed``: (candidates, rubrics), levels 1..5, 0 where unknown. The believed level is tried
    first, then by distance, the lower before the higher; cells without such a level are left out. The first is
    the one with the highest score; among equals, the first row.
    """
    candidates, rubrics = expected.shape
    if candidates < 2:
        return []
    worth = np.broadcast_to(values, (candidates, rubrics, LEVELS))
    points = standing.scores(expected, weights)
    leader = _first(points)
    found = []
    for a in range(candidates):
        others = np.delete(points, a)
        ahead = _first(others)
        best_other = ahead + (ahead >= a)
        # Points of the candidate with the cell at each level, shape (rubrics, 5).
        changed = points[a] + 100 * weights[:, np.newaxis] * (worth[a] - expected[a][:, np.newaxis])
        first = np.where(changed > others.max() + TOLERANCE, a, best_other)
        first[np.abs(changed - others.max()) <= TOLERANCE] = min(a, best_other)
        for c in range(rubrics):
            middle = int(believed[a, c]) or MIDDLE
            for to in sorted(range(1, LEVELS + 1), key=lambda level: (abs(level - middle), level)):
                if first[c, to - 1] != leader:
                    found.append(LevelFlip(a, c, to, int(first[c, to - 1])))
                    break
    return found


def _first(points: Floats) -> int:
    return int((points >= points.max() - TOLERANCE).argmax())
