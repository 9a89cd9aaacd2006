"""What the verb takes that writes a record in another form."""

from __future__ import annotations

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


def export(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem export FILE -o OUT [options]"
    values.file(verb)
    words = _(
        "the file to write; its ending says what it becomes: .html, a page of its own; .md, for a pull request or a "
        "notebook; .csv, all answers; .json, record and ranking; .ics, a calendar of the dates. - is standard output"
    )
    verb.add_argument("-o", "--output", metavar="OUT", required=True, type=values.text, help=words)
    forms = ("html", "md", "csv", "json", "ics")
    verb.add_argument("--format", metavar="F", choices=forms, help=_("what it becomes, whatever its ending"))
    verb.add_argument("--force", action="store_true", help=_("write over a file that is there already"))
    verb.add_argument("--rater", metavar="R", type=values.text, help=_("the answers of one rater alone"))
    verb.add_argument("--today", type=values.day, metavar="D", help=_("the day it is told on; today unless said"))
    return "exporting", "export", True
