from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pickproblem import store
from pickproblem.errors import Conflict, NotSaved
from pickproblem.record import Record
from pickproblem.store import Stored, locking
from tests.store.changes import names, next_descriptor, titled
from tests.strategies import LIBRARY

SIDECAR = ".vehicle.toml.lock"


@pytest.fixture
def held(stored: Stored) -> int:
    """The record's lock, held as another program holds it."""
    descriptor = os.open(stored.path.parent / SIDECAR, os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def test_a_held_lock_is_waited_for_and_no_longer(
    stored: Stored, record: Record, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "WAIT", 0.05)
    started = time.monotonic()
    with pytest.raises(NotSaved, match=r"vehicle\.toml: not saved: another program has been saving it") as refused:
        store.save(stored, titled(record))
    assert time.monotonic() - started >= 0.05
    assert not isinstance(refused.value, Conflict)
    assert store.read(stored.path, LIBRARY) == stored
    assert names(stored.path.parent) == [SIDECAR, "vehicle.toml"]
    os.close(held)
    store.save(stored, titled(record))
    assert names(stored.path.parent) == ["vehicle.toml"]


def test_goes_on_when_the_lock_is_released(stored: Stored, record: Record, held: int) -> None:
    release = threading.Timer(0.05, os.close, [held])
    release.start()
    store.save(stored, titled(record))
    release.join()
    assert names(stored.path.parent) == ["vehicle.toml"]


def test_a_lock_that_lost_its_name_is_nobodys(stored: Stored, record: Record, held: int) -> None:
    (stored.path.parent / SIDECAR).unlink()
    store.save(stored, titled(record))
    os.close(held)


def test_a_lock_gained_on_a_removed_file_does_not_count(
    stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking, the one before may have removed the file and a third may hold a new one."""
    sidecar = stored.path.parent / SIDECAR
    really = fcntl.flock
    third: list[int] = []

    def flock(descriptor: int, how: int) -> None:
        if not third:
            sidecar.unlink()
            third.append(os.open(sidecar, os.O_RDWR | os.O_CREAT))
            really(third[0], fcntl.LOCK_EX)
        really(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(locking, "WAIT", 0.05)
    before = next_descriptor()
    with pytest.raises(NotSaved, match="another program"):
        store.save(stored, titled(record))
    assert sidecar.exists()
    os.close(third[0])
    assert next_descriptor() == before


def test_what_a_killed_program_left_is_no_lock(stored: Stored, record: Record) -> None:
    (stored.path.parent / SIDECAR).touch()
    store.save(stored, titled(record))
    assert names(stored.path.parent) == ["vehicle.toml"]


def test_nothing_stays_open(stored: Stored, record: Record, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "WAIT", 0.05)
    before = next_descriptor()
    with pytest.raises(NotSaved):
        store.save(stored, titled(record))
    assert next_descriptor() == before
    os.close(held)
    before = next_descriptor()
    store.save(stored, titled(record))
    assert next_descriptor() == before


def test_nothing_stays_open_where_making_sure_fails(
    stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fails_once(one: os.stat_result, other: os.stat_result) -> bool:
        asked.append(one)
        if len(asked) == 1:
            raise OSError(errno.EIO, "Input/output error")
        return True

    monkeypatch.setattr(os.path, "samestat", fails_once)
    before = next_descriptor()
    with pytest.raises(NotSaved, match="Input/output error"):
        store.save(stored, titled(record))
    assert next_descriptor() == before
    assert names(stored.path.parent) == ["vehicle.toml"]


@pytest.mark.parametrize(("number", "saved"), [(errno.ENOLCK, True), (errno.EOPNOTSUPP, True), (errno.EIO, False)])
def test_drives_without_locks(
    stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch, number: int, saved: bool
) -> None:
    def flock(descriptor: int, how: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    if saved:
        store.save(stored, titled(record))
        assert names(stored.path.parent) == ["vehicle.toml"]
    else:
        with pytest.raises(NotSaved, match="Input/output error"):
            store.save(stored, titled(record))


def test_a_trap_in_place_of_the_lock(stored: Stored, record: Record, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    (stored.path.parent / SIDECAR).symlink_to(victim)
    with pytest.raises(NotSaved):
        store.save(stored, titled(record))
    assert not victim.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="plays another person, which only root may")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_another_persons_lock(stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    """Left by a killed program it is used if it can be read at all; it is waited for if not."""
    folder = stored.path.parent
    stored.path.chmod(0o666)
    folder.chmod(0o777)
    (folder / SIDECAR).touch(mode)
    (folder / SIDECAR).chmod(mode)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(locking, "WAIT", 0.05)
    here = Stored(stored.record, Path("vehicle.toml"), stored.digest, False, 1)
    os.seteuid(65534)
    try:
        if mode == 0o644:
            store.save(here, titled(record))
        else:
            with pytest.raises(NotSaved, match="another program"):
                store.save(here, titled(record))
    finally:
        os.seteuid(0)


def test_four_writers_lose_nothing(stored: Stored) -> None:
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from pickproblem import rubric, store
        from pickproblem.record import Candidate
        path, writer, library = Path(sys.argv[1]), sys.argv[2], rubric.load()
        def change(record):
            one = Candidate(id=f"w{writer}-{n}", title="x", state="open")
            return record.model_copy(update={"candidates": [*record.candidates, one]})
        for n in range(25):
            store.update(path, library, change)
    """)
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(stored.path), str(n)], stderr=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    errors = [writer.communicate(timeout=60)[1] for writer in writers]
    assert errors == ["", "", "", ""]
    found = [one.id for one in store.read(stored.path, LIBRARY).record.candidates]
    assert sorted(found) == sorted(["sbnet", *(f"w{writer}-{n}" for writer in range(4) for n in range(25))])
    assert names(stored.path.parent) == ["vehicle.toml"]


def test_of_many_who_create_one_does(file: Path, record: Record) -> None:
    made: list[Stored] = []
    refused: list[NotSaved] = []
    begin = threading.Barrier(8)

    def create(title: str) -> None:
        begin.wait()
        try:
            made.append(store.create(file, titled(record, title)))
        except NotSaved as error:
            refused.append(error)

    threads = [threading.Thread(target=create, args=[str(n)]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(refused) == 7
    assert store.read(file, LIBRARY) == made[0]
    assert names(file.parent) == ["vehicle.toml"]


def test_of_many_who_save_what_they_read_one_does(stored: Stored, record: Record) -> None:
    saved: list[Stored] = []
    begin = threading.Barrier(8)

    def save(title: str) -> None:
        begin.wait()
        with suppress(Conflict):
            saved.append(store.save(stored, titled(record, title)))

    threads = [threading.Thread(target=save, args=[str(n)]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.read(stored.path, LIBRARY)] == saved
    assert names(stored.path.parent) == ["vehicle.toml"]
