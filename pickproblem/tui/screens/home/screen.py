"""The records at hand: names at once, what they hold as fast as it can be read."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pickproblem import store
from pickproblem.errors import PickproblemError
from pickproblem.language import N_, _, ngettext
from pickproblem.text import cells
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.keys import key
from pickproblem.tui.saving import PAINT_SECONDS
from pickproblem.tui.screens.home import lines, welcome
from pickproblem.tui.screens.home.entries import Entry, known, look_at
from pickproblem.tui.widgets.places import place
from pickproblem.tui.widgets.rows import Rows

AT_ONCE, MANY = 4, 100
"""So many records in view are read before their lines are painted, and of the others at most."""

TOLD_AT_ONCE = 20
"""So many more are read before the count of them is painted anew."""

LIST_SECONDS = 0.3
"""So long the first paint waits for the names of the records."""

_LEAST_LINES = 24


class RecordList(Rows):
    """The records, newest first."""

    BINDINGS = [key("enter", "choose", N_("Open"), id="home-open")]


class HomeScreen(BaseScreen):
    """Opens a record, begins a new one, or shows an example."""

    AUTO_FOCUS = ""
    CSS_PATH = "screen.tcss"
    help_topic = "home"
    BINDINGS = [
        key("n", "new", N_("New"), id="home-new"),
        key("r", "review", N_("Review"), id="home-review"),
        key("l", "look_back", N_("Look back"), id="home-look-back"),
        key("d", "demo", id="home-demo", show=False),
        key("g", "go_there", id="home-urgent", show=False),
        key("q", "app.quit", id="home-quit", show=False),
        key("f5", "reload", id="home-reload", show=False),
        key("escape", "stay", id="back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._places: dict[Path, int] = {}
        self._unread: dict[Path, None] = {}
        """What is still to be looked at, or to be looked at again, in the order of the list."""
        self._any_due = False

    def body(self) -> ComposeResult:
        """The list, or a welcome where there is none; below it where the records are."""
        with Vertical(id="some"):
            yield Static(Content(_("Your decisions")), classes="question")
            yield Static(id="urgent")
            yield RecordList(self._row, id="records")
            with Vertical(id="more-pane"):
                yield Static(id="more")
        with Vertical(id="none"):
            yield Static(welcome.words(), id="welcome")
            yield Static(id="picture")
        yield Static(id="folder")

    async def on_mount(self) -> None:
        """Names first: they stand at the first paint, unless the disk takes longer than one waits for."""
        self.query_one("#none").display = False
        self.query_one("#some").display = False
        self._show_more()
        # At once, not by a message: what is said about a record is painted in one frame with the cursor on it.
        self.watch(self._records, "cursor", self._show_more, init=False)
        listing = asyncio.ensure_future(asyncio.to_thread(store.listing))
        await asyncio.wait([listing], timeout=LIST_SECONDS)
        if listing.done():
            self._show_names(listing.result())
        # Once the frame is on its way: both at once would take longer for it.
        self.call_after_refresh(self.set_timer, PAINT_SECONDS, partial(self._read, listing))

    def on_resize(self, event: events.Resize) -> None:
        """The picture is as wide as there is room."""
        if self.query_one("#none").display:
            self._show_picture(event.size.width)

    def _show_picture(self, width: int) -> None:
        self.query_one("#picture", Static).update(welcome.picture(min(width - 4, welcome.WIDTH)))

    # --- reading behind the screen

    @work(exclusive=True, group="reading")
    async def _read(self, listing: asyncio.Future[list[Path]] | None = None) -> None:
        """All records, those in view first: what is most urgent is known once every one was read."""
        if listing is None or not listing.done():
            paths = await (listing or asyncio.to_thread(store.listing))
            if not self._is_there:
                return
            self._show_names(paths)
        await self._read_some(self._in_view)
        await asyncio.to_thread(warm)
        await self._read_some(self._next)

    @work(exclusive=True, group="reading")
    async def _read_on(self) -> None:
        await self._read_some(self._next)

    async def _read_some(self, choose: Callable[[], list[Path]]) -> None:
        """A few at a time, in a thread, as long as there are some to choose."""
        program = self.program

        def look() -> list[Entry]:
            at = program.today()
            return look_at(paths, program.library, program.rater, at, lambda: program.pressed_at)

        while self._is_there and (paths := choose()):
            found = await asyncio.to_thread(look)
            if self._is_there:
                self._learn(found)

    @property
    def _is_there(self) -> bool:
        """Whether the list still stands: the program may have ended while a thread was reading."""
        return self.is_there and bool(self.query(RecordList))

    def _in_view(self) -> list[Path]:
        paths = (self._entries[index].path for index in self._records.in_view)
        return [path for path in paths if path in self._unread][:AT_ONCE]

    def _next(self) -> list[Path]:
        """What has come into view meanwhile, else the next of the list."""
        return self._in_view() or list(itertools.islice(self._unread, MANY))

    def _show_names(self, paths: list[Path]) -> None:
        read_before = known(self.program.today())
        self._entries = [read_before.get(path) or Entry(path, path.stem) for path in paths]
        self._places = {path: index for index, path in enumerate(paths)}
        self._unread = dict.fromkeys(paths)
        self._any_due = any(entry.due for entry in self._entries)
        self.query_one("#some").display = bool(paths)
        self.query_one("#none").display = not paths
        if not paths:
            self._show_picture(self.size.width)
        self._records.set_count(len(paths))
        self._show_more()
        self.set_focus(self._records if paths else None)
        self.refresh_bindings()

    def _learn(self, found: list[Entry]) -> None:
        """Take in what was read; only lines that say something else now are painted."""
        for entry in found:
            self._unread.pop(entry.path, None)
            index = self._places.get(entry.path)
            if index is None or self._entries[index] == entry:
                continue
            self._entries[index] = entry
            self._records.change_row(index)
            if entry.due and not self._any_due:
                self._any_due = True
                self._records.refresh()
        self._show_more()

    # --- what stands here

    @property
    def _records(self) -> RecordList:
        return self.query_one(RecordList)

    @property
    def _here(self) -> Entry | None:
        return self._entries[self._records.cursor] if self._entries else None

    def _row(self, index: int, width: int) -> Content:
        return lines.row(self._entries[index], width, self.program.today(), due_column=self._any_due)

    def _show_more(self) -> None:
        """The record under the cursor with less cut off, and where it is; above the list the most urgent thing."""
        entry = self._here
        if entry is not None:
            self._say_in("#more", lines.below(entry, low=self.app.size.height < _LEAST_LINES))
        self._show_urgent()
        folder = entry.path.absolute().parent if entry is not None else store.records_folder()
        count = len(self._entries)
        told = ngettext("%(n)d record", "%(n)d records", count) % {"n": count} if count else ""
        if unread := sum(entry.kind == "unread" for entry in self._entries):
            read = (count - unread) // TOLD_AT_ONCE * TOLD_AT_ONCE
            told = _("%(read)d of %(n)d records read") % {"read": read, "n": count} if read else told
        width = max(self.query_one("#body").content_size.width, 30)
        self._say_in("#folder", Content(place(folder, width - cells(told) - 2) + "  " + told))

    def _say_in(self, selector: str, words: Content) -> None:
        """Repaint a line only where it says something else now."""
        line = self.query_one(selector, Static)
        if not (isinstance(line.content, Content) and line.content.is_same(words)):
            line.update(words, layout=False)

    @property
    def _most_urgent(self) -> int | None:
        """The record whose due date is the oldest of all that were read; None where nothing is due."""
        asking = [(one.date, n) for n, entry in enumerate(self._entries) if (one := entry.asks) is not None]
        return min(asking)[1] if asking else None

    def _show_urgent(self) -> None:
        at = self._most_urgent
        self.query_one("#urgent", Static).display = at is not None
        if at is not None:
            width = max(self.query_one("#body").content_size.width, 30)
            key_there = "" if at == self._records.cursor else "g"
            self._say_in("#urgent", lines.above(self._entries[at], width, self.program.today(), key=key_there))

    def on_rows_moved(self) -> None:
        """Say more about the record under the cursor."""
        self._show_more()

    @property
    def record_path(self) -> Path | None:
        """The record under the cursor, where it can be read."""
        entry = self._here
        return entry.path if entry is not None and entry.kind != "broken" else None

    def record_changed(self) -> None:
        """Read again what the record under the cursor says; the others stay as they are."""
        if (entry := self._here) is not None:
            self._unread[entry.path] = None
            if not any(worker.group == "reading" and not worker.is_finished for worker in self.workers):
                self._read_on()

    # --- going somewhere

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the record where it was left."""
        self.program.open(self._entries[event.index].path)

    def action_review(self) -> None:
        """Review the project behind the commitment of the record under the cursor."""
        entry = self._here
        if entry is not None and entry.kind == "chosen":
            from pickproblem.flow import Step

            self.program.open(entry.path, Step("review"))
        else:
            self.say(_("There is something to review behind a commitment; this record has none yet."))

    def action_look_back(self) -> None:
        """Where the time of the last months went, over all records, and how good one's taste is."""
        from pickproblem.tui.screens.looking_back import LookBackScreen

        self.program.show(LookBackScreen())

    def action_go_there(self) -> None:
        """To the record that asks for something most urgently."""
        if (at := self._most_urgent) is None:
            self.say(_("Nothing is due in the records read so far."))
        else:
            self._records.cursor = at

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no record, there is nothing to review or to look back on."""
        return action not in ("review", "look_back", "go_there") or bool(self._entries)

    def action_new(self) -> None:
        """Begin a new decision."""
        from pickproblem.tui.screens.new import NewScreen

        self.program.show(NewScreen())

    @work(exclusive=True, group="ask")
    async def action_demo(self) -> None:
        """Open an example, as a copy that is the person's own."""
        from pickproblem import demo
        from pickproblem.tui.dialogs import ChoiceDialog

        library = self.program.library
        try:
            titles = demo.titles(library)
            names = sorted(titles, key=lambda name: name != "vital-lab")
            chosen = await self.app.push_screen_wait(
                ChoiceDialog(
                    _("Which example?"),
                    _("Real cases out of the two texts, answered with reasons. It opens as a copy of your own."),
                    [titles[name] for name in names],
                )
            )
            if chosen is None:
                return
            path, made = demo.copy(names[chosen], library)
            day = demo.day(path, library)
        except PickproblemError as error:
            self.say(str(error), "warning")
            return
        step = demo.first_look(names[chosen], library) if made else None
        self.program.open(path, step, day)
        screen = self.app.screen
        if isinstance(screen, BaseScreen):
            told = _("A copy of the example, yours to change.") if made else _("The copy that was there already.")
            screen.call_after_refresh(screen.say, told)

    def action_reload(self) -> None:
        """Look at the folders again."""
        self._read()

    def action_stay(self) -> None:
        """There is nothing behind the first screen."""
        self.say(_("q ends the program."))


def warm() -> None:
    """Import what the first result needs, while the list is being read."""
    import pickproblem.ranking  # noqa: F401 - numpy, a tenth of a second of it
