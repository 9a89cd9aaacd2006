"""Facts of a plan as lines of text."""

from __future__ import annotations

import pytest

from pickproblem.facts import PLAN
from pickproblem.record import Plan


def test_every_field_of_a_plan_can_be_asked() -> None:
    assert set(PLAN) == set(Plan.model_fields)
    for fact in PLAN.values():
        assert fact.label()
        assert fact.question()
        assert fact.why()
        assert fact.check(fact.example()) == ""


@pytest.mark.parametrize(("text", "value"), [("6", 6), ("2.5 weeks", 2.5), ("8주", 8), ("0", 0)])
def test_weeks_as_people_write_them(text: str, value: float) -> None:
    assert PLAN["experiment_weeks"].parse(text) == value
    assert PLAN["experiment_weeks"].parse(PLAN["experiment_weeks"].show(value)) == value


@pytest.mark.parametrize("text", ["-1", "soon", "1e5", "99999"])
def test_weeks_that_are_none(text: str) -> None:
    assert "weeks" in PLAN["writing_weeks"].check(text)
