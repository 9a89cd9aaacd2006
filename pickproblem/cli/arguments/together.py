"""What the verbs take that are for several raters, and for going the way without screens: merge, ask."""

from __future__ import annotations

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


def merge(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem merge A B … -o OUT [--prefer A] | --copies FILE | --driver …"
    words = _("copies of one record, two at least; with --copies, the record that conflict copies lie beside")
    verb.add_argument("files", metavar="FILE", nargs="*", help=words)
    words = _("the file to write: a new one, or one of the copies")
    verb.add_argument("-o", "--output", metavar="OUT", type=values.text, help=words)
    words = _("the copy whose profile, setting, weights and extra stand where they differ")
    verb.add_argument("--prefer", metavar="A", help=words)
    kinds = verb.add_mutually_exclusive_group()
    words = _("merge the conflict copies that a synced folder left beside the record")
    kinds.add_argument("--copies", action="store_true", help=words)
    words = _("merge for git, into OURS: %%O %%A %%B in its settings")
    kinds.add_argument("--driver", nargs=3, metavar=("BASE", "OURS", "THEIRS"), help=words)
    return "merging", "merge", True


def ask(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem ask FILE [--plain] [--rater R]"
    values.file(verb)
    words = _("line by line, for a screen reader or a program; without a terminal it is so anyway")
    verb.add_argument("--plain", action="store_true", help=words)
    words = _("who answers; asked where the record has several people, else me")
    verb.add_argument("--rater", type=values.text, metavar="R", help=words)
    return "asking", "ask", False
