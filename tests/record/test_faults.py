from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from pickproblem import references
from pickproblem.errors import Faulty
from pickproblem.record import Record
from tests.record.texts import CELL, COMMITMENT, HEAD, SESSION, STINT, TEMPTED, TWO, faults, read
from tests.strategies import LIBRARY, records


@pytest.mark.parametrize("key", ["format", "title", "created", "profile"])
def test_what_must_be_there(key: str) -> None:
    rest = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(key))
    assert faults(rest) == [f"{key}: is missing"]


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("candidates", ["id", "title", "state"]),
        ("sessions", ["id", "reason", "started"]),
        ("commitments", ["id", "candidate", "when", "kill_criteria"]),
        ("temptations", ["id", "when", "current", "newcomer"]),
        ("candidates.stints", ["from"]),
    ],
)
def test_what_must_be_in_a_table(table: str, keys: list[str]) -> None:
    before = TWO if "." in table else ""
    told = faults(f"{HEAD}{before}[[{table}]]\n")
    place = "candidates[1].stints[0]" if "." in table else f"{table}[0]"
    assert told == [f"{place}.{key}: is missing" for key in keys]


ZONE = "a date and time with its zone, such as 2026-11-21T10:00:00+09:00"
ID = "small letters, digits and hyphens, at most 64, beginning with a letter or digit"

WRONG = [
    # the head
    (HEAD.replace('"T"', '""'), "title: '' is out of range; at least 1 characters"),
    (HEAD.replace("+09:00", ""), f"created: 2026-11-21 10:00:00 does not belong here; {ZONE}"),
    (HEAD.replace("T10:00:00+09:00", ""), f"created: 2026-11-21 does not belong here; {ZONE}"),
    (
        HEAD.replace("2026-11-21T10:00:00+09:00", '"2026-11-21"'),
        f"created: '2026-11-21' does not belong here; {ZONE}",
    ),
    (HEAD.replace("balanced", "Balanced"), f"profile: 'Balanced' is not an id; {ID}"),
    (HEAD.replace("balanced", "balance"), "profile: there is no profile balance; did you mean balanced?"),
    (HEAD + "tilte = 1", "tilte: is not a known key; did you mean title, estimate, until?"),
    # setting
    (HEAD + "setting.people = 0", "setting.people: 0 is out of range; at least 1"),
    (HEAD + "setting.people = 2.0", "setting.people: 2.0 does not belong here; a whole number"),
    (HEAD + "setting.hours_per_week = 169", "setting.hours_per_week: 169 is out of range; 0 to 168"),
    (HEAD + "setting.hours_per_week = true", "setting.hours_per_week: true does not belong here; a number"),
    (HEAD + "setting.disk_gb = nan", "setting.disk_gb: nan does not belong here; a finite number"),
    (HEAD + "setting.disk_gb = inf", "setting.disk_gb: inf does not belong here; a finite number"),
    (HEAD + "setting.disk_gb = -1", "setting.disk_gb: -1 is out of range; at least 0"),
    (HEAD + "setting.ram_gb = 0", "setting.ram_gb: 0 is out of range; more than 0"),
    (
        HEAD + "setting.deadline = 2027-03-01T10:00:00Z",
        "setting.deadline: 2027-03-01 10:00:00+00:00 does not belong here; a date such as 2026-11-21",
    ),
    (HEAD + "[[setting.gpus]]\ncount = 2", "setting.gpus[0].model: is missing"),
    # weights
    (HEAD + 'weights.method = "order"', 'weights.order: is missing; method = "order" needs groups of rubrics'),
    (HEAD + 'weights.method = "swing"', 'weights.points: is missing; method = "swing" needs points for each rubric'),
    (HEAD + 'weights.method = "best-worst"', 'weights.best: is missing; method = "best-worst" needs it'),
    (
        HEAD + 'weights.method = "swng"',
        "weights.method: 'swng' is not among the choices; one of 'order', 'swing', 'best-worst'",
    ),
    (
        HEAD + 'weights.method = "order"\nweights.order = [["interest"], ["upside", "interest"]]',
        "weights.order: interest is named twice; each only once",
    ),
    (
        HEAD + 'weights.method = "order"\nweights.order = [["interest"], ["upsid"]]',
        "weights.order[1][0]: there is no rubric upsid; did you mean upside?",
    ),
    (
        HEAD + 'weights.method = "order"\nweights.order = [[]]',
        "weights.order[0]: a list is out of range; at least 1 entries",
    ),
    (
        HEAD + 'weights.method = "swing"\nweights.points = {interest = 99.5, upside = 20}',
        "weights.points: the largest is 99.5; the largest jump gets 100 points",
    ),
    (
        HEAD + 'weights.method = "swing"\nweights.points = {interest = 100, upside = 101}',
        "weights.points.upside: 101 is out of range; 0 to 100",
    ),
    (
        HEAD + 'weights.method = "swing"\nweights.points = {interest = 100, upsid = 1}',
        "weights.points.upsid: there is no rubric upsid; did you mean upside?",
    ),
    (
        HEAD + '[weights]\nmethod = "best-worst"\nbest = "interest"\nworst = "upside"\n'
        "best_to_others = {upside = 9, maturity = 2}\nothers_to_worst = {interest = 9}",
        "weights.others_to_worst: maturity is not compared; 1 to 9 for each",
    ),
    (
        HEAD + '[weights]\nmethod = "best-worst"\nbest = "interest"\nworst = "upside"\n'
        "best_to_others = {upside = 9, interest = 2}\nothers_to_worst = {interest = 9}",
        "weights.best_to_others.interest: a rubric against itself is 1; 1",
    ),
    (
        HEAD + '[weights]\nmethod = "best-worst"\nbest = "interest"\nworst = "upside"\n'
        "best_to_others = {upside = 10}\nothers_to_worst = {interest = 9}",
        "weights.best_to_others.upside: 10 is out of range; 1 to 9",
    ),
    (
        HEAD + '[weights]\nmethod = "best-worst"\nbest = "interest"\nworst = "interest"\n'
        "best_to_others = {upside = 3}\nothers_to_worst = {upside = 3}",
        "weights.worst: the best is the worst too; two different rubrics",
    ),
    (
        HEAD + 'weights.method = "order"\nweights.order = [["interest"]]\n'
        '[[weights.before]]\nmethod = "order"\norder = [["intrest"]]\nchanged = 2026-11-21T10:00:00Z',
        "weights.before[0].order[0][0]: there is no rubric intrest; did you mean interest?",
    ),
    # candidates
    (HEAD + TWO.replace('"b"', '"a"'), "candidates[1].id: 'a' is there twice; each id once"),
    (HEAD + TWO.replace('"b"', '"-b"'), f"candidates[1].id: '-b' is not an id; {ID}"),
    (HEAD + TWO.replace('"b"', f'"{"b" * 65}"'), f"candidates[1].id: '{'b' * 65}' is not an id; {ID}"),
    (HEAD + TWO.replace('"b"', '"b\\n"'), f"candidates[1].id: 'b\\n' is not an id; {ID}"),
    (
        HEAD + STINT + "from = 2026-02-01\nto = 2026-01-31",
        "candidates[1].stints[0].to: ends before it begins; on or after 2026-02-01",
    ),
    (
        HEAD + STINT + "from = 2026-02-01\nto = 2026-02-03\n[[candidates.stints]]\nfrom = 2026-02-03",
        "candidates[1].stints[1].from: overlaps the stint that begins on 2026-02-01; "
        "stints of one candidate may not overlap",
    ),
    (
        HEAD + STINT + "from = 2026-02-05\nto = 2026-02-06\n[[candidates.stints]]\nfrom = 2026-02-01",
        "candidates[1].stints[0].from: overlaps the stint that begins on 2026-02-01; "
        "stints of one candidate may not overlap",
    ),
    # sessions
    (HEAD + SESSION + SESSION, "sessions[1].id: 's' is there twice; each id once"),
    (HEAD + SESSION + SESSION.replace('"s"', '"S"'), "sessions[1].id: 'S' is there twice; each id once"),
    (
        HEAD + SESSION.replace('"s"', '"é"') + SESSION.replace('"s"', '"e\u0301"'),
        "sessions[1].id: 'e\u0301' is there twice; each id once",
    ),
    (
        HEAD + SESSION + "finished = 2026-11-21T18:59:59+09:00",
        "sessions[0].finished: ends before it begins; on or after 2026-11-21 10:00:00+00:00",
    ),
    (HEAD + SESSION + 'gut = ["a"]', "sessions[0].gut[0]: there is no candidate a; there is none yet"),
    (HEAD + TWO + SESSION + 'gut = ["a", "b", "a"]', "sessions[0].gut[2]: a is there twice; each only once"),
    (
        HEAD + TWO + SESSION + 'shown_order = ["a", "c"]',
        "sessions[0].shown_order[1]: there is no candidate c; known: a, b",
    ),
    (
        HEAD + TWO + SESSION + "answers.c.interest.level = 1",
        "sessions[0].answers.c: there is no candidate c; known: a, b",
    ),
    # answers
    (HEAD + CELL, "sessions[0].answers.a.interest: neither level nor unknown; level = 1 to 5, or unknown = true"),
    (
        HEAD + CELL + "unknown = false",
        "sessions[0].answers.a.interest: neither level nor unknown; level = 1 to 5, or unknown = true",
    ),
    (HEAD + CELL + "level = 0", "sessions[0].answers.a.interest.level: 0 is out of range; at least 1"),
    (HEAD + CELL + "level = 6", "sessions[0].answers.a.interest.level: 6 is out of range; at most 5"),
    (HEAD + CELL + 'level = "5"', "sessions[0].answers.a.interest.level: '5' does not belong here; a whole number"),
    (HEAD + CELL + "level = true", "sessions[0].answers.a.interest.level: true does not belong here; a whole number"),
    (
        HEAD + CELL + "level = 1\nunknown = true",
        "sessions[0].answers.a.interest: level and unknown at once; one of them",
    ),
    (
        HEAD + CELL + "unknown = true\nlow = 1",
        "sessions[0].answers.a.interest.low: a range without a level; give the level too",
    ),
    (
        HEAD + CELL + "unknown = true\nhigh = 1",
        "sessions[0].answers.a.interest.high: a range without a level; give the level too",
    ),
    (HEAD + CELL + "level = 3\nlow = 4", "sessions[0].answers.a.interest.low: low is above the level; at most 3"),
    (HEAD + CELL + "level = 3\nhigh = 2", "sessions[0].answers.a.interest.high: high is below the level; at least 3"),
    (
        HEAD + CELL + "level = 3\nprobes = {week = 1}",
        "sessions[0].answers.a.interest.probes.week: interest has no probe week; did you mean weeks?",
    ),
    (
        HEAD + CELL + "level = 3\nprobes = {weeks = 4}",
        "sessions[0].answers.a.interest.probes.weeks: 4 is out of range; 1 to 3",
    ),
    (
        HEAD + CELL + "level = 3\nprobes = {weeks = 0}",
        "sessions[0].answers.a.interest.probes.weeks: 0 is out of range; at least 1",
    ),
    (
        HEAD + CELL + "level = 3\nestimate = {days = nan}",
        "sessions[0].answers.a.interest.estimate.days: nan does not belong here; "
        "text, a number, true or false, a date",
    ),
    (
        HEAD + CELL + "level = 3\nestimate = {days = [1]}",
        "sessions[0].answers.a.interest.estimate.days: a list does not belong here; "
        "text, a number, true or false, a date",
    ),
    (
        HEAD + CELL.replace("interest", "novelty") + "level = 3",
        "sessions[0].answers.a.novelty: there is no rubric novelty; known: compute, interest, maturity, upside",
    ),
    # commitments
    (
        HEAD + COMMITMENT + "kill_criteria = []",
        "commitments[0].kill_criteria: a list is out of range; at least 1 entries",
    ),
    (HEAD + COMMITMENT + 'kill_criteria = [{then = "x"}]', "commitments[0].kill_criteria[0].by: is missing"),
    (
        HEAD + COMMITMENT.replace('candidate = "a"', 'candidate = "c"') + "kill_criteria = [{by = 2027-01-01}]",
        "commitments[0].candidate: there is no candidate c; known: a, b",
    ),
    (
        HEAD + COMMITMENT + 'kill_criteria = [{by = 2027-01-01}]\nforecasts = [{id = "f", p = 1.0}]',
        "commitments[0].forecasts[0].p: 1.0 is out of range; 0.01 to 0.99",
    ),
    (
        HEAD
        + COMMITMENT
        + 'kill_criteria = [{by = 2027-01-01}]\nforecasts = [{id = "f", p = 0.5}, {id = "f", p = 0.5}]',
        "commitments[0].forecasts[1].id: 'f' is there twice; each id once",
    ),
    (
        HEAD
        + COMMITMENT
        + 'kill_criteria = [{by = 2027-01-01}]\nforecasts = [{id = "f", p = 0.5, resolve = 2026-11-20}]',
        "commitments[0].forecasts[0].resolve: is before the commitment; on or after 2026-11-21",
    ),
    # temptations
    (
        HEAD + TEMPTED + 'current = "a"\nnewcomer = "a"',
        "temptations[0].newcomer: the newcomer is the current one; two different candidates",
    ),
    (
        HEAD + TEMPTED + 'current = "a"\nnewcomer = "c"',
        "temptations[0].newcomer: there is no candidate c; known: a, b",
    ),
    (
        HEAD + TEMPTED + 'current = "c"\nnewcomer = "a"',
        "temptations[0].current: there is no candidate c; known: a, b",
    ),
    (
        HEAD + TEMPTED + 'current = "b"\nnewcomer = "a"\nsession = "x"',
        "temptations[0].session: there is no session 'x'; there is none yet",
    ),
]


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[told.partition(";")[0] for _text, told in WRONG])
def test_one_fault_is_told_once(text: str, told: str) -> None:
    assert faults(text) == [told]


def test_all_faults_are_told_at_once() -> None:
    text = HEAD + TWO.replace('"b"', '"a"') + SESSION + 'gut = ["x"]\n' + SESSION + "answers.a.nothing.level = 1\n"
    assert [told.partition(":")[0] for told in faults(text)] == [
        "candidates[1].id",
        "sessions[1].id",
        "sessions[1].answers.a.nothing",
        "sessions[0].gut[0]",
    ]


def test_thousands_of_wrong_names_are_told_in_a_moment() -> None:
    """Hints are looked for a few times only: with all of them this takes a quarter of an hour."""
    many = [f"c{n}" for n in range(1000)]
    candidates = "".join(f'[[candidates]]\nid = "{id}"\ntitle = "x"\nstate = "open"\n' for id in many)
    gut = ", ".join(f'"d{n}"' for n in range(20_000))
    with pytest.raises(Faulty) as raised:
        read(f"{HEAD}{candidates}{SESSION}gut = [{gut}]")
    told = [str(fault).partition(": ")[2] for fault in raised.value.faults]
    assert len(told) + raised.value.others == 20_000, "those that are not told are counted"
    assert "known: c0, c1" in told[0]
    assert told[1999] == "sessions[0].gut[1999]: there is no candidate d1999"


def test_escape_sequences_never_come_through() -> None:
    evil = '"\\u001b]52;c;aGk=\\u0007\\u202e' + "x" * 1000 + '"'
    for text in (
        HEAD.replace('"balanced"', evil),
        HEAD + TWO.replace('"b"', evil),
        HEAD + SESSION.replace('"s"', evil) * 2,
        HEAD + f"[[sessions]]\nid = {evil}",
        HEAD + f"setting.{evil} = 1",
        HEAD + f"setting.people = {evil}",
        HEAD + TEMPTED + f'current = "a"\nnewcomer = "b"\nsession = {evil}',
        HEAD + TWO + SESSION + f"[sessions.answers.a.{evil}]\nlevel = 1",
    ):
        for told in faults(text):
            assert not any(character in told for character in "\x1b\x07\u202e")
            assert len(told) < 600


@settings(max_examples=25, deadline=None)
@given(records())
def test_faults_of_nothing(one: Record) -> None:
    assert references.faults(one, LIBRARY) == []
    assert references.faults(one) == []


def test_without_a_library_only_the_record_itself_is_looked_at() -> None:
    unknown = Record.model_validate(
        {"format": 1, "title": "T", "created": datetime(2026, 1, 1, tzinfo=UTC), "profile": "gone"}
    )
    assert references.faults(unknown) == []
    assert [place for place, _wrong, _right in references.faults(unknown, LIBRARY)] == [("profile",)]
