"""A list of many one-line rows: each is made when it is painted, so that a thousand cost no more than a screenful."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Self

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from pickproblem.tui.keys import key

Row = Callable[[int, int], Content]
"""A row's content, by its number and the cells there are."""

_MOST_KEPT = 512


class Rows(ScrollView, can_focus=True):
    """Rows with a cursor; Enter or a double click chooses one."""

    BINDINGS = [
        key("up,k", "move(-1)", id="rows-up", show=False),
        key("down,j", "move(1)", id="rows-down", show=False),
        key("pageup", "page(-1)", id="rows-page-up", show=False),
        key("pagedown", "page(1)", id="rows-page-down", show=False),
        key("home", "edge(0)", id="rows-first", show=False),
        key("end", "edge(1)", id="rows-last", show=False),
        key("enter", "choose", id="rows-choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    DEFAULT_CSS = """
    Rows {
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    Rows > .rows--cursor {
        background: $primary-muted;
        text-style: bold;
    }
    Rows:light > .rows--cursor {
        background: $primary 15%;
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The row that the keys are about."""

    class Moved(Message):
        """The cursor stands on another row, or other rows are in view."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, row: Row, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row = row
        self._count = 0
        self._painted: dict[tuple[int, int, bool], Strip] = {}
        """By number, width and whether the cursor stands there; scrolling by a row makes one row, not a screenful."""

    def set_count(self, count: int) -> None:
        """There are so many rows now."""
        self._count = count
        self.cursor = min(self.cursor, max(count - 1, 0))
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self.refresh()

    @property
    def in_view(self) -> range:
        """The numbers of the rows on the screen."""
        top = self.scroll_offset.y
        return range(top, min(top + max(self.scrollable_content_region.height, 1), self._count))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint anew; where no region is named, every row may say something else."""
        if not regions:
            self._painted.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Colours may be others."""
        self._painted.clear()
        super().notify_style_update()

    def change_row(self, index: int) -> None:
        """One row says something else."""
        for kept in [kept for kept in self._painted if kept[0] == index]:
            del self._painted[kept]
        self._refresh_row(index)

    def _refresh_row(self, index: int) -> None:
        if index in self.in_view:
            width = self.scrollable_content_region.width
            self.refresh(Region(0, index - self.scroll_offset.y, width, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        at_cursor = index == self.cursor and index < self._count
        if (kept := self._painted.get((index, width, at_cursor))) is not None:
            return kept
        style = self.get_visual_style("rows--cursor") if at_cursor else self.visual_style
        if index >= self._count:
            return Strip.blank(width, style.rich_style)
        strips = Visual.to_strips(self, self._row(index, width), width, 1, style, pad=True)
        strip = strips[0].apply_meta({"row": index})
        if len(self._painted) >= _MOST_KEPT:
            self._painted.clear()
        self._painted[index, width, at_cursor] = strip
        return strip

    def watch_cursor(self, before: int, after: int) -> None:
        """Keep the cursor in view."""
        self._refresh_row(before)
        self._refresh_row(after)
        top, height = self.scroll_offset.y, max(self.scrollable_content_region.height, 1)
        if after < top or after >= top + height:
            self.scroll_to(y=after if after < top else after - height + 1, animate=False, immediate=True)
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows have come into view."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def on_resize(self, event: events.Resize) -> None:
        """As wide as there is room, and the cursor stays in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self.watch_cursor(self.cursor, self.cursor)

    def action_move(self, by: int) -> None:
        """Up or down; it ends at the ends."""
        self.cursor = min(max(self.cursor + by, 0), max(self._count - 1, 0))

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        self.action_move(by * max(self.scrollable_content_region.height - 1, 1))

    def action_edge(self, end: int) -> None:
        """To the first or the last row."""
        self.cursor = max(self._count - 1, 0) if end else 0

    def action_choose(self) -> None:
        """Take the row under the cursor."""
        if self._count:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double one chooses."""
        index = event.style.meta.get("row")
        if index is not None:
            self.cursor = index
            if event.chain > 1:
                self.action_choose()
