from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pickproblem import rubric
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.rubric import shipped_folder
from tests.cli.conftest import Call

SHIPPED = sorted([*shipped_folder().rglob("*.toml"), *EXAMPLES.glob("*.toml")])


def test_every_shipped_file_is_sound(call: Call) -> None:
    files = [str(file) for file in SHIPPED]
    said = call("check", *files)
    assert (said.code, said.err) == (0, "")
    assert [line.rpartition(": ok, ")[0] for line in said.out.splitlines()] == files
    assert {line.rpartition(" ")[2] for line in said.out.splitlines()} == {"record", "rubric", "profile", "switching"}


def changed(source: Path, old: str, new: str, name: str = "changed.toml") -> str:
    text = source.read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return name


INTEREST, BALANCED = shipped_folder() / "interest.toml", shipped_folder() / "profiles" / "balanced.toml"
SWITCH = shipped_folder() / "switch.toml"
EXAMPLE = EXAMPLES / "vital-lab.toml"


@pytest.mark.parametrize(
    ("source", "old", "new", "path"),
    [
        (INTEREST, "value = 0.25", "value = 2", "levels[1].value"),
        (INTEREST, 'kind = "rated"', 'kind = "guessed"', "kind"),
        (INTEREST, "[title]", "[titel]", "titel"),
        (BALANCED, '"upside"', '"upsde"', "order[0][0]"),
        (BALANCED, "at_most = 1", "at_most = 0", "gates[0].at_most"),
        (SWITCH, "chance = { value = 0.8", "chance = { value = 80", "switch.chance.value"),
        (SWITCH, "[cooling_off]", "[cooling-off]", "cooling-off"),
        (EXAMPLE, "level = 5", "level = 7", "level"),
        (EXAMPLE, 'profile = "after-hours"', 'profile = "afterhours"', "profile"),
        (EXAMPLE, 'state = "chosen"', 'state = "chosen"\nstat = 1', "candidates[0].stat"),
    ],
)
def test_a_fault_is_told_with_its_place(call: Call, source: Path, old: str, new: str, path: str) -> None:
    file = changed(source, old, new)
    code, out, err = call("check", file, str(INTEREST))
    assert code == 1
    assert out == f"{INTEREST}: ok, a rubric\n"
    assert f"{file}:" in err
    assert path in err


def test_many_faults_are_told_three_a_file_and_counted(call: Call) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("level = 5", "level = 9").replace("level = 4", "level = 9")
    Path("a.toml").write_text(text, encoding="utf-8")
    lines = call("check", "a.toml", "missing.toml").err.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("a.toml:") for line in lines[:3])
    assert "more" in lines[3]
    assert lines[4].startswith("missing.toml")


def test_files_of_no_kind_are_told_so(call: Call) -> None:
    Path("pyproject.toml").write_text("[tool.ruff]\nline-length = 118\n", encoding="utf-8")
    code, _out, err = call("check", "pyproject.toml")
    assert code == 1
    assert "neither" in err
    assert err.count("\n") == 1


def test_rubrics_and_profiles_of_the_same_call_are_known(call: Call) -> None:
    own = changed(INTEREST, 'id = "interest"', 'id = "walks"', "walks.toml")
    profile = changed(BALANCED, '"upside"', '"walks"', "own-profile.toml")
    changed(Path(profile), 'id = "balanced"', 'id = "own"', profile)
    call("new", "t", "--title", "T", "--candidate", "a: A")
    changed(Path("t.toml"), '"balanced"', '"own"', "t.toml")
    assert call("check", "t.toml", profile).code == 1
    assert call("check", "t.toml", profile, own) == (
        0,
        "t.toml: ok, a record\nown-profile.toml: ok, a profile\nwalks.toml: ok, a rubric\n",
        "",
    )


def test_own_rubrics_of_a_folder_are_known(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("own/profiles").mkdir(parents=True)
    shutil.copy(BALANCED, "own/profiles/own.toml")
    changed(Path("own/profiles/own.toml"), 'id = "balanced"', 'id = "own"', "own/profiles/own.toml")
    assert call("new", "t", "--title", "T", "--profile", "own").code == 2
    assert call("new", "t", "--title", "T", "--profile", "own", "--rubrics", "own").code == 0
    assert call("check", "t").code == 1
    assert call("--rubrics", "own", "check", "t").code == 0
    monkeypatch.setenv("PICKPROBLEM_RUBRICS", "own")
    assert call("check", "t").code == 0


@pytest.mark.parametrize("verb", [["rubrics"], ["rank", "t"], ["new", "t", "--title", "T"], ["check", "t"]])
def test_wrong_rubrics_of_ones_own_end_any_verb(call: Call, verb: list[str]) -> None:
    assert call(*verb, "--rubrics", "nowhere").code == 1
    Path("own").mkdir()
    changed(INTEREST, 'kind = "rated"', 'kind = "guessed"', "own/a.toml")
    code, out, err = call(*verb, "--rubrics", "own")
    assert (code, out) == (1, "")
    assert err.startswith(str(Path("own/a.toml")))


def test_check_reads_every_shipped_rubric_too(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(shipped_folder(), tmp_path / "shipped")
    monkeypatch.setattr(rubric, "shipped_folder", lambda: tmp_path / "shipped")
    (tmp_path / "shipped" / "why-story.toml").write_text("format = 1\nlevels = 3\n")
    said = call("check", str(EXAMPLES / "vital-lab.toml"))
    assert said.code == 1
    assert "why-story.toml: id: is missing" in said.err


def test_json_lists_every_fault_of_every_file(call: Call) -> None:
    file = changed(INTEREST, "value = 0.25", "value = 2")
    said = call("check", file, str(BALANCED), "missing.toml", "--json")
    assert (said.code, said.err) == (1, "")
    wrong, sound, missing = json.loads(said.out)["files"]
    assert (wrong["ok"], wrong["kind"], wrong["faults"][0]["where"]) == (False, "rubric", "levels[1].value")
    assert (sound["ok"], sound["kind"], sound["faults"]) == (True, "profile", [])
    assert (missing["ok"], missing["kind"], len(missing["faults"])) == (False, None, 1)
    assert sound["more_faults"] == wrong["more_faults"] == 0


@pytest.mark.parametrize("name", ["dev", "pipe"])
def test_what_is_no_regular_file_is_told_so(call: Call, name: str) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes in folders here")
    if name == "pipe":
        os.mkfifo("pipe.toml")
    code, out, err = call("check", "/dev/null" if name == "dev" else "pipe.toml")
    assert (code, out) == (1, "")
    assert "regular" in err
