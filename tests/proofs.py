"""What a proof counts: how often something was tried, and with what loss. Printed at the end of every run.

A test adds to its count with the fixture `proof`; the numbers travel with the test's report, so that they are added
up whichever process ran it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

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
