"""How much room a topic still has, read off the record-setting results of its leaderboard.

The second text leaves out topics where results differ by decimals; that the last three improvements tell it, and the
bounds between the levels, are ours (design).
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from pickproblem.document import shown
from pickproblem.errors import PickproblemError
from pickproblem.language import _

BOUNDS = (0.5, 1.5, 4.0, 10.0)
"""Steps in percent of the scale: below the first is level 1, below the second level 2, and so on (design)."""

_STEPS = 3
_LEAST_RECORDS = 3
_DUST_DIGITS = 9
_MOST_RESULTS = 100_000

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DATE_HEADS = ("date", "day", "when", "month", "year", "published", "날짜", "연도", "월")
_SCORE_HEADS = ("score", "result", "value", "accuracy", "top-1", "top1", "metric", "error", "점수", "성능", "결과")


class WrongResults(PickproblemError):
    """Results that cannot be read, or do not lie on their scale; names the line."""


@dataclass(frozen=True)
class Result:
    """One entry of a leaderboard."""

    when: date
    """The first day of its month or year where no more is said."""
    score: float
    written: str
    """The date as precise as it was given: `2012`, `2012-09`, `2012-09-30`."""
    line: int = 0
    """Where it stands in its file, from 1."""


@dataclass(frozen=True)
class MaturityEstimate:
    """The records of a leaderboard, the steps between them in percent of the scale, and the level they propose."""

    records: tuple[Result, ...]
    steps: tuple[float, ...]
    median_step: float | None
    """Of the last three steps; None before there are two records."""
    level: int
    low: int
    high: int
    scale: tuple[float, float]
    lower_is_better: bool

    @property
    def last_steps(self) -> tuple[float, ...]:
        """Those that the level rests on."""
        return self.steps[-_STEPS:]

    def document(self) -> dict[str, Any]:
        """The document of `maturity --json`; numbers not rounded."""
        return {
            "records": [{"date": one.written, "score": one.score} for one in self.records],
            "steps": list(self.steps),
            "median_step": self.median_step,
            "level": self.level,
            "low": self.low,
            "high": self.high,
        }

    def scalars(self) -> dict[str, Any]:
        """What an answer keeps of it: the result, and what it rests on."""
        kept = {
            "level": self.level,
            "low": self.low,
            "high": self.high,
            "median_step": self.median_step,
            "records": len(self.records),
            "last_record": self.records[-1].written if self.records else None,
        }
        return {key: value for key, value in kept.items() if value is not None}


def maturity(
    results: Iterable[Result], scale: tuple[float, float] = (0, 100), lower_is_better: bool = False
) -> MaturityEstimate:
    """What the results of a leaderboard say of the room left.

    Only those count that beat all before them. Step: the median of the last three improvements, in percent of the
    ``scale``. Fewer than three records: level 5, range 4..5. One level either way where the last steps fall in
    different bands. The order of the results does not matter.

    Raises WrongResults for a scale without room between its ends, and for a score outside it.
    """
    check_scale(scale)
    low_end, high_end = scale
    sign = -1 if lower_is_better else 1
    entries = list(results)
    for one in entries:
        if not low_end <= one.score <= high_end:
            words = {"line": one.line, "score": f"{one.score:g}", "low": f"{low_end:g}", "high": f"{high_end:g}"}
            raise WrongResults(_("line %(line)d: %(score)s is not on the scale %(low)s..%(high)s") % words)
    records = _record_setting(entries, sign)
    steps = tuple(
        round(100 * sign * (after.score - before.score) / (high_end - low_end), _DUST_DIGITS)
        for before, after in pairwise(records)
    )
    last = steps[-_STEPS:]
    step = median(last) if last else None
    if len(records) < _LEAST_RECORDS or step is None:
        level, low, high = 5, 4, 5
    else:
        level = _band(step)
        around = 0 if len({_band(one) for one in last}) == 1 else 1
        low, high = max(level - around, 1), min(level + around, 5)
    return MaturityEstimate(tuple(records), steps, step, level, low, high, scale, lower_is_better)


def check_scale(scale: tuple[float, float]) -> None:
    """Raises WrongResults where the ends are no finite numbers with room between them."""
    low, high = scale
    if not (math.isfinite(low) and math.isfinite(high) and math.isfinite(high - low) and low < high):
        words = {"low": f"{low:g}", "high": f"{high:g}"}
        raise WrongResults(_("%(low)s..%(high)s is no scale; two numbers, the lower one first, as in 0..100") % words)


def _record_setting(entries: Iterable[Result], sign: int) -> list[Result]:
    records: list[Result] = []
    # Of one date the weaker first: each of them was written down as a record.
    for one in sorted(entries, key=lambda one: (one.when, sign * one.score)):
        if not records or sign * one.score > sign * records[-1].score:
            records.append(one)
    return records


def _band(step: float) -> int:
    return 1 + sum(step >= bound for bound in BOUNDS)


def read_results(text: str) -> list[Result]:
    """The results of a text: `date, score` a line, or a CSV with a header that names the two columns.

    Parted by commas, semicolons, tabs, or else by blanks. Dates: year, year-month or year-month-day. Empty lines and
    those that begin with `#` are passed over. Raises WrongResults, which names the line.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    if not rows:
        raise WrongResults(_("there is no result in it; a line each: date, score"))
    when_at, score_at = 0, 1
    head = rows[0][1]
    if len(head) > 1 and not any(_starts_like_a_figure(cell) for cell in (head[0], head[1])):
        when_at, score_at = _columns(head)
        rows = rows[1:]
        if not rows:
            raise WrongResults(_("there is no result below the header"))
    return [_result(number, cells, when_at, score_at) for number, cells in rows]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and line.strip()[0] != "#"]
    if len(lines) > _MOST_RESULTS:
        raise WrongResults(_("more than %(most)d lines are no leaderboard") % {"most": _MOST_RESULTS})
    delimiter = max(",;\t", key=lambda one: lines[0][1].count(one)) if lines else ","
    return [(n, _cells(n, line, delimiter)) for n, line in lines]


def _cells(number: int, line: str, delimiter: str) -> list[str]:
    if delimiter not in line:
        return line.split()
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True)
    except csv.Error:
        raise WrongResults(_("line %(line)d cannot be read; is a quotation mark open?") % {"line": number}) from None
    return [cell.strip() for cell in cells]


def _starts_like_a_figure(cell: str) -> bool:
    return bool(re.match(r"[-+.]?\d", cell))


def _columns(head: Sequence[str]) -> tuple[int, int]:
    """Where date and score stand: as the header names them, else the first and the next."""

    def named(words: Sequence[str], taken: int | None = None) -> int | None:
        for exactly in (True, False):
            for i, cell in enumerate(head):
                name = cell.casefold()
                if i != taken and any(name == word if exactly else word in name for word in words):
                    return i
        return None

    when = named(_DATE_HEADS)
    when_at = 0 if when is None else when
    score = named(_SCORE_HEADS, when_at)
    return when_at, (when_at + 1 if when_at + 1 < len(head) else 0) if score is None else score


def _result(number: int, cells: Sequence[str], when_at: int, score_at: int) -> Result:
    if max(when_at, score_at) >= len(cells):
        raise WrongResults(_("line %(line)d: a date and a score belong here") % {"line": number})
    when, written = _date(number, cells[when_at])
    return Result(when, _score(number, cells[score_at]), written, number)


def _date(number: int, text: str) -> tuple[date, str]:
    found = _DATE.fullmatch(text)
    words = {"line": number, "text": shown(text)}
    if found is None or not text.isascii():
        raise WrongResults(_("line %(line)d: %(text)s is no date; 2012, 2012-09 or 2012-09-30") % words)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        when = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise WrongResults(_("line %(line)d: %(text)s is not in the calendar") % words) from None
    return when, when.isoformat()[: 10 if day else 7 if month else 4]


def _score(number: int, text: str) -> float:
    try:
        score = float(text.removesuffix("%").replace("−", "-"))
    except ValueError:
        score = math.nan
    if not math.isfinite(score) or "_" in text:
        words = {"line": number, "text": shown(text)}
        raise WrongResults(_("line %(line)d: %(text)s is no number") % words)
    return score
