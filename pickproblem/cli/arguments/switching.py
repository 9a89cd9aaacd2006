"""What the verbs take that are for tempted evenings and for looking back."""

from __future__ import annotations

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


def lookback(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem lookback [PATH …] [--months N] [--until D]"
    _paths(verb)
    verb.add_argument("--months", type=values.months, metavar="N", help=_("how many months; 6 unless said"))
    verb.add_argument("--until", type=values.day, metavar="D", help=_("the last day looked at; today unless said"))
    return "looking_back", "lookback", True


def taste(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem taste [PATH …]"
    _paths(verb)
    return "looking_back", "taste", True


def _paths(verb: argparse.ArgumentParser) -> None:
    words = _("records, or folders of records; those at hand unless said")
    verb.add_argument("paths", metavar="PATH", nargs="*", help=words)
