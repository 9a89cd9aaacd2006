"""The project line by line: what is due, and all that can be noted of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pickproblem import edits, reviewing, store, temptation
from pickproblem.flow import Step
from pickproblem.record import Candidate, Note, Record
from tests.plain.conversing import LIBRARY, Conversation, hold, lines, read

TODAY = date(2015, 3, 8)
DUE, NOTE, REVIEW, NEWER, STINT, CRITERIA, IDEAS, READ, CALENDAR, RESULT, FORECAST, LEAVE = map(str, range(1, 13))


def sit(path: Path, *answers: str, today: date = TODAY) -> Conversation:
    return hold(path, lines(*answers), today=today)


def walking(path: Path) -> Candidate:
    found = read(path).candidate("walking")
    assert found is not None
    return found


def test_what_was_chosen_what_is_due_and_what_lies_ahead(month_three: Path) -> None:
    said = " ".join(sit(month_three).text.split())
    assert "Committed: A 3D humanoid learns to walk by policy gradients" in said
    assert "week 14" in said
    assert "2015-03-05, 3 days ago: Review" in said
    assert "2015-04-30, in 53 days: Criterion" in said
    assert "1 What is due: 4" in said


def test_leaving(month_three: Path) -> None:
    before = month_three.read_bytes()
    assert "All is kept." in sit(month_three, "b", LEAVE).text
    assert month_three.read_bytes() == before


def test_a_forecast_that_is_due_is_answered_before_its_chance_is_told(month_three: Path) -> None:
    said = sit(month_three, DUE, "1", "2").text
    assert "you had said 80%" in said
    assert "80%" not in said.partition("What happened")[0]
    outcomes = {one.id: one.outcome for one in read(month_three).commitments[0].forecasts or []}
    assert outcomes["would-choose-again-week-8"] is False


def test_a_deadline_ahead_asks_for_nothing(month_three: Path) -> None:
    stored = store.read(month_three, LIBRARY)
    store.save(stored, edits.set_setting(stored.record, {"deadline": date(2015, 3, 20)}))
    said = sit(month_three, DUE, "4", LEAVE).text
    assert "The day it has to be handed in." in said.rpartition("Which")[2]
    assert "Step 1" not in said


def test_what_cannot_be_said_yet_stays_open(month_three: Path) -> None:
    before = month_three.read_bytes()
    sit(month_three, DUE, "1", "3", DUE, "1", "b", DUE, "b")
    assert month_three.read_bytes() == before


def test_a_note_of_the_day(month_three: Path) -> None:
    said = sit(month_three, NOTE, "it stands", "", "a new update", "", NOTE, "", "why it stands", "", "").text
    assert "On 2015-02-26 this was next: Park that idea" in " ".join(said.split())
    assert "There today already" in said
    note = (walking(month_three).notes or [])[-1]
    assert note == Note(date=TODAY, result="it stands", insight="why it stands", code="a new update")


def test_an_empty_note_and_one_that_is_left_are_none(month_three: Path) -> None:
    before = month_three.read_bytes()
    assert "Nothing was noted." in sit(month_three, NOTE, "", "", "", "", NOTE, "half", "b", "b", LEAVE).text
    assert month_three.read_bytes() == before


def test_the_stretch_of_work_ends_delivered_and_the_project_is_closed(month_three: Path) -> None:
    said = sit(month_three, STINT, "2099-01-01", "", "many", "500", "2", "a paper", "2").text
    assert "today is the last" in said
    assert "no number of hours" in said
    assert "It is closed" not in said
    (stint,) = walking(month_three).stints or []
    assert (stint.to, stint.hours, stint.ended, stint.into) == (TODAY, 500, "delivered", "a paper")
    assert walking(month_three).state == "closed"
    assert "It is closed" in sit(month_three).text


def test_a_dead_end_asks_for_the_evidence_of_each_check(month_three: Path) -> None:
    said = sit(month_three, STINT, "", "", "3", "run 1", "run 2", "", "", "a friend", "3").text
    assert "Known result: reproduced in the same code" in said
    (stint,) = walking(month_three).stints or []
    assert stint.evidence is not None
    assert (stint.evidence.known_result_reproduced, stint.evidence.second_reader_agrees) == ("run 1", "a friend")
    assert stint.evidence.no_sign_of_life is None
    assert walking(month_three).state == "chosen"


def test_before_it_is_closed_a_last_review_may_come(month_three: Path) -> None:
    said = sit(month_three, STINT, "", "", "2", "a paper", "1", "3", "1", "", "2", *[""] * 7, "1").text
    assert "Step 1 of 5: What happened" in said
    assert said.count("Is the project over?") == 2
    assert said.count("a last review first") == 1
    assert walking(month_three).state == "closed"


def test_a_pause_then_the_next_stretch_begins_where_it_does_not_overlap(month_three: Path) -> None:
    sit(month_three, STINT, "", "", "1")
    (first,) = walking(month_three).stints or []
    assert (first.to, first.ended) == (TODAY, None)
    said = sit(month_three, STINT, "", "", "", "", "", "2015-03-09", "", "", "", "", today=date(2015, 3, 9)).text
    assert "Begun" in said
    sit(month_three, STINT, "", "", "1", today=date(2015, 3, 9))
    again = sit(month_three, STINT, "2015-03-08", "", "", "", "", "b", LEAVE, today=date(2015, 3, 9)).text
    assert "overlaps" in again
    assert [one.from_ for one in walking(month_three).stints or []] == [first.from_, date(2015, 3, 9)]


def test_one_that_is_over_already_beside_the_main_work(month_three: Path) -> None:
    sit(month_three, STINT, "2015-03-01", "", "1")
    said = sit(month_three, STINT, "2015-03-03", "2015-03-05", "3d", "", "2", "2", "a post").text
    assert "Kept." in said
    last = (walking(month_three).stints or [])[-1]
    assert (last.from_, last.to, last.days) == (date(2015, 3, 3), date(2015, 3, 5), 3)
    assert (last.side, last.ended, last.into) == (True, "delivered", "a post")


def test_a_forecast_of_ones_own_is_asked_line_by_line_and_what_is_wrong_is_said(month_three: Path) -> None:
    before = read(month_three)
    typed = ["", "90% right", "Accepted at the workshop", "100", "certain", "60", "2015-03-01", "b", "", "+16w"]
    said = " ".join(sit(month_three, FORECAST, *typed, READ, "1").text.split())
    assert "Say in a few words what will have happened." in said
    assert "“%” cannot stand in it" in said
    assert "nothing is certain beforehand" in said
    assert "is no chance" in said
    assert "The date must lie ahead." in said
    assert "Kept as “accepted at the workshop”: 60%, to be seen on 2015-06-28." in said
    assert "2015-06-28: 60% accepted at the workshop: in 112 days" in said
    assert "week 14" in " ".join(sit(month_three).text.split())
    record = read(month_three)
    assert record.commitments[:-1] == before.commitments
    assert [(one.id, one.p) for one in record.commitments[-1].forecasts or []] == [("accepted-at-the-workshop", 0.6)]


def test_a_forecast_that_is_left_and_one_of_a_closed_project_are_none(month_three: Path) -> None:
    before = month_three.read_bytes()
    sit(month_three, FORECAST, "accepted", "60", "b", "b", "b", LEAVE)
    assert month_three.read_bytes() == before
    stored = store.read(month_three, LIBRARY)
    store.save(stored, edits.set_state(stored.record, "walking", "closed"))
    before = month_three.read_bytes()
    assert "The project is closed" in sit(month_three, FORECAST, LEAVE).text
    assert month_three.read_bytes() == before


def test_a_kill_criterion_is_changed_with_a_reason_while_there_is_time(month_three: Path) -> None:
    answers = [CRITERIA, "3", "2015-03-01", "2015-05-31", "-", "twenty steps", "", "", "the robot came late"]
    said = sit(month_three, *answers).text
    assert "must lie ahead" in said
    assert "takes a reason" in said
    (criterion,) = read(month_three).commitments[0].kill_criteria
    assert (criterion.by, criterion.unless) == (date(2015, 5, 31), "twenty steps")
    assert criterion.edit_reason == "the robot came late"
    assert criterion.was is not None


def test_near_its_date_it_is_only_answered(month_three: Path) -> None:
    said = sit(month_three, CRITERIA, "3", CRITERIA, "2", CRITERIA, today=date(2015, 4, 28)).text
    assert "too near to its date" in said
    assert "Not there. You wrote: write up the flat walker and choose again" in " ".join(said.split())
    assert "Every kill criterion is answered." in said
    assert read(month_three).commitments[0].kill_criteria[0].met is True


def test_reading_writes_nothing(month_three: Path) -> None:
    before = month_three.read_bytes()
    said = " ".join(sit(month_three, READ, "1", "2", "3", "4", "b", LEAVE).text.split())
    assert said.count("Committed: ") == 2
    for words in (
        "Forecasts, with the chance you said",
        "70% A first sign that it works within four weeks: came true",
        "2015-02-26: Result: Third week without a better gait",
        "440 hours on it by now.",
    ):
        assert words in said
    assert month_three.read_bytes() == before


def with_an_old_idea(record: Record) -> Record:
    """The example's, with an idea that nobody was tempted by."""
    record = edits.add_candidate(record, "An older idea", id="older")
    return edits.set_state(record, "older", "parked")


def test_an_idea_is_held_against_the_project_or_left_for_another_day(month_three: Path) -> None:
    assert "Stay with" in sit(month_three, IDEAS, "1", "1").text
    said = sit(month_three, IDEAS, "1", "2", "2015-03-01", "+3w", IDEAS, "1", "2", "", LEAVE).text
    assert "A better DQN. Parked on 2015-02-26" in " ".join(said.split())
    assert "must lie ahead" in said
    assert temptation.look_again(read(month_three).temptations[0], 7) == date(2015, 3, 29)


def test_an_idea_is_dropped_with_a_reason_parked_again_and_taken_up(month_three: Path) -> None:
    answers = [IDEAS, "1", "4", "", "dull", IDEAS, "1", "3", IDEAS, "1", "3", IDEAS, "b", LEAVE]
    said = sit(month_three, *answers).text
    assert "A word or two" in said
    assert "Dropped: dull" in said
    newer = read(month_three).candidate("better-dqn")
    assert newer is not None
    assert (newer.state, [note.insight for note in newer.notes or []]) == ("open", ["Dropped: dull"])


def test_an_older_idea_is_held_against_the_project_as_new(month_three: Path) -> None:
    store.update(month_three, LIBRARY, with_an_old_idea)
    assert "Step 1 of" in sit(month_three, IDEAS, "3", "1").text
    entry = read(month_three).temptations[-1]
    assert (entry.newcomer, entry.current, entry.when.date()) == ("older", "walking", TODAY)


def test_the_dates_as_a_file_never_over_another_without_a_word(month_three: Path) -> None:
    said = sit(month_three, CALENDAR, "dates.txt", "", CALENDAR, "", "1", CALENDAR, "", "2", CALENDAR, "b").text
    assert "A name that ends in .ics" in said
    assert "Nothing was written." in said
    assert b"BEGIN:VCALENDAR" in month_three.with_suffix(".ics").read_bytes()
    assert said.count("The dates are in") == 2


def test_the_result_and_back(month_three: Path) -> None:
    said = sit(month_three, RESULT, "b", LEAVE).text
    assert said.count("Committed: ") == 2
    assert "Scores on 0 to 100" in said


def test_a_trial_that_is_over_is_answered(month_three: Path) -> None:
    stored = store.read(month_three, LIBRARY)
    outcome = {"until": date(2015, 3, 7), "success_sign": "twice the score"}
    record = temptation.decide(stored.record, "2015-02-26", "trial", date(2015, 3, 1), **outcome)  # type: ignore[arg-type]
    store.save(stored, record)
    said = sit(month_three, DUE, "3", "3", DUE, "3", "2", "", "it flies").text
    assert "The sign you wrote down before: twice the score" in said
    assert "A word or two" in said
    kept = read(month_three).temptations[0].outcome
    assert kept is not None
    assert (kept.followed, kept.reason) == (False, "it flies")


def test_what_somebody_else_answered_meanwhile_is_said(month_three: Path) -> None:
    def answers(said: str) -> str | None:
        if "What happened> " in said:
            store.update(month_three, LIBRARY, _resolved)
            return "2"
        return {0: DUE, 1: "1"}.get(waiting.pop(0)) if waiting else None

    def _resolved(record: Record) -> Record:
        return reviewing.resolve(record, record.commitments[0].id, "would-choose-again-week-8", True)

    waiting = [0, 1]
    held = hold(month_three, answers, today=TODAY)
    assert "is written and stays as it is" in held.text
    assert held.said.count("What next> ") >= 2


@pytest.mark.parametrize("kind", ["project", "review", "tempted"])
def test_without_a_commitment_or_an_idea_the_way_goes_on_where_it_was(begun: Path, kind: str) -> None:
    held = hold(begun, lines(), at=Step(kind))  # type: ignore[arg-type]
    assert "Question 1 of 15" in held.text
    assert ("No newer idea" in held.text) is (kind == "tempted")


def test_hostile_words_steer_nothing(month_three: Path) -> None:
    evil = "\x1b]52;c;eA==\x07\u202e"
    stored = store.read(month_three, LIBRARY)
    record = edits.change_candidate(stored.record, "walking", title=evil)
    record = edits.change_candidate(record, "better-dqn", title=evil)
    store.save(stored, record)
    for at in ("project", "review", "tempted"):
        held = hold(month_three, lines("?", "7", "1", "b", "4", "b"), at=Step(at), today=TODAY)  # type: ignore[arg-type]
        assert not {"\x1b", "\x07", "\u202e"} & set(held.text)
