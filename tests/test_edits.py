"""The lawful changes: what each does, what it refuses, and what no sequence of them may break."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.errors import Refused
from pickproblem.record import (
    Candidate,
    Commitment,
    EarlierWeights,
    Gpu,
    KillCriterion,
    Plan,
    Record,
    Session,
    Setting,
    State,
    Stint,
    Temptation,
    Weights,
)
from pickproblem.references import faults
from tests import strategies
from tests.decisions import RUBRICS, START, answer, answers, gate, library, profile, record, records, session

Change = Callable[[Record], Record]

LATER = START + timedelta(days=1)
KNOWN = library(
    profile(["interest"], ["upside"], gates=[gate("maturity")]),
    profile(["upside", "compute"], id="other"),
    profile(["maturity"], id="third"),
)
SWING = Weights(method="swing", points={"upside": 100, "interest": 50})
ORDER = Weights(method="order", order=[["compute"], ["interest"]])


def commitment(candidate: str = "a", id: str = "2026-11-21", when: datetime = START) -> Commitment:
    return Commitment(id=id, candidate=candidate, when=when, kill_criteria=[KillCriterion(by=date(2027, 1, 15))])


def seen(whole: Record | None = None) -> Record:
    """A record whose result was seen."""
    whole = whole or record()
    return whole.model_copy(update={"sessions": [*whole.sessions, session(id="seen", finished=True)]})


def standing(whole: Record) -> Weights:
    return Weights.model_validate(views.weights_of(whole, KNOWN).model_dump(exclude_none=True, exclude={"before"}))


# --- candidates


@pytest.mark.parametrize(
    ("title", "taken", "id"),
    [
        ("Sparse Blocks!", [], "sparse-blocks"),
        ("  3D  humanoid (v2) ", [], "3d-humanoid-v2"),
        ("Sparse blocks", ["sparse-blocks"], "sparse-blocks-2"),
        ("Sparse blocks", ["sparse-blocks", "sparse-blocks-2"], "sparse-blocks-3"),
        ("Café", [], "cafe"),
        ("차량 검색", [], "candidate-1"),
        ("차량 재식별", ["candidate-1"], "candidate-2"),
        ("차량 re-ID", [], "re-id"),
        ("!?", [], "candidate-1"),
        ("Candidate", [], "candidate-1"),
        ("x" * 200, [], "x" * 40),
        ("y" * 39 + " z", [], "y" * 39),
    ],
)
def test_ids_of_candidates_are_made_of_their_titles(title: str, taken: list[str], id: str) -> None:
    assert edits.candidate_id(title, taken) == id


@settings(max_examples=40)
@given(st.lists(strategies.some_words.filter(str.strip), max_size=6))
def test_any_titles_give_ids_that_a_record_takes(titles: list[str]) -> None:
    whole = record(candidates=())
    for title in titles:
        whole = edits.add_candidate(whole, title)
    assert [one.title for one in whole.candidates] == titles
    assert {one.state for one in whole.candidates} <= {"open"}
    assert Record.model_validate(whole.model_dump(exclude_none=True)) == whole
    assert faults(whole, KNOWN) == []


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(Refused, match="a already"):
        edits.add_candidate(record(), "Anew", "a")
    assert edits.add_candidate(record(), "Anew", "d", "Why not").candidate("d") == Candidate(
        id="d", title="Anew", pitch="Why not", state="open"
    )


def test_a_title_is_never_empty() -> None:
    kinds: list[Change] = [
        lambda one: edits.add_candidate(one, " "),
        lambda one: edits.change_candidate(one, "a", title=""),
        lambda one: edits.set_title(one, ""),
    ]
    for change in kinds:
        with pytest.raises(Refused, match="title"):
            change(record())
    assert edits.set_title(record(), "다음 연구").title == "다음 연구"


def test_a_changed_candidate_keeps_all_else_it_holds() -> None:
    full = Candidate.model_validate(
        {
            "id": "a",
            "title": "A",
            "state": "open",
            "experiment": {"family": "conv", "runs": 4},
            "plan": {"deliverable": "A paper"},
            "stints": [{"from": date(2026, 1, 1), "to": date(2026, 2, 1), "evidence": {"no_sign_of_life": "none"}}],
            "notes": [{"date": date(2026, 1, 2), "result": "It falls"}],
        }
    )
    whole = record(candidates=("b",)).model_copy(update={"candidates": [full, *record(candidates=("b",)).candidates]})
    changed = edits.change_candidate(whole, "a", title="Anew", plan=Plan(deliverable="Code"))
    assert changed.candidate("a") == full.model_copy(update={"title": "Anew", "plan": Plan(deliverable="Code")})
    assert changed.candidates[1] is whole.candidates[1]
    stint = Stint.model_validate({"from": date(2026, 3, 1)})
    more = edits.change_candidate(changed, "a", stints=[*(full.stints or []), stint], notes=None)
    assert [one.from_ for one in (more.candidate("a") or full).stints or []] == [date(2026, 1, 1), date(2026, 3, 1)]
    assert Record.model_validate(more.model_dump(by_alias=True, exclude_none=True)) == more
    with pytest.raises(Refused, match="there is no candidate z"):
        edits.change_candidate(whole, "z", title="Z")


@settings(max_examples=25, deadline=None)
@given(strategies.candidates("a").map(Candidate.model_validate))
def test_a_change_of_state_is_no_other_change(one: Candidate) -> None:
    whole = record(candidates=()).model_copy(update={"candidates": [one]})
    changed = edits.set_state(whole, "a", "parked")
    assert changed.candidates == [one.model_copy(update={"state": "parked"})]


def test_a_candidate_that_nothing_refers_to_can_be_removed() -> None:
    shuffled = session(id="2").model_copy(update={"shown_order": ["b", "a", "c"]})
    whole = record(session({"a": {"interest": 3}}, id="1"), shuffled)
    removed = edits.remove_candidate(whole, "b")
    assert [one.id for one in removed.candidates] == ["a", "c"]
    assert removed.sessions == [whole.sessions[0], shuffled.model_copy(update={"shown_order": ["a", "c"]})]
    assert faults(removed, KNOWN) == []


def test_the_last_candidate_of_a_shuffle_leaves_none_behind() -> None:
    whole, _session = edits.begin_session(record(candidates=("a",)), "me", "start", START)
    removed = edits.remove_candidate(whole, "a")
    assert removed.sessions[0].shown_order is None


@pytest.mark.parametrize(
    "whole",
    [
        record(session({"a": {"interest": "?"}})),
        record(session().model_copy(update={"gut": ["b", "a"]})),
        record(session(finished=True).model_copy(update={"shown_order": ["a", "b"]})),
        record(commitments=[commitment("a")]),
        record(temptations=[Temptation(id="t", when=START, current="a", newcomer="b")]),
        record(temptations=[Temptation(id="t", when=START, current="b", newcomer="a")]),
    ],
    ids=["answers", "gut", "shown in a finished session", "commitment", "current", "newcomer"],
)
def test_a_candidate_that_something_refers_to_stays(whole: Record) -> None:
    with pytest.raises(Refused, match="close it instead"):
        edits.remove_candidate(whole, "a")
    assert faults(edits.set_state(whole, "a", "closed"), KNOWN) == []
    assert edits.remove_candidate(whole, "c").candidate("c") is None


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(Refused, match="there is no candidate z"):
        edits.remove_candidate(record(), "z")


# --- setting


def test_facts_are_replaced_one_by_one() -> None:
    gpus = [Gpu(model="RTX 3090", count=2)]
    whole = edits.set_setting(edits.set_setting(record(), {"gpus": gpus, "people": 4}), {"people": None, "goal": "G"})
    assert whole.setting == Setting(gpus=gpus, goal="G")
    assert edits.set_setting(record(), {}).setting == Setting()


# --- weights and profile


def test_before_a_result_weights_change_without_a_trace() -> None:
    whole = edits.set_weights(record(session({"a": {"upside": 1}})), SWING, KNOWN, LATER)
    assert whole.weights == SWING
    assert edits.set_weights(whole, ORDER, KNOWN, LATER).weights == ORDER
    assert edits.set_weights(whole, None, KNOWN, LATER).weights is None


def test_after_a_result_what_stood_is_kept_with_the_moment_of_change() -> None:
    once = edits.set_weights(seen(), SWING, KNOWN, LATER)
    assert once.weights is not None
    assert once.weights.before is not None
    assert once.weights.points == SWING.points
    assert [(one.order, one.changed) for one in once.weights.before] == [([["interest"], ["upside"]], LATER)]
    twice = edits.set_weights(once, None, KNOWN, LATER + timedelta(hours=1))
    assert twice.weights is not None
    assert twice.weights.order == [["interest"], ["upside"]]
    assert [one.method for one in twice.weights.before or []] == ["order", "swing"]
    assert (twice.weights.before or [])[1].points == SWING.points


def test_the_same_weights_again_are_no_change() -> None:
    for whole in (record(), seen(), edits.set_weights(seen(), SWING, KNOWN, LATER)):
        assert edits.set_weights(whole, standing(whole), KNOWN, LATER) is whole


def test_what_stood_before_outlasts_any_change() -> None:
    marked = edits.set_weights(seen(), SWING, KNOWN, LATER)
    unseen = marked.model_copy(update={"sessions": []})
    for wanted in (None, ORDER):
        kept = edits.set_weights(unseen, wanted, KNOWN, LATER).weights
        assert kept is not None
        assert kept.before == (marked.weights or SWING).before


def test_own_weights_stay_with_any_profile() -> None:
    own = edits.set_weights(record(), SWING, KNOWN, LATER)
    for whole in (own, seen(own)):
        moved = edits.set_profile(whole, "other", KNOWN, LATER)
        assert (moved.profile, moved.weights) == ("other", SWING)


def test_before_a_result_the_order_goes_with_the_profile() -> None:
    moved = edits.set_profile(record(), "other", KNOWN, LATER)
    assert (moved.profile, moved.weights) == ("other", None)
    assert views.weighed(moved, KNOWN) == ["upside", "compute"]
    assert edits.set_profile(moved, "other", KNOWN, LATER) is moved


def test_after_a_result_the_order_goes_with_the_profile_and_leaves_a_trace() -> None:
    moved = edits.set_profile(seen(), "other", KNOWN, LATER)
    assert views.weighed(moved, KNOWN) == ["upside", "compute"]
    assert moved.weights is not None
    assert [one.order for one in moved.weights.before or []] == [[["interest"], ["upside"]]]
    again = edits.set_profile(moved, "third", KNOWN, LATER)
    assert views.weighed(again, KNOWN) == ["maturity"]
    assert again.weights is not None
    assert [one.order for one in again.weights.before or []] == [[["interest"], ["upside"]], [["upside", "compute"]]]


def test_a_profile_that_is_not_known_is_refused() -> None:
    for whole in (record(), seen()):
        with pytest.raises(Refused, match="there is no profile nowhere"):
            edits.set_profile(whole, "nowhere", KNOWN, LATER)


# --- sessions


@pytest.mark.parametrize(
    ("rater", "id"),
    [
        ("me", "2026-11-21-review-me"),
        ("Mina Kim", "2026-11-21-review-mina-kim"),
        ("민아", "2026-11-21-review-민아"),
        ("\u1106\u1175\u11ab\u110b\u1161", "2026-11-21-review-민아"),
        ("../../etc", "2026-11-21-review-etc"),
        ("?!", "2026-11-21-review-rater"),
    ],
)
def test_ids_of_sessions_say_day_reason_and_rater(rater: str, id: str) -> None:
    assert edits.session_id(record(), "review", rater, START) == id


def test_ids_of_sessions_are_numbered_where_taken() -> None:
    whole = record()
    for _n in range(3):
        whole, _session = edits.begin_session(whole, "me", "start", START)
    stem = "2026-11-21-start-me"
    assert [one.id for one in whole.sessions] == [stem, f"{stem}-2", f"{stem}-3"]


def test_ids_are_numbered_where_one_that_differs_in_case_is_taken() -> None:
    whole = record(session(rater="Mina", id="2026-11-21-START-Mina"))
    more, _session = edits.begin_session(whole, "mina", "start", START)
    assert more.sessions[1].id == "2026-11-21-start-mina-2"
    assert faults(more, KNOWN) == []


@settings(max_examples=40)
@given(st.lists(strategies.some_words, max_size=4))
def test_any_raters_give_ids_that_a_record_takes_and_a_file_could_have(raters: list[str]) -> None:
    whole = record()
    for rater in raters:
        whole, begun = edits.begin_session(whole, rater, "start", START)
        assert begun.rater == rater
        assert re.fullmatch(r"2026-11-21-start-[\w-]+", begun.id)
    assert faults(whole, KNOWN) == []


def test_a_session_shows_the_candidates_in_question_in_one_shuffle() -> None:
    whole = record(candidates={"a": "open", "b": "parked", "c": "chosen", "d": "closed"})
    more, begun = edits.begin_session(whole, "mina", "tempted", START, shuffle=list.reverse)
    assert begun == Session(
        id="2026-11-21-tempted-mina", reason="tempted", rater="mina", started=START, shown_order=["c", "a"]
    )
    assert more.sessions == [begun]
    assert edits.begin_session(record(candidates=()), "me", "start", START)[1].shown_order is None
    many = record(candidates=[f"c{n}" for n in range(30)])
    shuffled = edits.begin_session(many, "me", "start", START)[1].shown_order or []
    assert sorted(shuffled) == sorted(views.in_question(many))
    assert shuffled != views.in_question(many)


def test_an_answer_replaces_the_one_before_and_can_be_emptied() -> None:
    whole = record(session({"a": {"interest": 2, "upside": 3}}))
    changed = edits.answer(whole, "of-me", "a", "interest", answer((4, 3, 5)))
    assert changed.sessions[0].answers == {"a": {"interest": answer((4, 3, 5)), "upside": answer(3)}}
    emptied = edits.answer(edits.answer(changed, "of-me", "a", "interest", None), "of-me", "a", "upside", None)
    assert emptied.sessions[0].answers is None
    assert edits.answer(emptied, "of-me", "b", "interest", None) == emptied
    assert whole.sessions[0].answers == {"a": {"interest": answer(2), "upside": answer(3)}}


def test_an_answer_needs_a_candidate_and_a_session() -> None:
    with pytest.raises(Refused, match="there is no candidate z"):
        edits.answer(record(session()), "of-me", "z", "interest", answer(1))
    with pytest.raises(Refused, match="there is no session nowhere"):
        edits.answer(record(session()), "nowhere", "a", "interest", answer(1))


def test_a_finished_session_is_never_changed() -> None:
    whole = record(session({"a": {"interest": 2}}, finished=True))
    kinds: list[Change] = [
        lambda one: edits.answer(one, "of-me", "a", "interest", answer(1)),
        lambda one: edits.answer(one, "of-me", "a", "interest", None),
        lambda one: edits.set_gut(one, "of-me", ["a"]),
        lambda one: edits.finish(one, "of-me", LATER),
    ]
    for change in kinds:
        with pytest.raises(Refused, match="of-me is finished"):
            change(whole)


def test_a_ranking_by_feeling_names_each_candidate_once() -> None:
    whole = record(session())
    assert edits.set_gut(whole, "of-me", ["c", "a"]).sessions[0].gut == ["c", "a"]
    assert edits.set_gut(whole, "of-me", []).sessions[0].gut is None
    with pytest.raises(Refused, match="there is no candidate z"):
        edits.set_gut(whole, "of-me", ["a", "z"])
    with pytest.raises(Refused, match="twice"):
        edits.set_gut(whole, "of-me", ["a", "b", "a"])


def test_a_session_never_ends_before_it_began() -> None:
    assert edits.finish(record(session()), "of-me", LATER).sessions[0].finished == LATER
    assert edits.finish(record(session()), "of-me", START - timedelta(days=9)).sessions[0].finished == START
    seoul = timezone(timedelta(hours=9))
    earlier = datetime(2026, 11, 21, 18, tzinfo=seoul)
    assert edits.finish(record(session()), "of-me", earlier).sessions[0].finished == START


def test_now_has_an_offset_and_no_fraction() -> None:
    moment = edits.now()
    assert moment.utcoffset() is not None
    assert moment.microsecond == 0
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)


# --- commitments


def test_a_commitment_chooses_its_candidate_and_leaves_others_chosen() -> None:
    whole = edits.commit(record(candidates={"a": "parked", "b": "open", "c": "chosen"}), commitment("a"))
    assert {one.id: one.state for one in whole.candidates} == {"a": "chosen", "b": "open", "c": "chosen"}
    both = edits.commit(whole, commitment("b", "next"))
    assert {one.state for one in both.candidates} == {"chosen"}
    assert both.commitments == [commitment("a"), commitment("b", "next")]
    assert both.commitment == commitment("b", "next")


def test_a_commitment_needs_a_candidate_and_an_id_of_its_own() -> None:
    with pytest.raises(Refused, match="there is no candidate z"):
        edits.commit(record(), commitment("z"))
    whole = edits.commit(record(), commitment("a", "First"))
    for id in ("First", "first"):
        with pytest.raises(Refused, match="already"):
            edits.commit(whole, commitment("b", id))


def test_ids_of_commitments_are_their_day_numbered_where_taken() -> None:
    whole = record()
    for _n in range(3):
        whole = edits.commit(whole, commitment("a", edits.commitment_id(whole, START)))
    assert [one.id for one in whole.commitments] == ["2026-11-21", "2026-11-21-2", "2026-11-21-3"]


# --- laws


def earlier(whole: Record) -> list[EarlierWeights]:
    return (whole.weights.before if whole.weights else None) or []


candidates = st.sampled_from("abcz")
titles = st.sampled_from(["Sparse blocks", "차량 검색", " ", "a"])
moments = st.integers(-9, 9).map(lambda hours: START + timedelta(hours=hours))
names = st.sampled_from(["0", "1", "2", "2026-11-21-start-me", "2026-11-21-start-me-2", "none"])
raters = st.sampled_from(["me", "Me", "민아"])
states: st.SearchStrategy[State] = st.sampled_from(["open", "chosen", "parked", "closed"])
profiles = st.sampled_from(["own", "other", "third", "none"])
weights = st.sampled_from([None, SWING, ORDER])


def edit(change: Callable[..., Record], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Change]:
    return st.tuples(*arguments).map(lambda drawn: lambda whole: change(whole, *drawn))


def begun(whole: Record, rater: str, when: datetime) -> Record:
    return edits.begin_session(whole, rater, "start", when, shuffle=list.reverse)[0]


def committed(whole: Record, candidate: str, when: datetime) -> Record:
    return edits.commit(whole, commitment(candidate, edits.commitment_id(whole, when), when))


changes = st.one_of(
    edit(edits.add_candidate, titles),
    edit(lambda whole, id, title: edits.change_candidate(whole, id, title=title, pitch=title), candidates, titles),
    edit(edits.set_state, candidates, states),
    edit(edits.remove_candidate, candidates),
    edit(edits.set_title, titles),
    edit(edits.set_profile, profiles, st.just(KNOWN), moments),
    edit(edits.set_weights, weights, st.just(KNOWN), moments),
    edit(edits.set_setting, st.sampled_from([{"hours_per_week": 10}, {"hours_per_week": None}])),
    edit(begun, raters, moments),
    edit(edits.answer, names, candidates, st.sampled_from(RUBRICS), st.none() | answers),
    edit(edits.set_gut, names, st.lists(candidates, max_size=2)),
    edit(edits.finish, names, moments),
    edit(committed, candidates, moments),
)
"""One edit of any kind, lawful or not."""


@settings(deadline=None)
@given(records(), st.lists(changes, min_size=1, max_size=6))
def test_after_any_edits_the_record_is_sound_and_what_is_frozen_stands(whole: Record, wanted: list[Change]) -> None:
    for change in wanted:
        before, as_it_was = whole, whole.model_dump()
        with suppress(Refused):
            whole = change(whole)
        assert before.model_dump() == as_it_was
        assert [one for one in before.sessions if one.finished and one not in whole.sessions] == []
        assert whole.commitments[: len(before.commitments)] == before.commitments
        assert earlier(whole)[: len(earlier(before))] == earlier(before)
        assert Record.model_validate(whole.model_dump(by_alias=True, exclude_none=True)) == whole
        assert faults(whole, KNOWN) == []


@settings(max_examples=50, deadline=None)
@given(records(), st.lists(weights, max_size=5))
def test_each_change_of_weights_after_a_result_leaves_what_stood(whole: Record, wanted: list[Weights | None]) -> None:
    whole = seen(whole)
    stood = [standing(whole)]
    for given_weights in wanted:
        whole = edits.set_weights(whole, given_weights, KNOWN, LATER)
        if standing(whole) != stood[-1]:
            stood.append(standing(whole))
        assert [one.model_dump(exclude={"changed"}) for one in earlier(whole)] == [
            one.model_dump(exclude={"before"}) for one in stood[:-1]
        ]


@settings(max_examples=15, deadline=None)
@given(strategies.records(nan=False), st.data())
def test_edits_keep_whatever_else_a_record_holds(whole: Record, data: st.DataObject) -> None:
    changed, begun = edits.begin_session(whole, "me", "review", LATER)
    if whole.candidates:
        one = data.draw(st.sampled_from(whole.candidates))
        changed = edits.answer(changed, begun.id, one.id, "interest", answer(4))
        changed = edits.set_state(changed, one.id, one.state)
    changed = edits.finish(changed, begun.id, LATER)
    assert changed.model_copy(update={"sessions": whole.sessions}) == whole
    assert changed.sessions[:-1] == whole.sessions
    assert faults(changed, strategies.LIBRARY) == []


def test_facts_of_an_experiment_and_a_plan_are_set_one_by_one() -> None:
    record = edits.add_candidate(edits.new_record("Which", edits.now()), "One", "one")
    record = edits.set_experiment(record, "one", {"params": 1.5e9, "runs": 3})
    record = edits.set_experiment(record, "one", {"runs": None, "mode": "lora"})
    record = edits.set_plan(record, "one", {"experiment_weeks": 6})
    one = record.candidate("one")
    assert one is not None
    assert one.experiment is not None
    assert one.experiment.model_dump(exclude_none=True) == {"params": 1.5e9, "mode": "lora"}
    assert one.plan is not None
    assert one.plan.experiment_weeks == 6
    assert edits.set_plan(record, "one", {"experiment_weeks": 6}) is record
    emptied = edits.set_plan(record, "one", {"experiment_weeks": None}).candidate("one")
    assert emptied is not None
    assert emptied.plan is None
    with pytest.raises(Refused, match="no candidate"):
        edits.set_experiment(record, "two", {"runs": 1})
