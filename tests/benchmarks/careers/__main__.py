"""Prints the tables of docs/switching.md."""

from __future__ import annotations

import argparse

from pickproblem.switching import thresholds
from tests.benchmarks.careers import tables


def main() -> None:
    """Live all careers, print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.careers", description=__doc__)
    parser.add_argument("--researchers", type=int, default=tables.RESEARCHERS, help="of the first table")
    parser.add_argument("--seed", type=int, default=tables.SEED)
    asked = parser.parse_args()
    if asked.researchers < 2:
        parser.error("at least two researchers")
    bounds = thresholds.read()
    print(tables.worlds_table(), "", sep="\n")
    print(tables.habits_tables(tables.by_world(bounds, asked.researchers, asked.seed)), "", sep="\n", flush=True)
    fewer = max(asked.researchers * tables.IN_THE_GRID // tables.RESEARCHERS, 2)
    print(tables.numbers_table(*tables.by_numbers(bounds, fewer, asked.seed)))


if __name__ == "__main__":
    main()
