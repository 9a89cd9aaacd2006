"""Pictures with days along the line: the weeks back from a deadline, and where the time went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pickproblem.language import _
from pickproblem.report.charts import Box, Lane, Spent, percent, written_hours
from pickproblem.report.html.drawing import Picture, axis, bar, described, diamond, letters, level_line
from pickproblem.report.html.markup import Element

_MOST_TICKS = 6


def schedule(boxes: Sequence[Box], today: date, deadline: date) -> Element:
    """A bar a box from today to the deadline, and the reviews as marks on one line."""
    said = [f"{one.title}: {one.start} – {one.end}" for one in boxes]
    drawn = Picture("schedule-picture", _("The weeks to the deadline"), described(said))
    fills = {"writing": drawn.pattern("second")}
    days = (deadline - today).days + 1
    top = drawn.down(2)

    def place(day: date) -> float:
        return (day - today).days / days

    for one in boxes:
        if one.kind == "review":
            continue
        drawn.name(one.title, beside=f"{one.start} – {one.end}")
        y = drawn.down(28) + 4
        drawn.add(level_line(0, 1, y + 7, "track"))
        class_ = {"experiments": "part p1", "writing": "part p2"}.get(one.kind, "reserve")
        drawn.add(bar(place(one.start), place(one.end + timedelta(days=1)), y, 14, class_, fills.get(one.kind)))
    reviews = [one for one in boxes if one.kind == "review"]
    if reviews:
        drawn.name(reviews[0].title, beside=", ".join(str(one.start) for one in reviews))
        y = drawn.down(30) + 12
        drawn.add(level_line(0, 1, y, "track"), *(diamond(place(one.start), y) for one in reviews))
    axis(drawn, top, [(0.0, str(today)), (1.0, str(deadline))])
    return drawn.done()


def spent(rows: Sequence[Spent]) -> Element:
    """The kinds of time that have a share, as one bar."""
    shared = [row for row in rows if row.share is not None]
    said = [f"{row.title}: {percent(row.share or 0)}, {written_hours(row.hours)}" for row in shared]
    drawn = Picture("spent-picture", _("Where the hours went"), described(said))
    begun = 0.0
    y = drawn.down(56) + 3
    for row in shared:
        class_, fill = _look(drawn, row.kind)
        each = row.share or 0.0
        drawn.add(bar(begun, begun + each, y, 28, f"share {class_}", fill))
        if each >= 0.1:
            drawn.add(letters(percent(each), begun, y + 45, class_="small strong"))
        begun += each
    return drawn.done()


def lanes(rows: Sequence[Lane], first: date, last: date, titles: dict[str, str]) -> Element:
    """A line a candidate, a bar for every stretch; ``titles``: what each kind of time is called."""
    said = [
        f"{row.title}: " + ", ".join(f"{one.first} – {one.last} {titles[one.kind]}" for one in row.stretches)
        for row in rows
    ]
    drawn = Picture("lanes-picture", _("Stretch by stretch"), described(said))
    days = (last - first).days + 1
    top = drawn.down(2)

    def place(day: date) -> float:
        return (day - first).days / days

    for row in rows:
        kinds = ", ".join(dict.fromkeys(titles[one.kind] for one in row.stretches))
        hours = _("%(hours)s hours") % {"hours": written_hours(row.hours)}
        drawn.name(row.title, beside=f"{hours} · {kinds}")
        y = drawn.down(28) + 4
        drawn.add(level_line(0, 1, y + 7, "track"))
        for one in row.stretches:
            class_, fill = _look(drawn, one.kind)
            end = place(min(one.last, last) + timedelta(days=1))
            start = min(place(max(one.first, first)), end - 0.006)
            drawn.add(bar(start, end, y, 14, f"share {class_}", fill))
    axis(drawn, top, list(_ticks(first, last)))
    return drawn.done()


def _look(drawn: Picture, kind: str) -> tuple[str, str | None]:
    """The class of a kind of time, and its pattern where a colour alone would not tell it."""
    match kind:
        case "delivered":
            return "delivered", None
        case "dead-end":
            return "dead-end", drawn.pattern("dead-end")
        case "left-for-newer":
            return "left", drawn.pattern("left")
        case "active":
            return "open", None
        case _:
            return "other", None


def _ticks(first: date, last: date) -> Iterator[tuple[float, str]]:
    """The first days of months as far as they have room, with the ends of the line."""
    months = [day for day in (first + timedelta(days=n) for n in range((last - first).days + 1)) if day.day == 1]
    step = -(-len(months) // _MOST_TICKS) or 1
    for day in months[::step]:
        at = (day - first).days / ((last - first).days + 1)
        if at < 0.96:
            yield at, f"{day:%Y-%m}"
