"""Fitting the constants of memory to published figures, and how far each figure is from its estimate.

What is fitted is what the formulas leave open: the context beyond them, and the bytes that an activation of an image
model takes. Both have a prior; figures of one source were measured alike, and count as one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import mean, median

from pickproblem.estimate import gpus
from pickproblem.estimate.memory import memory, table
from pickproblem.estimate.runs import MemoryFigure

CONTEXT, IMAGES = "overhead.context_gb", "images.bytes_per_activation"

_PRIORS = {CONTEXT: (0.6, 0.3), IMAGES: (4.5, 0.2)}
"""What is believed beforehand, and the standard deviation of its logarithm (design)."""

_OWN_ERROR = 0.2
"""The standard deviation of the logarithm of a source's figures about the formulas (design)."""

_CARD = "a100-sxm-80g"
_ROUNDS, _FINE = 3, 1e-4


@dataclass(frozen=True)
class Need:
    """A published figure taken apart, so that the fitted constants can be moved."""

    figure: MemoryFigure
    fixed: float
    images: float
    """Gigabytes at one byte an activation."""

    def at(self, constants: dict[str, float]) -> float:
        """The gigabytes estimated under these constants."""
        context = 0.0 if self.figure.states else constants[CONTEXT]
        return self.fixed + context + self.images * constants[IMAGES]


def needs(figures: Iterable[MemoryFigure]) -> list[Need]:
    """The figures that the formulas can say anything about; anchors name too little of their models."""
    found = [_need(figure) for figure in figures]
    return [one for one in found if one is not None]


def _need(figure: MemoryFigure) -> Need | None:
    card = next(gpu for gpu in gpus.every() if gpu.id == _CARD)
    estimated = memory(figure.experiment, card, figure.count)
    if estimated.need_gb is None:
        return None
    constants = table()
    spread = 1 + constants["overhead"]["fragmentation"]
    parts = estimated.parts
    if figure.states:
        return Need(figure, parts["weights"] + parts["gradients"] + parts["optimizer"], 0.0)
    images = 0.0
    if estimated.batch is not None:
        images = spread * parts["activations"] / constants["images"]["bytes_per_activation"]
    fixed = estimated.need_gb - constants["overhead"]["context_gb"]
    return Need(figure, fixed - images * constants["images"]["bytes_per_activation"], images)


def constants(figures: Iterable[MemoryFigure]) -> dict[str, float]:
    """The constants that fit measured figures and priors together best, by their place in ``data/memory.toml``."""
    measured = [one for one in needs(figures) if one.figure.kind == "measured"]
    found = {name: prior for name, (prior, _spread) in _PRIORS.items()}
    for _round in range(_ROUNDS):
        for name in found:
            found[name] = _lowest(partial(_moved, found, name, measured), *_around(name))
    return found


def _around(name: str) -> tuple[float, float]:
    prior, _spread = _PRIORS[name]
    return prior / 4, prior * 4


def _moved(at: dict[str, float], name: str, measured: Sequence[Need], value: float) -> float:
    return _badness({**at, name: value}, measured)


def _badness(at: dict[str, float], measured: Sequence[Need]) -> float:
    sources: dict[str, list[float]] = {}
    for one in measured:
        off = math.log(one.at(at) / one.figure.gb) / _OWN_ERROR
        sources.setdefault(one.figure.source, []).append(off**2)
    prior = sum((math.log(at[name] / value) / spread) ** 2 for name, (value, spread) in _PRIORS.items())
    return prior + sum(mean(offs) for offs in sources.values())


def _lowest(badness: Callable[[float], float], low: float, high: float) -> float:
    """Where a function of one hollow is lowest: golden-section search (Kiefer 1953)."""
    golden = (math.sqrt(5) - 1) / 2
    while high - low > _FINE:
        left, right = high - golden * (high - low), low + golden * (high - low)
        if badness(left) < badness(right):
            high = right
        else:
            low = left
    return (low + high) / 2


def unseen(figures: Sequence[MemoryFigure]) -> list[tuple[Need, float]]:
    """Each measured figure with its estimate over it, from constants fitted without the figures of its source."""
    measured = [one for one in needs(figures) if one.figure.kind == "measured"]
    told = []
    for source in dict.fromkeys(one.figure.source for one in measured):
        found = constants(figure for figure in figures if figure.source != source)
        told += [(one, one.at(found) / one.figure.gb) for one in measured if one.figure.source == source]
    return told


def report(figures: Sequence[MemoryFigure]) -> list[str]:
    """The fit in lines of text: constants, each figure beside its estimate, the spread and the misses."""
    found = constants(figures)
    shipped = {name: table()[name.split(".")[0]][name.split(".")[1]] for name in found}
    lines = ["memory: constants"]
    lines += [
        f"  {name:<28} {value:6.2f}   shipped {shipped[name]:.2f}   prior {_PRIORS[name][0]:.2f}"
        for name, value in found.items()
    ]
    lines += ["memory: GB published, estimated with the shipped constants, ratio"]
    told = needs(figures)
    for one in told:
        estimated = one.at(shipped)
        kind = "" if one.figure.kind == "measured" else f"  ({one.figure.kind})"
        lines.append(
            f"  {one.figure.id:<44} {one.figure.gb:8.2f} {estimated:8.2f} {estimated / one.figure.gb:6.2f}{kind}"
        )
    lines += [_spread("shipped", [one.at(shipped) / one.figure.gb for one in told if one.figure.kind == "measured"])]
    lines += [_spread("source left out", [ratio for _one, ratio in unseen(figures)])]
    silent = [figure.id for figure in figures if figure.id not in {one.figure.id for one in told}]
    if silent:
        lines.append(f"  too little known to compute: {', '.join(silent)}")
    return lines


def _spread(name: str, ratios: Sequence[float]) -> str:
    inside = sum(1 / 1.4 <= ratio <= 1.4 for ratio in ratios)
    return (
        f"  {name}: {inside} of {len(ratios)} measured within a factor of 1.4, median ratio {median(ratios):.2f}, "
        f"{min(ratios):.2f} to {max(ratios):.2f}"
    )
