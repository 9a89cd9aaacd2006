"""Scoring the current one and the newer one without the old answers, a parked idea beside them as a decoy. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime

from pickproblem import answers as views
from pickproblem import edits, temptation
from pickproblem.edits import Shuffle
from pickproblem.record import Answer, Record, Session, Temptation, same_name

Choose = Callable[[Sequence[str]], str]


def among(record: Record, entry: Temptation, choose: Choose | None = None) -> list[str]:
    """Who is scored: the two, and one parked candidate where there is one, so that not only one of them is new."""
    two = [entry.current, entry.newcomer]
    parked = [one.id for one in record.candidates if one.state == "parked" and one.id not in two]
    return [*two, *([(choose or random.choice)(parked)] if parked else [])]


def session_of(record: Record, entry: Temptation, rater: str) -> Session | None:
    """The session that the entry names, if the rater is still in the middle of it."""
    session = next((one for one in record.sessions if one.id == entry.session), None)
    if session is None or session.finished is not None or same_name(session.rater) != same_name(rater):
        return None
    return session


def begin(
    record: Record,
    id: str,
    rater: str,
    when: datetime,
    shuffle: Shuffle | None = None,
    choose: Choose | None = None,
) -> Record:
    """The record with a session begun in which both are scored anew, and the entry naming it.

    The one that goes on is gone on with. Raises Refused for an entry that is not there or decided.
    """
    entry = temptation.entry(record, id)
    standing = session_of(record, entry, rater)
    if standing is not None and views.open_session(record, rater) is standing:
        return record
    begun, session = edits.begin_session(record, rater, "tempted", when, shuffle, among(record, entry, choose))
    return temptation.change(begun, id, session=session.id)


def answer_alone(record: Record, candidate: str, rubric: str, given: Answer, rater: str, when: datetime) -> Record:
    """The record with one answer in a session of its own, finished at once: so the quick test asks for the upside."""
    begun, session = edits.begin_session(record, rater, "tempted", when, among=[candidate])
    answered = edits.answer(begun, session.id, candidate, rubric, given)
    return edits.finish(answered, session.id, when)
