"""Every broken or hostile file is told in a line a fault, and left as it is; no call costs much."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import tomli_w

from pickproblem import cli
from pickproblem.text import safe
from tests.hostile.corpus import Case, cases, write
from tests.hostile.running import Ran
from tests.hostile.schema import unused
from tests.hostile.sound import SOUND
from tests.proofs import Count, Prove

_ROOT = Path(__file__).parents[2]
_SECONDS = 1.0 if "PICKPROBLEM_CI" in os.environ else 2.5
"""Of the processor, which is slower on a busy machine: what is quadratic takes minutes, and CI holds the second."""
_MEGABYTES = 200.0
_LONGEST = 700
"""Characters of a line beyond the file's name: place, value and hint, each at most 200."""
_MORE = re.compile(r"and \d+ more faults?")
OWN = "a broken or hostile folder of rubrics of one's own"
EVERY = 6
"""The default run takes each sixth of the corpus."""
FEW = 5
FULL = "bounds"
"""The class that takes most memory, of which a process keeps some: each of it is checked in a process of its own."""

Before = tuple[tuple[int, ...], bytes]


@pytest.fixture
def corpus() -> Sequence[Case]:
    return cases()


def looked_at(path: Path) -> Before | None:
    """What must not change."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    small = stat.S_ISREG(found.st_mode) and found.st_size < 10_000_000
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode), path.read_bytes() if small else b""


def in_one_process(calls: list[list[str]]) -> list[Ran]:
    """Each call in turn, in a process of its own for all of them."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile.running"],
        input="\n".join(map(json.dumps, calls)),
        capture_output=True, text=True, cwd=_ROOT, check=True,
        env={**os.environ, "PICKPROBLEM_LANG": "en"},
    )  # fmt: skip
    return [Ran(*json.loads(line)) for line in ended.stdout.splitlines()]


_LAUNCH = """
import os, sys
child = os.posix_spawn(sys.executable, [sys.executable, "-m", "pickproblem", *sys.argv[2:]], os.environ)
_child, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as told:
    told.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts one call and tells what it used; a small process, since a child's memory is counted from its parent's on."""


def in_its_own_process(call: list[str], folder: Path) -> Ran:
    """The call as a person's shell makes it."""
    used = folder / "used"
    ended = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCH, str(used), *call], capture_output=True, text=True, cwd=_ROOT,
        env={**os.environ, "PICKPROBLEM_LANG": "en"}, check=False,
    )  # fmt: skip
    seconds, most = used.read_text().split()
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Ran(ended.returncode, ended.stdout, ended.stderr, float(seconds), int(most) / unit)


def at_its_best(call: list[str], folder: Path) -> Ran:
    """The call, twice more where it took too long: what else the machine does only adds to it."""
    ran = in_its_own_process(call, folder)
    for _again in range(2):
        if ran.seconds <= _SECONDS:
            break
        ran = min(ran, in_its_own_process(call, folder), key=lambda one: one.seconds)
    return ran


def wrong(ran: Ran, path: Path) -> Iterator[str]:
    """What is wrong with how a file was told to be wrong."""
    if ran.odd or "Traceback" in ran.err:
        yield ran.odd or "a traceback"
        return
    if ran.code != 1:
        yield f"exit code {ran.code}"
    if ran.out:
        yield f"said {ran.out[:100]!r} on standard output"
    *lines, last = ran.err.split("\n")
    if last or not 1 <= len(lines) <= 4:
        yield f"{len(lines)} lines"
    elif len(lines) == 4 and not _MORE.fullmatch(lines[3]):
        yield f"a fourth line: {lines[3][:100]}"
    name = safe(str(path))
    for line in lines[:3]:
        if not line.startswith(name):
            yield f"does not name the file: {line[:100]!r}"
        if len(line) > len(name) + _LONGEST:
            yield f"a line of {len(line)} characters"
    if safe(ran.err, lines=True) != ran.err:
        yield f"steers the terminal: {ran.err[:200]!r}"


def wrong_with_use(ran: Ran) -> Iterator[str]:
    if ran.seconds > _SECONDS:
        yield f"took {ran.seconds:.2f} s"
    if ran.megabytes > _MEGABYTES:
        yield f"took {ran.megabytes:.0f} MB"


def check_all(chosen: Sequence[Case], folder: Path, count: Count, *, alone: bool) -> None:
    """Check each, and look at what is left."""
    paths = write(folder, chosen)
    before = {path: looked_at(path) for path in paths}
    names = {place: sorted(os.listdir(place)) for place in {path.parent for path in paths}}  # noqa: PTH208 - odd names
    calls = [["check", str(path)] for path in paths]
    room = folder / "said"
    room.mkdir()
    all_ran = [at_its_best(call, room) for call in calls] if alone else in_one_process(calls)
    assert len(all_ran) == len(chosen)
    for case, path, ran in zip(chosen, paths, all_ran, strict=True):
        told = [*wrong(ran, path), *wrong_with_use(ran)]
        if looked_at(path) != before[path]:
            told.append("the file has changed")
        count.tried(*(f"{case.group}: {safe(case.name)}: {one}" for one in told))
    for place, held in names.items():
        if sorted(os.listdir(place)) != held:  # noqa: PTH208
            count.tried(f"{place}: {set(os.listdir(place)) ^ set(held)} was left", times=0)  # noqa: PTH208


def test_what_the_faults_are_put_into_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, table in SOUND.items():
        path = tmp_path / f"{kind}.toml"
        path.write_text(tomli_w.dumps(table), encoding="utf-8")
        assert cli.run(["check", str(path)]) == 0, capsys.readouterr().err


def test_every_key_of_the_schema_has_its_turn() -> None:
    assert unused("record") == unused("profile") == []
    assert unused("rubric") == ["Rubric.estimate"], "a rated one has none; a computed one is among the rest"
    assert all(one.endswith((".source", ".study")) for one in unused("switch")), "a number of ours has neither"


def test_the_corpus_is_large_and_of_every_class(corpus: Sequence[Case]) -> None:
    groups = Counter(case.group for case in corpus)
    assert len(corpus) >= 1000
    assert set(groups) == {
        "syntax", "encoding", "types", "missing", "unknown", "range", "ids", "references", "paths", "format", "dates",
        "text", "size", "depth", FULL,
    }  # fmt: skip
    assert min(groups.values()) >= 10


def test_each_is_told_and_left_alone(corpus: Sequence[Case], tmp_path: Path, proof: Prove) -> None:
    count = proof("a broken or hostile file checked, many in one process")
    check_all([case for case in corpus if case.group != FULL][::EVERY], tmp_path, count, alone=False)
    count.settle()
    assert count.trials >= 250


def test_as_much_as_the_bounds_let_through_costs_little(corpus: Sequence[Case], tmp_path: Path, proof: Prove) -> None:
    """A few of them; CI takes all."""
    count = proof("a broken or hostile file checked, each in a process of its own")
    check_all([case for case in corpus if case.group == FULL][::-FEW], tmp_path, count, alone=True)
    count.settle()
    assert count.trials >= FEW


@pytest.mark.slow
def test_all_are_told_and_left_alone(corpus: Sequence[Case], tmp_path: Path, proof: Prove) -> None:
    count = proof("a broken or hostile file checked, many in one process")
    check_all([case for case in corpus if case.group != FULL], tmp_path, count, alone=False)
    count.settle()


@pytest.mark.slow
def test_each_in_a_process_of_its_own(corpus: Sequence[Case], tmp_path: Path, proof: Prove) -> None:
    """The costly classes whole, and each sixth of the others."""
    costly = [case for case in corpus if case.group in ("size", "depth", FULL, "paths")]
    others = [case for case in corpus[1::EVERY] if case not in costly]
    count = proof("a broken or hostile file checked, each in a process of its own")
    check_all([*costly, *others], tmp_path, count, alone=True)
    count.settle()


VERBS = (
    ["rank", "FILE"],
    ["set", "FILE", "sbnet", "interest", "3"],
    ["finish", "FILE"],
    ["park", "FILE", "Newer"],
    ["note", "FILE", "sbnet", "--result", "r"],
    ["tempted", "FILE"],
    ["compare", "FILE"],
    ["fit", "FILE"],
    ["plan", "FILE", "--candidate", "sbnet"],
    ["export", "FILE", "-o", "OUT.ics"],
)


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_every_verb_says_the_same(corpus: Sequence[Case], tmp_path: Path, proof: Prove, verb: list[str]) -> None:
    """Whatever is asked of a broken record, what is wrong is said, and nothing is written, beside it or elsewhere."""
    count = proof("a broken or hostile record handed to another verb")
    chosen = [case for case in corpus[2 :: 2 * EVERY] if case.kind == "record"]
    paths = write(tmp_path / "files", chosen)
    before = {path: looked_at(path) for path in paths}
    names = sorted(str(path) for path in tmp_path.rglob("*"))
    out = str(tmp_path / "out.ics")
    calls = [[{"FILE": str(path), "OUT.ics": out}.get(word, word) for word in verb] for path in paths]
    for case, path, ran in zip(chosen, paths, in_one_process(calls), strict=True):
        told = list(wrong(ran, path))
        if looked_at(path) != before[path]:
            told.append("the file has changed")
        count.tried(*(f"{verb[0]}: {case.group}: {safe(case.name)}: {one}" for one in told))
    assert sorted(str(path) for path in tmp_path.rglob("*")) == names
    count.settle()


@pytest.mark.slow
def test_a_folder_of_rubrics_is_told_in_the_same_way(corpus: Sequence[Case], tmp_path: Path, proof: Prove) -> None:
    count = proof(OWN)
    chosen = [case for case in corpus[::2] if case.kind in ("rubric", "profile")]
    calls, files = [], []
    for n, case in enumerate(chosen):
        folder = tmp_path / str(n)
        place = folder / "profiles" if case.kind == "profile" else folder
        place.mkdir(parents=True)
        files.append(place / "broken.toml")
        case.make(files[-1])
        calls.append(["rubrics", "--rubrics", str(folder)])
    for case, path, ran in zip(chosen, files, in_one_process(calls), strict=True):
        count.tried(*(f"{case.group}: {safe(case.name)}: {one}" for one in wrong(ran, path)))
    count.settle()
