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
    verb.usage = "pickproblem export FILE -o OUT [--force]"
    values.file(verb)
    words = _("the file to write; its ending says what it becomes: .ics, a calendar of the dates")
    verb.add_argument("-o", "--output", metavar="OUT", required=True, type=values.text, help=words)
    verb.add_argument("--force", action="store_true", help=_("write over a file that is there already"))
    return "exporting", "export", True
