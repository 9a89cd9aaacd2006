"""What is done about an idea kept beside the project: compared, taken up, left for another day, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pickproblem import edits, temptation
from pickproblem.commitment import parse_date
from pickproblem.errors import Refused
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.report import ideas as told
from pickproblem.report.ideas import Idea
from pickproblem.switching import ideas
from pickproblem.text import shorten
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

_SHORT = 60


async def ask_idea(app: PickproblemApp, opened: Opened, idea: Idea, current: str) -> Step | str:
    """Ask what to do about an idea, and do it. A step where that leads elsewhere, else what was said.

    ``current``: the project that a new comparison holds it against.
    """
    entry = temptation.entry(opened.record, idea.entry) if idea.entry is not None else None
    acts = ideas.acts(opened.record, idea.candidate, entry)
    head = shorten(idea.title, _SHORT)
    chosen = await app.push_screen_wait(ChoiceDialog(head, idea.said, [_(told.ACTS[act]) for act in acts]))
    if chosen is None:
        return ""
    match acts[chosen]:
        case "verdict" | "compare":
            return Step("tempted", entry=idea.entry)
        case "weigh":
            opened.change(temptation.park(opened.record, idea.candidate, app.now(), current=current))
            return Step("tempted", entry=opened.record.temptations[-1].id)
        case "day":
            return await _another_day(app, opened, idea)
        case "open":
            opened.change(edits.set_state(opened.record, idea.candidate, "open"))
            return _("It is a candidate again, and is asked about with the others.")
        case "park":
            opened.change(edits.set_state(opened.record, idea.candidate, "parked"))
            return _("Parked.")
        case "drop":
            return await _drop(app, opened, idea)


async def _another_day(app: PickproblemApp, opened: Opened, idea: Idea) -> str:
    today = app.today()
    assert idea.entry is not None

    def wrong(line: str) -> str:
        try:
            return "" if parse_date(line, today) > today else _("The day to look again lies ahead.")
        except Refused as error:
            return str(error)

    line = await app.push_screen_wait(
        LineDialog(_("When do you want to look again?"), placeholder=_("2027-03-01, or +2w"), check=wrong)
    )
    if not line:
        return ""
    day = parse_date(line, today)
    opened.change(temptation.decide(opened.record, idea.entry, "wait", today, until=day))
    return _("Look again on %(day)s.") % {"day": day}


async def _drop(app: PickproblemApp, opened: Opened, idea: Idea) -> str:
    line = await app.push_screen_wait(
        LineDialog(
            _("Why drop it?"),
            _("One line; it stands in the notes of the idea, which is kept and can be taken up again."),
            check=lambda line: "" if line else _("A word or two; Esc leaves it."),
        )
    )
    if not line:
        return ""
    opened.change(ideas.dropped(opened.record, idea.candidate, app.today(), line))
    return _("Dropped; its line is kept.")
