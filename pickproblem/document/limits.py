"""What is refused of a TOML text before it is parsed: too much, too deep, a conflict that git left in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from pickproblem.document.layout import mask
from pickproblem.errors import Faulty
from pickproblem.language import _

LARGEST = 5_000_000
DEEPEST = 64
MOST_LINES, MOST_VALUES, MOST_TABLES, MOST_DOTS = 150_000, 60_000, 30_000, 60_000
"""Room for 15,000 answers with their ranges and reasons: twelve candidates asked eleven rubrics 110 times.

Each costs some of the second that a file may take: a line is numbered, a value checked, a table or a list held, and a
dot opens a table. 5 MB of nothing but one of them would take minutes and gigabytes.
"""
MOST_ESCAPES = 500_000
"""Backslashes, each of which the parser stops at."""
LONGEST_NUMBER = 10_000
"""Digits; what looks for the end of a number takes a hundred bytes for each."""

# As in `layout`, every pattern takes time in proportion to the text.
_LONG_KEY = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{DEEPEST}}}")
CONFLICT = re.compile(r"^([<=>])\1{6}(?=\s|$)", re.MULTILINE)
_HEADER_ALONE = re.compile(r"^(?:\[[\w.-]++\]|\[\[[\w.-]++\]\])$", re.MULTILINE)
_LONG_NUMBER = re.compile(rf"(?<![0-9A-Za-z_])[0-9][0-9A-Za-z_]{{{LONGEST_NUMBER}}}")

Refusal = Callable[[int | None, str, str], Faulty]
"""What is raised for a line (from 1; None for the whole text), what is wrong there, and what would be right."""


def conflict_at(text: str) -> int | None:
    """The line a git conflict begins on: all three markers, as a line of equal signs may be a heading in a note."""
    if "<<<<<<<" not in text:
        return None
    start, awaited = 0, "<"
    for marker in CONFLICT.finditer(text):
        kind = marker.group(1)
        if kind == "<":
            start, awaited = marker.start(), "="
        elif kind == awaited == "=":
            awaited = ">"
        elif kind == awaited == ">":
            return text.count("\n", 0, start) + 1
    return None


def refuse_much(text: str, faulty: Refusal) -> None:
    """Raise where there is more of anything than any record has, or a number that fills pages."""
    lines = text.count("\n")
    maybe_long = _has_long_line(text) and _LONG_NUMBER.search(text) is not None  # or what looks so inside a string
    if lines <= MOST_LINES and text.count("\\") <= MOST_ESCAPES:
        if _is_little(text) and not maybe_long:
            return
        masked = mask(text)
        if maybe_long and (long := _LONG_NUMBER.search(masked)):
            wrong = _("has a number of more than %(most)d digits") % {"most": LONGEST_NUMBER}
            raise faulty(masked.count("\n", 0, long.start()) + 1, wrong, "")
        if _is_little(masked):
            return
    most = _("at most %(lines)d lines, %(values)d values, %(brackets)d brackets, %(dots)d dots, %(escapes)d escapes")
    bounds = (MOST_LINES, MOST_VALUES, MOST_TABLES, MOST_DOTS, MOST_ESCAPES)
    names = ("lines", "values", "brackets", "dots", "escapes")
    raise faulty(None, _("holds too much"), most % dict(zip(names, bounds, strict=True)))


def _has_long_line(text: str) -> bool:
    at = 0
    while len(text) - at > LONGEST_NUMBER:
        end = text.rfind("\n", at, at + LONGEST_NUMBER + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def _is_little(text: str) -> bool:
    return (
        text.count(",") + text.count("=") <= MOST_VALUES
        and text.count("[") + text.count("{") - text.count("\n[[") <= MOST_TABLES
        and text.count(".") <= MOST_DOTS
    )


def refuse_deep(text: str, faulty: Refusal) -> None:
    """Raise where brackets or keys nest deeper than a parser should follow."""
    # Nearly every file is found harmless by counting, at a tenth of what masking its strings takes. A line that is
    # nothing but a header closes what it opens.
    in_headers = sum(header.count("[") for header in _HEADER_ALONE.findall(text))
    maybe_deep = text.count("[") + text.count("{") - in_headers > DEEPEST - 2
    maybe_long = text.count(".") >= DEEPEST and any(line.count(".") >= DEEPEST for line in text.split("\n"))
    if not maybe_deep and not maybe_long:
        return
    masked = mask(text)
    if maybe_long and (long := _LONG_KEY.search(masked)):
        raise faulty(masked.count("\n", 0, long.start()) + 1, _("has a key of more than 64 parts"), "")
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", masked):
        depth += 1 if bracket.group() in "[{" else -1
        if depth > DEEPEST:
            raise faulty(masked.count("\n", 0, bracket.start()) + 1, _("nests brackets more than 64 deep"), "")
