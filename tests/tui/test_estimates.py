"""Levels computed from facts: a line is understood, the picture follows, a level is taken or differed from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from pickproblem import edits, language, machine, store
from pickproblem.flow import Cell, Step
from pickproblem.machine import Found
from pickproblem.record import Experiment, Gpu, Record
from pickproblem.rubric import Library
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.gpus import GpusDialog
from pickproblem.tui.screens.estimate.compute import ComputeScreen
from pickproblem.tui.screens.estimate.deadline import DeadlineScreen
from pickproblem.tui.screens.estimate.maturity import MaturityScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.setting import SettingScreen

from .conftest import Program, a_record, in_session, on_disk
from .looking import at, keys, sees, shown, until

TODAY = date(2026, 11, 30)


def of_gpus(record: Record, *models: str) -> Record:
    return edits.set_setting(record, {"gpus": [{"model": model, "hours_per_week": 100} for model in models]})


@pytest.fixture
def opens(tmp_path: Path, library: Library) -> Program:
    def make(record: Record) -> PickproblemApp:
        path = tmp_path / "record.toml"
        store.create(path, record)
        return PickproblemApp(library, path, today=lambda: TODAY)

    return make


def first(record: Record) -> str:
    return record.candidates[0].id


async def asked(app: PickproblemApp, pilot: object, rubric: str) -> ScoreScreen:
    """Stand on the question of a rubric about the first candidate."""
    assert app.opened is not None
    app.go(Step("question", Cell(rubric, first(app.opened.record))))
    await until(pilot, lambda: isinstance(app.screen, ScoreScreen))  # type: ignore[arg-type]
    await pilot.pause()  # type: ignore[attr-defined]
    assert isinstance(app.screen, ScoreScreen)
    return app.screen


def answer_of(app: PickproblemApp, rubric: str) -> object:
    record = on_disk(app)
    return (record.sessions[-1].answers or {}).get(first(record), {}).get(rubric)


async def test_one_line_is_enough_and_enter_takes_the_level(opens: Program) -> None:
    app = opens(in_session(of_gpus(a_record(), "RTX 3090")))
    async with app.run_test(size=(120, 40)) as pilot:
        await asked(app, pilot, "compute")
        await sees(app, pilot, "x: say what it takes")
        await pilot.press("x")
        await at(app, pilot, ComputeScreen)
        await sees(app, pilot, "Needed first")
        app.screen.query_one("#line", Input).value = "ResNet-50, COCO, 12 epochs, 10 runs"
        await pilot.press("enter")
        await sees(app, pilot, "ResNet-50")
        await sees(app, pilot, "full runs fit")
        await sees(app, pilot, "Level ")
        await pilot.press("enter")
        await at(app, pilot, ScoreScreen)
        assert app.opened is not None
        await app.opened.saver.finish()
        answer = answer_of(app, "compute")
        assert answer is not None
        estimate = answer.estimate  # type: ignore[attr-defined]
        assert estimate["preset"] == "resnet-50"
        assert estimate["gpu"] == "rtx-3090"
        assert estimate["level"] == answer.level  # type: ignore[attr-defined]
        experiment = on_disk(app).candidates[0].experiment
        assert experiment is not None
        assert experiment.samples == 118_287 * 12


async def test_measured_beats_estimated_and_another_level_takes_a_reason(opens: Program) -> None:
    record = of_gpus(a_record(), "RTX 3090")
    record = edits.set_experiment(record, first(record), {"preset": "resnet-50", "samples": 1_419_444})
    app = opens(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "compute")
        await sees(app, pilot, "The facts say")
        await pilot.press("x")
        await at(app, pilot, ComputeScreen)
        await sees(app, pilot, "One run takes about")
        await pilot.press("tab")
        for field, text in (("seconds_per_step", "0.5"), ("steps", "90k")):
            app.screen.query_one(f"#fact-{field}", Input).focus()
            await pilot.pause()
            app.screen.query_one(f"#fact-{field}", Input).value = text
        await pilot.press("enter", "escape")
        await sees(app, pilot, "as measured")
        await sees(app, pilot, "The estimate would have been")
        level = app.screen.found.level  # type: ignore[attr-defined]
        other = 1 if level > 2 else 5
        await pilot.press(str(other))
        await at(app, pilot, LineDialog)
        await pilot.press("enter")
        await sees(app, pilot, "A word or two")
        await pilot.press(*"shared", "enter")
        await at(app, pilot, ScoreScreen)
        assert app.opened is not None
        await app.opened.saver.finish()
        answer = answer_of(app, "compute")
        assert answer.level == other  # type: ignore[union-attr]
        assert answer.estimate["differs"] == "shared"  # type: ignore[union-attr, index]
        assert answer.estimate["level"] == level  # type: ignore[union-attr, index]


async def test_enter_takes_what_the_facts_say_while_scoring(opens: Program) -> None:
    record = a_record()
    record = edits.set_plan(record, first(record), {"deliverable": "a paper", "experiment_weeks": 5})
    app = opens(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "deadline")
        await sees(app, pilot, "Enter takes it")
        await pilot.press("enter")
        await pilot.pause()
        assert app.opened is not None
        await app.opened.saver.finish()
        answer = answer_of(app, "deadline")
        assert answer.level == 5  # type: ignore[union-attr]
        assert answer.estimate["weeks_left"] == 13  # type: ignore[union-attr, index]


async def test_the_weeks_are_laid_out_back_from_the_deadline(opens: Program) -> None:
    app = opens(in_session(a_record()))
    async with app.run_test(size=(120, 40)) as pilot:
        await asked(app, pilot, "deadline")
        await pilot.press("x")
        await at(app, pilot, DeadlineScreen)
        app.screen.query_one("#fact-deliverable", Input).value = "a paper"
        app.screen.query_one("#fact-experiment_weeks", Input).value = "20"
        app.screen.query_one("#fact-deliverable", Input).focus()
        await pilot.press("enter", "enter")
        await sees(app, pilot, "does not fit")
        await sees(app, pilot, "Whole flow, end to end")
        await sees(app, pilot, "5.4 weeks")
        await pilot.press("tab")
        await sees(app, pilot, "▶ Level 1")


@pytest.mark.parametrize("tongue", language.LANGUAGES)
async def test_results_that_set_records_give_the_maturity(opens: Program, tongue: language.Language) -> None:
    language.use(tongue)
    app = opens(in_session(a_record()))
    async with app.run_test(size=(120, 40)) as pilot:
        await asked(app, pilot, "maturity")
        await pilot.press("ㅌ" if tongue == "ko" else "x")
        await at(app, pilot, MaturityScreen)
        line = app.screen.query_one("#line", Input)
        for result in ("2019, 76.1", "2020, 76.4", "2021, 76.5", "2022, 76.7"):
            line.value = result
            await pilot.press("enter")
        await sees(app, pilot, "76.7")
        line.value = "2023, soon"
        await pilot.press("enter")
        assert line.value == "2023, soon"
        line.value = ""
        await pilot.press("enter")
        assert app.screen.found.level == 1  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, MaturityScreen))
        assert app.opened is not None
        await app.opened.saver.finish()
        answer = answer_of(app, "maturity")
        assert answer.level == 1  # type: ignore[union-attr]
        assert "2022, 76.7" in answer.estimate["results"]  # type: ignore[union-attr, index]


async def test_what_is_no_result_is_told_whole_and_stays_to_be_mended(opens: Program) -> None:
    title = "Synthetic to real transfer for small robot arms in a warehouse"
    app = opens(in_session(a_record((title, title + " with shelves"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "maturity")
        await pilot.press("x")
        await at(app, pilot, MaturityScreen)
        await sees(app, pilot, "Synthetic to real transfer for small…")
        assert "Enter Add  " in keys(app)
        assert "Drop the last" not in keys(app), "there is none"
        await pilot.press(*"garbage", "enter")
        await sees(app, pilot, "“garbage” is no result: it takes a date and a score, as in 2024-06, 78.2.")
        line = app.screen.query_one("#line", Input)
        assert line.value == "garbage"
        line.value = "2024-06, 78.2"
        await pilot.press("enter")
        await sees(app, pilot, "Many lines can be pasted at once.")
        await until(pilot, lambda: "Drop the last" in keys(app))
        assert "no result" not in shown(app)


async def test_the_text_of_the_level_is_read_whole_before_it_is_taken(opens: Program) -> None:
    app = opens(in_session(a_record()))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "maturity")
        await pilot.press("x")
        await at(app, pilot, MaturityScreen)
        for result in ("2019, 76.1", "2020, 76.4", "2021, 76.5", "2022, 76.7"):
            app.screen.query_one("#line", Input).value = result
            await pilot.press("enter")
        await pilot.press("enter")
        await sees(app, pilot, "A decimal-point race, or a finished topic: the top entries differ by tenths.")
        level = app.screen.query_one("#level")
        assert level.region.height == 2
        assert level.region.bottom == 22


async def test_all_that_is_needed_first_is_named(opens: Program) -> None:
    record = edits.set_setting(a_record(), {"gpus": [{"model": "RTX 3090"}, {"model": "TITAN Xp"}]})
    app = opens(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "compute")
        await pilot.press("x")
        await sees(app, pilot, "Needed first: Hours a run: not given · GPUs: how many hours a week of RTX 3090")
        level = app.screen.query_one("#level")
        assert level.region.height > 1
        assert "…" not in str(level.render())


async def test_gpus_of_the_machine_stand_in_the_line_and_names_help(
    opens: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Found([Gpu(model="GeForce RTX 3090", count=2)], "Found on this machine: 2 x GeForce RTX 3090.")
    monkeypatch.setattr(machine, "gpus_here", lambda: here)
    record = edits.set_setting(a_record(), {"gpus": None})
    app = opens(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.opened is not None
        app.go(Step("question", Cell("compute", first(app.opened.record))))
        await at(app, pilot, GpusDialog)
        line = app.screen.query_one(Input)
        await until(pilot, lambda: line.value == "2 x GeForce RTX 3090")
        await sees(app, pilot, "Found on this machine")
        line.value = "4 x h100"
        await pilot.pause()
        await pilot.press("down", "enter")
        await until(pilot, lambda: "H100" in line.value and line.value.startswith("4 x "))
        line.value += ", 50 h"
        await pilot.press("enter")
        await at(app, pilot, ScoreScreen)
        setting = app.opened.record.setting
        assert setting is not None
        assert [(gpu.count, gpu.hours_per_week) for gpu in setting.gpus or []] == [(4, 50)]


async def test_answers_on_old_facts_are_named_and_computed_anew(opens: Program) -> None:
    record = a_record()
    for one in record.candidates[:2]:
        record = edits.set_plan(record, one.id, {"deliverable": "a paper", "experiment_weeks": 5})
    app = opens(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "deadline")
        await pilot.press("enter", "enter")
        await pilot.pause()
        app.go(Step("setting"))
        await until(pilot, lambda: isinstance(app.screen, SettingScreen) and bool(app.screen.query("#fact-deadline")))
        await pilot.pause()
        app.screen.query_one("#fact-deadline", Input).focus()
        app.screen.query_one("#fact-deadline", Input).value = "2027-01-15"
        await pilot.press("enter", "escape", "escape")
        await at(app, pilot, ChoiceDialog)
        await sees(app, pilot, "2 answers rest on old facts")
        await sees(app, pilot, "2027-01-15")
        await pilot.press("1")
        await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog | SettingScreen))
        assert app.opened is not None
        await app.opened.saver.finish()
        answer = answer_of(app, "deadline")
        assert answer.level == 1  # type: ignore[union-attr]
        assert answer.estimate["deadline"] == date(2027, 1, 15)  # type: ignore[union-attr, index]


async def test_an_experiment_is_copied_and_all_facts_are_shown(opens: Program) -> None:
    record = of_gpus(a_record(), "RTX 3090")
    record = edits.set_experiment(record, record.candidates[1].id, {"hours_per_run": 3, "data_gb": 7})
    app = opens(in_session(record))
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(app, pilot, "compute")
        await pilot.press("x")
        await at(app, pilot, ComputeScreen)
        assert not app.screen.query_one("#row-loader_rate").display
        await pilot.press("f3")
        assert app.screen.query_one("#row-loader_rate").display
        await pilot.press("f5")
        await pilot.pause()
        assert app.opened is not None
        assert app.opened.record.candidates[0].experiment == Experiment(hours_per_run=3, data_gb=7)
        await pilot.press("escape", "escape")
        await at(app, pilot, ScoreScreen)
