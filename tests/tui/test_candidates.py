from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from pickproblem import edits, language
from pickproblem.record import Answer, Record
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.screens.candidates import CandidateList, CandidatesScreen, TitleInput
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.setting import SettingScreen

from .conftest import Program, a_record, in_session
from .looking import keys, said, saved, shown

# Kept out of the default run for its length; CI runs it.
pytestmark = pytest.mark.slow

HOSTILE = "[/b][@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202etxt"


def empty() -> Record:
    return edits.new_record("What to submit", edits.now())


def titles(app: PickproblemApp) -> list[str]:
    assert app.opened is not None
    return [candidate.title for candidate in app.opened.record.candidates]


async def test_titles_are_typed_one_a_line_and_an_empty_line_goes_on(program: Program) -> None:
    app = program(empty())
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, CandidatesScreen)
        await pilot.press("enter")
        assert "at least one" in said(app)
        await pilot.press(*"one", "enter", "enter")
        assert "no choice yet" in said(app)
        await pilot.press(*"q n", "enter", *"three?", "enter")
        assert titles(app) == ["one", "q n", "three?"]
        assert "F1 Help" in keys(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingScreen)
        record = await saved(app, pilot)
        assert [candidate.id for candidate in record.candidates] == ["one", "q-n", "three"]
        assert record.setting is not None


async def test_one_candidate_goes_on_after_a_word(program: Program) -> None:
    app = program(empty())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"one", "enter", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingScreen)


async def test_a_pasted_list_adds_all_of_it(program: Program) -> None:
    app = program(empty())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"my ")
        app.screen.query_one(TitleInput).post_message(events.Paste("first\n- second\n\n 3. third  \n"))
        await pilot.pause()
        assert titles(app) == ["my first", "second", "third"]
        assert app.screen.query_one(TitleInput).value == ""
        assert "3 added" in said(app)
        app.screen.query_one(TitleInput).post_message(events.Paste("one\x1b]52;c;aGk=\x07 only\n"))
        await pilot.pause()
        assert app.screen.query_one(TitleInput).value == "one␛]52;c;aGk=␇ only"


async def test_the_list_is_changed_by_keys(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await to_candidates(app, pilot)
        await pilot.press("up", "e")
        await pilot.pause()
        assert isinstance(app.screen, LineDialog)
        await pilot.press(*"!", "enter")
        await pilot.press("s", *"A sentence.", "enter")
        await pilot.pause()
        assert titles(app)[2] == "Soft partitions!"
        await pilot.press("up", "d")
        assert titles(app) == ["Search vehicles by words", "Soft partitions!"]
        await pilot.press("u")
        assert len(titles(app)) == 3
        await pilot.press("delete", "t", *" now", "enter")
        await pilot.press("tab", *"x")
        assert app.screen.query_one(TitleInput).value == "x"
        record = await saved(app, pilot)
        assert record.title == "What to submit now"
        assert record.candidates[-1].pitch == "A sentence."
        assert [candidate.id for candidate in record.candidates] == ["search-vehicles-by-words", "soft-partitions"]


async def to_candidates(app: PickproblemApp, pilot: Pilot[int]) -> None:
    await pilot.pause()
    while not isinstance(app.screen, CandidatesScreen):
        await pilot.press("escape")
        await pilot.pause()


async def test_the_last_one_removed_comes_back_with_ctrl_z(program: Program) -> None:
    app = program(edits.add_candidate(empty(), "only"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "d")
        assert titles(app) == []
        assert app.screen.query_one(TitleInput).has_focus
        await pilot.press("ctrl+z")
        assert titles(app) == ["only"]


async def test_what_has_answers_is_closed_and_opens_again(program: Program) -> None:
    record = in_session(a_record())
    first = record.candidates[0].id
    record = edits.answer(record, record.sessions[0].id, first, "interest", Answer(level=3))
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_candidates(app, pilot)
        await pilot.press("up", "up", "up")
        assert "Open again" not in keys(app)
        await pilot.press("d")
        assert "closed" in said(app)
        assert "Open again" in keys(app)
        assert app.opened is not None
        assert app.opened.record.candidates[0].state == "closed"
        await pilot.press("o")
        assert app.opened.record.candidates[0].state == "open"
        await pilot.press("end", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ScoreScreen)


async def test_a_line_not_added_yet_is_not_dropped_unasked(program: Program) -> None:
    app = program(empty())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"half", "escape")
        assert isinstance(app.screen, CandidatesScreen)
        assert "not added yet" in said(app)


async def test_the_jamo_of_a_letter_is_the_letter(program: Program) -> None:
    app = program(edits.add_candidate(edits.add_candidate(empty(), "하나"), "둘"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "ㅏ", "ㅇ")
        assert titles(app) == ["둘"]


@pytest.mark.parametrize(("size", "tongue"), [((60, 18), "ko"), ((120, 40), "en")])
async def test_hostile_titles_are_shown_and_change_nothing(
    program: Program, size: tuple[int, int], tongue: language.Language
) -> None:
    language.use(tongue)
    record = edits.add_candidate(edits.add_candidate(empty(), HOSTILE, pitch=HOSTILE * 9), "긴 제목 " * 40)
    app = program(edits.set_title(record, HOSTILE))
    async with app.run_test(size=size) as pilot:
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LineDialog)
        assert "\x1b" not in app.screen.query_one(Input).value
        await pilot.press("enter")
        await pilot.pause()
        assert titles(app)[0] == HOSTILE
        screen = app.screen
        shown = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[/b]" in shown
        assert screen.query_one(TitleInput).region.bottom <= size[1]
        assert screen.query_one(CandidateList).region.bottom <= screen.query_one(TitleInput).region.y + 1


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_a_long_list_breaks_its_lines_before_its_bar(program: Program, size: tuple[int, int]) -> None:
    words = "a title of many short words " * 5
    app = program(a_record(tuple(f"{n} {words}" for n in range(9))))
    async with app.run_test(size=size) as pilot:
        app.show(CandidatesScreen())
        await pilot.pause()
        listed = app.screen.query_one(CandidateList)
        assert listed.max_scroll_y > 0
        await pilot.pause()
        seen = shown(app).splitlines()[listed.region.y : listed.region.bottom]
        assert all(line[1:5].strip().isdigit() or not line[1:5].strip() for line in seen), "\n".join(seen)


async def test_the_line_for_one_more_stays_in_view_below_a_long_list(program: Program) -> None:
    record = empty()
    for n in range(40):
        record = edits.add_candidate(record, f"candidate {n}")
    app = program(record)
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.press(*"last", "enter")
        await pilot.pause()
        assert app.screen.query_one(TitleInput).region.bottom <= 16
        assert "last" in "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert app.screen.query_one("#advice", Static) is not None
