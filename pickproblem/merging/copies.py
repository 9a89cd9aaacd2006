"""Copies of one record into one: raters' copies, those of a sync conflict, the two sides of a merge in git."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pickproblem.document import path
from pickproblem.errors import NotMerged, Refused
from pickproblem.language import _
from pickproblem.merging.clashes import SETTLED, Clash, Said
from pickproblem.merging.entries import essence, same
from pickproblem.merging.joining import Joining, Versions
from pickproblem.record import Candidate, Commitment, Note, Record, Session, Stint, Temptation
from pickproblem.references import faults
from pickproblem.rubric import Library


class Copy(NamedTuple):
    """A record, and what it is called in what is said of it."""

    name: str
    record: Record


def merged(
    copies: Sequence[Copy],
    *,
    base: Record | None = None,
    prefer: int | None = None,
    library: Library | None = None,
) -> Record:
    """One record that holds all that the copies hold, the same for any order of them.

    Entries are united by id, notes by date, stints by their first day; of two versions of one entry the one stands
    that extends the other, of two that each add something both additions. Sessions come out by when they started,
    commitments and temptations by when they were written, notes and stints by day. ``base``: what all copies come
    from; a value that one side alone changed is then that side's, where without a base profile, setting, weights and
    extra may not differ at all. ``prefer``: the copy whose of these four stands where they differ.

    Raises Refused for records of different decisions, NotMerged with every clash where anything contradicts.
    """
    joining = Joining()
    names = [copy.name for copy in copies]
    in_order = sorted(range(len(copies)), key=lambda i: repr(copies[i].record))

    def said(field: str) -> Versions:
        return [Said(i, getattr(copies[i].record, field)) for i in in_order]

    fields: dict[str, Any] = {}
    for field in ("title", "created"):
        below = [base] if base is not None else []
        fields[field] = joining.joined((field,), said(field), *(getattr(one, field) for one in below))
    if joining.clashes:
        told = "; ".join(clash.told(names) for clash in joining.clashes)
        raise Refused(_("these are different decisions: %(told)s") % {"told": told})
    for field in SETTLED:
        before = len(joining.clashes)
        fields[field] = (
            joining.strictly((field,), said(field))
            if base is None
            else joining.joined((field,), said(field), getattr(base, field))
        )
        if prefer is not None and len(joining.clashes) > before:
            del joining.clashes[before:]
            fields[field] = getattr(copies[prefer].record, field)
    for field in ("candidates", "sessions", "commitments", "temptations"):
        below = [base] if base is not None else []
        joined = joining.joined((field,), said(field), *(getattr(one, field) for one in below))
        fields[field] = _sorted(joined or [])
    if joining.clashes:
        raise _not_merged(joining.clashes, names)
    record = copies[in_order[0]].record.model_copy(update=fields)
    if wrong := faults(record, library):
        lines = [f"{path(place)}: {what}; {right}" for place, what, right in wrong]
        raise NotMerged([_("together they would be wrong: %(told)s") % {"told": line} for line in lines])
    return record


def extends(larger: Record, smaller: Record) -> bool:
    """Whether a record holds all that another copy of it holds: merging the other into it would add nothing."""
    try:
        together = merged([Copy("", larger), Copy("", smaller)])
    except Refused:
        return False
    return same(essence(together), essence(larger))


def _not_merged(clashes: Sequence[Clash], names: Sequence[str]) -> NotMerged:
    return NotMerged([clash.told(names) for clash in clashes], only_settled=all(clash.settled for clash in clashes))


def _sorted(entries: list[Any]) -> list[Any]:
    if not entries or isinstance(entries[0], Candidate):
        return [
            one.model_copy(update={"notes": _by_day(one.notes), "stints": _by_day(one.stints)}) for one in entries
        ]
    return sorted(entries, key=_when)


def _by_day(entries: list[Any] | None) -> list[Any] | None:
    return entries and sorted(entries, key=lambda one: one.date if isinstance(one, Note) else _begun(one))


def _begun(one: Stint) -> Any:
    return one.from_


def _when(one: Session | Commitment | Temptation) -> tuple[datetime, str]:
    return (one.started if isinstance(one, Session) else one.when).astimezone(UTC), one.id
