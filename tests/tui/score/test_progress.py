from __future__ import annotations

import pytest
from textual.widgets import Static

from pickproblem import edits
from pickproblem.record import Answer
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.score import progress

from ..conftest import Program, a_record, in_session
from ..looking import until
from .answered import words


async def test_it_says_when_enough_has_been_asked(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.05)
    record = in_session(a_record(profile="after-hours"))
    session = record.sessions[0].id
    for rubric in ("interest", "maturity", "compute"):
        for place, one in enumerate(record.candidates):
            record = edits.answer(record, session, one.id, rubric, Answer(level=5 if place == 0 else 2))
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "enough asked" in words(app, "#progress"))
        shown = " ".join(str(static.content) for static in app.screen.query("#progress, #note").results(Static))
        assert "Search vehicles" not in shown, "whose place it is stays unsaid"
        await pilot.press("f", "1")
        await pilot.pause()
        assert isinstance(app.screen, GutScreen)


async def test_it_does_not_say_so_while_it_is_open(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.05)
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "3")
        for _n in range(60):
            await pilot.pause(0.02)
        await app.workers.wait_for_complete()
        assert "minute" in words(app, "#progress")
