"""What can only be looked at elsewhere is said: a result, an estimate. The conversation itself refuses pictures."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pickproblem import demo, edits, store
from pickproblem.flow import Step
from tests.plain.conversing import LIBRARY, Conversation, hold, lines

TODAY = date(2026, 11, 21)


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """The shipped example of an after-hours lab, all scored."""
    return Path(shutil.copy(demo.FOLDER / "vital-lab.toml", tmp_path / "lab.toml"))


@pytest.fixture
def again(lab: Path) -> Path:
    """The same while it is scored once more."""
    stored = store.read(lab, LIBRARY)
    store.save(stored, edits.begin_session(stored.record, "me", "review", edits.now(), lambda order: None)[0])
    return lab


def spoken(held: Conversation) -> str:
    return " ".join(held.text.split())


def test_a_result_is_said_candidate_by_candidate_and_rubric_by_rubric(lab: Path) -> None:
    said = spoken(hold(lab, lines(), at=Step("result"), today=TODAY))
    assert "Place 1: “Vehicle search by natural language”: score 86, between " in said
    assert "in nine draws of ten; first in 91% of the draws; place 1 with equal weights; place 1 by feeling." in said
    assert "- Interest, weight 46%: 42 beside 34, lead +8." in said
    assert "How often each takes each rank - “Vehicle search by natural language”: place 1: 91%, place 2: 9%" in said


def test_one_candidate_alone_has_points_and_no_race(lab: Path) -> None:
    stored = store.read(lab, LIBRARY)
    record = stored.record
    for one in record.candidates[1:]:
        record = edits.set_state(record, one.id, "closed")
    store.save(stored, record)
    said = spoken(hold(lab, lines(), at=Step("result"), today=TODAY))
    assert "Where the points come from - Interest, weight 46%: 42. -" in said
    assert "first in" not in said


def test_memory_is_said_part_by_part_and_what_holds_the_level_down(again: Path) -> None:
    said = spoken(hold(again, lines("g", "2", "x", ""), today=TODAY))
    assert "It fits: each GPU holds about 7.7 GB, and 22 of its 24 GB can be used. Of that: weights 0.3 GB," in said
    assert "What holds the level down - The data are public" in said


def test_the_weeks_of_a_plan_are_said_with_their_days(again: Path) -> None:
    said = spoken(hold(again, lines("g", "4", "x", "", "", ""), today=date(2020, 12, 12)))
    _before, head, after = said.partition("The weeks to the deadline - ")
    assert head
    assert ": from 2020-12-12 to " in after


def test_records_are_said_one_by_one(again: Path) -> None:
    said = spoken(hold(again, lines("x", "2018-06, 70", "2019-06, 75", ""), today=TODAY))
    assert "- 2018-06: 70 - 2019-06: 75, a step of 5 percent of the scale" in said


def test_the_first_question_of_a_sitting_says_what_it_takes_and_no_other(again: Path) -> None:
    said = spoken(hold(again, lines("3", "3"), today=TODAY))
    assert said.count("or 0 for “don't know”; ? helps.") == 1
    assert "? helps. Level 1-5> " in said
