"""Giving an answer: what of the one before stays with it, and which gates it falls to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pickproblem import answering, edits
from pickproblem.answering import Choice, answer, choice_of
from pickproblem.flow import Cell
from pickproblem.record import Answer, Record, Session
from tests.decisions import gate, library, profile, record, session

KNOWN = library(profile(["upside"], ["interest"], gates=[gate("maturity", 2), gate("compute", action="warn")]))
HERE = Cell("interest", "a")


def again(whole: Record, rater: str = "mina") -> tuple[Record, Session]:
    """The record with the rater's part in the round of revision begun."""
    begun = session(rater=rater, id="again").model_copy(update={"reason": "review"})
    return whole.model_copy(update={"sessions": [*whole.sessions, begun]}), begun


def lab() -> Record:
    """Two who have each answered alone."""
    mina = {"a": {"interest": Answer(level=4, low=3, high=5, reason="seen it"), "upside": Answer(unknown=True)}}
    return record(
        session(mina, rater="mina", finished=True), session({"a": {"interest": 1}}, rater="jun", finished=True)
    )


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
def test_a_choice_there_and_back(one: int, other: int, third: int) -> None:
    low, level, high = sorted((one, other, third))
    choice = Choice(level, low, high)
    assert choice_of(answer(choice)) == choice
    assert (answer(choice).low is not None) == choice.ranged
    assert Choice.bare(level).ranged is False


def test_no_answer_and_an_unknown_one_are_two_things() -> None:
    assert choice_of(None) is None
    assert choice_of(Answer(unknown=True)) == Choice(answering.UNKNOWN, 1, 5)
    assert answer(Choice(answering.UNKNOWN, 1, 5)) == Answer(unknown=True)


def test_what_stays_of_the_answer_before() -> None:
    before = Answer(level=4, low=3, high=5, reason="r", probes={"size": 2}, estimate={"level": 4}, lifts_gate="l")
    same = answer(Choice(4, 4, 4), before)
    assert same == Answer(level=4, reason="r", probes={"size": 2}, estimate={"level": 4}, lifts_gate="l")
    assert answer(Choice(2, 1, 2), before).estimate is None
    assert answer(Choice(0, 1, 5), before) == Answer(unknown=True, reason="r", probes={"size": 2}, lifts_gate="l")
    assert answer(Choice(4, 4, 4), before, reason=None).reason is None


def test_what_was_answered_alone_counts_in_the_round_of_revision_only() -> None:
    alone = lab()
    assert answering.given_alone(alone, alone.sessions[0], HERE) is None
    whole, begun = again(alone)
    found = answering.given_alone(whole, begun, HERE)
    assert found is not None
    assert found.reason == "seen it"
    assert answering.given_alone(whole, begun, Cell("maturity", "a")) is None


def test_who_stays_with_the_level_given_alone_keeps_its_reason() -> None:
    whole, begun = again(lab())
    stays = answering.before(whole, begun, HERE, Choice.bare(4))
    assert stays is not None
    assert stays.reason == "seen it"
    assert answering.before(whole, begun, HERE, Choice.bare(2)) is None
    assert answering.before(whole, begun, Cell("upside", "a"), Choice(0, 1, 5)) == Answer(unknown=True)
    moved = edits.answer(whole, "again", "a", "interest", Answer(level=2, reason="heard why"))
    kept = answering.before(moved, moved.sessions[-1], HERE, Choice.bare(3))
    assert kept is not None
    assert kept.reason == "heard why"


def test_gates_are_those_of_this_very_answer() -> None:
    whole = record(session({"a": {"maturity": 1, "compute": 1}, "b": {"maturity": 2}}))
    own = whole.sessions[0]

    def met(rubric: str, candidate: str, of: Session = own) -> list[str]:
        return [one.action for one in answering.gates_met(whole, KNOWN, of, Cell(rubric, candidate))]

    assert met("maturity", "a") == ["rule-out"]
    assert met("compute", "a") == ["warn"]
    assert met("maturity", "b") == ["rule-out"]
    assert met("compute", "b") == []
    beside = own.model_copy(update={"reason": "tempted", "shown_order": ["a", "b"]})
    assert met("maturity", "a", beside) == []
