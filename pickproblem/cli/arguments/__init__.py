"""What each verb takes: one module a family, a function a verb, named in `pickproblem.cli.parser.VERBS`.

A function gets the verb's parser and the whole call, adds what the verb takes, and returns the module and the
function of `pickproblem.cli` that carry it out, and whether it prints JSON.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing would cost `--help` a quarter of a bare start of Python
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    Built = tuple[str, str, bool]
    Builder = Callable[[argparse.ArgumentParser, Sequence[str]], Built]
