"""Facts as a small form: one line each, saved when the line is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pickproblem.facts import Fact
from pickproblem.language import N_, _
from pickproblem.text import cells, safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.line_input import LineInput


class FactInput(LineInput):
    """The line of one fact."""

    BINDINGS = [
        key("enter", "submit", N_("Next"), id="fact-next", display="Enter"),
        key("up", "app.focus_previous", id="fact-up", show=False),
        key("down", "app.focus_next", id="fact-down", show=False),
    ]

    def __init__(self, fact: Fact[Any], table: object) -> None:
        super().__init__(fact.show(fact.value(table)), id=f"fact-{fact.field}")
        self.fact = fact
        self.kept = self.value
        """The line as it was taken last."""


class FactsForm(Vertical):
    """All facts, none of them required; below them the question of the one that has the focus."""

    class Given(Message):
        """A line was taken."""

        def __init__(self, field: str, value: object) -> None:
            super().__init__()
            self.field = field
            self.value = value

    class Done(Message):
        """Enter on the last line."""

    def __init__(self, facts: Mapping[str, Fact[Any]], table: object, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts = facts
        self._table = table

    def compose(self) -> ComposeResult:
        """Label and line of each fact; question, reason and fault of the present one."""
        width = max(cells(fact.label()) for fact in self._facts.values()) + 3
        with VerticalScroll(id="facts", can_focus=False):
            for fact in self._facts.values():
                with Horizontal(classes="fact", id=f"row-{fact.field}"):
                    label = Static(id=f"label-{fact.field}", classes="fact-label")
                    label.styles.width = width
                    yield label
                    yield FactInput(fact, self._table)
        yield Static(id="fact-help")

    def on_mount(self) -> None:
        """Name every line."""
        for line in self.query(FactInput):
            self._mark(line)

    def show_only(self, fields: Collection[str]) -> None:
        """Show the lines of these facts; a line that has the focus stays."""
        for line in self.query(FactInput):
            row = self.query_one(f"#row-{line.fact.field}")
            row.display = line.fact.field in fields or line.has_focus

    def fill(self, table: object) -> None:
        """Show what a table says now, but for the line that is being typed in."""
        for line in self.query(FactInput):
            shown = line.fact.show(line.fact.value(table))
            if not line.has_focus and line.kept != shown:
                line.value = line.kept = shown
                self._mark(line)

    @property
    def _shown(self) -> list[FactInput]:
        return [line for line in self.query(FactInput) if self.query_one(f"#row-{line.fact.field}").display]

    @property
    def wrong(self) -> FactInput | None:
        """The first line that cannot be taken as it is."""
        return next((line for line in self.query(FactInput) if line.fact.check(line.value)), None)

    def enter(self) -> None:
        """Stand on the first line, or on the one that is wrong."""
        (self.wrong or self._shown[0]).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the line is for."""
        if isinstance(event.widget, FactInput):
            self._explain(event.widget)

    def on_input_changed(self, event: Input.Changed) -> None:
        """A fault that was told goes while it is mended."""
        if isinstance(event.input, FactInput) and event.input.has_focus:
            self._explain(event.input, fault=False)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Whatever is left is taken, if it can be."""
        event.stop()
        if isinstance(event.input, FactInput):
            self._take(event.input)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next line; a wrong one keeps the cursor."""
        event.stop()
        line = event.input
        if not isinstance(line, FactInput):
            return
        if not self._take(line):
            self._explain(line)
            return
        lines = self._shown
        at = lines.index(line)
        if at + 1 < len(lines):
            lines[at + 1].focus()
        else:
            self.post_message(self.Done())

    def _take(self, line: FactInput) -> bool:
        if line.value == line.kept:
            return True
        if line.fact.check(line.value):
            self._mark(line)
            return False
        value = line.fact.parse(line.value)
        line.value = line.fact.show(value)
        line.kept = line.value
        self._mark(line)
        self.post_message(self.Given(line.fact.field, value))
        return True

    def _mark(self, line: FactInput) -> None:
        bad = bool(line.fact.check(line.value))
        label = self.query_one(f"#label-{line.fact.field}", Static)
        label.update(
            Content.assemble(("! " if bad else "  ", "bold $text-error"), (line.fact.label(), "$text-muted"))
        )

    def _explain(self, line: FactInput, *, fault: bool = True) -> None:
        fact = line.fact
        wrong = fact.check(line.value) if fault else ""
        if not fault:
            self._mark_fine(line)
        example = _("For example: %(example)s") % {"example": fact.example()}
        if fact.choices:
            example = " · ".join(f"{n} {choice}" for n, choice in enumerate(fact.choices, start=1))
        lines = [Content.styled(fact.question(), "bold")]
        if not self.screen.has_class("-short"):
            lines.append(Content.styled(fact.why(), "$text-muted"))
        doubt = fact.doubted(line.value)
        last = (example, "$text-muted")
        if wrong:
            last = (safe(wrong), "bold $text-error")
        elif doubt:
            last = (safe(doubt), "bold $text-warning")
        self.query_one("#fact-help", Static).update(Content("\n").join([*lines, Content.styled(*last)]))

    def _mark_fine(self, line: FactInput) -> None:
        if not line.fact.check(line.value):
            self._mark(line)
