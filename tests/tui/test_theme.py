"""Another theme changes the colours, not what can be read."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color

from pickproblem import rubric
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.weights import WeightsScreen

from .conftest import Program, a_record, in_session
from .looking import sees

EXAMPLES = Path(rubric.__file__).parent / "examples"

LEAST = 2.5
"""Contrast between a text and what it stands on."""


def faint(app: PickproblemApp) -> list[str]:
    """Texts on the screen that can hardly be told from what they stand on."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for text, style, _control in strip:
            if any(one.isalnum() for one in text) and style is not None and _contrast(style) < LEAST:
                found.append(text)
    return found


def _contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    fore, back = (_luminance(Color.from_rich_color(one)) for one in (style.color, style.bgcolor))
    return (max(fore, back) + 0.05) / (min(fore, back) + 0.05)


def _luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in color.normalized]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("theme", ["ink", "textual-light", "nord"])
async def test_the_line_under_the_cursor_and_the_keys_can_be_read(program: Program, theme: str) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await pilot.press("down", "shift+down")
        await sees(app, pilot, "▶ ◆ 3")
        assert not faint(app)
        app.show(WeightsScreen())
        await sees(app, pilot, "█")
        assert not faint(app)
        app.show(CandidatesScreen())
        await pilot.press("up")
        await sees(app, pilot, "s Sentence")
        assert not faint(app)


@pytest.mark.parametrize("theme", ["ink", "textual-light", "nord"])
async def test_the_records_can_be_read(library: Library, own_folder: Path, theme: str) -> None:
    own_folder.mkdir(exist_ok=True)
    shutil.copy(EXAMPLES / "tempted.toml", own_folder)
    (own_folder / "broken.toml").write_text("format = 1\n", encoding="utf-8")
    app = PickproblemApp(library, today=lambda: date(2015, 3, 8))
    async with app.run_test(size=(120, 30)) as pilot:
        app.theme = theme
        await sees(app, pilot, "cannot be read")
        await sees(app, pilot, "● forecast to resolve")
        assert not faint(app)
        await pilot.press("down")
        assert not faint(app)
