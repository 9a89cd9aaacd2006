"""The tables of models and data sets, and how an experiment is filled from them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.estimate import presets
from pickproblem.estimate.naming import key
from pickproblem.estimate.presets import Dataset, Preset, UnknownDataset, UnknownPreset
from pickproblem.record import Experiment
from pickproblem.text import safe

MODELS = presets.every()
DATASETS = presets.every_dataset()


class TestTables:
    def test_no_name_means_two_things(self) -> None:
        things: list[Preset | Dataset] = [*MODELS, *DATASETS]
        spelt = [name for thing in things for name in {key(name) for name in thing.names()}]
        assert len(spelt) == len(set(spelt))
        assert all(spelt)

    def test_every_name_finds_its_own(self) -> None:
        for model in MODELS:
            assert {presets.find(name) for name in model.names()} == {model}
        for dataset in DATASETS:
            assert {presets.find_dataset(name) for name in dataset.names()} == {dataset}

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
    def test_a_model_has_all_that_its_time_and_memory_take_and_a_source(self, model: Preset) -> None:
        needed = {"params", "layers", "d_model", "heads", "seq", "vocab"} if model.family == "lm" else IMAGE_FIGURES
        has = {name for name in presets.FIGURES if getattr(model, name) is not None}
        assert has == {"family", *needed}
        assert len(model.source) > 15
        assert model.sample
        Experiment.model_validate({name: getattr(model, name) for name in has})

    @pytest.mark.parametrize("model", [model for model in MODELS if model.family == "lm"], ids=lambda model: model.id)
    def test_the_size_of_a_transformer_follows_from_its_shape(self, model: Preset) -> None:
        # 12 d^2 a layer and one or two embeddings (Kaplan et al., arXiv 2001.08361); wider or grouped layers differ.
        figures = {name: getattr(model, name) or 0 for name in presets.FIGURES[1:]}
        body = 12 * figures["layers"] * figures["d_model"] ** 2
        assert 0.6 < (figures["params"] - figures["vocab"] * figures["d_model"]) / body < 2.3
        assert figures["d_model"] % figures["heads"] == 0

    @pytest.mark.parametrize(
        ("name", "params", "gmacs", "mactivations"),
        [
            # timm, torchvision, the papers and the makers, each as they publish them.
            ("resnet-50", 25.557e6, 4.11, 11.11),
            ("efficientnet-b0", 5.289e6, 0.39, 6.75),
            ("vit-b-16", 86.57e6, 17.58, 23.9),
            ("swin-t", 28.29e6, 4.51, 17.06),
            ("convnext-b", 88.59e6, 15.38, 28.75),
            ("regnety-3.2gf", 19.4e6, 3.2, 11.3),
            ("wrn-28-10", 36.5e6, 5.25, None),
            ("clip-vit-b-32", 151.28e6, 7.39, None),
            ("yolov8-s", 11.2e6, 14.3, None),
            ("dit-xl-2", 675e6, 118.64, None),
        ],
    )
    def test_figures_as_published(self, name: str, params: float, gmacs: float, mactivations: float | None) -> None:
        model = presets.find(name)
        assert model.params == pytest.approx(params, rel=0.01)
        assert model.gmacs == pytest.approx(gmacs, rel=0.03)
        assert mactivations is None or model.mactivations == pytest.approx(mactivations, rel=0.01)

    @pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.id)
    def test_a_data_set_has_samples_or_tokens_and_a_source(self, dataset: Dataset) -> None:
        assert (dataset.tokens_an_epoch() is not None) == (dataset.kind == "text")
        assert dataset.samples or dataset.tokens
        assert len(dataset.source) > 15
        Experiment.model_validate({"data_gb": dataset.gb, "data_status": dataset.status})


IMAGE_FIGURES = {"params", "gmacs", "mactivations"}


@pytest.mark.parametrize("name", ["ResNet50", "resnet 50", "RESNET_50", "rn50", " ResNet-50 ", "ＲｅｓＮｅｔ－５０"])
def test_names_are_found_however_they_are_spelt(name: str) -> None:
    assert presets.find(name).id == "resnet-50"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("faster r-cnn", "faster-rcnn-r50-fpn"),
        ("Stable Diffusion 1.5", "sd-1.5"),
        ("ViT-B/16", "vit-b-16"),
        ("GPT-2 (124M)", "gpt2-124m"),
        ("Llama-2-7B", "llama-2-7b"),
        ("qwen 2.5 0.5b", "qwen2.5-0.5b"),
        ("DiT-XL/2", "dit-xl-2"),
    ],
)
def test_names_as_people_write_them(name: str, id: str) -> None:
    assert presets.find(name).id == id


def test_filled_takes_what_is_open_and_leaves_what_is_said() -> None:
    said = Experiment(preset="Llama 2 7B", seq=512, tokens=1e9, precision="bf16")
    full = presets.filled(said)
    assert (full.family, full.params, full.layers, full.d_model) == ("lm", 6738.42e6, 32, 4096)
    assert (full.seq, full.tokens, full.precision, full.preset) == (512, 1e9, "bf16", "Llama 2 7B")


def test_adapters_on_a_language_model_are_fine_tuning() -> None:
    assert presets.filled(Experiment(preset="mistral-7b", mode="lora")).family == "finetune"
    assert presets.filled(Experiment(preset="mistral-7b", mode="full")).family == "lm"
    assert presets.filled(Experiment(preset="bert-base", family="finetune")).family == "finetune"


def test_activations_follow_gmacs_of_another_resolution() -> None:
    larger = presets.filled(Experiment(preset="resnet-50", gmacs=4 * 4.09))
    assert larger.mactivations == pytest.approx(4 * 11.11)
    said = presets.filled(Experiment(preset="resnet-50", gmacs=4 * 4.09, mactivations=30))
    assert said.mactivations == 30


def test_without_a_preset_nothing_is_filled() -> None:
    bare = Experiment(samples=1000)
    assert presets.filled(bare) is bare
    assert presets.taken_from_preset(bare) == {}


@given(st.sampled_from(MODELS), st.data())
def test_filling_twice_is_filling_once_and_changes_nothing_said(model: Preset, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(presets.FIGURES[1:])))
    figures: dict[str, Any] = dict.fromkeys(kept, 1)
    said = Experiment.model_validate({"preset": model.id, **figures})
    full = presets.filled(said)
    assert presets.filled(full) == full
    assert all(getattr(full, name) == 1 for name in kept)
    assert Experiment.model_validate(full.model_dump(exclude_none=True)) == full


@pytest.mark.parametrize(
    ("name", "near"),
    [("resnet-5O", "ResNet-50"), ("lama 2 7b", "Llama 2 7B"), ("yolov8x", "YOLOv8s"), ("vit-b/8", "ViT-B/16")],
)
def test_an_unknown_model_is_told_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UnknownPreset, match="not in the table of models") as told:
        presets.filled(Experiment(preset=name))
    assert near in str(told.value)


def test_an_unknown_data_set_is_told_the_nearest() -> None:
    with pytest.raises(UnknownDataset, match="did you mean CIFAR-10"):
        presets.find_dataset("cifar10O")


@given(st.text())
def test_any_name_is_a_model_or_an_error_of_one_safe_line(name: str) -> None:
    said = ""
    try:
        presets.find(name)
    except UnknownPreset as told:
        said = str(told)
    assert safe(said) == said
    assert len(said) < 500
