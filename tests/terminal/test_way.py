"""The whole way in a real terminal, killed once without a word, in both languages."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pickproblem import rubric, store
from pickproblem.record import Record
from pickproblem.tui.keys import JAMO

from .terminal import Terminal

LEVELS = "343243324423"
"""Neither 1 nor 5, so that no reason is asked in between."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    return folder


def the_record(home: Path) -> Record:
    (file,) = home.glob("*.toml")
    return store.read(file, rubric.load()).record


def answered(record: Record) -> int:
    return sum(len(row) for session in record.sessions for row in (session.answers or {}).values())


def begin(terminal: Terminal, titles: list[str], words: dict[str, str], new: str) -> None:
    """From the home screen to the first question, each step when the screen is there."""
    terminal.wait("pickproblem", "d ")
    terminal.press(new)
    terminal.read(0.5)
    terminal.type("T")
    terminal.press("enter")
    terminal.read(0.6)
    for title in titles:
        terminal.type(title)
        terminal.press("enter")
        terminal.read(0.15)
    terminal.press("enter")
    terminal.wait("●")
    terminal.press("enter")
    terminal.wait(words["weights"])
    terminal.press("enter")
    terminal.wait("0  ")


def dialog_open(terminal: Terminal) -> bool:
    return "╰" in terminal.text


def answer(terminal: Terminal, home: Path, levels: Iterator[str], until: int) -> None:
    """Answer until so many answers are on the disk; facts that are asked are left open."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        terminal.read(0.1)
        before = answered(the_record(home))
        if before >= until:
            return
        if dialog_open(terminal):
            terminal.press("esc")
            continue
        terminal.press(next(levels))
        for _n in range(40):
            terminal.read(0.05)
            if answered(the_record(home)) > before or dialog_open(terminal):
                break
    raise AssertionError(f"only {answered(the_record(home))} of {until} answers arrived:\n{terminal.text}")


def way(home: Path, environment: dict[str, str], words: dict[str, str], letters: dict[str, str]) -> None:
    levels = iter(LEVELS * 10)
    env = {"PICKPROBLEM_HOME": str(home), **environment}
    with Terminal(environment=env, folder=home) as terminal:
        begin(terminal, ["A", "B", "C"], words, letters["n"])
        answer(terminal, home, levels, 7)
        terminal.kill()
    kept = the_record(home)
    assert answered(kept) == 7
    (file,) = home.glob("*.toml")
    assert [one.name for one in home.iterdir() if one != file] == [], "nothing is left lying about"

    with Terminal(file.name, environment=env, folder=home) as terminal:
        terminal.wait("24", "━")
        assert the_record(home) == kept, "opening changes nothing"
        answer(terminal, home, levels, 24)
        terminal.wait(words["gut"])
        terminal.press("2", "1")
        terminal.wait(words["result"], "◆")
        terminal.press("enter")
        terminal.wait(words["commit"])
        terminal.press("enter", "enter")
        terminal.type("x")
        terminal.press("enter", "enter")
        for _n in range(3):
            terminal.read(0.4)
            if the_record(home).commitments:
                break
            terminal.press("enter")
        terminal.wait("✓", words["project"])
        terminal.press(letters["q"])
        terminal.read(0.5)
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    record = the_record(home)
    assert record.sessions[0].finished is not None
    assert len(record.sessions[0].gut or []) == 3
    assert record.commitments[0].kill_criteria[0].unless
    for candidate, row in (kept.sessions[0].answers or {}).items():
        for name, given in row.items():
            assert (record.sessions[0].answers or {})[candidate][name] == given


@pytest.mark.slow
def test_the_whole_way_killed_once(home: Path) -> None:
    way(
        home,
        {"PICKPROBLEM_LANG": "en"},
        {
            "weights": "Which questions should weigh most?",
            "gut": "by feeling?",
            "result": "leads",
            "commit": "What do you commit to?",
            "project": "Ahead",
        },
        {"n": "n", "q": "q"},
    )


@pytest.mark.slow
def test_the_whole_way_in_korean_with_jamo(home: Path) -> None:
    from pickproblem import language
    from pickproblem.language import _

    language.use("ko")
    try:
        words = {
            "weights": _("Which questions should weigh most?"),
            "gut": _("Before any numbers: which would you pick by feeling?"),
            "commit": _("What do you commit to?"),
            "project": _("Ahead"),
            "result": "◆",
        }
    finally:
        language.use("en")
    way(home, {"PICKPROBLEM_LANG": "ko"}, words, {"n": JAMO["n"], "q": JAMO["q"]})


@pytest.mark.parametrize("size", [(40, 10), pytest.param((60, 18), marks=pytest.mark.slow), (200, 60)])
def test_any_size_of_terminal(home: Path, size: tuple[int, int]) -> None:
    environment = {"PICKPROBLEM_HOME": str(home), "PICKPROBLEM_LANG": "en"}
    with Terminal("demo", columns=size[0], lines=size[1], environment=environment, folder=home) as terminal:
        terminal.wait("larger" if size == (40, 10) else "leads")
        terminal.press("ctrl+q")
        assert terminal.end() == 0


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_signals_end_it_with_the_terminal_restored(home: Path, name: str) -> None:
    environment = {"PICKPROBLEM_HOME": str(home), "PICKPROBLEM_LANG": "en"}
    with Terminal("demo", environment=environment, folder=home) as terminal:
        terminal.wait("leads")
        os.kill(terminal.process.pid, getattr(signal, name))
        terminal.end()
        assert b"\x1b[?1049l" in terminal.bytes, "the screen that was there before is back"


def test_a_broken_record_is_said_and_left_alone(home: Path) -> None:
    broken = home / "broken.toml"
    broken.write_text('format = 1\ntitle = "\\u001b]52;c;eA==\\u0007"\nprofile = 3\n', encoding="utf-8")
    before = broken.read_bytes()
    environment = {"PICKPROBLEM_HOME": str(home), "PICKPROBLEM_LANG": "en"}
    with Terminal("broken.toml", environment=environment, folder=home) as terminal:
        terminal.wait("broken.toml:3", "profile")
        assert b"\x1b]52" not in terminal.bytes
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert broken.read_bytes() == before
