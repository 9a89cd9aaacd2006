from __future__ import annotations

from pickproblem.tui.screens.project import ProjectScreen
from pickproblem.tui.widgets.pages import Pages

from .conftest import Opens
from .looking import at


async def test_a_page_that_was_never_in_view_is_as_wide_as_the_one_that_is(project: Opens) -> None:
    app = project()
    async with app.run_test(size=(60, 18)) as pilot:
        await at(app, pilot, ProjectScreen)
        pages = app.screen.query_one(Pages)
        assert {page.width for page in pages._pages} == {pages.size.width - 2}
