from __future__ import annotations

import json
import math
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem.record import Record
from pickproblem.switching import thresholds
from pickproblem.switching.commits import Days
from pickproblem.switching.lookback import KINDS, SHARED, LookBack, look_back, window_start
from tests.switching.timed import CREATED, FIVE_CHECKS, day, record, stint

BOUNDS = thresholds.read()
UNTIL = date(2026, 10, 31)
"""The window of six months begins on 1 May."""


def looked(*records: Record, until: date = UNTIL, **options: Any) -> LookBack:
    paths = [(f"{n}.toml", one) for n, one in enumerate(records)]
    return look_back(paths, until=until, thresholds=BOUNDS, **options)


@pytest.mark.parametrize(
    ("until", "months", "first"),
    [
        ("2026-10-31", 6, "2026-05-01"),  # April has no 31st
        ("2026-10-30", 6, "2026-05-01"),
        ("2026-10-29", 6, "2026-04-30"),
        ("2026-08-31", 6, "2026-03-01"),  # 28 February
        ("2028-08-31", 6, "2028-03-01"),  # 29 February
        ("2026-03-15", 6, "2025-09-16"),
        ("2026-01-01", 1, "2025-12-02"),
        ("2026-12-31", 12, "2026-01-01"),
        ("2026-05-31", 3, "2026-03-01"),
        ("0001-03-01", 6, "0001-01-01"),  # there is no earlier day
    ],
)
def test_the_window_is_the_days_after_the_last_one_less_its_months(until: str, months: int, first: str) -> None:
    assert window_start(date.fromisoformat(until), months) == date.fromisoformat(first)


def test_a_window_has_a_month_at_least() -> None:
    with pytest.raises(ValueError, match="one month"):
        looked(months=0)


def test_hours_that_a_reader_can_add_up() -> None:
    # Ten days over the border of the window, 21 April to 30 April outside, 1 to 10 May inside: half of 200 hours.
    over_the_border = [stint("04-21", "05-10", 200, ended="delivered", into="a paper")]
    # Whole in the window: 60 left, 30 gone for another reason, 20 beside the main line of work.
    left = [stint("06-01", "06-10", 60, ended="left-for-newer")]
    outside = [stint("07-01", "07-05", 20, ended="outside-cause"), stint("07-06", "07-06", 10, ended="interest-gone")]
    beside = [stint("06-01", "06-30", 20, side=True, ended="delivered")]
    dead = [stint("08-01", "08-20", 40, ended="dead-end", evidence=FIVE_CHECKS)]
    # Open since 1 October.
    still_open = [stint("10-01", hours=93)]
    # Before and after the window.
    elsewhen = [stint("04-01", "04-30", 500, ended="delivered"), stint("11-01", "11-02", 500, ended="delivered")]
    found = looked(record(over_the_border, left, outside, beside, dead, still_open, elsewhen))
    assert found.window == (day("05-01"), UNTIL)
    assert found.hours == {
        "delivered": 100,
        "dead-end": 40,
        "left-for-newer": 60,
        "outside-cause": 30,
        "side": 20,
        "active": 93,
    }
    assert found.shares == {"delivered": 0.5, "dead-end": 0.2, "left-for-newer": 0.3}
    assert found.range == (60 / 293, 153 / 293)
    assert found.enough
    assert found.mode == "follow-through"
    assert found.abandoned_share == 0.3


def test_the_document_is_the_one_of_the_contract() -> None:
    spent = [stint("06-01", "06-10", 100, ended="delivered"), stint("06-11", "06-20", 100, ended="left-for-newer")]
    found = json.loads(json.dumps(looked(record(spent)).document(), allow_nan=False))
    assert list(found) == ["window", "hours", "shares", "range", "mode", "enough", "stints"]
    assert found["window"] == {"from": "2026-05-01", "to": "2026-10-31"}
    assert list(found["hours"]) == ["delivered", "dead-end", "left-for-newer", "outside-cause", "side", "active"]
    assert list(found["shares"]) == ["delivered", "dead-end", "left-for-newer"]
    assert found["range"] == {"as_delivered": 0.5, "as_left": 0.5}
    assert (found["mode"], found["enough"]) == ("follow-through", True)
    assert [(one["candidate"], one["kind"]) for one in found["stints"]] == [
        ("a", "delivered"),
        ("a", "left-for-newer"),
    ]


def test_both_ends_of_a_stint_and_of_the_window_count() -> None:
    first_day = [stint("05-01", "05-01", 8, ended="delivered")]
    last_day = [stint("10-31", "10-31", 4, ended="delivered")]
    day_before = [stint("04-30", "04-30", 16, ended="delivered")]
    assert looked(record(first_day, last_day, day_before)).hours["delivered"] == 12
    # Three days, 30 April to 2 May: two thirds are inside.
    assert looked(record([stint("04-30", "05-02", 9, ended="delivered")])).hours["delivered"] == 6


def test_what_ends_after_the_last_day_counts_up_to_it_and_says_so() -> None:
    found = looked(record([stint("10-30", "11-02", 40, ended="delivered")]))
    assert found.hours["delivered"] == 20
    assert "up to then" in found.stints[0].notes[0]


def test_what_begins_after_the_last_day_is_named_and_counts_nothing() -> None:
    for fields in ({"ended": "delivered", "last": "12-01"}, {"last": None}):
        found = looked(record([stint("11-01", hours=100, **fields)]))
        assert set(found.hours.values()) == {0.0}
        assert found.shares is None
        assert found.range == (None, None)
        (only,) = found.stints
        assert (only.inside, len(only.notes)) == (0, 1)


def test_open_work_runs_to_the_last_day() -> None:
    # 4 April to 31 October are 211 days, of which 184 lie in the window.
    found = looked(record([stint("04-04", hours=211)]))
    assert found.hours["active"] == 184
    assert found.range == (0, 1)
    assert found.shares is None
    assert not found.enough


def test_work_that_stopped_but_not_said_how_is_open_and_so_is_one_that_ended_no_day() -> None:
    found = looked(record([stint("06-01", "06-02", 10)], [stint("06-01", hours=5, ended="delivered")]))
    assert found.hours["active"] == 15
    assert [len(one.notes) for one in found.stints] == [1, 1]


@pytest.mark.parametrize("missing", [None, *FIVE_CHECKS])
def test_a_dead_end_needs_all_five_checks(missing: str | None) -> None:
    evidence = {check: " " if check == missing else text for check, text in FIVE_CHECKS.items()}
    found = looked(record([stint("06-01", "06-02", 10, ended="dead-end", evidence=evidence)]))
    kind = "dead-end" if missing is None else "left-for-newer"
    assert found.hours[kind] == 10
    assert sum(found.hours.values()) == 10
    assert [len(one.notes) for one in found.stints] == [0 if missing is None else 1]


@pytest.mark.parametrize(
    ("candidate", "met", "kind"),
    [
        ("a", True, "dead-end"),
        ("a", False, "left-for-newer"),
        ("a", None, "left-for-newer"),
        ("b", True, "left-for-newer"),
    ],
)
def test_or_a_kill_criterion_that_is_met(candidate: str, met: bool | None, kind: str) -> None:
    criterion = {"by": day("06-01"), **({} if met is None else {"met": met})}
    committed = {"id": "c", "candidate": candidate, "when": CREATED, "kill_criteria": [criterion]}
    spent = stint("06-01", "06-02", 10, ended="dead-end")
    (only,) = looked(record([spent], [], commitments=[committed])).stints
    assert only.kind == kind


def test_days_become_hours_by_a_fifth_of_the_week() -> None:
    found = looked(record([stint("06-01", "06-30", days=7, ended="delivered")], weekly=10))
    assert found.hours["delivered"] == 14
    assert found.stints[0].counted_by == "days"


def test_days_are_no_hours_where_the_week_is_not_known() -> None:
    found = looked(record([stint("06-01", "06-30", days=7, ended="delivered")], weekly=None))
    assert found.hours["delivered"] == 0
    assert "hours a week" in found.stints[0].notes[0]


def test_notes_count_as_days_where_nothing_better_is_known() -> None:
    # Two notes on one day are one day; one lies outside the stint.
    notes = {"a": ["06-01", "06-02", "06-02", "06-30", "07-01"]}
    spent = stint("06-01", "06-30", ended="delivered")
    assert looked(record([spent], notes=notes)).hours["delivered"] == 3 * 8
    assert looked(record([{**spent, "days": 1}], notes=notes)).hours["delivered"] == 8
    assert looked(record([{**spent, "days": 1, "hours": 0}], notes=notes)).hours["delivered"] == 0


def test_a_repository_is_asked_for_the_days_of_the_stint_and_notes_stand_in_for_it() -> None:
    asked: list[object] = []

    def days_worked(*question: object) -> Days:
        asked.append(question)
        return answers.pop(0)

    spent = stint("04-21", "05-10", repository="../code", ended="delivered")
    answers = [Days(10), Days(None, "it is no git repository"), Days(0)]
    one = record([spent], notes={"a": ["05-01"]})
    by_git, by_notes, none = (looked(one, days_worked=days_worked) for _ in range(3))
    assert asked == 3 * [("0.toml", "../code", day("04-21"), day("05-10"))]
    # Half of its days are inside the window.
    assert (by_git.hours["delivered"], by_git.stints[0].counted_by) == (40, "repository")
    assert (by_notes.hours["delivered"], by_notes.stints[0].counted_by) == (4, "notes")
    assert "no git repository" in by_notes.stints[0].notes[0]
    assert (none.hours["delivered"], none.stints[0].notes) == (0, ())


def test_hours_that_nothing_tells_are_not_made_up() -> None:
    found = looked(record([stint("06-01", "06-30", ended="delivered")]))
    (only,) = found.stints
    assert (only.hours, only.inside, only.counted_by, len(only.notes)) == (None, 0, None, 1)


@pytest.mark.parametrize(
    ("left", "delivered", "mode"),
    [(24, 76, "normal"), (25, 75, "follow-through"), (40, 60, "follow-through"), (0, 100, "normal")],
)
def test_a_quarter_left_for_something_newer_is_follow_through(left: float, delivered: float, mode: str) -> None:
    spent = [
        stint("06-01", "06-10", left, ended="left-for-newer"),
        stint("06-11", "06-20", delivered, ended="delivered"),
    ]
    found = looked(record(spent))
    assert (found.enough, found.mode) == (True, mode)
    assert found.abandoned_share == left / 100


@pytest.mark.parametrize(
    ("spent", "enough"),
    [
        ([("05-01", "05-02", 40, "delivered"), ("05-03", "05-04", 40, "left-for-newer")], True),
        ([("05-01", "05-02", 40, "delivered"), ("05-03", "05-04", 39.9, "left-for-newer")], False),
        ([("05-01", "05-02", 400, "left-for-newer")], False),
        # A stint with a day inside counts as one, however few of its hours lie there.
        ([("03-01", "05-01", 1, "delivered"), ("05-03", "05-04", 400, "left-for-newer")], True),
        ([("03-01", "04-30", 400, "delivered"), ("05-03", "05-04", 400, "left-for-newer")], False),
        ([("05-01", "05-02", 400, "left-for-newer"), ("06-03", "06-04", 400, "outside-cause")], False),
        ([("05-01", "05-02", 400, "left-for-newer"), ("06-03", None, 400, None)], False),
        ([("05-01", "05-02", 400, "left-for-newer"), ("06-03", "06-04", 400, "side")], False),
        ([("05-01", "05-02", 400, "left-for-newer"), ("11-03", "11-04", 400, "delivered")], False),
    ],
)
def test_what_is_enough_history(spent: list[tuple[str, str | None, float, str | None]], enough: bool) -> None:
    stints = [
        stint(first, last, hours, **({"side": True, "ended": "delivered"} if kind == "side" else {"ended": kind}))
        for first, last, hours, kind in spent
    ]
    found = looked(record([one for one in stints if one["ended"] or one.pop("ended") is None]))
    assert found.enough is enough
    assert found.mode == ("follow-through" if enough else "normal")
    assert (found.abandoned_share is None) is not enough


def test_a_third_of_eighty_hours_is_not_lost_in_rounding() -> None:
    thirds = [stint("05-01", "05-03", 80 / 3, ended="delivered") for _ in range(3)]
    assert looked(record(*([one] for one in thirds))).enough


def test_records_are_added_up_and_a_copy_of_one_counts_once() -> None:
    one = record([stint("06-01", "06-02", 10, ended="delivered")])
    other = record([stint("06-01", "06-02", 10, ended="delivered")], title="Another")
    assert looked(one, other).hours["delivered"] == 20
    assert looked(one, other, one).hours["delivered"] == 20


def test_no_record_at_all() -> None:
    found = looked()
    assert (found.shares, found.range, found.enough, found.stints) == (None, (None, None), False, ())


def test_what_no_life_holds_does_not_break_the_sums() -> None:
    found = looked(record([stint("06-01", "06-02", 1e308, ended="delivered")], [stint("06-01", days=1e308)]))
    assert sum(found.hours.values()) == 0
    json.dumps(found.document(), allow_nan=False)


kinds = st.sampled_from(["delivered", "dead-end", "left-for-newer", "interest-gone", "outside-cause", None])
some_days = st.dates(date(2026, 3, 1), date(2026, 12, 31))


@st.composite
def lives(draw: st.DrawFn) -> Record:
    """A record of up to four candidates with a stint each."""
    candidates = []
    for _ in range(draw(st.integers(0, 4))):
        first, last = sorted(draw(st.tuples(some_days, some_days)))
        spent: dict[str, Any] = {"from": first, "hours": draw(st.integers(0, 1000))}
        if draw(st.booleans()):
            spent["to"] = last
        if (ended := draw(kinds)) is not None:
            spent["ended"] = ended
        if draw(st.booleans()):
            spent["side"] = draw(st.booleans())
        if draw(st.booleans()):
            spent["evidence"] = FIVE_CHECKS
        candidates.append([spent])
    return record(*candidates)


@given(lives())
def test_nothing_is_lost_and_nothing_counted_twice(one: Record) -> None:
    found = looked(one)
    first, last = found.window
    inside = 0.0
    for candidate in one.candidates:
        for spent in candidate.stints or []:
            end = spent.to or last
            if spent.from_ <= last:
                days = [spent.from_ + timedelta(n) for n in range((end - spent.from_).days + 1)]
                inside += (spent.hours or 0) * sum(first <= one <= last for one in days) / len(days)
    assert math.isclose(sum(found.hours.values()), inside, abs_tol=1e-6)
    assert set(found.hours) == set(KINDS)


@given(lives())
def test_shares_add_up_and_the_range_holds_both_ends(one: Record) -> None:
    found = looked(one)
    total = sum(found.hours[kind] for kind in SHARED)
    assert (found.shares is None) == (total == 0)
    if found.shares is not None:
        assert math.isclose(sum(found.shares.values()), 1)
        low, high = found.range
        assert low is not None
        assert high is not None
        assert low <= found.shares["left-for-newer"] + 1e-12 <= high + 2e-12
    if not found.enough:
        assert found.mode == "normal"


@given(lives(), some_days)
def test_windows_that_follow_each_other_hold_each_hour_once(one: Record, middle: date) -> None:
    # Open stints run to the last day looked at, and so are left out here.
    whole = [candidate for candidate in one.candidates if all(spent.to for spent in candidate.stints or [])]
    closed = one.model_copy(update={"candidates": whole})
    until = date(2026, 12, 31)
    months = 12 * until.year + until.month - 12 * middle.year - middle.month
    end = window_start(until, months + 1) - timedelta(days=1)
    earlier, later = looked(closed, until=end, months=24), looked(closed, until=until, months=months + 1)
    both = looked(closed, until=until, months=25 + months)
    for kind in KINDS:
        assert math.isclose(earlier.hours[kind] + later.hours[kind], both.hours[kind], abs_tol=1e-6)
