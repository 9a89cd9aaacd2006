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


def long_record(*raters: str) -> Record:
    """Eight candidates and eleven rubrics, sessions begun: 88 questions each until anything else is asked."""
    record = edits.new_record("What to submit", edits.now(), "researcher")
    for n in range(CANDIDATES):
        record = edits.add_candidate(record, f"Topic {n + 1}")
    facts = {"hours_per_week": 10, "goal": "see it work", "admired": ["someone"], "venue": "a workshop"}
    record = edits.set_setting(record, {**facts, "deadline": date(2027, 3, 1), "gpus": [{"model": "RTX 3090"}]})
    record = record.model_copy(update={"weights": Weights(method="order", order=[list(RUBRICS)])})
    for rater in raters or ("me",):
        record, _session = edits.begin_session(record, rater, "start", edits.now())
    return record


def answers(record: Record, rater: str = "me") -> list[int]:
    """The levels that somebody answered in their session, in the order in which they were given."""
    session = next((one for one in reversed(record.sessions) if one.rater == rater), None)
    if session is None:
        return []
    shown = list(session.shown_order or [one.id for one in record.candidates])
    rows = session.answers or {}
    given = [rows.get(candidate, {}).get(rubric) for rubric in RUBRICS for candidate in shown]
    levels = [one.level for one in given if one is not None]
    assert None not in levels
    assert all(one is None for one in given[len(levels) :]), "answers are given one after the other"
    return [level for level in levels if level is not None]
