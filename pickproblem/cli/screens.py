"""What opens the screens: the home screen, a record, a shipped example."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pickproblem import document, language, store
from pickproblem.cli import output
from pickproblem.cli.files import library, record_path
from pickproblem.cli.parser import verbs_without_terminal
from pickproblem.document import nearest
from pickproblem.errors import NeedsTerminal, UsageError
from pickproblem.language import _
from pickproblem.record import DEFAULT_RATER

EXAMPLES = Path(__file__).parents[1] / "examples"


def open_screens(call: argparse.Namespace) -> int:
    """Open the home screen, or a record where it was left."""
    _need_terminal()
    path = None
    if call.file is not None:
        path = record_path(call.file)
        document.read_bytes(path)  # what is no file at all is said here; what is wrong inside, on a screen
    return _run(call, path)


def demo(call: argparse.Namespace) -> int:
    """Open a copy of a shipped example; a copy that is there already is opened as it is."""
    if call.list:
        for name in _examples():
            stored = store.read(_example(name), library(call))
            output.say(_("%(name)s: %(title)s") % {"name": name, "title": stored.record.title})
        return 0
    if call.name not in _examples():
        words = {"name": call.name, "hint": nearest(call.name, _examples())}
        raise UsageError(_("there is no example %(name)s; %(hint)s") % words)
    _need_terminal()
    source = _example(call.name)
    copy = store.records_folder() / source.name
    if os.path.lexists(copy):
        return _run(call, copy, _("This copy of the example was there already: %(file)s") % {"file": copy})
    store.create(copy, store.read(source, library(call)).record)
    return _run(call, copy, _("A copy of the example, yours to change: %(file)s") % {"file": copy})


def _examples() -> list[str]:
    return sorted(file.stem for file in EXAMPLES.glob("*.toml") if "." not in file.stem)


def _example(name: str) -> Path:
    spoken = EXAMPLES / f"{name}.{language.current()}.toml"
    return spoken if spoken.is_file() else EXAMPLES / f"{name}.toml"


def _need_terminal() -> None:
    at_terminal = output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)
    if not at_terminal or os.environ.get("TERM") == "dumb":
        words = {"verbs": ", ".join(verbs_without_terminal())}
        raise NeedsTerminal(_("the screens need a terminal; these work without one: %(verbs)s") % words)


def _run(call: argparse.Namespace, path: Path | None, said: str = "") -> int:
    from pickproblem.tui.app import run

    return run(library(call), path, getattr(call, "rater", None) or DEFAULT_RATER, said)
