"""The constants of the time estimate, as ``data/hours.toml`` has them: fitted or chosen, and what stands behind.

Every constant is a factor above zero. What it multiplies, and to which power, is said in `terms`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from typing import Any

import tomli

from pickproblem.estimate.gpus import GpuSpec


@dataclass(frozen=True)
class Constant:
    """One constant: what counts, on what it rests, and what was believed before any run was looked at.

    ``basis``: fitted, evidence or design. ``rows``: published runs that bear on it. ``prior_basis``: evidence or
    design. ``spread``: the standard deviation of the prior's logarithm, 0 where nothing is fitted. ``source``: where
    the prior comes from.
    """

    name: str
    value: float
    basis: str
    rows: int
    prior: float
    prior_basis: str
    spread: float
    source: str


@dataclass(frozen=True)
class Figure:
    """A number that is chosen, not fitted, with its basis and the reason."""

    name: str
    value: float
    basis: str
    source: str


@dataclass(frozen=True)
class Behind:
    """The published runs of one family on one class of GPUs, and the most machines any of them ran on."""

    family: str
    gpu_class: str
    rows: int
    nodes: int


@dataclass(frozen=True)
class Constants:
    """Everything that the time estimate does not compute from the experiment and the GPU."""

    constants: tuple[Constant, ...]
    figures: tuple[Figure, ...]
    classes: tuple[tuple[str, tuple[str, ...]], ...]
    behind: tuple[Behind, ...]

    @cached_property
    def values(self) -> Mapping[str, float]:
        """The constants that multiply, by name."""
        return {one.name: one.value for one in self.constants}

    @cached_property
    def figure(self) -> Mapping[str, float]:
        """The chosen figures, by name."""
        return {one.name: one.value for one in self.figures}

    def gpu_class(self, gpu: GpuSpec) -> str:
        """The generation that a GPU is of, by the longest beginning of its id; "other" where the table has none."""
        known = [(len(start), name) for name, starts in self.classes for start in starts if gpu.id.startswith(start)]
        return max(known)[1] if known else "other"

    def rows(self, family: str, gpu_class: str) -> int:
        """How many published runs of that family on that class of GPU the constants were fitted on."""
        return sum(one.rows for one in self.behind if (one.family, one.gpu_class) == (family, gpu_class))

    def most_nodes(self, family: str) -> int:
        """The most machines that a published run of that family ran on; 1 where there is none."""
        return max((one.nodes for one in self.behind if one.family == family), default=1)

    def with_values(self, values: Mapping[str, float]) -> Constants:
        """The same with other values."""
        changed = tuple(replace(one, value=values.get(one.name, one.value)) for one in self.constants)
        return replace(self, constants=changed)

    def product(self, powers: Mapping[str, float]) -> float:
        """The product of the named constants, each to its power; a name without an entry counts as 1."""
        return math.exp(sum(power * math.log(self.values.get(name, 1.0)) for name, power in powers.items()))


@cache
def shipped() -> Constants:
    """The constants that lie in the package."""
    text = resources.files("pickproblem.estimate").joinpath("data/hours.toml").read_text(encoding="utf-8")
    return read(tomli.loads(text))


def read(table: Mapping[str, Any]) -> Constants:
    """The constants that a parsed ``hours.toml`` holds."""
    return Constants(
        constants=tuple(Constant(**row) for row in table["constant"]),
        figures=tuple(Figure(**row) for row in table["figure"]),
        classes=tuple((row["name"], tuple(row["starts"])) for row in table["gpu_class"]),
        behind=tuple(Behind(**row) for row in table.get("behind", ())),
    )
