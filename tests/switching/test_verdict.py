"""The verdict, case by case. Each line: what is different from a situation in which a switch is advised, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pickproblem.switching import thresholds
from pickproblem.switching.conditions import Condition
from pickproblem.switching.situation import Comparison, Situation
from pickproblem.switching.verdict import Advice, advise

THRESHOLDS = thresholds.read()
TODAY = date(2026, 11, 30)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


BOTH = Comparison(current=50, new=60, chance=0.85, equal_weights_lead=3)
SWITCH = Situation(
    when=ago(20),
    today=TODAY,
    comparison=BOTH,
    days_to_signal=10,
    upside_low=3,
    p_current_done=0.5,
    p_new_done=0.6,
    hours_current=200,
    hours_new=200,
)
"""A switch: ten points ahead, better in 85% of the draws, three ahead with equal weights; 0.157 against 0.125 points
for an hour of what remains."""


def both(**figures: float) -> dict[str, Comparison]:
    return {"comparison": replace(BOTH, **figures)}


def asked(*answers: tuple[int, int | None]) -> dict[str, object]:
    """Interest in the current one: days ago, and the level."""
    return {"interest": tuple((ago(days), level) for days, level in answers)}


QUICK: Mapping[str, Any] = {"days_to_signal": 5, "upside_low": 4}
HALF: Mapping[str, Any] = {"days_to_signal": 4, **both(chance=0.6)}
UNSCORED: Mapping[str, Any] = {"comparison": None}
FOLLOW: Mapping[str, Any] = {"mode": "follow-through", "abandoned_share": 0.3}
SECOND: Mapping[str, Any] = {"mode": "follow-through", "abandoned_share": 0.4}

CASES: list[tuple[str, Mapping[str, Any], str, str]] = [
    # what is different | in figures | verdict | why of a stop, days until, or the conditions that fail
    ("nothing", {}, "switch", ""),
    # --- branch, before all else
    ("the same goal", {"same_goal": True}, "branch", ""),
    ("the same goal, and a kill criterion met", {"same_goal": True, "kill_criterion_met": True}, "branch", ""),
    ("the same goal, and quick to try", {"same_goal": True, **QUICK}, "branch", ""),
    ("the same goal, not scored, the first evening", {"same_goal": True, "when": TODAY, **UNSCORED}, "branch", ""),
    ("another goal, said", {"same_goal": False}, "switch", ""),
    # --- stop, by each of its reasons
    ("a kill criterion met", {"kill_criterion_met": True}, "stop", "kill-criterion"),
    ("a kill criterion met, first evening", {"kill_criterion_met": True, "when": TODAY}, "stop", "kill-criterion"),
    ("a kill criterion met, not scored", {"kill_criterion_met": True, **UNSCORED}, "stop", "kill-criterion"),
    ("a kill criterion met, quick to try", {"kill_criterion_met": True, **QUICK}, "stop", "kill-criterion"),
    ("all five checks of a dead end", {"dead_end_checks": 5}, "stop", "dead-end"),
    ("four of five checks", {"dead_end_checks": 4}, "switch", ""),
    ("four of five checks, first evening", {"dead_end_checks": 4, "when": TODAY}, "wait", "7"),
    ("scooped, with evidence", {"exit": "scooped", "exit_has_evidence": True}, "stop", "exit-scooped"),
    ("scooped, without evidence", {"exit": "scooped", "when": TODAY}, "wait", "7"),
    ("an outside cause", {"exit": "outside-cause", "exit_has_evidence": True}, "stop", "exit-outside-cause"),
    ("an outside cause, without evidence", {"exit": "outside-cause", "when": TODAY}, "wait", "7"),
    ("evidence of no exit", {"exit_has_evidence": True, "when": TODAY}, "wait", "7"),
    ("interest 2 and 2, four weeks apart", asked((28, 2), (0, 2)), "stop", "interest-gone"),
    ("interest 1 and 2, a year apart", asked((365, 1), (1, 2)), "stop", "interest-gone"),
    ("interest gone after it had been there", asked((99, 5), (60, 2), (30, 1)), "stop", "interest-gone"),
    ("interest 2 and 2, 27 days apart", asked((27, 2), (0, 2)), "switch", ""),
    ("interest 2 and 3", asked((60, 2), (0, 3)), "switch", ""),
    ("interest back again", asked((90, 1), (60, 1), (0, 3)), "switch", ""),
    ("interest low only once", asked((60, 1)), "switch", ""),
    ("interest low, then unknown", asked((60, 1), (0, None)), "switch", ""),
    ("two reasons: the first is named", {"kill_criterion_met": True, "dead_end_checks": 5}, "stop", "kill-criterion"),
    # --- trial, the quick test
    ("quick to try and large", QUICK, "trial", "7"),
    ("quick on the first evening, not scored", {**QUICK, **UNSCORED, "when": TODAY}, "trial", "7"),
    ("a sign within two days", {**QUICK, "days_to_signal": 2}, "trial", "3"),
    ("a sign at once", {**QUICK, "days_to_signal": 0}, "trial", "1"),
    ("quick, in follow-through mode", {**QUICK, **FOLLOW}, "trial", "7"),
    ("quick, though a gate rules it out", {**QUICK, "gates": 1}, "trial", "7"),
    ("five days and a half", {**QUICK, "days_to_signal": 5.5}, "switch", ""),
    ("upside 3 at its low end", {**QUICK, "upside_low": 3}, "switch", ""),
    ("upside not asked", {**QUICK, "upside_low": None, "when": TODAY}, "wait", "7"),
    ("days to a sign not said", {**QUICK, "days_to_signal": None, "when": TODAY}, "wait", "7"),
    ("a trial is open", {**QUICK, "trial_open": True, "when": TODAY}, "wait", "7"),
    ("a trial begun 27 days ago", {**QUICK, "trial_begun": ago(27), "when": TODAY}, "wait", "7"),
    ("a trial begun 28 days ago", {**QUICK, "trial_begun": ago(28), "when": TODAY}, "trial", "7"),
    ("on trial, five days more", {"trial_until": ago(-5)}, "trial", "5"),
    ("on trial for the last day", {**UNSCORED, "trial_until": TODAY}, "trial", "0"),
    ("on trial, a kill criterion met", {"trial_until": TODAY, "kill_criterion_met": True}, "stop", "kill-criterion"),
    ("tried already, quick as it is", {**QUICK, "trial_until": ago(1)}, "switch", ""),
    ("tried already, on the side", {**HALF, "trial_until": ago(99)}, "stay", "chance"),
    # --- wait
    ("the first evening", {"when": TODAY}, "wait", "7"),
    ("six days later", {"when": ago(6)}, "wait", "1"),
    ("seven days later", {"when": ago(7)}, "switch", ""),
    ("not scored", UNSCORED, "wait", ""),
    ("not scored, the first evening", {**UNSCORED, "when": TODAY}, "wait", "7"),
    ("follow-through, 13 days later", {**FOLLOW, "when": ago(13), **both(new=70)}, "wait", "1"),
    ("follow-through, 14 days later", {**FOLLOW, "when": ago(14), **both(new=70)}, "switch", ""),
    ("follow-through, not scored", {**FOLLOW, **UNSCORED}, "wait", ""),
    ("before the evening itself", {"when": ago(-3)}, "wait", "10"),
    # --- each condition failing alone
    ("a gate rules the newcomer out", {"gates": 1}, "stay", "gates"),
    ("chance 0.79", both(chance=0.79), "stay", "chance"),
    ("chance 0.80", both(chance=0.80), "switch", ""),
    ("a lead of 4.9", both(current=55.1), "stay", "lead"),
    ("a lead of 5", both(current=55), "switch", ""),
    ("level with equal weights", both(equal_weights_lead=0), "stay", "equal-weights"),
    ("behind with equal weights", both(equal_weights_lead=-1), "stay", "equal-weights"),
    ("half the chance to finish it", {"p_new_done": 0.3}, "stay", "remaining-work"),
    ("nearly done with the current one", {"hours_current": 40}, "stay", "remaining-work"),
    ("as much an hour", {"p_new_done": 0.5, "hours_new": 100, "hours_current": 575 / 6}, "stay", "remaining-work"),
    ("a second person is wanted", {**SECOND, **both(new=70)}, "stay", "second-person"),
    ("a second person without a name", {**SECOND, **both(new=70), "second_person": " "}, "stay", "second-person"),
    ("a second person agrees", {**SECOND, **both(new=70), "second_person": "Mina"}, "switch", ""),
    ("a share of 0.39 asks for nobody", {**SECOND, "abandoned_share": 0.39, **both(new=70)}, "switch", ""),
    # --- the modes
    ("follow-through: a lead of 11.9", {**FOLLOW, **both(new=61.9)}, "stay", "lead"),
    ("follow-through: a lead of 12", {**FOLLOW, **both(new=62)}, "switch", ""),
    ("too little history is no mode", {"abandoned_share": None}, "switch", ""),
    # --- trial after the comparison
    ("better in 60%, four days", HALF, "trial", "28"),
    ("better in 50%", {**HALF, **both(chance=0.5)}, "trial", "28"),
    ("better in 49%", {**HALF, **both(chance=0.49)}, "stay", "chance"),
    ("a sign after 4.1 days", {**HALF, "days_to_signal": 4.1}, "stay", "chance"),
    ("days to a sign unknown", {**HALF, "days_to_signal": None}, "stay", "chance"),
    ("60%, but a trial is open", {**HALF, "trial_open": True}, "stay", "chance"),
    ("60%, but one begun a week ago", {**HALF, "trial_begun": ago(7)}, "stay", "chance"),
    ("60%, and a gate rules it out", {**HALF, "gates": 2}, "trial", "28"),
    ("60%, in follow-through mode", {**HALF, **FOLLOW}, "trial", "28"),
    # --- figures that are missing
    ("no chance to finish the newer one", {"p_new_done": None}, "stay", "remaining-work"),
    ("no chance to finish the current one", {"p_current_done": None}, "stay", "remaining-work"),
    ("no hours of the newer one", {"hours_new": None}, "stay", "remaining-work"),
    ("no hours of the current one", {"hours_current": None}, "stay", "remaining-work"),
    ("only the scores", {"p_new_done": None, "hours_new": None, "hours_current": None}, "stay", "remaining-work"),
    # --- several at once
    ("behind in everything", both(new=40, chance=0.1, equal_weights_lead=-9), "stay",
     "chance lead equal-weights remaining-work"),
    ("a milestone ahead", {**both(chance=0.4), "milestone": ago(-10)}, "stay", "chance"),
]  # fmt: skip


def of(changed: Mapping[str, Any]) -> Advice:
    return advise(replace(SWITCH, **changed), THRESHOLDS)


def failing(advice: Advice) -> list[str]:
    return [one.name for one in advice.asked.switch if not one.holds]


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60
    assert len({name for name, *_rest in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("changed", "verdict", "detail"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_case(changed: Mapping[str, Any], verdict: str, detail: str) -> None:
    advice = of(changed)
    assert advice.verdict == verdict
    assert advice.why == (detail if verdict == "stop" else None)
    if verdict in ("wait", "trial"):
        assert advice.until == (ago(-int(detail)) if detail else None)
    elif verdict == "stay":
        assert failing(advice) == detail.split()
        assert advice.until == changed.get("milestone", ago(-28))
    else:
        assert advice.until is None
    if verdict == "switch":
        assert failing(advice) == []


@pytest.mark.parametrize(
    ("changed", "name", "missing"),
    [
        (UNSCORED, "chance", ("scores",)),
        (UNSCORED, "lead", ("scores",)),
        (UNSCORED, "equal-weights", ("scores",)),
        (UNSCORED, "remaining-work", ("scores",)),
        ({"p_new_done": None}, "remaining-work", ("p_new_done",)),
        ({"hours_new": None, "p_current_done": None}, "remaining-work", ("hours_new", "p_current_done")),
        ({"hours_current": None}, "remaining-work", ("hours_current",)),
        (SECOND, "second-person", ("second_person",)),
    ],
)
def test_a_missing_figure_is_named_and_holds_nothing(changed: Any, name: str, missing: tuple[str, ...]) -> None:
    found = next(one for one in of(changed).asked.switch if one.name == name)
    assert not found.holds
    assert found.missing == missing


def test_conditions_come_with_their_figures() -> None:
    written = {
        one.name: (one.value, one.bound, one.basis) for one in of({**SECOND, "second_person": "Mina"}).asked.switch
    }
    assert written == {
        "gates": (0, 0, "design"),
        "cooling-off": (20, 14, "design"),
        "chance": (0.85, 0.8, "design"),
        "lead": (10, 12, "design"),
        "equal-weights": (3, 0, "design"),
        "remaining-work": (pytest.approx(0.6 * 60 / (1.15 * 200)), pytest.approx(0.5 * 50 / 200), "design"),
        "second-person": (1, 1, "design"),
    }


def test_bounds_are_those_of_the_file() -> None:
    hasty = THRESHOLDS.model_copy(
        update={"cooling_off": THRESHOLDS.cooling_off.model_copy(update={"normal": THRESHOLDS.stop.interest_level})}
    )
    situation = replace(SWITCH, when=ago(2))
    assert advise(situation, THRESHOLDS).verdict == "wait"
    assert advise(situation, hasty).verdict == "switch"


def test_a_milestone_that_is_past_is_none() -> None:
    assert of({**both(chance=0.4), "milestone": TODAY}).until == ago(-28)


def test_the_end_of_time_is_no_error() -> None:
    late = advise(replace(SWITCH, today=date.max, when=date.max), THRESHOLDS)
    assert (late.verdict, late.until) == ("wait", None)
    kept = advise(replace(SWITCH, today=date.max, comparison=replace(BOTH, chance=0.1)), THRESHOLDS)
    assert (kept.verdict, kept.until) == ("stay", date.max)


# --- what would change the verdict

TURNED: Mapping[str, Mapping[str, Any]] = {
    "gates": {"gates": 0},
    "cooling-off": {"when": ago(100)},
    "chance": {"chance": 0.9},
    "lead": {"current": 1.0, "new": 99.0},
    "equal-weights": {"equal_weights_lead": 1.0},
    "remaining-work": {"p_new_done": 0.99, "hours_new": 1.0, "p_current_done": 0.01, "hours_current": 1e6},
    "second-person": {"second_person": "Mina"},
    "first-sign": {"days_to_signal": 1},
    "upside": {"upside_low": 5},
    "tried": {"trial_until": None},
    "trial-open": {"trial_open": False},
    "trial-begun": {"trial_begun": None},
    "even-chance": {"chance": 0.55},
    "side-budget": {"days_to_signal": 4},
}
"""What makes each condition hold."""


def turned(situation: Situation, conditions: tuple[Condition, ...]) -> Situation:
    compared = situation.comparison or replace(BOTH)
    for one in conditions:
        for field, value in TURNED[one.name].items():
            if hasattr(compared, field):
                compared = replace(compared, **{field: value})
            else:
                situation = replace(situation, **{field: value})
    return replace(situation, comparison=compared if situation.comparison else None)


MISSED: Mapping[str, Mapping[str, Any]] = {
    "gates": {"gates": 1},
    "chance": {"chance": 0.79},
    "equal-weights": {"equal_weights_lead": 0.0},
    "remaining-work": {"p_new_done": None},
    "second-person": {"second_person": None},
    "first-sign": {"days_to_signal": 6},
    "upside": {"upside_low": 3},
    "even-chance": {"chance": 0.49},
    "side-budget": {"days_to_signal": 4.5},
}
"""What makes each condition fail."""


def missed(situation: Situation, one: Condition) -> Situation:
    compared = situation.comparison
    for field, value in MISSED.get(one.name, {}).items():
        if hasattr(BOTH, field):
            assert compared is not None
            compared = replace(compared, **{field: value})
        else:
            situation = replace(situation, **{field: value})
    if one.name == "lead":
        assert compared is not None
        compared = replace(compared, current=compared.new)
    return replace(situation, comparison=compared)


some = st.none() | st.floats(0.01, 0.99)
hours = st.none() | st.floats(1, 1000)
compared = st.builds(Comparison, st.floats(0, 100), st.floats(0, 100), st.floats(0, 1), st.floats(-100, 100))
situations = st.builds(
    Situation,
    when=st.integers(0, 30).map(ago),
    today=st.just(TODAY),
    mode=st.sampled_from(["normal", "follow-through"]),
    abandoned_share=some,
    days_to_signal=st.none() | st.floats(0, 12),
    upside_low=st.none() | st.integers(1, 5),
    trial_until=st.none() | st.integers(1, 60).map(ago),
    trial_open=st.booleans(),
    trial_begun=st.none() | st.integers(0, 60).map(ago),
    gates=st.integers(0, 1),
    comparison=st.none() | compared,
    p_current_done=some,
    p_new_done=some,
    hours_current=hours,
    hours_new=hours,
    second_person=st.none() | st.just("Mina"),
)


@given(situations)
@example(SWITCH)
@example(replace(SWITCH, **QUICK))
@example(replace(SWITCH, **HALF))
@example(replace(SWITCH, **QUICK, comparison=None))
def test_what_is_said_to_change_the_verdict_changes_it(situation: Situation) -> None:
    advice = advise(situation, THRESHOLDS)
    for change in advice.changes:
        assert change.to != advice.verdict
        distances = [one.distance for one in change.turning]
        assert distances == sorted(distances)
        held = [one.holds for one in change.turning]
        if True in held:
            assert held == [True]
            assert advise(missed(situation, change.turning[0]), THRESHOLDS).verdict == change.to
        else:
            assert held
            assert advise(turned(situation, change.turning), THRESHOLDS).verdict == change.to


@given(situations)
@example(SWITCH)
@example(replace(SWITCH, **QUICK))
@example(replace(SWITCH, **HALF))
def test_something_would_change_any_verdict(situation: Situation) -> None:
    advice = advise(situation, THRESHOLDS)
    # But for time alone: the end of a wait, or of a trial.
    assert advice.changes or (situation.trial_until is not None and advice.verdict in ("wait", "trial"))


@given(situations, st.floats(0, 1), st.floats(0, 100))
def test_a_better_newcomer_is_never_left_for_being_better(situation: Situation, chance: float, more: float) -> None:
    if situation.comparison is None or advise(situation, THRESHOLDS).verdict != "switch":
        return
    old = situation.comparison
    better = replace(old, chance=max(chance, old.chance), new=min(old.new + more, 100))
    assert advise(replace(situation, comparison=better), THRESHOLDS).verdict == "switch"


@given(situations)
def test_follow_through_never_asks_for_less(situation: Situation) -> None:
    rank = ["wait", "stay", "trial", "switch"]
    usual = advise(replace(situation, mode="normal"), THRESHOLDS).verdict
    harder = advise(replace(situation, mode="follow-through"), THRESHOLDS).verdict
    assert rank.index(harder) <= rank.index(usual)


def test_without_its_reason_a_stop_would_be_another_verdict() -> None:
    assert of({"kill_criterion_met": True}).otherwise == "switch"
    assert of({"same_goal": True, "when": TODAY}).otherwise == "wait"
    assert of({"same_goal": True, "kill_criterion_met": True}).otherwise == "stop"
    assert of({}).otherwise is None
