"""Saving behind the screens: off the event loop, the newest state wins, quitting waits; and what others write."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pickproblem import store
from pickproblem.errors import Conflict, PickproblemError
from pickproblem.language import _
from pickproblem.text import safe

if TYPE_CHECKING:
    from pickproblem.record import Record
    from pickproblem.store import Stored

RETRY_SECONDS = 5.0

LOOK_SECONDS = 2.0
"""So often it is looked whether somebody else wrote to the file: one stat, and a read only where that differs."""

PAINT_SECONDS = 0.03
"""So long a save waits for the screen to be painted, which both would take longer for if done at once."""


Signature = tuple[int, int, int]
"""What changes with every write of a file: its number on the disk, its size, when it was written."""


@dataclass(frozen=True)
class SaveState:
    """What the screen may say about the disk."""

    kind: Literal["saved", "saving", "failed", "conflict"]
    when: datetime | None = None
    why: str = ""
    path: Path | None = None

    @property
    def brief(self) -> str:
        """Why, without the file's name: a line that names a long path first has no room for what is wrong."""
        return self.why.removeprefix(f"{safe(str(self.path))}: ")


class Saver:
    """Writes the newest record it was handed; what could not be written stays in hand and is tried again."""

    def __init__(self, stored: Stored, report: Callable[[SaveState], None], notice: Callable[[str], None]) -> None:
        self.stored = stored
        self._report = report
        self._notice = notice
        self._newest: Record | None = None
        self._running: asyncio.Task[None] | None = None
        self._retry: asyncio.TimerHandle | None = None
        self._looked_at: tuple[str, Signature] | None = None
        self.state = SaveState("saved")

    @property
    def pending(self) -> bool:
        """Whether anything in hand is not on the disk."""
        return self._newest is not None or self._running is not None

    def submit(self, record: Record) -> None:
        """Take the newest record, to be written as soon as the disk is free."""
        self._newest = record
        if self.state.kind != "conflict":
            self._start()

    def _start(self) -> None:
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if self._running is None and self._newest is not None:
            self._running = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            while (record := self._newest) is not None:
                self._say(SaveState("saving"))
                await asyncio.sleep(PAINT_SECONDS)
                try:
                    self.stored = await asyncio.to_thread(store.save, self.stored, record, self._notice)
                except Conflict as error:
                    self._say(SaveState("conflict", why=str(error), path=self.stored.path))
                    return
                except PickproblemError as error:
                    self._say(SaveState("failed", why=str(error), path=self.stored.path))
                    self._retry = asyncio.get_running_loop().call_later(RETRY_SECONDS, self._start)
                    return
                if self._newest is record:
                    self._newest = None
            self._say(SaveState("saved", when=datetime.now()))
        finally:
            self._running = None

    def _say(self, state: SaveState) -> None:
        self.state = state
        self._report(state)

    async def finish(self) -> bool:
        """Wait until all is written; False where the disk does not take it."""
        self._start_unless_conflict()
        while self._running is not None:
            await asyncio.wait([self._running])
        return self._newest is None

    def _start_unless_conflict(self) -> None:
        if self.state.kind != "conflict":
            self._start()

    def settle(self, stored: Stored, *, written: bool) -> None:
        """A conflict or a bad place was settled: go on from ``stored``; ``written`` if it holds the newest state."""
        self.stored = stored
        if written:
            self._newest = None
            self._say(SaveState("saved", when=datetime.now()))
        else:
            self._say(SaveState("saving"))
            self._start()

    async def look(self) -> bool:
        """Whether somebody else changed the file since it was last read or saved.

        False while anything is in hand: saving it finds that out by itself.
        """
        stored = self.stored
        if self.pending:
            return False
        changed, looked_at = await asyncio.to_thread(_changed, stored, self._looked_at)
        if self.pending or self.stored is not stored:
            return False
        self._looked_at = looked_at
        if not changed and self.state.kind == "conflict":  # it was put back as it was
            self._say(SaveState("saved"))
        return changed

    def changed(self, why: str = "") -> None:
        """Somebody else changed the file, and it is not read again yet: nothing is written until that is settled."""
        state = SaveState("conflict", why=why or _("The file was changed since it was read."))
        if self.state != state:
            self._say(state)

    def reread(self, stored: Stored, merged: Record | None = None) -> None:
        """Go on from what somebody else wrote; ``merged``: that and what was in hand, to be written now."""
        self.stored = stored
        self._newest = merged
        if merged is None:
            self._say(SaveState("saved"))
        else:
            self.settle(stored, written=False)

    async def move(self, path: Path, record: Record) -> None:
        """Write the record to another place, and go on there. Raises PickproblemError."""
        stored = await asyncio.to_thread(store.create, path, record, self.stored.path)
        self.settle(stored, written=True)

    async def rescue(self, record: Record) -> Path | None:
        """Write what is in hand wherever it can be, nobody being there to be asked; says where, None if nowhere.

        After a conflict beside the changed file; else, or where that fails, in the records folder, else in the
        system's folder for temporary files.
        """
        stored = await asyncio.to_thread(self._elsewhere, record)
        if stored is None:
            return None
        self.settle(stored, written=True)
        return stored.path

    def rescue_after_all(self) -> Path | None:
        """The same once the screens are gone without having waited for the disk, as by a fault of the program.

        None also where the file itself took it; then nothing is `pending` any more.
        """
        record, self._running = self._newest, None
        if record is None:
            return None
        if self.state.kind != "conflict":
            with contextlib.suppress(PickproblemError):
                self.stored, self._newest = store.save(self.stored, record), None
                return None
        stored = self._elsewhere(record)
        if stored is None:
            return None
        self._newest = None
        return stored.path

    def _elsewhere(self, record: Record) -> Stored | None:
        if self.state.kind == "conflict":
            with contextlib.suppress(PickproblemError):
                return store.keep_both(self.stored, record)
        for find in (store.records_folder, lambda: Path(tempfile.gettempdir())):
            with contextlib.suppress(PickproblemError, OSError):
                return store.create(store.free_path(find(), self.stored.path.stem), record, self.stored.path)
        return None

    async def keep_both(self, record: Record) -> Path:
        """Write what is in hand beside the changed file, and go on there. Raises PickproblemError."""
        stored = await asyncio.to_thread(store.keep_both, self.stored, record)
        self.settle(stored, written=True)
        return stored.path


def _changed(stored: Stored, looked_at: tuple[str, Signature] | None) -> tuple[bool, tuple[str, Signature] | None]:
    """Whether the file holds other bytes than were read, and the state of it that is known to hold them."""
    try:
        found = os.stat(stored.path)  # noqa: PTH116 - as cheap as can be
        signature = found.st_ino, found.st_size, found.st_mtime_ns
        if looked_at == (stored.digest, signature):
            return False, looked_at
        if store.is_as_read(stored):
            return False, (stored.digest, signature)
    except (OSError, PickproblemError):  # gone, or no text any more
        return True, None
    return True, None
