from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given, settings

from pickproblem import store
from pickproblem.record import Candidate, Commitment, KillCriterion, Note, Record, Session, Setting, Stint
from pickproblem.store import Stored
from tests.store.changes import TEXT
from tests.strategies import LIBRARY, records


@settings(max_examples=60, deadline=None)
@given(records(nan=False))
def test_round_trip(record: Record) -> None:
    content = store.serialise(record)
    back = store.parse(content, Path("a.toml"), LIBRARY)
    assert back.record == record
    assert store.serialise(back.record) == content
    assert not back.has_comments
    assert b"\r" not in content


@settings(max_examples=30, deadline=None)
@given(records(nan=True))
def test_round_trip_of_what_is_not_equal_to_itself(record: Record) -> None:
    content = store.serialise(record)
    assert store.serialise(store.parse(content, Path("a.toml"), LIBRARY).record) == content


def test_reads_as_people_write_it(record: Record) -> None:
    by = date(2027, 1, 15)
    full = record.model_copy(
        update={
            "setting": Setting(people=4, admired=["A"]),
            "candidates": [
                *record.candidates,
                Candidate(id="b", title="B", state="open", stints=[Stint.model_validate({"from": by})]),
            ],
            "sessions": [Session(id="1", reason="start", started=record.created, answers={})],
            "commitments": [
                Commitment(id="1", candidate="b", when=record.created, kill_criteria=[KillCriterion(by=by)])
            ],
            "extra": {"mine": []},
        }
    )
    assert store.serialise(full).decode() == (
        "format = 1\n"
        'title = "What to submit"\n'
        "created = 2026-11-21 10:00:00+00:00\n"
        'profile = "balanced"\n\n'
        '[setting]\npeople = 4\nadmired = [\n    "A",\n]\n\n'
        '[[candidates]]\nid = "sbnet"\ntitle = "Sparse blocks"\npitch = "fast\\r\\nand small"\nstate = "open"\n\n'
        '[[candidates]]\nid = "b"\ntitle = "B"\nstate = "open"\nstints = [\n    { from = 2027-01-15 },\n]\n\n'
        '[[sessions]]\nid = "1"\nreason = "start"\nrater = "me"\nstarted = 2026-11-21 10:00:00+00:00\n\n'
        "[sessions.answers]\n\n"
        '[[commitments]]\nid = "1"\ncandidate = "b"\nwhen = 2026-11-21 10:00:00+00:00\n'
        "kill_criteria = [\n    { by = 2027-01-15 },\n]\n\n"
        "[extra]\nmine = []\n"
    )


def test_empty_lists_are_left_out_but_of_the_persons_own(record: Record) -> None:
    notes = [Note(date=date(2026, 11, 21))]
    candidate = record.candidates[0].model_copy(update={"stints": [], "notes": notes})
    full = record.model_copy(
        update={
            "setting": Setting(admired=[], gpus=[]),
            "candidates": [candidate],
            "extra": {"a": [], "b": {"c": []}},
        }
    )
    data = tomllib.loads(store.serialise(full).decode())
    assert data["setting"] == {"gpus": []}  # that there is none is an answer
    assert "stints" not in data["candidates"][0]
    assert "sessions" not in data
    assert data["extra"] == {"a": [], "b": {"c": []}}


def test_offsets_of_old_clocks(record: Record) -> None:
    seoul_of_1907 = timezone(timedelta(hours=8, minutes=27, seconds=52))
    data = record.model_dump() | {"created": datetime(1907, 1, 1, 12, tzinfo=seoul_of_1907)}
    old = Record.model_validate(data)
    back = store.parse(store.serialise(old), Path("a.toml"), LIBRARY).record
    assert back.created == data["created"]
    assert back.created.tzinfo == UTC


def test_the_persons_own_table_is_carried_through(write: Callable[[str], Stored]) -> None:
    own = """
[extra]
when = 07:32:00.5
local = 1979-05-27T07:32:00
far = 0001-01-01T00:00:00-23:59
big = 9223372036854775807
inf = -inf
mixed = [1, "a", [2.0, {b = [{c = 1}]}]]
"key with \\u001b and \\"quotes\\"" = {"" = "empty"}
rows = [{a = 1}, {a = 2, b = {c = [1, 2]}}]
[extra.table.below]
text = '''
two
lines'''
"""
    stored = write(TEXT + own)
    after = store.save(stored, stored.record.model_copy(update={"title": "Changed"}))
    assert after.record.extra == tomllib.loads(own)["extra"]
    assert store.read(stored.path, LIBRARY).record.extra == tomllib.loads(own)["extra"]
