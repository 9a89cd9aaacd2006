"""Which step of a newer idea is next, from what the entry holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import edits, temptation
from pickproblem.errors import Refused
from pickproblem.record import Commitment, DeadEnd, KillCriterion, Outcome, Record, State
from pickproblem.switching import steps
from pickproblem.switching.steps import StepName
from tests.switching.test_advice import TODAY, WHEN, every, of, sitting, tempted

NONE = dict.fromkeys(DeadEnd.model_fields, "")
ALL = dict.fromkeys(DeadEnd.model_fields, "seen")
LATER = TODAY
SOON = date(2026, 11, 3)
SHOWN = sitting("before", {"b": every(3)}, -30)
BOTH = sitting("s", {"a": every(3), "b": every(3)}, 10)

GOAL = {"same_goal": False}
CURRENT = {**GOAL, "hours_current": 100.0, "p_current_done": 0.5}
EXITS = {**CURRENT, "dead_end": DeadEnd()}
DEAD_END = {**CURRENT, "dead_end": DeadEnd(**NONE)}
QUICK = {**DEAD_END, "days_to_signal": 10.0}
NEWER = {**QUICK, "hours_new": 200.0, "p_new_done": 0.5}


def parked(entry: Mapping[str, Any], *, session: str | None = None, scored: bool = False) -> Record:
    sessions = [SHOWN, BOTH] if scored else [SHOWN]
    return tempted(*sessions, entry={**entry, "session": session})


@pytest.mark.parametrize(
    ("entry", "today", "expected"),
    [
        ({}, LATER, "goal"),
        ({"same_goal": True}, LATER, "verdict"),
        (GOAL, LATER, "current"),
        ({**GOAL, "hours_current": 100.0}, LATER, "current"),
        (CURRENT, LATER, "exits"),
        ({**CURRENT, "exit": "scooped"}, LATER, "exits"),
        ({**CURRENT, "exit": "scooped", "exit_evidence": " "}, LATER, "exits"),
        ({**CURRENT, "exit": "scooped", "exit_evidence": "a paper"}, LATER, "verdict"),
        ({**CURRENT, "exit": "outside-cause", "exit_evidence": "no data"}, LATER, "verdict"),
        (EXITS, LATER, "dead-end"),
        ({**CURRENT, "dead_end": DeadEnd(known_result_reproduced="run 3")}, LATER, "dead-end"),
        ({**CURRENT, "dead_end": DeadEnd(**ALL)}, LATER, "verdict"),
        (DEAD_END, LATER, "quick-test"),
        (QUICK, LATER, "score"),
        (QUICK, SOON, "wait"),
    ],
)
def test_the_first_step_that_is_not_answered(entry: Mapping[str, Any], today: date, expected: StepName) -> None:
    assert steps.next_step(of(parked(entry), today=today)) == expected


def test_the_quick_test_asks_twice_where_nobody_has_said_how_large_it_is() -> None:
    unseen = tempted(sitting("before", {"a": every(3)}, -30), entry={**QUICK, "session": None})
    assert steps.next_step(of(unseen)) == "quick-test"


def test_what_passes_the_quick_test_comes_to_its_verdict_at_once() -> None:
    large = tempted(sitting("before", {"b": every(4)}, -30), entry={**QUICK, "days_to_signal": 3.0, "session": None})
    found = of(large, today=SOON)
    assert steps.way(found) == ["goal", "current", "exits", "dead-end", "quick-test", "verdict"]
    assert steps.next_step(found) == "verdict"


def test_a_session_that_was_begun_has_passed_the_wait() -> None:
    begun = sitting("s", {"a": every(3)}, 1, finished=False)
    record = tempted(SHOWN, begun, entry={**QUICK, "session": "s"})
    found = of(record, today=SOON)
    assert "wait" in steps.way(found)
    assert steps.next_step(found) == "score"


def test_behind_the_scores_come_the_figures_of_the_newer_one_then_the_verdict() -> None:
    assert steps.next_step(of(parked(QUICK, session="s", scored=True))) == "newer"
    assert steps.next_step(of(parked({**QUICK, "hours_new": 200.0}, session="s", scored=True))) == "newer"
    assert steps.next_step(of(parked(NEWER, session="s", scored=True))) == "verdict"


def test_an_entry_written_by_hand_needs_no_marks_of_what_was_asked() -> None:
    by_hand = {**GOAL, "hours_current": 100.0, "p_current_done": 0.5, "days_to_signal": 10.0}
    assert steps.next_step(of(parked(by_hand))) == "score"
    assert steps.next_step(of(parked({**by_hand, "days_to_signal": None}, session="s", scored=True))) == "quick-test"


def test_a_criterion_met_is_a_verdict_without_more_questions() -> None:
    met = KillCriterion(by=date(2026, 11, 1), unless="it runs", met=True)
    commitment = Commitment(id="c", candidate="a", when=WHEN, kill_criteria=[met])
    record = parked(GOAL).model_copy(update={"commitments": [commitment]})
    assert steps.way(of(record)) == ["goal", "verdict"]
    assert steps.next_step(of(record)) == "verdict"


def test_what_is_decided_has_only_its_verdict() -> None:
    decided = parked({**NEWER, "outcome": Outcome(verdict="stay", until=LATER)}, session="s", scored=True)
    assert steps.way(of(decided)) == ["verdict"]
    assert temptation.is_frozen(decided.temptations[0])


@given(
    taken=st.lists(st.sampled_from(["goal", "current", "exits", "dead-end", "quick-test", "newer"]), unique=True),
    today=st.sampled_from([SOON, LATER]),
    scored=st.booleans(),
)
def test_every_step_that_is_next_lies_on_the_way_and_nothing_unanswered_lies_before_it(
    taken: list[str], today: date, scored: bool
) -> None:
    given_by: dict[str, dict[str, Any]] = {
        "goal": GOAL,
        "current": {"hours_current": 100.0, "p_current_done": 0.5},
        "exits": {"dead_end": DeadEnd()},
        "dead-end": {"dead_end": DeadEnd(**NONE)},
        "quick-test": {"days_to_signal": 10.0},
        "newer": {"hours_new": 200.0, "p_new_done": 0.5},
    }
    entry: dict[str, Any] = {}
    for step in taken:
        entry.update(given_by[step])
    found = of(parked(entry, session="s" if scored else None, scored=scored), today=today)
    way, step = steps.way(found), steps.next_step(found)
    assert way[-1] == "verdict"
    assert step in way
    before = way[: way.index(step)]
    asked = {"goal", "current", "quick-test", "newer"} & set(before)
    assert asked <= set(taken)
    assert "score" not in before or scored


def test_every_step_has_a_name() -> None:
    assert all(name and name == name.strip() for name in steps.NAMES.values())


def test_from_a_step_that_was_just_answered_the_way_goes_on_at_the_first_open_one() -> None:
    found = of(parked(DEAD_END))
    assert steps.step_after(found, "dead-end") == "quick-test"
    assert steps.step_after(of(parked({**GOAL})), "goal") == "current"


def test_who_went_back_comes_through_the_steps_behind_once_more_but_not_through_the_scores() -> None:
    found = of(parked(NEWER, session="s", scored=True))
    assert steps.step_after(found, "goal") == "current"
    assert steps.step_after(found, "quick-test") == "newer"
    assert steps.step_after(found, "newer") == "verdict"


def test_a_step_that_the_way_no_longer_has_leads_to_the_next_open_one() -> None:
    stopped = of(parked({**CURRENT, "exit": "scooped", "exit_evidence": "a paper"}))
    assert steps.step_after(stopped, "quick-test") == "verdict"
    assert steps.step_before(stopped, "quick-test") is None


def test_back_skips_what_nobody_goes_back_to() -> None:
    found = of(parked(NEWER, session="s", scored=True))
    assert steps.step_before(found, "newer") == "quick-test"
    assert steps.step_before(found, "current") == "goal"
    assert steps.step_before(found, "goal") is None


def test_the_entry_that_a_way_is_about() -> None:
    record = parked(NEWER)
    entry = record.temptations[0]
    decided = entry.model_copy(update={"id": "later", "outcome": Outcome(verdict="stay")})
    both = record.model_copy(update={"temptations": [entry, decided]})
    assert steps.to_look_at(both) is entry
    assert steps.to_look_at(both, "later") is decided
    assert steps.to_look_at(record.model_copy(update={"temptations": [decided]})) is decided
    with pytest.raises(Refused, match="there is none yet"):
        steps.to_look_at(record.model_copy(update={"temptations": []}))


@pytest.mark.parametrize(
    ("outcome", "state", "can"),
    [
        (Outcome(verdict="stay"), "parked", True),
        (Outcome(verdict="stay"), "closed", False),
        (None, "parked", False),
        (Outcome(verdict="trial"), "parked", False),
        (Outcome(verdict="trial", followed=True), "parked", True),
    ],
)
def test_what_waits_can_be_weighed_anew(outcome: Outcome | None, state: State, can: bool) -> None:
    record = parked(NEWER)
    entry = record.temptations[0].model_copy(update={"outcome": outcome})
    record = edits.set_state(record.model_copy(update={"temptations": [entry]}), entry.newcomer, state)
    assert steps.can_be_weighed_anew(record, entry) is can
