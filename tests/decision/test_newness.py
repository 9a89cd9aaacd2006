from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.decision import levels
from pickproblem.decision.newness import discounted, lowered

weights = st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any)
steps = st.integers(0, 16).map(lambda quarter: Fraction(quarter, 4))


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        ([0, 0, 0, 1, 0], 0.5, [0, 0, 0.5, 0.5, 0]),
        ([0, 0, 0, 1, 0], 0.25, [0, 0, 0.25, 0.75, 0]),
        ([0, 0, 0, 1, 0], 1, [0, 0, 1, 0, 0]),
        ([1, 0, 0, 0, 0], 0.5, [1, 0, 0, 0, 0]),
        ([0, 1, 0, 0, 0], 2.5, [1, 0, 0, 0, 0]),
        ([0.2, 0.2, 0.2, 0.2, 0.2], 0.5, [0.3, 0.2, 0.2, 0.2, 0.1]),
        ([0, 0, 0.25, 0.5, 0.25], 0.5, [0, 0.125, 0.375, 0.375, 0.125]),
        ([0, 0, 0, 0, 1], 4, [1, 0, 0, 0, 0]),
    ],
)
def test_levels_go_down_and_split(before: list[float], by: float, after: list[float]) -> None:
    assert lowered(np.array(before), by) == pytest.approx(after, abs=1e-12)


def exactly(shares: list[Fraction], by: Fraction) -> list[Fraction]:
    """The same in fractions, level by level, as the sentence says it."""
    found = [Fraction(0)] * 5
    for level, share in enumerate(shares, start=1):
        place = max(Fraction(1), level - by)
        low = floor(place)
        found[low - 1] += share * (1 - (place - low))
        if place > low:
            found[low] += share * (place - low)
    return found


@given(weights, steps)
def test_as_by_hand(parts: list[int], by: Fraction) -> None:
    shares = [Fraction(part, sum(parts)) for part in parts]
    found = lowered(np.array([float(share) for share in shares]), float(by))
    assert found == pytest.approx([float(share) for share in exactly(shares, by)], abs=1e-12)
    assert found.sum() == pytest.approx(1)


@given(weights, steps, steps)
def test_a_larger_discount_never_leaves_more_above_a_level(parts: list[int], one: Fraction, other: Fraction) -> None:
    shares = np.array(parts) / sum(parts)
    small, large = sorted((float(one), float(other)))
    assert (np.cumsum(lowered(shares, large)) >= np.cumsum(lowered(shares, small)) - 1e-12).all()
    assert lowered(shares, 0) == pytest.approx(shares)


def test_only_the_newcomers_rated_levels_are_lowered() -> None:
    before = np.array([[levels.triangular(4), levels.unknown(), levels.triangular(5)]] * 2)
    kept = before.copy()
    after = discounted(before, 1, np.array([True, True, False]), 1)
    assert (before == kept).all()
    assert (after[0] == before[0]).all()
    assert after[1].tolist() == [[0, 0, 1, 0, 0], pytest.approx([0.4, 0.2, 0.2, 0.2, 0]), [0, 0, 0, 0, 1]]


def test_nothing_is_raised() -> None:
    with pytest.raises(ValueError, match="lowered"):
        lowered(levels.unknown(), -0.1)
