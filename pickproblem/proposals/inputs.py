"""The facts of a record that an estimate takes for a candidate, and which of them are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pickproblem import facts
from pickproblem.edits import known_candidate
from pickproblem.estimate import gpus
from pickproblem.estimate.gpus import GpuSpec, UnknownGpu
from pickproblem.estimate.hours import is_measured
from pickproblem.language import _
from pickproblem.record import Experiment, Plan, Record, Setting
from pickproblem.text import safe

USUAL_WEEKS = 8
"""Weeks of experiments where neither plan nor deadline says more: two months, as the second text plans (seed)."""

SHARE_OF_EXPERIMENTS = 2 / 3
"""Of the weeks to a deadline, where no plan says more: two months of three, as the second text plans (seed)."""

Table = Literal["setting", "experiment", "plan"]


@dataclass(frozen=True)
class Need:
    """A fact that is not there, or cannot be used."""

    table: Table
    field: str
    wrong: str = ""
    """What is wrong with it, where it is there."""

    def __str__(self) -> str:
        tables = {"setting": facts.FIELDS, "experiment": facts.EXPERIMENT, "plan": facts.PLAN}
        fact = tables[self.table].get(self.field)
        label = fact.label() if fact is not None else self.field
        return _("%(fact)s: %(wrong)s") % {"fact": label, "wrong": self.wrong or _("not given")}


@dataclass(frozen=True)
class Missing:
    """No estimate yet: these facts are needed first."""

    needs: tuple[Need, ...]


@dataclass(frozen=True)
class ComputeInputs:
    """What the compute estimate takes for a candidate of a record."""

    experiment: Experiment
    gpu: GpuSpec
    count: int
    hours_per_week: float
    """Of each GPU."""
    weeks: float
    weeks_from: Literal["plan", "deadline", "usual"]
    """Where the weeks of experiments come from."""
    ram_gb: float | None
    disk_gb: float | None


def compute_inputs(record: Record, candidate: str, today: date) -> ComputeInputs | Missing:
    """The facts of the record that the compute estimate of a candidate takes, or what is missing.

    The GPU is the first of the setting unless the experiment names another. Weeks of experiments: those of the
    plan, else two thirds of the weeks to the deadline, else 8. Raises Refused for a candidate that is not there.
    """
    one = known_candidate(record, candidate)
    setting = record.setting or Setting()
    needs: list[Need] = []
    if one.experiment is None:
        needs.append(Need("experiment", "hours_per_run"))
    at_hand = setting.gpus[:1] if setting.gpus else []
    if one.experiment is not None and one.experiment.gpu is not None and at_hand:
        at_hand = [gpu for gpu in setting.gpus or [] if gpus.same(gpu.model, one.experiment.gpu)][:1]
        if not at_hand:
            words = {"name": safe(one.experiment.gpu)}
            needs.append(Need("experiment", "gpu", _("%(name)s is not among the GPUs of the setting") % words))
    elif not at_hand:
        needs.append(Need("setting", "gpus"))
    spec: GpuSpec | None = None
    hours: float | None = None
    for gpu in at_hand:
        hours = gpu.hours_per_week
        if hours is None:
            words = {"name": safe(gpu.model)}
            needs.append(Need("setting", "gpus", _("how many hours a week of %(name)s?") % words))
        measured = one.experiment is not None and is_measured(one.experiment)
        try:
            spec = gpus.measured_on(gpu.model)[0] if measured else gpus.find(gpu.model)
        except UnknownGpu as unknown:
            needs.append(Need("setting", "gpus", str(unknown)))
    if needs or one.experiment is None or spec is None or hours is None:
        return Missing(tuple(needs))
    weeks, weeks_from = _weeks_of_experiments(one.plan, setting.deadline, today)
    return ComputeInputs(
        experiment=one.experiment,
        gpu=spec,
        count=at_hand[0].count,
        hours_per_week=hours,
        weeks=weeks,
        weeks_from=weeks_from,
        ram_gb=setting.ram_gb,
        disk_gb=setting.disk_gb,
    )


def _weeks_of_experiments(
    plan: Plan | None, due: date | None, today: date
) -> tuple[float, Literal["plan", "deadline", "usual"]]:
    if plan is not None and plan.experiment_weeks is not None:
        return plan.experiment_weeks, "plan"
    if due is not None and due > today:  # one that has passed says nothing of the weeks to come
        return (due - today).days / 7 * SHARE_OF_EXPERIMENTS, "deadline"
    return USUAL_WEEKS, "usual"
