"""What is worth finding out before choosing, and when enough has been asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from pickproblem.decision import levels
from pickproblem.decision.levels import Floats
from pickproblem.decision.standing import TOLERANCE

LEAST_SPREAD = 1e-6
CLEAR_SHARE = 0.7


class Question(NamedTuple):
    """A cell worth knowing exactly. ``gain`` and ``spread`` are points of 0..100."""

    candidate: int
    rubric: int
    kind: Literal["decides", "narrows"]
    gain: float
    spread: float


def gains(probabilities: Floats, values: Floats, weights: Floats) -> Floats:
    """What knowing each cell alone is worth: the EVPPI in points, shape (candidates, rubrics), none negative.

    The expected value of partial perfect information (Raiffa & Schlaifer 1961): how much higher the score of
    the best choice is expected to be once the cell's level is known. Exact, as a cell moves one candidate only.
    ``values``: what each level is worth, (rubrics, 5), or (candidates, rubrics, 5) where it is not the same for all.
    """
    expected = levels.mean(probabilities, values)
    points = 100 * (weights * expected).sum(axis=1)
    found = np.zeros(expected.shape)
    worth = np.broadcast_to(values, probabilities.shape)
    if len(points) < 2:
        return found
    for a in range(len(points)):
        rival = np.delete(points, a).max()
        known = points[a] + 100 * weights[:, np.newaxis] * (worth[a] - expected[a][:, np.newaxis])
        found[a] = (probabilities[a] * np.maximum(known, rival)).sum(axis=1) - points.max()
    return np.where(found > TOLERANCE, found, 0.0)


def find_out_next(probabilities: Floats, values: Floats, weights: Floats, leading: Sequence[int]) -> list[Question]:
    """The cells to ask about, the most useful first.

    ``probabilities``: (candidates, rubrics, 5); ``values``: as for `gains`; ``weights``: (rubrics,). First the
    cells that alone may change the choice, by gain. As none may although two together would, the cells of the
    ``leading`` candidates without gain follow, by the spread they leave in the score.
    """
    if len(probabilities) < 2:
        return []
    gain = gains(probabilities, values, weights)
    spread = 100 * weights * levels.deviation(probabilities, values)
    decides = gain > TOLERANCE
    narrows = np.zeros_like(decides)
    narrows[list(leading)] = True
    narrows &= ~decides & (spread > LEAST_SPREAD)

    def questions(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], by: Floats) -> list[tuple[int, int]]:
        cells = [(int(a), int(c)) for a, c in np.argwhere(chosen)]
        return sorted(cells, key=lambda cell: -round(float(by[cell]), 9))

    return [
        *(Question(*cell, "decides", float(gain[cell]), float(spread[cell])) for cell in questions(decides, gain)),
        *(Question(*cell, "narrows", float(gain[cell]), float(spread[cell])) for cell in questions(narrows, spread)),
    ]


def clear(best_probability: float, equal_weights_rank: int) -> bool:
    """Whether enough has been asked: the first is so in most draws, and under equal weights too (design).

    It is not the chance of being right.
    """
    return best_probability >= CLEAR_SHARE - TOLERANCE and equal_weights_rank == 1
