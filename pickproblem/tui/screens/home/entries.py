"""One record as the list of them shows it: read once a run, unless its file changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import language, store
from pickproblem.errors import Faulty, PickproblemError
from pickproblem.language import _
from pickproblem.text import safe

if TYPE_CHECKING:  # imported when the first record is read: names are shown before
    from pickproblem.due import Due
    from pickproblem.rubric import Library


@dataclass(frozen=True)
class Entry:
    """One line of the list; ``kind`` as in `summary`, or broken, or unread; ``due`` as `due.due` has it."""

    path: Path
    title: str
    kind: str = "unread"
    words: str = "…"
    due: tuple[Due, ...] = ()

    @property
    def asks(self) -> Due | None:
        """The first that is due, the age of a note left aside."""
        return next((one for one in self.due if one.kind != "note"), None)


SHOW_SECONDS = 0.2
"""So often what was read is shown: more often is not seen, and takes as long as reading."""

REST_SECONDS = 0.04
"""So long nothing is read after a key, which is painted by then."""

_Key = tuple[str, int, int, str, int]
_known: dict[_Key, Entry] = {}
"""What was read in this run, so that coming home again shows it at once."""


def known(today: date) -> dict[Path, Entry]:
    """What was read in this run, as of today and in the language spoken, by path; the files may be others by now."""
    here = language.current(), today.toordinal()
    return {entry.path: entry for (*_file, spoken, day), entry in _known.items() if (spoken, day) == here}


def look_at(
    paths: list[Path], library: Library, rater: str, today: date, pressed_at: Callable[[], float] = float
) -> list[Entry]:
    """Read records, the first at least, until it is time to show them; keys go first.

    ``pressed_at``: when the last key was pressed, by the monotonic clock.
    """
    found: list[Entry] = []
    end = time.monotonic() + SHOW_SECONDS
    for path in paths:
        if found and time.monotonic() > end:
            break
        time.sleep(0.001)
        while time.monotonic() - pressed_at() < REST_SECONDS:
            time.sleep(0.005)
        found.append(look(path, library, rater, today))
    return found


def look(path: Path, library: Library, rater: str, today: date) -> Entry:
    """Read one record for the list; what cannot be read says why."""
    from pickproblem import due
    from pickproblem.summary import summary
    from pickproblem.switching.thresholds import in_force

    try:
        found = path.stat()
        known_as = (str(path.absolute()), found.st_mtime_ns, found.st_size, language.current(), today.toordinal())
    except OSError:
        return Entry(path, path.stem, "broken", _("cannot be read"))
    if (entry := _known.get(known_as)) is not None and entry.path == path:
        return entry
    try:
        record = store.read(path, library).record
        state = summary(record, library, rater)
        comes = due.due(record, today=today, cooling_off=in_force().cooling_off.normal.value)
        entry = Entry(path, record.title, state.kind, state.words, tuple(comes))
    except PickproblemError as error:
        entry = Entry(path, path.name, "broken", _("cannot be read: %(why)s") % {"why": _why(error, path)})
    _known[known_as] = entry
    return entry


def _why(error: PickproblemError, path: Path) -> str:
    if isinstance(error, Faulty):
        fault = error.faults[0]
        return f"{fault.where}: {fault.wrong}" if fault.where else fault.wrong
    return str(error).splitlines()[0].removeprefix(safe(str(path))).lstrip(": ")
