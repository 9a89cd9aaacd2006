"""What can be computed from facts, and what a question says of it: GPU and data, deadline, maturity."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from pickproblem import proposals
from pickproblem.answering import Choice
from pickproblem.errors import PickproblemError
from pickproblem.flow import Cell
from pickproblem.language import _
from pickproblem.proposals import Missing, Proposal
from pickproblem.record import Answer, Record
from pickproblem.rubric import Library, Rubric
from pickproblem.text import safe
from pickproblem.tui.dialogs import LineDialog

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp
    from pickproblem.tui.opened import Opened
    from pickproblem.tui.screens.estimate.frame import EstimateScreen


def screen_for(rubric: Rubric, cell: Cell) -> EstimateScreen:
    """A new screen that computes the cell; each is imported when it is first shown."""
    if rubric.estimate == "compute":
        from pickproblem.tui.screens.estimate.compute import ComputeScreen

        return ComputeScreen(cell)
    if rubric.estimate == "deadline":
        from pickproblem.tui.screens.estimate.deadline import DeadlineScreen

        return DeadlineScreen(cell)
    from pickproblem.tui.screens.estimate.maturity import MaturityScreen

    return MaturityScreen(cell)


def proposed(record: Record, library: Library, cell: Cell, today: date) -> Proposal | Missing | None:
    """What the facts of the record propose for a cell; None where nothing is computed, or figures cannot be."""
    if library.rubrics[cell.rubric].estimate is None:
        return None
    try:
        return proposals.propose(record, library, cell.candidate, cell.rubric, today=today)
    except PickproblemError:
        return Missing(())


def said(opened: Opened, cell: Cell, found: Proposal | Missing | None, answer: Answer | None, today: date) -> Content:
    """One line under the candidate: what was computed, and whether it still holds."""
    rubric = opened.library.rubrics[cell.rubric]
    if not proposals.can_be_computed(rubric):
        return Content("")
    old = [one for one in outdated(opened, today) if one.cell == cell]
    if old:
        words = _("Rests on old facts: %(changes)s. x computes it anew.") % {"changes": "; ".join(old[0].changed)}
        return Content.styled(safe(words), "bold $text-warning")
    if isinstance(found, Proposal):
        told = {"level": found.level, "low": found.low, "high": found.high}
        if answer is not None and answer.level is not None and answer.level != found.level:
            return Content.styled(_("The facts say %(level)d (%(low)d–%(high)d); x shows how.") % told, "$text-muted")
        return Content.styled(
            _("The facts say %(level)d (%(low)d–%(high)d): Enter takes it, x shows how.") % told, "bold $text-accent"
        )
    if rubric.estimate is None:
        return Content.styled(_("x: from the results that set records, if you have them"), "$text-muted")
    return Content.styled(_("x: say what it takes, and the level is computed"), "bold $text-accent")


def outdated(opened: Opened, today: date) -> list[proposals.Outdated]:
    """The answers that rest on old facts; none where the facts cannot be."""
    try:
        return proposals.outdated(opened.record, opened.library, opened.rater, today=today)
    except PickproblemError:
        return []


def range_of(choice: Choice) -> tuple[int | None, int | None]:
    """The range of a choice; none where it is bare."""
    return (choice.low, choice.high) if choice.ranged else (None, None)


async def ask_difference(app: PickproblemApp, computed: int, given: int) -> str | None:
    """Why a person gives another level than the computed one; None after Esc."""
    title = _("The facts say %(computed)d, you say %(given)d") % {"computed": computed, "given": given}
    words = _("What do you know that the facts do not? One line; it is kept with the answer.")
    return await app.push_screen_wait(LineDialog(title, words, check=_some_words))


def _some_words(line: str) -> str:
    return "" if line else _("A word or two; Esc leaves the level as it is.")
