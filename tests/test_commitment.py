"""From the form to a commitment: which fields are wrong, and what is written of those that are right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import commitment, edits
from pickproblem.commitment import FORECASTS, Draft, PremortemDraft
from pickproblem.errors import Refused
from pickproblem.record import Commitment, Forecast, KillCriterion, PremortemItem, Record, Setting
from pickproblem.references import faults
from tests.decisions import record

WHEN = datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(hours=9)))
TODAY = WHEN.date()
SHORT = Draft(candidate="a", by="2027-03-01", unless="one variant beats the plainest search")


def wrong(first: str | None = "a", **fields: object) -> set[str]:
    return set(commitment.check(replace(SHORT, **fields), TODAY, first))  # type: ignore[arg-type]


# --- dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-01", date(2027, 3, 1)),
        (" 2027-3-1 ", date(2027, 3, 1)),
        ("2027년 3월 1일", date(2027, 3, 1)),
        ("2027. 3. 1.", date(2027, 3, 1)),
        ("+13w", TODAY + timedelta(weeks=13)),
        ("+0w", TODAY),
        ("13주", TODAY + timedelta(weeks=13)),
    ],
)
def test_a_date_may_be_written_as_a_deadline_may(text: str, day: date) -> None:
    assert commitment.parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", " ", "soon", "2027-02-30", "+w", "+-3w", "+99999999999999999999w", "+1_0w", "13"]
)
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused, match="is no date; write 2027-03-01"):
        commitment.parse_date(text, TODAY)


def test_what_was_typed_is_said_back_without_what_steers_a_terminal() -> None:
    typed = "\x1b[2J"
    found = commitment.check(replace(SHORT, by=typed, forecasts={"scooped": typed}), TODAY, None)
    assert set(found) == {"by", "forecast-scooped"}
    assert not any("\x1b" in words for words in found.values())


def test_the_date_proposed_is_the_deadline_ahead_else_three_months_off() -> None:
    def proposed(deadline: date | None) -> date:
        whole = record().model_copy(update={"setting": Setting(deadline=deadline)})
        return commitment.proposed_date(whole, TODAY)

    assert proposed(date(2027, 3, 1)) == date(2027, 3, 1)
    assert proposed(TODAY) == proposed(None) == TODAY + timedelta(weeks=13)
    assert commitment.proposed_date(record(), TODAY) == TODAY + timedelta(weeks=13)


def test_reviews_are_proposed_up_to_the_date() -> None:
    weeks = [TODAY + timedelta(weeks=n) for n in (4, 8, 13)]
    assert commitment.proposed_reviews(TODAY, TODAY + timedelta(weeks=20), (4, 8, 13)) == weeks
    assert commitment.proposed_reviews(TODAY, weeks[1], (4, 8, 13)) == weeks[:2]
    assert commitment.proposed_reviews(TODAY, TODAY + timedelta(days=3), (4, 8, 13)) == [TODAY + timedelta(days=3)]


# --- what is wrong


def test_a_choice_a_date_and_a_criterion_are_enough() -> None:
    assert wrong() == set()
    assert wrong(first=None) == set()


def test_an_empty_form_names_what_is_needed() -> None:
    assert set(commitment.check(Draft(), TODAY, "a")) == {"candidate", "unless", "by"}


def test_every_wrong_field_is_named_at_once() -> None:
    draft = Draft(
        candidate="b",
        by="soon",
        unless=" ",
        planned_variants="a few",
        forecasts={"scooped": "0", "deliverable-by-date": "60", "sign-of-life-4-weeks": "likely"},
        premortem=[PremortemDraft("", "It was easy"), PremortemDraft("Too slow", "", "soon"), PremortemDraft()],
        reviews="2027-01-01, later",
    )
    found = commitment.check(draft, TODAY, "a")
    assert set(found) == {
        "by",
        "unless",
        "why_not_first",
        "planned_variants",
        "forecast-scooped",
        "forecast-sign-of-life-4-weeks",
        "cause-0",
        "premortem-1",
        "reviews",
    }
    assert all(found.values())


def test_the_date_lies_ahead() -> None:
    assert wrong(by="2026-11-21") == wrong(by="2020-01-01") == {"by"}
    assert wrong(by="2026-11-22") == set()


def test_another_than_the_first_takes_a_line_of_why() -> None:
    assert wrong(first="b") == {"why_not_first"}
    assert wrong(first="b", why_not_first="It is nearer to what we know") == set()
    assert wrong(first="b", candidate="") == {"candidate"}


@pytest.mark.parametrize("text", ["1", "99", "60 %", "2.5", "2,5", " "])
def test_chances_are_percent(text: str) -> None:
    assert wrong(forecasts={id: text for id, _words in FORECASTS}) == set()


@pytest.mark.parametrize("text", ["0", "100", "0.6", "-5", "nan", "inf", "likely", "%"])
def test_nothing_is_certain_beforehand(text: str) -> None:
    assert wrong(forecasts={"scooped": text}) == {"forecast-scooped"}


@pytest.mark.parametrize("text", ["-1", "2.5", "many", "²", "9" * 5000])
def test_variants_are_a_whole_number(text: str) -> None:
    assert wrong(planned_variants=text) == {"planned_variants"}


def test_no_variants_and_a_few_are_numbers_too() -> None:
    assert wrong(planned_variants="0") == wrong(planned_variants=" 8 ") == set()


# --- what is written


def test_what_is_left_empty_is_left_out() -> None:
    assert commitment.written(SHORT, record(), WHEN) == Commitment(
        id="2026-11-21",
        candidate="a",
        when=WHEN,
        kill_criteria=[KillCriterion(by=date(2027, 3, 1), unless="one variant beats the plainest search")],
    )


def test_a_whole_form_is_written_whole() -> None:
    draft = replace(
        SHORT,
        then=" let the venue go ",
        reason="It draws us most",
        why_not_first="Nearer",
        planned_variants="8",
        forecasts={id: "60%" for id, _words in FORECASTS} | {"scooped": " "},
        premortem=[PremortemDraft("Slow", "Cards are free", "+4w"), PremortemDraft(), PremortemDraft(" Bored ")],
        reviews="2027-01-16, 2026-12-19, 2026-12-19,",
    )
    by = date(2027, 3, 1)
    assert commitment.written(draft, record(), WHEN) == Commitment(
        id="2026-11-21",
        candidate="a",
        when=WHEN,
        reason="It draws us most",
        why_not_first="Nearer",
        planned_variants=8,
        forecasts=[
            Forecast(id="deliverable-by-date", p=0.6, resolve=by),
            Forecast(id="sign-of-life-4-weeks", p=0.6, resolve=date(2026, 12, 19)),
            Forecast(id="would-choose-again-week-8", p=0.6, resolve=date(2027, 1, 16)),
        ],
        premortem=[
            PremortemItem(cause="Slow", assumption="Cards are free", test_by=date(2026, 12, 19)),
            PremortemItem(cause="Bored"),
        ],
        kill_criteria=[KillCriterion(by=by, unless=SHORT.unless, then="let the venue go")],
        reviews=[date(2026, 12, 19), date(2027, 1, 16)],
    )


lines = st.sampled_from(["", " ", "x", "말로", "60", "2027-03-01", "+4w", "0", "2.5%", "2027-01-01, +8w"])
drafts = st.builds(
    Draft,
    candidate=st.sampled_from(["", "a", "b"]),
    by=st.sampled_from(["", "soon", "2027-03-01", "+2w", "2020-01-01"]),
    unless=lines,
    then=lines,
    reason=lines,
    why_not_first=lines,
    planned_variants=lines,
    forecasts=st.dictionaries(st.sampled_from([id for id, _words in FORECASTS]), lines, max_size=4),
    premortem=st.lists(st.builds(PremortemDraft, lines, lines, lines), max_size=2),
    reviews=lines,
)


@given(drafts, st.sampled_from([None, "a"]))
def test_a_form_without_a_fault_is_a_commitment_that_a_record_takes(draft: Draft, first: str | None) -> None:
    if commitment.check(draft, TODAY, first):
        return
    whole = edits.commit(record(), commitment.written(draft, record(), WHEN))
    assert faults(whole) == []
    assert Record.model_validate(whole.model_dump(exclude_none=True)) == whole
    assert whole.commitment is not None
    assert whole.commitment.kill_criteria[0].by > TODAY


@given(drafts, st.sampled_from([None, "a"]))
def test_only_fields_of_the_form_are_named(draft: Draft, first: str | None) -> None:
    rows = range(len(draft.premortem))
    fields = {"candidate", "by", "unless", "why_not_first", "planned_variants", "reviews"}
    fields |= {f"forecast-{id}" for id in draft.forecasts}
    fields |= {f"{name}-{n}" for n in rows for name in ("cause", "premortem")}
    assert set(commitment.check(draft, TODAY, first)) <= fields
