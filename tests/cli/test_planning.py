from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.text import cells
from tests.cli.conftest import Call

LAB = str(EXAMPLES / "vital-lab.toml")
IMAGENET = str(EXAMPLES / "imagenet.csv")
DATED = ("--deadline", "2027-02-20", "--today", "2026-11-21", "--deliverable", "a paper")

FINISHED = """
[[candidates]]
id = "old-{n}"
title = "Old {n}"
state = "closed"
plan = {{ deliverable = "x", experiment_weeks = 6, writing_weeks = 4 }}
[[candidates.stints]]
from = 2025-0{n}-01
to = 2025-0{n}-14
[[candidates.stints]]
from = 2026-0{n}-01
to = 2026-0{m}-28
ended = "delivered"
"""


def document(out: str) -> Any:
    return json.loads(out)


def add(record: str, text: str) -> None:
    path = Path(record)
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


# --- plan, said on the command line


def test_thirteen_weeks_hold_about_five_and_a_half_of_experiments(call: Call) -> None:
    said = call("plan", *DATED, "--venue", "CVPR workshop", "--experiment-weeks", "5")
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    assert "Level 5, likely 3 to 5: Fits after correction" in words
    assert "about 5.4 weeks of experiments" in words
    assert "Draft" in words
    assert "01-21 – 01-30" in words
    assert max(map(cells, said.out.splitlines())) <= 80


def test_the_document_has_the_fields_that_are_promised(call: Call) -> None:
    said = call("plan", *DATED, "--experiment-weeks", "5", "--json")
    found = document(said.out)
    assert found.keys() == {
        "weeks_left", "correction", "fits", "fits_uncorrected", "naive_weeks_that_fit", "schedule",
        "level", "low", "high",
    }  # fmt: skip
    assert (found["weeks_left"], found["correction"], found["fits"], found["level"]) == (13, 1.6, True, 5)
    assert found["naive_weeks_that_fit"] == pytest.approx(5.41667, abs=1e-4)
    assert found["schedule"][0] == {
        "what": "experiments: whole flow end to end", "from": "2026-11-21", "to": "2026-12-10",
    }  # fmt: skip
    assert found["schedule"][4]["to"] == "2027-02-20"


@pytest.mark.parametrize(
    ("options", "level"),
    [
        (["--experiment-weeks", "8", "--writing-weeks", "4"], 3),
        (["--experiment-weeks", "8", "--writing-weeks", "4", "--correction", "1.1"], 5),
        (["--experiment-weeks", "9.5", "--writing-weeks", "4"], 1),
    ],
)
def test_the_box_for_writing_and_the_correction_count(call: Call, options: list[str], level: int) -> None:
    assert document(call("plan", *DATED, *options, "--json").out)["level"] == level


def test_without_a_deliverable_the_level_is_the_lowest_and_says_why(call: Call) -> None:
    said = call("plan", "--deadline", "2027-02-20", "--today", "2026-11-21", "--experiment-weeks", "5")
    assert "Level 1: No deliverable named" in said.out
    assert "Nothing is named that shall exist" in said.out


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (["--deadline", "2026-11-20", "--today", "2026-11-21", "--experiment-weeks", "5"], 1, "is in the past"),
        (["--deadline", "2027-02-30", "--experiment-weeks", "5"], 2, "2027-02-30"),
        (["--deadline", "soon", "--experiment-weeks", "5"], 2, "soon"),
        (["--deadline", "2027-02-20", "--experiment-weeks", "-1"], 2, "-1 is no number of weeks"),
        (["--deadline", "2027-02-20", "--experiment-weeks", "nan"], 2, "nan"),
        (["--deadline", "2027-02-20", "--experiment-weeks", "five"], 2, "five"),
        (["--deadline", "2027-02-20", "--experiment-weeks", "5", "--writing-weeks", "2000"], 2, "2000"),
        (["--deadline", "2027-02-20", "--experiment-weeks", "5", "--correction", "0"], 2, "0 is no correction"),
        (["--deadline", "2027-02-20", "--experiment-weeks", "5", "--correction", "inf"], 2, "inf"),
        (["--deadline", "2027-02-20"], 2, "--experiment-weeks"),
        (["--experiment-weeks", "5"], 2, "--deadline"),
        ([], 2, "--deadline"),
        (["--candidate", "a"], 2, "record"),
        (["nothing.toml", "--candidate", "a"], 1, "nothing.toml"),
        ([LAB], 2, "sbnet, strdan"),
        ([LAB, "--candidate", "sbnt"], 2, "did you mean sbnet"),
        ([LAB, "--candidate", "sbnet", "--today", "2026-11-21"], 1, "2021-03-13 is in the past"),
    ],
)
def test_what_cannot_be_planned_is_told_in_a_line(call: Call, argv: list[str], code: int, named: str) -> None:
    said = call("plan", *argv)
    assert (said.code, said.out) == (code, "")
    assert named in said.err.splitlines()[0]
    assert len(said.err.splitlines()) <= (1 if code == 1 else 2)


# --- plan of a record


@pytest.mark.parametrize(("candidate", "level"), [("sbnet", 5), ("strdan", 5), ("soft-partition", 3)])
def test_a_candidate_of_the_example_gets_the_level_that_was_answered(call: Call, candidate: str, level: int) -> None:
    found = document(call("plan", LAB, "--candidate", candidate, "--today", "2020-12-12", "--json").out)
    assert (found["level"], found["weeks_left"], found["schedule"][0]["from"]) == (level, 13, "2020-12-12")


def test_what_is_said_on_the_line_stands_before_the_record(call: Call) -> None:
    said = call("plan", LAB, "--candidate", "sbnet", "--today", "2020-12-12", "--experiment-weeks", "8", "--json")
    assert document(said.out)["level"] == 3
    later = call("plan", LAB, "--candidate", "sbnet", "--today", "2020-12-12", "--deadline", "2021-07-01", "--json")
    assert document(later.out)["level"] == 2


def test_a_candidate_without_a_plan_is_told_what_is_missing(call: Call, record: str) -> None:
    said = call("plan", record, "--candidate", "reid", "--today", "2026-11-21")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("차량 재식별\nLevel 1")
    assert "There is no date" in said.out
    assert "is not said" in said.out
    dated = call("plan", record, "--candidate", "reid", *DATED)
    assert "no level yet" in dated.out
    assert document(call("plan", record, "--candidate", "reid", *DATED, "--json").out)["level"] is None


def test_ones_own_history_takes_the_place_of_the_usual_factor(call: Call, record: str) -> None:
    argv = ("plan", record, "--candidate", "sbnet", *DATED, "--experiment-weeks", "3")
    assert "your own takes over" in " ".join(call(*argv).out.split())
    add(record, FINISHED.format(n=1, m=3) + FINISHED.format(n=2, m=4))
    assert document(call(*argv, "--json").out)["correction"] == 1.6
    call("new", "older", "--title", "Older", "--profile", "after-hours")
    add("older.toml", FINISHED.format(n=3, m=5))
    Path("broken.toml").write_text('format = 1\ntitle = "delivered"\ncreated = never\n', encoding="utf-8")
    found = document(call(*argv, "--json").out)
    # each 14 days in 2025, and in 2026 87 (January 1st to March 28th), 87 and 89; 10 weeks were planned
    assert found["correction"] == pytest.approx((14 + 87) / 7 / 10)
    assert "your own 3 finished projects" in " ".join(call(*argv).out.split())
    assert document(call(*argv, "--correction", "1.2", "--json").out)["correction"] == 1.2


# --- maturity


def test_imagenet_is_level_one(call: Call) -> None:
    said = call("maturity", IMAGENET, "--scale", "0..100")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Level 1: A decimal-point race")
    assert "+0.1◆" in said.out
    assert max(map(cells, said.out.splitlines())) <= 80
    found = document(call("maturity", IMAGENET, "--scale", "0..100", "--json").out)
    assert found.keys() == {"records", "steps", "median_step", "level", "low", "high"}
    assert (found["level"], found["low"], found["high"]) == (1, 1, 1)
    assert found["records"][0] == {"date": "2012-12", "score": 63.3}


@pytest.mark.parametrize(
    ("text", "options", "level"),
    [
        ("2020,40\n2021,45\n2022,51\n2023,56\n", [], 4),
        ("2020,40\n2021,55\n2022,70\n2023,85\n", [], 5),
        ("date,error\n2020,0.60\n2021,0.54\n2022,0.49\n2023,0.43\n", ["--scale", "0..1", "--lower-is-better"], 4),
        ("2020,40\n", [], 5),
    ],
)
def test_room_is_seen_in_the_last_steps(call: Call, text: str, options: list[str], level: int) -> None:
    Path("board.csv").write_text(text, encoding="utf-8")
    assert document(call("maturity", "board.csv", *options, "--json").out)["level"] == level


@pytest.mark.parametrize(
    ("content", "options", "code", "named"),
    [
        (b"2012,63\n2013,n/a\n", [], 1, "board.csv: line 2: 'n/a' is no number"),
        (b"2012,63\n2013,630\n", ["--scale", "0..100"], 1, "board.csv: line 2: 630 is not on the scale"),
        (b"", [], 1, "board.csv: there is no result"),
        (b"\xff\xfe2\x000\x00", [], 1, "is not UTF-8"),
        (b"2012,\x1b[2J\n", [], 1, "line 1"),
        (b"2012,63\n", ["--scale", "100..0"], 2, "100..0 is no scale"),
        (b"2012,63\n", ["--scale", "5"], 2, "5 is no scale"),
        (b"2012,63\n", ["--scale", "0..x"], 2, "0..x is no scale"),
        (b"2012,63\n", ["--scale", "0..nan"], 2, "0..nan is no scale"),
        (b"2012,63\n", ["--scale=-1..-1"], 2, "-1..-1 is no scale"),
    ],
)
def test_results_that_cannot_be_read_are_told_in_a_line(
    call: Call, content: bytes, options: list[str], code: int, named: str
) -> None:
    Path("board.csv").write_bytes(content)
    said = call("maturity", "board.csv", *options)
    assert (said.code, said.out) == (code, "")
    assert named in said.err.splitlines()[0]
    assert "\x1b" not in said.err
    assert len(said.err.splitlines()) <= (1 if code == 1 else 2)


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_file_that_is_none_is_told(call: Call, name: str) -> None:
    said = call("maturity", name)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(name)
