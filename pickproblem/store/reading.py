"""A record read from its file and checked, with what is needed to write it back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from pickproblem import document
from pickproblem.document import Document
from pickproblem.errors import Unreadable
from pickproblem.language import _
from pickproblem.record import KNOWN_KEYS, Record
from pickproblem.references import faults
from pickproblem.rubric import Library
from pickproblem.store.copies import sync_copies
from pickproblem.store.migration import migrate
from pickproblem.text import safe


class Stored(NamedTuple):
    """A record with what is needed to write it back."""

    record: Record
    path: Path
    """As the person named it; a symbolic link is written through."""
    digest: str
    """SHA-256 of the bytes last read or written."""
    has_comments: bool
    from_format: int
    """The format found on disk; an older one was migrated in memory."""


def read(path: Path, library: Library) -> Stored:
    """The record in a file. Raises Unreadable where there is no text to read, Faulty with every fault in it."""
    try:
        content = document.read_bytes(path)
    except Unreadable as error:
        beside = sync_copies(path)
        if not beside:
            raise
        names = ", ".join(safe(copy.name) for copy in beside[:3])
        raise Unreadable(_("%(error)s; beside it lies %(copies)s") % {"error": error, "copies": names}) from None
    return parse(content, path, library)


def parse(content: bytes, path: Path, library: Library) -> Stored:
    """The record in a file's bytes; ``path`` is shown in faults. Raises Faulty with every fault."""
    return checked(document.parse(content, safe(str(path))), content, path, library)


def checked(source: Document, content: bytes, path: Path, library: Library) -> Stored:
    """The record in a document that was made of these bytes of a file. Raises Faulty with every fault."""
    found, from_format = migrate(source)
    record = found.validate(Record, KNOWN_KEYS)
    if told := faults(record, library):
        raise found.faulty(told)
    return Stored(record, path, digest(content), found.has_comments, from_format)


def is_as_read(stored: Stored) -> bool:
    """Whether the file still holds the bytes that were last read or written. Raises Unreadable."""
    return digest(document.read_bytes(stored.path)) == stored.digest


def digest(content: bytes) -> str:
    """What tells one state of a file from another."""
    return hashlib.sha256(content).hexdigest()
