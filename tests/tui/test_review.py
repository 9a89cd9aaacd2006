from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from textual.pilot import Pilot

from pickproblem import due, edits, review
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.forms import FormDialog
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.review import ReviewScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.widgets.page_bar import PageBar

from .conftest import TODAY, Opens
from .looking import at, keys, page, saved, sees, shown, until

NOW = datetime(2015, 3, 8, 20, tzinfo=timezone(timedelta(hours=-8)))


def told(app: PickproblemApp) -> str:
    """All that the page in view says, however the lines are broken."""
    return " ".join(page(app).split())


def step(app: PickproblemApp) -> str:
    """The step in view."""
    return review.STEPS[app.screen.query_one(PageBar).current][0]


async def reaches(app: PickproblemApp, pilot: Pilot[int], wanted: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and step(app) == wanted)
    await pilot.pause()


def begun(record: Record) -> Record:
    return edits.begin_session(record, "me", "review", NOW, shuffle=lambda order: None)[0]


def scored(record: Record) -> Record:
    """The review as far as its scores: walking loses its shine, and is held to be known better."""
    record = begun(record)
    session = record.sessions[-1].id
    for candidate, row in (record.sessions[0].answers or {}).items():
        if candidate in ("walking", "games"):
            for rubric, answer in row.items():
                level = max((answer.level or 3) - 1, 1) if candidate == "walking" else answer.level
                given = {"level": level, "reason": "seen from near"}
                record = edits.answer(record, session, candidate, rubric, type(answer).model_validate(given))
    return edits.finish(record, session, NOW)


async def test_a_review_from_what_happened_to_old_against_new(project: Opens, library: Library) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("r")
        await reaches(app, pilot, "outcome")
        assert "I would choose this again in week 8" in told(app)
        await pilot.press("enter")
        await at(app, pilot, ChoiceDialog)
        assert "80%" not in shown(app)
        await pilot.press("1")
        await sees(app, pilot, "How does it stand")
        await pilot.press("1")
        await at(app, pilot, LineDialog)
        await pilot.press(*"two steps", "enter")
        await reaches(app, pilot, "score")
        assert "18 questions" in told(app)
        await pilot.press("3")
        await reaches(app, pilot, "compare")
        assert "→" not in told(app), "nothing old before there is something new"
        await pilot.press("2", "enter")
        await at(app, pilot, ScoreScreen)
        before = app.opened.record.sessions[0].answers or {} if app.opened is not None else {}
        reasons = [answer.reason for row in before.values() for answer in row.values() if answer.reason]
        for n in range(18):
            while not isinstance(app.screen, ScoreScreen):  # a fact of the setting is asked for, and left open
                await pilot.press("escape")
                await pilot.pause()
            text = " ".join(shown(app).split())
            assert not [reason for reason in reasons if reason in text], "an old answer shows"
            assert "enough asked" not in text
            if n == 2:
                await pilot.press("escape", "escape", "escape")
                await reaches(app, pilot, "score")
                assert "2 of 18 answered" in told(app)
                await pilot.press("enter")
                await at(app, pilot, ScoreScreen)
            await pilot.press("3" if n % 2 else "4")
            await pilot.pause()
        await at(app, pilot, GutScreen)
        await pilot.press("1")
        await reaches(app, pilot, "compare")
        await until(pilot, lambda: "What moved" in told(app))
        assert "2014-12-03 and 2015-03-08" in told(app)
        assert "then: It would work for the first time" in told(app)
        assert "answers were given again" in told(app)
        record = await saved(app, pilot)
    asked = due.due(record, today=TODAY, cooling_off=7)
    assert [one.kind for one in asked] == ["parked"], "the note of the day is written too"
    session = record.sessions[-1]
    assert (session.reason, len(session.answers or {})) == ("review", 2)
    note = review.note_of(record.candidates[0], TODAY)
    assert note is not None
    assert note.result == "two steps"


@pytest.mark.slow
async def test_killed_at_any_step_it_goes_on_there(project: Opens, library: Library) -> None:
    app = project(change=begun)
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ScoreScreen)
    app = project(change=scored)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("r")
        await reaches(app, pilot, "compare")
        await until(pilot, lambda: "What moved" in told(app))
        assert "now: seen from near" in told(app)
        await pilot.press("e")
        await until(pilot, lambda: "2015-03-07 and 2015-03-08" in told(app))
        await pilot.press("enter")
        await reaches(app, pilot, "taste")
        await pilot.press("enter")
        await at(app, pilot, LineDialog)
        await sees(app, pilot, "Policy gradients on video games")
        await pilot.press(*"games", "enter", "escape")
        await reaches(app, pilot, "taste")
        record = await saved(app, pilot)
    assert review.open_taste(record, TODAY) == ["forgotten", "theory", "missed", "saw-it"]

    app = PickproblemApp(library, app.opened.saver.stored.path if app.opened else None, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("r")
        await reaches(app, pilot, "compare")
        await pilot.press("enter")
        await reaches(app, pilot, "taste")
        assert "✓ Which idea that you passed over has done well since? games" in told(app)
        await pilot.press("enter")
        await at(app, pilot, LineDialog)
        await pilot.press("enter", "enter", "enter", "enter")
        await reaches(app, pilot, "notes")
        assert "Passed over, did well: games" in told(app)
        await pilot.press("n", "escape")
        await pilot.press("enter")
        await at(app, pilot, ProjectScreen)


@pytest.mark.slow
async def test_what_is_delivered_is_said_first_and_closed_at_the_end(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("r", "enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("3")
        await sees(app, pilot, "How does it stand")
        await pilot.press("2")
        await at(app, pilot, FormDialog)
        await pilot.press("enter", "enter", "enter", *"a paper", "enter")
        await reaches(app, pilot, "score")
        await pilot.press("s")
        await reaches(app, pilot, "compare")
        assert "Not scored again yet" in told(app)
        await pilot.press("s", "s")
        await reaches(app, pilot, "notes")
        await pilot.press("s")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("1")
        await at(app, pilot, ProjectScreen)
        await sees(app, pilot, "It is closed")
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    assert walking.state == "closed"
    assert [(one.ended, one.into) for one in walking.stints or []] == [("delivered", "a paper")]
    assert [one.kind for one in due.due(record, today=TODAY, cooling_off=7)] == ["forecast", "parked"]


async def test_the_keys_of_a_step_are_those_that_do_something_there(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("r", "3")
        await reaches(app, pilot, "compare")
        await until(pilot, lambda: "Go on without" in keys(app))
        assert "Against another day" not in keys(app), "there is nothing new to hold against an earlier day"
        await pilot.press("5")
        await reaches(app, pilot, "notes")
        await until(pilot, lambda: "Done" in keys(app))
        assert "Go on" not in keys(app)
        await pilot.press("enter")
        await at(app, pilot, ProjectScreen)
