"""A newer idea in a real terminal: parked in under twelve keys, then the way to the verdict, killed once on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pickproblem import rubric, store
from pickproblem.record import Record
from tests.terminal.terminal import Terminal

EXAMPLES = Path(rubric.__file__).parent / "examples"
MOST_KEYS = 12
QUESTIONS, RUBRICS = 27, 9

WORDS = {
    "en": ("What happened today?", "Does it serve", "Ways out", "Dead end?", "Stay with"),
    "ko": ("무슨 일이 있었", "목표", "끝낼 까닭", "막다른 길", "계속"),
}


def example(folder: Path, spoken: str) -> Path:
    folder.mkdir()
    path = folder / "tempted.toml"
    shutil.copy(EXAMPLES / ("tempted.ko.toml" if spoken == "ko" else "tempted.toml"), path)
    return path


def until(path: Path, holds: Callable[[Record], bool], terminal: Terminal) -> Record:
    """What the file holds, once it does."""
    known = rubric.load()
    for _ in range(200):
        record = store.read(path, known).record
        if holds(record):
            return record
        terminal.read(0.05)
    raise AssertionError(f"it never got into the file; the screen:\n{terminal.text}")


def answered(record: Record) -> int:
    return sum(len(row) for row in (record.sessions[-1].answers or {}).values())


def score(terminal: Terminal, path: Path) -> None:
    """Answer rubric by rubric: a digit, and the same for the others; a fact that is asked for is left open."""
    for n in range(RUBRICS):
        for _try in range(10):
            terminal.press("34"[n % 2])
            terminal.read(0.2)
            if answered(store.read(path, rubric.load()).record) > 3 * n:
                break
            terminal.press("esc")
        terminal.press("=")
        until(path, lambda one, n=n: answered(one) == 3 * (n + 1), terminal)  # type: ignore[misc]


@pytest.mark.slow  # each of them waits for a real terminal
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_parked_from_home_then_weighed_killed_on_the_way_and_resumed(tmp_path: Path, spoken: str) -> None:
    happened, serves, ways_out, dead_end, stay = WORDS[spoken]
    path = example(tmp_path / "records", spoken)
    environment = {"PICKPROBLEM_HOME": str(path.parent)}
    t = "t" if spoken == "en" else "ㅅ"
    pressed = 0

    with Terminal("--lang", spoken, environment=environment, folder=tmp_path) as terminal:

        def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            terminal.press(*keys)

        terminal.wait(store.read(path, rubric.load()).record.title, "n ")
        press(t)
        terminal.wait("DQN")
        terminal.type("확산 모델로 걷기")
        press("enter")
        terminal.wait(happened)
        press("1")
        terminal.wait("3  ", serves)
        press("2")
        terminal.wait("확산 모델로 걷기", "Enter")
        record = until(path, lambda one: one.temptations[-1].same_goal is False, terminal)
        press("enter")
        assert pressed < MOST_KEYS
        entry = record.temptations[-1]
        assert entry.trigger == "paper"

    day = (entry.when + timedelta(days=30)).date().isoformat()
    call = ("--lang", spoken, "tempted", str(path), "--today", day)
    with Terminal(*call, environment=environment, folder=tmp_path) as terminal:
        terminal.wait("2014-12-03")
        terminal.type("8w")
        terminal.press("enter")
        terminal.type("60")
        terminal.press("enter")
        terminal.wait(ways_out, "3  ")
        until(path, lambda one: one.temptations[-1].hours_current == 320, terminal)
        terminal.press("1")
        terminal.wait(dead_end, "5  ")
        until(path, lambda one: one.temptations[-1].dead_end is not None, terminal)
        terminal.kill()

    with Terminal(*call, environment=environment, folder=tmp_path) as terminal:
        terminal.wait(dead_end, "5  ")
        terminal.press("enter")
        until(path, lambda one: all(text == "" for _check, text in one.temptations[-1].dead_end or []), terminal)
        terminal.type("20")
        terminal.press("enter")
        until(path, lambda one: one.temptations[-1].days_to_signal == 20, terminal)
        terminal.wait("5  ", "0  ")
        terminal.press("3")
        until(path, lambda one: len(one.sessions) == 3, terminal)
        terminal.wait("1  ", "2  ", str(QUESTIONS))
        terminal.press("1")
        score(terminal, path)
        terminal.wait("3  ", "0 ")
        terminal.press("1", "2")
        until(path, lambda one: one.sessions[-1].finished is not None, terminal)
        terminal.wait("1.6")
        terminal.type("300")
        terminal.press("enter", "enter")
        terminal.type("50")
        terminal.press("enter")
        terminal.wait(stay, "Enter")
        entry = until(path, lambda one: one.temptations[-1].hours_new == 480, terminal).temptations[-1]
        assert entry.p_new_done == 0.5
        terminal.press("enter")
        until(path, lambda one: one.temptations[-1].outcome is not None, terminal)
