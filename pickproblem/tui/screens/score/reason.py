"""Why an answer was given: shown under the levels, and written there in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pickproblem.language import N_, _
from pickproblem.tui.keys import key
from pickproblem.tui.screens.score import lines
from pickproblem.tui.widgets.line_input import LineInput


class _Typed(LineInput):
    """The line to type in; what Enter does stands among the keys."""

    BINDINGS = [key("enter", "submit", N_("Go on"), id="reason-enter", display="Enter")]


class ReasonLine(Vertical):
    """The reason kept, or how to answer; while it is open, a line to type in."""

    INDENT: ClassVar[int] = 8
    """Cells before the text, as before the levels."""

    @dataclass
    class Written(Message):
        """The line was left with Enter; empty: no reason."""

        reason: str

    def compose(self) -> ComposeResult:
        """What is shown; what is typed."""
        yield Static(id="reason")
        line = _Typed(id="reason-input")
        line.display = False
        yield line

    @property
    def is_open(self) -> bool:
        """Whether a reason is being typed."""
        return self.query_one("#reason-input").display

    def show(self, content: Content) -> None:
        """Show the reason kept."""
        lines.update(self, "#reason", content)

    def open(self, reason: str) -> None:
        """Let the reason be typed, from what it was."""
        line = self.query_one("#reason-input", Input)
        line.value = reason
        line.placeholder = _("Why? One line, or nothing; Enter goes on")
        line.display = True
        self.query_one("#reason").display = False
        line.focus()

    def close(self) -> None:
        """Show again, where it was typed."""
        self.query_one("#reason-input").display = False
        self.query_one("#reason").display = True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line on."""
        event.stop()
        self.post_message(self.Written(event.value.strip()))
