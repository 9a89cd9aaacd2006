from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.errors import UsageError
from pickproblem.ranking import rank
from pickproblem.ranking.supposing import Supposed
from pickproblem.record import Answer, Record
from pickproblem.rubric import Gate, Library
from tests.strategies import LIBRARY, records

DAY = datetime(2026, 11, 21, 10, tzinfo=UTC)
KEYS = [
    "record", "title", "profile", "draws", "seed", "standard_error", "weights", "candidates", "pairwise", "flips",
    "find_out_next", "clear", "closest_rival", "gut", "agreement", "ruled_out", "answered", "cells", "notes",
]  # fmt: skip
CANDIDATE_KEYS = [
    "id", "title", "rank", "score", "low", "high", "best_probability", "rank_probabilities", "equal_weights_rank",
    "pareto", "can_win", "central_weights", "contributions", "notes",
]  # fmt: skip


def session(id: str, answers: dict[str, dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """A finished session; an answer is a level, None for unknown, (level, low, high), or a table."""

    def answer(given: Any) -> dict[str, Any]:
        if given is None:
            return {"unknown": True}
        if isinstance(given, tuple):
            return dict(zip(("level", "low", "high"), given, strict=True))
        return given if isinstance(given, dict) else {"level": given}

    filled = {c: {rubric: answer(given) for rubric, given in row.items()} for c, row in answers.items()}
    return {"id": id, "reason": "start", "started": DAY, "finished": DAY, "answers": filled} | fields


def record(*sessions: dict[str, Any], candidates: str = "abc", **fields: Any) -> Record:
    made = [
        {"id": one.lower(), "title": one.upper(), "state": "parked" if one.isupper() else "open"}
        for one in candidates
    ]
    return Record.model_validate(
        {
            "format": 1,
            "title": "T",
            "created": DAY,
            "profile": "balanced",
            "candidates": made,
            "sessions": [*sessions],
        }
        | fields
    )


def ranked(record: Record, library: Library = LIBRARY, **options: Any) -> dict[str, Any]:
    document: dict[str, Any] = rank(record, library, **{"samples": 2000, **options})
    json.dumps(document, allow_nan=False)
    return document


def candidate(document: dict[str, Any], id: str) -> dict[str, Any]:
    return next(one for one in document["candidates"] if one["id"] == id)


def order(document: dict[str, Any]) -> list[str]:
    return [one["id"] for one in document["candidates"]]


PLAIN = session(
    "s1",
    {
        "a": {"interest": (3, 2, 4), "upside": 2, "maturity": None},
        "b": {"interest": 4, "upside": (3, 3, 5)},
        "c": {"interest": 1, "upside": 1, "maturity": 1},
    },
    gut=["c", "b", "a"],
)


def test_the_document_to_the_letter() -> None:
    document = ranked(record(PLAIN), path="problem.toml", seed=3, samples=4096)
    assert list(document) == KEYS
    assert (document["record"], document["title"], document["profile"]) == ("problem.toml", "T", "balanced")
    assert (document["draws"], document["seed"], document["standard_error"]) == (4096, 3, 0.5 / 64)
    # interest and upside in the first group, maturity behind: 11/18 and 5/18 shared, 2/18.
    assert document["weights"] == pytest.approx({"interest": 4 / 9, "upside": 4 / 9, "maturity": 1 / 9})
    assert order(document) == ["b", "a", "c"]
    for place, one in enumerate(document["candidates"], start=1):
        assert list(one) == CANDIDATE_KEYS
        assert one["rank"] == place
        assert one["title"] == one["id"].upper()
        assert one["score"] == pytest.approx(sum(one["contributions"].values()))
        assert one["low"] <= one["score"] <= one["high"]
        assert one["best_probability"] == one["rank_probabilities"][0]
        assert sum(one["rank_probabilities"]) == pytest.approx(1)
    b = candidate(document, "b")
    # 4 is worth 0.75, (3, 3..5) two thirds of a step above 0.5, unanswered one half.
    upside = 0.5 * 0.5 + 0.75 / 3 + 1 / 6
    assert b["contributions"] == pytest.approx(
        {"interest": 100 * 0.75 * 4 / 9, "upside": 100 * upside * 4 / 9, "maturity": 100 * 0.5 / 9}
    )
    assert (b["equal_weights_rank"], b["pareto"], b["can_win"]) == (1, True, True)
    c = candidate(document, "c")
    assert (c["pareto"], c["can_win"], c["central_weights"], c["score"]) == (False, False, None, 0)
    assert document["pairwise"]["a"]["b"] + document["pairwise"]["b"]["a"] == pytest.approx(1)
    assert list(document["pairwise"]["b"]) == ["a", "c"]
    assert document["pairwise"]["c"] == {"b": 0, "a": pytest.approx(0, abs=0.05)}
    assert document["clear"] is (b["best_probability"] >= 0.7)
    assert document["closest_rival"] == "a"
    assert document["gut"] == {"order": ["c", "b", "a"], "tau": pytest.approx(-1 / 3)}
    assert document["agreement"] is None
    assert document["ruled_out"] == []
    assert (document["answered"], document["cells"]) == (8, 9)
    assert document["notes"] == []


def test_flips_and_what_to_find_out_name_their_cells() -> None:
    document = ranked(record(PLAIN))
    rivals = {flip["rival"]: flip for flip in document["flips"]["weights"]}
    # Of maturity neither a nor b is known, so all weight there makes them equal; c is behind everywhere.
    assert rivals.keys() == {"a"}
    assert rivals["a"]["weights"] == pytest.approx({"interest": 0, "upside": 0, "maturity": 1})
    assert rivals["a"]["moved"] == pytest.approx(8 / 9)
    levels = {(flip["candidate"], flip["rubric"]): flip for flip in document["flips"]["levels"]}
    assert levels["a", "upside"] == {"candidate": "a", "rubric": "upside", "from": 2, "to": 5, "new_first": "a"}
    assert ("c", "maturity") not in levels
    questions = document["find_out_next"]
    assert {question["kind"] for question in questions} <= {"decides", "narrows"}
    assert [list(question) for question in questions] == [["candidate", "rubric", "kind", "gain", "spread"]] * len(
        questions
    )
    kinds = [question["kind"] for question in questions]
    assert kinds == sorted(kinds)


def test_a_bare_level_is_doubted_in_what_to_find_out_only() -> None:
    document = ranked(record(session("s", {"a": {"interest": 3}, "b": {"interest": (3, 3, 3)}})))
    asked = {(question["candidate"], question["rubric"]): question for question in document["find_out_next"]}
    assert asked["a", "interest"]["spread"] == pytest.approx(100 * 4 / 9 * 0.25 * np.sqrt(0.5))
    assert ("b", "interest") not in asked
    assert candidate(document, "a")["contributions"]["interest"] == pytest.approx(50 * 4 / 9)


def test_a_computed_level_is_taken_as_given() -> None:
    computed = LIBRARY.rubrics["maturity"].model_copy(update={"kind": "computed", "estimate": "compute"})
    library = Library({**LIBRARY.rubrics, "maturity": computed}, LIBRARY.profiles)
    answers = session("s", {"a": {"maturity": 3}, "b": {"maturity": (3, 2, 3)}})
    questions = ranked(record(answers, candidates="ab"), library)["find_out_next"]
    cells = {(question["candidate"], question["rubric"]) for question in questions}
    assert ("a", "maturity") not in cells
    assert ("b", "maturity") in cells


def test_the_order_of_equal_scores_is_that_of_the_record() -> None:
    document = ranked(record(session("s", {c: {"interest": 3, "upside": 3, "maturity": 3} for c in "cab"})))
    assert order(document) == ["a", "b", "c"]
    assert [one["rank"] for one in document["candidates"]] == [1, 1, 1]
    assert all(one["rank_probabilities"] == pytest.approx([1 / 3] * 3) for one in document["candidates"])
    assert document["clear"] is False
    assert [flip["moved"] for flip in document["flips"]["weights"]] == [0, 0]


def test_the_latest_answer_of_a_rater_counts_and_as_of_looks_back() -> None:
    first = session("s1", {"a": {"interest": 1}, "b": {"interest": 3}}, gut=["a", "b"])
    then = session("s2", {"a": {"interest": 5}}, gut=["b", "a"])
    both = record(first, then, candidates="ab")
    assert order(ranked(both)) == ["a", "b"]
    assert ranked(both)["gut"]["order"] == ["b", "a"]
    earlier = ranked(both, as_of="s1")
    assert order(earlier) == ["b", "a"]
    assert earlier["gut"]["order"] == ["a", "b"]
    assert ranked(both, as_of="s2") == ranked(both)
    with pytest.raises(UsageError):
        ranked(both, as_of="s3")


STOPPED = {
    "id": "t",
    "when": DAY - timedelta(hours=1),
    "current": "a",
    "newcomer": "b",
    "outcome": {"verdict": "stop", "followed": True},
}


@st.composite
def discounted_races(draw: st.DrawFn) -> tuple[Record, Library]:
    """Three candidates of whom b may have come as a newer idea, scored by one rater or two, as far as they got."""
    level = st.none() | st.integers(1, 5) | st.tuples(*[st.integers(1, 5)] * 3).map(_ordered)
    row = st.fixed_dictionaries({}, optional=dict.fromkeys(("interest", "upside", "maturity"), level))
    raters = draw(st.sampled_from([["mina"], ["mina", "jun"]]))
    made = record(
        *(session(f"s-{rater}", {one: draw(row) for one in "abc"}, rater=rater) for rater in raters),
        temptations=[STOPPED] if draw(st.booleans()) else [],
    )
    by = draw(st.sampled_from([0.0, 0.3, 0.5, 1.0]))
    return made, LIBRARY._replace(newness=lambda: by)


def _ordered(levels: tuple[int, ...]) -> tuple[int, int, int]:
    low, level, high = sorted(levels)
    return level, low, high


def with_certain(record: Record, cell: tuple[str, str], level: int) -> Record:
    """The record with the level answered in that cell, by all who judged."""
    sessions = []
    for one in record.sessions:
        given = dict(one.answers or {})
        given[cell[0]] = {**given.get(cell[0], {}), cell[1]: Answer(level=level)}
        sessions.append(one.model_copy(update={"answers": given}))
    return record.model_copy(update={"sessions": sessions})


@settings(max_examples=25)
@given(discounted_races())
def test_a_level_flip_answered_in_the_record_changes_the_first_place_as_said(race: tuple[Record, Library]) -> None:
    made, library = race
    document = ranked(made, library, samples=1, can_win=False)
    said = {(flip["candidate"], flip["rubric"]): flip for flip in document["flips"]["levels"]}
    first = order(document)[0]
    for cell in [(one, rubric) for one in "abc" for rubric in document["weights"]]:
        firsts = {
            level: Supposed.nothing(with_certain(made, cell, level), library).places[0].id for level in range(1, 6)
        }
        changes = [level for level in firsts if firsts[level] != first]
        if cell not in said:
            assert changes == [], cell
            continue
        middle = said[cell]["from"] or 3
        nearest = min(changes, key=lambda level: (abs(level - middle), level))
        assert (said[cell]["to"], said[cell]["new_first"]) == (nearest, firsts[nearest])


def test_what_is_certain_of_a_newer_idea_is_not_asked_again() -> None:
    """Its discount stays whatever is answered: no answer could find out more."""
    sure = session("s", {one: dict.fromkeys(("interest", "upside", "maturity"), (4, 4, 4)) for one in "abc"})
    found = ranked(record(sure, temptations=[STOPPED]), LIBRARY._replace(newness=lambda: 0.5))
    assert found["find_out_next"] == []
    least = dict.fromkeys(("interest", "upside", "maturity"), 1)
    open_still = session("s", {"a": least, "b": {"interest": None}, "c": {"interest": (4, 4, 4)}})
    found = ranked(record(open_still, temptations=[STOPPED]), LIBRARY._replace(newness=lambda: 0.5))
    (asked,) = [one for one in found["find_out_next"] if (one["candidate"], one["rubric"]) == ("b", "interest")]
    # Half a level less, an answer 1..5 is worth 0, 1/8, 3/8, 5/8, 7/8.
    assert asked["spread"] == pytest.approx(100 * 4 / 9 * np.std([0, 1 / 8, 3 / 8, 5 / 8, 7 / 8]))


def test_what_was_taken_up_after_a_stop_keeps_its_discount_until_it_is_chosen() -> None:
    asked: list[str] = []

    def half() -> float:
        asked.append("")
        return 0.5

    library = LIBRARY._replace(newness=half)
    known = {"interest": 4, "upside": 4, "maturity": 3}
    answers = session("s", {"b": known, "c": known})
    assert ranked(record(answers), library) == ranked(record(answers))
    assert not asked, "nobody is tempted"
    taken_up = record(answers, temptations=[STOPPED])
    found = ranked(taken_up, library)
    # At half a level less each value lies half-way to the one below: 0.125 of 1 in all three.
    assert candidate(found, "c")["score"] - candidate(found, "b")["score"] == pytest.approx(12.5)
    assert candidate(found, "b")["notes"] == [
        "It came as a newer idea, and what is new looks better than it is: the levels you gave it count as 0.5 lower."
    ]
    assert ranked(taken_up) == ranked(record(answers)), "a library that lowers nothing"
    overruled = STOPPED | {"outcome": {"verdict": "stop", "followed": False, "reason": "no"}}
    assert ranked(record(answers, temptations=[overruled]), library) == ranked(record(answers))
    chosen = {"id": "c", "candidate": "b", "when": DAY, "kill_criteria": [{"by": date(2027, 1, 1)}]}
    assert ranked(record(answers, temptations=[STOPPED], commitments=[chosen]), library) == ranked(record(answers))
    later = STOPPED | {"when": DAY + timedelta(days=1)}
    assert ranked(record(answers, temptations=[later]), library, as_of="s") == ranked(record(answers), as_of="s")


def test_several_raters_are_pooled_and_their_agreement_said() -> None:
    full = {"interest": 5, "upside": 4, "maturity": 3}
    none = {"interest": 1, "upside": 1, "maturity": 3}
    mina = session("m", {"a": full, "b": none, "c": {"interest": 3}}, rater="Mina")
    jun = session("j", {"a": none, "b": {"interest": 3, "upside": None}}, rater="jun")
    both = record(mina, jun)
    document = ranked(both)
    assert candidate(document, "a")["contributions"] == pytest.approx(
        {"interest": 100 * 0.5 * 4 / 9, "upside": 100 * 0.375 * 4 / 9, "maturity": 50 / 9}
    )
    # Only Mina answered c, so c's interest is hers alone.
    assert candidate(document, "c")["contributions"]["interest"] == pytest.approx(50 * 4 / 9)
    agreement = document["agreement"]
    assert agreement["raters"] == ["Mina", "jun"]
    assert agreement["rubrics"]["maturity"] is None
    # Mina ranks a, c, b; jun b and c alike before a: sums 4, 3.5, 4.5.
    assert agreement["total"] == pytest.approx(12 * 0.5 / (4 * 24 - 2 * 6))
    assert agreement["widest"][0] == {
        "candidate": "a",
        "rubric": "interest",
        "spread": 1.0,
        "means": {"Mina": 1.0, "jun": 0.0},
    }
    spreads = [cell["spread"] for cell in agreement["widest"]]
    assert spreads == sorted(spreads, reverse=True)
    assert min(spreads) > 0
    levels = {(flip["candidate"], flip["rubric"]): flip["from"] for flip in document["flips"]["levels"]}
    assert levels["a", "interest"] == 1  # the lower median of 5 and 1
    alone = ranked(both, rater="MINA")
    assert alone["agreement"] is None
    assert order(alone) == ["a", "c", "b"]
    with pytest.raises(UsageError):
        ranked(both, rater="nobody")


def test_states_and_gates_decide_who_is_in_the_race() -> None:
    words = {"en": "no compute", "ko": "계산 불가"}
    gates = [
        Gate.model_validate({"rubric": "maturity", "at_most": 1, "action": "warn", "text": words}),
        Gate.model_validate({"rubric": "compute", "at_most": 2, "action": "rule-out", "text": words}),
    ]
    library = Library(LIBRARY.rubrics, {"balanced": LIBRARY.profiles["balanced"].model_copy(update={"gates": gates})})
    lifted = {"level": 1, "lifts_gate": "a cluster is promised"}
    answers = {
        "a": {"compute": (1, 1, 2), "interest": 5},
        "b": {"compute": (2, 1, 3), "maturity": 1},
        "c": {"compute": lifted},
        "d": {"compute": 1},
        "e": {"compute": None},
    }
    document = ranked(record(session("s", answers), candidates="abcDe"), library)
    assert sorted(order(document)) == ["b", "c", "e"]
    assert document["ruled_out"] == [{"id": "a", "rubric": "compute", "level": 2, "text": "no compute"}]
    assert candidate(document, "b")["notes"] == ["no compute"]
    assert "a cluster is promised" in candidate(document, "c")["notes"][0]
    assert candidate(document, "e")["notes"] == []
    assert document["cells"] == 9


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_in_the_race(count: int) -> None:
    document = ranked(record(session("s", {"a": {"interest": 4}}), candidates="aBC" if count else "ABC"))
    assert len(document["candidates"]) == count
    assert document["pairwise"] == ({"a": {}} if count else {})
    assert document["flips"] == {"weights": [], "levels": []}
    assert document["find_out_next"] == []
    assert document["clear"] is None
    assert document["closest_rival"] is None
    assert len(document["notes"]) == 1
    if count:
        one = document["candidates"][0]
        assert (one["rank"], one["best_probability"], one["can_win"], one["pareto"]) == (1, 1.0, True, True)


def test_nothing_answered_is_said() -> None:
    document = ranked(record())
    assert document["answered"] == 0
    assert len(document["notes"]) == 1
    assert document["gut"] is None
    assert [one["score"] for one in document["candidates"]] == pytest.approx([50] * 3)
    # The same expected values: all share the first rank, though each draw tells them apart.
    assert [one["rank"] for one in document["candidates"]] == [1, 1, 1]


EVERYWHERE = ("interest", "upside", "maturity")
ONE_WEIGHT = {"method": "swing", "points": {"interest": 100, "upside": 0, "maturity": 0}}


def alike(*levels: int) -> dict[str, Any]:
    return dict(zip(EVERYWHERE, levels, strict=True))


@pytest.mark.parametrize(
    ("answers", "weights", "notes"),
    [
        ({id: dict.fromkeys(EVERYWHERE) for id in "abc"}, None, ["No answer is known yet"]),
        ({"a": alike(4, 3, 2), "b": alike(4, 3, 2), "c": alike(1, 1, 1)}, None, ["throughout, .*: “A”, “B”"]),
        ({id: alike(4, 3, 2) for id in "abc"}, None, ["throughout, .*: “A”, “B”, “C”"]),
        ({"a": alike(3, 5, 1), "b": alike(3, 4, 1), "c": alike(3, 1, 2)}, None, ["nobody apart: “interest”"]),
        ({"a": alike(5, 1, 1), "b": alike(2, 4, 4), "c": alike(1, 3, 3)}, ONE_WEIGHT, ["lies on “interest”"]),
        ({"a": alike(5, 1, 1), "b": {"interest": None}, "c": {"interest": None}}, None, []),
    ],
)
def test_what_tells_nobody_apart_is_said_and_every_figure_stands(
    answers: dict[str, Any], weights: dict[str, Any] | None, notes: list[str]
) -> None:
    fields = {"weights": weights} if weights else {}
    document = ranked(record(session("s", answers, gut=["a", "b", "c"]), **fields))
    json.dumps(document, allow_nan=False)
    assert len(document["notes"]) == len(notes)
    for wanted, said in zip(notes, document["notes"], strict=True):
        assert re.search(wanted, said)
    assert len(document["candidates"]) == 3
    for one in document["candidates"]:
        assert sum(one["rank_probabilities"]) == pytest.approx(1)
        assert 0 <= one["low"] <= one["score"] + 1e-9 <= one["high"] + 2e-9 <= 100 + 3e-9


def test_a_gut_ranking_keeps_to_those_in_the_race() -> None:
    document = ranked(record(session("s", {"a": {"interest": 4}}, gut=["c", "b", "a"]), candidates="abC"))
    assert document["gut"] == {"order": ["b", "a"], "tau": -1.0}
    lonely = ranked(record(session("s", {"a": {"interest": 4}}, gut=["c", "b"]), candidates="abC"))
    assert lonely["gut"] == {"order": ["b"], "tau": None}
    assert ranked(record(session("s", {}, gut=["c"]), candidates="abC"))["gut"] is None


def test_an_unfinished_session_counts_and_is_named() -> None:
    document = ranked(record(session("today", {"a": {"interest": 5}}, finished=None)))
    assert order(document)[0] == "a"
    assert any("today" in note for note in document["notes"])


def test_swing_and_best_worst_weights() -> None:
    swing = {"method": "swing", "points": {"upside": 100, "compute": 60, "interest": 40}}
    document = ranked(record(PLAIN, weights=swing))
    assert document["weights"] == pytest.approx({"upside": 0.5, "compute": 0.3, "interest": 0.2})
    best_worst = {
        "method": "best-worst",
        "best": "maturity",
        "worst": "upside",
        "best_to_others": {"upside": 8, "interest": 2},
        "others_to_worst": {"maturity": 8, "interest": 5},
    }
    document = ranked(record(PLAIN, weights=best_worst))
    assert document["weights"] == pytest.approx({"maturity": 17 / 28, "upside": 1 / 14, "interest": 9 / 28})
    assert any("0.036" in note for note in document["notes"])
    assert any("interest" in note and "maturity" not in note for note in document["notes"])


def test_weights_changed_after_a_look_show_the_order_before() -> None:
    now = {"method": "order", "order": [["interest"], ["upside"]]}
    before = {"method": "order", "order": [["upside"], ["interest"]], "changed": DAY}
    answers = session("s", {"a": {"interest": 5, "upside": 1}, "b": {"interest": 1, "upside": 5}})
    document = ranked(record(answers, candidates="ab", weights=now | {"before": [before]}))
    assert order(document) == ["a", "b"]
    assert any("B > A" in note and "2026-11-21" in note for note in document["notes"])


def test_without_can_win_no_program_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pickproblem.decision.standing.can_win", None)
    document = ranked(record(PLAIN), can_win=False)
    assert all(one["can_win"] is None for one in document["candidates"])


def test_names_mean_nothing() -> None:
    renamed = PLAIN | {
        "answers": {{"a": "x", "b": "y", "c": "z"}[c]: row for c, row in PLAIN["answers"].items()},
        "gut": ["z", "y", "x"],
    }
    plain = json.dumps(ranked(record(PLAIN), seed=5))
    for old, new in zip("abcABC", "xyzXYZ", strict=True):
        plain = plain.replace(f'"{old}"', f'"{new}"')
    assert json.dumps(ranked(record(renamed, candidates="xyz"), seed=5)) == plain


def test_reordering_candidates_only_reorders_what_is_exact() -> None:
    one, other = (ranked(record(PLAIN, candidates=given)) for given in ("abc", "cab"))
    assert order(one) == order(other)
    for id in "abc":
        first, second = candidate(one, id), candidate(other, id)
        for key in ("rank", "score", "contributions", "equal_weights_rank", "pareto", "can_win"):
            assert first[key] == second[key]
        # What is drawn agrees within the noise of both.
        assert first["best_probability"] == pytest.approx(
            second["best_probability"], abs=4 * 2**0.5 * 0.5 / 2000**0.5
        )
    assert one["flips"]["weights"] == other["flips"]["weights"]
    assert one["find_out_next"][:1] == other["find_out_next"][:1]


def test_the_same_arguments_give_the_same_document() -> None:
    assert ranked(record(PLAIN), seed=1) == ranked(record(PLAIN), seed=1)
    assert ranked(record(PLAIN), seed=1) != ranked(record(PLAIN), seed=2)


@settings(max_examples=25)
@given(records())
def test_any_record_has_a_document(record: Record) -> None:
    document = ranked(record, samples=50)
    assert list(document) == KEYS
    n = len(document["candidates"])
    assert len(document["pairwise"]) == n
    for one in document["candidates"]:
        assert 0 <= one["score"] <= 100 + 1e-9
        assert 0 <= one["low"] <= one["high"] <= 100
        assert len(one["rank_probabilities"]) == n
    assert sum(one["best_probability"] for one in document["candidates"]) == pytest.approx(min(n, 1))
    assert sum(document["weights"].values()) == pytest.approx(1)
    assert [one["score"] for one in document["candidates"]] == pytest.approx(
        sorted((one["score"] for one in document["candidates"]), reverse=True)
    )
