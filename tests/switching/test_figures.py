"""Figures as a person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.errors import Refused
from pickproblem.record import Candidate, Plan, Record, Setting
from pickproblem.switching import figures, thresholds
from pickproblem.switching.history import Ratio
from tests.decisions import record

THRESHOLDS = thresholds.read()
WEEKLY = record().model_copy(update={"setting": Setting(hours_per_week=40)})
NOWHERE = record()


@pytest.mark.parametrize(
    ("text", "hours"),
    [("320", 320), (" 320 h ", 320), ("8w", 320), ("8 주", 320), ("1,5", 1.5), ("0.1", 0.1), ("100000", 100000)],
)
def test_hours(text: str, hours: float) -> None:
    assert figures.hours(text, WEEKLY) == hours


@pytest.mark.parametrize("text", ["", "soon", "0", "-3", "1e5", "100001", "3 apples", "nan", "inf", "0.01", "3 4"])
def test_what_is_no_number_of_hours_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(Refused) as refused:
        figures.hours(text, WEEKLY)
    assert "\n" not in str(refused.value)


def test_weeks_need_to_know_how_long_a_week_is() -> None:
    with pytest.raises(Refused, match="how many hours a week has"):
        figures.hours("8w", NOWHERE)


@pytest.mark.parametrize(
    ("text", "chance"), [("60", 0.6), ("60%", 0.6), ("1", 0.01), ("99", 0.99), ("12.5 %", 0.125)]
)
def test_chances(text: str, chance: float) -> None:
    assert figures.chance(text) == chance


@pytest.mark.parametrize("text", ["0", "100", "0.5", "sure", "60 of 100", ""])
def test_what_is_no_chance_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        figures.chance(text)


@pytest.mark.parametrize(
    ("text", "days"), [("3", 3), ("0", 0), ("2w", 10), ("2 weeks", 10), ("3일", 3), ("0.5", 0.5)]
)
def test_days(text: str, days: float) -> None:
    assert figures.days(text, THRESHOLDS) == days


@pytest.mark.parametrize("text", ["", "never", "3661", "800w", "2m"])
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        figures.days(text, THRESHOLDS)


@given(st.integers(1, 99))
def test_a_chance_comes_back_as_it_is_typed(percent: int) -> None:
    assert figures.chance(figures.percent(percent / 100)) == percent / 100


@given(st.floats(0.1, 5000).map(lambda hours: round(hours, 1)))
def test_hours_come_back_as_they_are_typed(hours: float) -> None:
    assert figures.hours(figures.written(hours), NOWHERE) == hours


def test_nothing_is_written_as_nothing() -> None:
    assert (figures.written(None), figures.percent(None)) == ("", "")


def planned(experiment: float | None, writing: float | None) -> Candidate:
    plan = Plan(experiment_weeks=experiment, writing_weeks=writing)
    return Candidate(id="a", title="A", state="open", plan=plan)


@pytest.mark.parametrize(
    ("candidate", "of", "hours"),
    [
        (planned(8, 4), WEEKLY, 480),
        (planned(8, None), WEEKLY, None),
        (planned(0, 0), WEEKLY, None),
        (planned(8, 4), NOWHERE, None),
        (Candidate(id="a", title="A", state="open"), WEEKLY, None),
    ],
)
def test_the_hours_of_a_plan(candidate: Candidate, of: Record, hours: float | None) -> None:
    assert figures.planned_hours(of, candidate) == hours


def test_hours_turn_out_by_the_ratio() -> None:
    assert figures.as_it_turns_out(300, Ratio(1.6, 0, own=False)) == 480
    assert figures.as_it_turns_out(0.1, Ratio(1.6, 0, own=False)) == 1
