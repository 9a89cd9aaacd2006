"""Conflict copies of a record are named when it is opened, and merged by a key."""

from __future__ import annotations

from pathlib import Path

from pickproblem import edits, store
from pickproblem.record import Answer
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog

from .conftest import a_record, in_session, on_disk
from .looking import sees, until


async def test_a_conflict_copy_is_named_and_merged(tmp_path: Path, library: Library) -> None:
    record = in_session(a_record())
    path = tmp_path / "topic.toml"
    store.create(path, record)
    one = record.candidates[0].id
    session = record.sessions[0]
    answered = edits.answer(record, session.id, one, "interest", Answer(level=4))
    store.create(tmp_path / "topic (conflicted copy 2026-11-21).toml", answered)
    (tmp_path / "topic (conflicted copy 2026-11-22).toml").write_text("format = ")
    app = PickproblemApp(library, path)
    async with app.run_test(size=(100, 30)) as pilot:
        await sees(app, pilot, "2 conflict copies lie beside this record")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await sees(app, pilot, "conflicted copy 2026-11-21")
        await pilot.press("1")
        await sees(app, pilot, "Not merged")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog))
        assert app.opened is not None
        assert await app.opened.saver.finish()
        assert len(app.opened.copies) == 1
        found = on_disk(app).sessions[0].answers or {}
        assert found[one]["interest"].level == 4
        assert (tmp_path / "topic (conflicted copy 2026-11-21).toml").exists()
