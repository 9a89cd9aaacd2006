"""The examples that ship: each a copy of one's own, its dates told from its own last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pickproblem import demo, edits, rubric, store


def test_a_copy_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path))
    path, made = demo.copy("vital-lab", rubric.load())
    assert made
    assert demo.copy("vital-lab", rubric.load()) == (path, False)


@pytest.mark.parametrize(
    ("name", "step", "day"),
    [
        ("vital-lab", "result", date(2020, 12, 13)),
        ("tempted", "project", date(2015, 3, 7)),
    ],
)
def test_it_opens_where_there_is_most_to_see_on_its_own_last_day(name: str, step: str, day: date) -> None:
    assert demo.first_look(name, rubric.load()).kind == step
    assert demo.day(demo.source(name), rubric.load()) == day


def test_a_record_without_anything_is_of_the_day_it_was_made(tmp_path: Path) -> None:
    record = edits.new_record("Which", edits.now())
    store.create(tmp_path / "one.toml", record)
    assert demo.day(tmp_path / "one.toml", rubric.load()) == record.created.date()
