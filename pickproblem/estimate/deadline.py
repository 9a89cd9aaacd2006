"""Whether experiments and writing fit before a deadline, and the weeks laid out backward from it.

Three months, two of experiments and one of writing, are the second text's; the bands of weeks are ours (design).
Plans are stretched before they are compared: 1.6 is what Buehler, Griffin and Ross found of students' theses
(1994: 33.9 days predicted, 55.5 taken), until a person's own history says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from pickproblem.errors import PickproblemError
from pickproblem.language import N_, _

CORRECTION = 1.6
"""Taken over planned time (evidence: Buehler et al. 1994), for whoever has no history of three finished projects."""

USUAL_CORRECTIONS = (1.0, 2.0)
"""The range of a level is that between these two: as estimated, and twice as long (design)."""

REVIEW_WEEKS = (4, 8, 13)
"""Weeks after which to look at the whole again (design)."""

WHOLE_FLOW = "experiments: whole flow end to end"
DETAILS = "experiments: details"
RESERVE = "writing: in reserve"
DRAFT = "writing: draft"
OTHERS = "writing: review by others"
POLISH = "writing: language and polish"
REVIEW = "review"

_TITLES = {
    WHOLE_FLOW: N_("Whole flow, end to end"),
    DETAILS: N_("Details"),
    RESERVE: N_("In reserve"),
    DRAFT: N_("Draft"),
    OTHERS: N_("Review by others"),
    POLISH: N_("Language and polish"),
    REVIEW: N_("Look at the whole again"),
}

_WRITING_SHARE = 1 / 3
_FLOW_SHARE = 1 / 3
_DAYS_OF_WRITING = ((DRAFT, 7.0, 14.0), (OTHERS, 14.0, 21.0), (POLISH, 2.0, 2.0))
"""The parts of writing, each with its least and its most days (the second text's). Polish takes two to three days:
two, and the day of the deadline itself."""

LEAST_WEEKS, SHORT_WEEKS, LONG_WEEKS, MOST_WEEKS = 8, 10, 16, 26
"""Weeks left: below the first too few, above the last too many to pull (design, around the second text's 13)."""

_DUST = 1e-9

Kind = Literal["experiments", "writing", "reserve", "review"]


class WrongPlan(PickproblemError):
    """The figures of a plan cannot be: a deadline in the past, weeks below zero."""


@dataclass(frozen=True)
class Box:
    """A stretch of the schedule, both days counting; a review is a single day."""

    what: str
    """One of this module's constants; `title` says it in words."""
    start: date
    end: date

    @property
    def kind(self) -> Kind:
        """What its days are for."""
        if self.what == RESERVE:
            return "reserve"
        if self.what == REVIEW:
            return "review"
        return "experiments" if self.what in (WHOLE_FLOW, DETAILS) else "writing"

    def title(self) -> str:
        """What is done in it, in the language spoken."""
        return _(_TITLES[self.what])

    def document(self) -> dict[str, str]:
        """As it stands in the JSON of a plan."""
        return {"what": self.what, "from": self.start.isoformat(), "to": self.end.isoformat()}


@dataclass(frozen=True)
class PlanEstimate:
    """A plan held against its deadline; weeks are calendar weeks. None where a fact is missing to tell."""

    today: date
    deadline: date | None
    venue: str | None
    deliverable: str | None
    experiment_weeks: float | None
    """As estimated, before any correction."""
    writing_weeks: float | None
    """The box for writing: as planned, else a third of the weeks left."""
    writing_planned: bool
    correction: float
    weeks_left: float | None
    fits: bool | None
    fits_uncorrected: bool | None
    naive_weeks_that_fit: float | None
    """The weeks of experiments, as one would estimate them, that really fit."""
    schedule: tuple[Box, ...]
    level: int | None
    low: int | None
    high: int | None

    @property
    def weeks_for_experiments(self) -> float | None:
        """What is left of the weeks beside the box for writing; never below zero."""
        if self.weeks_left is None or self.writing_weeks is None:
            return None
        return max(self.weeks_left - self.writing_weeks, 0.0)

    @property
    def weeks_needed(self) -> float | None:
        """The experiments' weeks after the correction."""
        return None if self.experiment_weeks is None else self.experiment_weeks * self.correction

    def looked_at(self, weeks: Sequence[int]) -> PlanEstimate:
        """The same, its reviews so many weeks from today in the place of the usual ones."""
        if self.deadline is None:
            return self
        boxes = [box for box in self.schedule if box.what != REVIEW]
        return replace(self, schedule=(*boxes, *_reviews(self.today, self.deadline, weeks)))

    def document(self) -> dict[str, Any]:
        """The document of `plan --json`; numbers not rounded."""
        return {
            "weeks_left": self.weeks_left,
            "correction": self.correction,
            "fits": self.fits,
            "fits_uncorrected": self.fits_uncorrected,
            "naive_weeks_that_fit": self.naive_weeks_that_fit,
            "schedule": [box.document() for box in self.schedule],
            "level": self.level,
            "low": self.low,
            "high": self.high,
        }

    def scalars(self) -> dict[str, Any]:
        """What an answer keeps of it: the result, and the facts that it rests on."""
        kept = {
            "level": self.level,
            "low": self.low,
            "high": self.high,
            "weeks_left": self.weeks_left,
            "correction": self.correction,
            "fits": self.fits,
            "fits_uncorrected": self.fits_uncorrected,
            "naive_weeks_that_fit": self.naive_weeks_that_fit,
            "deadline": self.deadline,
            "deliverable": self.deliverable,
            "experiment_weeks": self.experiment_weeks,
            "writing_weeks": self.writing_weeks if self.writing_planned else None,
        }
        return {key: value for key, value in kept.items() if value is not None}


def plan(
    *,
    today: date,
    deadline: date | None = None,
    deliverable: str | None = None,
    experiment_weeks: float | None = None,
    writing_weeks: float | None = None,
    correction: float = CORRECTION,
    venue: str | None = None,
) -> PlanEstimate:
    """Hold a plan against its deadline.

    ``experiment_weeks`` as estimated, before ``correction`` stretches them; ``writing_weeks``: a third of the weeks
    left unless given. The first level that applies, in this order: 1 no deliverable, or too long even as estimated;
    2 no date, or one more than 26 weeks off (a nearer milestone would itself be the deadline to plan for);
    3 too long after the correction, or fewer than 8 weeks left; 4 fewer than 10 weeks left, or more than 16; else 5.
    No level where the weeks of experiments are not known and it hangs on them.

    Raises WrongPlan for a deadline before ``today``, weeks below zero, or a correction not above zero.
    """
    _check(today, deadline, experiment_weeks, writing_weeks, correction)
    named = deliverable.strip() if deliverable else None
    weeks_left = None if deadline is None else (deadline - today).days / 7
    writing = writing_weeks
    if writing is None and weeks_left is not None:
        writing = weeks_left * _WRITING_SHARE
    room = None if weeks_left is None or writing is None else weeks_left - writing

    def fits(factor: float) -> bool | None:
        if room is None or experiment_weeks is None:
            return None
        return experiment_weeks * factor <= room + _DUST

    def level(factor: float) -> int | None:
        return _level(bool(named), weeks_left, fits(1.0), fits(factor))

    levels = [one for factor in (correction, *USUAL_CORRECTIONS) if (one := level(factor)) is not None]
    return PlanEstimate(
        today=today,
        deadline=deadline,
        venue=venue,
        deliverable=named or None,
        experiment_weeks=experiment_weeks,
        writing_weeks=writing,
        writing_planned=writing_weeks is not None,
        correction=correction,
        weeks_left=weeks_left,
        fits=fits(correction),
        fits_uncorrected=fits(1.0),
        naive_weeks_that_fit=None if room is None else max(room, 0.0) / correction,
        schedule=() if deadline is None else _schedule(today, deadline, writing or 0.0),
        level=level(correction),
        low=min(levels, default=None),
        high=max(levels, default=None),
    )


def _check(
    today: date, deadline: date | None, experiments: float | None, writing: float | None, correction: float
) -> None:
    if deadline is not None and deadline < today:
        words = {"deadline": deadline.isoformat(), "today": today.isoformat()}
        raise WrongPlan(_("the deadline %(deadline)s is in the past; today is %(today)s") % words)
    for weeks, wrong in (
        (experiments, N_("%(value)s weeks of experiments cannot be; at least 0")),
        (writing, N_("%(value)s weeks of writing cannot be; at least 0")),
    ):
        if weeks is not None and not (math.isfinite(weeks) and weeks >= 0):
            raise WrongPlan(_(wrong) % {"value": f"{weeks:g}"})
    if not (math.isfinite(correction) and correction > 0):
        raise WrongPlan(_("a correction of %(value)s cannot be; more than 0") % {"value": f"{correction:g}"})


def _level(named: bool, weeks_left: float | None, fits_uncorrected: bool | None, fits: bool | None) -> int | None:
    if not named or fits_uncorrected is False:
        return 1
    if weeks_left is None:
        return 2
    if fits_uncorrected is None:
        return None
    if weeks_left > MOST_WEEKS:
        return 2
    if not fits or weeks_left < LEAST_WEEKS:
        return 3
    return 5 if SHORT_WEEKS <= weeks_left <= LONG_WEEKS else 4


def _schedule(today: date, deadline: date, writing: float) -> tuple[Box, ...]:
    days = (deadline - today).days
    writing_days = min(writing * 7, days)
    parts = [*_experiments(days - writing_days), *_writing(writing_days)]
    return (*_laid_out(parts, deadline), *_reviews(today, deadline, REVIEW_WEEKS))


def _reviews(today: date, deadline: date, weeks: Sequence[int]) -> Iterator[Box]:
    for each in weeks:
        if each * 7 <= (deadline - today).days:
            day = today + timedelta(weeks=each)
            yield Box(REVIEW, day, day)


def _experiments(days: float) -> list[tuple[str, float]]:
    # A third for the whole flow: its first result should be there by the first review (design).
    return [(WHOLE_FLOW, days * _FLOW_SHARE), (DETAILS, days * (1 - _FLOW_SHARE))]


def _writing(days: float) -> list[tuple[str, float]]:
    """The parts of writing within their bounds where they can be; what is left over stands before them."""
    least = sum(low for _what, low, _high in _DAYS_OF_WRITING)
    most = sum(high for _what, _low, high in _DAYS_OF_WRITING)
    if days < least:
        return [(what, low * days / least) for what, low, _high in _DAYS_OF_WRITING]
    share = min((days - least) / (most - least), 1.0)
    return [
        (RESERVE, max(days - most, 0.0)),
        *((what, low + share * (high - low)) for what, low, high in _DAYS_OF_WRITING),
    ]


def _laid_out(parts: Sequence[tuple[str, float]], deadline: date) -> list[Box]:
    """Boxes of whole days, from the last one backward; those too short for a day are left out."""
    boxes: list[Box] = []
    end, behind = deadline, 0.0
    for what, days in reversed(parts):
        behind += days
        start = deadline - timedelta(days=round(behind))
        if start <= end:
            boxes.append(Box(what, start, end))
            end = start - timedelta(days=1)
    return boxes[::-1]
