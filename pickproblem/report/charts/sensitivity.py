"""What would move the ranking: a tornado of weights, what is worth finding out, and where each stands what if."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.report.charts.lines import (
    DOUBT,
    GAP,
    MARK,
    NARROWEST_BAR,
    SOLID,
    Column,
    Line,
    clean,
    clip,
    divide,
    figures,
    heads,
    length,
    own_lines,
    percent,
    points,
    room_of,
    runs,
)
from pickproblem.text import cells, fit

ZERO, KEPT, CURSOR = "│", "○", "▸"
_FAIR_BAR = 18
_READABLE = 14
"""Cells of a title that say which one it is."""


class Lever(NamedTuple):
    """A rubric's weight on 0..1, and the lead in points with none of it, as it is, and with twice as much."""

    title: str
    weight: float
    nothing: float
    now: float
    double: float
    tie: float | None = None
    """The weight on 0..1 at which the two are level."""


class Question(NamedTuple):
    """A cell worth knowing; points of 0..100."""

    title: str
    gain: float
    """How much better the choice is expected to be once it is known."""
    spread: float
    """How far the score may move with it."""


class Moved(NamedTuple):
    """A candidate's place what if, and the one it has as things are; scores on 0..100, shares on 0..1."""

    title: str
    rank: int
    score: float
    kept_rank: int
    kept_score: float
    first: float | None = None
    kept_first: float | None = None


def signed(points: float) -> str:
    """A lead in whole points: ``+7``, ``−3``, ``0``."""
    whole = round(points)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


def tornado(rows: Sequence[Lever], width: int, at: int | None = None) -> list[Line]:
    """A bar a rubric: how far the lead goes as the weight goes from nothing (light) to double (solid).

    All bars lie on one axis of points with a line where the two are level; a mark stands where the lead is now, and
    the cursor before the row ``at``.
    """
    if not rows:
        return []
    columns = [
        Column(_("weight"), [percent(row.weight) for row in rows]),
        # Translators: headings over leads: without any weight, with twice the weight; then the weight at a tie.
        Column(_("if none"), [signed(row.nothing) for row in rows]),
        Column(_("doubled"), [signed(row.double) for row in rows]),
        Column(_("tie at"), ["–" if row.tie is None else percent(row.tie) for row in rows]),
    ]
    gutter = 0 if at is None else 2
    titles = [clean(row.title) for row in rows]
    longest = max(map(cells, titles))
    if width - gutter - room_of(columns) - len(GAP) - _FAIR_BAR < min(longest, _READABLE):
        del columns[1:3]  # the ends of the bars show them
    while len(columns) > 1 and width - gutter - room_of(columns) < NARROWEST_BAR * 2:
        columns.pop()
    room = width - gutter - room_of(columns) - len(GAP)
    title_width = max(min(longest, max(room - _FAIR_BAR, room * 45 // 100)), 1)
    bar = max(room - title_width, 1)
    leads = [lead for row in rows for lead in (row.nothing, row.now, row.double)]
    low, high = min(*leads, 0.0), max(*leads, 0.0)
    axis = fit(_axis(low, high, bar), bar)
    lines: list[Line] = [[(" " * (gutter + title_width) + GAP + axis, "muted"), *heads(columns)]]
    for i, row in enumerate(rows):
        begin: Line = [] if at is None else [(f"{CURSOR} " if i == at else "  ", "mark")]
        begin.append((fit(titles[i], title_width) + GAP, "mark" if i == at else "label"))
        lines.append([*begin, *_swing(row, low, high, bar), *figures(columns, i)])
    return [clip(line, width) for line in lines]


def _place(lead: float, low: float, high: float, bar: int) -> int:
    return round((lead - low) / (high - low) * (bar - 1)) if high > low else (bar - 1) // 2


def _swing(row: Lever, low: float, high: float, bar: int) -> Line:
    nothing, now, double = (_place(lead, low, high, bar) for lead in (row.nothing, row.now, row.double))
    drawn = [" "] * bar
    for ends, fill in (((nothing, now), DOUBT), ((now, double), SOLID)):
        for place in range(min(ends), max(ends) + 1):
            drawn[place] = fill
    drawn[_place(0.0, low, high, bar)] = ZERO
    drawn[now] = MARK
    return runs(drawn)


def _axis(low: float, high: float, bar: int) -> str:
    """The ends and the zero, each where it belongs; the zero wins where there is no room for all."""
    drawn = [" "] * bar
    taken: set[int] = set()
    for lead in (0.0, low, high):
        text = signed(lead)
        begin = min(max(_place(lead, low, high, bar) - len(text) // 2, 0), max(bar - len(text), 0))
        span = range(begin, min(begin + len(text), bar))
        if not taken & {*span, begin - 1, begin + len(text)}:
            drawn[span.start : span.stop] = text[: len(span)]
            taken |= set(span)
    return "".join(drawn)


def questions(rows: Sequence[Question], width: int, at: int | None = None) -> list[Line]:
    """A bar a question: solid for what knowing it is worth, light for how far the score may move with it."""
    if not rows:
        return []
    columns = [
        # Translators: headings over points: the expected gain of knowing an answer, the spread it leaves in a score.
        Column(SOLID + " " + _("gain"), [points(row.gain) for row in rows]),
        Column(DOUBT + " " + _("spread"), [_spread(row.spread) for row in rows]),
    ]
    gutter = 0 if at is None else 2
    titles = [clean(row.title) for row in rows]
    room = width - gutter - room_of(columns) - len(GAP)
    title_width = max(min(max(map(cells, titles)), room - NARROWEST_BAR), 1)
    bar = max(min(room - title_width, 40), 1)
    most = max(max(row.gain, row.spread) for row in rows) or 1.0
    lines: list[Line] = [[(" " * (gutter + title_width + len(GAP) + bar), "muted"), *heads(columns)]]
    for i, row in enumerate(rows):
        begin: Line = [] if at is None else [(f"{CURSOR} " if i == at else "  ", "mark")]
        begin.append((fit(titles[i], title_width) + GAP, "mark" if i == at else "label"))
        gain = length(row.gain / most, bar)
        if row.gain > 0:
            gain = max(gain, 1)
        spread = max(length(row.spread / most, bar) - gain, 0)
        drawn = SOLID * gain + DOUBT * spread
        lines.append([*begin, *runs(drawn + " " * (bar - len(drawn))), *figures(columns, i)])
    return [clip(line, width) for line in lines]


def _spread(value: float) -> str:
    text = points(value)
    return f"±{text}" if text.isdigit() and value else text


def moved(rows: Sequence[Moved], width: int) -> list[Line]:
    """A bar a candidate up to its score what if, and a ring where it is as things are; both figures beside it.

    Titles that would look alike beside their bars stand above them.
    """
    if not rows:
        return []
    ranks = Column("", [str(row.rank) for row in rows])
    columns = [
        Column(_("score"), [_from_to(str(round(row.kept_score)), str(round(row.score))) for row in rows]),
        Column(_("first in"), [_first(row) for row in rows]),
        Column(_("rank was"), [str(row.kept_rank) for row in rows]),
    ]
    room = width - ranks.width - 1
    while len(columns) > 1 and room - room_of(columns) < NARROWEST_BAR * 2:
        columns.pop()
    titles = [clean(row.title) for row in rows]
    title_width, bar = divide(titles, room - room_of(columns))
    beside = title_width + len(GAP)
    if alike := own_lines(titles, title_width, False):
        beside, bar = 0, max(room - room_of(columns), 1)
    indent = " " * (ranks.width + 1 + beside + bar)
    lines: list[Line] = [[(indent, "muted"), *heads(columns)]]
    for i, row in enumerate(rows):
        drawn = [SOLID if place < length(row.score / 100, bar) else " " for place in range(bar)]
        drawn[min(length(row.kept_score / 100, bar), bar - 1)] = KEPT
        drawn[min(length(row.score / 100, bar), bar - 1)] = MARK
        begin: Line = [
            (f"{ranks.cell(i)} ", "value"),
            (titles[i] if alike else fit(titles[i], title_width) + GAP, "label"),
        ]
        if alike:
            lines.append(begin)
            begin = [(" " * (ranks.width + 1), "muted")]
        lines.append([*begin, *runs(drawn), *figures(columns, i)])
    return [clip(line, width) for line in lines]


def _first(row: Moved) -> str:
    if row.first is None:
        return "…"
    return _from_to("–" if row.kept_first is None else percent(row.kept_first), percent(row.first))


def _from_to(kept: str, now: str) -> str:
    return now if kept == now else f"{kept} → {now}"
