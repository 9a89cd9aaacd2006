"""What expected values alone say: scores, what they are made of, ranks, dominance, who could win at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pickproblem.decision.levels import Floats

TOLERANCE = 1e-9  # values closer than this count as equal, here and wherever candidates are compared

Booleans = NDArray[np.bool_]
Integers = NDArray[np.intp]


def contributions(expected: Floats, weights: Floats) -> Floats:
    """Points that each rubric gives each candidate, shape (candidates, rubrics).

    ``expected``: (candidates, rubrics), values on 0..1; ``weights``: (rubrics,), summing to one.
    """
    return 100 * weights * expected


def scores(expected: Floats, weights: Floats) -> Floats:
    """Additive value (Keeney & Raiffa 1976) on 0..100, shape (candidates,); arguments as above."""
    return np.asarray(contributions(expected, weights).sum(axis=1))


def ranking(points: Floats) -> tuple[list[int], list[int]]:
    """The candidates from the highest score down, and the rank of each candidate, counted from 1.

    Scores within the tolerance of the highest among them share its rank, and stand in the order of the rows.
    """
    order: list[int] = []
    ranks = [0] * len(points)
    falling = sorted(range(len(points)), key=lambda a: (-points[a], a))
    while (start := len(order)) < len(falling):
        least = points[falling[start]] - TOLERANCE
        end = next((n for n in range(start, len(falling)) if points[falling[n]] < least), len(falling))
        order += sorted(falling[start:end])
        for a in order[start:]:
            ranks[a] = start + 1
    return order, ranks


def equal_weights_ranks(expected: Floats) -> list[int]:
    """For each candidate 1 + how many are strictly better when all weights are the same (Dawes 1979)."""
    rubrics = expected.shape[1]
    points = expected.sum(axis=1) / max(rubrics, 1)
    return [1 + int((points > own + TOLERANCE).sum()) for own in points]


def pareto(expected: Floats) -> Booleans:
    """Whether no other is at least as good in every rubric and better in one, shape (candidates,)."""
    kept = np.ones(len(expected), dtype=bool)
    for a, own in enumerate(expected):
        no_worse = (expected >= own - TOLERANCE).all(axis=1)
        better = (expected > own + TOLERANCE).any(axis=1)
        kept[a] = not (no_worse & better).any()
    return kept


def can_win(expected: Floats, weights: Floats) -> list[bool]:
    """Whether some weights make a candidate at least as good as all others at expected values.

    True where it is best in one rubric or under ``weights``, false where another is better in every rubric,
    else found by a linear program: the largest margin that any weights give it over its closest rival.
    """
    if not expected.size:
        return [True] * len(expected)
    points = scores(expected, weights) / 100
    certain = (expected >= expected.max(axis=0) - TOLERANCE).any(axis=1) | (points >= points.max() - TOLERANCE)
    found = []
    for a, own in enumerate(expected):
        beaten = bool((expected > own + TOLERANCE).all(axis=1).any())
        found.append(bool(certain[a]) or (not beaten and _margin(own, np.delete(expected, a, axis=0)) >= -TOLERANCE))
    return found


def _margin(own: Floats, others: Floats) -> float:
    # Half a second to import, and most candidates are decided without it.
    from scipy.optimize import linprog

    ahead = own - others
    rivals, rubrics = ahead.shape
    solved = linprog(
        np.append(np.zeros(rubrics), -1.0),
        A_ub=np.hstack([-ahead, np.ones((rivals, 1))]),
        b_ub=np.zeros(rivals),
        A_eq=np.append(np.ones(rubrics), 0.0)[np.newaxis],
        b_eq=[1.0],
        bounds=[(0, None)] * rubrics + [(None, None)],
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    # The solver's margin is within its own tolerance; that of the weights it found is exact.
    found = np.clip(solved.x[:rubrics], 0.0, None)
    return float((ahead @ (found / found.sum())).min())
