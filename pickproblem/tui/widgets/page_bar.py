"""The line of page names over pages: a digit each, the present one marked; a click turns to a page."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pickproblem.language import _
from pickproblem.text import cells


class PageBar(Widget):
    """Which pages there are, and which is shown."""

    current: reactive[int] = reactive(0)
    """The number of the page shown, from 0."""
    ticked: reactive[frozenset[int]] = reactive(frozenset())
    """Pages that are done with."""

    class Turned(Message):
        """A page was clicked."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    def __init__(self, titles: list[str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._titles = titles
        self._spots: list[tuple[int, int, int]] = []

    def render(self) -> Content:
        """All names where there is room; else digits, and the name of the present page."""
        for names in (2, 1, 0):
            line = self._line(names)
            if line.cell_length <= self.size.width:
                break
        return line

    def _line(self, names: int) -> Content:
        parts: list[Content] = []
        self._spots, at = [], 0
        for n, title in enumerate(self._titles):
            here = n == self.current
            name = f" {_(title)}" if names == 2 or (names == 1 and here) else ""
            mark = "▸" if here else "✓" if n in self.ticked else " "
            text = f"{mark}{n + 1}{name} "
            style = "bold $text-accent on $panel" if here else "$text-muted"
            parts.append(Content.styled(text, style))
            self._spots.append((at, at + cells(text), n))
            at += cells(text)
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Turn to the page that was clicked."""
        for begin, end, n in self._spots:
            if begin <= event.x < end:
                self.post_message(self.Turned(n))
