"""The invented careers of the benchmarks: their verdict is the program's own, and the docs tell what they print."""

from __future__ import annotations

import math
import random
import re
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from pickproblem.switching import thresholds
from pickproblem.switching.situation import Comparison, Situation
from pickproblem.switching.verdict import advise
from tests.benchmarks.careers import tables
from tests.benchmarks.careers.living import DEAD, DELIVERED, LEFT, Life, Lived, ahead_by, always, by_rule, live, never
from tests.benchmarks.careers.verdicts import VERDICTS, Figures, verdicts
from tests.benchmarks.careers.worlds import AT_HAND, WEEKS, WORLDS, Ideas, ideas

BOUNDS = thresholds.read()
DOCS = Path(__file__).parents[2] / "docs" / "switching.md"
TODAY = date(2026, 11, 21)
PLAIN = WORLDS[0]

CHOICES = {
    "days": (0, 6, 7, 13, 14, 40),
    "follow_through": (False, True),
    "abandoned": (math.nan, 0.0, 0.39, 0.4, 0.9),
    "days_to_signal": (0.0, 4.0, 4.1, 5.0, 5.1, 30.0),
    "upside_low": (1, 3, 4, 5),
    "trial_open": (False, False, True),
    "since_trial": (math.inf, 0.0, 27.0, 28.0),
    "current": (20.0, 50.0, 60.0),
    "new": (50.0, 55.0, 62.0, 64.9, 80.0),
    "chance": (0.1, 0.49, 0.5, 0.79, 0.8, 0.99),
    "equal_weights_lead": (-3.0, 0.0, 1.0, 9.0),
    "p_current": (0.2, 0.6),
    "p_new": (0.5, 0.9),
    "hours_current": (40.0, 200.0),
    "hours_new": (50.0, 200.0, 400.0),
    "second_person": (False, True),
}
"""Figures of an evening, on both sides of every bound and on it."""


def evenings(n: int, seed: int = 0) -> list[dict[str, float]]:
    source = random.Random(seed)
    return [{name: source.choice(values) for name, values in CHOICES.items()} for _ in range(n)]


def situation(one: dict[str, float]) -> Situation:
    begun = None if math.isinf(one["since_trial"]) else TODAY - timedelta(days=one["since_trial"])
    return Situation(
        when=TODAY - timedelta(days=one["days"]),
        today=TODAY,
        mode="follow-through" if one["follow_through"] else "normal",
        abandoned_share=None if math.isnan(one["abandoned"]) else one["abandoned"],
        days_to_signal=one["days_to_signal"],
        upside_low=int(one["upside_low"]),
        trial_open=bool(one["trial_open"]),
        trial_begun=begun,
        comparison=Comparison(one["current"], one["new"], one["chance"], one["equal_weights_lead"]),
        p_current_done=one["p_current"],
        p_new_done=one["p_new"],
        hours_current=one["hours_current"],
        hours_new=one["hours_new"],
        second_person="Jun" if one["second_person"] else None,
    )


@pytest.mark.parametrize("name", [name for name, _changes in tables.VARIED])
def test_its_verdict_over_arrays_is_the_one_of_the_program(name: str) -> None:
    bounds = tables.varied(BOUNDS, dict(tables.VARIED)[name])
    several = evenings(300 if name == "as shipped" else 60, seed=len(name))
    figures = Figures(**{field: np.array([one[field] for one in several]) for field in CHOICES})
    found = [VERDICTS[code] for code in verdicts(figures, bounds)]
    assert found == [advise(situation(one), bounds).verdict for one in several]
    if name == "as shipped":
        assert set(found) == set(VERDICTS)


def test_a_change_of_an_unknown_number_is_refused() -> None:
    assert tables.varied(BOUNDS, {}) == BOUNDS
    assert tables.varied(BOUNDS, {"switch.chance": 0.65}).switch.chance.value == 0.65
    with pytest.raises(KeyError):
        tables.varied(BOUNDS, {"switch.chances": 0.65})


@pytest.fixture(scope="module")
def few() -> Ideas:
    return ideas(PLAIN, 80, seed=1)


def test_the_same_seed_gives_the_same_careers(few: Ideas) -> None:
    again = live(ideas(PLAIN, 80, seed=1), by_rule(BOUNDS))
    assert np.array_equal(live(few, by_rule(BOUNDS)).worth, again.worth)
    assert not np.array_equal(again.worth, live(ideas(PLAIN, 80, seed=2), by_rule(BOUNDS)).worth)


def test_who_never_switches_leaves_nothing_and_who_always_does_finishes_least(few: Ideas) -> None:
    staying, leaving = live(few, never), live(few, always)
    middle = live(few, ahead_by(10))
    assert staying.left.sum() == 0
    assert staying.finished.sum() > middle.finished.sum() > leaving.finished.sum()
    assert leaving.left.sum() > middle.left.sum() > 0
    for lived in (staying, middle, leaving):
        # A margin nobody reaches is the same as staying; whatever ends lies within the four years.
        assert (lived.ended <= WEEKS).all()
    assert np.array_equal(live(few, ahead_by(1000)).worth, staying.worth)


def test_one_career_can_be_followed_by_hand() -> None:
    one = ideas(PLAIN, 1, seed=5)
    life = Life(*_blank(one))
    life.choose(np.array([0]), 0)
    looks = one.score[0, :AT_HAND] + PLAIN.flatter + one.misjudged[0, :AT_HAND]
    columns = [*range(AT_HAND), *([AT_HAND] if one.came[0, AT_HAND] else []), AT_HAND + WEEKS]
    best = max(columns, key=lambda column: one.score[0, column] + PLAIN.flatter + one.misjudged[0, column])
    assert life.current[0] == best
    assert life.first_look[0] == pytest.approx(one.score[0, best] + PLAIN.flatter + one.misjudged[0, best])
    assert max(looks) <= life.first_look[0] + 1e-9
    life.close(np.array([0]), 5, LEFT)
    life.begin(np.array([0]), np.array([AT_HAND + 5]), 5)
    life.close(np.array([0]), 8, DELIVERED)
    life.begin(np.array([0]), np.array([AT_HAND + 8]), 8)
    life.close(np.array([0]), 8, DEAD)
    assert life.label[0, :9].tolist() == [LEFT] * 5 + [DELIVERED] * 3 + [0]
    assert life.closings[0, :9].tolist() == [0, 0, 0, 0, 1, 0, 0, 1, 0]
    assert life.share_left(np.array([0]), 8, BOUNDS).tolist() == [5 / 8]
    # Of the last 26 weeks two are of what was left, and one stint was closed in them but that of the first five.
    assert life.share_left(np.array([0]), 29, BOUNDS).tolist() == [2 / 5]
    assert np.isnan(life.share_left(np.array([0]), 31, BOUNDS)).all()


def _blank(one: Ideas) -> tuple[object, ...]:
    n = one.researchers
    none = np.zeros(one.score.shape, dtype=bool)
    return one, np.zeros(n, dtype=np.intp), np.zeros(n), np.zeros(n, dtype=np.intp), np.zeros(n), none, none.copy()


def test_a_ratio_has_the_error_of_a_paired_comparison() -> None:
    staying = np.array([1.0, 2.0, 3.0, 4.0])
    assert str(tables.ratio(staying * 1.5, staying)) == "1.50 ± 0.00"
    one = tables.ratio(np.array([2.0, 2.0, 4.0, 4.0]), staying)
    # Residuals 0.8, -0.4, 0.4, -0.8; their standard deviation 0.73 over two times the mean of 2.5.
    assert (one.value, one.error) == (1.2, pytest.approx(math.sqrt(1.6 / 3) / 2 / 2.5))
    lived = Lived(staying, np.ones(4, dtype=np.intp), np.full(4, 3), np.full(4, 12))
    assert tables.outcome(lived, lived).abandoned == 0.25


def parsed(text: str) -> list[list[list[str]]]:
    """The tables of a text: rows of cells, the head first."""
    found = re.findall(r"(?:^\|.*\n)+", text + "\n", re.MULTILINE)
    split = [[[cell.strip() for cell in line.strip("|").split("|")] for line in one.splitlines()] for one in found]
    return [[row for row in one if set("".join(row)) != {"-"}] for one in split]


def docs_tables() -> list[list[list[str]]]:
    """The docs' tables after the command that prints them."""
    return parsed(DOCS.read_text(encoding="utf-8").split("python -m tests.benchmarks.careers", 1)[1])


def test_the_docs_hold_the_tables_that_the_command_prints() -> None:
    worlds, worth, finished, abandoned, numbers = docs_tables()
    assert worlds[1:] == [[world.name, world.about] for world in WORLDS]
    for what, one in (("worth delivered", worth), ("finished work", finished), ("abandoned", abandoned)):
        assert one[0] == [what, *(world.name for world in WORLDS)]
        assert [row[0] for row in one[1:]] == list(tables.habits(BOUNDS))
    assert numbers[0] == ["the rule", *tables.GRID_WORLDS]
    assert [row[0] for row in numbers[1:-1]] == [name for name, _changes in tables.VARIED]
    for row in (*worth[1:], *finished[1:], *numbers[1:-1]):
        assert all(re.fullmatch(r"\d\.\d\d ± \d\.\d\d", cell) for cell in row[1:])


def test_a_small_run_agrees_with_the_docs() -> None:
    _worlds, worth, _finished, _abandoned, _numbers = docs_tables()
    told = {row[0]: float(row[1].split()[0]) for row in worth[1:]}
    (found,) = tables.by_world(BOUNDS, researchers=150, worlds=[PLAIN]).values()
    for habit, one in found.items():
        assert abs(one.worth.value - told[habit]) <= 4 * one.worth.error + 0.01, habit


def figures_in(cell: str) -> list[float]:
    return [float(one) / (100 if "%" in cell else 1) for one in re.findall(r"\d+(?:\.\d+)?", cell)]


@pytest.mark.slow
def test_the_whole_run_is_the_one_of_the_docs() -> None:
    printed = [tables.habits_tables(tables.by_world(BOUNDS)), tables.numbers_table(*tables.by_numbers(BOUNDS))]
    for mine, theirs in zip(parsed("\n\n".join(printed)), docs_tables()[1:], strict=True):
        for row, told in zip(mine, theirs, strict=True):
            assert row[0] == told[0]
            for cell, other in zip(row[1:], told[1:], strict=True):
                # Another processor may round another way, and one evening may then end differently.
                assert figures_in(cell) == pytest.approx(figures_in(other), abs=0.03), row[0]
