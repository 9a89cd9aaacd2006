from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pickproblem import cli
from pickproblem.cli import output
from pickproblem.demo import FOLDER as EXAMPLES
from tests.cli.conftest import Call

KOREAN = str(EXAMPLES / "vital-lab.ko.toml")


def started(*argv: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **options.pop("env", {})}
    command = [sys.executable, "-m", "pickproblem", *argv]
    return subprocess.run(command, stderr=subprocess.PIPE, env=environment, check=False, **options)


@pytest.mark.parametrize("argv", [["rank", KOREAN], ["schema", "record"], ["--help"], ["--version"]])
def test_a_reader_that_has_enough_ends_it_quietly(argv: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = started(*argv, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["rank", KOREAN]])
def test_a_full_disk_behind_the_output_is_told(argv: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = started(*argv, stdout=full)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("argv", [["rank", KOREAN], ["rank", KOREAN, "--json"], ["--help"], ["nothing"]])
def test_an_output_without_korean_and_boxes_breaks_nothing(argv: list[str]) -> None:
    done = started(*argv, "--lang", "ko", stdout=subprocess.PIPE, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == (2 if argv == ["nothing"] else 0)
    assert b"Traceback" not in done.stderr
    assert done.stdout.isascii()
    if "--json" in argv:
        assert json.loads(done.stdout)["title"] == "CVPR 워크숍에 무엇을 낼까"
    elif argv[0] == "rank":
        assert b"####" in done.stdout


def test_a_closed_output_breaks_nothing(record: str) -> None:
    if sys.platform == "win32":
        pytest.skip("no descriptors to close")
    done = started("rank", record, preexec_fn=lambda: os.close(1))
    assert b"Traceback" not in done.stderr


def test_an_interrupt_ends_it_quietly(call: Call, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pickproblem.ranking.rank", interrupted)
    assert call("rank", record) == (cli.INTERRUPTED, "", "")


@pytest.mark.parametrize(
    ("said", "width"),
    [("100", 100), ("40", 40), ("10", 40), ("999", 110), ("", 80), ("0", 80), ("-5", 80)],
)
def test_without_a_terminal_the_environment_says_how_wide(
    monkeypatch: pytest.MonkeyPatch, said: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", said)
    monkeypatch.setattr(output, "is_terminal", lambda stream: False)
    assert output.width() == width


@pytest.mark.parametrize(("columns", "width"), [(200, 110), (100, 100), (20, 40), (0, 80)])
def test_lines_are_as_wide_as_the_terminal_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda _descriptor: os.terminal_size((columns, 24)))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    assert output.width() == width


def test_a_wide_terminal_shows_titles_whole(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = call("rank", KOREAN).out
    monkeypatch.setattr(output, "width", lambda: 110)
    wide = call("rank", KOREAN).out
    assert len(wide.splitlines()) < len(narrow.splitlines())
    assert any("소프트 파티션 어텐션으로 하는 차량 재식별" in line and "█" in line for line in wide.splitlines())


def test_json_is_the_same_data_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    data = {"title": "한글 \x1b[31m \u202e \U000f0000 👩‍👩‍👧 \udcff \x7f", "n": [1.5, None, True]}
    output.say_json(data)
    text = capsys.readouterr().out
    assert json.loads(text) == data
    assert text.replace("\n", "").isprintable()
    marked = {"title": "한글", "e": "e" + "\u0301" * 60, "blank": "\u3164\u034f"}
    output.say_json(marked)
    text = capsys.readouterr().out
    assert json.loads(text) == marked
    assert "한글" in text
    assert "\u0301" * 4 in text
    assert not any(one in text for one in ("\u0301" * 5, "\u3164", "\u034f"))


def test_json_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        output.say_json({"tau": float("nan")})
