from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.text import cells
from tests.cli.conftest import Call

TEMPTED = str(EXAMPLES / "tempted.toml")


@pytest.mark.parametrize("name", ["tempted.toml", "tempted.ko.toml"])
def test_old_against_new_in_words_and_a_picture(call: Call, name: str) -> None:
    said = call("compare", str(EXAMPLES / name))
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    assert "Old against new: 2014-12-03 and 2015-03-07, by me" in words
    assert "92 ──" in words
    assert "─ 81" in words
    assert "“Interest” of" in words
    assert "5, 4–5 → 3, 3–4" in words
    assert "18 answers were given again; 14 did not move. On average by 0.3 levels" in words
    assert max(map(cells, said.out.splitlines())) <= 80


def test_the_document(call: Call) -> None:
    found = json.loads(call("compare", TEMPTED, "--json").out)
    assert found.keys() == {
        "record", "title", "rater", "from", "to", "weighed", "candidates", "cells", "retest",
    }  # fmt: skip
    assert found["record"] == TEMPTED
    assert found["from"] == {
        "session": "2014-12-03-start-me",
        "reason": "start",
        "finished": "2014-12-03T09:45:00-08:00",
    }
    assert [one["id"] for one in found["candidates"]] == ["walking", "games", "cloth", "better-dqn"]
    assert found["retest"]["n"] == 18
    assert call(
        "compare", TEMPTED, "--from", "2014-12-03-start-me", "--to", "2015-03-07-tempted-me", "--json"
    ).out == (call("compare", TEMPTED, "--json").out)


def test_scores_are_those_of_rank_as_of_each_session(call: Call) -> None:
    found = json.loads(call("compare", TEMPTED, "--json").out)
    walking = found["candidates"][0]
    for end, session in (("then", "from"), ("now", "to")):
        as_of = found[session]["session"]
        ranked = json.loads(call("rank", TEMPTED, "--as-of", as_of, "--samples", "1", "--json").out)
        entry = next(one for one in ranked["candidates"] if one["id"] == "walking")
        assert (entry["score"], entry["rank"]) == (pytest.approx(walking["score"][end]), walking["rank"][end])


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ((TEMPTED, "--from", "2015-03-07-tempted-me"), 1, "two finished sessions of one rater"),
        ((TEMPTED, "--to", "2014"), 2, "there is no session 2014"),
        ((str(EXAMPLES / "vital-lab.toml"),), 1, "two finished sessions of one rater"),
        (("none.toml",), 1, "none.toml: no such file"),
    ],
)
def test_what_cannot_be_compared(call: Call, argv: tuple[str, ...], code: int, said: str) -> None:
    found = call("compare", *argv)
    assert (found.code, found.out) == (code, "")
    assert said in found.err


def test_nothing_old_is_shown_while_the_new_is_being_scored(call: Call) -> None:
    shutil.copy(TEMPTED, "r.toml")
    assert call("set", "r.toml", "walking", "interest", "4").code == 0
    text = Path("r.toml").read_text(encoding="utf-8")
    session = text.split("[[sessions]]")[3].split('"')[1]
    said = call("compare", "r.toml", "--to", session)
    assert (said.code, said.out) == (2, "")
    assert "is not finished; old and new are shown after that" in said.err
