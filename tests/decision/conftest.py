from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Two busy cores, and scipy imported inside a test: the clock says nothing about the arithmetic.
settings.register_profile("decision", deadline=None)
settings.load_profile("decision")


@pytest.fixture(scope="session")
def cases() -> dict[str, list[dict[str, Any]]]:
    """Published worked examples by method."""
    return tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
