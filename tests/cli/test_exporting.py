from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
import vobject

from pickproblem.demo import FOLDER as EXAMPLES
from tests.cli.conftest import Call

TEMPTED = str(EXAMPLES / "tempted.toml")


@pytest.mark.parametrize("name", ["tempted.toml", "tempted.ko.toml"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_dates_of_a_record_as_a_calendar(call: Call, name: str, language: str) -> None:
    said = call("export", str(EXAMPLES / name), "-o", "x.ics", "--lang", language)
    assert said == (0, "x.ics\n", "")
    whole = vobject.readOne(Path("x.ics").read_bytes().decode())
    whole.validate(raiseException=True)
    assert len(whole.vevent_list) == 9


def test_the_same_as_a_document(call: Call) -> None:
    found = json.loads(call("export", TEMPTED, "--output", "X.ICS", "--json").out)
    assert found == {"record": TEMPTED, "path": "X.ICS", "bytes": Path("X.ICS").stat().st_size}


def test_an_existing_file_is_written_over_only_when_told(call: Call) -> None:
    Path("x.ics").write_text("mine", encoding="utf-8")
    said = call("export", TEMPTED, "-o", "x.ics")
    assert (said.code, said.out, said.err) == (1, "", "x.ics: exists already, and is left as it is\n")
    assert Path("x.ics").read_text(encoding="utf-8") == "mine"
    assert call("export", TEMPTED, "-o", "x.ics", "--force").code == 0
    assert Path("x.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (
            (TEMPTED, "-o", "x.docx"),
            2,
            "x.docx: what it shall be is told by its ending; known: .html, .md, .csv, .json, .ics",
        ),
        ((TEMPTED, "-o", "x"), 2, "known: .html"),
        ((TEMPTED,), 2, "the following arguments are required: -o/--output"),
        ((TEMPTED, "-o", "nowhere/x.ics"), 1, "there is no folder nowhere"),
        (("none.toml", "-o", "x.ics"), 1, "none.toml: no such file"),
        ((TEMPTED, "-o", "x.pdf", "--format", "pdf"), 2, "invalid choice: 'pdf'"),
        ((TEMPTED, "-o", "-"), 2, "standard output has no ending that tells the form; --format one of html, md, csv"),
        ((TEMPTED, "-o", "-", "--format", "md", "--json"), 2, "not both"),
        ((TEMPTED, "-o", "x.html", "--rater", "nobody"), 2, "there is no rater nobody"),
        ((TEMPTED, "-o", "x.csv", "--rater", "nobody"), 2, "there is no rater nobody"),
        ((TEMPTED, "-o", "x.ics", "--rater", "me"), 2, "--rater says nothing there"),
        ((TEMPTED, "-o", "x.html", "--today", "tomorrow"), 2, "tomorrow is no day"),
        ((TEMPTED, "-o", "nowhere/x.html"), 1, "there is no folder nowhere"),
    ],
)
def test_what_cannot_be_exported(call: Call, argv: tuple[str, ...], code: int, said: str) -> None:
    found = call("export", *argv)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert not list(Path().iterdir())


@pytest.mark.parametrize("argv", [("x.ics",), ("x.ics", "--force"), ("x", "--format", "html"), ("x",), (".",)])
def test_a_folder_is_not_written_over(call: Call, argv: tuple[str, ...]) -> None:
    Path("x.ics").mkdir()
    Path("x").mkdir()
    said = call("export", TEMPTED, "-o", *argv)
    assert (said.code, said.out) == (1, "")
    assert "not saved: is a folder; name a file in it, such as report.html" in said.err
    assert sorted(str(one) for one in Path().rglob("*")) == ["x", "x.ics"]


STARTS = {
    "html": b"<!doctype html>",
    "md": b"# Month three",
    "csv": b"\xef\xbb\xbfsession",
    "json": b"{\n",
    "ics": b"BEGIN:",
}


@pytest.mark.parametrize("form", STARTS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_form_by_its_ending_and_by_its_name(call: Call, form: str, language: str) -> None:
    options = ("--today", "2015-03-07", "--lang", language)
    assert call("export", TEMPTED, "-o", f"x.{form.upper()}", *options) == (0, f"x.{form.upper()}\n", "")
    assert call("export", TEMPTED, "-o", "named", "--format", form, *options) == (0, "named\n", "")
    written = Path(f"x.{form.upper()}").read_bytes()
    assert written.startswith(STARTS[form])
    if form != "ics":  # a calendar tells when it was made
        assert Path("named").read_bytes() == written


@pytest.mark.parametrize(
    "form", ["csv", *(pytest.param(one, marks=pytest.mark.slow) for one in ("html", "md", "json"))]
)
def test_standard_output_gets_the_same_bytes(form: str) -> None:
    argv = [sys.executable, "-m", "pickproblem", "export", TEMPTED, "--today", "2015-03-07", "-o"]
    done = subprocess.run([*argv, "-", "--format", form], capture_output=True, check=True)
    subprocess.run([*argv, f"x.{form}"], capture_output=True, check=True)
    assert done.stdout == Path(f"x.{form}").read_bytes()
    assert done.stderr == b""


def test_the_day_and_the_rater_are_those_that_are_said(call: Call) -> None:
    for level, rater in (("5", "Mina"), ("1", "Jun")):
        for candidate in ("a", "b"):
            if not Path("r.toml").exists():
                new = ("new", "r.toml", "--title", "T", "--profile", "after-hours")
                assert call(*new, "--candidate", "a: A", "--candidate", "b: B").code == 0
            assert (
                call("set", "r.toml", candidate, "interest", level, "--rater", rater, "--reason", f"by {rater}").code
                == 0
            )
    assert call("export", "r.toml", "-o", "x.html", "--rater", "mina", "--today", "2031-02-03").code == 0
    page = Path("x.html").read_text("utf-8")
    assert "by Mina" in page
    assert "by Jun" not in page
    assert "on 2031-02-03." in page
    assert call("export", "r.toml", "-o", "y.html").code == 0
    assert "by Jun" in Path("y.html").read_text("utf-8")


@pytest.mark.parametrize("form", ["html", "md", "csv", "json", "ics"])
def test_the_record_itself_is_never_written_over(call: Call, record: str, form: str) -> None:
    before = Path(record).read_bytes()
    Path("link").symlink_to(record)
    for target in (record, f"./{record}", "link"):
        said = call("export", record, "-o", target, "--format", form, "--force")
        assert (said.code, said.out) == (1, "")
        assert "not saved: is the record itself" in said.err
    assert Path(record).read_bytes() == before


def test_a_place_that_may_not_be_written_is_said(call: Call) -> None:
    Path("x.html").write_text("mine", "utf-8")
    Path("x.html").chmod(0o444)
    said = call("export", TEMPTED, "-o", "x.html", "--force")
    assert (said.code, said.out, said.err) == (1, "", "x.html: not saved: the file is read-only\n")
    assert Path("x.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_folder_that_may_not_be_written_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, number: int, options: tuple[str, ...]
) -> None:
    Path("x.html").write_text("mine", "utf-8")
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **named: Any) -> int:  # root may write anywhere, so it is acted
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number))
        return real(path, flags, *rest, **named)

    monkeypatch.setattr("pickproblem.store.disk.os.open", refusing)
    target = "x.html" if options else "y.html"
    said = call("export", TEMPTED, "-o", target, *options)
    assert (said.code, said.out, said.err) == (1, "", f"{target}: not saved: {os.strerror(number)}\n")
    assert [one.name for one in Path().iterdir()] == ["x.html"]
    assert Path("x.html").read_text("utf-8") == "mine"


def test_a_device_that_takes_nothing_is_said(call: Call) -> None:
    said = call("export", TEMPTED, "-o", "/proc/x.html")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("/proc/x.html: not saved: ")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("예", 0),
        ("", 1),
        *(
            pytest.param(*one, marks=pytest.mark.slow)
            for one in (("y", 0), ("YES", 0), ("ㅛ", 0), ("n", 1), ("yep", 1))
        ),
    ],
)
def test_at_a_terminal_it_asks_before_it_writes_over(typed: str, code: int) -> None:
    Path("x.md").write_text("mine", "utf-8")
    argv = ["-m", "pickproblem", "export", TEMPTED, "-o", "x.md"]
    child = pexpect.spawn(sys.executable, argv, encoding="utf-8", timeout=30, env={**os.environ, "LC_ALL": "C.UTF-8"})
    child.expect_exact("x.md is there already. Write over it? [y/N] ")
    child.sendline(typed)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code
    assert Path("x.md").read_text("utf-8").startswith("# Month three" if code == 0 else "mine")


def test_where_nobody_can_answer_it_does_not_ask(call: Call) -> None:
    Path("x.html").write_text("mine", "utf-8")
    said = call("export", TEMPTED, "-o", "x.html")
    assert (said.code, said.out, said.err) == (1, "", "x.html: exists already, and is left as it is\n")


def test_a_record_without_dates_is_no_calendar(call: Call, record: str) -> None:
    said = call("export", record, "-o", "x.ics")
    assert (said.code, said.out) == (1, "")
    assert "there is no date in “What to submit” to put into a calendar" in said.err
