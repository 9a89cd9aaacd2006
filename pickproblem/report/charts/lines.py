"""What all charts are made of: segments with roles, columns of figures, room shared out in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from pickproblem.language import _
from pickproblem.text import JOINERS, cells, fit, safe, shorten, wrap

Segment = tuple[str, str]
"""A text and its role."""
Line = list[Segment]
Value = TypeVar("Value")

SOLID, DOUBT, MARK, TRACK = "█", "▒", "◆", "░"
SHARES = ("█", "▓", "▒", "░", "·")
"""What fills the share of each rank; the last stands for all ranks from there on."""

GAP = "  "
LEAST_BAR = 14
NARROWEST_BAR = 10
_ASCII = str.maketrans("█▓▒░◆○·–—−…×±›▸◂▴▾→✓│═■├─╭╮╰╯┼“”‘’≤", "#=:.*o----~x~>><^v>+|=#|-+++++\"\"''<")


def plain(line: Line) -> str:
    """The line without its roles."""
    return "".join(text for text, _role in line).rstrip()


def to_ascii(text: str) -> str:
    """Our own marks in ASCII, for an output that has no others; letters of any language stay as they are."""
    return text.translate(_ASCII)


def percent(share: float) -> str:
    """A share in whole percents; "<1%" and ">99%" where rounding would claim never or always."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{round(100 * share)}%"


def points(value: float) -> str:
    """Points that are never negative; ``<1`` where rounding would claim none."""
    return "<1" if 0 < value < 0.5 else str(round(value))


def span(score: float, low: float, high: float) -> str:
    """A score with how sure it is: ``71, 62–79``."""
    return f"{round(score)}, {round(low)}–{round(high)}"


def joined(line: Line) -> Line:
    """The line with neighbours of one role as one segment."""
    found: Line = []
    for text, role in line:
        if found and found[-1][1] == role:
            found[-1] = (found[-1][0] + text, role)
        else:
            found.append((text, role))
    return found


def clip(line: Line, width: int) -> Line:
    """The line cut to ``width`` cells."""
    if sum(cells(text) for text, _role in line) <= width:
        return line
    clipped: Line = []
    left = max(width, 0)
    for text, role in line:
        kept = shorten(text, left)
        clipped.append((kept, role))
        left -= cells(kept)
        if kept != text:
            break
    return clipped


class Column(NamedTuple):
    """Figures under a heading, to the right."""

    head: str
    entries: list[str]

    @property
    def width(self) -> int:
        """Cells of the widest."""
        return max(cells(entry) for entry in [self.head, *self.entries])

    def cell(self, i: int) -> str:
        """One figure, as wide as the column."""
        return right(self.entries[i], self.width)


def optional(head: str, values: Iterable[Value | None], written: Callable[[Value], str]) -> list[Column]:
    """A column in a list, or none where there is no figure at all."""
    entries = ["–" if value is None else written(value) for value in values]
    return [Column(_(head), entries)] if any(entry != "–" for entry in entries) else []


def room_of(columns: Iterable[Column]) -> int:
    """Cells that the columns take, each behind a gap."""
    return sum(len(GAP) + column.width for column in columns)


def heads(columns: Iterable[Column]) -> Line:
    """The headings of the columns."""
    return [(GAP + right(column.head, column.width), "muted") for column in columns]


def figures(columns: Iterable[Column], i: int, role: str = "value") -> Line:
    """The figures of one row."""
    return [(GAP + column.cell(i), role) for column in columns]


def right(text: str, width: int) -> str:
    """The text at the right end of ``width`` cells."""
    return " " * (width - cells(text)) + text


def clean(title: str) -> str:
    """The title, safe to stand beside a bar."""
    # A joiner at either end would join the neighbouring blank, and shift the line.
    return safe(title).strip("".join(JOINERS) + " ")


def folded(title: str, width: int, most: int = 3) -> list[str]:
    """The title in as many lines as it needs, ``most`` at most; each as wide as ``width``."""
    lines = wrap(title, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit(line, width) for line in lines]


def divide(titles: Sequence[str], room: int, least_bar: int = LEAST_BAR, gap: int = len(GAP)) -> tuple[int, int]:
    """Cells for the titles and for the bars: whole titles if they leave a fair bar, else at most 45 %."""
    longest = max(map(cells, titles), default=0)
    whole = longest <= room - gap - least_bar
    title = longest if whole else min(longest, max(room * 45 // 100, 1))
    return title, max(room - gap - title, 1)


def own_lines(titles: Sequence[str], width: int, roomy: bool | None) -> bool:
    """Whether titles stand on lines of their own rather than in ``width`` cells beside their bars.

    ``roomy`` says so; None: where one would be cut, False: only where two of them would look alike.
    """
    if roomy is False:
        return len({shorten(title, width) for title in titles}) < len(set(titles))
    return roomy is True or width < max(map(cells, titles), default=0)


def length(share: float, width: int) -> int:
    """How many of ``width`` cells a share on 0..1 takes."""
    return round(min(max(share, 0.0), 1.0) * width)


def runs(drawn: Sequence[str]) -> Line:
    """Characters of a bar, those of a kind together in their role."""
    roles = {SOLID: "solid", DOUBT: "doubt", MARK: "mark"}
    return [("".join(run), roles.get(character, "muted")) for character, run in groupby(drawn)]
