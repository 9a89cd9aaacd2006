"""The calendar, read back by a parser of another house."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import due, edits, reviewing, temptation
from pickproblem.due import Due
from pickproblem.errors import Refused
from pickproblem.record import Commitment, Forecast, KillCriterion, Record
from pickproblem.report.calendar import calendar, uid
from tests import strategies
from tests.decisions import START, record

STAMP = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)
COMMITTED = edits.commit(
    record(),
    Commitment(
        id="2026-11-21",
        candidate="a",
        when=START,
        reviews=[date(2026, 12, 19), date(2027, 1, 16)],
        forecasts=[Forecast(id="scooped", p=0.1, resolve=date(2027, 3, 1))],
        kill_criteria=[
            KillCriterion(by=date(2027, 1, 15), unless="재현율, 기준선 이상; 그리고 \\ 여유", then="그만")
        ],
    ),
)


def written(whole: Record, stamp: datetime = STAMP) -> bytes:
    return calendar(whole, due.dates(whole, cooling_off=7), stamp)


def events(content: bytes) -> dict[str, Any]:
    (whole,) = vobject.readComponents(content.decode())
    whole.validate(raiseException=True)
    return {event.uid.value: event for event in whole.vevent_list}


def test_every_date_is_an_event_of_a_whole_day() -> None:
    found = events(written(COMMITTED)).values()
    assert sorted((event.dtstart.value, event.summary.value) for event in found) == [
        (date(2026, 12, 19), "Review of “a”"),
        (date(2027, 1, 15), "Kill criterion of “a”: 재현율, 기준선 이상; 그리고 \\ 여유; else 그만"),
        (date(2027, 1, 16), "Review of “a”"),
        (date(2027, 3, 1), "Forecast for “a”, to be resolved: The same result appears elsewhere first"),
    ]
    for event in found:
        assert event.dtstamp.value == STAMP
        assert event.transp.value == "TRANSPARENT"
        assert event.description.value == "What next"
        assert "dtend" not in event.contents


def test_an_event_keeps_its_identity_when_its_date_moves() -> None:
    moved = reviewing.edit_kill_criterion(
        COMMITTED, "2026-11-21", 0, START.date(), "late data", frozen_days=7, by=date(2027, 2, 1)
    )
    before, after = events(written(COMMITTED)), events(written(moved, datetime(2027, 1, 1, tzinfo=UTC)))
    assert before.keys() == after.keys()
    changed = [id for id in before if before[id].dtstart.value != after[id].dtstart.value]
    assert len(changed) == 1
    assert after[changed[0]].dtstart.value == date(2027, 2, 1)


def test_another_decision_has_other_identities() -> None:
    other = COMMITTED.model_copy(update={"title": "Another"})
    assert not events(written(COMMITTED)).keys() & events(written(other)).keys()


def test_the_same_export_is_the_same_to_the_byte() -> None:
    assert written(COMMITTED) == written(COMMITTED)


def test_a_calendar_without_an_event_is_not_valid_and_not_written() -> None:
    with pytest.raises(Refused, match="there is no date in “What next”"):
        written(record())


def test_a_parked_idea_is_one_event() -> None:
    parked = temptation.park(record(candidates={"a": "chosen"}), "밤 산책", START)
    (event,) = events(written(parked)).values()
    assert (event.dtstart.value, event.summary.value) == (date(2026, 11, 28), "Look again at “밤 산책”")


texts = strategies.words | st.sampled_from(
    ["a" * 200, "차" * 120, "BEGIN:VEVENT\r\nEND:VEVENT", "a\udcffb", "👩‍👩‍👧" * 30]
)


@settings(max_examples=80)
@given(st.lists(st.tuples(strategies.dates, texts), min_size=1, max_size=4), texts.filter(bool))
def test_any_words_make_a_valid_file(given: list[tuple[date, str]], title: str) -> None:
    whole = record().model_copy(update={"title": title})
    dates = [Due("review", day, words, "a", "c", str(n)) for n, (day, words) in enumerate(given)]
    content = calendar(whole, dates, STAMP)
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75, "a line is folded by bytes"
        assert all(byte >= 0x20 and byte != 0x7F for byte in line)
        line.decode()
    found = events(content)
    assert {id: event.dtstart.value for id, event in found.items()} == {uid(whole, one): one.date for one in dates}
    assert found.keys() == {uid(whole, one) for one in dates}


@settings(max_examples=40)
@given(strategies.records(nan=False))
def test_the_dates_of_any_record_are_read_back(whole: Record) -> None:
    dates = due.dates(whole, cooling_off=7)
    if not dates:
        return
    found = events(calendar(whole, dates, STAMP))
    assert sorted(event.dtstart.value for event in found.values()) == [one.date for one in dates]
