from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from pickproblem import record
from pickproblem.record import Record
from tests.record.texts import COMMITMENT, HEAD, TWO, read


def test_the_least_that_is_a_record() -> None:
    least = read(HEAD)
    assert least.title == "T"
    assert least.created == datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert least.candidates == least.sessions == least.commitments == least.temptations == []
    assert least.setting is least.weights is least.extra is least.commitment is None


def test_numbers_stay_what_they_are() -> None:
    made = read(HEAD + "setting.disk_gb = 10\nsetting.ram_gb = 10.0").setting
    assert made is not None
    assert isinstance(made.disk_gb, int)
    assert isinstance(made.ram_gb, float)


def test_offsets_with_seconds_become_utc() -> None:
    odd, even = timezone(timedelta(hours=8, minutes=27, seconds=52)), timezone(timedelta(hours=-3, minutes=-30))
    for zone, kept in ((odd, timedelta(0)), (even, timedelta(hours=-3, minutes=-30))):
        moment = datetime(2026, 1, 1, 12, tzinfo=zone)
        made = Record(format=1, title="T", created=moment, profile="p").created
        assert made == moment
        assert made.utcoffset() == kept


def test_the_last_commitment_stands() -> None:
    one = COMMITMENT + "kill_criteria = [{by = 2027-01-01}]\n"
    two = one + one[len(TWO) :].replace('"c"', '"d"')
    made = read(HEAD + two)
    assert made.commitment is made.commitments[1]


def test_candidates_by_id() -> None:
    made = read(HEAD + TWO)
    assert made.candidate("b") is made.candidates[1]
    assert made.candidate("c") is None


def test_records_do_not_change() -> None:
    made = read(HEAD + TWO)
    with pytest.raises(ValidationError, match="frozen"):
        made.candidates[0].title = "other"  # type: ignore[misc]


def test_known_keys_are_those_of_the_file() -> None:
    assert {"from", "by", "kill_criteria", "gpus", "lifts_gate"} <= set(record.KNOWN_KEYS)
    assert "from_" not in record.KNOWN_KEYS
