"""The same decision for everybody: made up once from a seed, as a record with its rubrics, and as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pickproblem import rubric
from pickproblem.answers import latest
from pickproblem.ranking.problem import pose
from pickproblem.record import Record
from pickproblem.rubric import Library

DAY = datetime(2026, 11, 21, 10, tzinfo=UTC)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Work:
    """A record and its rubrics; (candidates, rubrics, 5) probabilities and (rubrics, 5) values made of them."""

    record: Record
    library: Library
    probabilities: Floats
    values: Floats


def made_up(candidates: int, rubrics: int, *, certain: bool = False) -> Work:
    """A decision with answers of every kind: bare levels, ranges, unknowns; one group of weights."""
    shipped = rubric.load()
    patterns = list(shipped.rubrics.values())
    known = {
        f"rubric-{c}": patterns[c % len(patterns)].model_copy(update={"id": f"rubric-{c}"}) for c in range(rubrics)
    }
    chance = np.random.default_rng(1)

    def answer() -> dict[str, Any]:
        level = int(chance.integers(1, 6))
        kind = 0 if certain else chance.integers(4)
        if kind == 0:
            return {"level": level}
        if kind == 1:
            return {"unknown": True}
        return {"level": level, "low": max(level - int(kind) + 1, 1), "high": min(level + 1, 5)}

    ids = [f"candidate-{a}" for a in range(candidates)]
    session = {
        "id": "start",
        "reason": "start",
        "started": DAY,
        "finished": DAY,
        "answers": {one: {name: answer() for name in known} for one in ids},
    }
    profile = shipped.profiles["balanced"].model_copy(update={"gates": [], "flags": []})
    library = Library(known, {"balanced": profile})
    record = Record.model_validate(
        {
            "format": 1,
            "title": "Made up",
            "created": DAY,
            "profile": "balanced",
            "weights": {"method": "order", "order": [list(known)]},
            "candidates": [{"id": one, "title": one, "state": "open"} for one in ids],
            "sessions": [session],
        }
    )
    problem = pose(record, library, latest(record))
    return Work(record, library, problem.probabilities, problem.values)
