"""What the verb takes that says who leads."""

from __future__ import annotations

from pickproblem.cli.arguments import values
from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built


def rank(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem rank FILE [options]"
    values.file(verb)
    verb.add_argument("--samples", type=values.draws, metavar="N", help=_("how many draws; 16,384 unless said"))
    verb.add_argument("--seed", type=values.seed, default=0, metavar="S", help=_("of the draws; 0 unless said"))
    verb.add_argument("--rater", metavar="R", help=_("the answers of one rater alone"))
    verb.add_argument("--as-of", metavar="SESSION", help=_("the sessions up to and including this one"))
    return "ranking", "rank", True
