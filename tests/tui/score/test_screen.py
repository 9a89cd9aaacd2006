from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from pickproblem import edits, language
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.weights import WeightsScreen
from pickproblem.tui.widgets.bars import StatusLine
from pickproblem.tui.widgets.level_picker import LevelPicker

from ..conftest import Program, a_record, in_session
from ..looking import saved
from .answered import cells, score, words


async def test_a_digit_answers_saves_and_goes_on(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "4")
        record = await saved(app, pilot)
        assert [answer.level for answer in cells(record).values()] == [3, 4]
        assert "Soft partitions" in words(app, "#candidate")
        assert "2 of 24 answered" in words(app, "#progress")
        assert "Saved" in app.screen.query_one(StatusLine).render().plain


async def test_a_range_is_widened_with_keys_and_taken_with_enter(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "shift+down", "shift+up", "enter")
        answer = next(iter(cells(await saved(app, pilot)).values()))
        assert (answer.level, answer.low, answer.high) == (3, 2, 4)
        await pilot.press("left")
        levels = app.screen.query_one(LevelPicker).render().plain
        assert "┬" in levels
        assert "◆" in levels
        assert "✓" in levels
        await pilot.press("right_square_bracket", "right_square_bracket", "enter")
        answer = next(iter(cells(await saved(app, pilot)).values()))
        assert (answer.low, answer.high) == (2, 3), "past the end of the scale the side closes again"


async def test_a_range_is_dragged_with_the_mouse(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(120, 40)) as pilot:
        picker = app.screen.query_one(LevelPicker)
        rows = picker._rows(picker.size.width)
        tops = [sum(len(lines) for _level, lines in rows[:i]) for i in range(5)]
        await pilot.mouse_down(LevelPicker, offset=(10, tops[2]))
        await pilot.mouse_up(LevelPicker, offset=(10, tops[3]))
        answer = next(iter(cells(await saved(app, pilot)).values()))
        assert (answer.level, answer.believed_low, answer.believed_high) == (3, 3, 4)
        await pilot.click(LevelPicker, offset=(10, tops[1]))
        answer = next(iter(cells(await saved(app, pilot)).values()))
        assert (answer.level, answer.low) == (2, None)


async def test_unknown_is_one_key(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        answer = next(iter(cells(await saved(app, pilot)).values()))
        assert answer.unknown
        assert answer.level is None


async def test_undo_takes_back_the_last_answer(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "4", "u")
        assert len(cells(await saved(app, pilot))) == 1
        assert "Synthetic" in words(app, "#candidate")
        await pilot.press("u", "u")
        assert len(cells(await saved(app, pilot))) == 0


async def test_equals_gives_the_rest_of_the_rubric_the_same_level(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "equals_sign")
        record = await saved(app, pilot)
        assert [answer.level for answer in cells(record).values()] == [4, 4, 4]
        assert "rubric 2 of 8" in words(app, "#progress")


@pytest.mark.slow
async def test_the_last_answer_leads_to_the_ranking_by_feeling(program: Program) -> None:
    record = edits.set_setting(a_record(("One", "Two")), {"venue": "v", "deadline": None})
    app = program(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        for _n in range(16):
            if isinstance(app.screen, ScoreScreen):
                await pilot.press("3")
            await pilot.pause()
            while not isinstance(app.screen, ScoreScreen | GutScreen):
                await pilot.press("enter")
                await pilot.pause()
        assert isinstance(app.screen, GutScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ScoreScreen)


async def test_no_totals_while_scoring(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5", "enter", "4")
        shown = " ".join(str(static.content) for static in app.screen.query(Static))
        assert "score" not in shown.lower()
        assert "%" not in shown.replace("10%", "")


async def test_back_from_the_first_question_leads_to_the_weights(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, WeightsScreen)


async def test_every_letter_works_as_jamo(program: Program) -> None:
    language.use("ko")
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", JAMO["u"])
        assert len(cells(await saved(app, pilot))) == 0
        await pilot.press("3", JAMO["h"], JAMO["e"])
        assert app.screen.query_one("#reason-input", Input).has_focus
        await pilot.press(*"이유", "enter")
        assert next(iter(cells(await saved(app, pilot)).values())).reason == "이유"


@pytest.mark.parametrize(
    "size",
    [(80, 24), pytest.param((60, 18), marks=pytest.mark.slow), pytest.param((120, 40), marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("spoken", ["en", "ko"])
async def test_all_five_levels_are_in_view(
    program: Program, size: tuple[int, int], spoken: language.Language
) -> None:
    language.use(spoken)
    app = program(in_session(a_record()))
    async with app.run_test(size=size) as pilot:
        screen = score(app)
        for cell in screen.asked.cells[::3]:
            screen.show_question(cell)
            await pilot.pause()
            if not isinstance(app.screen, ScoreScreen):
                await pilot.press("escape")
                await pilot.pause()
            if cell != screen.asked.cells[0]:
                await pilot.press("down", "down")
                await pilot.pause()
            picker = app.screen.query_one(LevelPicker)
            assert picker.region.height == sum(len(lines) for _level, lines in picker._rows(picker.size.width))
            assert picker.region.bottom <= app.screen.query_one(StatusLine).region.y, cell.rubric


async def test_hostile_titles_do_nothing(program: Program, tmp_path: Path) -> None:
    hostile = ("[@click=app.quit]x[/] [b", "\x1b]52;c;eA==\x07 evil", "\u202egnp.exe")
    app = program(in_session(a_record(hostile)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "g", "escape", "3")
        await pilot.pause()
        painted = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "\x1b" not in painted
        assert "\u202e" not in painted
        assert "[@click=app.quit]" in painted, "markup is shown as it was written"
