"""The words and tables of the advice: all of it told, in any width, and no figure rounded across its bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import demo, rubric, store
from pickproblem.record import Answer
from pickproblem.report import charts, conditions
from pickproblem.report import temptation as words
from pickproblem.report.charts import Beside, Held, plain
from pickproblem.switching import thresholds
from pickproblem.switching.advice import Examined, examine
from pickproblem.switching.situation import Comparison, Situation
from pickproblem.switching.verdict import advise
from pickproblem.text import cells

LIBRARY = rubric.load()
THRESHOLDS = thresholds.read()
RECORD = store.read(demo.FOLDER / "tempted.toml", LIBRARY).record
TODAY = date(2015, 3, 8)
EXAMPLE = examine(RECORD, LIBRARY, RECORD.temptations[0], today=TODAY, history=[("r", RECORD)], thresholds=THRESHOLDS)
BETTER = Comparison(current=50, new=70, chance=0.9, equal_weights_lead=9)
SWITCH: Mapping[str, Any] = {"comparison": BETTER, "p_new_done": 0.9, "p_current_done": 0.5}
QUICK: Mapping[str, Any] = {"days_to_signal": 3, "upside_low": 4}


def of(**changed: Any) -> Examined:
    situation = replace(EXAMPLE.situation, **changed)
    return replace(EXAMPLE, situation=situation, advice=advise(situation, THRESHOLDS))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "Stay with “A 3D humanoid learns to walk by policy gradients”; “A better DQN” keeps"),
        ({"same_goal": True}, "Nothing is to be left: make “A better DQN” a part of"),
        ({"kill_criterion_met": True}, "a condition that you set yourself is met"),
        ({"dead_end_checks": 5}, "all five checks say that it is a dead end"),
        ({"exit": "scooped", "exit_has_evidence": True}, "others were there first"),
        ({"exit": "outside-cause", "exit_has_evidence": True}, "for a cause that was not yours"),
        ({"interest": ((date(2015, 1, 1), 2), (date(2015, 3, 1), 1))}, "your interest in it has been gone for weeks"),
        (QUICK, "Try “A better DQN” until 2015-03-13: it is quick to try"),
        (
            {"when": TODAY},
            "learns to walk by policy gradients” until 2015-03-15, then look again.",
        ),
        ({"comparison": None}, "Score both first"),
        (SWITCH, "Go over to “A better DQN” with a clear conscience"),
        ({**SWITCH, "comparison": replace(BETTER, chance=0.6), "days_to_signal": 4}, "on the side until 2015-04-05"),
    ],
)
def test_each_verdict_is_one_sentence(changed: Any, sentence: str) -> None:
    found = of(**changed)
    said = words.verdict(found, RECORD)
    assert sentence in said
    assert said.endswith(".")
    assert words.beyond(found)
    assert words.changes(found)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({}, "these 4 held, the nearest first: points ahead with equal weights (-46, more than 0 is asked)"),
        (
            {**SWITCH, "p_new_done": None},
            "A switch, if this alone held: expected points an hour, of the current one's (missing: the chance to "
            "finish the newer one).",
        ),
        (SWITCH, "Staying, if this failed, which is the nearest to it: points ahead with equal weights (9"),
        (QUICK, "Staying, if this failed, which is the nearest to it: upside of the newer one, its low end (4"),
        ({"same_goal": True}, "If it served another goal: stay with the current one."),
        ({"kill_criterion_met": True}, "If that did not hold: stay with the current one."),
        ({"dead_end_checks": 3}, "3 of the 5 checks of a dead end have their evidence"),
    ],
)
def test_what_would_change_it_is_told_with_figures(changed: Any, part: str) -> None:
    assert part in " ".join(words.changes(of(**changed)))


def test_a_second_person_is_told_by_name() -> None:
    share = {**SWITCH, "abandoned_share": 0.5, "mode": "follow-through"}
    missing, named = of(**share), of(**share, second_person="Mina \x1b[31m Kim")
    row = conditions.held(missing.advice.asked.switch, missing)[-1]
    assert (row.holds, row.figure, row.missing) == (False, "–", "missing: the name of somebody who agrees")
    row = conditions.held(named.advice.asked.switch, named)[-1]
    assert row.holds
    assert row.figure.startswith("Mina ␛")
    assert cells(row.figure) <= 14
    assert "by name" in " ".join(words.rests_on(missing, THRESHOLDS))


def test_what_it_rests_on_says_where_the_figures_come_from() -> None:
    said = " ".join(words.rests_on(EXAMPLE, THRESHOLDS))
    assert "Left for something newer from 2014-09-09 to 2015-03-08: 11%." in said
    assert "0.5 lower, until 4 projects of your own say by how much (so far: 2)" in said
    own = replace(EXAMPLE, drop=EXAMPLE.drop._replace(value=0.75, projects=5, own=True))
    assert "0.75 lower, your own mean over 5 projects" in " ".join(words.rests_on(own, THRESHOLDS))


def test_nothing_is_shown_of_scores_before_they_are_there() -> None:
    unscored = replace(of(comparison=None), rows=(), unanswered=(("walking", "interest"),))
    assert words.beside(unscored, LIBRARY) == []
    assert "1 answer is still missing in the session 2015-03-07-tempted-me." in words.beyond(unscored)
    rows = conditions.held(unscored.advice.asked.switch, unscored)
    assert [row.figure for row in rows if row.missing] == ["–"] * 4


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        (None, "–"),
        (Answer(unknown=True), "?"),
        (Answer(level=4), "4"),
        (Answer(level=4, low=4, high=4), "4"),
        (Answer(level=4, low=2), "4, 2–4"),
        (Answer(level=4, low=3, high=5), "4, 3–5"),
    ],
)
def test_an_answer_in_a_few_cells(given_: Answer | None, shown: str) -> None:
    assert words.believed(given_) == shown


@given(st.floats(0, 1), st.floats(-100, 100), st.floats(-100, 100), st.floats(0.01, 0.99))
def test_no_figure_is_rounded_across_its_bound(chance: float, lead: float, equal: float, done: float) -> None:
    compared = Comparison(current=50, new=50 + lead, chance=chance, equal_weights_lead=equal)
    found = of(comparison=compared, p_new_done=done, p_current_done=0.5)
    for row in conditions.held(found.advice.asked.switch, found):
        if not row.figure.strip("<>").rstrip("%").lstrip("-").isdecimal():
            continue
        figure = float(row.figure.strip("<>").rstrip("%"))
        bound = {"at least 80%": 80, "at least 5": 5, "at least 7": 7, "more than 0": 0, "more than 100%": 100}.get(
            row.bound, 0
        )
        if "least" in row.bound:
            assert row.holds is (figure >= bound)
        elif "more" in row.bound:
            assert row.holds is (figure > bound)


figures = st.text("0123456789%,–", min_size=1, max_size=8)
titles = st.text(min_size=1, max_size=60)
held_rows = st.lists(
    st.builds(Held, st.booleans(), titles, figures, figures, st.just("design"), st.just("") | titles), max_size=6
)
sides = st.lists(st.builds(Beside, titles, figures, figures, figures), max_size=6)


@given(held_rows, st.integers(20, 120))
def test_a_table_of_conditions_fits_any_width(rows: list[Held], width: int) -> None:
    drawn = [plain(line) for line in charts.conditions(rows, width)]
    assert all(cells(line) <= width for line in drawn)
    assert len([line for line in drawn if line[:1] in "✓×" and line]) >= len(rows)
    if width >= 60:
        assert all(any(row.bound in line for line in drawn) for row in rows)


@given(sides, st.integers(20, 120))
def test_three_columns_fit_any_width(rows: list[Beside], width: int) -> None:
    drawn = [plain(line) for line in charts.beside(rows, width)]
    assert all(cells(line) <= width for line in drawn)
    assert len(drawn) == (len(rows) + 1 if rows else 0)


def test_the_newer_one_stands_beside_the_first_day() -> None:
    drawn = [plain(line).split() for line in charts.beside(words.beside(EXAMPLE, LIBRARY), 80)]
    assert drawn[0] == ["now", "first", "day", "newer"]
    assert drawn[6][-6:] == ["3,", "3–4", "5,", "4–5", "5,", "3–5"]


def test_every_name_has_its_words() -> None:
    situation: Situation = of(**{"abandoned_share": 0.5}).situation
    asked = advise(situation, THRESHOLDS).asked
    found = of(abandoned_share=0.5)
    for row in conditions.held([*asked.switch, *asked.quick_test, *asked.side_trial], found):
        assert row.words
        assert row.basis == "design"
    assert conditions.bases(asked.switch) == "design: our own choice; the brake matters, the exact bound hardly does."
