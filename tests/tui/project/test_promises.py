from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pickproblem import demo, edits, temptation
from pickproblem.record import Record
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.forms import FormDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.project import ProjectScreen
from tests.plain.conversing import hold, lines, read, timeless

from ..conftest import TODAY, Opens
from ..looking import at, fill, page, said, saved, sees, shown, until


async def test_enter_does_what_the_line_asks_for_and_the_chance_is_told_after_the_answer(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("enter")
        await at(app, pilot, ChoiceDialog)
        assert "80%" not in shown(app)
        await pilot.press("2")
        await until(pilot, lambda: "you had said 80%" in said(app))
        record = await saved(app, pilot)
        outcomes = {one.id: one.outcome for one in record.commitments[0].forecasts or []}
        assert outcomes["would-choose-again-week-8"] is False
        assert "38 days ago" not in page(app)


@pytest.mark.slow
async def test_a_kill_criterion_is_changed_with_a_reason_in_time_and_only_answered_after(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("k", "3")
        await at(app, pilot, FormDialog)
        await pilot.press("f3")
        await sees(app, pilot, "takes a reason")
        await pilot.press("enter", "enter", "enter", *"rain", "enter")
        await sees(app, pilot, "Nothing is different yet")
        await pilot.press("escape")
        await at(app, pilot, ProjectScreen)
        await pilot.press("k", "3")
        await at(app, pilot, FormDialog)
        fill(app, "by", "2015-05-30")
        await pilot.press("enter", "enter", "enter", *"broken", "enter")
        await at(app, pilot, ProjectScreen)
        await pilot.press("2")
        await until(pilot, lambda: "(changed: broken)" in " ".join(page(app).split()))
        record = await saved(app, pilot)
    criterion = record.commitments[0].kill_criteria[0]
    assert (str(criterion.by), criterion.edit_reason) == ("2015-05-30", "broken")
    assert criterion.was is not None
    assert "2015-04-30" in criterion.was


async def test_a_week_before_its_date_a_kill_criterion_stands_and_is_answered(project: Opens) -> None:
    app = project(date(2015, 4, 24))
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press(JAMO["k"])
        await at(app, pilot, ChoiceDialog)
        assert "Change it" not in shown(app)
        await sees(app, pilot, "too near to its date")
        await pilot.press("2")
        await until(pilot, lambda: "Not there. You wrote" in said(app))
        await pilot.press("k")
        await until(pilot, lambda: "Every kill criterion is answered" in said(app))
        record = await saved(app, pilot)
    assert record.commitments[0].kill_criteria[0].met is True


async def test_a_trial_that_is_over_is_answered_and_a_closed_project_asks_for_no_review(project: Opens) -> None:
    def trial(record: Record) -> Record:
        entry = record.temptations[0].id
        begun = temptation.decide(
            record, entry, "trial", TODAY, until=date(2015, 3, 12), success_sign="plays one game well"
        )
        return edits.set_state(begun, "walking", "closed")

    app = project(date(2015, 3, 14), change=trial)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await sees(app, pilot, "It is closed")
        assert "Review" not in page(app)
        await pilot.press("down", "enter")
        await at(app, pilot, ChoiceDialog)
        await sees(app, pilot, "plays one game well")
        await pilot.press("2")
        await at(app, pilot, LineDialog)
        await pilot.press("enter")
        await sees(app, pilot, "A word or two")
        await pilot.press(*"it works", "enter")
        await at(app, pilot, ProjectScreen)
        record = await saved(app, pilot)
    outcome = record.temptations[0].outcome
    assert outcome is not None
    assert (outcome.followed, outcome.reason) == (False, "it works")


async def test_a_forecast_of_ones_own_is_kept_as_the_way_line_by_line_keeps_it(
    project: Opens, tmp_path: Path
) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("2", JAMO["f"])
        await at(app, pilot, FormDialog)
        await pilot.press("f3")
        await sees(app, pilot, "Say in a few words what will have happened")
        fill(app, "what", "受理")
        await pilot.press("f3")
        await sees(app, pilot, "letters from a to z")
        fill(app, "what", "Accepted at the workshop")
        await pilot.press("f3")
        await sees(app, pilot, "is no chance")
        fill(app, "chance", "60%")
        fill(app, "resolve", TODAY.isoformat())
        await pilot.press("f3")
        await sees(app, pilot, "must lie ahead")
        fill(app, "resolve", "+16w")
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: "Kept as “accepted at the workshop”: 60%" in said(app))
        assert "60% accepted at the workshop" in page(app)
        await pilot.press("u")
        record = await saved(app, pilot)
    in_lines = Path(shutil.copy(demo.FOLDER / "tempted.toml", tmp_path / "lines.toml"))
    hold(in_lines, lines("11", "Accepted at the workshop", "60", "+16w"), today=TODAY)
    assert len(record.commitments) == 2
    assert timeless(record) == timeless(read(in_lines))


async def test_of_a_closed_project_nothing_is_forecast(project: Opens) -> None:
    app = project(change=lambda record: edits.set_state(record, "walking", "closed"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("f")
        await until(pilot, lambda: "The project is closed" in said(app))
        record = await saved(app, pilot)
    assert len(record.commitments) == 1


async def test_a_day_that_asks_for_nothing_yet_says_so_and_leads_nowhere(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press(*["down"] * 9, "enter")
        await until(pilot, lambda: "On that day you say" in said(app))
        assert isinstance(app.screen, ProjectScreen)
