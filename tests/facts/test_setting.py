"""Facts as lines of text: what may be typed, what is refused and how, and the way back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.estimate import gpus
from pickproblem.estimate.gpus import GpuSpec
from pickproblem.facts import EXPERIMENT, FIELDS
from pickproblem.record import Gpu, Setting
from pickproblem.text import safe

TODAY = date(2026, 11, 21)
EVERY = gpus.every()


def test_every_field_of_the_setting_can_be_asked() -> None:
    assert set(FIELDS) == set(Setting.model_fields)
    for fact in FIELDS.values():
        assert fact.label()
        assert fact.question()
        assert fact.why()
        assert fact.check(fact.example().split(",")[0]) == ""


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("people", "4", 4),
        ("people", "4명", 4),
        ("hours_per_week", "10.50 h", 10.5),
        ("hours_per_week", "0", 0),
        ("goal", "  two   words ", "two words"),
        ("admired", "AlphaGo, word2vec", ["AlphaGo", "word2vec"]),
        ("admired", "Attention, and nothing else; GPT-3", ["Attention, and nothing else", "GPT-3"]),
        ("admired", "one\ntwo\n", ["one", "two"]),
        ("deadline", "2027-03-01", date(2027, 3, 1)),
        ("deadline", "2027. 3. 1.", date(2027, 3, 1)),
        ("deadline", "2027년 3월 1일", date(2027, 3, 1)),
        ("deadline", "+13w", date(2027, 2, 20)),
        ("deadline", "13주", date(2027, 2, 20)),
        ("disk_gb", "2 TB", 2000),
        ("disk_gb", "1,500", 1500),
        ("disk_gb", "0", 0),
        ("ram_gb", "64GB", 64),
        ("gpus", "A100", [Gpu(model="A100")]),
        ("gpus", "A100, 80GB", [Gpu(model="A100, 80GB")]),
        (
            "gpus",
            "2 x RTX 3090, 100 h; 4×H100",
            [Gpu(model="RTX 3090", count=2, hours_per_week=100), Gpu(model="H100", count=4)],
        ),
        ("gpus", "2 RTX 3090", [Gpu(model="RTX 3090", count=2)]),
        (
            "gpus",
            "3090 x 2; A100 x4, 10h",
            [Gpu(model="3090", count=2), Gpu(model="A100", count=4, hours_per_week=10)],
        ),
        ("gpus", "2 x 3090", [Gpu(model="3090", count=2)]),
        ("gpus", "2x my own card", [Gpu(model="my own card", count=2)]),
        ("gpus", "1 x 2 RTX 3090", [Gpu(model="2 RTX 3090")]),
    ],
)
def test_a_line_is_taken_for_what_it_says(field: str, text: str, value: object) -> None:
    fact = FIELDS[field]
    assert fact.check(text, today=TODAY) == ""
    assert fact.parse(text, today=TODAY) == value
    assert fact.parse(fact.show(value)) == value
    assert Setting.model_validate({field: value})


@pytest.mark.parametrize("field", FIELDS)
def test_an_empty_line_leaves_the_fact_open(field: str) -> None:
    assert FIELDS[field].check("  ") == ""
    assert FIELDS[field].parse("  ") is None
    assert FIELDS[field].show(None) == ""


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("people", "0"),
        ("people", "two"),
        ("people", "2.5"),
        ("hours_per_week", "169"),
        ("hours_per_week", "nan"),
        ("hours_per_week", "-1"),
        ("admired", "; ;"),
        ("deadline", "2027-02-30"),
        ("deadline", "0000-01-01"),
        ("deadline", "soon"),
        ("disk_gb", "1e99"),
        ("disk_gb", "-1"),
        ("ram_gb", "0"),
        ("gpus", "8"),
        ("gpus", "= 4"),
        ("gpus", "= 4; A100"),
        ("gpus", "2 x = 4"),
        ("gpus", "4 GPUs"),
        ("gpus", "NVIDIA RTX"),
        ("gpus", "24 GB"),
        ("gpus", "100 h"),
        ("gpus", "a"),
        ("gpus", "0 RTX 3090"),
        ("gpus", "2 x"),
        ("gpus", "0 x A100"),
        ("gpus", "A100, 200 h"),
        ("gpus", ";"),
    ],
)
def test_what_cannot_be_taken_says_what_would_be_right(field: str, text: str) -> None:
    assert len(FIELDS[field].check(text)) > 15
    with pytest.raises(ValueError, match=r"\w"):
        FIELDS[field].parse(text)


@given(st.text(max_size=40), st.sampled_from(sorted(FIELDS)))
def test_any_text_is_either_refused_in_words_or_makes_a_sound_setting(text: str, field: str) -> None:
    fact = FIELDS[field]
    if fact.check(text, today=TODAY):
        return
    value = fact.parse(text, today=TODAY)
    Setting.model_validate({field: value})
    assert fact.parse(fact.show(value), today=TODAY) == value


def test_a_fault_shows_nothing_that_steers_a_terminal() -> None:
    assert "\x1b" not in FIELDS["gpus"].check("\x1b]52;c;aGk=\x07 ; -\x1b-")


@pytest.mark.parametrize("text", ["none", "0", "없음", " No GPU "])
def test_no_gpu_is_an_answer_too(text: str) -> None:
    fact = FIELDS["gpus"]
    assert fact.parse(text) == []
    assert fact.parse(fact.show([])) == []


def test_a_figure_that_is_near_a_card_is_refused_with_its_name() -> None:
    assert FIELDS["gpus"].check("3095") == "3095 names no GPU; did you mean GeForce RTX 3090?"
    assert EXPERIMENT["gpu"].check("= 4") == "= 4 names no GPU; for example 2 x RTX 3090, 100 h."


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2 x RTX 3090, 100 h; A100", ""),
        ("none", ""),
        ("", ""),
        ("= 4", ""),  # a fault, not a doubt
        ("A100; RTX 3095", "RTX 3095 is not in the table of GPUs; did you mean GeForce RTX 3090"),
        ("RTX 3080 Laptop GPU", "is slower than the GeForce RTX 3080"),
        ("my own card", "my own card is not in the table of GPUs: nothing can be computed for it."),
        ("\x1b[31mcard", "card is not in the table"),
    ],
)
def test_a_card_that_no_table_knows_is_taken_and_told(text: str, doubt: str) -> None:
    told = FIELDS["gpus"].doubted(text)
    assert (doubt in told) if doubt else told == ""
    assert safe(told) == told


@given(
    st.sampled_from(EVERY),
    st.integers(1, 99),
    st.sampled_from(["{n} x {name}", "{n} {name}", "{name} x{n}", "{n}*{name}"]),
)
def test_every_card_of_the_table_is_named_and_counted_however_it_is_written(
    row: GpuSpec, count: int, written: str
) -> None:
    (found,) = FIELDS["gpus"].parse(written.format(n=count, name=row.name)) or []
    assert (found.count, gpus.find(found.model)) == (count, row)
