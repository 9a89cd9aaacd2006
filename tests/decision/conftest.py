from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def cases() -> dict[str, list[dict[str, Any]]]:
    """Published worked examples by method."""
    return tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
