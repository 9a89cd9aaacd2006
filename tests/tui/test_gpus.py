"""The GPUs are asked for in a dialog that fits the terminal."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from pickproblem.record import Gpu
from pickproblem.tui.gpus import GpusDialog
from pickproblem.tui.widgets.bars import KeyBar
from pickproblem.tui.widgets.lines import Lines

from .conftest import Program, a_record


@pytest.mark.parametrize(
    "size", [(80, 24), *(pytest.param(one, marks=pytest.mark.slow) for one in ((60, 20), (120, 40)))]
)
async def test_names_take_a_line_each_and_the_keys_are_in_view(size: tuple[int, int], program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=size) as pilot:
        await app.push_screen(GpusDialog())
        await pilot.pause()
        dialog = app.screen.query_one("#dialog").region
        assert abs((dialog.x + dialog.right) - size[0]) <= 1, "in the middle"
        assert dialog.contains_region(app.screen.query_one(KeyBar).region)
        names = app.screen.query_one(Lines)
        assert names.virtual_size.height == names.option_count
        await pilot.press(*"3090")
        assert names.option_count == 2
        await pilot.press("down", "enter")
        assert app.screen.query_one(Input).value == "GeForce RTX 3090"


async def test_a_card_that_is_not_in_the_table_is_told_and_taken_at_the_second_enter(program: Program) -> None:
    app = program(a_record())
    taken: list[list[Gpu] | None] = []
    async with app.run_test() as pilot:
        await app.push_screen(GpusDialog(), taken.append)
        await pilot.pause()
        await pilot.press(*"= 4", "enter")
        assert "names no GPU" in str(app.screen.query_one("#wrong", Static).visual)
        app.screen.query_one(Input).value = ""
        await pilot.press(*"2 x RTX 3095", "enter")
        told = str(app.screen.query_one("#wrong", Static).visual)
        assert "did you mean GeForce RTX 3090" in told
        assert "\nEnter again" in told
        names = app.screen.query_one(Lines)
        assert "GeForce RTX 3090" in str(names.get_option_at_index(0).prompt)
        assert taken == []
        await pilot.press("enter")
        await pilot.pause()
        assert taken == [[Gpu(model="RTX 3095", count=2)]]
