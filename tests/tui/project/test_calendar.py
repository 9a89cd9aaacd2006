from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.screens.project import ProjectScreen

from ..conftest import Opens
from ..looking import at, said, sees, until


@pytest.mark.slow
async def test_the_dates_go_to_a_calendar_and_over_no_file_without_a_yes(project: Opens, tmp_path: Path) -> None:
    app = project()
    target = tmp_path / "tempted.ics"
    target.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        for answer in ("1", "2"):
            await pilot.press("i")
            await at(app, pilot, LineDialog)
            await pilot.press("enter")
            await at(app, pilot, ChoiceDialog)
            assert target.read_text(encoding="utf-8") == "mine"
            await pilot.press(answer)
            await at(app, pilot, ProjectScreen)
        await until(pilot, lambda: "The dates are in" in said(app))
        await pilot.press("i")
        await at(app, pilot, LineDialog)
        await pilot.press(*["backspace"] * 3, *"txt", "enter")
        await sees(app, pilot, "ends in .ics")
    import icalendar

    events = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert date(2015, 4, 30) in [event["dtstart"].dt for event in events]
