"""What pictures are drawn with: inline SVG as wide as its place, shapes placed in percent, letters of one size.

Heights are pixels, places along a line percents of the width, so that a picture is the same on a phone and on paper
and its letters never shrink. Names stand on lines of their own above what they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pickproblem.report.charts.lines import clean
from pickproblem.report.html.markup import Element, element
from pickproblem.text import shorten, wrap

LINE = 20
"""Pixels of a line of letters."""

_WIDEST_NAME = 42  # cells: what a phone has room for
_MOST_LINES = 3


class Picture:
    """A picture that grows downward; ``key`` is unique on the page."""

    def __init__(self, key: str, title: str, description: str) -> None:
        self.key, self.title, self.description = key, title, description
        self.height = 0.0
        self.patterns: list[Element] = []
        self.shapes: list[Element] = []

    def add(self, *shapes: Element | None) -> None:
        """Put shapes on top of what is there."""
        self.shapes += [one for one in shapes if one is not None]

    def down(self, pixels: float) -> float:
        """Go on that far below; gives where it was."""
        begun = self.height
        self.height += pixels
        return begun

    def name(self, text: str, *, lead: str = "", beside: str = "") -> None:
        """A name on lines of its own, ``lead`` before it in bold, ``beside`` below it, smaller."""
        lines = wrap(f"{lead} {clean(text)}" if lead else clean(text), _WIDEST_NAME)
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], shorten(" ".join(lines[_MOST_LINES - 1 :]), _WIDEST_NAME)]
        for line in lines:
            self.add(letters(line, 0, self.down(LINE) + 14, class_="name"))
        for line in wrap(beside, _WIDEST_NAME + 8) if beside else []:
            self.add(letters(line, 0, self.down(LINE - 2) + 12, class_="small"))

    def pattern(self, name: str) -> str:
        """A fill of slanted lines in the colour of a class; gives what to fill with."""
        id = f"{self.key}-{name}"
        if all(one.get("id") != id for one in self.patterns):
            line = element("path", d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", class_=f"stroke-{name}")
            ground = element("rect", width=8, height=8, class_=f"ground-{name}")
            box = {"width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
            self.patterns.append(element("pattern", ground, line, id=id, **box))
        return f"url(#{id})"

    def done(self) -> Element:
        """The picture, with its title and what it shows in words."""
        return element(
            "svg",
            element("title", self.title, id=f"{self.key}-title"),
            element("desc", self.description, id=f"{self.key}-desc"),
            element("defs", self.patterns) if self.patterns else None,
            self.shapes,
            role="img",
            aria_labelledby=f"{self.key}-title {self.key}-desc",
            class_="picture",
            width="100%",
            height=number(self.height),
        )


def number(value: float) -> str:
    """A place or a length in two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percents(share: float) -> str:
    """A share of the width, on 0..1."""
    return number(100 * min(max(share, 0.0), 1.0)) + "%"


def bar(start: float, end: float, y: float, height: float, class_: str, fill: str | None = None) -> Element | None:
    """A bar between two shares of the width; None where it has no length."""
    start, end = max(start, 0.0), min(end, 1.0)
    if end <= start:
        return None
    return element(
        "rect",
        x=percents(start),
        y=number(y),
        width=percents(end - start),
        height=number(height),
        class_=class_,
        fill=fill,
    )


def upright(at: float, top: float, bottom: float, class_: str) -> Element:
    """A line straight down at a share of the width."""
    place = percents(at)
    return element("line", x1=place, x2=place, y1=number(top), y2=number(bottom), class_=class_)


def level_line(start: float, end: float, y: float, class_: str) -> Element:
    """A line along a row."""
    height = number(y)
    return element("line", x1=percents(start), x2=percents(end), y1=height, y2=height, class_=class_)


def diamond(at: float, y: float, size: float = 7, class_: str = "mark") -> Element:
    """A mark at a share of the width."""
    path = f"M0 {number(-size)} L{number(size)} 0 L0 {number(size)} L{number(-size)} 0 Z"
    shape = element("path", d=path, class_=class_)
    return element("svg", shape, x=percents(at), y=number(y), overflow="visible", width=1, height=1)


def letters(
    text: str, at: float, y: float, class_: str = "small", anchor: str | None = None, shift: float = 0
) -> Element:
    """Letters that begin, or are anchored otherwise, at a share of the width; ``shift`` pixels to the right."""
    return element(
        "text",
        text,
        x=percents(at),
        y=number(y),
        dx=number(shift) if shift else None,
        text_anchor=anchor,
        class_=class_,
    )


def axis(picture: Picture, top: float, ticks: Sequence[tuple[float, str]]) -> None:
    """Fine lines from ``top`` down to here, each with what it stands for below."""
    for at, text in ticks:
        picture.shapes.insert(0, upright(at, top, picture.height, "grid"))
        anchor = "start" if at < 0.02 else "end" if at > 0.98 else "middle"
        picture.add(letters(text, at, picture.height + 16, anchor=anchor))
    picture.down(LINE + 4)


def described(rows: Iterable[str]) -> str:
    """What a picture shows, row by row."""
    return "; ".join(rows) + "."
