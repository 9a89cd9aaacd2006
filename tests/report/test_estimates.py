from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pickproblem.estimate.deadline import plan
from pickproblem.estimate.maturity import maturity, read_results
from pickproblem.report import estimates
from pickproblem.report.charts import plain
from pickproblem.text import cells

TODAY = date(2026, 11, 21)


def said(weeks_left: float | None, **facts: Any) -> str:
    due = None if weeks_left is None else TODAY + timedelta(days=round(weeks_left * 7))
    found = plan(**{"today": TODAY, "deadline": due, "deliverable": "a paper", "experiment_weeks": 5, **facts})
    return " ".join(estimates.plan_sentences(found))


def test_a_plan_says_what_really_fits_and_what_the_estimate_grows_to() -> None:
    told = said(13, venue="CVPR \x1b[31mworkshop")
    assert "until 2027-02-20 (CVPR " in told
    assert "\x1b" not in told
    assert "about 5.4 weeks of experiments" in told
    assert "5 weeks grows to 8 weeks: it fits" in told


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"experiment_weeks": 8}, "grows to 13 weeks"),
        ({"experiment_weeks": 9}, "not fit even as it stands"),
        ({"experiment_weeks": 9, "correction": 0.8}, "only at your own pace"),
        ({"experiment_weeks": 1}, "1 week grows to 1.6 weeks"),
        ({"deliverable": None}, "Nothing is named"),
        ({"experiment_weeks": None}, "is not said"),
        ({"deadline": None}, "There is no date"),
        ({"deadline": TODAY + timedelta(weeks=30)}, "nearer milestone"),
    ],
)
def test_a_plan_says_what_is_wrong_with_it(facts: dict[str, Any], words: str) -> None:
    assert words in said(13, **facts)


def test_a_level_is_told_with_its_range() -> None:
    assert estimates.level(plan(today=TODAY)) == "Level 1"
    assert estimates.level(maturity([])) == "Level 5, likely 4 to 5"
    unknown = plan(today=TODAY, deadline=TODAY + timedelta(weeks=13), deliverable="x")
    assert estimates.level(unknown) == ""


def test_maturity_says_the_last_steps_and_why_the_range_is_wide() -> None:
    uneven = maturity(read_results("2012,40\n2013,60\n2014,60.1\n2015,66"))
    told = " ".join(estimates.maturity_sentences(uneven))
    assert "4 results that set a record, from 2012 to 2015." in told
    assert "20, 0.1, 5.9; the one in the middle: 5.9" in told
    assert "a level more or less" in told
    assert "Fewer than three" in " ".join(estimates.maturity_sentences(maturity([])))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_blocks_keep_to_their_width(width: int) -> None:
    found = plan(today=TODAY, deadline=TODAY + timedelta(weeks=13), deliverable="x", experiment_weeks=5)
    board = maturity(read_results("2012,40\n2013,60\n2014,60.1\n2015,66"))
    blocks = [*estimates.plan_blocks(found, TODAY, width), *estimates.maturity_blocks(board, width)]
    assert [len(block) > 1 for block in blocks] == [True] * 4
    assert all(cells(plain(line)) <= width for block in blocks for line in block)
    assert len(estimates.plan_blocks(plan(today=TODAY), TODAY, width)) == 1
    assert len(estimates.maturity_blocks(maturity([]), width)) == 1
