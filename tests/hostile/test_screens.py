"""The screens show what is wrong with a file, keep away from it, and go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickproblem import rubric, store
from pickproblem.cli import output
from pickproblem.text import safe
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.broken import BrokenScreen
from pickproblem.tui.screens.home import HomeScreen
from tests.crash.decisions import long_record
from tests.hostile.corpus import Case, cases, write
from tests.hostile.running import run
from tests.hostile.test_corpus import OWN, looked_at, wrong
from tests.proofs import Prove
from tests.tui.looking import sees, shown, until


def some(every: int) -> list[Case]:
    """A few of the records, of most classes."""
    return [case for case in cases() if case.kind == "record"][::every]


@pytest.mark.parametrize("every", [80, pytest.param(7, marks=pytest.mark.slow)])
async def test_each_is_shown_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Prove, every: int
) -> None:
    count = proof("a broken or hostile record opened on the screens")
    chosen = some(every)
    paths = write(tmp_path / "files", chosen)
    before = {path: looked_at(path) for path in paths}
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path / "records"))
    (tmp_path / "records").mkdir()
    monkeypatch.chdir(tmp_path)
    app = PickproblemApp(rubric.load())
    async with app.run_test(size=(100, 30)) as pilot:
        for case, path in zip(chosen, paths, strict=True):
            app.open(path)
            await until(pilot, lambda: isinstance(app.screen, BrokenScreen) and app.screen.is_mounted)
            await pilot.pause()
            text = shown(app)
            told = [] if app.is_running else ["the program has ended"]
            if not all(one == "\n" or one.isprintable() for one in text):
                told.append("what is shown steers the terminal")
            if looked_at(path) != before[path]:
                told.append("the file has changed")
            count.tried(*(f"{case.group}: {case.name}: {one}" for one in told))
        good = tmp_path / "good.toml"
        store.create(good, long_record())
        app.open(good)
        await sees(app, pilot, "0 of 104 answered")
        await pilot.press("3")
        await sees(app, pilot, "1 of 104 answered")
    count.settle()


async def test_the_home_screen_lists_them_and_opens_a_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Prove
) -> None:
    """A folder passed around: broken records among good ones; what says it is a record is listed, as broken."""
    count = proof("a broken or hostile record on the home screen")
    home = tmp_path / "records"
    home.mkdir()
    chosen = [case for case in some(40) if case.group not in ("size", "paths")]
    for n, path in enumerate(write(tmp_path / "files", chosen)):
        path.rename(home / f"{n:03}.toml")
    store.create(home / "good.toml", long_record())
    listed = store.records_in(home)
    assert len(listed) > len(chosen) // 2
    monkeypatch.setenv("PICKPROBLEM_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    before = {path: looked_at(path) for path in home.iterdir()}
    app = PickproblemApp(rubric.load())
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await sees(app, pilot, "What to submit")
        await sees(app, pilot, "cannot be read")
        text = shown(app)
        assert all(one == "\n" or one.isprintable() for one in text)
        app.open(home / "good.toml")
        await sees(app, pilot, "0 of 104 answered")
    changed = [path.name for path, state in before.items() if looked_at(path) != state]
    count.tried(*(f"{name} has changed" for name in changed), times=len(listed))
    count.settle()


@pytest.mark.parametrize("every", [29, pytest.param(2, marks=pytest.mark.slow)])
def test_rubrics_of_ones_own_are_told_before_the_screens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], proof: Prove, every: int
) -> None:
    """Whoever names a folder hears what is wrong in it at once, and no screen has to live with it."""
    count = proof(OWN)
    good = tmp_path / "good.toml"
    store.create(good, long_record())
    monkeypatch.setattr(output, "is_terminal", lambda _stream: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    begun: list[object] = []
    monkeypatch.setattr("pickproblem.tui.app.run", lambda *given, **_named: begun.append(given) or 0)
    for n, case in enumerate([case for case in cases() if case.kind != "record"][::every]):
        folder = tmp_path / str(n)
        (folder / "profiles").mkdir(parents=True)
        places = {"profile": "profiles/broken.toml", "switch": "switch.toml", "rubric": "broken.toml"}
        file = folder / places[case.kind]
        case.make(file)
        ran = run([str(good), "--rubrics", str(folder)])
        count.tried(*(f"{case.kind}: {case.group}: {safe(case.name)}: {one}" for one in wrong(ran, file)))
        monkeypatch.delenv("PICKPROBLEM_RUBRICS", raising=False)
    assert begun == []
    count.settle()


async def test_a_folder_that_cannot_be_listed_takes_no_copy_for_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies were seen there a moment ago: that none is found now is no sign that all is in the record."""
    file = tmp_path / "good.toml"
    store.create(file, long_record())
    copy = tmp_path / "good.sync-conflict-20261121-101500-ABCDEFG.toml"
    copy.write_bytes(file.read_bytes().replace(b"Topic 8", b"Topic 9"))
    monkeypatch.setenv("PICKPROBLEM_HOME", str(tmp_path))
    app = PickproblemApp(rubric.load(), file)
    async with app.run_test(size=(100, 30)) as pilot:
        await sees(app, pilot, "F2 merges it")

        def closed(_folder: Path) -> list[Path]:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "iterdir", closed)
            await pilot.press("f2")
            await sees(app, pilot, "A synced folder left copies")
            await pilot.press("1")
            await sees(app, pilot, "Not merged")
            await sees(app, pilot, "is a folder that cannot be read")
        await pilot.press("enter")
        await sees(app, pilot, "0 of 104 answered")
        assert app.opened is not None
        assert app.opened.copies == [copy]
