"""What an experiment takes: the runs that fit beside those wanted, memory by its parts beside the card."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.language import _
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

_THOUSANDS = ("", "k", "M", "G", "T", "P", "E")
_LARGEST_PLAIN = 1e7
_SMALLEST_PLAIN = 1e-3


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
        text = f"{10.0**power:,g}" if power < 4 else f"{10 ** (power % 3)}{_THOUSANDS[power // 3]}"
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
    return [clip(line, width) for line in [*lines, *legend(entries, width)]]


def _fill(i: int) -> str:
    return PARTS[min(i, len(PARTS) - 1)]


def _role(i: int) -> str:
    return f"rank{min(i + 1, 5)}"


def legend(entries: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """What each mark means, with its role, in as many lines as it takes."""
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
