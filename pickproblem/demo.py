"""The examples that ship, each opened as a copy of one's own."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from pickproblem import language, store
from pickproblem.flow import Step
from pickproblem.rubric import Library

FOLDER = Path(__file__).parent / "examples"


def names() -> list[str]:
    """The examples there are."""
    return sorted(file.stem for file in FOLDER.glob("*.toml") if "." not in file.stem)


def source(name: str) -> Path:
    """The shipped file of an example, in the language spoken where there is one."""
    spoken = FOLDER / f"{name}.{language.current()}.toml"
    return spoken if spoken.is_file() else FOLDER / f"{name}.toml"


def titles(library: Library) -> dict[str, str]:
    """What each example decides."""
    return {name: store.read(source(name), library).record.title for name in names()}


def copy(name: str, library: Library) -> tuple[Path, bool]:
    """The copy of an example in the records folder, and whether it was made just now. Raises NotSaved."""
    shipped = source(name)
    path = store.records_folder() / shipped.name
    if os.path.lexists(path):
        return path, False
    store.create(path, store.read(shipped, library).record)
    return path, True


def day(path: Path, library: Library) -> date:
    """The last day on which anything was written into a record: what an example's dates are told from."""
    record = store.read(path, library).record
    moments = [record.created, *(one.when for one in record.commitments), *(one.when for one in record.temptations)]
    moments += [moment for one in record.sessions for moment in (one.started, one.finished) if moment is not None]
    return max(moment.date() for moment in moments)


def first_look(name: str, library: Library) -> Step:
    """Where a fresh copy opens: at the result, or at the project where a newer idea waits."""
    return Step("project" if store.read(source(name), library).record.temptations else "result")
