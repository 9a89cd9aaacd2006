"""What is known at a question, and what becomes of its answer, without a screen."""

from __future__ import annotations

from typing import cast

from pickproblem.answering import Choice
from pickproblem.flow import Step
from pickproblem.record import Answer, Record
from pickproblem.rubric import Library
from pickproblem.tui.opened import Opened
from pickproblem.tui.saving import Saver
from pickproblem.tui.screens.score.asked import Asked

from ..conftest import TODAY, a_record, in_session
from .answered import cells


class Disk:
    """Takes every change and writes nothing."""

    def submit(self, record: Record) -> None:
        self.record = record


def asked(record: Record, library: Library) -> tuple[Asked, Opened]:
    """The first question of the record's session."""
    opened = Opened(record, library, "me", cast("Saver", Disk()))
    first = opened.next_step().cell
    assert first is not None
    return Asked(opened, first), opened


def test_questions_lie_around_it_rubric_by_rubric(library: Library) -> None:
    here, _opened = asked(in_session(a_record()), library)
    first = here.cell
    assert here.before is None
    assert here.after is not None
    assert (here.after.rubric, here.candidate.title) == (first.rubric, "Search vehicles by words")
    here.cell = here.after
    assert here.before == first
    here.cell = here.cells[-1]
    assert here.after is None


def test_a_rubric_goes_on_where_it_is_open(library: Library) -> None:
    here, _opened = asked(in_session(a_record()), library)
    rubric, first = here.cell.rubric, here.cell
    assert here.first_of(rubric) == first
    here.keep(Choice.bare(3))
    assert here.first_of(rubric) == here.after
    for cell in here.open_in(rubric):
        here.keep(Choice.bare(3), cell)
    assert here.open_in(rubric) == []
    assert here.first_of(rubric) == first


def test_what_was_given_last_is_of_this_rubric(library: Library) -> None:
    here, _opened = asked(in_session(a_record()), library)
    assert here.given_last() is None
    here.keep(Choice(4, 3, 5))
    assert here.after is not None
    here.cell = here.after
    assert here.given_last() == Choice(4, 3, 5)
    here.cell = next(cell for cell in here.cells if cell.rubric != here.cell.rubric)
    assert here.given_last() is None


def test_an_answer_is_kept_at_once_and_can_be_taken_back(library: Library) -> None:
    here, opened = asked(in_session(a_record()), library)
    here.keep(Choice.bare(2), reason="tried it")
    key = (here.cell.candidate, here.cell.rubric)
    assert cells(opened.record)[key] == Answer(level=2, reason="tried it")
    here.keep(Choice.bare(3))
    assert cells(opened.record)[key] == Answer(level=3, reason="tried it"), "the reason stays"
    assert opened.undo() == here.cell
    assert cells(opened.record)[key].level == 2


def test_the_gate_that_an_answer_closes_is_named_until_it_is_lifted(library: Library) -> None:
    here, _opened = asked(in_session(a_record(profile="after-hours")), library)
    assert here.rules_out is None
    here.keep(Choice.bare(1))
    assert here.rules_out is not None
    assert here.rules_out.rubric == here.cell.rubric
    assert here.warned_of is None
    here.keep(Choice.bare(1), lifts_gate="new data")
    assert here.rules_out is None


def test_before_the_first_question_stand_the_weights_and_behind_the_last_the_result(library: Library) -> None:
    here, opened = asked(in_session(a_record()), library)
    assert here.way_back() == Step("weights")
    assert not here.all_answered
    for cell in here.cells:
        here.keep(Choice.bare(3), cell)
    assert here.all_answered
    when = here.session.started.replace(year=TODAY.year + 100)
    assert here.finish(when) == Step("result")
    assert opened.record.sessions[-1].finished == when
    assert opened.undo() is None
