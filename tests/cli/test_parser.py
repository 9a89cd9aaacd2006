from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pickproblem import __version__, language
from pickproblem.cli.arguments.content import SHELLS
from pickproblem.cli.parser import VERBS
from tests.cli.conftest import Call

CATALOGUE = Path(language.__file__).parent / "locale" / "ko" / "LC_MESSAGES" / "pickproblem.mo"


def test_the_version_is_said(call: Call) -> None:
    assert call("--version") == (0, f"pickproblem {__version__}\n", "")
    assert call("--lang", "ko", "--version").out == f"pickproblem {__version__}\n"


def test_the_help_describes_every_verb(call: Call) -> None:
    said = call("--help")
    assert (said.code, said.err) == (0, "")
    described = {line.split()[0]: line.split()[1:] for line in said.out.splitlines() if line.startswith("  ")}
    assert [verb for verb in VERBS if not described.get(verb)] == []


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("spoken", ["en", "ko"])
def test_every_verb_has_a_help_that_names_every_argument(call: Call, verb: str, spoken: str) -> None:
    said = call(verb, "--help", "--lang", spoken)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0].split()[1:3] == ["pickproblem", verb]
    assert "--lang" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_a_help_names_the_record_even_before_a_file(call: Call) -> None:
    assert call("nothing.toml", "--help").out == call("--help").out


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (["rnk"], "rank"),
        (["finsh", "topics.toml"], "finish"),
        (["whatever"], "demo"),
        (["--lang", "en", "chek"], "check"),
    ],
)
def test_a_word_that_is_neither_verb_nor_file_names_the_nearest_verbs(call: Call, argv: list[str], hint: str) -> None:
    code, out, err = call(*argv)
    assert (code, out) == (2, "")
    assert hint in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["set", "a.toml", "sbnet"], "RUBRIC, LEVEL"),
        (["set", "a.toml", "sbnet", "interest"], "LEVEL"),
        (["set", "a.toml", "sbnet", "interest", "six"], "six"),
        (["set", "a.toml", "sbnet", "interest", "6"], "6"),
        (["set", "a.toml", "sbnet", "interest", "-1"], "-1"),
        (["set", "a.toml", "sbnet", "interest", "３"], "３"),
        (["set", "a.toml", "sbnet", "interest", "3", "--unknown"], "3"),
        (["set", "a.toml", "sbnet", "interest", "--unknown", "--low", "2"], "--unknown"),
        (["set", "a.toml", "sbnet", "interest", "3", "--low", "4"], "--low"),
        (["set", "a.toml", "sbnet", "interest", "3", "--high", "2"], "--high"),
        (["set", "a.toml", "sbnet", "interest", "3", "--reason"], "--reason"),
        (["set", "a.toml", "sbnet", "interest", "3", "--rater", " "], "--rater"),
        (["set", "a.toml", "sbnet", "interest", "3", "--reason", "\udcff"], "--reason"),
        (["new", "a.toml"], "--title"),
        (["new", "a.toml", "--title", ""], "--title"),
        (["new", "a.toml", "--title", "T", "--hours-per-week", "nan"], "nan"),
        (["new", "a.toml", "--title", "T", "--hours-per-week", "169"], "169"),
        (["rank"], "FILE"),
        (["rank", "a.toml", "--samples", "0"], "0"),
        (["rank", "a.toml", "--seed", "-1"], "-1"),
        (["rank", "a.toml", "--sam", "5"], "--sam"),
        (["check"], "FILE"),
        (["schema"], "KIND"),
        (["schema", "verdict"], "verdict"),
        (["rubrics", "shw"], "shw"),
        (["rubrics", "interest"], "pickproblem rubrics show interest"),
        (["rubrics", "show"], "id"),
        (["rank", "a.toml", "--lang", "de"], "de"),
        (["--lang"], "--lang"),
        (["demo", "--json"], "--json"),
        (["--json", "demo"], "demo"),
        (["--json"], "JSON"),
        (["a.toml", "b.toml"], "b.toml"),
        (["--shiny", "rank", "a.toml"], "--shiny"),
        (["--rubrics", "", "rank", "a.toml"], "--rubrics"),
        (["rank", "a.toml", "--rubrics="], "--rubrics"),
        (["rank", ""], "names no file"),
        (["check", "a.toml", ""], "names no file"),
        (["lookback", ""], "names no file"),
        ([""], "names no file"),
    ],
)
def test_a_wrong_call_is_told_in_a_message_that_names_what_is_wrong(call: Call, argv: list[str], named: str) -> None:
    code, out, err = call(*argv)
    assert (code, out) == (2, "")
    assert named in err.splitlines()[0]
    assert len(err.splitlines()) <= (3 if argv[0] == "--lang" else 2)  # the message, and how the verb is called


@pytest.mark.parametrize(
    "argv",
    [
        ["--lang", "ko", "rubrics", "show", "interest"],
        ["rubrics", "--lang", "ko", "show", "interest"],
        ["rubrics", "show", "interest", "--lang=ko"],
    ],
)
def test_options_for_all_stand_before_or_after_the_verb(call: Call, argv: list[str]) -> None:
    assert "흥미" in call(*argv).out


def test_the_language_is_that_of_the_option_else_of_the_environment(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "흥미" in call("rubrics").out
    monkeypatch.setenv("PICKPROBLEM_LANG", "en")
    assert "흥미" not in call("rubrics").out
    assert "흥미" in call("rubrics", "--lang", "ko").out


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the Korean catalogue is not compiled yet")
@pytest.mark.parametrize(
    ("argv", "english"),
    [
        (["set", "a.toml"], "required"),
        (["schema", "verdict"], "invalid choice"),
        (["rank", "a.toml", "--sam", "5"], "unrecognized"),
        (["--help"], "usage"),
        (["rnk"], "neither"),
    ],
)
def test_wrong_calls_are_told_in_korean_too(call: Call, argv: list[str], english: str) -> None:
    _code, out, err = call(*argv, "--lang", "ko")
    assert english not in out + err
    assert any("가" <= character <= "힣" for character in out + err)


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_know_every_verb_and_its_options(call: Call, shell: str) -> None:
    said = call("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert all(verb in said.out for verb in VERBS)
    assert all(option in said.out for option in ("lift-gate", "as-of", "hours-per-week", "lang"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ra", "rank"),
        ("schema ''", "record rubric profile"),
        ("rank --s", "--samples --seed"),
        ("check to", "topics.toml"),
    ],
)
def test_bash_offers_verbs_options_choices_and_files(call: Call, record: str, words: str, offered: str) -> None:
    Path("completions").write_text(call("completion", "bash").out, encoding="utf-8")
    script = (
        f"source ./completions; COMP_WORDS=(pickproblem {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        "_shtab_pickproblem; echo ${COMPREPLY[*]}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered.split()
