from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import document
from pickproblem.errors import Faulty, Unreadable
from tests.document.refused import fault


class TestParse:
    @pytest.mark.parametrize("text", ["a = 1", "\ufeffa = 1", "a = 1\r\n", "\r\n\r\na = 1"])
    def test_what_may_stand_around(self, text: str) -> None:
        assert document.parse(text.encode(), "a.toml").data == {"a": 1}

    @pytest.mark.parametrize(
        ("content", "line", "wrong"),
        [
            (b"", None, "is empty"),
            (b"\xef\xbb\xbf \n", None, "is empty"),
            (b"a = 1\nb = '\xff'", 2, "is not UTF-8 text"),
            ("a = 1".encode("utf-16"), 1, "is not UTF-8 text"),
            (b"\xef\xbb\xbf\xef\xbb\xbfa = 1", 1, "is not valid TOML: Invalid statement"),
            (b"a = 1\nb = [\n1,\n\n", 3, "is not valid TOML: Invalid value"),
            (b"a = 1\na = 2", 2, "is not valid TOML: Cannot overwrite a value"),
            (b"a = 1\n\nb = 'x", 3, 'is not valid TOML: Expected "\'"'),
            (b"a = \x00", 1, "is not valid TOML: Invalid value"),
            (b"d = 2026-02-30", 1, "is not valid TOML: Invalid date or datetime"),
            (b"a = " + b"9" * 5000, None, "is not valid TOML"),
        ],
    )
    def test_faults(self, content: bytes, line: int | None, wrong: str) -> None:
        told = fault(content)
        assert told.wrong.startswith(wrong)
        assert told.file == "a.toml"
        assert told.line == line

    def test_the_offending_text_is_safe_and_short(self) -> None:
        told = fault('"\u202e\x1b]52;' + "x" * 500 + '" = ')
        assert "\x1b" not in str(told)
        assert "\u202e" not in str(told)
        assert len(told.wrong) < 250

    @given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
    def test_nothing_else_is_raised(self, content: bytes) -> None:
        with suppress(Faulty):
            document.parse(content, "a.toml")


class TestReadBytes:
    def test_five_megabytes_and_no_more(self, tmp_path: Path) -> None:
        file = tmp_path / "a.toml"
        file.write_bytes(b"#" * 5_000_000)
        assert len(document.read_bytes(file)) == 5_000_000
        file.write_bytes(b"#" * 5_000_001)
        with pytest.raises(Unreadable, match="is larger than 5 MB"):
            document.read_bytes(file)

    def test_a_pipe_without_a_writer_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Unreadable, match="not a regular file"):
            document.read_bytes(tmp_path / "pipe")

    def test_a_disk_that_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a").touch()

        def fails(descriptor: int, mode: str, **named: bool) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(os, "fdopen", fails)
        with pytest.raises(Unreadable, match="cannot be read: Input/output error"):
            document.read_bytes(tmp_path / "a")

    def test_nothing_stays_open(self, tmp_path: Path) -> None:
        (tmp_path / "a").touch()
        first = os.open(tmp_path, os.O_RDONLY)
        os.close(first)
        for path in (tmp_path, tmp_path / "a", Path("/dev/null")):
            with suppress(Unreadable):
                document.read_bytes(path)
        again = os.open(tmp_path, os.O_RDONLY)
        os.close(again)
        assert again == first
