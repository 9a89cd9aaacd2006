"""Several people at one file, in turns: each alone, then where they differ, once more, and the choice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from pickproblem import edits, flow, language, rounds, store
from pickproblem.record import Answer, Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.commit import CommitScreen
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.together.screen import TogetherScreen
from pickproblem.tui.screens.together.who import WhoScreen
from pickproblem.tui.screens.weights import WeightsScreen

from .conftest import Program, a_record, on_disk
from .looking import at, keys, said, saved, sees, shown, until

TITLES = ("Search vehicles", "Synthetic to real")
SECRET = "mina-only-reason"


def a_team(**setting: object) -> Record:
    return edits.set_setting(a_record(TITLES, "after-hours"), {"people": 3, **setting})


def judged(record: Record, library: Library, rater: str, interest: tuple[int, int], reason: str) -> Record:
    """The record with a finished session: 3 everywhere but for interest."""
    record, session = edits.begin_session(record, rater, "start", record.created, shuffle=lambda order: None)
    places = [one.id for one in record.candidates]
    for cell in flow.questions(record, library, session):
        level = interest[places.index(cell.candidate)] if cell.rubric == "interest" else 3
        why = reason if cell.rubric == "interest" else None
        record = edits.answer(record, session.id, cell.candidate, cell.rubric, Answer(level=level, reason=why))
    return edits.finish(record, session.id, record.created + timedelta(minutes=20))


async def test_each_scores_alone_then_they_see_where_they_differ(program: Program, library: Library) -> None:
    whole = judged(a_team(decider="the first author"), library, "mina", (5, 1), SECRET)
    app = program(whole)
    seen: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, WhoScreen)
        await sees(app, pilot, "mina has finished")
        await pilot.press("n", *"Jun", "enter")
        await at(app, pilot, WeightsScreen)
        assert "Jun is new here" in said(app)
        assert "· Jun" in shown(app).splitlines()[0]
        assert len(on_disk(app).sessions) == 1, "a name alone keeps nothing"
        await pilot.press("enter")
        await at(app, pilot, ScoreScreen)
        record = await saved(app, pilot)
        assert (record.sessions[-1].rater, record.sessions[-1].reason) == ("Jun", "start")
        while not isinstance(app.screen, GutScreen):
            seen.append(shown(app))
            rubric = app.screen.asked.rubric.id if isinstance(app.screen, ScoreScreen) else ""
            await pilot.press("2" if rubric == "interest" else "4")
            await pilot.pause()
        await pilot.press("2")
        await at(app, pilot, TogetherScreen)
        assert not [text for text in seen if SECRET in text], "nobody sees another's answer before they have finished"

        await sees(app, pilot, "Kendall's W")
        await sees(app, pilot, "2 have finished, 1 is still to come")
        await sees(app, pilot, f"“{SECRET}”")
        assert "Interest · Search vehicles" in " ".join(shown(app).split())
        body = "\n".join(shown(app).splitlines()[1:])
        assert "mina " not in body, "names are hidden until they are asked for"
        await pilot.press("n")
        await sees(app, pilot, "B mina")
        await pilot.press("n", "3")
        await sees(app, pilot, "look at the lowest before you choose")
        await pilot.press("2")
        await sees(app, pilot, "In the order of the joint ranking")

        await pilot.press("enter")
        await at(app, pilot, ResultScreen)
        assert "Differences" in keys(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TogetherScreen) and app.screen.counted is not None)
        await pilot.press("c")
        await at(app, pilot, CommitScreen)
        await sees(app, pilot, "The last word is with the first author")


async def test_one_round_more_asks_the_widest_with_the_reasons_in_view(program: Program, library: Library) -> None:
    whole = judged(edits.set_setting(a_team(), {"people": 2}), library, "mina", (5, 1), SECRET)
    whole = judged(whole, library, "Jun", (2, 1), "Nothing pulls me")
    app = program(whole)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await at(app, pilot, TogetherScreen)
        assert "Answer again" in keys(app)
        await pilot.press("r")
        await at(app, pilot, ScoreScreen)
        await sees(app, pilot, f"B 5 “{SECRET}”")
        await sees(app, pilot, "▸ A 2 “Nothing pulls me”")
        assert "0 of 1 answered" in str(app.screen.query_one("#progress", Static).content)
        await pilot.press("4")
        await at(app, pilot, TogetherScreen)
        record = await saved(app, pilot)
        again = record.sessions[-1]
        assert (again.reason, again.rater, again.finished is not None) == ("review", "Jun", True)
        assert again.answers == {"search-vehicles": {"interest": Answer(level=4)}}, "a reason for 2 is none for 4"


async def test_long_reasons_of_others_leave_the_levels_and_the_note_whole(program: Program, library: Library) -> None:
    whole = judged(edits.set_setting(a_team(), {"people": 2}), library, "mina", (5, 1), "a reason of many words " * 9)
    app = program(judged(whole, library, "Jun", (2, 1), "Nothing pulls me"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await at(app, pilot, TogetherScreen)
        await pilot.press("r")
        await at(app, pilot, ScoreScreen)
        await sees(app, pilot, "B 5 “a reason of many words")
        await sees(app, pilot, "a meeting is near, and then gladly; rarely on my own.")
        await sees(app, pilot, "Think of what you have done about it since it came up.")


async def test_who_stays_with_an_answer_keeps_its_reason_and_the_round_is_over(
    program: Program, library: Library
) -> None:
    whole = judged(edits.set_setting(a_team(), {"people": 2}), library, "mina", (5, 1), SECRET)
    whole = judged(whole, library, "Jun", (2, 4), "Nothing pulls me")
    app = program(whole)
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.press("2")
        await at(app, pilot, TogetherScreen)
        await pilot.press("r")
        await at(app, pilot, ScoreScreen)
        for level in ("1", "2", "3", "4", "5", "0"):
            assert any(
                line.split()[:1] == [level] or line.split()[1:2] == [level] for line in shown(app).splitlines()
            )
        await pilot.press("enter", "enter")
        await at(app, pilot, TogetherScreen)
        record = await saved(app, pilot)
        answers = {cell: row["interest"] for cell, row in (record.sessions[-1].answers or {}).items()}
        assert {(one.level, one.reason) for one in answers.values()} == {
            (2, "Nothing pulls me"),
            (4, "Nothing pulls me"),
        }
        assert rounds.has_revised(record, "Jun")
        assert "Answer again" not in keys(app)
        await pilot.press("r")
        assert isinstance(app.screen, TogetherScreen)


async def test_a_named_rater_is_not_asked_and_goes_on_alone_in_a_copy(library: Library, tmp_path: Path) -> None:
    whole = judged(a_team(), library, "mina", (5, 1), SECRET)
    path = tmp_path / "lab.toml"
    store.create(path, whole)
    app = PickproblemApp(library, path, "MINA")
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(app, pilot, "Your answers are in. Where you differ is shown as soon as another has finished.")
        assert "· mina" in shown(app).splitlines()[0], "the same name but for case"
        assert "Names" not in keys(app)
        theirs = store.read(path, library)
        store.save(theirs, judged(theirs.record, library, "Jun", (1, 1), "no"))
        app._look_at_disk()
        await sees(app, pilot, "agree")
        await pilot.press("o")
        await at(app, pilot, WhoScreen)


@pytest.mark.slow
async def test_a_newcomer_sees_no_result_of_others_wherever_they_go(program: Program, library: Library) -> None:
    language.use("ko")
    app = program(judged(a_team(), library, "미나", (5, 1), SECRET))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press(*"준호", "enter")
        await at(app, pilot, WeightsScreen)
        assert "준호" in shown(app).splitlines()[0]
        app.go(flow.Step("together"))
        await at(app, pilot, TogetherScreen)
        await pilot.press("n", "down", "2", "3")
        await pilot.pause(0.2)
        assert SECRET not in shown(app)
        app.go(flow.Step("result"))
        await until(pilot, lambda: isinstance(app.screen, ResultScreen) and app.screen.view is not None)
        for page in "1234567":
            await pilot.press(page)
            await pilot.pause(0.05)
            assert SECRET not in shown(app)
        view = app.screen.view if isinstance(app.screen, ResultScreen) else None
        assert view is not None
        assert view.document["answered"] == 0
