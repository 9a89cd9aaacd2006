"""A record and its ranking as one JSON document, for programs that read neither TOML nor our arithmetic.

::

    {
      "record": { … },    the record, key by key as in its file; dates and moments as ISO 8601 text,
                          numbers that JSON has not as "nan", "inf" or "-inf"
      "rank":   { … }     what `pickproblem rank FILE --json` prints; "record" in it holds the file's name alone,
                          since where it lies on somebody's disk is nobody's business
    }
"""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time
from typing import Any

from pickproblem import ranking
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.text import escaped


def bundle(record: Record, library: Library, *, rater: str | None = None, name: str = "") -> bytes:
    """The document's bytes: UTF-8, indented, what could steer a terminal escaped.

    ``rater`` ranks by one rater's answers alone; the record stays whole. Raises UsageError for a rater that the
    record does not have.
    """
    table = record.model_dump(by_alias=True, exclude_none=True, warnings=False)
    document = {"record": _plain(table), "rank": ranking.rank(record, library, rater=rater, path=name)}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    return (escaped(text) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value.isoformat() if isinstance(value, datetime | date | time) else value
