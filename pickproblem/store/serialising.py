"""A record as the bytes of its file, and the proof that they are read back as the same record."""

from __future__ import annotations

from typing import Any

import tomli_w

from pickproblem import document
from pickproblem.errors import Faulty, NotSaved
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.references import faults
from pickproblem.text import safe

_MEANT_EMPTY = ("gpus",)
"""Lists that say something when they are empty: that there is no GPU at all."""
_ENTRIES = ("candidates", "sessions", "commitments", "temptations")


def serialise(record: Record) -> bytes:
    """The record as UTF-8 TOML, keys in the model's order, what is absent or an empty list left out (but ``gpus``).

    Raises NotSaved for what TOML or UTF-8 cannot hold, such as a lone surrogate.
    """
    table = record.model_dump(by_alias=True, exclude_none=True, warnings=False, exclude={"extra"})
    table = _without_empty_lists(table)
    try:
        # Each entry on its own, since tomli-w would write short ones in one line: a header a line of its own
        # is what faults point to and what git merges by. Never multiline_strings: it turns CRLF into LF.
        parts = [tomli_w.dumps({key: value for key, value in table.items() if key not in _ENTRIES})]
        parts += [
            f"[[{name}]]" + tomli_w.dumps({name: entry}).removeprefix(f"[{name}]")
            for name in _ENTRIES
            for entry in table.get(name, ())
        ]
        if record.extra is not None:
            parts.append(tomli_w.dumps({"extra": record.extra}))
        return "\n".join(parts).encode()
    except UnicodeEncodeError as error:
        around = safe(error.object[max(error.start - 20, 0) : error.end])
        raise NotSaved(_("not saved: UTF-8 cannot hold the last character of %(text)s") % {"text": around}) from None
    except (TypeError, ValueError, RecursionError) as error:
        why = document.shown(str(error))
        raise NotSaved(_("not saved: TOML cannot hold the record: %(why)s") % {"why": why}) from None


def prove(content: bytes) -> None:
    """Raises NotSaved where bytes that `serialise` made could not be read back as the same record."""
    if len(content) > document.LARGEST:
        raise NotSaved(_("not saved: the record is larger than 5 MB, and could not be read again"))
    try:
        found = document.parse(content, _("the new text"))
        back = found.validate(Record)
        if told := faults(back):
            raise Faulty([found.fault(*one) for one in told])
    except Faulty as error:
        raise NotSaved(_("not saved: the record could not be read again: %(why)s") % {"why": error}) from None
    # Bytes, not models: a NaN that the person keeps under [extra] is not equal to itself.
    if serialise(back) != content:
        raise NotSaved(_("not saved: the record would not be read back as it is"))


def _without_empty_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_empty_lists(below) for key, below in value.items() if below != [] or key in _MEANT_EMPTY
        }
    if isinstance(value, list):
        return [_without_empty_lists(below) for below in value]
    return value
