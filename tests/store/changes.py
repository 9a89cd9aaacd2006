"""What the tests of the store do again and again."""

from __future__ import annotations

import os
from pathlib import Path

from pickproblem.record import Record

TEXT = """\
format = 1
title = "What to submit"
created = 2026-11-21T10:00:00+09:00
profile = "balanced"
"""


def titled(record: Record, title: str = "Changed") -> Record:
    return record.model_copy(update={"title": title})


def next_descriptor() -> int:
    """The lowest number that no open file has; a file left open raises it."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())
