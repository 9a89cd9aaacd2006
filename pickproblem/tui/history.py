"""What a person's own records say, read behind the screen."""

from __future__ import annotations

from pathlib import Path

from pickproblem import store
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.switching import thresholds
from pickproblem.switching.history import taken_over_planned


def own_correction(path: Path, record: Record, library: Library) -> float:
    """Taken over planned time of the finished projects in the record's folder, else what is usual."""
    records = store.neighbours(path, record, library, b"delivered")
    return taken_over_planned(records, thresholds.in_force()).value
