"""The running screens of a hostile record on a pseudo-terminal: every byte it is sent, beside those of a twin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import tomli_w

from tests.hostile.showing.poison import turning
from tests.hostile.showing.texts import wrong_in
from tests.hostile.showing.world import World, build, tables
from tests.proofs import Prove
from tests.terminal.terminal import Terminal

REACHED = "the screens of a hostile record on a terminal: every byte, after each key"

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"  # strings: clipboard, links, titles, device control
    r"|\x1b[ -/]*[0-~]",  # all others
    re.DOTALL,
)
_PAINTS = re.compile(r"\x1b\[(?:[\d;:]*m|\d*;?\d*H)")
"""Colours and places, which every screen has of its own."""

KEYS: dict[str, Sequence[str]] = {
    "tempted": ("2", "3", "4", "5", "v", "2", "3", "4", "5", "6", "7", "down", "v", "n", "esc", "k", "esc",
                "f1", "esc", "r", "esc", "t", "esc"),
    "begun": ("p", "esc", "3", "e", "why", "enter", "g", "esc", "x", "esc", "s", "esc", "f1", "esc"),
    "several": ("1", "2", "3", "n", "down", "enter", "2", "3", "esc"),
}  # fmt: skip
"""What is pressed on each record, one key after the other."""


def sequences(painted: str) -> set[str]:
    """Every escape sequence but for colours and places, digits left out."""
    return {re.sub(r"\d+", "0", one) for one in _SEQUENCE.findall(painted) if not _PAINTS.fullmatch(one)}


def reached(
    path: Path, keys: Sequence[str], *more: str, folder: Path, environment: dict[str, str]
) -> tuple[str, int]:
    """All that the terminal is sent until the program has ended, and its exit code."""
    wide = {"columns": 120, "lines": 40}
    with Terminal(str(path), *more, folder=folder, environment=environment, **wide) as terminal:  # type: ignore[arg-type]
        terminal.wait("Help")
        for key in keys:
            terminal.press(key)
            terminal.read(0.15)
        terminal.press("ctrl+q")
        code = terminal.end()
        return terminal.bytes.decode("utf-8"), -1 if code is None else code


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build(tmp_path_factory.mktemp("world"), turning(5))


@pytest.mark.slow
@pytest.mark.parametrize("name", KEYS)
def test_every_byte_that_reaches_it(world: World, tmp_path: Path, proof: Prove, name: str) -> None:
    count = proof(REACHED)
    twin = tmp_path / f"{name}.toml"
    twin.write_bytes(tomli_w.dumps(tables()[name]).encode())
    home = {"PICKPROBLEM_HOME": str(tmp_path), "PICKPROBLEM_LANG": "en"}
    harmless, code = reached(twin, KEYS[name], "--rater", "me", folder=tmp_path, environment=home)
    assert code == 0
    more = ("--rater", world.text("me"), "--rubrics", str(world.rubrics))
    path = world.record(name)
    hostile, code = reached(
        path, KEYS[name], *more, folder=tmp_path, environment={**world.environment, "PICKPROBLEM_LANG": "en"}
    )
    wrong = [] if code == 0 else [f"it ended with {code}"]
    wrong += [f"the sequence {one!r}" for one in sorted(sequences(hostile) - sequences(harmless))]
    rest = _SEQUENCE.sub("", hostile).replace("\r\n", "\n").replace("\r", "\n")
    wrong += wrong_in(rest)
    count.tried(*(f"{name}: {one}" for one in wrong), times=len(KEYS[name]))
    count.settle()
    assert "<U+" in rest, "the texts are shown"


def test_what_is_looked_for_is_found() -> None:
    bad = "\x1b]52;c;ZXZpbA==\x07\x1b]8;;x\x1b\\\x1bP+q\x1b\\\x1b[6n\x1bc"
    assert sequences(f"\x1b[1;31ma\x1b[2;3H{bad}") == {"\x1b]0;c;ZXZpbA==\x07", "\x1b]0;;x\x1b\\", "\x1bP+q\x1b\\",
                                                        "\x1b[0n", "\x1bc"}  # fmt: skip
    assert wrong_in("a\x9b31m") == ["control U+009B"]
    assert wrong_in("q§") == ["read as markup"]
