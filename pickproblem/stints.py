"""From what a person types to a stretch of work: one begins, or is over already; one that goes on ends. Pure.

A form is a mapping of its lines by name, every value as typed; a line that was not asked may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from pickproblem import notebook
from pickproblem.commitment import parse_date
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.notebook import Ended
from pickproblem.record import Candidate, DeadEnd, Record, Stint
from pickproblem.text import safe

MAIN, BESIDE = "main", "side"
"""Kinds of work, as the form has them."""

STILL = "still"
"""How it ended, where it did not: a pause."""

Form = Mapping[str, str]


def amount(text: str) -> tuple[float | None, float | None]:
    """Hours and days from ``40`` or ``5d``, the other None; both None for an empty line. Raises Refused."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None, None
    number, unit = (plain[:-1], "d") if plain[-1:] in "dD일" else (plain.removesuffix("h"), "h")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise Refused(_("%(text)s is no number of hours; write 40, or 5d for days") % {"text": safe(plain)})
    return (None, value) if unit == "d" else (value, None)


def written(stint: Stint | None) -> str:
    """The hours or days of a stretch of work as they are typed; empty where none are noted."""
    if stint is not None and stint.hours is not None:
        return f"{stint.hours:g}"
    return f"{stint.days:g}d" if stint is not None and stint.days is not None else ""


def past_day(text: str, today: date) -> date:
    """A day up to today. Raises Refused."""
    day = parse_date(text, today)
    if day > today:
        raise Refused(_("A stretch of work is of days that were; today is the last."))
    return day


def begun(record: Record, id: str, form: Form, today: date) -> Record:
    """The record with a stretch of work more: ``from``, and as far as said ``to``, ``hours``, ``repository``,
    ``side`` (MAIN or BESIDE), ``ended`` (an ending or STILL) and ``into``. Raises Refused.
    """
    first = past_day(form["from"], today)
    last = past_day(form["to"], today) if form.get("to") else None
    if last is not None and last < first:
        raise Refused(_("It ends before it begins."))
    hours, days = amount(form.get("hours", ""))
    ended = form.get("ended", STILL)
    fields = {
        "from": first,
        "to": last,
        "hours": hours,
        "days": days,
        "repository": form.get("repository") or None,
        "side": True if form.get("side") == BESIDE else None,
        "ended": ended if ended != STILL else None,
        "into": form.get("into") or None,
    }
    return notebook.add_stint(record, id, Stint.model_validate(fields))


def first_day(record: Record, one: Candidate, today: date) -> date:
    """Since when the stretch of work that ends today has gone on: where none is noted as going on, from the end of
    the last one, else from the first commitment to the candidate.
    """
    going_on = notebook.open_stint(one)
    if going_on is not None:
        return going_on.from_
    committed = next((each.when.date() for each in record.commitments if each.candidate == one.id), today)
    last = max((each.to for each in one.stints or [] if each.to is not None), default=None)
    first = committed if last is None else max(committed, last + timedelta(days=1))
    return min(first, today)


def ended(record: Record, one: Candidate, form: Form, today: date) -> Record:
    """The record with the stretch of work ended that goes on; where none does, with one from `first_day` on.

    ``to``, ``hours`` and ``ended`` are asked, ``into`` of what was delivered, and of a dead end the evidence of each
    check under its own name. Raises Refused.
    """
    first, last = first_day(record, one, today), past_day(form["to"], today)
    if last < first:
        raise Refused(_("It ends before it begins."))
    hours, days = amount(form.get("hours", ""))
    how = cast("Ended", form["ended"]) if form["ended"] != STILL else None
    into = form.get("into") or None
    found = {check: form[check] for check in DeadEnd.model_fields if form.get(check)}
    evidence = DeadEnd.model_validate(found) if found else None
    going_on = notebook.open_stint(one)
    if going_on is None:
        fields = {
            "from": first,
            "to": last,
            "hours": hours,
            "days": days,
            "ended": how,
            "into": into,
            "evidence": evidence,
        }
        return notebook.add_stint(record, one.id, Stint.model_validate(fields))
    changed = notebook.end_stint(record, one.id, last, how, into=into, evidence=evidence)
    return notebook.change_stint(changed, one.id, going_on.from_, hours=hours, days=days)
