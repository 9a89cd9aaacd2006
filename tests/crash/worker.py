"""Runs under the shim: does one operation after the other, each in a child of its own that may not survive it.

Reads one JSON object a line, answers with one. Everything is imported before the first fork, so that a trial costs
milliseconds and not a start of Python.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path

from tests.crash import operations
from tests.crash.operations import NAIVE, OPERATIONS, Done

shim = ctypes.CDLL(None)
shim.shim_name.restype = ctypes.c_char_p


def answer(asked: dict[str, object]) -> dict[str, object]:
    """Do one operation in a child; what became of it, and which calls it made."""
    operation = {**OPERATIONS, NAIVE.name: NAIVE}[str(asked["operation"])]
    folder = Path(str(asked["folder"]))
    file = operation.prepare(folder)
    act = operation.act(file)
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        plan = [asked[key] for key in ("at", "action", "error", "onward")]
        shim.shim_arm(str(folder).encode(), *plan, operation.links_refused)
        done = operations.perform(act)
        shim.shim_disarm()
        os.write(tells, json.dumps(done).encode())
        os._exit(0)
    os.close(tells)
    with os.fdopen(hears, "rb") as told:
        text = told.read()
    _pid, status = os.waitpid(child, 0)
    calls = range(1, shim.shim_calls() + 1)
    return {
        "done": json.loads(text) if text else Done(False, "", ""),
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "fired": bool(shim.shim_fired()),
        "calls": [shim.shim_name(n).decode() for n in calls],
        "failed": [shim.shim_name(n).decode() for n in calls if shim.shim_failed(n)],
    }


def main() -> None:
    """Answer until nobody asks any more."""
    operations.prepared_for_forks()
    with operations.older_formats_known():
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
