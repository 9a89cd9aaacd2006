"""The files that a call names, and the rubrics it goes by."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import store

if TYPE_CHECKING:  # imported by whoever needs them: the home screen is painted before
    from pickproblem.rubric import Library

ENDING = ".toml"


def library(call: argparse.Namespace) -> Library:
    """The shipped rubrics with those of ``--rubrics`` on top; raises Faulty or Unreadable."""
    from pickproblem import rubric

    return rubric.load(rubric.own_folders(call.rubrics))


def of_record(known: Library, path: Path, call: argparse.Namespace) -> Library:
    """The library for the ranking of one record: it looks at the folder only where a newer idea was taken up."""

    def newness() -> float:
        from pickproblem import experience

        return experience.newness(path, known, call.rubrics)

    return known._replace(newness=newness)


def go_by_own_rubrics(call: argparse.Namespace) -> None:
    """Have all that runs from here on look for `switch.toml` where this call does; raises Faulty for a wrong one."""
    if call.rubrics:
        os.environ["PICKPROBLEM_RUBRICS"] = call.rubrics
    if os.environ.get("PICKPROBLEM_RUBRICS"):
        from pickproblem.switching.thresholds import in_force

        in_force()


def record_path(name: str) -> Path:
    """The record that is meant: in the current folder, else in the records folder; the ending may be left out."""
    path = store.locate(name)
    if not os.path.exists(path) and not name.endswith(ENDING):  # noqa: PTH110 - never raises
        longer = store.locate(name + ENDING)
        if os.path.exists(longer):  # noqa: PTH110
            return longer
    return path
