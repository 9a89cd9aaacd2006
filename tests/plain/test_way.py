"""The whole way in a pseudo-terminal, in both languages; the same answers on the screens make the same record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pickproblem import edits, language, store
from pickproblem.answering import Choice
from pickproblem.record import Record
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.gpus import GpusDialog
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.commit import CommitScreen
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.screens.score import ScoreScreen, progress
from pickproblem.tui.screens.setting import SettingScreen
from pickproblem.tui.screens.weights import WeightsScreen
from pickproblem.tui.widgets.level_picker import LevelPicker
from tests.plain.conversing import LIBRARY, MOST_WAITING, Person, over_a_terminal, read, timeless
from tests.tui.test_way import Typist

TITLES = ["차량 찾기", "Synthetic to real", "Soft partitions"]
WORDS, REAL, PARTS = TITLES
RUN = "ResNet-50, COCO, 12 epochs"
FACTS = {
    "gpus": "2 x RTX 3090, 100 h",
    "venue": "a workshop",
    "deadline": "2099-03-01",
    "hours_per_week": "12",
}
LEVELS = {
    (WORDS, "maturity"): "4",
    (REAL, "maturity"): "3 2-4",
    (PARTS, "maturity"): "0",
    (WORDS, "compute"): "x",
    (REAL, "compute"): "3",
    (PARTS, "compute"): "1",
    (WORDS, "interest"): "5",
    (REAL, "interest"): "2 1-4",
    (PARTS, "interest"): "3",
    **{(title, "deadline"): "4" for title in TITLES},
    (WORDS, "familiarity"): "1",
    (REAL, "familiarity"): "4",
    (PARTS, "familiarity"): "2",
}
REASONS = {(WORDS, "interest"): "read it unasked", (WORDS, "familiarity"): ""}
LIFTED = "a cluster in spring"


def person() -> Person:
    more = {cell: [reason] for cell, reason in REASONS.items()}
    return Person(
        titles=TITLES,
        levels=LEVELS,
        spoken={
            "What next": "1",
            "GPUs": FACTS["gpus"],
            "Venue": FACTS["venue"],
            "Deadline": FACTS["deadline"],
            "Hours a week": FACTS["hours_per_week"],
            "Unless there is": "recall above the baseline",
            "then do": "drop it",
        },
        gut=[REAL, WORDS],
        more={**more, (WORDS, "compute"): [RUN, ""], (PARTS, "compute"): [LIFTED]},
    )


@pytest.fixture
def new(tmp_path: Path) -> Record:
    return edits.new_record("무엇을 낼까", edits.now(), "after-hours")


def in_lines(path: Path, new: Record, spoken: str) -> Record:
    """What the plain way makes of a record; what it says is looked at."""
    language.use("ko" if spoken == "ko" else "en")
    store.create(path, new)
    over_a_terminal(person(), path.name, folder=path.parent, spoken=spoken)
    return read(path)


def test_the_whole_way_in_both_languages(tmp_path: Path, new: Record) -> None:
    plain = in_lines(tmp_path / "en.toml", new, "en")
    assert timeless(plain) == timeless(in_lines(tmp_path / "ko.toml", new, "ko"))
    (session,) = plain.sessions
    assert session.finished is not None
    answers = session.answers or {}
    assert sum(len(row) for row in answers.values()) == 15
    ids = {one.title: one.id for one in plain.candidates}
    assert answers[ids[PARTS]]["compute"].lifts_gate == LIFTED
    assert answers[ids[WORDS]]["compute"].estimate
    assert plain.commitments[0].kill_criteria[0].then == "drop it"


@pytest.mark.slow
@pytest.mark.parametrize("spoken", ["en", "ko"])
async def test_the_same_answers_on_the_screens_make_the_same_record(
    tmp_path: Path, new: Record, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = in_lines(tmp_path / "lines.toml", new, spoken)
    store.create(tmp_path / "screens.toml", new)
    monkeypatch.setattr(progress, "QUIET_SECONDS", 3600.0)
    await _on_the_screens(tmp_path / "screens.toml")
    assert timeless(plain) == timeless(read(tmp_path / "screens.toml"))


async def _on_the_screens(path: Path) -> None:
    app = PickproblemApp(LIBRARY, path)
    async with app.run_test(size=(100, 40)) as pilot:
        typist = Typist(pilot)
        await typist.until(CandidatesScreen)
        for title in TITLES:
            await typist.type(title)
            await typist.press("enter")
        await typist.press("enter")
        await typist.until(SettingScreen)
        await typist.press("enter")
        await typist.until(WeightsScreen)
        await typist.press("enter")
        await _score(typist, app)
        assert app.opened is not None
        shown = app.opened.session.shown_order if app.opened.session else None
        ids = {one.title: one.id for one in app.opened.record.candidates}
        for title in (REAL, WORDS):
            await typist.press(str((shown or []).index(ids[title]) + 1))
        await typist.until(ResultScreen)
        for _n in range(MOST_WAITING):
            if app.screen.view is not None:  # type: ignore[attr-defined]
                break
            await pilot.pause(0.02)
        await typist.press("enter")
        await typist.until(CommitScreen)
        await typist.press("enter", "enter")
        await typist.type("recall above the baseline")
        await typist.press("enter")
        await typist.type("drop it")
        for _n in range(3):
            if not app.opened.record.commitments:
                await typist.press("enter")
        await typist.until(ProjectScreen)
        assert await app.opened.saver.finish()


async def _score(typist: Typist, app: PickproblemApp) -> None:
    for _n in range(MOST_WAITING):
        screen = app.screen
        if isinstance(screen, GutScreen):
            return
        if isinstance(screen, LineDialog | GpusDialog):
            below = app.screen_stack[-2]
            assert isinstance(below, ScoreScreen)
            wanted = below.asked.facts_wanted
            await typist.type(FACTS[wanted[0]] if wanted else LIFTED)
            await typist.press("enter")
        elif not isinstance(screen, ScoreScreen):
            await typist.pilot.pause(0.02)
        elif screen.query_one("#reason-input").display:
            await typist.type(REASONS[screen.asked.candidate.title, screen.asked.cell.rubric])
            await typist.press("enter")
        else:
            await _answer(typist, screen)
    raise AssertionError("the questions do not end")


async def _answer(typist: Typist, screen: ScoreScreen) -> None:
    said = LEVELS[screen.asked.candidate.title, screen.asked.cell.rubric]
    if said == "x":
        await typist.press("x")
        await typist.type(RUN)
        await typist.press("enter", "escape")
        await typist.until(ScoreScreen)
        await typist.press("enter")
    elif " " in said:
        level, low, high = (int(one) for one in re.findall(r"\d", said))
        screen.query_one(LevelPicker).choice = Choice(level, low, high)
        await typist.press("enter")
    else:
        await typist.press(said)


@pytest.fixture(autouse=True)
def spoken_again() -> Iterator[None]:
    yield
    language.use("en")
