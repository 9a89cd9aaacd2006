"""The first paint, in a pseudo-terminal from outside: from the start of the process to the frame that says it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from pickproblem import edits, store
from pickproblem.record import Commitment, KillCriterion, Record
from tests.benchmarks.measuring import Bound, Measure, Row, in_turn
from tests.benchmarks.terminal import PLAIN, SKIPPED, first_paint
from tests.benchmarks.work import DAY, scored, unscored

AGAINST = "Textual, one label"
BOUND = Bound(1.6)
ASKED = "The idea called candidate-0"


def rows(rounds: int) -> Iterator[Row]:
    """Of the home screen its records' names; of a record its title; then what each record was left at."""
    left_at = {
        "scoring": (unscored(12, 11), [ASKED, "? Help"]),
        "result": (scored(12, 11), [ASKED, "? Help"]),
        "project": (_committed(scored(12, 11)), [ASKED, "Review"]),
    }
    names = ["first paint: home, its records", "first paint: a record, its title"]
    later = [f"a record left at {name}: all of it stands" for name in left_at]
    if SKIPPED:
        yield from (Row(name, AGAINST, bound=BOUND, skipped=SKIPPED) for name in names)
        yield from (Row(name, AGAINST, skipped=SKIPPED) for name in later)
        return
    with tempfile.TemporaryDirectory(prefix="pickproblem-bench-") as folder:
        for name, (record, _wanted) in left_at.items():
            store.create(
                Path(folder, f"{name}.toml"), record.model_copy(update={"title": f"A record left at {name}"})
            )
        home = {"PICKPROBLEM_HOME": folder}

        def opened(name: str, *wanted: str) -> Measure:
            return first_paint(["-m", "pickproblem", str(Path(folder, f"{name}.toml"))], home, *wanted)

        plain, *found = in_turn(
            2 * rounds,
            first_paint(["-c", PLAIN], home, "0 so far"),
            first_paint(["-m", "pickproblem"], home, "3 records", *(f" {name} " for name in left_at)),
            opened("scoring", "A record left at scoring"),
            *(opened(name, *wanted) for name, (_record, wanted) in left_at.items()),
        )
    for name, readings in zip(names, found[:2], strict=True):
        yield Row(name, AGAINST, readings, plain, BOUND)
        yield Row(f"{name}, by the clock", AGAINST, readings, plain, BOUND, clock=True)
    for name, readings in zip(later, found[2:], strict=True):
        yield Row(name, AGAINST, readings, plain)


def _committed(record: Record) -> Record:
    criterion = KillCriterion(by=(DAY + timedelta(weeks=8)).date(), unless="a run beats the baseline")
    return edits.commit(record, Commitment(id="first", candidate="candidate-0", when=DAY, kill_criteria=[criterion]))
