"""Fits the constants of the estimates to the published runs, and prints the fit, its spread and its misses.

``python -m pickproblem.estimate.fit [--write]``: the hours are also written to ``data/hours.toml`` where asked.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pickproblem.estimate
from pickproblem.estimate import runs
from pickproblem.estimate.constants import shipped
from pickproblem.estimate.fit import memory, report
from pickproblem.estimate.fit.hours import fitted
from pickproblem.estimate.fit.table import render


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m pickproblem.estimate.fit", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the constants of the hours to data/hours.toml")
    asked = parser.parse_args()
    print("\n".join([*report.report(runs.timed(), shipped()), "", *memory.report(runs.memory_figures())]))
    if asked.write:
        file = Path(pickproblem.estimate.__path__[0], "data", "hours.toml")
        file.write_text(render(fitted(runs.timed(), shipped())), encoding="utf-8")


if __name__ == "__main__":
    main()
