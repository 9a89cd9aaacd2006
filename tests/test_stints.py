"""A stretch of work from what is typed to the record."""

from __future__ import annotations

from datetime import date

import pytest

from pickproblem import edits, notebook, stints
from pickproblem.errors import Refused
from pickproblem.record import Candidate, Commitment, DeadEnd, KillCriterion, Record, Stint

TODAY = date(2026, 3, 8)
ALL = dict.fromkeys(DeadEnd.model_fields, "seen")


@pytest.fixture
def record() -> Record:
    return edits.add_candidate(edits.new_record("What to do", edits.now()), "One", id="one")


def one(record: Record) -> Candidate:
    found = record.candidate("one")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "hours", "days"),
    [
        ("", None, None),
        (" 40 ", 40.0, None),
        ("40h", 40.0, None),
        ("2,5", 2.5, None),
        ("5d", None, 5.0),
        ("5D", None, 5.0),
        ("3일", None, 3.0),
        ("0", 0.0, None),
    ],
)
def test_hours_or_days(typed: str, hours: float | None, days: float | None) -> None:
    assert stints.amount(typed) == (hours, days)


@pytest.mark.parametrize("typed", ["soon", "-1", "nan", "inf", "1e999", "d", "5w"])
def test_what_is_no_number_of_hours_is_said(typed: str) -> None:
    with pytest.raises(Refused, match="no number of hours"):
        stints.amount(typed)


@pytest.mark.parametrize("typed", ["", "40", "2.5", "5d"])
def test_an_amount_is_written_as_it_is_typed(record: Record, typed: str) -> None:
    begun = stints.begun(record, "one", {"from": "2026-01-01", "hours": typed}, TODAY)
    assert stints.written(notebook.open_stint(one(begun))) == typed


def test_one_that_goes_on(record: Record) -> None:
    after = stints.begun(record, "one", {"from": "2026-01-01", "side": stints.BESIDE, "repository": "~/code"}, TODAY)
    (stint,) = one(after).stints or []
    assert (stint.from_, stint.to, stint.side, stint.repository) == (date(2026, 1, 1), None, True, "~/code")


def test_one_that_is_over_already(record: Record) -> None:
    form = {"from": "2026-01-01", "to": "2026-02-01", "side": stints.MAIN, "ended": "delivered", "into": "a paper"}
    (stint,) = one(stints.begun(record, "one", form, TODAY)).stints or []
    assert (stint.to, stint.ended, stint.into, stint.side) == (date(2026, 2, 1), "delivered", "a paper", None)


def test_a_pause_has_no_ending(record: Record) -> None:
    form = {"from": "2026-01-01", "to": "2026-02-01", "ended": stints.STILL}
    (stint,) = one(stints.begun(record, "one", form, TODAY)).stints or []
    assert stint.ended is None


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"from": "2026-03-09"}, "days that were"),
        ({"from": "2026-01-01", "to": "2026-03-09"}, "days that were"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "before it begins"),
        ({"from": "once"}, "no date"),
    ],
)
def test_days_that_cannot_be(record: Record, form: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        stints.begun(record, "one", form, TODAY)


def test_the_one_that_goes_on_ends(record: Record) -> None:
    record = stints.begun(record, "one", {"from": "2026-01-01", "repository": "~/code", "hours": "30"}, TODAY)
    form = {"to": "2026-03-01", "hours": "5d", "ended": "dead-end", **ALL}
    (stint,) = one(stints.ended(record, one(record), form, TODAY)).stints or []
    assert (stint.from_, stint.to, stint.ended) == (date(2026, 1, 1), date(2026, 3, 1), "dead-end")
    assert (stint.hours, stint.days, stint.repository) == (None, 5.0, "~/code")
    assert stint.evidence == DeadEnd(**ALL)
    with pytest.raises(Refused, match="before it begins"):
        stints.ended(record, one(record), {**form, "to": "2025-12-31"}, TODAY)


def test_where_none_goes_on_it_is_since_the_commitment_or_the_last_end(record: Record) -> None:
    assert stints.first_day(record, one(record), TODAY) == TODAY
    when = edits.now().replace(year=2026, month=1, day=5)
    criterion = KillCriterion(by=date(2026, 6, 1))
    committed = Commitment(id="c", candidate="one", when=when, kill_criteria=[criterion])
    record = record.model_copy(update={"commitments": [committed]})
    assert stints.first_day(record, one(record), TODAY) == date(2026, 1, 5)
    stint = Stint.model_validate({"from": date(2026, 1, 6), "to": date(2026, 2, 1)})
    record = notebook.add_stint(record, "one", stint)
    assert stints.first_day(record, one(record), TODAY) == date(2026, 2, 2)
    form = {"to": "2026-03-01", "hours": "80", "ended": "delivered", "into": "a paper"}
    last = (one(stints.ended(record, one(record), form, TODAY)).stints or [])[-1]
    assert (last.from_, last.to, last.hours, last.into) == (date(2026, 2, 2), date(2026, 3, 1), 80.0, "a paper")
