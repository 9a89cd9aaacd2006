from __future__ import annotations

import json
import shutil
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
import vobject

from pickproblem import rubric, store
from pickproblem.cli.arguments import switching as arguments
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.record import Trigger
from pickproblem.text import cells
from tests.cli.conftest import Call

TODAY = ("--today", "2015-03-20")


@pytest.fixture(params=["toml", "ko.toml"])
def walking(request: pytest.FixtureRequest) -> str:
    """The shipped example of month three, in both languages."""
    shutil.copy(EXAMPLES / f"tempted.{request.param}", "r.toml")
    return "r.toml"


def on_disk(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(name).read_text(encoding="utf-8"))


def words(out: str) -> str:
    return " ".join(out.split())


# --- park


def test_an_idea_is_parked_in_one_call(call: Call, walking: str) -> None:
    before = on_disk(walking)
    said = call("park", walking, "Diffusion for gaits", *TODAY)
    assert (said.code, said.err) == (0, "")
    after = on_disk(walking)
    assert after["candidates"][:-1] == before["candidates"]
    assert after["candidates"][-1] == {"id": "diffusion-for-gaits", "title": "Diffusion for gaits", "state": "parked"}
    assert after["temptations"][:-1] == before["temptations"]
    entry = after["temptations"][-1]
    assert entry.pop("when").date() == date(2015, 3, 20)
    assert entry == {"id": "2015-03-20", "current": "walking", "newcomer": "diffusion-for-gaits"}
    assert {key: after[key] for key in ("sessions", "commitments", "setting")} == {
        key: before[key] for key in ("sessions", "commitments", "setting")
    }


def test_the_first_day_of_the_current_one_stands_beside_it(call: Call, walking: str) -> None:
    out = call("park", walking, "Diffusion for gaits", *TODAY).out
    first = on_disk(walking)["sessions"][0]["answers"]["walking"]["upside"]["reason"]
    assert first in words(out)
    assert "You committed to" in words(out)
    assert "on 2014-12-04: " in words(out)
    assert "Look again on 2015-03-27" in words(out)
    assert "normal" not in out
    assert max(map(cells, out.splitlines())) <= 80


def test_after_a_bad_result_it_is_kind_and_asks_for_the_easiest_setting(call: Call, walking: str) -> None:
    out = words(call("park", walking, "Diffusion", "--trigger", "bad-result", "--same-goal", *TODAY).out)
    assert "A bad result is normal" in out
    assert "easiest setting" in out
    assert "nothing has to be left" in out
    entry = on_disk(walking)["temptations"][-1]
    assert (entry["trigger"], entry["same_goal"]) == ("bad-result", True)


def test_the_same_as_a_document(call: Call, walking: str) -> None:
    said = call("park", walking, "Diffusion", "--other-goal", "--look-again", "2015-04-01", *TODAY, "--json")
    found = json.loads(said.out)
    assert datetime.fromisoformat(found.pop("when")).date() == date(2015, 3, 20)
    first_day, committed = found.pop("first_day"), found.pop("committed")
    assert found == {
        "path": walking,
        "entry": "2015-03-20",
        "current": "walking",
        "newcomer": "diffusion",
        "trigger": None,
        "same_goal": False,
        "look_again": "2015-04-01",
    }
    assert first_day["date"] == "2014-12-03"
    assert len(first_day["reasons"]) == 9
    assert committed["when"].startswith("2014-12-04")
    assert on_disk(walking)["temptations"][-1]["outcome"] == {"until": date(2015, 4, 1)}


def test_today_is_today_unless_said(call: Call, record: str) -> None:
    found = json.loads(call("park", record, "New", "--current", "reid", "--json").out)
    assert found["look_again"] == (datetime.fromisoformat(found["when"]).date() + timedelta(days=7)).isoformat()
    assert (found["first_day"], found["committed"]) == (None, None)


def test_the_day_goes_into_a_calendar_file_too(call: Call, walking: str) -> None:
    said = call("park", walking, "밤 산책", *TODAY, "--ics", "again.ics")
    assert said.code == 0
    (event,) = vobject.readOne(Path("again.ics").read_bytes().decode()).vevent_list
    assert (event.dtstart.value, event.summary.value) == (date(2015, 3, 27), "Look again at “밤 산책”")


@pytest.mark.parametrize(
    ("ics", "code", "said"),
    [
        ("there.ics", 1, "there.ics: exists already, and is left as it is"),
        ("nowhere/a.ics", 1, "there is no folder nowhere"),
        ("a.txt", 2, "a.txt does not end in .ics"),
    ],
)
def test_where_the_calendar_cannot_be_written_nothing_is_parked(
    call: Call, walking: str, ics: str, code: int, said: str
) -> None:
    Path("there.ics").write_text("mine", encoding="utf-8")
    before = Path(walking).read_bytes()
    found = call("park", walking, "Diffusion", "--ics", ics)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert Path(walking).read_bytes() == before
    assert Path("there.ics").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["New"], 2, "say which one you are working on: --current with one of sbnet, reid, imagenet"),
        (["New", "--current", "sbnett"], 2, "there is no candidate sbnett; did you mean sbnet?"),
        (["sbnet", "--current", "sbnet"], 1, "“Vehicle search” is the current one itself"),
        (["vehicle SEARCH", "--current", "sbnet"], 1, "is the current one itself"),
        ([" "], 2, "is empty"),
        (["New", "--current", "reid", "--trigger", "boredom"], 2, "invalid choice: 'boredom'"),
        (["New", "--same-goal", "--other-goal"], 2, "not allowed with argument"),
        (["New", "--today", "tomorrow"], 2, "tomorrow is no day; such as 2026-11-21"),
        (["New", "--current", "reid", "--look-again", "2020-01-01"], 1, "the day to look again must lie ahead"),
    ],
)
def test_what_cannot_be_parked_is_told_in_a_line_and_changes_nothing(
    call: Call, record: str, argv: list[str], code: int, said: str
) -> None:
    before = Path(record).read_bytes()
    found = call("park", record, *argv)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert Path(record).read_bytes() == before


def test_the_same_idea_twice_is_told(call: Call, walking: str) -> None:
    title = on_disk(walking)["candidates"][-1]["title"]
    found = call("park", walking, title)
    assert (found.code, found.out) == (1, "")
    assert "parked already; its entry is 2015-02-26" in found.err


def test_an_idea_that_is_a_candidate_already_is_named_by_its_id(call: Call, record: str) -> None:
    assert call("park", record, "reid", "--current", "sbnet").code == 0
    after = on_disk(record)
    assert [one["state"] for one in after["candidates"]] == ["open", "parked", "open"]
    assert after["temptations"][0]["newcomer"] == "reid"


def test_a_day_of_many_ideas_gives_each_an_entry_of_its_own(call: Call, walking: str) -> None:
    ids = [json.loads(call("park", walking, f"Idea {n}", *TODAY, "--json").out)["entry"] for n in range(3)]
    assert ids == ["2015-03-20", "2015-03-20-2", "2015-03-20-3"]
    assert store.read(Path(walking), rubric.load()).record.temptations[-1].newcomer == "idea-2"


def test_the_triggers_of_the_call_are_those_of_the_record() -> None:
    assert get_args(Trigger) == arguments.TRIGGERS


def test_where_much_was_left_for_newer_things_the_day_to_look_again_is_later(call: Call, walking: str) -> None:
    own = Path("own")
    own.mkdir()
    text = (rubric.shipped_folder() / "switch.toml").read_text(encoding="utf-8")
    text = text.replace("[look_back.follow_through]\nvalue = 0.25", "[look_back.follow_through]\nvalue = 0.1")
    (own / "switch.toml").write_text(text, encoding="utf-8")
    said = json.loads(call("park", walking, "Idea", *TODAY, "--rubrics", "own", "--json").out)
    assert said["look_again"] == "2015-04-03"
    assert on_disk(walking)["temptations"][-1]["outcome"] == {"until": date(2015, 4, 3)}
    mine = call("park", walking, "Other", "--look-again", "2015-03-25", *TODAY, "--rubrics", "own", "--json")
    assert json.loads(mine.out)["look_again"] == "2015-03-25"
    (own / "switch.toml").write_text(text.replace("normal = { value = 7", "normal = { value = 3"), encoding="utf-8")
    out = call("export", walking, "-o", "dates.ics", "--rubrics", "own")
    assert out.code == 0
    days = {str(event.dtstart.value) for event in vobject.readOne(Path("dates.ics").read_text()).vevent_list}
    assert {"2015-03-01", "2015-04-03", "2015-03-25"} <= days, (
        "of the example's own evening three days, the others said"
    )


# --- note


def test_a_note_and_another_of_the_same_day(call: Call, record: str) -> None:
    said = call("note", record, "sbnet", "--result", "recall 31", "--next", "longer", "--date", "2026-11-21")
    assert said == (0, "Noted on “Vehicle search”, 2026-11-21.\n", "")
    said = call("note", record, "sbnet", "--result", "recall 33", "--code", "loader", "--date", "2026-11-21")
    assert said.out == "Added to the note on “Vehicle search” of 2026-11-21.\n"
    said = call("note", record, "sbnet", "--code", "loader", "--date", "2026-11-21")
    assert said.out == "The note on “Vehicle search” of 2026-11-21 says so already.\n"
    assert on_disk(record)["candidates"][0]["notes"] == [
        {"date": date(2026, 11, 21), "result": "recall 31\nrecall 33", "code": "loader", "next": "longer"}
    ]


def test_a_note_is_of_today_unless_said(call: Call, record: str) -> None:
    found = json.loads(call("note", record, "reid", "--insight", "한 걸음", "--json").out)
    assert found == {
        "path": record,
        "candidate": "reid",
        "note": {
            "date": date.today().isoformat(), "result": None, "insight": "한 걸음", "code": None, "next": None
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["sbnet"], 2, "an empty note says nothing; give --result, --insight, --code or --next"),
        (["sbnet", "--result", " "], 2, "is empty"),
        (["sbnett", "--result", "r"], 2, "there is no candidate sbnett; did you mean sbnet?"),
        (["sbnet", "--result", "r", "--date", "2999-01-01"], 1, "2999-01-01 is still to come"),
        (["sbnet", "--result", "r", "--date", "20261121"], 2, "20261121 is no day; such as 2026-11-21"),
    ],
)
def test_a_wrong_note_is_told_in_a_line_and_changes_nothing(
    call: Call, record: str, argv: list[str], code: int, said: str
) -> None:
    before = Path(record).read_bytes()
    found = call("note", record, *argv)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert Path(record).read_bytes() == before


def test_notes_of_two_at_once_are_all_kept(call: Call, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer comes between reading and saving: read again, applied again."""
    from pickproblem import notebook

    add, others = notebook.add_note, ["reid", "imagenet"]

    def between(record_: Any, *given: Any, **lines: Any) -> Any:
        changed = add(record_, *given, **lines)
        if others:
            text = Path(record).read_text(encoding="utf-8")
            Path(record).write_text(
                text.replace(f'id = "{others[0]}"', f'id = "{others.pop(0)}-2"'), encoding="utf-8"
            )
        return changed

    monkeypatch.setattr(notebook, "add_note", between)
    assert call("note", record, "sbnet", "--result", "r").code == 0
    assert [one["id"] for one in on_disk(record)["candidates"]] == ["sbnet", "reid-2", "imagenet-2"]
    assert len(on_disk(record)["candidates"][0]["notes"]) == 1
