"""A record with the others of its folder: itself first, those that tell nothing left out, broken ones too."""

from __future__ import annotations

from pathlib import Path

from pickproblem import edits, store
from tests.strategies import LIBRARY


def test_the_record_and_those_that_hold_the_word(tmp_path: Path) -> None:
    mine = edits.new_record("Mine", edits.now())
    for name, title in (("a", "about delivery"), ("b", "about nothing"), ("mine", "as it was")):
        store.create(tmp_path / f"{name}.toml", edits.new_record(title, edits.now()))
    (tmp_path / "broken.toml").write_text('format = 1\ntitle = "delivery')
    found = store.neighbours(tmp_path / "mine.toml", mine, LIBRARY, b"delivery")
    assert [(Path(path).name, record.title) for path, record in found] == [
        ("mine.toml", "Mine"),
        ("a.toml", "about delivery"),
    ]
    assert len(store.neighbours(tmp_path / "mine.toml", mine, LIBRARY)) == 3
