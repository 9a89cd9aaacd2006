"""What the verb takes that opens an example."""

from __future__ import annotations

from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


def demo(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem demo [NAME] [--list]"
    verb.add_argument("name", metavar="NAME", nargs="?", default="vital-lab", help=_("vital-lab unless said"))
    verb.add_argument("--list", action="store_true", help=_("name the examples and open none"))
    return "screens", "demo", False
