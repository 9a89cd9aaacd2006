"""What a person's own records say of their plans and first impressions, once there are enough of them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from pickproblem.record import Candidate, Record, Session, same_name
from pickproblem.rubric import Library
from pickproblem.switching.thresholds import Thresholds

DAYS_IN_A_WEEK = 7

Records = Sequence[tuple[str, Record]]
"""Records, each with its path."""


class Project(NamedTuple):
    """One finished project: how many weeks it was to take, and how many it took."""

    record: str
    candidate: Candidate
    planned: float
    taken: float

    @property
    def ratio(self) -> float:
        """Taken over planned."""
        return self.taken / self.planned


class Ratio(NamedTuple):
    """The median of taken over planned where ``own``, else what stands in for it; from how many projects."""

    value: float
    projects: int
    own: bool


class Faded(NamedTuple):
    """One candidate scored anew: by how many levels it fell on average, and over how many answers."""

    record: str
    candidate: Candidate
    drop: float
    answers: int


class Drop(NamedTuple):
    """The mean drop in levels, within bounds, where ``own``, else what stands in for it; from how many projects."""

    value: float
    projects: int
    own: bool


def finished_projects(records: Records) -> list[Project]:
    """Every candidate that was delivered with a plan of at least a day for both experiments and writing.

    Taken are the weeks its stints lasted, side ones left out, up to the last that delivered; what lies between two
    stints does not count. One that is in two copies of a record counts once.
    """
    found: dict[object, Project] = {}
    for path, record in records:
        for candidate in record.candidates:
            plan = candidate.plan
            if plan is None or plan.experiment_weeks is None or plan.writing_weeks is None:
                continue
            planned = plan.experiment_weeks + plan.writing_weeks
            taken = _weeks_taken(candidate)
            if planned >= 1 / DAYS_IN_A_WEEK and taken:
                key = (record.title, record.created, candidate.id)
                found.setdefault(key, Project(path, candidate, float(planned), taken))
    return list(found.values())


def _weeks_taken(candidate: Candidate) -> float:
    days = delivered = 0
    for stint in sorted(candidate.stints or [], key=lambda one: one.from_):
        if stint.to is None or stint.side:
            continue
        days += (stint.to - stint.from_).days + 1
        if stint.ended == "delivered":
            delivered = days
    return delivered / DAYS_IN_A_WEEK


def taken_over_planned(records: Records, thresholds: Thresholds) -> Ratio:
    """The person's own median of taken over planned time, else the planning-fallacy default (Buehler et al. 1994)."""
    projects = finished_projects(records)
    if len(projects) < thresholds.taste.overrun_projects.value:
        return Ratio(float(thresholds.taste.overrun.value), len(projects), own=False)
    return Ratio(statistics.median(one.ratio for one in projects), len(projects), own=True)


def faded(records: Records, library: Library, thresholds: Thresholds) -> list[Faded]:
    """Every candidate scored a second time, four weeks after its first score or later.

    Of each rater's answers to rated rubrics that gave a level both times, by how much the first answer of the later
    time is below the very first; finished sessions only. Computed rubrics are facts, and fade for other reasons.
    """
    apart = timedelta(weeks=thresholds.discount.own_week.value)
    found: dict[object, Faded] = {}
    for path, record in records:
        for candidate in record.candidates:
            drops = list(_drops(record, candidate.id, library, apart))
            if drops:
                key = (record.title, record.created, candidate.id)
                found.setdefault(key, Faded(path, candidate, statistics.fmean(drops), len(drops)))
    return list(found.values())


def _drops(record: Record, candidate: str, library: Library, apart: timedelta) -> Iterator[float]:
    first: dict[tuple[str, str], tuple[Session, int]] = {}
    again: set[tuple[str, str]] = set()
    for session in sorted((one for one in record.sessions if one.finished), key=lambda one: one.started):
        for rubric, answer in (session.answers or {}).get(candidate, {}).items():
            known = library.rubrics.get(rubric)
            if answer.level is None or known is None or known.kind != "rated":
                continue
            cell = (same_name(session.rater), rubric)
            begun, level = first.setdefault(cell, (session, answer.level))
            if cell not in again and session.started - begun.started >= apart:
                again.add(cell)
                yield level - answer.level


def newness_drop(records: Records, library: Library, thresholds: Thresholds) -> Drop:
    """By how many levels what is new looks better than four weeks later: the person's own mean, else the usual."""
    projects = faded(records, library, thresholds)
    bounds = thresholds.discount
    if len(projects) < bounds.own_projects.value:
        return Drop(float(bounds.usual.value), len(projects), own=False)
    mean = statistics.fmean(one.drop for one in projects)
    return Drop(min(max(mean, 0.0), float(bounds.own_most.value)), len(projects), own=True)
