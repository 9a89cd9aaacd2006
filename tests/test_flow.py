"""The way through a record: which questions, in which order, what is asked before them, what comes next."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import answers as views
from pickproblem import edits, flow, rubric
from pickproblem.flow import Cell, Step
from pickproblem.record import Answer, Gpu, Record, Session, Setting, Weights
from pickproblem.rubric import Library
from tests.decisions import START, answer, answers, gate, library, profile, record, records, session, sheets

KNOWN = library(
    profile(
        ["upside"], ["interest"], gates=[gate("maturity", 2), gate("compute", action="warn"), gate("interest", 1)]
    )
)
PLAIN = library(profile(["upside"], ["interest"]))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return rubric.load()


def cells(whole: Record, known: Library = KNOWN) -> list[tuple[str, str]]:
    return [(cell.rubric, cell.candidate) for cell in flow.questions(whole, known, whole.sessions[-1])]


def shuffled(*order: str, **sheet: dict[str, int]) -> Session:
    return session(sheet).model_copy(update={"shown_order": list(order)})


# --- questions


def test_each_rubric_is_asked_across_all_candidates_in_the_shuffled_order() -> None:
    whole = record(shuffled("c", "a", "b"))
    assert cells(whole) == [
        (rubric, candidate) for rubric in ("maturity", "interest", "upside", "compute") for candidate in "cab"
    ]


def test_candidates_added_since_come_last_and_those_put_aside_are_not_asked() -> None:
    whole = record(shuffled("c", "a", "b"), candidates={"a": "open", "b": "parked", "c": "chosen", "d": "open"})
    assert flow.shown_order(whole, whole.sessions[0]) == ["c", "a", "d"]
    assert flow.shown_order(whole, session()) == ["a", "c", "d"]


def test_a_candidate_that_falls_leaves_the_queue_but_keeps_what_is_answered() -> None:
    whole = record(shuffled("a", "b", a={"maturity": 2, "upside": 4}), candidates=("a", "b"))
    assert cells(whole) == [
        ("maturity", "a"),
        ("maturity", "b"),
        ("interest", "b"),
        ("upside", "a"),
        ("upside", "b"),
        ("compute", "b"),
    ]


def test_it_comes_back_once_the_answer_is_another_or_the_gate_is_lifted() -> None:
    whole = record(shuffled("a", "b", a={"maturity": 1}), candidates=("a", "b"))
    assert len(cells(whole)) == 5
    for better in (answer(3), answer((1, 1, 3)), answer("?"), Answer(level=1, lifts_gate="It is for a lecture")):
        assert len(cells(edits.answer(whole, "of-me", "a", "maturity", better))) == 8


def test_what_ruled_out_in_an_earlier_session_is_asked_again_and_nothing_else() -> None:
    old = session({"a": {"maturity": 1, "interest": 1, "upside": 5}}, id="old", finished=True)
    whole = record(old, session(id="new"), candidates=("a", "b"))
    assert [rubric for rubric, candidate in cells(whole) if candidate == "a"] == ["maturity"]
    again = edits.answer(whole, "new", "a", "maturity", answer(4))
    assert [rubric for rubric, candidate in cells(again) if candidate == "a"] == ["maturity", "interest"]


def test_another_raters_doubts_take_nobody_out_of_the_queue() -> None:
    whole = record(session({"a": {"maturity": 1}}, rater="jun"), session(rater="mina"), candidates=("a", "b"))
    assert len(cells(whole)) == 8


def test_a_warning_and_a_gate_for_fewer_hours_leave_the_queue_alone() -> None:
    gates = [gate("compute", action="warn"), gate("maturity", hours_below=20)]
    known = library(profile(["upside"], gates=gates))
    low = session({"a": {"compute": 1, "maturity": 1}})
    assert ("upside", "a") in cells(record(low, hours=20), known)
    assert ("upside", "a") not in cells(record(low, hours=19), known)


@settings(max_examples=60, deadline=None)
@given(records(), sheets)
def test_no_answer_is_lost_from_the_queue(whole: Record, sheet: dict[str, dict[str, Answer]]) -> None:
    now = session(sheet, id="now")
    whole = whole.model_copy(update={"sessions": [*whole.sessions, now]})
    queue = flow.questions(whole, KNOWN, now)
    assert len(set(queue)) == len(queue)
    asked, candidates = views.asked(whole, KNOWN), views.in_question(whole)
    answered = {Cell(name, id) for id, row in sheet.items() for name in row if id in candidates and name in asked}
    assert answered <= set(queue)
    assert [cell.rubric for cell in queue] == sorted((cell.rubric for cell in queue), key=asked.index)
    fallen = {hit.candidate for hit in views.ruled_out(whole, KNOWN, views.latest(whole, rater="me"))}
    for id in candidates:
        if id not in fallen:
            assert [cell.rubric for cell in queue if cell.candidate == id] == asked
    assert flow.progress(whole, KNOWN, now) == (len(answered), len(queue))


# --- the next one


@settings(max_examples=60, deadline=None)
@given(st.permutations("abc"), st.data())
def test_the_way_visits_every_unanswered_question_once(order: list[str], data: st.DataObject) -> None:
    whole = record(shuffled(*order, a={"upside": 3}))
    visited: list[Cell] = []
    cell = flow.next_question(whole, KNOWN, whole.sessions[0])
    while cell is not None:
        assert cell not in visited
        assert not flow.is_answered(whole.sessions[0], cell)
        assert cell in flow.questions(whole, KNOWN, whole.sessions[0])
        visited.append(cell)
        whole = edits.answer(whole, "of-me", cell.candidate, cell.rubric, data.draw(answers))
        cell = flow.next_question(whole, KNOWN, whole.sessions[0], after=cell)
    done, total = flow.progress(whole, KNOWN, whole.sessions[0])
    assert done == total == len(visited) + 1


def test_without_an_answer_the_way_goes_round() -> None:
    whole = record(shuffled("a", "b", b={"upside": 1}), candidates=("a", "b"))
    now = whole.sessions[0]
    one = flow.next_question(whole, PLAIN, now)
    assert one == Cell("upside", "a")
    two = flow.next_question(whole, PLAIN, now, after=one)
    assert two == Cell("interest", "a")
    three = flow.next_question(whole, PLAIN, now, after=two)
    assert three == Cell("interest", "b")
    assert flow.next_question(whole, PLAIN, now, after=three) == one
    assert flow.next_question(whole, PLAIN, now, after=Cell("compute", "z")) == one


def test_an_unknown_is_an_answer() -> None:
    now = session({"a": {"upside": "?"}})
    assert flow.is_answered(now, Cell("upside", "a"))
    assert not flow.is_answered(now, Cell("interest", "a"))
    assert not flow.is_answered(session(), Cell("upside", "a"))


def test_when_all_is_answered_no_question_is_next() -> None:
    whole = record(session({id: {"upside": 2, "interest": 2} for id in "abc"}))
    assert flow.next_question(whole, PLAIN, whole.sessions[0]) is None
    assert flow.next_question(whole, PLAIN, whole.sessions[0], after=Cell("upside", "b")) is None
    assert flow.progress(whole, PLAIN, whole.sessions[0]) == (6, 6)


# --- facts


def test_each_rubric_says_which_facts_it_needs(shipped: Library) -> None:
    whole = record(profile="balanced")
    wanted = {name: flow.needs(one, whole, shipped) for name, one in shipped.rubrics.items()}
    assert {name: fields for name, fields in wanted.items() if fields} == {
        "maturity": ["hours_per_week"],
        "compute": ["gpus"],
        "deadline": ["venue", "deadline"],
        "larger-goal": ["goal"],
        "admired": ["admired"],
    }


def test_hours_are_needed_only_where_a_gate_looks_at_them(shipped: Library) -> None:
    whole = record(profile="after-hours")
    assert flow.needs(shipped.rubrics["maturity"], whole, shipped) == []


def test_a_fact_that_is_known_is_not_needed(shipped: Library) -> None:
    setting = Setting(gpus=[Gpu(model="A100")], deadline=date(2027, 3, 1), hours_per_week=0)
    whole = record(profile="balanced").model_copy(update={"setting": setting})
    assert flow.needs(shipped.rubrics["compute"], whole, shipped) == []
    assert flow.needs(shipped.rubrics["deadline"], whole, shipped) == ["venue"]
    assert flow.needs(shipped.rubrics["maturity"], whole, shipped) == []


def test_facts_are_asked_before_the_first_answer_of_a_rubric_only(shipped: Library) -> None:
    whole = record(session({"a": {"compute": 3}}), profile="balanced")
    now = whole.sessions[0]
    assert flow.facts_wanted(whole, shipped, now, "compute") == []
    assert flow.facts_wanted(whole, shipped, now, "deadline") == ["venue", "deadline"]
    assert flow.facts_wanted(whole, shipped, now, "deadline", skipped={"venue"}) == ["deadline"]
    assert flow.facts_wanted(whole, shipped, now, "interest") == []
    assert flow.facts_wanted(whole, shipped, session(), "compute") == ["gpus"]


# --- steps


def test_the_way_from_an_empty_record_to_a_result() -> None:
    whole = record(candidates=())
    assert flow.next_step(whole, PLAIN, "me") == Step("candidates")
    whole = edits.set_setting(edits.add_candidate(whole, "One", "a"), {})
    assert flow.next_step(whole, PLAIN, "me") == Step("candidates")
    whole = edits.add_candidate(whole, "Two", "b")
    assert flow.next_step(whole, PLAIN, "me") == Step("setting")
    whole, now = edits.begin_session(whole, "me", "start", START, shuffle=list.sort)
    assert flow.next_step(whole, PLAIN, "Me") == Step("question", Cell("upside", "a"))
    assert flow.next_step(whole, PLAIN, "me", after=Cell("upside", "b")) == Step("question", Cell("interest", "a"))
    for name in ("upside", "interest"):
        for id in "ab":
            whole = edits.answer(whole, now.id, id, name, answer(3))
    assert flow.next_step(whole, PLAIN, "me") == Step("gut")
    whole = edits.finish(whole, now.id, START)
    assert flow.next_step(whole, PLAIN, "me") == Step("result")


def test_the_candidates_come_first_until_they_were_left() -> None:
    assert flow.next_step(record(), PLAIN, "me") == Step("candidates")
    assert flow.next_step(record(hours=10), PLAIN, "me") == Step("setting")
    aside = record(hours=10, candidates={"a": "open", "b": "parked", "c": "closed"})
    assert flow.next_step(aside, PLAIN, "me") == Step("candidates")


def test_a_fact_is_asked_on_the_way_unless_it_was_skipped(shipped: Library) -> None:
    whole, now = edits.begin_session(record(profile="balanced"), "me", "start", START, shuffle=list.sort)
    first = Cell("compute", "a")
    assert flow.next_step(whole, shipped, "me") == Step("ask", first, "gpus")
    assert flow.next_step(whole, shipped, "me", skipped=["gpus"]) == Step("question", first)
    told = edits.set_setting(whole, {"gpus": [Gpu(model="A100")]})
    assert flow.next_step(told, shipped, "me") == Step("question", first)
    answered = edits.answer(whole, now.id, "a", "compute", answer("?"))
    assert flow.next_step(answered, shipped, "me") == Step("question", Cell("compute", "b"))


def test_a_session_in_progress_goes_before_a_result_seen_earlier() -> None:
    whole = record(session(id="old", finished=True), session(id="new"))
    assert flow.next_step(whole, PLAIN, "me").kind == "question"
    assert flow.next_step(whole, PLAIN, "jun") == Step("weights"), "the result is shown to those who have finished"


def test_own_weights_decide_what_is_asked() -> None:
    own = record(session(), weights=Weights(method="order", order=[["compute"]]))
    assert cells(own, PLAIN) == [("compute", id) for id in "abc"]


# --- how long


def test_how_long_the_rest_takes() -> None:
    assert flow.minutes_left(0, []) == 0
    assert flow.minutes_left(1, []) == 1
    assert flow.minutes_left(32, []) == round(32 * flow.SECONDS_A_CELL / 60)
    assert flow.minutes_left(30, [6, 6, 6, 6]) == 10
    assert flow.minutes_left(30, [6, 6, 6, 6, 600]) == 3
    assert flow.minutes_left(1, [0.1] * 5) == 1


@given(st.integers(0, 200), st.lists(st.floats(0, 1e4), max_size=9))
def test_less_left_never_takes_longer(unanswered: int, paces: list[float]) -> None:
    assert flow.minutes_left(unanswered, paces) <= flow.minutes_left(unanswered + 1, paces)


def test_own_weights_without_a_session_lead_back_to_the_weights(shipped: Library) -> None:
    begun = edits.new_record("T", edits.now())
    for title in ("One", "Two"):
        begun = edits.add_candidate(begun, title)
    begun = edits.set_setting(begun, {"hours_per_week": 10})
    assert flow.next_step(begun, shipped, "me") == Step("setting")
    weights = Weights(method="swing", points={"interest": 100, "upside": 50})
    begun = edits.set_weights(begun, weights, shipped, edits.now())
    assert flow.next_step(begun, shipped, "me") == Step("weights")
