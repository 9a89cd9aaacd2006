from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.switching import choices
from pickproblem.switching.choices import Felt, PassedOver
from tests.decisions import gate, library, profile
from tests.switching.timed import record, stint

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
LIBRARY = library(profile(["interest"], ["upside"], id="balanced"))

A_LEADS = {"a": {"interest": 5, "upside": 4}, "b": {"interest": 3, "upside": 4}, "c": {"interest": 1, "upside": 1}}


def session(
    levels: dict[str, dict[str, int]], gut: list[str] | None, day: int = 0, finished: bool = True, **fields: Any
) -> dict[str, Any]:
    started = START + timedelta(days=day)
    answers = {id: {name: {"level": level} for name, level in row.items()} for id, row in levels.items()}
    one = {"id": f"s{day}", "reason": "start", "started": started, "answers": answers, **fields}
    if gut is not None:
        one["gut"] = gut
    return {**one, "finished": started + timedelta(hours=1)} if finished else one


def commitment(candidate: str, day: int) -> dict[str, Any]:
    when = START + timedelta(days=day)
    return {"id": f"c{day}", "candidate": candidate, "when": when, "kill_criteria": [{"by": when.date()}]}


def decided(
    *sessions: dict[str, Any], stints: tuple[Any, ...] = ([], [], []), states: str = "ooo", **fields: Any
) -> Record:
    made = record(*stints, sessions=list(sessions), **fields)
    names = {"o": "open", "p": "parked", "c": "closed", "x": "chosen"}
    changed = [
        one.model_copy(update={"state": names[state]}) for one, state in zip(made.candidates, states, strict=True)
    ]
    return made.model_copy(update={"candidates": changed})


def felt(one: Record, known: Library = LIBRARY) -> list[Felt]:
    return choices.felt([("r.toml", one)], known)


def test_a_feeling_that_agrees_and_one_that_does_not() -> None:
    agrees, differs = session(A_LEADS, ["a", "b"]), session(A_LEADS, ["b", "a", "c"], day=1)
    found = felt(decided(agrees, differs))
    assert [one.alike for one in found] == [True, False]
    assert [(one.felt.candidate.id, one.computed.candidate.id) for one in found] == [("a", "a"), ("b", "a")]
    told: Any = found[1].document()
    assert (told["record"], told["session"], told["chosen"]) == ("r.toml", "s1", None)


@pytest.mark.parametrize(
    "one",
    [
        session(A_LEADS, None),
        session(A_LEADS, ["b"]),
        session(A_LEADS, ["b", "a"], finished=False),
        session({}, ["b", "a"]),
    ],
)
def test_what_has_no_feeling_beside_answers_says_nothing(one: dict[str, Any]) -> None:
    assert felt(decided(one)) == []


def test_level_at_the_top_is_no_difference() -> None:
    even = {"a": {"interest": 4, "upside": 3}, "b": {"interest": 4, "upside": 3}}
    assert [one.alike for one in felt(decided(session(even, ["b", "a"])))] == [True]


def test_who_was_in_the_race_then_counts_whatever_became_of_it() -> None:
    # `a` is closed by now, and would not be ranked any more; `c` was not felt about.
    (one,) = felt(decided(session(A_LEADS, ["b", "a"]), states="cox"))
    assert one.computed.candidate.id == "a"
    ruled_out = library(profile(["interest"], ["upside"], gates=[gate("interest", at_most=3)], id="balanced"))
    levels = {"a": {"interest": 5, "upside": 1}, "b": {"interest": 4, "upside": 5}, "c": {"interest": 3, "upside": 5}}
    (one,) = felt(decided(session(levels, ["c", "b", "a"])), ruled_out)
    assert (one.felt.candidate.id, one.alike) == ("c", False)
    assert felt(decided(session(A_LEADS, ["b", "a"])), ruled_out) == []


def test_it_goes_by_the_answers_of_its_rater_up_to_then_and_the_weights_of_then() -> None:
    later = {"a": {"interest": 1, "upside": 1}}
    of_mina = session({"b": {"interest": 5, "upside": 5}}, None, day=1, rater="mina", id="m")
    one = decided(session(A_LEADS, ["a", "b"]), of_mina, session(later, None, day=2))
    assert [found.computed.candidate.id for found in felt(one)] == ["a"]
    # By interest `a` leads, by upside `b`; the order was turned after the session.
    levels = {"a": {"interest": 5, "upside": 1}, "b": {"interest": 1, "upside": 5}}
    before = {"method": "order", "order": [["interest"], ["upside"]], "changed": START + timedelta(days=1)}
    weights = {"method": "order", "order": [["upside"], ["interest"]], "before": [before]}
    sittings = session(levels, ["a", "b"]), session(levels, ["a", "b"], day=2)
    assert [found.computed.candidate.id for found in felt(decided(*sittings, weights=weights))] == ["a", "b"]


def test_what_became_of_each_and_what_was_chosen_from_then_on() -> None:
    spent = [stint("03-01", "03-31", ended="delivered", into="A paper")]
    ended = [
        stint("02-01", "02-10", ended="delivered", into="A post"),
        stint("03-01", "03-10", ended="left-for-newer"),
        stint("04-01", "04-10", ended="dead-end", side=True),
        stint("05-01"),
    ]
    one = decided(
        session(A_LEADS, ["b", "a"]),
        stints=(spent, ended, []),
        commitments=[commitment("b", 3), commitment("a", 2), commitment("c", -1)],
    )
    (found,) = felt(one)
    assert found.chosen is not None
    assert found.chosen.candidate.id == "a"
    a, b = found.computed, found.felt
    assert (a.ended, a.into, a.chosen) == ("delivered", "A paper", (START + timedelta(days=2)).date())
    # Side work and what goes on do not say how it ended; the output of an earlier stint is kept.
    assert (b.ended, b.into) == ("left-for-newer", "A post")
    assert a.document() == {
        "candidate": "a",
        "title": "A",
        "state": "open",
        "ended": "delivered",
        "into": "A paper",
        "chosen": "2026-01-07",
    }


def over(*records: Record) -> list[PassedOver]:
    return choices.passed_over([(f"{n}.toml", one) for n, one in enumerate(records)])


def test_who_was_passed_over_and_since_when() -> None:
    first = session(A_LEADS, None)
    newcomer = session({"c": {"interest": 5}}, None, day=10)
    without_c = {"a": A_LEADS["a"], "b": A_LEADS["b"]}
    one = decided(
        session(without_c, None), newcomer, commitments=[commitment("a", 1), commitment("b", 20), commitment("a", 30)]
    )
    # `b` on the first day, though it was chosen later; `c` once it was there; `a` never, having been chosen before.
    assert [(found.fate.candidate.id, found.when.day) for found in over(one)] == [("b", 6), ("c", 25)]
    assert [found.fate.chosen is not None for found in over(one)] == [True, False]
    assert over(decided(first)) == []
    assert len(over(one, one)) == 2
