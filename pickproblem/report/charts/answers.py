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
_WIDEST = 24
_LONGEST_SHADE = 10
_LEAST_TITLE = 10
_FAIR_TITLE = 18


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


def heat_columns(width: int) -> int:
    """How many candidates a table of so many cells has room for; at least one."""
    return max((width - _LEAST_TITLE) // _NARROWEST, 1)


def heat(names: Sequence[str], rows: Sequence[Levels], width: int, at: tuple[int, int] | None = None) -> list[Line]:
    """A shade and a figure for each level, the cursor before the cell ``at`` (row, column).

    ``names``: the candidates as headings, cut to their column; a level only supposed has a mark behind it.
    """
    if not rows or not names:
        return []
    weights = Column(_("weight"), [MISSING if row.weight is None else percent(row.weight) for row in rows])
    titles = [clean(row.title) for row in rows]
    longest = max(map(cells, titles))
    taken = len(names) * _NARROWEST
    weigh = width - taken - len(GAP) - weights.width >= min(longest, _FAIR_TITLE)
    beside = len(GAP) + weights.width if weigh else 0
    column = min(max((width - min(longest, _LEAST_TITLE * 3) - beside) // len(names), _NARROWEST), _WIDEST)
    title = min(longest, max(width - beside - column * len(names), 1))
    apart = 1 if column > _NARROWEST + 1 else 0
    shade = min(max(column - 2 - _FIGURE - apart, 1), _LONGEST_SHADE)
    figure = column - 2 - shade - apart

    lines: list[Line] = [[(" " * title, "muted")]]
    if weigh:
        lines[0].append((GAP + fit(weights.head, weights.width), "muted"))
    lines[0] += [(" " + fit(clean(name), column - 1), "label") for name in names]
    for i, row in enumerate(rows):
        line: Line = [(fit(titles[i], title), "label")]
        if weigh:
            line.append((GAP + weights.cell(i), "muted"))
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
    return [clip(line, width) for line in lines]


def heat_legend() -> str:
    """What the shades and marks mean."""
    shades = ", ".join(f"{shade} {level}" for level, shade in enumerate(HEAT, start=1))
    return _("Levels: %(shades)s; 2–4 a range, ? not known, – not answered, * what if, × ruled out.") % {
        "shades": shades
    }
