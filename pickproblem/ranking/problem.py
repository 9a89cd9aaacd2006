"""The arrays of `decision` out of a record: who is in the race, what is believed, what is known of the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from pickproblem import answers as views
from pickproblem.answers import Sheet
from pickproblem.decision import levels, standing
from pickproblem.decision.levels import Floats
from pickproblem.decision.newness import lowered
from pickproblem.decision.standing import Booleans, Integers
from pickproblem.decision.weights import Order, Swing, Weights
from pickproblem.record import DEFAULT_SPREAD, Answer, Record, WeightsIn
from pickproblem.rubric import Library, Rubric

Believed = Callable[[Answer, Rubric], Floats]
"""What one answer to one rubric says of the level, shape (5,)."""


class Problem(NamedTuple):
    """Rows are the candidates in the race, in the order of the record; columns the rubrics, as they are weighed."""

    candidates: list[str]
    rubrics: list[str]
    values: Floats
    """(rubrics, 5): what each level is worth, on 0..1."""
    weights: Weights
    probabilities: Floats
    """(candidates, rubrics, 5): all raters pooled, what is new lowered."""
    widened: Floats
    """(candidates, rubrics, 5): all raters pooled, a bare level of a rated rubric taken as give or take one.

    Of the level that would be answered: what is new is lowered by `worth` alone.
    """
    discounts: Floats
    """(candidates, rubrics): by how many levels an answer is lowered, 0 for what is not new."""
    levels: Integers
    """(candidates, rubrics): the level believed, the lower median of the raters; 0 where unknown."""
    answered: int
    """How many cells somebody answered, an unknown included."""

    @property
    def expected(self) -> Floats:
        """The expected value of each cell, shape (candidates, rubrics)."""
        return levels.mean(self.probabilities, self.values)

    @property
    def worth(self) -> Floats:
        """(candidates, rubrics, 5): what each level is worth where it is answered for certain, on 0..1."""
        found = np.broadcast_to(self.values, self.probabilities.shape)
        if not self.discounts.any():
            return found
        found = found.copy()
        for a, c in np.argwhere(self.discounts):
            found[a, c] = lowered(np.eye(levels.LEVELS), float(self.discounts[a, c])) @ self.values[c]
        return found

    def certain(self, candidate: int, rubric: int, level: int) -> Floats:
        """What is believed of a cell once its level is answered for certain, shape (5,)."""
        return lowered(levels.triangular(level), float(self.discounts[candidate, rubric]))

    @property
    def headline(self) -> Floats:
        """The weights shown, shape (rubrics,)."""
        return self.weights.headline()

    @property
    def scores(self) -> Floats:
        """Points of each candidate under the weights shown."""
        return standing.scores(self.expected, self.headline)


def pose(record: Record, library: Library, sheets: dict[str, Sheet], weights: WeightsIn | None = None) -> Problem:
    """The problem that the answers pose, under the weights in force or under others.

    ``sheets``: the answers that count, see `answers.latest`. What was taken up as a newer idea when the one before
    it ended keeps its discount: its rated levels are lowered by the library's ``newness``.
    """
    known = views.weights_of(record, library) if weights is None else weights
    fallen = {hit.candidate for hit in views.ruled_out(record, library, sheets)}
    candidates = [candidate for candidate in views.in_question(record) if candidate not in fallen]
    rubrics = [library.rubrics[rubric] for rubric in known.rubrics()]
    cells = [[views.cell(sheets, candidate, rubric.id) for rubric in rubrics] for candidate in candidates]

    def pooled(believed: Believed) -> Floats:
        shares = [
            levels.mixture([believed(answer, rubric) for answer in answers])
            for row in cells
            for answers, rubric in zip(row, rubrics, strict=True)
        ]
        return np.array(shares, dtype=np.float64).reshape(len(candidates), len(rubrics), levels.LEVELS)

    new = np.array([views.taken_up_after_stop(record, candidate) for candidate in candidates], dtype=bool)
    by = library.newness() if new.any() else 0.0
    rated = np.array([rubric.kind == "rated" for rubric in rubrics], dtype=bool)
    discounts = by * np.outer(new, rated)
    believed = pooled(as_given)
    if by:
        believed[discounts > 0] = lowered(believed[discounts > 0], by)

    return Problem(
        candidates=candidates,
        rubrics=[rubric.id for rubric in rubrics],
        values=np.array([rubric.values for rubric in rubrics], dtype=np.float64),
        weights=scheme(known),
        probabilities=believed,
        widened=pooled(give_or_take),
        discounts=discounts,
        levels=np.array(
            [[views.believed_level(answers) or 0 for answers in row] for row in cells], dtype=np.intp
        ).reshape(len(candidates), len(rubrics)),
        answered=sum(bool(answers) for row in cells for answers in row),
    )


def by_rater(problem: Problem, library: Library, sheets: dict[str, Sheet]) -> tuple[list[str], Floats, Booleans]:
    """The raters who answered any cell; their expected values and which cells they answered.

    Both of shape (raters, candidates, rubrics). A cell not answered counts as unknown.
    """
    names, means, answered = [], [], []
    for name, sheet in sheets.items():
        given = [
            [sheet.get(candidate, {}).get(rubric) for rubric in problem.rubrics] for candidate in problem.candidates
        ]
        there = np.array([[answer is not None for answer in row] for row in given], dtype=bool)
        if not there.any():
            continue
        shares = np.array(
            [
                [
                    levels.unknown() if answer is None else as_given(answer, library.rubrics[rubric])
                    for answer, rubric in zip(row, problem.rubrics, strict=True)
                ]
                for row in given
            ]
        )
        names.append(name)
        means.append(levels.mean(shares, problem.values))
        answered.append(there)
    shape = (len(names), len(problem.candidates), len(problem.rubrics))
    return names, np.array(means).reshape(shape), np.array(answered, dtype=bool).reshape(shape)


def as_given(answer: Answer, _rubric: Rubric) -> Floats:
    """The answer's distribution over the levels, shape (5,)."""
    if answer.level is None:
        return levels.unknown()
    return levels.triangular(answer.level, answer.low, answer.high)


def give_or_take(answer: Answer, rubric: Rubric) -> Floats:
    """The same, but people who give a bare level to a rated rubric are rarely sure; shape (5,)."""
    if answer.level is not None and answer.low is None and answer.high is None and rubric.kind == "rated":
        return levels.nearby(answer.level)
    return as_given(answer, rubric)


def scheme(weights: WeightsIn) -> Weights:
    """What is known of the weights, over ``weights.rubrics()``."""
    rubrics = weights.rubrics()
    spread = DEFAULT_SPREAD if weights.spread is None else weights.spread
    if weights.method == "swing":
        points = weights.points or {}
        return Swing(tuple(float(points[rubric]) for rubric in rubrics), spread)
    if weights.method == "best-worst":
        from pickproblem.decision.best_worst import BestWorst  # seldom

        to_others, to_worst = weights.best_to_others or {}, weights.others_to_worst or {}
        return BestWorst(
            rubrics.index(weights.best or ""),
            rubrics.index(weights.worst or ""),
            tuple(float(to_others.get(rubric, 1)) for rubric in rubrics),
            tuple(float(to_worst.get(rubric, 1)) for rubric in rubrics),
            spread,
        )
    return Order(tuple(len(group) for group in weights.order or []))
