"""The GPUs of this machine, as `nvidia-smi` tells them; a driver that hangs is not waited for."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from pickproblem.estimate import gpus
from pickproblem.estimate.gpus import GpuSpec, UnknownGpu
from pickproblem.estimate.naming import quoted
from pickproblem.language import _
from pickproblem.record import Gpu

QUESTION = ("--query-gpu=name,memory.total", "--format=csv,noheader")

_MOST_BYTES = 64_000
_LAST_WAIT = 0.5
_LINE = re.compile(r"\s*(\S[^,]{0,119}?)\s*,\s*(?:(\d{1,9})\s*MiB|\[[^\]]{0,60}\])\s*")


@dataclass(frozen=True)
class Found:
    """What was found: equal cards as one entry, under the name in the table where it is known there."""

    gpus: list[Gpu]
    words: str
    """What was found and what could not be taken, a sentence a line; why there is none, where there is none."""
    specs: Mapping[str, GpuSpec] = field(default_factory=dict)
    """The figures of those recognised, by the model that ``gpus`` names."""


def gpus_here(timeout: float = 3.0) -> Found:
    """The GPUs that `nvidia-smi` lists, asked for ``timeout`` seconds at most. Never raises."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return Found([], _("There is no nvidia-smi on this machine, so its GPUs are not known."))
    try:
        said = _run(program, timeout)
    except OSError as error:
        words = {"why": quoted(error.strerror or str(error))}
        return Found([], _("nvidia-smi cannot be started: %(why)s") % words)
    if said is None:
        words = {"seconds": f"{timeout:g}"}
        return Found([], _("nvidia-smi gave no answer within %(seconds)s seconds.") % words)
    code, text = said
    if code != 0:
        words = {"code": str(code), "why": quoted(_first_line(text))}
        return Found([], _("nvidia-smi failed (%(code)s): %(why)s") % words)
    return _taken(text)


def _taken(text: str) -> Found:
    counts: dict[str, int] = {}
    specs: dict[str, GpuSpec] = {}
    notes: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line)
        if found is None:
            notes.append(_("Not understood: %(line)s") % {"line": quoted(line)})
            continue
        model, spec = _model(found[1], int(found[2]) / 1024 if found[2] else None, notes)
        counts[model] = counts.get(model, 0) + 1
        if spec is not None:
            specs[model] = spec
    here = [Gpu(model=model, count=count) for model, count in counts.items()]
    if here:
        names = ", ".join(f"{gpu.count} x {quoted(gpu.model)}" for gpu in here)
        notes.insert(0, _("Found on this machine: %(names)s.") % {"names": names})
    else:
        notes.insert(0, _("nvidia-smi names no GPU."))
    return Found(here, "\n".join(dict.fromkeys(notes)), specs)


def _model(name: str, memory_gb: float | None, notes: list[str]) -> tuple[str, GpuSpec | None]:
    try:
        spec, assumed = gpus.means(name, memory_gb)
    except UnknownGpu as unknown:
        notes.append(str(unknown))
        return "".join(character for character in name if character.isprintable()), None
    if assumed:
        notes.append(assumed)
    return spec.name, spec


def _run(program: str, timeout: float) -> tuple[int, str] | None:
    """Its exit code and what it printed; None where it gave no whole answer in time or never stopped printing."""
    asked = subprocess.Popen(
        [program, *QUESTION],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # what it has started ends with it
    )
    printed = bytearray()
    reader = threading.Thread(target=_read, args=(asked, printed), daemon=True)
    reader.start()
    reader.join(timeout)
    code = None
    if not reader.is_alive() and len(printed) < _MOST_BYTES:
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = asked.wait(_LAST_WAIT)
    if code is None:
        _end(asked)
        reader.join(_LAST_WAIT)
    if not reader.is_alive() and asked.stdout is not None:
        asked.stdout.close()
    return None if code is None else (code, printed.decode("utf-8", "replace"))


def _read(asked: subprocess.Popen[bytes], printed: bytearray) -> None:
    assert asked.stdout is not None
    with contextlib.suppress(OSError, ValueError):
        while len(printed) < _MOST_BYTES and (piece := asked.stdout.read1(4096)):  # type: ignore[attr-defined]
            printed += piece


def _end(asked: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            asked.kill()
        else:
            os.killpg(asked.pid, signal.SIGKILL)
    # A process that waits for a broken driver cannot be killed; it is left behind.
    with contextlib.suppress(subprocess.TimeoutExpired):
        asked.wait(_LAST_WAIT)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
