"""What was estimated from facts: runs that fit, memory by parts, the weeks to a deadline, a leaderboard's records."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pickproblem.language import N_, _
from pickproblem.report.charts.lines import (
    DOUBT,
    GAP,
    MARK,
    SHARES,
    SOLID,
    TRACK,
    Column,
    Line,
    clean,
    clip,
    divide,
    figures,
    heads,
    room_of,
    runs,
)
from pickproblem.text import cells, fit

LIMIT = "│"
PARTS = (*SHARES, "+")
"""What fills each part of a bar of memory; the last stands for all parts from there on."""

_PLOT_HEIGHT = 9
_LARGEST_PLAIN = 1e7
_SMALLEST_PLAIN = 1e-3

Kind = Literal["experiments", "writing", "reserve", "review"]
_KINDS: dict[Kind, str] = {"experiments": SOLID, "writing": DOUBT, "reserve": TRACK, "review": MARK}
_NAMES: dict[Kind, str] = {
    "experiments": N_("experiments"),
    "writing": N_("writing"),
    "reserve": N_("in reserve"),
    "review": N_("review"),
}
_ROLES: dict[Kind, str] = {"experiments": "solid", "writing": "doubt", "reserve": "muted", "review": "mark"}


class RunsThatFit(NamedTuple):
    """How many full runs fit: the pessimistic tenth, the median, the optimistic tenth; and how many are wanted."""

    low: float
    median: float
    high: float
    wanted: float
    repeats: float = 2.0
    """How often each is run before it counts."""


class MemoryPart(NamedTuple):
    """A part of what one GPU must hold, in GB."""

    title: str
    gb: float


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


def about(value: float) -> str:
    """A figure in two digits, which is as much as an estimate knows: ``5.4``, ``73``, ``1,500``."""
    size = abs(value)
    if size == 0:
        return "0"
    if size < _SMALLEST_PLAIN:
        return f"<{_SMALLEST_PLAIN:g}"
    if not size < _LARGEST_PLAIN:
        return f"{value:.1e}" if math.isfinite(value) else "–"
    rounded = float(f"{value:.1e}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10 else f"{rounded:g}"


def runs_that_fit(fitting: RunsThatFit, width: int) -> list[Line]:
    """The runs that fit as a range with its median, above the runs wanted; an axis of powers of ten.

    A line through the range stands where the runs wanted end.
    """
    needed = fitting.wanted * fitting.repeats
    titles = [_("that fit"), _("wanted")]
    words = {"runs": about(fitting.wanted), "times": about(fitting.repeats), "all": about(needed)}
    column = Column(
        _("runs"),
        [
            _("%(median)s, %(low)s–%(high)s")
            % {"median": about(fitting.median), "low": about(fitting.low), "high": about(fitting.high)},
            words["runs"] if fitting.repeats == 1 else _("%(runs)s × %(times)s = %(all)s") % words,
        ],
    )
    title_width, bar = divide(titles, width - room_of([column]))
    least, most = _decades([fitting.low, fitting.median, fitting.high, needed])

    def place(value: float) -> int:
        share = 0.0 if value <= 0 else (math.log10(value) - least) / (most - least)
        return min(max(int(share * bar), 0), bar - 1)

    drawn = [" "] * bar
    for i in range(place(fitting.low), place(fitting.high) + 1):
        drawn[i] = DOUBT
    drawn[place(needed)] = LIMIT
    drawn[place(fitting.median)] = MARK
    wanted = [SOLID if i <= place(needed) else " " for i in range(bar)]
    lines: list[Line] = [
        [(" " * (title_width + len(GAP)), "muted"), (_decade_axis(least, most, bar), "muted"), *heads([column])]
    ]
    for i, (title, cells_of_bar) in enumerate(zip(titles, (drawn, wanted), strict=True)):
        lines.append([(fit(title, title_width) + GAP, "label"), *runs(cells_of_bar), *figures([column], i)])
    return [clip(line, width) for line in lines]


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten that hold the values; those of almost nothing are left to the end of the axis."""
    positive = [value for value in values if value > 0 and math.isfinite(value)]
    least = max(math.floor(math.log10(min(positive, default=1.0)) - 0.1), -2)
    most = min(math.ceil(math.log10(max(positive, default=1.0))), least + 9)
    return least, max(most, least + 1)


def _decade_axis(least: int, most: int, width: int) -> str:
    drawn = [" "] * width
    free = 0
    for power in range(least, most + 1):
        text = f"{10.0**power:,g}" if power < 4 else f"1e{power}"
        begin = round((power - least) / (most - least) * (width - 1)) - len(text) // 2
        begin = min(max(begin, 0), width - len(text))
        if begin >= free:
            drawn[begin : begin + len(text)] = text
            free = begin + len(text) + 1
    return "".join(drawn[:width])


def memory(parts: Sequence[MemoryPart], usable_gb: float, card_gb: float, width: int) -> list[Line]:
    """What one GPU must hold as a bar of its parts, above the card: solid track up to what is usable; a legend."""
    if not parts:
        return []
    need = sum(part.gb for part in parts)
    titles = [_("needed"), _("the card")]
    gigabytes = _("%(gb)s GB")
    column = Column(
        "",
        [
            gigabytes % {"gb": about(need)},
            _("%(usable)s of %(card)s GB") % {"usable": about(usable_gb), "card": f"{card_gb:g}"},
        ],
    )
    title_width, bar = divide(titles, width - room_of([column]))
    end = max(need, card_gb) or 1.0

    def place(gb: float) -> int:
        return min(max(round(gb / end * bar), 0), bar)

    drawn: Line = []
    filled, sum_so_far = 0, 0.0
    for i, part in enumerate(parts):
        sum_so_far += part.gb
        drawn.append((_fill(i) * (place(sum_so_far) - filled), _role(i)))
        filled = place(sum_so_far)
    limit, whole = place(usable_gb), place(card_gb)
    track = TRACK * max(limit - 1, 0) + LIMIT + "·" * (whole - max(limit, 1))
    lines = [
        [
            (fit(titles[0], title_width) + GAP, "label"),
            *drawn,
            (" " * (bar - filled), "muted"),
            *figures([column], 0),
        ],
        [(fit(titles[1], title_width) + GAP, "label"), (fit(track, bar), "muted"), *figures([column], 1)],
    ]
    entries = [
        (f"{_fill(i)} {clean(part.title)} {gigabytes % {'gb': about(part.gb)}}", _role(i))
        for i, part in enumerate(parts)
    ]
    return [clip(line, width) for line in [*lines, *_legend(entries, width)]]


def _fill(i: int) -> str:
    return PARTS[min(i, len(PARTS) - 1)]


def _role(i: int) -> str:
    return f"rank{min(i + 1, 5)}"


def _legend(entries: Sequence[tuple[str, str]], width: int) -> list[Line]:
    lines: list[Line] = [[]]
    taken = 0
    for text, role in entries:
        gap = len(GAP) if lines[-1] else 0
        if lines[-1] and taken + gap + cells(text) > width:
            lines.append([])
            taken = gap = 0
        lines[-1].append((" " * gap + text, role))
        taken += gap + cells(text)
    return lines


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
        rows.append(_joined([(mark, "mark" if mark == MARK else "muted") for mark in drawn]))
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
    return [clip(line, width) for line in [*lines, *_legend(entries, width)]]


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
    height = _PLOT_HEIGHT if lowest < highest else 1
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
        lines.append([(f"{axis[at]:>{axis_width}} {LIMIT}", "muted"), *_joined(plot)])
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


def _joined(line: Line) -> Line:
    joined: Line = []
    for text, role in line:
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + text, role)
        else:
            joined.append((text, role))
    return joined
