from __future__ import annotations

import pytest

from pickproblem import document


@pytest.mark.parametrize(
    ("where", "written"),
    [
        ((), ""),
        (("a",), "a"),
        (("sessions", 2, "answers", "sbnet", "interest", "level"), "sessions[2].answers.sbnet.interest.level"),
        ((0, "a"), "[0].a"),
        (("a\x1b",), "a␛"),
    ],
)
def test_path(where: document.Place, written: str) -> None:
    assert document.path(where) == written


def test_nearest() -> None:
    assert document.nearest("intrest", ["interest", "upside", "interest"]) == "did you mean interest?"
    assert document.nearest("zzz", ["b", "a"]) == "known: a, b"
    assert document.nearest("zzz", []) == "there is none yet"
    assert len(document.nearest("z" * 10_000, [f"name-{n}" for n in range(1000)])) < 250
