"""What must hold for a switch or a trial: each condition with its figure, its bound and what the bound rests on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pickproblem.switching.situation import Situation
from pickproblem.switching.thresholds import Basis, Thresholds

TOLERANCE = 1e-9
"""Figures closer than this count as equal, here as in the ranking."""

Name = Literal[
    "gates", "cooling-off", "chance", "lead", "equal-weights", "remaining-work", "second-person",
    "first-sign", "upside", "tried", "trial-open", "trial-begun", "even-chance", "side-budget",
]  # fmt: skip
"""Of a condition: the first seven of a switch, the rest of a trial."""

Figure = Literal[
    "scores", "p_current_done", "p_new_done", "hours_current", "hours_new", "days_to_signal", "upside",
    "second_person",
]  # fmt: skip
"""What may be missing: the answers of the session named, a field of the temptation, the newcomer's upside."""


@dataclass(frozen=True)
class Condition:
    """One condition with its figures; a figure that is missing is None, and then the condition does not hold."""

    name: Name
    holds: bool
    value: float | None
    bound: float | None
    basis: Basis
    missing: tuple[Figure, ...] = ()

    def document(self) -> dict[str, object]:
        """The entry of `tempted --json`."""
        return {
            "name": self.name,
            "holds": self.holds,
            "value": self.value,
            "bound": self.bound,
            "basis": self.basis,
        }

    @property
    def distance(self) -> float:
        """How far it is from turning, each on a scale of its own, about 0..1; infinite where a figure is missing."""
        if self.value is None or self.bound is None:
            return math.inf
        apart = abs(self.value - self.bound)
        if self.name in ("gates", "tried", "trial-open", "second-person"):
            return max(apart, 1)  # a whole one more or less
        if self.name == "remaining-work":
            return apart / max(abs(self.value), abs(self.bound), TOLERANCE)
        return apart / _SCALES.get(self.name, 1.0)


_SCALES: dict[Name, float] = {
    "lead": 100,
    "equal-weights": 100,
    "cooling-off": 28,
    "trial-begun": 28,
    "first-sign": 20,
    "side-budget": 20,
    "upside": 4,
}


@dataclass(frozen=True)
class Asked:
    """All conditions of a situation, known or not."""

    switch: tuple[Condition, ...]
    """That of a second person only where the history asks for one."""
    quick_test: tuple[Condition, ...]
    """Of a trial before any comparison: quick to try, and large if it works."""
    side_trial: tuple[Condition, ...]
    """Of a trial after a comparison that gave no switch: as likely better as not, and cheap to find out."""

    @classmethod
    def of(cls, situation: Situation, thresholds: Thresholds) -> Asked:
        """The conditions with their figures."""
        return cls(
            tuple(_of_switch(situation, thresholds)),
            tuple(_of_quick_test(situation, thresholds)),
            tuple(_of_side_trial(situation, thresholds)),
        )


def hold(conditions: Iterable[Condition]) -> bool:
    """Whether all of them hold."""
    return all(one.holds for one in conditions)


def _of_quick_test(situation: Situation, thresholds: Thresholds) -> Iterator[Condition]:
    bounds = thresholds.trial
    days, low = situation.days_to_signal, situation.upside_low
    yield Condition(
        "first-sign",
        days is not None and days <= bounds.days_to_signal.value + TOLERANCE,
        days,
        bounds.days_to_signal.value,
        bounds.days_to_signal.basis,
        ("days_to_signal",) if days is None else (),
    )
    yield Condition(
        "upside",
        low is not None and low >= bounds.upside_level.value,
        low,
        bounds.upside_level.value,
        bounds.upside_level.basis,
        ("upside",) if low is None else (),
    )
    yield from _free_for_trial(situation, thresholds)


def _free_for_trial(situation: Situation, thresholds: Thresholds) -> Iterator[Condition]:
    between = thresholds.trial.days_between
    since = None if situation.trial_begun is None else (situation.today - situation.trial_begun).days
    tried = situation.trial_until is not None and not situation.on_trial
    yield Condition("tried", not tried, int(tried), 0, "design")
    yield Condition("trial-open", not situation.trial_open, int(situation.trial_open), 0, "design")
    yield Condition("trial-begun", since is None or since >= between.value, since, between.value, between.basis)


def _of_side_trial(situation: Situation, thresholds: Thresholds) -> Iterator[Condition]:
    bounds = thresholds.trial
    chance = situation.comparison.chance if situation.comparison else None
    yield Condition(
        "even-chance",
        chance is not None and chance >= bounds.chance.value - TOLERANCE,
        chance,
        bounds.chance.value,
        bounds.chance.basis,
        ("scores",) if chance is None else (),
    )
    # Hours to the first sign against a share of some weeks' hours: the hours of a week stand on both sides.
    days, most = situation.days_to_signal, _side_days(thresholds)
    yield Condition(
        "side-budget",
        days is not None and days <= most + TOLERANCE,
        days,
        most,
        bounds.side_share.basis,
        ("days_to_signal",) if days is None else (),
    )
    yield from _free_for_trial(situation, thresholds)


def _side_days(thresholds: Thresholds) -> float:
    bounds = thresholds.trial
    return bounds.side_share.value * bounds.side_weeks.value * thresholds.look_back.working_days.value


def _of_switch(situation: Situation, thresholds: Thresholds) -> Iterator[Condition]:
    bounds = thresholds.switch
    follow = situation.mode == "follow-through"
    compared = situation.comparison
    unscored: tuple[Figure, ...] = () if compared else ("scores",)
    yield Condition("gates", situation.gates == 0, situation.gates, 0, "design")
    cooling = thresholds.cooling_off.of(situation.mode)
    days = (situation.today - situation.when).days
    yield Condition("cooling-off", days >= cooling.value, days, cooling.value, cooling.basis)
    chance = compared.chance if compared else None
    yield Condition(
        "chance",
        chance is not None and chance >= bounds.chance.value - TOLERANCE,
        chance,
        bounds.chance.value,
        bounds.chance.basis,
        unscored,
    )
    least = bounds.lead_follow_through if follow else bounds.lead
    lead = compared.lead if compared else None
    yield Condition(
        "lead", lead is not None and lead >= least.value - TOLERANCE, lead, least.value, least.basis, unscored
    )
    equal = bounds.equal_weights_lead
    ahead = compared.equal_weights_lead if compared else None
    yield Condition(
        "equal-weights",
        ahead is not None and ahead > equal.value + TOLERANCE,
        ahead,
        equal.value,
        equal.basis,
        unscored,
    )
    yield _remaining_work(situation, thresholds)
    share, second = situation.abandoned_share, thresholds.look_back.second_person
    if share is not None and share >= second.value - TOLERANCE:
        named = bool((situation.second_person or "").strip())
        yield Condition("second-person", named, int(named), 1, second.basis, () if named else ("second_person",))


def _remaining_work(situation: Situation, thresholds: Thresholds) -> Condition:
    """Points to be expected for an hour of what remains: more of the newcomer, its hours stretched."""
    overrun, compared = thresholds.switch.overrun, situation.comparison
    figures: dict[Figure, float | None] = {
        "p_new_done": situation.p_new_done,
        "hours_new": situation.hours_new,
        "p_current_done": situation.p_current_done,
        "hours_current": situation.hours_current,
    }
    missing: tuple[Figure, ...] = tuple(name for name, figure in figures.items() if figure is None)
    new = _an_hour(situation.p_new_done, compared.new if compared else None, situation.hours_new, overrun.value)
    current = _an_hour(situation.p_current_done, compared.current if compared else None, situation.hours_current)
    return Condition(
        "remaining-work",
        new is not None and current is not None and new > current + TOLERANCE,
        new,
        current,
        overrun.basis,
        missing if compared else ("scores", *missing),
    )


def _an_hour(chance: float | None, score: float | None, hours: float | None, stretched: float = 1) -> float | None:
    if chance is None or score is None or hours is None:
        return None
    return chance * score / (stretched * hours)
