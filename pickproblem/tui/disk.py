"""What to do when the disk does not take a record, or somebody else has changed it."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import store
from pickproblem.errors import NotMerged, PickproblemError
from pickproblem.language import _
from pickproblem.merging import Copy, merged
from pickproblem.text import safe
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.store import Stored
    from pickproblem.tui.app import PickproblemApp

Act = Callable[["PickproblemApp", Opened], Awaitable[bool]]
"""One way out; True where all is safe then. Raises PickproblemError where it cannot be gone."""

Way = tuple[str, Act]


async def settle(app: PickproblemApp, *, leaving: bool) -> bool:
    """Let the person choose until the answers in hand are safe; True when they are, or may be left behind.

    Nothing in hand is dropped before the person has said so.
    """
    opened = app.opened
    if opened is None:
        return True
    why = ""
    while opened.saver.pending or opened.saver.state.kind in ("failed", "conflict"):
        title, ways = _conflict(opened) if opened.saver.state.kind == "conflict" else _no_room()
        options = [words for words, _act in ways] + ([_("Leave without saving")] if leaving else [])
        choice = await app.push_screen_wait(ChoiceDialog(title, why or opened.saver.state.why, options))
        if choice is None:
            return False
        if choice == len(ways):
            return True
        why = ""
        try:
            if await ways[choice][1](app, opened):
                return True
        except PickproblemError as error:
            why = str(error)
    return True


# --- somebody else changed the file


def _conflict(opened: Opened) -> tuple[str, list[Way]]:
    title = _("The file was changed by somebody else")
    if not opened.saver.pending:
        return title, [
            (_("Read it again"), _take_theirs),
            (_("Keep both: what is on the screen goes to a copy beside it"), _keep_both),
        ]
    return title, [
        (_("Merge: what they wrote and what I answered, in one record"), _merge),
        (_("Keep both: my answers go to a copy beside it"), _keep_both),
        (_("Take theirs: drop what I answered since"), _take_theirs),
    ]


async def _keep_both(app: PickproblemApp, opened: Opened) -> bool:
    path = await opened.saver.keep_both(opened.record)
    _say(app, _("Your answers are in %(file)s from here on") % {"file": path.name})
    return True


async def _take_theirs(app: PickproblemApp, opened: Opened) -> bool:
    app.take_in(await _theirs(app, opened))
    return True


async def _merge(app: PickproblemApp, opened: Opened) -> bool:
    """What both wrote since the record was last read or saved, in one; what contradicts is asked, or said."""
    theirs = await _theirs(app, opened)
    copies = [Copy(_("yours"), opened.record), Copy(safe(theirs.path.name), theirs.record)]
    base = opened.saver.stored.record
    try:
        record = merged(copies, base=base, library=app.library)
    except NotMerged as clash:
        if not clash.only_settled:
            raise
        choice = await app.push_screen_wait(
            ChoiceDialog(_("Both changed this. Whose stands?"), str(clash), [_("Mine"), _("Theirs")])
        )
        if choice is None:
            return False
        record = merged(copies, base=base, prefer=choice, library=app.library)
    app.take_in(theirs, record)
    if not await opened.saver.finish():
        return False
    _say(app, _("Both are in the record now."))
    return True


async def _theirs(app: PickproblemApp, opened: Opened) -> Stored:
    return await asyncio.to_thread(store.read, opened.saver.stored.path, app.library)


# --- the disk does not take it


def _no_room() -> tuple[str, list[Way]]:
    return _("The record cannot be saved"), [
        (_("Try again"), _try_again),
        (_("Save it in another place"), _move),
    ]


async def _try_again(_app: PickproblemApp, opened: Opened) -> bool:
    return await opened.saver.finish()


async def _move(app: PickproblemApp, opened: Opened) -> bool:
    place = str(_elsewhere() / opened.saver.stored.path.name)
    line = await app.push_screen_wait(LineDialog(_("Where to?"), _("A file that does not exist yet."), place))
    if not line:
        return False
    await opened.saver.move(Path(os.path.expanduser(line)), opened.record)  # noqa: PTH111 - Path's raises without a home
    _say(app, _("Saved in %(file)s from here on") % {"file": line})
    return True


def _elsewhere() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # somebody without a home, as in a container
        return Path(tempfile.gettempdir())


def _say(app: PickproblemApp, text: str) -> None:
    from pickproblem.tui.base import BaseScreen

    for screen in app.screen_stack:
        if isinstance(screen, BaseScreen):
            screen.say(text)
