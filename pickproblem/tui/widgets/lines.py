"""A list of lines to move in; it tells when the cursor leaves it at an end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pickproblem.tui.keys import key


class Lines(OptionList):
    """An option list of plain content: a click moves the cursor, a second one selects, as Enter does."""

    BINDINGS = [
        key("j", "cursor_down", id="lines-down", show=False),
        key("k", "cursor_up", id="lines-up", show=False),
    ]

    class Left(Message):
        """The cursor was moved beyond an end."""

        def __init__(self, lines: Lines, end: Literal["top", "bottom"]) -> None:
            super().__init__()
            self.lines = lines
            self.end = end

        @property
        def control(self) -> Lines:
            """The list that was left."""
            return self.lines

    def __init__(self, *options: Option, id: str | None = None) -> None:
        super().__init__(*options, id=id, markup=False)

    @property
    def at(self) -> str | None:
        """The id of the option under the cursor."""
        option = self.highlighted_option
        return option.id if option is not None else None

    def fill(self, options: Iterable[Option], at: str | None = None) -> None:
        """Show other options; the cursor goes to the option of that id, else stays where it was."""
        row, top = self.highlighted, self.scroll_offset.y
        self.set_options(options)
        self.scroll_to(y=top, animate=False, immediate=True)
        able = [index for index, option in enumerate(self.options) if not option.disabled]
        if not able:
            return
        wanted = next((index for index in able if self.options[index].id == at), None) if at is not None else None
        if wanted is None:
            wanted = min(able, key=lambda index: abs(index - (row or 0)))
        self.highlighted = wanted

    def action_cursor_up(self) -> None:
        """One up, or out at the top."""
        self._move("top")

    def action_cursor_down(self) -> None:
        """One down, or out at the bottom."""
        self._move("bottom")

    def _move(self, end: Literal["top", "bottom"]) -> None:
        able = [index for index, option in enumerate(self.options) if not option.disabled]
        edge = (able[0] if end == "top" else able[-1]) if able else None
        if self.highlighted is None and able:
            self.highlighted = able[-1] if end == "top" else able[0]
        elif self.highlighted == edge:
            self.post_message(self.Left(self, end))
        elif end == "top":
            super().action_cursor_up()
        else:
            super().action_cursor_down()

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is None or self.options[index].disabled:
            return
        if self.highlighted == index and event.chain > 1:
            self.action_select()
        self.highlighted = index


def line(id: str, *parts: Content | str | tuple[str, str], disabled: bool = False) -> Option:
    """An option of plain content."""
    return Option(Content.assemble(*parts), id=id, disabled=disabled)
