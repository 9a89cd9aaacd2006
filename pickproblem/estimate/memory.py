"""What a training run holds on each GPU, by parts, and whether the card can hold it.

Model states after Rajbhandari et al. (ZeRO, arXiv 1910.02054), activations of a transformer after Korthikanti et al.
(arXiv 2205.05198), of image models in proportion to their published activation counts. All constants, each with its
basis, lie in ``data/memory.toml``; gigabytes are 1e9 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import tomli

from pickproblem.estimate import presets
from pickproblem.estimate.gpus import GpuSpec
from pickproblem.language import _
from pickproblem.record import Experiment

Verdict = Literal["fits", "borderline", "does-not-fit", "unknown"]
Kind = Literal["transformer", "images"]

PARTS = ("weights", "gradients", "optimizer", "activations", "logits", "overhead")
"""The parts that a need is made of, in the order in which they are shown."""

_GB = 1e9


@dataclass(frozen=True)
class Memory:
    """What one GPU must hold. ``need_gb`` is None where a fact is missing, and ``parts`` is empty then."""

    need_gb: float | None
    usable_gb: float
    """What of the card's memory a run gets at; 0 where the card's memory is not known."""
    verdict: Verdict
    parts: dict[str, float]
    """Gigabytes by part, adding up to ``need_gb``; see PARTS."""
    assumptions: tuple[str, ...] = ()
    """What was taken for granted, in words."""
    batch: float | None = None
    """The images on each GPU that were reckoned with; None for a transformer."""

    def document(self) -> dict[str, Any]:
        """As it stands in the JSON of `fit`; numbers not rounded."""
        return {
            "need_gb": self.need_gb,
            "usable_gb": self.usable_gb or None,
            "verdict": self.verdict,
            "parts": dict(self.parts),
        }


def memory(experiment: Experiment, gpu: GpuSpec, count: int, nodes: int = 1) -> Memory:
    """What each of ``count`` GPUs must hold for an experiment that `presets.filled` has completed.

    ``micro_batch`` and ``batch`` are those of one GPU. ``nodes`` changes nothing: states are divided over all GPUs
    alike. Never raises; what cannot be computed is None, with the verdict ``unknown``.
    """
    experiment = _with_precision(experiment, gpu)
    kind = kind_of(experiment)
    usable = table()["verdict"]["usable"] * gpu.memory_gb / gpu.devices
    if kind == "transformer":
        return _judged(_transformer(experiment, count), usable)
    if kind == "images":
        return _images(experiment, count, usable)
    return Memory(None, usable, "unknown", {})


def kind_of(experiment: Experiment) -> Kind | None:
    """Whose formulas hold for an experiment: by its family, else by the figures that it names."""
    if experiment.family in ("lm", "finetune"):
        return "transformer"
    if experiment.family in ("vit", "conv", "diffusion"):
        return "images"
    if experiment.gmacs or experiment.mactivations:
        return "images"
    transformer = ("tokens", "layers", "d_model", "seq", "vocab", "micro_batch", "mode", "shard")
    return "transformer" if any(getattr(experiment, name) is not None for name in transformer) else None


def _with_precision(experiment: Experiment, gpu: GpuSpec) -> Experiment:
    """Where none is given, that in which the card computes fastest; `hours` takes, and tells, the same."""
    if experiment.precision is not None:
        return experiment
    return experiment.model_copy(update={"precision": "fp16" if gpu.tensor_cores else "fp32"})


@cache
def table() -> dict[str, Any]:
    """The constants of ``data/memory.toml``."""
    text = resources.files("pickproblem.estimate").joinpath("data/memory.toml").read_text(encoding="utf-8")
    return tomli.loads(text)


@dataclass(frozen=True)
class _Shape:
    """A transformer's figures, and what of them was assumed."""

    params: float
    layers: float
    d_model: float
    seq: float
    micro_batch: float
    vocab: float
    assumptions: tuple[str, ...]


@dataclass(frozen=True)
class _Need:
    parts: dict[str, float] | None
    assumptions: tuple[str, ...]
    batch: float | None = None


def _transformer(experiment: Experiment, count: int) -> _Need:
    shape = _shape(experiment)
    if shape is None:
        return _Need(None, ())
    constants = table()
    said = list(shape.assumptions)
    tokens = shape.seq * shape.micro_batch
    attention = 0.0
    if experiment.flash_attention is False:
        heads = experiment.heads
        if heads is None:
            heads = shape.d_model / constants["assumed"]["head_size"]
            said.append(_("The attention heads are taken to be of size 64."))
        attention = constants["transformer"]["attention"] * heads * shape.seq / shape.d_model
    layer = tokens * shape.d_model * (constants["transformer"]["layer"] + attention) * _width(experiment)
    if experiment.recompute:
        kept = constants["transformer"]["checkpoint"] * _width(experiment) * tokens * shape.d_model
        activations = kept * shape.layers + layer
    else:
        activations = layer * shape.layers
    embeddings = min(2 * (shape.vocab or constants["assumed"]["vocab"]) * shape.d_model, shape.params / 2)
    states = _states(experiment, shape.params, embeddings, count)
    gathered = 0.0
    if experiment.shard == "zero3":
        # A layer's weights are gathered whole while it is computed, and those of the next one meanwhile.
        gathered = min(2 * 2 * 12 * shape.d_model**2, states["weights"] * (count - 1))
    logits = constants["logits"]["bytes"] * tokens * shape.vocab
    return _Need(_with_overhead({**states, "activations": activations, "logits": logits}, gathered), tuple(said))


def _shape(experiment: Experiment) -> _Shape | None:
    """The transformer's figures; what is not said follows from the usual proportions. None without any size."""
    assumed = table()["assumed"]
    said: list[str] = []
    params, layers, width = experiment.params, experiment.layers, experiment.d_model
    vocab = experiment.vocab
    if vocab is None:
        vocab = assumed["vocab"]
        said.append(_("The vocabulary is taken to have %(n)s entries.") % {"n": f"{vocab:,}"})
    if params is None:
        if layers is None or width is None:
            return None
        params = 12 * layers * width**2 + vocab * width
        said.append(_("The parameters are counted from layers, width and vocabulary."))
    if layers is None or width is None:
        # N = 12 · layers · width², Kaplan et al., arXiv 2001.08361; width grows with depth.
        if layers is None and width is None:
            layers = (params / (12 * assumed["width_per_layer"] ** 2)) ** (1 / 3)
            width = assumed["width_per_layer"] * layers
        elif width is None:
            width = (params / (12 * (layers or 1))) ** 0.5
        else:
            layers = params / (12 * width**2)
        layers = max(layers or 1.0, 1.0)
        said.append(
            _("Memory is that of about %(layers).0f layers of width %(width).0f, as models of this size have.")
            % {"layers": layers, "width": width}
        )
    seq, micro = experiment.seq, experiment.micro_batch
    if seq is None:
        seq = assumed["seq"]
        said.append(_("The sequences are taken to be %(n)d tokens long.") % {"n": seq})
    if micro is None:
        micro = assumed["micro_batch"]
        said.append(_("Memory is that of one sequence at a time on each GPU, gradients accumulated."))
    return _Shape(params, layers, width, seq, micro, vocab, tuple(said))


def _images(experiment: Experiment, count: int, usable: float) -> Memory:
    if not experiment.mactivations:
        missing = _("Memory is not computed: the activations of one sample are not known.")
        return Memory(None, usable, "unknown", {}, (missing,))
    params, said = _image_params(experiment)
    if params is None:
        missing = _("Memory is not computed: the parameters of the model are not known.")
        return Memory(None, usable, "unknown", {}, (missing,))
    given = experiment.batch if experiment.batch is not None else experiment.micro_batch
    if given is not None:
        if count > 1:
            said += (_("The batch of %(n)g is taken as that of each GPU.") % {"n": given},)
        return _judged(_image_need(experiment, params, given, count, said), usable)
    judged = None
    for batch in table()["assumed"]["batches"]:
        words = _("Memory is that of a batch of %(n)d on each GPU.") % {"n": batch}
        judged = _judged(_image_need(experiment, params, batch, count, (*said, words)), usable)
        if judged.verdict == "fits":
            break
    assert judged is not None
    return judged


def _image_params(experiment: Experiment) -> tuple[float | None, tuple[str, ...]]:
    if experiment.params is not None:
        return experiment.params, ()
    assumed = table()["assumed"]
    if experiment.family == "conv":
        params = assumed["conv_params"]
    elif experiment.family == "vit" and experiment.gmacs is not None:
        params = experiment.gmacs * 1e9 / assumed["tokens_per_image"]
    else:
        return None, ()
    return params, (_("The model is taken to have about %(n).0f million parameters.") % {"n": params / 1e6},)


def _image_need(
    experiment: Experiment, params: float, batch: float, count: int, assumptions: tuple[str, ...]
) -> _Need:
    constants = table()["images"]
    each, told = constants["bytes_per_activation"], assumptions
    if (anchor := _anchor(experiment)) is not None:
        each, words = anchor
        told = (*assumptions, words)
    activations = each * _width(experiment) * (experiment.mactivations or 0) * 1e6 * batch
    if experiment.recompute:
        activations *= constants["recompute"]
    states = _states(experiment, params, 0.0, count)
    return _Need(_with_overhead({**states, "activations": activations}, 0.0), told, batch)


def _anchor(experiment: Experiment) -> tuple[float, str] | None:
    """Bytes an activation at 16 bit where the memory of this very model was published, and how that is told."""
    if experiment.preset is None:
        return None
    try:
        preset = presets.find(experiment.preset)
    except presets.UnknownPreset:
        return None
    anchor = next((one for one in table()["anchors"] if one["preset"] == preset.id), None)
    if anchor is None or preset.params is None or preset.mactivations is None:
        return None
    published = Experiment(family="conv", precision=anchor["precision"])
    states = sum(_states(published, preset.params, 0.0, 1).values()) / _GB
    overhead = table()["overhead"]
    left = (anchor["gb"] - overhead["context_gb"]) / (1 + overhead["fragmentation"]) - states
    words = _("Memory follows a published figure: %(gb)g GB for %(n)d images in %(precision)s, first stages frozen.")
    each = left * _GB / (_width(published) * preset.mactivations * 1e6 * anchor["batch"])
    return each, words % {"gb": anchor["gb"], "n": anchor["batch"], "precision": anchor["precision"]}


def _states(experiment: Experiment, params: float, embeddings: float, count: int) -> dict[str, float]:
    """Bytes of weights, gradients and the optimizer's part on one GPU."""
    constants = table()
    frozen = constants["frozen"]
    if experiment.mode in ("lora", "qlora"):
        share = experiment.trainable_share
        trained = params * (frozen["trainable_share"] if share is None else share)
        plain = frozen["single" if _width(experiment) > 1 else "half"]
        base = params * plain
        if experiment.mode == "qlora":
            base = frozen["quantised"] * (params - embeddings) + plain * embeddings
        each = frozen["trained"]
        parts = [base + each[0] * trained, each[1] * trained, each[2] * trained]
    else:
        kind = _kind_of_states(experiment)
        optimizer = experiment.optimizer or ("sgd" if experiment.family == "conv" else "adamw")
        parts = [params * each for each in constants["states"][kind][optimizer]]
    divided = {"zero1": (1, 1, count), "zero2": (1, count, count), "zero3": (count, count, count)}
    by = divided.get(experiment.shard or "", (1, 1, 1))
    return {name: part / n for name, part, n in zip(PARTS, parts, by, strict=False)}


def _kind_of_states(experiment: Experiment) -> str:
    if _width(experiment) > 1:
        return "single"
    if experiment.mixed is False:
        return "half"
    return "sharded" if experiment.shard else "mixed"


def _width(experiment: Experiment) -> int:
    """Of what is computed in passing: 1 at 16 bit, 2 at 32."""
    return 2 if experiment.precision in ("fp32", "tf32") else 1


def _with_overhead(parts: dict[str, float], gathered: float) -> dict[str, float]:
    constants = table()["overhead"]
    overhead = constants["context_gb"] * _GB + constants["fragmentation"] * sum(parts.values()) + gathered
    return {name: size / _GB for name, size in {**parts, "overhead": overhead}.items()}


def _judged(need: _Need, usable: float) -> Memory:
    if need.parts is None:
        return Memory(None, usable, "unknown", {}, need.assumptions)
    total = sum(need.parts.values())
    return Memory(total, usable, verdict_of(total, usable), need.parts, need.assumptions, need.batch)


def verdict_of(need_gb: float, usable_gb: float) -> Verdict:
    """Whether a need fits: at most 0.8 of what is usable, not from 1.25 on, borderline between."""
    if not usable_gb:
        return "unknown"
    bounds = table()["verdict"]
    ratio = need_gb / usable_gb
    if ratio <= bounds["fits"]:
        return "fits"
    return "does-not-fit" if ratio >= bounds["does_not_fit"] else "borderline"
