"""What was felt, what was computed, what was chosen, and what has become of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from pickproblem import answers as views
from pickproblem import forecasting
from pickproblem.answers import Sheet
from pickproblem.decision import standing
from pickproblem.ranking.problem import pose
from pickproblem.record import Candidate, Record, Session, WeightsIn, same_name
from pickproblem.rubric import Library
from pickproblem.switching.history import Records


class Fate(NamedTuple):
    """What has become of a candidate by now."""

    candidate: Candidate
    ended: str | None
    """How its last stint ended, side ones left out; None where none has."""
    into: str | None
    chosen: date | None
    """When it was first committed to."""

    def document(self) -> dict[str, object]:
        """Its entry in `taste --json`."""
        return {
            "candidate": self.candidate.id,
            "title": self.candidate.title,
            "state": self.candidate.state,
            "ended": self.ended,
            "into": self.into,
            "chosen": self.chosen.isoformat() if self.chosen else None,
        }


class Felt(NamedTuple):
    """A finished session's first by feeling, and its first by the answers."""

    record: str
    title: str
    session: Session
    felt: Fate
    computed: Fate
    alike: bool
    """Whether the first by feeling is first by the answers too, alone or level with others."""
    chosen: Fate | None
    """The first choice made from then on."""

    def document(self) -> dict[str, object]:
        """Its entry in `taste --json`."""
        return {
            "record": self.record,
            "title": self.title,
            "session": self.session.id,
            "felt": self.felt.document(),
            "computed": self.computed.document(),
            "chosen": self.chosen.document() if self.chosen else None,
        }


class PassedOver(NamedTuple):
    """A candidate that was scored before a choice, and not chosen then."""

    record: str
    title: str
    when: date
    fate: Fate

    def document(self) -> dict[str, object]:
        """Its entry in `taste --json`."""
        return {
            "record": self.record,
            "title": self.title,
            "when": self.when.isoformat(),
            "fate": self.fate.document(),
        }


def felt(records: Records, library: Library) -> list[Felt]:
    """Every finished session that has both: a ranking by feeling of two at least, and answers about them.

    The answers are those of its rater up to then, under the weights that were in force when it ended. A session in
    two copies of a record counts once.
    """
    found: dict[object, Felt] = {}
    for path, record in records:
        course = _Course(record)
        so_far: dict[str, Sheet] = {}
        for session in record.sessions:
            sheet = so_far.setdefault(same_name(session.rater), {})
            for candidate, row in (session.answers or {}).items():
                sheet.setdefault(candidate, {}).update(row)
            key = (record.title, record.created, session.id)
            if key not in found and (one := _felt(path, course, session, sheet, library)) is not None:
                found[key] = one
    return list(found.values())


def passed_over(records: Records) -> list[PassedOver]:
    """Every candidate that was scored before a choice that fell on another, with the first such day."""
    found: dict[object, PassedOver] = {}
    for path, record in records:
        course = _Course(record)
        for n, id in sorted(course.passed_over()):
            one = PassedOver(path, record.title, course.days[n].date(), course.fate(course.ids[id]))
            found.setdefault((record.title, record.created, course.ids[id]), one)
    return list(found.values())


class _Course:
    """What was chosen in a record, day by day; looked up once, since a record may hold years of choices."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.ids = [candidate.id for candidate in record.candidates]
        self._candidates = {candidate.id: candidate for candidate in record.candidates}
        choices = sorted((one.when, one.candidate) for id, one in forecasting.origins(record).items() if id == one.id)
        self.days = [when for when, _choice in choices]
        self._choices = [choice for _when, choice in choices]
        self._first = {choice: n for n, choice in reversed(list(enumerate(self._choices)))}

    def fate(self, id: str) -> Fate:
        """What has become of a candidate."""
        candidate = self._candidates[id]
        stints = sorted(candidate.stints or [], key=lambda one: one.from_)
        ended = [one for one in stints if one.ended is not None and one.to is not None and not one.side]
        chosen = self._first.get(id)
        return Fate(
            candidate,
            ended[-1].ended if ended else None,
            next((one.into for one in reversed(ended) if one.into), None),
            None if chosen is None else self.days[chosen].date(),
        )

    def next_choice(self, since: datetime) -> Fate | None:
        """The first choice made from then on."""
        n = bisect_left(self.days, since)
        return self.fate(self._choices[n]) if n < len(self.days) else None

    def passed_over(self) -> Iterator[tuple[int, int]]:
        """Who was scored before a choice and not chosen by then: the first such choice, and the place of each."""
        scored: dict[str, datetime] = {}
        for session in self.record.sessions:
            for id in session.answers or {}:
                scored[id] = min(session.started, scored.get(id, session.started))
        for at, id in enumerate(self.ids):
            n = bisect_left(self.days, scored[id]) if id in scored else len(self.days)
            if n < len(self.days) and self._first.get(id, n + 1) > n:
                yield n, at


def _felt(path: str, course: _Course, session: Session, sheet: Sheet, library: Library) -> Felt | None:
    gut = session.gut or []
    if session.finished is None or len(gut) < 2:
        return None
    record, named = course.record, set(gut)
    # Whoever was ranked by feeling was in the race then, whatever became of it since.
    states = [one.model_copy(update={"state": "open" if one.id in named else "closed"}) for one in record.candidates]
    then = record.model_copy(update={"candidates": states})
    problem = pose(then, library, {session.rater: sheet}, _weights(record, library, session.finished))
    if len(problem.candidates) < 2 or not problem.answered:
        return None
    order, ranks = standing.ranking(problem.scores)
    level = [id for id, rank in zip(problem.candidates, ranks, strict=True) if rank == 1]
    return Felt(
        record=path,
        title=record.title,
        session=session,
        felt=course.fate(gut[0]),
        computed=course.fate(problem.candidates[order[0]]),
        alike=gut[0] in level,
        chosen=course.next_choice(session.started),
    )


def _weights(record: Record, library: Library, when: datetime) -> WeightsIn:
    earlier = (record.weights.before if record.weights else None) or []
    return next((one for one in earlier if one.changed > when), views.weights_of(record, library))
