from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem.decision import agreement

ratings = st.integers(2, 7).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 3), min_size=n, max_size=n), min_size=2, max_size=4)
)


@settings(max_examples=40)
@given(ratings)
def test_tau_b_is_that_of_scipy(rows: list[list[int]]) -> None:
    from scipy import stats  # takes a second, and every worker imports this module

    first, second = rows[:2]
    found = agreement.kendall_tau_b(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(stats.kendalltau(first, second, variant="b").statistic)


@settings(max_examples=40)
@given(ratings)
def test_w_is_its_formula_with_ties(rows: list[list[int]]) -> None:
    from scipy import stats

    raters, things = np.shape(rows)
    ranks = np.array([stats.rankdata(row) for row in rows])
    sums = ranks.sum(axis=0)
    ties = sum(count**3 - count for row in rows for count in np.unique(row, return_counts=True)[1])
    most = raters**2 * (things**3 - things) - raters * ties
    found = agreement.kendall_w(np.array(rows, dtype=float))
    if most == 0:
        assert found is None
    else:
        assert found == pytest.approx(12 * ((sums - sums.mean()) ** 2).sum() / most)
        assert 0 <= found <= 1 + 1e-12


def test_the_published_example(cases: dict[str, list[dict[str, Any]]]) -> None:
    case = cases["kendall_w"][0]
    assert agreement.kendall_w(-np.array(case["ranks"], dtype=float)) == pytest.approx(case["w"], abs=5e-5)


def test_agreement_has_its_ends() -> None:
    up = [1.0, 2.0, 3.0]
    assert agreement.kendall_tau_b(up, up) == pytest.approx(1)
    assert agreement.kendall_tau_b(up, up[::-1]) == pytest.approx(-1)
    assert agreement.kendall_w(np.array([up, up])) == pytest.approx(1)
    assert agreement.kendall_w(np.array([up, up[::-1]])) == pytest.approx(0)


def test_what_differs_by_rounding_is_a_tie() -> None:
    assert agreement.kendall_tau_b([0.3, 0.1 + 0.2], [1, 2]) is None
    assert agreement.kendall_w(np.array([[0.3, 0.1 + 0.2], [0.3, 0.1 + 0.2]])) is None


def test_one_thing_or_one_rater_is_undefined() -> None:
    assert agreement.kendall_tau_b([], []) is None
    assert agreement.kendall_tau_b([1], [1]) is None
    assert agreement.kendall_w(np.array([[1.0, 2.0]])) is None
    assert agreement.kendall_w(np.array([[1.0], [2.0]])) is None
    assert agreement.kendall_w(np.empty((0, 3))) is None


def test_disagreement_counts_only_those_who_answered() -> None:
    means = np.array([[[0.0, 0.5, 0.9]], [[1.0, 0.75, 0.1]], [[0.5, 0.0, 0.2]]])
    answered = np.array([[[True, True, True]], [[True, True, False]], [[True, False, False]]])
    np.testing.assert_allclose(agreement.disagreement(means, answered), [[1.0, 0.25, 0.0]])
