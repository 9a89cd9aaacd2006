from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pickproblem import demo, edits, language, notebook, store
from pickproblem.record import Commitment, KillCriterion, Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.broken import BrokenScreen
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.home import HomeScreen, RecordList, entries
from pickproblem.tui.screens.new import NewScreen
from pickproblem.tui.screens.review import ReviewScreen
from pickproblem.tui.screens.setting import SettingScreen
from pickproblem.tui.widgets.line_input import LineInput

from .conftest import a_record
from .looking import keys, said, saved, sees, shown, until

HOSTILE = "[/b][@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202etxt"


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    entries._known.clear()
    yield
    entries._known.clear()


def put(folder: Path, name: str, record: Record, age: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    store.create(path, record)
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    return path


async def shows(app: PickproblemApp, pilot: Pilot[int], screen: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, screen))
    await pilot.pause()


@pytest.mark.parametrize("tongue", language.LANGUAGES)
async def test_where_there_is_nothing_it_says_what_this_is_and_the_two_keys(
    library: Library, own_folder: Path, tongue: language.Language
) -> None:
    language.use(tongue)
    app = PickproblemApp(library)
    async with app.run_test(size=(60, 18)) as pilot:
        await sees(app, pilot, " n ")
        await sees(app, pilot, " d ")
        assert "Enter" not in keys(app)
        assert own_folder.name in shown(app)
        await pilot.press("enter", "escape", "down")
        assert isinstance(app.screen, HomeScreen)


async def test_records_are_listed_newest_first_with_their_state(library: Library, own_folder: Path) -> None:
    put(own_folder, "old", a_record(), age=50)
    put(own_folder, "new", edits.new_record("연구 주제 정하기", edits.now()), age=10)
    (own_folder / "bad.toml").write_text("format = 1\ntitle = 3\n", encoding="utf-8")
    os.utime(own_folder / "bad.toml", (1_600_000_000, 1_600_000_000))
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(app, pilot, "연구 주제 정하기")
        await sees(app, pilot, "cannot be read: title")
        text = shown(app)
        assert text.index("no candidates yet") < text.index("3 candidates") < text.index("bad.toml")
        assert "3 records" in text
        await pilot.press("ㅓ", "enter")
        await shows(app, pilot, SettingScreen)
        await pilot.press("escape", "escape", "escape")
        await shows(app, pilot, HomeScreen)
        await until(pilot, lambda: app.screen.query_one(RecordList).has_focus)
        await pilot.press("end", "enter")
        await shows(app, pilot, BrokenScreen)


async def test_a_broken_record_is_said_left_alone_and_tried_again(library: Library, own_folder: Path) -> None:
    path = put(own_folder, "broken", a_record())
    sound = path.read_bytes()
    path.write_bytes(b'format = 1\ntitle = "\x1b[31m"\n[b]\n')
    app = PickproblemApp(library, path)
    async with app.run_test(size=(60, 18)) as pilot:
        await shows(app, pilot, BrokenScreen)
        await pilot.press("enter")
        await until(pilot, lambda: "still cannot" in said(app))
        assert "\x1b" not in shown(app)
        assert path.read_bytes().endswith(b"[b]\n")
        path.write_bytes(sound)
        await pilot.press("r")
        await shows(app, pilot, SettingScreen)


async def test_a_new_decision_is_a_file_named_after_its_title(library: Library, own_folder: Path) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ㅜ")
        await shows(app, pilot, NewScreen)
        await pilot.press("enter")
        assert "few words" in said(app)
        app.screen.query_one("#title", LineInput).value = "What 연구?"
        await sees(app, pilot, "what-연구.toml")
        await pilot.press("enter")
        await shows(app, pilot, CandidatesScreen)
        record = await saved(app, pilot)
        assert record.title == "What 연구?"
        assert (own_folder / "what-연구.toml").is_file()
        await pilot.press("escape")
        await shows(app, pilot, HomeScreen)
        await sees(app, pilot, "no candidates yet")


async def test_where_the_folder_takes_nothing_another_place_is_offered(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path / "file" / "records"))
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await shows(app, pilot, NewScreen)
        await pilot.press(*"my", "enter")
        place = app.screen.query_one("#place", LineInput)
        await until(pilot, lambda: place.has_focus)
        assert app.screen.query_one("#title", LineInput).value == "my"
        assert place.value == str(tmp_path / "my.toml")
        place.value = str(tmp_path / "nowhere" / "my.toml")
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        assert isinstance(app.screen, NewScreen)
        place.value = str(tmp_path / "mine")
        await pilot.press("enter")
        await shows(app, pilot, CandidatesScreen)
        assert (await saved(app, pilot)).title == "my"
        assert (tmp_path / "mine.toml").is_file()


async def test_an_example_opens_as_a_copy_and_the_copy_again(library: Library, own_folder: Path) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await shows(app, pilot, ChoiceDialog)
        await sees(app, pilot, "CVPR")
        await pilot.press("1")
        await until(pilot, lambda: app.opened is not None)
        await until(pilot, lambda: "copy of the example" in said(app))
    copy = own_folder / "vital-lab.toml"
    assert store.read(copy, library).record == store.read(demo.source("vital-lab"), library).record
    assert demo.copy("vital-lab", library) == (copy, False)


async def test_hostile_titles_are_shown_and_change_nothing(library: Library, own_folder: Path) -> None:
    record = edits.new_record(HOSTILE, edits.now())
    put(own_folder, "hostile", record)
    put(own_folder, "\u202eevil[b]", edits.add_candidate(record, "one"), age=5)
    app = PickproblemApp(library)
    async with app.run_test(size=(60, 18)) as pilot:
        await sees(app, pilot, "[/b]")
        await sees(app, pilot, "1 candidate")
        assert "\x1b" not in shown(app)
        assert "\u202e" not in shown(app)
        await pilot.click(RecordList, offset=(3, 0), times=2)
        await shows(app, pilot, CandidatesScreen)


def names_alone(app: PickproblemApp) -> list[str]:
    return re.findall(r"\br\d{4}\b", shown(app))


async def test_of_a_thousand_records_those_in_view_are_read_first_and_then_all_others(
    library: Library, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_folder.mkdir()
    source = store.serialise(edits.new_record("One of many", edits.now()))
    for n in range(1000):
        (own_folder / f"r{n:04}.toml").write_bytes(source)
    read: list[str] = []
    real = store.read

    go_on, go_to_the_end = threading.Event(), threading.Event()

    def held(path: Path, known: Library) -> store.Stored:
        read.append(path.name)
        if len(read) > 60:
            go_on.wait(60)
        if len(read) > 400:
            go_to_the_end.wait(60)
        return real(path, known)

    monkeypatch.setattr(store, "read", held)
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not names_alone(app))
        assert len(read) < 40
        await until(pilot, lambda: len(read) > 60)
        await pilot.press("down", "end")
        assert app.screen.query_one(RecordList).cursor == 999
        last = store.listing()[-1].name
        go_on.set()
        await until(pilot, lambda: last in read)
        assert read.index(last) < 200
        await sees(app, pilot, "of 1000 records read")
        go_to_the_end.set()
        await until(pilot, lambda: not names_alone(app))


async def test_q_ends_the_program(library: Library) -> None:
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running or app.return_code == 0)


def promised(record: Record, *reviews: date, by: date = date(2027, 1, 1)) -> Record:
    """The record with a commitment to its first candidate, and an answer each on the days of a year ago."""
    when = datetime(2026, 1, 1, 9, tzinfo=UTC)
    criterion = KillCriterion(by=by, unless="a sign of life")
    commitment = Commitment(
        id="c", candidate=record.candidates[0].id, when=when, kill_criteria=[criterion], reviews=list(reviews)
    )
    return edits.commit(record, commitment)


async def test_what_is_due_stands_beside_each_record_and_the_most_urgent_of_all_above(
    library: Library, own_folder: Path
) -> None:
    today = date(2026, 3, 1)
    titled = [edits.set_title(a_record(), title) for title in ("Quiet", "Asked", "Near", "Open")]
    noted = notebook.add_note(promised(titled[0]), titled[0].candidates[0].id, date(2026, 2, 20), result="x")
    put(own_folder, "quiet", noted, age=1)
    put(own_folder, "asked", promised(titled[1], date(2026, 2, 25)), age=2)
    put(own_folder, "near", promised(titled[2], date(2026, 2, 26), by=date(2026, 3, 6)), age=3)
    put(own_folder, "open", titled[3], age=4)
    app = PickproblemApp(library, today=lambda: today)
    async with app.run_test(size=(100, 24)) as pilot:
        await sees(app, pilot, "no note for 9 days")
        await sees(app, pilot, "● review due, 4 days ago: Asked")
        await sees(app, pilot, "● review due +1")
        await pilot.press("g")
        await sees(app, pilot, "4 days ago: Review of “Search vehicles by words”")
        await pilot.press("down")
        await sees(app, pilot, "in 5 days: Kill criterion of “Search vehicles by words”: a sign of life")
        await pilot.press("up", JAMO["r"])
        await shows(app, pilot, ReviewScreen)
        await pilot.press("q")
        await shows(app, pilot, HomeScreen)
        await until(pilot, lambda: app.screen.query_one(RecordList).has_focus)
        await pilot.press("end", "r")
        await until(pilot, lambda: "behind a commitment" in said(app))
    app = PickproblemApp(library, today=lambda: today + timedelta(days=30))
    async with app.run_test(size=(60, 18)) as pilot:
        await sees(app, pilot, "● review due, 34 days ago: Asked")
