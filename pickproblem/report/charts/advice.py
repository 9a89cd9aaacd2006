"""The advice on a newer idea as tables: each condition with its figures, the answers of three columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.report.charts.lines import (
    GAP,
    SOLID,
    TRACK,
    Column,
    Line,
    clean,
    clip,
    divide,
    heads,
    length,
    room_of,
)
from pickproblem.text import cells, fit, wrap

HOLDS, FAILS = "✓", "×"

_LEAST_WORDS = 20


class Held(NamedTuple):
    """One condition: whether it holds, what it is about, its figure, what is asked, what the bound rests on."""

    holds: bool
    words: str
    figure: str
    bound: str
    basis: str
    missing: str = ""
    """What is missing for it, if anything is."""


class Beside(NamedTuple):
    """One line of the three columns: a rubric, or a score."""

    title: str
    now: str
    first_day: str
    newer: str


class Scored(NamedTuple):
    """One bar: whose score it is, and when; on 0..100."""

    title: str
    score: float


def scores(rows: Sequence[Scored], width: int) -> list[Line]:
    """A bar on 0..100 for each, with its figure."""
    if not rows:
        return []
    column = Column("", [str(round(row.score)) for row in rows])
    titles = [clean(row.title) for row in rows]
    title, bar = divide(titles, width - room_of([column]))
    return [
        clip(
            [
                (fit(titles[i], title), "label"),
                (GAP + SOLID * (filled := length(row.score / 100, bar)), "solid"),
                (TRACK * (bar - filled), "muted"),
                (GAP + column.cell(i), "value"),
            ],
            width,
        )
        for i, row in enumerate(rows)
    ]


def conditions(rows: Sequence[Held], width: int) -> list[Line]:
    """A line for each condition, its mark first; what is missing on a line of its own below it.

    Columns give way to the words, the last first, where there is little room.
    """
    if not rows:
        return []
    columns = [
        Column(_("is"), [row.figure for row in rows]),
        Column(_("asked"), [row.bound for row in rows]),
        Column(_("rests on"), [row.basis for row in rows]),
    ]
    indent = len(HOLDS) + 1
    while len(columns) > 2 and width - indent - room_of(columns) < _LEAST_WORDS:
        columns.pop()
    room = max(width - indent - room_of(columns), 2)
    words = [wrap(clean(row.words), room) for row in rows]
    column = max(cells(line) for lines in words for line in lines)
    drawn: list[Line] = [[(" " * (indent + column), "muted"), *heads(columns)]]
    for i, row in enumerate(rows):
        role = "good" if row.holds else "bad"
        first, *more = words[i]
        drawn.append(
            [
                (HOLDS if row.holds else FAILS, role),
                (" " + fit(first, column), "label"),
                *((GAP + entry.cell(i), "value" if n == 0 else "muted") for n, entry in enumerate(columns)),
            ]
        )
        drawn += [[(" " * indent + line, "label")] for line in more]
        missing = wrap(clean(row.missing), max(width - indent, 2)) if row.missing else []
        drawn += [[(" " * indent + line, "muted")] for line in missing]
    return [clip(line, width) for line in drawn]


def beside(rows: Sequence[Beside], width: int) -> list[Line]:
    """The current one now, on its first day, and the newer one beside that day: new beside new."""
    if not rows:
        return []
    columns = [
        Column(_("now"), [row.now for row in rows]),
        Column(_("first day"), [row.first_day for row in rows]),
        # Translators: heading of a narrow column, the idea that is newer than the one worked on.
        Column(_("newer"), [row.newer for row in rows]),
    ]
    titles = [clean(row.title) for row in rows]
    room = min(max(map(cells, titles)), max(width - room_of(columns), 1))
    drawn: list[Line] = [[(" " * room, "muted"), *heads(columns)]]
    for i, title in enumerate(titles):
        drawn.append([(fit(title, room), "label"), *((GAP + column.cell(i), "value") for column in columns)])
    return [clip(line, width) for line in drawn]
