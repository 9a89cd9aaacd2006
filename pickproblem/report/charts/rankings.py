"""Who stands where: scores with their ranges, and how often each takes each rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.language import N_, _
from pickproblem.report.charts.lines import (
    DOUBT,
    GAP,
    MARK,
    NARROWEST_BAR,
    SHARES,
    SOLID,
    Column,
    Line,
    clean,
    clip,
    divide,
    figures,
    heads,
    optional,
    own_lines,
    percent,
    room_of,
    runs,
    span,
)
from pickproblem.text import fit


class Ranked(NamedTuple):
    """One candidate of a ranking; ``score``, ``low`` and ``high`` on 0..100."""

    title: str
    rank: int
    score: float
    low: float
    high: float
    first: float | None = None
    """The share of draws (0..1) in which it comes first."""
    equal_rank: int | None = None
    gut_rank: int | None = None
    before_rank: int | None = None
    """Its rank under the weights that stood before they were changed."""


class Share(NamedTuple):
    """One candidate's shares of the first, second, … rank, on 0..1."""

    title: str
    ranks: Sequence[float]


def ranking(rows: Sequence[Ranked], width: int, *, roomy: bool | None = None) -> list[Line]:
    """One bar a candidate on a common axis of 0..100: solid to the low end, lighter to the high end, a mark between.

    Beside it score and range, and a column for each further figure that the rows hold. ``roomy``: each title on a
    line of its own above its bar; unless said, this is done where a title would be cut otherwise, and even where it
    is not wanted if two titles would look alike.
    """
    if not rows:
        return []
    ranks = Column("", [str(row.rank) for row in rows])
    columns = [
        Column(_("score"), [span(row.score, row.low, row.high) for row in rows]),
        # Translators: headings of narrow columns; the share of draws won, then ranks.
        *optional(N_("first in"), [row.first for row in rows], percent),
        *optional(N_("equal"), [row.equal_rank for row in rows], str),
        *optional(N_("gut"), [row.gut_rank for row in rows], str),
        *optional(N_("before"), [row.before_rank for row in rows], str),
    ]
    while len(columns) > 1 and width - ranks.width - 1 - room_of(columns) < NARROWEST_BAR:
        columns.pop()
    titles = [clean(row.title) for row in rows]
    room = width - ranks.width - 1 - room_of(columns)
    title_width, bar = divide(titles, room)
    if own_lines(titles, title_width, roomy):
        title_width, bar = 0, max(room, 1)
    indent = " " * (ranks.width + 1 + (title_width + len(GAP) if title_width else 0))

    lines: list[Line] = [[(indent, "muted"), (_axis(bar), "muted"), *heads(columns)]]
    for i, (row, title) in enumerate(zip(rows, titles, strict=True)):
        begin: Line = [(f"{ranks.cell(i)} ", "value")]
        if title_width:
            begin.append((fit(title, title_width) + GAP, "label"))
        else:
            lines.append([*begin, (title, "label")])
            begin = [(indent, "label")]
        lines.append([*begin, *_range_bar(row, bar), *figures(columns, i)])
    return [clip(line, width) for line in lines]


def shares(rows: Sequence[Share], width: int, *, roomy: bool | None = None) -> list[Line]:
    """How often each candidate takes each rank: a bar of as many kinds of cells as ranks, the numbers beside it.

    ``roomy``: as for `ranking`.
    """
    if not rows:
        return []
    kinds = min(max(len(row.ranks) for row in rows), len(SHARES))
    full = max(len(row.ranks) for row in rows)
    padded = [[*row.ranks, *[0.0] * (full - len(row.ranks))] for row in rows]
    table = [[*ranks[: kinds - 1], sum(ranks[kinds - 1 :])] for ranks in padded]
    more = full > kinds
    columns = [
        Column(
            f"{SHARES[k]} {k + 1}+" if more and k == kinds - 1 else f"{SHARES[k]} {k + 1}",
            [percent(entries[k]) for entries in table],
        )
        for k in range(kinds)
    ]
    titles = [clean(row.title) for row in rows]
    room = width - room_of(columns)
    title_width, bar = divide(titles, room)
    if own_lines(titles, title_width, roomy):
        title_width, bar = 0, max(room, 1)
    indent = " " * (title_width + len(GAP) if title_width else 0)
    lines: list[Line] = [[(indent, "muted"), (fit(_("rank"), bar), "muted"), *heads(columns)]]
    for i, (entries, title) in enumerate(zip(table, titles, strict=True)):
        line: Line = [(fit(title, title_width) + GAP, "label")] if title_width else []
        if not title_width:
            lines.append([(title, "label")])
        line += [(SHARES[k] * run, f"rank{k + 1}") for k, run in enumerate(_apportion(entries, bar))]
        lines.append([*line, *figures(columns, i)])
    return [clip(line, width) for line in lines]


def _range_bar(row: Ranked, width: int) -> Line:
    def place(score: float) -> int:
        return min(max(int(score / 100 * width), 0), width - 1)

    low, high = place(row.low), place(row.high)
    drawn = [SOLID if i < low else DOUBT if i <= high else " " for i in range(width)]
    drawn[place(row.score)] = MARK
    return runs(drawn)


def _axis(width: int) -> str:
    ticks = (0, 25, 50, 75, 100) if width >= 30 else (0, 50, 100) if width >= 10 else (0,)
    drawn = [" "] * width
    for tick in ticks:
        text = str(tick)
        begin = min(max(tick * width // 100 - len(text) // 2, 0), width - len(text))
        drawn[begin : begin + len(text)] = text
    return "".join(drawn)


def _apportion(entries: Sequence[float], length: int) -> list[int]:
    """Whole cells for each share, together as many as all shares make of the line (largest remainders)."""
    exact = [max(entry, 0.0) * length for entry in entries]
    given = [int(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda k: given[k] - exact[k])
    for k in order[: max(min(round(sum(exact)), length) - sum(given), 0)]:
        given[k] += 1
    return given
