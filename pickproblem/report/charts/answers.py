"""The answers at a glance: a heat table of levels, rubrics below each other, candidates beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.report.charts.lines import GAP, Column, Line, clean, clip, percent
from pickproblem.text import cells, fit

HEAT = ("·", "░", "▒", "▓", "█")
"""The shade of each level, from 1 to 5."""

UNKNOWN, MISSING, SUPPOSED, OUT, CURSOR = "?", "–", "*", "×", "▸"

_FIGURE = 3
_NARROWEST = 6  # cursor, one shade, figure, mark
_ROOMY = 8  # blanks beside them: narrower ones have no room for weights either
_WIDEST = 24
_LONGEST_SHADE = 10
_FAIR_COLUMN = 16
_LEAST_TITLE, _FAIR_TITLE, _GOOD_TITLE, _LONGEST_TITLE = 10, 18, 24, 30


class Believed(NamedTuple):
    """What is believed of one cell: a level of 1..5 with its range, or that it is not known."""

    level: int | None = None
    low: int = 1
    high: int = 5
    answered: bool = True
    supposed: bool = False
    """Whether the level is only supposed."""

    @property
    def figure(self) -> str:
        """The cell in at most three characters: ``4``, ``2–4``, ``?``, or a dash where nobody answered."""
        if self.level is None:
            return UNKNOWN if self.answered else MISSING
        return str(self.level) if self.low == self.high else f"{self.low}–{self.high}"


class Levels(NamedTuple):
    """One rubric of the table: its weight on 0..1, None where it is only asked, and a cell for each candidate."""

    title: str
    weight: float | None
    cells: Sequence[Believed]


def heat(
    names: Sequence[str],
    rows: Sequence[Levels],
    width: int,
    at: tuple[int, int] | None = None,
    most: int | None = None,
) -> list[Line]:
    """A shade and a figure for each level, the cursor before the cell ``at`` (row, column).

    ``names``: the candidates as headings, cut to their column; a level only supposed has a mark behind it. Of a table
    with more columns than fit the width, or more lines than ``most``, the part around the cursor is shown, and a last
    line says how many more there are to each side.
    """
    if not rows or not names:
        return []
    row, column = at or (0, 0)
    across = _window(len(names), max((width - _LEAST_TITLE) // _NARROWEST, 1), column)
    down = range(len(rows))
    if most is not None and len(rows) + 1 + (len(across) < len(names)) > most:
        down = _window(len(rows), max(most - 2, 1), row)
    shown = [rows[i]._replace(cells=rows[i].cells[across.start : across.stop]) for i in down]
    cursor = None if at is None else (row - down.start, column - across.start)
    lines = _table(names[across.start : across.stop], shown, width, cursor)
    beyond = [
        *_beyond(("◂", "▸"), across.start, len(names) - across.stop),
        *_beyond(("▴", "▾"), down.start, len(rows) - down.stop),
    ]
    if beyond:
        lines.append([("   ".join(beyond), "mark")])
    return [clip(line, width) for line in lines]


def _window(count: int, room: int, at: int) -> range:
    """The places shown of so many: those around one, as many as there is room for."""
    room = min(room, count)
    start = min(max(at - room // 2, 0), count - room)
    return range(start, start + room)


def _beyond(arrows: tuple[str, str], before: int, after: int) -> list[str]:
    more = _("%(n)d more")
    said = [f"{arrows[0]} {more % {'n': before}}"] if before > 0 else []
    return said + ([f"{more % {'n': after}} {arrows[1]}"] if after > 0 else [])


def _table(names: Sequence[str], rows: Sequence[Levels], width: int, at: tuple[int, int] | None) -> list[Line]:
    weights = Column(_("weight"), [MISSING if row.weight is None else percent(row.weight) for row in rows])
    titles = [clean(row.title) for row in rows]
    longest = max(map(cells, titles))
    weighing = len(GAP) + weights.width + 1
    weigh = width - len(names) * _ROOMY - weighing >= min(longest, _FAIR_TITLE)
    beside = weighing if weigh else 0
    # A rubric's title gives way to the headings, down to what still tells it from the others.
    wanted = min(max(map(cells, names)) + 1, _FAIR_COLUMN) * len(names)
    whole = min(longest, min(max(width - beside - wanted, _GOOD_TITLE), _LONGEST_TITLE))
    column = min(max((width - whole - beside) // len(names), _NARROWEST), _WIDEST)
    title = min(longest, max(width - beside - column * len(names), 1))
    apart = 1 if column > _NARROWEST + 1 else 0
    shade = min(max(column - 2 - _FIGURE - apart, 1), _LONGEST_SHADE)
    figure = column - 2 - shade - apart

    lines: list[Line] = [[(" " * title, "muted")]]
    if weigh:
        lines[0].append((GAP + fit(weights.head, weights.width) + " ", "muted"))
    lines[0] += [(" " + fit(clean(name), column - 1), "label") for name in names]
    for i, row in enumerate(rows):
        line: Line = [(fit(titles[i], title), "label")]
        if weigh:
            line.append((GAP + weights.cell(i) + " ", "muted"))
        for j, cell in enumerate(row.cells[: len(names)]):
            here = (i, j) == at
            drawn = HEAT[cell.level - 1] if cell.level is not None else " "
            line += [
                (CURSOR if here else " ", "mark"),
                (drawn * shade, f"heat{cell.level or 0}"),
                (" " * apart + cell.figure, "mark" if here or cell.supposed else "value"),
                (fit(SUPPOSED if cell.supposed else "", figure + 1 - len(cell.figure)), "mark"),
            ]
        lines.append(line)
    return lines


def heat_legend() -> str:
    """What the shades and marks mean."""
    shades = ", ".join(f"{shade} {level}" for level, shade in enumerate(HEAT, start=1))
    return _("Levels: %(shades)s; 2–4 a range, ? not known, – not answered, * what if, × ruled out.") % {
        "shades": shades
    }
