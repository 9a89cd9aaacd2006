"""A forecast of one's own: what may be said, where it is kept, and that nothing of the project is moved by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import demo, due, edits, forecasting, reviewing, rubric, store
from pickproblem.errors import Refused
from pickproblem.record import Record
from pickproblem.references import faults
from pickproblem.report import calendar, project
from pickproblem.switching import choices
from pickproblem.switching.taste import taste
from pickproblem.switching.thresholds import in_force

LIBRARY = rubric.load()
EXAMPLE = store.read(demo.FOLDER / "tempted.toml", LIBRARY).record
WHEN = datetime(2015, 3, 8, 20, tzinfo=timezone(-timedelta(hours=8)))
TODAY = WHEN.date()
GOOD = {"what": "Accepted at the workshop", "chance": "60", "resolve": "2015-06-01"}


@pytest.fixture
def record() -> Record:
    """The shipped project in its fourteenth week."""
    return EXAMPLE


def wrong(record: Record, **typed: str) -> dict[str, str]:
    return forecasting.check(record, {**GOOD, **typed}, TODAY)


# --- what may be said


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Accepted at the workshop.", "accepted-at-the-workshop"),
        ("  top_10,  really? ", "top-10-really"),
        ("\uff34\uff4f\uff50", "top"),
        ("a" * 64, "a" * 64),
    ],
)
def test_the_words_are_kept_as_an_id(record: Record, text: str, id: str) -> None:
    last = forecasting.added(record, {**GOOD, "what": text}, WHEN).commitments[-1]
    assert [(one.id, one.p, one.resolve) for one in last.forecasts or []] == [(id, 0.6, date(2015, 6, 1))]


@pytest.mark.parametrize(
    "text", ["", "  ", "...", "- -", "90% right", "0.8 on it", "붙는다", "受理", "ㅋㅋ", "café", "a" * 65, "x\x1b[2J"]
)
def test_what_would_lose_something_is_refused_with_what_would_be_right(record: Record, text: str) -> None:
    assert set(wrong(record, what=text)) == {"what"}
    assert "\x1b" not in wrong(record, what=text)["what"]


@pytest.mark.parametrize("text", ["", "0", "100", "0.6", "nan", "inf", "-5", "likely", "1e9"])
def test_a_chance_is_neither_none_nor_certain(record: Record, text: str) -> None:
    assert set(wrong(record, chance=text)) == {"chance"}


@pytest.mark.parametrize("text", ["", "2015-03-08", "2015-03-07", "2014-12-04", "+0w", "soon", "2015-02-30"])
def test_it_is_seen_on_a_day_that_lies_ahead(record: Record, text: str) -> None:
    assert set(wrong(record, resolve=text)) == {"resolve"}


def test_an_open_one_is_not_said_twice_an_answered_one_may_be(record: Record) -> None:
    assert "2015-06-30" in wrong(record, what="scooped")["what"]
    with pytest.raises(Refused, match="already"):
        forecasting.added(record, {**GOOD, "what": "scooped"}, WHEN)
    assert wrong(record, what="Sign of life 4 weeks") == {}


def test_without_a_project_under_way_there_is_none(record: Record) -> None:
    for none in (edits.set_state(record, "walking", "closed"), record.model_copy(update={"commitments": []})):
        assert not forecasting.can_be_added(none)
        with pytest.raises(Refused):
            forecasting.added(none, GOOD, WHEN)


@given(
    what=st.text(max_size=70),
    chance=st.one_of(st.text(max_size=6), st.integers(-5, 120).map(str)),
    days=st.integers(-30, 400),
    back=st.integers(0, 200),
)
def test_whatever_is_typed_the_record_stays_one_that_can_be_read(
    what: str, chance: str, days: int, back: int
) -> None:
    record = EXAMPLE
    when = WHEN - timedelta(days=back)  # a clock may be set back
    typed = {"what": what, "chance": chance, "resolve": (TODAY + timedelta(days=days)).isoformat()}
    problems = forecasting.check(record, typed, when.date())
    if problems:
        with pytest.raises(Refused):
            forecasting.added(record, typed, when)
        return
    after = forecasting.added(record, typed, when)
    assert faults(after, LIBRARY) == []
    assert after.commitments[:-1] == record.commitments
    (one,) = after.commitments[-1].forecasts or []
    assert 0 < one.p < 1
    assert one.resolve is not None
    assert one.resolve > after.commitments[-1].when.date()


# --- what stays as it was


@pytest.fixture
def added(record: Record) -> Record:
    """Two forecasts on one day."""
    once = forecasting.added(record, GOOD, WHEN)
    return forecasting.added(once, {**GOOD, "what": "code is out", "chance": "90"}, WHEN)


def test_the_frozen_commitment_stays_and_the_last_one_says_all_of_it_again(record: Record, added: Record) -> None:
    assert added.commitments[: len(record.commitments)] == record.commitments
    assert [one.id for one in added.commitments[1:]] == ["2015-03-08", "2015-03-08-2"]
    changed = {"id": "-", "when": WHEN, "forecasts": None}
    before, *_more, after = (one.model_copy(update=changed) for one in added.commitments)
    assert before == after
    assert added.candidates == record.candidates


def test_each_forecast_is_told_and_asked_once(record: Record, added: Record) -> None:
    standing = added.commitment
    assert standing is not None
    names = [one.what for one in project.forecasts(added, standing, TODAY)]
    assert len(names) == 6
    assert names[-2:] == ["60%  accepted at the workshop", "90%  code is out"]
    asked = [one.part for one in due.dates(added, cooling_off=7) if one.kind == "forecast"]
    assert sorted(asked) == [
        "accepted-at-the-workshop",
        "code-is-out",
        "deliverable-by-date",
        "scooped",
        "would-choose-again-week-8",
    ]
    told = [taste([("r", one)], LIBRARY, in_force()) for one in (record, added)]
    assert told[1].waiting == told[0].waiting + 2


def test_it_is_resolved_where_it_was_said(added: Record) -> None:
    after = reviewing.resolve(added, "2015-03-08", "accepted-at-the-workshop", True)
    assert [one.outcome for one in after.commitments[1].forecasts or []] == [True]


def test_the_choice_is_as_old_as_it_was(record: Record, added: Record) -> None:
    first, standing = record.commitment, added.commitment
    assert first is not None
    assert standing is not None
    assert project.chosen(added, standing, TODAY) == project.chosen(record, first, TODAY)
    starts = [one.day for one in project.marks(added, standing, in_force()) if one.kind == "start"]
    assert starts == [first.when.date()]


def test_a_calendar_knows_the_dates_again(record: Record, added: Record) -> None:
    def events(one: Record) -> set[str]:
        return {calendar.uid(one, each) for each in due.dates(one, cooling_off=7)}

    assert events(record) < events(added)
    assert len(events(added)) == len(events(record)) + 2


@pytest.mark.parametrize(
    "change",
    [
        lambda record: reviewing.meet(record, "2015-03-08-2", 0, True),
        lambda record: reviewing.edit_kill_criterion(
            record, "2015-03-08-2", 0, TODAY, "rain", frozen_days=7, by=date(2015, 5, 30)
        ),
    ],
)
def test_a_criterion_that_is_answered_or_moved_later_changes_no_choice(
    added: Record, change: Callable[[Record], Record]
) -> None:
    after = change(added)
    assert {one.id for one in forecasting.origins(after).values()} == {"2014-12-04"}


def test_another_choice_is_one(added: Record) -> None:
    standing = added.commitment
    assert standing is not None
    other = edits.replaced(standing, id="2015-03-09", reason="anew")
    after = edits.commit(added, other)
    assert forecasting.origins(after)["2015-03-09"] == other
    assert forecasting.chosen(after, other) == other.when


def test_nobody_was_passed_over_by_a_forecast(record: Record, added: Record) -> None:
    assert choices.passed_over([("r", added)]) == choices.passed_over([("r", record)])


def test_what_is_kept_is_read_again(tmp_path: Path, added: Record) -> None:
    path = tmp_path / "kept.toml"
    store.create(path, added)
    assert store.read(path, LIBRARY).record == added
