"""What to do when the disk does not take a record, or somebody else has changed it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import store
from pickproblem.errors import PickproblemError
from pickproblem.language import _
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened

if TYPE_CHECKING:
    from pickproblem.tui.app import PickproblemApp


async def settle(app: PickproblemApp, *, leaving: bool) -> bool:
    """Let the person choose until the answers in hand are safe; True when they are, or may be left behind.

    Nothing in hand is dropped before the person has said so.
    """
    opened = app.opened
    if opened is None:
        return True
    while opened.saver.pending or opened.saver.state.kind in ("failed", "conflict"):
        if opened.saver.state.kind == "conflict":
            done = await _conflict(app, opened, leaving=leaving)
        else:
            done = await _no_room(app, opened, leaving=leaving)
        if done is not None:
            return done
    return True


async def _conflict(app: PickproblemApp, opened: Opened, *, leaving: bool) -> bool | None:
    choice = await app.push_screen_wait(
        ChoiceDialog(
            _("The file was changed by somebody else"),
            opened.saver.state.why,
            [
                _("Keep both: my answers go to a copy beside it"),
                _("Take theirs: drop what I answered since"),
                *([_("Leave without saving")] if leaving else []),
            ],
        )
    )
    if choice is None:
        return False
    if choice == 2:
        return True
    try:
        if choice == 0:
            path = await opened.saver.keep_both(opened.record)
            _say(app, _("Your answers are in %(file)s from here on") % {"file": path.name})
        else:
            stored = await asyncio.to_thread(store.read, opened.saver.stored.path, app.library)
            opened.saver.settle(stored, written=True)
            if not leaving:
                app.take(stored)
        return True
    except PickproblemError as error:
        _say(app, str(error))
        return None if leaving else False


async def _no_room(app: PickproblemApp, opened: Opened, *, leaving: bool) -> bool | None:
    choice = await app.push_screen_wait(
        ChoiceDialog(
            _("The record cannot be saved"),
            opened.saver.state.why,
            [
                _("Try again"),
                _("Save it in another place"),
                *([_("Leave without saving")] if leaving else []),
            ],
        )
    )
    if choice is None:
        return False
    if choice == 2:
        return True
    if choice == 0:
        return True if await opened.saver.finish() else None
    line = await app.push_screen_wait(
        LineDialog(
            _("Where to?"), _("A file that does not exist yet."), str(Path.home() / opened.saver.stored.path.name)
        )
    )
    if not line:
        return None
    try:
        await opened.saver.move(Path(line).expanduser(), opened.record)
    except PickproblemError as error:
        _say(app, str(error))
        return None
    _say(app, _("Saved in %(file)s from here on") % {"file": line})
    return True


def _say(app: PickproblemApp, text: str) -> None:
    from pickproblem.tui.base import BaseScreen

    for screen in app.screen_stack:
        if isinstance(screen, BaseScreen):
            screen.say(text)
