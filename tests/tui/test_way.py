"""The whole way: from a blank page to a commitment, and back to the file months later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from pickproblem import flow, language, store
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.gpus import GpusDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.commit import CommitScreen
from pickproblem.tui.screens.gut import GutScreen
from pickproblem.tui.screens.home import HomeScreen
from pickproblem.tui.screens.new import NewScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.setting import SettingScreen
from pickproblem.tui.screens.weights import WeightsScreen

from .looking import until

MOST_KEYS = 120

PROSE = {
    "hours_per_week": "12",
    "gpus": "2 x RTX 3090",
    "venue": "a workshop",
    "deadline": "2027-03-01",
    "goal": "see it work on the street",
}


class Typist:
    """A person at the keyboard; counts every key that is not part of a text."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Text at once, as a terminal hands over what was pasted or composed."""
        focused = self.pilot.app.focused
        assert isinstance(focused, Input)
        focused.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, screen: type) -> None:
        await until(self.pilot, lambda: isinstance(self.pilot.app.screen, screen))


@pytest.fixture
def levels() -> Iterator[str]:
    """Levels that somebody might give, one after the other: neither all alike nor without 1 and 5."""

    def endless() -> Iterator[str]:
        while True:
            yield from "34254324435345423"

    return endless()


async def begin(typist: Typist, title: str, candidates: list[str], letter: str = "n") -> None:
    """From the home screen to the first question."""
    await typist.until(HomeScreen)
    await typist.press(letter)
    await typist.until(NewScreen)
    await typist.type(title)
    await typist.press("enter")
    await typist.until(CandidatesScreen)
    for candidate in candidates:
        await typist.type(candidate)
        await typist.press("enter")
    await typist.press("enter")
    await typist.until(SettingScreen)
    await typist.press("enter")
    await typist.until(WeightsScreen)
    await typist.press("enter")


async def fact(typist: Typist, library: Library) -> bool:
    """Answer the fact that is asked, if one is."""
    app = typist.pilot.app
    assert isinstance(app, PickproblemApp)
    if not isinstance(app.screen, LineDialog | GpusDialog):
        return False
    below = app.screen_stack[-2]
    assert isinstance(below, ScoreScreen)
    wanted = below.asked.facts_wanted
    await typist.type(PROSE[wanted[0]])
    await typist.press("enter")
    return True


async def score(typist: Typist, library: Library, levels: Iterator[str], *, cells: int | None = None) -> None:
    """Answer questions until the ranking by feeling, or as many as are said."""
    answered = 0
    for _n in range(2000):
        screen = typist.pilot.app.screen
        if isinstance(screen, GutScreen) or answered == cells:
            return
        if await fact(typist, library):
            continue
        if not isinstance(screen, ScoreScreen):
            await typist.pilot.pause(0.02)
            continue
        if screen.query_one("#reason-input").display:
            await typist.press("enter")
            continue
        level = next(levels)
        await typist.press(level)
        answered += 1
        if level in "15":
            await typist.type("seen it")
            await typist.press("enter")
    raise AssertionError("the questions do not end")


async def commit(typist: Typist) -> None:
    await typist.until(ResultScreen)
    await until(typist.pilot, lambda: typist.pilot.app.screen.view is not None)  # type: ignore[attr-defined]
    await typist.press("enter")
    await typist.until(CommitScreen)
    await typist.press("enter", "enter")
    await typist.type("recall above the baseline")
    await typist.press("enter", "enter")
    for _n in range(3):
        if isinstance(typist.pilot.app.screen, CommitScreen) and not typist.pilot.app.opened.record.commitments:  # type: ignore[attr-defined]
            await typist.press("enter")
    await typist.until(ProjectScreen)


def only_record(folder: Path, library: Library) -> Record:
    (file,) = folder.glob("*.toml")
    return store.read(file, library).record


@pytest.mark.slow
async def test_four_candidates_take_at_most_120_keys_besides_prose(
    library: Library, own_folder: Path, levels: Iterator[str]
) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        typist = Typist(pilot)
        await begin(typist, "What to submit", ["Search by words", "From synthetic", "Soft partitions", "Lights"])
        await score(typist, library, levels)
        await typist.press("2", "1", "4")
        await commit(typist)
        assert app.opened is not None
        assert await app.opened.saver.finish()
    record = only_record(own_folder, library)
    rubrics = {rubric for row in (record.sessions[0].answers or {}).values() for rubric in row}
    assert len(rubrics) == 8
    assert sum(len(row) for row in (record.sessions[0].answers or {}).values()) == 32
    assert record.commitments
    print(f"keys besides prose: {typist.keys}")
    assert typist.keys <= MOST_KEYS


@pytest.mark.slow
async def test_the_whole_way_and_back(library: Library, own_folder: Path, levels: Iterator[str]) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        typist = Typist(pilot)
        await begin(typist, "차량 workshop", ["One", "Two", "Three"])
        await typist.until(ScoreScreen | LineDialog | GpusDialog)  # type: ignore[arg-type]
        await score(typist, library, levels, cells=2)
        await typist.press("down", "shift+up", "shift+down", "enter")
        while await fact(typist, library):
            pass
        await typist.press("0")
        await score(typist, library, levels)
        await typist.press("3", "1")
        await commit(typist)
        first = app.opened.record if app.opened else None
        assert first is not None
        await typist.press("q")
        await typist.until(HomeScreen)
        await until(
            pilot,
            lambda: "chosen" in str([str(one.words) for one in app.screen._entries]),  # type: ignore[attr-defined]
        )
        await typist.press("enter")
        await typist.until(ProjectScreen)
        await typist.press("v")
        await typist.until(ResultScreen)

    found = only_record(own_folder, library)
    assert found == first
    session = found.sessions[0]
    cells = [answer for row in (session.answers or {}).values() for answer in row.values()]
    assert len(cells) == 24
    ranged = [answer for answer in cells if answer.low is not None and answer.low < (answer.level or 0)]
    assert [(answer.level, answer.low, answer.high) for answer in ranged] == [(3, 2, 4)]
    assert sum(bool(answer.unknown) for answer in cells) == 1
    assert session.finished is not None
    assert len(session.gut or []) == 3
    assert found.commitments[0].kill_criteria[0].unless == "recall above the baseline"
    assert found.setting is not None
    assert found.setting.hours_per_week == 12


@pytest.mark.slow
async def test_the_way_in_korean_with_jamo_keys_only(
    library: Library, own_folder: Path, levels: Iterator[str]
) -> None:
    language.use("ko")
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        typist = Typist(pilot)
        await begin(
            typist, "무엇을 낼까", ["문장으로 차량 찾기", "합성에서 실제로", "부드러운 분할"], letter=JAMO["n"]
        )
        await typist.until(ScoreScreen | LineDialog | GpusDialog)  # type: ignore[arg-type]
        await score(typist, library, levels, cells=3)
        while await fact(typist, library):
            pass
        await typist.press("3", JAMO["u"], JAMO["g"])
        await pilot.pause()
        await typist.press("escape")
        await score(typist, library, levels)
        await typist.press("1", "2")
        await typist.until(ResultScreen)
        await commit(typist)
        await typist.press(JAMO["q"])
        await typist.until(HomeScreen)
    record = only_record(own_folder, library)
    assert record.title == "무엇을 낼까"
    assert [one.id for one in record.candidates] == ["candidate-1", "candidate-2", "candidate-3"]
    assert record.commitments


@pytest.mark.slow
@pytest.mark.parametrize(
    "left_at", [1, pytest.param(5, marks=pytest.mark.slow), pytest.param(11, marks=pytest.mark.slow)]
)
async def test_it_resumes_exactly_where_one_left(
    library: Library, own_folder: Path, levels: Iterator[str], left_at: int
) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        typist = Typist(pilot)
        await begin(typist, "A title", ["One", "Two", "Three"])
        await typist.until(ScoreScreen | LineDialog | GpusDialog)  # type: ignore[arg-type]
        await score(typist, library, levels, cells=left_at)
        while await fact(typist, library):
            pass
        assert isinstance(app.screen, ScoreScreen)
        stood = app.screen.asked.cell
        await typist.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    (file,) = own_folder.glob("*.toml")
    again = PickproblemApp(library, file)
    async with again.run_test(size=(80, 24)):
        assert isinstance(again.screen, ScoreScreen)
        assert again.screen.asked.cell == stood
        assert again.opened is not None
        assert again.opened.record.sessions[0].shown_order == flow.shown_order(
            again.opened.record, again.opened.record.sessions[0]
        )
