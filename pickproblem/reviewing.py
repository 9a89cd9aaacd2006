"""What is filled in after the fact: forecasts resolved, kill criteria answered or moved in time. Pure; see `edits`.

A commitment is frozen once written. Only what is still empty is filled, and a kill criterion is edited only while its
date is far enough off; what it was stays beside what it became. Whether a verdict was followed is `temptation`'s.
"""

from __future__ import annotations

from datetime import date

from pickproblem import edits
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import Commitment, KillCriterion, Record
from pickproblem.text import safe


def commitment(record: Record, id: str) -> Commitment:
    """The commitment of that id; raises Refused where there is none."""
    found = next((one for one in record.commitments if one.id == id), None)
    if found is None:
        raise Refused(_("there is no commitment %(name)s") % {"name": safe(id)})
    return found


def resolve(record: Record, id: str, forecast: str, outcome: bool) -> Record:
    """The record with a forecast of a commitment held against what happened; the same once more changes nothing."""
    one = commitment(record, id)
    standing = next((each for each in one.forecasts or [] if each.id == forecast), None)
    if standing is None:
        raise Refused(_("commitment %(name)s has no forecast %(id)s") % {"name": safe(id), "id": safe(forecast)})
    if standing.outcome not in (None, outcome):
        raise Refused(_("the outcome of %(name)s is written and stays as it is") % {"name": safe(forecast)})
    resolved = edits.replaced(standing, outcome=outcome)
    forecasts = [resolved if each is standing else each for each in one.forecasts or []]
    return _replaced(record, one, edits.replaced(one, forecasts=forecasts))


def meet(record: Record, id: str, criterion: int, met: bool) -> Record:
    """The record with a kill criterion answered: whether what it says has come true, so that its act is due.

    ``criterion`` counts from 0. The same once more changes nothing.
    """
    one = commitment(record, id)
    standing = _criterion(one, criterion)
    if standing.met not in (None, met):
        raise Refused(_("the kill criterion of %(day)s is answered and stays as it is") % {"day": standing.by})
    return _with_criterion(record, one, criterion, edits.replaced(standing, met=met))


def edit_kill_criterion(
    record: Record,
    id: str,
    criterion: int,
    today: date,
    edit_reason: str,
    *,
    frozen_days: int,
    by: date | None = None,
    unless: str | None = None,
    then: str | None = None,
) -> Record:
    """The record with a kill criterion changed, what it was and why kept with it, each edit a line of its own.

    What is not said stays. Refused from ``frozen_days`` before its date on, once it is answered, without a reason,
    and for a date that has come.
    """
    one = commitment(record, id)
    standing = _criterion(one, criterion)
    if standing.met is not None:
        raise Refused(_("the kill criterion of %(day)s is answered and stays as it is") % {"day": standing.by})
    if not may_change(standing, today, frozen_days):
        words = {"day": standing.by, "n": frozen_days}
        raise Refused(_("the kill criterion of %(day)s cannot be edited from %(n)d days before its date on") % words)
    if not edit_reason.strip():
        raise Refused(_("an edit of a kill criterion takes a reason; it is kept"))
    if by is not None and by <= today:
        raise Refused(_("the date must lie ahead"))
    if unless is not None and not unless.strip():
        raise Refused(_("say what must be there by that date"))
    wanted = {"by": by, "unless": unless, "then": then}
    said = {
        field: value for field, value in wanted.items() if value is not None and value != getattr(standing, field)
    }
    if not said:
        return record
    edited = edits.replaced(
        standing,
        **said,
        was=_line(standing.was, in_words(standing)),
        edit_reason=_line(standing.edit_reason, " ".join(edit_reason.split())),
    )
    return _with_criterion(record, one, criterion, edited)


def may_change(criterion: KillCriterion, today: date, frozen_days: int) -> bool:
    """Whether its date is far enough off to change it: more than ``frozen_days`` of `switch.toml`."""
    return (criterion.by - today).days > frozen_days


def in_words(criterion: KillCriterion) -> str:
    """A kill criterion as one line, the same in every language, as it is kept in ``was``."""
    unless = " ".join((criterion.unless or "").split())
    then = " ".join((criterion.then or "").split())
    return f"if by {criterion.by} not {unless or '?'} then {then or '?'}"


def first_words(criterion: KillCriterion) -> str:
    """A kill criterion as it was before any edit, as `in_words` has it."""
    return (criterion.was or in_words(criterion)).split("\n")[0]


def _line(before: str | None, line: str) -> str:
    return line if before is None else f"{before}\n{line}"


def _criterion(one: Commitment, criterion: int) -> KillCriterion:
    if not 0 <= criterion < len(one.kill_criteria):
        words = {"name": safe(one.id), "n": criterion + 1}
        raise Refused(_("commitment %(name)s has no kill criterion %(n)d") % words)
    return one.kill_criteria[criterion]


def _with_criterion(record: Record, one: Commitment, at: int, criterion: KillCriterion) -> Record:
    criteria = [criterion if i == at else each for i, each in enumerate(one.kill_criteria)]
    return _replaced(record, one, edits.replaced(one, kill_criteria=criteria))


def _replaced(record: Record, old: Commitment, new: Commitment) -> Record:
    return record.model_copy(update={"commitments": [new if one is old else one for one in record.commitments]})
