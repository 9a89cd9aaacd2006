"""What looking back takes: the records at hand read one after the other, and what they say, off the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pickproblem import store
from pickproblem.errors import PickproblemError
from pickproblem.record import Record
from pickproblem.rubric import Library

if TYPE_CHECKING:
    from pickproblem.switching.lookback import LookBack
    from pickproblem.switching.taste import Taste
    from pickproblem.switching.thresholds import Thresholds

Records = Sequence[tuple[str, Record]]

_TELL_EVERY = 20
_BREATH = 0.001


@dataclass(frozen=True)
class Told:
    """What all records say; ``left_out`` could not be read."""

    records: Records
    left_out: int
    back: LookBack
    taste: Taste
    bounds: Thresholds


def gathered(
    library: Library, tell: Callable[[int, int], None], going_on: Callable[[], bool]
) -> tuple[Records, int] | None:
    """The records at hand, each decision once, and how many could not be read; None where nobody waits any more.

    ``tell`` is handed how many were looked at, of how many. Between two records the keys have their turn.
    """
    paths = store.listing()
    found = store.Gathered(library)
    left_out = 0
    for n, path in enumerate(paths, start=1):
        if not going_on():
            return None
        try:
            found.add(path)
        except PickproblemError:
            left_out += 1
        if n % _TELL_EVERY == 0:
            tell(n, len(paths))
        time.sleep(_BREATH)
    return found.records, left_out


def told(records: Records, left_out: int, library: Library, today: date, months: int | None) -> Told:
    """What they say. Brings numpy, and asks git where a repository is named. Raises PickproblemError."""
    from pickproblem.switching import thresholds
    from pickproblem.switching.commits import Commits
    from pickproblem.switching.lookback import look_back
    from pickproblem.switching.taste import taste

    bounds = thresholds.in_force()
    back = look_back(records, until=today, months=months, thresholds=bounds, days_worked=Commits())
    return Told(records, left_out, back, taste(records, library, bounds), bounds)
