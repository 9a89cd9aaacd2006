"""What a lead owes to each weight, and what other weights would say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pickproblem.decision.levels import Floats
from pickproblem.decision.randomness import Singles
from pickproblem.decision.standing import TOLERANCE
from pickproblem.decision.weights import Weights


def reweigh(weights: Floats, rubric: int, share: float) -> Floats:
    """One weight set to ``share`` (kept on 0..1), the others rescaled to share the rest, shape (rubrics,).

    Their ratios stay; where none of them has any weight, they share the rest evenly. The only rubric keeps all.
    """
    others = np.delete(np.arange(len(weights)), rubric)
    if not others.size:
        return weights.copy()
    share = min(max(share, 0.0), 1.0)
    rest = float(weights[others].sum())
    found = np.empty(len(weights))
    found[others] = (1 - share) * (weights[others] / rest if rest > 0 else 1 / others.size)
    found[rubric] = share
    return found


@dataclass(frozen=True, slots=True)
class Lever:
    """How the lead of one candidate over another, in points, follows the weight of one rubric."""

    rubric: int
    nothing: float
    """The lead where the rubric weighs nothing."""
    double: float
    """Where it weighs twice as much as now, at most all."""
    tie: float | None
    """The weight on 0..1 at which the two are level; None where there is none, or where they always are."""


def tornado(expected: Floats, weights: Floats, leader: int, rival: int) -> list[Lever]:
    """A lever for each rubric in turn, the other weights rescaled as by ``reweigh``; exact, in the order of columns.

    ``expected``: (candidates, rubrics), values on 0..1; ``weights``: (rubrics,), summing to one. One-way
    sensitivity (Clemen & Reilly 2014, chapter 5): the lead is linear in the share that a rubric takes.
    """
    favour = 100 * (expected[leader] - expected[rival])
    found = []
    for c, weight in enumerate(weights):
        without, alone, double = (
            float(reweigh(weights, c, share) @ favour) for share in (0.0, 1.0, 2 * float(weight))
        )
        found.append(Lever(c, without, double, _root(without, alone)))
    return found


def _root(at_zero: float, at_one: float) -> float | None:
    """Where on 0..1 a straight line crosses zero; None where it does not, or is zero all along."""
    low, high = (0.0 if abs(value) <= TOLERANCE else value for value in (at_zero, at_one))
    if low == high or low * high > 0:
        return None
    return low / (low - high)


@dataclass(frozen=True, slots=True)
class Reweighed:
    """Another scheme's weights moved so that they centre on ``shares``; where these are its own, it is unchanged.

    Each weight of a draw is multiplied by what its headline is multiplied by; what weighed nothing there is
    certain here. ``shares``: not negative, summing to one.
    """

    base: Weights
    shares: tuple[float, ...]

    @property
    def size(self) -> int:
        """How many rubrics are weighed."""
        return self.base.size

    @property
    def fixed(self) -> bool:
        """Whether every draw is the headline itself, up to scale."""
        return self.base.fixed or sum(share > 0 for share in self.shares) <= 1

    def headline(self) -> Floats:
        """The weights shown, shape (rubrics,)."""
        return np.asarray(self.shares, dtype=np.float64)

    def draw(self, source: np.random.Generator, draws: int) -> Singles:
        """The scheme's own draws, moved; shape (rubrics, draws)."""
        drawn = self.base.draw(source, draws)
        own, shares = self.base.headline(), self.headline()
        new = (own <= 0) & (shares > 0)
        if new.any():
            drawn /= drawn.sum(axis=0)
        factors = np.divide(shares, own, out=np.zeros_like(shares), where=own > 0)
        drawn *= factors.astype(np.float32)[:, np.newaxis]
        drawn[new] = shares[new].astype(np.float32)[:, np.newaxis]
        return drawn
