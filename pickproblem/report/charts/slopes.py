"""Old against new: a line from what was to what is, for each candidate or answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.report.charts.lines import GAP, LEAST_BAR, Line, clean, clip, right
from pickproblem.text import cells, fit

_LEAST_ROWS = 7
_MOST_FIELD = 40
_STUB = 6
_LEVEL = 0.5  # figures that differ by less are told by the same whole number, as a rule
_BENT = 4.0  # what drawing such a pair as a step costs, in rows that others are moved
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_DRAWN = {
    0: " ",
    _LEFT: "─",
    _RIGHT: "─",
    _LEFT | _RIGHT: "─",
    _UP | _DOWN: "│",
    _LEFT | _DOWN: "╮",
    _LEFT | _UP: "╯",
    _RIGHT | _DOWN: "╭",
    _RIGHT | _UP: "╰",
}
_CROSSING = "┼"


class Slope(NamedTuple):
    """A title with its figure then and now, on one scale; None where there was none."""

    title: str
    then: float | None
    now: float | None


def slope(rows: Sequence[Slope], width: int, *, heads: tuple[str, str] | None = None) -> list[Line]:
    """A line for each row from its figure then, at the left, to its figure now, at the right; the higher the more.

    Figures are shown in whole numbers, all heights to one scale as far as rows of text allow: no two lines share a
    row on one side, so that close figures stand a row apart. ``heads``: what stands above the two sides. Where there
    is no room for lines, each row is told in figures.
    """
    shown = [row for row in rows if row.then is not None or row.now is not None]
    if not shown:
        return []
    then, now = heads or (_("then"), _("now"))
    figure = max(len(_figure(value)) for row in shown for value in (row.then, row.now))
    moving = sum(row.then is not None and row.now is not None for row in shown)
    least = max(LEAST_BAR, moving + 2)
    room = (width - least) // 2 - figure - 1 - len(GAP)
    if room < 4:
        return [clip(line, width) for line in _in_figures(shown, width)]
    title = min(max(max(cells(clean(row.title)) for row in shown), cells(clean(then)), cells(clean(now))), room)
    field = min(width - 2 * (title + 1 + figure + len(GAP)), _MOST_FIELD)
    one_ended = len(shown) - moving
    height = max(2 * len(shown) + 1, _LEAST_ROWS) + 2 * one_ended
    left, last = _heights(shown, height, one_ended)
    side = title + 1 + figure
    begin = {row: _label(shown[i], shown[i].then, title, figure, at_left=True) for i, row in left.items()}
    end = {row: _label(shown[i], shown[i].now, title, figure, at_left=False) for i, row in last.items()}
    head = right(fit(clean(then), side).rstrip(), side)
    lines: list[Line] = [[(head + GAP + " " * field + GAP + clean(now), "muted")]]
    drawn = _field(shown, left, last, height, field)
    used = {*left.values(), *last.values()}
    for y in range(min(used), max(used) + 1):
        at_left = begin.get(y, [(" " * side, "label")])
        lines.append([*at_left, (GAP, "muted"), *drawn[y], (GAP, "muted"), *end.get(y, [])])
    return [clip(line, width) for line in lines]


def _figure(value: float | None) -> str:
    return "–" if value is None else str(round(value))


def _label(row: Slope, value: float | None, title: int, figure: int, *, at_left: bool) -> Line:
    number = (right(_figure(value), figure), "value")
    text = fit(clean(row.title), title)
    if at_left:
        return [(right(text.rstrip(), title) + " ", "label"), number]
    return [number, (" " + text.rstrip(), "label")]


def _in_figures(rows: Sequence[Slope], width: int) -> list[Line]:
    figures = [f"{_figure(row.then)} → {_figure(row.now)}" for row in rows]
    column = max(map(cells, figures))
    title = min(max(cells(clean(row.title)) for row in rows), max(width - column - len(GAP), 1))
    return [
        [(fit(clean(row.title), title) + GAP, "label"), (right(figure, column), "value")]
        for row, figure in zip(rows, figures, strict=True)
    ]


def _heights(rows: Sequence[Slope], height: int, margin: int) -> tuple[dict[int, int], dict[int, int]]:
    """The line of text each row stands at, counted from the top, then and now; best not in the margins."""
    values = [value for row in rows for value in (row.then, row.now) if value is not None]
    high, low = max(values), min(values)

    def ideal(value: float) -> float:
        share = (high - value) / (high - low) if high > low else 0.5
        return margin + share * (height - 1 - 2 * margin)

    then = {i: row.then for i, row in enumerate(rows) if row.then is not None}
    now = {i: row.now for i, row in enumerate(rows) if row.now is not None}
    level = {i for i, value in then.items() if i in now and abs(now[i] - value) < _LEVEL}
    left = _placed({i: ideal(value) for i, value in then.items()}, height, {}, set())
    return left, _placed({i: ideal(value) for i, value in now.items()}, height, left, level)


def _placed(ideal: dict[int, float], height: int, begun: dict[int, int], level: set[int]) -> dict[int, int]:
    """Rows in the order of ``ideal``, no two alike, as near to it as can be.

    Never where another has ``begun``, since a line that ends where another begins would run into it; and where it
    has begun itself, what is ``level``, as long as that moves no other by more than a few rows.
    """
    order = sorted(ideal, key=lambda i: (ideal[i], begun.get(i, 0), i))
    taken = set(begun.values())
    best: list[list[tuple[float, int]]] = []  # for each in order and row: the least cost to there, and the row before
    for n, i in enumerate(order):
        line = []
        least, at = (0.0, -1) if n == 0 else (float("inf"), -1)
        for row in range(height):
            if n and row and best[n - 1][row - 1][0] < least:
                least, at = best[n - 1][row - 1][0], row - 1
            free = row not in taken or begun.get(i) == row
            cost = abs(row - ideal[i]) + (_BENT if i in level and row != begun[i] else 0.0)
            line.append((least + cost if free else float("inf"), at))
        best.append(line)
    placed: dict[int, int] = {}
    row = min(range(height), key=lambda row: best[-1][row][0]) if order else 0
    for n in range(len(order) - 1, -1, -1):
        placed[order[n]] = row
        row = best[n][row][1]
    return placed


def _field(rows: Sequence[Slope], left: dict[int, int], last: dict[int, int], height: int, width: int) -> list[Line]:
    """The lines between the two sides, turning each in a column of its own."""
    strokes = [[0] * width for _row in range(height)]
    roles = [["muted"] * width for _row in range(height)]

    def stroke(row: int, columns: Collection[int], what: int, role: str) -> None:
        for column in columns:
            strokes[row][column] |= what
            roles[row][column] = role

    # Of those that fall the lowest turns first, of those that rise the highest: then they cross only if they must.
    falling = sorted((i for i in left if i in last and last[i] > left[i]), key=lambda i: -left[i])
    rising = sorted((i for i in left if i in last and last[i] < left[i]), key=lambda i: left[i])
    turning = [*falling, *rising]
    turns = {i: round((n + 1) * (width - 1) / (len(turning) + 1)) for n, i in enumerate(turning)}
    for i in range(len(rows)):
        if i not in last:
            stroke(left[i], range(min(_STUB, width)), _LEFT | _RIGHT, "muted")
        elif i not in left:
            stroke(last[i], range(max(width - _STUB, 0), width), _LEFT | _RIGHT, "muted")
        elif i not in turns:
            stroke(left[i], range(width), _LEFT | _RIGHT, "muted")
        else:
            down = last[i] > left[i]
            role = "bad" if down else "good"
            stroke(left[i], range(turns[i]), _LEFT | _RIGHT, role)
            stroke(last[i], range(turns[i] + 1, width), _LEFT | _RIGHT, role)
            stroke(left[i], [turns[i]], _LEFT | (_DOWN if down else _UP), role)
            stroke(last[i], [turns[i]], _RIGHT | (_UP if down else _DOWN), role)
            for row in range(min(left[i], last[i]) + 1, max(left[i], last[i])):
                stroke(row, [turns[i]], _UP | _DOWN, role)
    return [
        [
            ("".join(_DRAWN.get(what, _CROSSING) for what, _role in run), role)
            for role, group in groupby(zip(strokes[y], roles[y], strict=True), key=lambda cell: cell[1])
            for run in [list(group)]
        ]
        for y in range(height)
    ]
