"""Pictures with days along the line: the weeks back from a deadline, and where the time went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pickproblem.language import _
from pickproblem.report.charts import Box, Lane, Spent, percent, written_hours
from pickproblem.report.html.drawing import Picture, bar, diamond, hatched, letters, track
from pickproblem.report.html.markup import Element

_MOST_TICKS = 5
_BOXES: Mapping[str, tuple[str, str | None]] = {
    "experiments": ("part p1", None),
    "writing": ("part p2", hatched("second")),
    "reserve": ("reserve", None),
}
_TIME: Mapping[str, tuple[str, str | None]] = {
    "delivered": ("share delivered", None),
    "dead-end": ("share dead-end", hatched("dead-end")),
    "left-for-newer": ("share left", hatched("left")),
    "active": ("share open", None),
}
_OTHER = ("share other", None)


def schedule(boxes: Sequence[Box], today: date, deadline: date) -> Picture:
    """A bar a box from today to the deadline, and the reviews as marks on one line."""
    drawn = Picture("schedule-picture", _("The weeks to the deadline"))
    days = (deadline - today).days + 1

    def place(day: date) -> float:
        return (day - today).days / days

    for one in boxes:
        if one.kind == "review":
            continue
        dates = f"{one.start} – {one.end}"
        drawn.name(one.title, beside=dates)
        class_, fill = _BOXES[one.kind]
        shape = bar(place(one.start), place(one.end + timedelta(days=1)), 2, 16, class_, fill)
        drawn.strip(20, f"{one.title}: {dates}", [track(10), shape])
    reviews = [one for one in boxes if one.kind == "review"]
    if reviews:
        dates = ", ".join(str(one.start) for one in reviews)
        drawn.name(reviews[0].title, beside=dates)
        marks = [diamond(place(one.start), 10) for one in reviews]
        drawn.strip(20, f"{reviews[0].title}: {dates}", [track(10), *marks])
    drawn.axis([(0.0, str(today)), (1.0, str(deadline))])
    return drawn


def spent(rows: Sequence[Spent]) -> Picture:
    """The kinds of time that have a share, as one bar."""
    shared = [(row, row.share) for row in rows if row.share is not None]
    drawn = Picture("spent-picture", _("Where the hours went"))
    begun = 0.0
    shapes: list[Element | None] = []
    for row, share in shared:
        class_, fill = _TIME.get(row.kind, _OTHER)
        shapes.append(bar(begun, begun + share, 1, 28, class_, fill))
        if share >= 0.1:
            shapes.append(letters(percent(share), begun, 46, "figure"))
        begun += share
    drawn.strip(52, ", ".join(f"{row.title}: {percent(share)}" for row, share in shared), shapes)
    return drawn


def lanes(rows: Sequence[Lane], first: date, last: date, titles: Mapping[str, str]) -> Picture:
    """A line a candidate, a bar for every stretch; ``titles``: what each kind of time is called."""
    drawn = Picture("lanes-picture", _("Stretch by stretch"))
    days = (last - first).days + 1

    def place(day: date) -> float:
        return (day - first).days / days

    for row in rows:
        kinds = ", ".join(dict.fromkeys(titles[one.kind] for one in row.stretches))
        hours = _("%(hours)s hours") % {"hours": written_hours(row.hours)}
        drawn.name(row.title, beside=f"{hours} · {kinds}")
        shapes: list[Element | None] = [track(10)]
        for one in row.stretches:
            end = place(min(one.last, last) + timedelta(days=1))
            start = min(place(max(one.first, first)), end - 0.006)
            class_, fill = _TIME.get(one.kind, _OTHER)
            shapes.append(bar(start, end, 2, 16, class_, fill))
        said = ", ".join(f"{one.first} – {one.last} {titles[one.kind]}" for one in row.stretches)
        drawn.strip(20, f"{row.title}: {said}", shapes)
    drawn.axis(list(_months(first, last)))
    return drawn


def _months(first: date, last: date) -> Iterator[tuple[float, str]]:
    """The first days of months, as many as have room."""
    days = (last - first).days + 1
    begun = [n for n in range(days) if (first + timedelta(days=n)).day == 1]
    step = -(-len(begun) // _MOST_TICKS) or 1
    for n in begun[::step]:
        day = first + timedelta(days=n)
        yield n / days, f"{day.year}-{day.month:02d}"
