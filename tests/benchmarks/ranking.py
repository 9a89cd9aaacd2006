"""All of `rank` in this process, once everything is imported: what one analysis takes, and how it grows."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from functools import partial

from pickproblem.ranking import rank
from tests.benchmarks.drawing import plain_shares
from tests.benchmarks.measuring import Bound, Row, call, in_turn, median, power
from tests.benchmarks.work import made_up

SIZES = ((8, 10), (20, 10), (50, 15), (100, 20), (200, 30))
DRAWS = 16_384


def rows(rounds: int) -> Iterator[Row]:
    """The document of 8 x 10, with and without the linear programs; then larger ones."""
    work = made_up(8, 10)
    text, json, plain = in_turn(
        2 * rounds,
        call(lambda: rank(work.record, work.library, can_win=False)),
        call(lambda: rank(work.record, work.library)),
        call(lambda: plain_shares(work, DRAWS)),
    )
    against = "plain numpy, the rank shares alone"
    yield Row("all of rank, 8 x 10, as text", against, text, plain, Bound(100, "ms"))
    yield Row("all of rank, 8 x 10, as JSON with linear programs", against, json, plain, Bound(100, "ms"))
    yield _growth("exact figures, 1 draw, 100 x 20 to 200 x 30", 1, rounds, Bound(1.15, "as power"))
    yield _growth(f"all, pairs of candidates too ({DRAWS:,} draws)", DRAWS, rounds, None)


def _growth(name: str, samples: int, rounds: int, bound: Bound | None) -> Row:
    works = [made_up(*size) for size in SIZES]
    found = in_turn(
        max(rounds // 3, 3),
        *(call(partial(rank, one.record, one.library, samples=samples, can_win=False)) for one in works),
    )
    cells = [candidates * rubrics for candidates, rubrics in SIZES]
    seconds = [median(readings) for readings in found]
    # Of the last two alone: over all sizes the fixed cost of a small decision would flatter.
    exponent = statistics.median(power(found[-2], found[-1], cells[-1] / cells[-2]))
    details = {f"{a} x {c}": time for (a, c), time in zip(SIZES, seconds, strict=True)}
    told = ", ".join(f"{1000 * time:.0f}" for time in seconds)
    return Row(f"growth of rank: {name}", f"cells; {told} ms", bound=bound, exponent=exponent, details=details)
