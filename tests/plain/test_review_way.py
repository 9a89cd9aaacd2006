"""A whole review over a pseudo-terminal in both languages; the same answers on the screens make the same record."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pickproblem import demo, language, review
from pickproblem.flow import Step
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.score import ScoreScreen
from tests.plain.conversing import LIBRARY, hold, over_a_terminal, read, timeless
from tests.plain.test_tempted_way import scoring
from tests.tui.looking import saved, sees, until
from tests.tui.test_review import at, reaches

TODAY = date(2015, 3, 8)
BEFORE = ("1", "1", "two steps", "1")
TASTE = ("games", "", "never", "", "a friend")


@pytest.fixture(autouse=True)
def spoken_again() -> Iterator[None]:
    yield
    language.use("en")


def example(path: Path, spoken: str = "en") -> Path:
    shutil.copy(demo.FOLDER / ("tempted.ko.toml" if spoken == "ko" else "tempted.toml"), path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_from_what_happened_to_the_notebook(tmp_path: Path, spoken: str) -> None:
    language.use("ko" if spoken == "ko" else "en")
    path = example(tmp_path / "review.toml", spoken)
    # The real day is years behind the last date, so every promise is asked about.
    open_ones = ["3"] * 4
    answers = scoring("3", *open_ones, "1", "two steps", "1", after=("1", "1", *TASTE, "", "q"))
    said = over_a_terminal(answers, "ask", path.name, "--plain", folder=tmp_path, spoken=spoken, term="vt100")
    record = read(path)
    today = record.sessions[-1].started.date()
    assert review.session_of(record, "me", today) is not None
    assert review.open_taste(record, today) == ["forgotten", "missed"]
    note = review.note_of(record.candidates[0], today)
    assert note is not None
    assert note.result == "two steps"
    assert "2014-12-03" in said


@pytest.mark.slow
async def test_the_same_answers_on_the_screens_make_the_same_record(tmp_path: Path) -> None:
    plain, screens = example(tmp_path / "lines.toml"), example(tmp_path / "screens.toml")
    answers = scoring(*BEFORE, after=("1", "1", *TASTE, "", "q"))
    hold(plain, answers, at=Step("review"), today=TODAY)
    app = PickproblemApp(LIBRARY, screens, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await _on_the_screens(app, pilot)
        await saved(app, pilot)
    assert timeless(read(plain)) == timeless(read(screens))
    assert review.open_taste(read(plain), TODAY) == ["forgotten", "missed"]


async def typed(app: PickproblemApp, pilot: Pilot[int], text: str) -> None:
    await at(app, pilot, LineDialog)
    await until(pilot, lambda: isinstance(app.focused, Input))
    before = app.screen
    await pilot.press(*text, "enter")
    await until(pilot, lambda: app.screen is not before)


async def _on_the_screens(app: PickproblemApp, pilot: Pilot[int]) -> None:
    await at(app, pilot, ProjectScreen)
    await pilot.press("r")
    await reaches(app, pilot, "outcome")
    await pilot.press("enter")
    await at(app, pilot, ChoiceDialog)
    await pilot.press("1")
    await sees(app, pilot, "How does it stand")
    await pilot.press("1")
    await typed(app, pilot, "two steps")
    await reaches(app, pilot, "score")
    await pilot.press("enter")
    given = 0
    await until(pilot, lambda: isinstance(app.screen, ScoreScreen | LineDialog) or app.screen.is_modal)
    while not isinstance(app.screen, GutScreen):
        if isinstance(app.screen, ScoreScreen):
            await pilot.press("34"[given % 2])
            given += 1
        else:
            await pilot.press("escape")
        await pilot.pause()
        assert given < 100
    await pilot.press("1")
    await reaches(app, pilot, "compare")
    await pilot.press("enter")
    await reaches(app, pilot, "taste")
    await pilot.press("enter")
    for line in TASTE:
        await typed(app, pilot, line)
    await reaches(app, pilot, "notes")
    await pilot.press("enter")
    await at(app, pilot, ProjectScreen)
