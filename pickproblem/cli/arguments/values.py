"""Values and arguments that several verbs take; a wrong one is told in the words of its own kind."""

from __future__ import annotations

import argparse

from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

MOST_DRAWS = 100_000_000
MOST_MONTHS = 1_200


def file(verb: argparse.ArgumentParser, words: str | None = None) -> None:
    """The record a verb works on."""
    verb.add_argument("file", metavar="FILE", help=words or _("the record"))


def rater(verb: argparse.ArgumentParser) -> None:
    """Whose session it is."""
    verb.add_argument("--rater", default="me", type=text, metavar="R", help=_("whose session; me unless said"))


def level(text: str) -> int:
    """A level, 1 to 5."""
    return whole(text, 1, 5, _("%(value)s is no level; 1 to 5"))


def text(text: str) -> str:
    """Words: UTF-8, not empty, without spaces around them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(_("is not UTF-8 text")) from None
    if not text.strip():
        raise argparse.ArgumentTypeError(_("is empty"))
    return text.strip()


def day(text: str) -> date:
    from datetime import date

    try:
        if len(text) != len("2026-11-21"):  # Python takes 20261121 and weeks as well
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("%(value)s is no day; such as 2026-11-21") % {"value": text}) from None


def months(text: str) -> int:
    return whole(text, 1, MOST_MONTHS, _("%(value)s is no number of months; 1 to 1,200"))


def draws(text: str) -> int:
    """How many draws."""
    return whole(text, 1, MOST_DRAWS, _("%(value)s is no number of draws; 1 to 100,000,000"))


def seed(text: str) -> int:
    """The seed of the draws."""
    return whole(text, 0, 2**63 - 1, _("%(value)s is no seed; a whole number from 0"))


def whole(text: str, low: int, high: int, wrong: str) -> int:
    """A whole number from ``low`` to ``high``. Raises ArgumentTypeError with ``wrong``, which names the value."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high):
        raise argparse.ArgumentTypeError(wrong % {"value": text})
    return int(text)


def hours_a_week(text: str) -> float:
    """Hours of one week, 0 to 168."""
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= 168:
        raise argparse.ArgumentTypeError(_("%(value)s is no number of hours a week; 0 to 168") % {"value": text})
    return int(hours) if hours.is_integer() else hours
