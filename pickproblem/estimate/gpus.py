"""GPUs and their dense rates, and the names by which people call them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pickproblem.document import nearest
from pickproblem.errors import PickproblemError
from pickproblem.language import _
from pickproblem.text import safe


class UnknownGpu(PickproblemError):
    """No GPU of that name is in the table; the message lists the nearest."""


@dataclass(frozen=True)
class GpuSpec:
    """One GPU: memory in GB, dense TFLOP/s, GB/s. ``tensor_tflops`` is 16 bit in, fp32 accumulated."""

    id: str
    name: str
    memory_gb: float
    tensor_tflops: float
    fp32_tflops: float
    tf32_tflops: float
    bandwidth_gbs: float
    bf16: bool
    tensor_cores: bool
    link: str
    tensor_from: str
    vendor_check_tflops: float
    source: str
    note: str = ""


@cache
def every() -> tuple[GpuSpec, ...]:
    """Every GPU of the table, in its order."""
    table = resources.files("pickproblem.estimate").joinpath("data/gpus.toml").read_text(encoding="utf-8")
    return tuple(GpuSpec(**row) for row in tomllib.loads(table)["gpu"])


def find(name: str) -> GpuSpec:
    """The GPU that the name means. Raises UnknownGpu, which names the nearest."""
    wanted = name.strip().casefold()
    for gpu in every():
        if wanted in (gpu.id.casefold(), gpu.name.casefold()):
            return gpu
    words = {"name": safe(name), "hint": nearest(name, [gpu.name for gpu in every()])}
    raise UnknownGpu(_("%(name)s is not in the table of GPUs; %(hint)s") % words)
