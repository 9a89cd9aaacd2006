"""Arranging weights by hand: every step has its way back, and every order can be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import weighing
from pickproblem.decision.best_worst import BestWorst
from pickproblem.record import Weights

Groups = weighing.Groups


@st.composite
def weak_orders(draw: st.DrawFn) -> Groups:
    names = draw(st.permutations("abcdef"))
    groups: Groups = [[names[0]]]
    for name in names[1:]:
        if draw(st.booleans()):
            groups.append([name])
        else:
            groups[-1].append(name)
    return groups


def as_sets(groups: Groups) -> list[set[str]]:
    return [set(group) for group in groups]


@pytest.mark.parametrize(
    ("rubric", "steps"),
    [
        ("c", [["ab", "c", "d"], ["abc", "d"], ["c", "ab", "d"], ["c", "ab", "d"]]),
        ("a", [["a", "b", "cd"], ["a", "b", "cd"]]),
    ],
)
def test_a_rubric_climbs_through_groups_of_its_own(rubric: str, steps: list[list[str]]) -> None:
    groups = [["a", "b"], ["c", "d"]]
    for wanted in steps:
        groups = weighing.more_important(groups, rubric)
        assert as_sets(groups) == [set(group) for group in wanted]


@given(weak_orders(), st.sampled_from("abcdef"))
def test_a_step_back_undoes_a_step(groups: Groups, rubric: str) -> None:
    up = weighing.more_important(groups, rubric)
    if up != groups:
        assert as_sets(weighing.less_important(up, rubric)) == as_sets(groups)
    assert sorted(name for group in up for name in group) == list("abcdef")
    assert all(up)


def test_every_weak_order_can_be_reached() -> None:
    def seen_as(groups: Groups) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(group) for group in groups)

    start: Groups = [list("abcd")]
    reached, ahead = {seen_as(start)}, [start]
    while ahead:
        groups = ahead.pop()
        for name in "abcd":
            for moved in (weighing.more_important(groups, name), weighing.less_important(groups, name)):
                if seen_as(moved) not in reached:
                    reached.add(seen_as(moved))
                    ahead.append(moved)
    assert len(reached) == 75  # the ordered Bell number of four


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 100), min_size=1))
def test_scaled_points_are_sound_and_keep_their_order(points: dict[str, int]) -> None:
    made = weighing.scaled(points)
    if made is None:
        assert max(points.values()) == 0
        return
    Weights(method="swing", points=made)
    for one in points:
        for other in points:
            assert (points[one] <= points[other]) == (made[one] <= made[other])
    assert weighing.scaled(made) == made


def test_taking_out_and_putting_back() -> None:
    assert weighing.without([["a"], ["b", "c"]], "a") == [["b", "c"]]
    assert weighing.with_added([["b"], ["c"]], "a") == [["b"], ["c", "a"]]
    assert weighing.with_added([], "a") == [["a"]]


@st.composite
def comparisons(draw: st.DrawFn) -> weighing.Comparisons:
    names = list("abcdef")[: draw(st.integers(2, 6))]
    made = weighing.Comparisons(names, "a", names[-1])
    made.given = {pair: draw(st.integers(1, 9)) for pair in made.pairs()}
    return made


@given(comparisons())
def test_complete_comparisons_are_a_sound_table_and_come_back(made: weighing.Comparisons) -> None:
    weights = Weights.model_validate({"method": "best-worst", **made.tables()})
    again = weighing.Comparisons.of(weights)
    assert (again.listed, again.tables()) == (made.listed, made.tables())
    assert len(made.pairs()) == 2 * len(made.rubrics) - 3


@given(comparisons())
def test_the_one_to_look_at_again_takes_disagreement_away(made: weighing.Comparisons) -> None:
    found = made.look_again()
    assert (found is None) == (made.astray() == [])
    if found is None:
        return
    pair, fits = found
    assert pair in made.pairs()
    if fits is not None:
        assert fits != made.given[pair]
        assert made._disagreement({pair: fits}) < made._disagreement({})


def test_pairs_that_disagree_are_those_of_the_arithmetic() -> None:
    from pickproblem.ranking.problem import scheme

    made = weighing.Comparisons(list("abcd"), "a", "d")
    for pair, value in zip(made.pairs(), (2, 3, 8, 4, 4), strict=True):
        made.given[pair] = value
    known = scheme(Weights.model_validate({"method": "best-worst", **made.tables()}))
    assert isinstance(known, BestWorst)
    assert [made.listed[j] for j in known.inconsistent()] == made.astray() == ["c"]
    assert made.look_again() == (("a", "c"), 2)


def test_comparisons_under_way_stand_nowhere() -> None:
    made = weighing.Comparisons(list("abc"))
    assert (made.pairs(), made.complete, made.tables(), made.look_again()) == ([], False, {}, None)
    made.best, made.worst = "b", "a"
    assert made.listed == ["b", "c", "a"]
    assert made.open() == [("b", "c"), ("b", "a"), ("c", "a")]
    made.given[("b", "c")] = 2
    assert (len(made.open()), made.complete, made.tables()) == (2, False, {})
    made.rubrics = ["c"]
    assert made.ends is None


@pytest.mark.parametrize(("xi", "word"), [(0.0, "full"), (0.05, "good"), (0.08, "fair"), (0.2, "poor")])
def test_agreement_in_a_word(xi: float, word: str) -> None:
    assert weighing.agreement(xi) == word
