"""Conflict copies that a synced folder left beside a record: named when it is opened, merged if one likes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pickproblem.errors import PickproblemError
from pickproblem.language import _, ngettext
from pickproblem.store import uniting
from pickproblem.text import safe
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp

_MOST_NAMES = 4


async def noticed(opened: Opened) -> str:
    """Look for copies that hold more than the record, and say so; "" where there are none."""
    opened.copies = await asyncio.to_thread(uniting.copies_with_more, opened.saver.stored, opened.library)
    count = len(opened.copies)
    if not count:
        return ""
    return ngettext(
        "A conflict copy lies beside this record. F2 merges it.",
        "%(n)d conflict copies lie beside this record. F2 merges them.",
        count,
    ) % {"n": count}


async def offer(app: PickproblemApp, opened: Opened) -> None:
    """Name the copies; merge them where the person says so, and name what could not be merged."""
    names = [safe(path.name) for path in opened.copies]
    more = len(names) - _MOST_NAMES
    words = "\n".join([*names[:_MOST_NAMES], *([_("and %(n)d more") % {"n": more}] if more > 0 else [])])
    chosen = await app.push_screen_wait(
        ChoiceDialog(
            _("A synced folder left copies of this record"),
            words,
            [_("Merge what they add into this record; the copies stay"), _("Leave them")],
        )
    )
    if chosen != 0 or not await opened.saver.finish():
        return
    stored = opened.saver.stored
    try:
        united = await asyncio.to_thread(uniting.unite_copies, stored, opened.library)
    except PickproblemError as error:
        await app.push_screen_wait(ChoiceDialog(_("Not merged"), str(error), [_("Go on")]))
        return
    if united.merged:
        app.take_in(stored, united.record)
        await opened.saver.finish()
    opened.copies = [left.path for left in united.left]
    if united.left:
        why = "\n".join(str(left.why) for left in united.left[:_MOST_NAMES])
        await app.push_screen_wait(ChoiceDialog(_("Not merged"), why, [_("Go on")]))
