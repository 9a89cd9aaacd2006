"""What the README tells holds: its two commands, its record, its table of verbs, its room of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pickproblem import rubric, store
from pickproblem.cli import parser

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.ko.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_start_is_two_commands_the_demo_and_the_tests(name: str) -> None:
    start = text(name).split("\n## ")[1]
    found = re.findall(r"^```sh\n(.*?)^```$", start, re.MULTILINE | re.DOTALL)
    assert found == blocks("README.md", "sh")
    assert len(found) == 2
    assert found[0].rstrip().endswith("pickproblem demo")
    assert found[1].rstrip().endswith("-m pytest")


@pytest.mark.parametrize("name", READMES)
def test_the_record_shown_is_a_sound_one(name: str) -> None:
    (shown,) = blocks(name, "toml")
    record = store.parse(shown.encode(), Path(name), rubric.load()).record
    assert record.commitments


@pytest.mark.parametrize("name", READMES)
def test_every_verb_is_described(name: str) -> None:
    told = set(re.findall(r"^\| `pickproblem ([a-z]+)", text(name), re.MULTILINE))
    assert told == set(parser.VERBS)


@pytest.mark.parametrize("name", READMES)
def test_pictures_and_folders_that_are_named_exist(name: str) -> None:
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", text(name)):
        assert (ROOT / target).exists(), target
    for room in re.findall(r"`((?:rubrics|pickproblem|tests)/[\w/.]*)`", text(name)):
        assert (ROOT / room).exists(), room
