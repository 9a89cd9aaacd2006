"""Where time goes: ``python -m tests.benchmarks.profiling paint`` the first paint of home, ``key`` an answer.

The screens are drawn without a terminal. Figures are processor time; a profile slows what it looks at, so that of a
key is for shares only.
"""

from __future__ import annotations

import asyncio
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import ROOT, cached_bytecode

STARTS, KEYS = 9, 60

PAINT = """
import json, sys, time
parts = [("starting Python", time.process_time())]
def mark(name):
    parts.append((name, time.process_time()))
import gc; gc.disable()
from pickproblem import cli
cli._without_plugins()
import argparse, pickproblem.cli.screens, pickproblem.cli.parser; mark("the command line")
import textual.app; mark("importing Textual")
from pickproblem.tui.app import PickproblemApp; from pickproblem.tui.screens.home import HomeScreen
mark("importing our screens")
import asyncio
def read(self, *listing):
    mark("styles, layout, painting")
HomeScreen._read = read
async def run():
    async with PickproblemApp(lambda: None).run_test(size=(120, 40)) as pilot:
        while len(parts) < 5:
            await pilot.pause(0.01)
asyncio.run(run())
print(json.dumps(parts))
"""
PARTS = {
    "painting: widgets to segments": ("_compositor.py", "render_update"),
    "laying out": ("_compositor.py", "reflow"),
    "the answer, the next question, what they say": ("screen.py", "on_level_picker_given"),
    "which keys work here": ("screen.py", "active_bindings"),
}


def paint() -> None:
    """The least of some starts, part by part."""
    runs = []
    for _ in range(STARTS):
        done = subprocess.run([sys.executable, "-c", PAINT], cwd=ROOT, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    before = 0.0
    for name, at in min(runs, key=lambda run: run[-1][1]):
        print(f"{name:45} {1000 * (at - before):6.1f} ms")
        before = at
    print(f"{'all':45} {1000 * before:6.1f} ms")


async def key() -> None:
    """Answers one after the other, 12 candidates by 11 rubrics."""
    from pickproblem import rubric, store
    from pickproblem.tui.app import PickproblemApp
    from tests.benchmarks.work import unscored

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.toml")
        store.create(path, unscored(12, 11))
        app = PickproblemApp(rubric.load(), path)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.5)
            profile = cProfile.Profile(time.thread_time)
            profile.enable()
            for n in range(KEYS):
                app.simulate_key(str(2 + n % 3))
                await asyncio.sleep(0.1)
            profile.disable()
            await app.workers.wait_for_complete()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = sum(own for _calls, _all, own, _with, _callers in stats.values())
    for name, (file, function) in PARTS.items():
        spent = sum(
            with_callees
            for (path_, _line, found), (_calls, _all, _own, with_callees, _callers) in stats.items()
            if found == function and path_.endswith(file)
        )
        print(f"{name:45} {spent / whole:6.0%}")


if __name__ == "__main__":
    with cached_bytecode():
        os.environ["PICKPROBLEM_HOME"] = tempfile.mkdtemp()
        if sys.argv[1:] == ["paint"]:
            paint()
        elif sys.argv[1:] == ["key"]:
            asyncio.run(key())
        else:
            sys.exit("say paint or key")
