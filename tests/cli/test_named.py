from __future__ import annotations

from argparse import Namespace

import pytest

from pickproblem.cli import named
from pickproblem.errors import UsageError
from tests.decisions import record


def test_a_candidate_by_its_id() -> None:
    whole = record(candidates=("walking", "games"))
    assert named.candidate(whole, "games") is whole.candidates[1]
    assert named.chosen_candidate(whole, Namespace(candidate="walking")) is whole.candidates[0]


def test_the_nearest_is_named_and_what_was_typed_is_safe() -> None:
    with pytest.raises(UsageError, match=r"there is no candidate wlking; did you mean walking\?"):
        named.candidate(record(candidates=("walking", "games")), "wlking")
    with pytest.raises(UsageError) as told:
        named.candidate(record(), "\x1b]52;x")
    assert "\x1b" not in str(told.value)


def test_without_the_option_all_are_named() -> None:
    with pytest.raises(UsageError, match="--candidate is missing; one of walking, games"):
        named.chosen_candidate(record(candidates=("walking", "games")), Namespace(candidate=None))
