from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pickproblem import edits, rubric, store
from pickproblem.demo import FOLDER as EXAMPLES
from pickproblem.errors import Refused
from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.estimate.maturity import maturity, read_results
from pickproblem.flow import Cell
from pickproblem.proposals import (
    ComputeInputs,
    Missing,
    Proposal,
    as_answer,
    compute_inputs,
    outdated,
    proposal,
    propose,
)
from pickproblem.record import Answer, Candidate, Record, Session, Setting

TODAY = date(2026, 11, 21)
DUE = TODAY + timedelta(weeks=13)
LIBRARY = rubric.load()
MEASURED: dict[str, Any] = {"hours_per_run": 6.0, "runs": 20, "data_status": "on-disk-checked"}
PLAN: dict[str, Any] = {"deliverable": "a paper", "experiment_weeks": 5, "writing_weeks": 4}
CARDS: list[dict[str, Any]] = [
    {"model": "RTX 3090", "count": 2, "hours_per_week": 100},
    {"model": "A100 80GB SXM", "hours_per_week": 20},
]


def decision(
    *,
    experiment: dict[str, Any] | None = None,
    plan: dict[str, Any] | None = None,
    answers: dict[str, Answer] | None = None,
    state: str = "open",
    **setting: Any,
) -> Record:
    """A record of one candidate `a`, all the facts of a setting in it unless said otherwise."""
    facts = {"deadline": DUE, "gpus": CARDS, "ram_gb": 64, "disk_gb": 2000, **setting}
    started = datetime.combine(TODAY, datetime.min.time(), UTC)
    session = Session(id="s", reason="start", rater="Mina", started=started, answers={"a": answers or {}})
    one = Candidate.model_validate({"id": "a", "title": "A", "state": state, "experiment": experiment, "plan": plan})
    return Record(
        format=1,
        title="T",
        created=started,
        profile="after-hours",
        setting=Setting.model_validate({name: value for name, value in facts.items() if value is not None}),
        candidates=[one],
        sessions=[session],
    )


def found(record: Record, rubric_id: str, today: date = TODAY, **options: Any) -> Proposal:
    proposed = propose(record, LIBRARY, "a", rubric_id, today=today, **options)
    assert isinstance(proposed, Proposal), proposed
    return proposed


def needed(record: Record, rubric_id: str, today: date = TODAY) -> list[tuple[str, str]]:
    proposed = propose(record, LIBRARY, "a", rubric_id, today=today)
    assert isinstance(proposed, Missing), proposed
    assert all(str(need) for need in proposed.needs)
    return [(need.table, need.field) for need in proposed.needs]


def changes(record: Record, today: date = TODAY, **options: Any) -> dict[Cell, tuple[str, ...]]:
    return {one.cell: one.changed for one in outdated(record, LIBRARY, "MINA", today=today, **options)}


# --- what goes in


def test_the_weeks_of_experiments_come_from_the_plan_else_the_deadline_else_are_the_usual() -> None:
    def weeks(**facts: Any) -> tuple[float, str]:
        inputs = compute_inputs(decision(experiment=MEASURED, **facts), "a", TODAY)
        assert isinstance(inputs, ComputeInputs)
        return inputs.weeks, inputs.weeks_from

    assert weeks(plan=PLAN) == (5, "plan")
    assert weeks(plan={"experiment_weeks": 0}) == (0, "plan")
    assert weeks(plan={"deliverable": "x"}) == (pytest.approx(26 / 3), "deadline")
    assert weeks() == (pytest.approx(26 / 3), "deadline")
    assert weeks(deadline=None) == (8, "usual")
    assert weeks(deadline=TODAY - timedelta(days=1)) == (8, "usual")


def test_the_first_gpu_is_used_unless_the_experiment_names_another() -> None:
    first = compute_inputs(decision(experiment=MEASURED), "a", TODAY)
    assert isinstance(first, ComputeInputs)
    assert (first.gpu.id, first.count, first.hours_per_week) == ("rtx-3090", 2, 100)
    assert (first.ram_gb, first.disk_gb) == (64, 2000)
    other = compute_inputs(decision(experiment={**MEASURED, "gpu": "a100 80gb sxm"}), "a", TODAY)
    assert isinstance(other, ComputeInputs)
    assert (other.gpu.memory_gb, other.count, other.hours_per_week) == (80, 1, 20)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, [("experiment", "hours_per_run")]),
        ({"experiment": MEASURED, "gpus": None}, [("setting", "gpus")]),
        ({"gpus": None}, [("experiment", "hours_per_run"), ("setting", "gpus")]),
        ({"experiment": MEASURED, "gpus": [{"model": "RTX 3090"}]}, [("setting", "gpus")]),
        ({"experiment": MEASURED, "gpus": [{"model": "Voodoo 2", "hours_per_week": 9}]}, [("setting", "gpus")]),
        ({"experiment": {**MEASURED, "gpu": "H100"}}, [("experiment", "gpu")]),
        ({"experiment": {"preset": "no such model"}}, [("experiment", "preset")]),
    ],
)
def test_facts_that_the_compute_estimate_lacks_are_named(
    facts: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert needed(decision(**facts), "compute") == expected


def test_an_experiment_without_figures_says_which() -> None:
    fields = needed(decision(experiment={"family": "conv"}), "compute")
    assert fields
    assert {table for table, _field in fields} == {"experiment"}


def test_a_need_is_told_in_words() -> None:
    record = decision(experiment={**MEASURED, "gpu": "\x1b[31mH100"})
    inputs = compute_inputs(record, "a", TODAY)
    assert isinstance(inputs, Missing)
    assert "is not among the GPUs of the setting" in str(inputs.needs[0])
    assert "\x1b" not in str(inputs.needs[0])


def test_a_candidate_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="no candidate b"):
        compute_inputs(decision(), "b", TODAY)
    with pytest.raises(Refused, match="no candidate b"):
        propose(decision(), LIBRARY, "b", "deadline", today=TODAY)
    with pytest.raises(ValueError, match="interest is not computed"):
        propose(decision(), LIBRARY, "a", "interest", today=TODAY)


# --- what comes out


def test_measured_runs_on_two_cards_are_held_against_the_hours_there_are() -> None:
    proposed = found(decision(experiment=MEASURED, plan=PLAN), "compute")
    assert isinstance(proposed.estimate, ComputeEstimate)
    # 5 weeks × 100 hours × 0.7 = 350 hours; 20 runs of 6 hours, each twice, take 240
    assert proposed.level == 3
    assert proposed.estimate.usable_hours == pytest.approx(350)
    assert (proposed.level, proposed.low, proposed.high) == (
        proposed.estimate.level,
        proposed.estimate.low,
        proposed.estimate.high,
    )


def test_the_plan_is_held_against_the_deadline_of_the_setting() -> None:
    proposed = found(decision(plan=PLAN, venue="CVPR workshop"), "deadline")
    assert isinstance(proposed.estimate, PlanEstimate)
    assert (proposed.level, proposed.low, proposed.high) == (5, 3, 5)
    assert proposed.estimate.venue == "CVPR workshop"
    assert proposed.wanting == ()
    assert found(decision(plan=PLAN), "deadline", correction=2.5).level == 3
    assert found(decision(plan=PLAN), "deadline", TODAY + timedelta(weeks=6)).level == 1


def test_where_a_fact_is_wanting_the_level_says_so() -> None:
    undated = found(decision(plan=PLAN, deadline=None), "deadline")
    assert (undated.level, [need.field for need in undated.wanting]) == (2, ["deadline"])
    nothing = found(decision(plan={"experiment_weeks": 5}), "deadline")
    assert (nothing.level, [need.field for need in nothing.wanting]) == (1, ["deliverable"])


def test_without_a_plan_or_its_weeks_no_level_is_proposed() -> None:
    both = [("plan", "deliverable"), ("plan", "experiment_weeks")]
    assert needed(decision(), "deadline") == both
    assert needed(decision(deadline=None), "deadline") == [*both, ("setting", "deadline")]
    assert needed(decision(plan={"deliverable": "x"}), "deadline") == [("plan", "experiment_weeks")]


def test_a_deadline_in_the_past_is_a_fact_to_mend() -> None:
    record = decision(plan=PLAN, deadline=TODAY - timedelta(days=1))
    assert needed(record, "deadline") == [("setting", "deadline")]
    missing = propose(record, LIBRARY, "a", "deadline", today=TODAY)
    assert isinstance(missing, Missing)
    assert "is in the past" in str(missing.needs[0])


def test_a_leaderboard_proposes_maturity() -> None:
    board = maturity(read_results((EXAMPLES / "imagenet.csv").read_text(encoding="utf-8")))
    proposed = proposal(board)
    assert proposed is not None
    assert as_answer(proposed).estimate == board.scalars()
    assert (proposed.level, proposed.low, proposed.high) == (1, 1, 1)


def test_the_example_answers_what_its_facts_propose() -> None:
    record = store.read(EXAMPLES / "vital-lab.toml", LIBRARY).record
    answers = (record.sessions[0].answers or {}).items()
    given = {(id, name): row[name] for id, row in answers for name in ("compute", "deadline") if name in row}
    for id in ("sbnet", "strdan", "soft-partition"):
        proposed = propose(record, LIBRARY, id, "deadline", today=date(2020, 12, 12))
        assert isinstance(proposed, Proposal)
        answered = given[id, "deadline"]
        assert (answered.level, answered.low, answered.high) == (proposed.level, proposed.low, proposed.high)
    measured = propose(record, LIBRARY, "strdan", "compute", today=date(2020, 12, 12))
    assert isinstance(measured, Proposal)
    assert given["strdan", "compute"].level == measured.level


# --- as an answer

levels = st.integers(1, 5)


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    low, level, high = sorted(draw(st.tuples(levels, levels, levels)))
    scalars = {"level": level, "low": low, "high": high, "weeks_left": 13.0}
    return Proposal(level, low, high, scalars, maturity([]))


@given(proposals())
def test_an_accepted_proposal_is_the_answer(proposed: Proposal) -> None:
    answer = as_answer(proposed)
    assert (answer.level, answer.low, answer.high) == (proposed.level, proposed.low, proposed.high)
    assert answer.estimate == proposed.scalars
    assert as_answer(proposed, level=proposed.level) == answer


@given(proposals(), levels, st.sampled_from([None, "", "  ", "I know the cluster"]))
def test_whoever_differs_says_why_and_the_estimate_is_kept(proposed: Proposal, level: int, why: str | None) -> None:
    said = bool(why and why.strip())
    if level != proposed.level and not said:
        with pytest.raises(Refused, match="why"):
            as_answer(proposed, level=level, differs=why)
        return
    answer = as_answer(proposed, level=level, differs=why)
    assert answer.level == level
    assert answer.estimate is not None
    assert {**proposed.scalars, "differs": "x"} == {**answer.estimate, "differs": "x"}
    assert ("differs" in answer.estimate) == (level != proposed.level)


def test_a_range_of_ones_own_stands_and_must_hold_the_level() -> None:
    proposed = Proposal(3, 2, 4, {"level": 3}, maturity([]))
    narrower = as_answer(proposed, low=3, high=4, differs="measured twice")
    assert (narrower.level, narrower.low, narrower.high) == (3, 3, 4)
    assert narrower.estimate == {"level": 3, "differs": "measured twice"}
    other = as_answer(proposed, level=5, differs="a second cluster")
    assert (other.level, other.low, other.high) == (5, None, None)
    with pytest.raises(ValidationError, match="low"):
        as_answer(proposed, low=4)


# --- old facts


def answered(today: date = TODAY, **facts: Any) -> Record:
    """A record whose computed questions are answered as proposed."""
    record = decision(**facts)
    answers = {name: as_answer(found(record, name, today)) for name in ("compute", "deadline")}
    return decision(**facts, answers=answers)


FACTS: dict[str, Any] = {"experiment": MEASURED, "plan": PLAN}
COMPUTE, DEADLINE = Cell("compute", "a"), Cell("deadline", "a")


@pytest.mark.parametrize("days", [0, 1, 2, 3])
@pytest.mark.parametrize("facts", [FACTS, {"experiment": MEASURED, "plan": {**PLAN, "writing_weeks": None}}])
def test_a_day_or_two_make_nothing_old(facts: dict[str, Any], days: int) -> None:
    assert changes(answered(**facts), TODAY + timedelta(days=days)) == {}


def test_another_gpu_makes_the_compute_answer_old() -> None:
    record = edits.set_setting(
        answered(**FACTS), {"gpus": [{"model": "A100 80GB SXM", "count": 4, "hours_per_week": 50}]}
    )
    told = changes(record)
    assert list(told) == [COMPUTE]
    assert "RTX 3090" in told[COMPUTE][0]
    assert "4 x" in told[COMPUTE][0]


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("hours_per_run", 9.0, "9"), ("runs", 40, "40"), ("data_status", "access-requested", "access")],
)
def test_another_experiment_makes_the_compute_answer_old(field: str, value: object, word: str) -> None:
    record = edits.change_candidate(answered(**FACTS), "a", experiment={**MEASURED, field: value})
    told = changes(record)
    assert list(told) == [COMPUTE]
    assert word in " ".join(told[COMPUTE])


def test_another_date_makes_the_deadline_answer_old_and_the_weeks_that_hang_on_it() -> None:
    later = {"deadline": DUE + timedelta(weeks=6)}
    told = changes(edits.set_setting(answered(**FACTS), later))
    assert list(told) == [DEADLINE]  # the weeks of experiments are those of the plan
    assert told[DEADLINE] == ("Deadline: 2027-02-20 then, 2027-04-03 now",)
    hanging = answered(experiment=MEASURED, plan={"deliverable": "x", "experiment_weeks": 4})
    unplanned = edits.change_candidate(hanging, "a", plan={"deliverable": "x"})
    assert set(changes(unplanned)) == {COMPUTE, DEADLINE}


def test_a_plan_that_changed_is_told_fact_by_fact() -> None:
    record = edits.change_candidate(answered(**FACTS), "a", plan={"deliverable": "a paper", "experiment_weeks": 7})
    told = changes(record)
    assert set(told) == {COMPUTE, DEADLINE}
    assert told[DEADLINE] == (
        "Weeks of experiments: 5 then, 7 now",
        "Weeks of writing: 4 then, not given now",
    )


def test_weeks_that_pass_make_an_answer_old_once_the_level_is_another() -> None:
    record = answered(**FACTS)
    assert changes(record, TODAY + timedelta(weeks=1)) == {}  # 12 weeks left: 8 of experiments still fit beside 4
    told = changes(record, TODAY + timedelta(weeks=5))
    assert told == {DEADLINE: ("13 weeks were left then, 8 now",)}


def test_a_deadline_that_has_gone_by_makes_nothing_old_but_another_does() -> None:
    record = answered(**FACTS)
    after = DUE + timedelta(weeks=20)
    assert changes(record, after) == {}
    assert DEADLINE in changes(edits.set_setting(record, {"deadline": DUE - timedelta(weeks=2)}), after)


def test_another_correction_counts_where_it_is_given() -> None:
    record = answered(**FACTS)
    assert changes(record, correction=1.6) == {}
    assert changes(record, correction=2.1) == {DEADLINE: ("Taken over planned time: 1.6 then, 2.1 now",)}


def test_facts_that_are_gone_are_told() -> None:
    told = changes(edits.set_setting(answered(**FACTS), {"gpus": None}))
    assert list(told) == [COMPUTE]
    assert "not given" in told[COMPUTE][0]


def test_only_the_raters_own_latest_answers_of_open_candidates_count() -> None:
    record = edits.set_setting(answered(**FACTS), {"deadline": DUE + timedelta(weeks=6)})
    assert outdated(record, LIBRARY, "jun", today=TODAY) == []
    parked = edits.set_state(record, "a", "parked")
    assert changes(parked) == {}
    again = edits.answer(record, "s", "a", "deadline", Answer(level=4))
    assert changes(again) == {}


def test_an_estimate_from_elsewhere_is_compared_as_far_as_it_goes() -> None:
    by_hand = Answer(level=5, estimate={"weeks_left": 13.0, "correction": 1.6, "fits": True, "level": 5})
    odd = Answer(level=3, estimate={"level": "x", "weeks": "many", "needed_hours": 240.0})
    record = decision(**FACTS, answers={"deadline": by_hand, "compute": odd})
    assert changes(record) == {}
    assert changes(edits.set_setting(record, {"deadline": DUE + timedelta(days=1)})) == {}
    moved = changes(edits.set_setting(record, {"deadline": DUE + timedelta(weeks=4)}))
    assert moved == {DEADLINE: ("Deadline: 2027-02-20 then, 2027-03-20 now",)}


def test_a_laptops_card_takes_a_measured_run_and_its_memory_is_not_guessed() -> None:
    laptop = [{"model": "RTX 3080 Laptop GPU", "hours_per_week": 100}]
    measured = found(decision(experiment=MEASURED, gpus=laptop), "compute")
    assert measured.scalars["gpu"] == "RTX 3080 Laptop GPU"
    assert measured.scalars["memory"] == "unknown"
    described = decision(experiment={"preset": "resnet-50", "samples": 1e8}, gpus=laptop)
    assert needed(described, "compute") == [("setting", "gpus")]
