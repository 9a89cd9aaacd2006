"""What the verbs take that are for tempted evenings and for looking back."""

from __future__ import annotations

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


TRIGGERS = ("paper", "bad-result", "own-thought", "asked", "scooped", "no-longer-enjoyed", "other")


def park(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = 'pickproblem park FILE "TITLE" [options]'
    values.file(verb)
    verb.add_argument("title", metavar="TITLE", type=values.text, help=_("the newer idea, in one line"))
    words = _("what happened: %(triggers)s") % {"triggers": ", ".join(TRIGGERS)}
    verb.add_argument("--trigger", metavar="T", choices=TRIGGERS, help=words)
    goal = verb.add_mutually_exclusive_group()
    same, other = _("it serves the goal written down already"), _("it serves another goal")
    goal.add_argument("--same-goal", dest="same_goal", action="store_true", default=None, help=same)
    goal.add_argument("--other-goal", dest="same_goal", action="store_false", default=None, help=other)
    verb.add_argument(
        "--current", metavar="ID", help=_("the candidate you are working on; the chosen one unless said")
    )
    verb.add_argument(
        "--look-again",
        type=values.day,
        metavar="D",
        help=_("the day to look again; else the end of the days of waiting"),
    )
    verb.add_argument("--today", type=values.day, metavar="D", help=_("the day it came; today unless said"))
    verb.add_argument("--ics", metavar="OUT", help=_("write the day to look again to a calendar file as well"))
    return "parking", "park", True


def tempted(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem tempted FILE [--text | --plain] [options]"
    values.file(verb)
    verb.add_argument("--entry", metavar="ID", help=_("which newer idea; the last one unless said"))
    verb.add_argument("--today", type=values.day, metavar="D", help=_("the day it is looked at; today unless said"))
    way = verb.add_mutually_exclusive_group()
    way.add_argument("--text", action="store_true", help=_("print the advice, on a terminal too"))
    way.add_argument(
        "--plain", action="store_true", help=_("step by step, line by line; on a dumb terminal it is so anyway")
    )
    words = _("who answers; asked where the record has several people, else me")
    verb.add_argument("--rater", type=values.text, metavar="R", help=words)
    return "tempted", "tempted", True


def note(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem note FILE CANDIDATE [options]"
    values.file(verb)
    verb.add_argument("candidate", metavar="CANDIDATE", help=_("the candidate's id"))
    verb.add_argument("--result", type=values.text, metavar="R", help=_("what came out"))
    verb.add_argument("--insight", type=values.text, metavar="I", help=_("what was understood"))
    verb.add_argument("--code", type=values.text, metavar="C", help=_("what was built"))
    verb.add_argument("--next", type=values.text, metavar="N", help=_("what is next"))
    verb.add_argument("--date", type=values.day, metavar="D", help=_("the day it is of; today unless said"))
    return "notebook", "note", True


def compare(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem compare FILE [--from S] [--to S]"
    values.file(verb)
    then, now = _("the session of then; a rater's first unless said"), _("that of now; the rater's last unless said")
    verb.add_argument("--from", dest="then", metavar="S", help=then)
    verb.add_argument("--to", dest="now", metavar="S", help=now)
    return "comparing", "compare", True


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
