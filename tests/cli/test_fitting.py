from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pickproblem import rubric, store
from pickproblem.cli.arguments import estimates
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.record import Experiment
from pickproblem.text import cells
from tests.cli.conftest import Call

LAB = str(EXAMPLES / "vital-lab.toml")
RESNET = ["--preset", "resnet-50", "--samples", "1.15e8", "--stack", "typical"]
HERE = ["--gpu", "RTX 3090", "--count", "2", "--hours-per-week", "100", "--weeks", "8"]
FIELDS = {
    "memory", "hours_per_run", "runs_that_fit", "level", "low", "high", "bound_by", "assumptions", "evidence",
}  # fmt: skip
FILE = 'family = "conv"\ngmacs = 4.11\nmactivations = 11.11\nparams = 25.6e6\nsamples = 1e7\nbatch = 64\n'


def refuse(constant: str) -> Any:
    raise AssertionError(f"{constant} is no JSON")


def document(call: Call, *argv: str) -> Any:
    said = call("fit", *argv, "--json")
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out, parse_constant=refuse)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def experiment(elsewhere: Path) -> str:
    (elsewhere / "run.toml").write_text(FILE, encoding="utf-8")
    return "run.toml"


# --- from options, a file, a record


def test_by_options_alone(call: Call) -> None:
    found = document(call, *RESNET, *HERE)
    assert found.keys() >= FIELDS
    assert found["memory"].keys() >= {"need_gb", "usable_gb", "verdict", "parts", "remedies"}
    assert found["memory"]["usable_gb"] == pytest.approx(0.92 * 24)
    assert found["low"] <= found["level"] <= found["high"]


def test_every_fact_of_an_experiment_is_an_option() -> None:
    told = {*estimates.POSITIVE, *estimates.NOT_NEGATIVE, *estimates.SWITCHES, *estimates.CHOICES}
    assert told | {"preset", "trainable_share", "gpu"} == set(Experiment.model_fields)


def test_an_option_offers_what_the_field_takes() -> None:
    for name, choices in estimates.CHOICES.items():
        for choice in choices:
            Experiment.model_validate({name: choice})


def test_a_file_and_what_is_said_beside_it(call: Call, experiment: str) -> None:
    found = document(call, experiment, *HERE)
    assert found["memory"]["verdict"] == "fits"
    twice = document(call, experiment, *HERE, "--samples", "2e7")
    assert twice["hours_per_run"]["p50"] == pytest.approx(2 * found["hours_per_run"]["p50"])
    assert document(call, "run", *HERE) == found


def test_measured_steps_beat_the_estimate_and_the_difference_is_said(call: Call, experiment: str) -> None:
    argv = [experiment, *HERE, "--seconds-per-step", "0.36", "--steps", "1e5"]
    found = document(call, *argv)
    assert found["bound_by"] == "measured"
    assert found["hours_per_run"]["p50"] == pytest.approx(10)
    assert found["runs_that_fit"]["p50"] == pytest.approx(8 * 100 * 0.7 / 10)
    said = words(call("fit", *argv).out)
    assert "One run takes 10 hours, as measured. The estimate would have been" in said


def test_a_candidate_of_a_record(call: Call) -> None:
    found = document(call, LAB, "--candidate", "strdan", "--today", "2020-12-12")
    assert found["hours_per_run"]["p50"] == 6
    assert found["runs_that_fit"]["p50"] == pytest.approx(5 * 100 * 0.7 / 6)
    assert found["level"] == 3


def test_what_is_said_beside_a_record_counts(call: Call) -> None:
    argv = [LAB, "--candidate", "strdan", "--today", "2020-12-12"]
    assert document(call, *argv, "--hours-per-week", "50")["runs_that_fit"]["p50"] == pytest.approx(250 * 0.7 / 6)
    assert document(call, *argv, "--weeks", "10")["runs_that_fit"]["p50"] == pytest.approx(1000 * 0.7 / 6)
    assert document(call, *argv, "--runs", "1")["level"] == 5
    assert document(call, *argv, "--disk-gb", "10")["limits"] == ["disk"]
    other = document(call, *argv, "--gpu", "RTX 4090")
    assert other["memory"]["usable_gb"] == pytest.approx(0.92 * 24)
    assert any("84 hours" in said for said in other["assumptions"])


def test_the_weeks_of_a_record_are_those_of_its_plan_or_of_the_deadline(call: Call, record: str) -> None:
    text = Path(record).read_text(encoding="utf-8")
    gpus = '[setting]\ngpus = [ { model = "RTX 3090" }, { model = "T4", count = 4, hours_per_week = 10 } ]\n'
    text = text.replace("[[candidates]]", gpus + "[[candidates]]", 1)
    text = text.replace('id = "sbnet"', 'id = "sbnet"\nexperiment = { hours_per_run = 7, gpu = "t4" }', 1)
    Path(record).write_text(text, encoding="utf-8")
    usual = document(call, record, "--candidate", "sbnet")
    assert usual["runs_that_fit"]["p50"] == pytest.approx(8 * 10 * 0.7 / 7)
    assert usual["memory"]["usable_gb"] == pytest.approx(0.92 * 16)
    assert not any("84 hours" in said for said in usual["assumptions"])
    Path(record).write_text(text.replace("[setting]", "[setting]\ndeadline = 2027-03-27"), encoding="utf-8")
    due = document(call, record, "--candidate", "sbnet", "--today", "2026-12-12")
    assert due["runs_that_fit"]["p50"] == pytest.approx(10 * 10 * 0.7 / 7)
    assert any("two thirds" in said for said in due["assumptions"])
    Path(record).write_text(text.replace(', gpu = "t4"', ""), encoding="utf-8")
    first = document(call, record, "--candidate", "sbnet")
    assert any("84 hours" in said for said in first["assumptions"])


def test_a_run_in_words(call: Call, record: str) -> None:
    found = document(call, "--run", "ResNet-50, ImageNet, 90 epochs on 2 x RTX 3090, 100 h/week", "--weeks", "8")
    assert found["usable_hours"] == pytest.approx(8 * 100 * 0.7)
    same = document(call, "--preset", "resnet-50", "--samples", "1.153e8", "--epochs", "90", *HERE)
    assert found["hours_per_run"]["p50"] == pytest.approx(same["hours_per_run"]["p50"], rel=0.01)
    steps = document(call, "--run", "0.36 s/step, 100k steps", *HERE)
    assert steps["hours_per_run"]["p50"] == pytest.approx(10)
    assert document(call, "--run", "0.36 s/step, 100k steps", *HERE, "--steps", "2e5")["hours_per_run"][
        "p50"
    ] == pytest.approx(20)
    named = document(call, record, "--candidate", "sbnet", "--run", "7 hours a run on 4 x T4, 10 h/week")
    assert named["usable_hours"] == pytest.approx(8 * 10 * 0.7)
    assert named["memory"]["usable_gb"] == pytest.approx(0.92 * 16)


def test_words_that_are_not_understood_are_said(call: Call) -> None:
    said = document(call, "--run", "ResNet-50, 1M images, by moonlight", *HERE)["assumptions"]
    assert "moonlight" in said[0]


def test_nothing_is_written(call: Call, experiment: str) -> None:
    before = Path(LAB).read_bytes()
    call("fit", LAB, "--candidate", "sbnet", "--gpu", "T4", "--samples", "5")
    call("fit", experiment, *HERE)
    assert Path(LAB).read_bytes() == before
    assert Path(experiment).read_text(encoding="utf-8") == FILE
    assert sorted(path.name for path in Path().iterdir()) == ["run.toml"]


# --- in words


def test_the_words_say_the_level_first_then_runs_hours_and_memory(call: Call) -> None:
    said = call("fit", LAB, "--candidate", "sbnet", "--today", "2020-12-12")
    assert (said.code, said.err) == (0, "")
    assert max(map(cells, said.out.splitlines())) <= 80
    order = ["Vehicle search", "RTX 3090", "Level", "full runs fit", "One run takes about", "It fits", "Full runs",
             "Memory of each GPU", "Taken for granted", "What stands behind it"]  # fmt: skip
    at = [words(said.out).index(one) for one in order]
    assert at == sorted(at)
    assert "likely within a factor of" in words(said.out)


def test_what_does_not_fit_is_told_with_what_would_help(call: Call) -> None:
    said = words(
        call("fit", "--preset", "llama-2-7b", "--family", "finetune", "--tokens", "3e7", *HERE, "--seq", "512").out
    )
    assert "It does not fit: each GPU must hold about" in said
    assert "What would make it fit, the cheapest first" in said
    assert "QLoRA" in said
    assert "It does not fit the memory: level 1." in said


def test_no_more_than_two_digits(call: Call) -> None:
    said = words(call("fit", *RESNET, *HERE).out)
    sentence = said[said.index("About") : said.index("It fits")]
    for word in sentence.replace(",", "").split():
        number = word.strip(".:").replace(".", "").strip("0")
        assert not number.isdigit() or len(number) <= 2, word


# --- bad input


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["--gpu", "RTX 3090ti super"], 1, "RTX 3090"),
        (["--gpu", " "], 2, "--gpu"),
        ([], 2, "--gpu is missing"),
        ([*HERE, "--hours-per-week", "169"], 2, "169"),
        ([*HERE, "--count", "0"], 2, "0"),
        ([*HERE, "--count", "1.5"], 2, "1.5"),
        ([*HERE, "--nodes", "3"], 1, "3 machines"),
        ([*HERE, "--weeks", "-1"], 2, "-1"),
        ([*HERE, "--samples", "0"], 2, "above 0"),
        ([*HERE, "--samples=-5"], 2, "above 0"),
        ([*HERE, "--samples", "nan"], 2, "nan"),
        ([*HERE, "--samples", "1e400"], 2, "1e400"),
        ([*HERE, "--trainable-share", "2"], 2, "0 to 1"),
        ([*HERE, "--precision", "fp8"], 2, "fp8"),
        ([*HERE, "--preset", "resnet-51"], 1, "ResNet-50"),
        ([*HERE, "--candidate", "sbnet"], 2, "--candidate"),
        (["--gpu", "T4"], 1, "more facts"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told(call: Call, argv: list[str], code: int, told: str) -> None:
    facts = [] if "more facts" in told else RESNET
    said = call("fit", *facts, *argv)
    assert (said.code, said.out) == (code, "")
    assert told in said.err.splitlines()[0]
    assert len(said.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("batch = -1", "run.toml:7: batch: -1 is out of range"),
        ("batch = 0", "more than 0"),
        ("sample = 3", "run.toml:7: sample: is not a known key; did you mean samples"),
        ('stack = "fast"', "stack"),
        ("seq = inf", "finite"),
        ("tokens = 1" + "0" * 400, "tokens is beyond all measure"),
        ("[setting]", "setting"),
        ("batch = 64 64", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(call: Call, experiment: str, line: str, told: str) -> None:
    text = FILE.replace("batch = 64\n", "") + "\n" + line + "\n"
    Path(experiment).write_text(text, encoding="utf-8")
    said = call("fit", experiment, *HERE)
    assert (said.code, said.out) == (1, "")
    assert told in said.err
    assert len(said.err.splitlines()) == 1


def test_files_that_are_not_there_or_are_something_else(call: Call, record: str, experiment: str) -> None:
    assert "no such file" in call("fit", "nowhere.toml", *HERE).err
    assert call("fit", ".", *HERE).code == 1
    assert "one of sbnet, reid, imagenet" in call("fit", record, *HERE).err
    assert "did you mean sbnet" in call("fit", record, "--candidate", "sbnot").err
    said = call("fit", experiment, "--candidate", "sbnet")
    assert said.code == 1
    assert "run.toml" in said.err


def test_a_record_that_says_too_little_is_told_what_it_lacks(call: Call, record: str) -> None:
    said = call("fit", record, "--candidate", "sbnet")
    assert (said.code, said.out) == (1, "")
    assert "GPUs" in said.err
    assert len(said.err.splitlines()) == 1
    missing = call("fit", record, "--candidate", "sbnet", "--gpu", "T4")
    assert missing.code == 1
    assert document(call, record, "--candidate", "sbnet", "--gpu", "T4", *RESNET)["level"] >= 1


def test_a_batch_that_cannot_fit_is_level_1_with_a_smaller_one(call: Call) -> None:
    found = document(call, *RESNET, *HERE, "--batch", "100000")
    assert (found["level"], found["memory"]["verdict"]) == (1, "does-not-fit")
    assert any("batch" in one["changes"] for one in found["memory"]["remedies"])


def test_units_and_cards_that_do_not_go_together_are_said(call: Call) -> None:
    doubled = document(call, *RESNET, *HERE, "--gmacs", "8.2")["assumptions"]
    assert any("as if FLOPs had been counted" in said for said in doubled)
    old = document(call, *RESNET, "--gpu", "V100", "--precision", "bf16")["assumptions"]
    assert any("cannot compute in bf16" in said for said in old)


def test_names_that_steer_a_terminal_are_shown_safe(call: Call, record: str) -> None:
    text = Path(record).read_text(encoding="utf-8")
    text = text.replace('"Vehicle search"', '"\\u001b]52;c;eA==\\u0007[/b]"', 1)
    Path(record).write_text(text, encoding="utf-8")
    said = call("fit", record, "--candidate", "sbnet", "--gpu", "T4", *RESNET)
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "␛]52" in said.out
    assert "\x1b" not in call("fit", "--gpu", "\x1b[2J", *RESNET).err


def test_it_speaks_of_the_record_as_it_is(call: Call) -> None:
    record = store.read(Path(LAB), rubric.load()).record
    for one in record.candidates:
        if one.experiment is not None:
            assert document(call, LAB, "--candidate", one.id, "--today", "2020-12-12")["level"] in range(1, 6)


def test_it_loads_neither_numbers_nor_screens() -> None:
    code = (
        "import sys; from pickproblem.cli import run; "
        "code = run(['fit', '--preset', 'resnet-50', '--samples', '1e8', '--gpu', 'T4']); "
        "print(code, sorted(set(sys.modules) & {'numpy', 'scipy', 'textual', 'pickproblem.estimate.words'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_a_laptops_card_takes_a_measured_run(call: Call, elsewhere: Path) -> None:
    argv = ["--gpu", "RTX 3080 Laptop GPU", "--hours-per-week", "20", "--weeks", "8"]
    found = document(call, "--hours-per-run", "2", *argv)
    assert found["hours_per_run"]["p50"] == 2
    assert found["memory"]["verdict"] == "unknown"
    assert found["memory"]["usable_gb"] is None
    assert "not in the table of GPUs" in found["assumptions"][0]
    told = call("fit", "--hours-per-run", "2", "--gpu", "RTX 3095")
    assert (told.code, "did you mean GeForce RTX 3090" in words(told.err)) == (1, True)
    told = call("fit", *RESNET, *argv)
    assert told.code == 1
    assert "measure the seconds of a step on it" in words(told.err)
    record = elsewhere / "own.toml"
    record.write_text(
        'format = 1\ntitle = "T"\ncreated = 2026-11-21T10:00:00+09:00\nprofile = "balanced"\n'
        '[setting]\ngpus = [{ model = "odd one", hours_per_week = 5 }, { model = "RTX 3080 Laptop GPU" }]\n'
        '[[candidates]]\nid = "a"\ntitle = "A"\nstate = "open"\n'
        '[candidates.experiment]\ngpu = "rtx-3080 laptop gpu"\nhours_per_run = 2\n'
    )
    found = document(call, str(record), "--candidate", "a", "--hours-per-week", "20", "--weeks", "8")
    assert found["hours_per_run"]["p50"] == 2
    assert found["level"] == document(call, "--hours-per-run", "2", *argv)["level"]
