"""Old against new: which sessions, what moved, and figures that `rank --as-of` gives as well."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import answers as views
from pickproblem import ranking
from pickproblem.errors import Refused, UsageError
from pickproblem.record import Answer, Record
from pickproblem.switching.comparing import compare
from tests.decisions import gate, library, profile, record, session, sheets

KNOWN = library(profile(["interest"], ["upside"]))
GATED = library(profile(["interest"], ["upside"], gates=[gate("maturity")]))

FIRST = session({"a": {"interest": 5, "upside": (4, 3, 5)}, "b": {"interest": 2}}, id="1", finished=True)
SECOND = session(
    {"a": {"interest": 3}, "b": {"interest": "?", "upside": 4}, "c": {"interest": 4, "upside": 4}},
    id="2",
    finished=True,
)


def of(document: dict[str, Any], id: str) -> dict[str, Any]:
    (found,) = [one for one in document["candidates"] if one["id"] == id]
    return found


def cells(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["candidate"], one["rubric"]): one for one in document["cells"]}


def test_each_cell_then_and_now() -> None:
    document: Any = compare(record(FIRST, SECOND), KNOWN)
    assert (document["from"]["session"], document["to"]["session"], document["rater"]) == ("1", "2", "me")
    found = cells(document)
    assert found["a", "interest"] == {
        "candidate": "a",
        "rubric": "interest",
        "then": {"level": 5, "low": 5, "high": 5, "reason": None},
        "now": {"level": 3, "low": 3, "high": 3, "reason": None},
        "moved": -2,
        "again": True,
    }
    assert found["a", "upside"]["now"] == {"level": 4, "low": 3, "high": 5, "reason": None}
    assert (found["a", "upside"]["moved"], found["a", "upside"]["again"]) == (0, False)
    assert found["b", "interest"]["now"] == {"level": None, "low": 1, "high": 5, "reason": None}
    assert (found["b", "interest"]["moved"], found["b", "interest"]["again"]) == (None, True)
    assert found["c", "upside"]["then"] is None
    assert len(found) == 6


def test_the_reasons_of_both_times_are_kept_apart() -> None:
    old, new = Answer(level=4, reason="then"), Answer(level=4, reason="now")
    document: Any = compare(
        record(
            session({"a": {"interest": old}}, id="1", finished=True),
            session({"a": {"interest": new}}, id="2", finished=True),
        ),
        KNOWN,
    )
    assert [cells(document)["a", "interest"][when]["reason"] for when in ("then", "now")] == ["then", "now"]


def test_scores_and_ranks_are_those_of_the_ranking_as_of_each_session() -> None:
    whole = record(FIRST, SECOND)
    document: Any = compare(whole, KNOWN)
    for end, id in (("then", "1"), ("now", "2")):
        ranked: Any = ranking.rank(whole, KNOWN, samples=1, as_of=id)
        for one in ranked["candidates"]:
            entry = next((each for each in document["candidates"] if each["id"] == one["id"]), None)
            assert entry is not None
            if end == "then" and one["id"] == "c":
                assert (entry["score"][end], entry["rank"][end]) == (None, None)
            else:
                assert entry["score"][end] == pytest.approx(one["score"], abs=1e-9)
                assert entry["rank"][end] == one["rank"]
    assert of(document, "a")["rank"] == {"then": 1, "now": 2, "moved": -1}
    assert of(document, "b")["answered"] == {"then": 1, "now": 2, "moved": 1}
    assert document["weighed"] == 2


def test_a_parked_one_and_one_that_is_ruled_out_have_a_score_and_no_rank() -> None:
    first = session({"a": {"interest": 5}, "b": {"interest": 4, "maturity": 1}}, id="1", finished=True)
    second = session({"a": {"interest": 4}, "b": {"interest": 3}}, id="2", finished=True)
    document: Any = compare(record(first, second, candidates={"a": "parked", "b": "open"}), GATED)
    for id in "ab":
        assert of(document, id)["rank"] == {"then": None, "now": None, "moved": None}
        assert of(document, id)["score"]["moved"] < 0


def test_whom_nothing_was_asked_of_is_left_out() -> None:
    document: Any = compare(record(FIRST, session({"a": {"interest": 5}}, id="2", finished=True)), KNOWN)
    assert [one["id"] for one in document["candidates"]] == ["a", "b"]


def test_ones_own_noise_is_counted_over_each_answer_given_again() -> None:
    rows = [{"a": {"interest": n}, "b": {"interest": level}} for n, level in ((5, 3), (3, 3), (4, "?"), (4, 2))]
    whole = record(*(session(row, id=str(n), finished=True) for n, row in enumerate(rows)))
    # Pairs with both levels known: 5 3, 3 4, 4 4 of a; 3 3 of b, then one end of each pair is not known.
    document: Any = compare(whole, KNOWN)
    assert document["retest"] == {"n": 4, "mean_absolute_difference": 0.75, "mean_difference": -0.25, "unmoved": 2}
    later: Any = compare(whole, KNOWN, then="1", now="2")
    assert later["retest"] == {"n": 1, "mean_absolute_difference": 1.0, "mean_difference": 1.0, "unmoved": 0}
    apart: Any = compare(
        record(FIRST, session({"c": {"interest": 5}}, id="2", finished=True)), KNOWN, then="1", now="2"
    )
    assert apart["retest"] == {"n": 0, "mean_absolute_difference": None, "mean_difference": None, "unmoved": 0}


def own(rater: str, id: str, level: int = 4, finished: bool = True) -> Any:
    return session({"a": {"interest": level}}, rater=rater, id=id, finished=finished)


def test_the_rater_is_who_finished_last_among_those_with_two_sessions() -> None:
    whole = record(own("me", "1"), own("Jun", "2"), own("me", "3"), own("jun", "4", 2), own("mina", "5"))
    document: Any = compare(whole, KNOWN)
    assert (document["rater"], document["from"]["session"], document["to"]["session"]) == ("jun", "2", "4")
    mine: Any = compare(whole, KNOWN, then="1")
    assert (mine["rater"], mine["from"]["session"], mine["to"]["session"]) == ("me", "1", "3")
    assert cells(mine)["a", "interest"]["now"]["level"] == 4, "another rater's answers do not count"
    to: Any = compare(whole, KNOWN, now="3")
    assert to["from"]["session"] == "1"


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("1", "2", "one session is by me, the other by jun"),
        ("3", "1", "3 does not come before 1"),
        ("3", "3", "3 does not come before 3"),
        ("z", None, "there is no session z; known: 1, 2, 3, open"),
        (None, "open", "session open is not finished; old and new are shown after that"),
    ],
)
def test_sessions_that_cannot_be_compared(then: str | None, now: str | None, said: str) -> None:
    whole = record(own("me", "1"), own("jun", "2"), own("me", "3"), own("me", "open", finished=False))
    with pytest.raises(UsageError, match=said):
        compare(whole, KNOWN, then=then, now=now)


@pytest.mark.parametrize(
    "whole",
    [
        record(),
        record(own("me", "1")),
        record(own("me", "1"), own("jun", "2")),
        record(own("me", "1"), own("me", "2", finished=False)),
    ],
)
def test_one_finished_session_is_not_enough(whole: Record) -> None:
    with pytest.raises(Refused, match="two finished sessions of one rater"):
        compare(whole, KNOWN)
    if whole.sessions:
        with pytest.raises(Refused, match="two finished sessions of one rater"):
            compare(whole, KNOWN, then="1")


# --- laws


@settings(max_examples=60)
@given(sheets, sheets)
def test_then_and_now_are_what_counted_and_what_counts(old: Any, new: Any) -> None:
    whole = record(session(old, id="1", finished=True), session(new, id="2", finished=True))
    document: Any = compare(whole, KNOWN)
    for end, id in (("then", "1"), ("now", "2")):
        sheet = views.latest(whole, as_of=id)["me"]
        shown = {key: one[end] for key, one in cells(document).items() if one[end] is not None}
        assert shown == {
            (candidate, rubric): {
                "level": given.level,
                "low": given.believed_low,
                "high": given.believed_high,
                "reason": given.reason,
            }
            for candidate, row in sheet.items()
            for rubric, given in row.items()
        }
    for one in document["candidates"]:
        for figure in ("score", "rank"):
            ends = one[figure]
            assert (ends["moved"] is None) == (ends["then"] is None or ends["now"] is None)
        if one["score"]["moved"] is not None:
            assert one["score"]["moved"] == pytest.approx(one["score"]["now"] - one["score"]["then"])
    test = document["retest"]
    assert test["n"] <= sum(one["again"] for one in document["cells"])
    assert test["unmoved"] <= test["n"]


@settings(max_examples=30)
@given(st.sampled_from("ab"), st.sampled_from(["interest", "upside"]), st.integers(1, 4))
def test_a_better_level_never_lowers_the_score(candidate: str, rubric: str, level: int) -> None:
    first = session({candidate: {rubric: level}}, id="1", finished=True)
    whole = record(first, session({candidate: {rubric: level + 1}}, id="2", finished=True))
    document: Any = compare(whole, KNOWN)
    assert of(document, candidate)["score"]["moved"] > 0
    assert cells(document)[candidate, rubric]["moved"] == 1


def test_an_answer_to_a_rubric_without_weight_is_shown_and_moves_no_score() -> None:
    whole = record(
        session({"a": {"compute": 1, "interest": 3}}, id="1", finished=True),
        session({"a": {"compute": 5}}, id="2", finished=True),
    )
    document: Any = compare(whole, KNOWN)
    assert cells(document)["a", "compute"]["moved"] == 4
    assert of(document, "a")["score"]["moved"] == 0
    unweighed: Any = compare(record(session({"a": {"compute": 1}}, id="1", finished=True), SECOND), KNOWN)
    assert of(unweighed, "a")["score"]["then"] is None
