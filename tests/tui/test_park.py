"""A newer idea is parked in a minute: from the list, from a record, while something else is going on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input

from pickproblem import edits, language, rubric, store, temptation
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.parked import BesideDialog, NewerIdeaDialog, SaidDialog
from pickproblem.tui.screens.home import HomeScreen
from pickproblem.tui.screens.score import ScoreScreen

from .conftest import Program, a_record, in_session, on_disk
from .looking import keys, said, saved, sees, shown, until

MOST_KEYS = 12
EXAMPLES = Path(rubric.__file__).parent / "examples"
TODAY = date(2015, 3, 8)


class Evening:
    """A person at the keyboard, who counts every key but those of the title."""

    def __init__(self, app: PickproblemApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        # To the program, as from a terminal, where it waits for the key before it.
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def at(self, screen: type) -> None:
        await until(self.pilot, lambda: isinstance(self.app.screen, screen))


def example(folder: Path, spoken: str = "en") -> Path:
    """A copy of the shipped example in the records folder."""
    folder.mkdir(exist_ok=True)
    path = folder / "tempted.toml"
    shutil.copy(EXAMPLES / ("tempted.ko.toml" if spoken == "ko" else "tempted.toml"), path)
    return path


@pytest.mark.parametrize(("spoken", "t"), [("en", "t"), ("ko", JAMO["t"])])
async def test_from_home_in_under_twelve_keys(
    library: Library, own_folder: Path, spoken: language.Language, t: str
) -> None:
    language.use(spoken)
    path = example(own_folder, spoken)
    app = PickproblemApp(library, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        evening = Evening(app, pilot)
        await evening.at(HomeScreen)
        await until(pilot, lambda: app.screen.record_path is not None)  # type: ignore[attr-defined]
        await evening.press(t)
        await evening.at(NewerIdeaDialog)
        await evening.type("확산 모델로 걷기")
        await evening.press("enter")
        await evening.at(BesideDialog)
        kept = store.read(path, library).record.temptations[-1]
        asked = app.screen
        await evening.press("1")
        await until(pilot, lambda: isinstance(app.screen, ModalScreen) and app.screen is not asked)
        await pilot.pause()
        await evening.press("2")
        await evening.at(SaidDialog)
        await evening.press("enter")
        await evening.at(HomeScreen)
        await until(pilot, lambda: "2015-03-15" in said(app))
    assert evening.keys < MOST_KEYS
    assert kept.trigger is None
    record = store.read(path, library).record
    entry = record.temptations[-1]
    assert (entry.current, entry.trigger, entry.same_goal) == ("walking", "paper", False)
    assert entry.when.date() == TODAY
    newcomer = record.candidate(entry.newcomer)
    assert newcomer is not None
    assert (newcomer.title, newcomer.state) == ("확산 모델로 걷기", "parked")


@pytest.mark.slow
async def test_what_was_written_on_the_first_day_stands_beside_the_line(library: Library, own_folder: Path) -> None:
    app = PickproblemApp(library, example(own_folder), today=lambda: TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        evening = Evening(app, pilot)
        await evening.press("f8")
        await evening.at(NewerIdeaDialog)
        assert "A better DQN" in shown(app)
        await evening.type("Diffusion")
        await evening.press("enter")
        await sees(app, pilot, "Parked: Diffusion")
        for words in ("On 2014-12-03 you wrote about", "It would work for the first time", "2014-12-04"):
            assert words in shown(app)
        await evening.press("7")
        await sees(app, pilot, "Robots that learn to move by themselves")
        await evening.press("3")
        await evening.at(SaidDialog)
        await evening.press("escape")
        record = await saved(app, pilot)
    entry = record.temptations[-1]
    assert (entry.trigger, entry.same_goal) == ("other", None)


@pytest.mark.slow
async def test_a_bad_result_is_normal_and_its_easiest_setting_is_what_is_next(
    library: Library, own_folder: Path
) -> None:
    app = PickproblemApp(library, example(own_folder), today=lambda: TODAY)
    async with app.run_test(size=(60, 18)) as pilot:
        evening = Evening(app, pilot)
        await evening.press("t")
        await evening.at(NewerIdeaDialog)
        await evening.type("Diffusion")
        await evening.press("enter")
        await evening.at(BesideDialog)
        await evening.press("2")
        await evening.at(LineDialog)
        await sees(app, pilot, "A bad result is normal")
        await evening.type("a hopper on the plane")
        await evening.press("enter")
        await evening.at(BesideDialog)
        await evening.press("1")
        await evening.at(SaidDialog)
        await sees(app, pilot, "serves the goal you wrote down")
        assert "Enter Good night" in keys(app)
        assert "Another day" in shown(app)
        await evening.press("enter")
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    assert (walking.notes or [])[-1].next == "easiest setting: a hopper on the plane"
    assert record.temptations[-1].same_goal is True


@pytest.mark.slow
async def test_another_day_and_a_calendar_file(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    app = PickproblemApp(library, path, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        evening = Evening(app, pilot)
        await evening.press("t")
        await evening.at(NewerIdeaDialog)
        await evening.type("Diffusion")
        await evening.press("enter")
        await evening.at(BesideDialog)
        await evening.press("escape")
        await evening.at(SaidDialog)
        await evening.press("d")
        await evening.at(LineDialog)
        app.screen.query_one(Input).clear()
        await evening.type("2015-03-08")
        await evening.press("enter")
        await sees(app, pilot, "lies ahead")
        app.screen.query_one(Input).clear()
        await evening.type("+2w")
        await evening.press("enter")
        await evening.at(SaidDialog)
        await sees(app, pilot, "2015-03-22")
        await evening.press("i")
        await sees(app, pilot, "tempted-diffusion.ics")
        await evening.press("i")
        await sees(app, pilot, "tempted-diffusion.ics")
        await evening.press("enter")
    (written,) = path.parent.glob("*.ics")
    assert b"DTSTART;VALUE=DATE:20150322" in written.read_bytes()
    outcome = store.read(path, library).record.temptations[-1].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until) == (None, date(2015, 3, 22))


async def test_where_several_could_be_the_current_one_the_line_is_kept_before_it_is_asked(
    program: Program,
) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        evening = Evening(app, pilot)
        await evening.press("t")
        await evening.at(NewerIdeaDialog)
        await evening.type("Something newer")
        await evening.press("enter")
        await evening.at(ChoiceDialog)
        assert [one.state for one in on_disk(app).candidates if one.title == "Something newer"] == ["parked"]
        await evening.press("2")
        await evening.at(BesideDialog)
        assert on_disk(app).temptations[-1].current == "synthetic-to-real"
        await evening.press("escape")
        await evening.at(SaidDialog)
        await evening.press("enter")


@pytest.mark.slow
async def test_whoever_does_not_say_which_keeps_the_line(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        evening = Evening(app, pilot)
        await evening.press("t")
        await evening.at(NewerIdeaDialog)
        await evening.press("enter")
        await sees(app, pilot, "A title, as it comes to mind")
        await evening.type("Something newer")
        await evening.press("enter")
        await evening.at(ChoiceDialog)
        await evening.press("escape")
        await until(pilot, lambda: "Kept as a parked candidate" in said(app))
        record = await saved(app, pilot)
    assert record.candidates[-1].state == "parked"
    assert record.temptations == []


@pytest.mark.slow
async def test_parked_while_one_scores_and_taking_back_an_answer_leaves_it(program: Program) -> None:
    record = in_session(a_record(titles=("One", "Two")))
    record = edits.set_state(record, "one", "chosen")
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        evening = Evening(app, pilot)
        await evening.at(ScoreScreen)
        await evening.press("3")
        stood = app.screen.asked.cell  # type: ignore[attr-defined]
        await evening.press("t")
        await evening.at(NewerIdeaDialog)
        await evening.type("Newer")
        await evening.press("enter")
        await evening.at(BesideDialog)
        await evening.press("escape")
        await evening.at(SaidDialog)
        await evening.press("enter")
        await evening.at(ScoreScreen)
        assert app.screen.asked.cell == stood  # type: ignore[attr-defined]
        await evening.press("u")
        found = await saved(app, pilot)
    assert [one.title for one in found.candidates] == ["One", "Two", "Newer"]
    assert [one.newcomer for one in found.temptations] == ["newer"]


@pytest.mark.slow
async def test_what_cannot_be_parked_is_said_in_a_line(library: Library, own_folder: Path) -> None:
    app = PickproblemApp(library, example(own_folder), today=lambda: TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        evening = Evening(app, pilot)
        for title, why in (
            ("A 3D humanoid learns to walk by policy gradients", "is the current one itself"),
            ("A better DQN", "is parked already"),
        ):
            await evening.press("t")
            await evening.at(NewerIdeaDialog)
            await evening.type(title)
            await evening.press("enter")
            await until(pilot, lambda why=why: why in said(app))  # type: ignore[misc]
        record = await saved(app, pilot)
    assert len(record.temptations) == 1


@pytest.mark.slow
async def test_the_letter_gives_way_to_a_text_and_the_function_key_does_not(program: Program) -> None:
    app = program(a_record(titles=("One",)))
    async with app.run_test(size=(120, 40)) as pilot:
        evening = Evening(app, pilot)
        title = app.focused
        assert isinstance(title, Input)
        await evening.press("t")
        assert title.value == "t"
        assert "F8 Newer idea" in keys(app)
        await evening.press("f8")
        await evening.at(NewerIdeaDialog)
        await evening.press("escape")
        assert title.value == "t"


async def test_without_a_record_there_is_nothing_to_park_in(library: Library, own_folder: Path) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "f8")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.slow
async def test_where_the_letter_is_another_key_the_function_key_is_named(program: Program) -> None:
    app = program(a_record(titles=("One",)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("up")
        await pilot.pause()
        assert "F8 Newer idea" in keys(app)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))


async def test_a_switch_file_of_one_s_own_reaches_the_good_night(
    library: Library, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (rubric.shipped_folder() / "switch.toml").read_text(encoding="utf-8")
    text = text.replace("[look_back.follow_through]\nvalue = 0.25", "[look_back.follow_through]\nvalue = 0.1")
    (own / "switch.toml").write_text(text.replace("follow_through = { value = 14", "follow_through = { value = 20"))
    monkeypatch.setenv("PICKPROBLEM_RUBRICS", str(own))
    app = PickproblemApp(library, example(own_folder), today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        evening = Evening(app, pilot)
        await evening.press("t")
        await evening.at(NewerIdeaDialog)
        await evening.type("Shiny")
        await evening.press("enter")
        await evening.at(BesideDialog)
        await evening.press("1")
        await sees(app, pilot, "Does it serve the goal")
        await evening.press("2")
        await evening.at(SaidDialog)
        await sees(app, pilot, "2015-03-28")
        await evening.press("enter")
        record = await saved(app, pilot)
    assert str(temptation.look_again(record.temptations[-1], 7)) == "2015-03-28"
