from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pickproblem import rubric, store, temptation
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.record import Record
from pickproblem.switching import following
from pickproblem.text import cells
from tests.cli.conftest import Call

FIELDS = {
    "record", "title", "profile", "draws", "seed", "standard_error", "weights", "candidates", "pairwise", "flips",
    "find_out_next", "clear", "closest_rival", "gut", "agreement", "ruled_out", "answered", "cells", "notes",
}  # fmt: skip


def refuse(constant: str) -> Any:
    raise AssertionError(f"{constant} is no JSON")


def document(out: str) -> Any:
    return json.loads(out, parse_constant=refuse)


@pytest.mark.parametrize("ending", ["toml", "ko.toml"])
def test_the_lab_example_says_who_leads_and_who_is_out(call: Call, ending: str) -> None:
    said = call("rank", str(EXAMPLES / f"vital-lab.{ending}"))
    assert (said.code, said.err) == (0, "")
    assert "ImageNet" in said.out[said.out.index("Ruled out") :]
    assert "not the chance of being right" in " ".join(said.out.split())
    assert max(map(cells, said.out.splitlines())) <= 80


def test_what_to_find_out_is_told_with_numbers(call: Call) -> None:
    out = call("rank", str(EXAMPLES / "vital-lab.toml")).out
    said = " ".join(out[out.index("Worth finding out") :].split())
    assert "it moves the score by about ±8 points" in said
    assert "more answers would help less" in said


def test_the_document_has_every_field(call: Call) -> None:
    said = call("rank", str(EXAMPLES / "vital-lab.toml"), "--json", "--samples", "2000")
    found = document(said.out)
    assert said.code == 0
    assert found.keys() == FIELDS
    assert [one["id"] for one in found["ruled_out"]] == ["imagenet"]
    assert found["draws"] == 2000
    assert found["candidates"][0]["can_win"] is True


def test_walking_stands_before_atari(call: Call) -> None:
    found = document(call("--json", "rank", str(EXAMPLES / "humanoid.toml")).out)
    order = [one["id"] for one in found["candidates"]]
    assert order.index("walking") < order.index("atari-dqn")


def test_the_same_seed_gives_the_same_document(call: Call) -> None:
    file = str(EXAMPLES / "vital-lab.toml")
    first = call("rank", file, "--json", "--seed", "7")
    assert first == call("rank", file, "--json", "--seed", "7")
    assert first != call("rank", file, "--json", "--seed", "8")


def test_a_score_is_never_told_with_decimals(call: Call) -> None:
    words = call("rank", str(EXAMPLES / "humanoid.toml")).out.split()
    assert [word for word in words if word.replace(".", "", 1).isdigit() and "." in word.rstrip(".")] == []


def test_one_rater_alone_and_an_earlier_session(call: Call, record: str) -> None:
    call("set", record, "sbnet", "interest", "5")
    call("set", record, "reid", "interest", "4", "--rater", "Mina")
    raters = document(call("rank", record, "--json").out)["agreement"]["raters"]
    assert raters == ["me", "Mina"]
    assert "Mina" in call("rank", record).out
    mine = document(call("rank", record, "--json", "--rater", "ME").out)
    assert (mine["answered"], mine["agreement"]) == (1, None)
    assert "Only the answers of me" in call("rank", record, "--rater", "me").out
    first = json.loads(call("set", record, "sbnet", "interest", "5", "--json").out)["session"]
    assert document(call("rank", record, "--json", "--as-of", first).out)["answered"] == 1
    assert first in call("rank", record, "--as-of", first).out


@pytest.mark.parametrize("option", ["--rater", "--as-of"])
def test_an_unknown_rater_or_session_is_a_wrong_call(call: Call, record: str, option: str) -> None:
    call("set", record, "sbnet", "interest", "5", "--rater", "Mina")
    code, out, err = call("rank", record, option, "nina")
    assert (code, out) == (2, "")
    assert "ina" in err


def test_an_unfinished_session_is_said(call: Call, record: str) -> None:
    call("set", record, "sbnet", "interest", "5")
    assert "not finished" in call("rank", record).out
    call("finish", record)
    assert "not finished" not in call("rank", record).out


def test_weights_changed_after_a_look_are_said_with_both_rankings(call: Call) -> None:
    call("new", "t", "--title", "T", "--candidate", "a: First", "--candidate", "b: Second")
    for candidate, upside, interest in (("a", "5", "1"), ("b", "1", "5")):
        call("set", "t", candidate, "upside", upside)
        call("set", "t", candidate, "interest", interest)
    call("finish", "t")
    text = Path("t.toml").read_text(encoding="utf-8")
    weights = """
[weights]
method = "order"
order = [["interest"], ["upside"]]
[[weights.before]]
method = "order"
order = [["upside"], ["interest"]]
changed = 2026-11-21T10:00:00+09:00
"""
    Path("t.toml").write_text(text + weights, encoding="utf-8")
    said = call("rank", "t")
    assert said.code == 0
    chart = [line.split() for line in said.out.splitlines() if line.startswith(("1 ", "2 "))]
    assert [(line[1], line[-1]) for line in chart[:2]] == [("Second", "2"), ("First", "1")]
    assert "before" in said.out
    assert "First > Second" in " ".join(said.out.split())


@pytest.mark.parametrize(
    ("candidates", "gated", "word"),
    [
        ([], [], "Add"),
        (["a: A"], [], "two"),
        (["a: A", "b: B"], ["b"], "two"),
        (["a: A", "b: B"], ["a", "b"], "gate"),
    ],
)
def test_where_there_is_no_race_a_word_says_what_to_do(
    call: Call, candidates: list[str], gated: list[str], word: str
) -> None:
    options = [part for one in candidates for part in ("--candidate", one)]
    call("new", "t", "--title", "T", *options)
    for candidate in gated:
        call("set", "t", candidate, "compute", "1")
    said = call("rank", "t")
    assert (said.code, said.err) == (0, "")
    assert word in said.out
    assert "leads" not in said.out
    found = document(call("rank", "t", "--json").out)
    assert len(found["candidates"]) == len(candidates) - len(gated)
    assert len(found["ruled_out"]) == len(gated)


def test_nobody_leads_before_an_answer(call: Call, record: str) -> None:
    said = call("rank", record)
    assert (said.code, said.err) == (0, "")
    assert "leads" in said.out
    assert "nobody leads" in said.out


def test_a_parked_candidate_is_named_as_set_aside(call: Call, record: str) -> None:
    text = Path(record).read_text(encoding="utf-8")
    Path(record).write_text(text.replace('state = "open"', 'state = "parked"', 1), encoding="utf-8")
    out = call("rank", record).out
    assert "“Vehicle search” is parked." in out


def test_a_record_cannot_steer_the_terminal(call: Call) -> None:
    call("new", "t", "--title", "\x1b]52;c;aGk=\x07 T", "--candidate", "a: \u202eevil", "--candidate", "b: \x9b31m")
    call("set", "t", "a", "interest", "3")
    for said in (call("rank", "t"), call("rank", "t", "--json"), call("t.toml", "\x1b[2J")):
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(said.out + said.err)
    assert document(call("rank", "t", "--json").out)["title"] == "\x1b]52;c;aGk=\x07 T"


def test_what_was_taken_up_after_a_stop_keeps_the_discount_in_force(call: Call, tmp_path: Path) -> None:
    known = rubric.load()
    path = Path(shutil.copy(EXAMPLES / "tempted.toml", tmp_path / "t.toml"))

    def stopped(record: Record) -> Record:
        entry = record.temptations[0]
        record = temptation.decide(record, entry.id, "stop", date(2015, 3, 8), followed=True)
        return following.done(record, entry, "stop", date(2015, 3, 8), "exit-scooped")

    plain = scores(call, path)
    store.update(path, known, stopped)
    lowered = scores(call, path)
    assert "better-dqn" not in plain
    own = tmp_path / "own"
    own.mkdir()
    text = (rubric.shipped_folder() / "switch.toml").read_text(encoding="utf-8")
    (own / "switch.toml").write_text(text.replace("usual = { value = 0.5", "usual = { value = 0"), encoding="utf-8")
    untouched = scores(call, path, "--rubrics", str(own))
    assert lowered["better-dqn"] < untouched["better-dqn"] - 5


def scores(call: Call, path: Path, *options: str) -> dict[str, float]:
    document = json.loads(call("rank", str(path), "--json", "--samples", "100", *options).out)
    return {one["id"]: one["score"] for one in document["candidates"]}
