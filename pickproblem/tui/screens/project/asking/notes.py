"""A page of the notebook: four lines of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pickproblem import notebook, review
from pickproblem.language import _
from pickproblem.record import Candidate
from pickproblem.report import project
from pickproblem.tui.forms import Field, FormDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp


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
