"""The verb that teaches a shell to complete the others: completion."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import shtab

from pickproblem.cli import output
from pickproblem.cli.parser import every_verb


def completion(call: argparse.Namespace) -> int:
    """Print a script of completions for a shell, in the language spoken."""
    parser = every_verb()
    for action in _actions(parser):
        if action.metavar == "FILE":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    output.say_own(shtab.complete(parser, call.shell) + "\n")
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from _actions(verb)
