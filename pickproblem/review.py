"""The way through a review: what happened first, a fresh score, old against new, questions of taste, the notes. Pure.

What was answered is in the record, so that a review that was left goes on where it was. The answers to the questions
of taste are lines of the day's note on the project, each behind a lead of its own (`TASTE`): the record has no table
for them, and there one finds them when one reads back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from pickproblem import answers as views
from pickproblem import due, edits, notebook
from pickproblem.due import Due
from pickproblem.language import N_, _
from pickproblem.record import Candidate, Note, Record, Session, same_name

StepKind = Literal["outcome", "score", "compare", "taste", "notes"]

STEPS: tuple[tuple[StepKind, str], ...] = (
    ("outcome", N_("What happened")),
    ("score", N_("Score again")),
    ("compare", N_("Old and new")),
    ("taste", N_("Taste")),
    ("notes", N_("Notebook")),
)
"""The steps of a review in order, with their names; to be translated when they are shown."""

TASTE: tuple[tuple[str, str, str], ...] = (
    ("did-well", N_("Which idea that you passed over has done well since?"), N_("Passed over, did well")),
    ("forgotten", N_("Which one that shone back then is forgotten by now?"), N_("Shone then, forgotten now")),
    ("theory", N_("When was theory of use to you, and when was it not?"), N_("Theory")),
    ("missed", N_("Which trend did you miss?"), N_("Trend missed")),
    ("saw-it", N_("Who saw it in time, and by what?"), N_("Who saw it")),
)
"""The first text's questions of taste: id, question, and what leads the answer in the notebook."""

NOTES_DAYS = 14
"""The notes of so many days are read in one view: the first text's two weeks (seed)."""


def reviewed(record: Record) -> Candidate | None:
    """The project that a review is about: that of the last commitment."""
    return record.candidate(record.commitment.candidate) if record.commitment is not None else None


def questions(record: Record, today: date) -> list[Due]:
    """What is to be answered before any old score is shown: forecasts and kill criteria whose day has come."""
    return due.promised(record, today=today)


def session_of(record: Record, rater: str, today: date) -> Session | None:
    """The rater's review of that day, finished; None where there is none yet."""
    mine = [
        one
        for one in record.sessions
        if views.is_review(one)
        and one.finished is not None
        and one.finished.date() == today
        and same_name(one.rater) == same_name(rater)
    ]
    return mine[-1] if mine else None


def scoring(record: Record, rater: str) -> Session | None:
    """The review that the rater is in the middle of scoring."""
    session = views.open_session(record, rater)
    return session if session is not None and session.reason == "review" else None


def newest(record: Record, rater: str) -> Session | None:
    """The session that is held against an earlier one: the rater's last review; None while one is being scored."""
    if views.open_session(record, rater) is not None:  # whoever is scoring shall not see old answers
        return None
    mine = [one for one in record.sessions if views.is_review(one) and same_name(one.rater) == same_name(rater)]
    return mine[-1] if mine else None


def earlier(record: Record, now: Session) -> list[Session]:
    """What a session can be held against: the same rater's finished ones before it, the first one first."""
    before = record.sessions[: record.sessions.index(now)]
    return [one for one in before if one.finished is not None and same_name(one.rater) == same_name(now.rater)]


def next_step(record: Record, rater: str, today: date, passed: Collection[str] = ()) -> StepKind:
    """Where the review goes on. ``passed``: steps seen in this sitting that leave nothing in the record."""
    return next(
        (step for step, _name in STEPS if step not in passed and not _done(step, record, rater, today)), "notes"
    )


def _done(step: StepKind, record: Record, rater: str, today: date) -> bool:
    scored = session_of(record, rater, today) is not None
    if step == "outcome":  # comes before scoring; what could not be said then stays due
        return scored or scoring(record, rater) is not None
    if step == "score":
        return scored
    return step == "taste" and not open_taste(record, today)


def open_taste(record: Record, today: date) -> list[str]:
    """The questions of taste that the day's note on the project does not answer yet."""
    return [id for id, _question, _lead in TASTE if not taste_answer(record, today, id)]


def taste_answer(record: Record, today: date, id: str) -> str:
    """What the day's note on the project answers to a question of taste; empty where it answers nothing."""
    lead = taste_line(id, "")
    return next((line.removeprefix(lead) for line in _insights(record, today) if line.startswith(lead)), "")


def _insights(record: Record, today: date) -> list[str]:
    candidate = reviewed(record)
    note = note_of(candidate, today) if candidate is not None else None
    return (note.insight or "").split("\n") if note is not None else []


def taste_line(id: str, text: str) -> str:
    """An answer to a question of taste as it stands in the notebook."""
    return _lead(next(lead for known, _question, lead in TASTE if known == id)) + " ".join(text.split())


def _lead(lead: str) -> str:
    return _(lead) + ": "


def note_of(candidate: Candidate, day: date) -> Note | None:
    """The note of a day."""
    return next((one for one in candidate.notes or [] if one.date == day), None)


def recent_notes(candidate: Candidate, today: date, days: int = NOTES_DAYS) -> list[Note]:
    """The notes of the last ``days`` up to and with today, the newest first."""
    try:
        first = today - timedelta(days=days - 1)
    except OverflowError:
        first = date.min
    return sorted((one for one in candidate.notes or [] if first <= one.date <= today), key=lambda one: one.date)[
        ::-1
    ]


def keep_taste(record: Record, today: date, id: str, text: str) -> Record:
    """The record with an answer to a question of taste in the day's note, in place of one that stood there.

    An empty one changes nothing; see `drop_taste`.
    """
    candidate = reviewed(record)
    if candidate is None or not text.strip():
        return record
    if taste_answer(record, today, id):
        return _with_taste(record, candidate, today, id, [taste_line(id, text)])
    return notebook.add_note(record, candidate.id, today, insight=taste_line(id, text))


def drop_taste(record: Record, today: date, id: str) -> Record:
    """The record without an answer to a question of taste in the day's note."""
    candidate = reviewed(record)
    if candidate is None or not taste_answer(record, today, id):
        return record
    return _with_taste(record, candidate, today, id, [])


def _with_taste(record: Record, candidate: Candidate, today: date, id: str, said: list[str]) -> Record:
    lines, lead = _insights(record, today), taste_line(id, "")
    at = next(n for n, line in enumerate(lines) if line.startswith(lead))
    insight = "\n".join([*lines[:at], *said, *lines[at + 1 :]]) or None
    changed = [edits.replaced(one, insight=insight) if one.date == today else one for one in candidate.notes or []]
    kept = [one for one in changed if one.result or one.insight or one.code or one.next]
    return edits.change_candidate(record, candidate.id, notes=kept or None)
