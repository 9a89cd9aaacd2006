"""What is asked beside a question, in dialogs: why a gate is lifted, probes, where to go, whether to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pickproblem import flow
from pickproblem.flow import Cell
from pickproblem.language import _
from pickproblem.record import Answer, Candidate, Session
from pickproblem.rubric import Gate, Rubric
from pickproblem.text import safe, shorten
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened
from pickproblem.tui.screens.score import lines

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp
    from pickproblem.tui.screens.probes import Suggested


async def ask_gate(app: PickproblemApp, candidate: Candidate, gate: Gate) -> str | None:
    """Why a candidate stays in that a gate rules out; nothing where it falls, None after Esc."""
    title = _("This rules out: %(title)s") % {"title": candidate.title}
    hint = _("why it stays in; left empty, it is ruled out")
    return await app.push_screen_wait(LineDialog(title, str(gate.text), placeholder=hint))


async def ask_rubric(app: PickproblemApp, opened: Opened, session: Session, at: Cell) -> str | None:
    """The rubric to go to; None after Esc."""
    library = opened.library
    cells = flow.questions(opened.record, library, session)
    rubrics = list(dict.fromkeys(cell.rubric for cell in cells))
    options = [lines.rubric_progress(cells, session, library.rubrics[name]) for name in rubrics]
    dialog = ChoiceDialog(_("Go to which rubric?"), "", options, at=rubrics.index(at.rubric))
    chosen = await app.push_screen_wait(dialog)
    return None if chosen is None else rubrics[chosen]


async def ask_probes(
    app: PickproblemApp, rubric: Rubric, candidate: Candidate, answer: Answer | None
) -> Suggested | None:
    """Facts that suggest a level, with the level taken; None after Esc."""
    from pickproblem.tui.screens.probes import ProbesDialog

    title = shorten(safe(candidate.title), 60)
    chosen = dict(answer.probes or {}) if answer else {}
    return await app.push_screen_wait(ProbesDialog(rubric, title, chosen, answer.level if answer else None))


async def ask_stop(app: PickproblemApp, opened: Opened, session: Session) -> bool:
    """Whether it is enough; what is left open is told."""
    done, total = flow.progress(opened.record, opened.library, session)
    counts = {"open": total - done, "all": total}
    words = _("%(open)d of %(all)d questions are open. They count as unknown; the result will be wider.") % counts
    if session.reason == "review":
        words = _("%(open)d of %(all)d questions are open. They keep their answers of before.") % counts
    dialog = ChoiceDialog(_("Stop here?"), words, [_("Stop here"), _("Go on asking")])
    return await app.push_screen_wait(dialog) == 0
