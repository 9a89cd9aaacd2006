"""What pictures are drawn with: strips of inline SVG under the names of what they show.

A strip is as wide as its place, its shapes stand at percents of that width and are some pixels high; names are text
of the page, above their strips. So a picture is the same on a phone and on paper, its letters never shrink, and a
long title breaks into lines by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pickproblem.report.html.markup import Child, Element, element

HATCHED = ("second", "dead-end", "left")
"""The fills of slanted lines, for what a colour alone would not tell apart."""


class Picture:
    """Strips below each other under one heading; ``key`` is unique on the page."""

    def __init__(self, key: str, title: str) -> None:
        self.key, self.title = key, title
        self.parts: list[Element] = []
        self.strips = 0

    def name(self, text: str, *, lead: str | None = None, beside: str | None = None) -> None:
        """What the next strip shows: a name, ``lead`` before it, figures ``beside`` it."""
        self.parts.append(
            element(
                "p",
                element("span", lead, class_="rank") if lead else None,
                element("span", text, class_="name", dir="auto"),
                element("span", beside, class_="beside") if beside else None,
                class_="row",
            )
        )

    def strip(self, height: float, shows: str, shapes: Iterable[Element | None]) -> None:
        """Shapes in a strip so many pixels high; ``shows``: the same in words and figures."""
        self.strips += 1
        key = f"{self.key}-{self.strips}"
        self.parts.append(
            element(
                "svg",
                element("title", self.title, id=f"{key}-title"),
                element("desc", shows, id=f"{key}-desc"),
                [shape for shape in shapes if shape is not None],
                role="img",
                aria_labelledby=f"{key}-title {key}-desc",
                class_="strip",
                width="100%",
                height=number(height),
            )
        )

    def axis(self, ticks: Sequence[tuple[float, str]]) -> None:
        """What places along the strips stand for, below them."""
        marks = [_tick(at, text) for at, text in ticks]
        self.parts.append(element("svg", marks, class_="strip axis", width="100%", height=22, aria_hidden="true"))

    def figure(self, *legend: Child) -> Element:
        """The picture, with what its marks mean."""
        return element("figure", self.parts, element("figcaption", legend) if legend else None)


def patterns() -> Element:
    """The fills of slanted lines, which stand on the page once."""
    made = [
        element(
            "pattern",
            element("rect", width=8, height=8, class_=f"ground-{name}"),
            element("path", d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", class_=f"stroke-{name}"),
            id=f"fill-{name}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
        )
        for name in HATCHED
    ]
    return element("svg", element("defs", made), class_="defs", width=0, height=0, aria_hidden="true")


def hatched(name: str) -> str:
    """What to fill with for slanted lines."""
    return f"url(#fill-{name})"


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
    places = {"x": percents(start), "y": number(y), "width": percents(end - start), "height": number(height)}
    return element("rect", class_=class_, fill=fill, **places)


def upright(at: float, top: float, bottom: float, class_: str) -> Element:
    """A line straight down at a share of the width."""
    place = percents(at)
    return element("line", x1=place, x2=place, y1=number(top), y2=number(bottom), class_=class_)


def track(y: float) -> Element:
    """A fine line along the whole strip."""
    return element("line", x1="0%", x2="100%", y1=number(y), y2=number(y), class_="track")


def diamond(at: float, y: float, size: float = 7) -> Element:
    """A mark at a share of the width."""
    path = f"M0 {number(-size)} L{number(size)} 0 L0 {number(size)} L{number(-size)} 0 Z"
    shape = element("path", d=path, class_="mark")
    return element("svg", shape, x=percents(at), y=number(y), overflow="visible", width=1, height=1)


def letters(text: str, at: float, y: float, class_: str, anchor: str | None = None, shift: float = 0) -> Element:
    """Letters that begin, or are anchored otherwise, at a share of the width; ``shift`` pixels to the right."""
    moved = number(shift) if shift else None
    return element("text", text, x=percents(at), y=number(y), dx=moved, text_anchor=anchor, class_=class_)


def _tick(at: float, text: str) -> list[Child]:
    anchor = "start" if at < 0.02 else "end" if at > 0.98 else "middle"
    return [upright(at, 0, 5, "track"), letters(text, at, 18, "tick", anchor)]
