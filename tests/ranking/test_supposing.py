"""What if: what follows is what the record would say, were it so; and nothing of it stays."""

from __future__ import annotations

import pytest

from pickproblem import demo, edits, ranking, rubric, store
from pickproblem.ranking.supposing import Supposed
from pickproblem.record import Answer, Temptation
from pickproblem.record.temptations import Outcome

LIBRARY = rubric.load()
LAB = store.read(demo.FOLDER / "vital-lab.toml", LIBRARY).record
CELL = ("sbnet", "interest")


@pytest.fixture
def supposed() -> Supposed:
    return Supposed.nothing(LAB, LIBRARY)


def test_nothing_supposed_is_the_result(supposed: Supposed) -> None:
    document = ranking.rank(LAB, LIBRARY, can_win=False)
    candidates = document["candidates"]
    assert isinstance(candidates, list)
    assert [place._asdict() for place in supposed.places] == [
        {"id": one["id"], "rank": one["rank"], "score": pytest.approx(one["score"])} for one in candidates
    ]
    drawn = supposed.draws()
    assert [tuple(drawn[one["id"]]) for one in candidates] == [
        (one["low"], one["high"], one["best_probability"]) for one in candidates
    ]
    assert not supposed.changed


def test_a_level_supposed_is_as_if_it_were_answered(supposed: Supposed) -> None:
    record, session = edits.begin_session(LAB, LAB.sessions[-1].rater, "review", edits.now())
    record = edits.answer(record, session.id, *CELL, Answer(level=2))
    answered, what_if = Supposed.nothing(record, LIBRARY), supposed.with_level(CELL, 2)
    assert what_if.places == answered.places
    assert what_if.draws(2000) == answered.draws(2000)
    assert what_if.changed
    assert what_if.with_level(CELL, None) == supposed
    assert supposed.levels == {}, "every change makes another"


def test_a_level_supposed_of_a_newer_idea_keeps_its_discount() -> None:
    """What was parked beside a project that then ended is lowered, whatever level is answered."""
    stopped = Temptation(
        id="t",
        when=LAB.sessions[0].started,
        current="strdan",
        newcomer="sbnet",
        outcome=Outcome(verdict="stop", followed=True),
    )
    tempted = LAB.model_copy(update={"temptations": [stopped], "commitments": []})
    library = LIBRARY._replace(newness=lambda: 0.5)
    before = Supposed.nothing(tempted, library)
    assert before.places != Supposed.nothing(tempted, LIBRARY).places, "it is lowered"
    record, session = edits.begin_session(tempted, LAB.sessions[-1].rater, "review", edits.now())
    record = edits.answer(record, session.id, *CELL, Answer(level=5))
    answered, what_if = Supposed.nothing(record, library), before.with_level(CELL, 5)
    assert what_if.places == answered.places
    assert what_if.draws(2000) == answered.draws(2000)


def test_a_weight_supposed_leaves_the_others_in_their_ratios(supposed: Supposed) -> None:
    what_if = supposed.with_weight("interest", 0.1)
    weights, before = what_if.weights, supposed.weights
    assert weights["interest"] == pytest.approx(0.1)
    assert sum(weights.values()) == pytest.approx(1)
    assert weights["maturity"] / weights["familiarity"] == pytest.approx(before["maturity"] / before["familiarity"])


def test_levers_follow_what_is_supposed(supposed: Supposed) -> None:
    first, second = supposed.places[:2]
    for rubric_id, lever in supposed.levers.items():
        if lever.tie is None:
            continue
        level = {place.id: place.score for place in supposed.with_weight(rubric_id, lever.tie).places}
        assert level[first.id] == pytest.approx(level[second.id])


def test_a_level_of_somebody_ruled_out_changes_nothing(supposed: Supposed) -> None:
    assert supposed.with_level(("imagenet", "interest"), 1).places == supposed.places


def test_without_a_race_there_is_nothing_to_move() -> None:
    record = edits.add_candidate(edits.new_record("T", edits.now()), "A")
    alone = Supposed.nothing(record, LIBRARY)
    assert alone.levers == {}
    assert len(alone.places) == 1
    nobody = Supposed.nothing(edits.new_record("T", edits.now()), LIBRARY)
    assert nobody.places == []
    assert nobody.draws(100) == {}
