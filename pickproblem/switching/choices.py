"""What was felt, what was computed, what was chosen, and what has become of each."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from pickproblem import answers as views
from pickproblem.decision import standing
from pickproblem.ranking.problem import pose
from pickproblem.record import Candidate, Record, Session, WeightsIn
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
        for session in record.sessions:
            key = (record.title, record.created, session.id)
            if key not in found and (one := _felt(path, record, session, library)) is not None:
                found[key] = one
    return list(found.values())


def _felt(path: str, record: Record, session: Session, library: Library) -> Felt | None:
    if session.finished is None or len(session.gut or []) < 2:
        return None
    gut = session.gut or []
    # Whoever was ranked by feeling was in the race then, whatever became of it since.
    states = [one.model_copy(update={"state": "open" if one.id in gut else "closed"}) for one in record.candidates]
    then = record.model_copy(update={"candidates": states})
    sheets = views.latest(record, rater=session.rater, as_of=session.id)
    problem = pose(then, library, sheets, _weights(record, library, session.finished))
    if len(problem.candidates) < 2 or not problem.answered:
        return None
    order, ranks = standing.ranking(problem.scores)
    level = [id for id, rank in zip(problem.candidates, ranks, strict=True) if rank == 1]
    chosen = next((one for one in _by_day(record) if one[0] >= session.started), None)
    return Felt(
        record=path,
        title=record.title,
        session=session,
        felt=fate(record, gut[0]),
        computed=fate(record, problem.candidates[order[0]]),
        alike=gut[0] in level,
        chosen=None if chosen is None else fate(record, chosen[1]),
    )


def _weights(record: Record, library: Library, when: datetime) -> WeightsIn:
    earlier = (record.weights.before if record.weights else None) or []
    return next((one for one in earlier if one.changed > when), views.weights_of(record, library))


def _by_day(record: Record) -> list[tuple[datetime, str]]:
    """When each candidate was committed to, in order of time."""
    return sorted((one.when, one.candidate) for one in record.commitments)


def passed_over(records: Records) -> list[PassedOver]:
    """Every candidate that was scored before a choice that fell on another, with the first such day."""
    found: dict[object, PassedOver] = {}
    for path, record in records:
        taken: set[str] = set()
        for when, choice in _by_day(record):
            taken.add(choice)
            scored = {
                id for session in record.sessions if session.started <= when for id in (session.answers or {})
            } - taken
            for candidate in record.candidates:
                if candidate.id in scored:
                    key = (record.title, record.created, candidate.id)
                    one = PassedOver(path, record.title, when.date(), fate(record, candidate.id))
                    found.setdefault(key, one)
    return list(found.values())


def fate(record: Record, id: str) -> Fate:
    """What has become of a candidate that the record has."""
    candidate = next(one for one in record.candidates if one.id == id)
    stints = sorted(candidate.stints or [], key=lambda one: one.from_)
    ended = [one for one in stints if one.ended is not None and one.to is not None and not one.side]
    chosen = next((when.date() for when, choice in _by_day(record) if choice == id), None)
    return Fate(
        candidate,
        ended[-1].ended if ended else None,
        next((one.into for one in reversed(ended) if one.into), None),
        chosen,
    )
