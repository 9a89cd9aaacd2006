"""Dates of a record as an iCalendar file (RFC 5545): whole days, each the same event however often it is exported."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from pickproblem import __version__, language
from pickproblem.due import Due
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.text import safe


def calendar(record: Record, dates: Sequence[Due], stamp: datetime) -> bytes:
    """The file's bytes: one event of a whole day for each date.

    ``stamp``: when it was made. The identity of an event comes from the record and the date's key, so that an export
    after a change moves it in a calendar and makes no second one. Raises Refused where there is no date, since a
    calendar without an event is not valid.
    """
    if not dates:
        raise Refused(_("there is no date in “%(title)s” to put into a calendar") % {"title": safe(record.title)})
    from icalendar import Calendar, Event  # a tenth of a second, and only this needs it

    whole = Calendar()
    whole.add("prodid", f"-//pickproblem//pickproblem {__version__}//{language.current().upper()}")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", _line(record.title))
    for one in dates:
        event = Event()
        event.add("uid", uid(record, one))
        event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", one.date)
        event.add("summary", _line(one.words))
        event.add("description", _line(record.title))
        event.add("transp", "TRANSPARENT")  # a reminder keeps nobody busy
        whole.add_component(event)
    return bytes(whole.to_ical())


def uid(record: Record, one: Due) -> str:
    """What a calendar knows the event by."""
    decision = (record.title, str(record.created.timestamp()), one.key)
    return hashlib.sha256("\n".join(decision).encode("utf-8", "backslashreplace")).hexdigest()[:32] + "@pickproblem"


def _line(text: str) -> str:
    return safe(" ".join(text.split()))
