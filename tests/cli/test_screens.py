from __future__ import annotations

import io
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pickproblem import demo as examples
from pickproblem import store
from pickproblem.cli import output
from pickproblem.cli.parser import verbs_without_terminal
from pickproblem.flow import Step
from pickproblem.rubric import load
from tests.cli.conftest import Call


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the screens were asked to open, at a terminal that is only pretended."""
    found: list[tuple[Any, ...]] = []

    def run(library: Any, path: Path | None = None, rater: str = "me", said: str = "", *_at: Any, **_day: Any) -> int:
        found.append((path, rater, said))
        return 0

    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setattr(output, "width", lambda: 80)
    monkeypatch.setitem(sys.modules, "pickproblem.tui.app", SimpleNamespace(run=run))  # type: ignore[misc]
    monkeypatch.setenv("TERM", "xterm-256color")
    return found


@pytest.mark.parametrize("argv", [[], ["topics.toml"], ["demo"], ["demo", "humanoid"]])
def test_without_a_terminal_one_line_names_the_verbs_that_need_none(
    call: Call, record: str, argv: list[str], tmp_path: Path
) -> None:
    code, out, err = call(*argv)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert all(verb in err for verb in verbs_without_terminal())
    assert not (tmp_path / "records").exists()


def test_a_dumb_terminal_is_none(call: Call, opened: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert call("demo").code == 2
    assert opened == []


def test_alone_it_opens_the_home_screen(call: Call, opened: list[Any]) -> None:
    assert call().code == 0
    assert call("--lang", "ko", "--rater", "Mina").code == 0
    assert opened == [(None, None, ""), (None, "Mina", "")]


@pytest.mark.parametrize(
    "argv", [["topics.toml"], ["topics"], ["--lang", "ko", "topics.toml"], ["--", "topics.toml"]]
)
def test_a_file_is_opened(call: Call, opened: list[Any], record: str, argv: list[str]) -> None:
    assert call(*argv).code == 0
    assert opened == [(Path(record), None, "")]


def test_a_verb_comes_before_a_file_of_its_name(call: Call, opened: list[Any], record: str) -> None:
    os.rename(record, "rank")  # noqa: PTH104
    assert call("rank").code == 2
    assert call("./rank").code == 0
    assert opened == [(Path("./rank"), None, "")]


@pytest.mark.parametrize("name", ["missing.toml", "folder"])
def test_what_is_no_file_is_told_without_opening_a_screen(call: Call, opened: list[Any], name: str) -> None:
    Path("folder").mkdir()
    code, out, err = call(name)
    assert (code, out, opened) == (1, "", [])
    assert name in err


def test_the_demo_opens_a_copy_and_later_the_same_copy(call: Call, opened: list[Any], tmp_path: Path) -> None:
    copy = tmp_path / "records" / "vital-lab.toml"
    assert call("demo").code == 0
    assert store.read(copy, load()).record.candidate("imagenet") is not None
    copy.write_text(copy.read_text(encoding="utf-8").replace("CVPR", "ICRA", 1), encoding="utf-8")
    before = copy.read_bytes()
    assert call("demo", "vital-lab").code == 0
    assert copy.read_bytes() == before
    (first, _rater, said), (second, _rater, again) = opened
    assert first == second == copy
    assert said != again
    assert "already" in again


def test_the_demo_speaks_the_language(call: Call, opened: list[Any], tmp_path: Path) -> None:
    assert call("demo", "humanoid", "--lang", "ko").code == 0
    assert opened[0][0] == tmp_path / "records" / "humanoid.ko.toml"


def test_an_unknown_example_names_the_nearest(call: Call, opened: list[Any]) -> None:
    code, out, err = call("demo", "human")
    assert (code, out, opened) == (2, "", [])
    assert "humanoid" in err


def test_the_examples_are_listed_anywhere(call: Call) -> None:
    said = call("demo", "--list")
    assert (said.code, said.err) == (0, "")
    assert [line.partition(":")[0] for line in said.out.splitlines()] == ["humanoid", "tempted", "vital-lab"]


@pytest.mark.parametrize(("named", "entry"), [([], "2015-02-26"), (["--entry", "2015-02-26"], "2015-02-26")])
def test_a_newer_idea_is_looked_at_on_screens(
    call: Call, monkeypatch: pytest.MonkeyPatch, named: list[str], entry: str
) -> None:
    found: list[Any] = []

    def run(library: Any, path: Path, rater: str, said: str, at: Any, today: Any = None) -> int:
        found.append((path, at, today and today()))
        return 0

    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setattr(output, "width", lambda: 80)
    monkeypatch.setitem(sys.modules, "pickproblem.tui.app", SimpleNamespace(run=run))  # type: ignore[misc]
    monkeypatch.setenv("TERM", "xterm-256color")
    shutil.copy(examples.source("tempted"), "t.toml")
    assert call("tempted", "t", *named, "--today", "2015-03-08") == (0, "", "")
    assert call("tempted", "t", *named) == (0, "", "")
    step = Step("tempted", entry=entry)
    assert found == [(Path("t.toml"), step, date(2015, 3, 8)), (Path("t.toml"), step, None)]
    for option in ("--text", "--json"):
        said = call("tempted", "t", option, "--today", "2015-03-08")
        assert said.code == 0
        assert said.out
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert "What next> " in call("tempted", "t", "--today", "2015-03-08").out, "line by line"
    assert call("tempted", "t", "--text", "--today", "2015-03-08").out.startswith("Stay with")
    assert len(found) == 2


def test_without_a_newer_idea_no_screen_is_opened(call: Call, opened: list[Any], record: str) -> None:
    code, out, err = call("tempted", record)
    assert (code, out, opened) == (1, "", [])
    assert "park" in err
