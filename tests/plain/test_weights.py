"""Weights in lines: an order, points, comparisons; kept as on the screens, and taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pickproblem import answers as views
from pickproblem import edits, language, store
from pickproblem.language import _
from pickproblem.record import Record, Weights
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.screens.weights import WeightsScreen
from pickproblem.tui.screens.weights.listed import WeightList
from tests.plain.conversing import LIBRARY, Answers, hold, read

COMPARED = Weights(
    method="best-worst",
    best="interest",
    worst="deadline",
    best_to_others={"upside": 2, "drive": 2, "deadline": 8},
    others_to_worst={"interest": 8, "upside": 9, "drive": 4},
)
OWN = "Enter keeps this, or your own order"


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A record that stands at the profile; an empty line leads to the weights."""
    path = tmp_path / "asked.toml"
    store.create(path, of_two())
    return path


def of_two(weights: Weights | None = None) -> Record:
    record = edits.new_record("What to submit", edits.now(), "after-hours")
    for title in ("One", "Two"):
        record = edits.add_candidate(record, title)
    return record.model_copy(update={"weights": weights})


def seen(record: Record) -> Record:
    """The record after a result was seen."""
    begun, _session = edits.begin_session(edits.set_setting(record, {}), "me", "start", edits.now())
    return edits.finish(begun, begun.sessions[0].id, edits.now())


def anew(path: Path, record: Record) -> None:
    path.unlink(missing_ok=True)
    store.create(path, record)


@pytest.mark.parametrize("typed", ["99", "1 1", "nonsense", ">", "l"])
def test_an_order_that_cannot_be(asked: Path, typed: str) -> None:
    hold(asked, at_weights(typed, "q"))
    assert read(asked).weights is None


def test_an_order_of_ones_own_and_the_profiles_again(asked: Path) -> None:
    hold(asked, at_weights("2 1 > 3", "q"))
    record = read(asked)
    names = views.profile_of(record, LIBRARY).order
    assert record.weights is not None
    assert record.weights.order == [[names[1][0], names[0][0]], [names[1][1]]]
    hold(asked, at_weights("p", "", "q"))
    assert read(asked).weights is None


def test_the_weights_that_follow_are_said_with_their_range(asked: Path) -> None:
    said = hold(asked, at_weights("q")).text
    assert "1 Interest: 46%, from 29% to 68%" in said
    assert "3 GPU and data fit: 17%, from 4% to 33%" in said
    assert "nine tenths of the draws" in said
    assert "Interest: 100%" in hold(asked, at_weights("1 >", "q")).text


def test_a_number_alone_says_what_it_stands_for_and_changes_nothing(asked: Path) -> None:
    said = hold(asked, at_weights("1", "q")).text
    assert "Best: Whenever I can" in said
    assert "To give it all the weight: 1 >" in said
    assert read(asked).weights is None


def test_points_are_kept_one_by_one_and_scaled_to_the_largest(asked: Path) -> None:
    held = hold(asked, at_weights("w", "80", "b", "200", "80", "", "x", "0", "40", "q"))
    weights = read(asked).weights
    assert weights is not None
    assert weights.method == "swing"
    assert weights.points == {"interest": 100, "maturity": 46.2, "deadline": 0, "familiarity": 50}
    assert "A number from 0 to 100." in held.text
    assert "Best: Whenever I can" in held.text
    assert "1 Interest: 100 points; 51%" in held.text
    assert "3 Deadline fit: 0 points; 0%, from 0% to 0%" in held.text


def test_points_that_end_at_once_change_nothing_and_all_at_nothing_are_asked_again(asked: Path) -> None:
    hold(asked, at_weights("w", "b", "q"))
    assert read(asked).weights is None
    held = hold(asked, at_weights("1 2", "w", "0", "0", "7", "q"))
    assert "At least one needs points" in held.text
    assert (read(asked).weights or COMPARED).points == {"interest": 100, "maturity": 0}
    held = hold(asked, at_weights("1 >", "w", "x", "q"))
    assert "One question has to carry weight." in held.text


def test_comparisons_are_kept_when_all_are_given(asked: Path) -> None:
    held = hold(asked, at_weights("1 2 3", "c", "1", "1", "3", "2", "10", "b", "2", "4", "q"))
    assert read(asked).weights == Weights(method="order", order=[["interest", "maturity", "compute"]])
    assert "It matters most already" in held.text
    held = hold(asked, at_weights("c", "1", "3", "2", "4", "2", "q"))
    weights = read(asked).weights
    assert weights is not None
    assert (weights.best, weights.worst) == ("interest", "compute")
    assert weights.best_to_others == {"maturity": 2, "compute": 4}
    assert weights.others_to_worst == {"interest": 4, "maturity": 2}
    assert "The comparisons agree in full" in held.text
    held = hold(asked, at_weights("c", "", "", "", "", "3", "q"))
    assert (read(asked).weights or COMPARED).others_to_worst == {"interest": 4, "maturity": 3}
    assert "1-9, Enter for 4" in held.text


def test_what_disagrees_is_named_and_looked_at_again(asked: Path) -> None:
    anew(asked, of_two(COMPARED))
    held = hold(asked, at_weights("l", "4", "q"))
    said = " ".join(held.text.split())
    assert "1 does not fit the others." in said
    assert "“Upside: 10% or 10x?” against “Deadline fit”, now 9; 4 would fit the others." in said
    assert "Together that is 18, but “Interest” against “Deadline fit” is 8." in said
    assert "The comparisons agree in full" in said
    assert ((read(asked).weights or COMPARED).others_to_worst or {})["upside"] == 4
    held = hold(asked, at_weights("l", "q"))
    assert held.text.count("The comparisons agree in full") == 3


@pytest.mark.parametrize("names", [["interest"], ["interest", "upside"]])
def test_comparisons_of_one_or_two(asked: Path, names: list[str]) -> None:
    anew(asked, of_two(Weights(method="swing", points=dict.fromkeys(names, 100))))
    hold(asked, at_weights("c", *(["1", "2", "1"] if len(names) == 2 else []), "q"))
    weights = read(asked).weights
    assert weights is not None
    assert (weights.method, weights.rubrics()) == ("best-worst", names)


def test_all_of_one_visit_is_one_marked_change_and_can_be_taken_back(asked: Path) -> None:
    stood = Weights(method="swing", points={"interest": 100, "upside": 50})
    anew(asked, seen(of_two(stood)))
    held = hold(asked, at_weights("w", "100", "60", "2 > 1", "w", "100", "10", "q"))
    weights = read(asked).weights
    assert weights is not None
    assert weights.points == {"interest": 10, "upside": 100}
    assert [one.points for one in weights.before or []] == [stood.points]
    assert "both rankings will be shown" in " ".join(held.text.split())
    hold(asked, at_weights("u", "w", "60", "b", "b", "u", "q"))
    kept = read(asked).weights
    assert kept is not None
    assert (kept.points, len(kept.before or [])) == (weights.points, 1)


def at_weights(*answers: str) -> Answers:
    """On the shortest way to the weights, and these answers there; then the input ends."""
    waiting, arrived = iter(answers), False

    def answer(said: str) -> str | None:
        nonlocal arrived
        arrived = arrived or _(OWN) in said
        return next(waiting, None) if arrived else onward(said)

    return answer


def onward(said: str) -> str:
    """What leads from the result to the weights."""
    found = re.search(rf"(\d+) {_('Profile and weights')}", said)
    return found[1] if found else ""


def test_weights_of_somebody_else_stand_before_this(asked: Path) -> None:
    anew(asked, seen(of_two()))
    other = Weights(method="swing", points={"interest": 100, "upside": 50})

    def answers(said: str) -> str | None:
        if "2 of 5" in said:
            store.update(asked, LIBRARY, lambda record: edits.set_weights(record, other, LIBRARY, edits.now()))
            return "7"
        if "3 of 5" in said:
            return None
        if "1 of 5" in said:
            return "100"
        return "w" if OWN in said else onward(said)

    hold(asked, answers)
    weights = read(asked).weights
    assert weights is not None
    assert (weights.points or {})["maturity"] == 7
    assert (weights.before or [])[-1].points == other.points
    assert [one.method for one in weights.before or []] == ["order", "swing", "swing"]


@pytest.mark.slow
@pytest.mark.parametrize("tongue", ["en", "ko"])
@pytest.mark.parametrize("after", [False, True])
async def test_the_same_answers_on_the_screens_make_the_same_weights(
    asked: Path, tmp_path: Path, tongue: language.Language, after: bool
) -> None:
    language.use(tongue)
    record = seen(of_two()) if after else of_two()
    anew(asked, record)
    spoken = ["3 2 > 1", "w", "80", "45", "10", "c", "1", "2", "7", "5", "9", "l", "2", "w", "", "", "30", "q"]
    hold(asked, at_weights(*spoken))
    plain = read(asked).weights

    other = tmp_path / "screens.toml"
    store.create(other, record)
    app = PickproblemApp(LIBRARY, other)
    async with app.run_test(size=(100, 40)) as pilot:
        await _settled(pilot)
        app.show(WeightsScreen())
        await _settled(pilot)
        await _give(app, pilot)
        assert app.opened is not None
        assert await app.opened.saver.finish()
    screens = read(other).weights
    assert plain is not None
    assert screens is not None
    assert _timeless(plain) == _timeless(screens)
    assert plain.method == "swing"
    assert plain.best_to_others is not None


async def _give(app: PickproblemApp, pilot: Pilot[int]) -> None:
    def stand(rubric: str) -> None:
        listed = app.screen.query_one(WeightList)
        listed.highlighted = listed.get_option_index(rubric)

    # compute, maturity > interest
    for rubric in ("deadline", "familiarity"):
        stand(rubric)
        await pilot.press("x")
    stand("interest")
    await pilot.press("right", "right", "right")
    stand("compute")
    await pilot.press("left", "right", "w")
    await _settled(pilot)
    for rubric, digits in (("compute", "80"), ("maturity", "45"), ("interest", "10")):
        stand(rubric)
        await pilot.press(*digits)
    await _settled(pilot)
    await pilot.press("w")
    for rubric in ("compute", "maturity"):
        stand(rubric)
        await pilot.press("enter")
    for value in "759":
        await pilot.press(value)
    await _settled(pilot)
    await pilot.press("end", "enter", "2")
    await _settled(pilot)
    await pilot.press("w", "w")
    await _settled(pilot)
    stand("maturity")
    await pilot.press("3", "0")
    await _settled(pilot)


async def _settled(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _timeless(weights: Weights) -> dict[str, object]:
    plain = weights.model_dump(exclude_none=True)
    for one in plain.get("before", []):
        del one["changed"]
    return plain
