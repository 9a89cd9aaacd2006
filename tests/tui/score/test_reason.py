from __future__ import annotations

from textual.widgets import Input

from pickproblem import edits
from pickproblem.record import Answer

from ..conftest import Program, a_record, in_session
from ..looking import saved
from .answered import cells, words


async def test_a_reason_is_asked_at_the_ends_of_the_scale_only(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        assert not app.screen.query_one("#reason-input").display
        await pilot.press("5")
        line = app.screen.query_one("#reason-input", Input)
        assert line.has_focus
        await pilot.press(*"q5 [b]", "enter")
        record = await saved(app, pilot)
        assert list(cells(record).values())[1].reason == "q5 [b]", "letters are text while a line is typed"
        await pilot.press("left")
        assert "q5 [b]" in words(app, "#reason")


async def test_a_reason_of_a_hostile_record_is_shown_safely_where_it_is_typed(program: Program) -> None:
    record = in_session(a_record())
    cell = Answer(level=3, reason="\x1b]52;c;eA==\x07x")
    record = edits.answer(record, record.sessions[0].id, record.candidates[0].id, "compute", cell)
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("left", "e")
        await pilot.pause()
        assert app.screen.query_one("#reason-input", Input).display
        painted = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "␛]52" in painted
        assert "\x1b" not in painted
