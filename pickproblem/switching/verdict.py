"""Branch, stop, try, wait, switch or stay: the verdict on a newer idea, from plain figures and the thresholds.

Pure: no record, no file, no clock. After the first text's advice on when to switch problems; the bounds are ours and
stand in ``rubrics/switch.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pickproblem.record import Verdict
from pickproblem.switching.conditions import Asked, Condition, hold
from pickproblem.switching.lookback import Mode
from pickproblem.switching.situation import Situation
from pickproblem.switching.thresholds import Thresholds

DEAD_END_CHECKS = 5

Why = Literal["kill-criterion", "dead-end", "exit-scooped", "exit-outside-cause", "interest-gone"]


@dataclass(frozen=True)
class Change:
    """What would make it another verdict: all of these conditions turning, the nearest to it first."""

    to: Verdict
    turning: tuple[Condition, ...]


@dataclass(frozen=True)
class Advice:
    """The verdict with all that it rests on."""

    verdict: Verdict
    why: Why | None
    """Of a stop."""
    until: date | None
    """Of a wait for its date, of a trial, and of a stay: then the day to look at the newcomer again."""
    mode: Mode
    asked: Asked
    stops: tuple[Why, ...]
    """Every reason for a stop that holds."""
    changes: tuple[Change, ...]
    otherwise: Verdict | None
    """Of a branch: the verdict if the goal were another. Of a stop: the verdict if none of its reasons held."""

    @property
    def by_quick_test(self) -> bool:
        """Whether it is a trial before any comparison."""
        return self.verdict == "trial" and hold(self.asked.quick_test)


def advise(situation: Situation, thresholds: Thresholds) -> Advice:
    """The verdict, in the order branch, stop, trial, wait, and last the comparison: switch, trial or stay."""
    asked = Asked.of(situation, thresholds)
    stops = tuple(_stops(situation, thresholds))
    of_the_two = _of_the_two(situation, asked)
    of_another_goal: Verdict = "stop" if stops else of_the_two
    verdict: Verdict = "branch" if situation.same_goal else of_another_goal
    return Advice(
        verdict=verdict,
        why=stops[0] if verdict == "stop" else None,
        until=_until(situation, thresholds, verdict, asked),
        mode=situation.mode,
        asked=asked,
        stops=stops,
        changes=tuple(_changes(situation, thresholds, asked, verdict)),
        otherwise={"branch": of_another_goal, "stop": of_the_two}.get(verdict),
    )


def _of_the_two(situation: Situation, asked: Asked) -> Verdict:
    if situation.on_trial or hold(asked.quick_test):
        return "trial"
    cooled = all(one.holds for one in asked.switch if one.name == "cooling-off")
    if not cooled or situation.comparison is None:
        return "wait"
    if hold(asked.switch):
        return "switch"
    return "trial" if hold(asked.side_trial) else "stay"


def _stops(situation: Situation, thresholds: Thresholds) -> Iterator[Why]:
    if situation.kill_criterion_met:
        yield "kill-criterion"
    if situation.dead_end_checks >= DEAD_END_CHECKS:
        yield "dead-end"
    if situation.exit_has_evidence and situation.exit == "scooped":
        yield "exit-scooped"
    if situation.exit_has_evidence and situation.exit == "outside-cause":
        yield "exit-outside-cause"
    if _interest_gone(situation.interest, thresholds):
        yield "interest-gone"


def _interest_gone(answers: Sequence[tuple[date, int | None]], thresholds: Thresholds) -> bool:
    bounds = thresholds.stop
    last = answers[-bounds.interest_sessions.value :]
    if len(last) < bounds.interest_sessions.value:
        return False
    low = all(level is not None and level <= bounds.interest_level.value for _day, level in last)
    return low and (last[-1][0] - last[0][0]).days >= bounds.interest_days_apart.value


def _until(situation: Situation, thresholds: Thresholds, verdict: Verdict, asked: Asked) -> date | None:
    if verdict == "wait":
        over = _later(situation.when, thresholds.cooling_off.of(situation.mode).value)
        return over if over > situation.today else None
    if verdict == "trial":
        if situation.on_trial:
            return situation.trial_until
        working = thresholds.look_back.working_days.value
        if hold(asked.quick_test):
            return _later(situation.today, max(math.ceil((situation.days_to_signal or 0) * 7 / working), 1))
        return _later(situation.today, 7 * thresholds.trial.side_weeks.value)
    if verdict == "stay":
        if situation.milestone is not None and situation.milestone > situation.today:
            return situation.milestone
        return _later(situation.today, thresholds.stay.review_days.value)
    return None


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _changes(situation: Situation, thresholds: Thresholds, asked: Asked, verdict: Verdict) -> Iterator[Change]:
    if verdict == "switch":
        # Time only goes on: a cooling-off that is over stays over.
        could = (one for one in asked.switch if one.name != "cooling-off")
        yield Change("trial" if hold(asked.side_trial) else "stay", _nearest(could)[:1])
    if verdict == "trial":
        yield from _ends_of_trial(situation, thresholds, asked)
    if verdict == "stay" or (verdict == "trial" and not (situation.on_trial or hold(asked.quick_test))):
        yield Change("switch", _nearest(one for one in asked.switch if not one.holds))
    if situation.trial_until is not None:
        return  # an idea is tried once
    if verdict == "stay":
        yield Change("trial", _nearest(one for one in asked.side_trial if not one.holds))
    if verdict in ("stay", "wait"):
        yield Change("trial", _nearest(one for one in asked.quick_test if not one.holds))


def _ends_of_trial(situation: Situation, thresholds: Thresholds, asked: Asked) -> Iterator[Change]:
    if situation.on_trial:
        return
    if not hold(asked.quick_test):
        yield Change("stay", _nearest(asked.side_trial[:2])[:1])
        return
    sign, upside = asked.quick_test[:2]
    later = replace(situation, days_to_signal=(sign.bound or 0) + 1)
    smaller = replace(situation, upside_low=None)
    for one, without in sorted([(sign, later), (upside, smaller)], key=lambda pair: pair[0].distance):
        to = _of_the_two(without, Asked.of(without, thresholds))
        if to != "trial":
            yield Change(to, (one,))
            return


def _nearest(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(sorted(conditions, key=lambda one: one.distance))
