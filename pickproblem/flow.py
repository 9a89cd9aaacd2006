"""The way through a record: which step is next, which questions there are. Pure; screens and prompts follow it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pickproblem import answers as views
from pickproblem import rounds
from pickproblem.record import Answer, Record, Session
from pickproblem.rubric import Library, Rubric

StepKind = Literal[
    "candidates", "setting", "weights", "ask", "question", "gut", "result", "commit", "project", "review", "tempted",
    "together",
]  # fmt: skip

SECONDS_A_CELL = 20.0
"""How long a question takes until the person's own pace is known (design)."""

FEWEST = 2
"""Fewer candidates than this are no choice."""


@dataclass(frozen=True)
class Cell:
    """One question: a rubric asked of a candidate."""

    rubric: str
    candidate: str


@dataclass(frozen=True)
class Step:
    """Where the person stands: a screen, and on it a cell, a field of the setting, or a temptation's entry."""

    kind: StepKind
    cell: Cell | None = None
    field: str | None = None
    entry: str | None = None


def needs(rubric: Rubric, record: Record, library: Library) -> list[str]:
    """The fields of the setting that a rubric wants to know before it is asked."""
    wanted: list[str] = []
    gates = views.profile_of(record, library).gates
    if any(gate.rubric == rubric.id and gate.hours_per_week_below is not None for gate in gates):
        wanted.append("hours_per_week")
    if rubric.estimate == "compute":
        wanted.append("gpus")
    if rubric.estimate == "deadline":
        wanted += ["venue", "deadline"]
    if "{goal}" in rubric.question.en:
        wanted.append("goal")
    if rubric.id == "admired":
        wanted.append("admired")
    return [field for field in wanted if record.setting is None or getattr(record.setting, field) is None]


def facts_wanted(
    record: Record, library: Library, session: Session, rubric: str, skipped: Collection[str] = ()
) -> list[str]:
    """What is to be asked of the setting before the first question of a rubric; nothing once it has answers."""
    if any(rubric in row for row in (session.answers or {}).values()):
        return []
    return [field for field in needs(library.rubrics[rubric], record, library) if field not in skipped]


def is_of_few(session: Session) -> bool:
    """Whether the session asks about candidates of its own: the current one, the newer one, a decoy."""
    return session.reason == "tempted" and bool(session.shown_order)


def shown_order(record: Record, session: Session) -> list[str]:
    """The candidates in the session's shuffled order, those added since at the end.

    A session about a newer idea asks about those it was begun with, whatever their state, and nobody else.
    """
    if is_of_few(session):
        known = {candidate.id for candidate in record.candidates}
        return [candidate for candidate in session.shown_order or [] if candidate in known]
    asked = dict.fromkeys(views.in_question(record))
    shuffled = [candidate for candidate in session.shown_order or [] if candidate in asked]
    return list(dict.fromkeys([*shuffled, *asked]))


def questions(record: Record, library: Library, session: Session) -> list[Cell]:
    """Every question of the session, rubric by rubric across all candidates.

    A candidate that a gate rules out leaves the queue: of it only what is answered, and what rules it out, stays.
    Nobody leaves a session about a newer idea, since the two are compared whatever gate rules one out. The round of
    revision asks only where the raters differ most.
    """
    if rounds.is_revision(record, session):
        return [Cell(one.rubric, one.candidate) for one in rounds.cells_again(record, library)]
    sheets = views.latest(record, rater=session.rater)
    hits = [] if is_of_few(session) else views.ruled_out(record, library, sheets)
    fallen = {hit.candidate: hit.gate.rubric for hit in hits}
    answered = session.answers or {}
    order = shown_order(record, session)
    return [
        Cell(rubric, candidate)
        for rubric in views.asked(record, library)
        for candidate in order
        if candidate not in fallen or rubric == fallen[candidate] or rubric in answered.get(candidate, {})
    ]


def given(session: Session, cell: Cell) -> Answer | None:
    """The answer that the session holds to the question."""
    return (session.answers or {}).get(cell.candidate, {}).get(cell.rubric)


def is_answered(session: Session, cell: Cell) -> bool:
    """Whether the session holds an answer to the question; an unknown is one."""
    return given(session, cell) is not None


def next_question(record: Record, library: Library, session: Session, after: Cell | None = None) -> Cell | None:
    """The first unanswered question behind ``after``, else the first of all; None when all are answered."""
    cells = questions(record, library, session)
    start = cells.index(after) + 1 if after in cells else 0
    unanswered = [cell for cell in [*cells[start:], *cells[:start]] if not is_answered(session, cell)]
    return unanswered[0] if unanswered else None


def next_step(
    record: Record, library: Library, rater: str, *, after: Cell | None = None, skipped: Collection[str] = ()
) -> Step:
    """Where the rater goes on. ``skipped``: fields of the setting left open in this sitting."""
    session = views.open_session(record, rater)
    if session is None:
        if rounds.has_finished(record, rater):
            return Step("together" if rounds.is_shared(record) else "result")
        if views.result_seen(record):  # by somebody else: all is settled but the rater's own answers
            return Step("weights")
        if len(views.in_question(record)) < FEWEST or record.setting is None:
            return Step("candidates")
        # Weights of one's own are only made on the screen behind the setting: that is where one left.
        return Step("weights" if record.weights is not None else "setting")
    cell = next_question(record, library, session, after)
    if cell is None:
        # In the round of revision nobody ranks by feeling again: the last question is where one says that it is over.
        again = questions(record, library, session) if rounds.is_revision(record, session) else []
        return Step("question", again[-1]) if again else Step("gut")
    wanted = facts_wanted(record, library, session, cell.rubric, skipped)
    return Step("ask", cell, wanted[0]) if wanted else Step("question", cell)


def after_session(record: Record, session: Session) -> Step:
    """Where a session leads that is finished: a review of a commitment to old against new, one of a newer idea to its
    verdict, one of several raters to where they differ, any other to the result.
    """
    tempted = next((one.id for one in record.temptations if one.session == session.id), None)
    if session.reason == "tempted" and tempted is not None:
        return Step("tempted", entry=tempted)
    reviewing = session.reason == "review" and record.commitment is not None
    if reviewing:
        return Step("review")
    return Step("together" if rounds.is_shared(record) else "result")


def opening_step(record: Record, library: Library, rater: str) -> Step:
    """Where a record opens: behind a commitment at the project it is about, else where the rater goes on."""
    if record.commitment is not None and views.open_session(record, rater) is None:
        return Step("project")
    return next_step(record, library, rater)


def progress(record: Record, library: Library, session: Session) -> tuple[int, int]:
    """How many questions are answered, and how many there are."""
    cells = questions(record, library, session)
    return sum(is_answered(session, cell) for cell in cells), len(cells)


def minutes_left(unanswered: int, paces: Collection[float]) -> int:
    """About how many minutes the rest takes, at least one while anything is left.

    ``paces``: seconds that the answers of this sitting took; until there are five, the usual pace counts.
    """
    if unanswered == 0:
        return 0
    seconds = sorted(paces)[len(paces) // 2] if len(paces) >= 5 else SECONDS_A_CELL
    return max(1, round(unanswered * seconds / 60))
