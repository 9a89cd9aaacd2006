"""Figures of a newer idea as a person writes them: hours, chances, days; and hours as they turn out. Pure."""

from __future__ import annotations

import math
import re

from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import Candidate, Record
from pickproblem.switching.history import Ratio
from pickproblem.switching.thresholds import Thresholds
from pickproblem.text import safe

_FIGURE = re.compile(r"(?P<figure>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\d\s].*)?", re.DOTALL)
_HOURS, _DAYS, _WEEKS = ("h", "hours", "시간"), ("d", "days", "일"), ("w", "weeks", "주")
_MOST_HOURS = 100_000
_MOST_DAYS = 3660


def hours(text: str, record: Record) -> float:
    """Hours from ``320``, ``320 h``, or ``8 w``: weeks at the setting's hours. Raises Refused."""
    figure, unit = _read(text, _("%(text)s is no number of hours; write 320, or 8w for weeks"))
    if unit in _WEEKS:
        weekly = record.setting.hours_per_week if record.setting else None
        if weekly is None:
            raise Refused(_("the setting does not say how many hours a week has; write hours"))
        figure *= float(weekly)
    elif unit not in ("", *_HOURS):
        raise Refused(_("%(text)s is no number of hours; write 320, or 8w for weeks") % {"text": safe(text.strip())})
    rounded = round(figure, 1)
    if not 0 < rounded <= _MOST_HOURS:
        raise Refused(_("Hours are more than 0, and at most %(most)d.") % {"most": _MOST_HOURS})
    return rounded


def chance(text: str) -> float:
    """A chance on 0.01..0.99 from percent, ``60`` or ``60%``. Raises Refused."""
    figure, unit = _read(text, _("%(text)s is no chance; write percent, 1 to 99"))
    if unit not in ("", "%"):
        raise Refused(_("%(text)s is no chance; write percent, 1 to 99") % {"text": safe(text.strip())})
    if not 1 <= figure <= 99:
        raise Refused(_("A chance is 1 to 99 percent: nothing is certain beforehand"))
    return round(figure / 100, 4)


def days(text: str, thresholds: Thresholds) -> float:
    """Working days from ``3``, ``3 d``, or ``2 w``. Raises Refused."""
    wrong = _("%(text)s is no number of days; write 3, or 2w for weeks")
    figure, unit = _read(text, wrong)
    if unit in _WEEKS:
        figure *= thresholds.look_back.working_days.value
    elif unit not in ("", *_DAYS):
        raise Refused(wrong % {"text": safe(text.strip())})
    if figure > _MOST_DAYS:
        raise Refused(_("At most %(most)d days.") % {"most": _MOST_DAYS})
    return round(figure, 1)


def written(figure: float | None) -> str:
    """A figure as it is typed; empty where there is none."""
    return "" if figure is None else f"{figure:g}"


def percent(chance: float | None) -> str:
    """A chance as it is typed."""
    return "" if chance is None else f"{100 * chance:g}"


def planned_hours(record: Record, candidate: Candidate) -> float | None:
    """The hours that the candidate's own plan takes, by the setting's week; None where either is missing."""
    weekly = record.setting.hours_per_week if record.setting else None
    plan = candidate.plan
    if weekly is None or plan is None or plan.experiment_weeks is None or plan.writing_weeks is None:
        return None
    return float(weekly * (plan.experiment_weeks + plan.writing_weeks)) or None


def as_it_turns_out(planned: float, ratio: Ratio) -> float:
    """Planned hours by the ratio of taken to planned time, in whole hours, at least one."""
    return float(max(math.ceil(planned * ratio.value), 1))


def _read(text: str, wrong: str) -> tuple[float, str]:
    found = _FIGURE.fullmatch(text.strip())
    if found is None:
        raise Refused(wrong % {"text": safe(text.strip()) or "–"})
    return float(found["figure"].replace(",", ".")), (found["unit"] or "").strip().casefold()
