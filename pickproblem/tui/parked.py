"""The small screens of an evening with a newer idea: its line, what was written back then beside it, good night."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pickproblem.language import N_, _
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import KeyBar, TooSmall
from pickproblem.tui.widgets.line_input import LineInput
from pickproblem.tui.widgets.lines import Lines


class Line(NamedTuple):
    """What was typed, or the entry that is to be looked at."""

    title: str = ""
    entry: str | None = None


class IdeaLine(LineInput):
    """Where the title is typed."""

    BINDINGS = [key("down", "screen.to_waiting", N_("Look at one again"), id="newer-down", display="↓")]


class NewerIdeaDialog(ModalScreen[Line | None]):
    """One line for the newer idea; below it those that wait for a verdict, to be looked at again."""

    CSS_PATH = ["dialogs.tcss", "parked.tcss"]
    BINDINGS = [
        key("escape", "leave", N_("Back"), id="newer-back"),
    ]

    def __init__(self, waiting: Sequence[tuple[str, str]]) -> None:
        """``waiting``: entries without a verdict, each with its words."""
        super().__init__()
        self._waiting = waiting

    @property
    def _numbered(self) -> list[tuple[int, str]]:
        return [(n, words) for n, (_entry, words) in enumerate(self._waiting)]

    def compose(self) -> ComposeResult:
        """Question, line, what waits."""
        with Vertical(id="dialog"):
            yield Static(Content(_("A newer idea? Write it down; it keeps.")), classes="question")
            yield Static(
                Content(_("One line is enough. Nothing is decided tonight, and your present work stays as it is.")),
                classes="muted",
            )
            yield IdeaLine(placeholder=_("its title"), id="line")
            yield Static("", id="wrong")
            if self._waiting:
                yield Static(Content(_("Waiting for another look:")), classes="heading")
                yield Lines(*(Option(Content(safe(words)), id=f"entry-{n}") for n, words in self._numbered))
            yield KeyBar(("enter", "Enter", N_("Park it")))
        yield TooSmall()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#wrong").display = False
        self._to_line()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing below where nothing waits."""
        return bool(self._waiting) or action != "to_waiting"

    def action_to_waiting(self) -> None:
        """To those that wait."""
        lines = self.query_one(Lines)
        lines.focus()
        lines.highlighted = 0

    def on_lines_left(self, event: Lines.Left) -> None:
        """Above them is the line."""
        if event.end == "top":
            self._to_line()

    def _to_line(self) -> None:
        for lines in self.query(Lines):
            lines.highlighted = None
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the title."""
        title = " ".join(event.value.split())
        if title:
            self.dismiss(Line(title))
        else:
            wrong = self.query_one("#wrong", Static)
            wrong.update(Content(_("A title, as it comes to mind; Esc leaves it.")))
            wrong.display = True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at this one."""
        self.dismiss(Line(entry=self._waiting[event.option_index][0]))

    def action_leave(self) -> None:
        """Nothing newer."""
        self.dismiss(None)


class BesideDialog(ModalScreen[int | None]):
    """One question with a few answers; beside it, or above where it is narrow, what was written back then."""

    CSS_PATH = ["dialogs.tcss", "parked.tcss"]
    BINDINGS = [
        key("escape", "leave", N_("That is all"), id="beside-leave"),
        *(key(str(n), f"pick({n - 1})", id=f"beside-{n}", show=False) for n in range(1, 10)),
        key("pageup", "scroll(-1)", id="beside-up", show=False),
        key("pagedown,space", "scroll(1)", id="beside-down", show=False),
    ]

    def __init__(self, newer: str, then: str, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self._newer = newer
        self._then = then
        self._question = question
        self._options = options

    def compose(self) -> ComposeResult:
        """The new line; what was written; the question."""
        with Vertical(id="dialog", classes="beside"):
            newer = Content.assemble(("✓ ", "bold $text-success"), (safe(self._newer), "bold $text-accent"))
            yield Static(newer, id="newer")
            with Horizontal(id="two"):
                if self._then:
                    with VerticalScroll(id="then", can_focus=False):
                        yield Static(Content(safe(self._then, lines=True)))
                with Vertical(id="ask"):
                    yield Static(Content(safe(self._question)), classes="question")
                    yield OptionList(
                        *(
                            Option(Content.assemble((f"{n}  ", "bold $text-accent"), safe(text)))
                            for n, text in enumerate(self._options, start=1)
                        ),
                        markup=False,
                    )
            yield KeyBar(("enter", "Enter", N_("Choose")))
        yield TooSmall()

    def on_mount(self) -> None:
        """Stand on the first answer."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer."""
        self.dismiss(event.option_index)

    def action_pick(self, index: int) -> None:
        """A digit answers."""
        if index < len(self._options):
            self.dismiss(index)

    def action_scroll(self, by: int) -> None:
        """What was written back then may be longer than the room for it."""
        for then in self.query("#then"):
            then.scroll_relative(y=4 * by, animate=False)

    def action_leave(self) -> None:
        """No answer; what is parked stays parked."""
        self.dismiss(None)


Said = Literal["done", "day", "calendar"]


class SaidDialog(ModalScreen[Said]):
    """Says a few kind words; where there is a day to look again, that can be changed or put into a calendar."""

    CSS_PATH = ["dialogs.tcss", "parked.tcss"]
    BINDINGS = [
        key("enter,escape,q", "give('done')", N_("Good night"), id="said-done", display="Enter"),
        key("d", "give('day')", N_("Another day"), id="said-day"),
        key("i", "give('calendar')", N_("Calendar"), id="said-calendar"),
    ]

    def __init__(self, title: str, words: str, *, dated: bool = False, more: str = "") -> None:
        """``dated``: whether there is a day to change; ``more``: what was just done, in a line."""
        super().__init__()
        self._title = title
        self._words = words
        self._dated = dated
        self._more = more

    def compose(self) -> ComposeResult:
        """Title and words."""
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), classes="question")
            yield Static(Content("\n\n").join([Content(safe(line)) for line in self._words.split("\n")]), id="words")
            yield Static(Content(safe(self._more)), id="more")
            yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """An empty line takes no room."""
        self.query_one("#more").display = bool(self._more)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a day there is nothing but to go on."""
        return self._dated or action != "give" or parameters == ("done",)

    def action_give(self, what: Said) -> None:
        """Go on."""
        self.dismiss(what)
