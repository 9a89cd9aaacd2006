from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from pickproblem.decision.draws import simulate
from pickproblem.ranking.problem import scheme
from pickproblem.record import Commitment, KillCriterion, Outcome, Record, Session, Setting, Temptation, WeightsIn
from pickproblem.rubric import Library
from pickproblem.switching import thresholds
from pickproblem.switching.advice import Examined, Row, examine
from tests import strategies
from tests.decisions import Sheet, answer, gate, library, profile, session
from tests.decisions import record as decision

THRESHOLDS = thresholds.read()
WHEN = datetime(2026, 11, 1, 20, tzinfo=UTC)
TODAY = date(2026, 11, 20)
OWN = library(profile(["upside"], ["interest", "maturity"]))
COMPUTED = Library(
    {**OWN.rubrics, "compute": OWN.rubrics["compute"].model_copy(update={"kind": "computed"})},
    library(profile(["compute"])).profiles,
)


def sitting(id: str, sheet: Sheet, days: int = 0, *, rater: str = "me", finished: bool = True) -> Session:
    """A session so many days after the newer idea came (before, where negative)."""
    started = WHEN + timedelta(days=days)
    made = session(sheet, rater=rater, id=id)
    return made.model_copy(
        update={"started": started, "finished": started + timedelta(hours=1) if finished else None}
    )


def every(level: Any) -> Mapping[str, Any]:
    return {"upside": level, "interest": level, "maturity": level}


def tempted(*sessions: Session, entry: Mapping[str, Any] | None = None, **fields: Any) -> Record:
    """A record whose `b` is in the way of `a`, the named session being its last one unless said."""
    table = {"id": "e", "when": WHEN, "current": "a", "newcomer": "b", **(entry or {})}
    if sessions and "session" not in table:
        table["session"] = sessions[-1].id
    made = decision(*sessions, candidates=fields.pop("candidates", {"a": "chosen", "b": "parked"}))
    fields.setdefault("temptations", [Temptation(**table)])
    return made.model_copy(update=fields)


def of(
    record: Record, known: Library = OWN, *, today: date = TODAY, history: Sequence[Record] | None = None
) -> Examined:
    past = [(str(n), one) for n, one in enumerate(history or [record])]
    return examine(record, known, record.temptations[0], today=today, history=past, thresholds=THRESHOLDS)


def test_scores_are_of_the_two_alone_with_and_without_the_discount() -> None:
    found = of(tempted(sitting("s", {"a": every(3), "b": every(4)}, 10)))
    assert found.scores.current_now == pytest.approx(50)
    assert found.scores.new == pytest.approx(75)
    assert found.scores.new_discounted == pytest.approx(62.5)
    document: Any = found.document()
    assert document["lead"] == pytest.approx(12.5)
    assert document["chance_better"] == pytest.approx(1 - 0.5 / 2**3, abs=0.02)
    assert document["discount"] == 0.5


def test_the_chance_is_that_of_the_ranking() -> None:
    """Three rubrics, each level a step: against draws made here, without the record."""
    sheet: Sheet = {"a": {"upside": (4, 3, 5), "interest": "?", "maturity": 3}, "b": every((4, 2, 5))}
    found = of(tempted(sitting("s", sheet, 10)))
    source = np.random.default_rng(7)
    draws = 200_000

    def drawn(shares: Sequence[float]) -> Any:
        return source.choice(5, size=draws, p=shares) / 4

    # (4, 2..5) is 1, 2, 3, 1.5 of 7.5 on levels 2 to 5; half a level down splits each between two.
    newer = np.array([0.5, 1.5, 2.5, 2.25, 0.75]) / 7.5
    b = [drawn(newer) for _rubric in range(3)]
    a = [drawn([0, 0, 0.25, 0.5, 0.25]), drawn([0.2] * 5), drawn([0, 0, 1, 0, 0])]
    weights = np.sort(source.dirichlet([1, 1, 1], size=draws), axis=1)[:, ::-1]
    swapped = source.random(draws) < 0.5
    w = [
        weights[:, 0],
        np.where(swapped, weights[:, 1], weights[:, 2]),
        np.where(swapped, weights[:, 2], weights[:, 1]),
    ]
    lead = sum(w[c] * (b[c] - a[c]) for c in range(3))
    ahead = float((lead > 1e-9).mean() + (abs(lead) <= 1e-9).mean() / 2)
    assert found.situation.comparison is not None
    assert found.situation.comparison.chance == pytest.approx(ahead, abs=0.015)


def test_a_lead_with_equal_weights_is_told_apart() -> None:
    sheet: Sheet = {
        "a": {"upside": 1, "interest": 5, "maturity": 5},
        "b": {"upside": 5, "interest": 3, "maturity": 3},
    }
    found = of(tempted(sitting("s", sheet, 10)))
    compared = found.situation.comparison
    assert compared is not None
    assert compared.lead == pytest.approx(100 * (11 / 18 * 0.875 + 7 / 18 * 0.375 - 7 / 18))
    assert compared.equal_weights_lead == pytest.approx(100 * ((0.875 + 2 * 0.375) / 3 - 2 / 3))


@pytest.mark.parametrize(
    "states", [{"a": "open", "b": "parked"}, {"a": "closed", "b": "closed"}, {"b": "open", "a": "chosen"}]
)
def test_neither_state_nor_order_nor_others_matter(states: Any) -> None:
    sheet: Sheet = {"a": every(3), "b": every((4, 2, 5)), "c": every(5)}
    usual = of(tempted(sitting("s", sheet, 10))).document()
    other = of(tempted(sitting("s", sheet, 10), candidates={**states, "c": "open"})).document()
    assert other == usual


def test_what_is_computed_does_not_shine() -> None:
    record = tempted(sitting("s", {"a": {"compute": 3}, "b": {"compute": 4}}, 10))
    found = of(record, COMPUTED)
    assert found.scores.new == found.scores.new_discounted == pytest.approx(75)


def test_a_gate_rules_it_out_and_the_figures_still_come() -> None:
    gated = library(profile(["upside"], ["interest", "maturity"], gates=[gate("maturity", 4)]))
    record = tempted(sitting("s", {"a": every(1), "b": every(4)}, 10))
    found, free = of(record, gated), of(record)
    assert (found.scores, found.situation.comparison) == (free.scores, free.situation.comparison)
    assert [one.name for one in found.advice.asked.switch if not one.holds and not one.missing] == ["gates"]
    assert [hit.gate.rubric for hit in found.gates] == ["maturity"]
    # That the current one falls to it too is no condition.
    only_current = of(tempted(sitting("s", {"a": every(1), "b": every(5)}, 10)), gated)
    assert not only_current.gates
    assert only_current.situation.comparison is not None


def test_scores_are_as_of_the_session_named() -> None:
    first = sitting("first", {"a": every(5)}, -100)
    named = sitting("named", {"a": every(3), "b": every(4)}, 10)
    later = sitting("later", {"a": every(1), "b": every(1)}, 15)
    found = of(tempted(first, named, later, entry={"session": "named"}))
    assert found.scores.current_now == pytest.approx(50)
    assert found.scores.current_first_day == pytest.approx(100)
    assert found.first_session == first
    assert found.rows[0] == Row("upside", answer(5), answer(3), answer(4))


def test_raters_are_pooled_as_in_the_ranking() -> None:
    theirs = sitting("theirs", {"a": every(1), "b": every(5)}, 9, rater="Jun")
    mine = sitting("mine", {"a": every(3), "b": every(3)}, 10)
    found = of(tempted(theirs, mine))
    assert found.scores.current_now == pytest.approx(25)
    assert found.scores.new == pytest.approx(75)
    assert found.rows[0] == Row("upside", answer(3), answer(3), answer(3))
    assert found.situation.upside_low == 3


# --- what is not there yet


@pytest.mark.parametrize(
    ("sessions", "missing"),
    [
        ([], 6),
        ([sitting("s", {"a": every(3)}, 1)], 3),
        ([sitting("s", {"a": every(3), "b": {"upside": 3, "interest": "?"}}, 1)], 1),
        ([sitting("old", {"a": every(3), "b": every(3)}, -50), sitting("s", {"b": every(3)}, 1)], 3),
    ],
)
def test_before_both_are_scored_nothing_of_the_scores_is_told(sessions: list[Session], missing: int) -> None:
    found = of(tempted(*sessions))
    assert found.advice.verdict == "wait"
    assert len(found.unanswered) == missing
    assert found.rows == ()
    document: Any = found.document()
    assert document["until"] is document["chance_better"] is document["lead"] is None
    assert set(document["scores"].values()) == {None}
    assert [one["holds"] for one in document["conditions"]] == [True, True, False, False, False, False]


def test_an_unknown_is_an_answer_and_the_session_may_be_open() -> None:
    found = of(tempted(sitting("s", {"a": every("?"), "b": every("?")}, 10, finished=False)))
    assert not found.unanswered
    assert found.scores.new_discounted == pytest.approx(40)


# --- why it may be over


def commitment(candidate: str, *, met: bool | None = None, by: date = date(2027, 1, 15), **fields: Any) -> Commitment:
    kill = KillCriterion(by=by, unless="it walks", met=met)
    return Commitment(id=f"{candidate}-{by}", candidate=candidate, when=WHEN, kill_criteria=[kill], **fields)


@pytest.mark.parametrize(
    ("commitments", "why"),
    [
        ([], None),
        ([commitment("a")], None),
        ([commitment("a", met=False)], None),
        ([commitment("a", met=True)], "kill-criterion"),
        ([commitment("b", met=True)], None),
        ([commitment("a", met=True), commitment("b", by=date(2027, 2, 1))], "kill-criterion"),
        ([commitment("a", met=True), commitment("a", by=date(2027, 2, 1))], None),
    ],
)
def test_a_kill_criterion_of_the_last_commitment_to_the_current_one(commitments: list[Commitment], why: Any) -> None:
    assert of(tempted(commitments=commitments)).advice.why == why


def test_interest_is_the_person_s_own_in_finished_sessions() -> None:
    low = {"a": {"interest": 2}}
    begun = [sitting("1", low, -60), sitting("2", low, -20)]
    assert of(tempted(*begun)).advice.why == "interest-gone"
    assert of(tempted(*begun, sitting("3", {"a": {"upside": 4}}, 1))).advice.why == "interest-gone"
    assert of(tempted(*begun, sitting("3", {"a": {"interest": 5}}, 1))).advice.why is None
    assert of(tempted(*begun, sitting("3", {"a": {"interest": 5}}, 1, finished=False))).advice.why == "interest-gone"
    assert of(tempted(begun[0], sitting("2", low, -20, rater="Jun"))).advice.why is None
    assert of(tempted(begun[0], sitting("2", low, -20, rater="ME"))).advice.why == "interest-gone"
    assert of(tempted(begun[0], sitting("2", {"a": {"interest": "?"}}, -20))).advice.why is None


CHECKS = ["known_result_reproduced", "failed_in_easiest_setting", "planned_variants_tried", "no_sign_of_life"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"dead_end": {**dict.fromkeys(CHECKS, "run 3"), "second_reader_agrees": "Jun"}}, "dead-end"),
        ({"dead_end": {**dict.fromkeys(CHECKS, "run 3"), "second_reader_agrees": " "}}, None),
        ({"dead_end": dict.fromkeys(CHECKS, "run 3")}, None),
        ({"exit": "scooped", "exit_evidence": "arXiv 1"}, "exit-scooped"),
        ({"exit": "scooped", "exit_evidence": ""}, None),
        ({"exit": "scooped"}, None),
        ({"exit": "outside-cause", "exit_evidence": "no robot any more"}, "exit-outside-cause"),
    ],
)
def test_dead_ends_and_exits_take_evidence(entry: dict[str, Any], why: str | None) -> None:
    assert of(tempted(entry=entry)).advice.why == why


# --- trials


def trial(id: str, when: int, until: int | None, verdict: str = "trial") -> Temptation:
    outcome = Outcome(verdict=verdict, until=None if until is None else TODAY + timedelta(days=until))  # type: ignore[arg-type]
    return Temptation(id=id, when=WHEN + timedelta(days=when), current="a", newcomer="b", outcome=outcome)


@pytest.mark.parametrize(
    ("others", "open_", "begun"),
    [
        ([], False, None),
        ([trial("x", -5, 0)], True, -5),
        ([trial("x", -5, -1)], False, -5),
        ([trial("x", -90, -60), trial("y", -20, -1)], False, -20),
        ([trial("x", -5, 9, "stay")], False, None),
        ([trial("x", -5, None)], False, None),
        ([trial("x", -5, 9), trial("y", -4, 9)], True, -4),
        ([trial("x", 300, 400)], True, None),
    ],
)
def test_trials_of_other_entries_count(others: list[Temptation], open_: bool, begun: int | None) -> None:
    mine = trial("mine", 0, 9)
    found = of(tempted(temptations=[mine, *others]))
    assert (found.advice.verdict, found.advice.until) == ("trial", TODAY + timedelta(days=9))
    assert found.situation.trial_open is open_
    assert found.situation.trial_begun == (None if begun is None else (WHEN + timedelta(days=begun)).date())


def test_the_quick_test_asks_upside_at_its_low_end_whatever_the_profile() -> None:
    without = library(profile(["interest"]))
    for given_, low in [(5, 5), ((5, 3, 5), 3), ("?", 1)]:
        record = tempted(sitting("s", {"b": {"upside": given_}}), entry={"days_to_signal": 3})
        found = of(record, without, today=WHEN.date())
        assert found.situation.upside_low == low
        assert found.advice.verdict == ("trial" if low == 5 else "wait")
    assert of(tempted(sitting("s", {"a": {"upside": 5}}))).situation.upside_low is None


# --- when to look again


@pytest.mark.parametrize(
    ("commitments", "deadline", "until"),
    [
        ([], None, TODAY + timedelta(days=28)),
        ([], date(2026, 12, 24), date(2026, 12, 24)),
        ([commitment("a")], None, date(2027, 1, 15)),
        ([commitment("a", met=False), commitment("b", by=date(2026, 11, 25))], None, date(2027, 1, 15)),
        ([commitment("a", reviews=[date(2026, 11, 1), date(2026, 11, 29)])], None, date(2026, 11, 29)),
        ([commitment("a", by=TODAY)], None, TODAY + timedelta(days=28)),
    ],
)
def test_a_stay_lasts_to_the_next_milestone(
    commitments: list[Commitment], deadline: date | None, until: date
) -> None:
    record = tempted(
        sitting("s", {"a": every(5), "b": every(3)}, 10), commitments=commitments, setting=Setting(deadline=deadline)
    )
    found = of(record)
    assert (found.advice.verdict, found.advice.until) == ("stay", until)


# --- what the history says


def spent(ended: str, hours: float, months_ago: int) -> dict[str, Any]:
    first = TODAY - timedelta(days=30 * months_ago)
    return {"from": first, "to": first + timedelta(days=9), "hours": hours, "ended": ended}


@pytest.mark.parametrize(
    ("left", "mode", "share", "second"),
    [
        (None, "normal", None, False),
        (20, "normal", 0.2, False),
        (30, "follow-through", 0.3, False),
        (40, "follow-through", 0.4, True),
    ],
)
def test_the_mode_comes_from_the_records_of_the_folder(left: Any, mode: str, share: Any, second: bool) -> None:
    record = tempted(sitting("s", {"a": every(3), "b": every(5)}, 10))
    past = []
    if left is not None:
        table = decision(candidates=["x", "y"]).model_dump(by_alias=True)
        table["candidates"][0]["stints"] = [spent("left-for-newer", left, 2)]
        table["candidates"][1]["stints"] = [spent("delivered", 100 - left, 1)]
        past = [Record.model_validate(table)]
    found: Any = of(record, history=[record, *past]).document()
    assert (found["mode"], found["abandoned_share"]) == (mode, share)
    assert ("second-person" in {one["name"] for one in found["conditions"]}) is second
    lead = next(one for one in found["conditions"] if one["name"] == "lead")
    assert lead["bound"] == (5 if mode == "normal" else 12)


def test_the_discount_is_the_person_s_own_once_four_projects_were_scored_again() -> None:
    names = "vwxyz"
    start = sitting("start", {name: every(4) for name in names}, -90)
    again = sitting("again", {name: every(4 if name == "z" else 3) for name in names}, -40)
    past = decision(start, again, candidates=list(names))
    record = tempted(sitting("s", {"a": every(3), "b": every(4)}, 10))
    found = of(record, history=[record, past])
    assert found.document()["discount"] == pytest.approx(0.8)
    assert found.scores.new_discounted == pytest.approx(75 - 20)


def test_slips_of_the_hand_break_nothing() -> None:
    entry = {
        "hours_new": 1e-320,
        "hours_current": 10**400,
        "days_to_signal": 10**400,
        "p_new_done": 0.5,
        "p_current_done": 0.5,
    }
    found: Any = of(tempted(sitting("s", {"a": every(3), "b": every(4)}, 10), entry=entry)).document()
    work = next(one for one in found["conditions"] if one["name"] == "remaining-work")
    assert np.isfinite([work["value"], work["bound"]]).all()


@given(strategies.records(nan=False))
def test_any_record_can_be_examined(record: Record) -> None:
    for entry in record.temptations:
        found: Any = examine(
            record, strategies.LIBRARY, entry, today=TODAY, history=[("r", record)], thresholds=THRESHOLDS
        ).document()
        assert list(found) == [
            "verdict", "why", "until", "mode", "abandoned_share", "discount", "conditions", "chance_better", "lead",
            "scores",
        ]  # fmt: skip
        assert (found["why"] is not None) == (found["verdict"] == "stop")


def test_the_same_draws_as_the_ranking() -> None:
    """What the two alone would show in `rank`, but for the discount."""
    record = tempted(sitting("s", {"a": every((3, 2, 5)), "b": every((3, 1, 4))}, 10))
    keen = THRESHOLDS.model_copy(
        update={
            "discount": THRESHOLDS.discount.model_copy(
                update={"usual": THRESHOLDS.discount.usual.model_copy(update={"value": 0})}
            )
        }
    )
    found = examine(record, OWN, record.temptations[0], today=TODAY, history=[], thresholds=keen)
    a, b = ([[0, 1, 2, 4 / 3, 2 / 3]], [[1, 2, 3, 1.5, 0]])
    believed = np.array([np.array(a * 3) / 5, np.array(b * 3) / 7.5])
    order = scheme(WeightsIn(method="order", order=[["upside"], ["interest", "maturity"]]))
    drawn = simulate(believed, np.array([[0, 0.25, 0.5, 0.75, 1]] * 3), order)
    assert found.situation.comparison is not None
    assert found.situation.comparison.chance == drawn.pairwise[1, 0]
