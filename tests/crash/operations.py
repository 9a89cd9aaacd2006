"""Everything the program writes, each as one operation on a folder: what lies there, what is done, what is new."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pickproblem import cli, rubric, store
from pickproblem.errors import PickproblemError
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.store import Stored, migration

NAME = "vehicle.toml"
CHANGED = "Changed"
NOW = datetime(2026, 11, 21, 10, 15)
TEXT = """\
format = 1
title = "What to submit"
created = 2026-11-21T10:00:00+09:00
profile = "after-hours"

[[candidates]]
id = "sbnet"
title = "Vehicle search"
state = "open"

[[candidates]]
id = "reid"
title = "차량 재식별"
state = "open"
"""


class Done(NamedTuple):
    """How an operation ended: acknowledged, or with words for a person; ``odd`` is what nobody should ever see."""

    acknowledged: bool
    said: str
    odd: str = ""


@dataclass(frozen=True)
class Operation:
    """One way to write. ``old`` lies at the target beforehand, None where nothing does."""

    name: str
    old: bytes | None
    act: Callable[[Path], Callable[[], None]]
    """Makes ready (outside what is counted) and gives what to do; raises PickproblemError where it cannot."""
    is_new: Callable[[bytes], bool]
    writes: str = NAME
    links_refused: bool = False
    keeps: str | None = None
    """Ending of the copy that must lie beside, whole, once the new file is in place."""
    reads: Mapping[str, bytes] = field(default_factory=dict)
    """Other files that lie beside, and are only read."""
    makes_folder: bool = False
    writes_record: bool = True
    lines: int = 1
    """Of what is said where it does not work."""

    def prepare(self, folder: Path) -> Path:
        """Lay out the folder; gives the file the operation writes."""
        if self.old is not None:
            (folder / NAME).write_bytes(self.old)
        for name, content in self.reads.items():
            (folder / name).write_bytes(content)
        return folder / self.writes


@cache
def library() -> Library:
    return rubric.load()


def changed(record: Record) -> Record:
    return record.model_copy(update={"title": CHANGED})


@contextlib.contextmanager
def older_formats_known() -> Iterator[None]:
    """There is no older format yet: one is invented, so that the way it takes is walked."""
    before = dict(migration.MIGRATIONS)
    migration.MIGRATIONS[0] = lambda data: data | {"format": 1}
    try:
        yield
    finally:
        migration.MIGRATIONS.clear()
        migration.MIGRATIONS.update(before)


def _reads(file: Path) -> Stored:
    return store.read(file, library())


def _titled(content: bytes) -> bool:
    return store.parse(content, Path(NAME), library()).record.title == CHANGED


def _save(file: Path) -> Callable[[], None]:
    stored = _reads(file)
    return lambda: void(store.save(stored, changed(stored.record)))


def _update(file: Path) -> Callable[[], None]:
    known = library()
    return lambda: void(store.update(file, known, changed))


def _create(file: Path) -> Callable[[], None]:
    record = changed(store.parse(TEXT.encode(), file, library()).record)
    return lambda: void(store.create(file, record))


def _create_in_new_folder(file: Path) -> Callable[[], None]:
    record = changed(store.parse(TEXT.encode(), file, library()).record)

    def act() -> None:
        with records_kept_in(file.parent):
            store.create(file, record)

    return act


@contextlib.contextmanager
def records_kept_in(folder: Path) -> Iterator[None]:
    """The one folder that is made where it is missing."""
    before = os.environ.get("PICKPROBLEM_HOME")
    os.environ["PICKPROBLEM_HOME"] = str(folder)
    try:
        yield
    finally:
        del os.environ["PICKPROBLEM_HOME"]
        if before is not None:
            os.environ["PICKPROBLEM_HOME"] = before


def _keep_both(file: Path) -> Callable[[], None]:
    stored = _reads(file.with_name(NAME))
    return lambda: void(store.keep_both(stored, changed(stored.record), NOW))


def _report(over: bool) -> Callable[[Path], Callable[[], None]]:
    return lambda file: lambda: store.write_file(file, REPORT, over=over)


REPORT = b"# Report\n" * 1000


class Exit(Exception):
    """A verb ended with another code than 0; holds the code and what was said on standard error."""


def _verb(*arguments: str) -> Callable[[Path], Callable[[], None]]:
    def ready(file: Path) -> Callable[[], None]:
        library()
        named = {
            "FILE": file,
            "RECORD": file.with_name(NAME),
            "BASE": file.with_name(_BASE),
            "OTHER": file.with_name(_COPY),
        }
        call = [str(named.get(one, one)) for one in arguments]

        def act() -> None:
            heard = io.StringIO()
            with contextlib.redirect_stderr(heard), contextlib.redirect_stdout(io.StringIO()):
                code = cli.run(call)
            if code:
                raise Exit(code, heard.getvalue())
            if heard.getvalue() and "kept beside" not in heard.getvalue():
                raise Exit(code, heard.getvalue())

        return act

    return ready


def _answered(content: bytes) -> bool:
    sessions = store.parse(content, Path(NAME), library()).record.sessions
    return bool(sessions) and (sessions[0].answers or {})["sbnet"]["interest"].level == 4


@cache
def _exported() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_bytes(_PLAIN)
        _verb("export", "RECORD", "-o", "FILE")(file.with_name(_EXPORT))()
        return file.with_name(_EXPORT).read_bytes()


def _is_export(content: bytes) -> bool:
    return content == _exported()


def _is_merged(content: bytes) -> bool:
    return len(store.parse(content, Path(NAME), library()).record.candidates) == 3


def _is_record(content: bytes) -> bool:
    return len(store.parse(content, Path(NAME), library()).record.candidates) == 2


def void(_made: object) -> None:
    """Nothing of it is wanted."""


_PLAIN = TEXT.encode()
_COMMENTED = b"# why: see below\n" + _PLAIN
_OLDER = b"# old\n" + _PLAIN.replace(b"format = 1", b"format = 0")
_EXPORT, _BASE, _COPY = "vehicle.json", "base.toml", "vehicle.sync-conflict-20261121-101500-ABCDEFG.toml"
_THEIRS = _PLAIN + b'\n[[candidates]]\nid = "third"\ntitle = "Theirs"\nstate = "open"\n'
_NEW_CALL = (
    "new", "FILE", "--title", CHANGED, "--profile", "after-hours", "--candidate", "a: A", "--candidate", "b: B",
)  # fmt: skip

OPERATIONS = {
    one.name: one
    for one in (
        Operation("save", _PLAIN, _save, _titled),
        Operation("save, comments kept beside", _COMMENTED, _save, _titled, keeps=".orig"),
        Operation("save, older format kept beside", _OLDER, _save, _titled, keeps=".v0"),
        Operation("update", _PLAIN, _update, _titled),
        Operation("create", None, _create, _titled),
        Operation("create, on a disk without links", None, _create, _titled, links_refused=True),
        Operation("keep both", _PLAIN, _keep_both, _titled, writes="vehicle.conflict-20261121-101500.toml"),
        Operation(
            "create, in a folder to be made", None, _create_in_new_folder, _titled,
            writes=f"made/for/{NAME}", makes_folder=True,
        ),
        Operation("report", None, _report(False), REPORT.__eq__, writes_record=False),
        Operation("report over another", _PLAIN, _report(True), REPORT.__eq__, writes_record=False),
        Operation("pickproblem set", _PLAIN, _verb("set", "FILE", "sbnet", "interest", "4"), _answered),
        Operation("pickproblem new", None, _verb(*_NEW_CALL), _is_record),
        Operation(
            "pickproblem export", _PLAIN, _verb("export", "RECORD", "-o", "FILE"), _is_export,
            writes=_EXPORT, writes_record=False,
        ),
        Operation(
            "pickproblem merge --copies", _PLAIN, _verb("merge", "FILE", "--copies"), _is_merged,
            reads={_COPY: _THEIRS}, lines=2,
        ),
        Operation(
            "pickproblem merge --driver", _PLAIN, _verb("merge", "--driver", "BASE", "FILE", "OTHER"), _is_merged,
            reads={_BASE: _PLAIN, _COPY: _THEIRS},
        ),
    )
}  # fmt: skip


def _naively(file: Path) -> Callable[[], None]:
    stored = _reads(file)
    return lambda: void(file.write_bytes(store.serialise(changed(stored.record))))


NAIVE = Operation("the naive way: open, write, close", _PLAIN, _naively, _titled)
"""What the harness must find wanting; else it would find nothing at all."""


def perform(act: Callable[[], None]) -> Done:
    """Do it, and say how it ended."""
    try:
        act()
    except PickproblemError as error:
        return Done(False, str(error))
    except Exit as ended:
        code, said = ended.args
        return Done(False, said.rstrip("\n"), "" if code == 1 else f"exit code {code}")
    except BaseException as error:
        return Done(False, "", f"{type(error).__name__}: {error}")
    return Done(True, "")


def prepared_for_forks() -> None:
    """Import and read what every operation needs, so that a fork has it at once."""
    for operation in OPERATIONS.values():
        assert operation.name
    known = library()
    for shelf in (known.rubrics, known.profiles):
        assert all(shelf[name] for name in shelf)
    from pickproblem.cli import parser, records  # noqa: F401 - imported here, not within what is counted

    assert _exported()
    from pickproblem.cli import exporting, merging  # noqa: F401

    sys.stdout.flush()
