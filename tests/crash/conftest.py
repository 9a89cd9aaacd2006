"""A process that starts screens in a moment, one for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.screens import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    started = Nursery()
    yield started
    started.close()
