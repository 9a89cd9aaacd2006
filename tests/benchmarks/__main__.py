"""Prints one table of ratios, and writes the figures as JSON where asked."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Before numpy is imported: a product of small matrices in two threads is no faster, and its time is counted twice.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests.benchmarks.comparing import compared
from tests.benchmarks.measuring import Row, cached_bytecode, table
from tests.benchmarks.plotting import picture

FAMILIES = ("starting", "painting", "pressing", "thousand", "saving", "drawing", "ranking", "growth")
NAMED = ("pickproblem", "numpy", "pydantic", "scipy", "pysensmcda", "pymcdm", "scikit-criteria")
METHOD = """\
Measured in turn, A B A B, in one run. ours, theirs: median processor time, user and system. ratio: median of the
ratios of the rounds, the bound is held against it; quartiles: of those ratios; wall: the same ratio by the clock on
the wall. Processes are measured from outside, their bytecode cached; one round beforehand does not count.
Keys: median and 95th percentile on the wall, in a pseudo-terminal, from the key to the end of its frame. First paint:
in one too, from the start of the process to when the words stand on the screen. Memory: the most that was resident
(VmHWM), of the process alone."""


def main() -> int:
    """Measure, print, write; 1 where a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("families", nargs="*", help=f"which rows, all unless named: {', '.join(FAMILIES)}")
    parser.add_argument("--rounds", type=int, default=9, help="how often each is measured, more for what is quick")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every reading too")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with what --json wrote, as of before")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the curves of growth too")
    asked = parser.parse_args()
    if unknown := set(asked.families) - set(FAMILIES):
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")
    if asked.plot and asked.families and "growth" not in asked.families:
        parser.error("--plot draws what the rows of growth say")
    if asked.rounds < 1:
        parser.error("at least one round")
    before = json.loads(asked.against.read_text(encoding="utf-8")) if asked.against else None
    rows: list[Row] = []
    with cached_bytecode():
        for family in asked.families or FAMILIES:
            print(f"{family} ...", file=sys.stderr)
            rows += import_module(f"tests.benchmarks.{family}").rows(asked.rounds)
    about = f"Python {platform.python_version()}, {os.cpu_count()} processors; {', '.join(_versions())}"
    print(about, METHOD, "", table(rows), sep="\n")
    if asked.plot:
        asked.plot.write_text(picture(rows), encoding="utf-8")
    if asked.json:
        document = {"about": about, "method": METHOD, "rows": [row.as_json() for row in rows]}
        asked.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if before:
        print("", f"then: {before['about']}", "", compared(rows, before), sep="\n")
    missed = [row for row in rows if not row.holds]
    print("", f"{len(missed)} of {sum(row.bound is not None for row in rows)} bounds missed", sep="\n")
    for row in missed:
        print(f"- {row.name}, against {row.against}: {row.found:.2f}, bound {row.bound}: {row.verdict}")
    return 1 if missed else 0


def _versions() -> list[str]:
    found = []
    for name in NAMED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
