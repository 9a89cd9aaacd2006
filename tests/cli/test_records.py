from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call


def on_disk(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(name).read_text(encoding="utf-8"))


def test_new_writes_a_record_in_the_current_folder_and_says_where(record: str) -> None:
    written = on_disk(record)
    assert written["title"] == "What to submit"
    assert written["profile"] == "after-hours"
    assert [(one["id"], one["title"]) for one in written["candidates"]] == [
        ("sbnet", "Vehicle search"),
        ("reid", "차량 재식별"),
        ("imagenet", "ImageNet"),
    ]


def test_new_makes_ids_where_none_are_given(call: Call) -> None:
    candidates = ["Attention: is it all?", "밤 산책", "Attention: is it all?", "id:no blank", "a: b: c"]
    assert call("new", "t.toml", "--title", "T", *(w for one in candidates for w in ("--candidate", one))).code == 0
    assert [(one["id"], one["title"]) for one in on_disk("t.toml")["candidates"]] == [
        ("attention-is-it-all", "Attention: is it all?"),
        ("candidate-1", "밤 산책"),
        ("attention-is-it-all-2", "Attention: is it all?"),
        ("id", "no blank"),
        ("a", "b: c"),
    ]


def test_new_keeps_hours_and_goal(call: Call) -> None:
    call("new", "t", "--title", "T", "--hours-per-week", "7.5", "--goal", "걷는 로봇")
    assert on_disk("t.toml")["setting"] == {"hours_per_week": 7.5, "goal": "걷는 로봇"}


@pytest.mark.parametrize("name", ["", ".", "..", ".toml", "folder/", "folder/.."])
def test_new_needs_a_name(call: Call, name: str) -> None:
    Path("folder").mkdir()
    said = call("new", name, "--title", "T")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"“{name}” names no file; such as topic.toml\n"
    assert [*Path().rglob("*.toml")] == []


def test_new_never_writes_over_a_file(call: Call, record: str) -> None:
    before = Path(record).read_bytes()
    code, out, err = call("new", record, "--title", "Another")
    assert (code, out) == (1, "")
    assert record in err
    assert Path(record).read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (["new", "t", "--title", "T", "--profile", "after-hour"], 2, "after-hours"),
        (["new", "t", "--title", "T", "--candidate", "a: A", "--candidate", "a: B"], 1, "a"),
        (["new", "nowhere/t", "--title", "T"], 1, "nowhere"),
    ],
)
def test_new_refuses_what_cannot_be(call: Call, argv: list[str], code: int, named: str) -> None:
    said = call(*argv)
    assert (said.code, said.out) == (code, "")
    assert named in said.err
    assert list(Path().rglob("*.toml")) == []


def test_set_opens_a_session_and_says_what_it_wrote(call: Call, record: str) -> None:
    said = call("set", "topics", "sbnet", "interest", "4", "--low", "3", "--high", "5", "--reason", "밤에도 생각난다")
    assert (said.code, said.err) == (0, "")
    assert "sbnet" in said.out
    (session,) = on_disk(record)["sessions"]
    assert (session["reason"], session["rater"]) == ("start", "me")
    assert sorted(session["shown_order"]) == ["imagenet", "reid", "sbnet"]
    assert session["answers"]["sbnet"]["interest"] == {"level": 4, "low": 3, "high": 5, "reason": "밤에도 생각난다"}


def test_set_goes_on_in_the_open_session_of_each_rater(call: Call, record: str) -> None:
    call("set", record, "sbnet", "interest", "4")
    call("set", record, "sbnet", "interest", "--unknown")
    call("set", record, "--rater", "Mina", "sbnet", "interest", "--high", "3", "2")
    call("set", record, "reid", "interest", "1", "--rater", "MINA")
    mine, minas = on_disk(record)["sessions"]
    assert mine["answers"] == {"sbnet": {"interest": {"unknown": True}}}
    assert minas["answers"] == {"sbnet": {"interest": {"level": 2, "high": 3}}, "reid": {"interest": {"level": 1}}}


def test_after_a_finished_session_set_opens_a_review(call: Call, record: str) -> None:
    call("set", record, "sbnet", "interest", "4")
    call("finish", record)
    call("set", record, "sbnet", "interest", "2")
    first, second = on_disk(record)["sessions"]
    assert (first["reason"], second["reason"]) == ("start", "review")
    assert first["answers"]["sbnet"]["interest"]["level"] == 4


def test_set_says_which_gate_the_answer_meets_and_a_reason_lifts_it(call: Call, record: str) -> None:
    said = call("set", record, "imagenet", "maturity", "1")
    assert "Ruled out" in said.out
    assert call("set", record, "imagenet", "maturity", "1", "--high", "2").out.count("Ruled out") == 0
    said = call("set", record, "imagenet", "maturity", "1", "--lift-gate", "a new benchmark")
    assert "Ruled out" not in said.out
    assert on_disk(record)["sessions"][0]["answers"]["imagenet"]["maturity"]["lifts_gate"] == "a new benchmark"


def test_set_says_which_flag_the_answer_raises(call: Call) -> None:
    call("new", "t", "--title", "T", "--candidate", "a: A", "--candidate", "b: B")
    assert "Advice" not in call("set", "t", "a", "upside", "2").out
    assert "Advice" in call("set", "t", "a", "larger-goal", "1").out
    assert "Advice" not in call("set", "t", "a", "interest", "1").out


def test_set_says_where_an_answer_carries_no_weight(call: Call, record: str) -> None:
    assert "no weight" in call("set", record, "sbnet", "team", "3").out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["sbnt", "interest", "3"], "sbnet"),
        (["sbnet", "intrest", "3"], "interest"),
        (["sbnet", "interest", "3", "--lift-gate", "why not"], "interest"),
    ],
)
def test_set_names_the_nearest_where_a_name_is_unknown(call: Call, record: str, words: list[str], hint: str) -> None:
    before = Path(record).read_bytes()
    code, out, err = call("set", record, *words)
    assert (code, out) == (2, "")
    assert hint in err
    assert Path(record).read_bytes() == before


def test_finish_closes_the_session_with_the_ranking_by_feeling(call: Call, record: str) -> None:
    call("set", record, "sbnet", "interest", "4")
    said = call("finish", record, "--gut", "reid, sbnet,imagenet")
    assert (said.code, said.err) == (0, "")
    (session,) = on_disk(record)["sessions"]
    assert session["gut"] == ["reid", "sbnet", "imagenet"]
    assert session["finished"] >= session["started"]


@pytest.mark.parametrize(("gut", "code"), [("reid,sbnt", 2), ("reid,reid", 1)])
def test_finish_refuses_a_wrong_ranking_by_feeling(call: Call, record: str, gut: str, code: int) -> None:
    call("set", record, "sbnet", "interest", "4")
    assert call("finish", record, "--gut", gut).code == code
    assert "finished" not in on_disk(record)["sessions"][0]


def test_finish_without_an_open_session_says_who_has_one(call: Call, record: str) -> None:
    assert call("finish", record).code == 1
    call("set", record, "sbnet", "interest", "4", "--rater", "Mina")
    code, _out, err = call("finish", record)
    assert code == 1
    assert "Mina" in err
    assert call("finish", record, "--rater", "mina").code == 0


def test_json_says_where_and_what(call: Call) -> None:
    new = json.loads(call("new", "t", "--title", "T", "--candidate", "a: A", "--candidate", "b: B", "--json").out)
    assert new == {"path": "t.toml", "candidates": ["a", "b"]}
    given = json.loads(call("--json", "set", "t", "a", "maturity", "1").out)
    assert given["answer"] == {"level": 1}
    assert [gate["action"] for gate in given["gates"]] == ["warn"]
    assert (given["answered"], given["cells"]) == (1, 16)
    assert json.loads(call("finish", "t", "--json").out)["session"] == given["session"]


def test_a_record_without_a_folder_is_looked_for_in_the_records_folder_too(call: Call, tmp_path: Path) -> None:
    kept = tmp_path / "records" / "kept.toml"
    assert call("new", str(kept), "--title", "T", "--candidate", "a: A").out == f"{kept}\n"
    assert call("set", "kept", "a", "interest", "3").code == 0
    assert "sessions" in on_disk(str(kept))


def test_a_comment_is_kept_beside_and_that_is_said(call: Call, record: str) -> None:
    text = Path(record).read_text(encoding="utf-8")
    Path(record).write_text(f"# mine\n{text}", encoding="utf-8")
    said = call("set", record, "sbnet", "interest", "3", "--json")
    assert f"{record}.orig" in said.err
    assert json.loads(said.out)["answer"] == {"level": 3}


@pytest.mark.parametrize("verb", [["set", "sbnet", "interest", "3"], ["finish"]])
def test_a_file_that_cannot_be_written_stays_as_it_is(call: Call, record: str, verb: list[str]) -> None:
    call("set", record, "reid", "interest", "2")
    before = Path(record).read_bytes()
    Path(record).chmod(0o444)
    code, out, err = call(verb[0], record, *verb[1:])
    assert (code, out) == (1, "")
    assert record in err
    assert Path(record).read_bytes() == before


BROKEN = {
    "missing": None,
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "no TOML": b"title = = 1\n",
    "foreign": b'[tool.ruff]\nline-length = 118\n',
    "newer": b'format = 2\ntitle = "T"\ncreated = 2026-11-21T10:00:00+09:00\nprofile = "balanced"\n',
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("verb", [["set", "sbnet", "interest", "3"], ["finish"], ["rank"], ["check"]])
def test_a_broken_file_is_told_and_left_alone(call: Call, kind: str, verb: list[str]) -> None:
    file, content = Path("broken.toml"), BROKEN[kind]
    if content is not None:
        file.write_bytes(content)
    code, out, err = call(verb[0], "broken.toml", *verb[1:])
    assert (code, out) == (1, "")
    assert "broken.toml" in err
    assert err.count("\n") <= 4
    assert (file.read_bytes() if file.exists() else None) == content
    assert [one.name for one in Path().iterdir()] == ([] if content is None else ["broken.toml"])


@pytest.mark.parametrize("verb", [["set", "sbnet", "interest", "3"], ["finish"], ["rank"], ["check"]])
def test_a_folder_is_no_file(call: Call, verb: list[str]) -> None:
    Path("folder.toml").mkdir()
    code, out, err = call(verb[0], "folder.toml", *verb[1:])
    assert (code, out) == (1, "")
    assert "folder" in err


def test_no_verb_stumbles_over_a_folder_that_no_system_has(call: Call, record: str) -> None:
    """Nor over one inside a folder that may not be entered, which Python tells in the same way."""
    far = f"{'x' * 300}/a"
    before = Path(record).read_bytes()
    for argv in (
        ["--rubrics", far, "rank", record],
        ["--rubrics", far, "tempted", record],
        ["park", record, "X", "--ics", f"{far}.ics"],
        ["export", record, "-o", f"{far}.html"],
        ["new", far, "--title", "T"],
        ["rank", far],
        ["check", far],
        ["lookback", far],
        ["merge", record, far, "-o", "out"],
        ["demo", "--list", "--rubrics", far],
    ):
        said = call(*argv)
        assert (said.code, said.out) == (1, ""), argv
        assert said.err.count("\n") == 1
        assert said.err.startswith("xxx")
    assert Path(record).read_bytes() == before
