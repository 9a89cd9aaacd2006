from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pickproblem import store
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.text import cells
from tests.cli.conftest import Call
from tests.switching.timed import record, stint

UNTIL = ("--until", "2026-10-31")
LEFT = [
    stint("04-21", "05-10", 200, ended="left-for-newer"),
    stint("06-01", "06-10", 60, ended="delivered", into="A paper"),
]
"""Of 200 hours over the border of the window half are inside; that is 100 of 160 left for something newer."""


def put(path: Path, *candidates: list[dict[str, Any]], **fields: Any) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(store.serialise(record(*candidates, **fields)))
    return str(path)


def test_hours_shares_and_mode_of_a_record(call: Call) -> None:
    file = put(Path("r.toml"), LEFT)
    found = json.loads(call("lookback", file, *UNTIL, "--json").out)
    assert found["window"] == {"from": "2026-05-01", "to": "2026-10-31"}
    assert (found["hours"]["left-for-newer"], found["hours"]["delivered"]) == (100, 60)
    assert found["shares"] == {"delivered": 0.375, "dead-end": 0, "left-for-newer": 0.625}
    assert (found["mode"], found["enough"]) == ("follow-through", True)
    assert found["stints"][0]["record"] == "r.toml"
    # The name without its ending is as good, and the window is as long as it is said to be.
    assert json.loads(call("--json", "lookback", "r", *UNTIL, "--months", "7").out)["hours"]["left-for-newer"] == 200


def test_the_same_in_words_and_pictures(call: Call) -> None:
    said = call("lookback", put(Path("r.toml"), LEFT), *UNTIL)
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    assert "From 2026-05-01 up to and with 2026-10-31. 1 record." in words
    assert "hold on harder" in words
    assert "Left for something newer: 62%" in words
    assert "someone else to agree" in words
    assert "“A”: A paper" in words
    assert max(map(cells, said.out.splitlines())) <= 80
    assert "█" in said.out
    assert "▒" in said.out


def test_without_enough_history_it_says_what_is_missing(call: Call) -> None:
    said = call("lookback", put(Path("r.toml"), LEFT[1:]), *UNTIL)
    assert "so far: 60 hours in 1" in " ".join(said.out.split())
    nothing = call("lookback", put(Path("s.toml"), []), *UNTIL)
    assert (nothing.code, nothing.err) == (0, "")
    assert "No time is noted" in nothing.out


def test_what_is_counted_otherwise_is_said(call: Call) -> None:
    spent = [stint("06-01", "06-30", 40, ended="dead-end"), stint("11-05", "11-06", 40, ended="delivered")]
    words = " ".join(call("lookback", put(Path("r.toml"), spent), *UNTIL).out.split())
    assert "“A”, from 2026-06-01: called a dead end" in words
    assert "“A”, from 2026-11-05: begins after" in words


def test_without_a_path_the_records_at_hand(call: Call, tmp_path: Path) -> None:
    put(Path("here.toml"), LEFT[1:])
    put(tmp_path / "records" / "kept.toml", LEFT[:1], title="Another")
    found = json.loads(call("lookback", *UNTIL, "--json").out)
    assert found["hours"]["delivered"] == 60
    assert found["hours"]["left-for-newer"] == 100
    assert json.loads(call("lookback", "kept", *UNTIL, "--json").out)["hours"]["delivered"] == 0


def test_a_folder_holds_its_records_and_each_counts_once(call: Call) -> None:
    file = put(Path("folder/one.toml"), LEFT)
    put(Path("folder/two.toml"), LEFT, title="Another")
    hours = [
        json.loads(call("lookback", *paths, *UNTIL, "--json").out)["hours"]["delivered"]
        for paths in (["folder"], ["folder", file], [file, "folder/../folder/one.toml"])
    ]
    assert hours == [120, 120, 60]


def test_a_broken_one_is_left_out_of_a_folder_and_an_error_where_it_is_named(call: Call) -> None:
    put(Path("folder/one.toml"), LEFT)
    broken = Path("folder/broken.toml")
    broken.write_text(Path("folder/one.toml").read_text().replace("state", "stat", 1))
    said = call("lookback", "folder", *UNTIL, "--json")
    assert said.code == 0
    assert json.loads(said.out)["hours"]["delivered"] == 60
    assert said.err.startswith("left out: folder/broken.toml")
    said = call("lookback", "folder/one.toml", str(broken), *UNTIL, "--json")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("folder/broken.toml:")
    assert call("lookback", "nowhere.toml").code == 1


def test_paths_that_lead_nowhere_are_an_error_in_one_line(call: Call) -> None:
    Path("loop.toml").symlink_to("loop.toml")
    Path("data.toml").write_bytes(b"\xff\x00")
    os.mkfifo("pipe.toml")
    for name in ("loop.toml", "data.toml", "pipe.toml", "x" * 300, "no/where", "\udcff.toml"):
        for verb in ("lookback", "taste"):
            said = call(verb, name)
            assert (said.code, said.out) == (1, ""), name
            assert said.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_an_error(call: Call) -> None:
    Path("closed").mkdir(mode=0)
    said = call("lookback", "closed")
    assert (said.code, said.out) == (1, "")


@pytest.mark.parametrize(
    "wrong",
    [("--until", "2026-13-01"), ("--until", "20261101"), ("--until", "soon"), ("--months", "0"), ("--months", "x")],
)
def test_a_wrong_day_or_number_of_months_is_a_wrong_call(call: Call, wrong: tuple[str, str]) -> None:
    code, out, err = call("lookback", *wrong)
    assert (code, out) == (2, "")
    assert wrong[1] in err


def test_unless_said_it_is_until_today(call: Call) -> None:
    found = json.loads(call("lookback", "--json").out)
    assert found["window"]["to"] == date.today().isoformat()


@pytest.mark.parametrize("edge", [("--until", "9999-12-31"), ("--until", "0001-01-01"), ("--months", "1200")])
def test_the_ends_of_the_calendar_break_nothing(call: Call, edge: tuple[str, str]) -> None:
    file = put(Path("r.toml"), [*LEFT, stint("07-01", repository="nowhere")])
    assert call("lookback", file, *edge).code == 0
    assert call("lookback", file, *edge, "--json").code == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_days_come_from_a_repository_beside_the_record(call: Call, tmp_path: Path) -> None:
    file = put(tmp_path / "notes" / "r.toml", [stint("06-01", "06-30", repository="../code", ended="delivered")])
    code = tmp_path / "code"
    subprocess.run(["git", "init", "-q", str(code)], check=True)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for when in ("2026-06-01T10:00:00Z", "2026-06-15T10:00:00Z", "2026-07-01T10:00:00Z"):
        subprocess.run(
            ["git", *who, "-C", str(code), "commit", "-q", "--allow-empty", "-m", "-", "--date", when], check=True
        )
    (only,) = json.loads(call("lookback", file, *UNTIL, "--json").out)["stints"]
    assert (only["hours"], only["counted_by"]) == (16, "repository")


@pytest.mark.parametrize("example", ["tempted.toml", "tempted.ko.toml", "humanoid.toml"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_examples_are_told_in_both_languages(call: Call, example: str, language: str) -> None:
    said = call("lookback", str(EXAMPLES / example), "--until", "2015-03-07", "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert max(map(cells, said.out.splitlines())) <= 80


def test_a_title_cannot_steer_the_terminal(call: Call) -> None:
    file = put(Path("r.toml"), LEFT)
    text = Path(file).read_text().replace('title = "A"', 'title = "\\u001b]52;c;aGk=\\u0007\\u202e"')
    Path(file).write_text(text.replace("A paper", "\\u001b[2J"))
    for said in (call("lookback", file, *UNTIL), call("lookback", file, *UNTIL, "--json"), call("taste", file)):
        assert said.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)


def resolved(*given: tuple[float, bool]) -> dict[str, Any]:
    forecasts = [{"id": f"f{n}", "p": p, "outcome": outcome} for n, (p, outcome) in enumerate(given)]
    when = datetime(2026, 3, 1, 9, tzinfo=UTC)
    criteria = [{"by": when.date()}]
    one = {"id": "c", "candidate": "a", "when": when, "kill_criteria": criteria, "forecasts": forecasts}
    return {"commitments": [one]}


def test_taste_of_too_few_says_how_many_are_missing(call: Call) -> None:
    said = call("taste", put(Path("r.toml"), LEFT, **resolved((0.7, True), (0.2, False))))
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    assert "A Brier score takes 5 resolved forecasts. 3 are still missing." in words
    assert "A table of calibration takes 20 resolved forecasts. 18 are still missing." in words
    assert "Until then 1.6 is taken" in words
    assert "Until then a newcomer loses 0.5 of a level" in words
    assert "No finished session has a ranking by feeling" in words


def test_taste_in_words_and_pictures(call: Call) -> None:
    five = put(Path("r.toml"), LEFT, **resolved((0.7, True), (0.7, False), (0.3, True), (0.5, True), (0.5, False)))
    words = " ".join(call("taste", five).out.split())
    assert "5 forecasts are resolved, 0 are waiting." in words
    # The published four are 0.33 on average; with one more of 0.25 that is 0.314.
    assert "Brier score: 0.31" in words
    assert "your own base rate of 60% gives 0.24" in words
    assert "a beginning, not a finding" in words
    twenty = put(Path("s.toml"), LEFT, **resolved(*[(0.9, True)] * 15, *[(0.1, False)] * 5))
    said = call("taste", twenty)
    assert "a beginning" not in said.out
    assert [line.split()[-3:] for line in said.out.splitlines() if line.startswith(("0–20%", "80–100%"))] == [
        ["5", "10%", "0%"],
        ["15", "90%", "100%"],
    ]
    assert max(map(cells, said.out.splitlines())) <= 80
    found = json.loads(call("taste", twenty, "--json").out)
    assert found["forecasts"]["brier"] == pytest.approx(0.01)
    assert found["calibration"]["table"][4]["happened"] == 1


def test_taste_over_a_folder_leaves_out_what_is_broken(call: Call) -> None:
    put(Path("folder/one.toml"), LEFT, **resolved((0.7, True)))
    Path("folder/broken.toml").write_text(Path("folder/one.toml").read_text().replace("state", "stat", 1))
    said = call("taste", "folder", "--json")
    assert (said.code, json.loads(said.out)["records"]) == (0, 1)
    assert said.err.startswith("left out: ")
    assert call("taste", "folder/broken.toml").code == 1


@pytest.mark.parametrize("example", ["tempted.toml", "vital-lab.ko.toml"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_taste_of_the_examples_in_both_languages(call: Call, example: str, language: str) -> None:
    said = call("taste", str(EXAMPLES / example), "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert max(map(cells, said.out.splitlines())) <= 80


def test_an_example_in_two_languages_is_one_record(call: Call) -> None:
    for ending in ("toml", "ko.toml"):
        shutil.copy(EXAMPLES / f"tempted.{ending}", f"tempted.{ending}")
    both = json.loads(call("lookback", ".", "--until", "2015-03-08", "--json").out)
    one = json.loads(call("lookback", "tempted.ko.toml", "--until", "2015-03-08", "--json").out)
    assert both["hours"] == one["hours"]
    assert len(both["stints"]) == len(one["stints"])
