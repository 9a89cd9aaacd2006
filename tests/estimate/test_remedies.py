from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.estimate import gpus
from pickproblem.estimate.memory import memory
from pickproblem.estimate.remedies import Remedy, remedies
from pickproblem.record import Experiment

CARD = gpus.find("rtx-4090")
LLAMA: dict[str, Any] = {
    "family": "finetune", "params": 6.74e9, "layers": 32, "d_model": 4096, "seq": 1024, "vocab": 32000,
    "micro_batch": 1, "precision": "bf16",
}  # fmt: skip
RESNET: dict[str, Any] = {
    "family": "conv", "params": 25.6e6, "gmacs": 4.11, "mactivations": 11.11, "precision": "fp32", "batch": 512,
}  # fmt: skip


def found(count: int = 1, **facts: Any) -> dict[str, Remedy]:
    """By the fields that each changes."""
    return {"+".join(one.changes): one for one in remedies(Experiment(**facts), CARD, count)}


def test_what_fits_needs_no_remedy_and_what_is_not_known_has_none() -> None:
    assert found(**{**LLAMA, "mode": "qlora"}) == {}
    assert found(family="conv", gmacs=4.0) == {}
    assert found() == {}


def test_a_full_fine_tune_of_7b_on_one_card_of_24_gb_takes_qlora() -> None:
    qlora = found(**LLAMA)["mode"]
    assert qlora.changes == {"mode": "qlora"}
    assert qlora.memory.verdict == "fits"
    assert qlora.document()["need_gb"] == qlora.memory.need_gb
    assert "4 bits" in qlora.what[0]


def test_pretraining_is_never_told_to_use_lora() -> None:
    assert all("mode" not in one.changes for one in found(**{**LLAMA, "family": "lm"}).values())


def test_sharding_takes_the_first_stage_that_is_enough() -> None:
    smaller = {**LLAMA, "family": "lm", "params": 1.1e9, "layers": 22, "d_model": 2048, "micro_batch": 4}
    assert found(8, **smaller)["shard"].changes == {"shard": "zero1"}
    assert found(8, **{**smaller, "shard": "zero1", "params": 4e9})["shard"].changes == {"shard": "zero3"}
    assert "shard" not in found(1, **smaller)


def test_a_smaller_batch_is_the_largest_that_fits() -> None:
    batch = found(**RESNET)["batch"]
    assert batch.changes == {"batch": 128}
    assert memory(Experiment(**{**RESNET, "batch": 256}), CARD, 1).verdict != "fits"


def test_the_smallest_batch_is_one() -> None:
    large = {**RESNET, "mactivations": 3000.0, "precision": "bf16"}
    assert found(**{**large, "batch": 2})["batch"].changes == {"batch": 1}
    assert "batch" not in found(**{**large, "mactivations": 9000.0, "batch": 1})


def test_mixed_precision_where_all_is_in_fp32() -> None:
    changes = {"precision": "bf16", "mixed": True}
    assert found(**{**RESNET, "batch": 300})["precision+mixed"].changes == changes
    assert "precision+mixed" not in found(**{**RESNET, "batch": 500, "precision": "bf16"})


def test_flash_attention_where_it_is_off() -> None:
    long = {
        "family": "lm", "params": 3e8, "layers": 24, "d_model": 1024, "heads": 16, "seq": 2048, "micro_batch": 2,
        "flash_attention": False, "precision": "bf16", "vocab": 32000,
    }  # fmt: skip
    assert found(**long)["flash_attention"].changes == {"flash_attention": True}


def test_where_no_single_change_is_enough_several_are_told_together() -> None:
    large = {**LLAMA, "family": "lm", "params": 1.6e9, "layers": 48, "d_model": 1600, "micro_batch": 16}
    told = found(**large).values()
    assert [one.memory.verdict for one in told] == ["fits"] * len(told)
    assert {len(one.changes) for one in told} == {len(one.what) for one in told} == {2}
    assert any("batch" in one.what[0] and "Adam" in one.what[1] for one in told)


def test_none_goes_farther_than_it_must() -> None:
    large = {**LLAMA, "family": "lm", "params": 1.6e9, "layers": 48, "d_model": 1600, "micro_batch": 16}
    for one in found(8, **large).values():
        batch = one.changes.get("micro_batch")
        if batch is not None and batch < 8:
            larger = {**large, **one.changes, "micro_batch": batch * 2}
            assert memory(Experiment(**larger), CARD, 8).verdict != "fits"


def test_the_nearest_is_told_where_nothing_is_enough() -> None:
    (remedy,) = found(**{**LLAMA, "params": 70e9, "layers": 80, "d_model": 8192}).values()
    assert remedy.memory.verdict == "does-not-fit"
    assert remedy.changes == {"recompute": True, "mode": "qlora"}
    need = memory(Experiment(**{**LLAMA, "params": 70e9}), CARD, 1).need_gb
    assert need is not None
    assert remedy.memory.need_gb is not None
    assert remedy.memory.need_gb < need


@pytest.mark.parametrize("count", [1, 4])
def test_batches_that_are_no_whole_number(count: int) -> None:
    assert found(count, **{**RESNET, "batch": 1000.5})["batch"].changes["batch"] == 125


@given(
    st.fixed_dictionaries(
        {
            "family": st.sampled_from(["lm", "finetune"]),
            "params": st.floats(1e8, 1e11),
            "seq": st.integers(128, 8192),
            "micro_batch": st.integers(1, 64),
            "optimizer": st.none() | st.sampled_from(["adamw", "sgd", "adam8bit", "paged"]),
            "mode": st.none() | st.sampled_from(["full", "lora", "qlora"]),
            "shard": st.none() | st.sampled_from(["zero1", "zero2", "zero3"]),
            "recompute": st.none() | st.booleans(),
            "flash_attention": st.none() | st.booleans(),
        }
    )
    | st.fixed_dictionaries(
        {
            "family": st.sampled_from(["conv", "vit", "diffusion"]),
            "params": st.floats(1e6, 1e10),
            "gmacs": st.floats(0.1, 1e3),
            "mactivations": st.floats(0.1, 1e4),
            "batch": st.none() | st.integers(1, 4096),
            "precision": st.sampled_from(["bf16", "fp32"]),
        }
    ),
    st.integers(1, 64),
)
def test_each_remedy_is_what_its_changes_come_to_and_needs_less(facts: dict[str, Any], count: int) -> None:
    before = memory(Experiment(**facts), CARD, count)
    told = remedies(Experiment(**facts), CARD, count)
    assert len(told) <= 4
    if before.verdict == "fits":
        assert told == ()
    for one in told:
        assert one.memory == memory(Experiment(**{**facts, **one.changes}), CARD, count)
        assert before.need_gb is not None
        assert one.memory.need_gb is not None
        assert one.memory.need_gb < before.need_gb
        assert len(told) == 1 or one.memory.verdict == "fits"
