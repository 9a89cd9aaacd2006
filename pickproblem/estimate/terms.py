"""What a training run has to do, and the ways in which a GPU can be too slow for it.

Each way is a term: hours with every constant at one, times constants to powers. A run takes as long as its longest
term. The fit works on the same terms, so nothing is computed by two formulas.

Transformers: 6 N D and attention (Kaplan et al., arXiv 2001.08361; PaLM, arXiv 2204.02311, appendix B); recomputing
activations adds a forward pass (Korthikanti et al., arXiv 2205.05198). Images: three times the forward pass, or the
bytes that its activations move, whichever takes longer (roofline: Williams et al. 2009, doi 10.1145/1498765.1498785).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pickproblem.errors import PickproblemError
from pickproblem.estimate.constants import Constants
from pickproblem.estimate.gpus import GpuSpec
from pickproblem.language import _
from pickproblem.record import Experiment

LANGUAGE = ("lm", "finetune")
IMAGES = ("conv", "vit", "diffusion")

_HOUR = 3600.0
_LARGE_MODEL = 1e9
_IN_ONE_MACHINE = 8
_ATTENTION = 12
_FULL_TRAINING, _FROZEN_WEIGHTS, _RECOMPUTED_FORWARD = 6, 4, 2
_IMAGE_TRAINING = 6


class MissingFacts(PickproblemError):
    """The time cannot be computed; ``fields`` are the facts of the experiment that it lacks."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        words = {"fields": ", ".join(fields)}
        measured = set(fields) & {"seconds_per_step", "steps"}
        super().__init__(
            _("the hours need more facts: %(fields)s") % words
            if measured
            else _("the hours need more facts: %(fields)s; or seconds_per_step and steps, measured") % words
        )


@dataclass(frozen=True)
class Term:
    """One way a run is bound: ``hours`` where every constant is 1, and the power of each constant."""

    bound_by: str
    hours: float
    powers: Mapping[str, float]

    def of(self, constants: Constants) -> float:
        """Its hours under these constants."""
        return self.hours * constants.product(self.powers)


@dataclass(frozen=True)
class Work:
    """A run on a machine: its arithmetic, its terms, and what had to be assumed in words.

    ``peak``: dense TFLOP/s of one GPU in the arithmetic used. ``arithmetic``: 16-bit, tf32 or fp32.
    ``family``: the family whose constants are taken.
    """

    family: str
    stack: str
    flop: float
    peak: float
    arithmetic: str
    speed: Mapping[str, float]
    spreading: Mapping[str, float]
    terms: tuple[Term, ...]
    assumptions: tuple[str, ...] = field(default=())


def work(experiment: Experiment, gpu: GpuSpec, count: int, nodes: int, constants: Constants) -> Work:
    """The terms of one run on ``count`` GPUs over ``nodes`` machines.

    Raises MissingFacts, which names the fields of the experiment without which nothing can be said.
    """
    said: list[str] = []
    family = _family(experiment, said)
    stack = experiment.stack or "unknown"
    if stack == "unknown":
        said.append(_("The software is not known: tuned, typical or naive code differ by a factor of 2 to 6."))
    arithmetic, peak = _arithmetic(experiment, gpu, said)
    spreading = _spreading(gpu, count, nodes, said)
    speed = {f"utilisation.{family}.{stack}": 1.0, f"gpu.{constants.gpu_class(gpu)}": 1.0}
    if arithmetic != "16-bit":
        speed[f"arithmetic.{arithmetic}"] = 1.0
    if experiment.mode == "qlora" and family in LANGUAGE:
        speed["mode.qlora"] = 1.0
    if family in LANGUAGE:
        flop = _language_flop(experiment, said)
        # Attention counts in the size too: else more weights could be faster where attention is most of the work.
        size = float(experiment.params or 0) + _attention(experiment) / _FULL_TRAINING
        if size < _LARGE_MODEL:
            speed["small_model"] = -math.log2(_LARGE_MODEL / size)
        others: list[Term] = []
    else:
        flop = _IMAGE_TRAINING * float(experiment.gmacs or 0) * 1e9 * float(experiment.samples or 0)
        others = _image_terms(experiment, gpu, count, family, stack, arithmetic, spreading, constants, said)
    compute = Term(
        "compute",
        flop / (count * peak * 1e12 * _HOUR),
        {**{name: -power for name, power in speed.items()}, **spreading},
    )
    return Work(family, stack, flop, peak, arithmetic, speed, spreading, (compute, *others), tuple(said))


def _family(experiment: Experiment, said: list[str]) -> str:
    language = experiment.params is not None and experiment.tokens is not None
    images = experiment.gmacs is not None and experiment.samples is not None
    family = experiment.family
    if family in LANGUAGE and not language:
        raise MissingFacts(_lacking(experiment, "params", "tokens"))
    if family in IMAGES and not images:
        raise MissingFacts(_lacking(experiment, "gmacs", "samples"))
    if family in LANGUAGE or family in IMAGES:
        return str(family)
    if not language and not images:
        if experiment.gmacs is not None or experiment.samples is not None:
            raise MissingFacts(_lacking(experiment, "gmacs", "samples"))
        if experiment.params is not None or experiment.tokens is not None:
            raise MissingFacts(_lacking(experiment, "params", "tokens"))
        raise MissingFacts(_lacking(experiment, "seconds_per_step", "steps"))
    taken = ("finetune" if experiment.mode in ("lora", "qlora") else "lm") if language else "conv"
    words = {"kind": {"lm": _("a language model"), "finetune": _("fine-tuning"), "conv": _("convolutions")}[taken]}
    if family is None:
        said.append(_("The family is not given; by its figures it is %(kind)s.") % words)
    else:
        said.append(_("Computed as if it were %(kind)s.") % words)
    return taken


def _lacking(experiment: Experiment, *fields: str) -> tuple[str, ...]:
    return tuple(name for name in fields if getattr(experiment, name) is None)


def _arithmetic(experiment: Experiment, gpu: GpuSpec, said: list[str]) -> tuple[str, float]:
    wanted = experiment.precision
    words = {"gpu": gpu.name}
    if wanted is None:
        wanted = "bf16" if gpu.bf16 and gpu.tensor_cores else "fp16" if gpu.tensor_cores else "fp32"
        said.append(_("The precision is not given; taken as %(precision)s.") % {"precision": wanted})
    if not gpu.tensor_cores and wanted in ("bf16", "fp16"):
        said.append(_("%(gpu)s has no tensor cores: 16 bit saves memory there, no time.") % words)
        return "fp32", gpu.fp32_tflops
    if wanted == "bf16" and not gpu.bf16:
        said.append(_("%(gpu)s cannot compute in bf16; fp16 is taken in its place.") % words)
        return "16-bit", gpu.tensor_tflops
    if wanted in ("bf16", "fp16"):
        return "16-bit", gpu.tensor_tflops
    if wanted == "tf32":
        if gpu.tf32_tflops > 0 and gpu.tensor_cores:
            return "tf32", gpu.tf32_tflops
        said.append(_("%(gpu)s cannot compute in tf32; fp32 is taken in its place.") % words)
    elif gpu.tf32_tflops > 0 and gpu.tensor_cores:
        said.append(_("fp32 is taken at its word; PyTorch's convolutions use tf32 unless told otherwise."))
    return "fp32", gpu.fp32_tflops


def machines_for(count: int, nodes: int) -> float:
    """The machines that so many GPUs are spread over: as many as are said, and no more than 8 GPUs in each."""
    return max(float(nodes), count / _IN_ONE_MACHINE)


def _spreading(gpu: GpuSpec, count: int, nodes: int, said: list[str]) -> dict[str, float]:
    """What each doubling, of the GPUs in a machine and of the machines, adds to the GPU hours."""
    machines = machines_for(count, nodes)
    if machines > nodes:
        words = {"count": count, "nodes": math.ceil(machines)}
        said.append(_("%(count)d GPUs are taken as spread over %(nodes)d machines of 8.") % words)
    link = "nvlink" if gpu.link in ("nvlink", "xgmi") else "pcie"
    return {
        f"doubling.in_machine.{link}": math.log2(max(1.0, count / machines)),
        f"doubling.machines.{link}": math.log2(machines),
    }


def _language_flop(experiment: Experiment, said: list[str]) -> float:
    params, tokens = float(experiment.params or 0), float(experiment.tokens or 0)
    frozen = experiment.mode in ("lora", "qlora")
    if experiment.family == "finetune" and experiment.mode is None:
        said.append(_("All weights are taken to be trained; LoRA takes two thirds of the time."))
    per_token = (_FROZEN_WEIGHTS if frozen else _FULL_TRAINING) * params
    attention = _attention(experiment)
    if not attention:
        said.append(_("Attention is left out: layers, d_model and seq are not all given."))
    if experiment.recompute:
        per_token += _RECOMPUTED_FORWARD * params
        attention *= 4 / 3
    return (per_token + attention) * tokens


def _attention(experiment: Experiment) -> float:
    """FLOP of attention for a token, forward and backward; 0 where the shape is not known."""
    if not (experiment.layers and experiment.d_model and experiment.seq):
        return 0.0
    return _ATTENTION * float(experiment.layers) * float(experiment.seq) * float(experiment.d_model)


def _image_terms(
    experiment: Experiment,
    gpu: GpuSpec,
    count: int,
    family: str,
    stack: str,
    arithmetic: str,
    spreading: Mapping[str, float],
    constants: Constants,
    said: list[str],
) -> list[Term]:
    gmacs, samples = float(experiment.gmacs or 0), float(experiment.samples or 0)
    code = {f"utilisation.{family}.{stack}": -1.0, f"utilisation.{family}.tuned": 1.0} if stack != "tuned" else {}
    powers = {"bytes_per_activation": 1.0, f"cache.{constants.gpu_class(gpu)}": -1.0, **code, **spreading}
    activations = float(experiment.mactivations or 0)
    if not activations:
        activations = gmacs
        powers[f"activations_per_gmac.{family}"] = 1.0
        said.append(_("The activations are not known; taken from the GMACs of models of this family."))
    wider = 1.0 if arithmetic == "16-bit" else 2.0
    moved = activations * 1e6 * wider * samples
    terms = [Term("memory-traffic", moved / (count * gpu.bandwidth_gbs * 1e9 * _HOUR), powers)]
    if experiment.loader_rate is None and f"loader.{stack}" in constants.values:
        terms.append(Term("input", samples / (count * _HOUR), {f"loader.{stack}": -1.0}))
    return terms
