"""Best-worst weights: every rubric compared with the best and with the worst one only."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pickproblem.decision.levels import Floats
from pickproblem.decision.randomness import Singles
from pickproblem.decision.weights import disturbed


@dataclass(frozen=True, slots=True)
class BestWorst:
    """The linear best-worst method (Rezaei 2016), solved when made.

    ``best`` and ``worst`` are positions; ``best_to_others[j]`` says on 1..9 how much more the best weighs than
    rubric j, ``others_to_worst[j]`` how much more rubric j weighs than the worst. The comparison of a rubric
    with itself is not read. Draws disturb the solution as for ``Swing``.

    Raises ValueError where a comparison is not on 1..9, or where the lengths differ.
    """

    best: int
    worst: int
    best_to_others: tuple[float, ...]
    others_to_worst: tuple[float, ...]
    spread: float = 0.25
    xi: float = field(init=False)
    """The largest disagreement of the weights with a comparison; 0 where all agree."""
    _headline: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.best_to_others) != len(self.others_to_worst):
            raise ValueError("as many comparisons with the best as with the worst")
        if not all(1 <= given <= 9 for given in (*self.best_to_others, *self.others_to_worst)):
            raise ValueError("comparisons are on 1..9")
        if not 0 <= self.spread <= 1:
            raise ValueError("spread is on 0..1")
        weights, xi = self._solved()
        object.__setattr__(self, "xi", xi)
        object.__setattr__(self, "_headline", tuple(float(weight) for weight in weights))

    @property
    def size(self) -> int:
        """How many rubrics are weighed."""
        return len(self.best_to_others)

    @property
    def fixed(self) -> bool:
        """Whether every draw is the headline itself, up to scale."""
        return self.spread == 0 or sum(weight > 0 for weight in self._headline) <= 1

    def headline(self) -> Floats:
        """The weights shown, shape (rubrics,)."""
        return np.array(self._headline)

    def draw(self, source: np.random.Generator, draws: int) -> Singles:
        """Independent disturbances of the solution, shape (rubrics, draws)."""
        return disturbed(self.headline(), self.spread, source, draws)

    def inconsistent(self) -> list[int]:
        """The rubrics j for which best over j times j over worst is not best over worst."""
        whole = self.best_to_others[self.worst]
        return [
            j
            for j in range(self.size)
            if j not in (self.best, self.worst) and self.best_to_others[j] * self.others_to_worst[j] != whole
        ]

    def _solved(self) -> tuple[Floats, float]:
        if self.size == 1:
            return np.ones(1), 0.0
        # Half a second to import, and no other scheme of weights needs it.
        from scipy.optimize import linprog

        differences = []
        for j in range(self.size):
            if j != self.best:
                differences.append(self._difference(self.best, j, self.best_to_others[j]))
            if j not in (self.best, self.worst):
                differences.append(self._difference(j, self.worst, self.others_to_worst[j]))
        rows = np.array(differences)
        slack = -np.ones((len(rows), 1))
        solved = linprog(
            np.append(np.zeros(self.size), 1.0),
            A_ub=np.vstack([np.hstack([rows, slack]), np.hstack([-rows, slack])]),
            b_ub=np.zeros(2 * len(rows)),
            A_eq=np.append(np.ones(self.size), 0.0)[np.newaxis],
            b_eq=[1.0],
            method="highs",
        )
        weights = np.clip(solved.x[:-1], 0.0, None)
        weights /= weights.sum()
        return weights, float(np.abs(rows @ weights).max())

    def _difference(self, more: int, less: int, times: float) -> Floats:
        row = np.zeros(self.size)
        row[more] = 1.0
        row[less] = -times
        return row
