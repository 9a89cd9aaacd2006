"""Whatever a question says, it is in view, and what is cut says so."""

from __future__ import annotations

import pytest
from textual.geometry import Size
from textual.widgets import Static

from pickproblem import edits, language
from pickproblem.text import cells
from pickproblem.tui.screens.score.room import Room
from pickproblem.tui.widgets.level_picker import LevelPicker

from ..conftest import Program, a_record, in_session
from ..looking import keys, sees, shown
from .answered import score, words

LONG = "Synthetic to real transfer for small robot arms in a warehouse with shelves and people about " * 2
SIZES = [(80, 24), pytest.param((60, 18), marks=pytest.mark.slow), pytest.param((120, 40), marks=pytest.mark.slow)]


def test_a_note_counts_for_more_than_air_and_the_levels_for_most() -> None:
    room = Room(Size(80, 24))
    free = room.left(told=3, levels=6)
    assert room.layout(told=3, levels=6, note=free - 3) == "airy"
    assert room.layout(told=3, levels=6, note=free - 2) == "close"
    assert room.layout(told=3, levels=6 + free, note=2) == "close"
    assert room.layout(told=3, levels=7 + free, note=2) == "brief"
    small = Room(Size(80, 23)).layout(told=1, levels=6, note=0)
    assert small == "brief", "there is too little room for anything else"


def test_the_answers_of_others_leave_the_levels_whole_where_both_fit() -> None:
    room = Room(Size(80, 24), revising=True)
    assert room.small
    assert room.layout(told=6, levels=8, note=2) == "close"
    assert room.layout(told=12, levels=8, note=2) == "brief"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("spoken", ["en", "ko"])
async def test_every_part_of_every_question_is_in_view(
    program: Program, size: tuple[int, int], spoken: language.Language
) -> None:
    language.use(spoken)
    facts = {"venue": "v", "hours_per_week": 9, "goal": "g", "gpus": [{"model": "RTX 3090"}]}
    record = edits.set_setting(a_record((LONG, "Soft partitions")), facts)
    app = program(in_session(record))
    async with app.run_test(size=size) as pilot:
        for cell in score(app).asked.cells[::2]:
            score(app).show_question(cell)
            await pilot.pause()
            main = app.screen.query_one("#main").region
            assert app.screen.query_one(LevelPicker).region.bottom <= main.bottom, cell.rubric
            assert app.screen.query_one("#reason").region.bottom <= main.bottom, cell.rubric
            note = app.screen.query_one("#note", Static)
            whole = " ".join(str(score(app).asked.rubric.note).split())
            told = " ".join(str(note.content).split())
            assert told == whole or told.endswith("…") or not note.display, cell.rubric
            if size[1] >= 24:
                assert told, f"nothing of the note on {cell.rubric} is in view"
                assert note.content_region.height >= len(str(note.content).splitlines()), cell.rubric


async def test_a_long_title_takes_two_lines_and_says_that_it_goes_on(program: Program) -> None:
    app = program(in_session(a_record((LONG, "Soft partitions"))))
    async with app.run_test(size=(80, 24)) as pilot:
        if "1/2 Soft" in words(app, "#candidate"):
            await pilot.press("right")
        first, second = words(app, "#candidate").splitlines()
        assert second.startswith("     "), "under the title, not under its number"
        assert second.endswith("…")
        assert max(cells(first), cells(second)) <= 76


async def test_a_small_terminal_drops_the_minutes_before_it_cuts_a_word(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.pause()
        line = words(app, "#progress")
        assert cells(line) <= 58
        assert line.endswith("answered")


async def test_the_others_stand_beside_the_question_or_above_it_not_twice(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#others-list").region.height
        assert not app.screen.query_one("#others").region.height


async def test_while_a_reason_is_typed_the_keys_are_those_of_the_line(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Esc Back" in keys(app)
        await pilot.press("5")
        await pilot.pause()
        assert "Enter Go on" in keys(app)
        assert "Answer" not in keys(app)


async def test_under_a_dialog_no_keys_are_shown_but_its_own(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await sees(app, pilot, "Go to which rubric?")
        assert "Enter Choose" in shown(app)
        assert "Reason" not in shown(app).splitlines()[-1]
        await pilot.press("escape")
        await sees(app, pilot, "e Reason")
