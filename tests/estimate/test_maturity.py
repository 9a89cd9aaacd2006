from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.estimate.maturity import MaturityEstimate, Result, WrongResults, maturity, read_results
from pickproblem.record import Answer

IMAGENET = (EXAMPLES / "imagenet.csv").read_text(encoding="utf-8")

scores = st.integers(0, 800).map(lambda eighths: eighths / 8)  # exact, so that turned scales are too
boards = st.lists(
    st.builds(Result, st.dates(date(2000, 1, 1), date(2030, 1, 1)), scores, st.just("2020")), max_size=30
)


def of(*scores: float, **options: Any) -> MaturityEstimate:
    """A leaderboard with one result a year."""
    return maturity([Result(date(2000 + i, 1, 1), score, str(2000 + i)) for i, score in enumerate(scores)], **options)


def levels(found: MaturityEstimate) -> tuple[int, int, int]:
    return found.level, found.low, found.high


def test_imagenet_is_a_race_for_decimals() -> None:
    found = maturity(read_results(IMAGENET), scale=(0, 100))
    assert levels(found) == (1, 1, 1)
    assert found.median_step == pytest.approx(0.06)
    assert len(found.records) == len(
        [line for line in IMAGENET.splitlines() if line[:1].isdigit()]
    )  # all are records
    assert (found.records[0].score, found.records[-1].score) == (63.3, 91.1)


def test_imagenet_of_2012_to_2015_was_wide_open() -> None:
    early = [one for one in read_results(IMAGENET) if one.when < date(2016, 1, 1)]
    assert maturity(early).level == 4


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((5, 5, 5), (4, 4, 4)),
        ((5, 9, 7), (4, 4, 4)),
        ((6, 12, 11), (5, 4, 5)),
        ((10, 10, 10), (5, 5, 5)),
        ((9.9, 5, 30), (4, 3, 5)),
        ((4, 4, 4), (4, 4, 4)),
        ((3.9, 3.9, 3.9), (3, 3, 3)),
        ((1.5, 1.5, 1.5), (3, 3, 3)),
        ((1.4, 1.4, 1.4), (2, 2, 2)),
        ((0.5, 0.5, 0.5), (2, 2, 2)),
        ((0.4, 0.4, 0.4), (1, 1, 1)),
        ((0.1, 0.3, 2), (1, 1, 2)),
        ((20, 20, 20, 0.1, 0.1, 0.1), (1, 1, 1)),
        ((0.1, 0.1, 0.1, 0.1, 6, 6, 6), (4, 4, 4)),
        ((8, 3), (4, 3, 5)),
    ],
)
def test_the_level_is_that_of_the_middle_one_of_the_last_three_steps(
    steps: tuple[float, ...], expected: tuple[int, int, int]
) -> None:
    assert levels(of(*accumulate(steps, initial=20.0))) == expected


@given(st.lists(st.floats(5, 20), min_size=3, max_size=3), st.floats(0, 10))
def test_three_steps_of_five_points_and_more_leave_room(steps: list[float], start: float) -> None:
    assert of(*accumulate(steps, initial=start)).level in (4, 5)


@pytest.mark.parametrize("few", [(), (50,), (50, 60), (50, 40, 30)])
def test_fewer_than_three_records_are_a_young_topic(few: tuple[float, ...]) -> None:
    assert levels(of(*few)) == (5, 4, 5)


def test_only_what_beats_all_before_it_is_a_record() -> None:
    found = of(50, 49, 60, 60, 55, 70)
    assert [one.score for one in found.records] == [50, 60, 70]
    assert found.steps == (10, 10)
    assert of(50, 49, 60, 60, 45, 44, lower_is_better=True).document()["steps"] == [1, 4, 1]


def test_steps_are_percents_of_the_scale() -> None:
    assert of(0.5, 0.6, 0.7, 0.8, scale=(0, 1)).steps == (10, 10, 10)
    assert of(20, 19, 18, 17, scale=(0, 1000), lower_is_better=True).level == 1
    assert levels(of(-1, -0.9, -0.8, -0.7, scale=(-1, 1))) == (4, 4, 4)


@given(boards, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_results_does_not_matter(
    board: list[Result], lower_is_better: bool, dice: random.Random
) -> None:
    shuffled = dice.sample(board, len(board))
    assert maturity(board, lower_is_better=lower_is_better) == maturity(shuffled, lower_is_better=lower_is_better)


@given(boards, st.booleans())
def test_records_rise_and_steps_lead_from_each_to_the_next(board: list[Result], lower_is_better: bool) -> None:
    found = maturity(board, lower_is_better=lower_is_better)
    sign = -1 if lower_is_better else 1
    assert len(found.steps) == max(len(found.records) - 1, 0)
    assert list(found.records) == sorted(found.records, key=lambda one: (one.when, sign * one.score))
    assert all(step >= 0 for step in found.steps)
    if found.records:
        assert found.records[-1].score * sign == max(one.score * sign for one in board)
        across = abs(found.records[-1].score - found.records[0].score)
        assert sum(found.steps) == pytest.approx(across, abs=1e-6)
    assert 1 <= found.low <= found.level <= found.high <= 5
    assert found.high - found.low <= 2


@given(boards)
def test_turning_the_scale_around_changes_no_level(board: list[Result]) -> None:
    turned = [replace(one, score=100 - one.score) for one in board]
    assert [round(step, 6) for step in maturity(turned, lower_is_better=True).steps] == pytest.approx(
        [round(step, 6) for step in maturity(board).steps], abs=2e-6
    )


def test_the_document_is_json_and_the_scalars_fit_an_answer() -> None:
    found = of(50, 60, 70, 75.5)
    assert json.loads(json.dumps(found.document())) == {
        "records": [
            {"date": "2000", "score": 50},
            {"date": "2001", "score": 60},
            {"date": "2002", "score": 70},
            {"date": "2003", "score": 75.5},
        ],
        "steps": [10, 10, 5.5],
        "median_step": 10,
        "level": 5,
        "low": 4,
        "high": 5,
    }
    assert Answer(level=5, estimate=found.scalars()).estimate == {
        "level": 5, "low": 4, "high": 5, "median_step": 10, "records": 4, "last_record": "2003",
    }  # fmt: skip
    assert of().document()["median_step"] is None


@pytest.mark.parametrize("scale", [(100, 0), (5, 5), (math.nan, 1), (0, math.inf), (-1e308, 1e308)])
def test_a_scale_without_room_is_refused(scale: tuple[float, float]) -> None:
    with pytest.raises(WrongResults, match="is no scale"):
        of(1, 2, scale=scale)


def test_a_score_that_is_not_on_the_scale_is_refused_with_its_line() -> None:
    with pytest.raises(WrongResults, match=r"line 3: 105 is not on the scale 0\.\.100"):
        maturity(read_results("2012, 63\n\n2013, 105"))


@pytest.mark.parametrize(
    "text",
    [
        "2012-09-30, 63.3\n2014, 74.5\n2015-12, 78.8",
        "\ufeffdate,score\n2012-09-30,63.3\n2014,74.5\n2015-12,78.8\n",
        "# from the leaderboard\n\n2012-09-30;63.3\r\n2014;74.5%\r\n   \r\n2015-12;78.8",
        'Model,Published,Paper,Top-1 accuracy\nA,2012-09-30,p,63.3\nB,2014,"q, r",74.5\nC,2015-12,s,78.8',
        "year\tscore\n2012-09-30\t63.3\n2014\t74.5\n2015-12\t78.8",
        "날짜,점수\n2012-9-30,63.3\n2014,74.5\n2015-12,78.8",
        "2012-09-30 63.3\n2014 74.5\n2015-12 78.8",
        "when,what\n2012-09-30,63.3\n2014,74.5\n2015-12,78.8",
    ],
)
def test_results_are_read_as_they_come(text: str) -> None:
    read = read_results(text)
    assert [(one.written, one.score) for one in read] == [("2012-09-30", 63.3), ("2014", 74.5), ("2015-12", 78.8)]
    assert [one.when for one in read] == [date(2012, 9, 30), date(2014, 1, 1), date(2015, 12, 1)]
    lines = text.splitlines()
    assert all(str(one.score) in lines[one.line - 1] for one in read)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "no result"),
        ("# nothing\n\n", "no result"),
        ("date,score\n", "below the header"),
        ("2012,63\n2013,n/a\n", "line 2: 'n/a' is no number"),
        ("date,score\n2012,63\n\n2013,\n", "line 4: '' is no number"),
        ("2012,63\n2013,nan\n", "line 2: 'nan' is no number"),
        ("2012,63\n2013,1e999\n", "line 2: '1e999' is no number"),
        ("2012,6_3\n", "line 1: '6_3' is no number"),
        ("2012,63\nsoon,64\n", "line 2: 'soon' is no date"),
        ("soon,64\n", "line 1: 'soon' is no date"),
        ("2012,63\n2013-02-30,64\n", "line 2: '2013-02-30' is not in the calendar"),
        ("0000,63\n", "line 1: '0000' is not in the calendar"),
        ("2012\n", "line 1: a date and a score"),
        ("model,date,score\nA,2012,63\nB,2013\n", "line 3: a date and a score"),
        ('2012,"63\n2013,64\n', "line 1 cannot be read"),
        ("２０１２,63\n", "line 1: '２０１２' is no date"),
        ("2012,\x1b[31m\n", r"line 1: '\\x1b\[31m' is no number"),
    ],
)
def test_text_where_a_figure_belongs_is_told_with_its_line(text: str, named: str) -> None:
    with pytest.raises(WrongResults, match=named) as told:
        read_results(text)
    assert "\x1b" not in str(told.value)
    assert len(str(told.value)) < 300


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_results(text)
    except WrongResults:
        return
    assert read
    assert all(math.isfinite(one.score) for one in read)


def test_a_flood_of_lines_is_no_leaderboard() -> None:
    with pytest.raises(WrongResults, match="no leaderboard"):
        read_results("2012,1\n" * 100_001)
