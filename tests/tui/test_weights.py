from __future__ import annotations

import pytest
from textual.pilot import Pilot

from pickproblem import edits, language
from pickproblem.record import Record, Weights
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.screens.result import ResultScreen
from pickproblem.tui.screens.score import ScoreScreen
from pickproblem.tui.screens.weights import WeightsScreen
from pickproblem.tui.screens.weights.listed import WeightList
from pickproblem.tui.widgets.bars import KeyBar

from .conftest import Program, a_record, in_session
from .looking import said, saved, sees, shown

# Kept out of the default run for its length; CI runs it.
pytestmark = pytest.mark.slow

BALANCED = [
    ["upside", "interest"],
    ["drive", "maturity", "compute", "familiarity"],
    ["larger-goal", "deadline"],
]


async def settled(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def to_weights(app: PickproblemApp, pilot: Pilot[int]) -> None:
    await pilot.pause()
    app.show(WeightsScreen())
    await settled(pilot)


def order(record: Record) -> list[list[str]] | None:
    return record.weights.order if record.weights else None


async def test_the_order_is_shown_with_the_weights_that_follow(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        # Rank-order centroids of eight, averaged within groups of two, four and two.
        await sees(app, pilot, "28%")
        await sees(app, pilot, "10%")
        await sees(app, pilot, "2%")
        await sees(app, pilot, "█")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ScoreScreen)
        record = await saved(app, pilot)
        assert record.weights is None
        assert len(record.sessions) == 1


async def test_a_rubric_moves_between_groups_and_the_profile_order_comes_back(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("down", "right")
        record = await saved(app, pilot)
        assert order(record) == [["upside"], ["interest"], *BALANCED[1:]]
        await pilot.press("shift+up", "left", "left")
        assert order(await saved(app, pilot)) == [["interest"], ["upside"], *BALANCED[1:]]
        await pilot.press("left")
        assert "most already" in said(app)
        await pilot.press("p")
        assert (await saved(app, pilot)).weights is None


async def test_a_rubric_leaves_and_comes_back_and_another_is_added(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("x")
        assert order(await saved(app, pilot)) == [["interest"], *BALANCED[1:]]
        await sees(app, pilot, "left out")
        await pilot.press("left")
        assert "no weight" in said(app)
        await pilot.press("x")
        assert order(await saved(app, pilot)) is None, "a slip leaves nothing behind: the order of the profile stands"
        await pilot.press("x")
        stand(app, "interest")
        await pilot.press("right")
        stand(app, "upside")
        await pilot.press("x")
        assert order(await saved(app, pilot)) == [["interest", *BALANCED[1]], [*BALANCED[2], "upside"]]
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, ChoiceDialog)
        await pilot.press("enter")
        await pilot.pause()
        groups = order(await saved(app, pilot))
        assert groups is not None
        added = groups[-1][-1]
        assert added not in [name for group in BALANCED for name in group]
        assert app.screen.query_one(WeightList).at == added


async def test_a_rubric_that_can_rule_out_is_asked_without_weight(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        app.screen.query_one(WeightList).highlighted = 6
        assert app.screen.query_one(WeightList).at == "compute"
        await pilot.press("x")
        assert "without weight" in said(app)
        await sees(app, pilot, "asked, without weight")


async def test_points_are_typed_in_place_and_scaled_to_the_largest(program: Program) -> None:
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("w")
        await settled(pilot)
        record = await saved(app, pilot)
        assert record.weights is not None
        assert record.weights.method == "swing"
        assert record.weights.points is not None
        assert record.weights.points["upside"] == 100
        assert "Compare" in app.screen.query_one(KeyBar).render().plain
        await sees(app, pilot, "12% each")
        await pilot.press("5", "0", "down", "2", "5", "down", *"0", "down", "7", "3", "backspace")
        await settled(pilot)
        await sees(app, pilot, "largest counts as 100")
        points = ((await saved(app, pilot)).weights or Weights(method="swing", points={"x": 100})).points
        assert points is not None
        assert (points["upside"], points["interest"], points["drive"], points["maturity"]) == (100, 50, 0, 14)
        await pilot.press("right", "left", "left", "w", "w")
        record = await saved(app, pilot)
        assert order(record) == BALANCED
        assert record.weights is not None
        assert record.weights.method == "order"
        assert record.weights.points is not None
        assert record.weights.points["maturity"] == 24


async def test_no_points_at_all_are_not_accepted(program: Program) -> None:
    record = a_record().model_copy(update={"weights": Weights(method="swing", points={"interest": 100})})
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("0", "enter")
        assert isinstance(app.screen, WeightsScreen)
        assert "needs points" in said(app)
        assert (await saved(app, pilot)) == record
        await pilot.press("x")
        assert "has to carry weight" in said(app)


async def test_after_a_result_many_moves_are_one_marked_change(program: Program) -> None:
    record = in_session(a_record())
    record = edits.finish(record, record.sessions[0].id, edits.now())
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await sees(app, pilot, "both rankings will be shown")
        await pilot.press("down", "right", "right", "right")
        changed = await saved(app, pilot)
        assert changed.weights is not None
        assert [earlier.order for earlier in changed.weights.before or []] == [BALANCED]
        await pilot.press("p")
        assert (await saved(app, pilot)).weights is None
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ResultScreen)
        assert len((await saved(app, pilot)).sessions) == 1


THREE = Weights(
    method="best-worst",
    best="interest",
    worst="deadline",
    best_to_others={"upside": 2, "deadline": 4},
    others_to_worst={"interest": 4, "upside": 2},
)


def stand(app: PickproblemApp, rubric: str) -> None:
    listed = app.screen.query_one(WeightList)
    listed.highlighted = listed.get_option_index(rubric)


def weighing(weights: Weights) -> Record:
    return a_record().model_copy(update={"weights": weights})


async def test_the_best_worst_way_by_keys(program: Program) -> None:
    app = program(weighing(Weights(method="swing", points={"interest": 100, "upside": 60, "deadline": 10})))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        before = await saved(app, pilot)
        await pilot.press("w")
        await sees(app, pilot, "Which matters most")
        await pilot.press("enter", "home", "enter")
        assert "most already" in said(app)
        await pilot.press("escape", "enter")
        stand(app, "deadline")
        await pilot.press("enter")
        await sees(app, pilot, "3 comparisons are open; earlier weights stay in force.")
        assert "Upside: 10% or 10x?" in shown(app), "there is no bar yet that needs the room"
        await sees(app, pilot, "“Interest” against “Upside: 10% or 10x?”")
        await sees(app, pilot, "9 extremely")
        await pilot.press("2", "4")
        assert await saved(app, pilot) == before
        await sees(app, pilot, "1 comparison is open")
        await sees(app, pilot, "“Upside: 10% or 10x?” against “Deadline fit”")
        await pilot.press("enter")
        assert "still open" in said(app)
        await pilot.press("2")
        weights = (await saved(app, pilot)).weights
        assert weights is not None
        assert weights.points == {"interest": 100, "upside": 60, "deadline": 10}
        assert weights.model_copy(update={"points": None, "order": None}) == THREE
        await sees(app, pilot, "agree in full (ξ = 0.000; 0 is perfect)")
        await sees(app, pilot, "57%")
        await sees(app, pilot, "◆ equal: 33% each")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ScoreScreen)


async def test_what_disagrees_is_named_and_the_one_to_look_at_again_is_an_enter_away(program: Program) -> None:
    tables = {"best_to_others": {"upside": 2, "drive": 2, "deadline": 8}}
    tables["others_to_worst"] = {"interest": 8, "upside": 9, "drive": 4}
    app = program(weighing(THREE.model_copy(update=tables)))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await sees(app, pilot, "≠ 1 does not fit the others")
        await sees(app, pilot, "“Upside: 10% or 10x?” against “Deadline fit”, now 9; 4 would fit")
        await sees(app, pilot, "disagree")
        await pilot.press("end", "enter")
        listed = app.screen.query_one(WeightList)
        assert listed.at == "upside"
        await sees(app, pilot, "≠ 2 × 9 = 18, but the most against the least is 8")
        await pilot.press("4")
        await sees(app, pilot, "agree in full")
        assert "Look again" not in shown(app)
        weights = (await saved(app, pilot)).weights
        assert weights is not None
        assert (weights.others_to_worst or {})["upside"] == 4


async def test_nothing_typed_is_lost_while_the_ways_go_round(program: Program) -> None:
    record = weighing(THREE)
    app = program(record)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("ㅠ", "down", "enter")
        await sees(app, pilot, "Which matters least")
        stand(app, "deadline")
        await pilot.press("enter")
        await sees(app, pilot, "1 comparison is open")
        assert await saved(app, pilot) == record
        await pilot.press("b", "home", "enter")
        stand(app, "deadline")
        await pilot.press("enter")
        await sees(app, pilot, "agree in full")
        assert await saved(app, pilot) == record
        stand(app, "upside")
        await pilot.press("backspace")
        await sees(app, pilot, "is open")
        await pilot.press("ㅈ", "p")
        assert (await saved(app, pilot)).weights is None
        await pilot.press("w")
        await settled(pilot)
        await pilot.press("w")
        await sees(app, pilot, "comparisons are open")
        stand(app, "deadline")
        await sees(app, pilot, "▸4")
        await pilot.press("b", "escape")
        assert isinstance(app.screen, WeightsScreen)
        await sees(app, pilot, "comparisons are open")


@pytest.mark.parametrize("names", [["interest"], ["interest", "upside"]])
async def test_comparisons_of_one_or_two(program: Program, names: list[str]) -> None:
    app = program(weighing(Weights(method="swing", points=dict.fromkeys(names, 100))))
    async with app.run_test(size=(60, 18)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("w")
        if len(names) == 2:
            await pilot.press("enter", "enter", "1")
        await sees(app, pilot, "agree in full")
        weights = (await saved(app, pilot)).weights
        assert weights is not None
        assert weights.method == "best-worst"
        assert weights.rubrics() == names
        await sees(app, pilot, "50%" if len(names) == 2 else "100%")


async def test_comparisons_given_after_a_result_are_marked(program: Program) -> None:
    record = in_session(weighing(THREE))
    record = edits.finish(record, record.sessions[0].id, edits.now())
    app = program(record)
    async with app.run_test(size=(60, 18)) as pilot:
        await to_weights(app, pilot)
        await sees(app, pilot, "both rankings will be shown")
        await pilot.press("down", "3")
        weights = (await saved(app, pilot)).weights
        assert weights is not None
        assert [one.best_to_others for one in weights.before or []] == [THREE.best_to_others]
        await pilot.press("up", "2")
        await settled(pilot)


async def test_the_scale_is_in_view_on_the_smallest_terminal(program: Program) -> None:
    language.use("ko")
    app = program(a_record())
    async with app.run_test(size=(60, 18)) as pilot:
        await to_weights(app, pilot)
        await pilot.press("ㅈ")
        await settled(pilot)
        await pilot.press("ㅈ", "enter", "down", "enter")
        await pilot.pause()
        about = app.screen.query_one("#about")
        assert about.region.height >= 2
        assert about.region.bottom <= 16
        listed = app.screen.query_one(WeightList)
        assert listed.region.height >= 8
        for _n in range(13):
            await pilot.press("1")
        await settled(pilot)
        weights = (await saved(app, pilot)).weights
        assert weights is not None
        assert set((weights.best_to_others or {}).values()) == {1}
        await sees(app, pilot, "12%")


@pytest.mark.parametrize(("size", "tongue"), [((60, 18), "ko"), ((120, 40), "en")])
async def test_it_fits_every_size(program: Program, size: tuple[int, int], tongue: language.Language) -> None:
    language.use(tongue)
    app = program(a_record(profile="researcher"))
    async with app.run_test(size=size) as pilot:
        await to_weights(app, pilot)
        await pilot.press("end", "ㅈ")
        await settled(pilot)
        listed = app.screen.query_one(WeightList)
        assert listed.region.bottom <= size[1] - 2
        assert listed.at is not None
        assert app.opened is not None
        assert app.opened.record.weights is not None
