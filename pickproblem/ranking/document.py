"""The document of `rank --json`: every figure of the decision model, in plain values."""

from __future__ import annotations

import math

import numpy as np

from pickproblem import answers as views
from pickproblem.answers import Sheet
from pickproblem.decision import agreement, flips, information, standing
from pickproblem.decision.draws import Acceptability, simulate
from pickproblem.decision.levels import Floats
from pickproblem.ranking import remarks
from pickproblem.ranking.problem import Problem, by_rater, pose
from pickproblem.record import Record, Session, same_name
from pickproblem.rubric import Library

SAMPLES = 16_384
SEED = 0


def rank(
    record: Record,
    library: Library,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    rater: str | None = None,
    as_of: str | None = None,
    path: str = "",
    can_win: bool = True,
) -> dict[str, object]:
    """The analysis of a record as the document that `rank --json` prints: lists, dicts, text, numbers, None.

    ``rater`` looks at one rater's answers alone, ``as_of`` at the sessions up to and including that one;
    ``path`` stands under ``record``. Without ``can_win`` that figure is None and no linear program is solved for
    it. Words are in the language spoken now. The same arguments give the same document.

    Raises UsageError for a rater or session that the record does not have, ValueError for samples < 1.
    """
    sheets = views.latest(record, rater=rater, as_of=as_of)
    sessions = _sessions(record, rater, as_of)
    record = _then(record, as_of)
    problem = pose(record, library, sheets)
    expected, headline, scores = problem.expected, problem.headline, problem.scores
    drawn = simulate(problem.probabilities, problem.values, problem.weights, samples, seed)
    order, ranks = standing.ranking(scores)
    equal_ranks = standing.equal_weights_ranks(expected)
    pareto = standing.pareto(expected)
    winners = standing.can_win(expected, headline) if can_win else [None] * len(order)
    parts = standing.contributions(expected, headline)
    ids, rubrics = problem.candidates, problem.rubrics
    titles = {candidate.id: candidate.title for candidate in record.candidates}
    several = len(order) > 1
    return {
        "record": path,
        "title": record.title,
        "profile": record.profile,
        "draws": samples,
        "seed": seed,
        "standard_error": 0.5 / math.sqrt(samples),
        "weights": _by(rubrics, headline),
        "candidates": [
            {
                "id": ids[a],
                "title": titles[ids[a]],
                "rank": ranks[a],
                "score": float(scores[a]),
                "low": float(drawn.low[a]),
                "high": float(drawn.high[a]),
                "best_probability": float(drawn.rank_probabilities[a, 0]),
                "rank_probabilities": drawn.rank_probabilities[a].tolist(),
                "equal_weights_rank": equal_ranks[a],
                "pareto": bool(pareto[a]),
                "can_win": winners[a],
                "central_weights": _by(rubrics, drawn.central_weights[a]),
                "contributions": _by(rubrics, parts[a]),
                "notes": list(remarks.on_candidate(record, library, sheets, ids[a])),
            }
            for a in order
        ],
        "pairwise": {
            ids[a]: {ids[b]: share for b, share in zip(order, row, strict=True) if b != a}
            for a, row in zip(order, drawn.pairwise[np.ix_(order, order)].tolist(), strict=True)
        },
        "flips": {"weights": _weight_flips(problem, order), "levels": _level_flips(problem)},
        "find_out_next": _find_out_next(problem, order),
        "clear": _is_clear(drawn, equal_ranks, order) if several else None,
        "closest_rival": ids[max(order[1:], key=lambda b: drawn.pairwise[b, order[0]])] if several else None,
        "gut": _gut(sessions, problem, ranks),
        "agreement": _agreement(problem, library, sheets),
        "ruled_out": [
            {
                "id": hit.candidate,
                "rubric": hit.gate.rubric,
                "level": hit.level,
                "text": str(hit.gate.text),
            }
            for hit in views.ruled_out(record, library, sheets)
        ],
        "answered": problem.answered,
        "cells": len(ids) * len(rubrics),
        "notes": list(remarks.on_result(record, library, sheets, sessions, problem)),
    }


def _then(record: Record, as_of: str | None) -> Record:
    """The record without the newer ideas that came after the session."""
    session = next((one for one in record.sessions if one.id == as_of), None)
    if session is None:
        return record
    return record.model_copy(
        update={"temptations": [one for one in record.temptations if one.when <= session.started]}
    )


def _sessions(record: Record, rater: str | None, as_of: str | None) -> list[Session]:
    ids = [session.id for session in record.sessions]
    until = len(ids) if as_of is None else ids.index(as_of) + 1
    return [
        session
        for session in record.sessions[:until]
        if rater is None or same_name(session.rater) == same_name(rater)
    ]


def _by(names: list[str], figures: Floats | None) -> dict[str, float] | None:
    return None if figures is None else dict(zip(names, figures.tolist(), strict=True))


def _is_clear(drawn: Acceptability, equal_ranks: list[int], order: list[int]) -> bool:
    first = order[0]
    return information.clear(float(drawn.rank_probabilities[first, 0]), equal_ranks[first])


def _weight_flips(problem: Problem, order: list[int]) -> list[dict[str, object]]:
    expected, headline = problem.expected, problem.headline  # made anew each time they are asked for
    found = [
        flip for rival in order[1:] if (flip := flips.weight_flip(expected, headline, order[0], rival)) is not None
    ]
    return [
        {"rival": problem.candidates[flip.rival], "moved": flip.moved, "weights": _by(problem.rubrics, flip.weights)}
        for flip in found
    ]


def _level_flips(problem: Problem) -> list[dict[str, object]]:
    found = flips.level_flips(problem.expected, problem.worth, problem.headline, problem.levels)
    return [
        {
            "candidate": problem.candidates[flip.candidate],
            "rubric": problem.rubrics[flip.rubric],
            "from": int(problem.levels[flip.candidate, flip.rubric]) or None,
            "to": flip.to,
            "new_first": problem.candidates[flip.new_first],
        }
        for flip in found
    ]


def _find_out_next(problem: Problem, order: list[int]) -> list[dict[str, object]]:
    questions = information.find_out_next(problem.widened, problem.worth, problem.headline, order[:2])
    return [
        {
            "candidate": problem.candidates[question.candidate],
            "rubric": problem.rubrics[question.rubric],
            "kind": question.kind,
            "gain": question.gain,
            "spread": question.spread,
        }
        for question in questions
    ]


def _gut(sessions: list[Session], problem: Problem, ranks: list[int]) -> dict[str, object] | None:
    given = [session.gut for session in sessions if session.gut]
    places = {candidate: a for a, candidate in enumerate(problem.candidates)}
    felt = [candidate for candidate in (given[-1] if given else []) if candidate in places]
    if not felt:
        return None
    computed = [ranks[places[candidate]] for candidate in felt]
    return {"order": felt, "tau": agreement.kendall_tau_b(range(len(felt)), computed)}


def _agreement(problem: Problem, library: Library, sheets: dict[str, Sheet]) -> dict[str, object] | None:
    raters, means, answered = by_rater(problem, library, sheets)
    if len(raters) < 2:
        return None
    widest = agreement.disagreement(means, answered)
    cells = sorted(np.argwhere(widest > standing.TOLERANCE).tolist(), key=lambda cell: -round(widest[tuple(cell)], 9))
    return {
        "raters": raters,
        "total": agreement.kendall_w(np.array([standing.scores(mean, problem.headline) for mean in means])),
        "rubrics": {rubric: agreement.kendall_w(means[:, :, c]) for c, rubric in enumerate(problem.rubrics)},
        "widest": [
            {
                "candidate": problem.candidates[a],
                "rubric": problem.rubrics[c],
                "spread": float(widest[a, c]),
                "means": {rater: float(means[r, a, c]) for r, rater in enumerate(raters) if answered[r, a, c]},
            }
            for a, c in cells
        ],
    }
