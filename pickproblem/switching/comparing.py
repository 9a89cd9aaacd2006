"""Old against new: what a rater believed at one session and believes at a later one, cell by cell.

Between the two lie weeks, other facts, and also nothing but another day: where a cell was answered again, the mean
difference says how far one's own answers move (test-retest). It does not tell news from noise; it is what news is to
be held against.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pickproblem import answers as views
from pickproblem.answers import Sheet
from pickproblem.decision import standing
from pickproblem.document import nearest
from pickproblem.errors import Refused, UsageError
from pickproblem.language import _
from pickproblem.ranking.problem import pose
from pickproblem.record import Answer, Record, Session, same_name
from pickproblem.rubric import Library
from pickproblem.text import safe


class Ends(NamedTuple):
    """The two sessions that are compared, both finished, of one rater."""

    then: Session
    now: Session


def compare(
    record: Record, library: Library, *, then: str | None = None, now: str | None = None, path: str = ""
) -> dict[str, object]:
    """The document of `compare --json`: lists, dicts, text, numbers, None; words in the language spoken now.

    ``record``      the ``path`` given; ``title`` that of the record, ``rater`` whose answers they are
    ``from``, ``to``  each ``session`` (its id), ``reason``, ``finished``
    ``candidates``  every candidate that the rater answered anything of: ``id``, ``title``, ``state``; ``score`` on
                    0..100 with what is not answered taken as not known, ``rank`` as `rank --as-of` gives it, None
                    where it is not in the race; ``answered``: of ``weighed`` rubrics how many. Each of the three has
                    ``then`` and ``now``, None for what was not answered at all; ``moved`` is the difference, of
                    ranks positive where it rose. Both are under the weights in force today
    ``cells``       every cell answered: ``candidate``, ``rubric``, ``then`` and ``now`` (``level``, None where not
                    known, ``low``, ``high``, ``reason``; None where there was no answer), ``moved`` in levels,
                    None where that cannot be said, ``again``: whether it was answered after the first session
    ``retest``      ``n`` pairs of an answer and the rater's next to the same cell, both levels known;
                    ``mean_absolute_difference`` and ``mean_difference`` in levels (None without a pair), ``unmoved``

    Without ``then`` and ``now`` the first and the last finished session of one rater are compared: of the rater who
    finished last among those with two. Raises UsageError for a session that cannot be taken, Refused where there are
    not two.
    """
    ends = _ends(record, then, now)
    rater = ends.now.rater
    sheets = [views.latest(record, rater=rater, as_of=one.id) for one in ends]
    mine = [next(iter(sheet.values()), {}) for sheet in sheets]
    between = _between(record, ends)
    return {
        "record": path,
        "title": record.title,
        "rater": rater,
        "from": _session(ends.then),
        "to": _session(ends.now),
        "weighed": len(views.weighed(record, library)),
        "candidates": _candidates(record, library, sheets, mine),
        "cells": list(_cells(record, library, mine, between)),
        "retest": _retest(between),
    }


def _ends(record: Record, then: str | None, now: str | None) -> Ends:
    finished = [one for one in record.sessions if one.finished is not None]
    named = [None if id is None else _finished(record, id) for id in (then, now)]
    rater = next((one.rater for one in named if one is not None), None) or _rater(finished)
    own = [one for one in finished if rater is not None and same_name(one.rater) == same_name(rater)]
    first = named[0] or (own[0] if own else None)
    last = named[1] or (own[-1] if own else None)
    if first is None or last is None or (first is last and None in named):
        raise Refused(_("comparing takes two finished sessions of one rater, one before the other"))
    if same_name(first.rater) != same_name(last.rater):
        words = {"first": safe(first.rater), "other": safe(last.rater)}
        raise UsageError(_("one session is by %(first)s, the other by %(other)s; compare those of one rater") % words)
    if record.sessions.index(first) >= record.sessions.index(last):
        words = {"first": safe(first.id), "other": safe(last.id)}
        raise UsageError(_("%(first)s does not come before %(other)s") % words)
    return Ends(first, last)


def _finished(record: Record, id: str) -> Session:
    found = next((one for one in record.sessions if one.id == id), None)
    if found is None:
        words = {"name": safe(id), "hint": nearest(id, [one.id for one in record.sessions])}
        raise UsageError(_("there is no session %(name)s; %(hint)s") % words)
    if found.finished is None:
        # Whoever scores again shall not see the old answers meanwhile.
        raise UsageError(_("session %(name)s is not finished; old and new are shown after that") % {"name": safe(id)})
    return found


def _rater(finished: list[Session]) -> str | None:
    names = [same_name(one.rater) for one in finished]
    several = [one.rater for one in finished if names.count(same_name(one.rater)) > 1]
    return several[-1] if several else None


def _session(one: Session) -> dict[str, object]:
    finished = one.finished.isoformat() if one.finished is not None else None
    return {"session": one.id, "reason": one.reason, "finished": finished}


class _Again(NamedTuple):
    """A cell that was answered once more: the answer before, and this one."""

    candidate: str
    rubric: str
    before: Answer
    after: Answer


def _between(record: Record, ends: Ends) -> list[_Again]:
    """Every answer given after the first session up to the last, that the rater had answered before."""
    own = [one for one in record.sessions if same_name(one.rater) == same_name(ends.now.rater)]
    standing: dict[tuple[str, str], Answer] = {}
    found = []
    for n, session in enumerate(own):
        for candidate, row in (session.answers or {}).items():
            for rubric, answer in row.items():
                before = standing.get((candidate, rubric))
                if before is not None and n > own.index(ends.then):
                    found.append(_Again(candidate, rubric, before, answer))
                standing[candidate, rubric] = answer
        if session is ends.now:
            break
    return found


def _candidates(
    record: Record, library: Library, sheets: list[dict[str, Sheet]], mine: list[Sheet]
) -> list[dict[str, object]]:
    library = library._replace(newness=float)  # answers against answers, as they were given
    scores = [_scores(record, library, one) for one in sheets]
    ranks = [_ranks(record, library, one) for one in sheets]
    weighed = views.weighed(record, library)
    entries: list[dict[str, object]] = []
    for candidate in record.candidates:
        answered = [sum(rubric in sheet.get(candidate.id, {}) for rubric in weighed) for sheet in mine]
        if not any(candidate.id in sheet for sheet in mine):
            continue
        score = [one[candidate.id] if n else None for one, n in zip(scores, answered, strict=True)]
        rank = [one.get(candidate.id) if n else None for one, n in zip(ranks, answered, strict=True)]
        rose = None if rank[0] is None or rank[1] is None else rank[0] - rank[1]
        gained = None if score[0] is None or score[1] is None else score[1] - score[0]
        entries.append(
            {
                "id": candidate.id,
                "title": candidate.title,
                "state": candidate.state,
                "score": {"then": score[0], "now": score[1], "moved": gained},
                "rank": {"then": rank[0], "now": rank[1], "moved": rose},
                "answered": {"then": answered[0], "now": answered[1], "moved": answered[1] - answered[0]},
            }
        )
    return entries


def _scores(record: Record, library: Library, sheets: dict[str, Sheet]) -> dict[str, float]:
    """The score of every candidate, whatever its state and whatever gate rules it out."""
    everyone = [one.model_copy(update={"state": "open"}) for one in record.candidates]
    profile = views.profile_of(record, library).model_copy(update={"gates": []})
    free = Library(library.rubrics, {**library.profiles, record.profile: profile})
    problem = pose(record.model_copy(update={"candidates": everyone}), free, sheets)
    return dict(zip(problem.candidates, problem.scores.tolist(), strict=True))


def _ranks(record: Record, library: Library, sheets: dict[str, Sheet]) -> dict[str, int]:
    problem = pose(record, library, sheets)
    return dict(zip(problem.candidates, standing.ranking(problem.scores)[1], strict=True))


def _cells(record: Record, library: Library, mine: list[Sheet], between: list[_Again]) -> Iterator[dict[str, object]]:
    then, now = mine
    again = {(one.candidate, one.rubric) for one in between}
    asked = views.asked(record, library)
    for candidate in record.candidates:
        old, new = then.get(candidate.id, {}), now.get(candidate.id, {})
        for rubric in [*asked, *(rubric for rubric in {**old, **new} if rubric not in asked)]:
            before, after = old.get(rubric), new.get(rubric)
            if before is None and after is None:
                continue
            levels = [one.level if one is not None else None for one in (before, after)]
            yield {
                "candidate": candidate.id,
                "rubric": rubric,
                "then": _answer(before),
                "now": _answer(after),
                "moved": None if levels[0] is None or levels[1] is None else levels[1] - levels[0],
                "again": (candidate.id, rubric) in again,
            }


def _answer(one: Answer | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {"level": one.level, "low": one.believed_low, "high": one.believed_high, "reason": one.reason}


def _retest(between: list[_Again]) -> dict[str, object]:
    moved = [
        one.after.level - one.before.level
        for one in between
        if one.after.level is not None and one.before.level is not None
    ]
    n = len(moved)
    return {
        "n": n,
        "mean_absolute_difference": sum(map(abs, moved)) / n if n else None,
        "mean_difference": sum(moved) / n if n else None,
        "unmoved": moved.count(0),
    }
