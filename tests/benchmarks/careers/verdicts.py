"""The program's own verdict, over arrays: the same order and bounds as `pickproblem.switching.verdict.advise`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pickproblem.switching.thresholds import Thresholds
from tests.benchmarks.careers.worlds import Flags, Floats, Whole

WAIT, TRIAL, SWITCH, STAY = range(4)
VERDICTS = ("wait", "trial", "switch", "stay")

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Figures:
    """What a verdict rests on where nothing stops the current one: one entry an evening; see `Situation`."""

    days: Whole
    """Since the newer idea came."""
    follow_through: Flags
    abandoned: Floats
    """NaN where there is too little history."""
    days_to_signal: Floats
    upside_low: Whole
    trial_open: Flags
    since_trial: Floats
    """Days since the last trial began; infinite where there was none."""
    current: Floats
    new: Floats
    """Discounted."""
    chance: Floats
    equal_weights_lead: Floats
    p_current: Floats
    p_new: Floats
    hours_current: Floats
    hours_new: Floats
    second_person: Flags


def verdicts(figures: Figures, thresholds: Thresholds) -> Whole:
    """WAIT, TRIAL, SWITCH or STAY for each; gates, branches and stops are not among what is invented."""
    trial, switch, cooling = thresholds.trial, thresholds.switch, thresholds.cooling_off
    free = ~figures.trial_open & (figures.since_trial >= trial.days_between.value)
    quick = (
        (figures.days_to_signal <= trial.days_to_signal.value + _TOLERANCE)
        & (figures.upside_low >= trial.upside_level.value)
        & free
    )
    follow = figures.follow_through
    cooled = figures.days >= np.where(follow, cooling.follow_through.value, cooling.normal.value)
    least = np.where(follow, switch.lead_follow_through.value, switch.lead.value)
    an_hour_of_new = figures.p_new * figures.new / (switch.overrun.value * figures.hours_new)
    an_hour = figures.p_current * figures.current / figures.hours_current
    asks = figures.abandoned >= thresholds.look_back.second_person.value - _TOLERANCE
    switches = (
        (figures.chance >= switch.chance.value - _TOLERANCE)
        & (figures.new - figures.current >= least - _TOLERANCE)
        & (figures.equal_weights_lead > switch.equal_weights_lead.value + _TOLERANCE)
        & (an_hour_of_new > an_hour + _TOLERANCE)
        & (~asks | figures.second_person)
    )
    side_days = trial.side_share.value * trial.side_weeks.value * thresholds.look_back.working_days.value
    side = (
        (figures.chance >= trial.chance.value - _TOLERANCE)
        & (figures.days_to_signal <= side_days + _TOLERANCE)
        & free
    )
    return np.select([quick, ~cooled, switches, side], [TRIAL, WAIT, SWITCH, TRIAL], STAY)
