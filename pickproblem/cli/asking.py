"""The verb that goes the whole way line by line: ask."""

from __future__ import annotations

import argparse
import sys

from pickproblem.cli import output
from pickproblem.cli.files import record_path
from pickproblem.cli.lines import in_lines, is_dumb


def ask(call: argparse.Namespace) -> int:
    """Ask line by line; without ``--plain`` at a terminal that can show them, on the screens."""
    if not call.plain and output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout) and not is_dumb():
        from pickproblem.cli.screens import open_screens

        return open_screens(call)
    return in_lines(call, record_path(call.file))
