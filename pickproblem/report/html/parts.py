"""What sections of a page are made of: headings, paragraphs, lists, tables that say what they hold, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pickproblem.report.html.markup import Child, Element, element

_SIDE_BY_SIDE = 5
"""Titles that stand beside each other on paper without being broken within a word."""


class Section(NamedTuple):
    """A part of the page with a heading of its own; ``key`` is what links lead to."""

    key: str
    title: str
    body: list[Child]

    def element(self) -> Element:
        """As it stands on the page."""
        heading = element("h2", self.title, id=f"{self.key}-heading")
        return element("section", heading, self.body, id=self.key, aria_labelledby=f"{self.key}-heading")


class Column(NamedTuple):
    """A heading of a table; ``figures`` stand to the right; a ``title`` is a person's and may be long."""

    head: Child
    figures: bool = False
    title: bool = False

    @property
    def class_(self) -> str | None:
        """How its heading is set."""
        return " ".join(name for name in ("figures", "title") if getattr(self, name)) or None


def table(key: str, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Child]]) -> Element:
    """A table whose first column names its rows; one wider than the page is moved sideways, by keys too."""
    heads = [
        element("th", named(column.head), scope="col", class_=column.class_, dir="auto" if column.title else None)
        for column in columns
    ]
    body = []
    for row in rows:
        first, *others = row
        cells = [element("th", named(first), scope="row", dir="auto")]
        for column, cell in zip(columns[1:], others, strict=True):
            made = isinstance(cell, Element) and cell.tag == "td"
            cells.append(cell if made else element("td", cell, class_="figures" if column.figures else None))  # type: ignore[arg-type]
        body.append(element("tr", cells))
    many = sum(column.title for column in columns) > _SIDE_BY_SIDE
    whole = element(
        "table",
        element("caption", element("span", caption), id=f"{key}-caption"),
        element("thead", element("tr", heads)),
        element("tbody", body),
        class_="many" if many else None,
    )
    return element("div", whole, class_="wide", role="region", aria_labelledby=f"{key}-caption", tabindex=0)


def named(text: Child) -> Child:
    """A heading, a dash where it is blank: one without a name leads nobody anywhere."""
    return "–" if isinstance(text, str) and not text.strip() else text


def day(one: date | None) -> Child:
    """A date, a dash where there is none."""
    return "–" if one is None else element("time", one.isoformat())


def listed(texts: Iterable[Child], head: str | None = None) -> list[Child]:
    """A list under a heading; nothing where it is empty."""
    lines = [element("li", text, dir="auto") for text in texts]
    if not lines:
        return []
    return [element("h3", head) if head else None, element("ul", lines)]


def paragraphs(texts: Iterable[str], class_: str | None = None) -> list[Child]:
    """Each text as a paragraph."""
    return [element("p", text, class_=class_) for text in texts]


def swatch(class_: str, text: str) -> Element:
    """An entry of a legend: a patch that looks as in the picture, and what it means."""
    return element("span", element("span", class_=f"swatch {class_}", aria_hidden="true"), text, class_="entry")
