"""What the pages of the result show: a record's analysis, and what is supposed over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pickproblem.record import Record
from pickproblem.report import result
from pickproblem.rubric import Library

if TYPE_CHECKING:
    from pickproblem.ranking.supposing import Drawn, Supposed


@dataclass(frozen=True)
class View:
    """One state of the result; every change makes another."""

    record: Record
    library: Library
    document: Any
    before: tuple[datetime, dict[str, int]] | None
    """Ranks under the weights that stood before they were changed, and when that was."""
    kept: Supposed
    """The record itself, nothing supposed."""
    supposed: Supposed
    """What if; the same as ``kept`` where nothing is supposed."""
    drawn: Mapping[str, Drawn] | None = None
    """What the draws say of what is supposed; None while they are counted."""
    since: str = ""
    """How the first place moved with the last answer."""

    @property
    def race(self) -> bool:
        """Whether there are two candidates at least to compare."""
        return len(self.document["candidates"]) > 1


def analysed(record: Record, library: Library, before: View | None = None) -> View:
    """All figures of a record: to be counted off the event loop. ``before``: what was shown till now."""
    from pickproblem import ranking  # numpy, warm by now from the score screen
    from pickproblem.ranking.supposing import Supposed
    from pickproblem.report import outlook

    document = ranking.rank(record, library, can_win=False)
    since = outlook.since(before.document, document) if before is not None else ""
    earlier = result.ranks_before(record, library)
    kept = Supposed.nothing(record, library)
    return View(record, library, document, earlier, kept, kept, since=since)
