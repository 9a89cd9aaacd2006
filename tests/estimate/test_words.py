"""What a newcomer types first: a line of words, read as an experiment."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pickproblem.estimate import presets
from pickproblem.estimate.words import read
from pickproblem.record import Experiment, Gpu
from pickproblem.text import safe

SHREDS = (
    "12 epochs x 3090 a100 h a run coco resnet-50 - , e9 b \x00 batch / s step 배치 회 시간 lora İ ﬁ ½ \x1b[31m gb"
    " 80gb mig ; 1,000 1.5e3 k m tokens gpu laptop gpt2 × 한 장 만"
)


def said(line: str) -> dict[str, Any]:
    """The fields that a line settles; fails where a piece of it was not understood."""
    found = read(line)
    assert found.not_understood == []
    return found.experiment.model_dump(exclude_none=True)


class TestPieces:
    @pytest.mark.parametrize(
        ("line", "fields"),
        [
            ("12 epochs", {"epochs": 12}),
            ("epochs: 12", {"epochs": 12}),
            ("12에폭", {"epochs": 12}),
            ("에폭 12회", {"epochs": 12}),
            ("1B tokens", {"tokens": 1e9, "family": "lm"}),
            ("2.5 million tokens", {"tokens": 2.5e6, "family": "lm"}),
            ("5억 토큰", {"tokens": 5e8, "family": "lm"}),
            ("1,281,167 images", {"samples": 1281167}),
            ("3.7M samples", {"samples": 3.7e6}),
            ("batch 256", {"batch": 256}),
            ("batch size of 256 images", {"batch": 256}),
            ("bs=64", {"batch": 64}),
            ("배치 크기 64", {"batch": 64}),
            ("micro-batch 8", {"micro_batch": 8}),
            ("bf16", {"precision": "bf16"}),
            ("amp", {"precision": "fp16"}),
            ("mixed precision fp16", {"precision": "fp16", "mixed": True}),
            ("0.35 s/step", {"seconds_per_step": 0.35}),
            ("350 ms per iteration", {"seconds_per_step": 0.35}),
            ("4 it/s", {"seconds_per_step": 0.25}),
            ("스텝당 0.35초", {"seconds_per_step": 0.35}),
            ("90k steps", {"steps": 90_000}),
            ("9만 스텝", {"steps": 90_000}),
            ("3 h a run", {"hours_per_run": 3}),
            ("90 minutes", {"hours_per_run": 1.5}),
            ("2 days per run", {"hours_per_run": 48}),
            ("한 번에 3시간씩", {"hours_per_run": 3}),
            ("회당 3시간", {"hours_per_run": 3}),
            ("하루", {"hours_per_run": 24}),
            ("10 runs", {"runs": 10}),
            ("3 seeds", {"runs": 3}),
            ("10회", {"runs": 10}),
            ("실험 10번", {"runs": 10}),
            ("seq 2048", {"seq": 2048}),
            ("sequences of 2048 tokens", {"seq": 2048}),
            ("4k context", {"seq": 4000}),
            ("60 GB of data", {"data_gb": 60}),
            ("7B model, lora", {"params": 7e9, "mode": "lora", "family": "finetune"}),
            ("4.1 GMACs", {"gmacs": 4.1}),
            ("8-bit adam", {"optimizer": "adam8bit"}),
            ("gradient checkpointing", {"recompute": True}),
            ("ZeRO-3", {"shard": "zero3"}),
        ],
    )
    def test_each(self, line: str, fields: dict[str, Any]) -> None:
        assert said(line) == pytest.approx(fields)

    def test_flops_are_taken_for_two_a_multiply_add_and_that_is_said(self) -> None:
        found = read("8.2 GFLOPs")
        assert found.experiment.gmacs == pytest.approx(4.1)
        assert found.understood == ["GMACs a sample: 4.1, half of the GFLOPs"]

    @pytest.mark.parametrize(
        ("line", "gpu"),
        [
            ("on a 3090", Gpu(model="GeForce RTX 3090")),
            ("4 x 3090", Gpu(model="GeForce RTX 3090", count=4)),
            ("4x3090", Gpu(model="GeForce RTX 3090", count=4)),
            ("two weeks, 8 H100 PCIe", Gpu(model="H100 PCIe 80 GB", count=8)),
            ("4 3090s", Gpu(model="GeForce RTX 3090", count=4)),
            ("3090 4장", Gpu(model="GeForce RTX 3090", count=4)),
            ("RTX 3090 두 장으로", Gpu(model="GeForce RTX 3090", count=2)),
            ("2 x RTX 3090, 100 h a week", Gpu(model="GeForce RTX 3090", count=2, hours_per_week=100)),
            ("주 100시간 T4", Gpu(model="Tesla T4", hours_per_week=100)),
            ("one L40S", Gpu(model="L40S")),
        ],
    )
    def test_gpus(self, line: str, gpu: Gpu) -> None:
        found = read(line)
        assert found.gpu == gpu
        assert found.experiment == Experiment()

    def test_what_a_gpu_leaves_open_is_said(self) -> None:
        (told,) = read("8 x A100").understood
        assert told.startswith("8 x A100 SXM4 40 GB (A100 is taken for A100 SXM4 40 GB; there is also")


class TestWhole:
    def test_a_model_a_data_set_and_epochs(self) -> None:
        found = read("ResNet-50, COCO, 12 epochs")
        assert found.not_understood == []
        assert found.experiment == Experiment(
            preset="resnet-50", epochs=12, samples=118287 * 12, data_gb=20, data_status="public-download"
        )
        assert [told.split(":")[0] for told in found.understood] == ["ResNet-50", "COCO train2017", "epochs"]
        assert "118,287 samples an epoch, 1.419 M a run" in found.understood[1]
        assert presets.filled(found.experiment).gmacs == 4.09

    def test_a_backbone_alone_on_detection_data_is_pointed_out(self) -> None:
        assert "Faster R-CNN R50-FPN 171 GMACs" in read("ResNet-50, COCO, 12 epochs").understood[1]
        assert "GMACs" not in read("Faster R-CNN, COCO, 12 epochs").understood[1]

    @pytest.mark.parametrize(
        "line",
        [
            "ResNet-50으로 COCO를 12에폭, 배치 16, bf16, 3090 4장",
            "resnet50 on coco for 12 epochs with a batch of 16 in bf16 on 4 x RTX 3090",
            "4x3090; BF16; bs 16; COCO; 12 epochs; rn50",
        ],
    )
    def test_order_and_language_make_no_difference(self, line: str) -> None:
        found = read(line)
        assert found.not_understood == []
        assert found.gpu == Gpu(model="GeForce RTX 3090", count=4)
        wanted = read("ResNet-50, COCO, 12 epochs, batch 16, bf16").experiment
        assert found.experiment == wanted

    def test_fine_tuning_by_adapters(self) -> None:
        assert said("llama 2 7b, qlora on alpaca, 3 epochs, seq 512") == {
            "preset": "llama-2-7b",
            "family": "finetune",
            "mode": "qlora",
            "tokens": 52002 * 200 * 3,
            "epochs": 3,
            "seq": 512,
            "data_gb": 0.05,
            "data_status": "public-download",
        }

    def test_fine_tuning_on_examples_takes_their_length(self) -> None:
        fields = said("fine-tuning BERT-base on SQuAD for 2 epochs")
        assert (fields["family"], fields["seq"], fields["tokens"]) == ("finetune", 384, 87599 * 384 * 2)

    def test_a_corpus_is_read_once_unless_said(self) -> None:
        assert said("GPT-2 124M on FineWeb") == {
            "preset": "gpt2-124m",
            "tokens": 10e9,
            "epochs": 1,
            "data_gb": 27.6,
            "data_status": "public-download",
        }
        assert said("GPT-2, OpenWebText, 2 epochs")["tokens"] == pytest.approx(2 * 9.036e9)
        assert said("GPT-2, OpenWebText, 300B tokens")["tokens"] == 300e9

    def test_measured_steps_of_a_data_set(self) -> None:
        fields = said("Mask R-CNN, COCO, 12 epochs, batch 16, 0.3 s/step")
        assert fields["steps"] == 88_716
        assert fields["seconds_per_step"] == 0.3

    def test_steps_and_batch_give_samples_and_tokens(self) -> None:
        assert said("DDPM CIFAR-10, 500k steps, batch 128")["samples"] == 64e6
        assert said("nanogpt, 600k steps, batch 480")["tokens"] == 600_000 * 480 * 1024

    def test_small_images_take_the_small_network(self) -> None:
        assert said("ResNet-18 on CIFAR-10, 200 epochs")["preset"] == "resnet-18-cifar"
        assert said("ResNet-18 on ImageNet, 90 epochs")["preset"] == "resnet-18"

    @given(
        st.sampled_from(presets.every()).filter(lambda model: "CIFAR-10" not in model.title),
        st.sampled_from(presets.every_dataset()),
        st.integers(1, 1000),
        st.sampled_from(["%s, %s, %d epochs", "%s; %s; epochs=%d", "%s, on %s, for %d epochs", "%s,%s,%d에폭"]),
    )
    def test_every_model_and_data_set_is_read(
        self, model: presets.Preset, dataset: presets.Dataset, epochs: int, line: str
    ) -> None:
        found = read(line % (model.title.replace(",", ""), dataset.title.replace(",", ""), epochs))
        assert presets.find(found.experiment.preset or "").family == model.family
        assert found.experiment.epochs == epochs
        takes_text, is_text = model.family == "lm", dataset.kind == "text"
        if takes_text and is_text:
            assert found.experiment.tokens == pytest.approx((dataset.tokens_an_epoch() or 0) * epochs)
        elif takes_text or is_text:
            assert any(dataset.title in piece for piece in found.not_understood)


class TestNotUnderstood:
    @pytest.mark.parametrize(
        ("line", "piece"),
        [
            ("resnet-5o, COCO", "resnet-5o (did you mean ResNet-50?)"),
            ("imagenett", "imagenett (did you mean ImageNet-1k?)"),
            ("RTX 3095", "RTX 3095 (did you mean GeForce RTX 3090?)"),
            ("a toaster, 12 epochs", "toaster"),
            ("0 epochs", "0 epochs"),
            ("-3 epochs", "-3 epochs"),
            ("1e99 tokens", "1e99 tokens"),
            ("12 epochs, 300 epochs", "300 epochs"),
            ("bf16, fp32", "fp32"),
            ("a 3090, an L4", "L4"),
            ("0 x 3090", "0 x 3090"),
            ("2 x RTX 3090, 200 h a week", "200 h a week"),
            ("448px", "448px (a model's figures are those of its own resolution)"),
            ("224x224", "224 x 224 (a model's figures are those of its own resolution)"),
            ("ResNet-50, C4", "C4, English (not what ResNet-50 is trained on)"),
            ("ResNet-50, ResNet-101", "ResNet-101"),
        ],
    )
    def test_is_said_back_with_what_may_be_meant(self, line: str, piece: str) -> None:
        assert piece in read(line).not_understood

    def test_a_laptop_card(self) -> None:
        found = read("2 x RTX 3080 Laptop GPU")
        assert found.gpu is None
        assert found.not_understood[0].startswith("RTX 3080 Laptop is slower than the GeForce RTX 3080")

    def test_nothing(self) -> None:
        found = read(" , ; ")
        assert (found.experiment, found.understood, found.not_understood, found.gpu) == (Experiment(), [], [], None)

    @given(
        st.text(max_size=600)
        | st.lists(
            st.sampled_from(SHREDS.split(" ")),
            max_size=40,
        ).map(" ".join)
    )
    @example("9" * 10_000)
    @example("1," * 3_000)
    @example("3 h " * 200)
    def test_any_line_is_read_and_said_back_safely(self, line: str) -> None:
        found = read(line)
        for piece in (*found.understood, *found.not_understood):
            assert safe(piece) == piece
            assert len(piece) < 400
        assert Experiment.model_validate(found.experiment.model_dump(exclude_none=True)) == found.experiment
