"""``python -m pickproblem.estimate.fit [--write]``: fit, print the fit and its misses, write ``data/hours.toml``."""

from __future__ import annotations

import argparse
from pathlib import Path

import pickproblem.estimate
from pickproblem.estimate import runs
from pickproblem.estimate.constants import shipped
from pickproblem.estimate.fit.hours import fitted
from pickproblem.estimate.fit.table import render


def main() -> None:
    """Fit, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m pickproblem.estimate.fit", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write data/hours.toml")
    asked = parser.parse_args()
    constants = fitted(runs.timed(), shipped())
    if asked.write:
        Path(pickproblem.estimate.__path__[0], "data", "hours.toml").write_text(render(constants), encoding="utf-8")


if __name__ == "__main__":
    main()
