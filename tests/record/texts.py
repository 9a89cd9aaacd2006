"""Records as text, with a fault or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickproblem import store
from pickproblem.errors import Faulty
from pickproblem.record import Record
from tests.strategies import LIBRARY

HEAD = 'format = 1\ntitle = "T"\ncreated = 2026-11-21T10:00:00+09:00\nprofile = "balanced"\n'
TWO = """
[[candidates]]
id = "a"
title = "A"
state = "open"
[[candidates]]
id = "b"
title = "B"
state = "open"
"""
SESSION = '[[sessions]]\nid = "s"\nreason = "start"\nstarted = 2026-11-21T10:00:00Z\n'
CELL = TWO + SESSION + "[sessions.answers.a.interest]\n"
COMMITMENT = TWO + '[[commitments]]\nid = "c"\ncandidate = "a"\nwhen = 2026-11-21T10:00:00Z\n'
TEMPTED = TWO + '[[temptations]]\nid = "t"\nwhen = 2026-11-21T10:00:00Z\n'
STINT = TWO + "[[candidates.stints]]\n"


def read(text: str) -> Record:
    return store.parse(text.encode(), Path("r.toml"), LIBRARY).record


def faults(text: str) -> list[str]:
    """Every fault of a text, without the file's name and the line."""
    with pytest.raises(Faulty) as told:
        read(text)
    assert all(fault.line is not None or fault.wrong == "is missing" for fault in told.value.faults)
    return [str(fault).partition(": ")[2] for fault in told.value.faults]
