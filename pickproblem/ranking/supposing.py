"""What if: weights and levels taken for granted over a record's problem, and what would follow. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from pickproblem import answers as views
from pickproblem.decision import levels, sensitivity, standing
from pickproblem.decision.draws import simulate
from pickproblem.decision.levels import Floats
from pickproblem.decision.sensitivity import Lever, Reweighed
from pickproblem.ranking.document import SAMPLES, SEED
from pickproblem.ranking.problem import Problem, pose
from pickproblem.record import Record
from pickproblem.rubric import Library

Cell = tuple[str, str]
"""A candidate and a rubric, by id."""


class Place(NamedTuple):
    """A candidate in the ranking, and its score on 0..100."""

    id: str
    rank: int
    score: float


class Drawn(NamedTuple):
    """What the draws say of a candidate: the range of its score, and the share in which it comes first."""

    low: float
    high: float
    first: float


@dataclass(frozen=True)
class Supposed:
    """A problem as it would be; every change gives another of these, and the problem itself stays as it is."""

    problem: Problem
    shares: tuple[float, ...]
    """The weights supposed, summing to one, in the order of the problem's rubrics."""
    levels: Mapping[Cell, int] = field(default_factory=dict)
    """The levels taken as certain."""

    @classmethod
    def nothing(cls, record: Record, library: Library) -> Supposed:
        """The problem as the record has it, with all raters' latest answers."""
        problem = pose(record, library, views.latest(record))
        return cls(problem, tuple(problem.headline.tolist()))

    @cached_property
    def changed(self) -> bool:
        """Whether anything is supposed at all."""
        return bool(self.levels) or self.shares != tuple(self.problem.headline.tolist())

    @property
    def weights(self) -> dict[str, float]:
        """The weights supposed, by rubric."""
        return dict(zip(self.problem.rubrics, self.shares, strict=True))

    def with_weight(self, rubric: str, share: float) -> Supposed:
        """One weight set to a share of all, on 0..1, the others in their present ratios."""
        at = self.problem.rubrics.index(rubric)
        found = sensitivity.reweigh(np.asarray(self.shares), at, share)
        return replace(self, shares=tuple(found.tolist()))

    def with_level(self, cell: Cell, level: int | None) -> Supposed:
        """One level taken as certain; None takes the answer as it is. Cells outside the race change nothing."""
        kept = {name: known for name, known in self.levels.items() if name != cell}
        return replace(self, levels=kept if level is None else {**kept, cell: level})

    # --- what follows

    @property
    def probabilities(self) -> Floats:
        """What is believed of every cell, shape (candidates, rubrics, 5)."""
        found = self.problem.probabilities.copy()
        for (candidate, rubric), level in self.levels.items():
            if candidate in self.problem.candidates and rubric in self.problem.rubrics:
                at = self.problem.candidates.index(candidate), self.problem.rubrics.index(rubric)
                found[at] = self.problem.certain(*at, level)
        return found

    @cached_property
    def expected(self) -> Floats:
        """The expected value of each cell, shape (candidates, rubrics)."""
        return levels.mean(self.probabilities, self.problem.values)

    @cached_property
    def places(self) -> list[Place]:
        """The ranking, exact; the first at the top."""
        points = standing.scores(self.expected, np.asarray(self.shares))
        order, ranks = standing.ranking(points)
        return [Place(self.problem.candidates[a], ranks[a], float(points[a])) for a in order]

    @cached_property
    def levers(self) -> dict[str, Lever]:
        """How the lead of the first over the second follows each weight, by rubric; empty without a race."""
        if len(self.problem.candidates) < 2:
            return {}
        expected, weights = self.expected, np.asarray(self.shares)
        first, second = standing.ranking(standing.scores(expected, weights))[0][:2]
        found = sensitivity.tornado(expected, weights, first, second)
        return {self.problem.rubrics[lever.rubric]: lever for lever in found}

    def draws(self, samples: int = SAMPLES, seed: int = SEED) -> dict[str, Drawn]:
        """What the draws say of each candidate; with nothing changed, what `rank` says."""
        kept = self.shares == tuple(self.problem.headline.tolist())
        scheme = self.problem.weights if kept else Reweighed(self.problem.weights, self.shares)
        found = simulate(self.probabilities, self.problem.values, scheme, samples, seed)
        return {
            id: Drawn(float(found.low[a]), float(found.high[a]), float(found.rank_probabilities[a, 0]))
            for a, id in enumerate(self.problem.candidates)
        }
