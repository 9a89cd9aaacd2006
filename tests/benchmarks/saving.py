"""One save of a record of 100 KB: what it takes beyond writing it as text and reading that back."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pickproblem import rubric, store
from tests.benchmarks.measuring import Bound, Row, call, in_turn
from tests.benchmarks.work import of_years

SITTINGS, NOTES = 10, 105


def rows(rounds: int) -> Iterator[Row]:
    """Two states of a record, saved in turn over each other; the disk's own waiting is no processor time."""
    record = of_years(SITTINGS, NOTES)
    library = rubric.load()
    states = itertools.cycle([record.model_copy(update={"title": title}) for title in ("One", "Two")])
    with tempfile.TemporaryDirectory(prefix="pickproblem-bench-") as folder:
        path = Path(folder, "record.toml")
        stored = store.create(path, record)

        def save() -> None:
            nonlocal stored
            stored = store.save(stored, next(states))

        ours, theirs = in_turn(
            4 * rounds, call(save), call(lambda: store.parse(store.serialise(record), path, library))
        )
        size = path.stat().st_size
    yield Row(f"one save of {size / 1000:.0f} KB", "to text and back", ours, theirs, Bound(2))
