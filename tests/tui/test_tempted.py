"""The tempted way on screens: from home to the verdict on the shipped example in both languages; left and resumed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input

from pickproblem import edits, language, store, temptation
from pickproblem.record import DeadEnd, Record, Stint, Temptation
from pickproblem.rubric import Library
from pickproblem.switching import commits
from pickproblem.switching.steps import StepName
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.forms import FormDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.parked import NewerIdeaDialog
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.commit import CommitScreen
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.home import HomeScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.tempted import TemptedScreen

from .looking import keys, said, saved, sees, shown, until
from .test_park import TODAY, Evening, example

NONE = dict.fromkeys(DeadEnd.model_fields, "")
NEWER = "Diffusion models that walk"


def with_newer(path: Path, library: Library, when: date = date(2015, 2, 28), **fields: Any) -> str:
    """Another idea parked in the example, with some of its steps answered; the entry's id."""
    stored = store.read(path, library)
    moment = datetime.combine(when, datetime.min.time().replace(hour=21), stored.record.created.tzinfo)
    record = temptation.park(stored.record, NEWER, moment, trigger="paper")
    entry = record.temptations[-1]
    if fields:
        record = temptation.change(record, entry.id, **fields)
    store.save(stored, record)
    return entry.id


class Way(Evening):
    """A person on the tempted way."""

    @property
    def screen(self) -> TemptedScreen:
        assert isinstance(self.app.screen, TemptedScreen)
        return self.app.screen

    async def step(self, name: StepName) -> None:
        """Wait until a step is shown, ready for keys."""

        def there() -> bool:
            screen = self.app.screen
            return isinstance(screen, TemptedScreen) and screen._at == name and screen.focused is not None

        await until(self.pilot, there)
        await self.pilot.pause()

    @property
    def entry(self) -> Temptation:
        return self.screen.entry


def way(library: Library, path: Path, on: date = TODAY) -> PickproblemApp:
    return PickproblemApp(library, path, today=lambda: on)


async def to_the_way(app: PickproblemApp, pilot: Pilot[int]) -> Way:
    """From the record to its newer idea, by the line that parks one."""
    one = Way(app, pilot)
    await one.press("t")
    await one.at(NewerIdeaDialog)
    await one.press("down", "enter")
    await one.at(TemptedScreen)
    return one


async def score_all(one: Way, levels: str = "34") -> None:
    """Answer every question; facts that are asked for are left open, reasons empty."""
    given = 0
    while not isinstance(one.app.screen, GutScreen):
        screen = one.app.screen
        if isinstance(screen, ModalScreen):
            await one.press("escape")
        elif isinstance(screen, ScoreScreen) and screen.query_one("#reason-input").display:
            await one.press("enter")
        else:
            await one.press(levels[given % len(levels)])
            given += 1
        assert given < 100


@pytest.mark.parametrize(("spoken", "t"), [("en", "t"), ("ko", JAMO["t"])])
async def test_from_home_to_the_verdict_of_the_shipped_example(
    library: Library, own_folder: Path, spoken: language.Language, t: str
) -> None:
    language.use(spoken)
    path = example(own_folder, spoken)
    app = PickproblemApp(library, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        one = Way(app, pilot)
        await one.at(HomeScreen)
        await until(pilot, lambda: app.screen.record_path is not None)  # type: ignore[attr-defined]
        await one.press(t)
        await one.at(NewerIdeaDialog)
        await one.press("down", "enter")
        await one.step("verdict")
        await sees(app, pilot, "2015-04-30")
        assert "81" in shown(app)
        assert "47" in shown(app)
        await one.press("enter")
        await one.at(ProjectScreen)
        record = await saved(app, pilot)
    outcome = record.temptations[0].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until, outcome.followed) == ("stay", date(2015, 4, 30), True)
    assert record == store.read(path, library).record


@pytest.mark.slow
async def test_step_by_step_with_nothing_answered_before(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(path, library)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("goal")
        assert "Robots that learn to move" in shown(app)
        await one.press("2")
        await one.step("current")
        await sees(app, pilot, "It would work for the first time")
        assert NEWER not in shown(app)
        await one.type("8w")
        await one.press("enter")
        await one.type("60")
        await one.press("enter")
        await one.step("exits")
        assert one.entry.hours_current == 320
        await one.press("enter")
        await one.step("dead-end")
        await one.press("2")
        await one.at(LineDialog)
        await one.type("run 41")
        await one.press("enter")
        await one.step("dead-end")
        await sees(app, pilot, "Go on: 1 of 5 hold")
        await one.press("enter")
        await one.step("quick-test")
        await one.type("2w")
        await one.press("enter")
        await sees(app, pilot, "how large is it")
        await one.press("3")
        await one.step("score")
        assert "27 questions" in shown(app)
        await one.press("enter")
        await one.at(ScoreScreen)
        assert "f stop here" not in shown(app)
        await score_all(one)
        await one.press("1", "2")
        await one.step("newer")
        await sees(app, pilot, "1.6 times")
        await one.type("300")
        assert [line.value for line in app.screen.query(Input)] == ["300", "480", ""]
        await one.press("enter", "enter")
        await one.type("50")
        await one.press("enter")
        await one.step("verdict")
        await sees(app, pilot, "Stay with")
        record = await saved(app, pilot)
    entry = record.temptations[-1]
    assert (entry.same_goal, entry.p_current_done, entry.days_to_signal) == (False, 0.6, 10)
    assert (entry.hours_new, entry.p_new_done, entry.outcome) == (480, 0.5, None)
    assert entry.dead_end == DeadEnd(
        known_result_reproduced="",
        failed_in_easiest_setting="run 41",
        planned_variants_tried="",
        no_sign_of_life="",
        second_reader_agrees="",
    )
    session = next(one for one in record.sessions if one.id == entry.session)
    assert session.reason == "tempted"
    assert session.finished is not None
    asked = {entry.current, entry.newcomer}
    assert asked < set(session.shown_order or [])
    (decoy,) = set(session.shown_order or []) - asked
    assert decoy in ("cloth", "better-dqn")
    assert {len(row) for row in (session.answers or {}).values()} == {9}


@pytest.mark.slow
async def test_no_old_answer_is_shown_while_both_are_scored(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(path, library, same_goal=False, days_to_signal=30)
    stored = store.read(path, library)
    entry = stored.record.temptations[-1]
    record = temptation.change(stored.record, entry.id, hours_current=100, p_current_done=0.5)
    store.save(stored, record)
    app = way(library, path)
    async with app.run_test(size=(120, 40)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("quick-test")
        await one.press("enter")
        await sees(app, pilot, "how large is it")
        await one.press("0")
        await one.step("score")
        await one.press("enter")
        await one.at(ScoreScreen)
        for _n in range(27):
            if isinstance(app.screen, ModalScreen):  # a fact that is asked for is left open
                await one.press("escape")
            assert isinstance(app.screen, ScoreScreen)
            assert app.screen.asked.given(app.screen.asked.cell) is None
            assert "✓" not in "\n".join(line for line in shown(app).splitlines() if "▶" in line)
            await one.press("0")
        await one.at(GutScreen)


@pytest.mark.slow
async def test_killed_at_every_step_it_goes_on_at_that_step(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(path, library)
    keys: list[tuple[StepName, list[str]]] = [
        ("goal", ["2"]),
        ("current", ["9", "0", "enter", "5", "0", "enter"]),
        ("exits", ["1"]),
        ("dead-end", ["enter"]),
        ("quick-test", ["2", "0", "enter"]),
        ("quick-test", ["3"]),
    ]
    for step, pressed in keys:
        app = way(library, path)
        async with app.run_test(size=(60, 18)) as pilot:
            one = await to_the_way(app, pilot)
            await one.step(step)
            before = store.read(path, library).record
            await one.press(*pressed)
            await until(pilot, lambda before=before: store.read(path, library).record != before)  # type: ignore[misc]
    app = way(library, path)
    async with app.run_test(size=(60, 18)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("score")
        await one.press("1")
        await one.at(ScoreScreen)
        await one.press("3", "4")
        stood = app.screen.asked.cell  # type: ignore[attr-defined]
        await saved(app, pilot)
    app = way(library, path)
    async with app.run_test(size=(60, 18)):
        assert isinstance(app.screen, ScoreScreen)
        assert app.screen.asked.cell == stood


@pytest.mark.slow
async def test_before_the_week_is_over_it_is_to_be_slept_on(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(
        path,
        library,
        date(2015, 3, 6),
        same_goal=False,
        hours_current=320,
        p_current_done=0.5,
        dead_end=DeadEnd(**NONE),
        days_to_signal=20,
    )
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("quick-test")
        await one.press("3")
        await one.step("wait")
        await sees(app, pilot, "until 2015-03-13, in 5 days")
        await one.press("2")
        await one.step("score")
        await one.press("escape")
        await one.step("quick-test")
        await one.press("escape")
        await one.step("dead-end")
        await one.press("enter", "enter")
        await one.step("score")
        await one.press("2")
        await one.at(ProjectScreen)
        record = await saved(app, pilot)
        assert record.temptations[-1].session is not None
    record = edits.finish(record, record.temptations[-1].session or "", edits.now())
    app = way(library, path)
    async with app.run_test(size=(80, 24)):
        assert isinstance(app.screen, ScoreScreen), "the session that was begun goes on"


@pytest.mark.slow
async def test_until_then_sets_the_day_and_leaves_the_entry_open(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    ready = {"same_goal": False, "hours_current": 320, "p_current_done": 0.5, "days_to_signal": 20}
    with_newer(path, library, date(2015, 3, 6), dead_end=DeadEnd(**NONE), **ready)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("quick-test")
        await one.press("3")
        await one.step("wait")
        await one.press("enter")
        await one.at(ProjectScreen)
        await until(pilot, lambda: "2015-03-13" in said(app))
        record = await saved(app, pilot)
    outcome = record.temptations[-1].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until) == (None, date(2015, 3, 13))


@pytest.mark.slow
async def test_what_is_quick_and_large_is_tried_with_its_sign_written_first(
    library: Library, own_folder: Path
) -> None:
    path = example(own_folder)
    ready = {"same_goal": False, "hours_current": 320, "p_current_done": 0.5, "days_to_signal": 3}
    with_newer(path, library, **ready)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("quick-test")
        await one.press("enter")
        await sees(app, pilot, "how large is it")
        await one.press("5")
        await one.step("verdict")
        await sees(app, pilot, "quick to try")
        await one.press("enter")
        await one.at(FormDialog)
        await one.press("enter", "enter", "enter")
        await sees(app, pilot, "no chance")
        await one.press("up", "up")
        await one.type("ten steps in a row")
        await one.press("enter")
        await one.type("30")
        await one.press("enter", "enter")
        await one.at(ProjectScreen)
        record = await saved(app, pilot)
    outcome = record.temptations[-1].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until, outcome.followed) == ("trial", date(2015, 3, 13), None)
    assert outcome.success_sign == "ten steps in a row (chance: 30%)"


@pytest.mark.slow
async def test_what_serves_the_goal_becomes_a_part(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(path, library)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("goal")
        await one.press("1")
        await one.step("verdict")
        await sees(app, pilot, "Nothing is to be left")
        await one.press("enter")
        await one.at(ChoiceDialog)
        await one.press("1")
        await one.at(ProjectScreen)
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    assert (walking.notes or [])[-1].next == f"Variant to try: {NEWER}"
    assert record.temptations[-1].outcome is not None
    assert record.temptations[-1].outcome.verdict == "branch"


@pytest.mark.slow
async def test_an_exit_with_evidence_ends_it_and_a_new_choice_begins(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(path, library, same_goal=False, hours_current=320, p_current_done=0.5)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("exits")
        await one.press("2")
        await one.at(LineDialog)
        await one.press("enter")
        await sees(app, pilot, "One line of evidence")
        await one.type("a paper of February")
        await one.press("enter")
        await one.step("verdict")
        await sees(app, pilot, "others were there first")
        await one.press("escape")
        await one.step("exits")
        await sees(app, pilot, "a paper of February")
        await one.press("2")
        await one.at(LineDialog)
        await one.press("enter")
        await one.step("verdict")
        await one.press("enter")
        await one.at(ChoiceDialog)
        await one.press("1")
        await one.at(CandidatesScreen)
        record = await saved(app, pilot)
    states = {candidate.id: candidate.state for candidate in record.candidates}
    assert states["walking"] == "closed"
    assert states["diffusion-models-that-walk"] == "open"
    walking = record.candidate("walking")
    assert walking is not None
    assert [(one.to, one.ended) for one in walking.stints or []] == [(TODAY, "outside-cause")]
    session = record.sessions[-1]
    assert (session.reason, session.finished) == ("start", None)


@pytest.mark.parametrize(("digit", "leads_to"), [("1", ProjectScreen), ("2", CommitScreen)])
async def test_doing_otherwise_takes_a_reason_that_is_kept(
    library: Library, own_folder: Path, digit: str, leads_to: type
) -> None:
    app = way(library, example(own_folder))
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("verdict")
        await one.press("o")
        await one.at(ChoiceDialog)
        await one.press(digit)
        await one.at(LineDialog)
        await one.press("enter")
        await sees(app, pilot, "A word or two")
        await one.type("it does not let go of me")
        await one.press("enter")
        if digit == "1":
            await one.at(FormDialog)
            await one.type("twice the score")
            await one.press("enter")
            await one.type("20")
            await one.press("enter", "enter")
        else:
            await one.at(ChoiceDialog)
            await one.press("1")
        await one.at(leads_to)
        record = await saved(app, pilot)
    outcome = record.temptations[0].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.followed, outcome.reason) == ("stay", False, "it does not let go of me")
    states = {candidate.id: candidate.state for candidate in record.candidates}
    if digit == "1":
        assert outcome.until == date(2015, 4, 5)
        assert (states["walking"], states["better-dqn"]) == ("chosen", "parked")
    else:
        assert (states["walking"], states["better-dqn"]) == ("parked", "open")


@pytest.mark.slow
@pytest.mark.parametrize("days", ["3", "30"])
async def test_a_trial_or_a_wait_can_be_overruled(library: Library, own_folder: Path, days: str) -> None:
    """Quick and large: a trial, which one declines. Not quick: a wait, which one cuts short."""
    path = example(own_folder)
    ready = {"same_goal": False, "hours_current": 320, "p_current_done": 0.5, "days_to_signal": float(days)}
    with_newer(path, library, date(2015, 3, 6), dead_end=DeadEnd(**NONE), **ready)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("quick-test")
        await one.press("5")
        if days == "30":
            await one.step("wait")
            one.screen.show_step("verdict")
        await one.step("verdict")
        await one.press("o")
        await one.at(ChoiceDialog)
        await one.press("1" if days == "3" else "2")
        await one.at(LineDialog)
        await one.type("because")
        await one.press("enter")
        if days == "30":
            await one.at(ChoiceDialog)
            await one.press("1")
        await one.at(ProjectScreen if days == "3" else CommitScreen)
        record = await saved(app, pilot)
    outcome = record.temptations[-1].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until) == ("trial" if days == "3" else "wait", None)
    assert (outcome.followed, outcome.reason, outcome.success_sign) == (False, "because", None)
    assert temptation.open_trials(record, TODAY) == []


async def test_what_is_decided_stays_and_can_be_weighed_anew(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    stored = store.read(path, library)
    decided = temptation.decide(stored.record, "2015-02-26", "stay", TODAY, until=date(2015, 4, 30), followed=True)
    store.save(stored, decided)
    app = PickproblemApp(library, path, today=lambda: date(2015, 4, 30))
    async with app.run_test(size=(80, 24)) as pilot:
        one = Way(app, pilot)
        await one.at(ProjectScreen)
        app.go(flow_step("2015-02-26"))
        await one.step("verdict")
        assert "Otherwise" not in keys(app)
        assert "Weigh it anew" in keys(app)
        await one.press("n")
        await one.step("current")
        record = await saved(app, pilot)
    assert [entry.newcomer for entry in record.temptations] == ["better-dqn", "better-dqn"]
    assert record.temptations[0] == decided.temptations[0]


def flow_step(entry: str) -> Any:
    from pickproblem.flow import Step

    return Step("tempted", entry=entry)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize("spoken", ["en", "ko"])
async def test_every_step_has_its_question_in_view(
    library: Library, own_folder: Path, size: tuple[int, int], spoken: language.Language
) -> None:
    language.use(spoken)
    path = example(own_folder, spoken)
    with_newer(path, library)
    app = way(library, path)
    async with app.run_test(size=size) as pilot:
        one = await to_the_way(app, pilot)
        for step in ("goal", "current", "exits", "dead-end", "quick-test", "score", "newer", "second-person"):
            one.screen.show_step(step)
            await one.step(step)
            assert app.focused is not None
            asked = app.screen.query_one(".asked")
            await until(pilot, lambda asked=asked: asked.region.bottom <= app.screen.query_one("#body").region.bottom)  # type: ignore[misc]
            assert asked.region.height > 0


@pytest.mark.slow
async def test_a_figure_that_is_none_is_said_and_nothing_is_lost(library: Library, own_folder: Path) -> None:
    path = example(own_folder)
    with_newer(path, library, same_goal=False)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("current")
        for typed, why in (("soon", "no number of hours"), ("0", "more than 0")):
            line = app.screen.query(Input).first()
            line.focus()
            line.value = typed
            await one.press("enter", "enter")
            await sees(app, pilot, why)
        app.screen.query(Input).first().value = "10"
        app.screen.query(Input).last().value = "100"
        await one.press("enter")
        await sees(app, pilot, "1 to 99")
        app.screen.query(Input).last().value = "99"
        await one.press("f8")
        await one.at(NewerIdeaDialog)
        await one.press("escape")
        assert [line.value for line in app.screen.query(Input)] == ["10", "99"]
        await one.press("enter")
        await one.step("exits")


def an_open_record() -> Record:
    record = edits.new_record("What to do", edits.now())
    for title in ("One", "Two"):
        record = edits.add_candidate(record, title)
    return record


async def test_without_a_commitment_it_leads_back_to_the_result(library: Library, tmp_path: Path) -> None:
    record = temptation.park(an_open_record(), "Newer", edits.now(), current="one", same_goal=True)
    path = tmp_path / "open.toml"
    store.create(path, record)
    app = PickproblemApp(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = Way(app, pilot)
        app.go(flow_step(record.temptations[0].id))
        await one.step("verdict")
        await one.press("escape")
        await one.step("goal")
        await one.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, TemptedScreen))


async def test_git_is_asked_once_however_many_steps_there_are(
    library: Library, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = example(own_folder)
    with_newer(path, library)
    stored = store.read(path, library)
    stint = Stint.model_validate({"from": date(2014, 12, 4), "repository": "."})
    store.save(stored, edits.change_candidate(stored.record, "walking", stints=[stint]))
    asked: list[Path] = []

    def days_with_commits(repository: Path, first: date, last: date, *, seconds: float) -> commits.Days:
        asked.append(repository)
        return commits.Days(3)

    monkeypatch.setattr(commits, "days_with_commits", days_with_commits)
    app = way(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        one = await to_the_way(app, pilot)
        await one.step("goal")
        await one.press("2")
        await one.step("current")
        await one.press("escape")
        await one.step("goal")
    assert len(asked) == 1
