from __future__ import annotations

import io
import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.rubric import shipped_folder
from pickproblem.text import cells
from tests.cli.conftest import Call, Said
from tests.cli.test_asking import read

FIELDS = [
    "verdict", "why", "until", "mode", "abandoned_share", "discount", "conditions", "chance_better", "lead", "scores",
]  # fmt: skip

RECORD = """
format = 1
title = "Vehicle search, and a newer idea"
created = 2026-09-01T09:00:00+09:00
profile = "balanced"

[setting]
hours_per_week = 10

[weights]
method = "order"
order = [["interest"], ["upside", "maturity"]]

[[candidates]]
id = "sbnet"
title = "Search vehicles by natural language"
state = "chosen"
{stints}

[[candidates]]
id = "diffusion-reid"
title = "확산 모델 재식별"
state = "parked"

[[sessions]]
id = "2026-09-01-start-me"
reason = "start"
started = 2026-09-01T09:10:00+09:00
finished = 2026-09-01T09:40:00+09:00
[sessions.answers.sbnet]
interest = {{ level = {first_interest} }}
upside = {{ level = 4 }}
maturity = {{ level = 4 }}

[[sessions]]
id = "2026-11-08-tempted-me"
reason = "tempted"
started = 2026-11-08T09:10:00+09:00
finished = 2026-11-08T09:40:00+09:00
[sessions.answers.sbnet]
interest = {{ level = {interest} }}
upside = {{ level = 2 }}
maturity = {{ level = 3 }}
[sessions.answers.diffusion-reid]
interest = {{ level = 4, low = 4, high = 5 }}
upside = {{ level = {upside} }}
maturity = {{ level = {maturity} }}

[[commitments]]
id = "2026-09-02"
candidate = "sbnet"
when = 2026-09-02T09:00:00+09:00
[[commitments.kill_criteria]]
by = 2026-12-20
unless = "recall above the baseline"
{met}

[[temptations]]
id = "2026-11-01"
when = 2026-11-01T20:00:00+09:00
current = "sbnet"
newcomer = "diffusion-reid"
session = "2026-11-08-tempted-me"
p_current_done = 0.5
p_new_done = 0.5
hours_current = 200
hours_new = 200
{entry}
"""
PLAIN: dict[str, Any] = {
    "first_interest": 4, "interest": 3, "upside": 4, "maturity": 4, "entry": "", "met": "", "stints": "",
}  # fmt: skip

LEFT = """
stints = [
    { from = 2026-07-01, to = 2026-07-31, hours = %d, ended = "left-for-newer" },
    { from = 2026-08-01, to = 2026-08-31, hours = %d, ended = "delivered" },
]
"""
FIVE = "\n".join(
    ["[temptations.dead_end]"]
    + [f'{check} = "run 12"' for check in ("known_result_reproduced", "failed_in_easiest_setting")]
    + [f'{check} = "run 31"' for check in ("planned_variants_tried", "no_sign_of_life", "second_reader_agrees")]
)

CASES: list[tuple[str, str, dict[str, Any], str, Any, set[str]]] = [
    # what is different | the day | in the file | verdict | why or until | conditions that fail
    ("nothing", "2026-11-09", {}, "switch", None, set()),
    ("the same goal", "2026-11-09", {"entry": "same_goal = true"}, "branch", None, set()),
    ("a kill criterion met", "2026-11-09", {"met": "met = true"}, "stop", "kill-criterion", set()),
    ("five checks of a dead end", "2026-11-09", {"entry": FIVE}, "stop", "dead-end", set()),
    (
        "scooped",
        "2026-11-09",
        {"entry": 'exit = "scooped"\nexit_evidence = "arXiv"'},
        "stop",
        "exit-scooped",
        set(),
    ),
    ("interest gone", "2026-11-09", {"first_interest": 1, "interest": 2}, "stop", "interest-gone", set()),
    ("quick and large", "2026-11-02", {"entry": "days_to_signal = 3"}, "trial", "2026-11-07", {"cooling-off"}),
    ("the next evening", "2026-11-02", {}, "wait", "2026-11-08", {"cooling-off"}),
    (
        "follow-through waits longer",
        "2026-11-09",
        {"stints": LEFT % (60, 140)},
        "wait",
        "2026-11-15",
        {"cooling-off"},
    ),
    (
        "follow-through wants a second person",
        "2026-11-20",
        {"stints": LEFT % (100, 100)},
        "stay",
        "2026-12-20",
        {"second-person"},
    ),
    ("out by a gate", "2026-11-09", {"maturity": 1, "upside": 5}, "stay", "2026-12-20", {"gates", "chance"}),
    ("on the side", "2026-11-09", {"upside": 1, "entry": "days_to_signal = 4"}, "trial", "2026-12-07", {"chance"}),
    ("not so clearly better", "2026-11-09", {"upside": 1}, "stay", "2026-12-20", {"chance"}),
]


def write(**changed: Any) -> str:
    Path("r.toml").write_text(RECORD.format(**PLAIN | changed), encoding="utf-8")
    return "r.toml"


def document(out: str) -> Any:
    return json.loads(out)


@pytest.mark.parametrize(
    ("today", "changed", "verdict", "detail", "failing"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_case(
    call: Call, today: str, changed: dict[str, Any], verdict: str, detail: str | None, failing: set[str]
) -> None:
    said = call("tempted", write(**changed), "--today", today, "--json")
    assert (said.code, said.err) == (0, "")
    found = document(said.out)
    assert list(found) == FIELDS
    assert found["verdict"] == verdict
    assert (found["why"] if verdict == "stop" else found["until"]) == detail
    assert all(list(one) == ["name", "holds", "value", "bound", "basis"] for one in found["conditions"])
    if verdict != "stop":
        assert {one["name"] for one in found["conditions"] if not one["holds"]} == failing


def test_the_shipped_example_stays(call: Call) -> None:
    for ending in ("toml", "ko.toml"):
        said = call("tempted", str(EXAMPLES / f"tempted.{ending}"), "--today", "2015-03-08", "--json")
        found = document(said.out)
        assert found["verdict"] == "stay"
        assert found["mode"] == "normal"
        assert found["abandoned_share"] == pytest.approx(0.1126, abs=1e-4)
        assert found["discount"] == 0.5
        assert found["scores"]["new"] > found["scores"]["new_discounted"]
        assert found["scores"]["current_first_day"] > found["scores"]["current_now"]


def test_the_advice_is_told_with_the_verdict_first(call: Call) -> None:
    shutil.copy(EXAMPLES / "tempted.toml", "t.toml")
    said = call("tempted", "t", "--today", "2015-03-08")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Stay with “A 3D humanoid learns to walk by policy gradients”")
    assert max(map(cells, said.out.splitlines())) <= 80
    words = " ".join(said.out.split())
    for part in (
        "looked at again on 2015-04-30",
        "✓ days since the newer idea came 10 at least 7 design",
        "× points that the newer one is ahead -44 at least 5 design",
        "now first day newer",
        "Interest 3, 3–4 5, 4–5 5, 3–5",
        "Score, on 0 to 100 81 92 47",
        "after the discount 37",
        "A switch, if these 4 held",
        "11%",
        "You decide.",
    ):
        assert part in words


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_every_verdict_is_told_in_words(call: Call, case: Any) -> None:
    said = call("tempted", write(**case[2]), "--today", case[1], "--text")
    assert (said.code, said.err) == (0, "")
    assert max(map(cells, said.out.splitlines())) <= 80
    assert "What would change the verdict" in said.out
    assert said.out.count("%(") == 0
    for word in ("None", "nan", "inf"):
        assert word not in said.out.split()


@pytest.mark.parametrize(
    ("case", "evidence"),
    [
        ("a kill criterion met", ["- Set for 2026-12-20: “recall above the baseline”."]),
        (
            "five checks of a dead end",
            ["- A known result was reproduced in the same code: run 12", "sign of life: run 31"],
        ),
        ("scooped", ["- Evidence: arXiv"]),
        ("interest gone", ["- Your interest on 2026-09-01: 1.", "- Your interest on 2026-11-08: 2."]),
    ],
)
def test_a_stop_is_told_with_what_it_rests_on(call: Call, case: str, evidence: list[str]) -> None:
    changed = next(one[2] for one in CASES if one[0] == case)
    said = call("tempted", write(**changed), "--today", "2026-11-09").out
    assert all(line in said for line in evidence)


def test_numbers_of_one_s_own_count_and_rank_does_not_read_them(call: Call) -> None:
    Path("own").mkdir()
    text = (shipped_folder() / "switch.toml").read_text(encoding="utf-8")
    Path("own/switch.toml").write_text(
        text.replace("normal = { value = 7", "normal = { value = 30"), encoding="utf-8"
    )
    file = write()
    assert document(call("tempted", file, "--today", "2026-11-09", "--json").out)["verdict"] == "switch"
    own = document(call("--rubrics", "own", "tempted", file, "--today", "2026-11-09", "--json").out)
    assert (own["verdict"], own["until"]) == ("wait", "2026-12-01")
    Path("own/switch.toml").write_text("format = 1\n", encoding="utf-8")
    wrong = call("tempted", file, "--rubrics", "own")
    assert (wrong.code, wrong.out) == (1, "")
    assert "own/switch.toml" in wrong.err
    assert call("rank", file, "--rubrics", "own").code == 0


def test_an_entry_can_be_named(call: Call) -> None:
    second = """
[[temptations]]
id = "2026-11-20"
when = 2026-11-20T20:00:00+09:00
current = "sbnet"
newcomer = "diffusion-reid"
same_goal = true
"""
    file = write(entry=second)
    assert document(call("tempted", file, "--json").out)["verdict"] == "branch"
    named = call("tempted", file, "--json", "--today", "2026-11-09", "--entry", "2026-11-01")
    assert document(named.out)["verdict"] == "switch"
    unknown = call("tempted", file, "--entry", "2026-11-02")
    assert (unknown.code, unknown.out) == (2, "")
    assert "2026-11-01" in unknown.err


def test_other_records_of_the_folder_count_and_a_broken_one_is_named(call: Call) -> None:
    file = write()
    before = document(call("tempted", file, "--today", "2026-11-20", "--json").out)
    assert (before["mode"], before["abandoned_share"]) == ("normal", None)
    text = RECORD.format(**PLAIN | {"stints": LEFT % (60, 140)})
    Path("other.toml").write_text(text, encoding="utf-8")
    Path("broken.toml").write_text(text.replace("level = 4", "level = 9"), encoding="utf-8")
    said = call("tempted", file, "--today", "2026-11-20", "--json")
    found = document(said.out)
    assert said.code == 0
    assert "broken.toml" in said.err
    assert (found["mode"], found["abandoned_share"]) == ("follow-through", pytest.approx(0.3))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('newcomer = "diffusion-reid"', 'newcomer = "sbnet"', "newcomer"),
        ("when = 2026-11-01T20:00:00+09:00", "when = 2026-11-01T20:00:00", "zone"),
        ("when = 2026-11-01T20:00:00+09:00", "when = 2026-11-01", "zone"),
        ("p_new_done = 0.5", "p_new_done = 1.0", "p_new_done"),
        ("hours_new = 200", "hours_new = 0", "hours_new"),
        ('session = "2026-11-08-tempted-me"', 'session = "nowhere"', "session"),
    ],
)
def test_a_wrong_entry_is_told_kindly(call: Call, old: str, new: str, word: str) -> None:
    file = Path(write())
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    code, out, err = call("tempted", str(file), "--json")
    assert (code, out) == (1, "")
    assert word in err


def test_a_record_without_a_newer_idea_or_without_a_commitment(call: Call, record: str) -> None:
    said = call("tempted", record)
    assert (said.code, said.out) == (1, "")
    assert "park" in said.err
    file = Path(write())
    text = file.read_text(encoding="utf-8")
    start, end = text.index("[[commitments]]"), text.index("[[temptations]]")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    found = document(call("tempted", str(file), "--today", "2026-11-09", "--json").out)
    assert found["verdict"] == "switch"


def test_two_open_trials_are_no_reason_for_a_third(call: Call) -> None:
    trials = "".join(
        f"""
[[temptations]]
id = "{n}"
when = 2026-10-1{n}T20:00:00+09:00
current = "sbnet"
newcomer = "diffusion-reid"
outcome = {{ verdict = "trial", until = 2026-12-01, success_sign = "a curve that falls" }}
"""
        for n in range(2)
    )
    file = write(entry="days_to_signal = 3" + trials)
    named = ("tempted", file, "--entry", "2026-11-01", "--today", "2026-11-02")
    assert document(call(*named, "--json").out)["verdict"] == "wait"
    assert "× trials of another idea still open" in call(*named).out
    decided = call("tempted", file, "--entry", "0", "--today", "2026-11-02").out
    assert decided.startswith("You are trying")
    assert "Decided on this entry: try it for a while." in decided


@pytest.mark.parametrize("name", [".", "nowhere", "/dev/null"])
def test_what_is_no_record_is_told_so(call: Call, name: str) -> None:
    code, out, err = call("tempted", name)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize("today", ["tomorrow", "2026-13-01", "20261108", ""])
def test_a_day_that_is_none_is_a_wrong_call(call: Call, today: str) -> None:
    assert call("tempted", write(), "--today", today).code == 2


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_any_day_gives_an_answer(call: Call, today: str) -> None:
    assert call("tempted", write(), "--today", today, "--json").code == 0
    assert call("tempted", write(), "--today", today).code == 0


def test_words_of_a_record_cannot_steer_the_terminal(call: Call) -> None:
    file = Path(write(entry='second_person = "\\u001b[31mJun"', stints=LEFT % (100, 100)))
    text = file.read_text(encoding="utf-8").replace("확산 모델 재식별", "\\u202e %s [link] \\u001b]0;x\\u0007")
    file.write_text(text, encoding="utf-8")
    for verb in (["--json"], []):
        said = call("tempted", str(file), "--today", "2026-11-20", *verb)
        assert said.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)


# --- line by line


@pytest.fixture
def typed(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """A call with lines on standard input."""

    def typed(lines: str, *argv: str) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        return call(*argv)

    shutil.copy(EXAMPLES / "tempted.toml", "t.toml")
    return typed


def test_it_is_followed_line_by_line_on_the_day_that_is_named(typed: Call) -> None:
    said = typed("1\nq\n", "tempted", "t", "--plain", "--today", "2015-03-08")
    assert (said.code, said.err) == (0, "")
    assert "1 Do so: stay with the current one" in said.out
    outcome = read("t.toml").temptations[0].outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.until) == ("stay", date(2015, 4, 30))
    assert "Committed: " in said.out
    assert "week 14" in said.out


def test_without_a_terminal_and_without_the_word_the_advice_is_printed(typed: Call) -> None:
    said = typed("1\n", "tempted", "t", "--today", "2015-03-08")
    assert said.out.startswith("Stay with")
    assert "> " not in said.out


def test_the_entry_and_the_rater_may_be_named(typed: Call) -> None:
    said = typed("", "tempted", "t", "--plain", "--entry", "2015-02-26", "--rater", "mina", "--today", "2015-03-08")
    assert said.code == 0
    assert "A better DQN" in said.out


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["t", "--plain", "--json"], 2),
        (["t", "--plain", "--text"], 2),
        (["t", "--plain", "--entry", "other"], 2),
        (["t", "--plain", "--rater", ""], 2),
        (["humanoid", "--plain"], 1),
        (["none", "--plain"], 1),
    ],
)
def test_wrong_calls_ask_nothing(typed: Call, argv: list[str], code: int) -> None:
    shutil.copy(EXAMPLES / "humanoid.toml", "humanoid.toml")
    said = typed("1\n", "tempted", *argv)
    assert (said.code, said.out) == (code, "")
    assert said.err
