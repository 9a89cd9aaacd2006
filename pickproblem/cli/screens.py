"""What opens the screens: the home screen, a record, a shipped example."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pickproblem import own
from pickproblem.cli import Importing, output
from pickproblem.cli.lines import at_dumb_terminal, in_lines, is_dumb
from pickproblem.cli.parser import verbs_without_terminal
from pickproblem.errors import NeedsTerminal, PickproblemError, UsageError
from pickproblem.language import _

if TYPE_CHECKING:  # nothing of this is needed to paint the home screen
    import argparse
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from pickproblem.flow import Step
    from pickproblem.rubric import Library

FRAMES_A_SECOND = "120"
"""Textual paints at most so often; at its own 60 a key that comes right behind a frame waits 17 ms for the next."""


def open_screens(call: argparse.Namespace) -> int:
    """Open the home screen, or a record where it was left; a record at a dumb terminal line by line."""
    from pickproblem.cli.files import record_path

    if call.file is not None and at_dumb_terminal():
        return in_lines(call, record_path(call.file))
    _need_terminal()
    path = None
    if call.file is not None:
        path = record_path(call.file)
        _need_file(path)  # what is no file at all is said here; what is wrong inside, on a screen
    return _run(call, path)


def demo(call: argparse.Namespace) -> int:
    """Open a copy of a shipped example; a copy that is there already is opened as it is."""
    with Importing():
        from pickproblem import demo as examples
        from pickproblem.cli.files import library
        from pickproblem.document import nearest
        from pickproblem.text import safe

    known = library()
    if call.list:
        for name, title in examples.titles(known).items():
            output.say(_("%(name)s: %(title)s") % {"name": name, "title": title})
        return 0
    if call.name not in examples.names():
        words = {"name": safe(call.name), "hint": nearest(call.name, examples.names())}
        raise UsageError(_("there is no example %(name)s; %(hint)s") % words)
    _need_terminal()
    path, made = examples.copy(call.name, known)
    if made:
        copied = _("A copy of the example, yours to change: %(file)s") % {"file": path}
        return _run(call, path, copied, examples.first_look(call.name, known), examples.day(path, known))
    there = _("This copy of the example was there already: %(file)s") % {"file": path}
    return _run(call, path, there, today=_day_of(path, known))


def _day_of(path: Path, known: Library) -> date | None:
    from pickproblem import demo as examples

    try:
        return examples.day(path, known)
    except PickproblemError:  # what is wrong with the copy by now, a screen says
        return None


def open_tempted(call: argparse.Namespace, path: Path, entry: str, today: date | None) -> int:
    """Open the way of a newer idea, as of a day; for where `at_terminal` holds."""
    from pickproblem.flow import Step

    return _run(call, path, at=Step("tempted", entry=entry), today=today)


def at_terminal() -> bool:
    """Whether screens can be shown. They are painted on standard error: into a file they would be there, unseen."""
    return all(map(output.is_terminal, (sys.stdin, sys.stdout, sys.stderr))) and not is_dumb()


def _need_terminal() -> None:
    if not at_terminal():
        words = {"verbs": ", ".join(verbs_without_terminal())}
        raise NeedsTerminal(_("the screens need a terminal; these work without one: %(verbs)s") % words)


def _run(
    call: argparse.Namespace,
    path: Path | None,
    said: str = "",
    at: Step | None = None,
    today: date | None = None,
) -> int:
    import gc

    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    from pickproblem.cli.files import check_own_numbers
    from pickproblem.tui.app import run

    # Looking through everything for garbage takes longer than a repaint, and screens leave little behind.
    gc.set_threshold(*gc.get_threshold()[:2], 100)
    check_own_numbers()
    return run(_library(), path, getattr(call, "rater", None), said, at, **_on(today))


def _library() -> Library | Callable[[], Library]:
    """The rubrics; those of the program alone, which are sound, are read behind the first paint."""

    def read() -> Library:
        from pickproblem.cli.files import library

        return library()

    return read() if own.folders() else read


def _need_file(path: Path) -> None:
    if not (os.path.isfile(path) and os.access(path, os.R_OK)):  # noqa: PTH113 - never raises
        from pickproblem import document

        document.read_bytes(path)


def _on(day: date | None) -> Mapping[str, Callable[[], date]]:
    return {} if day is None else {"today": lambda: day}
