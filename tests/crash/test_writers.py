"""Several at once on one record, by the command line, at screens, and both: nothing lost, no conflict unnamed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pickproblem import store
from tests.crash.decisions import RUBRICS, answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens
from tests.proofs import Count, Prove

_ROOT = Path(__file__).parents[2]
Cells = list[tuple[str, str, int]]

# Each call of the verb reads and writes the file anew; only starting Python is spared.
_WRITER = textwrap.dedent("""
    import contextlib, io, json, sys
    from pickproblem import cli
    file, rater, cells = json.loads(sys.argv[1])
    sys.stdin.readline()
    for candidate, rubric, level in cells:
        heard = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(heard):
            code = cli.run(["set", file, candidate, rubric, str(level), "--rater", rater])
        print(json.dumps([code, heard.getvalue()]), flush=True)
""")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "together.toml"
    store.create(path, long_record())
    return path


def some_cells(file: Path, of: int, writers: int, each: int) -> Cells:
    """The cells of one of several writers: no two have one in common."""
    record = store.read(file, library()).record
    cells = [(one.id, rubric) for rubric in RUBRICS for one in record.candidates]
    return [(*cell, 1 + n % 5) for n, cell in enumerate(cells[of::writers][:each])]


def write(file: Path, raters: list[str], cells: list[Cells]) -> list[list[tuple[int, str]]]:
    """Let every writer write its cells, all at once; what each call ended with and said on standard error."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, json.dumps([str(file), rater, mine])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT,
        )
        for rater, mine in zip(raters, cells, strict=True)
    ]  # fmt: skip
    told = []
    for one in started:  # all are asked to begin before any is waited for
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    for one in started:
        out, _err = one.communicate(timeout=120)
        assert one.returncode == 0
        told.append([tuple(json.loads(line)) for line in out.splitlines()])
    return told


def kept(file: Path, rater: str) -> dict[tuple[str, str], int | None]:
    """What a rater's sessions hold."""
    record = store.read(file, library()).record
    return {
        (candidate, rubric): answer.level
        for session in record.sessions
        if session.rater == rater
        for candidate, row in (session.answers or {}).items()
        for rubric, answer in row.items()
    }


def write_and_count(file: Path, count: Count, writers: int, each: int, *, one_rater: bool) -> None:
    raters = ["me" if one_rater else f"rater {n}" for n in range(writers)]
    cells = [some_cells(file, n, writers, each) for n in range(writers)]
    for rater, mine, told in zip(raters, cells, write(file, raters, cells), strict=True):
        found = kept(file, rater)
        assert len(told) == len(mine)
        for (candidate, rubric, level), (code, said) in zip(mine, told, strict=True):
            lost = found.get((candidate, rubric)) != level
            wrong = [f"{rater}: {candidate}, {rubric} ended with {code}: {said!r}"] if lost or code or said else []
            count.tried(*wrong)
    assert [one.name for one in file.parent.iterdir()] == [file.name], "no lock, no temporary file is left"


@pytest.mark.parametrize(("writers", "one_rater"), [(2, True), (4, False)])
def test_on_the_command_line(file: Path, proof: Prove, writers: int, one_rater: bool) -> None:
    count = proof("an answer by the command line, two or four writing at once")
    write_and_count(file, count, writers, 10, one_rater=one_rater)
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("one_rater", [True, False])
@pytest.mark.parametrize("writers", [2, 4])
def test_on_the_command_line_for_long(file: Path, proof: Prove, writers: int, one_rater: bool) -> None:
    count = proof("an answer by the command line, two or four writing at once")
    write_and_count(file, count, writers, 88 // writers, one_rater=one_rater)
    count.settle()


class Seat:
    """Somebody at the screens, answering under a name of their own; conflicts are settled in one way or another."""

    def __init__(self, nursery: Nursery, file: Path, rater: str, way: str) -> None:
        self.file, self.folder, self.rater, self._way = file, file.parent, rater, way
        self.given: list[int] = []
        self.conflicts = 0
        self.screens = Screens(nursery, str(file), "--rater", rater, folder=self.folder)

    def answer(self, level: int) -> None:
        """One answer, and wait until it is on the disk, here or beside."""
        self.given.append(level)
        self.screens.press(str(level))
        progress = f"{len(self.given)} of "
        end = time.monotonic() + 20
        while time.monotonic() < end:
            self.screens.read(0.01)
            text = self.screens.text
            if "CHANGED ON DISK" in text and "Keep both" not in text:
                self._settle()
            elif progress in text and "✓ Saved" in text:
                return
        raise AssertionError(f"not saved:\n{self.screens.text}")

    def _settle(self) -> None:
        self.conflicts += 1
        before = set(store.sync_copies(self.file))
        self.screens.process.send(b"\x1bOQ")
        text = self.screens.wait("The file was changed by somebody else", "Keep both")
        (digit,) = re.findall(rf"(\d)  {self._way}", text)
        self.screens.press(digit)
        if self._way == "Merge":
            self.screens.wait("Both are in the record now")
        else:
            self.screens.wait("Your answers are in")
            (self.file,) = set(store.sync_copies(self.file)) - before

    def wrong(self) -> Iterator[str]:
        """What of its answers is not where the screen said."""
        found = answers(store.read(self.file, library()).record, self.rater)
        if found != self.given:
            yield f"{self.rater} gave {self.given}, {self.file.name} holds {found}"


def sit_together(nursery: Nursery, file: Path, count: Count, ways: list[str], each: int) -> list[Seat]:
    """Seats on one record that answer in turn; each answer is one trial."""
    raters = [f"rater {n}" for n in range(len(ways))]
    stored = store.read(file, library())
    store.save(stored, long_record(*raters))
    sitting = [Seat(nursery, file, rater, way) for rater, way in zip(raters, ways, strict=True)]
    try:
        for seat in sitting:
            seat.screens.wait("0 of 104 answered")
        for n in range(each):
            for at, seat in enumerate(sitting):
                seat.answer(2 + (n + at) % 3)
        for seat in sitting:
            seat.screens.press("ctrl+q")
            assert seat.screens.end() == 0
    finally:
        for seat in sitting:
            seat.screens.__exit__()
    for seat in sitting:
        wrong = list(seat.wrong())
        count.tried(*wrong, times=each)
    return sitting


@pytest.mark.parametrize(
    "ways",
    [
        ["Keep both", "Keep both"],
        pytest.param(["Merge", "Merge"], marks=pytest.mark.slow),
        pytest.param(["Keep both"] * 4, marks=pytest.mark.slow),
        pytest.param(["Merge"] * 4, marks=pytest.mark.slow),
    ],
    ids=lambda ways: f"{len(ways)} {ways[0]}",
)
def test_at_screens(nursery: Nursery, file: Path, proof: Prove, ways: list[str]) -> None:
    count = proof("an answer at a screen, two or four screens on one record")
    sitting = sit_together(nursery, file, count, ways, each=3 if len(ways) == 2 else 10)
    count.settle()
    beside = {seat.file for seat in sitting} - {file}
    assert set(store.sync_copies(file)) == beside, "every copy is somebody's, and named for the conflict"
    if ways[0] == "Merge":
        assert not beside
        record = store.read(file, library()).record
        assert all(answers(record, seat.rater) == seat.given for seat in sitting), "all is in one record"


@pytest.mark.slow
def test_at_a_screen_and_on_the_command_line(nursery: Nursery, file: Path, proof: Prove) -> None:
    """The command line reads again and applies again; so does the screen, or it asks."""
    count = proof("an answer at a screen while the command line writes the same record")
    store.save(store.read(file, library()), long_record("at a screen"))
    seat = Seat(nursery, file, "at a screen", "Merge")
    cells = [some_cells(file, n, 3, 3) for n in range(3)]
    with seat.screens:
        seat.screens.wait("0 of 104 answered")
        for n, mine in enumerate(cells):
            (told,) = write(file, ["elsewhere"], [mine])
            assert told == [(0, "")] * 3
            seat.answer(2 + n)
        seat.screens.press("ctrl+q")
        assert seat.screens.end() == 0
    count.tried(*seat.wrong(), times=len(seat.given))
    wanted = {(candidate, rubric): level for mine in cells for candidate, rubric, level in mine}
    missing = wanted.items() - kept(file, "elsewhere").items()
    count.tried(*(f"{cell} is lost" for cell in missing), times=len(wanted))
    count.settle()
    assert store.sync_copies(file) == []
