"""Programs in a pseudo-terminal, seen from outside: what they paint, when, and what they take for it."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from tests.benchmarks.measuring import ROOT, Measure, Reading

COLUMNS, LINES = 120, 40
START, PATIENCE = 120.0, 1.0
"""Seconds that a program gets to paint what is waited for; and without output for which, it waits for a key."""
SKIPPED = (
    "skipped: no pseudo-terminal here"
    if sys.platform == "win32"
    else ""
    if find_spec("pyte")
    else "skipped: python -m pip install '.[test]'"
)
"""Why nothing is measured here; empty where it is."""
ASKS_FOR_FRAMES, FRAMES_ARE_MARKED = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
END_OF_FRAME = b"\x1b[?2026l"
QUIT = b"\x11"

PLAIN = """
from textual.app import App
from textual.widgets import Label
class Plain(App):
    pressed = 0
    def compose(self):
        yield Label("0 so far")
    def on_key(self):
        self.pressed += 1
        self.query_one(Label).update(f"{self.pressed} so far")
Plain().run()
"""
"""A program of one label, which a key changes."""


class Program:
    """A program in a pseudo-terminal that marks where a frame begins and ends."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        self.started = time.perf_counter()
        self.number, self._terminal = pty.fork()
        if self.number == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, self._size)
            os.chdir(ROOT)
            full = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
            os.execve(sys.executable, [sys.executable, *arguments], full)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, error: type[BaseException] | None, _value: object, _trace: TracebackType | None) -> None:
        """Quit, and wait for the end; after an error end it."""
        try:
            if error is not None:
                os.kill(self.number, signal.SIGKILL)
            else:
                self.write(QUIT)
                while self.read(START):
                    pass
        finally:
            os.close(self._terminal)
            os.waitpid(self.number, 0)

    def write(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._terminal, keys)

    def read(self, seconds: float) -> bytes:
        """What is painted next, nothing where nothing is for so long."""
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return b""
        try:
            painted = os.read(self._terminal, 1 << 16)
        except OSError:  # it ended
            return b""
        if ASKS_FOR_FRAMES in painted:
            self.write(FRAMES_ARE_MARKED)
        return painted

    def read_until_silent(self, seconds: float) -> bytes:
        """All that is painted until nothing comes for so long."""
        painted = b""
        while more := self.read(seconds):
            painted += more
        return painted

    def frames(self, seconds: float) -> list[tuple[bytes, float]]:
        """Every frame with the time of its end, until nothing comes for so long."""
        found: list[tuple[bytes, float]] = []
        rest = b""
        while more := self.read(seconds if found else PATIENCE):
            now = time.perf_counter()
            rest += more
            while END_OF_FRAME in rest:
                frame, _, rest = rest.partition(END_OF_FRAME)
                found.append((frame, now))
        return found

    def timed(self, seconds: float) -> list[tuple[bytes, float]]:
        """All that is painted for so long, each piece with the time at which it came."""
        found: list[tuple[bytes, float]] = []
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if painted := self.read(left):
                found.append((painted, time.perf_counter()))
        return found

    @property
    def spent(self) -> float:
        """Seconds of processor time, user and system, of all its threads so far; on Linux."""
        return time.clock_gettime((~self.number << 3) | 2)  # MAKE_PROCESS_CPUCLOCK(number, CPUCLOCK_SCHED)

    @property
    def most_memory(self) -> int:
        """Bytes that were resident at most, of this process alone; on Linux."""
        # Not the ru_maxrss of its end, which begins with what the process that started it held.
        status = Path(f"/proc/{self.number}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])


class Picture:
    """What stands on the terminal after what was painted so far."""

    def __init__(self) -> None:
        import pyte

        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def paint(self, painted: bytes) -> None:
        """Paint more."""
        self._stream.feed(painted.replace(ASKS_FOR_FRAMES, b""))

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the screen."""
        lines: Sequence[str] = self._screen.display
        return lines


def first_paint(arguments: Sequence[str], environment: Mapping[str, str], *wanted: str) -> Measure:
    """A start: till all that is wanted stands on the screen at once, as much as was read of it in one go.

    Processor time is that of the process till then, whichever thread took it.
    """

    def measure() -> Reading:
        with Program(arguments, environment) as program:
            return stands(program, lambda lines: all(any(text in line for line in lines) for text in wanted))

    return measure


def stands(program: Program, there: Callable[[Sequence[str]], bool], silence: float = 0.2) -> Reading:
    """Processor time and time from the start to when the screen first is as it should; read on till it is silent."""
    seen: list[tuple[bytes, Reading]] = []
    picture = Picture()
    end = time.perf_counter() + START
    found: Reading | None = None
    while found is None:
        while more := program.read(silence):
            seen.append((more, (program.spent, time.perf_counter() - program.started)))
        # Looked at afterwards: a screenful takes longer to make out than to read.
        for painted, reading in seen:
            picture.paint(painted)
            if found is None and there(picture.lines):
                found = reading
        seen.clear()
        if found is None and time.perf_counter() > end:
            raise RuntimeError("this is all that was painted:\n" + "\n".join(picture.lines))
    return found
