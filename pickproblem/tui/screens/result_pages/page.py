"""What every page of the result has: one text that scrolls, painted anew for every state and width."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pickproblem.text import safe, wrap
from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.view import View

if TYPE_CHECKING:
    from pickproblem.tui.screens.result import ResultScreen

_WIDEST, _NARROWEST = 110, 40


class Page(VerticalScroll, can_focus=True):
    """One page; the keys that are its own work while it is shown."""

    title: ClassVar[str] = ""
    """What the line of pages calls it, marked with N_."""
    BINDINGS = [
        key("left,h", "screen.turn(-1)", id="page-before", show=False),
        key("right,l", "screen.turn(1)", id="page-after", show=False),
        key("k", "scroll_up", id="page-scroll-up", show=False),
        key("j", "scroll_down", id="page-scroll-down", show=False),
        key("space", "page_down", id="page-space", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        """The picture with its words."""
        yield Static(classes="picture")

    @property
    def result(self) -> ResultScreen:
        """The screen that this is a page of."""
        return cast("ResultScreen", self.screen)

    @property
    def width(self) -> int:
        """Cells that there are for the picture."""
        return max(min(self.container_size.width - 2, _WIDEST), _NARROWEST)

    @property
    def view(self) -> View | None:
        """What is shown; None before it is counted."""
        return self._view

    def show(self, view: View | None) -> None:
        """Paint a state."""
        self._view = view
        if view is not None:
            blocks = [block for block in self.blocks(view, self.width) if block.plain]
            self.query_one(Static).update(Content("\n\n").join(blocks))

    def blocks(self, view: View, width: int) -> list[Content]:
        """What stands below each other, a blank line between; empty ones are left out."""
        raise NotImplementedError

    def keep_in_view(self, line: int) -> None:
        """Scroll as little as needed to show a line and a few of its neighbours."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if line - 1 < top:
            self.scroll_to(y=max(line - 2, 0), animate=False, immediate=True)
        elif line + 1 >= top + height:
            self.scroll_to(y=line + 2 - height, animate=False, immediate=True)


def words(text: str, width: int, style: str = "") -> Content:
    """A text in lines of the width, safe to show."""
    return Content("\n").join([Content.styled(line, style) for line in wrap(safe(text), width)])


def heading(text: str, width: int) -> Content:
    """What a picture shows, above it."""
    return words(text, width, "bold $primary")


def listed(head: str, texts: list[str], width: int) -> Content:
    """A heading with an entry for each text; nothing where there are none."""
    if not texts:
        return Content("")
    lines = [heading(head, width)]
    for text in texts:
        first, *more = wrap(safe(text), max(width - 2, 10))
        lines += [Content(f"· {first}"), *(Content(f"  {line}") for line in more)]
    return Content("\n").join(lines)
