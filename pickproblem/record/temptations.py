"""Newer ideas in the way of the current one, and what was advised and done."""

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from pickproblem.document import Strict, Wrong
from pickproblem.language import _
from pickproblem.quantity import Moment, NotNegative, Positive, Probability
from pickproblem.record.candidates import DeadEnd
from pickproblem.rubric import Id, NonEmpty

Trigger = Literal["paper", "bad-result", "own-thought", "asked", "scooped", "no-longer-enjoyed", "other"]
Verdict = Literal["branch", "stop", "trial", "wait", "switch", "stay"]


class Outcome(Strict):
    """What was advised and done; frozen but for what is still empty."""

    verdict: Verdict | None = None
    until: date | None = None
    success_sign: str | None = None
    followed: bool | None = None
    reason: str | None = None


class Temptation(Strict):
    """A newer idea in the way of the current one, looked at step by step."""

    id: NonEmpty
    when: Moment
    current: Id
    newcomer: Id
    trigger: Trigger | None = None
    same_goal: bool | None = None
    days_to_signal: NotNegative | None = None
    session: str | None = None
    p_current_done: Probability | None = None
    p_new_done: Probability | None = None
    hours_current: Positive | None = None
    hours_new: Positive | None = None
    second_person: str | None = None
    exit: Literal["scooped", "outside-cause"] | None = None
    exit_evidence: str | None = None
    dead_end: DeadEnd | None = None
    outcome: Outcome | None = None

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.newcomer == self.current:
            raise Wrong(_("the newcomer is the current one"), _("two different candidates"), "newcomer")
        return self
