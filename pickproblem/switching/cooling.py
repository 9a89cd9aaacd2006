"""How long a newer idea waits before it is looked at again: longer where much was left for newer things. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from pickproblem.switching.history import Records
from pickproblem.switching.lookback import DaysWorked, look_back
from pickproblem.switching.thresholds import Thresholds


def look_again_on(
    evening: date, history: Records, *, thresholds: Thresholds, days_worked: DaysWorked | None = None
) -> date | None:
    """The day to look again at an idea of that evening, where these records ask for another than the usual one.

    ``history`` and ``days_worked``: see `advice.examine`. None where the usual one holds, see
    `temptation.look_again`.
    """
    cooling = thresholds.cooling_off
    mode = look_back(history, until=evening, thresholds=thresholds, days_worked=days_worked).mode
    days = cooling.of(mode).value
    if days in (0, cooling.normal.value) or evening > date.max - timedelta(days=days):
        return None
    return evening + timedelta(days=days)
