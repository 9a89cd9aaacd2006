"""The shim as a library to preload, built with the compiler at hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest

MUST_RUN = "PROOFS_MUST_RUN"
"""Set where a proof that cannot run is a failure, not something to pass over: in CI."""
_SOURCE = Path(__file__).with_name("shim.c")
_ROOT = Path(__file__).parents[2]


class Action(IntEnum):
    """What becomes of a call; in the order of the shim's own."""

    PASS = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2
    KILL_HALFWAY = 3
    FAIL = 4
    FAIL_HALFWAY = 5
    SHORT = 6


def build(folder: Path) -> Path:
    """Compile the shim; where that cannot be done the test is skipped, or fails where proofs must run."""
    compiler = next((path for name in ("cc", "gcc", "clang") if (path := shutil.which(name))), None)
    if sys.platform != "linux" or compiler is None:
        why = "the disk is made to fail by a library to preload, which takes Linux and a C compiler"
        if os.environ.get(MUST_RUN):
            pytest.fail(f"{why}; {MUST_RUN} is set")
        pytest.skip(why)
    made = folder / "shim.so"
    arguments = ["-shared", "-fPIC", "-O1", "-Wall", "-o", str(made), str(_SOURCE), "-ldl"]
    subprocess.run([compiler, *arguments], check=True, capture_output=True, text=True)
    return made


class Worker:
    """A process under the shim that does operations in children of its own; see `worker`."""

    def __init__(self, library: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
            env={**os.environ, "LD_PRELOAD": str(library), "SHIM_FOLDER": "", "PICKPROBLEM_LANG": "en"},
        )

    def do(
        self,
        operation: str,
        folder: Path,
        at: int = 0,
        action: Action = Action.PASS,
        error: int = 0,
        onward: bool = False,
    ) -> dict[str, Any]:
        """One operation in an empty folder, whose ``at``-th call goes as ``action`` says."""
        asked = {
            "operation": operation, "folder": str(folder),
            "at": at, "action": int(action), "error": error, "onward": int(onward),
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the worker under the shim is gone"
        told: dict[str, Any] = json.loads(line)
        return told

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()
