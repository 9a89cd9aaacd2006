"""Answers that rest on old facts, computed again from those of now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.estimate.deadline import CORRECTION
from pickproblem.flow import Cell
from pickproblem.proposals.outdated import Outdated
from pickproblem.proposals.proposing import Proposal, as_answer, propose
from pickproblem.record import Answer, Record
from pickproblem.rubric import Library


def renewed(
    record: Record,
    library: Library,
    rater: str,
    old: Sequence[Outdated],
    *,
    when: datetime,
    today: date,
    correction: float = CORRECTION,
) -> tuple[Record, list[Cell]]:
    """The record with the old answers computed anew, and the cells that were left as they are.

    The new answers go into the rater's open session, else into one of their own that is finished at once, so that
    nothing finished changes. Left are answers whose level the person gave against the estimate, and those for which
    a fact is missing now.
    """
    sheet = views.latest(record).get(rater, {})
    anew: dict[Cell, Answer] = {}
    left: list[Cell] = []
    for one in old:
        cell = one.cell
        standing = sheet.get(cell.candidate, {}).get(cell.rubric)
        found = propose(record, library, cell.candidate, cell.rubric, today=today, correction=correction)
        if standing is None or "differs" in (standing.estimate or {}) or not isinstance(found, Proposal):
            left.append(cell)
            continue
        kept = {name: getattr(standing, name) for name in ("reason", "lifts_gate", "probes")}
        anew[cell] = as_answer(found).model_copy(update={key: value for key, value in kept.items() if value})
    if not anew:
        return record, left
    session = views.open_session(record, rater)
    alone = session is None
    if session is None:
        record, session = edits.begin_session(record, rater, "review", when)
    for cell, answer in anew.items():
        record = edits.answer(record, session.id, cell.candidate, cell.rubric, answer)
    return (edits.finish(record, session.id, when) if alone else record), left
