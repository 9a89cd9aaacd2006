"""The same decision for everybody: made up once from a seed, as a record with its rubrics, and as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pickproblem import rubric
from pickproblem.answers import latest
from pickproblem.ranking.problem import pose
from pickproblem.record import Record
from pickproblem.rubric import Library

DAY = datetime(2026, 11, 21, 10, tzinfo=UTC)
_WEEK, _QUARTER = timedelta(weeks=1), timedelta(weeks=13)

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
    profile = shipped.profiles["balanced"].model_copy(update={"gates": [], "flags": []})
    library = Library(known, {"balanced": profile})
    record = _record(candidates, list(known), certain=certain)
    problem = pose(record, library, latest(record))
    return Work(record, library, problem.probabilities, problem.values)


def scored(candidates: int, rubrics: int) -> Record:
    """A decision over shipped rubrics, every question answered, nobody ruled out."""
    return _record(candidates, _shipped(rubrics), lowest=2)


def unscored(candidates: int, rubrics: int) -> Record:
    """The same decision before the first answer; no fact of the setting is still to be asked."""
    full = scored(candidates, rubrics)
    begun = full.sessions[0].model_copy(update={"finished": None, "answers": None})
    return full.model_copy(update={"sessions": [begun]})


def _shipped(rubrics: int) -> list[str]:
    # Those of the gates first, since they are asked whatever the weights are.
    library = rubric.load()
    gates = [gate.rubric for gate in library.profiles["balanced"].gates]
    return list(dict.fromkeys([*gates, *library.rubrics]))[:rubrics]


def _record(candidates: int, rubrics: list[str], *, certain: bool = False, lowest: int = 1) -> Record:
    chance = np.random.default_rng(1)

    def answer() -> dict[str, Any]:
        level = int(chance.integers(lowest, 6))
        kind = 0 if certain else chance.integers(4)
        if kind == 0:
            return {"level": level}
        if kind == 1:
            return {"unknown": True}
        return {"level": level, "low": max(level - int(kind) + 1, 1), "high": min(level + 1, 5)}

    ids = [f"candidate-{a}" for a in range(candidates)]
    setting = {"hours_per_week": 10, "goal": "one", "admired": ["one"], "venue": "one", "deadline": DAY.date()}
    session = {
        "id": "start",
        "reason": "start",
        "started": DAY,
        "finished": DAY,
        "answers": {one: {name: answer() for name in rubrics} for one in ids},
    }
    return Record.model_validate(
        {
            "format": 1,
            "title": "Made up",
            "created": DAY,
            "profile": "balanced",
            "setting": {**setting, "gpus": [{"model": "RTX 3090"}]},
            "weights": {"method": "order", "order": [rubrics]},
            "candidates": [{"id": one, "title": f"The idea called {one}", "state": "open"} for one in ids],
            "sessions": [session],
        }
    )


def of_years(sittings: int, notes: int) -> Record:
    """A decision that was kept up: answers with reasons and notes, sat down to again and again, and committed to."""
    first = scored(8, 10)
    again = [
        {"id": f"review-{n}", "reason": "review", "started": DAY + n * _QUARTER, "finished": DAY + n * _QUARTER}
        for n in range(1, sittings)
    ]
    table = first.model_dump(exclude_none=True)
    answers = table["sessions"][0]["answers"]
    for row in answers.values():
        for answer in list(row.values())[::4]:
            answer["reason"] = "As the group told us when we asked; the second half is our own guess, see the notes"
    table["sessions"] += [{**one, "answers": answers} for one in again]
    table["candidates"][0]["notes"] = [
        {
            "date": (DAY + n * _WEEK).date(),
            "result": "The run of this week came out two points below the one before, with the same seed",
            "insight": "What differs is the order of the data; the seed does not fix that",
            "next": "Fix the order, and run both again",
        }
        for n in range(notes)
    ]
    table["commitments"] = [
        {
            "id": "first",
            "candidate": "candidate-0",
            "when": DAY,
            "reason": "It can be done with what we have, and it is the one that I think about in the shower",
            "kill_criteria": [{"by": (DAY + _QUARTER).date(), "unless": "a run beats the baseline"}],
            "reviews": [(DAY + n * _QUARTER).date() for n in range(1, 5)],
        }
    ]
    return Record.model_validate(table)
