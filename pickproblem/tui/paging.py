"""Paging through a list that is not laid out, as in a terminal of one cell.

There Textual (8.2) looks for the line of an option that stands on none, and ends the program with a KeyError.
"""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList

_move_page = OptionList._move_page


def _within_lines(self: OptionList, direction: Literal[-1, 1]) -> None:
    if (self.highlighted or 0) in self._index_to_line:
        _move_page(self, direction)


def keep_within_lines() -> None:
    """Let a page key do nothing there, in every list of options, Textual's own among them."""
    OptionList._move_page = _within_lines  # type: ignore[method-assign]
