"""A form takes what was typed, however fast the keys come."""

from __future__ import annotations

from datetime import date

import pytest
from textual import events

from pickproblem import notebook
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.project import ProjectScreen

from .conftest import TODAY, Opens
from .looking import at, said, saved, until


def press(app: PickproblemApp, *keys: str) -> None:
    """All in one piece, as over a slow line: nothing is waited for in between."""
    for key in keys:
        app.post_message(events.Key(key, "\r" if key == "enter" else key if len(key) == 1 else None))


@pytest.mark.parametrize("last", ["enter", "f3"])
async def test_typed_in_one_piece_the_last_line_is_taken_too(project: Opens, last: str) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        press(app, "f", *"code is out", "enter", *"75", "enter", *"2015-06-01", last)
        await until(pilot, lambda: isinstance(app.screen, ProjectScreen) and "Kept as" in said(app))
        record = await saved(app, pilot)
    (one,) = record.commitments[-1].forecasts or []
    assert (one.id, one.p, str(one.resolve)) == ("code-is-out", 0.75, "2015-06-01")


async def test_typed_in_one_piece_what_a_field_asks_for_is_asked(project: Opens) -> None:
    app = project(change=lambda record: notebook.end_stint(record, "walking", date(2015, 3, 1)))
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        days = ["enter", *TODAY.isoformat(), "enter"]
        press(app, "b", *days, *"3d", "enter", "enter", "enter", "2", "enter", *"a post", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProjectScreen) and "Kept." in said(app))
        record = await saved(app, pilot)
    candidate = record.candidate("walking")
    assert candidate is not None
    last = (candidate.stints or [])[-1]
    assert (last.to, last.days, last.ended, last.into) == (TODAY, 3, "delivered", "a post")
