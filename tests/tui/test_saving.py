"""What is answered reaches the disk, or stays in hand until the person has chosen."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from pickproblem import edits, store
from pickproblem.errors import NotSaved
from pickproblem.record import Record
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.opened import Opened
from pickproblem.tui.saving import Saver
from pickproblem.tui.widgets.bars import StatusLine

from .conftest import a_record, in_session, on_disk

Program = Callable[[Record], PickproblemApp]


def status(app: PickproblemApp) -> str:
    return app.screen.query_one(StatusLine).render().plain


def opened(app: PickproblemApp) -> Opened:
    assert app.opened is not None
    return app.opened


def answered(record: Record) -> int:
    return sum(len(row) for row in (record.sessions[-1].answers or {}).values())


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    for _n in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    assert holds()


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


async def test_another_place_is_offered(program: Program, full_disk: Callable[[bool], None], tmp_path: Path) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        full_disk(True)
        await pilot.press("3")
        await until(pilot, lambda: "NOT SAVED" in status(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, LineDialog))
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
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("escape")
        await pilot.pause()
        assert app.is_running
        full_disk(False)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert answered(store.read(opened(app).saver.stored.path, app.library).record) == 1


@pytest.mark.parametrize("keep", ["both", "theirs"])
async def test_a_file_changed_by_somebody_else_is_never_overwritten(
    program: Program, tmp_path: Path, keep: str
) -> None:
    app = program(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        path = opened(app).saver.stored.path
        theirs = edits.set_title(on_disk(app), "Theirs")
        store.save(store.read(path, app.library), theirs)
        await pilot.press("3")
        await until(pilot, lambda: "CHANGED ON DISK" in status(app))
        assert on_disk(app).title == "Theirs"
        await pilot.press("4")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("1" if keep == "both" else "2")
        await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog))
        await until(pilot, lambda: not opened(app).saver.pending)
        assert store.read(path, app.library).record.title == "Theirs"
        copies = [one for one in tmp_path.glob("*.toml") if one != path]
        if keep == "both":
            mine = store.read(copies[0], app.library).record
            assert answered(mine) == 2
            assert opened(app).saver.stored.path == copies[0]
        else:
            assert copies == []
            assert opened(app).record.title == "Theirs"
            assert answered(opened(app).record) == 0


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
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert app.screen.query_one(OptionList).option_count == 8
