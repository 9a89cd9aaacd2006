"""What a computed rubric proposes for a candidate; the answer of whoever accepts it, or differs and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pickproblem.edits import known_candidate
from pickproblem.errors import Refused
from pickproblem.estimate.compute import ComputeEstimate, compute
from pickproblem.estimate.deadline import CORRECTION, PlanEstimate, WrongPlan, plan
from pickproblem.estimate.maturity import MaturityEstimate
from pickproblem.estimate.presets import UnknownPreset
from pickproblem.estimate.terms import MissingFacts
from pickproblem.language import _
from pickproblem.proposals.inputs import Missing, Need, compute_inputs
from pickproblem.record import Answer, Plan, Record, Setting
from pickproblem.rubric import Library, Rubric

Estimate = ComputeEstimate | PlanEstimate | MaturityEstimate


@dataclass(frozen=True)
class Proposal:
    """What the facts come to: a level with its range, to be accepted or not."""

    level: int
    low: int
    high: int
    scalars: Mapping[str, Any]
    """The result, and the facts that it rests on, as an answer keeps them."""
    estimate: Estimate
    wanting: tuple[Need, ...] = ()
    """Facts that are not given, and that the level hangs on."""


def can_be_computed(rubric: Rubric) -> bool:
    """Whether facts can propose a level of the rubric: those of the record, or results that set records."""
    return rubric.estimate is not None or rubric.id == "maturity"


def propose(
    record: Record, library: Library, candidate: str, rubric: str, *, today: date, correction: float = CORRECTION
) -> Proposal | Missing:
    """What a computed rubric says of a candidate by the facts of the record, or which facts it needs first.

    ``correction``: taken over planned time. Raises Refused for a candidate that is not there, ValueError for a
    rubric that computes nothing, and PickproblemError for figures that cannot be.
    """
    kind = library.rubrics[rubric].estimate
    if kind == "compute":
        return _propose_compute(record, candidate, today)
    if kind == "deadline":
        return _propose_deadline(record, candidate, today, correction)
    raise ValueError(f"{rubric} is not computed")


def proposal(estimate: Estimate, wanting: tuple[Need, ...] = ()) -> Proposal | None:
    """An estimate as a proposal, None where it says no level; for maturity too, whose results no record holds."""
    level, low, high = estimate.level, estimate.low, estimate.high
    if level is None or low is None or high is None:
        return None
    return Proposal(level, low, high, estimate.scalars(), estimate, wanting)


def as_answer(
    proposed: Proposal,
    level: int | None = None,
    low: int | None = None,
    high: int | None = None,
    differs: str | None = None,
) -> Answer:
    """The answer of a person who accepts a proposal, or gives another level or range and says why.

    Without a level the proposal's is taken; without a range the proposal's where the level is the same, else none.
    The estimate is kept either way. Raises Refused where the level is another and ``differs`` says nothing.
    """
    same = level is None or level == proposed.level
    why = differs.strip() if differs else ""
    if not same and not why:
        raise Refused(_("another level than the computed one takes a line that says why"))
    taken = proposed.level if level is None else level
    if same and low is None and high is None:
        low, high = proposed.low, proposed.high
    estimate = dict(proposed.scalars)
    if why and (taken, low, high) != (proposed.level, proposed.low, proposed.high):
        estimate["differs"] = why
    return Answer(level=taken, low=low, high=high, estimate=estimate)


def _propose_compute(record: Record, candidate: str, today: date) -> Proposal | Missing:
    inputs = compute_inputs(record, candidate, today)
    if isinstance(inputs, Missing):
        return inputs
    try:
        estimate = compute(
            inputs.experiment,
            inputs.gpu,
            inputs.count,
            hours_per_week=inputs.hours_per_week,
            weeks=inputs.weeks,
            ram_gb=inputs.ram_gb,
            disk_gb=inputs.disk_gb,
        )
    except MissingFacts as missing:
        return Missing(tuple(Need("experiment", field) for field in missing.fields))
    except UnknownPreset as unknown:
        return Missing((Need("experiment", "preset", str(unknown)),))
    return Proposal(estimate.level, estimate.low, estimate.high, estimate.scalars(), estimate)


def plan_of(record: Record, candidate: str, today: date, correction: float = CORRECTION) -> PlanEstimate:
    """The plan of a candidate held against the deadline of the setting. Raises Refused, and WrongPlan."""
    setting, planned = record.setting or Setting(), known_candidate(record, candidate).plan or Plan()
    return plan(
        today=today,
        deadline=setting.deadline,
        deliverable=planned.deliverable,
        experiment_weeks=planned.experiment_weeks,
        writing_weeks=planned.writing_weeks,
        correction=correction,
        venue=setting.venue,
    )


def _propose_deadline(record: Record, candidate: str, today: date, correction: float) -> Proposal | Missing:
    try:
        estimate = plan_of(record, candidate, today, correction)
    except WrongPlan as wrong:
        return Missing((Need("setting", "deadline", str(wrong)),))
    needs = []
    if estimate.deliverable is None:
        needs.append(Need("plan", "deliverable"))
    if estimate.experiment_weeks is None:
        needs.append(Need("plan", "experiment_weeks"))
    if estimate.deadline is None:
        needs.append(Need("setting", "deadline"))
    if estimate.deliverable is None and estimate.experiment_weeks is None:  # not a plan without a deliverable: none
        return Missing(tuple(needs))
    wanting = tuple(needs)
    return proposal(estimate, wanting) or Missing(wanting)
