from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
        ((TEMPTED, "-o", "x.docx"), 2, "x.docx: what it shall be is told by its ending; known: .ics"),
        ((TEMPTED, "-o", "x"), 2, "known: .ics"),
        ((TEMPTED,), 2, "the following arguments are required: -o/--output"),
        ((TEMPTED, "-o", "nowhere/x.ics"), 1, "there is no folder nowhere"),
        (("none.toml", "-o", "x.ics"), 1, "none.toml: no such file"),
    ],
)
def test_what_cannot_be_exported(call: Call, argv: tuple[str, ...], code: int, said: str) -> None:
    found = call("export", *argv)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert not list(Path().iterdir())


def test_a_folder_is_not_written_over(call: Call) -> None:
    Path("x.ics").mkdir()
    assert call("export", TEMPTED, "-o", "x.ics", "--force").code == 1
    assert not list(Path("x.ics").iterdir())


def test_a_record_without_dates_is_no_calendar(call: Call, record: str) -> None:
    said = call("export", record, "-o", "x.ics")
    assert (said.code, said.out) == (1, "")
    assert "there is no date in “What to submit” to put into a calendar" in said.err


@pytest.mark.parametrize(
    "argv", [["park", "r.toml", "New", "--current", "sbnet"], ["note", "r.toml", "sbnet", "--result", "r"]]
)
def test_only_a_calendar_loads_what_writes_one(call: Call, record: str, argv: list[str]) -> None:
    Path(record).rename("r.toml")
    program = (
        "import sys; from pickproblem.cli import run; code = run(sys.argv[1:]); "
        "print(code, *sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *argv], capture_output=True, text=True, encoding="utf-8", check=True
    )
    code, *modules = done.stderr.split()
    assert code == "0"
    assert not {"icalendar", "textual", "numpy", "scipy"} & {module.partition(".")[0] for module in modules}
