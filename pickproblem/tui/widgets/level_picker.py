"""Five anchored levels to choose from, with a range; all five stay in view."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pickproblem.answering import UNKNOWN, Choice
from pickproblem.language import N_, _
from pickproblem.text import safe, shorten, wrap
from pickproblem.tui.keys import key

LEVELS = (1, 2, 3, 4, 5)
_GUTTER = 8


class LevelPicker(Widget, can_focus=True):
    """The levels of one rubric, and "don't know yet".

    The cursor is `▶`, the answer that stands `✓`, a range is drawn beside the levels it holds.
    """

    BINDINGS = [
        key("1", "level(1)", N_("Answer"), id="level-1", display="1–5"),
        *(key(str(n), f"level({n})", id=f"level-{n}", show=False) for n in LEVELS[1:]),
        key("0", "level(0)", id="level-unknown", show=False),
        key("enter", "accept", id="level-accept", show=False),
        key("up,k", "move(-1)", id="level-up", show=False),
        key("down,j", "move(1)", id="level-down", show=False),
        key("shift+up,shift+left,left_square_bracket", "widen(-1)", id="range-lower", show=False),
        key("shift+down,shift+right,right_square_bracket", "widen(1)", id="range-higher", show=False),
    ]

    choice: reactive[Choice | None] = reactive(None)
    """Where the cursor stands, and the range drawn; None before the first key."""
    answered: reactive[Choice | None] = reactive(None)
    """The answer in the record."""
    texts: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What one would see at each level."""
    brief: reactive[bool] = reactive(False, layout=True)
    """One line a level, but for the one under the cursor: for small terminals."""

    @dataclass
    class Given(Message):
        """The person gave this answer and goes on (``go_on``), or gave it with the mouse and looks on."""

        choice: Choice
        go_on: bool

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pressed: int | None = None

    def show_question(self, texts: tuple[str, ...], answered: Choice | None) -> None:
        """Show the levels of another question."""
        self.texts = texts
        self.answered = answered
        self.choice = answered

    def show_answer(self, answered: Choice | None) -> None:
        """Show another answer to the same question."""
        self.answered = answered
        self.choice = answered

    def watch_choice(self) -> None:
        """In brief, the level under the cursor takes more lines than the others."""
        if self.brief:
            self.refresh(layout=True)

    # --- drawing

    def _rows(self, width: int) -> list[tuple[int, list[str]]]:
        room = max(width - _GUTTER, 10)
        at = self.choice.level if self.choice else None
        rows = []
        for level, text in zip((*LEVELS, UNKNOWN), (*self.texts, _("I don't know yet")), strict=True):
            if self.brief and level != at:
                rows.append((level, [shorten(safe(text), room)]))
            else:
                rows.append((level, wrap(safe(text), room)))
        return rows

    def full_height(self, width: int) -> int:
        """As many lines as the texts take where none is cut."""
        room = max(width - _GUTTER, 10)
        return sum(len(wrap(safe(text), room)) for text in (*self.texts, _("I don't know yet")))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the texts take."""
        return sum(len(lines) for _level, lines in self._rows(width)) if self.texts else 0

    def render(self) -> Content:
        """Cursor, range, digit, text; every mark is a character, no colour is needed to read them."""
        if not self.texts:
            return Content("")
        lines: list[Content] = []
        width = self.size.width
        choice = self.choice
        for level, texts in self._rows(width):
            here = choice is not None and choice.level == level
            stands = self.answered is not None and self.answered.level == level
            within = choice is not None and level != UNKNOWN and choice.low <= level <= choice.high
            tone = "bold $foreground on $primary-muted" if here and self.has_focus else ""
            if here and not tone:
                tone = "bold $foreground"
            for i, text in enumerate(texts):
                cursor = "▶" if here and i == 0 else " "
                tick = "✓" if stands and i == 0 else " "
                digit = str(level) if i == 0 else " "
                line = Content.assemble(
                    (f"{cursor} ", "bold $text-accent"),
                    (f"{self._range_mark(level, i, len(texts))} ", "bold $primary"),
                    (f"{digit}", "bold $text-accent" if not within else "bold $primary"),
                    (f"{tick}  ", "bold $success"),
                    (text, tone or ("$foreground" if within or choice is None else "$text-muted")),
                )
                if here and self.has_focus:
                    line = line.pad_right(max(width - line.cell_length, 0)).stylize_before("on $primary-muted")
                lines.append(line)
        return Content("\n").join(lines)

    def _range_mark(self, level: int, i: int, height: int) -> str:
        choice = self.choice
        if choice is None or not choice.ranged or level == UNKNOWN or not choice.low <= level <= choice.high:
            return " "
        if level == choice.level and i == 0:
            return "◆"
        if level == choice.low and i == 0:
            return "┬"
        if level == choice.high and i == height - 1:
            return "┴"
        return "│"

    # --- answering

    def action_level(self, level: int) -> None:
        """A digit answers and goes on. The cursor stays: what is painted next is the next question, at once."""
        given = Choice(0, 1, 5) if level == UNKNOWN else Choice.bare(level)
        self.post_message(self.Given(given, go_on=True))

    def action_accept(self) -> None:
        """Enter gives what the cursor and the range say."""
        if self.choice is not None:
            self.post_message(self.Given(self.choice, go_on=True))

    def action_move(self, step: int) -> None:
        """The cursor moves; a range does not move along."""
        order = (*LEVELS, UNKNOWN)
        at = order.index(self.choice.level) + step if self.choice else (2 if step > 0 else 4)
        level = order[min(max(at, 0), len(order) - 1)]
        self.choice = Choice(0, 1, 5) if level == UNKNOWN else Choice.bare(level)

    def action_widen(self, step: int) -> None:
        """One more level is believed possible; past the end of the scale that side of the range closes again."""
        choice = self.choice
        if choice is None or choice.level == UNKNOWN:
            self.choice = Choice.bare(3)
            return
        low, high = choice.low, choice.high
        if step < 0:
            low = low - 1 if low > 1 else choice.level
        else:
            high = high + 1 if high < 5 else choice.level
        self.choice = Choice(choice.level, low, high)

    # --- the mouse: click a level; drag, or click with shift, to widen the range

    def _level_at(self, y: int) -> int | None:
        for level, lines in self._rows(self.size.width):
            if y < len(lines):
                return level
            y -= len(lines)
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag begins."""
        self._pressed = self._level_at(event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A click answers, a drag answers with a range."""
        begun, ended = self._pressed, self._level_at(event.y)
        self._pressed = None
        if begun is None or ended is None:
            return
        if event.shift and self.choice is not None and self.choice.level != UNKNOWN and ended != UNKNOWN:
            begun = self.choice.level
        if begun == ended or UNKNOWN in (begun, ended):
            self.choice = Choice(0, 1, 5) if begun == UNKNOWN else Choice.bare(begun)
        else:
            same = self.choice if self.choice is not None and self.choice.level == begun else Choice.bare(begun)
            self.choice = Choice(begun, min(same.low, ended), max(same.high, ended))
        self.post_message(self.Given(self.choice, go_on=False))
