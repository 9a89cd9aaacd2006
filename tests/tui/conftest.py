"""A record, a program that opens it, and English as the language unless a test says otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pickproblem import edits, language, rubric, store
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.score import progress
from tests import style_sheets

style_sheets.remember()

TITLES = ("Search vehicles by words", "Synthetic to real", "Soft partitions")
EXAMPLES = Path(rubric.__file__).parent / "examples"
TODAY = date(2015, 3, 8)
"""A day in the middle of the example's story."""

Opens = Callable[..., PickproblemApp]
Program = Callable[[Record], PickproblemApp]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "records"
    monkeypatch.setenv("PICKPROBLEM_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture(autouse=True)
def nothing_counted_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits until the process is idle: what is counted behind the score screen would hold up every key."""
    monkeypatch.setattr(progress, "QUIET_SECONDS", 3600.0)


@pytest.fixture(scope="session")
def library() -> Library:
    return rubric.load()


def a_record(titles: tuple[str, ...] = TITLES, profile: str = "balanced") -> Record:
    """A record whose candidates and setting are there, with no session yet."""
    record = edits.new_record("What to submit", edits.now(), profile)
    for title in titles:
        record = edits.add_candidate(record, title)
    return edits.set_setting(
        record,
        {
            "hours_per_week": 10,
            "goal": "see it work",
            "gpus": [{"model": "RTX 3090"}],
            "venue": "a workshop",
            "deadline": date(2027, 3, 1),
        },
    )


def in_session(record: Record) -> Record:
    """The record with a session begun, its candidates in the order of the record."""
    begun, _session = edits.begin_session(record, "me", "start", edits.now(), shuffle=lambda order: None)
    return begun


@pytest.fixture
def program(tmp_path: Path, library: Library) -> Program:
    """Writes a record and makes a program that opens it."""

    def make(record: Record) -> PickproblemApp:
        path = tmp_path / "record.toml"
        store.create(path, record)
        return PickproblemApp(library, path)

    return make


@pytest.fixture
def project(library: Library, tmp_path: Path) -> Opens:
    """Opens a copy of an example on a day of its story; what ``change`` makes of it was saved before."""

    def make(
        today: date = TODAY, name: str = "tempted", change: Callable[[Record], Record] | None = None
    ) -> PickproblemApp:
        path = tmp_path / f"{name}.toml"
        shutil.copy(EXAMPLES / path.name, path)
        if change is not None:
            store.update(path, library, change)
        return PickproblemApp(library, path, today=lambda: today)

    return make


def on_disk(app: PickproblemApp) -> Record:
    """What the file holds now."""
    assert app.opened is not None
    return store.read(app.opened.saver.stored.path, app.library).record
