"""The power goes after any call of a save, on a disk that keeps only what it was told to keep."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash import operations
from tests.crash.operations import OPERATIONS, Operation
from tests.crash.power import Disk
from tests.crash.test_faults import is_new
from tests.proofs import Count, Prove


@pytest.fixture(autouse=True)
def older_formats() -> Iterator[None]:
    with operations.older_formats_known():
        yield


def cut_everywhere(operation: Operation, act: Callable[[], None], folder: Path, count: Count) -> None:
    """Do it once; look at all that could be on the disk after each call, and once it is acknowledged."""
    disk = Disk(folder)
    if operation.old is not None:
        disk.put(operations.NAME, operation.old)
    for name, content in operation.reads.items():
        disk.put(name, content)
    with disk.watched():
        act()
    disk.cut()
    *before, acknowledged = disk.cuts
    for cut in before:
        for found in cut:
            count.tried(*wrong(operation, found, acknowledged=False))
    for found in acknowledged:
        count.tried(*wrong(operation, found, acknowledged=True))


def wrong(operation: Operation, found: dict[str, bytes], *, acknowledged: bool) -> Iterator[str]:
    content = found.get(operation.writes)
    replaces = operation.writes == operations.NAME
    new = content is not None and is_new(operation, content)
    old = content == (operation.old if replaces else None) or (operation.links_refused and content == b"")
    if not (new or old):
        yield f"{operation.name}: neither the old nor the new file"
    if acknowledged and not new:
        yield f"{operation.name}: acknowledged, and not there"
    read_only = dict(operation.reads) if replaces else {**operation.reads, operations.NAME: operation.old}
    if any(found.get(name) != content for name, content in read_only.items()):
        yield f"{operation.name}: a file that nobody wrote to has changed"
    if operation.keeps and new and found.get(f"{operations.NAME}{operation.keeps}") != operation.old:
        yield f"{operation.name}: replaced before the copy of the old one was safe"


@pytest.mark.parametrize("name", [name for name, operation in OPERATIONS.items() if not operation.makes_folder])
def test_the_power_goes_after_any_call(
    tmp_path: Path, proof: Prove, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    operation = OPERATIONS[name]
    if operation.links_refused:
        monkeypatch.setattr(os, "link", _no_links)
    act = operation.act(operation.prepare(tmp_path))
    count = proof("the power goes after a call of a save, whatever the disk had not yet kept")
    cut_everywhere(operation, act, tmp_path, count)
    count.settle()
    assert count.trials > 10


def test_a_folder_that_is_made_outlasts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name stands in the folder above, which has to be synced as well."""
    synced = []
    really = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        really(descriptor)

    operation = OPERATIONS["create, in a folder to be made"]
    act = operation.act(operation.prepare(tmp_path))
    monkeypatch.setattr(os, "fsync", noted)
    act()
    assert {(tmp_path / below).stat().st_ino for below in (".", "made", "made/for")} <= set(synced)


def _no_links(*_told: object, **_also: object) -> None:
    raise OSError(1, "Operation not permitted")


@pytest.mark.parametrize("forgotten", ["file", "folder", "both"])
def test_without_syncing_the_power_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str) -> None:
    """What finds nothing where nothing is synced would find nothing at all."""
    operation = OPERATIONS["save"]
    act = operation.act(operation.prepare(tmp_path))
    count = Count("without syncing")
    disk = Disk(tmp_path)
    disk.put(operations.NAME, operation.old or b"")
    with disk.watched():
        following = os.fsync

        def skips(descriptor: int) -> None:
            is_folder = disk.files.get(descriptor) == -1
            if forgotten not in ("both", "folder" if is_folder else "file"):
                following(descriptor)

        monkeypatch.setattr(os, "fsync", skips)
        act()
        monkeypatch.undo()
    disk.cut()
    for found in disk.cuts[-1]:
        count.tried(*wrong(operation, found, acknowledged=True))
    assert count.losses
