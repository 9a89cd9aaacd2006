"""Several records read one after the other, each decision once: what looking back over all of them begins with."""

from __future__ import annotations

import os
from pathlib import Path

from pickproblem.language import LANGUAGES
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.store.reading import read

_ENDING = ".toml"


class Gathered:
    """Records with their paths, in the order they were added."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[str, tuple[str, Record]] = {}
        self._told: set[object] = set()

    @property
    def records(self) -> list[tuple[str, Record]]:
        """What was read so far."""
        return list(self._found.values())

    def add(self, path: Path) -> None:
        """Read one more; a file that is there already, or an example in another language, adds nothing.

        Raises Unreadable or Faulty.
        """
        whole = os.path.realpath(path)  # Path.resolve raises where a link leads to itself
        if whole in self._found:
            return
        record = read(path, self._library).record
        # An example lies there once in each language: the same work, told twice.
        work = (_without_language(whole), record.created)
        if work not in self._told:
            self._told.add(work)
            self._found[whole] = (str(path), record)


def _without_language(path: str) -> str:
    stem = path.removesuffix(_ENDING)
    for spoken in LANGUAGES:
        stem = stem.removesuffix(f".{spoken}")
    return stem
