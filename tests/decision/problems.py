"""Hypothesis strategies for decision problems, shared by the tests of the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from pickproblem.decision import levels
from pickproblem.decision.levels import Floats
from pickproblem.decision.weights import Order, Swing

EVEN = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Problem:
    """Distributions (candidates, rubrics, 5), values (rubrics, 5), weights (rubrics,)."""

    probabilities: Floats
    values: Floats
    weights: Floats

    @property
    def expected(self) -> Floats:
        return levels.mean(self.probabilities, self.values)

    def with_cell(self, candidate: int, rubric: int, distribution: Floats) -> Problem:
        probabilities = self.probabilities.copy()
        probabilities[candidate, rubric] = distribution
        return replace(self, probabilities=probabilities)


ANSWERS = [(level, low, high) for low in range(1, 6) for level in range(low, 6) for high in range(level, 6)]
SINGLE = [levels.unknown(), *(levels.triangular(*answer) for answer in ANSWERS)]
POOLED = [levels.mixture(SINGLE[a::b]) for a, b in ((0, 17), (1, 11), (3, 13), (5, 30))]


def answers() -> st.SearchStrategy[tuple[int, int, int]]:
    """A level with its range."""
    return st.sampled_from(ANSWERS)


def distributions() -> st.SearchStrategy[Floats]:
    """What one answer says, or several raters together."""
    return st.sampled_from([*SINGLE, *POOLED])


def scales() -> st.SearchStrategy[tuple[float, ...]]:
    """What the five levels are worth: evenly spaced, with equal steps, with jumps."""
    return st.sampled_from([EVEN, (0.0, 0.1, 0.1, 0.8, 0.9), (0.2, 0.4, 0.6, 0.8, 1.0), (0.5,) * 5])


def schemes(rubrics: int) -> st.SearchStrategy[Order | Swing]:
    return st.one_of(orders(rubrics), swings(rubrics))


@st.composite
def orders(draw: st.DrawFn, rubrics: int) -> Order:
    cuts = draw(st.sets(st.integers(1, rubrics - 1))) if rubrics > 1 else set()
    edges = [0, *sorted(cuts), rubrics]
    return Order(tuple(b - a for a, b in pairwise(edges)))


@st.composite
def swings(draw: st.DrawFn, rubrics: int) -> Swing:
    points = draw(st.lists(st.integers(0, 100), min_size=rubrics, max_size=rubrics).filter(any))
    return Swing(tuple(float(point) for point in points), draw(st.sampled_from([0.0, 0.1, 0.25, 1.0])))


@st.composite
def problems(draw: st.DrawFn, least: int = 1) -> Problem:
    candidates = draw(st.integers(least, 5))
    rubrics = draw(st.integers(1, 4))
    size = candidates * rubrics
    cells = draw(st.lists(distributions(), min_size=size, max_size=size))
    probabilities = np.array(cells).reshape(candidates, rubrics, 5)
    values = np.array(draw(st.lists(scales(), min_size=rubrics, max_size=rubrics)))
    return Problem(probabilities, values, draw(schemes(rubrics)).headline())
