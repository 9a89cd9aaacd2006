from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pickproblem import answers as views
from pickproblem import due, edits, flow, notebook, review, rubric
from pickproblem.record import Answer, Commitment, Forecast, KillCriterion, Record, Session

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 4, 1)
NOW = datetime(2026, 4, 1, 20, tzinfo=UTC)


def session(reason: str, when: datetime, cells: int = 3, finished: bool = True, rater: str = "me") -> Session:
    rubrics = ("interest", "upside", "drive", "maturity")[:cells]
    return Session(
        id=f"{when.date()}-{reason}-{rater}-{when.hour}",
        reason=reason,  # type: ignore[arg-type]
        rater=rater,
        started=when,
        finished=when if finished else None,
        answers={"a": {name: Answer(level=3) for name in rubrics}} if cells else None,
    )


def committed(*sessions: Session) -> Record:
    record = edits.new_record("What to do", START)
    for title in ("A", "B"):
        record = edits.add_candidate(record, title)
    commitment = Commitment(
        id="c",
        candidate="a",
        when=START,
        kill_criteria=[KillCriterion(by=date(2026, 3, 30), unless="a sign")],
        forecasts=[Forecast(id="scooped", p=0.2, resolve=date(2026, 3, 31))],
        reviews=[date(2026, 3, 30)],
    )
    record = record.model_copy(update={"sessions": [session("start", START), *sessions]})
    return edits.commit(record, commitment)


def test_a_review_goes_from_step_to_step_by_what_the_record_holds() -> None:
    record = committed()
    assert review.next_step(record, "me", TODAY) == "outcome"
    assert [one.kind for one in review.questions(record, TODAY)] == ["kill", "forecast"]
    assert review.next_step(record, "me", TODAY, {"outcome"}) == "score"
    record = committed(session("review", NOW, finished=False))
    assert review.scoring(record, "me") is not None
    assert review.next_step(record, "me", TODAY) == "score"
    assert review.next_step(record, "other", TODAY) == "outcome"
    record = committed(session("review", NOW))
    assert review.next_step(record, "me", TODAY) == "compare"
    assert review.next_step(record, "me", TODAY + timedelta(days=1)) == "outcome", "another day, another review"
    assert review.next_step(record, "me", TODAY, {"compare"}) == "taste"
    for id, _question, _lead in review.TASTE:
        assert id in review.open_taste(record, TODAY)
        record = review.keep_taste(record, TODAY, id, " a  line\n")
    assert review.open_taste(record, TODAY) == []
    assert review.next_step(record, "me", TODAY, {"compare"}) == "notes"


def test_one_answer_given_again_is_no_review() -> None:
    assert not views.is_review(session("review", NOW, cells=1))
    assert views.is_review(session("review", NOW, cells=2))
    assert not views.is_review(session("review", NOW, finished=False))
    assert not views.is_review(session("tempted", NOW))
    once = committed(session("review", NOW, cells=1))
    assert "review" in [one.kind for one in due.due(once, today=TODAY, cooling_off=7)]
    assert review.session_of(once, "me", TODAY) is None


def test_answers_of_taste_stand_in_the_note_of_the_day_beside_what_was_there() -> None:
    record = notebook.add_note(committed(), "a", TODAY, insight="noise", next="go on")
    record = review.keep_taste(record, TODAY, "missed", "small models")
    assert review.keep_taste(record, TODAY, "missed", "  ") is record
    candidate = record.candidate("a")
    assert candidate is not None
    note = review.note_of(candidate, TODAY)
    assert note is not None
    assert note.insight == "noise\nTrend missed: small models"
    assert note.next == "go on"
    assert review.open_taste(record, TODAY) == ["did-well", "forgotten", "theory", "saw-it"]


@pytest.mark.parametrize(("days", "seen"), [(0, True), (13, True), (14, False), (-1, False)])
def test_two_weeks_of_notes_are_fourteen_days_today_among_them(days: int, seen: bool) -> None:
    record = notebook.add_note(committed(), "a", TODAY - timedelta(days=days), result="x")
    candidate = record.candidate("a")
    assert candidate is not None
    assert bool(review.recent_notes(candidate, TODAY)) is seen


def test_notes_come_newest_first_and_the_first_day_there_is_ends_nothing() -> None:
    record = committed()
    for day in (date(1, 1, 2), date(1, 1, 1)):
        record = notebook.add_note(record, "a", day, result="x")
    candidate = record.candidate("a")
    assert candidate is not None
    assert [one.date.day for one in review.recent_notes(candidate, date(1, 1, 3))] == [2, 1]


def test_a_record_opens_at_its_project_unless_somebody_is_scoring() -> None:
    library = rubric.load()
    assert flow.opening_step(committed(), library, "me").kind == "project"
    scoring = committed(session("review", NOW, cells=0, finished=False))
    assert flow.opening_step(scoring, library, "me").kind in ("question", "ask", "gut")
    assert flow.opening_step(scoring, library, "other").kind == "project"
    bare = committed().model_copy(update={"commitments": []})
    assert flow.opening_step(bare, library, "me") == flow.next_step(bare, library, "me")
    finished = session("review", NOW)
    assert flow.after_session(committed(finished), finished).kind == "review"
    assert flow.after_session(bare, finished).kind == "result"


def test_an_answer_of_taste_is_given_anew_or_taken_away_and_nothing_else_of_the_note() -> None:
    record = notebook.add_note(committed(), "a", TODAY, insight="noise", next="go on")
    record = review.keep_taste(record, TODAY, "theory", "never")
    record = review.keep_taste(record, TODAY, "missed", "small models")
    record = review.keep_taste(record, TODAY, "theory", "once")
    assert [review.taste_answer(record, TODAY, id) for id in ("theory", "missed", "saw-it")] == [
        "once",
        "small models",
        "",
    ]
    record = review.drop_taste(record, TODAY, "theory")
    candidate = record.candidate("a")
    assert candidate is not None
    note = review.note_of(candidate, TODAY)
    assert note is not None
    assert (note.insight, note.next) == ("noise\nTrend missed: small models", "go on")


def test_with_its_only_line_a_note_is_gone() -> None:
    record = review.keep_taste(committed(), TODAY, "theory", "never")
    assert review.drop_taste(record, TODAY, "missed") is record
    gone = review.drop_taste(record, TODAY, "theory")
    candidate = gone.candidate("a")
    assert candidate is not None
    assert not candidate.notes
