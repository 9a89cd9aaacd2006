"""Every verb told hostile things by its file, its rubrics, its words, its environment and the programs it asks."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from pickproblem import rubric, text
from pickproblem.cli.parser import VERBS
from tests.hostile import running
from tests.hostile.running import Ran
from tests.hostile.showing import calls
from tests.hostile.showing.calls import Call
from tests.hostile.showing.texts import FORGED, wrong_in
from tests.hostile.showing.world import World, build
from tests.proofs import Count, Prove

PROOF = "a verb told hostile things by files, words and programs"
ON_A_TERMINAL = "a verb told hostile things, on a terminal: every byte"

_read = cache(rubric.load)


def loaded(folders: Iterable[Path] = ()) -> rubric.Library:
    """What was read once is not read again for each call: reading them all takes longer than most verbs."""
    return _read(tuple(folders))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = build(tmp_path_factory.mktemp("world"))
    (world.folder / "board.csv").write_text("2024-06, 78.2\n2025-01, 80\n", "utf-8")
    return world


@pytest.fixture
def world(built: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The environment is that world's."""
    for name, value in built.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rubric, "load", loaded)
    return built


@pytest.fixture
def stays_as_it_was(built: World) -> Iterator[None]:
    """Whatever a verb changes in the world is undone."""
    before = {path: path.read_bytes() for path in built.folder.iterdir() if path.is_file()}
    yield
    for path in built.folder.iterdir():
        if path.is_file() and path not in before:
            path.unlink()
    for path, content in before.items():
        path.write_bytes(content)


def look(count: Count, world: World, verb: str, call: Call) -> Ran:
    """Make one call, with hostile lines to read where it reads, and count what is wrong with what it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(f"{calls.WORDS['hostile']}\n" * 40))
        ran = running.run([verb, *call, "--rubrics", str(world.rubrics)])
    wrong = [*wrong_in(ran.out), *wrong_in(ran.err)]
    if any(line.startswith(FORGED) for line in f"{ran.out}\n{ran.err}".split("\n")):
        wrong.append("a line that could pass for the program's")
    if ran.odd:
        wrong.append(ran.odd)
    if ran.code not in (0, 1, 2):
        wrong.append(f"ended with {ran.code}")
    count.tried(*(f"{verb} {text.safe(' '.join(call))[-120:]}: {one}" for one in wrong))
    return ran


def look_at_all(count: Count, world: World, verb: str, calls_: Sequence[Call]) -> None:
    """Make calls, and make each for JSON where there is some."""
    for call in calls_:
        look(count, world, verb, call)
        if calls.has_json(verb):
            ran = look(count, world, verb, [*call, "--json"])
            if ran.code == 0:
                json.loads(ran.out)
    count.settle()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.usefixtures("stays_as_it_was")
def test_of_hostile_files(world: World, verb: str, proof: Prove) -> None:
    look_at_all(proof(PROOF), world, verb, calls.sound(world)[verb][:1])


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.usefixtures("stays_as_it_was")
def test_of_more_hostile_files(world: World, verb: str, proof: Prove) -> None:
    look_at_all(proof(PROOF), world, verb, calls.sound(world)[verb])


EVERY = 12
"""Each so many-th argument has its hostile words in the default run; another verb, another beginning."""


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("every", [EVERY, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.usefixtures("stays_as_it_was")
def test_of_hostile_words(world: World, verb: str, every: int, proof: Prove) -> None:
    count = proof(PROOF)
    first = list(VERBS).index(verb) % min(every, 3)
    for call in list(calls.of_hostile_words(verb, calls.sound(world)[verb][0]))[first::every]:
        look(count, world, verb, call)
    count.settle()


@pytest.mark.parametrize("call", [[], ["--rater", "FILE"], ["--lang"], ["--help"]], ids=" ".join)
def test_of_hostile_words_without_a_verb(world: World, call: Call, proof: Prove) -> None:
    count = proof(PROOF)
    for words in calls.WORDS.values():
        look(count, world, words, [str(world.record("sound")) if word == "FILE" else word for word in call])
        look(count, world, str(world.record("broken")), [*call, words])
    count.settle()


@pytest.mark.usefixtures("stays_as_it_was")
def test_what_is_looked_for_is_found_where_nothing_is_made_safe(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_visible", lambda character, lines: character)
    monkeypatch.setattr(text, "_numbered", lambda character: character)
    count = Count("without making safe")
    for verb in ("check", "lookback", "plan"):
        look(count, world, verb, calls.sound(world)[verb][0])
        with pytest.raises(AssertionError):
            count.settle()
        told = {one.rpartition(": ")[2] for one in count.losses}
        assert {"control U+001B", "control U+009B"} <= told, verb
        assert told & {"hidden U+202E", "hidden U+200B"}, verb
        count = Count("without making safe")


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.usefixtures("stays_as_it_was")
def test_every_byte_on_a_terminal(world: World, verb: str, proof: Prove) -> None:
    """A process of its own on a pseudo-terminal that can nothing: line breaks are all that steers it."""
    count = proof(ON_A_TERMINAL)
    texts = {"demo": ["--list"], "tempted": ["--text"], "ask": ["--plain"]}
    for call in calls.sound(world)[verb][:2]:
        said = on_a_terminal(world, [verb, *call, *texts.get(verb, []), "--rubrics", str(world.rubrics)])
        count.tried(*(f"{verb}: {one}" for one in wrong_in(said.replace("\r\n", "\n"))))
    count.settle()


def on_a_terminal(world: World, call: Call) -> str:
    """Everything that the terminal is sent until the end; nobody answers."""
    master, slave = pty.openpty()
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, **world.environment, "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": root}
    with subprocess.Popen(
        [sys.executable, "-m", "pickproblem", *(word.replace("\0", "") for word in call)],
        stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=environment,
    ):  # fmt: skip
        os.close(slave)
        said = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            said += piece
    os.close(master)
    assert b"Traceback" not in said
    return said.decode("utf-8")
