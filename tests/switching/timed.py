"""Records with time spent, made by hand: a candidate for each list of stints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from pickproblem.record import Record

CREATED = datetime(2026, 1, 1, 9, tzinfo=UTC)
FIVE_CHECKS = {
    "known_result_reproduced": "run 12",
    "failed_in_easiest_setting": "note of 3 March",
    "planned_variants_tried": "commit 1f3a",
    "no_sign_of_life": "run 31",
    "second_reader_agrees": "Jun",
}


def day(text: str) -> date:
    """`05-01` is the first of May 2026; a whole date is itself."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def stint(first: str, last: str | None = None, hours: float | None = None, **fields: Any) -> dict[str, Any]:
    spent: dict[str, Any] = {"from": day(first), **fields}
    if last is not None:
        spent["to"] = day(last)
    if hours is not None:
        spent["hours"] = hours
    return spent


def record(
    *candidates: list[dict[str, Any]],
    title: str = "What next",
    weekly: float | None = 40,
    notes: dict[str, list[str]] | None = None,
    **fields: Any,
) -> Record:
    """A record whose candidates a, b, c … have these stints; ``notes``: days of notes by candidate."""
    return Record.model_validate(
        {
            "format": 1,
            "title": title,
            "created": CREATED,
            "profile": "balanced",
            "setting": {} if weekly is None else {"hours_per_week": weekly},
            "candidates": [
                {
                    "id": id,
                    "title": id.upper(),
                    "state": "open",
                    "stints": stints,
                    "notes": [{"date": day(text), "next": "-"} for text in (notes or {}).get(id, [])],
                }
                for id, stints in zip("abcdefgh", candidates, strict=False)
            ],
            **fields,
        }
    )
