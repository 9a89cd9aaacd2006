from __future__ import annotations

from textual.widgets import Input

from pickproblem import edits

from ..conftest import Program, a_record, in_session
from ..looking import saved, sees
from .answered import cells, score


async def test_jump_goes_to_any_rubric(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "4")
        await pilot.pause()
        assert score(app).asked.cell.rubric == "interest"


async def test_a_gate_rules_out_unless_a_reason_lifts_it(program: Program) -> None:
    app = program(in_session(a_record(profile="after-hours")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert {cell.candidate for cell in score(app).asked.cells if cell.rubric != "maturity"} == {
            "synthetic-to-real",
            "soft-partitions",
        }
        await pilot.press("1")
        await pilot.pause()
        await pilot.press(*"new data", "enter")
        record = await saved(app, pilot)
        answer = cells(record)["synthetic-to-real", "maturity"]
        assert answer.lifts_gate == "new data"
        assert "synthetic-to-real" in {cell.candidate for cell in score(app).asked.cells if cell.rubric == "interest"}


async def test_probes_suggest_a_level_with_a_range(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "3")
        await pilot.pause()
        assert score(app).asked.cell.rubric == "upside"
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("4", "3", "0")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        answer = cells(await saved(app, pilot))["search-vehicles-by-words", "upside"]
        assert answer.probes == {"left": 4, "notice": 3}
        assert (answer.level, answer.low, answer.high) == (4, 3, 4)


async def test_a_gate_that_is_left_says_how_it_stands(program: Program) -> None:
    app = program(in_session(a_record(profile="after-hours")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await sees(app, pilot, "This rules out")
        await sees(app, pilot, "left empty, it is ruled out")
        await pilot.press("escape")
        await sees(app, pilot, "As it stands it is ruled out; the same level asks again.")
        await pilot.press("1")
        await sees(app, pilot, "This rules out")


async def test_all_of_a_probe_is_in_view_on_the_smallest_terminal(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(60, 18)) as pilot:
        for question in ("2", "3"):
            await pilot.press("g", question)
            await pilot.pause()
            await pilot.press("p")
            await sees(app, pilot, "Fact 1 of")
            await sees(app, pilot, "Esc Leave it")
            await pilot.press("escape")
            await sees(app, pilot, "don't know yet")


async def test_facts_are_asked_when_a_rubric_first_needs_them(program: Program) -> None:
    record = edits.set_setting(a_record(), {"hours_per_week": None})
    app = program(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "3", "3")
        await pilot.pause()
        assert app.screen.query_one("#line", Input).has_focus
        await pilot.press(*"many", "enter")
        assert isinstance(app.screen.query_one("#line"), Input), "a wrong line is not taken"
        await pilot.press(*["backspace"] * 4, *"12", "enter")
        record = await saved(app, pilot)
        assert record.setting is not None
        assert record.setting.hours_per_week == 12
        assert score(app).asked.cell.rubric == "maturity"
