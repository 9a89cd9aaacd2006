"""The question that stands on the screen: what it is about, and what becomes of its answer. No widget."""

from __future__ import annotations

from datetime import datetime

from pickproblem import answering, edits, flow, rounds
from pickproblem.answering import Choice, choice_of
from pickproblem.flow import Cell, Step
from pickproblem.record import Answer, Candidate, Session
from pickproblem.rubric import Gate, Rubric
from pickproblem.tui.opened import Opened


class Asked:
    """One cell after the other of the rater's session; every change is saved at once."""

    def __init__(self, opened: Opened, cell: Cell) -> None:
        self._opened = opened
        self.cell = cell

    @property
    def session(self) -> Session:
        """The session that is answered in."""
        session = self._opened.session
        assert session is not None
        return session

    @property
    def revising(self) -> bool:
        """Whether this is the round in which one answers again what the raters differ about most."""
        return rounds.is_revision(self._opened.record, self.session)

    @property
    def of_few(self) -> bool:
        """Whether it is about a newer idea beside the current one."""
        return flow.is_of_few(self.session)

    @property
    def rubric(self) -> Rubric:
        """What is asked."""
        return self._opened.library.rubrics[self.cell.rubric]

    @property
    def candidate(self) -> Candidate:
        """Whom it is asked of."""
        return edits.known_candidate(self._opened.record, self.cell.candidate)

    @property
    def facts_wanted(self) -> list[str]:
        """Facts of the setting that are to be asked before it."""
        opened = self._opened
        return flow.facts_wanted(opened.record, opened.library, self.session, self.cell.rubric, opened.skipped)

    # --- the questions around it

    @property
    def cells(self) -> list[Cell]:
        """All questions of the session."""
        return flow.questions(self._opened.record, self._opened.library, self.session)

    @property
    def before(self) -> Cell | None:
        """The question before this one."""
        cells = self.cells
        at = cells.index(self.cell) if self.cell in cells else 0
        return cells[at - 1] if at > 0 else None

    @property
    def after(self) -> Cell | None:
        """The question after this one."""
        cells = self.cells
        at = cells.index(self.cell) if self.cell in cells else -1
        return cells[at + 1] if at + 1 < len(cells) else None

    def open_in(self, rubric: str) -> list[Cell]:
        """The questions of a rubric that have no answer yet."""
        return [cell for cell in self.cells if cell.rubric == rubric and self.given(cell) is None]

    def first_of(self, rubric: str) -> Cell:
        """Where a rubric goes on: at its first open question, else at its first."""
        inside = [cell for cell in self.cells if cell.rubric == rubric]
        return (self.open_in(rubric) or inside)[0]

    @property
    def all_answered(self) -> bool:
        """Whether no question of the session is open."""
        return all(self.given(cell) is not None for cell in self.cells)

    # --- answers

    def given(self, cell: Cell | None = None) -> Answer | None:
        """The answer of this session, to this question or to another."""
        return flow.given(self.session, cell or self.cell)

    def given_alone(self) -> Answer | None:
        """What the rater answered alone, where it is asked again."""
        return answering.given_alone(self._opened.record, self.session, self.cell)

    def given_last(self) -> Choice | None:
        """What was given last in this rubric: to this question, else to the one before."""
        here, before = self.given(), self.before
        if here is None and before is not None and before.rubric == self.cell.rubric:
            here = self.given(before)
        return choice_of(here)

    def keep(self, choice: Choice, cell: Cell | None = None, **more: object) -> None:
        """Keep an answer, to this question or to another; ``more`` as of `answering.answer`."""
        record, session, cell = self._opened.record, self.session, cell or self.cell
        answer = answering.answer(choice, answering.before(record, session, cell, choice), **more)
        changed = edits.answer(record, session.id, cell.candidate, cell.rubric, answer)
        self._opened.change(changed, at=cell)

    @property
    def rules_out(self) -> Gate | None:
        """The gate that this very answer closed, if it can rule out and acts here."""
        return next((gate for gate in self._gates if gate.action == "rule-out"), None)

    @property
    def warned_of(self) -> Gate | None:
        """The gate that this very answer closed, if it warns."""
        return next((gate for gate in self._gates if gate.action == "warn"), None)

    @property
    def _gates(self) -> list[Gate]:
        return answering.gates_met(self._opened.record, self._opened.library, self.session, self.cell)

    # --- the end of the session

    def finish(self, when: datetime) -> Step:
        """Close the session for good; where it leads."""
        session = self.session
        self._opened.change(edits.finish(self._opened.record, session.id, when))
        self._opened.forget_undo()
        return flow.after_session(self._opened.record, session)

    def way_back(self) -> Step:
        """Where one came from, before the first question."""
        record, session = self._opened.record, self.session
        if session.reason == "review" and record.commitment is not None:
            return Step("review")
        if self.revising:
            return Step("together")
        return flow.after_session(record, session) if self.of_few else Step("weights")
