"""Where time went, stretch by stretch, and how often what was said with a chance came true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.report.charts.lines import (
    GAP,
    LEAST_BAR,
    MARK,
    SHARES,
    Column,
    Line,
    clean,
    clip,
    divide,
    figures,
    heads,
    joined,
    length,
    percent,
    room_of,
)
from pickproblem.text import fit

KIND_MARKS = {
    "delivered": (SHARES[0], "rank1"),
    "dead-end": (SHARES[1], "rank2"),
    "left-for-newer": (SHARES[2], "rank3"),
    "outside-cause": (SHARES[3], "rank4"),
    "side": (SHARES[4], "rank5"),
    "active": ("›", "mark"),
}
"""What stands for each kind of time in both pictures, and its role."""

SAID = "│"


class Spent(NamedTuple):
    """Hours of one kind, and its share on 0..1 where it has one."""

    kind: str
    title: str
    hours: float
    share: float | None = None


class Stretch(NamedTuple):
    """Days of one kind, both ends counting."""

    kind: str
    first: date
    last: date


class Lane(NamedTuple):
    """All stretches of one candidate, and their hours in the window."""

    title: str
    stretches: Sequence[Stretch]
    hours: float


class Bin(NamedTuple):
    """Forecasts whose chances lie from ``low`` up to ``high``, on 0..1."""

    low: float
    high: float
    forecasts: int
    said: float | None = None
    """The mean of the chances; None where there is no forecast."""
    happened: float | None = None
    """The share of them that came true."""


def written_hours(hours: float) -> str:
    """Whole hours; ``<1`` where rounding would claim none."""
    return "<1" if 0 < hours < 0.5 else f"{hours:,.0f}"


def time_spent(rows: Sequence[Spent], width: int) -> list[Line]:
    """The kinds that have a share as one bar of the whole width, then a line a kind: its bar, hours and share."""
    if not rows:
        return []
    columns = [Column(_("hours"), [written_hours(row.hours) for row in rows])]
    shared = any(row.share is not None for row in rows)
    if shared:
        columns.append(Column(_("share"), ["" if row.share is None else percent(row.share) for row in rows]))
    titles = [clean(row.title) for row in rows]
    title_width, bar = divide(titles, width - room_of(columns) - 2)
    largest = max(row.hours for row in rows) or 1.0
    lines: list[Line] = [list(_stacked(rows, width))] if shared else []
    lines.append([(" " * (2 + title_width + len(GAP) + bar), "muted"), *heads(columns)])
    for i, (row, title) in enumerate(zip(rows, titles, strict=True)):
        mark, role = KIND_MARKS[row.kind]
        filled = max(length(row.hours / largest, bar), row.hours > 0)
        lines.append(
            [
                (f"{mark} ", role),
                (fit(title, title_width) + GAP, "label"),
                (mark * filled + " " * (bar - filled), role),
                *figures(columns, i),
            ]
        )
    return [clip(line, width) for line in lines]


def _stacked(rows: Sequence[Spent], width: int) -> Iterator[tuple[str, str]]:
    begun, total = 0, 0.0
    for row in rows:
        if row.share is not None:
            total += row.share
            end = length(total, width)
            mark, role = KIND_MARKS[row.kind]
            yield mark * (end - begun), role
            begun = end


def timeline(lanes: Sequence[Lane], first: date, last: date, width: int) -> list[Line]:
    """A line a candidate from ``first`` to ``last``, a kind of cell for how each stretch ended, hours at the end.

    A stretch takes one cell at least; months are named where there is room.
    """
    if not lanes:
        return []
    columns = [Column(_("hours"), [written_hours(lane.hours) for lane in lanes])]
    titles = [clean(lane.title) for lane in lanes]
    title_width, bar = divide(titles, width - room_of(columns), least_bar=3 * LEAST_BAR)
    lines: list[Line] = [[(" " * (title_width + len(GAP)) + months(first, last, bar), "muted"), *heads(columns)]]
    for i, (lane, title) in enumerate(zip(lanes, titles, strict=True)):
        drawn = [" "] * bar
        kinds = ["muted"] * bar
        for stretch in lane.stretches:
            begin = place(max(stretch.first, first), first, last, bar)
            end = place(min(stretch.last, last), first, last, bar)
            for at in range(begin, end + 1):
                drawn[at], kinds[at] = KIND_MARKS[stretch.kind]
        line: Line = [(fit(title, title_width) + GAP, "label")]
        line += [(drawn[at], kinds[at]) for at in range(bar)]
        lines.append([*joined(line), *figures(columns, i)])
    return [clip(line, width) for line in lines]


def place(day: date, first: date, last: date, width: int) -> int:
    """Which of ``width`` cells from the first day to the last a day stands in."""
    days = (last - first).days + 1
    return min(max((day - first).days * width // days, 0), width - 1)


def months(first: date, last: date, width: int) -> str:
    """The months between two days, each named where it begins as far as there is room."""
    drawn = [" "] * width
    free = 0
    day: date | None = first.replace(day=1)
    while day is not None and day <= last:
        begin = place(day, first, last, width) if day >= first else 0
        text = f"{day:%Y-%m}" if day.month == 1 or not free else f"{day:%m}"
        if begin >= free and begin + len(text) <= width and (day >= first or _days_left(day, first) > 7):
            drawn[begin : begin + len(text)] = text
            free = begin + len(text) + 1
        day = _next_month(day)
    return "".join(drawn)


def _days_left(month: date, first: date) -> int:
    following = _next_month(month)
    return (following - first).days if following else 31


def _next_month(day: date) -> date | None:
    if (day.year, day.month) == (date.max.year, 12):
        return None
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def calibration(bins: Sequence[Bin], width: int) -> list[Line]:
    """A line a bin on an axis of 0 to 100 percent: a mark where it came true that often, a stroke where it was said.

    The nearer the two, the better calibrated; they are one mark where they meet. Bins without a forecast are told.
    """
    if not bins:
        return []
    titles = [f"{round(100 * one.low)}–{round(100 * one.high)}%" for one in bins]
    columns = [
        Column(_("forecasts"), [str(one.forecasts) for one in bins]),
        # Translators: headings over percentages: the mean chance that was said, and the share that came true.
        Column(_("said"), ["–" if one.said is None else percent(one.said) for one in bins]),
        Column(_("came true"), ["–" if one.happened is None else percent(one.happened) for one in bins]),
    ]
    title_width, bar = divide(titles, width - room_of(columns))
    lines: list[Line] = [[(" " * (title_width + len(GAP)) + _percents(bar), "muted"), *heads(columns)]]
    for i, (one, title) in enumerate(zip(bins, titles, strict=True)):
        drawn = [("·", "muted")] * bar
        for share, mark in ((one.said, (SAID, "value")), (one.happened, (MARK, "mark"))):
            if share is not None:
                drawn[min(length(share, bar), bar - 1)] = mark
        lines.append([*joined([(fit(title, title_width) + GAP, "label"), *drawn]), *figures(columns, i)])
    return [clip(line, width) for line in lines]


def _percents(width: int) -> str:
    drawn = [" "] * width
    for tick in (0, 50, 100) if width >= LEAST_BAR else (0,):
        text = f"{tick}%"
        begin = min(max(tick * width // 100 - len(text) // 2, 0), max(width - len(text), 0))
        drawn[begin : begin + len(text)] = text
    return "".join(drawn)[:width]
