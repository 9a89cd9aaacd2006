from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.decision import standing
from pickproblem.decision.draws import simulate
from pickproblem.decision.levels import Floats
from pickproblem.decision.sensitivity import Reweighed, reweigh, tornado
from pickproblem.decision.weights import Order, Swing
from tests.decision.problems import Problem, problems


def lead(expected: Floats, weights: Floats) -> float:
    points = standing.scores(expected, weights)
    return float(points[0] - points[1])


@given(problems(least=2), st.floats(-1, 2), st.data())
def test_one_weight_is_set_and_the_others_keep_their_ratios(
    problem: Problem, share: float, data: st.DataObject
) -> None:
    weights = problem.weights
    c = data.draw(st.integers(0, len(weights) - 1))
    found = reweigh(weights, c, share)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()
    if len(weights) > 1:
        assert found[c] == pytest.approx(min(max(share, 0), 1))
    others = np.delete(np.arange(len(weights)), c)
    assert np.outer(found[others], weights[others]) == pytest.approx(np.outer(weights[others], found[others]))
    assert reweigh(weights, c, float(weights[c])) == pytest.approx(weights)


@given(problems(least=2))
def test_a_lever_says_what_the_weights_it_names_say(problem: Problem) -> None:
    expected, weights = problem.expected, problem.weights
    for lever in tornado(expected, weights, 0, 1):
        c = lever.rubric
        assert lever.nothing == pytest.approx(lead(expected, reweigh(weights, c, 0)), abs=1e-9)
        assert lever.double == pytest.approx(lead(expected, reweigh(weights, c, 2 * weights[c])), abs=1e-9)
        if lever.tie is not None:
            assert 0 <= lever.tie <= 1
            assert lead(expected, reweigh(weights, c, lever.tie)) == pytest.approx(0, abs=1e-6)
        else:
            ends = [lead(expected, reweigh(weights, c, share)) for share in (0, 1)]
            assert ends[0] * ends[1] > 0 or np.allclose(ends, ends[0], atol=1e-6)


def test_a_lead_by_hand() -> None:
    # 80 against 40 points on the first rubric, 0 against 50 on the second: level where 40 t = 50 (1 - t).
    (first, second) = tornado(np.array([[0.8, 0.0], [0.4, 0.5]]), np.array([0.6, 0.4]), 0, 1)
    assert (first.nothing, first.double, first.tie) == pytest.approx((-50, 40, 5 / 9))
    assert (second.nothing, second.double, second.tie) == pytest.approx((40, -32, 4 / 9))


def test_all_weight_on_one_rubric_leaves_figures_sound() -> None:
    weights = np.array([1.0, 0.0, 0.0])
    expected = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]])
    first, second, third = tornado(expected, weights, 0, 1)
    assert (first.nothing, first.double) == (-50, 100)
    assert (second.nothing, second.double, second.tie) == (100, 100, 0.5)
    assert third.tie == 1.0, "level where only what tells them not apart is weighed"
    assert tornado(np.array([[0.5], [0.5]]), np.array([1.0]), 0, 1)[0].tie is None
    assert (tornado(np.array([[0.5], [0.2]]), np.array([1.0]), 0, 1)[0].nothing) == pytest.approx(30)


@pytest.mark.parametrize("base", [Order((1, 2, 1)), Swing((100, 50, 50, 20))])
def test_moved_nowhere_a_scheme_draws_what_it_drew(base: Order | Swing) -> None:
    same = Reweighed(base, tuple(base.headline().tolist()))
    levels = np.full((3, 4, 5), 0.2)
    values = np.tile(np.linspace(0, 1, 5), (4, 1))
    one, other = (simulate(levels, values, scheme, 4096) for scheme in (base, same))
    assert other.rank_probabilities == pytest.approx(one.rank_probabilities, abs=1e-3)
    assert other.low == pytest.approx(one.low, abs=0.01)


def test_moved_draws_centre_on_the_shares() -> None:
    shares = (0.1, 0.5, 0.0, 0.4)
    drawn = Reweighed(Swing((100, 50, 50, 0)), shares).draw(np.random.default_rng(0), 20_000)
    assert (drawn / drawn.sum(axis=0)).mean(axis=1) == pytest.approx(shares, abs=0.01)
    assert (drawn >= 0).all()


def test_all_weight_on_one_rubric_is_fixed() -> None:
    assert Reweighed(Order((1, 1)), (0.0, 1.0)).fixed
    assert not Reweighed(Order((1, 1)), (0.5, 0.5)).fixed
