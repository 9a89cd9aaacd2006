from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static

from pickproblem import answers as views
from pickproblem import edits, flow, language
from pickproblem.record import Answer, Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.answer_once import AnswerDialog
from pickproblem.tui.screens.commit import CommitScreen
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.widgets.bars import StatusLine

from .conftest import TITLES, Program, a_record, in_session, on_disk
from .looking import at, keys, saved, sees, until

EXAMPLES = Path(str(resources.files("pickproblem"))) / "examples"


def scored(library: Library, record: Record, level: Callable[[int, str], int]) -> Record:
    """The record with every question answered by a function of the candidate's place and the rubric."""
    record = in_session(record)
    session = record.sessions[-1]
    places = [one.id for one in record.candidates]
    for cell in flow.questions(record, library, session):
        answer = Answer(level=level(places.index(cell.candidate), cell.rubric))
        record = edits.answer(record, session.id, cell.candidate, cell.rubric, answer)
    return record


def finished(library: Library, record: Record, level: Callable[[int, str], int]) -> Record:
    record = scored(library, record, level)
    return edits.finish(record, record.sessions[-1].id, edits.now())


async def shown(app: PickproblemApp, pilot: Pilot[int]) -> str:
    """All that the result says, once it is counted."""
    await pilot.pause()
    counting = [worker for worker in app.workers if worker.group == "ranking"]
    if counting:
        await app.workers.wait_for_complete(counting)
    await pilot.pause()
    if not isinstance(app.screen, ResultScreen):
        return ""
    return str(app.screen.page.query_one(Static).content)


async def drawn(app: PickproblemApp, pilot: Pilot[int]) -> str:
    """What the page says once what is supposed is drawn."""
    screen = app.screen
    assert isinstance(screen, ResultScreen)
    await until(
        pilot,
        lambda: (
            screen.view is not None and (screen.view.kept is screen.view.supposed or screen.view.drawn is not None)
        ),
    )
    return await shown(app, pilot)


async def test_the_result_shows_ranking_doubt_and_reasons(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(120, 40)) as pilot:
        words = await shown(app, pilot)
        assert "“Search vehicles by words” leads" in words
        assert "equal" in words
        assert "◆" in words
        assert "Find this out next" in words or "Enough" in words


async def test_who_is_ruled_out_is_said_with_the_reason(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "vital-lab.toml"
    copy.write_bytes((EXAMPLES / "vital-lab.toml").read_bytes())
    app = PickproblemApp(library, copy, at=flow.Step("result"))
    async with app.run_test(size=(120, 50)) as pilot:
        assert "Committed by" in await shown(app, pilot)
        await pilot.press("7")
        words = " ".join((await shown(app, pilot)).split())
        assert "Ruled out" in words
        assert "ImageNet" in words
        assert str(library.profiles["after-hours"].gates[0].text) in words


async def test_down_shows_the_lead_over_another(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        await pilot.press("3")
        before = await shown(app, pilot)
        assert "points ahead of “Synthetic to real”" in " ".join(before.split())
        await pilot.press("down")
        after = await shown(app, pilot)
        assert before != after
        await pilot.press("up")
        assert await shown(app, pilot) == before


@pytest.mark.slow
async def test_the_reason_of_an_answer_is_read_in_full_where_there_is_room(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "vital-lab.toml"
    copy.write_bytes((EXAMPLES / "vital-lab.toml").read_bytes())
    why = "Interest comes first in the text, and this is what the lab then spent its evenings on"
    for size, whole in (((80, 24), True), ((60, 20), True), ((60, 13), False)):
        app = PickproblemApp(library, copy, at=flow.Step("result"))
        async with app.run_test(size=size) as pilot:
            await shown(app, pilot)
            await pilot.press("4")
            words = await shown(app, pilot)
            assert (why in " ".join(words.split())) == whole
            assert "Why: Interest comes first" in words


@pytest.mark.slow
async def test_titles_are_whole_on_the_page_of_shares(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "vital-lab.toml"
    copy.write_bytes((EXAMPLES / "vital-lab.toml").read_bytes())
    app = PickproblemApp(library, copy, at=flow.Step("result"))
    async with app.run_test(size=(60, 20)) as pilot:
        await shown(app, pilot)
        await pilot.press("2")
        words = await shown(app, pilot)
        assert "Soft-partition attention for vehicle re-identification" in words.splitlines()
        await pilot.press("3")
        assert "there room" in await shown(app, pilot)


@pytest.mark.slow
async def test_of_a_large_table_the_part_around_the_cursor_is_seen(program: Program, library: Library) -> None:
    titles = tuple(f"{name} among many" for name in "ABCDEFGHIJKL")
    app = program(
        finished(library, a_record(titles), lambda place, rubric: 3 if rubric == "compute" else 1 + place % 5)
    )
    async with app.run_test(size=(60, 18)) as pilot:
        await shown(app, pilot)
        await pilot.press("4")
        words = await shown(app, pilot)
        assert "more ▸" in words
        assert "◂" not in words
        for _step in range(12):
            await pilot.press("right")
            await pilot.press("down")
        words = await shown(app, pilot)
        assert "◂ 5 more" in words
        assert "more ▸" not in words
        table = words.split("\n\n")[0].splitlines()
        assert "▸" in table[-2], "the cursor stands in the last row, above what is said of the others"
        last = list(app.screen.view.document["weights"])[-1] if isinstance(app.screen, ResultScreen) else ""
        seen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert str(library.rubrics[last].title)[:10] in seen
        assert "“" in seen.splitlines()[-5], "what stands in the cell is seen without scrolling"


async def test_one_answer_again_makes_a_finished_session_of_its_own(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        await pilot.press("g", "2", "4", "5", *"now I know")
        await until(pilot, lambda: "Enter Done" in keys(app))
        await pilot.press("enter")
        words = await shown(app, pilot)
        assert app.opened is not None
        assert await app.opened.saver.finish()
        record = on_disk(app)
        assert len(record.sessions) == 2
        assert record.sessions[0].answers == app.opened.record.sessions[0].answers
        again = record.sessions[1]
        assert again.reason == "review"
        assert again.finished is not None
        assert again.answers == {"synthetic-to-real": {"interest": Answer(level=5, reason="now I know")}}
        assert "◆" in words


async def test_weights_changed_after_the_result_show_both_rankings(program: Program, library: Library) -> None:
    record = finished(library, a_record(), lambda place, rubric: 1 + (place + len(rubric)) % 5)
    record = edits.set_weights(
        record,
        edits.Weights(method="swing", points={"drive": 100, "interest": 10}),
        library,
        edits.now() + timedelta(hours=1),
    )
    app = program(record)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "before" in await shown(app, pilot)


async def test_all_ruled_out_says_what_to_do(program: Program, library: Library) -> None:
    record = finished(
        library, a_record(profile="after-hours"), lambda place, rubric: 1 if rubric == "maturity" else 3
    )
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        words = await shown(app, pilot)
        assert "ruled out" in words
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CommitScreen)


@pytest.mark.slow
async def test_keys_that_have_nothing_to_do_are_not_offered(program: Program, library: Library) -> None:
    alone = finished(library, a_record((*TITLES[:2],)), lambda place, rubric: 4 - place)
    alone = edits.set_state(alone, alone.candidates[1].id, "parked")
    pair = finished(library, a_record((*TITLES[:2],)), lambda place, rubric: 4 - place)
    offered: list[dict[str, str]] = []
    for record in (alone, pair):
        app = program(record)
        async with app.run_test(size=(120, 30)) as pilot:
            await shown(app, pilot)
            bars = {}
            for page in "3456":
                await pilot.press(page)
                await pilot.pause()
                bars[page] = keys(app)
                await pilot.press("down", "plus", "right")
                await pilot.press(page)
            offered.append(bars)
        assert app.opened is not None
        app.opened.saver.stored.path.unlink()
    one, two = offered
    assert "Against another" not in one["3"] + two["3"], "of two there is no other"
    assert "What if" not in one["4"]
    assert "Weight  " not in one["5"]
    assert "Choose" not in one["6"]
    assert "What if" in two["4"]
    assert "Rubric" in two["5"]
    assert "Choose" in two["6"]


# --- the pages


def unsure(library: Library, record: Record) -> Record:
    """Answers of every kind: bare, with a range, unknown, and one not given; the first place is open."""
    record = in_session(record)
    session = record.sessions[-1]
    for n, cell in enumerate(flow.questions(record, library, session)[:-1]):
        level = 2 + (n * 7 + len(cell.rubric)) % 3
        kinds = (Answer(level=level), Answer(level=level, low=level - 1, high=level + 1), Answer(unknown=True))
        record = edits.answer(record, session.id, cell.candidate, cell.rubric, kinds[n % 3])
    return edits.finish(record, session.id, edits.now())


WORDS = {
    "1": "first in",
    "2": "How often each takes each rank",
    "3": "Where the points come from",
    "4": "not known",
    "5": "nothing (▒) to double (█)",
    "6": "Worth finding out",
    "7": "To keep in mind",
}


async def every_page(app: PickproblemApp, pilot: Pilot[int]) -> dict[str, str]:
    """What every page says, moved about in a little."""
    await shown(app, pilot)
    said = {}
    for page in WORDS:
        await pilot.press(page, "down", "up", "down", "pagedown")
        said[page] = await shown(app, pilot)
        assert "nan" not in said[page].lower().split()
    return said


@pytest.mark.slow
async def test_every_page_is_one_digit_away_and_tab_turns_them(program: Program, library: Library) -> None:
    app = program(unsure(library, a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        said = await every_page(app, pilot)
        for page in ("1", "2", "4", "5", "6", "7"):
            assert WORDS[page] in " ".join(said[page].split())
        assert "Why “" in said["3"]
        await pilot.press("tab")
        assert WORDS["1"] in await shown(app, pilot)
        await pilot.press("shift+tab", "left")
        assert "gain" in await shown(app, pilot)
        await pilot.click("#pages", offset=(13, 0))
        assert WORDS["2"] in await shown(app, pilot)
        await pilot.press("3", "enter")
        assert isinstance(app.screen, ResultScreen), "Enter commits from the ranking alone"


@pytest.mark.slow
async def test_what_if_repaints_at_once_and_never_reaches_the_file(program: Program, library: Library) -> None:
    app = program(unsure(library, a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        before = await shown(app, pilot)
        assert app.opened is not None
        file = app.opened.saver.stored.path
        kept, record = file.read_bytes(), app.opened.record
        await pilot.press("5")
        as_it_is = await shown(app, pilot)
        assert "As it was" not in keys(app)
        await pilot.press("right")
        assert "What if, not kept" in await shown(app, pilot), "before anything is drawn"
        await pilot.press(*["right"] * 8)
        moved = await drawn(app, pilot)
        assert "→" in moved
        assert "As it was" in keys(app)
        await pilot.press("1")
        assert await shown(app, pilot) == before, "the ranking is that of the record"
        await pilot.press("4", "plus")
        assert "*" in (await drawn(app, pilot)).split("Levels:")[0]
        await pilot.press("r")
        assert "*" not in (await drawn(app, pilot)).split("Levels:")[0]
        await pilot.press("5")
        assert await drawn(app, pilot) == as_it_is
        assert await app.opened.saver.finish()
        assert file.read_bytes() == kept
        assert app.opened.record is record


async def test_find_out_next_leads_to_the_question_and_back_with_what_moved(
    program: Program, library: Library
) -> None:
    app = program(unsure(library, a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("6")
        await shown(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        assert app.screen.view is not None
        asked = app.screen.view.document["find_out_next"][1]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AnswerDialog)
        await pilot.press("5", *"seen", "enter")
        words = await shown(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        assert words.startswith("First in ")
        record = await saved(app, pilot)
        answers = {asked["candidate"]: {asked["rubric"]: Answer(level=5, reason="seen")}}
        assert record.sessions[-1].answers == answers
        await pilot.press("enter", "escape")
        assert await shown(app, pilot) == words, "left without an answer nothing moves"


async def test_an_answer_of_the_table_is_answered_where_it_stands(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("4", "right", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AnswerDialog)
        await pilot.press("1", "enter")
        await shown(app, pilot)
        assert app.screen.query_one(StatusLine).render().plain.startswith("First in ")
        (row,) = ((await saved(app, pilot)).sessions[-1].answers or {}).values()
        assert list(row.values()) == [Answer(level=1)]


HOSTILE = ("\x1b]52;c;aGk=\x07[b]", "[/]\u202eevil", "가" * 150)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("titles", "level"),
    [
        (TITLES[:1], lambda place, rubric: 3),
        (TITLES[:2], lambda place, rubric: 3),
        (HOSTILE, lambda place, rubric: 2 + (place + len(rubric)) % 3),
    ],
    ids=["one", "identical", "hostile"],
)
async def test_every_page_is_sound_whatever_there_is_to_compare(
    program: Program, library: Library, titles: tuple[str, ...], level: Callable[[int, str], int]
) -> None:
    app = program(finished(library, a_record(titles), level))
    async with app.run_test(size=(60, 18)) as pilot:
        said = await every_page(app, pilot)
        assert all(said.values())
        assert not any("\x1b" in words or "\u202e" in words for words in said.values())
        await pilot.press("5", "right", "right", "4", "plus", "6", "enter")
        await pilot.pause()
        if len(titles) == 1:
            assert "two, better three" in said["1"] + said["5"]


@pytest.mark.slow
async def test_all_unknown_and_all_weight_on_one_rubric(program: Program, library: Library) -> None:
    record = in_session(a_record())
    session = record.sessions[-1]
    for cell in flow.questions(record, library, session):
        record = edits.answer(record, session.id, cell.candidate, cell.rubric, Answer(unknown=True))
    record = edits.finish(record, session.id, edits.now())
    weights = edits.Weights(method="swing", points={"interest": 100, "drive": 0})
    app = program(edits.set_weights(record, weights, library, edits.now()))
    async with app.run_test(size=(80, 24)) as pilot:
        said = await every_page(app, pilot)
        assert "Level at the top" in said["1"]
        assert "are level" in " ".join(said["5"].split())
        await pilot.press("5", "up", "up", *["left"] * 3)
        words = await drawn(app, pilot)
        assert "not kept" in words
        assert "nan" not in words.lower()


@pytest.mark.slow
async def test_all_ruled_out_leaves_every_page_sound(program: Program, library: Library) -> None:
    record = finished(library, a_record(profile="after-hours"), lambda place, rubric: 1)
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        said = await every_page(app, pilot)
        assert "Ruled out" in said["7"]
        assert "×" in said["4"]
        await pilot.press("4", "plus")
        assert "What if" not in keys(app), "without a race there is nothing to suppose"


# --- the ranking by feeling


async def test_gut_places_the_last_by_itself_and_finishes(program: Program, library: Library) -> None:
    app = program(scored(library, a_record(), lambda place, rubric: 3))
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, GutScreen)
        await pilot.press("3", "1")
        await shown(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        assert app.opened is not None
        assert await app.opened.saver.finish()
        session = on_disk(app).sessions[0]
        assert session.gut == ["soft-partitions", "search-vehicles-by-words", "synthetic-to-real"]
        assert session.finished is not None
        assert views.open_session(on_disk(app), "me") is None


async def test_what_was_said_of_one_page_is_not_said_of_the_next(program: Program, library: Library) -> None:
    app = program(unsure(library, a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        line = app.screen.query_one(StatusLine)
        line.say("A copy of the example")
        assert "A copy" in line.render().plain
        await pilot.press("2")
        assert "A copy" not in line.render().plain


async def test_gut_says_that_one_can_go_back(program: Program, library: Library) -> None:
    app = program(scored(library, a_record(), lambda place, rubric: 3))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Esc Back" in keys(app)


async def test_gut_is_kept_while_it_is_made(program: Program, library: Library) -> None:
    app = program(scored(library, a_record(), lambda place, rubric: 3))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        assert app.opened is not None
        assert await app.opened.saver.finish()
        assert on_disk(app).sessions[0].gut == ["synthetic-to-real"]
        await pilot.press("u")
        assert await app.opened.saver.finish()
        assert on_disk(app).sessions[0].gut is None
        await pilot.press("0")
        await shown(app, pilot)
        assert isinstance(app.screen, ResultScreen)


# --- the commitment


@pytest.mark.slow
async def test_a_commitment_takes_five_keys_besides_prose(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "enter", *"recall above 0.5", "enter", *"drop it", "enter", "enter")
        await at(app, pilot, ProjectScreen)
        await pilot.press("v")
        await at(app, pilot, ResultScreen)
        words = await shown(app, pilot)
        assert "Committed by" in words
        assert app.opened is not None
        assert await app.opened.saver.finish()
        record = on_disk(app)
        commitment = record.commitments[0]
        assert commitment.candidate == "search-vehicles-by-words"
        criterion = commitment.kill_criteria[0]
        assert (criterion.unless, criterion.then) == ("recall above 0.5", "drop it")
        assert str(criterion.by) == "2027-03-01"
        chosen = record.candidate("search-vehicles-by-words")
        assert chosen is not None
        assert chosen.state == "chosen"


@pytest.mark.slow
async def test_a_hint_longer_than_its_line_says_that_it_goes_on(program: Program, library: Library) -> None:
    app = program(unsure(library, a_record()))
    async with app.run_test(size=(60, 18)) as pilot:
        await shown(app, pilot)
        app.show(CommitScreen(None))
        await sees(app, pilot, "a state that one can see by that…")
        line = app.screen.query_one("#unless", Input)
        assert line.placeholder == "a state that one can see by that day", "it is whole where there is more room"
        line.focus()
        await pilot.press("x")
        await sees(app, pilot, "Unless there is x")


async def test_a_choice_against_the_first_takes_a_reason(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("2", "enter", *"a result", "enter", "enter", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CommitScreen)
        assert "one line on why" in app.screen.query_one(StatusLine).render().plain
        assert app.screen.query_one("#why_not_first", Input).has_focus
        await pilot.press(*"it pays", "enter", "enter")
        await shown(app, pilot)
        assert app.opened is not None
        assert await app.opened.saver.finish()
        assert on_disk(app).commitments[0].why_not_first == "it pays"


async def test_forecasts_premortem_and_reviews_are_kept(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        fields = {
            "unless": "x",
            "forecast-scooped": "20",
            "forecast-deliverable-by-date": "60 %",
            "cause-0": "no data",
            "assumption-0": "they share it",
            "premortem-0": "+3w",
            "planned_variants": "8",
        }
        for id, text in fields.items():
            app.screen.query_one(f"#{id}", Input).value = text
        app.screen.query_one("#write", Button).press()
        await shown(app, pilot)
        assert app.opened is not None
        assert await app.opened.saver.finish()
        commitment = on_disk(app).commitments[0]
        assert {one.id: one.p for one in commitment.forecasts or []} == {"scooped": 0.2, "deliverable-by-date": 0.6}
        assert (commitment.premortem or [])[0].cause == "no data"
        assert commitment.planned_variants == 8
        assert len(commitment.reviews or []) == 3


async def test_a_wrong_date_is_said_and_nothing_is_written(program: Program, library: Library) -> None:
    app = program(finished(library, a_record(), lambda place, rubric: 4 - place))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#by", Input).value = "soon"
        app.screen.query_one("#unless", Input).value = "x"
        app.screen.query_one("#write", Button).press()
        await pilot.pause()
        assert "soon is no date" in app.screen.query_one(StatusLine).render().plain
        assert app.screen.query_one("#by", Input).has_focus
        assert on_disk(app).commitments == []


@pytest.mark.parametrize(
    "size", [(80, 24), *(pytest.param(size, marks=pytest.mark.slow) for size in ((60, 18), (120, 40)))]
)
@pytest.mark.parametrize("example", ["vital-lab", "humanoid", "tempted", "vital-lab.ko"])
async def test_every_example_opens_on_its_result(
    library: Library, tmp_path: Path, example: str, size: tuple[int, int]
) -> None:
    language.use("ko" if example.endswith(".ko") else "en")
    copy = tmp_path / f"{example}.toml"
    copy.write_bytes((EXAMPLES / copy.name).read_bytes())
    app = PickproblemApp(library, copy, at=flow.Step("result"))
    async with app.run_test(size=size) as pilot:
        words = await shown(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        assert "◆" in words
        assert copy.read_bytes() == (EXAMPLES / copy.name).read_bytes(), "looking changes nothing"
