"""Asking for the GPUs: those found on this machine, else picked from the table by a few letters."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pickproblem import machine
from pickproblem.estimate import gpus
from pickproblem.facts import FIELDS
from pickproblem.language import N_, _
from pickproblem.record import Gpu
from pickproblem.text import fit, safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import KeyBar, TooSmall
from pickproblem.tui.widgets.line_input import LineInput
from pickproblem.tui.widgets.lines import Lines, line

_MOST_NAMES = 60
_WIDEST, _BESIDE_NAME = 76, 18
"""Cells of the dialog, as in its style; and those of its frame, the scroll bar and the memory."""
_NOT_NAMES = re.compile(r"^\s*\d+\s*[x×*]\s*|\s*,.*$")


class GpusDialog(ModalScreen[list[Gpu] | None]):
    """One line for all GPUs, and the names of the table that fit, else come near, what is typed last in it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("escape", "leave", N_("Back"), id="gpus-back"),
        key("down", "names", id="gpus-names", show=False),
    ]

    def __init__(self, known: Sequence[Gpu] | None = None) -> None:
        """``known``: those to begin with; where there are none, the machine is asked."""
        super().__init__()
        self._begin = FIELDS["gpus"].show(list(known)) if known else ""
        self._told = self._begin

    def compose(self) -> ComposeResult:
        """Question, what was found, the line, names, what is wrong."""
        fact = FIELDS["gpus"]
        with Vertical(id="dialog"):
            yield Static(Content(fact.question()), classes="question")
            yield Static(Content(fact.why()), classes="muted", id="found")
            yield LineInput(self._begin, placeholder=fact.example(), id="line")
            yield Static("", id="wrong")
            yield Lines(id="names")
            yield KeyBar(("enter", "Enter", N_("Done")), ("down", "↓", N_("Names")))
        yield TooSmall()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        self._offer_what_fits()
        if not self._begin:
            self._look_here()

    @work(exclusive=True, group="machine")
    async def _look_here(self) -> None:
        """What the machine says goes into the line, unless something was typed meanwhile."""
        found = await asyncio.to_thread(machine.gpus_here)
        if found.gpus:
            self.query_one("#found", Static).update(Content(safe(found.words, lines=True)))
            line = self.query_one(Input)
            if not line.value:
                line.value = FIELDS["gpus"].show(found.gpus)
                line.cursor_position = len(line.value)

    def on_resize(self) -> None:
        """Names are cut to the width at hand."""
        self._offer_what_fits()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer the names that fit the last piece."""
        self.query_one("#wrong", Static).update("")
        self._offer_what_fits()

    def _offer_what_fits(self) -> None:
        typed = _NOT_NAMES.sub("", self.query_one(Input).value.split(";")[-1])
        letters = re.sub(r"[\W_]+", "", typed.casefold())
        fitting = [gpu for gpu in gpus.every() if letters in re.sub(r"[\W_]+", "", gpu.name.casefold())]
        if not fitting:
            fitting = list(gpus.alike(typed))
        room = max(min(self.app.size.width * 9 // 10, _WIDEST) - _BESIDE_NAME, 20)
        self.query_one(Lines).fill(
            [
                line(gpu.id, (fit(gpu.name, room), ""), (f"{gpu.memory_gb:>5g} GB", "$text-muted"))
                for gpu in fitting[:_MOST_NAMES]
            ]
        )

    def action_names(self) -> None:
        """Down into the names."""
        names = self.query_one(Lines)
        if names.option_count:
            names.focus()
            names.highlighted = names.highlighted or 0

    def on_lines_left(self, event: Lines.Left) -> None:
        """Up out of the names to the line."""
        if event.end == "top":
            self.query_one(Input).focus()

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """The name takes the place of what was typed last; how many there are stays."""
        name = next(gpu.name for gpu in gpus.every() if gpu.id == event.option.id)
        typed = self.query_one(Input)
        *before, last = typed.value.split(";")
        count = re.match(r"\s*\d+\s*[x×*]\s*", last)
        hours = re.search(r",.*$", last)
        piece = f"{count[0].strip() + ' ' if count else ''}{name}{hours[0] if hours else ''}"
        typed.value = "; ".join([*(one.strip() for one in before), piece])
        typed.cursor_position = len(typed.value)
        typed.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the GPUs, if they can be taken; an unknown name is told, and taken at the second Enter."""
        fact = FIELDS["gpus"]
        wrong = fact.check(event.value)
        if wrong:
            self.query_one("#wrong", Static).update(Content(safe(wrong)))
            return
        doubt = fact.doubted(event.value)
        if doubt and event.value != self._told:
            self._told = event.value
            again = _("Enter again takes it as it is.")
            self.query_one("#wrong", Static).update(Content(f"{safe(doubt)}\n{again}"))
            return
        self.dismiss(fact.parse(event.value))

    def on_key(self, event: events.Key) -> None:
        """Letters typed among the names go to the line."""
        if self.focused is self.query_one(Lines) and event.is_printable and event.character:
            typed = self.query_one(Input)
            typed.focus()
            typed.insert_text_at_cursor(event.character)
            event.stop()

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
