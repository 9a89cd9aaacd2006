"""What a person's own past says, read from files: thresholds, the other records of the folder, days with commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem import store
from pickproblem.errors import PickproblemError
from pickproblem.record import Record, Temptation
from pickproblem.rubric import Library
from pickproblem.switching.commits import Commits
from pickproblem.switching.history import newness_drop
from pickproblem.switching.lookback import DaysWorked, LookBack, look_back
from pickproblem.switching.thresholds import Thresholds, in_force

if TYPE_CHECKING:
    from pickproblem.switching.advice import Examined


@dataclass(frozen=True)
class Experience:
    """What the advice on a newer idea rests on besides the record itself."""

    path: Path
    library: Library
    thresholds: Thresholds
    others: list[tuple[str, Record]]
    """The other records of its folder, each decision once."""
    days_worked: DaysWorked

    def history(self, record: Record) -> list[tuple[str, Record]]:
        """The records of the folder, this one as it stands in hand."""
        return [(str(self.path), record), *self.others]

    def examine(self, record: Record, entry: Temptation, today: date) -> Examined:
        """The advice on one entry as of a day; brings numpy, and the first time asks git."""
        from pickproblem.switching.advice import examine

        return examine(
            record,
            self.library,
            entry,
            today=today,
            history=self.history(record),
            thresholds=self.thresholds,
            days_worked=self.days_worked,
        )


def gather(path: Path, library: Library) -> Experience:
    """Read it; a record of the folder that is broken tells nothing. Git is asked once for each repository.

    Raises Unreadable or Faulty for the thresholds and for the record itself.
    """
    bounds = in_force()
    gathered = store.Gathered(library)
    gathered.add(path)
    for other in store.records_in(path.absolute().parent):
        try:
            gathered.add(other)
        except PickproblemError:
            continue
    return Experience(path, library, bounds, gathered.records[1:], cache(Commits()))


def time_of(path: str, record: Record, today: date) -> LookBack:
    """Where the time of one record went, from its first stretch of work to today."""
    begun = [stint.from_ for candidate in record.candidates for stint in candidate.stints or []]
    first = min([*begun, today])
    months = (today.year - first.year) * 12 + today.month - first.month + 1
    return look_back([(path, record)], until=today, months=months, thresholds=in_force(), days_worked=Commits())


def newness(path: Path, library: Library) -> float:
    """By how many levels what is new looks better than it is, by the records of the folder or the usual figure.

    Raises Unreadable or Faulty.
    """
    record = store.read(path, library).record
    return newness_drop(store.neighbours(path, record, library), library, in_force()).value
