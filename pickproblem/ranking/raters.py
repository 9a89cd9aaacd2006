"""How each of several raters would rank the candidates, by their own answers under the weights of all."""

from __future__ import annotations

from typing import NamedTuple

from pickproblem import answers as views
from pickproblem.decision import standing
from pickproblem.ranking.problem import by_rater, pose
from pickproblem.record import Record
from pickproblem.rubric import Library


class Ranks(NamedTuple):
    """One rater's rank of each candidate in the race, 1 the best; equal scores share a rank."""

    rater: str
    ranks: dict[str, int]


def ranks_by_rater(record: Record, library: Library) -> list[Ranks]:
    """The ranks by each rater's expected scores, raters in the order of the file.

    What a rater has not answered counts as unknown. Kendall's W of `ranking.rank` is that of these ranks.
    """
    sheets = views.latest(record)
    problem = pose(record, library, sheets)
    names, means, _answered = by_rater(problem, library, sheets)
    return [
        Ranks(
            name,
            dict(zip(problem.candidates, standing.ranking(standing.scores(mean, problem.headline))[1], strict=True)),
        )
        for name, mean in zip(names, means, strict=True)
    ]
