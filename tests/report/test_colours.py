"""Letters and marks stand out from what is behind them, light and dark (WCAG 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from importlib import resources

import pytest

SHEET = resources.files("pickproblem.report.html").joinpath("style.css").read_text("utf-8")
Colours = dict[str, str]


def colours() -> dict[str, Colours]:
    """The colours of each scheme by name."""
    light, dark = (dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", one)) for one in SHEET.split("@media", 2)[:2])
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


LETTERS = [
    *((front, back) for front in ("ink", "soft", "accent") for back in ("ground", "sheet", "lead")),
    *((f"o{k}", f"s{k}") for k in range(1, 6)),
    *(("on-level", f"l{k}") for k in range(1, 6)),
]
MARKS = [
    ("mark", "sheet"), ("mark", "range"), ("mark", "range-first"), ("p1", "sheet"), ("p1", "room"), ("p2", "sheet"),
    ("p2", "p2-ground"), ("p1", "range"), ("delivered", "sheet"), ("left", "left-ground"), ("left", "sheet"),
    ("dead-end", "sheet"), ("dead-end", "dead-end-ground"), ("open", "sheet"), ("s1", "sheet"),
    *(("dot", f"l{k}") for k in range(1, 6)),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), LETTERS)
def test_letters_can_be_read(scheme: str, front: str, back: str) -> None:
    known = colours()[scheme]
    assert contrast(known[front], known[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), MARKS)
def test_marks_can_be_seen(scheme: str, front: str, back: str) -> None:
    known = colours()[scheme]
    assert contrast(known[front], known[back]) >= 3


def test_every_colour_is_named_once_and_all_are_known() -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", SHEET)) - {"sans", "serif", "line"}
    assert used <= set(colours()["light"])
    assert not set(colours()["light"]) - used
