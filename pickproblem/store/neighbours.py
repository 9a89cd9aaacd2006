"""A record with the others of its folder: what a person's own history is read from."""

from __future__ import annotations

from pathlib import Path

from pickproblem import document
from pickproblem.errors import Faulty, Unreadable
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.store.folder import records_in
from pickproblem.store.reading import read


def neighbours(path: Path, record: Record, library: Library, telling: bytes = b"") -> list[tuple[str, Record]]:
    """The record, then those of its folder whose text holds ``telling``; one that is broken tells nothing.

    Looking for a word before anything is parsed keeps a folder of a thousand records quick.
    """
    found = [(str(path), record)]
    for other in records_in(path.parent):
        try:
            if other.name != path.name and telling in document.read_bytes(other):
                found.append((str(other), read(other, library).record))
        except (Unreadable, Faulty):
            continue
    return found
