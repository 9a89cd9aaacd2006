"""A record that takes many answers: rated rubrics only, and no facts still to be asked."""

from __future__ import annotations

from datetime import date

from pickproblem import edits
from pickproblem.record import Record, Weights

RUBRICS = (
    "upside", "interest", "drive", "larger-goal", "generality", "admired", "scoop", "familiarity", "team", "support",
    "why-story",
)  # fmt: skip
CANDIDATES = 8


def long_record(candidates: int = CANDIDATES) -> Record:
    """Eight candidates and eleven rubrics, a session begun: 88 questions until anything else is asked."""
    record = edits.new_record("What to submit", edits.now(), "researcher")
    for n in range(candidates):
        record = edits.add_candidate(record, f"Topic {n + 1}")
    facts = {"hours_per_week": 10, "goal": "see it work", "admired": ["someone"], "venue": "a workshop"}
    record = edits.set_setting(record, {**facts, "deadline": date(2027, 3, 1), "gpus": [{"model": "RTX 3090"}]})
    record = record.model_copy(update={"weights": Weights(method="order", order=[list(RUBRICS)])})
    begun, _session = edits.begin_session(record, "me", "start", edits.now())
    return begun


def answers(record: Record) -> list[int]:
    """The levels answered in the session, in the order in which they were given."""
    order = [(rubric, candidate) for rubric in RUBRICS for candidate in _shown(record)]
    rows = record.sessions[-1].answers or {}
    given = [rows.get(candidate, {}).get(rubric) for rubric, candidate in order]
    levels = [one.level for one in given if one is not None]
    assert None not in levels
    assert all(one is None for one in given[len(levels) :]), "answers are given one after the other"
    return [level for level in levels if level is not None]


def _shown(record: Record) -> list[str]:
    return list(record.sessions[-1].shown_order or [one.id for one in record.candidates])
