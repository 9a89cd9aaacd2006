"""Both are scored in a session of their own, with a decoy where there is one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pickproblem import edits, flow, temptation
from pickproblem.errors import Refused
from pickproblem.record import Record
from pickproblem.switching import blind
from tests.decisions import answer
from tests.switching.test_advice import OWN, WHEN, every, sitting, tempted

LATER = WHEN + timedelta(days=10)


def record() -> Record:
    return tempted(
        sitting("before", {"a": every(5), "c": every(5), "d": every(1)}, -30),
        entry={"session": None},
        candidates={"a": "chosen", "b": "parked", "c": "open", "d": "parked", "e": "closed", "f": "parked"},
    )


def backwards(order: list[str]) -> None:
    order.reverse()


def test_the_two_and_one_parked_idea_are_asked_about_in_a_mixed_order() -> None:
    begun = blind.begin(record(), "e", "me", LATER, backwards, lambda parked: parked[-1])
    session = begun.sessions[-1]
    assert (session.reason, session.shown_order) == ("tempted", ["f", "b", "a"])
    assert begun.temptations[0].session == session.id
    cells = flow.questions(begun, OWN, session)
    assert [cell.candidate for cell in cells] == ["f", "b", "a"] * 3
    assert not any(flow.is_answered(session, cell) for cell in cells)


def test_decoys_are_parked_and_neither_of_the_two() -> None:
    one = record()
    seen: list[list[str]] = []
    blind.among(one, one.temptations[0], lambda parked: seen.append(list(parked)) or parked[0])  # type: ignore[func-returns-value]
    assert seen == [["d", "f"]]


def test_without_a_parked_idea_there_is_no_decoy() -> None:
    one = tempted(entry={"session": None}, candidates={"a": "chosen", "b": "parked", "c": "open"})
    assert blind.among(one, one.temptations[0]) == ["a", "b"]


def test_what_goes_on_is_gone_on_with() -> None:
    begun = blind.begin(record(), "e", "me", LATER, backwards, lambda parked: parked[0])
    assert blind.begin(begun, "e", "me", LATER) is begun
    other = blind.begin(begun, "e", "jun", LATER)
    assert other.sessions[-1].rater == "jun"
    finished = edits.finish(begun, begun.sessions[-1].id, LATER)
    again = blind.begin(finished, "e", "me", LATER)
    assert again.temptations[0].session == again.sessions[-1].id != begun.sessions[-1].id


def test_nobody_leaves_the_questions_for_a_gate() -> None:
    begun = blind.begin(record(), "e", "me", LATER, backwards, lambda parked: parked[0])
    session = begun.sessions[-1]
    for candidate in ("a", "b"):
        for rubric in OWN.rubrics.keys() & {"upside", "interest", "maturity"}:
            begun = edits.answer(begun, session.id, candidate, rubric, answer(1))
    assert len(flow.questions(begun, OWN, begun.sessions[-1])) == 9


def test_one_answer_alone_is_finished_at_once_and_names_nothing() -> None:
    answered = blind.answer_alone(record(), "b", "upside", answer(4), "me", LATER)
    session = answered.sessions[-1]
    assert session.finished == LATER
    assert session.answers == {"b": {"upside": answer(4)}}
    assert answered.temptations[0].session is None


def test_what_is_decided_is_not_scored_again() -> None:
    decided = temptation.decide(record(), "e", "stay", LATER.date(), until=LATER.date(), followed=True)
    with pytest.raises(Refused):
        blind.begin(decided, "e", "me", LATER)
