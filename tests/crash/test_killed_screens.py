"""The running screens, killed without a word at a random moment: what they called saved is there."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pickproblem import store
from tests.crash.decisions import answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens
from tests.proofs import Count, Prove

KILLED = "the running screens killed at a random moment"
BY_DEFAULT, MANY = (4, 15), (10, 25)
"""So many tests, which may run beside each other, of so many kills: 60 by default, and 250 more."""
_PROGRESS = re.compile(r"(\d+) of \d+ answered")
_ROOM = 78
"""Answers that a record takes before anything but a level is asked, less those of one sitting."""


class Sitting:
    """One run of the screens on a record, until it is killed; the log of what it acknowledged is kept out here."""

    def __init__(self, nursery: Nursery, file: Path, chance: random.Random) -> None:
        self.file, self.chance = file, chance
        self.given = self.found = on_disk(file)
        self.acknowledged = len(self.given)
        self.screens = Screens(nursery, str(file), folder=file.parent, columns=60, lines=18)

    def look(self, seconds: float) -> int:
        """Read the screen; what it calls saved is acknowledged. How many answers it shows."""
        self.screens.read(seconds)
        text = self.screens.text
        progress = _PROGRESS.search(text)
        shown = int(progress[1]) if progress else 0
        if "✓ Saved" in text:
            self.acknowledged = max(self.acknowledged, shown)
        return shown

    def wait_for(self, answers: int) -> None:
        """Until so many answers are shown, saved or not."""
        end = time.monotonic() + 20
        while self.look(0.002) < answers:
            assert time.monotonic() < end, f"{answers} answers did not appear:\n{self.screens.text}"

    def answer_and_be_killed(self) -> None:
        """A few answers at the pace of quick fingers, and the end at any moment after."""
        if self.chance.random() < 0.9:
            self.screens.wait("answered")
            before = len(self.given)
            for _n in range(self.chance.randint(1, 4)):
                level = self.chance.choice((2, 3, 4))
                self.given = [*self.given, level]
                self.screens.process.send(str(level).encode())
                self.look(self.chance.choice((0.0, 0.005, 0.02, 0.06)))
            if self.chance.random() < 0.5:  # however busy the machine is, it has come this far then
                self.wait_for(self.chance.randint(before + 1, len(self.given)))
        time.sleep(self.chance.uniform(0, 0.03))
        self.screens.kill()
        self.look(0)

    def wrong(self) -> Iterator[str]:
        """What was lost."""
        self.found = found = on_disk(self.file)
        if found != self.given[: len(found)]:
            yield f"{found} is not how {self.given} began"
        if len(found) < self.acknowledged:
            yield f"{self.acknowledged} answers were called saved, {len(found)} are there"
        names = [one.name for one in self.file.parent.iterdir() if not one.name.startswith(".")]
        strange = [name for name in names if not re.fullmatch(r"[a-z0-9]+\.toml", name)]
        if strange:
            yield f"left {strange}"


def on_disk(file: Path) -> list[int]:
    return answers(store.read(file, library()).record)


def kill(nursery: Nursery, folder: Path, count: Count, times: int, seed: int) -> None:
    """Kill the screens so often, on one record after the other."""
    chance = random.Random(seed)
    found: list[int] = []
    arrived = files = 0
    for _n in range(times):
        if files == 0 or len(found) > _ROOM:
            file, files, found = folder / f"{files}.toml", files + 1, []
            store.create(file, long_record())
        sitting = Sitting(nursery, file, chance)
        with sitting.screens:
            sitting.answer_and_be_killed()
        count.tried(*sitting.wrong())
        arrived += len(sitting.found) - len(found)
        found = sitting.found
    assert arrived > times // 10, "answers arrive at all, however busy the machine is"


@pytest.mark.parametrize("seed", range(BY_DEFAULT[0]))
def test_killed_at_random(nursery: Nursery, tmp_path: Path, proof: Prove, seed: int) -> None:
    count = proof(KILLED)
    kill(nursery, tmp_path, count, BY_DEFAULT[1], seed)
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 100 + MANY[0]))
def test_killed_at_random_many_times(nursery: Nursery, tmp_path: Path, proof: Prove, seed: int) -> None:
    count = proof(KILLED)
    kill(nursery, tmp_path, count, MANY[1], seed)
    count.settle()


def test_a_screen_that_says_saved_too_soon_is_found_out(nursery: Nursery, tmp_path: Path) -> None:
    """What is acknowledged and then taken away is a loss: the log is kept outside the record."""
    file = tmp_path / "a.toml"
    store.create(file, long_record())
    before = file.read_bytes()
    sitting = Sitting(nursery, file, random.Random(2))
    with sitting.screens:
        sitting.screens.wait("answered")
        sitting.given = [3]
        sitting.screens.process.send(b"3")
        sitting.screens.wait("✓ Saved", "1 of 104")
        sitting.look(0)
        sitting.screens.kill()
    assert list(sitting.wrong()) == []
    file.write_bytes(before)
    assert list(sitting.wrong()) == ["1 answers were called saved, 0 are there"]
