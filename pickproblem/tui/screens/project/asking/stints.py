"""Stretches of work: one begins, one ends, and the project may be over with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pickproblem import due, edits, notebook, stints
from pickproblem.errors import PickproblemError
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.notebook import Ended
from pickproblem.record import Candidate
from pickproblem.report import project
from pickproblem.switching.thresholds import in_force
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.forms import Field, FormDialog, Values
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp


async def ask_stint(app: PickproblemApp, opened: Opened, candidate: str) -> Step | str:
    """End the stretch of work that goes on, or enter one: begun today, or already over. What was said."""
    one = opened.record.candidate(candidate)
    assert one is not None
    going_on = notebook.open_stint(one)
    if going_on is None:
        return await _begin(app, opened, one)
    return await ask_end(app, opened, candidate)


async def _begin(app: PickproblemApp, opened: Opened, one: Candidate) -> str:
    today = app.today()

    def take(values: Values) -> str:
        try:
            opened.change(stints.begun(opened.record, one.id, values, today))
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
                Field("side", _("Kind"), stints.MAIN, options=_kinds()),
                Field(
                    "ended", _("How it ended"), stints.STILL, options=_endings(), shown=lambda all: bool(all["to"])
                ),
                Field("into", _("What came of it"), "", _("paper, post, code"), shown=_delivered),
            ],
            take,
        )
    )
    if given is None:
        return ""
    return _("Kept.") if given["to"] else _("Begun; b ends it.")


def _kinds() -> list[tuple[str, str]]:
    return [(stints.MAIN, _("main work")), (stints.BESIDE, _("beside the main work"))]


def _endings() -> list[tuple[str, str]]:
    return [(stints.STILL, _("not over, only a pause")), *((name, _(words)) for name, words in project.ENDED.items())]


def _delivered(values: Mapping[str, str]) -> bool:
    return values.get("ended") == "delivered" and bool(values.get("to"))


def _dead_end(values: Mapping[str, str]) -> bool:
    return values.get("ended") == "dead-end"


async def ask_end(
    app: PickproblemApp, opened: Opened, candidate: str, ended: Ended | None = None, *, closing: bool = True
) -> Step | str:
    """Ask how the stretch of work ended that goes on, and whether the project is over. What was said.

    ``ended``: what is known already; ``closing`` false leaves the last question for later. Where no stretch goes on,
    one is entered as it ends, from the last one's end on.
    """
    one = opened.record.candidate(candidate)
    assert one is not None
    today = app.today()
    first = stints.first_day(opened.record, one, today)
    words = _("It began on %(day)s, %(when)s.") % {"day": first, "when": due.in_days(first, today)}
    checks = [
        Field(name, _(project.DEAD_END_SHORT[name]), placeholder=project.dead_end(name, in_force()), shown=_dead_end)
        for name in project.DEAD_END
    ]

    def take(values: Values) -> str:
        try:
            changed = stints.ended(opened.record, one, values, today)
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
                    "hours",
                    _("Hours"),
                    stints.written(notebook.open_stint(one)),
                    _("empty: counted from commits or notes; 5d for days"),
                ),
                Field("ended", _("How it ended"), ended or stints.STILL, options=_endings()),
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
    if given["ended"] == stints.STILL:
        return _("Ended for now; b begins the next.")
    return await ask_closing(app, opened, candidate, reviewed=False) if closing else _("Kept.")


async def ask_closing(app: PickproblemApp, opened: Opened, candidate: str, *, reviewed: bool) -> Step | str:
    """Ask whether the project is over, and close it; where it was not just reviewed, a last review may come first.

    The step to that, else what was said.
    """
    first = [] if reviewed else [_("Yes, and a last review first")]
    chosen = await app.push_screen_wait(
        ChoiceDialog(
            _("Is the project over?"),
            _("A project that is over asks for nothing more but its forecasts; it can be opened again."),
            [*first, _("Yes, close it"), _("No, it goes on")],
        )
    )
    if first and chosen == 0:
        return Step("review")
    if chosen == len(first):
        opened.change(edits.set_state(opened.record, candidate, "closed"))
        return _("Closed. What it came to stands in the look-back (l on the first screen).")
    return _("Kept.")
