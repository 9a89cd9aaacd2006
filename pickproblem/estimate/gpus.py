"""GPUs and their dense rates, and the names by which people and `nvidia-smi` call them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import tomli

from pickproblem.errors import PickproblemError
from pickproblem.estimate.naming import LONGEST, key, nearest, quoted
from pickproblem.language import _

_NEAR = 0.12
"""How far reported memory may lie from the memory sold: error correction takes up to 6%, a driver some more."""

_MARKS = re.compile(r"\((?:tm|r)\)|[™®]", re.IGNORECASE)
_BETWEEN = re.compile(r"[_,/()]+|(?<=\w)-(?=\w)")
_GLUED = re.compile(r"\b([rg]tx|rx)(?=a?\d)")
_SIZE = re.compile(r"\b(\d{1,3})\s*gi?b?\b")
_CORES = re.compile(r"\b(\d{1,3})\s*(?:cores?|c)\b")
_FORM = re.compile(r"\b(?:(?P<sxm>sxm\d?)|(?P<pcie>pcie?)|(?P<nvl>nvl))\b")
_NOISE = re.compile(
    r"\b(?:nvidia|geforce|tesla|amd|radeon|instinct|apple|(?<!titan )[rg]tx|rx|gpus?|graphics|cards?|generation"
    r"|(?:workstation|server|founders)\s+edition)\b"
)
_SLOWER = re.compile(r"\b(?:laptop|mobile|notebook|max\s?q)\b|(?<=\b\d{4})m\b")
_SLICE = re.compile(r"\bmig\b|\b\dg\.\d+gb\b|\b(?:grid|vgpu)\b")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(r"\d{0,2}|\D")
"""What is left of no name: nothing, a figure or two, one letter."""
_BARE_SIZE = re.compile(r"(.*\S)\s+(\d{2,3})\s*")


class UnknownGpu(PickproblemError):
    """No GPU of that name is in the table; the message lists the nearest."""


class ToBeMeasured(UnknownGpu):
    """The name is plain, and only a run says how fast it is: a slower build of a card, or a part of one."""


@dataclass(frozen=True)
class GpuSpec:
    """One GPU: memory in GB, dense TFLOP/s, GB/s. ``tensor_tflops`` is 16 bit in, fp32 accumulated.

    ``devices``: as how many a card appears to programs; rates and memory are those of all of them together.
    """

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
    printed: tuple[str, ...] = ()
    """How `nvidia-smi` prints its name; two cards may share one, and their memory tells them apart."""
    aliases: tuple[str, ...] = ()
    usual: bool = False
    """Whether a name that leaves the board open is taken for it."""
    devices: int = 1
    cores: int | None = None
    """Of an Apple GPU, whose memory is the computer's and comes in several sizes, the largest named here."""
    listed: bool = True
    """Whether the table has it; of another nothing is known, its rates are 0, and its memory where not named."""


@cache
def every() -> tuple[GpuSpec, ...]:
    """Every GPU of the table, in its order."""
    table = resources.files("pickproblem.estimate").joinpath("data/gpus.toml").read_text(encoding="utf-8")
    return tuple(_spec(row) for row in tomli.loads(table)["gpu"])


def _spec(row: dict[str, Any]) -> GpuSpec:
    columns: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in row.items()}
    return GpuSpec(**columns)


def find(name: str, memory_gb: float | None = None) -> GpuSpec:
    """The GPU that the name means. ``memory_gb``, as seen on the machine, settles what a name leaves open.

    Raises UnknownGpu, which names the nearest.
    """
    return means(name, memory_gb)[0]


def means(name: str, memory_gb: float | None = None) -> tuple[GpuSpec, str | None]:
    """The GPU that the name means, and, where the name leaves it open, what was assumed, in words.

    Raises UnknownGpu, which names the nearest.
    """
    if not key(name):
        raise UnknownGpu(_("no GPU is named; for example RTX 3090"))
    asked = _read(name)
    rows = _by_key().get(key(name), ())
    fitting = [row for row in rows if _has(row, memory_gb)]
    if not rows:
        asked, rows = _by_model(asked)
        _refuse(name, asked, rows)
        fitting = [row for row in rows if _is_meant(row, asked) and _has(row, memory_gb)]
    if not fitting:
        words = {"name": quoted(name), "names": _listed(rows)}
        raise UnknownGpu(_("%(name)s is not in the table of GPUs; there is %(names)s") % words)
    least = min(row.memory_gb for row in fitting)
    chosen = max((row for row in fitting if row.memory_gb == least), key=lambda row: row.usual)
    size = memory_gb or asked.size
    if chosen.cores is not None and size is not None:
        return replace(chosen, memory_gb=size), None
    return chosen, _assumed(name, chosen, fitting)


def measured_on(name: str) -> tuple[GpuSpec, str | None]:
    """The same for a card on which a run was measured: one that has to be measured will do then.

    Raises UnknownGpu for every other name that is not in the table.
    """
    try:
        return means(name)
    except ToBeMeasured:
        return _unlisted(name), None


def _unlisted(name: str) -> GpuSpec:
    return GpuSpec(
        id=quoted(name),
        name=quoted(name),
        memory_gb=_read(name).size or 0.0,
        tensor_tflops=0.0,
        fp32_tflops=0.0,
        tf32_tflops=0.0,
        bandwidth_gbs=0.0,
        bf16=False,
        tensor_cores=False,
        link="pcie",
        tensor_from="none",
        vendor_check_tflops=0.0,
        source="",
        listed=False,
    )


def is_named(name: str) -> bool:
    """Whether the name is that of a card of the table, whatever it says of memory and board."""
    return bool(_by_key().get(key(name)) or _by_model(_read(name))[1])


def is_name(name: str) -> bool:
    """Whether the name could be that of a card, of the table or not: more than a maker, a size, a figure."""
    return is_named(name) or (bool(_LETTER.search(key(name))) and not _FIGURE.fullmatch(_read(name).model))


def near(name: str) -> str | None:
    """The card whose name comes nearest; None where none is near."""
    found = alike(name)
    return found[0].name if found else None


def alike(name: str) -> tuple[GpuSpec, ...]:
    """The cards whose names come near, the nearest first; none where none is near."""
    import difflib  # only a name that is not known asks for it

    close = difflib.get_close_matches(_read(name).model[:LONGEST], _models(), n=6, cutoff=0.7)
    return tuple(dict.fromkeys(row for model in close for row in _models()[model]))


def same(one: str, other: str) -> bool:
    """Whether two names mean one GPU; those of GPUs that are not in the table, whether they read alike."""
    try:
        return find(one).id == find(other).id
    except UnknownGpu:
        return key(one) == key(other)


@dataclass(frozen=True)
class _Asked:
    """What a name says: the model, and the memory in GB, the board and the cores where it names them."""

    words: str
    size: float | None = None
    form: str | None = None
    cores: int | None = None
    is_slower: bool = False
    is_slice: bool = False

    @property
    def model(self) -> str:
        return key(self.words)


def _read(name: str) -> _Asked:
    plain = unicodedata.normalize("NFKC", _MARKS.sub(" ", name[: 4 * LONGEST])).casefold()
    plain = _GLUED.sub(r"\1 ", _BETWEEN.sub(" ", plain))
    size, cores, form = _SIZE.search(plain), _CORES.search(plain), _FORM.search(plain)
    words = plain
    for pattern in (_SIZE, _CORES, _FORM, _NOISE, _SLOWER):
        words = pattern.sub(" ", words)
    return _Asked(
        words=words,
        size=float(size[1]) if size else None,
        form=form.lastgroup if form else None,
        cores=int(cores[1]) if cores else None,
        is_slower=bool(_SLOWER.search(plain)),
        is_slice=bool(_SLICE.search(plain)),
    )


def _by_model(asked: _Asked) -> tuple[_Asked, tuple[GpuSpec, ...]]:
    rows = _models().get(asked.model, ())
    bare = _BARE_SIZE.fullmatch(asked.words)
    if not rows and bare and asked.size is None:  # the 80 of "A100-80"
        asked = replace(asked, words=bare[1], size=float(bare[2]))
        rows = _models().get(asked.model, ())
    return asked, rows


def _refuse(name: str, asked: _Asked, rows: tuple[GpuSpec, ...]) -> None:
    words = {"name": quoted(name)}
    if asked.is_slice:
        raise ToBeMeasured(_("%(name)s is a part of a GPU; measure the seconds of a step on it") % words)
    if asked.is_slower and rows:
        words["card"] = rows[0].name
        raise ToBeMeasured(
            _("%(name)s is slower than the %(card)s and not in the table; measure the seconds of a step on it")
            % words
        )
    if not rows:
        words["hint"] = nearest(asked.model, {model: found[0].name for model, found in _models().items()})
        raise UnknownGpu(_("%(name)s is not in the table of GPUs; %(hint)s") % words)


def _is_meant(row: GpuSpec, asked: _Asked) -> bool:
    """Whether what the name says of memory, board and cores is true of the row."""
    form = _read(row.name).form
    return (
        (asked.form is None or form is None or asked.form == form)
        and (asked.cores is None or asked.cores == row.cores)
        and (
            asked.size is None
            or abs(asked.size - row.memory_gb) <= 1
            or (row.cores is not None and _has(row, asked.size))
        )
    )


def _has(row: GpuSpec, memory_gb: float | None) -> bool:
    if memory_gb is None:
        return True
    if row.cores is not None:
        return memory_gb <= row.memory_gb
    return abs(memory_gb / row.memory_gb - 1) <= _NEAR


def _assumed(name: str, chosen: GpuSpec, fitting: list[GpuSpec]) -> str | None:
    if chosen.cores is not None:
        words = {"name": chosen.name, "gb": f"{chosen.memory_gb:g}"}
        return _("%(name)s is counted with %(gb)s GB, the most it is sold with") % words
    if chosen.devices > 1:
        words = {"name": chosen.name, "n": str(chosen.devices), "gb": f"{chosen.memory_gb / chosen.devices:g}"}
        return _("%(name)s appears as %(n)s devices of %(gb)s GB; what one holds must fit there") % words
    others = tuple(row for row in fitting if row is not chosen)
    if not others:
        return None
    words = {"name": quoted(name), "chosen": _sized(chosen), "others": _listed(others)}
    return _("%(name)s is taken for %(chosen)s; there is also %(others)s") % words


def _listed(rows: tuple[GpuSpec, ...]) -> str:
    return ", ".join(_sized(row) for row in rows[:4])


def _sized(row: GpuSpec) -> str:
    return (
        row.name
        if row.cores is not None or _SIZE.search(row.name.casefold())
        else f"{row.name} ({row.memory_gb:g} GB)"
    )


@cache
def _by_key() -> dict[str, tuple[GpuSpec, ...]]:
    found: dict[str, tuple[GpuSpec, ...]] = {}
    for row in every():
        for one in dict.fromkeys(key(one.removeprefix("NVIDIA ")) for one in (row.id, row.name, *row.printed)):
            for spelt in (one, f"nvidia{one}"):
                found[spelt] = (*found.get(spelt, ()), row)
    return found


@cache
def _models() -> dict[str, tuple[GpuSpec, ...]]:
    found: dict[str, tuple[GpuSpec, ...]] = {}
    for row in every():
        for model in dict.fromkeys(_read(one).model for one in (row.id, row.name, *row.printed, *row.aliases)):
            found[model] = (*found.get(model, ()), row)
    return found
