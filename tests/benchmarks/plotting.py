"""The curves of growth as a picture: small multiples, both axes in powers of ten, readable by day and by night."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from tests.benchmarks.measuring import Row

WIDTH, PANEL, HEIGHT, TOP = 960, 448, 292, 74
LEFT, RIGHT, ABOVE, BELOW = 58, 138, 34, 44
LEAST, MOST = 5e-5, 10.0
"""The times, in seconds, that every panel has room for, so that all can be compared."""
STEP = 15.0
"""Between two names at the ends of curves, at least."""

STYLES = {
    "home": ("a", ""),
    "look-back": ("b", "7 3"),
    "open": ("a", ""),
    "save": ("b", "7 3"),
    "next question": ("c", "2 3"),
    "rank, but for pairs": ("d", "9 3 2 3"),
    "rank, pairs too": ("e", "4 3"),
}
"""What is done, with its colour and its dashes: no curve is told apart by colour alone."""

HEADS = {
    "records": "Records at hand, 12 KB each",
    "candidates": "Candidates in one record, × 11 rubrics",
    "rubrics": "Rubrics in one record, × 50 candidates",
    "sessions": "Finished sessions in one record, × 12 × 11",
}

INKS = {
    "a": "#0550ae #79c0ff",
    "b": "#bc4c00 #ffa657",
    "c": "#116329 #7ee787",
    "d": "#6639ba #d2a8ff",
    "e": "#a40e26 #ff9492",
}
"""Each colour by day and by night."""

SHEET = """
svg { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; }
.ground { fill: #ffffff; } .frame { fill: none; stroke: #d0d7de; } .grid { stroke: #e6eaee; }
.text { fill: #1f2328; } .quiet { fill: #59636e; } .head { font-weight: 600; } .title { font-size: 17px; }
.guide { stroke: #8c959f; stroke-width: 1.5; stroke-dasharray: 1.5 4; } .curve { fill: none; stroke-width: 2; }
"""
NIGHT = """
.ground { fill: #0d1117; } .frame { stroke: #3d444d; } .grid { stroke: #21262d; }
.text { fill: #e6edf3; } .quiet { fill: #9198a1; } .guide { stroke: #656c76; }
"""


def picture(rows: Sequence[Row]) -> str:
    """The rows that hold a curve, a panel for each way to grow; raises ValueError where none does."""
    curves = [{**row.details, "power": row.exponent} for row in rows if "curve" in row.details]
    if not curves:
        raise ValueError("no row holds a curve: measure the growth too")
    panels = [(along, list(some)) for along, some in groupby(curves, key=lambda one: one["along"])]
    height = TOP + math.ceil(len(panels) / 2) * HEIGHT + 8
    svg = ET.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", role="img", width=str(WIDTH)
    )
    _put(svg, "title", "How time grows")
    _put(svg, "desc", "; ".join(f"{one['curve']}, by {one['along']}: power {one['power']:.2f}" for one in curves))
    _put(svg, "style", f"{SHEET}{_inks(0)}@media (prefers-color-scheme: dark) {{{NIGHT}{_inks(1)}}}\n")
    _put(svg, "rect", class_="ground", width=WIDTH, height=height, rx=6)
    _put(svg, "text", "How time grows with what there is", x=LEFT - 34, y=32, class_="text head title")
    said = "Processor time. Behind each name the power at its large end: 1 is in proportion, as the dotted line is."
    _put(svg, "text", said, x=LEFT - 34, y=54, class_="quiet")
    for n, (along, some) in enumerate(panels):
        place = ET.SubElement(svg, "g", transform=f"translate({n % 2 * (PANEL + 32) + 6} {TOP + n // 2 * HEIGHT})")
        _panel(place, along, some)
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _panel(place: ET.Element, along: str, curves: Sequence[Mapping[str, Any]]) -> None:
    sizes = curves[0]["sizes"]
    left, right, top, bottom = LEFT, PANEL - RIGHT, ABOVE, HEIGHT - BELOW

    def across(size: float) -> float:
        return left + 10 + (right - left - 20) * math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])

    def up(seconds: float) -> float:
        return bottom - (bottom - top) * math.log(seconds / LEAST) / math.log(MOST / LEAST)

    _put(place, "text", HEADS[along], x=left, y=top - 12, class_="text head")
    for power in range(math.ceil(math.log10(LEAST)), math.floor(math.log10(MOST)) + 1):
        y = up(10.0**power)
        _put(place, "line", x1=left, x2=right, y1=y, y2=y, class_="grid")
        _put(place, "text", _time(10.0**power), x=left - 6, y=y + 4, text_anchor="end", class_="quiet")
    for size in sizes:
        x = across(size)
        _put(place, "line", x1=x, x2=x, y1=top, y2=bottom, class_="grid")
        _put(place, "text", f"{size:,}", x=x, y=bottom + 18, text_anchor="middle", class_="quiet")
    _put(place, "rect", x=left, y=top, width=right - left, height=bottom - top, class_="frame")
    # In proportion, from a point below all curves.
    start = LEAST * 2
    end = min(start * sizes[-1] / sizes[0], MOST)
    _put(
        place,
        "line",
        x1=across(sizes[0]),
        y1=up(start),
        x2=across(sizes[0] * end / start),
        y2=up(end),
        class_="guide",
    )
    names = _apart([up(curve["seconds"][-1]) for curve in curves], bottom)
    for curve, y in zip(curves, names, strict=True):
        colour, dashes = STYLES[curve["curve"]]
        points = [(across(size), up(each)) for size, each in zip(sizes, curve["seconds"], strict=True)]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        _put(place, "polyline", points=drawn, class_=f"curve {colour}", stroke_dasharray=dashes or None)
        for x, at in points:
            _put(place, "circle", cx=x, cy=at, r=3, class_=f"fill-{colour}")
        said = f"{curve['curve']} {curve['power']:.2f}"
        _put(place, "text", said, x=right + 8, y=y + 4, class_=f"fill-{colour}")


def _apart(heights: Sequence[float], bottom: float) -> list[float]:
    """The heights moved down, or up from the bottom, until a name has room at each."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + STEP)
    over = max(placed) - bottom
    for n in reversed(order):
        if over <= 0:
            break
        placed[n] -= over
        nearest = max((placed[m] for m in order[: order.index(n)]), default=-STEP)
        over = nearest + STEP - placed[n]
    return placed


def _inks(hour: int) -> str:
    by_hour = {name: inks.split()[hour] for name, inks in INKS.items()}
    return "".join(f".{name} {{ stroke: {ink}; }} .fill-{name} {{ fill: {ink}; }}\n" for name, ink in by_hour.items())


def _time(seconds: float) -> str:
    return f"{seconds:g} s" if seconds >= 1 else f"{1000 * seconds:g} ms"


def _put(parent: ET.Element, name: str, text: str | None = None, /, **attributes: object) -> None:
    made = ET.SubElement(parent, name)
    made.text = text
    for key, value in attributes.items():
        if value is not None:
            written = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            made.set(key.rstrip("_").replace("_", "-"), written)
