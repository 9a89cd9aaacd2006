"""What a project is asked, in small dialogs: whether a forecast came true, how work ended, what is noted of a day."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pickproblem import due, edits, notebook, review, reviewing, store, temptation
from pickproblem.commitment import parse_date
from pickproblem.due import Due
from pickproblem.errors import NotSaved, PickproblemError, Refused
from pickproblem.language import _, ngettext
from pickproblem.notebook import Ended
from pickproblem.record import Candidate, DeadEnd, KillCriterion, Record, Stint
from pickproblem.report import charts, project
from pickproblem.text import safe, shorten
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.forms import Field, FormDialog, Values
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

_SHORT = 60

MAIN, BESIDE = "main", "side"
STILL = "still"


# --- forecasts and kill criteria


async def ask_forecast(app: PickproblemApp, opened: Opened, one: Due) -> str:
    """Ask whether a forecast came true; the chance that was said is told only after the answer. What was said."""
    words = _("Said on %(day)s, to be seen on %(date)s. What chance you gave it is shown after your answer.")
    assert one.entry is not None
    commitment = reviewing.commitment(opened.record, one.entry)
    told = words % {"day": commitment.when.date(), "date": one.date}
    chosen = await app.push_screen_wait(
        ChoiceDialog(
            project.forecast_name(one.part),
            told,
            [_("It came true"), _("It did not come true"), _("It cannot be said yet")],
        )
    )
    if chosen not in (0, 1):
        return ""
    opened.change(reviewing.resolve(opened.record, one.entry, one.part, chosen == 0))
    forecast = next(each for each in commitment.forecasts or [] if each.id == one.part)
    chance = {"chance": charts.percent(float(forecast.p))}
    if chosen == 0:
        return _("It came true; you had said %(chance)s.") % chance
    return _("It did not come true; you had said %(chance)s.") % chance


async def ask_criterion(app: PickproblemApp, opened: Opened, commitment: str, at: int, today: date) -> str:
    """Ask whether what a kill criterion wants is there, or change it while that is allowed. What was said."""
    one = reviewing.commitment(opened.record, commitment).kill_criteria[at]
    day = _("By %(day)s, %(when)s.") % {"day": one.by, "when": due.in_days(one.by, today)}
    act = " " + _("If it is not there: %(then)s") % {"then": one.then} if one.then else ""
    words = [day + act]
    options = [_("It is there: the project goes on"), _("It is not there: what I wrote down is to be done")]
    changing = one.by - timedelta(days=reviewing.FIXED_DAYS) > today
    if changing:
        options.append(_("Change it, with a reason"))
    else:
        words.append(_("It is too near to its date to be changed."))
    options.append(_("Leave it open"))
    chosen = await app.push_screen_wait(
        ChoiceDialog(one.unless or "–", "\n".join(words), options, at=len(options) - 1)
    )
    if chosen is not None and chosen < 2:
        opened.change(reviewing.meet(opened.record, commitment, at, chosen == 1))
        return (
            _("Kept: it is there.")
            if chosen == 0
            else _("Not there. You wrote: %(then)s") % {"then": one.then or "–"}
        )
    if chosen == 2 and changing:
        return await _change_criterion(app, opened, commitment, at, one, today)
    return ""


async def _change_criterion(
    app: PickproblemApp, opened: Opened, commitment: str, at: int, one: KillCriterion, today: date
) -> str:
    def take(values: Values) -> str:
        try:
            changed = reviewing.edit_kill_criterion(
                opened.record,
                commitment,
                at,
                today,
                values["reason"],
                by=parse_date(values["by"], today),
                unless=values["unless"],
                then=values["then"] or None,
            )
        except Refused as error:
            return str(error)
        if changed is opened.record:
            return _("Nothing is different yet; Esc leaves it as it is.")
        opened.change(changed)
        return ""

    given = await app.push_screen_wait(
        FormDialog(
            _("Change the kill criterion"),
            _("What it was is kept beside it, with your reason."),
            [
                Field("by", _("By when"), one.by.isoformat(), _("2027-03-01, or +13w")),
                Field("unless", _("Unless there is"), one.unless or ""),
                Field("then", _("then do"), one.then or ""),
                Field("reason", _("Why the change"), "", _("one line; it is kept")),
            ],
            take,
        )
    )
    return _("Changed; what it was stands beside it.") if given is not None else ""


async def ask_criteria(app: PickproblemApp, opened: Opened, today: date) -> str:
    """Choose among the kill criteria that are still open, and ask about it. What was said."""
    commitment = opened.record.commitment
    assert commitment is not None
    open_ones = [n for n, one in enumerate(commitment.kill_criteria) if one.met is None]
    if not open_ones:
        return _("Every kill criterion is answered.")
    at = 0
    if len(open_ones) > 1:
        lines = [f"{commitment.kill_criteria[n].by}  {commitment.kill_criteria[n].unless or '–'}" for n in open_ones]
        chosen = await app.push_screen_wait(ChoiceDialog(_("Which kill criterion?"), "", lines))
        if chosen is None:
            return ""
        at = chosen
    return await ask_criterion(app, opened, commitment.id, open_ones[at], today)


async def ask_trial(app: PickproblemApp, opened: Opened, one: Due, today: date) -> str:
    """Ask what came of a trial: the default is back to the project, all else takes a reason. What was said."""
    assert one.entry is not None
    entry = temptation.entry(opened.record, one.entry)
    newcomer = opened.record.candidate(entry.newcomer)
    title = newcomer.title if newcomer is not None else entry.newcomer
    sign = entry.outcome.success_sign if entry.outcome is not None else None
    words = [_("Its last day: %(day)s, %(when)s.") % {"day": one.date, "when": due.in_days(one.date, today)}]
    if sign:
        words.append(_("The sign you wrote down before: %(sign)s") % {"sign": sign})
    options = [
        _("I am back at the project, as was planned"),
        _("I stay with the newer idea, and say why"),
        _("It still goes on"),
    ]
    head = _("The trial of “%(title)s”") % {"title": shorten(title, _SHORT)}
    chosen = await app.push_screen_wait(ChoiceDialog(head, "\n".join(words), options))
    if chosen == 0:
        opened.change(temptation.follow_through(opened.record, entry.id, followed=True))
        return _("Back at the project.")
    if chosen == 1:
        line = await app.push_screen_wait(
            LineDialog(_("Why stay with it?"), _("One line; it is kept with the verdict."), check=_some_words)
        )
        if line:
            opened.change(temptation.follow_through(opened.record, entry.id, followed=False, reason=line))
            return _("Kept. t, or a commitment of its own, makes it the project.")
    return ""


def _some_words(line: str) -> str:
    return "" if line else _("A word or two; Esc leaves it.")


# --- the notebook


def note_form(candidate: Candidate, today: date, draft: Mapping[str, str]) -> FormDialog:
    """Four lines of today; above them what the day's note holds already, or what was to be next."""
    standing = review.note_of(candidate, today)
    if standing is not None:
        there = [
            f"{_(name)}: {line}"
            for field, name in project.FIELDS
            for line in (getattr(standing, field) or "").split("\n")
            if line
        ]
        words = "\n".join([_("There today already; what you write now is added:"), *there])
    else:
        before = [one for one in candidate.notes or [] if one.next and one.date < today]
        last = max(before, key=lambda one: one.date, default=None)
        words = _("On %(day)s this was next: %(next)s") % {"day": last.date, "next": last.next} if last else ""
    hints = {
        "result": _("what came out, good or bad"),
        "insight": _("what you understand now"),
        "code": _("what you built or changed"),
        "next": _("the next small step"),
    }
    return FormDialog(
        _("Note of %(day)s") % {"day": today.isoformat()},
        words,
        [Field(field, _(name), draft.get(field, ""), hints[field]) for field, name in project.FIELDS],
        lambda values: "" if any(values.values()) else _("One line is enough; Esc leaves it."),
    )


async def ask_note(app: PickproblemApp, opened: Opened, candidate: str, draft: dict[str, str]) -> str:
    """Ask for the day's note and keep it; what was typed and not kept stays in ``draft``. What was said."""
    one = opened.record.candidate(candidate)
    assert one is not None
    today = app.today()
    form = note_form(one, today, draft)
    given = await app.push_screen_wait(form)
    if given is None:
        draft.update(form.left)
        return _("What you typed waits here: n goes on with it.") if any(form.left.values()) else ""
    draft.clear()
    opened.change(notebook.add_note(opened.record, candidate, today, **given))
    return _("Noted.")


# --- stretches of work


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
        Field(name, _(project.DEAD_END_SHORT[name]), placeholder=_(check), shown=_dead_end)
        for name, check in project.DEAD_END.items()
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


async def ask_how_it_stands(app: PickproblemApp, opened: Opened, candidate: str) -> str | None:
    """Ask what became of the project by now; None after Esc. What was said."""
    one = opened.record.candidate(candidate)
    assert one is not None
    kinds: list[Ended | None] = [None, "delivered", "dead-end", "interest-gone", "left-for-newer", "outside-cause"]
    options = [
        _("I am on it"),
        _("It is delivered"),
        _("It is a dead end"),
        _("My interest in it is gone"),
        _("I left it for something newer"),
        _("Something from outside ended it"),
    ]
    head = _("How does it stand: “%(title)s”?") % {"title": shorten(safe(one.title), _SHORT)}
    chosen = await app.push_screen_wait(ChoiceDialog(head, _("As it is, not as it should be."), options))
    if chosen is None:
        return None
    ended = kinds[chosen]
    if ended is None:
        return await _what_came(app, opened, candidate)
    said = await ask_end(app, opened, candidate, ended, closing=False)
    return f"{options[chosen]}. {said}" if said else None


async def _what_came(app: PickproblemApp, opened: Opened, candidate: str) -> str:
    line = await app.push_screen_wait(
        LineDialog(
            _("What is there now that was not there before?"),
            _("One line, or nothing; it goes into today's note."),
            placeholder=_("a result, a figure, a proof, a failure understood"),
        )
    )
    if line:
        opened.change(notebook.add_note(opened.record, candidate, app.today(), result=line))
        return _("Noted: %(line)s") % {"line": safe(line)}
    return _("I am on it")


# --- dates for a calendar


async def ask_calendar(app: PickproblemApp, opened: Opened) -> tuple[str, bool]:
    """Ask where the dates go, and write them; over a file only after a yes. What was said, and if it went well."""
    dates = due.dates(opened.record)
    if not dates:
        return _("There is no date in this record yet."), False
    proposed = opened.saver.stored.path.with_suffix(".ics")
    words = ngettext(
        "%(n)d date, each a whole day. A calendar program reads the file; a later export moves what has changed.",
        "%(n)d dates, each a whole day. A calendar program reads the file; a later export moves what has changed.",
        len(dates),
    )
    line = await app.push_screen_wait(
        LineDialog(
            _("Dates for your calendar: into which file?"), words % {"n": len(dates)}, str(proposed), check=_is_ics
        )
    )
    if not line:
        return "", True
    path = Path(os.path.expanduser(line))  # noqa: PTH111 - Path.expanduser raises where there is no home
    over = False
    if os.path.lexists(path):
        chosen = await app.push_screen_wait(
            ChoiceDialog(_("There is such a file"), safe(str(path)), [_("Leave it as it is"), _("Write over it")])
        )
        if chosen != 1:
            return _("Nothing was written."), True
        over = True
    try:
        await asyncio.to_thread(_write, opened.record, dates, path, over)
    except NotSaved as error:
        return str(error), False
    return _("The dates are in %(file)s") % {"file": safe(str(path))}, True


def _is_ics(line: str) -> str:
    return "" if line.lower().endswith(".ics") else _("A name that ends in .ics; Esc leaves it.")


def _write(record: Record, dates: list[Due], path: Path, over: bool) -> None:
    from pickproblem.report.calendar import calendar

    store.write_file(path, calendar(record, dates, edits.now()), over=over)
