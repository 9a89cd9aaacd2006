"""A record on its way in: which one it is, at once, while what it takes to read and show it is fetched."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from pickproblem import store
from pickproblem.language import _
from pickproblem.text import safe
from pickproblem.tui.base import BaseScreen


class OpeningScreen(BaseScreen):
    """Names the record; another screen takes its place by itself."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def heading(self) -> str:
        """The record's title."""
        return store.title_in(self._path)

    def body(self) -> ComposeResult:
        """One line."""
        yield Static(_("Opening %(file)s …") % {"file": safe(self._path.name)}, classes="muted", markup=False)
