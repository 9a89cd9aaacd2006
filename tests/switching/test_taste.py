from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import rubric
from pickproblem.record import Record
from pickproblem.switching import thresholds
from pickproblem.switching.taste import Bin, Taste, calibration, taste
from tests.switching.timed import record, stint

BOUNDS = thresholds.read()
LIBRARY = rubric.load()
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "decision" / "cases.toml"

Given = tuple[float, bool | None]


def committed(*given: Given, title: str = "What next", id: str = "c") -> Record:
    forecasts = [
        {"id": f"f{n}", "p": p, **({} if outcome is None else {"outcome": outcome})}
        for n, (p, outcome) in enumerate(given)
    ]
    criteria = [{"by": START.date()}]
    one = {"id": id, "candidate": "a", "when": START, "kill_criteria": criteria, "forecasts": forecasts}
    return record([], [], title=title, commitments=[one])


def judged(*records: Record) -> Taste:
    return taste([(f"{n}.toml", one) for n, one in enumerate(records)], LIBRARY, BOUNDS)


def test_the_published_brier_score_beside_one_half_and_ones_own_base_rate() -> None:
    case = tomllib.loads(CASES.read_text(encoding="utf-8"))["brier"][0]
    given = list(zip(case["forecasts"], map(bool, case["outcomes"]), strict=True))
    # Four forecasts are one too few: one sure to be half right joins them.
    assert judged(committed(*given)).brier is None
    found = judged(committed(*given, (0.5, False), (0.9, None)))
    assert found.brier == pytest.approx((4 * case["mean"] + 0.25) / 5)
    assert found.base_rate == 3 / 5
    assert found.base_rate_brier == pytest.approx(0.24)
    told: Any = found.document()["forecasts"]
    assert (told["resolved"], told["waiting"], told["missing"], told["always_half"]) == (5, 1, 0, 0.25)


@pytest.mark.parametrize(
    ("there", "of_score", "of_table"), [(0, 5, 20), (4, 1, 16), (5, 0, 15), (20, 0, 0), (23, 0, 0)]
)
def test_below_the_counts_it_says_how_many_are_missing(there: int, of_score: int, of_table: int) -> None:
    told: Any = judged(committed(*[(0.5, True)] * there)).document()
    assert (told["forecasts"]["missing"], told["calibration"]["missing"]) == (of_score, of_table)
    assert (told["forecasts"]["brier"] is None) == (of_score > 0)
    assert (told["calibration"]["table"] is None) == (of_table > 0)


TWENTY: list[Given] = [
    *[(0.05, False)] * 3, (0.10, True), (0.19, False),
    *[(0.20, False)] * 2, (0.30, True),
    (0.40, True), (0.50, True), (0.59, False),
    *[(0.60, True)] * 2, *[(0.70, False)] * 2, (0.79, True),
    *[(0.80, True)] * 2, (0.99, True), (0.95, False),
]  # fmt: skip
"""Counted by hand: 5 below 20%, 3 from 20, 3 from 40, 5 from 60, 4 from 80; 1, 1, 2, 3 and 3 of them came true."""


def test_a_table_counted_by_hand() -> None:
    found = judged(committed(*TWENTY))
    assert found.table is not None
    assert [one[:3] for one in found.table] == [(0, 0.2, 5), (0.2, 0.4, 3), (0.4, 0.6, 3), (0.6, 0.8, 5), (0.8, 1, 4)]
    assert [one.happened for one in found.table] == [1 / 5, 1 / 3, 2 / 3, 3 / 5, 3 / 4]
    assert [one.said for one in found.table] == pytest.approx([0.44 / 5, 0.70 / 3, 1.49 / 3, 3.39 / 5, 3.54 / 4])
    # Folded, 5% and 95% would be one: here they are not.
    squares = 3 * 0.05**2 + 0.9**2 + 0.19**2 + 2 * 0.2**2 + 0.7**2 + 0.6**2 + 0.5**2 + 0.59**2
    squares += 2 * 0.4**2 + 2 * 0.7**2 + 0.21**2 + 2 * 0.2**2 + 0.01**2 + 0.95**2
    assert found.brier == pytest.approx(squares / 20)
    json.dumps(found.document(), allow_nan=False)


def test_a_bin_without_a_forecast_says_nothing() -> None:
    table = calibration([0.5], [True])
    assert table[0] == Bin(0, 0.2, 0, None, None)
    assert table[2] == Bin(0.4, 0.6, 1, 0.5, 1)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_every_forecast_stands_in_one_bin(given: list[tuple[float, bool]]) -> None:
    table = calibration([chance for chance, _outcome in given], [outcome for _chance, outcome in given])
    assert sum(one.forecasts for one in table) == len(given)
    assert sum(one.forecasts * (one.happened or 0) for one in table) == pytest.approx(sum(came for _p, came in given))
    assert sum(one.forecasts * (one.said or 0) for one in table) == pytest.approx(sum(p for p, _came in given))
    for one in table:
        assert one.said is None or one.low - 1e-6 <= one.said <= one.high + 1e-6


def test_a_forecast_in_two_copies_counts_once_and_as_the_one_that_knows() -> None:
    early, late = committed((0.5, None), (0.7, True)), committed((0.5, True), (0.7, None))
    found = judged(early, late, early, committed((0.5, True), id="d"), committed((0.5, False), title="Another"))
    assert [(one.forecast.p, one.came_true) for one in found.resolved] == [
        (0.5, True), (0.7, True), (0.5, True), (0.5, False),
    ]  # fmt: skip
    assert found.waiting == 0


def test_of_no_record_nothing_is_claimed() -> None:
    told: Any = judged().document()
    assert told["records"] == 0
    assert told["forecasts"]["brier"] is None
    assert (told["taken_over_planned"]["ratio"], told["taken_over_planned"]["own"]) == (1.6, False)
    assert (told["newness_drop"]["levels"], told["newness_drop"]["missing"]) == (0.5, 4)
    assert (told["gut"], told["not_chosen"]) == ({"compared": 0, "differed": []}, [])


def test_plans_and_first_impressions_are_told_with_their_projects() -> None:
    def project(n: int) -> Record:
        made = record([stint("03-02", "03-29", ended="delivered")], title=str(n))
        candidate = made.candidates[0].model_dump(by_alias=True, exclude_none=True)
        plan = {"experiment_weeks": 1, "writing_weeks": 1}
        sessions = [
            {
                "id": f"s{day}",
                "reason": "review",
                "started": START + timedelta(days=day),
                "finished": START + timedelta(days=day),
                "answers": {"a": {"interest": {"level": 5 - day // 28}}},
            }
            for day in (0, 28)
        ]
        return record(title=str(n), candidates=[{**candidate, "plan": plan}], sessions=sessions)

    told: Any = judged(*(project(n) for n in range(4))).document()
    assert told["taken_over_planned"] == {
        "ratio": 2,
        "own": True,
        "basis": "evidence",
        "needed": 3,
        "missing": 0,
        "projects": [
            {
                "record": f"{n}.toml",
                "candidate": "a",
                "title": "A",
                "planned_weeks": 2,
                "taken_weeks": 4,
                "ratio": 2,
            }
            for n in range(4)
        ],
    }
    assert (told["newness_drop"]["levels"], told["newness_drop"]["own"]) == (1, True)
    assert told["newness_drop"]["projects"][0] == {
        "record": "0.toml", "candidate": "a", "title": "A", "drop": 1, "answers": 1,
    }  # fmt: skip
