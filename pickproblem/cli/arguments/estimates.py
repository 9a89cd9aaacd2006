"""What the verbs take that compute from facts: plan, maturity."""

from __future__ import annotations

import argparse

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built

MOST_WEEKS = 1_000
MOST_CORRECTION = 100


def plan(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem plan (FILE --candidate ID | --deadline D --experiment-weeks E) [options]"
    words = _("a record, whose setting and plan then say what is not said here")
    verb.add_argument("file", metavar="FILE", nargs="?", help=words)
    verb.add_argument("--candidate", metavar="ID", help=_("the candidate of the record"))
    verb.add_argument("--deadline", type=values.day, metavar="D", help=_("the day it is due, such as 2027-03-01"))
    verb.add_argument("--today", type=values.day, metavar="D", help=_("the day it begins; today unless said"))
    verb.add_argument("--venue", type=values.text, metavar="V", help=_("where it is submitted"))
    verb.add_argument("--deliverable", type=values.text, metavar="X", help=_("what exists at the end"))
    verb.add_argument(
        "--experiment-weeks", type=weeks, metavar="E", help=_("weeks of experiments, as you would estimate them")
    )
    verb.add_argument(
        "--writing-weeks", type=weeks, metavar="W", help=_("weeks of writing; a third of those left unless said")
    )
    verb.add_argument(
        "--correction",
        type=correction,
        metavar="K",
        help=_("how many times as long as planned things take; else by your finished projects, else 1.6"),
    )
    return "planning", "plan", True


def maturity(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem maturity FILE [--scale LOW..HIGH] [--lower-is-better]"
    words = _("results of a leaderboard: lines of date and score, or a CSV with a header")
    verb.add_argument("file", metavar="FILE", help=words)
    verb.add_argument(
        "--scale",
        type=scale,
        default=(0.0, 100.0),
        metavar="LOW..HIGH",
        help=_("the worst and the best score there can be, the lower one first; 0..100 unless said"),
    )
    verb.add_argument("--lower-is-better", action="store_true", help=_("for errors and losses"))
    return "planning", "maturity", True


def weeks(text: str) -> float:
    """A number of weeks, 0 to 1,000."""
    return _number(text, 0, MOST_WEEKS, _("%(value)s is no number of weeks; 0 to 1,000"))


def correction(text: str) -> float:
    """Taken over planned time, above 0 up to 100."""
    wrong = _("%(value)s is no correction; above 0, such as 1.6")
    factor = _number(text, 0, MOST_CORRECTION, wrong)
    if not factor:
        raise argparse.ArgumentTypeError(wrong % {"value": text})
    return factor


def scale(text: str) -> tuple[float, float]:
    """Two numbers, the lower one first."""
    low, _dots, high = text.partition("..")
    wrong = _("%(value)s is no scale; two numbers, the lower one first, such as 0..100")
    ends = _number(low, -1e15, 1e15, wrong, text), _number(high, -1e15, 1e15, wrong, text)
    if ends[0] >= ends[1]:
        raise argparse.ArgumentTypeError(wrong % {"value": text})
    return ends


def _number(text: str, low: float, high: float, wrong: str, shown: str | None = None) -> float:
    try:
        number = float(text) if text.isascii() and "_" not in text else low - 1
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(wrong % {"value": text if shown is None else shown})
    return number
