"""The way line by line on a hostile record, gone at random: whatever is asked, said and understood."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import pytest

from pickproblem.plain.talk import PROMPT
from tests.hostile import running
from tests.hostile.showing.calls import WORDS
from tests.hostile.showing.texts import PIECES, wrong_in
from tests.hostile.showing.world import World, build, tables
from tests.proofs import Count, Prove

SAID = "an answer in plain mode on a hostile record: what is said next"
ANSWERS, SITTINGS = 60, 12
USUAL = ["1", "1", "1", "2", "2", "3", "4", "", "", "0", "?", "x", "p", "e", "g", "d", "s", "n", "y", "b", "3 2-4",
         "2027-03-01", "2 x RTX 3090, 100 h", "ResNet-50, COCO, 12 epochs", "10"]  # fmt: skip


class Person(io.TextIOBase):
    """Answers anything at all, now and then something hostile; goes after so many answers."""

    def __init__(self, seed: int, answers: int) -> None:
        self._chance, self._left = random.Random(seed), answers
        self._hostile = [*PIECES.values(), *WORDS.values()]

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        self._left -= 1
        if self._left < 0:
            return ""
        some = self._hostile if self._chance.random() < 0.2 else USUAL
        return self._chance.choice(some).replace("\n", " ") + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(built: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    for name, value in built.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return built


def talk(world: World, name: str, seed: int, count: Count, monkeypatch: pytest.MonkeyPatch) -> str:
    """One sitting at a copy of a record; what was said in it."""
    path = world.record(name)
    copy = Path(f"{seed} {path.name}")
    copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(sys, "stdin", Person(seed, ANSWERS))
    ran = running.run(["ask", str(copy), "--plain", "--rater", world.text("me"), "--rubrics", str(world.rubrics)])
    wrong = [*wrong_in(ran.out), *wrong_in(ran.err), *([ran.odd] if ran.odd else [])]
    if ran.code not in (0, 1):
        wrong.append(f"ended with {ran.code}: {ran.err}")
    count.tried(*(f"{name}, seed {seed}: {one}" for one in wrong), times=ran.out.count(PROMPT) or 1)
    return ran.out


def test_whatever_is_answered(world: World, monkeypatch: pytest.MonkeyPatch, proof: Prove) -> None:
    count = proof(SAID)
    talk(world, "bare", 0, count, monkeypatch)
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("name", tables())
def test_whatever_is_answered_in_many_sittings(
    world: World, monkeypatch: pytest.MonkeyPatch, proof: Prove, name: str
) -> None:
    count = proof(SAID)
    for seed in range(1, SITTINGS + 1):
        talk(world, name, seed, count, monkeypatch)
    count.settle()
