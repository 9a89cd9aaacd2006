"""What a step of the tempted way looks like: words above; below them a question with answers, or lines to fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from pickproblem.errors import Refused
from pickproblem.language import N_
from pickproblem.record import Record
from pickproblem.rubric import Rubric
from pickproblem.text import cells, safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.level_picker import LevelPicker
from pickproblem.tui.widgets.line_input import LineInput
from pickproblem.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from pickproblem.tui.screens.tempted.screen import TemptedScreen

Change = Callable[[Record], Record]

_WIDEST, _NARROWEST = 104, 40
_LEAST_TOLD = 2


class Pane(Vertical):
    """One step; the screen asks it to take what stands there."""

    BINDINGS = [
        # With priority the focus has moved before the next key is looked at, however fast they come.
        key("enter", "accept", N_("Go on"), id="tempted-accept", display="Enter", priority=True),
        key("pageup", "page(-1)", id="tempted-page-up", show=False, priority=True),
        key("pagedown", "page(1)", id="tempted-page-down", show=False, priority=True),
    ]

    def __init__(self, told: Callable[[int], list[Content]]) -> None:
        """``told``: what is to be read, for so many cells."""
        super().__init__(classes="pane")
        self._told = told

    @property
    def way(self) -> TemptedScreen:
        """The screen that this is a step of."""
        return cast("TemptedScreen", self.screen)

    def compose(self) -> ComposeResult:
        """Words, then the question."""
        with VerticalScroll(classes="told", can_focus=False):
            yield Static()
        with Vertical(classes="asked"):
            yield from self.asked()
            yield Static("", classes="wrong")

    def asked(self) -> ComposeResult:
        """The question and where it is answered."""
        yield from ()

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self.wrong("")

    def on_resize(self) -> None:
        """Words are broken by the width there is."""
        self.draw()
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """The question stays in view; what is told scrolls in the room above it."""
        for asked in self.query(".asked"):
            room = self.size.height - asked.outer_size.height - asked.styles.margin.height
            self.query_one(".told").styles.max_height = max(room, _LEAST_TOLD)

    def draw(self) -> None:
        """Write the words for the width at hand."""
        told = self.query_one(".told", VerticalScroll)
        width = max(min(self.size.width - 2, _WIDEST), _NARROWEST)
        told.query_one(Static).update(Content("\n\n").join([one for one in self._told(width) if one.plain]))

    def action_page(self, by: int) -> None:
        """What is to be read may be longer than the room for it."""
        told = self.query_one(".told")
        told.scroll_relative(y=by * max(told.size.height - 1, 1), animate=False)

    def wrong(self, text: str) -> None:
        """Say what is wrong with what was typed."""
        line = self.query_one(".wrong", Static)
        line.update(Content(safe(text, lines=True)))
        line.display = bool(text)
        self.call_after_refresh(self._make_room)

    def action_accept(self) -> None:
        """Enter: take what stands there."""


class OptionsPane(Pane):
    """A question with a few answers: arrows and Enter, or a digit."""

    BINDINGS = [*(key(str(n), f"pick({n - 1})", id=f"tempted-pick-{n}", show=False) for n in range(1, 10))]

    def __init__(
        self,
        told: Callable[[int], list[Content]],
        question: str,
        options: Sequence[str | Content],
        chosen: Callable[[int], None],
        at: int = 0,
    ) -> None:
        """``options``: words, which get a digit before them, or a content as it is to stand."""
        super().__init__(told)
        self._question = question
        self._options = options
        self._chosen = chosen
        self._at = at

    def asked(self) -> ComposeResult:
        """The question; an answer a line."""
        yield Static(Content(safe(self._question)), classes="question")
        yield Lines(*(self._option(n, text) for n, text in enumerate(self._options)))

    def _option(self, n: int, text: str | Content) -> Option:
        numbered = (
            text if isinstance(text, Content) else Content.assemble((f"{n + 1}  ", "bold $text-accent"), safe(text))
        )
        return Option(numbered, id=f"option-{n}")

    def on_mount(self) -> None:
        """Stand on the likely answer."""
        super().on_mount()
        lines = self.query_one(Lines)
        lines.highlighted = self._at
        lines.focus()

    def action_accept(self) -> None:
        """Take the answer under the cursor."""
        at = self.query_one(Lines).highlighted
        if at is not None:
            self._chosen(at)

    def action_pick(self, index: int) -> None:
        """A digit answers."""
        if index < len(self._options):
            self.query_one(Lines).highlighted = index
            self._chosen(index)

    def on_option_list_option_selected(self) -> None:
        """A second click answers."""
        self.action_accept()


@dataclass(frozen=True)
class Entered:
    """A line to fill in."""

    id: str
    label: str
    value: str = ""
    hint: str = ""


class FormPane(Pane):
    """A few lines; Enter goes to the next, behind the last one all are kept."""

    def __init__(
        self,
        told: Callable[[int], list[Content]],
        question: str,
        lines: Sequence[Entered],
        take: Callable[[Mapping[str, str]], Change],
        derive: Callable[[str, str], Mapping[str, str]] | None = None,
    ) -> None:
        """``take``: the change that the lines ask for; raises Refused, which is said. ``derive``: what a line typed
        in says of others, which follow it until they are typed in themselves.
        """
        super().__init__(told)
        self._question = question
        self._lines = lines
        self._take = take
        self._derive = derive
        self._derived: dict[str, str] = {}

    def asked(self) -> ComposeResult:
        """The question; the lines with their labels."""
        width = max(cells(line.label) for line in self._lines) + 2
        yield Static(Content(safe(self._question)), classes="question")
        for line in self._lines:
            with Horizontal(classes="line"):
                label = Static(Content(line.label), classes="label")
                label.styles.width = width
                yield label
                yield LineInput(line.value, placeholder=line.hint, id=f"line-{line.id}")

    def on_mount(self) -> None:
        """Stand on the first line that is empty."""
        super().on_mount()
        empty = [line for line in self._lines if not line.value]
        self.query_one(f"#line-{(empty or list(self._lines))[0].id}").focus()

    @property
    def _inputs(self) -> list[LineInput]:
        return list(self.query(LineInput))

    def on_input_changed(self, event: Input.Changed) -> None:
        """A line may say something of another."""
        if self._derive is None or event.input is not self.way.focused:
            return
        name = (event.input.id or "").removeprefix("line-")
        for other, value in self._derive(name, event.value).items():
            line = self.query_one(f"#line-{other}", LineInput)
            if line.value in ("", self._derived.get(other)):
                self._derived[other] = value
                line.value = value

    def action_accept(self) -> None:
        """On to the next line; behind the last one, keep them."""
        lines = self._inputs
        here = self.way.focused
        at = lines.index(here) if isinstance(here, LineInput) and here in lines else -1
        if at + 1 < len(lines):
            lines[at + 1].focus()
        else:
            # Behind what was typed before it, however fast.
            lines[-1].call_later(self._keep)

    def _keep(self) -> None:
        typed = {line.id: widget.value.strip() for line, widget in zip(self._lines, self._inputs, strict=True)}
        try:
            change = self._take(typed)
        except Refused as error:
            self.wrong(str(error))
            return
        self.wrong("")
        self.way.keep(change)


class LevelPane(Pane):
    """One rubric asked of one candidate."""

    def __init__(
        self,
        told: Callable[[int], list[Content]],
        rubric: Rubric,
        question: str,
        whom: str,
        given: Callable[[LevelPicker.Given], None],
    ) -> None:
        super().__init__(told)
        self._rubric = rubric
        self._question = question
        self._whom = whom
        self._given = given

    def asked(self) -> ComposeResult:
        """Rubric, question, candidate, levels."""
        yield Static(Content(safe(self._question)), classes="question")
        yield Static(Content.styled(safe(self._whom), "bold $text-accent"))
        yield LevelPicker(id="levels")

    def on_mount(self) -> None:
        """No answer is shown; the levels are all in view."""
        super().on_mount()
        picker = self.query_one(LevelPicker)
        picker.brief = self.app.size.height < 30
        picker.show_question(tuple(str(anchor) for anchor in self._rubric.levels), None)
        picker.focus()

    def on_level_picker_given(self, event: LevelPicker.Given) -> None:
        """Keep it."""
        event.stop()
        self._given(event)

    def action_accept(self) -> None:
        """Take what the cursor and the range say."""
        self.query_one(LevelPicker).action_accept()
