"""How many full runs of an experiment fit the hours at hand, and the level that this comes to.

Joins memory, hours and the facts of the data; every threshold lies in ``data/compute.toml``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import tomli

from pickproblem.errors import PickproblemError
from pickproblem.estimate import presets
from pickproblem.estimate.gpus import GpuSpec
from pickproblem.estimate.hours import Hours, hours_per_run
from pickproblem.estimate.memory import Memory, memory
from pickproblem.estimate.remedies import Remedy, remedies
from pickproblem.language import _
from pickproblem.record import Experiment

Limit = Literal["memory", "disk", "data"]

HOURS_OF_A_WEEK = 168
_LARGEST, _SMALLEST = 1e30, 1e-30


class WrongFigures(PickproblemError):
    """Figures that cannot be: more hours than a week has, more machines than GPUs, sizes beyond all measure."""


@dataclass(frozen=True)
class Range:
    """A tenth, a half and nine tenths of what may come lie below."""

    p10: float
    p50: float
    p90: float

    def document(self) -> dict[str, float]:
        """As it stands in the JSON of `fit`."""
        return {"p10": self.p10, "p50": self.p50, "p90": self.p90}


@dataclass(frozen=True)
class ComputeEstimate:
    """Whether an experiment fits the GPUs, the data and the weeks at hand; hours are hours of all GPUs together."""

    experiment: Experiment
    """Completed from its preset."""
    given: Experiment
    """As it was given."""
    gpu: GpuSpec
    count: int
    nodes: int
    hours_per_week: float
    weeks: float
    ram_gb: float | None
    disk_gb: float | None
    memory: Memory
    remedies: tuple[Remedy, ...]
    hours: Hours
    usable_hours: float
    """Of the weeks at hand, after crashes and queues."""
    repeats: float
    """How often each run is run, until it stands."""
    runs: float
    """Full runs wanted."""
    runs_that_fit: Range
    """Full runs that fit the usable hours; those wanted take ``repeats`` times their number."""
    level: int
    low: int
    high: int
    limits: tuple[Limit, ...]
    """What keeps the level down, whatever the hours say."""
    assumptions: tuple[str, ...]
    """Sentences, in the language spoken."""

    @property
    def evidence(self) -> int:
        """How many published runs of this family and class of GPU stand behind the hours."""
        return self.hours.evidence

    def document(self) -> dict[str, Any]:
        """The document of `fit --json`; numbers not rounded."""
        return {
            "memory": {**self.memory.document(), "remedies": [one.document() for one in self.remedies]},
            "hours_per_run": {"p10": self.hours.p10, "p50": self.hours.p50, "p90": self.hours.p90},
            "runs_that_fit": self.runs_that_fit.document(),
            "usable_hours": self.usable_hours,
            "runs_wanted": self.runs,
            "repeats": self.repeats,
            "level": self.level,
            "low": self.low,
            "high": self.high,
            "bound_by": self.hours.bound_by,
            "limits": list(self.limits),
            "assumptions": [*self.assumptions],
            "evidence": self.evidence,
        }

    def scalars(self) -> dict[str, str | int | float | bool]:
        """What an answer keeps of it: the result, and the facts that it rests on."""
        facts = {name: value for name, value in self.given if value is not None and name != "gpu"}
        kept = {
            "level": self.level,
            "low": self.low,
            "high": self.high,
            "hours_per_run_p50": self.hours.p50,
            "runs_that_fit_p10": self.runs_that_fit.p10,
            "runs_that_fit_p50": self.runs_that_fit.p50,
            "runs_that_fit_p90": self.runs_that_fit.p90,
            "runs": self.runs,
            "memory_need_gb": self.memory.need_gb,
            "memory": self.memory.verdict,
            "bound_by": self.hours.bound_by,
            "evidence": self.evidence,
            "gpu": self.gpu.id,
            "count": self.count,
            "nodes": self.nodes if self.nodes > 1 else None,
            "hours_per_week": self.hours_per_week,
            "weeks": self.weeks,
            "ram_gb": self.ram_gb,
            "disk_gb": self.disk_gb,
        }
        return {**facts, **{name: value for name, value in kept.items() if value is not None}}


def compute(
    experiment: Experiment,
    gpu: GpuSpec,
    count: int,
    *,
    nodes: int = 1,
    hours_per_week: float,
    weeks: float,
    ram_gb: float | None = None,
    disk_gb: float | None = None,
    repeats: float | None = None,
    assumed: Sequence[str] = (),
) -> ComputeEstimate:
    """Hold an experiment against ``count`` GPUs over ``nodes`` machines.

    ``hours_per_week`` are those of each GPU (0 to 168), ``weeks`` those of experiments; ``ram_gb`` and ``disk_gb``
    of one machine. ``repeats``: how often things are run, 2 unless the person's own history says otherwise.
    ``assumed``: what the caller took for granted already, in sentences; told before all else.

    Raises WrongFigures for figures that cannot be, UnknownPreset, and MissingFacts where hours cannot be computed.
    """
    constants = table()
    repeats = constants["needed"]["repeats"] if repeats is None else repeats
    _check(experiment, count, nodes, hours_per_week, weeks, ram_gb, disk_gb, repeats)
    complete = presets.filled(experiment)
    hours = hours_per_run(complete, gpu, count, nodes, ram_gb=ram_gb)
    held = memory(complete, gpu, count, nodes)
    usable = weeks * hours_per_week * constants["usable"]["share"]
    wanted = constants["needed"]["runs"] if complete.runs is None else complete.runs
    fitting = Range(*(usable / each for each in (hours.p90, hours.p50, hours.p10)))
    limits, cap = _limits(complete, held, disk_gb)
    low, level, high = (
        min(_level(runs / (wanted * repeats)), cap) for runs in (fitting.p10, fitting.p50, fitting.p90)
    )
    return ComputeEstimate(
        experiment=complete,
        given=experiment,
        gpu=gpu,
        count=count,
        nodes=nodes,
        hours_per_week=hours_per_week,
        weeks=weeks,
        ram_gb=ram_gb,
        disk_gb=disk_gb,
        memory=held,
        remedies=remedies(complete, gpu, count),
        hours=hours,
        usable_hours=usable,
        repeats=repeats,
        runs=wanted,
        runs_that_fit=fitting,
        level=level,
        low=1 if held.verdict == "borderline" else low,
        high=high,
        limits=limits,
        assumptions=_assumptions([*assumed, *_of_the_card(gpu)], experiment, complete, hours, held),
    )


@cache
def table() -> dict[str, Any]:
    """The thresholds of ``data/compute.toml``."""
    text = resources.files("pickproblem.estimate").joinpath("data/compute.toml").read_text(encoding="utf-8")
    return tomli.loads(text)


def _level(ratio: float) -> int:
    """The level of usable over needed hours."""
    return bisect_right(table()["levels"]["ratios"], ratio) + 1


def _limits(experiment: Experiment, held: Memory, disk_gb: float | None) -> tuple[tuple[Limit, ...], int]:
    """What keeps the level down, and the highest level that is left."""
    constants = table()
    caps: list[tuple[Limit, int]] = []
    if held.verdict == "does-not-fit":
        caps.append(("memory", 1))
    elif held.verdict == "borderline":
        caps.append(("memory", constants["levels"]["borderline"]))
    if disk_gb is not None and experiment.data_gb is not None and experiment.data_gb > disk_gb:
        caps.append(("disk", 1))
    if experiment.data_status is not None:
        cap = constants["data_status"][experiment.data_status]
        if cap < 5:
            caps.append(("data", cap))
    return tuple(limit for limit, _cap in caps), min((cap for _limit, cap in caps), default=5)


def _of_the_card(gpu: GpuSpec) -> list[str]:
    if gpu.listed:
        return []
    return [_("%(name)s is not in the table of GPUs: its hours are those that were measured.") % {"name": gpu.name}]


def _assumptions(
    assumed: Sequence[str], given: Experiment, complete: Experiment, hours: Hours, held: Memory
) -> tuple[str, ...]:
    said = [*assumed, *hours.assumptions, *held.assumptions]
    if given.gmacs is not None and not hours.measured:
        words = {"gmacs": f"{given.gmacs:g}", "flops": f"{2 * given.gmacs:g}"}
        said.append(
            _(
                "%(gmacs)s GMACs a sample are taken as multiply-adds, %(flops)s GFLOPs; where FLOPs were counted, "
                "halve them."
            )
            % words
        )
    if not hours.measured and complete.seconds_per_step is not None:
        said.append(_("The seconds of a step are left out: how many steps a run has is not given."))
    constants = table()
    if complete.runs is None:
        said.append(_("%(n)d full runs are wanted.") % {"n": constants["needed"]["runs"]})
    if complete.data_status is None:
        said.append(_("The data are taken to be at hand."))
    return tuple(dict.fromkeys(said))


def _check(
    experiment: Experiment,
    count: int,
    nodes: int,
    hours_per_week: float,
    weeks: float,
    ram_gb: float | None,
    disk_gb: float | None,
    repeats: float,
) -> None:
    if count < 1 or nodes < 1:
        raise WrongFigures(_("it takes at least one GPU, on one machine"))
    if nodes > count:
        words = {"nodes": nodes, "count": count}
        raise WrongFigures(_("%(count)d GPUs cannot be spread over %(nodes)d machines") % words)
    if not 0 <= hours_per_week <= HOURS_OF_A_WEEK:
        hours = f"{hours_per_week:g}"
        raise WrongFigures(_("%(hours)s hours a week cannot be; a week has 168") % {"hours": hours})
    at_hand = {"count": count, "weeks": weeks, "ram_gb": ram_gb, "disk_gb": disk_gb, "repeats": repeats}
    facts = {name: value for name, value in experiment if isinstance(value, int | float)}
    for name, value in {**facts, **at_hand}.items():
        least = 0.0 if name in at_hand else _SMALLEST
        if value is not None and not (value == 0 or least <= value <= _LARGEST):
            raise WrongFigures(_("%(name)s is beyond all measure, or below zero") % {"name": name})
    if not repeats:
        raise WrongFigures(_("things are run at least once"))
