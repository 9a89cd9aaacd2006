"""A key press to its repaint, in a pseudo-terminal from outside: 12 candidates, 11 rubrics."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pickproblem import store
from tests.benchmarks.measuring import Bound, Reading, Row
from tests.benchmarks.terminal import PATIENCE, PLAIN, SKIPPED, START, Picture, Program
from tests.benchmarks.work import scored, unscored

UP, DOWN, LEFT, RIGHT = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C"

Settled = Callable[[Sequence[str]], Sequence[str]]
"""The lines of a screen that a key is to have painted for good."""


def rows(rounds: int) -> Iterator[Row]:
    """Answering a question while scoring, and trying a weight on the page of what if."""
    bound = Bound(33, "ms")
    against = "Textual, one label"
    names = ("key to repaint while scoring, 12 x 11", "key to repaint in what if, 12 x 11")
    if SKIPPED:
        yield from (Row(name, against, bound=bound, tail=True, skipped=SKIPPED) for name in names)
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
    picture = Picture()
    waits = random.Random(0)
    found: list[Reading] = []
    with Program(arguments, environment) as program:
        painted = program.read(START) + program.read_until_silent(PATIENCE)
        if first:
            program.write(first)
            painted += program.read_until_silent(PATIENCE)
        picture.paint(painted)
        for key in keys:
            pressed = time.perf_counter()
            program.write(key)
            frames = program.frames(0.1)
            states = []
            for frame, _end in frames:
                picture.paint(frame)
                states.append(tuple(settled(picture.lines)))
            if not frames:
                raise RuntimeError(f"nothing was painted after {key!r}:\n" + "\n".join(picture.lines))
            end = next(end for (_frame, end), state in zip(frames, states, strict=True) if state == states[-1])
            found.append((end - pressed, end - pressed))
            picture.paint(program.read_until_silent(waits.uniform(0.0, 0.6)))
    return found
