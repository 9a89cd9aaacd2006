from __future__ import annotations

from tests.record.texts import HEAD, STINT, read


def test_an_open_stint_may_follow_the_others() -> None:
    text = HEAD + STINT + "from = 2026-02-01\nto = 2026-02-01\n[[candidates.stints]]\nfrom = 2026-02-02"
    assert len(read(text).candidates[1].stints or []) == 2
