"""What would make an experiment fit the card, the cheapest first, each with the memory it would then take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pickproblem.estimate.gpus import GpuSpec
from pickproblem.estimate.memory import Kind, Memory, kind_of, memory
from pickproblem.language import _
from pickproblem.record import Experiment

_MOST = 4


@dataclass(frozen=True)
class Remedy:
    """One or more changes of the experiment, with the memory they come to."""

    changes: dict[str, Any]
    """Fields of the experiment with their new values."""
    what: tuple[str, ...]
    """Each change in words."""
    memory: Memory

    def document(self) -> dict[str, Any]:
        """As it stands in the JSON of `fit`."""
        return {
            "changes": dict(self.changes),
            "what": list(self.what),
            "need_gb": self.memory.need_gb,
            "verdict": self.memory.verdict,
        }


def remedies(experiment: Experiment, gpu: GpuSpec, count: int) -> tuple[Remedy, ...]:
    """The cheapest changes after which the experiment fits ``gpu``; none where it fits, or memory is not known.

    Each change alone first; where none is enough, the cheap ones together. Where not even these are, the last remedy
    is the nearest, and its verdict says that it does not fit.
    """
    kind = kind_of(experiment)
    found = memory(experiment, gpu, count)
    if kind is None or found.verdict in ("fits", "unknown"):
        return ()
    alone: list[Remedy] = []
    for steps in _ways(experiment, kind, gpu, count, found):
        tried = [_tried(experiment, changes, (words,), gpu, count) for changes, words in steps]
        alone += [one for one in tried if one.memory.verdict == "fits"][:1]
    return tuple(alone[:_MOST]) or _together(experiment, kind, gpu, count, found)


_Step = tuple[dict[str, Any], str]


def _ways(experiment: Experiment, kind: Kind, gpu: GpuSpec, count: int, found: Memory) -> Iterator[list[_Step]]:
    """The ways out, the cheapest first; each as steps of which the first that is enough counts."""
    if kind == "transformer" and experiment.flash_attention is False:
        yield [({"flash_attention": True}, _("flash attention"))]
    if kind == "images" and experiment.precision in ("fp32", "tf32"):
        half = "bf16" if gpu.bf16 else "fp16"
        yield [({"precision": half, "mixed": True}, _("mixed precision (%(kind)s)") % {"kind": half})]
    if smaller := list(_smaller(experiment, kind, found)):
        yield smaller
    if not experiment.recompute:
        yield [({"recompute": True}, _("recompute activations (about a third more time)"))]
    if count > 1 and experiment.shard != "zero3":
        yield list(_sharded(experiment, count))
    if experiment.mode in (None, "full"):
        if experiment.optimizer in (None, "adamw"):
            yield [
                ({"optimizer": "adam8bit"}, _("8-bit Adam")),
                ({"optimizer": "paged"}, _("8-bit Adam with its states in the machine's memory (slower)")),
            ]
        if experiment.family in ("finetune", "diffusion"):
            yield [({"mode": "lora"}, _("LoRA in place of full fine-tuning"))]
    if kind == "transformer" and experiment.family == "finetune" and experiment.mode != "qlora":
        yield [({"mode": "qlora"}, _("QLoRA: the weights in 4 bits"))]


def _smaller(experiment: Experiment, kind: Kind, found: Memory) -> Iterator[_Step]:
    size = found.batch if kind == "images" else experiment.micro_batch
    field = "batch" if kind == "images" else "micro_batch"
    while size is not None and size > 1:
        size = max(int(size / 2), 1)
        yield {field: size}, _("a batch of %(n)d on each GPU, gradients accumulated") % {"n": size}


def _sharded(experiment: Experiment, count: int) -> Iterator[_Step]:
    kinds = ("zero1", "zero2", "zero3")
    beyond = kinds.index(experiment.shard) + 1 if experiment.shard else 0
    names = {
        "zero1": _("ZeRO-1: the optimizer divided over %(n)d GPUs"),
        "zero2": _("ZeRO-2: optimizer and gradients divided over %(n)d GPUs"),
        "zero3": _("ZeRO-3 or FSDP: everything divided over %(n)d GPUs"),
    }
    for kind in kinds[beyond:]:
        yield {"shard": kind}, names[kind] % {"n": count}


def _together(experiment: Experiment, kind: Kind, gpu: GpuSpec, count: int, found: Memory) -> tuple[Remedy, ...]:
    """Way upon way, each as far as it goes, until it fits; the nearest where it never does."""
    changes: dict[str, Any] = {}
    said: dict[tuple[str, ...], str] = {}
    best: Remedy | None = None
    for steps in _ways(experiment, kind, gpu, count, found):
        if "mode" in steps[0][0]:  # adapters are so few that their optimizer does not matter
            changes.pop("optimizer", None)
            said.pop(("optimizer",), None)
        for n, (more, words) in enumerate(steps, start=1):
            told = {**said, tuple(more): words}  # LoRA gives way to QLoRA, and is not told beside it
            tried = _tried(experiment, {**changes, **more}, tuple(told.values()), gpu, count)
            needs, least = tried.memory.need_gb, best.memory.need_gb if best else found.need_gb
            if needs is not None and least is not None and needs < least:
                best = tried
            if tried.memory.verdict == "fits":
                return (tried,)
            if n == len(steps):
                changes, said = {**changes, **more}, told
    return (best,) if best is not None else ()


def _tried(
    experiment: Experiment, changes: dict[str, Any], words: tuple[str, ...], gpu: GpuSpec, count: int
) -> Remedy:
    return Remedy(changes, words, memory(experiment.model_copy(update=changes), gpu, count))
