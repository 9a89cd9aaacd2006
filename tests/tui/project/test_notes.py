from __future__ import annotations

import pytest

from pickproblem.tui.forms import FormDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.project import ProjectScreen

from ..conftest import TODAY, Opens
from ..looking import at, said, saved, sees


@pytest.mark.slow
async def test_a_note_is_four_lines_and_a_second_one_of_the_day_adds_to_it(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press(JAMO["n"])
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "this was next: Park that idea")
        await pilot.press("enter", "enter", "enter", "enter")
        await sees(app, pilot, "One line is enough")
        await pilot.press(*"x n", "escape")
        await at(app, pilot, ProjectScreen)
        assert "waits here" in said(app)
        await pilot.press("n")
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "x n")
        await pilot.press(*"!", "enter", *"why", "enter", "enter", *"go", "enter")
        await at(app, pilot, ProjectScreen)
        await pilot.press("n")
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "Insight: why")
        await pilot.press("down", *"more", "f3")
        await at(app, pilot, ProjectScreen)
        record = await saved(app, pilot)
    candidate = record.candidate("walking")
    assert candidate is not None
    note = (candidate.notes or [])[-1]
    assert (note.date, note.insight, note.code) == (TODAY, "why\nmore", None)
    assert "x n" in f"{note.result} {note.next}"
    assert "!" in f"{note.result} {note.next}"
