"""The shipped examples: sound, saved as the program saves, and the same decision in either language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pickproblem
from pickproblem import answers as views
from pickproblem import flow, rubric, store
from pickproblem.record import Record

FOLDER = Path(pickproblem.__file__).parent / "examples"
FILES = sorted(FOLDER.glob("*.toml"))
NAMES = sorted(file.stem for file in FILES if not file.stem.endswith(".ko"))
LIBRARY = rubric.load()
HANGUL = re.compile("[가-힣]")

each_file = pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
each_name = pytest.mark.parametrize("name", NAMES)

WORDS = {
    *("title", "pitch", "decider", "goal", "admired", "venue", "deliverable", "result", "insight", "code", "next"),
    *("into", "reason", "cause", "assumption", "unless", "then", "why_not_first"),
}
"""Keys of what is told in words; all else is the same in either language."""


def read(file: Path) -> Record:
    return store.read(file, LIBRARY).record


def leaves(table: Any, *place: str | int) -> Iterator[tuple[tuple[str | int, ...], object]]:
    below = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else None
    if below is None:
        yield place, table
    else:
        for key, value in below:
            yield from leaves(value, *place, key)


def is_words(place: tuple[str | int, ...]) -> bool:
    keys = [part for part in place if isinstance(part, str)]
    return keys[-1] in WORDS and keys != ["sessions", "reason"]


def told(file: Path) -> dict[tuple[str | int, ...], str]:
    """All that is told in words, by its place."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {place: value for place, value in leaves(table) if is_words(place) and isinstance(value, str)}


def test_each_example_is_there_in_both_languages() -> None:
    assert NAMES == ["humanoid", "tempted", "vital-lab"]
    assert {file.name for file in FILES} == {f"{name}{ending}" for name in NAMES for ending in (".toml", ".ko.toml")}


@each_file
def test_an_example_is_sound_and_written_as_the_program_writes(file: Path) -> None:
    stored = store.read(file, LIBRARY)
    assert stored.from_format == 1
    assert not stored.has_comments
    assert store.serialise(stored.record) == file.read_bytes()


@each_name
def test_the_two_languages_differ_in_words_only(name: str) -> None:
    english, korean = FOLDER / f"{name}.toml", FOLDER / f"{name}.ko.toml"
    plain = [
        {place: value for place, value in leaves(tomllib.loads(file.read_text("utf-8"))) if not is_words(place)}
        for file in (english, korean)
    ]
    assert plain[0] == plain[1]
    assert told(english).keys() == told(korean).keys()


@each_name
def test_each_is_told_in_its_own_language(name: str) -> None:
    assert [text for text in told(FOLDER / f"{name}.toml").values() if HANGUL.search(text)] == []
    assert [text for text in told(FOLDER / f"{name}.ko.toml").values() if not HANGUL.search(text)] == []


@each_file
def test_every_question_was_asked_to_the_end(file: Path) -> None:
    record = read(file)
    assert all(session.finished for session in record.sessions)
    race = [id for id in views.in_question(record) if id not in out(record)]
    sheets = views.latest(record)
    for id in race:
        for name in views.asked(record, LIBRARY):
            assert views.cell(sheets, id, name), (id, name)
    assert flow.next_step(record, LIBRARY, "me").kind == "result"


@each_file
def test_an_answer_and_the_facts_it_stands_on_agree(file: Path) -> None:
    for session in read(file).sessions:
        for candidate, row in (session.answers or {}).items():
            for name, answer in row.items():
                assert answer.reason, (candidate, name)
                suggested = LIBRARY.rubrics[name].suggest(answer.probes or {}, answer.level)
                assert suggested is None or suggested[0] == answer.level, (candidate, name)


@each_file
def test_an_example_commits_to_a_chosen_candidate_with_a_way_out(file: Path) -> None:
    record = read(file)
    standing = record.commitment
    assert standing is not None
    assert [one.id for one in record.candidates if one.state == "chosen"] == [standing.candidate]
    for criterion in standing.kill_criteria:
        assert criterion.by > standing.when.date()
        assert criterion.unless
        assert criterion.then
    assert standing.forecasts


def out(record: Record) -> dict[str, str]:
    hits = views.ruled_out(record, LIBRARY, views.latest(record))
    return {hit.candidate: hit.gate.rubric for hit in hits}


@pytest.mark.parametrize("ending", ["", ".ko"])
def test_a_decimal_point_race_is_out_after_hours(ending: str) -> None:
    record = read(FOLDER / f"vital-lab{ending}.toml")
    assert record.profile == "after-hours"
    assert out(record) == {"imagenet": "maturity"}
    assert (record.sessions[0].answers or {})["imagenet"].keys() == {"maturity"}
    assert "imagenet" not in (record.sessions[0].gut or [])


@pytest.mark.parametrize("name", ["humanoid", "tempted"])
@pytest.mark.parametrize("ending", ["", ".ko"])
def test_the_first_text_rules_nobody_out(name: str, ending: str) -> None:
    record = read(FOLDER / f"{name}{ending}.toml")
    assert record.profile == "researcher"
    assert out(record) == {}


@pytest.mark.parametrize("ending", ["", ".ko"])
def test_one_is_tempted_away_from_what_one_committed_to(ending: str) -> None:
    record = read(FOLDER / f"tempted{ending}.toml")
    temptation = record.temptations[-1]
    assert record.commitment is not None
    assert temptation.current == record.commitment.candidate
    assert temptation.outcome is None
    again = next(one for one in record.sessions if one.id == temptation.session)
    assert again.reason == "tempted"
    assert {temptation.current, temptation.newcomer} <= (again.answers or {}).keys()
