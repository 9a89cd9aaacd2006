"""GPUs as people write them: how many, a name, and the hours a week; several divided by semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pickproblem.estimate.naming import quoted
from pickproblem.facts.fact import NotTaken, number, plain_number
from pickproblem.language import _
from pickproblem.record import Gpu

_MOST = 100_000
_HOURS_IN_A_WEEK = 168

_HOURS = r"(\d{1,15}(?:\.\d{1,6})?)\s*(?:h|hours?|시간)(?:\s*(?:/|a|per)\s*week)?"
_TIMED = re.compile(rf"(.*\S)\s*,\s*{_HOURS}", re.IGNORECASE)
_ONLY_HOURS = re.compile(_HOURS, re.IGNORECASE)
_TIMES_BEFORE = re.compile(r"(\d{1,9})\s*[x×*]\s*(.*)", re.IGNORECASE)
_TIMES_AFTER = re.compile(r"(.*\S)\s*[x×*]\s*(\d{1,9})", re.IGNORECASE)
_BARE_BEFORE = re.compile(r"(\d{1,2})\s+(.*)")

_NONE = {"none", "no", "no gpu", "0", "없음", "없다"}


def parse(text: str, _today: date) -> list[Gpu]:
    """The GPUs that a line names; none of them where it says so. Raises NotTaken."""
    if text.casefold() in _NONE:
        return []
    parts = [" ".join(part.split()) for part in re.split(r"[;\n]", text)]
    found = [_gpu(part) for part in parts if part]
    if not found:
        raise NotTaken(_("For example: 2 x RTX 3090, 100 h; A100. Or: none."))
    return found


def name(text: str, _today: date) -> str:
    """The name of one GPU, on one line. Raises NotTaken where it can be none."""
    from pickproblem.estimate import gpus as table  # who types no name has no need of it

    written = " ".join(text.split())
    hours = _ONLY_HOURS.fullmatch(written)
    if hours or not table.is_name(written):
        words = {"text": quoted(written) or "?"}
        if not hours and (near := table.near(written)):
            raise NotTaken(_("%(text)s names no GPU; did you mean %(name)s?") % {**words, "name": near})
        raise NotTaken(_("%(text)s names no GPU; for example 2 x RTX 3090, 100 h.") % words)
    return written


def _gpu(part: str) -> Gpu:
    hours: int | float | None = None
    if timed := _TIMED.fullmatch(part):
        part, hours = timed[1], number(timed[2])
        if hours > _HOURS_IN_A_WEEK:
            raise NotTaken(_("A week has 168 hours; %(hours)s is more.") % {"hours": timed[2]})
    count, called = _counted(part)
    if not 1 <= count <= _MOST:
        raise NotTaken(_("How many there are is at least 1; for example 2 x RTX 3090."))
    return Gpu(model=name(called, date.min), count=count, hours_per_week=hours)


def _counted(part: str) -> tuple[int, str]:
    """How many, and of what. Without the sign between them, or behind the name, only where the name is known."""
    from pickproblem.estimate import gpus as table

    if (after := _TIMES_AFTER.fullmatch(part)) and table.is_named(after[1]):
        return int(after[2]), after[1]
    if before := _TIMES_BEFORE.fullmatch(part):
        return int(before[1]), before[2]
    bare = _BARE_BEFORE.fullmatch(part)
    if bare and table.is_named(bare[2]) and not table.is_named(part):
        return int(bare[1]), bare[2]
    return 1, part


def show(found: Sequence[Gpu]) -> str:
    """The line that `parse` takes back."""
    if not found:
        return _("none")
    lines = []
    for gpu in found:
        count = f"{gpu.count} x " if gpu.count != 1 or _counted(gpu.model) != (1, gpu.model) else ""
        hours = f", {plain_number(gpu.hours_per_week)} h" if gpu.hours_per_week is not None else ""
        lines.append(f"{count}{gpu.model}{hours}")
    return "; ".join(lines)


def unknown(found: Sequence[Gpu]) -> str:
    """The first GPU that is not in the table, with the nearest names where any is near; "" where all are in it."""
    from pickproblem.estimate import gpus as table

    for gpu in found:
        try:
            table.find(gpu.model)
        except table.UnknownGpu as told:
            if table.is_named(gpu.model) or table.near(gpu.model):
                return str(told)
            named = {"name": quoted(gpu.model)}
            return _("%(name)s is not in the table of GPUs: nothing can be computed for it.") % named
    return ""
