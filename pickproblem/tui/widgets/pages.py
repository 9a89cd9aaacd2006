"""Pages of text and pictures: one in view, a digit each, painted anew for every state and width."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pickproblem.text import safe, wrap
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.page_bar import PageBar

_WIDEST, _NARROWEST = 110, 40


class TextPage(VerticalScroll, can_focus=True):
    """One text that scrolls."""

    title: ClassVar[str] = ""
    """What the line of pages calls it, marked with N_."""
    DEFAULT_CSS = """
    TextPage {
        height: 1fr;
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    TextPage > Static {
        height: auto;
        text-wrap: nowrap;
    }
    """

    def compose(self) -> ComposeResult:
        """The picture with its words."""
        yield Static(classes="picture")

    @property
    def width(self) -> int:
        """Cells that there are for the picture; a page that was never in view has no size of its own."""
        room = self.parent.size if isinstance(self.parent, Pages) else self.container_size
        return max(min(room.width - 2, _WIDEST), _NARROWEST)

    def paint(self, blocks: list[Content]) -> None:
        """Show texts below each other, a blank line between; empty ones are left out."""
        static = self.query_one(Static)
        content, shown = Content("\n\n").join([block for block in blocks if block.plain]), static.content
        # Every line is cut to the width: as many lines as before need no new layout.
        same = isinstance(shown, Content) and shown.plain.count("\n") == content.plain.count("\n")
        static.update(content, layout=not same)

    def draw(self) -> None:
        """Paint what there is to see now."""
        raise NotImplementedError

    def keep_in_view(self, line: int) -> None:
        """Scroll as little as needed to show a line and a few of its neighbours."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if line - 1 < top:
            self.scroll_to(y=max(line - 2, 0), animate=False, immediate=True)
        elif line + 1 >= top + height:
            self.scroll_to(y=line + 2 - height, animate=False, immediate=True)


class Pages(Vertical):
    """The line of their names, and the page in view, which has the focus."""

    BINDINGS = [
        key("tab", "turn(1)", id="pages-turn", show=False),
        key("shift+tab,left", "turn(-1)", id="pages-turn-back", show=False),
        key("right", "turn(1)", id="pages-turn-on", show=False),
        key("space", "space", id="pages-space", show=False),
        *(key(str(n), f"page({n - 1})", id=f"pages-{n}", show=False) for n in range(1, 10)),
    ]
    DEFAULT_CSS = """
    Pages {
        height: 1fr;
    }
    Pages > PageBar {
        height: 1;
        margin-bottom: 1;
    }
    .-short Pages > PageBar {
        margin-bottom: 0;
    }
    """

    class Turned(Message):
        """Another page is in view."""

    def __init__(self, *pages: TextPage, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pages = pages

    def compose(self) -> ComposeResult:
        """Names and pages."""
        yield PageBar([page.title for page in self._pages])
        yield from self._pages

    def on_mount(self) -> None:
        """The first page."""
        self.action_page(0)

    @property
    def page(self) -> TextPage:
        """The page in view."""
        return self._pages[self.query_one(PageBar).current]

    def draw(self) -> None:
        """Paint the page in view anew; nothing where the screen is just being taken away."""
        if self.is_mounted and self.query(PageBar):
            self.page.draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self.draw)

    def action_page(self, number: int) -> None:
        """Turn to a page."""
        if number >= len(self._pages):
            return
        self.query_one(PageBar).current = number
        for page in self._pages:
            page.display = page is self.page
        self.page.focus()
        self.call_after_refresh(self.draw)
        self.post_message(self.Turned())

    def action_turn(self, step: int) -> None:
        """Turn to the next page, or the one before."""
        self.action_page((self.query_one(PageBar).current + step) % len(self._pages))

    def action_space(self) -> None:
        """A screenful on."""
        self.page.scroll_page_down(animate=False)

    def on_page_bar_turned(self, event: PageBar.Turned) -> None:
        """Turn to the page clicked."""
        self.action_page(event.page)


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
