"""A project in lines: what was chosen, what is due, and all that it wants noted, by number."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pickproblem import due, edits, store
from pickproblem.due import Due
from pickproblem.errors import PickproblemError, Refused
from pickproblem.flow import Step
from pickproblem.language import _, ngettext
from pickproblem.plain import ideas, notebook, parking, promises
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, Leave
from pickproblem.record import Candidate, Commitment
from pickproblem.report import project as told
from pickproblem.report import spoken
from pickproblem.switching.thresholds import in_force

Does = Callable[[], Step | None]
"""What an option does: the step that it leads to, or None where one stays at the project."""


def project(held: Held, _step: Step) -> Step:
    """What was chosen and until when, what is due, and what to do next."""
    said = False
    while True:
        standing = held.record.commitment
        if standing is None:
            return held.next_step()
        if not said:
            _say_project(held, standing)
            said = True
        held.talk.gap()
        options = _options(held, held.candidate(standing.candidate))
        try:
            chosen = held.talk.choose(_("What next"), [words for words, _does in options])
        except Back:
            held.talk.say(_("Nothing lies before this; q leaves."))
            continue
        try:
            step = options[chosen][1]()
        except Back:
            continue
        except Refused as refused:
            # Somebody else answered it while the question stood.
            held.talk.say(str(refused))
            held.read_again()
            continue
        if step is not None:
            return step


def _say_project(held: Held, standing: Commitment) -> None:
    talk, record = held.talk, held.record
    here = held.candidate(standing.candidate)
    talk.gap()
    talk.say(_("Committed: %(title)s") % {"title": here.title})
    talk.say(*told.chosen(record, standing, held.today))
    if here.state == "closed":
        talk.say(_("It is closed; what is still to be resolved stands below."))
    for criterion in standing.kill_criteria:
        if criterion.met is None:
            words = {"by": criterion.by, "unless": criterion.unless or "–", "then": criterion.then or "–"}
            talk.say(_("By %(by)s, unless there is: %(unless)s; then: %(then)s") % words)
    rows = told.rows(record, held.today, in_force())
    if not any(row.now for row in rows):
        talk.say(_("Nothing is due today."))
    for head, several in (
        (_("Due"), [row for row in rows if row.now]),
        (_("Ahead"), [row for row in rows if not row.now]),
    ):
        if several:
            talk.say(head)
        for one in several:
            talk.say(f"- {_dated(one)}", hanging=2)


def _dated(row: told.Row) -> str:
    return f"{row.due.date}, {row.when}: {row.what}"


def _options(held: Held, here: Candidate) -> list[tuple[str, Does]]:
    """What a project can always be asked for, each under a number that stays."""
    done = partial(_done, held)
    rows = [row for row in told.rows(held.record, held.today, in_force()) if row.now]
    return [
        (_("What is due: %(n)d") % {"n": len(rows)}, lambda: _due(held, here, rows)),
        (_("A note of today"), lambda: done(notebook.note(held, here.id))),
        (_("A review: what happened, a fresh score, old against new"), lambda: Step("review")),
        (_("A newer idea: park it, or look at one again"), lambda: parking.park(held)),
        (_("A stretch of work: begin or end"), lambda: done(notebook.stint(held, here.id))),
        (_("Kill criteria: there or not, or change one"), lambda: done(promises.criteria(held))),
        (_("The ideas beside it: compare, take up, drop"), lambda: ideas.ask(held, here.id)),
        (_("Read: promises, notebook, time"), lambda: _read(held, here)),
        (_("The dates as a file for a calendar"), lambda: _calendar(held)),
        (_("The result"), lambda: Step("result")),
        (_("A forecast of your own"), lambda: done(promises.own_forecast(held))),
        (_("Leave"), _leave),
    ]


def _due(held: Held, here: Candidate, rows: list[told.Row]) -> Step | None:
    """Do one of the things that are due."""
    if not rows:
        held.talk.say(_("Nothing is due today."))
        return None
    at = 0
    if len(rows) > 1:
        options = [f"{_dated(row)}. {row.todo}" for row in rows]
        at = held.talk.choose(_("Which"), options, _("b goes back to the project."))
    if not rows[at].key:
        held.talk.say(rows[at].todo)
        return None
    return _doing(held, rows[at].due, here)()


def _done(held: Held, what: Step | str) -> Step | None:
    """The step that something leads to; else say what was done, and stay."""
    if isinstance(what, Step):
        return what
    if what:
        held.talk.say(what)
    return None


def _leave() -> Step:
    raise Leave


def _doing(held: Held, one: Due, here: Candidate) -> Does:
    """What a date asks for."""
    done = partial(_done, held)
    match one.kind:
        case "review" | "deadline":
            return lambda: Step("review")
        case "note" | "premortem":
            return lambda: done(notebook.note(held, here.id))
        case "forecast" if one.date <= held.today:
            return lambda: done(promises.forecast(held, one))
        case "kill":
            return lambda: done(promises.criterion(held, one.entry or "", int(one.part)))
        case "trial":
            return lambda: done(promises.trial(held, one))
        case "parked":
            return lambda: Step("tempted", entry=one.entry)
        case _:
            return lambda: Step("result")


# --- reading


def _read(held: Held, here: Candidate) -> None:
    standing = held.record.commitment
    assert standing is not None
    pages: list[tuple[str, Callable[[], None]]] = [
        (_("Promises"), lambda: _promises(held, standing)),
        (_("The notebook of two weeks"), lambda: held.talk.say(*spoken.notes(held.candidate(here.id), held.today))),
        (_("Time"), lambda: _time(held, here)),
        (_("What was chosen, what is due, what lies ahead"), lambda: _say_project(held, standing)),
    ]
    while True:
        held.talk.gap()
        at = held.talk.choose(_("Which"), [words for words, _says in pages], _("b goes back to the project."))
        pages[at][1]()


def _promises(held: Held, standing: Commitment) -> None:
    talk, today = held.talk, held.today
    for head, several in (
        (_("Kill criteria: what must be there, by when"), told.criteria(standing, today)),
        (_("Forecasts, with the chance you said"), told.forecasts(held.record, standing, today)),
        (_("How it could fail, and when that is tested"), told.beforehand(standing, today)),
        (_("Days to look again"), told.reviews(held.record, standing, today)),
    ):
        if several:
            talk.say(head)
        for one in several:
            talk.say(f"- {spoken.promised(one)}", hanging=2)
    if (n := standing.planned_variants) is not None:
        words = ngettext(
            "%(n)d variant is to be tried before giving up.",
            "%(n)d variants are to be tried before giving up.",
            n,
        )
        talk.say(words % {"n": n})


def _time(held: Held, here: Candidate) -> None:
    from pickproblem import experience

    talk = held.talk
    lines = told.stints(held.candidate(here.id))
    try:
        back = experience.time_of(str(held.path), held.record, held.today)
    except PickproblemError as error:
        talk.say(str(error))
        return
    if not lines and not back.stints:
        talk.say(_("None is noted yet."))
        return
    talk.say(_("Time spent so far"), *spoken.hours(back, here.id))
    for line in lines:
        talk.say(f"- {line}", hanging=2)


# --- dates for a calendar


def _calendar(held: Held) -> None:
    """Ask where the dates go, and write them; over a file only after a yes."""
    from pickproblem.report.calendar import calendar

    talk = held.talk
    dates = due.dates(held.record, cooling_off=in_force().cooling_off.normal.value)
    if not dates:
        talk.say(_("There is no date in this record yet."))
        return
    words = ngettext(
        "%(n)d date, each a whole day. A calendar program reads the file; a later export moves what has changed.",
        "%(n)d dates, each a whole day. A calendar program reads the file; a later export moves what has changed.",
        len(dates),
    )
    proposed = held.path.with_suffix(".ics")
    talk.say(words % {"n": len(dates)}, _("Enter writes: %(file)s") % {"file": str(proposed)})
    while line := talk.line(_("Into which file?"), _("A name that ends in .ics; b leaves it.")):
        if line.lower().endswith(".ics"):
            break
        talk.say(_("A name that ends in .ics; b leaves it."))
    path = Path(os.path.expanduser(line)) if line else proposed  # noqa: PTH111 - raises where there is no home
    over = os.path.lexists(path)
    if over:
        talk.say(_("There is such a file"), str(path))
        if talk.choose(_("Your choice"), [_("Leave it as it is"), _("Write over it")]) == 0:
            talk.say(_("Nothing was written."))
            return
    try:
        store.write_file(path, calendar(held.record, dates, edits.now()), over=over)
    except PickproblemError as error:
        talk.say(str(error))
    else:
        talk.say(_("The dates are in %(file)s") % {"file": str(path)})
