"""What would make an experiment fit the card, the cheapest first, each with the memory it would then take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
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

    As few changes as are enough, each no farther than it must go. Where all together are not enough, the remedy is
    the nearest, and its verdict says that it does not fit.
    """
    kind = kind_of(experiment)
    found = memory(experiment, gpu, count)
    if kind is None or found.verdict in ("fits", "unknown"):
        return ()
    ways = list(_ways(experiment, kind, gpu, count, found))
    nearest: Remedy | None = None
    for size in range(1, len(ways) + 1):
        enough: list[Remedy] = []
        for together in combinations(ways, size):
            if _clash(together):
                continue
            farthest = _tried(experiment, [steps[-1] for steps in together], gpu, count)
            if farthest.memory.verdict == "fits":
                tried = (_tried(experiment, steps, gpu, count) for steps in product(*together))
                enough.append(next(one for one in tried if one.memory.verdict == "fits"))
            elif _need(farthest.memory) < _need(nearest.memory if nearest else found):
                nearest = farthest
        if enough:
            return tuple(enough[:_MOST])
    return (nearest,) if nearest else ()


_Step = tuple[dict[str, Any], str]


def _ways(experiment: Experiment, kind: Kind, gpu: GpuSpec, count: int, found: Memory) -> Iterator[list[_Step]]:
    """The ways out, the cheapest first; each in steps, every one farther than the one before."""
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


def _clash(together: Sequence[list[_Step]]) -> bool:
    """Whether two ways change the same; adapters are so few that their optimizer does not matter either."""
    fields = ["mode" if field == "optimizer" else field for steps in together for field in steps[0][0]]
    return len(fields) > len(set(fields))


def _need(held: Memory) -> float:
    return held.need_gb or 0.0


def _tried(experiment: Experiment, steps: Sequence[_Step], gpu: GpuSpec, count: int) -> Remedy:
    changes: dict[str, Any] = {}
    for more, _words in steps:
        changes.update(more)
    return Remedy(changes, tuple(words for _more, words in steps), memory(_changed(experiment, changes), gpu, count))


def _changed(experiment: Experiment, changes: dict[str, Any]) -> Experiment:
    return experiment.model_copy(update=changes)
