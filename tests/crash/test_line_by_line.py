"""The questions line by line, ended at any moment: what was asked on was on the disk before."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pickproblem import store
from tests.crash.decisions import answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens
from tests.proofs import Count, Prove

_QUESTION = re.compile(rb"Question (\d+) of")
_WAYS = ("SIGKILL", "SIGINT", "SIGTERM", "SIGHUP", "closed")
_ROOM = 70


class Conversation:
    """One sitting line by line; each question after the first acknowledges the answer before."""

    def __init__(self, nursery: Nursery, file: Path, chance: random.Random) -> None:
        self.file, self._chance = file, chance
        self.given = answers(store.read(file, library()).record)
        self._begun_with = self.acknowledged = len(self.given)
        self.screens = Screens(nursery, "ask", str(file), "--plain", folder=file.parent)

    def answer(self) -> None:
        """A few answers, as fast as a program types or as a person does."""
        self.screens.wait("1-5")
        for _n in range(self._chance.randint(1, 6)):
            level = self._chance.choice((2, 3, 4))
            self.given = [*self.given, level]
            self.screens.process.send(f"{level}\r".encode())
            self.look(self._chance.choice((0.0, 0.01, 0.05)))
        time.sleep(self._chance.uniform(0, 0.02))

    def look(self, seconds: float) -> None:
        """Take in what was asked."""
        self.screens.read(seconds)
        asked = [int(one) for one in _QUESTION.findall(self.screens.bytes)]
        self.acknowledged = max([self.acknowledged, *(number - 1 for number in asked)])

    def end(self, how: str) -> Iterator[str]:
        """End it from outside; what is wrong with how it ended."""
        if how == "closed":
            self.screens.close_window()
            if not self.screens.wait_for_end():
                yield "did not end"
            return
        self.screens.process.kill(getattr(signal, how))
        self.screens.read_to_end()
        if self.screens.line() != self.screens.line_at_rest:
            yield "the line is not as it was"
        self.look(0)
        code = self.screens.end()
        if code not in (130, -getattr(signal, how)):
            yield f"ended with {code}"

    def wrong(self) -> Iterator[str]:
        """What was lost."""
        found = answers(store.read(self.file, library()).record)
        if found != self.given[: len(found)]:
            yield f"{found} is not how {self.given} began"
        if len(found) < self.acknowledged:
            yield f"{self.acknowledged} answers were acknowledged, {len(found)} are there"
        if b"Traceback" in self.screens.bytes:
            yield f"a traceback: {self.screens.text}"


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_ended_at_any_moment(nursery: Nursery, tmp_path: Path, proof: Prove, times: int) -> None:
    count: Count = proof("the questions line by line, killed, ended by a signal, the window closed")
    chance = random.Random(times)
    file = tmp_path / "0.toml"
    store.create(file, long_record())
    for n in range(times):
        if len(answers(store.read(file, library()).record)) > _ROOM:
            file = tmp_path / f"{n}.toml"
            store.create(file, long_record())
        conversation = Conversation(nursery, file, chance)
        how = _WAYS[n % len(_WAYS)]
        with conversation.screens:
            conversation.answer()
            wrong = [*conversation.end(how), *conversation.wrong()]
        count.tried(*(f"{how}: {one}" for one in wrong))
    count.settle()
