"""Makes many calls of the command line in this one process: ``python -m tests.hostile.running < calls``.

For each call, a JSON list a line, one JSON list: the exit code, what was said, the seconds of the processor it took,
and the megabytes that the process has taken at most so far.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pickproblem import cli


class Ran(NamedTuple):
    """What became of one call."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float
    odd: str = ""


def run(call: list[str], act: Callable[[list[str]], int] = cli.run) -> Ran:
    """One call in this process; what nobody should ever see is ``odd``."""
    out, err = io.StringIO(), io.StringIO()
    code, odd = -1, ""
    began = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = act(call)
        except BaseException as error:
            odd = f"{type(error).__name__}: {error}"[:500]
    seconds = time.process_time() - began
    return Ran(code, out.getvalue(), err.getvalue(), seconds, _most_megabytes(), odd)


def _most_megabytes() -> float:
    # What getrusage tells begins with the memory of the process that started this one.
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if found is not None:
            return int(found[1]) / 1024
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
