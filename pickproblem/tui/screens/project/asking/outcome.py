"""What became of the project by now, asked before anything else is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pickproblem import notebook
from pickproblem.language import _
from pickproblem.report import project
from pickproblem.text import safe, shorten
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened
from pickproblem.tui.screens.project.asking.stints import ask_end

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

_SHORT = 60


async def ask_how_it_stands(app: PickproblemApp, opened: Opened, candidate: str) -> str | None:
    """Ask what became of the project by now; None after Esc. What was said."""
    one = opened.record.candidate(candidate)
    assert one is not None
    options = [_(words) for _kind, words in project.STANDS]
    head = _("How does it stand: “%(title)s”?") % {"title": shorten(safe(one.title), _SHORT)}
    chosen = await app.push_screen_wait(ChoiceDialog(head, _("As it is, not as it should be."), options))
    if chosen is None:
        return None
    ended, _words = project.STANDS[chosen]
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
