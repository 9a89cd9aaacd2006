"""Behind the questions: feeling, result, where raters differ, commitment, project."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickproblem import edits, rounds, store
from tests.plain.conversing import LIBRARY, hold, lines, read

EACH = ["= 3", "= 3", "4", "3", "2", "= 4", "= 2"]


@pytest.fixture
def scored(begun: Path) -> Path:
    hold(begun, lines(*EACH, "q"))
    return begun


@pytest.fixture
def finished(scored: Path) -> Path:
    hold(scored, lines("1 2 3", "q"))
    return scored


def test_the_ranking_by_feeling(scored: Path) -> None:
    held = hold(scored, lines("x", "1 1", "9", "2", "2", "b", "3", "1"))
    session = read(scored).sessions[0]
    assert session.gut == ["soft-partitions", "search-by-words", "synthetic-to-real"]
    assert session.finished is not None
    assert "Next best> " in held.said


def test_it_may_be_skipped_and_left_for_the_questions(scored: Path) -> None:
    held = hold(scored, lines("b", "3", "0"))
    assert "Question 15 of 15" in held.text
    session = read(scored).sessions[0]
    assert (session.gut, session.finished is not None) == (None, True)


def test_the_result_as_rank_prints_it(finished: Path) -> None:
    held = hold(finished, lines("b", "9", "q"))
    assert "“Search by words” leads" in " ".join(held.said)
    assert "Scores on 0 to 100" in held.text
    assert "To keep in mind" in held.text


def test_one_question_once_more(finished: Path) -> None:
    held = hold(finished, lines("2", "nonsense", "5", "looked it up", "q"))
    record = read(finished)
    assert len(record.sessions) == 2
    assert record.sessions[1].finished is not None
    (row,) = (record.sessions[1].answers or {}).values()
    (answer,) = row.values()
    assert (answer.level, answer.reason) == (5, "looked it up")
    assert held.text.count("What next> ") == 2


def test_all_questions_once_more(finished: Path) -> None:
    hold(finished, lines("3", "4", "q"))
    assert [one.reason for one in read(finished).sessions] == ["start", "review"]


def test_a_commitment(finished: Path) -> None:
    held = hold(finished, lines("1", "", "yesterday", "2020-01-01", "+13w", "", "a run", "drop it", "", "q"))
    record = read(finished)
    commitment = record.commitments[0]
    assert commitment.candidate == "search-by-words"
    assert (commitment.kill_criteria[0].unless, commitment.kill_criteria[0].then) == ("a run", "drop it")
    assert (commitment.kill_criteria[0].by - commitment.when.date()).days == 91
    assert commitment.why_not_first is None
    assert record.candidates[0].state == "chosen"
    assert "Committed: Search by words" in held.text
    again = hold(finished, lines("3"))
    assert "Committed: Search by words" in again.text


def test_a_commitment_with_all_there_is(finished: Path) -> None:
    more = ["why this", "60", "150", "30", "", "5", "too slow", "fast disks", "+4w", "", "12 or so", "12", "+5w, +9w"]
    hold(finished, lines("1", "2", "", "a run", "", "", "second thoughts", "2", *more, "q"))
    commitment = read(finished).commitments[0]
    assert commitment.candidate == "synthetic-to-real"
    assert (commitment.why_not_first, commitment.reason) == ("second thoughts", "why this")
    assert [one.p for one in commitment.forecasts or []] == [0.6, 0.3, 0.05]
    assert [(one.cause, one.assumption) for one in commitment.premortem or []] == [("too slow", "fast disks")]
    assert commitment.planned_variants == 12
    assert len(commitment.reviews or []) == 2


def test_back_through_the_form(finished: Path) -> None:
    held = hold(
        finished, lines("1", "", "b", "2", "", "b", "+9w", "one", "b", "b", "+10w", "", "", "why", "b", "", "q")
    )
    assert read(finished).commitments == []
    assert held.text.count("Your choice> ") == 2


def test_leaving_the_form_writes_nothing(finished: Path) -> None:
    hold(finished, lines("1", "", "", "a run", "q"))
    assert read(finished).commitments == []


def test_several_raters_score_alone_then_see_where_they_differ(begun: Path) -> None:
    stored = store.read(begun, LIBRARY)
    record = edits.set_setting(stored.record, {"people": 2})
    store.save(stored, record.model_copy(update={"sessions": []}))
    reasons = [word for one in EACH for word in ([one, "r"] if one in ("1", "5") else [one])]
    first = hold(begun, lines("", "", *reasons, "0", "q"), rater="mina")
    assert "1 is still to come" in first.text
    assert "Your own ranking" in first.text
    second = hold(begun, lines("", "= 3", "= 3", "2", "3", "5", "mine", "= 4", "= 2", "0", "q"), rater="jun")
    assert "mina has finished" in second.text
    assert "A 2" in second.text
    assert "B 5: mine" in second.text
    assert "The joint ranking" in second.text
    third = hold(begun, lines("2", "", "", "q"), rater="jun")
    record = read(begun)
    assert rounds.is_revision(record, record.sessions[-1])
    assert "B 5: mine" in third.text
