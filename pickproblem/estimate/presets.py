"""Well-known models and data sets with their published figures, so that an experiment can be named, not described.

GMACs and activations are those of one sample in the forward pass; what the backward pass adds (about twice as much)
is the time formula's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import tomli

from pickproblem.errors import PickproblemError
from pickproblem.estimate.naming import key, nearest, quoted
from pickproblem.language import _
from pickproblem.record import Experiment

Status = Literal["unobtainable", "collect-or-label", "access-requested", "public-download", "on-disk-checked"]


class UnknownPreset(PickproblemError):
    """No model of that name is in the table; the message lists the nearest."""


class UnknownDataset(PickproblemError):
    """No data set of that name is in the table; the message lists the nearest."""


@dataclass(frozen=True)
class Preset:
    """A well-known model: its figures under the names that an experiment gives them.

    ``params`` counts all parameters, embeddings too; ``gmacs`` (1e9 multiply-adds, half of FLOPs) and
    ``mactivations`` (1e6 outputs of convolutions, linear layers and attention) are those of one ``sample``.
    """

    id: str
    title: str
    family: str
    sample: str
    source: str
    aliases: tuple[str, ...] = ()
    params: float | None = None
    gmacs: float | None = None
    mactivations: float | None = None
    layers: int | None = None
    d_model: int | None = None
    heads: int | None = None
    seq: int | None = None
    vocab: int | None = None
    note: str = ""

    def names(self) -> tuple[str, ...]:
        """Every name that means it."""
        return (self.id, self.title, *self.aliases)


FIGURES = ("family", "params", "gmacs", "mactivations", "layers", "d_model", "heads", "seq", "vocab")
"""The fields of an experiment that a preset can fill."""


@dataclass(frozen=True)
class Dataset:
    """A well-known data set: ``samples`` or ``tokens`` of one epoch of its training part, ``gb`` on the disk."""

    id: str
    title: str
    kind: Literal["images", "text", "audio"]
    source: str
    aliases: tuple[str, ...] = ()
    samples: float | None = None
    tokens: float | None = None
    tokens_each: float | None = None
    """Tokens of one sample, padded as usual."""
    usual: str | None = None
    """The id of a model of its task, where that is not to tell what an image shows."""
    gb: float | None = None
    status: Status = "public-download"
    note: str = ""

    def names(self) -> tuple[str, ...]:
        """Every name that means it."""
        return (self.id, self.title, *self.aliases)

    def tokens_an_epoch(self) -> float | None:
        """Tokens of one epoch; None where it is not text."""
        if self.tokens is None and self.samples is not None and self.tokens_each is not None:
            return self.samples * self.tokens_each
        return self.tokens


@cache
def every() -> tuple[Preset, ...]:
    """Every model of the table, in its order."""
    return tuple(Preset(**row) for row in _rows("presets", "preset"))


@cache
def every_dataset() -> tuple[Dataset, ...]:
    """Every data set of the table, in its order."""
    return tuple(Dataset(**row) for row in _rows("datasets", "dataset"))


def find(name: str) -> Preset:
    """The model that the name means, however it is spaced or hyphenated.

    Raises UnknownPreset, which names the nearest.
    """
    found = models_by_key().get(key(name))
    if found is None:
        known = {name: preset.title for name, preset in models_by_key().items()}
        words = {"name": quoted(name), "hint": nearest(key(name), known)}
        raise UnknownPreset(_("%(name)s is not in the table of models; %(hint)s") % words)
    return found


def find_dataset(name: str) -> Dataset:
    """The data set that the name means, however it is spaced or hyphenated.

    Raises UnknownDataset, which names the nearest.
    """
    found = datasets_by_key().get(key(name))
    if found is None:
        known = {name: dataset.title for name, dataset in datasets_by_key().items()}
        words = {"name": quoted(name), "hint": nearest(key(name), known)}
        raise UnknownDataset(_("%(name)s is not in the table of data sets; %(hint)s") % words)
    return found


def filled(experiment: Experiment) -> Experiment:
    """The experiment with what it leaves open taken from its preset; itself where it names none.

    Raises UnknownPreset.
    """
    taken = taken_from_preset(experiment)
    return experiment.model_copy(update=taken) if taken else experiment


def taken_from_preset(experiment: Experiment) -> dict[str, Any]:
    """What `filled` would add, by field. Raises UnknownPreset."""
    if experiment.preset is None:
        return {}
    preset = find(experiment.preset)
    taken = {
        field: getattr(preset, field)
        for field in FIGURES
        if getattr(preset, field) is not None and getattr(experiment, field) is None
    }
    if "family" in taken and taken["family"] == "lm" and experiment.mode in ("lora", "qlora"):
        taken["family"] = "finetune"
    if "mactivations" in taken and experiment.gmacs is not None and preset.gmacs:
        # Other GMACs mean another resolution, and activations grow with the picture as the work does.
        taken["mactivations"] *= experiment.gmacs / preset.gmacs
    return taken


@cache
def models_by_key() -> dict[str, Preset]:
    """Every model under the key of each of its names."""
    return {key(name): preset for preset in every() for name in preset.names()}


@cache
def datasets_by_key() -> dict[str, Dataset]:
    """Every data set under the key of each of its names."""
    return {key(name): dataset for dataset in every_dataset() for name in dataset.names()}


def _rows(file: str, table: str) -> Iterator[dict[str, Any]]:
    text = resources.files("pickproblem.estimate").joinpath(f"data/{file}.toml").read_text(encoding="utf-8")
    for row in tomli.loads(text)[table]:
        yield {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
