"""Facts of an experiment as lines of text: every field can be asked, what is typed comes back, nonsense is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.facts import EXPERIMENT
from pickproblem.facts.experiment import choices, worth_asking
from pickproblem.record import Experiment

TODAY = date(2026, 11, 21)


def test_every_field_of_an_experiment_can_be_asked() -> None:
    assert set(EXPERIMENT) == set(Experiment.model_fields)
    for fact in EXPERIMENT.values():
        assert fact.label()
        assert fact.question()
        assert fact.why()
        assert fact.check(fact.example()) == ""


@pytest.mark.parametrize("field", EXPERIMENT)
def test_an_example_is_a_value_the_record_takes_and_comes_back(field: str) -> None:
    fact = EXPERIMENT[field]
    value = fact.parse(fact.example(), today=TODAY)
    assert getattr(Experiment.model_validate({field: value}), field) == value
    assert fact.parse(fact.show(value), today=TODAY) == value


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("params", "124M", 124_000_000),
        ("params", "6.74b", 6_740_000_000),
        ("tokens", "3e11", 300_000_000_000),
        ("tokens", "2T", 2_000_000_000_000),
        ("samples", "1,281,167", 1_281_167),
        ("samples", "128만", 1_280_000),
        ("steps", "90k", 90_000),
        ("seconds_per_step", "350 ms", 0.35),
        ("hours_per_run", "2 days", 48),
        ("hours_per_run", "90 min", 1.5),
        ("data_gb", "1.5 TB", 1500),
        ("vocab", "0", 0),
        ("trainable_share", "0.4%", 0.004),
        ("recompute", "네", True),
        ("recompute", "no", False),
        ("mode", "2", "lora"),
        ("mode", "q", "qlora"),
        ("data_status", "public", "public-download"),
    ],
)
def test_what_people_write(field: str, text: str, value: Any) -> None:
    assert EXPERIMENT[field].parse(text, today=TODAY) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("params", "0"),
        ("params", "-3"),
        ("params", "many"),
        ("steps", "1.5"),
        ("seconds_per_step", "0"),
        ("hours_per_run", "soon"),
        ("mode", "a"),
        ("mode", "4"),
        ("recompute", "maybe"),
        ("trainable_share", "nan"),
        ("trainable_share", "2"),
        ("data_gb", "-1"),
    ],
)
def test_what_is_not_taken_says_what_would_be(field: str, text: str) -> None:
    assert EXPERIMENT[field].check(text)
    with pytest.raises(ValueError, match=r"\w"):
        EXPERIMENT[field].parse(text, today=TODAY)


@given(st.sampled_from(sorted(EXPERIMENT)), st.text(max_size=30))
def test_any_text_is_taken_or_told(field: str, text: str) -> None:
    fact = EXPERIMENT[field]
    if not fact.check(text) and (value := fact.parse(text, today=TODAY)) is not None:
        Experiment.model_validate({field: value})


def test_closed_lists_are_those_of_the_record() -> None:
    assert choices("mode") == ("full", "lora", "qlora")
    assert choices("data_status")[-1] == "on-disk-checked"
    assert choices("params") == ()


def test_measured_times_are_asked_first_and_make_the_rest_needless() -> None:
    nothing = Experiment()
    assert worth_asking(nothing)[:3] == ["hours_per_run", "seconds_per_step", "steps"]
    measured = worth_asking(Experiment(seconds_per_step=0.3, steps=1000))
    assert "gmacs" not in measured
    assert "data_status" in measured
    assert "preset" in worth_asking(Experiment(seconds_per_step=0.3))


def test_a_language_model_is_not_asked_for_multiply_adds() -> None:
    asked = worth_asking(Experiment(family="lm"))
    assert "tokens" in asked
    assert "gmacs" not in asked
    assert "gmacs" in worth_asking(Experiment(family="conv"))
    everything = worth_asking(Experiment(family="lm"), all_of_it=True)
    assert set(everything) > set(asked)
    assert "gmacs" not in everything
    assert set(worth_asking(Experiment(), all_of_it=True)) == set(EXPERIMENT)


def test_what_was_given_is_always_shown() -> None:
    assert "shard" in worth_asking(Experiment(family="conv", shard="zero1"))
