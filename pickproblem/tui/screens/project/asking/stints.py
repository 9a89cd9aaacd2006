"""Stretches of work: one begins, one ends, and the project may be over with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from pickproblem import due, edits, notebook
from pickproblem.commitment import parse_date
from pickproblem.errors import PickproblemError, Refused
from pickproblem.language import _
from pickproblem.notebook import Ended
from pickproblem.record import Candidate, DeadEnd, Record, Stint
from pickproblem.report import project
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.forms import Field, FormDialog, Values
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

MAIN, BESIDE = "main", "side"
STILL = "still"


async def ask_stint(app: PickproblemApp, opened: Opened, candidate: str) -> str:
    """End the stretch of work that goes on, or enter one: begun today, or already over. What was said."""
    one = opened.record.candidate(candidate)
    assert one is not None
    going_on = notebook.open_stint(one)
    if going_on is None:
        return await _begin(app, opened, one)
    return await ask_end(app, opened, candidate)


def _days_and_hours(values: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Hours and days from ``40`` or ``5d``; raises Refused."""
    text = values.get("hours", "").strip().replace(",", ".")
    if not text:
        return None, None
    number, unit = (text[:-1], "d") if text[-1:] in "dD일" else (text.removesuffix("h"), "h")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise Refused(_("%(text)s is no number of hours; write 40, or 5d for days") % {"text": safe(text)})
    return (None, value) if unit == "d" else (value, None)


async def _begin(app: PickproblemApp, opened: Opened, one: Candidate) -> str:
    today = app.today()

    def take(values: Values) -> str:
        try:
            first = parse_date(values["from"], today)
            last = parse_date(values["to"], today) if values["to"] else None
            hours, days = _days_and_hours(values)
            if max(first, last or first) > today:
                return _("A stretch of work is of days that were; today is the last.")
            if last is not None and last < first:
                return _("It ends before it begins.")
            ended = values.get("ended", STILL)
            fields = {
                "from": first,
                "to": last,
                "hours": hours,
                "days": days,
                "repository": values["repository"] or None,
                "side": True if values["side"] == BESIDE else None,
                "ended": ended if ended != STILL else None,
                "into": values.get("into") or None,
            }
            opened.change(notebook.add_stint(opened.record, one.id, Stint.model_validate(fields)))
        except PickproblemError as error:
            return str(error)
        return ""

    given = await app.push_screen_wait(
        FormDialog(
            _("A stretch of work on it"),
            _("It goes on until you end it here (b). One that is over already gets both days."),
            [
                Field("from", _("From"), today.isoformat(), _("2027-03-01")),
                Field("to", _("To"), "", _("empty: it goes on")),
                Field("hours", _("Hours"), "", _("empty: counted from commits or notes; 5d for days")),
                Field("repository", _("Repository"), "", _("a path; its days with commits count")),
                Field("side", _("Kind"), MAIN, options=[(MAIN, _("main work")), (BESIDE, _("beside the main work"))]),
                Field("ended", _("How it ended"), STILL, options=_endings(), shown=lambda all: bool(all["to"])),
                Field("into", _("What came of it"), "", _("paper, post, code"), shown=_delivered),
            ],
            take,
        )
    )
    if given is None:
        return ""
    return _("Kept.") if given["to"] else _("Begun; b ends it.")


def _endings() -> list[tuple[str, str]]:
    return [(STILL, _("not over, only a pause")), *((name, _(words)) for name, words in project.ENDED.items())]


def _delivered(values: Mapping[str, str]) -> bool:
    return values.get("ended") == "delivered" and bool(values.get("to"))


def _dead_end(values: Mapping[str, str]) -> bool:
    return values.get("ended") == "dead-end"


async def ask_end(
    app: PickproblemApp, opened: Opened, candidate: str, ended: Ended | None = None, *, closing: bool = True
) -> str:
    """Ask how the stretch of work ended that goes on, and whether the project is over. What was said.

    ``ended``: what is known already; ``closing`` false leaves the last question for later. Where no stretch goes on,
    one is entered as it ends, from the last one's end on.
    """
    one = opened.record.candidate(candidate)
    assert one is not None
    today = app.today()
    going_on = notebook.open_stint(one)
    first = going_on.from_ if going_on is not None else _free_from(opened.record, one, today)
    words = _("It began on %(day)s, %(when)s.") % {"day": first, "when": due.in_days(first, today)}
    checks = [
        Field(name, _(project.DEAD_END_SHORT[name]), placeholder=project.dead_end(name, in_force()), shown=_dead_end)
        for name in project.DEAD_END
    ]

    def take(values: Values) -> str:
        try:
            changed = _ended(opened.record, one, going_on, first, values, today)
        except PickproblemError as error:
            return str(error)
        opened.change(changed)
        return ""

    given = await app.push_screen_wait(
        FormDialog(
            _("The end of a stretch of work"),
            words,
            [
                Field("to", _("Last day"), today.isoformat(), _("2027-03-01")),
                Field(
                    "hours", _("Hours"), _hours_of(going_on), _("empty: counted from commits or notes; 5d for days")
                ),
                Field("ended", _("How it ended"), ended or STILL, options=_endings()),
                Field(
                    "into",
                    _("What came of it"),
                    placeholder=_("paper, post, code"),
                    shown=lambda all: all.get("ended") == "delivered",
                ),
                *checks,
            ],
            take,
        )
    )
    if given is None:
        return ""
    if given["ended"] == STILL:
        return _("Ended for now; b begins the next.")
    return await ask_closing(app, opened, candidate) if closing else _("Kept.")


def _hours_of(stint: Stint | None) -> str:
    if stint is not None and stint.hours is not None:
        return f"{stint.hours:g}"
    return f"{stint.days:g}d" if stint is not None and stint.days is not None else ""


def _free_from(record: Record, one: Candidate, today: date) -> date:
    begun = next((each.when.date() for each in record.commitments if each.candidate == one.id), today)
    last = max((each.to for each in one.stints or [] if each.to is not None), default=None)
    first = begun if last is None else max(begun, last + timedelta(days=1))
    return min(first, today)


def _ended(
    record: Record, one: Candidate, going_on: Stint | None, first: date, values: Values, today: date
) -> Record:
    last = parse_date(values["to"], today)
    if last > today:
        raise Refused(_("A stretch of work is of days that were; today is the last."))
    if last < first:
        raise Refused(_("It ends before it begins."))
    hours, days = _days_and_hours(values)
    ended = cast("Ended", values["ended"]) if values["ended"] != STILL else None
    into = values.get("into") or None
    found = {check: values[check] for check in project.DEAD_END if values.get(check)}
    evidence = DeadEnd.model_validate(found) if found else None
    if going_on is None:
        fields = {
            "from": first,
            "to": last,
            "hours": hours,
            "days": days,
            "ended": ended,
            "into": into,
            "evidence": evidence,
        }
        return notebook.add_stint(record, one.id, Stint.model_validate(fields))
    standing = {"hours": hours, "days": days}
    changed = notebook.end_stint(record, one.id, last, ended, into=into, evidence=evidence)
    return notebook.change_stint(changed, one.id, going_on.from_, **standing)


async def ask_closing(app: PickproblemApp, opened: Opened, candidate: str) -> str:
    """Ask whether the project is over, and close it. What was said."""
    chosen = await app.push_screen_wait(
        ChoiceDialog(
            _("Is the project over?"),
            _("A project that is over asks for nothing more but its forecasts; it can be opened again."),
            [_("Yes, close it"), _("No, it goes on")],
        )
    )
    if chosen == 0:
        opened.change(edits.set_state(opened.record, candidate, "closed"))
        return _("Closed. What it came to stands in the look-back (l on the first screen).")
    return _("Kept.")
