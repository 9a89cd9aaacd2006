"""The course of a project on one line: from its first day to its last date, what was and what is to come on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from pickproblem.language import N_, _
from pickproblem.report.charts.lines import Line, clip, right
from pickproblem.report.charts.looking_back import months
from pickproblem.text import cells

MarkKind = Literal["start", "done", "deadline", "kill", "trial", "review", "forecast", "parked"]

MARKS: dict[MarkKind, tuple[str, str, str]] = {
    "start": ("├", "label", N_("chosen")),
    "done": ("✓", "good", N_("done")),
    "parked": ("›", "muted", N_("idea to look at again")),
    "forecast": ("○", "label", N_("forecast")),
    "review": ("◆", "mark", N_("review")),
    "trial": ("±", "mark", N_("end of the trial")),
    "kill": ("×", "bad", N_("kill criterion")),
    "deadline": ("■", "label", N_("deadline")),
}
"""The mark of each kind, its role, its name; of two on one cell the later in this order is shown."""

TODAY = "│"
_PAST, _AHEAD = "═", "─"


class CourseMark(NamedTuple):
    """A day with what it is for."""

    kind: MarkKind
    day: date


def course(marks: Sequence[CourseMark], today: date, width: int) -> list[Line]:
    """The days from the first mark to the last, today among them: the months, the line with its marks, a legend.

    What lies behind is drawn double, what is ahead single, and a stroke stands at today.
    """
    if not marks:
        return []
    first = min(today, *(one.day for one in marks))
    last = max(today, *(one.day for one in marks))
    bar = max(width, 10)
    now = cell_of(today, first, last, bar)
    drawn = [_PAST if at < now else _AHEAD for at in range(bar)]
    roles = ["solid" if at < now else "muted" for at in range(bar)]
    order = list(MARKS)
    drawn[now], roles[now] = TODAY, "mark"
    for one in sorted(marks, key=lambda one: order.index(one.kind)):
        at = cell_of(one.day, first, last, bar)
        drawn[at], roles[at], _name = MARKS[one.kind]
    line: Line = []
    for text, role in zip(drawn, roles, strict=True):
        if line and line[-1][1] == role:
            line[-1] = (line[-1][0] + text, role)
        else:
            line.append((text, role))
    ends = f"{first.isoformat()}", f"{last.isoformat()}"
    lines = [[(months(first, last, bar), "muted")], line]
    if bar >= cells(ends[0]) + cells(ends[1]) + 2:
        lines.append([(ends[0] + right(ends[1], bar - cells(ends[0])), "muted")])
    return [clip(one, width) for one in lines]


def cell_of(day: date, first: date, last: date, width: int) -> int:
    """Which of ``width`` cells a day has, the first day in the first and the last day in the last."""
    return round((day - first).days * (width - 1) / max((last - first).days, 1))


def course_legend(marks: Sequence[CourseMark]) -> str:
    """What each mark that occurs stands for."""
    kinds = [kind for kind in MARKS if kind != "start" and any(one.kind == kind for one in marks)]
    today = _("today")
    return " · ".join([f"{TODAY} {today}", *(f"{MARKS[kind][0]} {_(MARKS[kind][2])}" for kind in kinds)])
