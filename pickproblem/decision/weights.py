"""What is known of the weights: one headline vector, and draws from everything that agrees with it.

Draws are columns of shape (rubrics, draws) and not normalised: ranks do not care for the scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pickproblem.decision.levels import Floats
from pickproblem.decision.randomness import Singles, exponential, shuffle


class Weights(Protocol):
    """Any scheme of weights over the rubrics in force."""

    @property
    def size(self) -> int:
        """How many rubrics are weighed."""

    @property
    def fixed(self) -> bool:
        """Whether every draw is the headline itself, up to scale."""

    def headline(self) -> Floats:
        """The weights shown, shape (rubrics,), not negative, summing to one."""

    def draw(self, source: np.random.Generator, draws: int) -> Singles:
        """Weights up to a positive factor in each draw, shape (rubrics, draws)."""


@dataclass(frozen=True, slots=True)
class Order:
    """Only an order is known: no weight in a group is below any weight in a later group.

    ``groups`` holds the sizes of the groups, the most important first. The headline is the centroid of what is
    possible: rank-order-centroid weights (Barron & Barrett 1996), averaged within each group.
    """

    groups: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(size < 1 for size in self.groups):
            raise ValueError("every group holds at least one rubric")

    @property
    def size(self) -> int:
        """How many rubrics are weighed."""
        return sum(self.groups)

    @property
    def fixed(self) -> bool:
        """Whether every draw is the headline itself, up to scale."""
        return self.size <= 1

    def headline(self) -> Floats:
        """The weights shown, shape (rubrics,)."""
        n = self.size
        centroid = (np.cumsum(1 / np.arange(n, 0, -1)) / max(n, 1))[::-1]
        start = 0
        for size in self.groups:
            centroid[start : start + size] = centroid[start : start + size].mean()
            start += size
        return centroid

    def draw(self, source: np.random.Generator, draws: int) -> Singles:
        """Uniform on the part of the simplex that keeps the order, up to scale.

        Exponentials in falling order stand for a sorted point of the simplex. They come without sorting: the
        k-th largest of n is the sum of X_j / j over j = k..n with independent standard exponentials X_j
        (Rényi 1953). Those above a known value are free of each other, so the first group needs no shuffle.
        """
        drawn = exponential(source, self.size, draws)
        below = np.zeros(draws, dtype=np.float32)
        end = self.size
        for size in reversed(self.groups):
            start = end - size
            block = drawn[start:end]
            if start == 0:
                block += below
            else:
                for rank in range(end, start, -1):
                    row = drawn[rank - 1]
                    row *= np.float32(1 / rank)
                    row += below
                    below = row
                below = below.copy()
                shuffle(source, block)
            end = start
        return drawn


@dataclass(frozen=True, slots=True)
class Swing:
    """Points for each rubric's swing from worst to best (von Winterfeldt & Edwards 1986).

    ``points`` are not negative and some are positive; only their ratios matter. In a draw each is multiplied by
    its own uniform factor on 1 - spread .. 1 + spread; ``spread`` is on 0..1.
    """

    points: tuple[float, ...]
    spread: float = 0.25

    def __post_init__(self) -> None:
        if self.points and (min(self.points) < 0 or max(self.points) <= 0):
            raise ValueError("points are not negative and some are positive")
        if not 0 <= self.spread <= 1:
            raise ValueError("spread is on 0..1")

    @property
    def size(self) -> int:
        """How many rubrics are weighed."""
        return len(self.points)

    @property
    def fixed(self) -> bool:
        """Whether every draw is the headline itself, up to scale."""
        return self.spread == 0 or sum(point > 0 for point in self.points) <= 1

    def headline(self) -> Floats:
        """The weights shown, shape (rubrics,)."""
        points = np.asarray(self.points, dtype=np.float64)
        return points / points.sum() if points.size else points

    def draw(self, source: np.random.Generator, draws: int) -> Singles:
        """Independent disturbances of the points, shape (rubrics, draws)."""
        return disturbed(self.headline(), self.spread, source, draws)


def disturbed(centre: Floats, spread: float, source: np.random.Generator, draws: int) -> Singles:
    """``centre`` (rubrics,) times independent U(1 - spread, 1 + spread), shape (rubrics, draws)."""
    factors = source.random((centre.size, draws), dtype=np.float32)
    factors *= np.float32(-2 * spread)
    factors += np.float32(1 + spread)
    factors *= centre.astype(np.float32)[:, np.newaxis]
    return factors
