from __future__ import annotations

import pytest

from pickproblem import language
from pickproblem.text import cells
from pickproblem.tui.keys import JAMO
from pickproblem.tui.screens.home import HomeScreen
from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.screens.review import ReviewScreen
from pickproblem.tui.widgets.pages import Pages

from ..conftest import Opens
from ..looking import at, page, sees, until


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
