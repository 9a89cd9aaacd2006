"""A newer idea over a pseudo-terminal, parked and weighed, killed once on the way; and the same on the screens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from pickproblem import demo, language
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.record import DeadEnd, Record
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.forms import FormDialog
from pickproblem.tui.parked import BesideDialog, NewerIdeaDialog, SaidDialog
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.widgets.level_picker import LevelPicker
from tests.plain.conversing import LIBRARY, Answers, hold, lines, over_a_terminal, read, timeless
from tests.tui.looking import saved, until
from tests.tui.test_tempted import Way, score_all

TITLE = "확산 모델로 걷기"
TODAY = date(2015, 3, 8)
NONE = DeadEnd(**dict.fromkeys(DeadEnd.model_fields, ""))


@pytest.fixture(autouse=True)
def first_of_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same decoy every time."""
    monkeypatch.setattr("random.choice", lambda several: several[0])
    yield
    language.use("en")


def example(folder: Path, spoken: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "tempted.toml"
    shutil.copy(demo.FOLDER / ("tempted.ko.toml" if spoken == "ko" else "tempted.toml"), path)
    return path


def scoring(*before: str, after: tuple[str, ...]) -> Answers:
    """These lines; then 3 and 4 in turn to every question, facts left open; then those after it."""
    waiting, following = list(before), list(after)
    given = 0

    def answer(said: str) -> str | None:
        nonlocal given
        if waiting:
            return waiting.pop(0)
        if said.rstrip().endswith(_("Level 1-5") + ">"):
            given += 1
            return "34"[(given - 1) % 2]
        if said.rstrip().endswith("GPU>") or said.rstrip().endswith("GPUs>"):
            return ""
        return following.pop(0) if following else None

    return answer


@pytest.mark.slow
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_parked_then_weighed_killed_on_the_way_and_resumed(tmp_path: Path, spoken: str) -> None:
    language.use("ko" if spoken == "ko" else "en")
    path = example(tmp_path / "records", spoken)
    parked = over_a_terminal(
        lines("t", TITLE, "1", "2", ""), "ask", path.name, "--plain", folder=path.parent, spoken=spoken, term="vt100"
    )
    entry = read(path).temptations[-1]
    assert (entry.trigger, entry.same_goal) == ("paper", False)
    assert entry.when.date().isoformat() in parked or (entry.when + timedelta(days=7)).date().isoformat() in parked

    day = (entry.when + timedelta(days=30)).date().isoformat()
    call = ("tempted", path.name, "--plain", "--today", day)
    until_killed = lines("8w", "60", "1", "2", "run 41")
    said = over_a_terminal(until_killed, *call, folder=path.parent, spoken=spoken, kill=True)
    assert "2014-12-03" in said
    entry = read(path).temptations[-1]
    assert (entry.hours_current, entry.p_current_done) == (320, 0.6)
    assert entry.dead_end is not None
    assert entry.dead_end.failed_in_easiest_setting == "run 41"

    rest = scoring("", "20", "3", "1", after=("1 2", "300", "", "50", "1"))
    said = over_a_terminal(rest, *call, folder=path.parent, spoken=spoken)
    assert "8w" not in said, "what was answered is not asked again"
    assert "27" in said
    assert "1.6 (480)" in said
    record = read(path)
    entry = record.temptations[-1]
    assert (entry.days_to_signal, entry.hours_new, entry.p_new_done) == (20, 480, 0.5)
    session = next(one for one in record.sessions if one.id == entry.session)
    assert {len(row) for row in (session.answers or {}).values()} == {9}
    assert entry.outcome is not None
    assert (entry.outcome.verdict, entry.outcome.followed) == ("stay", True)


@pytest.mark.slow
async def test_the_same_answers_on_the_screens_make_the_same_record(tmp_path: Path) -> None:
    plain, screens = example(tmp_path / "lines", "en"), example(tmp_path / "screens", "en")
    hold(plain, lines("t", TITLE, "2", "a flat walker", "2", ""), today=TODAY)
    later = TODAY + timedelta(days=10)
    steps = ["8w", "60", "1", "2", "run 41", "", "2w", "3", "1"]
    ends = ("1 2", "300", "", "50", "2", "1", "it shines", "it walks", "30", "")
    hold(plain, scoring(*steps, after=ends), at=Step("tempted"), today=later)

    app = PickproblemApp(LIBRARY, screens, today=lambda: TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await _park_on_the_screens(Way(app, pilot))
        await saved(app, pilot)
    app = PickproblemApp(LIBRARY, screens, today=lambda: later, at=Step("tempted"))
    async with app.run_test(size=(80, 24)) as pilot:
        await _weigh_on_the_screens(Way(app, pilot))
        await saved(app, pilot)

    found, wanted = ageless(read(plain)), ageless(read(screens))
    assert found.temptations[-1] == wanted.temptations[-1]
    assert found == wanted
    outcome = found.temptations[-1].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.reason) == ("stay", "it shines")
    assert outcome.success_sign == "it walks (chance: 30%)"


def ageless(record: Record) -> Record:
    """The record without the minutes of the evenings."""
    evenings = [one.model_copy(update={"when": one.when.date()}) for one in record.temptations]
    return timeless(record.model_copy(update={"temptations": evenings}))


async def typed(one: Way, text: str) -> None:
    await until(one.pilot, lambda: isinstance(one.app.focused, Input))
    await one.type(text)


async def _park_on_the_screens(one: Way) -> None:
    await one.at(ProjectScreen)
    await one.press("t")
    await one.at(NewerIdeaDialog)
    await typed(one, TITLE)
    await one.press("enter")
    await one.at(BesideDialog)
    await one.press("2")
    await one.at(LineDialog)
    await typed(one, "a flat walker")
    await one.press("enter")
    await one.at(BesideDialog)
    await one.press("2")
    await one.at(SaidDialog)
    await one.press("enter")
    await one.at(ProjectScreen)


async def _weigh_on_the_screens(one: Way) -> None:
    await one.step("current")
    await typed(one, "8w")
    await one.press("enter")
    await typed(one, "60")
    await one.press("enter")
    await one.step("exits")
    await one.press("1")
    await one.step("dead-end")
    await one.press("2")
    await one.at(LineDialog)
    await typed(one, "run 41")
    await one.press("enter")
    await one.step("dead-end")
    await one.press("enter")
    await one.step("quick-test")
    await typed(one, "2w")
    await one.press("enter")
    await until(one.pilot, lambda: one.entry.days_to_signal is not None)
    await until(one.pilot, lambda: isinstance(one.app.focused, LevelPicker))
    await one.press("3")
    await one.step("score")
    await one.press("1")
    await one.at(ScoreScreen)
    await score_all(one)
    await one.press("1", "2")
    await one.step("newer")
    await typed(one, "300")
    await one.press("enter", "enter")
    await typed(one, "50")
    await one.press("enter")
    await one.step("verdict")
    await one.press("o")
    await one.at(ChoiceDialog)
    await one.press("1")
    await one.at(LineDialog)
    await typed(one, "it shines")
    await one.press("enter")
    await one.at(FormDialog)
    await typed(one, "it walks")
    await one.press("enter")
    await typed(one, "30")
    await one.press("enter", "enter")
    await one.at(ProjectScreen)
