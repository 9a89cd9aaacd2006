"""Starts the screens at once: everything is imported, then each run is a fork with a terminal of its own.

Reads one JSON object a line from the descriptor named in argv, answers with one: ``{"terminal": …, "arguments": […],
"environment": {…}, "folder": …}`` starts a run and gives its process id; ``{"wait": pid}`` gives how it ended.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

from pickproblem.__main__ import main
from tests import style_sheets
from tests.crash.decisions import long_record


def start(asked: dict[str, object]) -> int:
    """Fork; the child is a session of its own on the terminal that was named, and never comes back."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    terminal = os.open(str(asked["terminal"]), os.O_RDWR)  # the first terminal opened is the one that controls it
    for descriptor in (0, 1, 2):
        os.dup2(terminal, descriptor)
    os.closerange(3, 256)
    # As an interpreter makes them that was started on this terminal.
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    environment = asked["environment"]
    assert isinstance(environment, dict)
    os.environ.update(environment)
    os.chdir(str(asked["folder"]))
    arguments = asked["arguments"]
    assert isinstance(arguments, list)
    code = 1
    try:
        code = main(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def prepare() -> None:
    """Import what the screens import on their way, read what they read, and sit at them once."""
    from pickproblem import ranking, rubric  # noqa: F401
    from pickproblem.cli import parser, screens  # noqa: F401
    from pickproblem.tui import app, disk, routes  # noqa: F401
    from pickproblem.tui.screens import broken, candidates, gut, home, new, result, score, setting, weights  # noqa: F401

    known = rubric.load()
    for shelf in (known.rubrics, known.profiles):
        assert all(shelf[name] for name in shelf)
    style_sheets.remember()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_sit(Path(folder) / "a.toml"))
    tempfile.tempdir = None  # each child looks for its own
    assert threading.active_count() == 1, "a thread would not come along into a fork"
    gc.collect()
    gc.freeze()  # what is never looked through again is never copied into a child


async def _sit(file: Path) -> None:
    """One answer on screens that nobody sees: what Python and Textual learn by it, every child knows."""
    from pickproblem import rubric, store
    from pickproblem.tui.app import PickproblemApp

    store.create(file, long_record())
    app = PickproblemApp(rubric.load(), file)
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.press("3")
        while app.opened is None or app.opened.saver.pending:
            await pilot.pause(0.01)


def run(descriptor: int) -> None:
    """Answer until nobody asks any more."""
    prepare()
    with os.fdopen(descriptor, "r+b", buffering=0) as line:
        while asked := _line(line):
            told = json.loads(asked)
            if "wait" in told:
                _pid, status = os.waitpid(told["wait"], 0)
                answer = os.waitstatus_to_exitcode(status)
            else:
                answer = start(told)
            line.write(json.dumps(answer).encode() + b"\n")


def _line(line: object) -> bytes:
    found = b""
    while not found.endswith(b"\n"):
        one = line.read(1)  # type: ignore[attr-defined]
        if not one:
            return b""
        found += one
    return found


if __name__ == "__main__":
    run(int(sys.argv[1]))
