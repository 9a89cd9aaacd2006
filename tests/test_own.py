from __future__ import annotations

from pathlib import Path

import pytest

from pickproblem import own


def test_none_unless_said() -> None:
    assert own.folders() == []


def test_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICKPROBLEM_RUBRICS", "~/rubrics")
    monkeypatch.setenv("HOME", "/home/mina")
    assert own.folders() == [Path("/home/mina/rubrics")]


def test_the_option_comes_first_and_until_another_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICKPROBLEM_RUBRICS", "theirs")
    own.use("mine")
    assert own.folders() == [Path("mine")]
    own.use(None)
    assert own.folders() == [Path("theirs")]
