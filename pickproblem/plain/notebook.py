"""The notebook in lines: what is noted of a day; a stretch of work begins, or ends, and the project with it."""

from __future__ import annotations

from functools import partial

from pickproblem import due, edits, notebook, review, stints
from pickproblem.errors import PickproblemError, Refused
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.notebook import Ended
from pickproblem.plain import form
from pickproblem.plain.held import Held
from pickproblem.record import Record
from pickproblem.report import project
from pickproblem.switching.thresholds import in_force


def note(held: Held, candidate: str) -> str:
    """Ask for four lines of today and keep them. What was said. Raises Back from the first of them."""
    talk, today, one = held.talk, held.today, held.candidate(candidate)
    talk.say(_("Note of %(day)s") % {"day": today.isoformat()})
    standing = review.note_of(one, today)
    if standing is not None:
        talk.say(_("There today already; what you write now is added:"))
        for field, name in project.FIELDS:
            for line in (getattr(standing, field) or "").split("\n"):
                if line:
                    talk.say(f"{_(name)}: {line}", indent=2, hanging=2)
    else:
        before = [each for each in one.notes or [] if each.next and each.date < today]
        if last := max(before, key=lambda each: each.date, default=None):
            talk.say(_("On %(day)s this was next: %(next)s") % {"day": last.date, "next": last.next})
    hints = {
        "result": _("what came out, good or bad"),
        "insight": _("what you understand now"),
        "code": _("what you built or changed"),
        "next": _("the next small step"),
    }
    given: dict[str, str] = {}
    form.fill(talk, [form.of(given, field, _(name), hints[field]) for field, name in project.FIELDS])
    if not any(given.values()):
        return _("Nothing was noted.")
    held.change(lambda record: notebook.add_note(record, candidate, today, **given))
    return _("Noted.")


def stint(held: Held, candidate: str) -> Step | str:
    """End the stretch of work that goes on, or enter one: begun today, or over already. See `end`. Raises Back."""
    if notebook.open_stint(held.candidate(candidate)) is None:
        return _begin(held, candidate)
    return end(held, candidate)


def _begin(held: Held, candidate: str) -> str:
    talk, today = held.talk, held.today
    talk.say(
        _("A stretch of work on it"),
        _("It goes on until you end it here. One that is over already gets both days."),
    )
    values = {"from": today.isoformat(), "side": stints.MAIN, "ended": stints.STILL}
    lines = [
        form.of(values, "from", _("From"), _(form.A_DAY_PAST)),
        form.of(values, "to", _("To"), _("empty: it goes on")),
        form.of(values, "hours", _("Hours"), _hours()),
        form.of(values, "repository", _("Repository"), _("a path; its days with commits count")),
        form.of(values, "side", _("Kind"), options=_kinds()),
        form.of(values, "ended", _("How it ended"), asked=lambda: bool(values.get("to")), options=_endings()),
        form.of(
            values,
            "into",
            _("What came of it"),
            _("paper, post, code"),
            asked=lambda: bool(values.get("to")) and values["ended"] == "delivered",
        ),
    ]
    _fill_and_keep(held, lines, values, lambda record: stints.begun(record, candidate, values, today))
    return _("Kept.") if values.get("to") else _("Begun; it goes on until you end it here.")


def end(held: Held, candidate: str, ended: Ended | None = None, *, closing: bool = True) -> Step | str:
    """Ask how the stretch of work ended that goes on, and whether the project is over. Raises Back.

    The step to a last review, where one is wanted; else what was said. ``ended``: what is known already; ``closing``
    false leaves the last question for later.
    """
    talk, today = held.talk, held.today
    first = stints.first_day(held.record, held.candidate(candidate), today)
    talk.say(
        _("The end of a stretch of work"),
        _("It began on %(day)s, %(when)s.") % {"day": first, "when": due.in_days(first, today)},
    )
    going_on = notebook.open_stint(held.candidate(candidate))
    values = {"to": today.isoformat(), "hours": stints.written(going_on), "ended": ended or stints.STILL}
    bounds = in_force()
    lines = [
        form.of(values, "to", _("Last day"), _(form.A_DAY_PAST)),
        form.of(values, "hours", _("Hours"), _hours()),
        form.of(values, "ended", _("How it ended"), asked=lambda: ended is None, options=_endings()),
        form.of(
            values,
            "into",
            _("What came of it"),
            _("paper, post, code"),
            asked=lambda: values["ended"] == "delivered",
        ),
        *(
            form.of(
                values,
                check,
                f"{_(project.DEAD_END_SHORT[check])}: {project.dead_end(check, bounds)}",
                _("An empty line: it does not hold."),
                asked=lambda: values["ended"] == "dead-end",
            )
            for check in project.DEAD_END
        ),
    ]

    def change(record: Record) -> Record:
        return stints.ended(record, edits.known_candidate(record, candidate), values, today)

    _fill_and_keep(held, lines, values, change)
    if values["ended"] == stints.STILL:
        return _("Ended for now.")
    return close(held, candidate, reviewed=False) if closing else _("Kept.")


def _fill_and_keep(held: Held, lines: list[form.Line], values: dict[str, str], change: form.Change) -> None:
    """Ask until what was typed can be kept."""
    while True:
        form.fill(held.talk, lines, partial(_wrong, held, values))
        try:
            held.change(change)
        except Refused as error:
            held.talk.say(str(error))
        else:
            return


def _wrong(held: Held, values: dict[str, str], name: str) -> str:
    try:
        if name == "from" or (name == "to" and values.get("to")):
            stints.past_day(values[name], held.today)
        if name == "hours":
            stints.amount(values.get("hours", ""))
    except PickproblemError as error:
        return str(error)
    return ""


def _hours() -> str:
    return _("empty: counted from commits or notes; 5d for days")


def _kinds() -> list[tuple[str, str]]:
    return [(stints.MAIN, _("main work")), (stints.BESIDE, _("beside the main work"))]


def _endings() -> list[tuple[str, str]]:
    return [
        (stints.STILL, _("not over, only a pause")),
        *((name, _(words)) for name, words in project.ENDED.items()),
    ]


def close(held: Held, candidate: str, *, reviewed: bool) -> Step | str:
    """Ask whether the project is over, and close it; where it was not just reviewed, a last review may come first.

    The step to that, else what was said. Raises Back.
    """
    held.talk.say(
        _("Is the project over?"),
        _("A project that is over asks for nothing more but its forecasts; it can be opened again."),
    )
    first = [] if reviewed else [_("Yes, and a last review first")]
    chosen = held.talk.choose(_("Your choice"), [*first, _("Yes, close it"), _("No, it goes on")])
    if first and chosen == 0:
        return Step("review")
    if chosen > len(first):
        return _("Kept.")
    held.change(lambda record: edits.set_state(record, candidate, "closed"))
    return _("Closed. What it came to is told by: pickproblem lookback")


def how_it_stands(held: Held, candidate: str) -> str:
    """Ask what became of the project by now. What was said. Raises Back."""
    options = [_(words) for _kind, words in project.STANDS]
    held.talk.say(_("How does it stand: “%(title)s”?") % {"title": held.candidate(candidate).title})
    chosen = held.talk.choose(_("How does it stand"), options, _("As it is, not as it should be."))
    ended, _words = project.STANDS[chosen]
    if ended is None:
        return _what_came(held, candidate)
    return f"{options[chosen]}. {end(held, candidate, ended, closing=False)}"


def _what_came(held: Held, candidate: str) -> str:
    line = held.talk.line(
        _("What is there now that was not there before?"),
        _("a result, a figure, a proof, a failure understood"),
        _("One line, or nothing; it goes into today's note."),
    )
    if not line:
        return _("I am on it")
    held.change(lambda record: notebook.add_note(record, candidate, held.today, result=line))
    return _("Noted: %(line)s") % {"line": line}
