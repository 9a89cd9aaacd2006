"""What the verbs take that write records: new, set, finish."""

from __future__ import annotations

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


def new(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = 'pickproblem new FILE --title T [--profile P] [--candidate "id: title" …]'
    values.file(verb, _("the file to write, never over an existing one"))
    verb.add_argument("--title", required=True, type=values.text, help=_("what is to be decided"))
    verb.add_argument("--profile", default="balanced", help=_("whose weights; balanced unless said"))
    verb.add_argument(
        "--candidate",
        action="append",
        type=values.text,
        default=[],
        metavar="C",
        help=_('"id: title", or a title alone, which makes an id; once for each candidate'),
    )
    verb.add_argument(
        "--hours-per-week", type=values.hours_a_week, metavar="H", help=_("hours one person has for it")
    )
    verb.add_argument("--goal", type=values.text, help=_("the larger goal, in one sentence"))
    return "records", "new", True


def set(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem set FILE CANDIDATE RUBRIC (LEVEL | --unknown) [options]"
    values.file(verb)
    verb.add_argument("candidate", metavar="CANDIDATE", help=_("the candidate's id"))
    verb.add_argument("rubric", metavar="RUBRIC", help=_("the rubric's id"))
    if "--unknown" not in argv:  # an optional LEVEL behind options is beyond argparse
        verb.add_argument("level", metavar="LEVEL", type=values.level, help=_("1 to 5"))
    verb.add_argument("--unknown", action="store_true", help=_("in place of a level: it is not known yet"))
    verb.add_argument("--low", type=values.level, metavar="LEVEL", help=_("the lowest level still believed"))
    verb.add_argument("--high", type=values.level, metavar="LEVEL", help=_("the highest level still believed"))
    verb.add_argument("--reason", type=values.text, metavar="WORDS", help=_("why, in a line"))
    verb.add_argument(
        "--lift-gate",
        type=values.text,
        metavar="WORDS",
        help=_("why the candidate stays in, though a gate rules it out"),
    )
    values.rater(verb)
    verb.set_defaults(level=None)
    return "records", "set_answer", True


def finish(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem finish FILE [--rater R] [--gut A,B,…]"
    values.file(verb)
    values.rater(verb)
    verb.add_argument("--gut", metavar="A,B,…", help=_("the candidates' ids ranked by feeling, the best first"))
    return "records", "finish", True
