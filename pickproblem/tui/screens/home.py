"""The records at hand: names at once, what they hold as fast as it can be read."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pickproblem import demo, language, store
from pickproblem.errors import Faulty, PickproblemError
from pickproblem.language import N_, _, ngettext
from pickproblem.report import charts
from pickproblem.rubric import Library
from pickproblem.summary import summary
from pickproblem.text import cells, fit, safe, shorten
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.places import place
from pickproblem.tui.widgets.rows import Rows

AT_ONCE = 4
"""So many records are read before their lines are painted."""

WELCOME_WIDTH = 76

_STYLES = {
    "begun": "$text-muted",
    "scoring": "$accent",
    "result": "$primary",
    "chosen": "$success",
    "broken": "$text-error",
    "unread": "$text-muted",
}


@dataclass(frozen=True)
class Entry:
    """One line of the list; ``kind`` as in `summary`, or broken, or unread."""

    path: Path
    title: str
    kind: str = "unread"
    words: str = "…"


_Key = tuple[str, int, int, str]
_known: dict[_Key, Entry] = {}
"""What was read in this run, so that coming home again shows it at once."""


class RecordList(Rows):
    """The records, newest first."""

    BINDINGS = [key("enter", "choose", N_("Open"), id="home-open")]


class HomeScreen(BaseScreen):
    """Opens a record, begins a new one, or shows an example."""

    CSS_PATH = "home.tcss"
    help_topic = "home"
    BINDINGS = [
        key("n", "new", N_("New"), id="home-new"),
        key("d", "demo", N_("Example"), id="home-demo"),
        key("q", "app.quit", N_("Quit"), id="home-quit"),
        key("r", "reload", id="home-reload", show=False),
        key("escape", "stay", id="back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def body(self) -> ComposeResult:
        """The list, or a welcome where there is none; below it where the records are."""
        with Vertical(id="some"):
            yield Static(Content(_("Your decisions")), classes="question")
            yield RecordList(self._row, id="records")
            with Vertical(id="more-pane"):
                yield Static(id="more")
        with Vertical(id="none"):
            yield Static(_welcome(), id="welcome")
            yield Static(id="picture")
        yield Static(id="folder")

    def on_mount(self) -> None:
        """Names first."""
        self.query_one("#none").display = False
        self.query_one("#some").display = False
        self._show_more()
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """The picture is as wide as there is room."""
        width = min(event.size.width - 4, WELCOME_WIDTH)
        self.query_one("#picture", Static).update(painted(_picture(width)))

    # --- reading behind the screen

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        paths = await asyncio.to_thread(store.listing)
        self._show_names([Entry(path, path.stem) for path in paths])
        await self._read_what_is_seen()

    @work(exclusive=True, group="reading")
    async def _read_on(self) -> None:
        await self._read_what_is_seen()

    async def _read_what_is_seen(self) -> None:
        """A few at a time, in a thread; what is out of view waits until it comes into view."""
        while unread := self._unread_in_view():
            some = unread[:AT_ONCE]
            found = await asyncio.to_thread(look_at, some, self.program.library, self.program.rater)
            self._learn(found)

    def _unread_in_view(self) -> list[Path]:
        entries = self._entries
        return [entries[index].path for index in self._records.in_view if entries[index].kind == "unread"]

    def _show_names(self, entries: list[Entry]) -> None:
        tongue = language.current()
        known = {entry.path: entry for (*_file, spoken), entry in _known.items() if spoken == tongue}
        self._entries = [known.get(entry.path, entry) for entry in entries]
        self.query_one("#some").display = bool(entries)
        self.query_one("#none").display = not entries
        self._records.set_count(len(entries))
        self._show_more()
        self.set_focus(self._records if entries else None)

    def _learn(self, found: list[Entry]) -> None:
        places = {entry.path: index for index, entry in enumerate(self._entries)}
        for entry in found:
            if (index := places.get(entry.path)) is not None:
                self._entries[index] = entry
                self._records.refresh_row(index)
        self._show_more()

    # --- what stands here

    @property
    def _records(self) -> RecordList:
        return self.query_one(RecordList)

    @property
    def _here(self) -> Entry | None:
        return self._entries[self._records.cursor] if self._entries else None

    def _row(self, index: int, width: int) -> Content:
        entry = self._entries[index]
        title = (width - 4) * 55 // 100
        unread = entry.kind in ("unread", "broken")
        return Content.assemble(
            (" " + fit(safe(entry.title), title), "$text-muted" if unread else ""),
            "  ",
            (shorten(safe(entry.words), width - title - 4), _STYLES[entry.kind]),
        )

    def _show_more(self) -> None:
        """The record under the cursor with less cut off, and where it is."""
        entry = self._here
        if entry is not None:
            words = (f"\n{safe(entry.words)}", _STYLES[entry.kind])
            self.query_one("#more", Static).update(Content.assemble((safe(entry.title), "bold"), words), layout=False)
        folder = entry.path.absolute().parent if entry is not None else store.records_folder()
        count = len(self._entries)
        told = "  " + ngettext("%(n)d record", "%(n)d records", count) % {"n": count} if count else ""
        width = max(self.query_one("#body").content_size.width, 30)
        self.query_one("#folder", Static).update(Content(place(folder, width - cells(told)) + told), layout=False)

    def on_rows_moved(self) -> None:
        """Say more about the record under the cursor; read what came into view."""
        self._show_more()
        busy = any(worker.group == "reading" and not worker.is_finished for worker in self.workers)
        if not busy and self._unread_in_view():
            self._read_on()

    # --- going somewhere

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the record where it was left."""
        self.program.open(self._entries[event.index].path)

    def action_new(self) -> None:
        """Begin a new decision."""
        from pickproblem.tui.screens.new import NewScreen

        self.program.show(NewScreen())

    @work(exclusive=True, group="ask")
    async def action_demo(self) -> None:
        """Open an example, as a copy that is the person's own."""
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
        except PickproblemError as error:
            self.say(str(error), "warning")
            return
        self.program.open(path)
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


def look_at(paths: list[Path], library: Library, rater: str) -> list[Entry]:
    """Read a few records; between them the keys have their turn."""
    found = []
    for path in paths:
        found.append(look(path, library, rater))
        time.sleep(0.001)
    return found


def look(path: Path, library: Library, rater: str) -> Entry:
    """Read one record for the list; what cannot be read says why."""
    try:
        found = path.stat()
        known_as = (str(path.absolute()), found.st_mtime_ns, found.st_size, language.current())
    except OSError:
        return Entry(path, path.stem, "broken", _("cannot be read"))
    if (known := _known.get(known_as)) is not None and known.path == path:
        return known
    try:
        record = store.read(path, library).record
        state = summary(record, library, rater)
        entry = Entry(path, record.title, state.kind, state.words)
    except PickproblemError as error:
        entry = Entry(path, path.name, "broken", _("cannot be read: %(why)s") % {"why": _why(error, path)})
    _known[known_as] = entry
    return entry


def _why(error: PickproblemError, path: Path) -> str:
    if isinstance(error, Faulty):
        fault = error.faults[0]
        return f"{fault.where}: {fault.wrong}" if fault.where else fault.wrong
    return str(error).splitlines()[0].removeprefix(safe(str(path))).lstrip(": ")


def _picture(width: int) -> list[charts.Line]:
    """What a result looks like, with made-up figures."""
    return charts.ranking(
        [
            charts.Ranked(_("the bold one"), 1, 63, 44, 79, first=0.61),
            charts.Ranked(_("the safe one"), 2, 57, 50, 64, first=0.30),
            charts.Ranked(_("the newest one"), 3, 42, 28, 56, first=0.09),
        ],
        width,
    )


def _welcome() -> Content:
    def muted(text: str) -> Content:
        return Content.styled(text, "$text-muted")

    def pressed(name: str, text: str) -> Content:
        return Content.assemble(("  ", ""), (f" {name} ", "bold $accent on $panel"), ("  ", ""), text)

    return Content("\n").join(
        [
            Content.styled(_("Choose what to work on, before the project starts."), "bold"),
            Content(""),
            muted(
                _(
                    "Write down the research problems you might take up and answer a few questions about each. "
                    "You see which one stands first, how sure that is, what would change it, and what to find out "
                    "next. Then you commit to one, with a date, and find it all again months later."
                )
            ),
            muted(_("It stays in a text file of yours: no account, no network, your own judgment.")),
            Content(""),
            pressed("n", _("begin: a title, then the problems; twenty minutes")),
            pressed("d", _("look at an example first, scored to the end")),
        ]
    )
