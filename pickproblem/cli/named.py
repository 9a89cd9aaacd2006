"""The candidate that a call names."""

from __future__ import annotations

import argparse

from pickproblem.document import nearest
from pickproblem.errors import UsageError
from pickproblem.language import _
from pickproblem.record import Candidate, Record
from pickproblem.text import safe


def candidate(record: Record, name: str) -> Candidate:
    """The candidate of that id. Raises UsageError, which names the nearest one."""
    found = record.candidate(name)
    if found is None:
        words = {"name": safe(name), "hint": nearest(name, [one.id for one in record.candidates])}
        raise UsageError(_("there is no candidate %(name)s; %(hint)s") % words)
    return found


def chosen_candidate(record: Record, call: argparse.Namespace) -> Candidate:
    """The one of ``--candidate``. Raises UsageError where it is missing or not there."""
    if call.candidate is None:
        names = ", ".join(one.id for one in record.candidates) or "–"
        raise UsageError(_("--candidate is missing; one of %(names)s") % {"names": names})
    return candidate(record, call.candidate)
