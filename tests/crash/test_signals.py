"""Signals, the shell's stop and go, a window that is closed: answers are kept, and the terminal is as it was."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from pickproblem import store
from tests.crash.decisions import answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens
from tests.proofs import Count, Prove
from tests.terminal.terminal import Terminal

_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_AT_REST = {7: b"h", 25: b"h"}
"""Lines wrap, the cursor is seen; every other mode is off in a terminal at rest."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.toml"
    store.create(path, long_record())
    return path


def not_restored(painted: bytes) -> list[str]:
    """Modes of the terminal that were changed and not changed back."""
    last = {int(mode): state for mode, state in _MODE.findall(painted)}
    wrong = [f"mode {mode} is {state.decode()}" for mode, state in last.items() if state != _AT_REST.get(mode, b"l")]
    if painted.count(b"\x1b[>") > painted.count(b"\x1b[<u"):
        wrong.append("the keyboard protocol is still on")
    return wrong


def on_disk(file: Path) -> list[int]:
    return answers(store.read(file, library()).record)


def answer(screens: Terminal, *levels: int) -> None:
    """Answer as fast as a program types."""
    for level in levels:
        screens.process.send(str(level).encode())


def end_by_signal(nursery: Nursery, file: Path, number: int, after: float | None) -> Iterator[str]:
    """What is wrong after a signal, right after three answers were typed and seen, or so early after the start."""
    before = on_disk(file)
    with Screens(nursery, str(file), folder=file.parent, columns=60, lines=18) as screens:
        if after is None:
            screens.wait("answered")
            answer(screens, 3, 4, 2)
            screens.wait(f"{len(before) + 3} of ")
        else:
            time.sleep(after)
        screens.process.kill(number)
        if screens.end() is None:
            yield "did not end"
        if after is None and on_disk(file) != [*before, 3, 4, 2]:
            yield f"{on_disk(file)} is there"
        yield from not_restored(screens.bytes)
        if b"Traceback" in screens.bytes:
            yield "a traceback is on the screen"
        if left := [one.name for one in file.parent.iterdir() if one != file]:
            yield f"left {left}"


@pytest.mark.parametrize(
    "name", ["SIGHUP", *(pytest.param(one, marks=pytest.mark.slow) for one in ("SIGINT", "SIGTERM"))]
)
def test_a_signal_right_after_an_answer(nursery: Nursery, file: Path, proof: Prove, name: str) -> None:
    count = proof("SIGINT, SIGTERM, SIGHUP right after an answer, and while the screens begin")
    count.tried(*end_by_signal(nursery, file, getattr(signal, name), None))
    count.settle()


def at_the_beginning(nursery: Nursery, file: Path, count: Count, times: int, seed: int) -> None:
    chance = random.Random(seed)
    for n in range(times):
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[n % 3]
        after = chance.uniform(0.0, 0.25)
        wrong = end_by_signal(nursery, file, number, after)
        count.tried(*(f"{signal.Signals(number).name} after {after:.3f} s: {one}" for one in wrong))


def test_a_signal_while_the_screens_begin(nursery: Nursery, file: Path, proof: Prove) -> None:
    count = proof("SIGINT, SIGTERM, SIGHUP right after an answer, and while the screens begin")
    at_the_beginning(nursery, file, count, 3, seed=0)
    count.settle()


@pytest.mark.slow
def test_a_signal_at_any_moment_of_the_beginning(nursery: Nursery, file: Path, proof: Prove) -> None:
    count = proof("SIGINT, SIGTERM, SIGHUP right after an answer, and while the screens begin")
    at_the_beginning(nursery, file, count, 60, seed=1)
    count.settle()


def close_windows(nursery: Nursery, folder: Path, count: Count, times: int, seed: int) -> None:
    """Close the window at any moment after the first answer was seen; what was typed and seen is kept."""
    chance = random.Random(seed)
    for n in range(times):
        file = folder / f"{n}.toml"
        store.create(file, long_record())
        with Screens(nursery, str(file), folder=folder, columns=60, lines=18) as screens:
            screens.wait("answered")
            answer(screens, 3, 4)
            screens.wait("2 of ")
            time.sleep(chance.uniform(0, 0.02))
            screens.close_window()
            ended = screens.wait_for_end()
        wrong = [] if ended else ["did not end"]
        if on_disk(file) != [3, 4]:
            wrong.append(f"{on_disk(file)} is there")
        count.tried(*wrong)
    assert not [one for one in folder.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize("times", [1, pytest.param(40, marks=pytest.mark.slow)])
def test_a_closed_window(nursery: Nursery, tmp_path: Path, proof: Prove, times: int) -> None:
    count = proof("a window closed right after an answer")
    close_windows(nursery, tmp_path, count, times, seed=times)
    count.settle()


class Shell(Terminal):
    """A person's shell, which stops programs and calls them back."""

    def __init__(self, folder: Path) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "en_US.UTF-8", "PS1": "shell> "}
        environment |= {"PICKPROBLEM_HOME": str(folder), "PICKPROBLEM_LANG": "en", "LC_ALL": "C.UTF-8"}
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        # The shell would switch this on for itself, and blur who did not switch it off.
        settings = folder / ".inputrc"
        settings.write_text("set enable-bracketed-paste off\n")
        environment["INPUTRC"] = str(settings)
        self.process = pexpect.spawn(
            "bash", ["--noprofile", "--norc", "-i"], dimensions=(24, 80), env=environment, cwd=str(folder), timeout=20
        )

    def command(self, line: str) -> None:
        """Type a line."""
        self.type(line + "\r")

    def line_settings(self) -> str:
        """How the terminal's line is set, in the words of stty."""
        self.command("clear; stty -g")
        self.wait(":", "shell>")
        (settings,) = re.findall(r"^([0-9a-f]+:[0-9a-f:]+)", self.text, re.MULTILINE)
        return str(settings)


def running(shell: Shell) -> int:
    """The process that the shell runs in the foreground."""
    return os.tcgetpgrp(shell.process.child_fd)


@pytest.mark.parametrize("how", ["ctrl+z", pytest.param("kill -TSTP", marks=pytest.mark.slow)])
def test_stopped_and_called_back_by_the_shell(file: Path, proof: Prove, how: str) -> None:
    count = proof("stopped by ctrl+z or SIGTSTP, and called back by fg or SIGCONT")
    with Shell(file.parent) as shell:
        shell.wait("shell>")
        settings = shell.line_settings()
        shell.command(f"{sys.executable} -m pickproblem {file.name}")
        shell.wait("0 of 104 answered")
        answer(shell, 3, 4)
        shell.wait("2 of 104", "✓ Saved")
        if how == "ctrl+z":
            shell.process.send(b"\x1a")
        else:
            os.kill(running(shell), signal.SIGTSTP)
        shell.wait("Stopped", "shell>")
        wrong = not_restored(shell.bytes)
        if shell.line_settings() != settings:
            wrong.append("the line is not as it was, while it is stopped")
        if on_disk(file) != [3, 4]:
            wrong.append(f"{on_disk(file)} is there while it is stopped")
        before = len(shell.bytes)
        shell.command("fg")
        shell.wait("2 of 104 answered")
        assert b"\x1b[?1049h" in shell.bytes[before:]
        answer(shell, 2)
        shell.wait("3 of 104", "✓ Saved")
        shell.process.send(b"\x11")
        shell.wait("shell>")
        wrong += not_restored(shell.bytes)
        if shell.line_settings() != settings:
            wrong.append("the line is not as it was, in the end")
        if on_disk(file) != [3, 4, 2]:
            wrong.append(f"{on_disk(file)} is there in the end")
    count.tried(*wrong)
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_shell_finds_its_line_as_it_was(file: Path, proof: Prove, name: str) -> None:
    count = proof("SIGINT, SIGTERM, SIGHUP right after an answer, and while the screens begin")
    with Shell(file.parent) as shell:
        shell.wait("shell>")
        settings = shell.line_settings()
        shell.command(f"{sys.executable} -m pickproblem {file.name}")
        shell.wait("0 of 104 answered")
        answer(shell, 3)
        shell.wait("1 of 104")
        os.kill(running(shell), getattr(signal, name))
        shell.wait("shell>")
        wrong = not_restored(shell.bytes)
        if shell.line_settings() != settings:
            wrong.append("the line is not as it was")
        if on_disk(file) != [3]:
            wrong.append(f"{on_disk(file)} is there")
    count.tried(*wrong)
    count.settle()
