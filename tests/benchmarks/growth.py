"""How time grows: with the records at hand, and in one record with its candidates, rubrics and sessions."""

from __future__ import annotations

import gc
import itertools
import math
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from pickproblem import edits, flow, rubric, store
from pickproblem.answers import latest
from pickproblem.decision.draws import simulate
from pickproblem.ranking import rank
from pickproblem.ranking.problem import pose
from pickproblem.record import DEFAULT_RATER, Record
from pickproblem.rubric import Library
from pickproblem.switching import thresholds
from pickproblem.switching.lookback import look_back
from pickproblem.switching.taste import taste
from tests.benchmarks.measuring import ROOT, Bound, Measure, Reading, Row, call, in_turn, median, power
from tests.benchmarks.work import DAY, made_up

EXAMPLE = ROOT / "pickproblem/examples/tempted.toml"
TODAY = date(2015, 3, 2)

RECORDS = (1, 10, 100, 1000)
CANDIDATES = (8, 20, 50, 200)
RUBRICS = (8, 10, 15, 30)
SESSIONS = (1, 3, 10, 30, 100)

LINEAR = Bound(1.15, "as power")
APART = 3
"""The power is taken between the largest size and the next that is so many times smaller, at least."""

Calls = dict[str, Measure]


def rows(rounds: int) -> Iterator[Row]:
    """A row for each thing that is done, along each way in which there may be much of it."""
    with tempfile.TemporaryDirectory(prefix="pickproblem-bench-") as folder:
        yield from _grown("records", RECORDS, RECORDS, list(_many(Path(folder))), max(rounds // 4, 2))
        for along, sizes in (("candidates", CANDIDATES), ("rubrics", RUBRICS), ("sessions", SESSIONS)):
            shapes = [_shape(along, size) for size in sizes]
            made = [_one(*shape, Path(folder)) for shape in shapes]
            yield from _grown(along, sizes, [math.prod(shape) for shape in shapes], made, rounds)


def _shape(along: str, size: int) -> tuple[int, int, int]:
    """Candidates, rubrics, sessions: two of them stay as they are, the third is as large as asked for."""
    usual = {"candidates": 50 if along == "rubrics" else 12, "rubrics": 11, "sessions": 1}
    shape = usual | {along: size}
    return shape["candidates"], shape["rubrics"], shape["sessions"]


def _grown(
    along: str, sizes: Sequence[int], work: Sequence[int], made: Sequence[Calls], rounds: int
) -> Iterator[Row]:
    """The rows of one way to grow; ``work``: what the power is of, records or cells of all sessions."""
    gc.collect()
    gc.freeze()  # a program holds one record, not those of all sizes: they are not looked through for garbage
    for name in made[0]:
        found = in_turn(rounds, *(calls[name] for calls in made))
        seconds = [median(readings) for readings in found]
        earlier = max(n for n, size in enumerate(sizes) if APART * size <= sizes[-1])
        powers = power(found[earlier], found[-1], work[-1] / work[earlier])
        told = ", ".join(f"{1000 * one:.3g}" for one in seconds)
        yield Row(
            f"growth of {name}: {sizes[earlier]:,} to {sizes[-1]:,} {along}",
            f"{'records' if along == 'records' else 'cells'}; {told} ms",
            bound=None if name == PAIRS else LINEAR,
            exponent=statistics.median(powers),
            details={"along": along, "curve": name, "sizes": list(sizes), "seconds": seconds, "powers": powers},
        )


PAIRS = "rank, pairs too"
"""It counts for each pair of candidates who is ahead: the one thing that may grow with their square."""


# --- many records


def _many(folder: Path) -> Iterator[Calls]:
    """Copies of an example of 12 KB, each another decision, in a records folder of their own."""
    text = EXAMPLE.read_text(encoding="utf-8")
    head, created, rest = text.partition("created = 2014-12-03 09:00:00-08:00")
    assert created, "the example begins on another day"
    for size in RECORDS:
        home = folder / f"records-{size}"
        home.mkdir()
        for n in range(size):
            begun = DAY.replace(year=2014) - timedelta(minutes=n)
            (home / f"decision-{n}.toml").write_text(f"{head}created = {begun.isoformat()}{rest}", encoding="utf-8")
        yield {"home": call(_Home(home)), "look-back": call(partial(_look_back, home))}


def _at(home: Path) -> None:
    os.environ["PICKPROBLEM_HOME"] = str(home)  # put back when the run ends


class _Home:
    """All that the home screen reads, until the last line says how far its record is and what is due."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._days = (TODAY + timedelta(days=n) for n in itertools.count())

    def __call__(self) -> None:
        from pickproblem.tui.screens.home.entries import look

        _at(self._home)
        library = rubric.load()
        today = next(self._days)  # what was read is known for the rest of its day
        entries = [look(path, library, DEFAULT_RATER, today) for path in store.listing()]
        assert entries
        assert all(entry.kind == "chosen" for entry in entries)


def _look_back(home: Path) -> None:
    """Where the time went over all records, and how good one's taste is."""
    _at(home)
    library, bounds = rubric.load(), thresholds.read()
    gathered = store.Gathered(library)
    for path in store.listing():
        gathered.add(path)
    look_back(gathered.records, until=TODAY, thresholds=bounds)
    taste(gathered.records, library, bounds)


# --- one record


def _one(candidates: int, rubrics: int, sessions: int, folder: Path) -> Calls:
    record, library = _scored_again(candidates, rubrics, sessions)
    path = folder / f"{candidates}-{rubrics}-{sessions}.toml"
    stored = store.create(path, record)
    begun, session = edits.begin_session(record, DEFAULT_RATER, "review", DAY + timedelta(days=400))
    problem = pose(record, library, latest(record))
    exact = call(partial(rank, record, library, samples=1, can_win=False))
    drawn = call(partial(simulate, problem.probabilities, problem.values, problem.weights, 1))
    return {
        "open": call(lambda: flow.opening_step(store.read(path, library).record, library, DEFAULT_RATER)),
        "save": call(_Saving(stored)),
        "next question": call(lambda: flow.next_question(begun, library, session)),
        "rank, but for pairs": _without(exact, drawn),
        PAIRS: call(partial(rank, record, library, can_win=False)),
    }


def _scored_again(candidates: int, rubrics: int, sessions: int) -> tuple[Record, Library]:
    """A decision of which everything was answered so many times, some days apart."""
    work = made_up(candidates, rubrics)
    first = work.record.sessions[0]
    ids = [candidate.id for candidate in work.record.candidates]
    again = [
        first.model_copy(
            update={
                "id": f"session-{n}",
                "reason": "review" if n else "start",
                "started": first.started + timedelta(days=3 * n),
                "finished": first.started + timedelta(days=3 * n, hours=1),
                "shown_order": ids,
                "gut": ids[:3],
            }
        )
        for n in range(sessions)
    ]
    return work.record.model_copy(update={"sessions": again}), work.library


class _Saving:
    """Saves one change more each time, as an answer is saved."""

    def __init__(self, stored: store.Stored) -> None:
        self._stored = stored
        self._changes = itertools.count(1)

    def __call__(self) -> None:
        changed = edits.set_title(self._stored.record, f"Changed {next(self._changes)} times")
        self._stored = store.save(self._stored, changed)


def _without(whole: Measure, part: Measure) -> Measure:
    """What the whole takes beyond a part of it, both measured in turn."""

    def measure() -> Reading:
        (processor, wall), (its_processor, its_wall) = whole(), part()
        return max(processor - its_processor, 1e-6), max(wall - its_wall, 1e-6)

    return measure
