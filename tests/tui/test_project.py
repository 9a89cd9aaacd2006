from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from pickproblem import language, notebook, store
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.text import cells
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog
from pickproblem.tui.forms import FormDialog
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.home import HomeScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.project.review import ReviewScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.widgets.pages import Pages

from .looking import said, saved, sees, shown, until

EXAMPLES = Path(__file__).parents[2] / "pickproblem" / "examples"
TODAY = date(2015, 3, 8)

Opens = Callable[..., PickproblemApp]


@pytest.fixture
def project(library: Library, tmp_path: Path) -> Opens:
    """Opens a copy of the example on a day of its story."""

    def make(
        today: date = TODAY, name: str = "tempted", change: Callable[[Record], Record] | None = None
    ) -> PickproblemApp:
        path = tmp_path / f"{name}.toml"
        shutil.copy(EXAMPLES / path.name, path)
        if change is not None:
            store.update(path, library, change)
        return PickproblemApp(library, path, today=lambda: today)

    return make


async def at(app: PickproblemApp, pilot: Pilot[int], screen: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, screen))
    await pilot.pause()


def page(app: PickproblemApp) -> str:
    """All that the page in view says, out of view too."""
    return str(app.screen.query_one(Pages).page.query_one(Static).content)


def fill(app: PickproblemApp, field: str, text: str) -> None:
    """As if it were typed over what stands there."""
    app.screen.query_one(f"#field-{field}", Input).value = text


@pytest.mark.slow
async def test_a_record_with_a_commitment_opens_at_its_project_and_keys_lead_on_and_back(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await sees(app, pilot, "A 3D humanoid learns to walk by policy gradients")
        await sees(app, pilot, "94 days ago: week 14")
        text = page(app)
        assert text.index("Due") < text.index("38 days ago") < text.index("Review") < text.index("Ahead")
        assert text.index("Ahead") < text.index("2015-04-30")
        for number, words in [
            ("2", "in 53 days"),
            ("3", "Third week without a better gait"),
            ("4", "440 hours on it by now."),
            ("5", "A better DQN"),
        ]:
            await pilot.press(number)
            await until(pilot, lambda words=words: words in page(app))
        await pilot.press("tab")
        await until(pilot, lambda: "Ahead" in page(app))
        await pilot.press(JAMO["v"])
        await at(app, pilot, ResultScreen)
        await pilot.press("v")
        await at(app, pilot, ProjectScreen)
        await pilot.press("v")
        await at(app, pilot, ResultScreen)
        await pilot.press("escape")
        await at(app, pilot, ProjectScreen)
        await pilot.press("r")
        await at(app, pilot, ReviewScreen)
        await pilot.press("escape")
        await at(app, pilot, ProjectScreen)
        await pilot.press("escape")
        await at(app, pilot, HomeScreen)


async def test_enter_does_what_the_line_asks_for_and_the_chance_is_told_after_the_answer(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("enter")
        await at(app, pilot, ChoiceDialog)
        assert "80%" not in shown(app)
        await pilot.press("2")
        await until(pilot, lambda: "you had said 80%" in said(app))
        record = await saved(app, pilot)
        outcomes = {one.id: one.outcome for one in record.commitments[0].forecasts or []}
        assert outcomes["would-choose-again-week-8"] is False
        assert "38 days ago" not in page(app)


@pytest.mark.slow
async def test_a_note_is_four_lines_and_a_second_one_of_the_day_adds_to_it(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press(JAMO["n"])
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "this was next: Park that idea")
        await pilot.press("enter", "enter", "enter", "enter")
        await sees(app, pilot, "One line is enough")
        await pilot.press(*"x n", "escape")
        await at(app, pilot, ProjectScreen)
        assert "waits here" in said(app)
        await pilot.press("n")
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "x n")
        await pilot.press(*"!", "enter", *"why", "enter", "enter", *"go", "enter")
        await at(app, pilot, ProjectScreen)
        await pilot.press("n")
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "Insight: why")
        await pilot.press("down", *"more", "f3")
        await at(app, pilot, ProjectScreen)
        record = await saved(app, pilot)
    candidate = record.candidate("walking")
    assert candidate is not None
    note = (candidate.notes or [])[-1]
    assert (note.date, note.insight, note.code) == (TODAY, "why\nmore", None)
    assert "x n" in f"{note.result} {note.next}"
    assert "!" in f"{note.result} {note.next}"


@pytest.mark.slow
async def test_a_stretch_of_work_ends_with_its_hours_and_a_new_one_begins(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        await sees(app, pilot, "440")
        await pilot.press("enter", "backspace", "backspace", "backspace", *"5x", "enter", "right", "f3")
        await sees(app, pilot, "5x is no number of hours")
        await pilot.press("up", "backspace", *"00", "enter", "enter")
        assert "paper, post, code" in shown(app)
        await pilot.press(*"a paper", "enter")
        await at(app, pilot, ChoiceDialog)
        await pilot.press("2")
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        await pilot.press("f3")
        await sees(app, pilot, "overlaps")
        await pilot.press("escape")
        await at(app, pilot, ProjectScreen)
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    assert walking.state == "chosen"
    (stint,) = walking.stints or []
    assert (stint.to, stint.hours, stint.ended, stint.into) == (TODAY, 500, "delivered", "a paper")


@pytest.mark.slow
async def test_a_stretch_may_be_entered_when_it_is_over_and_closing_the_project_ends_what_it_asks(
    project: Opens,
) -> None:
    def ended(record: Record) -> Record:
        return notebook.end_stint(record, "walking", date(2015, 2, 1))

    app = project(change=ended)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("b")
        await at(app, pilot, FormDialog)
        fill(app, "from", "2015-02-10")
        fill(app, "to", "2015-04-01")
        await pilot.press("f3")
        await sees(app, pilot, "of days that were")
        fill(app, "to", "2015-03-01")
        fill(app, "hours", "5d")
        await pilot.press("enter", "enter", "enter", "enter", "enter", "3", "f3")  # a dead end, without evidence
        await at(app, pilot, ProjectScreen)
        await pilot.press("4")
        await until(pilot, lambda: "counts as left for something newer" in " ".join(page(app).split()))
        record = await saved(app, pilot)
    walking = record.candidate("walking")
    assert walking is not None
    stint = (walking.stints or [])[-1]
    assert (str(stint.from_), str(stint.to), stint.days, stint.ended) == ("2015-02-10", "2015-03-01", 5, "dead-end")


@pytest.mark.slow
async def test_a_kill_criterion_is_changed_with_a_reason_in_time_and_only_answered_after(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press("k", "3")
        await at(app, pilot, FormDialog)
        await pilot.press("f3")
        await sees(app, pilot, "takes a reason")
        await pilot.press("enter", "enter", "enter", *"rain", "enter")
        await sees(app, pilot, "Nothing is different yet")
        await pilot.press("escape")
        await at(app, pilot, ProjectScreen)
        await pilot.press("k", "3")
        await at(app, pilot, FormDialog)
        fill(app, "by", "2015-05-30")
        await pilot.press("enter", "enter", "enter", *"broken", "enter")
        await at(app, pilot, ProjectScreen)
        await pilot.press("2")
        await until(pilot, lambda: "(changed: broken)" in " ".join(page(app).split()))
        record = await saved(app, pilot)
    criterion = record.commitments[0].kill_criteria[0]
    assert (str(criterion.by), criterion.edit_reason) == ("2015-05-30", "broken")
    assert criterion.was is not None
    assert "2015-04-30" in criterion.was


async def test_a_week_before_its_date_a_kill_criterion_stands_and_is_answered(project: Opens) -> None:
    app = project(date(2015, 4, 24))
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ProjectScreen)
        await pilot.press(JAMO["k"])
        await at(app, pilot, ChoiceDialog)
        assert "Change it" not in shown(app)
        await sees(app, pilot, "too near to its date")
        await pilot.press("2")
        await until(pilot, lambda: "Not there. You wrote" in said(app))
        await pilot.press("k")
        await until(pilot, lambda: "Every kill criterion is answered" in said(app))
        record = await saved(app, pilot)
    assert record.commitments[0].kill_criteria[0].met is True


@pytest.mark.slow
async def test_the_dates_go_to_a_calendar_and_over_no_file_without_a_yes(project: Opens, tmp_path: Path) -> None:
    app = project()
    target = tmp_path / "tempted.ics"
    target.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        for answer in ("1", "2"):
            await pilot.press("i")
            await at(app, pilot, LineDialog)
            await pilot.press("enter")
            await at(app, pilot, ChoiceDialog)
            assert target.read_text(encoding="utf-8") == "mine"
            await pilot.press(answer)
            await at(app, pilot, ProjectScreen)
        await until(pilot, lambda: "The dates are in" in said(app))
        await pilot.press("i")
        await at(app, pilot, LineDialog)
        await pilot.press(*["backspace"] * 3, *"txt", "enter")
        await sees(app, pilot, "ends in .ics")
    import icalendar

    events = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert date(2015, 4, 30) in [event["dtstart"].dt for event in events]


async def test_a_trial_that_is_over_is_answered_and_a_closed_project_asks_for_no_review(project: Opens) -> None:
    from pickproblem import edits, temptation

    def trial(record: Record) -> Record:
        entry = record.temptations[0].id
        begun = temptation.decide(
            record, entry, "trial", TODAY, until=date(2015, 3, 12), success_sign="plays one game well"
        )
        return edits.set_state(begun, "walking", "closed")

    app = project(date(2015, 3, 14), change=trial)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, ProjectScreen)
        await sees(app, pilot, "It is closed")
        assert "Review" not in page(app)
        await pilot.press("down", "enter")
        await at(app, pilot, ChoiceDialog)
        await sees(app, pilot, "plays one game well")
        await pilot.press("2")
        await at(app, pilot, LineDialog)
        await pilot.press("enter")
        await sees(app, pilot, "A word or two")
        await pilot.press(*"it works", "enter")
        await at(app, pilot, ProjectScreen)
        record = await saved(app, pilot)
    outcome = record.temptations[0].outcome
    assert outcome is not None
    assert (outcome.followed, outcome.reason) == (False, "it works")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("tempted", (60, 18)),
        ("tempted.ko", (80, 24)),
        pytest.param("tempted", (120, 40), marks=pytest.mark.slow),
        pytest.param("tempted.ko", (60, 18), marks=pytest.mark.slow),
        pytest.param("humanoid.ko", (80, 24), marks=pytest.mark.slow),
    ],
)
async def test_every_page_keeps_within_its_width(project: Opens, name: str, size: tuple[int, int]) -> None:
    language.use("ko" if name.endswith(".ko") else "en")
    app = project(name=name)
    async with app.run_test(size=size) as pilot:
        await at(app, pilot, ProjectScreen)
        for number in "12345":
            await pilot.press(number)
            await pilot.pause(0.05)
            inside = app.screen.query_one(Pages).page.scrollable_content_region.width
            for line in page(app).splitlines():
                assert cells(line) <= inside, line
