"""A disk that is full, broken, read-only while somebody scores: said at once, nothing lost, caught up with later."""

from __future__ import annotations

import errno
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pickproblem import store
from tests.crash.decisions import answers, long_record
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens
from tests.crash.shim import build
from tests.proofs import Prove

ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO)
_F2 = b"\x1bOQ"


class Disk:
    """The folder of the records, whose disk can be spoilt while the screens run, and mended again."""

    def __init__(self, room: Path) -> None:
        self.folder = room / "disk"
        self.folder.mkdir()
        self._switch = room / "spoilt"
        self.nursery = Nursery(
            {"LD_PRELOAD": str(build(room)), "SHIM_FOLDER": str(self.folder), "SHIM_WHILE": str(self._switch)}
        )

    def spoil(self, error: int) -> None:
        """From now on all that needs room or permission fails."""
        new = self._switch.with_suffix(".new")
        new.write_text(str(error))
        new.replace(self._switch)

    def mend(self) -> None:
        """All is well again."""
        self._switch.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    made = Disk(tmp_path_factory.mktemp("disks"))
    yield made
    made.nursery.close()


@pytest.fixture
def file(disk: Disk, request: pytest.FixtureRequest) -> Iterator[Path]:
    path = disk.folder / f"{abs(hash(request.node.name))}.toml"
    disk.mend()
    store.create(path, long_record())
    path.chmod(0o600)
    yield path
    disk.mend()


def on_disk(file: Path) -> list[int]:
    return answers(store.read(file, library()).record)


def score(disk: Disk, file: Path) -> Screens:
    """The record open, one question answered and saved."""
    screens = Screens(disk.nursery, str(file), folder=file.parent, environment={"PICKPROBLEM_HOME": str(disk.folder)})
    screens.wait("0 of 104 answered")
    screens.press("3")
    screens.wait("1 of 104", "✓ Saved")
    return screens


def is_private(file: Path) -> bool:
    """Whether nobody else may read it, as nobody else may read the record."""
    return file.exists() and file.stat().st_mode & 0o777 == 0o600


def hidden(file: Path) -> list[str]:
    return [one.name for one in file.parent.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize(
    "error", [ERRORS[0], *(pytest.param(one, marks=pytest.mark.slow) for one in ERRORS[1:])], ids=errno.errorcode.get
)
def test_said_and_caught_up_with(disk: Disk, file: Path, proof: Prove, error: int) -> None:
    count = proof("a disk full, over quota, read-only, closed or broken while scoring")
    with score(disk, file) as screens:
        disk.spoil(error)
        screens.press("4")
        screens.wait("NOT SAVED", os.strerror(error))
        screens.press("2", "3", "4")
        screens.wait("5 of 104", "NOT SAVED")
        wrong = [] if on_disk(file) == [3] else [f"{on_disk(file)} is there on a spoilt disk"]
        disk.mend()
        screens.press("2")
        screens.wait("6 of 104", "✓ Saved")
        if on_disk(file) != [3, 4, 2, 3, 4, 2]:
            wrong.append(f"{on_disk(file)} is there on the mended disk")
        screens.press("ctrl+q")
        if screens.end() != 0:
            wrong.append("did not end well")
    count.tried(*wrong, *hidden(file))
    count.settle()


@pytest.mark.slow
def test_caught_up_with_by_itself(disk: Disk, file: Path, proof: Prove) -> None:
    count = proof("a disk full, over quota, read-only, closed or broken while scoring")
    with score(disk, file) as screens:
        disk.spoil(errno.ENOSPC)
        screens.press("4")
        screens.wait("NOT SAVED")
        disk.mend()
        screens.wait("✓ Saved")
        screens.kill()
    count.tried(*([] if on_disk(file) == [3, 4] else [f"{on_disk(file)} is there"]))
    count.settle()


def test_another_place_takes_it(disk: Disk, file: Path, proof: Prove, tmp_path: Path) -> None:
    count = proof("a disk full, over quota, read-only, closed or broken while scoring")
    elsewhere = tmp_path / "elsewhere.toml"
    with score(disk, file) as screens:
        disk.spoil(errno.EROFS)
        screens.press("4")
        screens.wait("NOT SAVED")
        screens.process.send(_F2)
        screens.wait("The record cannot be saved", "another place")
        screens.press("2")
        for place, answer in (("/nowhere/at-all.toml", "there is no folder"), (elsewhere, "Saved in")):
            screens.wait("Where to?")
            screens.process.send(b"\x15")
            screens.read(0.2)  # Textual would clear what is typed in the same breath
            screens.type(str(place))
            screens.press("enter")
            screens.wait(answer)
            if place != elsewhere:
                screens.press("2")
        screens.press("2")
        screens.wait("3 of 104", "✓ Saved")
        screens.press("ctrl+q")
        screens.end()
    wrong = [] if on_disk(elsewhere) == [3, 4, 2] else [f"{on_disk(elsewhere)} is in the other place"]
    wrong += [] if on_disk(file) == [3] else [f"{on_disk(file)} is in the first place"]
    wrong += [] if is_private(elsewhere) else ["others may read the other place"]
    count.tried(*wrong)
    count.settle()


class Ended(NamedTuple):
    """How the screens were ended from outside, on what disk, and where the answers should be then."""

    how: str
    spoilt: bool
    conflict: bool
    records_elsewhere: bool
    kept: str


def last_line(painted: bytes) -> str:
    """What is said last, once the screens have gone."""
    said = painted.rpartition(b"\x1b[?1049l")[2].decode()
    return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", said).strip().splitlines()[-1]


@pytest.mark.parametrize(
    "ended",
    [
        Ended("SIGTERM", spoilt=True, conflict=False, records_elsewhere=False, kept="temporary"),
        pytest.param(
            Ended("SIGHUP", spoilt=True, conflict=False, records_elsewhere=True, kept="records"),
            marks=pytest.mark.slow,
        ),
        Ended("SIGTERM", spoilt=True, conflict=True, records_elsewhere=True, kept="records"),
        pytest.param(
            Ended("SIGINT", spoilt=True, conflict=True, records_elsewhere=False, kept="temporary"),
            marks=pytest.mark.slow,
        ),
        Ended("SIGTERM", spoilt=False, conflict=True, records_elsewhere=False, kept="beside"),
        pytest.param(
            Ended("closed", spoilt=True, conflict=False, records_elsewhere=True, kept="records"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            Ended("closed", spoilt=False, conflict=True, records_elsewhere=True, kept="beside"),
            marks=pytest.mark.slow,
        ),
    ],
    ids=lambda ended: f"{ended.how}, {ended.kept}",
)
def test_ended_from_outside_it_saves_where_it_can(
    disk: Disk, file: Path, proof: Prove, tmp_path: Path, ended: Ended
) -> None:
    """Nobody is there to be asked any more: beside the changed file, else with the records, else for a while."""
    count = proof("ended by a signal or a closed window on a full disk or in a conflict")
    records, temporary = tmp_path / "records", tmp_path / "temporary"
    temporary.mkdir()
    home = records if ended.records_elsewhere else disk.folder
    screens = Screens(
        disk.nursery, str(file), folder=file.parent,
        environment={"PICKPROBLEM_HOME": str(home), "TMPDIR": str(temporary)},
    )  # fmt: skip
    with screens:
        screens.wait("0 of 104 answered")
        if ended.conflict:
            stored = store.read(file, library())
            store.save(stored, stored.record.model_copy(update={"title": "Theirs"}))
            screens.press("4")
            screens.wait("CHANGED ON DISK")
            if ended.spoilt:
                disk.spoil(errno.ENOSPC)
        else:
            disk.spoil(errno.ENOSPC)
            screens.press("4")
            screens.wait("NOT SAVED")
        if ended.how == "closed":
            screens.close_window()
            screens.wait_for_end()
            code, said = None, ""
        else:
            screens.process.kill(getattr(signal, ended.how))
            code = screens.end()
            said = last_line(screens.bytes)
    places = {
        "temporary": [temporary / file.name],
        "records": [records / file.name],
        "beside": store.sync_copies(file),
    }
    (kept,) = places[ended.kept]
    wrong = [] if kept.exists() and on_disk(kept) == [4] else ["the answer is nowhere"]
    if ended.how != "closed" and (code != 1 or not said.endswith(f"is kept in {kept}")):
        wrong.append(f"ended with {code}: {said}")
    wrong += [] if on_disk(file) == [] else ["the record was written to"]
    wrong += [] if not ended.conflict or store.read(file, library()).record.title == "Theirs" else ["theirs is gone"]
    wrong += [] if is_private(kept) else ["others may read what was kept"]
    wrong += [f"{name} was left" for name in hidden(file)]
    count.tried(*wrong)
    count.settle()
