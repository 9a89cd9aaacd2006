"""Published training runs with their hours, and published memory figures, each with its source.

They are what the constants of the estimates are fitted on; see ``python -m pickproblem.estimate.fit``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import tomli

from pickproblem.estimate.gpus import GpuSpec, find
from pickproblem.record import Experiment


@dataclass(frozen=True)
class TimedRun:
    """A training run with the hours it took on ``count`` GPUs over ``nodes`` machines.

    ``trust``: A read at the source, B read on a page that quotes it, C remembered.
    """

    id: str
    experiment: Experiment
    gpu: GpuSpec
    count: int
    nodes: int
    hours: float
    trust: str
    source: str
    note: str = ""

    @property
    def family(self) -> str:
        """Language model, fine-tuning, convolutions and so on, as a record's experiment names it."""
        return self.experiment.family or "other"

    @property
    def origin(self) -> str:
        """Where its source was published: runs of one origin were measured by the same people, in the same way."""
        return self.source.partition(" ")[0].rstrip(",;:")


@dataclass(frozen=True)
class MemoryFigure:
    """The GB that training took on one GPU, or on all ``count`` together where ``whole``.

    ``kind``: measured; rule (its authors computed it); anchor (too little is known of the model to compute it).
    ``states``: weights, gradients and optimizer alone.
    """

    id: str
    experiment: Experiment
    gb: float
    kind: str
    trust: str
    source: str
    count: int = 1
    whole: bool = False
    states: bool = False
    note: str = ""


@cache
def timed() -> tuple[TimedRun, ...]:
    """Every run with its hours, in the order of the table."""
    return tuple(
        TimedRun(**{**row, "experiment": _experiment(row), "gpu": find(row["gpu"])}) for row in _tables()["time"]
    )


@cache
def memory_figures() -> tuple[MemoryFigure, ...]:
    """Every memory figure, in the order of the table."""
    return tuple(MemoryFigure(**{**row, "experiment": _experiment(row)}) for row in _tables()["memory"])


def _experiment(row: dict[str, Any]) -> Experiment:
    return Experiment.model_validate(row["experiment"])


@cache
def _tables() -> dict[str, list[dict[str, Any]]]:
    text = resources.files("pickproblem.estimate").joinpath("data/runs.toml").read_text(encoding="utf-8")
    tables: dict[str, list[dict[str, Any]]] = tomli.loads(text)
    return tables
