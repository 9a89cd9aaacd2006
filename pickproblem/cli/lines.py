"""The way line by line: for pipes, for terminals that show lines only, and for whoever asks for it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pickproblem.cli import Importing, output
from pickproblem.cli.files import check_own_numbers, library

if TYPE_CHECKING:
    from datetime import date

    from pickproblem.flow import Step


def at_dumb_terminal() -> bool:
    """Whether there is a terminal on both sides, and it is one for lines only."""
    return is_dumb() and output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)


def is_dumb() -> bool:
    """Whether the terminal says of itself that it understands no control sequences."""
    return os.environ.get("TERM") == "dumb"


def in_lines(call: argparse.Namespace, path: Path, at: Step | None = None, today: date | None = None) -> int:
    """The way through a record in lines, from where it was left unless said otherwise; ends with the input."""
    with Importing():
        from pickproblem.plain import way
        from pickproblem.plain.talk import Talk

    check_own_numbers()
    talk = Talk(
        read=_line,
        write=output.say,
        prompt=output.prompt,
        width=output.width(),
        echoes=output.is_terminal(sys.stdin),
    )
    way.go(path, library(), talk, call.rater, at, today)
    return 0


def _line() -> str:
    if sys.stdin is None:
        return ""
    try:
        return sys.stdin.readline()
    except UnicodeDecodeError:
        return "\udcff\n"  # told as what it is: no text
    except (OSError, ValueError):  # the terminal is gone, or the input was closed
        return ""
