"""Nobody sees another's answer before their own are finished; where they differ, and whose it is stays hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pickproblem import answers as views
from pickproblem import flow, ranking, rounds, together
from pickproblem.decision.agreement import kendall_w
from pickproblem.flow import Step
from pickproblem.ranking.raters import ranks_by_rater
from pickproblem.record import Answer, Commitment, KillCriterion, Record, Session, Setting, same_name
from pickproblem.report import together as told
from tests.decisions import START, library, profile, record, session

KNOWN = library(profile(["interest", "upside"], ["maturity"]))
NAMES = ["mina", "Jun", "소라", "me"]
RUBRICS = ["interest", "upside", "maturity"]

levels = st.integers(1, 5)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    if draw(st.integers(0, 5)) == 0:
        return Answer(unknown=True)
    low, level, high = sorted(draw(st.tuples(levels, levels, levels)))
    return Answer(level=level, low=low, high=high, reason=draw(st.sampled_from([None, "because", "왜냐하면"])))


@st.composite
def shared(draw: st.DrawFn) -> Record:
    """Sessions of several raters, some finished, some not, some with nothing in them."""
    sessions = []
    for n in range(draw(st.integers(1, 6))):
        sheet: dict[str, Any] = {
            candidate: {name: draw(answers()) for name in draw(st.lists(st.sampled_from(RUBRICS), unique=True))}
            for candidate in ("a", "b", "c")
        }
        name = draw(st.sampled_from([*NAMES, "MINA"]))
        one = session(sheet, rater=name, id=f"s{n}", finished=draw(st.booleans()))
        sessions.append(one.model_copy(update={"reason": draw(st.sampled_from(["start", "review"]))}))
    return record(*sessions)


def own(whole: Record, rater: str) -> list[Session]:
    return [one for one in whole.sessions if same_name(one.rater) == same_name(rater)]


@given(shared(), st.sampled_from([*NAMES, "nobody"]))
def test_nobody_sees_an_answer_of_another_before_both_have_finished(whole: Record, rater: str) -> None:
    def judged(name: str) -> bool:
        return any(one.finished and one.answers for one in own(whole, name))

    seen = together.seen_by(whole, rater)
    me = same_name(rater)
    for one in whole.sessions:
        hidden = same_name(one.rater) != me and not (judged(rater) and judged(one.rater))
        assert (one in seen.sessions) is not hidden
    shown = [
        opinion
        for one in [*together.differences(whole, KNOWN, rater), *together.interest(whole, KNOWN, rater)]
        for opinion in one.opinions
    ]
    assert all(same_name(one.rater) == me or (judged(rater) and judged(one.rater)) for one in shown)
    if len(seen.sessions) == len(whole.sessions):
        assert seen is whole


@given(shared(), st.sampled_from(NAMES))
def test_the_widest_cells_are_those_of_the_ranking(whole: Record, rater: str) -> None:
    document: Any = ranking.rank(whole, KNOWN, samples=1, can_win=False)
    found = rounds.widest(whole, KNOWN, views.latest(whole))
    expected = document["agreement"]["widest"] if document["agreement"] else []
    assert [(one.candidate, one.rubric) for one in found] == [(one["candidate"], one["rubric"]) for one in expected]
    assert [one.spread for one in found] == pytest.approx([one["spread"] for one in expected])


@given(shared(), st.permutations(range(6)), st.permutations(NAMES))
def test_with_names_hidden_nothing_tells_who_is_who(whole: Record, order: list[int], others: list[str]) -> None:
    """Other names and another order of the file change nothing of what is shown behind letters."""
    # One session each: with two of one rater their order says which answer counts.
    first = {same_name(one.rater): one for one in reversed(whole.sessions)}
    sessions = [one.model_copy(update={"finished": START + timedelta(hours=2)}) for one in first.values()]
    masks = dict(zip(NAMES, others, strict=True))
    masked = [one.model_copy(update={"rater": masks.get(one.rater, others[0])}) for one in sessions]
    shuffled = [masked[at] for at in order if at < len(masked)]

    def hidden(sessions: list[Session]) -> object:
        differ = {
            (one.candidate, one.rubric): [(each.letter, each.answer) for each in one.opinions]
            for one in together.differences(record(*sessions), KNOWN, sessions[0].rater)
        }
        return differ if together.may_see(record(*sessions), sessions[0].rater) else None

    before, after = hidden(sessions), hidden(shuffled)
    if before is not None and after is not None:
        assert before == after


@given(shared())
def test_the_ranks_of_each_are_what_agreement_counts(whole: Record) -> None:
    document: Any = ranking.rank(whole, KNOWN, samples=1, can_win=False)
    found = ranks_by_rater(whole, KNOWN)
    if document["agreement"] is None:
        assert len(found) < 2
    else:
        points = np.array([[-float(rank) for rank in one.ranks.values()] for one in found])
        assert kendall_w(points) == pytest.approx(document["agreement"]["total"])


def lab(**finished: bool) -> Record:
    """Mina likes a, Jun likes b; they differ about a's interest most."""
    sheets = {
        "mina": {"a": {"interest": (5, 4, 5), "upside": 3, "maturity": 2}, "b": {"interest": 2, "upside": 3}},
        "jun": {"a": {"interest": 1, "upside": 3, "maturity": 3}, "b": {"interest": 4, "upside": 3}},
    }
    return record(
        *(session(sheets[name], rater=name, id=name, finished=done) for name, done in finished.items()),
        candidates=("a", "b"),
    )


def test_letters_go_from_the_lowest_answer_to_the_highest() -> None:
    one = together.differences(lab(mina=True, jun=True), KNOWN, "mina")[0]
    assert (one.candidate, one.rubric, one.lowest) == ("a", "interest", 1)
    assert [(each.letter, each.rater, each.answer.level) for each in one.opinions] == [
        ("A", "jun", 1),
        ("B", "mina", 5),
    ]
    assert told.span(one) == "1–5"
    assert [told.name(each, shown=False) for each in one.opinions] == ["A", "B"]


def test_who_has_finished_alone_goes_to_where_they_differ() -> None:
    whole = lab(mina=True, jun=False)
    assert flow.next_step(whole, KNOWN, "mina") == Step("together")
    assert flow.next_step(whole, KNOWN, "JUN").kind == "question"
    assert flow.next_step(whole, KNOWN, "sora") == Step("weights"), "the setting is there; what is asked is shown"
    assert together.differences(whole, KNOWN, "jun") == []
    alone = record(session({"a": {"interest": 3}}, finished=True), candidates=("a", "b"))
    assert flow.next_step(alone, KNOWN, "me") == Step("result")


def test_an_empty_session_opens_nothing() -> None:
    whole = lab(mina=True)
    peeking = session({}, rater="spy", id="spy", finished=True)
    whole = whole.model_copy(update={"sessions": [*whole.sessions, peeking]})
    assert not together.may_see(whole, "spy")


def test_a_name_is_wanted_where_several_rate_or_will() -> None:
    assert not together.name_wanted(record(session({})))
    assert together.name_wanted(record(session({}, rater="mina")))
    team = record(session({})).model_copy(update={"setting": Setting(people=4)})
    assert together.name_wanted(team)
    chosen = Commitment(id="c", candidate="a", when=START, kill_criteria=[KillCriterion(by=START.date())])
    assert not together.name_wanted(team.model_copy(update={"commitments": [chosen]}))
    assert together.known_as(lab(mina=True), "MINA") == "mina"
    assert together.awaited(team) == 4
    assert together.awaited(lab(mina=True, jun=False)) == 1


def test_the_round_of_revision_asks_the_widest_cells_once_and_stays_the_same() -> None:
    whole = lab(mina=True, jun=True)
    again = [(one.candidate, one.rubric) for one in rounds.cells_again(whole, KNOWN)]
    assert again == [("a", "interest"), ("b", "interest"), ("a", "maturity")]
    revised = session({"a": {"interest": 2}, "b": {"interest": 3}}, rater="mina", id="again")
    revised = revised.model_copy(update={"reason": "review", "started": START + timedelta(days=1)})
    whole = whole.model_copy(update={"sessions": [*whole.sessions, revised]})
    assert [(cell.candidate, cell.rubric) for cell in flow.questions(whole, KNOWN, revised)] == again
    assert flow.next_step(whole, KNOWN, "mina").cell == flow.Cell("maturity", "a")
    assert not rounds.has_revised(whole, "mina")
    states = {one.name: one.state for one in together.raters(whole, KNOWN)}
    assert states == {"mina": "revising", "jun": "finished"}
    done = whole.sessions[-1].model_copy(update={"finished": START + timedelta(days=2)})
    whole = whole.model_copy(update={"sessions": [*whole.sessions[:-1], done]})
    assert rounds.has_revised(whole, "mina")
    assert flow.after_session(whole, done) == Step("together")
    assert together.differences(whole, KNOWN, "jun")[0].spread < 1


def test_a_review_after_a_commitment_is_no_revision() -> None:
    whole = lab(mina=True, jun=True)
    chosen = Commitment(id="c", candidate="a", when=START, kill_criteria=[KillCriterion(by=START.date())])
    later = session({}, rater="mina", id="later").model_copy(
        update={"reason": "review", "started": START + timedelta(days=90)}
    )
    whole = whole.model_copy(update={"commitments": [chosen], "sessions": [*whole.sessions, later]})
    assert not rounds.is_revision(whole, later)
    assert flow.after_session(whole, later) == Step("review")


@pytest.mark.parametrize(
    ("w", "raters", "said"),
    [
        (None, 3, "cannot be said"),
        (0.1, 2, "contradict each other"),
        (0.5, 2, "hardly more than by chance"),
        (0.62, 2, "agree a little"),
        (0.5, 4, "agree a little"),
        (0.65, 4, "agree in part"),
        (0.8, 4, "for the most part"),
        (1.0, 4, "nearly all agree"),
    ],
)
def test_kendalls_w_is_told_in_words_with_what_chance_gives(w: float | None, raters: int, said: str) -> None:
    words = told.in_words(w, raters)
    assert said in words
    assert w is None or f"{1 / raters:.2f} what chance gives" in words


def test_progress_names_who_is_still_to_come_and_no_answer() -> None:
    whole = lab(mina=True, jun=False)
    assert told.progress(whole, KNOWN) == ["mina has finished", "jun is scoring: 5 of 6 answered"]
    assert told.awaited(whole) == "1 has finished, 1 is still to come"


def test_the_first_session_is_a_start_and_each_later_one_a_review() -> None:
    assert rounds.reason_to_begin(record(), "me") == "start"
    assert rounds.reason_to_begin(record(session({})), "me") == "start"
    assert rounds.reason_to_begin(record(session({}, finished=True)), "ME") == "review"
