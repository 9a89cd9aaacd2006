"""What holds for every test: English, no folder of the person's own, processes that may keep their bytecode."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from pickproblem import language, own
from tests import proofs
from tests.proofs import proof  # noqa: F401 - a fixture

# A machine that is busy with other work must not fail a law by its clock.
EXAMPLES = int(os.environ.get("PICKPROBLEM_EXAMPLES", "30"))
"""How many cases each law is tried on that says no number of its own; CI tries more."""

settings.register_profile("busy", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# What modules and collected tests hold stays until the end: looked through for garbage after every test it takes a
# quarter of all the time. Garbage of the tests themselves is collected as ever, in larger heaps.
gc.disable()
gc.set_threshold(20_000, 10, 10)

# The program is started many times; compiling it anew each time would test the compiler.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

for name in ("PICKPROBLEM_HOME", "PICKPROBLEM_LANG", "PICKPROBLEM_RUBRICS", "COLUMNS", "LINES", "NO_COLOR"):
    os.environ.pop(name, None)


def pytest_collection_finish() -> None:
    """From here on garbage is looked for, among what comes now."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def speaks_english() -> Iterator[None]:
    """A test that changes the language does not change it for others."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def own_rubrics_end_with_a_test() -> Iterator[None]:
    """`--rubrics` holds for all of a process; of a test's calls it holds for none that follows."""
    yield
    own.use(None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How often each proof was tried, and with what loss, whatever became of the tests."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    if lines := proofs.table(reports):
        terminalreporter.section("proofs")
        for line in lines:
            terminalreporter.line(line)
