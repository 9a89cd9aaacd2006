"""How a question is laid out in the lines there are: with air, close together, or with a line a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.geometry import Size

Layout = Literal["airy", "close", "brief"]

_BRIEF_BELOW = Size(80, 24)
_BRIEF_MORE = 12
"""So many lines more are needed where the others' answers stand above the levels."""

_WIDE, _TALL = 110, 34
"""From so many columns on the others stand beside the question; from so many lines on there is more air."""

_FRAME = 4
"""Lines around the body of the screen, with the blank one above it."""

_ALWAYS = 3
"""Progress, rubric, and how to answer or why."""


@dataclass(frozen=True)
class Room:
    """What there is room for in a terminal of that size."""

    size: Size
    revising: bool = False
    """Whether the others' answers stand above the levels."""

    @property
    def _cramped(self) -> bool:
        return self.size.height < _BRIEF_BELOW.height or self.size.width < _BRIEF_BELOW.width

    @property
    def small(self) -> bool:
        """Whether what stands above the levels is told in few lines."""
        return self._cramped or (self.revising and self.size.height < _BRIEF_BELOW.height + _BRIEF_MORE)

    @property
    def width(self) -> int:
        """How wide the question will be, before the screen is laid out."""
        return self.size.width - 4

    @property
    def reason(self) -> int:
        """So many lines of a reason."""
        return 1 if self.size.height < _BRIEF_BELOW.height else 2

    def left(self, told: int, levels: int) -> int:
        """Lines left below ``told`` lines of question, candidate and the like, and those of the levels."""
        others = not (self.revising or self.size.width >= _WIDE or self.size.height < _BRIEF_BELOW.height)
        return self.size.height - _FRAME - _ALWAYS - others - told - levels

    def layout(self, told: int, levels: int, note: int) -> Layout:
        """How it fits, with the levels at full length: a note counts for more than air, the levels for most."""
        left = self.left(told, levels)
        if self._cramped or left < 0:
            return "brief"
        return "airy" if left >= note + (5 if self.size.height >= _TALL else 3) else "close"
