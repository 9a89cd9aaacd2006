"""A new decision: its title, and the file it is kept in."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pickproblem import edits, store
from pickproblem.errors import PickproblemError
from pickproblem.language import N_, _
from pickproblem.text import cells, safe
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.line_input import LineInput
from pickproblem.tui.widgets.places import place


class NewLine(LineInput):
    """A line that begins the record."""

    BINDINGS = [key("enter", "submit", N_("Begin"), id="new-begin", display="Enter")]


class NewScreen(BaseScreen):
    """Asks what is to be decided and creates the record; where that fails, asks for another place."""

    CSS_PATH = "new.tcss"
    help_topic = "home"
    BINDINGS = [key("escape", "back", N_("Back"), id="back", display="Esc")]

    def heading(self) -> str:
        """What the title line says."""
        return _("A new decision")

    def body(self) -> ComposeResult:
        """The title; where it goes; if need be another place."""
        yield Static(Content(_("What is to be decided?")), classes="question")
        yield Static(Content(_("As you would say it to a colleague; it may be changed later.")), classes="muted lead")
        yield NewLine(placeholder=_("for example: what to submit to the next workshop"), id="title")
        yield Static(id="where", classes="muted")
        with Vertical(id="elsewhere"):
            yield Static(id="why")
            yield Static(Content(_("Another place, with the name of a file that does not exist yet:")))
            yield NewLine(id="place")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#elsewhere").display = False
        self.query_one("#title").focus()
        self._show_place()

    @property
    def _title(self) -> str:
        return self.query_one("#title", LineInput).value.strip()

    def _default(self) -> Path:
        return store.free_path(store.records_folder(), store.file_name(self._title))

    def _show_place(self) -> None:
        words = ""
        if self._title and not self.query_one("#elsewhere").display:
            told = _("It will be kept in %(file)s")
            width = self.query_one("#body").content_size.width - 4 - cells(told % {"file": ""})
            words = told % {"file": place(self._default(), width)}
        self.query_one("#where", Static).update(Content(words))

    def on_input_changed(self, event: Input.Changed) -> None:
        """The name of the file follows the title."""
        if event.input.id == "title":
            self.say("")
            self._show_place()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Create the record."""
        if not self._title:
            self.say(_("A few words are enough."), "warning")
            self.query_one("#title").focus()
            return
        place = self.query_one("#place", LineInput)
        elsewhere = self.query_one("#elsewhere").display and place.value.strip()
        self._create(Path(place.value.strip()).expanduser() if elsewhere else self._default())

    @work(exclusive=True, group="create")
    async def _create(self, path: Path) -> None:
        if path.suffix != ".toml":
            path = path.with_name(path.name + ".toml")
        record = edits.new_record(self._title, edits.now())
        with self.program.keys_wait():
            try:
                stored = await asyncio.to_thread(store.create, path, record)
            except PickproblemError as error:
                self._ask_place(str(error), path)
                return
            self.program.take(stored)

    def _ask_place(self, why: str, tried: Path) -> None:
        self.query_one("#why", Static).update(Content(safe(why, lines=True)))
        elsewhere = self.query_one("#elsewhere")
        place = self.query_one("#place", LineInput)
        if not elsewhere.display:
            elsewhere.display = True
            place.value = str(Path.cwd() / tried.name)
        self._show_place()
        place.focus()
