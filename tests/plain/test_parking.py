"""The sixty-second park line by line: from any prompt, in a line and two answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pickproblem import edits, store, temptation
from pickproblem.record import Record, Stint
from tests.plain.conversing import LIBRARY, Conversation, hold, lines, read

TODAY = date(2015, 3, 8)
TITLE = "확산 모델로 걷기"


def evening(path: Path, *answers: str) -> Conversation:
    return hold(path, lines(*answers), today=TODAY)


def test_one_line_two_answers_good_night(month_three: Path) -> None:
    held = evening(month_three, "t", f"  {TITLE} ", "1", "2", "")
    record = read(month_three)
    entry = record.temptations[-1]
    newcomer = record.candidate(entry.newcomer)
    assert newcomer is not None
    assert (newcomer.title, newcomer.state) == (TITLE, "parked")
    assert (entry.current, entry.trigger, entry.same_goal) == ("walking", "paper", False)
    assert (entry.when.date(), entry.outcome) == (TODAY, None)
    said = " ".join(held.text.split())
    assert "On 2014-12-03 you wrote about" in said
    assert "Look again on 2015-03-15" in said
    assert held.said.count("What next> ") == 2, "the same is asked again"


def test_after_a_bad_result_the_easiest_setting_is_noted(month_three: Path) -> None:
    held = evening(month_three, "t", TITLE, "2", "a flat walker", "3", "")
    assert "A bad result is normal" in held.text
    record = read(month_three)
    walking = record.candidate("walking")
    assert walking is not None
    assert (walking.notes or [])[-1].next == "easiest setting: a flat walker"
    assert record.temptations[-1].same_goal is None


@pytest.mark.parametrize("answers", [["b", ""], ["1", "b", ""], []])
def test_whoever_leaves_it_at_the_line_has_lost_nothing(month_three: Path, answers: list[str]) -> None:
    evening(month_three, "t", TITLE, *answers)
    assert len(read(month_three).temptations) == 2


def test_nothing_is_written_without_a_line(month_three: Path) -> None:
    before = month_three.read_bytes()
    held = evening(month_three, "t", "", "b")
    assert "A title, as it comes to mind" in held.text
    assert month_three.read_bytes() == before


def test_one_that_waits_is_looked_at_again(month_three: Path) -> None:
    held = evening(month_three, "4", "1")
    assert "1 A better DQN, its day came 3 days ago" in held.text
    assert "Stay with" in held.text


def test_from_another_prompt_the_way_leads_to_it_too(month_three: Path) -> None:
    held = evening(month_three, "10", "t", "1")
    assert "Stay with" in held.text


def test_what_is_parked_already_is_said(month_three: Path) -> None:
    before = month_three.read_bytes()
    held = evening(month_three, "t", "a better dqn")
    assert "is parked already" in held.text
    assert month_three.read_bytes() == before


def test_another_day_and_a_file_for_the_calendar_that_is_never_written_over(month_three: Path) -> None:
    answers = ["2", "yesterday", "2015-03-01", "+3w", "3", "3", "1"]
    held = evening(month_three, "t", "Fly", "1", "1", *answers)
    outcome = read(month_three).temptations[-1].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until) == (None, date(2015, 3, 29))
    assert "the date must lie ahead" in held.text
    files = list(month_three.parent.glob("tempted-fly*.ics"))
    assert len(files) == 2
    assert all(b"20150329" in file.read_bytes() for file in files)


def test_where_several_are_worked_on_it_is_asked_which(begun: Path) -> None:
    hold(begun, lines("t", "A fourth", "2", "1", "2", ""), today=TODAY)
    record = read(begun)
    assert record.temptations[0].current == "synthetic-to-real"
    hold(begun, lines("t", "A fifth", "b"), today=TODAY)
    record = read(begun)
    assert len(record.temptations) == 1
    assert [one.state for one in record.candidates if one.title == "A fifth"] == ["parked"]


def test_a_question_that_stood_is_asked_again(begun: Path) -> None:
    held = hold(begun, lines("t", "A fourth", "1", "1", "2", "", "3"), today=TODAY)
    assert "Saved: level 3." in held.text


def test_where_much_was_left_the_wait_is_longer(month_three: Path) -> None:
    def left(record: Record) -> Record:
        fields = {"from": date(2014, 10, 1), "to": date(2014, 11, 30), "hours": 500, "ended": "left-for-newer"}
        return edits.change_candidate(record, "cloth", stints=[Stint.model_validate(fields)])

    store.update(month_three, LIBRARY, left)
    held = evening(month_three, "t", TITLE, "1", "2", "")
    assert temptation.look_again(read(month_three).temptations[-1], 7) == date(2015, 3, 22)
    assert "Look again on 2015-03-22" in " ".join(held.text.split())


def test_a_letter_behind_a_backslash_is_a_title(month_three: Path) -> None:
    evening(month_three, "t", "\\t", "1", "2", "")
    assert read(month_three).candidates[-1].title == "t"
