"""What scores are made of: points of each rubric, and the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pickproblem.language import N_, _
from pickproblem.report.charts.lines import (
    GAP,
    LEAST_BAR,
    MARK,
    SOLID,
    TRACK,
    Column,
    Line,
    clean,
    clip,
    divide,
    figures,
    folded,
    heads,
    length,
    optional,
    percent,
    room_of,
    runs,
)
from pickproblem.text import cells, fit


class Part(NamedTuple):
    """What one rubric gives: its weight on 0..1, and points of at most 100 times that, for one candidate or two."""

    title: str
    weight: float
    points: tuple[float, ...]


class Weight(NamedTuple):
    """A rubric's weight on 0..1, and the one it had before where that is shown beside."""

    title: str
    weight: float
    before: float | None = None


def contributions(names: Sequence[str], parts: Sequence[Part], width: int) -> list[Line]:
    """Points a rubric: of one candidate, or of the first two side by side with the lead of the first.

    A bar is solid up to the points it got and light up to those it could have got, which is the rubric's weight.
    A title that has no room beside its bar goes on below it. ``names``: the one or two candidates.
    """
    if not parts:
        return []
    both = len(names) == 2
    weights = Column(_("weight"), [percent(part.weight) for part in parts])
    points = [Column("", [str(round(part.points[k])) for part in parts]) for k in range(len(names))]
    leads = [round(part.points[0]) - round(part.points[len(names) - 1]) for part in parts]
    lead = Column(_("lead"), [f"{lead:+d}" if lead else "0" for lead in leads])
    titles = [clean(part.title) for part in parts]
    room = width - room_of([weights]) - sum(1 + column.width for column in points)
    room -= (room_of([lead]) + len(GAP) if both else 0) + len(GAP)
    title_width, bars = divide(titles, room, least_bar=LEAST_BAR * len(names), gap=0)
    bar = max(bars // len(names), 1)
    largest = max((part.weight for part in parts), default=0.0) or 1.0

    head: Line = [(" " * title_width, "muted"), *heads([weights])]
    if both:
        for name, column in zip(names, points, strict=True):
            head.append((GAP + fit(clean(name), bar + 1 + column.width), "label"))
        head += heads([lead])
    lines = [head]
    for i, (part, title) in enumerate(zip(parts, titles, strict=True)):
        begin, *more = folded(title, title_width)
        line: Line = [(begin, "label"), *figures([weights], i, "muted")]
        for column, got in zip(points, part.points[: len(names)], strict=True):
            got_cells = length(got / 100 / largest, bar)
            could = max(length(part.weight / largest, bar), got_cells)
            line += [
                (GAP + SOLID * got_cells, "solid"),
                (TRACK * (could - got_cells) + " " * (bar - could), "muted"),
                (" " + column.cell(i), "value"),
            ]
        if both:
            line += figures([lead], i, "good" if leads[i] > 0 else "bad" if leads[i] < 0 else "muted")
        blank = " " * (sum(cells(text) for text, _role in line) - title_width)
        lines += [line, *([(rest, "label"), (blank, "muted")] for rest in more)]
    return [clip(line, width) for line in lines]


def weights(rows: Sequence[Weight], width: int) -> list[Line]:
    """A bar a rubric, the largest weight filling the line; a mark where the weight stood before."""
    if not rows:
        return []
    columns = [
        Column(_("weight"), [percent(row.weight) for row in rows]),
        *optional(N_("before"), [row.before for row in rows], percent),
    ]
    titles = [clean(row.title) for row in rows]
    title_width, bar = divide(titles, width - room_of(columns))
    largest = max(max(row.weight, row.before or 0.0) for row in rows) or 1.0
    lines: list[Line] = [[(" " * (title_width + len(GAP) + bar), "muted"), *heads(columns)]]
    for i, (row, title) in enumerate(zip(rows, titles, strict=True)):
        filled = length(row.weight / largest, bar)
        drawn = list(SOLID * filled + " " * (bar - filled))
        if row.before is not None:
            drawn[min(length(row.before / largest, bar), bar - 1)] = MARK
        lines.append([(fit(title, title_width) + GAP, "label"), *runs(drawn), *figures(columns, i)])
    return [clip(line, width) for line in lines]
