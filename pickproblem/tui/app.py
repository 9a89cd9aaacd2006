"""The program: opens records, leads from step to step, and ends without losing a word."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.driver import Driver
from textual.screen import Screen

from pickproblem import store
from pickproblem.errors import NotSaved, PickproblemError
from pickproblem.language import N_, _
from pickproblem.text import safe
from pickproblem.tui import ending, paging
from pickproblem.tui.base import BaseScreen, RecordScreen
from pickproblem.tui.in_turn import KeysInTurn
from pickproblem.tui.keys import key
from pickproblem.tui.saving import LOOK_SECONDS, SaveState
from pickproblem.tui.terminal import lasting
from pickproblem.tui.theme import INK

if TYPE_CHECKING:  # imported when first needed, after the first paint: with the models it takes as long as Textual
    from pickproblem.flow import Step
    from pickproblem.record import Record
    from pickproblem.rubric import Library
    from pickproblem.store import Stored
    from pickproblem.tui.opened import Opened

_MOST_BUILDING = 5.0
"""Seconds that leaving waits for a screen to stand."""


class PickproblemApp(KeysInTurn):
    """One sitting at the terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "pickproblem"
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow"), (80, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-short"), (24, "-medium"), (34, "-tall")]
    BINDINGS = [
        key("ctrl+q", "quit", N_("Quit"), id="quit", show=False, priority=True),
        # The letter gives way to a screen's own and to a text that is typed; F8 works there too.
        key("t,f8", "park", N_("Newer idea"), id="park", display="t"),
        key("question_mark,f1", "help", N_("Help"), id="help", display="?"),
        key("f2", "disk", id="disk", show=False),
        Binding("ctrl+c", "quit", show=False, system=True, id="interrupt"),
        Binding("ctrl+z", "wait_in_shell", show=False, system=True, id="suspend"),
    ]

    def __init__(
        self,
        library: Library | Callable[[], Library],
        path: Path | None = None,
        rater: str | None = None,
        said: str = "",
        *,
        at: Step | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """``library``: the rubrics, or what reads them when they are first needed."""
        super().__init__()
        paging.keep_within_lines()
        self.register_theme(INK)
        self.theme = INK.name
        self.today = self._today = today
        self._library = library
        self._rater = rater
        self.opened: Opened | None = None
        self.rescued: Path | None = None
        """Where answers went that could not be saved in their place when the program was ended from outside."""
        self.failed = False
        """Whether a fault of the program ended it."""
        self._path = path
        self._at = at
        self._said = said

    def get_driver_class(self) -> type[Driver]:
        """The platform's, made to last when the terminal goes away."""
        return lasting(super().get_driver_class())

    async def on_mount(self) -> None:
        """Show the record that was named, else the home screen."""
        ending.listen(self._ended_from_outside)
        self.set_interval(LOOK_SECONDS, self._look_at_disk)
        self.call_after_refresh(self._painted)
        if self._path is None:
            from pickproblem.tui.screens.home import HomeScreen

            self.show(HomeScreen())
        elif callable(self._library):
            from pickproblem.tui.screens.opening import OpeningScreen

            self.show(OpeningScreen(self._path))
            self.call_after_refresh(self._open_behind, self._path)
            return
        else:
            self.open(self._path, self._at)
        self._say_first()

    def _say_first(self) -> None:
        if self._said and isinstance(self.screen, BaseScreen):
            self.call_after_refresh(self.screen.say, self._said)

    def _painted(self) -> None:
        """Begin again to look for garbage, which the command line stops till here; what there is by now stays."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _ended_from_outside(self) -> None:
        self._finish_and_exit()

    @work
    async def _finish_and_exit(self) -> None:
        if self.opened is not None and not await self.opened.saver.finish():
            self.rescued = await self.opened.saver.rescue(self.opened.record)
        await self._leave()

    @property
    def library(self) -> Library:
        """All rubrics and profiles."""
        if callable(self._library):
            self._library = self._library()
        return self._library

    @property
    def rater(self) -> str:
        """Who sits here."""
        from pickproblem.record import DEFAULT_RATER

        return self._rater or DEFAULT_RATER

    async def _leave(self) -> None:
        """End, once the present screen stands: taken away half-built it ends in a traceback."""
        end = time.monotonic() + _MOST_BUILDING
        while not self.screen.is_mounted and time.monotonic() < end:
            await asyncio.sleep(0.005)
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        # Once it ends Textual mounts nothing more: what a screen that was begun then does not find is no news.
        if not self._exit:
            self.failed = True
            super()._handle_exception(error)

    def now(self) -> datetime:
        """The present moment, on the day that is taken for today."""
        from pickproblem import edits

        moment = edits.now()
        return datetime.combine(self.today(), moment.timetz())

    # --- opening and leaving a record

    def open(self, path: Path, step: Step | None = None, day: date | None = None) -> None:
        """Open the record at a step, else where it was left; where it cannot be read, show why.

        ``day``: what is taken for today until the record is left, as for an example of years ago.
        """
        if day is not None:
            self.today = lambda: day
        self._show_read(path, self._read(path), step)

    @work(exclusive=True, group="leaving")
    async def _open_behind(self, path: Path) -> None:
        """Open the first record behind the first paint, while keys wait: it brings all that knows of records."""
        with self.keys_wait():
            self._show_read(path, await asyncio.to_thread(self._read, path), self._at)
        self._say_first()

    def _read(self, path: Path) -> Stored | PickproblemError:
        try:
            return store.read(path, self.library)
        except PickproblemError as error:
            return error

    def _show_read(self, path: Path, found: Stored | PickproblemError, step: Step | None) -> None:
        if isinstance(found, PickproblemError):
            from pickproblem.tui.screens.broken import BrokenScreen

            self.show(BrokenScreen(path, str(found)))
        else:
            self.take(found, step)

    def take(self, stored: Stored, step: Step | None = None) -> None:
        """Go on with a record that was read or written just now, at a step or where it was left."""
        from pickproblem import flow
        from pickproblem.tui.opened import Opened

        named = self._rater is not None
        self.opened = opened = Opened.of(stored, self.library, self.rater, self._saved, self._noticed, named=named)
        if opened.name_wanted:
            self.ask_name(step)
        else:
            self.go(step or flow.opening_step(stored.record, self.library, opened.rater))
        self._look_for_copies(opened)

    @work(exclusive=True, group="copies")
    async def _look_for_copies(self, opened: Opened) -> None:
        """Conflict copies beside the record are named; F2 merges them."""
        stored = opened.saver.stored
        if await asyncio.to_thread(store.sync_copies, stored.path):
            from pickproblem.tui import copies

            said = await copies.noticed(opened)
            if said and opened is self.opened:
                self._say(said)

    def ask_name(self, step: Step | None = None, *, begin: bool = False) -> None:
        """Ask who sits here; then go to the step, or where that person left. ``begin``: with their first question."""
        from pickproblem.tui.screens.together.who import WhoScreen

        self.show(WhoScreen(step, begin=begin))

    def begin(self) -> None:
        """Begin to score, once it is known who does."""
        assert self.opened is not None
        if self.opened.name_wanted:
            self.ask_name(begin=True)
        else:
            self.opened.begin()
            self.go(self.opened.next_step())

    def _saved(self, state: SaveState) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, RecordScreen) and screen.is_mounted:
                screen.show_state(state)

    def _noticed(self, text: str) -> None:
        # Called from the thread that saves.
        self.call_from_thread(self._say, text)

    def _say(self, text: str) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.say(text)

    def show(self, screen: Screen[None]) -> None:
        """Put a screen in the place of the present one."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def go(self, step: Step) -> None:
        """Show the screen of a step."""
        from pickproblem.tui.routes import screen_for

        self.show(screen_for(step))

    def go_home(self) -> None:
        """Leave the record, once it is on the disk, for the list of records."""
        self._go_home()

    @work(exclusive=True, group="leaving")
    async def _go_home(self) -> None:
        from pickproblem.tui.screens.home import HomeScreen

        if not await self._all_saved():
            return
        self.opened = None
        self.today = self._today
        self.show(HomeScreen())

    async def _all_saved(self) -> bool:
        """Wait for the disk; where it does not take the record, the person has the word."""
        if self.opened is None or not self.opened.saver.pending:
            return True
        with self.keys_wait():
            if await self.opened.saver.finish():
                return True
        from pickproblem.tui.disk import settle

        return await settle(self, leaving=True)

    async def action_quit(self) -> None:
        """End, once all is on the disk."""
        self._quit()

    @work(exclusive=True, group="leaving")
    async def _quit(self) -> None:
        if await self._all_saved():
            await self._leave()

    def action_wait_in_shell(self) -> None:
        """Back to the shell, which calls back with `fg`; what was answered is on the disk before."""
        self._wait_in_shell()

    @work(exclusive=True, group="leaving")
    async def _wait_in_shell(self) -> None:
        if self.opened is not None:
            await self.opened.saver.finish()
        self.action_suspend_process()

    # --- what somebody else writes to the file

    def on_app_focus(self) -> None:
        """One comes back to the window: another may have written meanwhile."""
        self._look_at_disk()

    def _look_at_disk(self) -> None:
        if self.opened is not None and not self.opened.saver.pending:
            self._read_what_changed(self.opened)

    @work(exclusive=True, group="looking")
    async def _read_what_changed(self, opened: Opened) -> None:
        """Nothing in hand: what somebody else wrote is shown at once, unless a text is typed that would be lost."""
        if not await opened.saver.look():
            return
        try:
            stored = await asyncio.to_thread(store.read, opened.saver.stored.path, self.library)
        except PickproblemError as error:
            if not opened.saver.pending:
                opened.saver.changed(str(error))
            return
        if self.opened is not opened or opened.saver.pending:
            return
        screen = self.screen
        if isinstance(screen, RecordScreen) and screen.takes_in:
            self.take_in(stored)
            screen.say(_("Somebody else changed the record; this is how it stands now."), "good")
        else:
            opened.saver.changed()

    def take_in(self, stored: Stored, merged: Record | None = None) -> None:
        """Go on with what somebody else wrote, on the same screen where it can show it; see `Opened.reread`."""
        opened, screen = self.opened, self.screen
        assert opened is not None
        opened.reread(stored, merged)
        if isinstance(screen, RecordScreen) and screen.shows_changes and screen.stands:
            screen.retitle()
            screen.record_changed()
        else:
            from pickproblem import flow

            self.go(flow.opening_step(opened.record, self.library, opened.rater))

    @work(exclusive=True, group="disk")
    async def action_disk(self) -> None:
        """Ask what to do about a file that cannot be written, was changed, or has conflict copies beside it."""
        if self.opened is not None and self.opened.saver.state.kind in ("failed", "conflict"):
            from pickproblem.tui.disk import settle

            await settle(self, leaving=False)
        elif self.opened is not None and self.opened.copies:
            from pickproblem.tui.copies import offer

            await offer(self, self.opened)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A newer idea is parked in a record: where none is at hand, the key is not offered."""
        if action == "park":
            return (
                bool(self.screen_stack)
                and isinstance(self.screen, BaseScreen)
                and self.screen.record_path is not None
            )
        return super().check_action(action, parameters)

    @work(exclusive=True, group="park")
    async def action_park(self) -> None:
        """Park a newer idea in the record at hand, in a minute."""
        from pickproblem.tui.park import park_here

        await park_here(self)

    def action_help(self) -> None:
        """Open the help at the present screen's section."""
        from pickproblem.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            topic = self.screen.help_topic if isinstance(self.screen, BaseScreen) else "home"
            self.push_screen(HelpScreen(topic))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette (ctrl+p)."""
        yield SystemCommand(_("Help"), _("What this screen is for, and its keys"), self.action_help)
        yield SystemCommand(_("Home"), _("All records"), self.go_home)
        yield SystemCommand(_("Theme"), _("Change the colours"), self.action_change_theme)
        yield SystemCommand(_("Quit"), _("End, once all is saved"), self.action_quit)


def run(
    library: Library | Callable[[], Library],
    path: Path | None = None,
    rater: str | None = None,
    said: str = "",
    at: Step | None = None,
    today: Callable[[], date] = date.today,
) -> int:
    """Run the screens until the person leaves; returns the exit code.

    ``library``: the rubrics, or what reads them when they are first needed. ``rater``: who sits here; where nobody
    is named, a record of several people asks. ``said``: a first word in the status line. ``at``: the step that the
    record opens at, else where it was left. ``today``: the day it is.
    """
    app = PickproblemApp(library, path, rater, said, at=at, today=today)
    with ending.held():
        app.run()
    if app.failed and app.opened is not None:
        app.rescued = app.opened.saver.rescue_after_all()
    if app.rescued is not None:
        raise NotSaved(_("what was answered last is kept in %(file)s") % {"file": safe(str(app.rescued))})
    if app.opened is not None and app.opened.saver.pending:
        raise NotSaved(_("what was answered last could not be saved"))
    return app.return_code or 0
