"""What a verdict on a newer idea rests on, in plain figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pickproblem.switching.lookback import Mode


@dataclass(frozen=True)
class Comparison:
    """The two beside each other, scored without the old answers. Scores on 0..100, the newcomer's levels lowered."""

    current: float
    new: float
    chance: float
    """On 0..1: the share of draws in which the newcomer is ahead."""
    equal_weights_lead: float
    """Points that the newcomer is ahead by where every rubric weighs the same; negative where it is behind."""

    @property
    def lead(self) -> float:
        """Points that the newcomer is ahead by under the weights in force; negative where it is behind."""
        return self.new - self.current


@dataclass(frozen=True)
class Situation:
    """All that the verdict rests on. What is None is not known; chances on 0..1, hours those that remain."""

    when: date
    """The day the newer idea came."""
    today: date
    mode: Mode = "normal"
    abandoned_share: float | None = None
    """Of the time looked back on: left for something newer, on 0..1; None where there is too little history."""
    same_goal: bool | None = None
    kill_criterion_met: bool = False
    dead_end_checks: int = 0
    """How many of the five checks have their evidence."""
    exit: Literal["scooped", "outside-cause"] | None = None
    exit_has_evidence: bool = False
    interest: Sequence[tuple[date, int | None]] = ()
    """The person's interest in the current one, finished session by session, the last one last; None: unknown."""
    days_to_signal: float | None = None
    upside_low: int | None = None
    """The lowest level believed of the newcomer's upside."""
    trial_until: date | None = None
    """The last day of the trial that this very idea has had or is having."""
    trial_open: bool = False
    """Whether a trial of another idea goes on."""
    trial_begun: date | None = None
    """When the last trial of another idea began."""
    gates: int = 0
    """How many gates rule the newcomer out."""
    comparison: Comparison | None = None
    """None until both are scored in the session named."""
    p_current_done: float | None = None
    p_new_done: float | None = None
    hours_current: float | None = None
    hours_new: float | None = None
    second_person: str | None = None
    milestone: date | None = None
    """The next day on which the current one is looked at anyway."""

    @property
    def on_trial(self) -> bool:
        """Whether this very idea is being tried now."""
        return self.trial_until is not None and self.today <= self.trial_until
