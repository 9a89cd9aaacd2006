"""Two runs side by side, as of two commits: what each row found then and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.measuring import Row, ruled

HEADS = ("what", "against", "then", "now", "change", "")


def compared(rows: Sequence[Row], before: Mapping[str, Any]) -> str:
    """A table of the rows that both runs measured; ``before`` is what ``--json`` wrote."""
    then = {(one["name"], one["against"]): one for one in before["rows"] if "found" in one}
    lines = [
        _cells(row, then[row.name, row.against])
        for row in rows
        if not row.skipped and (row.name, row.against) in then
    ]
    return ruled([HEADS, *lines])


def _cells(row: Row, then: Mapping[str, Any]) -> tuple[str, ...]:
    was, now = then["found"], row.found
    low, high = row.quartiles
    within = "within the spread" if low <= was <= high else ""
    return (row.name, row.against, f"{was:.2f}", f"{now:.2f}", f"{now / was - 1:+.0%}", within)
