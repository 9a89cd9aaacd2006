"""Arranging weights by hand: every step has its way back, and every order can be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import weighing
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
