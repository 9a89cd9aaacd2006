"""The pictures of a page out of plain figures: where each stands, how often, why, what to find out."""

from __future__ import annotations

from collections.abc import Sequence

from pickproblem.language import _
from pickproblem.report.charts import Believed, Part, Question, Ranked, Share, percent, points, span
from pickproblem.report.html.drawing import (
    Picture,
    bar,
    diamond,
    hatched,
    letters,
    number,
    track,
    upright,
)
from pickproblem.report.html.markup import Element, element

KINDS = 5
"""Shares of ranks that are told apart in a picture; the last stands for all from there on."""

_TICKS = (0, 25, 50, 75, 100)
_FOR_BOTH, _FOR_RANK = 0.22, 0.06  # shares of a phone's width that hold "1 · 64%", and "1"
_REACH = 0.9  # how far the longest bar reaches where a figure stands behind it


def ranking(rows: Sequence[Ranked]) -> Picture:
    """Each score as a mark on the range that holds nine draws in ten, on a common scale."""
    drawn = Picture("ranking-picture", _("Scores with their ranges, on 0 to 100"))
    for row in rows:
        figures = _("score %(score)s") % {"score": span(row.score, row.low, row.high)}
        if row.first is not None:
            figures += " · " + _("first in %(share)s") % {"share": percent(row.first)}
        drawn.name(row.title, lead=str(row.rank), beside=figures)
        low, high = row.low / 100, row.high / 100
        shapes = [
            *(upright(tick / 100, 2, 26, "grid") for tick in _TICKS),
            track(14),
            bar(low, max(high, low + 0.004), 7, 14, "range first" if row.rank == 1 else "range"),
            upright(low, 4, 24, "whisker"),
            upright(high, 4, 24, "whisker"),
            diamond(row.score / 100, 14),
        ]
        drawn.strip(28, f"{row.title}: {figures}", shapes)
    drawn.axis([(tick / 100, str(tick)) for tick in _TICKS])
    return drawn


def shares(rows: Sequence[Share]) -> Picture:
    """How often each candidate takes each rank: one bar a candidate, the first rank at its left end."""
    drawn = Picture("shares-picture", _("How often each takes each rank"))
    for row in rows:
        drawn.name(row.title)
        begun = 0.0
        shapes: list[Element | None] = []
        for k, (rank, each) in enumerate(entries(row), start=1):
            shapes.append(bar(begun, begun + each, 1, 28, f"share s{k}"))
            text = f"{rank} · {percent(each)}" if each >= _FOR_BOTH else rank if each >= _FOR_RANK else ""
            if text:
                shapes.append(letters(text, begun + each / 2, 20, f"inside o{k}", "middle"))
            begun += each
        said = ", ".join(_("rank %(rank)s") % {"rank": rank} + f" {percent(each)}" for rank, each in entries(row))
        drawn.strip(30, f"{row.title}: {said}", shapes)
    return drawn


def entries(row: Share) -> list[tuple[str, float]]:
    """What the bar of one candidate is made of: each rank with its share, all ranks from the fifth on together."""
    kinds = min(len(row.ranks), KINDS)
    several = [(str(k + 1), row.ranks[k]) for k in range(kinds - 1)]
    last = f"{kinds}+" if len(row.ranks) > kinds else str(kinds)
    return [*several, (last, sum(row.ranks[kinds - 1 :]))]


def contributions(names: Sequence[str], parts: Sequence[Part]) -> Picture:
    """Points a rubric of the first, and of the second below it, each within what its weight would let it get."""
    drawn = Picture("points-picture", _("Points of each rubric"))
    largest = max((part.weight for part in parts), default=0.0) or 1.0
    fills = (None, hatched("second"))
    for part in parts:
        drawn.name(part.title, beside=_("weight %(share)s") % {"share": percent(part.weight)})
        shapes: list[Element | None] = []
        could = part.weight / largest * _REACH
        for k, got in enumerate(part.points[:2]):
            y = 2 + 18 * k
            shapes += [
                bar(0, could, y, 13, "room"),
                bar(0, got / 100 / largest * _REACH, y, 13, f"part p{k + 1}", fills[k]),
                letters(str(round(got)), could, y + 11, "figure", shift=7),
            ]
        said = ", ".join(f"{name}: {round(got)}" for name, got in zip(names, part.points, strict=False))
        drawn.strip(4 + 18 * min(len(part.points), 2), f"{part.title}. {said}", shapes)
    return drawn


def questions(rows: Sequence[Question]) -> Picture:
    """What each answer would be worth: solid for what knowing it gains, light for how far the score may move."""
    drawn = Picture("questions-picture", _("What knowing an answer is worth, in points"))
    most = max((max(row.gain, row.spread) for row in rows), default=0.0) or 1.0
    for row in rows:
        words = {"gain": points(row.gain), "spread": points(row.spread)}
        said = _("moves the score by ±%(spread)s") % words
        if row.gain > 0:
            said = _("worth %(gain)s, moves the score by ±%(spread)s") % words
        drawn.name(row.title, beside=said)
        shapes = [bar(0, row.spread / most, 2, 14, "spread"), bar(0, row.gain / most, 2, 14, "gain")]
        drawn.strip(18, f"{row.title}: {said}", shapes)
    return drawn


def believed(cell: Believed) -> Element:
    """The five levels as places: a line over those still believed, a dot at the level."""
    places = [element("circle", cx=6 + 12 * k, cy=6, r=number(1.6), class_="place") for k in range(5)]
    line = dot = None
    if cell.answered and cell.low < cell.high:
        line = element("line", x1=6 + 12 * (cell.low - 1), x2=6 + 12 * (cell.high - 1), y1=6, y2=6, class_="reach")
    if cell.level is not None:
        dot = element("circle", cx=6 + 12 * (cell.level - 1), cy=6, r=4, class_="dot")
    return element("svg", places, line, dot, class_="levels", viewBox="0 0 60 12", aria_hidden="true")
