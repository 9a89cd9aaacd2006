"""Where a record stands, in words."""

from __future__ import annotations

from datetime import date

import pytest

from pickproblem import edits, rubric
from pickproblem.record import Answer, Commitment, KillCriterion, Record
from pickproblem.rubric import Library
from pickproblem.summary import Summary, summary


@pytest.fixture(scope="module")
def library() -> Library:
    return rubric.load()


def words(record: Record, library: Library) -> str:
    return summary(record, library, "me").words


def test_each_step_of_the_way_has_its_words(library: Library) -> None:
    record = edits.new_record("t", edits.now())
    assert words(record, library) == "no candidates yet"
    record = edits.add_candidate(record, "one")
    assert words(record, library) == "1 candidate"
    record = edits.add_candidate(record, "two")
    assert words(record, library) == "2 candidates"
    record, session = edits.begin_session(record, "me", "start", edits.now())
    record = edits.answer(record, session.id, "one", "interest", Answer(level=4))
    assert words(record, library) == "1 of 16 answered"
    assert summary(record, library, "someone else").kind == "begun"
    record = edits.finish(record, session.id, edits.now())
    assert words(record, library) == "result"
    commitment = Commitment(
        id="2026-11-22", candidate="two", when=edits.now(), kill_criteria=[KillCriterion(by=date(2027, 1, 1))]
    )
    record = edits.commit(record, commitment)
    assert words(record, library) == "chosen: two"
    record, _again = edits.begin_session(record, "me", "review", edits.now())
    assert words(record, library) == "0 of 16 answered; chosen: two"


def test_of_several_raters_it_says_how_many_have_finished(library: Library) -> None:
    record = edits.set_setting(edits.new_record("t", edits.now()), {"people": 2})
    record = edits.add_candidate(edits.add_candidate(record, "one"), "two")
    record, session = edits.begin_session(record, "mina", "start", edits.now())
    assert words(record, library) == "0 of 2 have finished"
    record = edits.finish(record, session.id, edits.now())
    assert summary(record, library, "me") == Summary("scoring", "1 of 2 have finished")
    record, session = edits.begin_session(record, "Jun", "start", edits.now())
    record = edits.finish(record, session.id, edits.now())
    assert summary(record, library, "me") == Summary("result", "2 of 2 have finished")
