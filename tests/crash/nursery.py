"""Starts the screens at once: everything is imported, then each run is a fork with a terminal of its own.

Reads one JSON object a line from the descriptor named in argv, answers with one: ``{"terminal": …, "arguments": […],
"environment": {…}, "folder": …}`` starts a run and gives its process id; ``{"wait": pid}`` gives how it ended.
"""

from __future__ import annotations

import json
import os
import sys

from pickproblem.__main__ import main


def start(asked: dict[str, object]) -> int:
    """Fork; the child is a session of its own on the terminal that was named, and never comes back."""
    child = os.fork()
    if child:
        return child
    os.setsid()
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
    """Import what the screens import on their way, and read what they read."""
    from pickproblem import ranking, rubric  # noqa: F401
    from pickproblem.cli import parser, screens  # noqa: F401
    from pickproblem.tui import app, disk, routes  # noqa: F401
    from pickproblem.tui.screens import broken, candidates, gut, home, new, result, score, setting, weights  # noqa: F401

    known = rubric.load()
    for shelf in (known.rubrics, known.profiles):
        assert all(shelf[name] for name in shelf)


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
