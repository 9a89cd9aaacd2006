"""A choice with what would end it: forecasts, premortem, kill criteria, reviews."""

from datetime import date
from typing import Annotated

from pydantic import Field

from pickproblem.document import Strict
from pickproblem.quantity import Moment, Probability
from pickproblem.rubric import Id, NonEmpty


class Forecast(Strict):
    """A chance said beforehand, to be held against what happened."""

    id: Id
    p: Probability
    resolve: date | None = None
    outcome: bool | None = None


class PremortemItem(Strict):
    """A way this could fail, and by when it is tested."""

    cause: str
    assumption: str | None = None
    test_by: date | None = None


class KillCriterion(Strict):
    """Unless a state is reached by a date, then something is done."""

    by: date
    unless: str | None = None
    then: str | None = None
    met: bool | None = None
    was: str | None = None
    edit_reason: str | None = None


class Commitment(Strict):
    """A choice, its date and what would end it; frozen once written."""

    id: NonEmpty
    candidate: Id
    when: Moment
    reason: str | None = None
    why_not_first: str | None = None
    planned_variants: Annotated[int, Field(ge=0)] | None = None
    forecasts: list[Forecast] | None = None
    premortem: list[PremortemItem] | None = None
    kill_criteria: list[KillCriterion] = Field(min_length=1)
    reviews: list[date] | None = None
