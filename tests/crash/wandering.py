"""Somebody at the screens who presses whatever comes to hand, and a log of what was called saved meanwhile."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from pickproblem import store
from pickproblem.errors import PickproblemError
from tests.crash.operations import library
from tests.crash.screens import Nursery, Screens

_PROGRESS = re.compile(r"(\d+) of \d+ answered")
_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_AT_REST = {7: b"h", 25: b"h"}
"""Lines wrap, the cursor is seen; every other mode is off in a terminal at rest."""

_ANSWERS = (b"2", b"3", b"4")
_OTHER_KEYS = (
    b"\r", b"\t", b"\x1b[Z", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b" ",  # about
    b"\x1b", b"?", b"\x1bOP", b"\x1bOQ", b"\x10", b"t", b"w", b"h", b"r", b"e", b"i", b"b", b"n", b"p",  # to others
    "가".encode(), b"\x1b[200~pasted\x1b[201~", b"\x1b[I", b"\x1b[O",  # typed, pasted, left and come back to
)  # fmt: skip
"""Keys that lead elsewhere and take no answer away; none that ends."""


def not_restored(painted: bytes) -> list[str]:
    """Modes of the terminal that were changed and not changed back."""
    last = {int(mode): state for mode, state in _MODE.findall(painted)}
    wrong = [f"mode {mode} is {state.decode()}" for mode, state in last.items() if state != _AT_REST.get(mode, b"l")]
    if painted.count(b"\x1b[>") > painted.count(b"\x1b[<u"):
        wrong.append("the keyboard protocol is still on")
    return wrong


def answered(file: Path) -> int:
    """Cells that are answered in any session on the disk."""
    sessions = store.read(file, library()).record.sessions
    return sum(len(row) for session in sessions for row in (session.answers or {}).values())


class Wanderer:
    """One sitting of keys by chance; the log is kept out here."""

    def __init__(self, nursery: Nursery, file: Path, chance: random.Random) -> None:
        self.file, self._chance = file, chance
        self.acknowledged = answered(file)
        self.pressed: list[bytes] = []
        self.screens = Screens(nursery, str(file), folder=file.parent)

    def press(self, times: int) -> None:
        """So many keys, at the pace of quick fingers."""
        for _n in range(times):
            some = _ANSWERS if self._chance.random() < 0.4 else _OTHER_KEYS
            self.pressed.append(self._chance.choice(some))
            self.screens.process.send(self.pressed[-1])
            self.look(self._chance.choice((0.0, 0.01, 0.03, 0.1)))

    def look(self, seconds: float) -> None:
        """Read the screen; answers that it calls saved are acknowledged."""
        self.screens.read(seconds)
        text = self.screens.text
        progress = _PROGRESS.search(text)
        if progress and "✓ Saved" in text:
            self.acknowledged = max(self.acknowledged, int(progress[1]))

    def wrong(self) -> Iterator[str]:
        """What is lost, or lies about, after the end."""
        try:
            found = answered(self.file)
        except PickproblemError as error:
            yield f"the record cannot be read: {error}"
            return
        if found < self.acknowledged:
            yield f"{self.acknowledged} answers were called saved, {found} are there"
        if b"Traceback" in self.screens.bytes:
            yield f"a traceback is on the screen: {self.screens.text}"
        if left := [one.name for one in self.file.parent.iterdir() if one.name.startswith(".")]:
            yield f"left {left}"
