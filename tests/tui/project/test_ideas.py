from __future__ import annotations

from datetime import timedelta

import pytest

from pickproblem import edits, temptation
from pickproblem.record import Record
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.tempted import TemptedScreen

from ..conftest import TODAY, Opens
from ..looking import at, page, said, saved, sees, shown, until


def with_an_old_idea(record: Record) -> Record:
    """The example's, with an idea that nobody was tempted by."""
    record = edits.add_candidate(record, "An older idea")
    return edits.set_state(record, record.candidates[-1].id, "parked")


async def test_an_idea_under_the_cursor_is_opened_and_held_against_the_project(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("5")
        await sees(app, pilot, "▸ A better DQN")
        await pilot.press("enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("1")
        await at(app, pilot, TemptedScreen)


async def test_the_cursor_leads_to_an_idea_that_is_dropped_with_a_reason_and_parked_again(project: Opens) -> None:
    app = project(change=with_an_old_idea)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("5", *["down"] * 9)
        await sees(app, pilot, "▸ An older idea")
        await pilot.press("enter")
        await at(app, pilot, ChoiceDialog)
        assert "another day" not in shown(app), "nobody waits for a day that was never set"
        await pilot.press("escape", *["up"] * 9, "enter", "4")
        await at(app, pilot, LineDialog)
        await pilot.press("enter")
        await sees(app, pilot, "A word or two")
        await pilot.press(*"dull", "enter")
        await until(pilot, lambda: "Dropped: dull" in page(app))
        record = await saved(app, pilot)
        idea = record.temptations[-1].newcomer
        assert [one.state for one in record.candidates if one.id == idea] == ["closed"]
        await pilot.press("enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("3")
        await until(pilot, lambda: "Parked." in said(app))
        record = await saved(app, pilot)
    found = record.candidate(idea)
    assert found is not None
    assert (found.state, [note.insight for note in found.notes or []]) == ("parked", ["Dropped: dull"])


@pytest.mark.parametrize("keys", [["2"], ["1"]])
async def test_an_older_idea_is_taken_up_or_held_against_the_project_as_new(project: Opens, keys: list[str]) -> None:
    app = project(change=with_an_old_idea)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("5", *["down"] * 9, "enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press(*keys)
        if keys == ["1"]:
            await at(app, pilot, TemptedScreen)
        else:
            await sees(app, pilot, "It is a candidate again")
        record = await saved(app, pilot)
    old = record.candidates[-1]
    if keys == ["1"]:
        assert (record.temptations[-1].newcomer, record.temptations[-1].when.date()) == (old.id, TODAY)
    else:
        assert old.state == "open"


async def test_the_day_to_look_again_is_set_here_too(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("5", "enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("2")
        await at(app, pilot, LineDialog)
        await pilot.press(*"2015-01-01", "enter")
        await sees(app, pilot, "lies ahead")
        await pilot.press("end", "ctrl+u", *"+3w", "enter")
        await until(pilot, lambda: "Look again on 2015-03-29." in said(app))
        record = await saved(app, pilot)
    assert temptation.look_again(record.temptations[-1], 7) == TODAY + timedelta(weeks=3)
