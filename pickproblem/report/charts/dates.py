"""What has dates: the weeks to a deadline with their boxes, and record-setting results over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pickproblem.language import N_, _
from pickproblem.report.charts.estimates import LIMIT, about, legend
from pickproblem.report.charts.lines import (
    DOUBT,
    GAP,
    MARK,
    SOLID,
    TRACK,
    Column,
    Line,
    clean,
    clip,
    divide,
    figures,
    joined,
    room_of,
    runs,
)
from pickproblem.text import fit

_HEIGHT = 9

Kind = Literal["experiments", "writing", "reserve", "review"]
_KINDS: dict[Kind, str] = {"experiments": SOLID, "writing": DOUBT, "reserve": TRACK, "review": MARK}
_NAMES: dict[Kind, str] = {
    "experiments": N_("experiments"),
    "writing": N_("writing"),
    "reserve": N_("in reserve"),
    "review": N_("review"),
}
_ROLES: dict[Kind, str] = {"experiments": "solid", "writing": "doubt", "reserve": "muted", "review": "mark"}


class Box(NamedTuple):
    """Days set aside, both ends counting."""

    title: str
    start: date
    end: date
    kind: Kind


class RecordSet(NamedTuple):
    """A result that beat all before it; ``step`` above the one before, in percent of the scale."""

    when: date
    written: str
    score: float
    step: float | None = None


def weeks(schedule: Sequence[Box], today: date, deadline: date, width: int) -> list[Line]:
    """The days from today to the deadline: a line a box with its dates, reviews as marks on one line; a legend."""
    if not schedule:
        return []
    boxes = [one for one in schedule if one.kind != "review"]
    reviews = [one for one in schedule if one.kind == "review"]
    titles = [clean(one.title) for one in [*boxes, *reviews[:1]]]
    column = Column("", [*(f"{_day(one.start)} – {_day(one.end)}" for one in boxes), ""])
    title_width, bar = divide(titles, width - room_of([column]))
    days = (deadline - today).days + 1

    def place(day: date) -> int:
        return min(max(int((day - today).days / days * bar), 0), bar - 1)

    rows: list[Line] = []
    for one in boxes:
        drawn = [" "] * bar
        begin = place(one.start)
        end = bar if one.end >= deadline else max(place(one.end + timedelta(days=1)), begin + 1)
        drawn[begin:end] = [_KINDS[one.kind]] * (end - begin)
        rows.append(runs(drawn))
    if reviews:
        drawn = [" "] * bar
        for one in reviews:
            drawn[place(one.start)] = MARK
        for one in reviews:
            _label(drawn, place(one.start), _day(one.start))
        rows.append(joined([(mark, "mark" if mark == MARK else "muted") for mark in drawn]))
    lines: list[Line] = [[(" " * (title_width + len(GAP)), "muted"), (_ends(today, deadline, bar), "muted")]]
    for i, (title, row) in enumerate(zip(titles, rows, strict=True)):
        lines.append([(fit(title, title_width) + GAP, "label"), *row, *figures([column], i, "muted")])
    named = {
        "experiments": _("experiments"),
        "writing": _("writing"),
        "reserve": _("in reserve"),
        "review": _("review"),
    }
    entries = [
        (f"{mark} {named[kind]}", _ROLES[kind])
        for kind, mark in _KINDS.items()
        if any(one.kind == kind for one in schedule)
    ]
    return [clip(line, width) for line in [*lines, *legend(entries, width)]]


def _day(day: date) -> str:
    return f"{day.month:02d}-{day.day:02d}"


def _ends(first: date, last: date, width: int) -> str:
    begin, end = first.isoformat(), last.isoformat()
    if width < len(begin) + len(end) + 1:
        return end.rjust(width) if width >= len(end) else " " * width
    return begin + end.rjust(width - len(begin))


def records(points: Sequence[RecordSet], width: int, *, lower_is_better: bool = False) -> list[Line]:
    """Record-setting results over time: each a mark, with the step to it beside it where there is room.

    Steps are labelled from the latest on, since it is the last ones that count.
    """
    if not points:
        return []
    lowest, highest = min(one.score for one in points), max(one.score for one in points)
    height = _HEIGHT if lowest < highest else 1
    scores = [lowest + (highest - lowest) * row / max(height - 1, 1) for row in range(height)]
    axis = ["" if row % 4 else _score(scores[row], highest - lowest) for row in range(height)]
    axis_width = max(map(len, axis))
    bar = max(width - axis_width - 2, 1)
    first, last = points[0].when, points[-1].when
    days = max((last - first).days, 1)

    def column(one: RecordSet) -> int:
        return min((one.when - first).days * (bar - 1) // days, bar - 1)

    def row(one: RecordSet) -> int:
        if lowest == highest:
            return 0
        return round((one.score - lowest) / (highest - lowest) * (height - 1))

    drawn = [[" "] * bar for _row in range(height)]
    for one, after in zip(points, [*points[1:], points[-1]], strict=True):
        for i in range(column(one), column(after)):
            drawn[row(one)][i] = "·"
    for one in points:
        drawn[row(one)][column(one)] = MARK
    sign = "−" if lower_is_better else "+"
    for one in reversed(points):
        if one.step is not None:
            _label(drawn[row(one)], column(one), f"{sign}{about(one.step)}")
    lines: list[Line] = []
    for at in reversed(range(height)):
        plot: Line = [(mark, "mark" if mark == MARK else "muted") for mark in drawn[at]]
        lines.append([(f"{axis[at]:>{axis_width}} {LIMIT}", "muted"), *joined(plot)])
    foot = points[-1].written.rjust(bar - len(points[0].written)) if len(points) > 1 else ""
    if bar <= len(points[0].written) + len(points[-1].written):
        foot = ""
    lines.append([(" " * (axis_width + 2) + points[0].written + foot, "muted")])
    return [clip(line, width) for line in lines]


def _score(value: float, across: float) -> str:
    """A score with as many digits as tell the ends of the axis apart."""
    digits = 0 if across <= 0 else min(max(1 - math.floor(math.log10(across)), 0), 6)
    return f"{value:.{digits}f}" if across else f"{value:g}"


def _label(drawn: list[str], at: int, text: str) -> None:
    """Write the text beside a mark, right of it or else left, where it touches no other mark or label."""
    for begin, end in ((at + 1, at + 1 + len(text)), (at - len(text), at)):
        beyond = range(begin, end + 1) if begin > at else range(begin - 1, end)
        inside = begin >= 0 and end <= len(drawn)
        if inside and all(drawn[i] in " ·" for i in beyond if 0 <= i < len(drawn)):
            drawn[begin:end] = text
            return
