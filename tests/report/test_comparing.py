"""Old against new in words."""

from __future__ import annotations

from typing import Any

from pickproblem.record import Answer
from pickproblem.report import comparing
from pickproblem.report.charts import Slope
from pickproblem.report.comparing import MovedAnswer
from pickproblem.switching.comparing import compare
from tests.decisions import library, profile, record, session

KNOWN = library(profile(["interest"], ["upside"]))
THEN = session(
    {
        "a": {"interest": Answer(level=5, low=4, high=5, reason="it \x1b[31mpulls"), "upside": 3},
        "b": {"interest": 2},
        "c": {"interest": 4, "upside": 4},
    },
    id="1",
    finished=True,
)
NOW = session(
    {
        "a": {"interest": Answer(level=1, reason="nothing\nmoves"), "upside": 4},
        "b": {"interest": "?", "upside": 5},
        "c": {"interest": 4},
    },
    id="2",
    finished=True,
)


def document() -> Any:
    return compare(record(THEN, NOW), KNOWN)


def test_whose_answers_and_of_when() -> None:
    assert comparing.days(document()) == ("2026-11-21", "2026-11-21")
    assert comparing.headline(document()).endswith("by me, both under the weights in force today.")


def test_the_answers_that_moved_the_farthest_first_with_both_reasons() -> None:
    assert comparing.moved(document(), KNOWN) == [
        MovedAnswer("a", "interest", "5, 4–5", "1", "it ␛[31mpulls", "nothing␊moves"),
        MovedAnswer("a", "upside", "3", "4", "", ""),
        MovedAnswer("b", "interest", "2", "?", "", ""),
    ]


def test_who_rose_and_fell_and_what_was_missing() -> None:
    assert comparing.ranks(document()) == [
        "“a” fell from rank 1 to 3.",
        "“b” rose from rank 3 to 2.",
        "“b”: 1 question was open then, 0 now; what is open counts as not known.",
        "“c” rose from rank 2 to 1.",
    ]
    assert comparing.new_answers(document()) == ["“b”: 1 new answer."]


def test_the_scores_as_rows_of_the_picture() -> None:
    rows = comparing.slopes(document())
    assert [row.title for row in rows] == ["a", "b", "c"]
    assert isinstance(rows[0], Slope)
    assert rows[0].then is not None
    assert rows[0].now is not None
    assert rows[0].then > rows[0].now


def test_ones_own_noise() -> None:
    assert comparing.retest(document()) == (
        "3 answers were given again; 1 did not move. On average by 1.7 levels: what moved by no more than that may "
        "be nothing but another day."
    )
    apart = compare(record(THEN, session({"b": {"upside": 1}}, id="2", finished=True)), KNOWN)
    assert "No answer was given twice" in comparing.retest(apart)
