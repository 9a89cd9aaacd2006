from __future__ import annotations

import subprocess
import sys

import pytest

# The third is in the middle between the two extremes: only a linear program can tell whether it may win.
# The fourth is like it in everything, so that draws are tied.
RANK = """
import sys
from datetime import UTC, datetime
from pickproblem import ranking, rubric
from pickproblem.record import Record

day = datetime(2026, 11, 21, tzinfo=UTC)
levels = {"a": (5, 1), "b": (1, 5), "c": (3, 3), "d": (3, 3)}
record = Record.model_validate({
    "format": 1, "title": "T", "created": day, "profile": "balanced",
    "weights": {"method": "order", "order": [["interest"], ["upside"]]},
    "candidates": [{"id": one, "title": one, "state": "open"} for one in levels],
    "sessions": [{"id": "s", "reason": "start", "started": day, "answers": {
        one: {"interest": {"level": first}, "upside": {"level": second}} for one, (first, second) in levels.items()
    }}],
})
ranking.rank(record, rubric.load(), can_win=CAN_WIN)
print(sorted(set(sys.modules) & {"scipy", "textual", "numpy.ma"}))
"""


@pytest.mark.parametrize("can_win", [False, True])
def test_ranking_imports_scipy_only_where_asked_who_can_win(can_win: bool) -> None:
    program = RANK.replace("CAN_WIN", str(can_win))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ("['numpy.ma', 'scipy']" if can_win else "[]")
