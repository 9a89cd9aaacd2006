"""Elements of a page out of texts that cannot become anything else: no text is ever markup, no attribute acts.

A page is built as a tree and written by the standard library's serialiser, which escapes every text and every value.
There is no template in which somebody could forget to; and what could run or fetch is refused where it is built.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.etree import ElementTree

from pickproblem.text import safe

Element = ElementTree.Element
Child = str | Element | None | Iterable["Child"]
"""A text, an element, nothing, or several of them."""
Value = str | int | float | bool | None

_REFUSED = {"base", "embed", "form", "frame", "iframe", "img", "input", "link", "object", "script", "style", "use"}
_HREF = re.compile(r"#[a-z][a-z0-9-]*|https?://")
_OWN_LINE = {
    "body", "caption", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "head", "header", "html", "li",
    "main", "meta", "nav", "ol", "p", "rect", "section", "svg", "table", "tbody", "thead", "title", "tr", "ul",
}  # fmt: skip


def element(name: str, /, *children: Child, **attributes: Value) -> Element:
    """An element; texts in it and values of its attributes are made safe to show.

    In names of attributes ``_`` stands for ``-``, and one at the end for nothing (``class_``). An attribute that is
    None or False is left out, one that is True has no value. Raises ValueError for what could run or fetch anything.
    """
    if name in _REFUSED:
        raise ValueError(f"a report has no <{name}>")
    made = ElementTree.Element(name)
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        written = "" if value is True else shown(str(value))
        if key.startswith("on") or key == "src" or (key == "href" and not _HREF.match(written)):
            raise ValueError(f'a report has no {key}="{written}"')
        made.set(key, written)
    _put(made, children)
    if name in _OWN_LINE:
        made.tail = "\n"
    return made


def shown(text: str, *, lines: bool = False) -> str:
    """The text as it stands on a page: safe to show, and in the one form of its letters that a page should have."""
    return unicodedata.normalize("NFC", safe(text, lines=lines))


def _put(parent: Element, children: Iterable[Child]) -> None:
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            _add_text(parent, shown(child, lines=True))
        elif isinstance(child, ElementTree.Element):
            parent.append(child)
        else:
            _put(parent, child)


def _add_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def style(sheet: str) -> Element:
    """The page's style sheet, the program's own. Raises ValueError where it could end itself or fetch anything."""
    if "<" in sheet or "@import" in sheet or "url(" in sheet:
        raise ValueError("a style sheet of a report neither ends its element nor fetches anything")
    made = ElementTree.Element("style")
    made.text = sheet
    made.tail = "\n"
    return made


def write(page: Element) -> bytes:
    """The page as UTF-8 HTML."""
    written: str = ElementTree.tostring(page, encoding="unicode", method="html")
    return f"<!doctype html>\n{written.rstrip()}\n".encode()
