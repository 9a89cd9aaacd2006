"""Notes and stints: one note a day, stints of one candidate never over each other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import notebook, store
from pickproblem.errors import Refused
from pickproblem.notebook import add_note, add_stint, begin_stint, change_stint, end_stint
from pickproblem.record import Candidate, DeadEnd, Note, Record, Stint
from pickproblem.references import faults
from tests import strategies
from tests.decisions import record

DAY = date(2026, 11, 21)


def stint(begun: date, last: date | None = None, **fields: Any) -> Stint:
    return Stint.model_validate({"from": begun, "to": last, **fields})


def of(whole: Record, id: str = "a") -> Candidate:
    found = whole.candidate(id)
    assert found is not None
    return found


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def test_a_note_is_kept_in_the_order_of_days() -> None:
    whole = record()
    for n, text in ((3, "later"), (0, "first"), (1, "between")):
        whole = add_note(whole, "a", day(n), result=text)
    assert of(whole).notes == [
        Note(date=day(0), result="first"),
        Note(date=day(1), result="between"),
        Note(date=day(3), result="later"),
    ]
    assert notebook.last_note(of(whole)) == day(3)
    assert notebook.last_note(of(whole, "b")) is None


def test_a_second_note_of_a_day_fills_what_is_empty_and_adds_its_lines() -> None:
    whole = add_note(record(), "a", DAY, result="recall 31", next="longer schedule")
    whole = add_note(whole, "a", DAY, result="recall 33\nrecall 31", insight="warm-up matters", next=" ")
    assert of(whole).notes == [
        Note(date=DAY, result="recall 31\nrecall 33", insight="warm-up matters", next="longer schedule")
    ]


def test_the_same_note_twice_is_there_once() -> None:
    once = add_note(record(), "a", DAY, code="loader", result="a\nb")
    assert add_note(once, "a", DAY, code="loader", result="a\nb") == once


def test_an_empty_note_says_nothing() -> None:
    with pytest.raises(Refused, match="says nothing"):
        add_note(record(), "a", DAY, result="  ", next="")
    with pytest.raises(Refused, match="there is no candidate z"):
        add_note(record(), "z", DAY, result="r")


def test_a_stint_begins_and_ends() -> None:
    whole = begin_stint(record(), "a", DAY, repository="~/code", side=True)
    assert (going_on := notebook.open_stint(of(whole))) is not None
    assert (going_on.from_, going_on.to, going_on.repository) == (DAY, None, "~/code")
    evidence = DeadEnd(no_sign_of_life="run 12")
    ended = end_stint(whole, "a", day(9), "dead-end", hours=40, evidence=evidence)
    assert of(ended).stints == [
        stint(DAY, day(9), repository="~/code", side=True, ended="dead-end", hours=40, evidence=evidence)
    ]
    assert notebook.open_stint(of(ended)) is None
    with pytest.raises(Refused, match="no stint of a goes on"):
        end_stint(ended, "a", day(10))


def test_a_stint_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refused, match=r"to: ends before it begins; on or after 2026-11-21"):
        end_stint(begin_stint(record(), "a", DAY), "a", day(-1))


@pytest.mark.parametrize(
    ("begun", "ended"),
    [(0, 0), (5, 5), (-3, 0), (5, 9), (2, 3), (-3, 9), (-3, None), (3, None)],
    ids=str,
)
def test_stints_of_one_candidate_may_not_overlap_both_ends_counting(begun: int, ended: int | None) -> None:
    whole = add_stint(record(), "a", stint(day(0), day(5)))
    another = stint(day(begun), None if ended is None else day(ended))
    with pytest.raises(Refused, match="overlaps the one that begins on"):
        add_stint(whole, "a", another)
    assert of(add_stint(whole, "b", another), "b").stints == [another]


def test_nothing_begins_while_a_stint_goes_on() -> None:
    with pytest.raises(Refused, match="2026-11-30 overlaps the one that begins on 2026-11-21; end that one before"):
        begin_stint(begin_stint(record(), "a", DAY), "a", day(9))
    before = add_stint(begin_stint(record(), "a", DAY), "a", stint(day(-9), day(-1)))
    assert [one.from_ for one in of(before).stints or []] == [day(-9), DAY]


def test_a_stint_is_changed_by_the_day_it_began() -> None:
    whole = add_stint(record(), "a", stint(day(0), day(5), hours=9))
    assert of(change_stint(whole, "a", DAY, hours=None, days=3)).stints == [stint(DAY, day(5), days=3)]
    with pytest.raises(Refused, match="no stint of a begins on 2026-11-22"):
        change_stint(whole, "a", day(1), hours=1)
    with pytest.raises(Refused, match="hours: -1 is out of range; at least 0"):
        change_stint(whole, "a", DAY, hours=-1)


# --- laws

days = st.integers(0, 12).map(day)
candidates = st.sampled_from("abz")
texts = st.none() | st.sampled_from(["", "one", "two\nthree", "한 걸음"])
Change = Callable[[Record], Record]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    candidate, first, second = draw(candidates), draw(days), draw(days)
    kind = draw(st.sampled_from(["note", "begin", "end", "add", "change"]))
    if kind == "note":
        lines: dict[str, Any] = {field: draw(texts) for field in ("result", "insight", "code", "next")}
        return lambda whole: add_note(whole, candidate, first, **lines)
    if kind == "begin":
        return lambda whole: begin_stint(whole, candidate, first)
    if kind == "end":
        return lambda whole: end_stint(whole, candidate, first, "delivered")
    if kind == "add":
        return lambda whole: add_stint(whole, candidate, stint(min(first, second), max(first, second)))
    return lambda whole: change_stint(whole, candidate, first, to=second)


@settings(max_examples=150)
@given(st.lists(changes(), max_size=12))
def test_no_sequence_of_changes_breaks_a_record_or_loses_a_line(made: list[Change]) -> None:
    whole = record()
    for change in made:
        before = whole
        with suppress(Refused):
            whole = change(whole)
        assert not faults(whole)
        for candidate in before.candidates:
            notes = {one.date: one for one in of(whole, candidate.id).notes or []}
            assert sorted(notes) == [one.date for one in of(whole, candidate.id).notes or []]
            for old in candidate.notes or []:
                for field in ("result", "insight", "code", "next"):
                    assert (getattr(notes[old.date], field) or "").startswith(getattr(old, field) or "")


@settings(max_examples=40)
@given(strategies.records(nan=False), strategies.dates, strategies.words)
def test_a_note_is_read_back_and_nothing_else_moved(whole: Record, when: date, text: str) -> None:
    for candidate in whole.candidates[:1]:
        with suppress(Refused):
            after = add_note(whole, candidate.id, when, insight=text)
            assert store.parse(store.serialise(after), Path("a.toml"), strategies.LIBRARY).record == after
            assert after.model_dump(exclude={"candidates"}) == whole.model_dump(exclude={"candidates"})
            mine, old = of(after, candidate.id), candidate
            assert mine.model_dump(exclude={"notes"}) == old.model_dump(exclude={"notes"})
            assert [one for one in mine.notes or [] if one.date != when] == [
                one for one in old.notes or [] if one.date != when
            ]
