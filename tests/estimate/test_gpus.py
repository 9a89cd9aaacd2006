"""The table of GPUs against its traps, and the names by which people and nvidia-smi call them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pickproblem.estimate import gpus
from pickproblem.estimate.gpus import GpuSpec, UnknownGpu
from pickproblem.estimate.naming import key
from pickproblem.text import safe

EVERY = gpus.every()
PRINTED = [(row, printed) for row in EVERY for printed in row.printed]


def test_every_id_and_every_name_finds_its_own_card_and_no_other() -> None:
    for row in EVERY:
        assert gpus.find(row.id) is row
        assert gpus.find(row.name) is row
    spelt = [key(name) for row in EVERY for name in {row.id, row.name}]
    assert len({(key(name), row.id) for row in EVERY for name in (row.id, row.name)}) == len(set(spelt))


@pytest.mark.parametrize(("row", "printed"), PRINTED, ids=[printed for _, printed in PRINTED])
def test_a_printed_name_with_its_memory_finds_its_own_card(row: GpuSpec, printed: str) -> None:
    # Drivers before 2021 leave the maker out; error correction and the driver take some of the memory.
    for name in (printed, printed.removeprefix("NVIDIA ")):
        for share in (1.0, 0.9375):
            found, assumed = gpus.means(name, row.memory_gb * share)
            assert (found, assumed) == (row, None)


@given(st.sampled_from(EVERY), st.data())
def test_names_are_found_however_they_are_spaced_and_hyphenated(row: GpuSpec, data: st.DataObject) -> None:
    gap = data.draw(st.sampled_from(["", " ", "-", "_", "  "]))
    name = data.draw(st.sampled_from([row.id, row.name])).replace("-", " ").replace(" ", gap)
    assert gpus.find(data.draw(st.sampled_from([name, name.upper(), f" {name} "]))) is row


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("3090", "rtx-3090"),
        ("RTX3090", "rtx-3090"),
        ("rtx 3090", "rtx-3090"),
        ("nvidia rtx 3090 24gb", "rtx-3090"),
        ("2080ti", "rtx-2080-ti"),
        ("1080 Ti", "gtx-1080-ti"),
        ("4090", "rtx-4090"),
        ("4070 ti super", "rtx-4070-ti-super"),
        ("Titan RTX", "titan-rtx"),
        ("L40S", "l40s"),
        ("A6000", "rtx-a6000"),
        ("RTX 6000 Ada", "rtx-6000-ada"),
        ("RTX 8000", "quadro-rtx-8000"),
        ("RTX PRO 6000", "rtx-pro-6000-blackwell"),
        ("A100-SXM4-80GB", "a100-sxm-80g"),
        ("a100 40g pcie", "a100-pcie-40g"),
        ("h100 pcie", "h100-pcie-80g"),
        ("H100 80GB HBM3", "h100-sxm-80g"),
        ("H100 NVL", "h100-nvl-94g"),
        ("GeForce RTX™ 4060 Ti (16 GB)", "rtx-4060-ti-16g"),
        ("AMD Radeon RX 7900 XTX", "rx-7900-xtx"),
        ("DGX Spark", "gb10-dgx-spark"),
    ],
)
def test_names_as_people_write_them(name: str, id: str) -> None:
    found, assumed = gpus.means(name)
    assert (found.id, assumed) == (id, None)


@pytest.mark.parametrize(
    ("name", "id", "other"),
    [
        ("a100", "a100-sxm-40g", "A100 SXM4 80 GB"),
        ("a100 80gb", "a100-sxm-80g", "A100 PCIe 80 GB"),
        ("A100-80", "a100-sxm-80g", "A100 PCIe 80 GB"),
        ("H100", "h100-sxm-80g", "H100 PCIe 80 GB"),
        ("v100", "v100-sxm2-16g", "Tesla V100 SXM2 32 GB"),
        ("V100 32G", "v100-sxm2-32g", "Tesla V100 PCIe 32 GB"),
        ("RTX 3080", "rtx-3080-10g", "GeForce RTX 3080 12 GB"),
        ("NVIDIA GeForce RTX 4060 Ti", "rtx-4060-ti-8g", "GeForce RTX 4060 Ti 16 GB"),
        ("RTX 6000", "quadro-rtx-6000", "RTX 6000 Ada Generation (48 GB)"),
    ],
)
def test_what_a_name_leaves_open_is_taken_small_and_said(name: str, id: str, other: str) -> None:
    found, assumed = gpus.means(name)
    assert found.id == id
    assert assumed is not None
    assert assumed.startswith(f"{name} is taken for {found.name}")
    assert other in assumed


@pytest.mark.parametrize(
    ("name", "memory_gb", "id"),
    [
        ("RTX 3080", 12.0, "rtx-3080-12g"),
        ("a100", 79.2, "a100-sxm-80g"),
        ("RTX 6000", 47.5, "rtx-6000-ada"),
        ("NVIDIA GeForce RTX 4060 Ti", 15.99, "rtx-4060-ti-16g"),
    ],
)
def test_memory_that_was_seen_settles_what_the_name_leaves_open(name: str, memory_gb: float, id: str) -> None:
    assert gpus.find(name, memory_gb).id == id


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("RTX 3095", "GeForce RTX 3090"),
        ("RTX 4900", "GeForce RTX 4090"),
        ("A101", "A100"),
        ("L40X", "L40S"),
        ("Quadro RTX 5000", "Quadro RTX 6000"),
        ("titan", "TITAN RTX"),
        ("m1", "Apple M1 Max (32-core)"),
    ],
)
def test_an_unknown_name_is_told_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UnknownGpu, match="not in the table") as told:
        gpus.find(name)
    assert near in str(told.value)


@pytest.mark.parametrize("name", ["RTX 3090 12GB", "H100 96GB", "A100 SXM 24 GB", "M3 Max 30-core", "M1 Max 128 GB"])
def test_a_known_card_with_a_memory_or_cores_it_never_had_is_unknown(name: str) -> None:
    with pytest.raises(UnknownGpu, match="there is"):
        gpus.find(name)


def test_memory_that_no_such_card_has_is_not_believed() -> None:
    with pytest.raises(UnknownGpu, match=r"there is GeForce RTX 3090 \(24 GB\)"):
        gpus.find("NVIDIA GeForce RTX 3090", 12)


@pytest.mark.parametrize(
    "name",
    ["RTX 3080 Laptop GPU", "NVIDIA GeForce RTX 3080 Laptop GPU", "RTX 2080 Max-Q", "GTX 1080M", "rtx 4090 mobile"],
)
def test_a_laptop_card_is_not_taken_for_the_desktop_one(name: str) -> None:
    with pytest.raises(UnknownGpu, match="is slower than the GeForce"):
        gpus.find(name)


@pytest.mark.parametrize("name", ["NVIDIA A100-SXM4-40GB MIG 1g.5gb", "MIG 3g.20gb", "GRID A100X-20C"])
def test_a_part_of_a_gpu_is_not_taken_for_the_whole(name: str) -> None:
    with pytest.raises(UnknownGpu, match="a part of a GPU"):
        gpus.find(name)


@pytest.mark.parametrize("name", ["", "  ", "---"])
def test_no_name(name: str) -> None:
    with pytest.raises(UnknownGpu, match="no GPU is named"):
        gpus.find(name)


@pytest.mark.parametrize("name", ["", "= 4", "24 GB", "RTX", "4 GPUs", "x", "3095"])
def test_what_can_be_no_name(name: str) -> None:
    assert not gpus.is_name(name)
    with pytest.raises(UnknownGpu):
        gpus.measured_on(name)


@pytest.mark.parametrize("name", ["3090", "my own card", "RTX 3095", "나만의 카드", "RTX 3080 Laptop GPU", "T4"])
def test_what_can_be_a_name(name: str) -> None:
    assert gpus.is_name(name)


def test_names_that_come_near_are_listed_the_nearest_first() -> None:
    names = [row.name for row in gpus.alike("RTX 3095")]
    assert names[0] == "GeForce RTX 3090"
    assert gpus.near("RTX 3095") == names[0]
    assert len(names) == len(set(names))
    assert gpus.alike("my own card") == ()
    assert gpus.near("") is None


def test_a_card_that_has_to_be_measured_will_do_where_a_run_was_measured_on_it() -> None:
    assert gpus.measured_on("3090") == gpus.means("3090")
    found, said = gpus.measured_on("RTX 3080 Laptop GPU 16 GB")
    assert (found.name, found.memory_gb, said) == ("RTX 3080 Laptop GPU 16 GB", 16, None)
    assert (found.tensor_tflops, found.listed) == (0, False)
    assert gpus.measured_on("RTX 3080 Laptop GPU")[0].memory_gb == 0
    with pytest.raises(UnknownGpu, match="not in the table"):
        gpus.measured_on("my own card")


def test_apple_memory_is_that_of_the_computer() -> None:
    assert gpus.find("M2 Ultra 64GB").memory_gb == 64
    assert gpus.find("Apple M1 Max", 32).memory_gb == 32
    found, assumed = gpus.means("M2 Ultra")
    assert found.memory_gb == 192
    assert assumed == "Apple M2 Ultra (76-core) is counted with 192 GB, the most it is sold with"


@given(st.text(max_size=200) | st.sampled_from(["a100 ", "rtx "]).flatmap(lambda begin: st.text().map(begin.__add__)))
@example("9" * 100_000)
@example("sxm pcie nvl 8gb 4c mig")
def test_any_text_is_a_card_or_an_error_of_one_safe_line(name: str) -> None:
    said = ""
    try:
        gpus.find(name)
    except UnknownGpu as told:
        said = str(told)
    assert len(said) < 500
    assert safe(said) == said


def test_same() -> None:
    assert gpus.same("3090", "NVIDIA GeForce RTX 3090")
    assert gpus.same("my own card", "My-own Card")
    assert not gpus.same("3090", "3090 Ti")
    assert not gpus.same("3090", "my own card")


class TestTraps:
    """Each of them has been met in a published table."""

    def test_figures_are_dense_and_near_what_the_vendor_names(self) -> None:
        for row in EVERY:
            if row.vendor_check_tflops:
                assert row.tensor_tflops == pytest.approx(row.vendor_check_tflops, rel=0.02), row.id

    def test_the_sparse_fp16_figure_of_the_5090_is_not_taken(self) -> None:
        assert gpus.find("RTX 5090").tensor_tflops == 209.5

    @pytest.mark.parametrize(
        ("beginning", "times"),
        [("GeForce RTX 20", 4), ("GeForce RTX 30", 2), ("GeForce RTX 40", 2), ("GeForce RTX 50", 2), ("RTX A", 4)],
    )
    def test_geforce_runs_at_half_rate_with_fp32_accumulation(self, beginning: str, times: int) -> None:
        rows = [row for row in EVERY if row.name.startswith(beginning)]
        assert len(rows) >= 4
        for row in rows:
            assert row.tensor_tflops == pytest.approx(times * row.fp32_tflops, rel=0.02), row.id

    def test_no_bf16_and_no_tf32_before_ampere(self) -> None:
        before = ("gtx", "titan", "rtx-20", "quadro", "p40", "p100", "v100", "t4")
        for row in EVERY:
            if row.id.startswith(before):
                assert not row.bf16, row.id
                assert row.tf32_tflops == 0, row.id
            else:
                assert row.bf16, row.id
                assert row.tf32_tflops > 0, row.id

    def test_mi250_appears_as_two_devices(self) -> None:
        assert {row.id for row in EVERY if row.devices == 2} == {"mi250", "mi250x"}
        found, assumed = gpus.means("MI250X")
        assert (found.id, found.memory_gb) == ("mi250x", 128)
        assert assumed is not None
        assert "2 devices of 64 GB" in assumed

    def test_every_figure_has_a_source_and_is_possible(self) -> None:
        for row in EVERY:
            assert len(row.source) > 20, row.id
            assert row.tensor_tflops >= row.fp32_tflops > 0, row.id
            assert 4 <= row.memory_gb <= 512, row.id
            assert 60 <= row.bandwidth_gbs <= 10_000, row.id
            assert row.tensor_from in ("formula", "vendor", "none"), row.id
