"""After the setting has changed: which answers rest on old facts, and whether to compute them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pickproblem import edits, proposals
from pickproblem.flow import Cell
from pickproblem.language import _, ngettext
from pickproblem.proposals import Outdated
from pickproblem.text import safe, shorten
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.opened import Opened
from pickproblem.tui.screens.estimate import outdated

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

_MOST_LINES = 6


async def offer_anew(app: PickproblemApp, opened: Opened) -> Cell | None:
    """Name the answers that rest on old facts, and do what the person says; the cell to look at, where it is that."""
    old = outdated(opened, app.today())
    if not old:
        return None
    title = ngettext("%(n)d answer rests on old facts", "%(n)d answers rest on old facts", len(old)) % {"n": len(old)}
    chosen = await app.push_screen_wait(
        ChoiceDialog(
            title,
            "\n".join(_words(opened, one) for one in old[:_MOST_LINES]),
            [_("Compute them again"), _("Look at the first of them"), _("Leave them as they are")],
        )
    )
    if chosen == 1:
        return old[0].cell
    if chosen == 0:
        today, when = app.today(), edits.now()
        record, left = proposals.renewed(opened.record, opened.library, opened.rater, old, when=when, today=today)
        opened.change(record)
        return left[0] if left else None
    return None


def _words(opened: Opened, one: Outdated) -> str:
    candidate = opened.record.candidate(one.cell.candidate)
    words = {
        "rubric": safe(str(opened.library.rubrics[one.cell.rubric].title)),
        "candidate": shorten(safe(candidate.title if candidate else one.cell.candidate), 30),
        "changes": "; ".join(one.changed),
    }
    return _("%(rubric)s of “%(candidate)s”: %(changes)s") % words
