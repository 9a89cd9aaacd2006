"""What a shared report says, whatever its form: one decision with its ranking, plans, time and commitment.

Gathered once, so that the page, the notebook text and the JSON of one decision say the same, and the same as `rank`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pickproblem import answers as views
from pickproblem import ranking
from pickproblem.answers import Sheet
from pickproblem.errors import PickproblemError
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.proposals import plan_of
from pickproblem.record import Answer, Candidate, Commitment, Plan, Record, Session, same_name
from pickproblem.report import outlook
from pickproblem.report.charts import Levels
from pickproblem.report.result import Document
from pickproblem.rubric import Library, Rubric
from pickproblem.switching.history import Ratio
from pickproblem.switching.lookback import DaysWorked, LookBack, look_back
from pickproblem.switching.thresholds import Thresholds


class Planned(NamedTuple):
    """A candidate in the race and its plan, held against the deadline."""

    candidate: Candidate
    plan: PlanEstimate


class Given(NamedTuple):
    """One answer with whose it is and what was asked."""

    rubric: Rubric
    rater: str
    answer: Answer


@dataclass(frozen=True)
class Contents:
    """One decision as it is shared."""

    record: Record
    """With the sessions of one rater alone, where ``rater`` names one."""
    library: Library
    document: Document
    """What `ranking.rank` gives."""
    today: date
    rater: str | None
    plans: tuple[Planned, ...]
    """Of those in the race that have a plan, as they rank."""
    correction: Ratio
    """Taken over planned time, which the plans were held against."""
    back: LookBack | None
    """Where the time of this record went; None where that is too little to say anything."""
    thresholds: Thresholds

    @property
    def several(self) -> bool:
        """Whether there is a race at all."""
        return len(self.document["candidates"]) > 1

    @property
    def sheets(self) -> dict[str, Sheet]:
        """Each rater's latest answers."""
        return views.latest(self.record)

    @property
    def commitment(self) -> tuple[Candidate, Commitment] | None:
        """The choice that stands, with its candidate."""
        standing = self.record.commitment
        candidate = self.record.candidate(standing.candidate) if standing is not None else None
        return None if standing is None or candidate is None else (candidate, standing)

    @property
    def in_view(self) -> Planned | None:
        """The plan whose weeks are worth a picture: of what was chosen, else of the best that has one."""
        chosen = self.commitment
        for one in self.plans:
            if chosen is not None and one.candidate.id == chosen[0].id:
                return one
        return self.plans[0] if self.plans else None

    def levels(self) -> tuple[list[Candidate], list[Levels]]:
        """The candidates, best first and those ruled out last, and the table of what is believed of each."""
        ids, _rubrics, rows = outlook.levels(self.document, self.record, self.library, {})
        found = [self.record.candidate(id) for id in ids]
        return [one for one in found if one is not None], rows

    def given(self) -> Iterator[tuple[Candidate, list[Given]]]:
        """Every candidate with its answers, best first; then those ruled out, and whoever else was judged."""
        ranked = [one["id"] for one in self.document["candidates"]]
        fallen = [one["id"] for one in self.document["ruled_out"]]
        order = dict.fromkeys([*ranked, *fallen, *(one.id for one in self.record.candidates)])
        sheets = self.sheets
        for id in order:
            candidate = self.record.candidate(id)
            given = list(self._answers(sheets, id))
            if candidate is not None and given:
                yield candidate, given

    def _answers(self, sheets: dict[str, Sheet], candidate: str) -> Iterator[Given]:
        answered = (rubric for sheet in sheets.values() for rubric in sheet.get(candidate, {}))
        for rubric in dict.fromkeys([*views.asked(self.record, self.library), *answered]):
            for rater, sheet in sheets.items():
                if (answer := sheet.get(candidate, {}).get(rubric)) is not None:
                    yield Given(self.library.rubrics[rubric], rater, answer)


def gather(
    record: Record,
    library: Library,
    *,
    today: date,
    correction: Ratio,
    thresholds: Thresholds,
    rater: str | None = None,
    path: str = "",
    days_worked: DaysWorked | None = None,
) -> Contents:
    """Everything a report says.

    ``today`` is the day it is told on, ``rater`` whose answers alone it tells, ``path`` that of the record,
    which repositories are named from, and which stands in no report. Time spent is that of this record alone: what
    else somebody worked on is nobody's business who gets the report.

    Raises UsageError for a rater that the record does not have.
    """
    document: Document = ranking.rank(record, library, rater=rater, can_win=False)
    back = look_back([(path, record)], until=today, thresholds=thresholds, days_worked=days_worked)
    seen = record
    if rater is not None:
        seen = record.model_copy(update={"sessions": _of(record.sessions, rater)})
    return Contents(
        record=seen,
        library=library,
        document=document,
        today=today,
        rater=rater,
        plans=tuple(_plans(record, document, today, correction.value, thresholds)),
        correction=correction,
        back=back if back.enough else None,
        thresholds=thresholds,
    )


def _of(sessions: Sequence[Session], rater: str) -> list[Session]:
    return [one for one in sessions if same_name(one.rater) == same_name(rater)]


def _plans(
    record: Record, document: Document, today: date, correction: float, thresholds: Thresholds
) -> Iterator[Planned]:
    for one in document["candidates"]:
        candidate = record.candidate(one["id"])
        if candidate is None or candidate.plan in (None, Plan()):
            continue
        try:
            plan = plan_of(record, candidate.id, today, correction)
        except PickproblemError:  # a deadline that is over has no weeks to lay out
            continue
        yield Planned(candidate, plan.looked_at(thresholds.commitment.review_weeks.value))
