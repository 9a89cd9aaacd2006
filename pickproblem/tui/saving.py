"""Saving behind the screens: off the event loop, the newest state wins, quitting waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pickproblem import store
from pickproblem.errors import Conflict, PickproblemError
from pickproblem.record import Record
from pickproblem.store import Stored

RETRY_SECONDS = 5.0

PAINT_SECONDS = 0.03
"""So long a save waits for the screen to be painted, which both would take longer for if done at once."""


@dataclass(frozen=True)
class SaveState:
    """What the screen may say about the disk."""

    kind: Literal["saved", "saving", "failed", "conflict"]
    when: datetime | None = None
    why: str = ""


class Saver:
    """Writes the newest record it was handed; what could not be written stays in hand and is tried again."""

    def __init__(self, stored: Stored, report: Callable[[SaveState], None], notice: Callable[[str], None]) -> None:
        self.stored = stored
        self._report = report
        self._notice = notice
        self._newest: Record | None = None
        self._running: asyncio.Task[None] | None = None
        self._retry: asyncio.TimerHandle | None = None
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
                    self._say(SaveState("conflict", why=str(error)))
                    return
                except PickproblemError as error:
                    self._say(SaveState("failed", why=str(error)))
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

    async def move(self, path: Path, record: Record) -> None:
        """Write the record to another place, and go on there. Raises PickproblemError."""
        stored = await asyncio.to_thread(store.create, path, record)
        self.settle(stored, written=True)

    async def keep_both(self, record: Record) -> Path:
        """Write what is in hand beside the changed file, and go on there. Raises PickproblemError."""
        stored = await asyncio.to_thread(store.keep_both, self.stored, record)
        self.settle(stored, written=True)
        return stored.path
