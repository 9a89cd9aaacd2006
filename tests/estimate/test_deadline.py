from __future__ import annotations

import json
import math
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.estimate import deadline
from pickproblem.estimate.deadline import PlanEstimate, WrongPlan, plan
from pickproblem.record import Answer

TODAY = date(2026, 11, 21)


def planned(weeks_left: float | None = 13, **facts: Any) -> PlanEstimate:
    due = None if weeks_left is None else TODAY + timedelta(days=round(weeks_left * 7))
    return plan(**{"today": TODAY, "deadline": due, "deliverable": "a paper", "experiment_weeks": 5, **facts})


days_left = st.integers(0, 400)
weeks = st.floats(0, 60, allow_nan=False)
factors = st.floats(0.2, 5)


@st.composite
def plans(draw: st.DrawFn) -> PlanEstimate:
    return planned(
        draw(st.none() | days_left.map(lambda days: days / 7)),
        deliverable=draw(st.sampled_from(["a paper", "a paper", None, " "])),
        experiment_weeks=draw(st.none() | weeks),
        writing_weeks=draw(st.none() | weeks),
        correction=draw(factors),
    )


def test_of_thirteen_weeks_about_five_and_a_half_of_naive_experiments_fit() -> None:
    found = planned(13)
    assert found.naive_weeks_that_fit == pytest.approx(13 * 2 / 3 / 1.6)
    assert round(found.naive_weeks_that_fit or 0, 1) == 5.4
    assert found.weeks_left == 13
    assert found.writing_weeks == pytest.approx(13 / 3)


def test_thirteen_weeks_have_two_months_of_experiments_and_one_of_writing() -> None:
    boxes = {box.what: (box.start, box.end) for box in planned(13).schedule if box.kind != "review"}
    assert boxes == {
        "experiments: whole flow end to end": (date(2026, 11, 21), date(2026, 12, 10)),
        "experiments: details": (date(2026, 12, 11), date(2027, 1, 20)),
        "writing: draft": (date(2027, 1, 21), date(2027, 1, 30)),
        "writing: review by others": (date(2027, 1, 31), date(2027, 2, 17)),
        "writing: language and polish": (date(2027, 2, 18), date(2027, 2, 20)),
    }


@pytest.mark.parametrize(
    ("weeks_left", "reviewed"), [(13, (4, 8, 13)), (12.9, (4, 8)), (30, (4, 8, 13)), (4, (4,)), (3.9, ())]
)
def test_one_looks_at_the_whole_after_4_8_and_13_weeks(weeks_left: float, reviewed: tuple[int, ...]) -> None:
    reviews = [box for box in planned(weeks_left).schedule if box.kind == "review"]
    assert [box.start for box in reviews] == [TODAY + timedelta(weeks=n) for n in reviewed]
    assert all(box.start == box.end for box in reviews)


@pytest.mark.parametrize(
    ("weeks_left", "experiments", "writing", "correction", "expected"),
    [
        # fits after the correction: by the weeks left
        (13, 5, 4, 1.6, (5, 3, 5)),
        (10, 3, 4, 1.6, (5, 5, 5)),
        (16, 5, None, 1.6, (5, 5, 5)),
        (10 - 1 / 7, 3, 3, 1.6, (4, 4, 4)),
        (8, 2, 3, 1.6, (4, 4, 4)),
        (16 + 1 / 7, 5, None, 1.6, (4, 4, 4)),
        (26, 8, None, 1.6, (4, 4, 4)),
        # too near, too far
        (8 - 1 / 7, 2, 3, 1.6, (3, 3, 3)),
        (0, 0, 0, 1.6, (3, 3, 3)),
        (26 + 1 / 7, 8, None, 1.6, (2, 2, 2)),
        (52, 30, None, 1.6, (2, 2, 2)),
        # fits as estimated, not after the correction
        (13, 8, 4, 1.6, (3, 3, 5)),
        (13, 8.6, None, 1.6, (3, 3, 5)),
        (9, 5, 3, 1.6, (3, 3, 4)),
        (13, 5.625, 4, 1.6, (5, 3, 5)),
        (13, 5.63, 4, 1.6, (3, 3, 5)),
        (13, 4.5, 4, 2.5, (3, 3, 5)),
        # not even as estimated, however far the date
        (13, 8.7, None, 1.6, (1, 1, 1)),
        (52, 40, None, 1.6, (1, 1, 1)),
        (13, 0, 14, 1.6, (1, 1, 1)),
        # the range is that between 1 and 2, and holds the level
        (13, 4, 4, 3.0, (3, 3, 5)),
        (13, 4, 4, 1.0, (5, 5, 5)),
    ],
)
def test_the_first_level_that_applies(
    weeks_left: float, experiments: float, writing: float | None, correction: float, expected: tuple[int, int, int]
) -> None:
    found = planned(weeks_left, experiment_weeks=experiments, writing_weeks=writing, correction=correction)
    assert (found.level, found.low, found.high) == expected


def test_without_a_deliverable_nothing_is_met_and_without_a_date_little() -> None:
    for nothing in (None, "", "  "):
        assert planned(13, deliverable=nothing).level == 1
    undated = planned(None)
    assert (undated.level, undated.low, undated.high) == (2, 2, 2)
    assert undated.document() == {
        "weeks_left": None,
        "correction": 1.6,
        "fits": None,
        "fits_uncorrected": None,
        "naive_weeks_that_fit": None,
        "schedule": [],
        "level": 2,
        "low": 2,
        "high": 2,
    }
    assert planned(None, deliverable=None).level == 1


def test_without_weeks_of_experiments_what_fits_is_said_and_no_level() -> None:
    found = planned(13, experiment_weeks=None)
    assert (found.level, found.low, found.high, found.fits) == (None, None, None, None)
    assert round(found.naive_weeks_that_fit or 0, 1) == 5.4
    assert found.schedule == planned(13).schedule
    assert planned(13, experiment_weeks=None, deliverable=None).level == 1


def test_writing_longer_than_the_time_left_leaves_nothing_for_experiments() -> None:
    found = planned(3, writing_weeks=10)
    assert found.naive_weeks_that_fit == 0
    assert found.weeks_for_experiments == 0
    assert {box.kind for box in found.schedule} == {"writing"}


def test_writing_planned_for_long_keeps_some_of_it_in_reserve() -> None:
    boxes = {box.what: (box.end - box.start).days + 1 for box in planned(26, writing_weeks=8).schedule}
    assert boxes[deadline.DRAFT] == 14
    assert boxes[deadline.OTHERS] == 21
    assert boxes[deadline.POLISH] == 3
    assert boxes[deadline.RESERVE] == 56 + 1 - 14 - 21 - 3


@given(st.floats(23 / 7, 37 / 7), st.integers(6 * 7, 400))
def test_the_parts_of_writing_keep_within_what_they_usually_take(writing: float, days: int) -> None:
    boxes = {box.what: (box.end - box.start).days + 1 for box in planned(days / 7, writing_weeks=writing).schedule}
    assert 6 <= boxes[deadline.DRAFT] <= 15
    assert 13 <= boxes[deadline.OTHERS] <= 22
    assert boxes[deadline.POLISH] == 3


@given(plans())
def test_boxes_fill_the_days_from_today_to_the_deadline_and_never_overlap(found: PlanEstimate) -> None:
    boxes = [box for box in found.schedule if box.kind != "review"]
    if found.deadline is None:
        assert found.schedule == ()
        return
    assert boxes[0].start == TODAY
    assert boxes[-1].end == found.deadline
    assert all(box.start <= box.end for box in boxes)
    assert all(after.start == before.end + timedelta(days=1) for before, after in pairwise(boxes))
    order = ["experiments", "reserve", "writing"]
    assert [order.index(box.kind) for box in boxes] == sorted(order.index(box.kind) for box in boxes)


@given(plans())
def test_the_writing_box_is_as_long_as_it_is_said_to_be(found: PlanEstimate) -> None:
    if found.deadline is None or found.weeks_left is None or found.writing_weeks is None:
        return
    days = sum((box.end - box.start).days + 1 for box in found.schedule if box.kind in ("writing", "reserve"))
    # the day of the deadline counts too, and a day is the least there is
    assert abs(days - 1 - min(found.writing_weeks, found.weeks_left) * 7) <= 1


@given(plans())
def test_a_level_lies_in_its_range_and_fitting_is_what_it_says(found: PlanEstimate) -> None:
    if found.level is not None:
        assert found.low is not None
        assert found.high is not None
        assert 1 <= found.low <= found.level <= found.high <= 5
    room = found.weeks_for_experiments
    if found.fits is not None and room is not None and found.weeks_needed is not None and room > 0:
        assert found.fits == (found.weeks_needed <= room + 1e-9)
        assert found.naive_weeks_that_fit is not None
        assert found.naive_weeks_that_fit * found.correction == pytest.approx(room)
        if abs(found.weeks_needed - room) > 1e-6:
            assert found.fits == ((found.experiment_weeks or 0) < found.naive_weeks_that_fit)


@given(plans(), st.floats(0, 30), st.floats(1, 3))
def test_a_longer_estimate_or_a_larger_correction_never_raises_the_level(
    found: PlanEstimate, more: float, times: float
) -> None:
    def again(experiments: float | None, correction: float) -> int | None:
        return plan(
            today=TODAY,
            deadline=found.deadline,
            deliverable=found.deliverable,
            experiment_weeks=experiments,
            writing_weeks=found.writing_weeks if found.writing_planned else None,
            correction=correction,
        ).level

    if found.level is None or found.experiment_weeks is None:
        return
    assert (again(found.experiment_weeks + more, found.correction) or 0) <= found.level
    assert (again(found.experiment_weeks, found.correction * times) or 0) <= found.level


@given(plans())
def test_the_document_is_json_and_the_scalars_fit_an_answer(found: PlanEstimate) -> None:
    document = json.loads(json.dumps(found.document(), allow_nan=False))
    assert list(document) == [
        "weeks_left", "correction", "fits", "fits_uncorrected", "naive_weeks_that_fit", "schedule",
        "level", "low", "high",
    ]  # fmt: skip
    assert all(list(box) == ["what", "from", "to"] for box in document["schedule"])
    scalars = found.scalars()
    assert Answer(level=3, estimate=scalars).estimate == scalars
    assert None not in scalars.values()
    assert scalars.get("deadline") == found.deadline


def test_titles_of_boxes_are_words() -> None:
    titles = [box.title() for box in planned(26).schedule]
    assert titles[:3] == ["Whole flow, end to end", "Details", "In reserve"]


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"deadline": TODAY - timedelta(days=1)}, "2026-11-20 is in the past"),
        ({"experiment_weeks": -1}, "-1 weeks of experiments"),
        ({"experiment_weeks": math.nan}, "nan weeks of experiments"),
        ({"experiment_weeks": math.inf}, "inf weeks of experiments"),
        ({"writing_weeks": -0.5}, "-0.5 weeks of writing"),
        ({"correction": 0}, "correction of 0"),
        ({"correction": -1.6}, "correction of -1.6"),
        ({"correction": math.nan}, "correction of nan"),
    ],
)
def test_figures_that_cannot_be_are_refused(facts: dict[str, Any], named: str) -> None:
    with pytest.raises(WrongPlan, match=named):
        planned(13, **facts)


def test_a_date_at_the_end_of_the_calendar_does_no_harm() -> None:
    found = plan(today=date(9999, 12, 1), deadline=date(9999, 12, 31), deliverable="x", experiment_weeks=1)
    assert found.schedule[-1].end == date(9999, 12, 29)
    assert found.level == 3
