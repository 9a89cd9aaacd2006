"""What holds for all candidates: time, hardware, goal, deadline."""

from datetime import date

from pickproblem.document import Strict
from pickproblem.quantity import Count, HoursPerWeek, NotNegative, Positive
from pickproblem.rubric import NonEmpty


class Gpu(Strict):
    """A kind of GPU at hand; hours are those of each."""

    model: NonEmpty
    count: Count = 1
    hours_per_week: HoursPerWeek | None = None


class Setting(Strict):
    """What holds for all candidates; each field is asked when a rubric first needs it."""

    people: Count | None = None
    decider: str | None = None
    hours_per_week: HoursPerWeek | None = None
    goal: str | None = None
    admired: list[str] | None = None
    venue: str | None = None
    deadline: date | None = None
    disk_gb: NotNegative | None = None
    ram_gb: Positive | None = None
    gpus: list[Gpu] | None = None
