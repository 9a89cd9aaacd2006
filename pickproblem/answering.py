"""Giving an answer: a level with its range, what stays of the answer before, which gates it closes. Pure."""

from __future__ import annotations

from typing import NamedTuple, overload

from pickproblem import answers as views
from pickproblem import flow, rounds
from pickproblem.flow import Cell
from pickproblem.record import Answer, Record, Session
from pickproblem.rubric import Gate, Library

UNKNOWN = 0


class Choice(NamedTuple):
    """A level with its believed range, or `UNKNOWN`."""

    level: int
    low: int
    high: int

    @classmethod
    def bare(cls, level: int) -> Choice:
        """A level without a range."""
        return cls(level, level, level)

    @property
    def ranged(self) -> bool:
        """Whether other levels are believed possible too."""
        return self.low < self.level or self.high > self.level


@overload
def choice_of(answer: Answer) -> Choice: ...
@overload
def choice_of(answer: Answer | None) -> Choice | None: ...
def choice_of(answer: Answer | None) -> Choice | None:
    """An answer as a choice; None where there is none."""
    if answer is None:
        return None
    if answer.level is None:
        return Choice(UNKNOWN, 1, 5)
    return Choice(answer.level, answer.believed_low, answer.believed_high)


def answer(choice: Choice, before: Answer | None = None, **more: object) -> Answer:
    """The answer of a choice; its range is kept only where it says more than the level.

    Reason, probes and what lifts a gate stay from the answer before, an estimate where the level is the same.
    ``more`` replaces fields, None taking one away.
    """
    fields: dict[str, object] = {}
    if before is not None:
        fields |= before.model_dump(exclude_none=True, include={"reason", "probes", "estimate", "lifts_gate"})
        if not _same_level(before, choice):
            fields.pop("estimate", None)  # it spoke of the level before
    fields |= {"unknown": True} if choice.level == UNKNOWN else {"level": choice.level}
    if choice.level != UNKNOWN and choice.ranged:
        fields |= {"low": choice.low, "high": choice.high}
    return Answer.model_validate({name: value for name, value in (fields | more).items() if value is not None})


def _same_level(one: Answer, choice: Choice) -> bool:
    return (one.level or UNKNOWN) == choice.level


def given_alone(record: Record, session: Session, cell: Cell) -> Answer | None:
    """What the rater answered alone: in the round of revision it is asked again, knowing the others' reasons."""
    if not rounds.is_revision(record, session):
        return None
    found = views.cell(views.latest(record, rater=session.rater), cell.candidate, cell.rubric)
    return found[0] if found else None


def before(record: Record, session: Session, cell: Cell, choice: Choice) -> Answer | None:
    """The answer of which something may stay with this choice: the one of this session.

    In the round of revision the one given alone counts too, where the rater stays with its level.
    """
    here = flow.given(session, cell)
    if here is not None:
        return here
    alone = given_alone(record, session, cell)
    return alone if alone is not None and _same_level(alone, choice) else None


def gates_met(record: Record, library: Library, session: Session, cell: Cell) -> list[Gate]:
    """The gates that the rater's answer to this very question falls to, in the profile's order.

    None in a session about a newer idea: the two are compared whatever gate rules one out, and the verdict says it.
    """
    if flow.is_of_few(session):
        return []
    sheets = views.latest(record, rater=session.rater)
    hits = views.gate_hits(record, library, sheets)
    return [hit.gate for hit in hits if (hit.candidate, hit.gate.rubric) == (cell.candidate, cell.rubric)]
