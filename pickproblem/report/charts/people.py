"""Where several people stand on the same scale: a row for what they judge, a column for each place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.report.charts.lines import GAP, Column, Line, clean, clip, heads, room_of
from pickproblem.text import cells, fit, shorten

EMPTY, EACH = "·", "●"

_MOST_MARKS = 4
_LEAST_TITLE = 16
_BETWEEN = " · "
_CURSOR = ("▸", " ")


class Opinions(NamedTuple):
    """One row: a title, the marks at each place of the scale, a figure that says the same in a few characters."""

    title: str
    places: Sequence[Sequence[str]]
    figure: str
    of: str = ""
    """Whose title it is, where there are two to tell; both are seen, however little room there is."""


def opinions(
    scale: Sequence[str], figure: str, rows: Sequence[Opinions], width: int, at: int | None = None
) -> list[Line]:
    """Marks under the places of a scale, all of a place together, or ``×5`` where they are many.

    ``scale``: what each place is called; ``figure``: the heading of the last column; ``at``: the row with the cursor.
    The first line holds the headings.
    """
    if not rows:
        return []
    drawn = [[_drawn(marks) for marks in row.places] for row in rows]
    place = max([2, *(cells(name) for name in scale), *(cells(one) for row in drawn for one in row)])
    figures = Column(figure, [row.figure for row in rows])
    beside = room_of([figures])
    wide = (place + 1) * len(scale) + beside + len(GAP) + 1 + _LEAST_TITLE > width
    apart = 0 if wide and place > 2 else 1
    taken = (place + apart) * len(scale) + beside
    room = max(width - taken - len(GAP) - 1, 1)
    titles = [_both(clean(row.title), clean(row.of), room) for row in rows]
    title = max(min(max(map(cells, titles)), room), 1)
    first: Line = [(" " * (title + 1 + len(GAP)), "muted")]
    first += [(fit(name, place + apart), "muted") for name in scale]
    lines = [first + heads([figures])]
    for i, row in enumerate(drawn):
        here = i == at
        line: Line = [(_CURSOR[not here], "mark"), (fit(titles[i], title) + GAP, "value" if here else "label")]
        line += [
            (fit(marks or EMPTY, place + apart), "mark" if marks and here else "solid" if marks else "muted")
            for marks in row
        ]
        lines.append([*line, (GAP + figures.cell(i), "value")])
    return [clip(line, width) for line in lines]


def _both(title: str, of: str, room: int) -> str:
    """A title and whose it is in the room there is; the longer one gives way first."""
    if not of:
        return title
    left = max(room - cells(_BETWEEN), 2)
    first = min(cells(title), max(left // 2, left - cells(of)))
    return f"{shorten(title, first)}{_BETWEEN}{of}"


def _drawn(marks: Sequence[str]) -> str:
    return f"×{len(marks)}" if len(marks) > _MOST_MARKS else "".join(marks)
