"""Signals and closed windows at any moment, on any screen: what was called saved is there, the terminal as it was."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pickproblem import demo, store
from pickproblem.errors import NotSaved
from pickproblem.tui import saving
from pickproblem.tui.app import PickproblemApp, run
from pickproblem.tui.base import RecordScreen
from tests.crash.decisions import answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery
from tests.crash.wandering import Wanderer, not_restored
from tests.proofs import Count, Prove
from tests.tui.looking import sees

ENDED = "SIGINT, SIGTERM, SIGHUP or a closed window at any moment, on any screen"
STOPPED = "SIGTSTP and SIGCONT at any moment of any screen"
WAYS = ("SIGINT", "SIGTERM", "SIGHUP", "closed")


def records(folder: Path, chance: random.Random) -> Iterator[Path]:
    """One record after the other: fresh, finished, in the middle of a project with a newer idea."""
    for n in range(10**6):
        file = folder / str(n) / "a.toml"
        file.parent.mkdir()
        kind = chance.choice(("long", "vital-lab", "tempted"))
        if kind == "long":
            store.create(file, long_record())
        else:
            shutil.copy(demo.FOLDER / f"{kind}.toml", file)
        yield file


def ended(wanderer: Wanderer, how: str) -> Iterator[str]:
    """What is wrong with how it ended."""
    screens = wanderer.screens
    if how == "closed":
        screens.close_window()
        if not screens.wait_for_end():
            yield "did not end"
        return
    screens.process.kill(getattr(signal, how))
    screens.read_to_end()
    if screens.line() != screens.line_at_rest:
        yield "the line is not as it was"
    yield from not_restored(screens.bytes)
    code = screens.end()
    if code != 0 and b"\x1b[?1049h" in screens.bytes:  # before the screens are there Python ends by itself
        yield f"ended with {code}"


def end_at_any_moment(nursery: Nursery, folder: Path, count: Count, times: int, seed: int) -> None:
    chance = random.Random(seed)
    files = records(folder, chance)
    for n in range(times):
        wanderer = Wanderer(nursery, next(files), chance)
        with wanderer.screens:
            time.sleep(chance.uniform(0, 0.2))
            wanderer.press(chance.randint(0, 12))
            wrong = [*ended(wanderer, WAYS[n % len(WAYS)]), *wanderer.wrong()]
        count.tried(*(f"{WAYS[n % len(WAYS)]} after {wanderer.pressed}: {one}" for one in wrong))


@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_ended_at_any_moment(nursery: Nursery, tmp_path: Path, proof: Prove, times: int) -> None:
    count = proof(ENDED)
    end_at_any_moment(nursery, tmp_path, count, times, seed=times)
    count.settle()


def stop_at_any_moment(nursery: Nursery, folder: Path, count: Count, times: int, seed: int) -> None:
    """Stop and go on twice, then end; while it is stopped the terminal is the shell's."""
    chance = random.Random(seed)
    files = records(folder, chance)
    for _n in range(times):
        wanderer = Wanderer(nursery, next(files), chance)
        wrong: list[str] = []
        with wanderer.screens as screens:
            screens.wait_until_painted()
            for _again in range(2):
                wanderer.press(chance.randint(0, 6))
                screens.process.kill(signal.SIGTSTP)
                if not screens.wait_until_stopped():
                    wrong.append("did not stop")
                wrong += (f"while it is stopped: {one}" for one in not_restored(screens.bytes))
                if screens.line() != screens.line_at_rest:
                    wrong.append("while it is stopped: the line is not as it was")
                screens.process.kill(signal.SIGCONT)
                wanderer.press(chance.randint(1, 3))
            wrong += [*ended(wanderer, "SIGTERM"), *wanderer.wrong()]
        count.tried(*(f"after {wanderer.pressed}: {one}" for one in wrong))


@pytest.mark.parametrize("times", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_stopped_at_any_moment(nursery: Nursery, tmp_path: Path, proof: Prove, times: int) -> None:
    count = proof(STOPPED)
    stop_at_any_moment(nursery, tmp_path, count, times, seed=times)
    count.settle()


async def test_a_screen_that_is_being_left_still_knows_its_record(tmp_path: Path) -> None:
    """Its widgets may be asked once more, after the record was closed and before the next screen stands."""
    file = tmp_path / "tempted.toml"
    shutil.copy(demo.FOLDER / file.name, file)
    app = PickproblemApp(library(), file)
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(app, pilot, "Newer idea")
        screen = app.screen
        assert isinstance(screen, RecordScreen)
        heading = screen.heading()
        app.opened = None
        assert screen.heading() == heading
        assert screen.record_path == file


class Fault(Exception):
    """What nobody thought of."""


@pytest.mark.parametrize(
    ("bad", "kept"), [("", "a.toml"), ("full", "records/a.toml"), ("conflict", "a.conflict-*.toml"), ("both", None)]
)
def test_a_fault_of_the_program_takes_no_answer_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], bad: str, kept: str | None
) -> None:
    """It may end with a traceback; what was answered a moment before is on the disk, and it is said where."""
    file = tmp_path / "a.toml"
    store.create(file, long_record())
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path / "records"))
    if not bad:
        monkeypatch.setattr(saving, "PAINT_SECONDS", 60)  # the fault comes before anything is written

    def no_room(*_given: object, **_named: object) -> None:
        raise NotSaved("no room")

    def fail() -> None:
        raise Fault

    async def sit(pilot: Pilot[int]) -> None:
        app = pilot.app
        await sees(app, pilot, "0 of 104 answered")
        if bad == "conflict":
            stored = store.read(file, library())
            store.save(stored, stored.record.model_copy(update={"title": "Theirs"}))
        if bad in ("full", "both"):
            monkeypatch.setattr(store, "save", no_room)
        if bad == "both":
            monkeypatch.setattr(store, "create", no_room)
        await pilot.press("4")
        if bad:
            await sees(app, pilot, "CHANGED ON DISK" if bad == "conflict" else "NOT SAVED")
        app.call_later(fail)

    monkeypatch.setattr(PickproblemApp, "run", partialmethod(PickproblemApp.run, headless=True, auto_pilot=sit))
    try:
        code, told = run(library(), file), ""
    except NotSaved as error:
        code, told = 1, str(error)
    assert code == 1
    assert "Fault" in capfd.readouterr().err
    if kept is None:
        assert told == "what was answered last could not be saved"
        return
    (found,) = tmp_path.glob(kept)
    assert told == (f"what was answered last is kept in {found}" if bad else "")
    assert answers(store.read(found, library()).record) == [4]
