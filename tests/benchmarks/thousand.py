"""The home screen with a thousand records of 30 KB, from outside: first paint, all read, keys meanwhile, memory."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import tomli

from pickproblem import store
from tests.benchmarks.measuring import Bound, Reading, Row, call, in_turn
from tests.benchmarks.terminal import PLAIN, SKIPPED, START, Picture, Program, first_paint, stands
from tests.benchmarks.work import of_years

COUNT, SITTINGS, NOTES = 1000, 3, 30
PLAIN_WITH_NUMPY = f"import numpy{PLAIN}"
AGAINST = "Textual, one label"
DOWN = b"\x1b[B"

FIRST_PAINT, ALL_READ, KEYS, MEMORY = (
    f"home, 1,000 records of 30 KB: {what}" for what in ("first paint", "all read", "a key meanwhile", "most memory")
)


def rows(rounds: int) -> Iterator[Row]:
    """Names at the first paint; all records; keys while they are read; the most memory that was resident."""
    bounds = {FIRST_PAINT: Bound(1.6), ALL_READ: Bound(10, "s"), KEYS: Bound(33, "ms"), MEMORY: Bound(1.5)}
    if SKIPPED or sys.platform != "linux":
        for name, bound in bounds.items():
            yield Row(name, AGAINST, bound=bound, tail=name == KEYS, skipped=SKIPPED or "skipped: /proc is asked")
        return
    with tempfile.TemporaryDirectory(prefix="pickproblem-bench-") as folder:
        _fill(Path(folder))
        home = {"PICKPROBLEM_HOME": folder}
        painted, plain = in_turn(
            rounds,
            first_paint(["-m", "pickproblem"], home, _name(0), _name(9), f"{COUNT} records"),
            first_paint(["-c", PLAIN], home, "0 so far"),
        )
        yield Row(FIRST_PAINT, AGAINST, painted, plain, bounds[FIRST_PAINT])
        few = max(rounds // 3, 3)
        most: list[Reading] = []
        read, parsed = in_turn(few, lambda: _all_read(home, most), call(lambda: _parsed(Path(folder))))
        del most[0]  # of the round that does not count, which compiles
        yield Row(ALL_READ, "tomli alone", read, parsed, bounds[ALL_READ], clock=True, unit="s")
        keys = _keys_meanwhile(home, 10 * rounds)
        others = _keys(["-c", PLAIN], home, b"x", lambda n: f"{n} so far", 10 * rounds)
        yield Row(KEYS, AGAINST, keys, others, bounds[KEYS], tail=True)
        memory = [_most_memory(["-c", PLAIN_WITH_NUMPY], home) for _ in most]
        yield Row(MEMORY, f"{AGAINST}, and numpy", most, memory, bounds[MEMORY], unit="MB")


def _name(n: int) -> str:
    return f"record-{n:04}"


def _fill(folder: Path) -> None:
    record = of_years(SITTINGS, NOTES)
    for n in range(COUNT):
        path = folder / f"{_name(n)}.toml"
        path.write_bytes(store.serialise(record.model_copy(update={"title": _name(n)})))
        os.utime(path, (1_700_000_000 - n, 1_700_000_000 - n))


def _parsed(folder: Path) -> None:
    for file in folder.glob("*.toml"):
        tomli.loads(file.read_text(encoding="utf-8"))


class _Told:
    """Whether the line below the list says that all were read, after it said how many were."""

    def __init__(self) -> None:
        self._begun = False

    def __call__(self, lines: Sequence[str]) -> bool:
        self._begun = self._begun or any(f"of {COUNT} records read" in line for line in lines)
        return self._begun and any(f"  {COUNT} records" in line for line in lines)


def _all_read(home: Mapping[str, str], most: list[Reading]) -> Reading:
    """Processor time and time from the start until all were read; ``most`` takes the memory by then, in bytes."""
    with Program(["-m", "pickproblem"], home) as program:
        reading = stands(program, _Told(), silence=0.5)
        most.append((program.most_memory, program.most_memory))
        return reading


def _most_memory(arguments: Sequence[str], home: Mapping[str, str]) -> Reading:
    with Program(arguments, home) as program:
        stands(program, lambda lines: any("0 so far" in line for line in lines))
        return program.most_memory, program.most_memory


def _keys_meanwhile(home: Mapping[str, str], presses: int) -> list[Reading]:
    """Down, until the line below the list names the next record; begun anew where all were read."""
    found: list[Reading] = []
    while len(found) < presses:
        found += _keys(["-m", "pickproblem"], home, DOWN, _name, presses - len(found), _Told())
    return found


def _keys(
    arguments: Sequence[str],
    home: Mapping[str, str],
    key: bytes,
    expected: Callable[[int], str],
    presses: int,
    over: Callable[[Sequence[str]], bool] = lambda lines: False,
) -> list[Reading]:
    """For each key the time until a line of the screen says what is expected of it, and nothing else."""
    waits = random.Random(len(arguments))
    picture = Picture()
    found: list[Reading] = []

    def says(n: int) -> bool:
        return any(line.strip(" █") == expected(n) for line in picture.lines)

    with Program(arguments, home) as program:
        while not says(0):
            picture.paint(program.read(START))
        while len(found) < presses and not over(picture.lines):
            pressed = time.perf_counter()
            program.write(key)
            end = 0.0
            while not end:
                # Made out afterwards: a screenful takes longer to make out than to read.
                for painted, when in program.timed(waits.uniform(0.1, 0.2)):
                    picture.paint(painted)
                    if not end and says(len(found) + 1):
                        end = when
                if time.perf_counter() > pressed + START:
                    raise RuntimeError("a key was lost:\n" + "\n".join(picture.lines))
            found.append((end - pressed, end - pressed))
    return found
