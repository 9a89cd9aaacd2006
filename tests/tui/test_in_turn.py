"""Keys come in one piece and take effect one after the other, each where the one before it led."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from pickproblem.tui import in_turn
from pickproblem.tui.in_turn import KeysInTurn


class Line(ModalScreen[str]):
    """Takes a line."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Digit(ModalScreen[str]):
    """Takes a digit."""

    BINDINGS = [(str(n), f"take('{n}')", "") for n in range(1, 4)]

    def action_take(self, digit: str) -> None:
        self.dismiss(digit)


class Options(ModalScreen[str]):
    """Takes an option, and goes while the key that took it is still on its way up."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield OptionList("one", "two")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(str(event.option.prompt))


class AtOnce(ModalScreen[str]):
    """Goes before the key has even begun its way up."""

    BINDINGS = [Binding("enter", "take", "", priority=True)]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield OptionList("one", "two")

    def action_take(self) -> None:
        self.dismiss("two")


class Asking(KeysInTurn):
    """``a`` asks for a line and two digits, and something slow is awaited behind each answer; digits end up below."""

    BINDINGS = [("a", "ask_all", ""), *((str(n), f"below('{n}')", "") for n in range(1, 4))]

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str | None] = []
        self.below: list[str] = []
        self.slow = asyncio.Event()

    def action_below(self, digit: str) -> None:
        self.below.append(digit)

    def action_ask_all(self) -> None:
        self.run_worker(self._ask_all(), group="asking", exclusive=True)

    async def _ask_all(self) -> None:
        with self.keys_wait():
            for dialog in (Line(), Digit(), Digit()):
                self.said.append(await self.ask(dialog))
                await self.slow.wait()


@pytest.fixture(autouse=True)
def nothing_is_let_go_by_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "MOST_SECONDS", 3600.0)


def press(app: Asking, *keys: str) -> None:
    """All in one piece, as from a terminal: nothing is waited for in between."""
    for key in keys:
        app.post_message(events.Key(key, "\r" if key == "enter" else key))


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _n in range(2000):
        if holds():
            return
        await pilot.pause(0.005)
    raise AssertionError("what was waited for never came")


async def test_what_is_typed_in_one_piece_goes_where_each_key_leads() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.slow.set()
        press(app, *"axy", "enter", *"123")
        await until(pilot, lambda: bool(app.below))
    assert (app.said, app.below) == (["xy", "1", "2"], ["3"])


async def test_while_something_is_awaited_a_digit_waits_for_the_next_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "MOST_SECONDS", 0.01)  # a key that takes longer holds back the next no more
    app = Asking()
    async with app.run_test() as pilot:
        press(app, "a", "x", "enter")
        await until(pilot, lambda: app.said == ["x"])
        press(app, "1")
        await pilot.pause(0.1)
        assert app.keys_are_held
        assert (app.said, app.below) == (["x"], [])
        app.slow.set()
        await until(pilot, lambda: app.said == ["x", "1"])
        press(app, "2")
        await until(pilot, lambda: not app.keys_are_held)
    assert (app.said, app.below) == (["x", "1", "2"], [])


async def test_a_dialog_that_stands_has_its_keys_at_once() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        press(app, "a")
        await until(pilot, lambda: isinstance(app.screen, Line) and not app.keys_are_held)
        await pilot.press("x")
        assert app.screen.query_one(Input).value == "x"


async def test_what_is_awaited_for_ever_does_not_hold_keys_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "MOST_SECONDS", 0.01)
    monkeypatch.setattr(in_turn, "MOST_WAITED_SECONDS", 0.1)
    app = Asking()
    async with app.run_test() as pilot:
        press(app, "a", "x", "enter", "1", "2")
        await until(pilot, lambda: app.below == ["1", "2"])
        assert app.said == ["x"]


async def test_keys_are_free_again_where_nobody_waits_for_the_answer_any_more() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        press(app, "a")
        await until(pilot, lambda: isinstance(app.screen, Line))
        app.workers.cancel_group(app, "asking")
        await until(pilot, lambda: not app.keys_are_held)
        press(app, "x", "enter", "1")
        await until(pilot, lambda: app.below == ["1"])
    assert app.said == []


@pytest.mark.parametrize("dialog", [Options, AtOnce])
async def test_a_key_that_closes_its_screen_holds_back_no_other(dialog: type[ModalScreen[str]]) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        closed: list[str | None] = []
        app.push_screen(dialog(), closed.append)
        await until(pilot, lambda: isinstance(app.focused, OptionList))
        press(app, "down", "enter", "1")
        await until(pilot, lambda: app.below == ["1"] and not app.keys_are_held)
        assert closed == ["two"]
