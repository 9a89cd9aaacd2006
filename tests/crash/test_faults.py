"""Every call to the system goes wrong, one after the other, on the way of everything the program writes."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pickproblem import store
from pickproblem.errors import PickproblemError
from tests.crash import operations
from tests.crash.operations import NAIVE, OPERATIONS, Operation
from tests.crash.shim import Action, Worker, build
from tests.proofs import Count, Prove

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
KILLS = (Action.KILL_BEFORE, Action.KILL_AFTER, Action.KILL_HALFWAY)
ONCE = "a save whose n-th call fails (ENOSPC, EIO, EACCES, EROFS, EDQUOT), once"
ONWARD = "a save whose n-th call fails (ENOSPC, EIO, EACCES, EROFS, EDQUOT), from then on"
_HIDDEN = re.compile(r"\..+\.(lock|[0-9a-f]{16}\.tmp)")
_LONG_AGO = 3600


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    started = Worker(build(tmp_path_factory.mktemp("shim")))
    yield started
    started.close()


class Trials:
    """One operation, tried again and again in folders of its own."""

    def __init__(self, worker: Worker, operation: Operation, room: Path, count: Count) -> None:
        self.worker, self.operation, self.room, self.count = worker, operation, room, count
        self.calls: list[str] = self.run()["calls"]

    def run(self, at: int = 0, action: Action = Action.PASS, error: int = 0, onward: bool = False) -> dict[str, Any]:
        """One trial; what is wrong afterwards is counted as a loss."""
        folder = self.room / str(self.count.trials)
        folder.mkdir()
        told = self.worker.do(self.operation.name, folder, at, action, error, onward)
        reached = bool(told["fired"])
        if at == 0 or reached:
            name = told["calls"][at - 1] if at else "nothing"
            case = f"{self.operation.name}: {action.name} {os.strerror(error) if error else ''} at {at} ({name})"
            wrong = [*judged(self.operation, folder, told)]
            try:
                wrong += recovered(self.operation, folder)
            except PickproblemError as error:
                wrong.append(f"cannot go on: {error}")
            self.count.tried(*(f"{case}{' and onward' if onward else ''}: {one}" for one in wrong))
        shutil.rmtree(folder)
        return told


def judged(operation: Operation, folder: Path, told: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the folder after an operation that may have gone wrong."""
    acknowledged, said, odd = told["done"]
    killed = told["signal"]
    content = content_of(folder / operation.writes)
    replaces = operation.writes == operations.NAME
    is_old = content == (operation.old if replaces else None) or (operation.links_refused and content == b"")
    if not is_old and not (content is not None and is_new(operation, content)):
        yield f"neither the old nor the new file, but {len(content or b'')} bytes"
    if acknowledged and is_old:
        yield "acknowledged, and not there"
    read_only = dict(operation.reads) if replaces else {**operation.reads, operations.NAME: operation.old}
    for name, held in read_only.items():
        if content_of(folder / name) != held:
            yield f"{name}, which nobody wrote to, has changed"
    kept = [one for one in files_in(folder) if operation.keeps and operation.keeps in one.suffixes]
    if any(one.read_bytes() != operation.old for one in kept if _HIDDEN.fullmatch(one.name) is None):
        yield "the copy kept beside is not what was there"
    if acknowledged and operation.keeps and not kept:
        yield "no copy was kept beside"
    if odd:
        yield f"ended with {odd}"
    if not acknowledged and not killed and not 1 <= len(said.splitlines()) <= operation.lines:
        yield f"said {said!r}"
    mine = {folder / operation.writes, *(folder / name for name in read_only), *kept}
    names = {one.name for one in files_in(folder) if one not in mine}
    if strange := [one for one in names if not _HIDDEN.fullmatch(one)]:
        yield f"left {strange}"
    # A lock that was not got, or not for sure, is not ours to remove; the next save does it.
    if "flock" in told["failed"] or len(told["failed"]) > 1:
        names = {one for one in names if not one.endswith(".lock")}
    if names and not killed and "unlink" not in told["failed"]:
        yield f"left {sorted(names)} though it could have been removed"


def recovered(operation: Operation, folder: Path) -> Iterator[str]:
    """What is wrong once the program is used again, an hour later, on a disk that works."""
    for left in files_in(folder):
        os.utime(left, (time.time() - _LONG_AGO,) * 2)
    file = folder / operation.writes
    if operation.links_refused and content_of(file) == b"":
        file.unlink()  # a person's part: there the name can only be taken by a file, which then is empty
    if not operation.writes_record:
        store.write_file(file, b"again", over=True)
        is_there = file.read_bytes() == b"again"
    else:
        library = operations.library()
        record = store.parse(operations.TEXT.encode(), file, library).record
        with operations.records_kept_in(file.parent):
            stored = store.read(file, library) if file.exists() else store.create(file, record)
        store.save(stored, stored.record.model_copy(update={"title": "Again"}))
        is_there = store.read(file, library).record.title == "Again"
    if not is_there:
        yield "a later save is not there"
    if hidden := [one.name for one in files_in(folder) if one.name.startswith(".")]:
        yield f"{hidden} stays for ever"


def files_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if not one.is_dir()]


def content_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def is_new(operation: Operation, content: bytes) -> bool:
    try:
        return operation.is_new(content)
    except PickproblemError:
        return False


@pytest.fixture(autouse=True)
def older_formats() -> Iterator[None]:
    with operations.older_formats_known():
        yield


def all_but_twins_by_default(*by_default: str) -> list[object]:
    """All operations; those that make the calls of another one wait for the slow run."""
    return [name if name in by_default else pytest.param(name, marks=pytest.mark.slow) for name in OPERATIONS]


@pytest.mark.parametrize(
    "name",
    all_but_twins_by_default(
        "save", "save, comments kept beside", "update", "create", "create, on a disk without links",
        "create, in a folder to be made", "keep both", "report over another",
    ),
)  # fmt: skip
def test_killed_at_every_call(worker: Worker, tmp_path: Path, proof: Prove, name: str) -> None:
    count = proof("a save killed before, after, half-way through each of its calls")
    trials = Trials(worker, OPERATIONS[name], tmp_path, count)
    assert {"open", "write", "fsync", "close"} <= set(trials.calls)
    assert {"rename", "link"} & set(trials.calls)
    for at, call in enumerate(trials.calls, start=1):
        for action in KILLS:
            # What is seen after one call is seen before the next.
            if action is Action.KILL_AFTER and at < len(trials.calls):
                continue
            if action is Action.KILL_HALFWAY and call != "write":
                continue
            assert trials.run(at, action)["signal"] == 9
    count.settle()


def fail_everywhere(trials: Trials, errors: Sequence[int], onward: bool) -> None:
    """Each call fails with each of the errors; a write fails after half of it too, or takes only half."""
    for at, call in enumerate(trials.calls, start=1):
        for error in errors:
            trials.run(at, Action.FAIL, error, onward)
            if call == "write" and not onward:
                trials.run(at, Action.FAIL_HALFWAY, error)
        if call == "write" and not onward:
            told = trials.run(at, Action.SHORT)
            assert told["done"][0], "the rest is written after"


@pytest.mark.parametrize("name", ["save, comments kept beside", "create", "update"])
def test_each_call_fails_once(worker: Worker, tmp_path: Path, proof: Prove, name: str) -> None:
    """In the default run each call with one error, another for each operation; in the slow one all with all."""
    count = proof(ONCE)
    at = list(OPERATIONS).index(name) % len(ERRORS)
    fail_everywhere(Trials(worker, OPERATIONS[name], tmp_path, count), [ERRORS[at]], onward=False)
    count.settle()


@pytest.mark.slow
@pytest.mark.parametrize("onward", [False, True], ids=["once", "onward"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_call_fails_with_each_error(
    worker: Worker, tmp_path: Path, proof: Prove, name: str, onward: bool
) -> None:
    count = proof(ONWARD if onward else ONCE)
    fail_everywhere(Trials(worker, OPERATIONS[name], tmp_path, count), ERRORS, onward)
    count.settle()


def test_a_full_disk_from_any_call_on(worker: Worker, tmp_path: Path, proof: Prove) -> None:
    count = proof(ONWARD)
    fail_everywhere(Trials(worker, OPERATIONS["save"], tmp_path, count), [errno.ENOSPC], onward=True)
    count.settle()


def test_the_naive_way_is_found_wanting(worker: Worker, tmp_path: Path) -> None:
    """Opening, writing, closing loses the record at the first kill: what finds nothing there would find nothing."""
    count = Count("the naive way")
    trials = Trials(worker, NAIVE, tmp_path, count)
    for at in range(1, len(trials.calls) + 1):
        trials.run(at, Action.KILL_BEFORE)
        trials.run(at, Action.FAIL, errno.ENOSPC)
    assert sum("neither the old nor the new" in loss for loss in count.losses) >= 3
