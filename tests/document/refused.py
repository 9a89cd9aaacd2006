"""What a text is refused for."""

from __future__ import annotations

import pytest

from pickproblem import document
from pickproblem.errors import Fault, Faulty


def fault(content: bytes | str) -> Fault:
    """The one fault of a text that cannot be parsed."""
    with pytest.raises(Faulty) as told:
        document.parse(content if isinstance(content, bytes) else content.encode(), "a.toml")
    (only,) = told.value.faults
    return only
