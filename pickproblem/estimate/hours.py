"""How long one training run takes on given GPUs, as a range, with what binds it and what was assumed.

The arithmetic is in `terms`, the constants in ``data/hours.toml``. What was measured beats what is computed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pickproblem.errors import PickproblemError
from pickproblem.estimate import presets
from pickproblem.estimate.constants import Constants, shipped
from pickproblem.estimate.gpus import GpuSpec
from pickproblem.estimate.terms import IMAGES, MissingFacts, Work, machines_for, work
from pickproblem.language import _
from pickproblem.record import Experiment

__all__ = ["Hours", "ImpossibleFigures", "MissingFacts", "Parts", "hours_per_run", "is_measured"]

TENTH = 1.2815515655446004
"""The tenth and the ninetieth hundredth of a normal distribution, in standard deviations."""

_HOUR = 3600.0


class ImpossibleFigures(PickproblemError):
    """The figures are so large or so small that no number of hours comes of them."""


@dataclass(frozen=True)
class Parts:
    """Of what an estimate is made: hours, but for FLOP, TFLOP/s of one GPU, and shares of 1.

    ``utilisation``: of the peak, for one GPU alone. ``scale``: what of its own speed a GPU keeps among the others.
    ``memory_traffic``, ``input`` and ``disk``: None where nothing is known of them or they do not apply.
    """

    flop: float
    peak_tflops: float
    utilisation: float
    scale: float
    compute: float
    memory_traffic: float | None = None
    input: float | None = None
    disk: float | None = None


@dataclass(frozen=True)
class Hours:
    """The hours of one run: the median, and between p10 and p90 four chances in five.

    ``sigma``: the standard deviation of their logarithm. ``bound_by``: compute, memory-traffic, input, disk or
    measured. ``assumptions``: sentences, in the language spoken, those of ``outside`` among them. ``evidence``:
    published runs of this family on this class of GPU. ``outside``: why this lies outside what was published; the
    range is wider then. ``estimated``: what would have been estimated where the hours are measured, None where that
    cannot be computed.
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

    @property
    def estimate_off_by(self) -> float | None:
        """Estimated over measured hours; None where nothing was measured, or nothing could be estimated."""
        return self.estimated.p50 / self.p50 if self.estimated else None


def hours_per_run(
    experiment: Experiment,
    gpu: GpuSpec,
    count: int,
    nodes: int = 1,
    *,
    ram_gb: float | None = None,
    constants: Constants | None = None,
) -> Hours:
    """The hours of one run on ``count`` GPUs over ``nodes`` machines, each with ``ram_gb`` of memory.

    The experiment has been completed by `presets.filled`. Its ``hours_per_run``, or its ``seconds_per_step`` with
    ``steps``, beat everything else, and are taken as measured on these very GPUs.

    Raises MissingFacts, which names the fields that are lacking, and ImpossibleFigures; ValueError for a count or
    nodes below 1. ``constants``: others than those of the package, for the fit.
    """
    if count < 1 or nodes < 1:
        raise ValueError("count and nodes are at least 1")
    constants = constants or shipped()
    try:
        measured = _measured(experiment)
        if measured is None:
            return _estimated(experiment, gpu, count, min(nodes, count), ram_gb, constants)
        hours, said = measured
        sigma = constants.figure["sigma.measured"]
        estimated = _beside(experiment, gpu, count, min(nodes, count), ram_gb, constants)
        evidence = estimated.evidence if estimated else 0
        return _range(hours, sigma, "measured", None, (said,), evidence, estimated=estimated)
    except (OverflowError, ZeroDivisionError):
        raise _impossible() from None


def _impossible() -> ImpossibleFigures:
    return ImpossibleFigures(_("no number of hours comes of these figures; they are too large or too small"))


def _range(
    median: float,
    sigma: float,
    bound_by: str,
    parts: Parts | None,
    assumptions: tuple[str, ...],
    evidence: int,
    outside: tuple[str, ...] = (),
    *,
    least: float = 0.0,
    estimated: Hours | None = None,
) -> Hours:
    spread = math.exp(TENTH * sigma)
    low, high = max(median / spread, least), median * spread
    if not 0 < low <= median < high < math.inf:
        raise _impossible()
    return Hours(low, median, high, sigma, bound_by, parts, assumptions, evidence, outside, estimated)


def is_measured(experiment: Experiment) -> bool:
    """Whether the person measured how long a run takes."""
    return _measured(experiment) is not None


def _measured(experiment: Experiment) -> tuple[float, str] | None:
    if experiment.hours_per_run is not None:
        return float(experiment.hours_per_run), _("The hours of a run are measured, on these GPUs.")
    if experiment.seconds_per_step is not None and experiment.steps is not None:
        hours = float(experiment.seconds_per_step) * float(experiment.steps) / _HOUR
        return hours, _("The seconds of a step are measured, on these GPUs.")
    return None


def _beside(
    experiment: Experiment, gpu: GpuSpec, count: int, nodes: int, ram_gb: float | None, constants: Constants
) -> Hours | None:
    try:
        return _estimated(experiment, gpu, count, nodes, ram_gb, constants)
    except (MissingFacts, ImpossibleFigures, OverflowError, ZeroDivisionError):
        return None


def _estimated(
    experiment: Experiment, gpu: GpuSpec, count: int, nodes: int, ram_gb: float | None, constants: Constants
) -> Hours:
    done = work(experiment, gpu, count, nodes, constants)
    said = [*_doubtful(experiment), *done.assumptions]
    terms = {term.bound_by: term.of(constants) for term in done.terms}
    floors = _floors(experiment, nodes, ram_gb, constants, said)
    least = max(floors.values(), default=0.0)
    every = {**terms, **{name: max(hours, terms.get(name, 0.0)) for name, hours in floors.items()}}
    bound_by = max(every, key=lambda name: every[name])
    gpu_class = constants.gpu_class(gpu)
    evidence = constants.rows(experiment.family or done.family, gpu_class)
    outside = _outside(experiment, done, gpu_class, machines_for(count, nodes), constants)
    parts = Parts(
        flop=done.flop,
        peak_tflops=done.peak,
        utilisation=constants.product(done.speed),
        scale=1 / constants.product(done.spreading),
        compute=terms["compute"],
        memory_traffic=terms.get("memory-traffic"),
        input=every.get("input"),
        disk=every.get("disk"),
    )
    sigma = _sigma(experiment, done, bool(outside), evidence, constants)
    return _range(every[bound_by], sigma, bound_by, parts, (*outside, *said), evidence, outside, least=least)


def _floors(
    experiment: Experiment, nodes: int, ram_gb: float | None, constants: Constants, said: list[str]
) -> dict[str, float]:
    """Hours below which no run ends: to read and augment the samples, to read the data from the disk."""
    floors = {}
    if experiment.loader_rate is not None and experiment.samples is not None:
        floors["input"] = float(experiment.samples) / (float(experiment.loader_rate) * nodes * _HOUR)
    if not experiment.data_gb:
        return floors
    rate = float(experiment.disk_gb_per_second or constants.figure["disk_gb_per_second"])
    if experiment.disk_gb_per_second is None:
        said.append(_("The disk is taken to read %(rate)s GB a second.") % {"rate": f"{rate:g}"})
    if ram_gb is None:
        ram_gb = constants.figure["ram_gb"]
        said.append(_("The machine is taken to have %(ram)s GB of memory.") % {"ram": f"{ram_gb:g}"})
    passes = 1.0
    if experiment.data_gb > ram_gb:
        passes = max(1.0, float(experiment.epochs or 1))
        if experiment.epochs is None:
            said.append(_("The epochs are not given; the data are taken to be read once."))
    floors["disk"] = float(experiment.data_gb) * passes / (rate * _HOUR)
    return floors


def _doubtful(experiment: Experiment) -> list[str]:
    """Figures that look as if they were in another unit; they are taken as written."""
    said = []
    gmacs = float(experiment.gmacs or 0)
    if gmacs and experiment.preset is not None:
        model = presets.find(experiment.preset)
        if model.gmacs and 1.8 <= gmacs / model.gmacs <= 2.2:
            words = {"gmacs": f"{gmacs:g}", "known": f"{model.gmacs:g}", "model": model.title}
            said.append(
                _(
                    "%(gmacs)s GMACs is twice the %(known)s of %(model)s, as if FLOPs had been counted; taken as "
                    "written. If they are FLOPs, the run takes half as long."
                )
                % words
            )
    if gmacs > 1e5:
        words = {"gmacs": f"{gmacs:g}"}
        said.append(_("%(gmacs)s GMACs is very much: GMACs count billions, ResNet-50 has 4.1.") % words)
    if experiment.mactivations and experiment.mactivations > 1e5:
        words = {"activations": f"{float(experiment.mactivations):g}"}
        said.append(_("%(activations)s million activations is very much: ResNet-50 has 11.1 million.") % words)
    if experiment.params and experiment.tokens and experiment.params < 1e5:
        words = {"params": f"{float(experiment.params):g}"}
        said.append(_("%(params)s parameters is very little: seven billion are written 7e9.") % words)
    return said


def _outside(
    experiment: Experiment, done: Work, gpu_class: str, machines: float, constants: Constants
) -> tuple[str, ...]:
    """Why no published run stands behind the figures, in sentences; nothing where some do."""
    why = []
    if experiment.family == "other":
        why.append(_("No published run of such a model stands behind these hours."))
    if gpu_class in ("amd", "apple", "other"):
        why.append(_("No published run on such a GPU stands behind these hours."))
    if machines > max(constants.figure["few_machines"], 2 * constants.most_nodes(done.family)):
        why.append(_("No published run of this family on so many machines stands behind these hours."))
    if why:
        why.append(_("Run ten minutes as a pilot, and give its seconds per step with the number of steps."))
    return tuple(why)


def _sigma(experiment: Experiment, done: Work, outside: bool, evidence: int, constants: Constants) -> float:
    figure = constants.figure
    images = done.family in IMAGES
    size = float((experiment.gmacs if images else experiment.params) or 0)
    if size < figure["tiny_gmacs" if images else "tiny_params"] or done.stack == "unknown":
        sigma = figure["sigma.tiny_or_unknown"]
    elif (done.family, done.stack) == ("lm", "tuned"):
        sigma = figure["sigma.tuned_lm"]
    else:
        sigma = figure["sigma.default"]
    more = figure["sigma.outside"] if outside else 0.0 if evidence else figure["sigma.no_evidence"]
    return math.hypot(sigma, more)
