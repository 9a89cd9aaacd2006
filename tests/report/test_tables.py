from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import answers as views
from pickproblem.errors import UsageError
from pickproblem.record import Record, same_name
from pickproblem.report import tables
from pickproblem.text import safe
from tests import decisions, strategies
from tests.report.sharing import HOSTILE, hostile, shipped

Row = dict[str, str]


def rows(content: bytes) -> list[Row]:
    """What a reader of another kind makes of the file."""
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_file_is_what_spreadsheets_open() -> None:
    written = tables.answers(hostile(), shipped())
    assert written.startswith(
        b"\xef\xbb\xbfsession,session_reason,started,finished,rater,candidate,title,state,rubric"
    )
    assert written.endswith(b"\r\n")
    assert written.count(b"\xef\xbb\xbf") == 1
    read = rows(written)
    assert list(read[0]) == list(tables.COLUMNS)
    assert len(read) == 2 * 3 * 8


def test_no_cell_is_a_formula() -> None:
    raw = list(csv.reader(io.StringIO(tables.answers(hostile(), shipped()).decode("utf-8-sig"), newline="")))
    assert not [cell for row in raw for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    found = rows(tables.answers(hostile(), shipped()))
    assert "'" + HOSTILE[5] in {row["reason"] for row in found}
    assert {row["session"] for row in found} == {HOSTILE[0], "'=1+1"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_would_begin_a_formula_gets_an_apostrophe(start: str) -> None:
    assert tables.cell(f"{start}1") == "'" + safe(f"{start}1", lines=True)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_other_text_is_left_as_it_is_shown(text: str) -> None:
    written = tables.cell(text)
    assert written in (safe(text, lines=True), "'" + safe(text, lines=True))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@settings(max_examples=30)
@given(strategies.tables())
def test_every_answer_is_a_row_and_none_is_lost(table: strategies.Table) -> None:
    record = Record.model_validate(table)
    found = iter(rows(tables.answers(record, strategies.LIBRARY)))
    for session in record.sessions:
        for candidate, given_ in (session.answers or {}).items():
            for rubric, answer in given_.items():
                row = next(found)
                assert (row["candidate"], row["rubric"]) == (candidate, rubric)
                assert row["level"] == ("" if answer.level is None else str(answer.level))
                assert row["unknown"] == ("true" if answer.level is None else "false")
                if answer.level is not None:
                    assert (row["low"], row["high"]) == (str(answer.believed_low), str(answer.believed_high))
                reason = safe(answer.reason or "", lines=True)
                assert row["reason"] in (reason, "'" + reason)
                assert not answer.probes or json.loads(row["probes"]) == answer.probes
    assert next(found, None) is None


@settings(max_examples=30)
@given(decisions.records())
def test_the_latest_are_those_that_count(record: Record) -> None:
    found = [row for row in rows(tables.answers(record, decisions.library())) if row["latest"] == "true"]
    counting = {
        (same_name(rater), candidate, rubric)
        for rater, sheet in views.latest(record).items()
        for candidate, row in sheet.items()
        for rubric in row
    }
    assert len(found) == len(counting)
    assert {(same_name(row["rater"]), row["candidate"], row["rubric"]) for row in found} == counting


def test_one_rater_alone() -> None:
    record = hostile()
    found = rows(tables.answers(record, shipped(), rater=HOSTILE[6]))
    assert {row["session"] for row in found} == {"'=1+1"}
    assert len(found) == 24
    with pytest.raises(UsageError, match="there is no rater nobody"):
        tables.answers(record, shipped(), rater="nobody")
