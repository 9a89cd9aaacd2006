"""One question asked again over the result: an answer, a reason, and back."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pickproblem.answering import Choice
from pickproblem.language import N_, _
from pickproblem.rubric import Rubric
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import KeyBar, TooSmall
from pickproblem.tui.widgets.level_picker import LevelPicker
from pickproblem.tui.widgets.line_input import LineInput


@dataclass(frozen=True)
class Once:
    """What was answered, and why."""

    choice: Choice
    reason: str


class _Why(LineInput):
    """The line for the reason; what Enter does stands among the keys."""

    BINDINGS = [key("enter", "submit", N_("Done"), id="once-enter", display="Enter")]


class AnswerDialog(ModalScreen[Once | None]):
    """The five levels of one rubric for one candidate; the answer that stands is marked."""

    CSS_PATH = ["../dialogs.tcss", "answer_once.tcss"]
    BINDINGS = [key("escape", "leave", N_("Leave it"), id="once-leave")]

    def __init__(self, rubric: Rubric, question: str, title: str, answered: Choice | None) -> None:
        super().__init__()
        self._rubric = rubric
        self._question = question
        self._title = title
        self._answered = answered
        self._given: Choice | None = None

    def compose(self) -> ComposeResult:
        """Rubric, question, candidate, levels, reason."""
        with Vertical(id="dialog"):
            yield Static(Content.styled(safe(str(self._rubric.title)), "bold $primary"))
            yield Static(Content(safe(self._question)), classes="question")
            yield Static(Content.styled(safe(self._title), "bold $text-accent"), id="whom")
            yield LevelPicker()
            yield _Why(placeholder=_("Why? One line, or nothing; Enter keeps the answer"), id="why")
            yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """Show the answer that stands."""
        picker = self.query_one(LevelPicker)
        picker.brief = self.app.size.height < 30
        picker.show_question(tuple(str(anchor) for anchor in self._rubric.levels), self._answered)
        picker.focus()
        self.query_one("#why").display = False

    def on_level_picker_given(self, event: LevelPicker.Given) -> None:
        """Then ask why."""
        self._given = event.choice
        self.query_one(LevelPicker).show_answer(event.choice)
        line = self.query_one("#why", Input)
        line.display = True
        if event.go_on:
            line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give answer and reason."""
        if self._given is not None:
            self.dismiss(Once(self._given, event.value.strip()))

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
