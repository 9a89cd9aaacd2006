"""A fact of the setting, asked when a rubric first needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pickproblem import edits, facts
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp


async def ask_fact(app: PickproblemApp, opened: Opened, field: str) -> None:
    """Ask for one fact and keep it; an empty line leaves it open for this sitting."""
    fact = facts.FIELDS[field]
    value: object = None
    if field == "gpus":
        from pickproblem.tui.gpus import GpusDialog

        gpus = await app.push_screen_wait(GpusDialog())
        value = gpus
    else:
        dialog = LineDialog(fact.question(), fact.why(), placeholder=fact.example(), check=fact.check)
        line = await app.push_screen_wait(dialog)
        value = fact.parse(line) if line else None
    if value is None:
        opened.skipped.add(field)
    else:
        opened.change(edits.set_setting(opened.record, {field: value}))
