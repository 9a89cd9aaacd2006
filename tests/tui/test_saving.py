"""What is answered reaches the disk, or stays in hand until the person has chosen."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import AppFocus
from textual.widgets import Input, OptionList

from pickproblem import edits, store
from pickproblem.errors import NotSaved
from pickproblem.record import Answer, Record
from pickproblem.tui import app as app_module
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened
from pickproblem.tui.saving import Saver
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.setting import SettingScreen
from pickproblem.tui.widgets.bars import StatusLine

from .conftest import Program, a_record, in_session, on_disk
from .looking import at, sees, shown, until


def status(app: PickproblemApp) -> str:
    return app.screen.query_one(StatusLine).render().plain


def opened(app: PickproblemApp) -> Opened:
    assert app.opened is not None
    return app.opened


def answered(record: Record) -> int:
    return sum(len(row) for row in (record.sessions[-1].answers or {}).values())


def score(app: PickproblemApp) -> ScoreScreen:
    assert isinstance(app.screen, ScoreScreen)
    return app.screen


def path_and_bytes(app: PickproblemApp) -> tuple[Path, bytes]:
    path = opened(app).saver.stored.path
    return path, path.read_bytes()


def by_somebody_else(app: PickproblemApp, change: Callable[[Record], Record]) -> None:
    path = opened(app).saver.stored.path
    stored = store.read(path, app.library)
    store.save(stored, change(stored.record))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Turns a disk that is full on and off."""
    real = os.fsync
    full = False

    def fsync(descriptor: int) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)

    def switch(on: bool) -> None:
        nonlocal full
        full = on

    return switch


async def test_a_full_disk_is_said_and_caught_up_with(program: Program, full_disk: Callable[[bool], None]) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        full_disk(True)
        await pilot.press("3", "4")
        await until(pilot, lambda: "NOT SAVED" in status(app))
        assert answered(on_disk(app)) == 0
        full_disk(False)
        await pilot.press("2")
        await until(pilot, lambda: "Saved" in status(app))
        assert answered(on_disk(app)) == 3


@pytest.mark.slow
async def test_another_place_is_offered(program: Program, full_disk: Callable[[bool], None], tmp_path: Path) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        full_disk(True)
        await pilot.press("3")
        await until(pilot, lambda: "NOT SAVED" in status(app))
        await pilot.press("f2")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("2")
        await at(app, pilot, LineDialog)
        full_disk(False)
        elsewhere = tmp_path / "elsewhere.toml"
        await pilot.press("ctrl+u", *str(elsewhere), "enter")
        await until(pilot, elsewhere.exists)
        await pilot.press("4")
        await until(pilot, lambda: answered(on_disk(app)) == 2)
        assert opened(app).saver.stored.path == elsewhere


async def test_leaving_waits_and_asks_where_it_cannot_save(
    program: Program, full_disk: Callable[[bool], None]
) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        full_disk(True)
        await pilot.press("3", "ctrl+q")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("escape")
        await pilot.pause()
        assert app.is_running
        full_disk(False)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert answered(store.read(opened(app).saver.stored.path, app.library).record) == 1


@pytest.mark.parametrize("keep", ["merge", "both", "theirs"])
async def test_a_file_changed_by_somebody_else_is_never_overwritten(
    program: Program, tmp_path: Path, keep: str
) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        path = opened(app).saver.stored.path
        by_somebody_else(app, lambda record: edits.set_title(record, "Theirs"))
        await pilot.press("3")
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        assert on_disk(app).title == "Theirs"
        await pilot.press("4")
        await pilot.press("f2")
        await at(app, pilot, ChoiceDialog)
        await pilot.press(str(["merge", "both", "theirs"].index(keep) + 1))
        await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog))
        await until(pilot, lambda: not opened(app).saver.pending)
        found = store.read(path, app.library).record
        assert found.title == "Theirs"
        copies = [one for one in tmp_path.glob("*.toml") if one != path]
        assert isinstance(app.screen, ScoreScreen)
        if keep == "merge":
            assert copies == []
            assert answered(found) == 2
            await pilot.press("u")
            await pilot.pause()
            assert "Nothing to undo" in status(app), "that would take theirs back too"
        elif keep == "both":
            mine = store.read(copies[0], app.library).record
            assert answered(mine) == 2
            assert opened(app).saver.stored.path == copies[0]
        else:
            assert copies == []
            assert opened(app).record.title == "Theirs"
            assert answered(opened(app).record) == 0


@pytest.mark.slow
async def test_what_contradicts_is_named_and_nothing_is_lost(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        cell = score(app).asked.cell
        by_somebody_else(
            app,
            lambda record: edits.answer(
                record, record.sessions[-1].id, cell.candidate, cell.rubric, Answer(level=1, reason="theirs")
            ),
        )
        await pilot.press("3")
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        await pilot.press("f2")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("1")
        await sees(app, pilot, "3 in yours, 1 in record.toml")
        assert on_disk(app).sessions[-1].answers == {cell.candidate: {cell.rubric: Answer(level=1, reason="theirs")}}
        assert answered(opened(app).record) == 1
        await pilot.press("2")
        await until(pilot, lambda: not opened(app).saver.pending)


async def test_of_setting_and_weights_one_side_is_chosen(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        by_somebody_else(app, lambda record: edits.set_setting(record, {"hours_per_week": 30}))
        changed = edits.set_setting(opened(app).record, {"hours_per_week": 20})
        opened(app).change(changed)
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        await pilot.press("f2")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("1")
        await sees(app, pilot, "Whose stands?")
        await pilot.press("1")
        await until(pilot, lambda: not opened(app).saver.pending)
        found = on_disk(app).setting
        assert found is not None
        assert found.hours_per_week == 20


async def test_with_nothing_in_hand_it_is_read_again_and_the_screen_stays(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "4")
        await until(pilot, lambda: not opened(app).saver.pending)
        at, screen = score(app).asked.cell, app.screen
        await pilot.press("left", "e", *"half typed")
        by_somebody_else(app, lambda record: edits.set_title(record, "Theirs"))
        app.post_message(AppFocus())
        await until(pilot, lambda: opened(app).record.title == "Theirs")
        await sees(app, pilot, "Somebody else changed the record")
        assert "Theirs" in shown(app).splitlines()[0]
        assert app.screen is screen
        assert app.screen.query_one("#reason-input", Input).value == "half typed"
        await pilot.press("enter")
        await until(pilot, lambda: not opened(app).saver.pending)
        reasons = [
            answer.reason for row in (on_disk(app).sessions[-1].answers or {}).values() for answer in row.values()
        ]
        assert "half typed" in reasons
        assert score(app).asked.cell == at
        assert on_disk(app).title == "Theirs"


async def test_a_form_that_would_lose_what_is_typed_is_left_alone(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "LOOK_SECONDS", 0.05)
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, SettingScreen)
        before = path_and_bytes(app)[1]
        await pilot.press("tab", *"12")
        by_somebody_else(app, lambda record: edits.set_title(record, "Theirs"))
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        await until(pilot, lambda: "12" in shown(app))
        assert opened(app).record.title != "Theirs"
        path_and_bytes(app)[0].write_bytes(before)
        await until(pilot, lambda: "CHANGED ON DISK" not in status(app))
        by_somebody_else(app, lambda record: edits.set_title(record, "Theirs again"))
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        await pilot.press("f2")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("1")
        await until(pilot, lambda: opened(app).record.title == "Theirs again")
        await until(pilot, lambda: "CHANGED ON DISK" not in status(app))


@pytest.mark.parametrize("content", [None, b"<<<<<<< HEAD\n"])
async def test_a_file_that_was_deleted_or_broken_is_said_and_can_be_kept_beside(
    program: Program, tmp_path: Path, content: bytes | None
) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        path = opened(app).saver.stored.path
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        app.post_message(AppFocus())
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        await pilot.press("3", "f2")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("3")
        await pilot.pause(0.1)
        assert isinstance(app.screen, ChoiceDialog), "what cannot be read cannot be taken"
        await pilot.press("2")
        await until(pilot, lambda: not opened(app).saver.pending)
        copy = next(one for one in tmp_path.glob("*.toml") if one != path)
        assert answered(store.read(copy, app.library).record) == 1


async def test_typing_never_waits_for_the_disk_and_the_newest_state_wins(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.save
    gate = threading.Event()
    writes: list[int] = []

    def slow(*arguments: object, **named: object) -> store.Stored:
        gate.wait(10)
        writes.append(answered(arguments[1]))  # type: ignore[arg-type]
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "save", slow)
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "3", "3", "2", "2", "2")
        assert answered(opened(app).record) == 6
        assert "Saving" in status(app)
        gate.set()
        await until(pilot, lambda: "Saved" in status(app))
        assert writes[-1] == 6
        assert len(writes) <= 3, "what was overtaken is not written one by one"
        assert answered(on_disk(app)) == 6


async def test_a_signal_to_end_saves_first(program: Program) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        os.kill(os.getpid(), signal.SIGTERM)
        await until(pilot, lambda: not app.is_running)
    assert answered(store.read(opened(app).saver.stored.path, app.library).record) == 1


async def test_the_saver_keeps_what_could_not_be_written(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store.create(tmp_path / "one.toml", in_session(a_record()))
    states: list[str] = []
    saver = Saver(stored, lambda state: states.append(state.kind), lambda text: None)

    def fails(*_arguments: object) -> store.Stored:
        raise NotSaved("no")

    with monkeypatch.context() as broken:
        broken.setattr(store, "save", fails)
        saver.submit(edits.set_title(stored.record, "Two"))
        assert not await saver.finish()
        assert saver.pending
    assert await saver.finish()
    assert store.read(stored.path, program(stored.record).library).record.title == "Two"
    assert states == ["saving", "failed", "saving", "saved"]


async def test_options_are_plain_text(program: Program) -> None:
    app = program(in_session(a_record(("[b]x", "y"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await at(app, pilot, ChoiceDialog)
        assert app.screen.query_one(OptionList).option_count == 8
