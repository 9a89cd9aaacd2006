from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pickproblem import edits, store
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens import result
from pickproblem.tui.screens.broken import BrokenScreen
from pickproblem.tui.screens.home import HomeScreen, RecordList, entries
from pickproblem.tui.screens.opening import OpeningScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.screens.score import ScoreScreen

from .conftest import a_record, in_session
from .looking import at as on
from .looking import saved, sees, shown, until

NAMED_FIRST = """if True:
    import asyncio, sys
    from pickproblem.tui.app import PickproblemApp
    from pickproblem.tui.screens.home import HomeScreen

    heavy = {"pydantic", "numpy", "scipy"}
    painted = []

    read = HomeScreen._read

    def look_and_read(self, *listing):
        painted.append((heavy & set(sys.modules), str(self._compositor.render_strips())))
        return read(self, *listing)

    HomeScreen._read = look_and_read

    def library():
        from pickproblem import rubric
        return rubric.load()

    async def main():
        app = PickproblemApp(library)
        async with app.run_test(size=(80, 24)) as pilot:
            while "numpy" not in sys.modules or not any(entry.kind == "begun" for entry in app.screen._entries):
                await pilot.pause(0.01)

    asyncio.run(main())
    brought, text = painted[0]
    assert "a-name-of-its-own" in text, text
    print(sorted(brought), sorted(heavy & set(sys.modules)))
"""


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    entries._known.clear()
    yield
    entries._known.clear()


def test_names_are_painted_before_models_and_numbers_are_imported_and_those_are_warm_soon(own_folder: Path) -> None:
    own_folder.mkdir()
    store.create(own_folder / "a-name-of-its-own.toml", edits.new_record("Another title", edits.now()))
    done = subprocess.run(
        [sys.executable, "-c", NAMED_FIRST], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.stdout == "[] ['numpy', 'pydantic']\n", done.stderr[-3000:]


def test_the_command_line_brings_no_model_before_the_screens() -> None:
    program = "import sys, pickproblem.cli.screens; print({'pydantic', 'numpy', 'textual'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "set()\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    store.create(path, edits.set_title(in_session(a_record()), "This [b]one"))
    return path


async def test_a_record_says_which_one_it_is_while_it_is_read_and_keys_wait_for_it(
    library: Library, path: Path
) -> None:
    go_on = threading.Event()

    def slowly() -> Library:
        go_on.wait(20)
        return library

    app = PickproblemApp(slowly, path, said="Here it is.")
    async with app.run_test(size=(80, 24)) as pilot:
        await on(app, pilot, OpeningScreen)
        await sees(app, pilot, "This [b]one")
        await sees(app, pilot, "Opening mine.toml")
        app.simulate_key("3")
        app.simulate_key("4")
        go_on.set()
        await on(app, pilot, ScoreScreen)
        await until(pilot, lambda: app.opened is not None and app.opened.saver.pending is False)
        record = await saved(app, pilot)
    given = [answer.level for row in (record.sessions[-1].answers or {}).values() for answer in row.values()]
    assert given == [3, 4]


async def test_what_cannot_be_read_says_so_after_its_name(library: Library, path: Path) -> None:
    path.write_text("format = 1\ntitle = 3\n", encoding="utf-8")
    app = PickproblemApp(lambda: library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        await on(app, pilot, BrokenScreen)
        await sees(app, pilot, "mine.toml")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('format = 1\ntitle = "What \\"now\\""\n[setting]\n', 'What "now"'),
        ("title = 3\n", "mine"),
        ('title = ""\n', "mine"),
        ("title = [\n", "mine"),
        ("\x00", "mine"),
        ('[a]\ntitle = "inside"\n', "mine"),
    ],
)
def test_a_title_is_seen_without_reading_a_record(tmp_path: Path, text: str, title: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert store.title_in(path) == title
    assert store.title_in(tmp_path) == tmp_path.stem
    assert store.title_in(tmp_path / "none.toml") == "none"


async def test_a_result_is_counted_off_the_event_loop_and_the_newest_is_shown(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, go_on, threads = result.analysed, threading.Event(), []

    def counted(*what: object) -> object:
        threads.append(threading.current_thread())
        first = len(threads) == 1
        if first:
            go_on.wait(20)
        view = real(*what)  # type: ignore[arg-type]
        return replace(view, since="" if first else "newest")

    monkeypatch.setattr(result, "analysed", counted)
    app = PickproblemApp(library, path)
    async with app.run_test(size=(80, 24)) as pilot:
        await on(app, pilot, ScoreScreen)
        screen = ResultScreen()
        app.show(screen)
        await on(app, pilot, ResultScreen)
        await until(pilot, lambda: bool(threads))
        screen.record_changed()
        await until(pilot, lambda: screen.view is not None)
        go_on.set()
        await pilot.pause(0.05)
        assert screen.view is not None
        assert screen.view.since == "newest"
    assert len(threads) == 2
    assert threading.main_thread() not in threads


async def test_of_the_list_only_what_changed_is_painted(
    library: Library, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_folder.mkdir()
    for n in range(9):
        store.create(own_folder / f"{n}.toml", edits.new_record(f"Number {n}", edits.now()))
    app = PickproblemApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: shown(app).count("no candidates yet") >= 9)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        await until(pilot, lambda: all(worker.is_finished for worker in screen.workers))
        await pilot.pause(0.05)
        painted: set[int] = set()
        real = RecordList.render_line
        monkeypatch.setattr(RecordList, "render_line", lambda self, y: (painted.add(y), real(self, y))[1])
        screen._learn(list(screen._entries))
        await pilot.pause(0.05)
        assert not painted
        screen._learn([replace(screen._entries[4], words="other words")])
        await sees(app, pilot, "other words")
        assert painted == {4}
        painted.clear()
        await pilot.press("down")
        await pilot.pause(0.05)
        assert painted == {0, 1}
