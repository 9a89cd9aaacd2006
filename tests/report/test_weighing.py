from __future__ import annotations

from pickproblem.report import weighing as told
from pickproblem.weighing import Comparisons

TITLES = {"a": "Interest", "b": "Upside", "c": "Deadline"}


def comparisons(most_least: int) -> Comparisons:
    return Comparisons(["a", "b", "c"], "a", "c", {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): most_least})


def test_what_to_look_at_again_is_named_with_what_would_fit() -> None:
    assert told.look_again(comparisons(4), TITLES) is None
    words = told.look_again(comparisons(9), TITLES)
    assert words == "Look again first: “Interest” against “Deadline”, now 9; 4 would fit the others"


def test_how_well_they_agree_is_said_with_the_figure() -> None:
    assert told.agreeing(0.0) == "The comparisons agree in full (ξ = 0.000; 0 is perfect)."
    assert "disagree a good deal" in told.agreeing(0.2)


def test_open_comparisons_are_counted() -> None:
    assert told.open_comparisons(1) == "1 comparison is open; earlier weights stay in force."
    assert told.open_comparisons(3).startswith("3 comparisons are open")


def test_a_share_is_said_with_its_range() -> None:
    assert told.share(0.464, (0.29, 0.68)) == "46%, from 29% to 68%"
    assert told.share(1.0, None) == "100%"
