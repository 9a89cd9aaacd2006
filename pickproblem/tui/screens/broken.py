"""A record that cannot be read: what is wrong with it, and the file left alone."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pickproblem.language import N_, _
from pickproblem.text import safe
from pickproblem.tui.base import BaseScreen
from pickproblem.tui.keys import key


class BrokenScreen(BaseScreen):
    """Says what is wrong and waits until it is mended, in whatever editor."""

    CSS_PATH = "broken.tcss"
    help_topic = "home"
    BINDINGS = [
        key("enter", "again", N_("Try again"), id="broken-enter", display="Enter"),
        key("r", "again", id="broken-again", show=False),
        key("escape", "back", N_("Home"), id="back", display="Esc"),
        key("q", "app.quit", N_("Quit"), id="broken-quit"),
    ]

    def __init__(self, path: Path, message: str) -> None:
        super().__init__()
        self._path = path
        self._message = message

    def heading(self) -> str:
        """The file."""
        return self._path.name

    def body(self) -> ComposeResult:
        """The message, and what can be done."""
        yield Static(Content(_("This record cannot be read.")), classes="question")
        with VerticalScroll(id="message"):
            yield Static(Content(safe(self._message, lines=True)))
        yield Static(
            Content(_("The file is left as it is. Mend it in an editor, then press Enter to try again.")),
            classes="muted",
        )

    def on_mount(self) -> None:
        """The keys are the screen's own; a long message scrolls."""
        self.query_one("#message").focus()

    def action_again(self) -> None:
        """Read it again."""
        self.program.open(self._path)
        screen = self.app.screen
        if isinstance(screen, BrokenScreen):
            screen.call_after_refresh(screen.say, _("It still cannot be read."), "warning")
