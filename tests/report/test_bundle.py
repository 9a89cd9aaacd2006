from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pickproblem import ranking, store
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.errors import UsageError
from pickproblem.record import Record
from pickproblem.report.bundle import bundle
from tests import strategies
from tests.report.sharing import hostile, shipped


def plain(value: Any) -> Any:
    """TOML as JSON would have it."""
    return json.loads(json.dumps(value, default=lambda one: one.isoformat()))


def test_the_record_and_its_ranking() -> None:
    path = Path(EXAMPLES) / "tempted.toml"
    record = store.read(path, shipped()).record
    found = json.loads(bundle(record, shipped(), name="tempted.toml"))
    assert set(found) == {"record", "rank"}
    assert found["record"] == plain(tomllib.loads(path.read_text("utf-8")))
    assert found["rank"] == ranking.rank(record, shipped(), path="tempted.toml")


@settings(max_examples=20)
@given(strategies.tables())
def test_any_record_becomes_json(table: strategies.Table) -> None:
    record = Record.model_validate(table)
    written = bundle(record, strategies.LIBRARY).decode()

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    found = json.loads(written, parse_constant=refuse)
    assert found["record"]["title"] == record.title
    assert [one["id"] for one in found["record"]["candidates"]] == [one.id for one in record.candidates]
    assert all(character == "\n" or character.isprintable() for character in written)


def test_what_json_has_not_is_written_as_text() -> None:
    extra = {"nan": float("nan"), "inf": float("inf"), "less": float("-inf")}
    found = json.loads(bundle(hostile().model_copy(update={"extra": extra}), shipped()))
    assert found["record"]["extra"] == {"nan": "nan", "inf": "inf", "less": "-inf"}


def test_one_rater_alone() -> None:
    record = hostile()
    rater = record.sessions[0].rater
    found = json.loads(bundle(record, shipped(), rater=rater))
    assert found["rank"] == ranking.rank(record, shipped(), rater=rater)
    assert len(found["record"]["sessions"]) == 2
    with pytest.raises(UsageError):
        bundle(record, shipped(), rater="nobody")
