"""The notebook: what came out on a day, and the stretches of time spent on a candidate. Pure; see `edits`."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, Literal

from pickproblem import edits
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import Candidate, DeadEnd, Note, Record, Stint

Ended = Literal["delivered", "dead-end", "interest-gone", "left-for-newer", "outside-cause"]


def add_note(
    record: Record,
    candidate: str,
    day: date,
    *,
    result: str | None = None,
    insight: str | None = None,
    code: str | None = None,
    next: str | None = None,
) -> Record:
    """The record with a note on a candidate, kept in the order of days.

    A day has one note, since copies of a record are united by it: a second one fills what is empty and adds its
    lines to what is not. Lines that are there already are not added twice. Raises Refused.
    """
    given = {"result": result, "insight": insight, "code": code, "next": next}
    written = {field: text.strip() for field, text in given.items() if text is not None and text.strip()}
    if not written:
        raise Refused(_("an empty note says nothing; give a result, an insight, code, or what is next"))
    notes = list(edits.known_candidate(record, candidate).notes or [])
    days = [one.date for one in notes]
    if day not in days:
        behind = max((i + 1 for i, other in enumerate(days) if other < day), default=0)
        notes.insert(behind, Note(date=day, **written))
    else:
        at = days.index(day)
        added = {field: _with_lines(getattr(notes[at], field), text) for field, text in written.items()}
        notes[at] = edits.replaced(notes[at], **added)
    return edits.change_candidate(record, candidate, notes=notes)


def last_note(candidate: Candidate) -> date | None:
    """The day of the latest note."""
    return max((one.date for one in candidate.notes or []), default=None)


def open_stint(candidate: Candidate) -> Stint | None:
    """The stint that goes on, None where there is none."""
    return next((one for one in candidate.stints or [] if one.to is None), None)


def add_stint(record: Record, candidate: str, stint: Stint) -> Record:
    """The record with a stint more, in the order of their first days; raises Refused where it overlaps another."""
    return _with_stints(record, candidate, [*(edits.known_candidate(record, candidate).stints or []), stint])


def begin_stint(
    record: Record, candidate: str, day: date, *, repository: str | None = None, side: bool | None = None
) -> Record:
    """The record with a stint that begins on a day and goes on."""
    begun = Stint.model_validate({"from": day, "repository": repository, "side": side})
    return add_stint(record, candidate, begun)


def end_stint(
    record: Record,
    candidate: str,
    day: date,
    ended: Ended | None = None,
    *,
    hours: float | None = None,
    days: float | None = None,
    into: str | None = None,
    evidence: DeadEnd | None = None,
) -> Record:
    """The record with the stint that goes on ended on a day, which still counts; what is not said stays as it was."""
    standing = open_stint(edits.known_candidate(record, candidate))
    if standing is None:
        raise Refused(_("no stint of %(name)s goes on") % {"name": candidate})
    given = {"ended": ended, "hours": hours, "days": days, "into": into, "evidence": evidence}
    said = {field: value for field, value in given.items() if value is not None}
    return change_stint(record, candidate, standing.from_, to=day, **said)


def change_stint(record: Record, candidate: str, begun: date, **fields: Any) -> Record:
    """The record with fields of the stint that began on a day replaced, None emptying one."""
    stints = list(edits.known_candidate(record, candidate).stints or [])
    at = next((i for i, one in enumerate(stints) if one.from_ == begun), None)
    if at is None:
        words = {"name": candidate, "day": begun}
        raise Refused(_("no stint of %(name)s begins on %(day)s") % words)
    stints[at] = edits.replaced(stints[at], **fields)
    return _with_stints(record, candidate, stints)


def _with_stints(record: Record, candidate: str, stints: list[Stint]) -> Record:
    in_order = sorted(stints, key=lambda one: one.from_)
    for earlier, later in pairwise(in_order):
        if earlier.to is None or later.from_ <= earlier.to:
            words = {"day": later.from_, "earlier": earlier.from_}
            raise Refused(
                _("the stint from %(day)s overlaps the one that begins on %(earlier)s; end that one before") % words
            )
    return edits.change_candidate(record, candidate, stints=in_order)


def _with_lines(standing: str | None, text: str) -> str:
    if standing is None or not standing.strip():
        return text
    there = standing.split("\n")
    lines = [line for line in text.split("\n") if line not in there]
    return "\n".join([standing, *lines])
