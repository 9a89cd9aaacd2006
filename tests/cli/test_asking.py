from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pickproblem import rubric, store
from pickproblem.cli import output
from pickproblem.record import Record
from tests.cli.conftest import Call, Said
from tests.cli.test_screens import opened

__all__ = ["opened"]


def read(path: str) -> Record:
    return store.read(Path(path), rubric.load()).record


@pytest.fixture
def typed(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """A call with lines on standard input: `typed("3\\n", "ask", …)`."""

    def typed(lines: str, *argv: str) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        return call(*argv)

    return typed


def test_it_reads_a_pipe_and_ends_with_it(typed: Call, record: str) -> None:
    said = typed("\n\n\n3\n4", "ask", record, "--plain")
    assert (said.code, said.err) == (0, "")
    session = read(record).sessions[0]
    assert sum(len(row) for row in (session.answers or {}).values()) == 2
    assert "Level 1-5> \n" in said.out, "a line of its own for what comes after each prompt"
    assert "pickproblem ask topics.toml --plain" in said.out


def test_nothing_at_all_on_the_input(typed: Call, record: str) -> None:
    before = Path(record).read_bytes()
    assert typed("", "ask", record, "--plain").code == 0
    assert Path(record).read_bytes() == before


def test_without_a_terminal_it_is_plain_anyway(typed: Call, record: str) -> None:
    assert "Title 4> " in typed("", "ask", "topics").out


def test_at_a_terminal_it_opens_the_screens(call: Call, record: str, opened: list[tuple[object, ...]]) -> None:
    assert call("ask", record).code == 0
    assert [path for path, *_rest in opened] == [Path(record)]


def test_at_a_dumb_terminal_a_file_is_asked_in_lines(
    typed: Call, record: str, opened: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    said = typed("", record)
    assert said.code == 0
    assert "Title 4> " in said.out
    assert typed("", "ask", record).code == 0
    assert opened == []
    assert typed("").code == 2, "the home screen is none"


def test_the_rater(typed: Call, record: str) -> None:
    typed("\n\n\n3\n", "ask", record, "--rater", "Mina")
    typed("4\n", "ask", record, "--rater", "mina")
    (session,) = read(record).sessions
    assert session.rater == "Mina"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["ask"], 2),
        (["ask", "none.toml"], 1),
        (["ask", "."], 1),
        (["ask", "topics.toml", "--json"], 2),
        (["ask", "topics.toml", "--rater", ""], 2),
        (["ask", "topics.toml", "more"], 2),
    ],
)
def test_wrong_calls(typed: Call, record: str, argv: list[str], code: int) -> None:
    said = typed("", *argv)
    assert (said.code, said.out) == (code, "")
    assert said.err


def test_a_broken_record_is_told_and_left_alone(typed: Call) -> None:
    Path("broken.toml").write_text("format = 1\n", encoding="utf-8")
    said = typed("3\n", "ask", "broken.toml", "--plain")
    assert said.code == 1
    assert "broken.toml" in said.err
    assert Path("broken.toml").read_text(encoding="utf-8") == "format = 1\n"


def test_hostile_words_steer_nothing(typed: Call, call: Call) -> None:
    call("new", "evil", "--title", "\x1b]52;c;eA==\x07", "--candidate", "a: \x1b[2Jx", "--candidate", "b: [/b]")
    said = typed("\n\n\n?\n3\n\x1b[31m\n5\n\x1b[A\nok\n", "ask", "evil", "--plain")
    assert said.code == 0
    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out + said.err


def test_no_utf_8_on_either_side(record: str) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "pickproblem", "ask", record, "--plain"],
        input=b"\n\n\n\xff\xfe\n3\n",
        capture_output=True,
        timeout=60,
        env=environment,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert len(read(record).sessions[0].answers or {}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def _hears_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background ignores them


def test_interrupted_everything_is_kept(record: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pickproblem", "ask", record, "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_hears_interrupts,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"\n\n\n4\n")
        process.stdin.flush()
        for _n in range(400):
            if read(record).sessions and read(record).sessions[0].answers:
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=20)
        assert process.returncode in (130, -signal.SIGINT)
        assert b"Traceback" not in err
    assert len(read(record).sessions[0].answers or {}) == 1


def test_lines_are_no_wider_than_asked(typed: Call, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from pickproblem.text import cells

    monkeypatch.setattr(output, "width", lambda: 50)
    for spoken in ("en", "ko"):
        said = typed("\n\n\n?\n3\nx\n", "ask", record, "--plain", "--lang", spoken)
        assert max(cells(line) for line in said.out.splitlines()) <= 50
