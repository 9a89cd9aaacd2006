"""What a record says now: latest answers, believed levels, gates, flags, what is asked."""

from __future__ import annotations

import statistics
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pickproblem import answers as views
from pickproblem import rubric
from pickproblem.errors import UsageError
from pickproblem.record import Answer, Record, Setting, Weights, same_name
from pickproblem.rubric import Gate
from tests.decisions import Given, answer, answers, flag, gate, library, profile, record, records, session

ANSWERS = st.lists(answers, max_size=4)


# --- latest answers


def test_the_answer_further_down_the_file_counts_whenever_it_was_given() -> None:
    early = session({"a": {"interest": 1, "upside": 2}}, id="1").model_copy(update={"finished": None})
    later = session({"a": {"interest": 5}}, id="2", finished=True)
    earlier_day = later.model_copy(update={"started": early.started.replace(year=2020)})
    sheets = views.latest(record(early, earlier_day))
    assert sheets == {"me": {"a": {"interest": answer(5), "upside": answer(2)}}}


def test_an_unknown_replaces_a_level() -> None:
    sheets = views.latest(record(session({"a": {"interest": 4}}, id="1"), session({"a": {"interest": "?"}}, id="2")))
    assert views.cell(sheets, "a", "interest") == [Answer(unknown=True)]


def test_raters_are_one_person_after_nfc_and_casefold_and_keep_the_name_first_written() -> None:
    name = "Müna 민아"
    same = unicodedata.normalize("NFD", name).upper()
    assert same != name
    first, again = session({"a": {"interest": 1}}, rater=name, id="1"), session(rater=same, id="2")
    other = session({"a": {"interest": 3}}, rater="jun", id="3")
    whole = record(first, again, other)
    assert list(views.latest(whole)) == [name, "jun"]
    assert list(views.latest(whole, rater=same)) == [name]
    assert views.cell(views.latest(whole), "a", "interest") == [answer(1), answer(3)]
    assert views.cell(views.latest(whole, rater="Jun"), "a", "interest") == [answer(3)]


def test_as_of_looks_no_further_than_that_session() -> None:
    sessions = [session({"a": {"interest": level}}, id=str(level)) for level in (1, 2, 3)]
    for level in (1, 2, 3):
        sheets = views.latest(record(*sessions), as_of=str(level))
        assert views.cell(sheets, "a", "interest") == [answer(level)]


def test_raters_and_sessions_that_are_not_there_are_refused_with_the_nearest() -> None:
    whole = record(session(rater="mina", id="2026-11-21-start-mina"))
    with pytest.raises(UsageError, match=r"there is no rater minna.*mina"):
        views.latest(whole, rater="minna")
    with pytest.raises(UsageError, match=r"there is no session 2026-11-21-start-mia.*start-mina"):
        views.latest(whole, as_of="2026-11-21-start-mia")
    assert views.latest(record(), rater="anyone") == {}


@settings(max_examples=60, deadline=None)
@given(records())
def test_each_cell_holds_the_last_answer_of_its_rater(whole: Record) -> None:
    sheets = views.latest(whole)
    assert {same_name(name) for name in sheets} == {same_name(one.rater) for one in whole.sessions}
    found = {
        (same_name(name), candidate, rubric): given
        for name, sheet in sheets.items()
        for candidate, row in sheet.items()
        for rubric, given in row.items()
    }
    wanted = {
        (same_name(one.rater), candidate, rubric): given
        for one in whole.sessions
        for candidate, row in (one.answers or {}).items()
        for rubric, given in row.items()
    }
    assert found == wanted


def test_looking_does_not_change_the_record() -> None:
    whole = record(session({"a": {"interest": 1}}, id="1"), session({"a": {"upside": 2}}, id="2"))
    before = whole.model_dump()
    views.latest(whole)
    assert whole.model_dump() == before


def test_the_open_session_of_a_rater_is_the_last_unfinished_one() -> None:
    done, one, two = (session(id="1", finished=True), session(id="2"), session(id="3"))
    others = session(rater="jun", id="4")
    assert views.open_session(record(done, one, two, others), "ME") == two
    assert views.open_session(record(done), "me") is None
    assert views.open_session(record(others), "me") is None


def test_a_result_is_seen_once_any_session_is_finished() -> None:
    assert not views.result_seen(record(session()))
    assert views.result_seen(record(session(finished=True), session(rater="jun")))


# --- what is believed


@given(ANSWERS)
def test_believed_levels(given_answers: list[Answer]) -> None:
    levels = [one.level for one in given_answers if one.level is not None]
    assert views.believed_level(given_answers) == (statistics.median_low(levels) if levels else None)
    highest = [5 if one.level is None else one.high or one.level for one in given_answers]
    assert views.believed_high(given_answers) == (max(highest) if highest else None)


def test_of_an_even_number_of_raters_the_lower_middle_is_believed() -> None:
    assert views.believed_level([answer(5), answer("?"), answer(1), answer(4), answer(2)]) == 2


# --- what is asked


GATED = profile(
    ["upside"],
    ["compute", "interest"],
    gates=[gate("maturity", action="warn"), gate("compute"), gate("compute", action="warn")],
)


def test_what_rules_out_is_asked_first_then_what_weighs_then_other_gates() -> None:
    assert views.asked(record(), library(GATED)) == ["compute", "upside", "interest", "maturity"]


def test_own_weights_replace_the_order_and_leave_the_gates() -> None:
    own = record(weights=Weights(method="swing", points={"interest": 40, "maturity": 100}))
    assert views.weighed(own, library(GATED)) == ["interest", "maturity"]
    assert views.asked(own, library(GATED)) == ["compute", "interest", "maturity"]
    best_worst = Weights(
        method="best-worst",
        best="upside",
        worst="interest",
        best_to_others={"interest": 3},
        others_to_worst={"upside": 3},
    )
    assert views.weighed(record(weights=best_worst), library(GATED)) == ["upside", "interest"]


def test_open_and_chosen_candidates_are_in_question() -> None:
    whole = record(candidates={"a": "parked", "b": "chosen", "c": "closed", "d": "open"})
    assert views.in_question(whole) == ["b", "d"]


# --- gates


def fallen(*raters: Given, at_most: int = 1) -> bool:
    return views.closes(Gate.model_validate(gate("maturity", at_most)), [answer(one) for one in raters])


def test_a_gate_looks_at_the_highest_level_still_believed() -> None:
    assert fallen(1)
    assert not fallen(2)
    assert fallen((1, 1, 1))
    assert not fallen((1, 1, 2))
    assert fallen((1, 1, 2), at_most=2)


def test_of_several_raters_the_most_hopeful_counts() -> None:
    assert fallen(1, 1)
    assert not fallen(1, (1, 1, 2))


def test_what_is_not_known_rules_nobody_out() -> None:
    assert not fallen()
    assert not fallen("?")
    assert not fallen("?", at_most=5)
    assert not fallen(1, "?", at_most=5)
    assert fallen(5, at_most=5)


def test_a_written_reason_lifts_the_gate() -> None:
    lifted = Answer(level=1, lifts_gate="The lab next door lends its cards")
    assert not fallen(lifted)
    assert not fallen(1, lifted)
    assert fallen(Answer(level=1, lifts_gate=""))
    assert fallen(Answer(level=1, reason="A reason for the level is none for the gate"))


@given(ANSWERS, st.integers(1, 5), st.data())
def test_believing_more_never_rules_out(given_answers: list[Answer], at_most: int, data: st.DataObject) -> None:
    one = Gate.model_validate(gate("maturity", at_most))
    better = [
        each.model_copy(update={"high": data.draw(st.integers(each.believed_high, 5))}) if each.level else each
        for each in given_answers
    ]
    if not views.closes(one, given_answers):
        assert not views.closes(one, better)


@pytest.mark.parametrize(("hours", "acts"), [(None, False), (0, True), (19.5, True), (20, False), (40, False)])
def test_a_gate_with_a_bound_acts_only_where_fewer_hours_are_named(hours: float | None, acts: bool) -> None:
    known = library(profile(["upside"], gates=[gate("maturity", hours_below=20)]))
    whole = record(session({"a": {"maturity": 1}}), hours=hours)
    assert [hit.candidate for hit in views.ruled_out(whole, known, views.latest(whole))] == (["a"] if acts else [])


def test_a_candidate_is_listed_once_for_the_first_gate_of_the_profile() -> None:
    gates = [gate("compute", action="warn"), gate("maturity"), gate("compute", 2)]
    known = library(profile(["upside"], gates=gates))
    whole = record(session({"b": {"compute": 1, "maturity": 1}, "a": {"maturity": 2, "compute": (1, 1, 2)}}))
    sheets = views.latest(whole)
    out = views.ruled_out(whole, known, sheets)
    assert [(hit.candidate, hit.gate.rubric, hit.level) for hit in out] == [("a", "compute", 2), ("b", "maturity", 1)]
    hits = [(hit.candidate, hit.gate.rubric, hit.gate.action) for hit in views.gate_hits(whole, known, sheets)]
    assert hits == [
        ("a", "compute", "rule-out"),
        ("b", "compute", "warn"),
        ("b", "maturity", "rule-out"),
        ("b", "compute", "rule-out"),
    ]


def test_a_warning_rules_nobody_out() -> None:
    known = library(profile(["upside"], gates=[gate("maturity", action="warn")]))
    whole = record(session({"a": {"maturity": 1}}))
    assert views.ruled_out(whole, known, views.latest(whole)) == []
    assert [hit.candidate for hit in views.gate_hits(whole, known, views.latest(whole))] == ["a"]


def test_gates_see_only_candidates_in_question() -> None:
    known = library(profile(["upside"], gates=[gate("maturity")]))
    sheet = {id: {"maturity": 1} for id in "abc"}
    whole = record(session(sheet), candidates={"a": "parked", "b": "closed", "c": "chosen"})
    assert [hit.candidate for hit in views.ruled_out(whole, known, views.latest(whole))] == ["c"]


# --- flags


ADVISED = profile(["upside"], flags=[flag(upside=2, maturity=3), flag(interest=1)])


def raised(*rows: dict[str, Given]) -> list[str]:
    whole = record(*(session({"a": row}, rater=f"r{n}") for n, row in enumerate(rows)))
    return [str(one.text) for one in views.raised_flags(ADVISED, views.latest(whole), "a")]


def test_a_flag_is_raised_where_every_rubric_named_is_low() -> None:
    assert raised({"upside": 2, "maturity": 3}) == ["upside, maturity"]
    assert raised({"upside": 2, "maturity": 4}) == []
    assert raised({"upside": 1, "maturity": 1, "interest": 1}) == ["upside, maturity", "interest"]


def test_flags_compare_the_level_not_the_range() -> None:
    assert raised({"interest": (1, 1, 5)}) == ["interest"]
    assert raised({"interest": (2, 1, 2)}) == []


def test_an_unknown_raises_no_flag() -> None:
    assert raised({"interest": "?"}) == []
    assert raised({"upside": 1}) == []
    assert raised({"upside": 1, "maturity": "?"}) == []


def test_flags_of_several_raters_go_by_the_lower_median() -> None:
    assert raised({"interest": 1}, {"interest": 5}) == ["interest"]
    assert raised({"interest": 1}, {"interest": 2}, {"interest": 5}) == []
    assert raised({"interest": 1}, {"interest": "?"}) == ["interest"]


@settings(max_examples=60, deadline=None)
@given(records())
def test_flags_exclude_nobody(whole: Record) -> None:
    plain = profile(
        ["upside"],
        gates=[gate("maturity", 2), gate("compute")],
    )
    advised = plain.model_copy(update={"flags": ADVISED.flags})
    sheets = views.latest(whole)
    out = views.ruled_out(whole, library(plain), sheets)
    assert out == views.ruled_out(whole, library(advised), sheets)
    assert len({hit.candidate for hit in out}) == len(out)
    assert {hit.candidate for hit in out} <= set(views.in_question(whole))


def test_a_question_names_the_goal_or_says_that_there_is_none() -> None:
    shipped = rubric.load().rubrics["interest"]
    with_goal = shipped.model_copy(update={"question": shipped.question.model_copy(update={"en": "For {goal}?"})})
    aimed = record().model_copy(update={"setting": Setting(goal="see it work")})
    assert views.question(aimed, with_goal) == "For see it work?"
    assert views.question(record(), with_goal) == "For not written down yet?"
