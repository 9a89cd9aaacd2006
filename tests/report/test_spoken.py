"""What the screens show in columns, as sentences: all of it said, nothing that has to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pickproblem import edits, experience
from pickproblem.record import Answer, Note
from pickproblem.report import comparing, conditions, spoken
from pickproblem.switching.comparing import compare
from tests.report.test_temptation import EXAMPLE, LIBRARY, RECORD, TODAY, of


def test_each_condition_says_whether_it_holds_its_number_its_bound_and_its_basis() -> None:
    asked = EXAMPLE.advice.asked.switch
    lines = spoken.held(asked, EXAMPLE)
    assert len(lines) == len(asked)
    assert lines[1] == "Holds: days since the newer idea came: 10; asked: at least 7; rests on: design."
    assert lines[2].startswith("Does not hold: draws in which the newer one is ahead: <1%; asked: at least 80%")
    assert spoken.counted(asked) == "2 of 6 hold."


def test_what_is_missing_stands_in_place_of_a_number() -> None:
    found = of(comparison=None)
    lines = spoken.held(found.advice.asked.switch, found)
    assert any("missing: the answers for both" in line for line in lines)


def test_now_the_first_day_and_the_newer_one_rubric_by_rubric() -> None:
    lines = spoken.beside(EXAMPLE, LIBRARY)
    assert len(lines) == len(EXAMPLE.rows) + 2
    assert lines[0] == "Upside: 10% or 10x?: now 4 (3 to 5); first day 5 (4 to 5); newer 4 (2 to 5)."
    assert lines[-2:] == [
        "Score, on 0 to 100: now 81; first day 92; newer 47.",
        "The newer one after the discount: 37.",
    ]


def test_before_both_are_scored_nothing_old_is_said() -> None:
    assert spoken.beside(replace(EXAMPLE, rows=()), LIBRARY) == []


def test_an_unknown_and_what_was_never_asked_are_told_apart() -> None:
    row = replace(EXAMPLE.rows[0], now=Answer(unknown=True), first_day=None)
    line = spoken.beside(replace(EXAMPLE, rows=(row,)), LIBRARY)[0]
    assert "now not known; first day not asked;" in line


def test_old_against_new() -> None:
    document = compare(RECORD, LIBRARY, then=RECORD.sessions[0].id, now=RECORD.sessions[1].id)
    lines = spoken.slopes(document)
    assert any("A 3D humanoid learns to walk by policy gradients”: then 92, now 81." in line for line in lines)
    first = spoken.moved(comparing.moved(document, LIBRARY)[0])
    assert "then 5, 4–5; now 3, 3–4" in first[0]
    assert first[1].startswith("then: ")


def test_promises_notes_and_hours(tmp_path: Path) -> None:
    walking = RECORD.candidate("walking")
    assert walking is not None
    said = list(spoken.notes(walking, TODAY))
    assert said[0] == "The last two weeks, the newest first"
    assert said[1] == "2015-02-26: Result: Third week without a better gait"
    later = list(spoken.notes(walking, date(2015, 6, 1)))
    assert later[0] == "None in these two weeks. The last one, of 2015-02-26:"
    assert later[1].startswith("2015-02-26: Result:")
    assert list(spoken.notes(walking.model_copy(update={"notes": None}), TODAY)) == ["No note yet."]
    back = experience.time_of(str(tmp_path / "r.toml"), RECORD, TODAY)
    hours = spoken.hours(back, "walking")
    assert hours[0] == "440 hours on it by now."
    assert "delivered: 320 hours" in hours


def test_what_is_hostile_is_shown_and_steers_nothing() -> None:
    evil = "\x1b[2J\u202e"
    record = edits.change_candidate(RECORD, "walking", title=evil, notes=[Note(date=TODAY, result=evil)])
    walking = record.candidate("walking")
    assert walking is not None
    document = compare(record, LIBRARY, then=record.sessions[0].id, now=record.sessions[1].id)
    said = [*spoken.slopes(document), *spoken.notes(walking, TODAY)]
    said += [line for one in comparing.moved(document, LIBRARY) for line in spoken.moved(one)]
    assert not {"\x1b", "\u202e"} & set("".join(said))


def test_conditions_are_the_rows_of_the_screens() -> None:
    rows = conditions.held(EXAMPLE.advice.asked.switch, EXAMPLE)
    for row, line in zip(rows, spoken.held(EXAMPLE.advice.asked.switch, EXAMPLE), strict=True):
        assert row.words in line
        assert row.bound in line
