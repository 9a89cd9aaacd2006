from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Static

from pickproblem import edits, language
from pickproblem.record import Record, Setting
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.setting import ProfileList, SettingScreen
from pickproblem.tui.screens.weights import WeightsScreen
from pickproblem.tui.widgets.bars import StatusLine
from pickproblem.tui.widgets.facts_form import FactInput

from .conftest import Program, a_record, in_session
from .looking import saved, sees, shown

# Kept out of the default run for its length; CI runs it.
pytestmark = pytest.mark.slow


def bare() -> Record:
    return edits.set_setting(a_record().model_copy(update={"setting": None}), {})


async def test_a_digit_takes_a_profile_and_enter_goes_on(program: Program) -> None:
    app = program(bare())
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, SettingScreen)
        await sees(app, pilot, "● Balanced")
        await pilot.press("3")
        await sees(app, pilot, "● After-hours")
        assert (await saved(app, pilot)).profile == "after-hours"
        await pilot.press("up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, WeightsScreen)
        assert (await saved(app, pilot)).profile == "researcher"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CandidatesScreen)


async def test_every_profile_is_one_line_on_the_smallest_terminal(program: Program) -> None:
    app = program(bare())
    async with app.run_test(size=(60, 18)) as pilot:
        await sees(app, pilot, "1 ● Balanced")
        lines = shown(app).splitlines()
        first = next(n for n, line in enumerate(lines) if "● Balanced" in line)
        assert "○ Full-time" in lines[first + 1]
        assert "○ After-hours" in lines[first + 2]


async def test_facts_are_saved_line_by_line_and_a_wrong_one_says_what_is_right(program: Program) -> None:
    app = program(bare())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "down", "down", *"200", "enter")
        await sees(app, pilot, "from 0 to 168")
        await pilot.press("backspace", "enter", "4", "down", "up", "escape")
        assert isinstance(app.focused, ProfileList)
        assert (await saved(app, pilot)).setting == Setting(hours_per_week=20, people=4)
        await sees(app, pilot, "2 of 10 known")


async def test_back_from_the_facts_the_profile_is_told_as_wide_as_before(program: Program) -> None:
    app = program(bare())
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(app, pilot, "weighs most Upside: 10% or 10x? · Interest")
        before = str(app.screen.query_one("#detail", Static).content)
        await pilot.press("tab", "down", "down", *"8", "enter", "escape")
        await sees(app, pilot, "1 of 10 known")
        await pilot.pause()
        assert str(app.screen.query_one("#detail", Static).content) == before


async def test_a_wrong_line_holds_once_and_loses_nothing(program: Program) -> None:
    app = program(bare())
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.screen.query_one("#fact-deadline", FactInput)
        app.screen.query_one("#fact-deadline", FactInput).focus()
        await pilot.press(*"soon", "escape", "enter")
        assert isinstance(app.screen, SettingScreen)
        assert line.has_focus
        assert line.value == "soon"
        assert "Deadline" in app.screen.query_one(StatusLine).render().plain
        line.value = "2027.3.1"
        await pilot.press("escape")
        assert line.value == "2027-03-01"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WeightsScreen)
        setting = (await saved(app, pilot)).setting
        assert setting == Setting(deadline=date(2027, 3, 1))


async def test_enter_behind_the_last_fact_goes_on_and_present_values_are_shown(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.screen.query_one("#fact-gpus", FactInput).value == "RTX 3090"
        await sees(app, pilot, "2027-03-01")
        app.screen.query_one("#fact-ram_gb", FactInput).focus()
        await pilot.press(*"64", "enter")
        await pilot.pause()
        assert isinstance(app.screen, WeightsScreen)
        setting = (await saved(app, pilot)).setting
        assert setting is not None
        assert setting.ram_gb == 64


async def test_after_a_result_going_to_and_fro_leaves_one_change(program: Program) -> None:
    record = in_session(a_record())
    record = edits.finish(record, record.sessions[0].id, edits.now())
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.show(SettingScreen())
        await pilot.pause()
        await sees(app, pilot, "both rankings")
        await pilot.press("2", "3", "2")
        changed = await saved(app, pilot)
        assert changed.profile == "researcher"
        assert changed.weights is not None
        assert len(changed.weights.before or []) == 1
        assert changed.weights.order == app.library.profiles["researcher"].order
        await pilot.press("1")
        assert (await saved(app, pilot)).weights is None


@pytest.mark.parametrize(("size", "tongue"), [((60, 18), "ko"), ((120, 40), "en")])
async def test_hostile_facts_fit_and_steer_nothing(
    program: Program, size: tuple[int, int], tongue: language.Language
) -> None:
    language.use(tongue)
    record = edits.set_setting(bare(), {"goal": "[b]x[/] \x1b]52;c;aGk=\x07 \u202e", "venue": "가" * 90})
    app = program(record)
    async with app.run_test(size=size) as pilot:
        await pilot.press("tab")
        await pilot.pause()
        assert "\x1b" not in shown(app)
        await sees(app, pilot, "[b]x[/] ␛]52")
        await pilot.press("enter", "escape")
        assert (await saved(app, pilot)) == record
        assert app.screen.query_one("#fact-help").region.bottom <= size[1] - 2
