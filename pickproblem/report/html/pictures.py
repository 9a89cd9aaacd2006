"""The pictures of a page out of plain figures: where each stands, how often, why, what to find out."""

from __future__ import annotations

from collections.abc import Sequence

from pickproblem.language import _
from pickproblem.report.charts import Believed, Part, Question, Ranked, Share, percent, points, span
from pickproblem.report.html.drawing import (
    Picture,
    axis,
    bar,
    described,
    diamond,
    letters,
    level_line,
    number,
    upright,
)
from pickproblem.report.html.markup import Element, element

KINDS = 5
"""Shares of ranks that are told apart in a picture; the last stands for all from there on."""

_SCALE = [(tick / 100, str(tick)) for tick in (0, 25, 50, 75, 100)]
_FOR_BOTH, _FOR_RANK = 0.16, 0.06  # shares of a phone's width that hold "1 · 64%", and "1"


def ranking(rows: Sequence[Ranked]) -> Element:
    """Each score as a mark on the range that holds nine draws in ten, on a common scale."""
    said = [f"{row.rank}, {row.title}: {span(row.score, row.low, row.high)}" for row in rows]
    drawn = Picture("ranking-picture", _("Scores with their ranges"), described(said))
    top = drawn.down(2)
    for row in rows:
        figures = _("score %(score)s") % {"score": span(row.score, row.low, row.high)}
        if row.first is not None:
            figures += " · " + _("first in %(share)s") % {"share": percent(row.first)}
        drawn.name(row.title, lead=str(row.rank), beside=figures)
        y = drawn.down(32) + 14
        low, high = row.low / 100, row.high / 100
        drawn.add(
            level_line(0, 1, y, "track"),
            bar(low, max(high, low + 0.004), y - 6, 12, "range" if row.rank > 1 else "range first"),
            upright(low, y - 9, y + 9, "whisker"),
            upright(high, y - 9, y + 9, "whisker"),
            diamond(row.score / 100, y),
        )
    axis(drawn, top, _SCALE)
    return drawn.done()


def shares(rows: Sequence[Share]) -> Element:
    """How often each takes each rank: one bar a candidate, the first rank at its left end."""
    said = [f"{row.title}: {', '.join(f'{k}: {percent(each)}' for k, each in entries(row))}" for row in rows]
    drawn = Picture("shares-picture", _("How often each takes each rank"), described(said))
    for row in rows:
        drawn.name(row.title)
        y = drawn.down(42) + 3
        begun = 0.0
        for k, (rank, each) in enumerate(entries(row), start=1):
            drawn.add(bar(begun, begun + each, y, 26, f"share s{k}"))
            text = f"{rank} · {percent(each)}" if each >= _FOR_BOTH else rank if each >= _FOR_RANK else ""
            if text:
                drawn.add(letters(text, begun + each / 2, y + 18, class_=f"inside o{k}", anchor="middle"))
            begun += each
    return drawn.done()


def entries(row: Share) -> list[tuple[str, float]]:
    """What the bar of one candidate is made of: each rank with its share, all ranks from the fifth on together."""
    kinds = min(len(row.ranks), KINDS)
    several = [(str(k + 1), row.ranks[k]) for k in range(kinds - 1)]
    last = f"{kinds}+" if len(row.ranks) > kinds else str(kinds)
    return [*several, (last, sum(row.ranks[kinds - 1 :]))]


def contributions(names: Sequence[str], parts: Sequence[Part]) -> Element:
    """Points a rubric of the first, and of the second below it, each within what its weight would let it get."""
    said = [f"{part.title}: {' / '.join(str(round(one)) for one in part.points)}" for part in parts]
    drawn = Picture("parts-picture", _("Points of each rubric"), described(said))
    largest = max((part.weight for part in parts), default=0.0) or 1.0
    fills = [None, drawn.pattern("second")]
    for k, name in enumerate(names[:2]):
        y = drawn.down(24)
        drawn.add(bar(0, 0.06, y + 4, 12, f"part p{k + 1}", fills[k]))
        drawn.add(letters(name if len(name) < 40 else name[:39] + "…", 0.06, y + 14, class_="small", shift=8))
    drawn.down(8)
    for part in parts:
        drawn.name(part.title, beside=_("weight %(share)s") % {"share": percent(part.weight)})
        drawn.down(4)
        for k, got in enumerate(part.points[:2]):
            y = drawn.down(17)
            reach = part.weight / largest * 0.88
            drawn.add(
                bar(0, reach, y, 12, "room"),
                bar(0, got / 100 / largest * 0.88, y, 12, f"part p{k + 1}", fills[k]),
                letters(str(round(got)), reach, y + 11, class_="small strong", shift=7),
            )
        drawn.down(12)
    return drawn.done()


def questions(rows: Sequence[Question]) -> Element:
    """What each answer would be worth: solid for what knowing it gains, light for how far the score may move."""
    said = [f"{row.title}: {points(row.gain)}, ±{points(row.spread)}" for row in rows]
    drawn = Picture("questions-picture", _("What knowing an answer is worth, in points"), described(said))
    most = max((max(row.gain, row.spread) for row in rows), default=0.0) or 1.0
    for row in rows:
        words = {"gain": points(row.gain), "spread": points(row.spread)}
        drawn.name(row.title, beside=_("worth %(gain)s, moves the score by ±%(spread)s") % words)
        y = drawn.down(28) + 4
        drawn.add(bar(0, row.spread / most, y, 12, "spread"), bar(0, row.gain / most, y, 12, "gain"))
    return drawn.done()


def believed(cell: Believed) -> Element:
    """The five levels as places: a line over those still believed, a dot at the level."""
    places = [element("circle", cx=6 + 12 * k, cy=6, r=number(1.6), class_="place") for k in range(5)]
    line = dot = None
    if cell.answered and cell.low < cell.high:
        line = element("line", x1=6 + 12 * (cell.low - 1), x2=6 + 12 * (cell.high - 1), y1=6, y2=6, class_="reach")
    if cell.level is not None:
        dot = element("circle", cx=6 + 12 * (cell.level - 1), cy=6, r=4, class_="dot")
    return element("svg", places, line, dot, class_="levels", viewBox="0 0 60 12", aria_hidden="true")
