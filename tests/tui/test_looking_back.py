from __future__ import annotations

import shutil
import threading
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from pickproblem import edits, language, notebook, store
from pickproblem.record import Commitment, Forecast, KillCriterion, Record, Stint
from pickproblem.rubric import Library
from pickproblem.text import cells
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.home import HomeScreen
from pickproblem.tui.screens.looking_back import LookBackScreen, reading
from pickproblem.tui.widgets.pages import Pages

from .conftest import EXAMPLES, TODAY, a_record
from .looking import at, keys, page, said, sees, until


async def told(app: PickproblemApp, pilot: Pilot[int]) -> LookBackScreen:
    """The screen, once all is read and counted."""
    await at(app, pilot, LookBackScreen)
    screen = app.screen
    assert isinstance(screen, LookBackScreen)
    await until(pilot, lambda: screen.told is not None)
    await pilot.pause(0.05)
    return screen


def with_history(record: Record) -> Record:
    """Twice delivered, once left, twelve forecasts resolved of which four came true."""
    one, two, _three = [candidate.id for candidate in record.candidates]
    for id, first, last, hours, ended in [
        (one, date(2014, 10, 1), date(2014, 10, 31), 100, "delivered"),
        (one, date(2014, 11, 1), date(2014, 11, 30), 20, "delivered"),
        (two, date(2014, 12, 1), date(2014, 12, 31), 80, "left-for-newer"),
    ]:
        stint = Stint.model_validate({"from": first, "to": last, "hours": hours, "ended": ended})
        record = notebook.add_stint(record, id, stint)
    forecasts = [Forecast(id=f"f{n}", p=0.5, outcome=n < 4) for n in range(12)]
    criterion = KillCriterion(by=date(2015, 9, 1), unless="a sign")
    commitment = Commitment(id="c", candidate=one, when=edits.now(), kill_criteria=[criterion], forecasts=forecasts)
    return edits.commit(record, commitment)


async def test_hours_and_shares_stand_beside_the_picture_and_keys_look_further_back(
    library: Library, own_folder: Path
) -> None:
    own_folder.mkdir()
    store.create(own_folder / "mine.toml", with_history(a_record()))
    (own_folder / "bad.toml").write_text("format = 1\nprofile = 3\n", encoding="utf-8")
    app = PickproblemApp(library, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, HomeScreen)
        await sees(app, pilot, "What to submit")
        await pilot.press(JAMO["l"])
        screen = await told(app, pilot)
        assert screen.told is not None
        assert screen.told.left_out == 1
        text = page(app)
        assert "1 could not be read" in text
        assert "120" in text
        assert "60%" in text
        assert "40%" in text
        await pilot.press("2")
        await until(pilot, lambda: "Search vehicles by wo" in page(app) and "120" in page(app))
        await pilot.press("3")
        await until(pilot, lambda: "12 forecasts are resolved" in page(app))
        assert "Brier score: 0.25" in " ".join(page(app).split())
        assert "always saying your own base rate of 33% gives 0.22" in " ".join(page(app).split())
        assert "8 are still missing" in " ".join(page(app).split())
        await pilot.press("4")
        await until(pilot, lambda: "3 are still missing" in " ".join(page(app).split()))
        await pilot.press("1", "minus")
        await until(pilot, lambda: "2014-12-09" in page(app))
        await pilot.press("+", "+", "+", "+", "+", "+", "+")
        await until(pilot, lambda: "as far as it goes" in said(app))
        await pilot.press("q")
        await at(app, pilot, HomeScreen)


async def test_with_too_little_history_it_says_what_is_missing(library: Library, own_folder: Path) -> None:
    own_folder.mkdir()
    store.create(own_folder / "mine.toml", a_record())
    app = PickproblemApp(library, today=lambda: TODAY)
    async with app.run_test(size=(60, 18)) as pilot:
        await sees(app, pilot, "What to submit")
        await pilot.press("l")
        await told(app, pilot)
        text = " ".join(page(app).split())
        assert "It takes 80 hours in 2 stretches" in text
        assert "b begins a stretch of work" in text
        await pilot.press("5")
        await until(pilot, lambda: "No choice has passed anything over yet" in " ".join(page(app).split()))


async def test_where_there_is_no_record_there_is_nothing_to_look_back_on(library: Library, own_folder: Path) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(app, pilot, " n ")
        await pilot.press("l", "r", "g")
        assert isinstance(app.screen, HomeScreen)
        assert "Look back" not in keys(app)


async def test_keys_answer_while_the_records_are_read(
    library: Library, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_folder.mkdir()
    for n in range(60):
        store.create(own_folder / f"r{n}.toml", a_record())
    breaths, go_on = iter(range(60)), threading.Event()
    held = SimpleNamespace(sleep=lambda seconds: go_on.wait(10) if next(breaths) == 30 else None)
    monkeypatch.setattr(reading, "time", held)
    app = PickproblemApp(library, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(app, pilot, "What to submit")
        await pilot.press("l")
        await at(app, pilot, LookBackScreen)
        screen = app.screen
        assert isinstance(screen, LookBackScreen)
        await until(pilot, lambda: "Reading 20 of 60 records" in page(app))
        assert screen.told is None
        await pilot.press("3", "escape")
        await at(app, pilot, HomeScreen)
        go_on.set()


@pytest.mark.parametrize(
    ("tongue", "size"),
    [("ko", (60, 18)), pytest.param("en", (120, 40), marks=pytest.mark.slow)],
)
async def test_every_page_keeps_within_its_width(
    library: Library, own_folder: Path, tongue: language.Language, size: tuple[int, int]
) -> None:
    language.use(tongue)
    own_folder.mkdir()
    for name in ("tempted", "vital-lab", "humanoid"):
        source = EXAMPLES / (f"{name}.ko.toml" if tongue == "ko" else f"{name}.toml")
        shutil.copy(source, own_folder / source.name)
    app = PickproblemApp(library, today=lambda: TODAY + timedelta(days=400))
    async with app.run_test(size=size) as pilot:
        await at(app, pilot, HomeScreen)
        await until(pilot, lambda: bool(app.screen._entries))  # type: ignore[attr-defined]
        await pilot.press("l")
        await told(app, pilot)
        for number in "12345":
            await pilot.press(number)
            await pilot.pause(0.05)
            inside = app.screen.query_one(Pages).page.scrollable_content_region.width
            for line in page(app).splitlines():
                assert cells(line) <= inside, line
