"""The disk fails at every call there is, one after the other, until a save goes through."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from pickproblem import store
from pickproblem.errors import NotSaved
from pickproblem.record import Record
from pickproblem.store import Stored, disk
from tests.store.changes import TEXT, names, titled
from tests.strategies import LIBRARY

CALLS = (
    "open",
    "read",
    "write",
    "fsync",
    "close",
    "link",
    "replace",
    "unlink",
    "fchmod",
    "stat",
    "lstat",
    "fstat",
    "scandir",
)


class Failing:
    """Lets the Nth call to the system fail, and remembers which that was and all that was called."""

    def __init__(self, at: int | None, error: BaseException | None = None) -> None:
        self.at, self.error = at, error
        self.called: list[str] = []
        self.failed: str | None = None

    @contextmanager
    def disk(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self.watched(name, getattr(os, name)))
            yield

    def watched(self, name: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.called.append(name)
            if len(self.called) == self.at:
                assert self.error is not None
                self.failed = name
                if name == "close":  # closes even where it fails
                    really(*given, **named)
                raise self.error
            return really(*given, **named)

        return call


ERRORS = [OSError(errno.ENOSPC, "No space left"), OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()]


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize("error", ERRORS, ids=["full", "broken", "interrupted"])
def test_save_survives_any_failing_call(
    file: Path, write: Callable[[str], Stored], error: BaseException, comments: bool
) -> None:
    text = ("# why\n" if comments else "") + TEXT
    failures = []
    for at in range(1, 200):
        stored = write(text)
        changed = titled(stored.record)
        new = store.serialise(changed)
        failing = Failing(at, error)
        raised: BaseException | None = None
        with failing.disk():
            try:
                store.save(stored, changed)
            except (NotSaved, KeyboardInterrupt) as told:
                raised = told
        if failing.failed is None:
            break
        failures.append(failing.failed)
        replaced = "replace" in failing.called[: at - 1]
        content = file.read_bytes()
        assert content == (new if replaced or raised is None else text.encode())
        left = {name for name in names(file.parent) if name.startswith(".")}
        # What could not be removed is there still, nothing else.
        assert not left or (failing.failed == "unlink" and len(left) == 1)
        if isinstance(error, KeyboardInterrupt) and failing.failed != "unlink":
            assert raised is error
        # The disk works again: the same save goes through, whatever failed before, and no lock is in its way.
        store.save(stored, changed)
        assert file.read_bytes() == new
        kept = [name for name in names(file.parent) if ".orig" in name]
        assert bool(kept) == comments
        assert all((file.parent / name).read_text() == text for name in kept)
        for name in names(file.parent):
            (file.parent / name).unlink()
    else:
        pytest.fail("never went through")
    assert {"open", "write", "fsync", "close", "replace", "fchmod", "stat"} <= set(failures)


@pytest.mark.parametrize("error", ERRORS, ids=["full", "broken", "interrupted"])
def test_create_survives_any_failing_call(file: Path, record: Record, error: BaseException) -> None:
    whole = store.serialise(record)
    failures = []
    for at in range(1, 200):
        failing = Failing(at, error)
        with failing.disk(), suppress(NotSaved, KeyboardInterrupt):
            store.create(file, record)
        if failing.failed is None:
            break
        failures.append(failing.failed)
        assert not file.exists() or ("link" in failing.called[: at - 1] and file.read_bytes() == whole)
        assert len([name for name in names(file.parent) if name.startswith(".")]) <= (failing.failed == "unlink")
        for name in names(file.parent):
            (file.parent / name).unlink()
    else:
        pytest.fail("never went through")
    assert {"open", "write", "fsync", "close", "link"} <= set(failures)


@pytest.mark.parametrize("name", ["open", "replace"])
def test_create_without_links_leaves_nothing_half_written(
    file: Path, record: Record, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def no_links(*_told: object, **_also: object) -> None:
        # The name is taken next, then the whole file put there: now the disk is full.
        monkeypatch.setattr(os, name, full)
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    def full(*_told: object, **_also: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(NotSaved, match=r"vehicle\.toml: not saved: No space left on device"):
        store.create(file, record)
    assert names(file.parent) == []


WRITERS: dict[str, tuple[Callable[[Stored], object], list[str]]] = {
    "save": (
        lambda stored: store.save(stored, titled(stored.record)),
        ["write", "fchmod", "fsync", "replace", "fsync folder"],
    ),
    "create": (
        lambda stored: store.create(stored.path.with_name("new.toml"), stored.record),
        ["write", "fsync", "link", "fsync folder"],
    ),
    "report": (
        lambda stored: store.write_file(stored.path.with_name("a.md"), b"x", over=True),
        ["write", "fsync", "replace", "fsync folder"],
    ),
}


@pytest.mark.parametrize(("writes", "order"), WRITERS.values(), ids=list(WRITERS))
def test_the_order_outlasts_a_power_cut(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, writes: Callable[[Stored], object], order: list[str]
) -> None:
    steps: list[str] = []

    def watch(name: str) -> None:
        really = getattr(os, name)

        def call(what: Any, *given: Any, **named: Any) -> Any:
            is_folder = isinstance(what, int) and stat.S_ISDIR(os.fstat(what).st_mode)
            steps.append(f"{name} folder" if is_folder else name)
            return really(what, *given, **named)

        monkeypatch.setattr(os, name, call)

    for name in ("write", "fchmod", "fsync", "replace", "link"):
        watch(name)
    writes(stored)
    assert steps == order


def test_writes_on_where_the_disk_took_a_part(
    stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: really(descriptor, content[:7]))
    store.save(stored, titled(record))
    assert stored.path.read_bytes() == store.serialise(titled(record))


@pytest.mark.parametrize(("number", "saved"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_folders_that_cannot_be_synced(
    stored: Stored, record: Record, monkeypatch: pytest.MonkeyPatch, number: int, saved: bool
) -> None:
    really = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        really(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        if saved:
            store.save(stored, titled(record))
        else:
            with pytest.raises(NotSaved, match="Input/output error"):
                store.save(stored, titled(record))
    # Whoever was told that it may be lost can save the same again.
    store.save(stored, titled(record))
    assert store.read(stored.path, LIBRARY).record == titled(record)


def test_what_a_killed_program_left_is_removed_later(stored: Stored, record: Record) -> None:
    folder = stored.path.parent
    with disk.beside(stored.path, b"", None) as one, disk.beside(stored.path, b"", None) as another:
        old, young = one.name, another.name
    others = [".vehicle.toml.mine.tmp", f".other.txt.{'0' * 16}.tmp", f"vehicle.toml.{'0' * 16}.tmp"]
    never_made = [f".{name}.{'0' * 16}.tmp" for name in ("vehicle.toml.orig-2", "other.toml", "0" * 32)]
    long_ago = time.time() - 3600
    for name in (old, young, *others, *never_made):
        (folder / name).write_text("")
        os.utime(folder / name, (long_ago, long_ago))
    os.utime(folder / young)
    store.save(stored, titled(record))
    assert names(folder) == sorted([young, *others, "vehicle.toml"])


def test_killed_at_any_moment(file: Path) -> None:
    """A program is killed in the middle of saving, again and again; the record is always one of those saved."""
    file.write_text(TEXT)
    script = textwrap.dedent("""
        import os, random, signal, sys, time
        from pathlib import Path
        from pickproblem import rubric, store
        path, library = Path(sys.argv[1]), rubric.load()
        for kill in range(30):
            begun, begin = os.pipe()
            child = os.fork()
            if not child:
                stored = store.read(path, library)
                while True:
                    changed = stored.record.model_copy(update={"title": f"{kill} " + "x" * random.randrange(20000)})
                    stored = store.save(stored, changed)
                    os.write(begin, b".")
            os.read(begun, 1)
            time.sleep(random.uniform(0, 0.01))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            assert store.read(path, library).record.title.startswith(f"{kill} ")
    """)
    ran = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    stored = store.read(file, LIBRARY)
    store.save(stored, titled(stored.record))
    assert [name for name in names(file.parent) if name.endswith(".lock")] == []


def test_hidden_names_belong_to_one_file(tmp_path: Path) -> None:
    short, long, other = (tmp_path / name for name in ("a.toml", "a" * 255, "a" * 254 + "b"))
    assert disk.hidden(short, ".lock") == tmp_path / ".a.toml.lock"
    assert disk.hidden(long, ".lock") == disk.hidden(long, ".lock") != disk.hidden(other, ".lock")
    assert len(disk.hidden(long, f".{'0' * 16}.tmp").name) <= 255
