"""What a proof counts: how often something was tried, and with what loss. Printed at the end of every run.

A test adds to its count with the fixture `proof`; the numbers travel with the test's report, so that they are added
up whichever process ran it. ``python -m tests.proofs`` makes all the trials there are and prints the table of the
docs; with the outputs of the two runs, by default and ``-m slow``, it only adds them up.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_PROPERTY = "proof"


@dataclass
class Count:
    """Trials of one kind, and those in which something was lost, in words."""

    what: str
    losses: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=lambda: [0, 0])
    """Trials and losses so far, in the list that the test's report holds."""

    @property
    def trials(self) -> int:
        """How often it was tried."""
        return self.told[0]

    def tried(self, *losses: str, times: int = 1) -> None:
        """A trial more, or several; each loss says what was done and what came of it."""
        self.losses += losses
        self.told[:] = [self.trials + times, len(self.losses)]

    def settle(self) -> None:
        """Fail the test where anything was lost, or nothing was tried."""
        assert self.trials > 0, f"{self.what}: nothing was tried"
        shown = "\n".join(self.losses[:30])
        assert not self.losses, f"{self.what}: {len(self.losses)} losses in {self.trials} trials:\n{shown}"


Prove = Callable[[str], Count]


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Prove:
    """Begin a count; it is told with the test's report, whether the test passes or fails."""

    def begin(what: str) -> Count:
        count = Count(what)
        request.node.user_properties.append((_PROPERTY, [what, count.told]))
        return count

    return begin


def table(reports: list[pytest.TestReport]) -> list[str]:
    """The counts of all reports as lines, those of one name added up; empty where nothing was counted."""
    trials: dict[str, int] = defaultdict(int)
    losses: dict[str, int] = defaultdict(int)
    for report in reports:
        for name, value in report.user_properties:
            if name == _PROPERTY:
                what, (tried, lost) = value
                trials[what] += tried
                losses[what] += lost
    width = max(map(len, trials), default=0)
    return [f"{what:{width}}  trials {trials[what]:7,}  losses {losses[what]}" for what in sorted(trials)]


_LINE = re.compile(r"^(?P<what>\S.*?)  +trials +(?P<trials>[\d,]+)  losses (?P<losses>\d+)$", re.MULTILINE)
Counts = dict[str, tuple[int, int]]


def counts(printed: str) -> Counts:
    """Trials and losses of each proof, out of what a run printed."""
    return {
        line["what"]: (int(line["trials"].replace(",", "")), int(line["losses"])) for line in _LINE.finditer(printed)
    }


def for_docs(default: Counts, slow: Counts) -> list[str]:
    """The table of the docs, a row a proof."""
    rows = ["| what was tried | default run | all of it | loss |", "|---|--:|--:|--:|"]
    for what in sorted({*default, *slow}, key=str.casefold):
        (few, few_lost), (more, more_lost) = default.get(what, (0, 0)), slow.get(what, (0, 0))
        rows.append(f"| {what} | {few:,} | {few + more:,} | {few_lost + more_lost} |")
    return rows


def _run(*arguments: str) -> str:
    call = [sys.executable, "-m", "pytest", "-q", "tests/crash", "tests/hostile", *arguments]
    return subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    told = [Path(name).read_text() for name in sys.argv[1:3]] or [_run(), _run("-m", "slow")]
    print("\n".join(for_docs(*map(counts, told))))
