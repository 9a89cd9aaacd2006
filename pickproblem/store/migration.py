"""Records of older formats, brought to today's in memory; the next save rewrites the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pickproblem.document import Document
from pickproblem.errors import Faulty
from pickproblem.language import _
from pickproblem.record import FORMAT

Step = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: dict[int, Step] = {}
"""From each older format to a later one; a step returns a new table whose ``format`` says which."""


def migrate(document: Document) -> tuple[Document, int]:
    """The document in today's format, and the format it was found in.

    Raises Faulty where the format is newer than the program, or where a step cannot make sense of the file.
    A missing or unknown format is left as it is, for the model to refuse.
    """
    found = document.data.get("format")
    if type(found) is not int:
        return document, FORMAT
    if found > FORMAT:
        raise Faulty(
            [
                document.fault(
                    ("format",),
                    _("the record is newer than this program, whose newest format is %(newest)d")
                    % {"newest": FORMAT},
                    _("a newer pickproblem reads it"),
                )
            ]
        )
    data, at = document.data, found
    while at in MIGRATIONS:
        try:
            data = MIGRATIONS[at](data)
        except (LookupError, TypeError, ValueError, AttributeError):
            wrong = _("the record is of an older format and cannot be brought to format %(newest)d")
            raise Faulty([document.fault((), wrong % {"newest": FORMAT})]) from None
        assert at < data["format"] <= FORMAT, "a migration leads to a later format"
        at = data["format"]
    return replace(document, data=data), found
