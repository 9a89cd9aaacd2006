from __future__ import annotations

from datetime import date

import pytest

from pickproblem import notebook
from pickproblem.record import Record
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.forms import FormDialog
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.review import ReviewScreen

from ..conftest import TODAY, Opens
from ..looking import at, fill, page, saved, sees, shown, until


@pytest.mark.slow
async def test_a_stretch_of_work_ends_with_its_hours_and_a_new_one_begins(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "440")
        await pilot.press("enter", "backspace", "backspace", "backspace", *"5x", "enter", "right", "f3")
        await sees(app, pilot, "5x is no number of hours")
        await pilot.press("up", "backspace", *"00", "enter", "enter")
        assert "paper, post, code" in shown(app)
        await pilot.press(*"a paper", "enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("3")
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        await pilot.press("f3")
        await sees(app, pilot, "overlaps")
        await pilot.press("escape")
        await at(app, pilot, ProjectScreen)
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    assert walking.state == "chosen"
    (stint,) = walking.stints or []
    assert (stint.to, stint.hours, stint.ended, stint.into) == (TODAY, 500, "delivered", "a paper")


@pytest.mark.slow
async def test_a_project_that_is_over_may_be_reviewed_before_it_is_closed(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        await pilot.press("enter", "enter", "right", "f3")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("1")
        await at(app, pilot, ReviewScreen)
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    assert walking.state == "chosen"


@pytest.mark.slow
async def test_a_stretch_may_be_entered_when_it_is_over_and_closing_the_project_ends_what_it_asks(
    project: Opens,
) -> None:
    def ended(record: Record) -> Record:
        return notebook.end_stint(record, "walking", date(2015, 2, 1))

    app = project(change=ended)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        fill(app, "from", "2015-02-10")
        fill(app, "to", "2015-04-01")
        await pilot.press("f3")
        await sees(app, pilot, "of days that were")
        fill(app, "to", "2015-03-01")
        fill(app, "hours", "5d")
        await pilot.press("enter", "enter", "enter", "enter", "enter", "3", "f3")  # a dead end, without evidence
        await at(app, pilot, ProjectScreen)
        await pilot.press("4")
        await until(pilot, lambda: "counts as left for something newer" in " ".join(page(app).split()))
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    stint = (walking.stints or [])[-1]
    assert (str(stint.from_), str(stint.to), stint.days, stint.ended) == ("2015-02-10", "2015-03-01", 5, "dead-end")
