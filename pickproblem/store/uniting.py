"""Conflict copies beside a record, and the record that they make together."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pickproblem.errors import PickproblemError
from pickproblem.merging import Copy, extends, merged
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.store import copies as beside
from pickproblem.store.reading import Stored, read
from pickproblem.text import safe


class Left(NamedTuple):
    """A copy that could not be merged, with the error that says why."""

    path: Path
    why: PickproblemError


class United(NamedTuple):
    """A record with what its conflict copies add."""

    record: Record
    merged: list[Path]
    left: list[Left]


def copies_with_more(stored: Stored, library: Library) -> list[Path]:
    """The conflict copies beside a record that it does not yet hold all of, broken ones included."""
    return [copy for copy in beside.sync_copies(stored.path) if not _held(copy, stored.record, library)]


def _held(copy: Path, record: Record, library: Library) -> bool:
    try:
        return extends(record, read(copy, library).record)
    except PickproblemError:
        return False


def unite_copies(stored: Stored, library: Library, prefer: Path | None = None) -> United:
    """A record merged with its conflict copies, by name; what contradicts or cannot be read is left out and named.

    ``prefer``: the record or the copy whose profile, setting, weights and extra stand where they differ. Nothing is
    written. Raises Unreadable where the folder cannot be read: then nobody knows whether all are in it.
    """
    record, done, left = stored.record, [], []
    for path in beside.listed(stored.path):
        # What is preferred stays so: once merged, it is the record's own.
        whose = None if prefer is None else int(prefer == path)
        try:
            other = read(path, library).record
            copies = [Copy(safe(stored.path.name), record), Copy(safe(path.name), other)]
            record = merged(copies, prefer=whose, library=library)
        except PickproblemError as error:
            left.append(Left(path, error))
        else:
            done.append(path)
    return United(record, done, left)
