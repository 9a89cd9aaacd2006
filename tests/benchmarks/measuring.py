"""Measuring two things in turn, A B A B, so that a busy machine slows both alike; a row of the table."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

Reading = tuple[float, float]
"""Processor time (user and system) and time on the wall, in seconds."""
Measure = Callable[[], Reading]


@dataclass(frozen=True)
class Bound:
    """What is promised: a ratio, an exponent or milliseconds, at most or at least."""

    value: float
    unit: str = "×"
    least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.value:g} {self.unit}".rstrip()

    def verdict(self, found: float) -> str:
        """`holds`, or by how much of the bound it is missed."""
        over = self.value / found - 1 if self.least else found / self.value - 1
        return "holds" if over <= 0 else f"fails by {over:.0%}"


@dataclass(frozen=True)
class Row:
    """One line: our time, the time of what it is held against, and what that says of the bound, if there is one."""

    name: str
    against: str
    ours: Sequence[Reading] = ()
    theirs: Sequence[Reading] = ()
    bound: Bound | None = None
    faster: bool = False
    """Whether the ratio says how many times faster ours is, not how many times slower."""
    skipped: str = ""
    exponent: float | None = None
    tail: bool = False
    """Whether the bound is on the 95th percentile of our times on the wall; no other is taken then."""
    clock: bool = False
    """Whether the clock on the wall decides, not processor time."""
    unit: str = "ms"
    """What the readings are shown in: ms, s, or MB where they are bytes."""
    details: dict[str, Any] = field(default_factory=dict)

    def ratios(self, wall: bool = False) -> list[float]:
        """Ours over theirs of each round, or theirs over ours; by processor time unless the clock decides."""
        wall = wall or self.clock
        pairs = zip(self.ours, self.theirs, strict=True)
        ratios = [ours[wall] / theirs[wall] for ours, theirs in pairs]
        return [1 / ratio for ratio in ratios] if self.faster else ratios

    @property
    def found(self) -> float:
        """What is held against the bound."""
        if self.exponent is not None:
            return self.exponent
        if self.tail:
            return 1000 * percentile(self.ours)
        if self.bound and self.bound.unit in SCALES:
            return SCALES[self.bound.unit] * median(self.ours, self.clock)
        return statistics.median(self.ratios())

    @property
    def quartiles(self) -> tuple[float, float]:
        """The middle half of what each round found; of a figure of the whole run that figure twice."""
        in_units = self.bound is not None and self.bound.unit in SCALES
        if self.exponent is not None or self.tail or in_units or len(self.ours) < 2:
            return self.found, self.found
        low, _, high = statistics.quantiles(self.ratios(), n=4)
        return low, high

    @property
    def holds(self) -> bool:
        """False where a bound is missed."""
        return bool(self.skipped) or self.bound is None or self.verdict == "holds"

    @property
    def verdict(self) -> str:
        if self.skipped:
            return self.skipped
        return self.bound.verdict(self.found) if self.bound else "for comparison"

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"name": self.name, "against": self.against, "verdict": self.verdict}
        told |= {"bound": str(self.bound) if self.bound else None, "details": self.details}
        told |= {"unit": self.unit, "decides": "wall" if self.clock or self.tail else "processor"}
        if not self.skipped:
            told |= {"found": self.found}
            for name, readings in (("ours", self.ours), ("theirs", self.theirs)):
                told[name] = [{"processor": processor, "wall": wall} for processor, wall in readings]
        return told


SCALES = {"ms": 1000.0, "s": 1.0, "MB": 1e-6}


def median(readings: Sequence[Reading], wall: bool = False) -> float:
    """The median of the processor times, or of those on the wall."""
    return statistics.median(reading[wall] for reading in readings)


def percentile(readings: Sequence[Reading]) -> float:
    """The 95th percentile of the times on the wall."""
    walls = [wall for _processor, wall in readings]
    return statistics.quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]


def power(smaller: Sequence[Reading], larger: Sequence[Reading], times: float) -> list[float]:
    """Of each round, the power of so many ``times`` more work that its processor time grew by.

    Of each by itself, since a busy machine slows neighbours alike.
    """
    pairs = zip(smaller, larger, strict=True)
    return [math.log(after[0] / before[0]) / math.log(times) for before, after in pairs]


def in_turn(rounds: int, *measures: Measure) -> list[list[Reading]]:
    """The readings of each, taken in turn, after one round that does not count."""
    found: list[list[Reading]] = [[] for _ in measures]
    for turn in range(rounds + 1):
        for one, readings in zip(measures, found, strict=True):
            reading = one()
            if turn:
                readings.append(reading)
    return found


def call(function: Callable[[], object]) -> Measure:
    """A call in this process."""

    def measure() -> Reading:
        wall, processor = time.perf_counter(), time.process_time()
        function()
        return time.process_time() - processor, time.perf_counter() - wall

    return measure


@contextmanager
def cached_bytecode() -> Iterator[None]:
    """Processes keep their bytecode, in a folder of this run; compiling anew on each start would be measured else."""
    with tempfile.TemporaryDirectory(prefix="pickproblem-bench-") as folder:
        before = dict(os.environ)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(PYTHONPYCACHEPREFIX=folder, PICKPROBLEM_LANG="en")
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def python(*arguments: str) -> Measure:
    """A process of its own, from its start to its end, measured from outside."""

    def measure() -> Reading:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"python {' '.join(arguments)} ended with {process.returncode}")
        return used.ru_utime + used.ru_stime, wall

    return measure


HEADS = ("what", "against", "ours", "theirs", "ratio", "quartiles", "wall", "bound", "")


def table(rows: Sequence[Row]) -> str:
    """The rows as a table of Markdown, aligned to be read as it is."""
    return ruled([HEADS, *(_cells(row) for row in rows)])


def ruled(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as a table of Markdown, the first its heads."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    whole = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in whole
    )


def shown(reading: float, unit: str) -> str:
    """A reading in its unit."""
    return f"{SCALES[unit] * reading:.1f} {unit}"


def _cells(row: Row) -> tuple[str, ...]:
    bound = str(row.bound) if row.bound else ""
    if row.skipped:
        return (row.name, row.against, "", "", "", "", "", bound, row.verdict)
    if row.tail:
        ours, theirs = (
            f"{1000 * median(one):.1f}, {1000 * percentile(one):.1f} ms" for one in (row.ours, row.theirs)
        )
        ratio = f"{percentile(row.ours) / percentile(row.theirs):.2f}"
        return (row.name, row.against, ours, theirs, "", "", ratio, f"{bound}, 95%", row.verdict)
    if row.exponent is not None:
        return (row.name, row.against, "", "", f"{row.exponent:.2f}", "", "", bound, row.verdict)
    low, high = row.quartiles
    return (
        row.name,
        row.against,
        shown(median(row.ours, row.clock), row.unit),
        shown(median(row.theirs, row.clock), row.unit),
        f"{statistics.median(row.ratios()):.2f}",
        f"{low:.2f} to {high:.2f}",
        "" if row.unit == "MB" else f"{statistics.median(row.ratios(wall=True)):.2f}",
        bound,
        row.verdict,
    )
