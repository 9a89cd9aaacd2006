"""A key press to its repaint, in a pseudo-terminal from outside: 12 candidates, 11 rubrics."""

from __future__ import annotations

import os
import random
import select
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from pickproblem import store
from tests.benchmarks.measuring import ROOT, Bound, Reading, Row
from tests.benchmarks.work import scored, unscored

COLUMNS, LINES = 120, 40
START, PATIENCE = 30.0, 1.0
"""Seconds that a program gets to begin painting; and without output for which, it waits for a key."""
ASKS_FOR_FRAMES, FRAMES_ARE_MARKED = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
END_OF_FRAME = b"\x1b[?2026l"
UP, DOWN, LEFT, RIGHT, QUIT = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C", b"\x11"

PLAIN = """
from textual.app import App
from textual.widgets import Label
class Plain(App):
    pressed = 0
    def compose(self):
        yield Label("0")
    def on_key(self):
        self.pressed += 1
        self.query_one(Label).update(str(self.pressed))
Plain().run()
"""

Settled = Callable[[Sequence[str]], Sequence[str]]
"""The lines of a screen that a key is to have painted for good."""


def rows(rounds: int) -> Iterator[Row]:
    """Answering a question while scoring, and trying a weight on the page of what if."""
    bound = Bound(33, "ms")
    against = "Textual, one label"
    names = ("key to repaint while scoring, 12 x 11", "key to repaint in what if, 12 x 11")
    if sys.platform == "win32" or find_spec("pyte") is None:
        for name in names:
            yield Row(name, against, bound=bound, tail=True, skipped="skipped: python -m pip install '.[test]'")
        return
    presses = 10 * rounds
    with tempfile.TemporaryDirectory() as folder:
        open_one, closed_one = Path(folder, "open.toml"), Path(folder, "closed.toml")
        store.create(open_one, unscored(12, 11))
        store.create(closed_one, scored(12, 11))
        environment = {"PICKPROBLEM_HOME": folder}
        plain = _pressed(["-c", PLAIN], environment, [b"x"] * presses, lambda lines: lines)
        answers = [str(2 + n % 3).encode() for n in range(presses)]
        scoring = _pressed(["-m", "pickproblem", str(open_one)], environment, answers, _but_the_status)
        weights = [(RIGHT, RIGHT, LEFT, LEFT, DOWN, RIGHT, LEFT, UP)[n % 8] for n in range(presses)]
        what_if = _pressed(["-m", "pickproblem", str(closed_one)], environment, weights, _the_tornado, first=b"5")
    for name, ours in zip(names, (scoring, what_if), strict=True):
        yield Row(name, against, ours, plain, bound, tail=True)


def _but_the_status(lines: Sequence[str]) -> Sequence[str]:
    """That an answer is saved is said later, once it is."""
    return lines[:-2]


def _the_tornado(lines: Sequence[str]) -> Sequence[str]:
    """What is drawn follows once the keys rest; who leads by how much, and each weight, are there at once."""
    below = next(i for i, line in enumerate(lines) if "first in" in line)
    return lines[:below]


def _pressed(
    arguments: Sequence[str], environment: dict[str, str], keys: Sequence[bytes], settled: Settled, first: bytes = b""
) -> list[Reading]:
    """For each key the time from its being written to the end of the frame from which on all that is settled stays.

    Keys come a tenth to seven tenths of a second after the program fell silent, which is when it saves and counts.
    """
    import pyte

    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    waits = random.Random(0)
    found: list[Reading] = []
    with _Program(arguments, environment) as program:
        painted = program.read(START) + program.read_until_silent(PATIENCE)
        if first:
            program.write(first)
            painted += program.read_until_silent(PATIENCE)
        stream.feed(painted.replace(ASKS_FOR_FRAMES, b""))
        for key in keys:
            pressed = time.perf_counter()
            program.write(key)
            frames = program.frames(0.1)
            states = []
            for frame, _end in frames:
                stream.feed(frame)
                states.append(tuple(settled(screen.display)))
            if not frames:
                raise RuntimeError(f"nothing was painted after {key!r}:\n" + "\n".join(screen.display))
            end = next(end for (_frame, end), state in zip(frames, states, strict=True) if state == states[-1])
            found.append((end - pressed, end - pressed))
            stream.feed(program.read_until_silent(waits.uniform(0.0, 0.6)))
        program.write(QUIT)
    return found


class _Program:
    """A program in a pseudo-terminal that marks where a frame begins and ends."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str]) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.chdir(ROOT)
            full = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
            os.execve(sys.executable, [sys.executable, *arguments], full)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def __enter__(self) -> _Program:
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            while self.read(PATIENCE):
                pass
        finally:
            os.close(self._terminal)
            os.waitpid(self._process, 0)

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
