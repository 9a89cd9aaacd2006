from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pickproblem import store
from pickproblem.record import Candidate, Record
from pickproblem.store import Stored
from tests.strategies import LIBRARY


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A records folder of the test's own, not yet made."""
    folder = tmp_path_factory.mktemp("home") / "records"
    monkeypatch.setenv("PICKPROBLEM_HOME", str(folder))
    return folder


@pytest.fixture
def record() -> Record:
    return Record(
        format=1,
        title="What to submit",
        created=datetime(2026, 11, 21, 10, tzinfo=UTC),
        profile="balanced",
        candidates=[Candidate(id="sbnet", title="Sparse blocks", state="open", pitch="fast\r\nand small")],
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a record may be, in a folder with nothing else."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder / "vehicle.toml"


@pytest.fixture
def stored(file: Path, record: Record) -> Stored:
    return store.create(file, record)


@pytest.fixture
def write(file: Path) -> Callable[[str], Stored]:
    """Put a text where the record is, and read it."""

    def put(text: str) -> Stored:
        file.write_bytes(text.encode())
        return store.read(file, LIBRARY)

    return put
