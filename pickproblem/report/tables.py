"""All answers of a record as one table for spreadsheets and scripts: CSV, a row for every answer ever given."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from pickproblem import answers as views
from pickproblem.record import Answer, Candidate, Record, Session, same_name
from pickproblem.rubric import Library
from pickproblem.text import safe

COLUMNS = (
    "session", "session_reason", "started", "finished", "rater", "candidate", "title", "state",
    "rubric", "rubric_title", "level", "low", "high", "unknown", "level_text",
    "reason", "lifts_gate", "differs", "probes", "estimate", "latest",
)  # fmt: skip
"""The names of the columns, the same in every language. ``low`` and ``high`` are the ends that are believed, empty
where the level is unknown; ``probes`` and ``estimate`` are JSON; ``latest`` says whether the answer still counts."""

_MARK = "\ufeff"  # without it spreadsheets take UTF-8 for something else, and Hangul for noise
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def answers(record: Record, library: Library, *, rater: str | None = None) -> bytes:
    """The file's bytes: UTF-8 with a mark that says so, CRLF, a heading line; ``rater`` keeps one rater's alone.

    No cell of text begins a formula: one that would gets an apostrophe before it. Raises UsageError for a rater that
    the record does not have.
    """
    views.latest(record, rater=rater)
    written = io.StringIO(newline="")
    table = csv.writer(written, dialect="excel", quoting=csv.QUOTE_MINIMAL)
    table.writerow(COLUMNS)
    table.writerows(_rows(record, library, rater))
    return (_MARK + written.getvalue()).encode()


def cell(text: str) -> str:
    """A text as a cell of its own: safe to show, and never a formula."""
    return ("'" if text.startswith(_FORMULA) else "") + safe(text, lines=True)


def _rows(record: Record, library: Library, rater: str | None) -> Iterator[list[str | int]]:
    last = {
        (same_name(session.rater), candidate, rubric): session.id
        for session in record.sessions
        for candidate, row in (session.answers or {}).items()
        for rubric in row
    }
    known = {candidate.id: candidate for candidate in record.candidates}
    for session in record.sessions:
        whose = same_name(session.rater)
        if rater is not None and whose != same_name(rater):
            continue
        for candidate, row in (session.answers or {}).items():
            for rubric, answer in row.items():
                latest = last[whose, candidate, rubric] == session.id
                yield [
                    *_whose(session),
                    *_what(known[candidate], library, rubric),
                    *_given(answer),
                    cell(str(library.rubrics[rubric].levels[answer.level - 1]) if answer.level else ""),
                    *_why(answer),
                    _yes(latest),
                ]


def _whose(session: Session) -> list[str | int]:
    finished = session.finished.isoformat() if session.finished else ""
    return [cell(session.id), session.reason, session.started.isoformat(), finished, cell(session.rater)]


def _what(candidate: Candidate, library: Library, rubric: str) -> list[str | int]:
    title = cell(str(library.rubrics[rubric].title))
    return [candidate.id, cell(candidate.title), candidate.state, rubric, title]


def _given(answer: Answer) -> list[str | int]:
    if answer.level is None:
        return ["", "", "", _yes(True)]
    return [answer.level, answer.believed_low, answer.believed_high, _yes(False)]


def _why(answer: Answer) -> list[str | int]:
    estimate = dict(answer.estimate or {})
    differs = estimate.pop("differs", "")
    return [
        cell(answer.reason or ""),
        cell(answer.lifts_gate or ""),
        cell(str(differs)),
        cell(_json(answer.probes)),
        cell(_json(estimate)),
    ]


def _json(table: object) -> str:
    return json.dumps(table, ensure_ascii=False, default=str) if table else ""


def _yes(true: bool) -> str:
    return "true" if true else "false"
