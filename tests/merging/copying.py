"""Hypothesis strategies for copies of a record as they arise: earlier states of a larger one, each person's own."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pickproblem.merging import Copy
from pickproblem.record import Answer, Record, Session, Temptation
from tests import strategies


def _some(draw: st.DrawFn, entries: list[Any]) -> list[Any]:
    kept = draw(st.lists(st.booleans(), min_size=len(entries), max_size=len(entries)))
    return [entry for entry, keep in zip(entries, kept, strict=True) if keep]


def _without(draw: st.DrawFn, entry: Any, optional: list[str]) -> Any:
    gone = [name for name in optional if getattr(entry, name) is not None and draw(st.booleans())]
    return entry.model_copy(update=dict.fromkeys(gone))


def _earlier_answer(draw: st.DrawFn, answer: Answer) -> Answer:
    return _without(draw, answer, ["low", "high", "reason", "lifts_gate"])


def _earlier_session(draw: st.DrawFn, session: Session) -> Session:
    if session.finished is not None and draw(st.booleans()):
        return session
    rows = {
        candidate: {rubric: _earlier_answer(draw, row[rubric]) for rubric in _some(draw, sorted(row))}
        for candidate, row in (session.answers or {}).items()
    }
    unfinished = session.model_copy(update={"finished": None, "answers": rows or None})
    return _without(draw, unfinished, ["gut", "shown_order"])


def _earlier_temptation(draw: st.DrawFn, one: Temptation) -> Temptation:
    if one.outcome is not None and one.outcome.verdict is not None:
        if draw(st.booleans()):
            return one.model_copy(update={"outcome": _without(draw, one.outcome, ["followed"])})
        one = one.model_copy(update={"outcome": None})
    return _without(draw, one, ["trigger", "same_goal", "days_to_signal", "dead_end", "session", "hours_new"])


@st.composite
def earlier(draw: st.DrawFn, record: Record) -> Record:
    """A state that the record may have been in: fewer entries, fields of unfrozen ones not yet filled."""
    sessions = [_earlier_session(draw, one) for one in _some(draw, record.sessions)]
    commitments = _some(draw, record.commitments)
    temptations = [_earlier_temptation(draw, one) for one in _some(draw, record.temptations)]
    there = {one.id for one in sessions}
    temptations = [one for one in temptations if one.session is None or one.session in there]
    named = {one.candidate for one in commitments}
    named |= {id for one in temptations for id in (one.current, one.newcomer)}
    for session in sessions:
        named |= {*(session.shown_order or []), *(session.gut or []), *(session.answers or {})}
    candidates = [
        _without(draw, one, ["pitch", "experiment", "plan"]).model_copy(
            update={
                "state": draw(st.sampled_from(["open", one.state])),
                "notes": (one.notes and _some(draw, one.notes)) or None,
                "stints": (one.stints and _some(draw, one.stints)) or None,
            }
        )
        for one in record.candidates
        if one.id in named or draw(st.booleans())
    ]
    return record.model_copy(
        update={
            "candidates": candidates,
            "sessions": sessions,
            "commitments": commitments,
            "temptations": temptations,
        }
    )


@st.composite
def families(draw: st.DrawFn) -> tuple[Record, list[Copy]]:
    """A record and two to four earlier states of it."""
    whole = draw(strategies.records())
    # Notes of one day are told by their turn, which an earlier state must not change.
    apart = [
        one.model_copy(update={"notes": list({note.date: note for note in one.notes}.values())}) if one.notes else one
        for one in whole.candidates
    ]
    whole = whole.model_copy(update={"candidates": apart})
    copies = draw(st.lists(earlier(whole), min_size=2, max_size=4))
    return whole, [Copy(f"copy-{i}", one) for i, one in enumerate(copies)]
