from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pickproblem import demo, edits, language, store


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Candidates are shown in the order of the record; files are in a folder of the test's own."""
    monkeypatch.setattr("random.shuffle", lambda order: None)
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path / "records"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A record with a title and nothing else."""
    path = tmp_path / "topics.toml"
    store.create(path, edits.new_record("What to submit", edits.now(), "after-hours"))
    return path


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A record of three candidates whose questions are about to be asked; no fact is wanted on the way."""
    from datetime import date

    record = edits.new_record("What to submit", edits.now(), "after-hours")
    for title in ("Search by words", "Synthetic to real", "Soft partitions"):
        record = edits.add_candidate(record, title)
    facts = {"hours_per_week": 12, "goal": "g", "venue": "w", "deadline": date(2099, 1, 1)}
    gpus = [{"model": "RTX 3090", "count": 2, "hours_per_week": 100}]
    record = edits.set_setting(record, {**facts, "gpus": gpus})
    record, _session = edits.begin_session(record, "me", "start", edits.now(), shuffle=lambda order: None)
    path = tmp_path / "begun.toml"
    store.create(path, record)
    return path


@pytest.fixture
def month_three(tmp_path: Path) -> Path:
    """The shipped example of a newer idea, in a folder of its own."""
    folder = tmp_path / "own"
    folder.mkdir()
    return Path(shutil.copy(demo.FOLDER / "tempted.toml", folder))
