"""The dates of a record, written into a file for a calendar."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import due, edits, store
from pickproblem.due import Due
from pickproblem.errors import NotSaved
from pickproblem.language import _, ngettext
from pickproblem.record import Record
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp


async def ask_calendar(app: PickproblemApp, opened: Opened) -> tuple[str, bool]:
    """Ask where the dates go, and write them; over a file only after a yes. What was said, and if it went well."""
    dates = due.dates(opened.record, cooling_off=in_force().cooling_off.normal.value)
    if not dates:
        return _("There is no date in this record yet."), False
    proposed = opened.saver.stored.path.with_suffix(".ics")
    words = ngettext(
        "%(n)d date, each a whole day. A calendar program reads the file; a later export moves what has changed.",
        "%(n)d dates, each a whole day. A calendar program reads the file; a later export moves what has changed.",
        len(dates),
    )
    line = await app.push_screen_wait(
        LineDialog(
            _("Dates for your calendar: into which file?"), words % {"n": len(dates)}, str(proposed), check=_is_ics
        )
    )
    if not line:
        return "", True
    path = Path(os.path.expanduser(line))  # noqa: PTH111 - Path.expanduser raises where there is no home
    over = False
    if os.path.lexists(path):
        chosen = await app.push_screen_wait(
            ChoiceDialog(_("There is such a file"), safe(str(path)), [_("Leave it as it is"), _("Write over it")])
        )
        if chosen != 1:
            return _("Nothing was written."), True
        over = True
    try:
        await asyncio.to_thread(_write, opened.record, dates, path, over)
    except NotSaved as error:
        return str(error), False
    return _("The dates are in %(file)s") % {"file": safe(str(path))}, True


def _is_ics(line: str) -> str:
    return "" if line.lower().endswith(".ics") else _("A name that ends in .ics; Esc leaves it.")


def _write(record: Record, dates: list[Due], path: Path, over: bool) -> None:
    from pickproblem.report.calendar import calendar

    store.write_file(path, calendar(record, dates, edits.now()), over=over)
