"""One line of text: shows nothing that steers a terminal, and hands on what is pasted in several lines."""

from __future__ import annotations

import re

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from pickproblem.text import safe, shorten

_BULLET = re.compile(r"^(?:[-*•·–]|\d{1,2}[.)])\s+")


class LineInput(Input):
    """An input whose value is safe to show; Textual's own sends what it holds to the terminal as it is."""

    class Pasted(Message):
        """Several lines were pasted, each without its bullet."""

        def __init__(self, lines: list[str]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(
        self, value: str = "", *, placeholder: str = "", several: bool = False, id: str | None = None
    ) -> None:
        """``several``: lines pasted together are handed on in a message, not joined."""
        super().__init__(safe(value), placeholder=placeholder, id=id, select_on_focus=False)
        self._several = several

    def validate_value(self, value: str) -> str:
        """Whatever is put in, by hand or by program, is made safe."""
        return safe(value)

    def render_line(self, y: int) -> Strip:
        """A hint longer than the line ends with an ellipsis; Textual's own breaks off before the word."""
        whole = self.placeholder
        self.set_reactive(Input.placeholder, shorten(whole, self.scrollable_content_region.width))
        try:
            return super().render_line(y)
        finally:
            self.set_reactive(Input.placeholder, whole)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines()]
        if self._several and len([line for line in lines if line]) > 1:
            bare = [_BULLET.sub("", line) for line in lines]
            self.post_message(self.Pasted([line for line in bare if line]))
            return
        self.replace(" ".join(line for line in lines if line), *self.selection)
