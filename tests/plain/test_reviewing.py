"""A review line by line: what happened first, a fresh score, old against new, taste, the notebook."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pickproblem import due, edits, review, store
from pickproblem.flow import Step
from pickproblem.record import Record
from tests.plain.conversing import LIBRARY, Conversation, hold, lines, read

TODAY = date(2015, 3, 8)
NOW = datetime(2015, 3, 8, 20, tzinfo=timezone(timedelta(hours=-8)))


def sit(path: Path, *answers: str, at: str = "review") -> Conversation:
    return hold(path, lines(*answers), at=Step(at), today=TODAY)  # type: ignore[arg-type]


def begun(record: Record) -> Record:
    return edits.begin_session(record, "me", "review", NOW, shuffle=lambda order: None)[0]


def scored(record: Record) -> Record:
    """The review as far as its scores: walking loses its shine, and is held to be known better."""
    record = begun(record)
    session = record.sessions[-1].id
    for candidate, row in (record.sessions[0].answers or {}).items():
        if candidate in ("walking", "games"):
            for rubric, answer in row.items():
                level = max((answer.level or 3) - 1, 1) if candidate == "walking" else answer.level
                given = {"level": level, "reason": "seen from near"}
                record = edits.answer(record, session, candidate, rubric, type(answer).model_validate(given))
    return edits.finish(record, session, NOW)


def test_what_happened_comes_before_any_old_number(month_three: Path) -> None:
    said = sit(month_three, "1", "1", "two steps", "b", "b", "b").text
    told, _answered, after = said.partition("What happened> ")
    assert "80%" not in told
    assert "It came true; you had said 80%." in after
    assert "Noted: two steps" in after
    record = read(month_three)
    note = review.note_of(record.candidates[0], TODAY)
    assert note is not None
    assert note.result == "two steps"


def test_the_old_answers_stay_hidden_until_all_is_scored(month_three: Path) -> None:
    reasons = [
        answer.reason
        for row in (read(month_three).sessions[0].answers or {}).values()
        for answer in row.values()
        if answer.reason
    ]
    held = sit(month_three, "1", "1", "", "1", *(["3"] * 5))
    scoring = " ".join(held.text.partition("Score again?")[2].split())
    assert "Question 2 of 18" in scoring
    assert not [reason for reason in reasons if reason in scoring]
    assert "Enter for" not in scoring


def test_killed_while_scoring_it_goes_on_at_that_question(month_three: Path) -> None:
    sit(month_three, "1", "1", "", "1", "3", "3", "2")
    held = hold(month_three, lines(), today=TODAY)
    assert "Question 4 of 18" in held.text
    again = sit(month_three)
    assert "3 of 18 are answered" in again.text, "what happened is behind one"


def test_from_the_first_question_back_to_the_review(month_three: Path) -> None:
    held = sit(month_three, "1", "1", "", "1", "b")
    assert held.text.count("Step 2 of 5: Score again") == 2


def test_old_against_new_and_against_another_day(month_three: Path) -> None:
    store.update(month_three, LIBRARY, scored)
    said = " ".join(sit(month_three, "2", "1").text.split())
    assert "2014-12-03 and 2015-03-08" in said
    assert "2015-03-07 and 2015-03-08" in said
    assert "A 3D humanoid learns to walk by policy gradients”: then 92, now " in said
    assert "now: seen from near" in said
    assert "answers were given again" in said
    assert "Step 4 of 5: Taste" in said


def test_taste_is_asked_once_and_the_notebook_read(month_three: Path) -> None:
    store.update(month_three, LIBRARY, scored)
    sit(month_three, "1", "games", "")
    record = read(month_three)
    assert review.open_taste(record, TODAY) == ["forgotten", "theory", "missed", "saw-it"]
    answers = ["1", "rope", "never", "attention", "a friend", "2", "", "", "", "more", ""]
    said = " ".join(sit(month_three, *answers).text.split())
    assert "Which idea that you passed over" not in said
    assert "Passed over, did well: games" in said
    assert "Committed: " in said
    assert review.open_taste(read(month_three), TODAY) == []
    note = review.note_of(read(month_three).candidates[0], TODAY)
    assert note is not None
    assert note.next == "more"


def test_the_whole_review_leaves_nothing_due_of_it(month_three: Path) -> None:
    store.update(month_three, LIBRARY, begun)
    answers = ["= 3", "= 3", "= 2", "= 4", "= 4", "= 3", "= 3", "", "= 4", "= 4"]  # the empty one: which GPUs
    held = hold(month_three, lines(*answers, "1", *[""] * 7, "q"), today=TODAY)
    record = read(month_three)
    assert review.session_of(record, "me", TODAY) is not None
    assert "Step 3 of 5: Old and new" in held.text
    kinds = [one.kind for one in due.due(record, today=TODAY, cooling_off=7)]
    assert "review" not in kinds


def test_without_a_fresh_score_it_goes_on_and_stays_due(month_three: Path) -> None:
    said = sit(month_three, "3", "1", "", "2", *[""] * 7, "q").text
    assert "Not scored again yet" in said
    kinds = [one.kind for one in due.due(read(month_three), today=TODAY, cooling_off=7)]
    assert "review" in kinds


def test_what_is_delivered_is_closed_at_the_end(month_three: Path) -> None:
    sit(month_three, "3", "2", "", "", "a paper", "2", *[""] * 7, "1", "q")
    walking = read(month_three).candidate("walking")
    assert walking is not None
    assert walking.state == "closed"
    assert [(one.ended, one.into) for one in walking.stints or []] == [("delivered", "a paper")]


@pytest.mark.parametrize("back", [1, 2, 3])
def test_back_goes_a_step_back_then_to_the_project(month_three: Path, back: int) -> None:
    store.update(month_three, LIBRARY, scored)
    held = sit(month_three, *["b"] * back)
    assert ("Committed" in held.text) is (back == 3)


def test_the_questions_of_taste_are_stepped_back_one_by_one_and_answered_anew(month_three: Path) -> None:
    store.update(month_three, LIBRARY, scored)
    held = sit(month_three, "1", "games", "rope", "b", "b", "boxes", "", "-", "never", "b", "b", "b", "b", "b")
    said = held.text
    assert "well since? (games)> " in " ".join(said.split())
    assert "forgotten by now? (rope)> " in " ".join(said.split())
    record = read(month_three)
    answers = {id: review.taste_answer(record, TODAY, id) for id, _question, _lead in review.TASTE}
    assert answers == {"did-well": "boxes", "forgotten": "rope", "theory": "", "missed": "never", "saw-it": ""}
    assert said.count("Step 3 of 5: Old and new") == 2, "behind the first of them lies the step before"


def test_from_the_notebook_back_to_the_last_question_of_taste(month_three: Path) -> None:
    store.update(month_three, LIBRARY, scored)
    said = sit(month_three, "1", "a", "b1", "c", "d", "e", "b", "b", "-", "", "q").text
    assert said.count("Step 4 of 5: Taste") == 2
    assert said.count("Step 5 of 5: Notebook") == 2
    record = read(month_three)
    assert review.open_taste(record, TODAY) == ["missed"]
    again = sit(month_three, "1", "f", "b", "f", "q").text
    assert "Which trend did you miss?" in again
    assert review.taste_answer(read(month_three), TODAY, "missed") == "f"


def test_all_of_taste_answered_and_yet_one_may_go_back(month_three: Path) -> None:
    store.update(month_three, LIBRARY, scored)
    sit(month_three, "1", "a", "b1", "c", "d", "e")
    said = sit(month_three, "1", "b", "b", "b").text
    assert "All of them are answered today." not in said, "what is next is the notebook"
    assert "Which trend did you miss? (d)> " in said


def test_what_cannot_be_said_yet_is_gone_back_to(month_three: Path) -> None:
    held = sit(month_three, "3", "b", "2", "b")
    assert held.text.count("Forecast: I would choose this again") >= 2
    assert "It did not come true" in held.text
    assert "Committed: " in held.text, "what is answered is frozen: behind it lies the project"
