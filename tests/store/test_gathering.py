from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pickproblem import edits, rubric, store
from pickproblem.errors import PickproblemError

EXAMPLES = Path(__file__).parents[2] / "pickproblem" / "examples"


def test_each_decision_counts_once_whatever_it_is_called_and_in_whatever_language(tmp_path: Path) -> None:
    for name in ("tempted.toml", "tempted.ko.toml", "humanoid.toml"):
        shutil.copy(EXAMPLES / name, tmp_path / name)
    (tmp_path / "link.toml").symlink_to(tmp_path / "humanoid.toml")
    gathered = store.Gathered(rubric.load())
    for name in ("tempted.toml", "tempted.ko.toml", "humanoid.toml", "link.toml", "tempted.toml"):
        gathered.add(tmp_path / name)
    assert [path for path, _record in gathered.records] == [
        str(tmp_path / n) for n in ("tempted.toml", "humanoid.toml")
    ]


def test_what_cannot_be_read_is_said_and_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "round.toml").symlink_to(tmp_path / "round.toml")
    store.create(tmp_path / "good.toml", edits.new_record("Good", edits.now()))
    gathered = store.Gathered(rubric.load())
    for name in ("bad.toml", "round.toml", "none.toml"):
        with pytest.raises(PickproblemError):
            gathered.add(tmp_path / name)
    gathered.add(tmp_path / "good.toml")
    assert len(gathered.records) == 1
