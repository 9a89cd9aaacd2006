"""How long one training run takes on given GPUs, as a range, with what binds it and what was assumed.

The arithmetic is in `terms`, the constants in ``data/hours.toml``. What was measured beats what is computed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pickproblem.estimate import presets
from pickproblem.estimate.constants import Constants, shipped
from pickproblem.estimate.gpus import GpuSpec
from pickproblem.estimate.terms import IMAGES, MissingFacts, Work, work
from pickproblem.language import _
from pickproblem.record import Experiment

__all__ = ["Hours", "MissingFacts", "Parts", "hours_per_run"]

_TENTH = 1.2815515655446004
"""The tenth and the ninetieth hundredth of a normal distribution, in standard deviations."""

_HOUR = 3600.0


@dataclass(frozen=True)
class Parts:
    """Of what an estimate is made; hours throughout but for FLOP, TFLOP/s of one GPU, and shares.

    ``scale``: the share of its own speed that a GPU keeps among the others. Terms that do not apply are None.
    """

    flop: float
    peak_tflops: float
    utilisation: float
    scale: float
    compute: float
    memory_traffic: float | None = None
    loading: float | None = None
    loader: float | None = None
    disk: float | None = None


@dataclass(frozen=True)
class Hours:
    """The hours of one run: the median, and between p10 and p90 four chances in five.

    ``bound_by``: compute, memory-traffic, input, disk or measured. ``assumptions``: sentences, in the language
    spoken. ``evidence``: published runs of this family on this class of GPU. ``outside``: why this lies outside what
    was published, in sentences; then the range is wider. ``estimated``: what would have been estimated where the
    hours are measured, None where that cannot be computed.
    """

    p10: float
    p50: float
    p90: float
    sigma: float
    bound_by: str
    parts: Parts | None
    assumptions: tuple[str, ...]
    evidence: int
    outside: tuple[str, ...] = ()
    estimated: Hours | None = None

    @property
    def measured(self) -> bool:
        """Whether they rest on what the person measured."""
        return self.bound_by == "measured"


def hours_per_run(
    experiment: Experiment,
    gpu: GpuSpec,
    count: int,
    nodes: int = 1,
    *,
    ram_gb: float | None = None,
    constants: Constants | None = None,
) -> Hours:
    """The hours of one run on ``count`` GPUs over ``nodes`` machines.

    The experiment has been completed by `presets.filled`. ``ram_gb``: of one machine. ``hours_per_run``, or ``seconds_per_step`` with ``steps``, beat everything else.
    Raises MissingFacts, which names the fields that are lacking; ValueError for a count or nodes below 1.
    """
    if count < 1 or nodes < 1:
        raise ValueError("count and nodes are at least 1")
    constants = constants or shipped()
    measured = _measured(experiment)
    if measured is None:
        return _estimated(experiment, gpu, count, min(nodes, count), ram_gb, constants)
    try:
        estimated = _estimated(experiment, gpu, count, min(nodes, count), ram_gb, constants)
    except MissingFacts:
        estimated = None
    hours, said = measured
    sigma = constants.figure["sigma.measured"]
    spread = math.exp(_TENTH * sigma)
    evidence = estimated.evidence if estimated else 0
    return Hours(hours / spread, hours, hours * spread, sigma, "measured", None, (said,), evidence, (), estimated)


def _measured(experiment: Experiment) -> tuple[float, str] | None:
    if experiment.hours_per_run is not None:
        return float(experiment.hours_per_run), _("The hours of a run are measured, on the same GPUs.")
    if experiment.seconds_per_step is not None and experiment.steps is not None:
        hours = float(experiment.seconds_per_step) * float(experiment.steps) / _HOUR
        return hours, _("The seconds of a step are measured, on the same GPUs.")
    return None


def _estimated(
    experiment: Experiment, gpu: GpuSpec, count: int, nodes: int, ram_gb: float | None, constants: Constants
) -> Hours:
    done = work(experiment, gpu, count, nodes, constants)
    said = [*_doubtful(experiment), *done.assumptions]
    terms = {term.bound_by: term.of(constants) for term in done.terms}
    computed = max(terms.values())
    bound_by = max(terms, key=lambda name: terms[name])
    floors = {}
    if experiment.loader_rate is not None and experiment.samples is not None:
        floors["input"] = float(experiment.samples) / (float(experiment.loader_rate) * nodes * _HOUR)
    disk = _disk(experiment, ram_gb, constants, said)
    if disk is not None:
        floors["disk"] = disk
    floor = max(floors.values(), default=0.0)
    median = max(computed, floor)
    if floor > computed:
        bound_by = max(floors, key=lambda name: floors[name])
    gpu_class = constants.gpu_class(gpu)
    evidence = constants.rows(experiment.family or done.family, gpu_class)
    outside = _outside(experiment, done, gpu_class, nodes, constants)
    sigma = _sigma(experiment, done, bool(outside), evidence, constants)
    spread = math.exp(_TENTH * sigma)
    parts = Parts(
        flop=done.flop,
        peak_tflops=done.peak,
        utilisation=constants.product(done.speed),
        scale=1 / constants.product(done.spreading),
        compute=terms["compute"],
        memory_traffic=terms.get("memory-traffic"),
        loading=terms.get("input"),
        loader=floors.get("input"),
        disk=floors.get("disk"),
    )
    low = max(median / spread, floor)
    return Hours(low, median, median * spread, sigma, bound_by, parts, tuple(said), evidence, outside)


def _disk(experiment: Experiment, ram_gb: float | None, constants: Constants, said: list[str]) -> float | None:
    """Hours to read the data as often as they must be read, None where their size is not given."""
    if not experiment.data_gb:
        return None
    data = float(experiment.data_gb)
    rate = float(experiment.disk_gb_per_second or constants.figure["disk_gb_per_second"])
    if experiment.disk_gb_per_second is None:
        said.append(_("The disk is taken to read %(rate)s GB a second.") % {"rate": f"{rate:g}"})
    if ram_gb is None:
        ram_gb = constants.figure["ram_gb"]
        said.append(_("The machine is taken to have %(ram)s GB of memory.") % {"ram": f"{ram_gb:g}"})
    passes = 1.0
    if data > ram_gb:
        passes = max(1.0, float(experiment.epochs or 1))
        if experiment.epochs is None:
            said.append(_("The epochs are not given; the data are taken to be read once."))
    return data * passes / (rate * _HOUR)


def _doubtful(experiment: Experiment) -> list[str]:
    """Figures that look like another unit; they are taken as written."""
    said = []
    if experiment.gmacs is not None and experiment.preset is not None:
        known = presets.find(experiment.preset).gmacs
        words = {"gmacs": f"{float(experiment.gmacs):g}", "known": f"{known or 0:g}", "model": experiment.preset}
        if known and 1.8 <= float(experiment.gmacs) / known <= 2.2:
            said.append(
                _(
                    "%(gmacs)s GMACs is twice the %(known)s of %(model)s, as if FLOPs had been counted. Taken as "
                    "written; if they are FLOPs, the hours are half."
                )
                % words
            )
    return said


def _outside(experiment: Experiment, done: Work, gpu_class: str, nodes: int, constants: Constants) -> tuple[str, ...]:
    why = []
    if experiment.family == "other":
        why.append(_("No published run of this kind stands behind the figures."))
    if gpu_class in ("amd", "apple", "other"):
        why.append(_("No published run on such a GPU stands behind the figures."))
    if nodes > constants.most_nodes(done.family):
        why.append(_("No published run of this family on so many machines stands behind the figures."))
    if why:
        why.append(_("Run ten minutes as a pilot, and give its seconds per step."))
    return tuple(why)


def _sigma(experiment: Experiment, done: Work, outside: bool, evidence: int, constants: Constants) -> float:
    figure = constants.figure
    tiny = done.family in IMAGES and float(experiment.gmacs or 0) < figure["tiny_gmacs"]
    if tiny or done.stack == "unknown":
        sigma = figure["sigma.tiny_or_unknown"]
    elif (done.family, done.stack) == ("lm", "tuned"):
        sigma = figure["sigma.tuned_lm"]
    else:
        sigma = figure["sigma.default"]
    more = figure["sigma.outside"] if outside else 0.0 if evidence else figure["sigma.no_evidence"]
    return math.hypot(sigma, more)


def differs(measured: Hours) -> float | None:
    """Estimated over measured hours: by how much the estimate would have differed; None where there is none."""
    return measured.estimated.p50 / measured.p50 if measured.estimated else None


def without_measurement(experiment: Experiment) -> Experiment:
    """The experiment as if nothing had been measured."""
    return experiment.model_copy(update={"hours_per_run": None, "seconds_per_step": None, "steps": None})
