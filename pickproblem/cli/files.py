"""The files that a call names, and the rubrics it goes by."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import store
from pickproblem.errors import UsageError
from pickproblem.language import _

if TYPE_CHECKING:  # imported by whoever needs them: the home screen is painted before
    from pickproblem.rubric import Library

ENDING = ".toml"


def library() -> Library:
    """The shipped rubrics with the person's own on top; raises Faulty or Unreadable."""
    from pickproblem import own, rubric

    return rubric.load(own.folders())


def of_record(known: Library, path: Path) -> Library:
    """The library for the ranking of one record: it looks at the folder only where a newer idea was taken up."""

    def newness() -> float:
        from pickproblem import experience

        return experience.newness(path, known)

    return known._replace(newness=newness)


def check_own_numbers() -> None:
    """Raise Faulty for a wrong `switch.toml` of the person's own now, not where one is first wanted."""
    from pickproblem import own

    if own.folders():
        from pickproblem.switching.thresholds import in_force

        in_force()


def new_path(name: str) -> Path:
    """The file that a new record is written to; the ending may be left out. Raises UsageError for what names none."""
    from pickproblem.text import safe

    if os.path.basename(name) in ("", ".", "..", ENDING):  # noqa: PTH119 - a Path drops a slash at the end
        raise UsageError(_("“%(name)s” names no file; such as topic.toml") % {"name": safe(name)})
    return Path(name if name.endswith(ENDING) else name + ENDING)


def record_path(name: str) -> Path:
    """The record that is meant: in the current folder, else in the records folder; the ending may be left out.

    Raises UsageError for an empty name, which would be the current folder.
    """
    if not name:
        raise UsageError(_("“%(name)s” names no file; such as topic.toml") % {"name": ""})
    path = store.locate(name)
    if not os.path.exists(path) and not name.endswith(ENDING):  # noqa: PTH110 - never raises
        longer = store.locate(name + ENDING)
        if os.path.exists(longer):  # noqa: PTH110
            return longer
    return path
