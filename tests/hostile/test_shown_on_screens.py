"""Every screen and dialog on a record all of whose texts are hostile: what is painted and done, that it goes on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input, Static

import pickproblem.tui
from pickproblem import rubric, text
from pickproblem.flow import Cell, Step
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.base import BaseScreen, RecordScreen
from pickproblem.tui.screens.estimate.frame import EstimateScreen
from pickproblem.tui.screens.opening import OpeningScreen
from pickproblem.tui.screens.score import progress
from tests.hostile.showing.poison import turning
from tests.hostile.showing.texts import PIECES, WHOLE
from tests.hostile.showing.tour import Tourist, files_of, painted_wrong
from tests.hostile.showing.world import World, build
from tests.proofs import Count, Prove
from tests.tui.looking import until

SHOWN = "a screen of a hostile record: what is painted, after each key"
TODAY = {"tempted": date(2015, 3, 8), "vital": date(2020, 12, 20)}
ABSTRACT = {BaseScreen, RecordScreen, EstimateScreen}


class Way(NamedTuple):
    """How a screen is come to: the record and the step it is opened at, if any, and the keys from there."""

    record: str = ""
    step: Step | None = None
    keys: tuple[str, ...] = ()


def asked(rubric: str) -> Step:
    return Step("question", Cell(rubric, "strdan"))


WAYS: dict[str, Way] = {
    "HomeScreen": Way(),
    "NewScreen": Way(keys=("n",)),
    "LookBackScreen": Way(keys=("l",)),
    "HelpScreen": Way(keys=("f1",)),
    "OpeningScreen": Way("begun"),
    "BrokenScreen": Way("broken"),
    "CandidatesScreen": Way("begun", Step("candidates")),
    "SettingScreen": Way("begun", Step("setting")),
    "GpusDialog": Way("bare", asked("compute")),
    "WeightsScreen": Way("begun", Step("weights")),
    "ScoreScreen": Way("begun", asked("interest")),
    "ProbesDialog": Way("begun", asked("interest"), ("p",)),
    "ComputeScreen": Way("begun", asked("compute"), ("x",)),
    "DeadlineScreen": Way("begun", asked("deadline"), ("x",)),
    "MaturityScreen": Way("begun", asked("maturity"), ("x",)),
    "GutScreen": Way("begun", Step("gut")),
    "ResultScreen": Way("vital", Step("result")),
    "AnswerDialog": Way("vital", Step("result"), ("g", "1", "3")),
    "CommitScreen": Way("begun", Step("commit")),
    "ProjectScreen": Way("tempted", Step("project")),
    "ReviewScreen": Way("tempted", Step("review")),
    "TemptedScreen": Way("tempted", Step("tempted")),
    "TogetherScreen": Way("several", Step("together")),
    "WhoScreen": Way("several"),
    "LineDialog": Way("begun", Step("candidates"), ("up", "enter")),
    "ChoiceDialog": Way("tempted", Step("project"), ("enter",)),
    "FormDialog": Way("tempted", Step("project"), ("n",)),
    "NewerIdeaDialog": Way("tempted", Step("project"), ("t",)),
    "BesideDialog": Way("tempted", Step("project"), ("t", "PASTE", "enter")),
    "SaidDialog": Way("tempted", Step("project"), ("t", "PASTE", "enter", "1", "3")),
}  # fmt: skip

USUAL = ("HomeScreen", "ScoreScreen", "ResultScreen", "ProjectScreen", "TogetherScreen", "ChoiceDialog")
"""Those that the default run looks at, one after the other."""


def every_screen() -> set[type[Screen[object]]]:
    """Each screen and dialog of the program, by looking at all of its modules."""
    for module in pkgutil.walk_packages(pickproblem.tui.__path__, "pickproblem.tui."):
        importlib.import_module(module.name)

    def below(kind: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    return {one for one in below(Screen) if one.__module__.startswith("pickproblem.tui.")} - ABSTRACT


def test_every_screen_has_its_way() -> None:
    assert {one.__name__ for one in every_screen()} == set(WAYS)


@pytest.fixture
def pwned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[object]:
    """Whatever the hostile texts have set off: their action, the bell."""
    done: list[object] = []
    monkeypatch.setattr(PickproblemApp, "action_pwned", lambda _self, *given: done.append(given), raising=False)
    monkeypatch.setattr(PickproblemApp, "bell", lambda _self: done.append("the bell rings"))
    monkeypatch.setattr(progress, "QUIET_SECONDS", 3600.0)
    monkeypatch.chdir(tmp_path)
    return done


@pytest.fixture(scope="module")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Library]:
    """Each text begins with one piece of what is hostile; a test's parameter says with which the first does."""
    world = build(tmp_path_factory.mktemp("world"), turning(getattr(request, "param", 0)))
    return world, rubric.load([world.rubrics])


@pytest.fixture
def world(built: tuple[World, Library], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """What one test writes the next does not find: an idea is parked but once."""
    for name, value in built[0].environment.items():
        monkeypatch.setenv(name, value)
    before = files_of(built[0])
    yield built[0]
    for path in files_of(built[0]).keys() - before.keys():
        path.unlink()
    for path, content in before.items():
        path.write_bytes(content)


def program(built: tuple[World, Library], record: str = "") -> PickproblemApp:
    """The program as the rater of the hostile records sits before it, on a day of its story."""
    world, library = built
    day = TODAY.get(record, date(2020, 12, 20))
    return PickproblemApp(library, rater=world.text("me"), today=lambda: day)


async def go(one: Tourist, name: str) -> None:
    """By its way to a screen."""
    way = WAYS[name]
    await one.begin_anew()
    if way.record:
        one.app.open(one.world.record(way.record), way.step)
    else:
        one.app.go_home()
        await one.at("HomeScreen")
    if name == "WhoScreen":
        one.app.ask_name()
    if name == "OpeningScreen":
        one.app.show(OpeningScreen(one.world.record(way.record)))
    for key in way.keys:
        await one.look()
        if key == "PASTE":
            assert one.app.focused is not None
            one.app.focused.post_message(Paste(f"{WHOLE}\n{WHOLE}"))
        else:
            before = one.app.screen
            await one.press(key)
            if key != "up":
                await until(one.pilot, lambda before=before: one.app.screen is not before)
    await one.at(name)


async def still_there(one: Tourist) -> None:
    """The program takes keys as ever."""
    await one.close_dialogs()
    one.app.go_home()
    await one.at("HomeScreen")
    await one.press("f1")
    await one.at("HelpScreen")


async def test_the_usual_screens(
    built: tuple[World, Library], world: World, pwned: list[object], proof: Prove
) -> None:
    count = proof(SHOWN)
    app = program(built)
    async with app.run_test(size=(100, 40)) as pilot:
        one = Tourist(app, pilot, world, count)
        for name in USUAL:
            await go(one, name)
            await one.click_on_actions()
        await still_there(one)
    count.tried(*map(repr, pwned))
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
async def test_every_screen_and_every_key_of_it(
    built: tuple[World, Library], world: World, pwned: list[object], proof: Prove, name: str
) -> None:
    """Each key that it takes is pressed, each from the screen as it was."""
    count = proof(SHOWN)
    app = program(built, WAYS[name].record)
    async with app.run_test(size=(120, 60)) as pilot:
        one = Tourist(app, pilot, world, count)
        await go(one, name)
        await one.click_on_actions()
        done: set[str] = set()
        while keys := {what: key for what, key in one.keys().items() if what not in done}:
            what, key = next(iter(keys.items()))
            done.add(what)
            await one.press(key)
            if one.screen != name:
                await go(one, name)
        assert done
        await still_there(one)
    count.tried(*map(repr, pwned))
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("built", [len(PIECES) // 3, 2 * len(PIECES) // 3], indirect=True)
async def test_every_screen_with_other_texts_in_front(
    built: tuple[World, Library], world: World, pwned: list[object], proof: Prove
) -> None:
    count = proof(SHOWN)
    app = program(built, "tempted")
    async with app.run_test(size=(60, 18)) as pilot:
        one = Tourist(app, pilot, world, count)
        for name in WAYS:
            await go(one, name)
            await one.click_on_actions()
        await still_there(one)
    count.tried(*map(repr, pwned))
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["NewScreen", "CandidatesScreen", "CommitScreen", "FormDialog", "LineDialog"])
async def test_what_is_typed_and_pasted_is_safe_too(
    built: tuple[World, Library], world: World, pwned: list[object], proof: Prove, name: str
) -> None:
    count = proof(SHOWN)
    app = program(built, WAYS[name].record)
    async with app.run_test(size=(100, 40)) as pilot:
        one = Tourist(app, pilot, world, count)
        for piece in PIECES.values():
            await go(one, name)
            (first, *_others) = [line for line in app.screen.query(Input) if line.display]
            first.focus()
            await pilot.pause()
            first.post_message(Paste(piece))
            await one.look("paste")
            first.value = piece
            await one.press("enter")
        await still_there(one)
    count.tried(*map(repr, pwned))
    count.settle()


@pytest.mark.slow
async def test_what_is_looked_for_is_found_where_nothing_is_made_safe(
    built: tuple[World, Library], world: World, pwned: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would break the painting is made safe here too, so that the rest of it comes to be seen."""
    visible = text._visible
    monkeypatch.setattr(text, "_visible", lambda one, lines: one if one > "\x9f" else visible(one, lines))
    count = Count("without making safe")
    app = program(built)
    async with app.run_test(size=(120, 60)) as pilot:
        one = Tourist(app, pilot, world, count)
        for name in (looked_at := ("HomeScreen", "ScoreScreen", "TogetherScreen")):
            await go(one, name)
    with pytest.raises(AssertionError):
        count.settle()
    for name in looked_at:
        assert [told for told in count.losses if told.startswith(name)], (name, count.losses)


class Careless(App[None]):
    """Shows a text as markup, as Textual does unless told otherwise."""

    def compose(self) -> ComposeResult:
        yield Static(PIECES["action"])
        yield Static('[link="https://evil.example"]x[/]')


async def test_what_is_read_as_markup_is_found() -> None:
    app = Careless()
    async with app.run_test():
        wrong = painted_wrong(app.screen)
    assert "read as markup" in wrong
    assert [one for one in wrong if "pwned" in one]
    assert "a link to https://evil.example" in wrong
