"""Small questions over a screen: one line, or one of a few."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pickproblem.language import N_, _
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import KeyBar, TooSmall
from pickproblem.tui.widgets.line_input import LineInput


class LineDialog(ModalScreen[str | None]):
    """Asks for one line; Enter gives it (empty: ""), Esc gives None.

    ``check`` says in words what is wrong with a line, or nothing; a wrong line is not taken.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("escape", "leave", N_("Back"), id="dialog-back"),
    ]

    def __init__(
        self,
        title: str,
        words: str = "",
        value: str = "",
        *,
        placeholder: str = "",
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._value = value
        self._placeholder = placeholder
        self._check = check

    def compose(self) -> ComposeResult:
        """Question, words, the line, what is wrong with it."""
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), classes="question")
            if self._words:
                yield Static(Content(safe(self._words, lines=True)), classes="muted")
            yield LineInput(self._value, placeholder=self._placeholder, id="line")
            yield Static("", id="wrong")
            yield KeyBar(("enter", "Enter", N_("Done")))
        yield TooSmall()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line, if nothing is wrong with it."""
        untouched = event.value == safe(self._value)
        line = (self._value if untouched else event.value).strip()
        wrong = self._check(line) if self._check else ""
        if wrong:
            self.query_one("#wrong", Static).update(Content(safe(wrong)))
            return
        self.dismiss(line)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class ChoiceDialog(ModalScreen[int | None]):
    """Asks for one of a few; gives its index, None after Esc."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("escape", "leave", N_("Back"), id="choice-back"),
        *(key(str(n), f"pick({n - 1})", id=f"choice-{n}", show=False) for n in range(1, 10)),
    ]

    def __init__(self, title: str, words: str, options: Sequence[str], at: int = 0) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._options = list(options)
        self._at = at

    def compose(self) -> ComposeResult:
        """Question, words, numbered options."""
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), classes="question")
            if self._words:
                yield Static(Content(safe(self._words, lines=True)), classes="muted")
            yield OptionList(
                *(Option(Content(f"{n}  {safe(text)}")) for n, text in enumerate(self._options, start=1)),
                markup=False,
            )
            yield KeyBar(("enter", "Enter", N_("Choose")))
        yield TooSmall()

    def on_mount(self) -> None:
        """Stand on the option that is likely."""
        options = self.query_one(OptionList)
        options.highlighted = self._at
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the option chosen."""
        self.dismiss(event.option_index)

    def action_pick(self, index: int) -> None:
        """A digit chooses."""
        if index < len(self._options):
            self.dismiss(index)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


def some_words(line: str) -> str:
    """What is wrong with a line that says nothing."""
    return "" if line else _("A word or two; Esc leaves it.")
