"""What every page of the result has: one text that scrolls, painted anew for every state and width."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content

from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.widgets.pages import TextPage, heading, listed, words

if TYPE_CHECKING:
    from pickproblem.tui.screens.result import ResultScreen

__all__ = ["Page", "heading", "listed", "words"]


class Page(TextPage):
    """One page; the keys that are its own work while it is shown."""

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

    @property
    def result(self) -> ResultScreen:
        """The screen that this is a page of."""
        return cast("ResultScreen", self.screen)

    @property
    def view(self) -> View | None:
        """What is shown; None before it is counted."""
        return self._view

    def show(self, view: View | None) -> None:
        """Paint a state; where it is of another result, other keys may work."""
        other = view is None or self._view is None or view.document is not self._view.document
        self._view = view
        self.draw()
        if other:
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that the page says have nothing to do are neither shown nor taken."""
        return action not in self.idle() and super().check_action(action, parameters)

    def idle(self) -> tuple[str, ...]:
        """The page's own actions that there is nothing for in this state."""
        return ()

    def draw(self) -> None:
        """Paint what there is to see now."""
        if self._view is not None:
            self.paint(self.blocks(self._view, self.width))

    def blocks(self, view: View, width: int) -> list[Content]:
        """What stands below each other, a blank line between; empty ones are left out."""
        raise NotImplementedError
