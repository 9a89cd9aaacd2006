from __future__ import annotations

from typing import Any

import pytest

from pickproblem import demo, ranking, rubric, store
from pickproblem.record import Candidate, EarlierWeights, Weights
from pickproblem.report import result
from pickproblem.report.charts import percent

LIBRARY = rubric.load()
LAB = store.read(demo.FOLDER / "vital-lab.toml", LIBRARY).record


def document(**changed: Any) -> dict[str, Any]:
    return {**ranking.rank(LAB, LIBRARY, samples=2000, can_win=False), **changed}


def candidates(*ranks: int, best: float = 0.6, equal: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    return [
        {
            "id": f"c{i}",
            "title": f"Title {i}",
            "rank": rank,
            "score": 50.0,
            "low": 40.0,
            "high": 60.0,
            "best_probability": best if i == 0 else (1 - best),
            "equal_weights_rank": equal[i] if equal else rank,
            "contributions": {},
            "notes": [],
        }
        for i, rank in enumerate(ranks)
    ]


def said(**changed: Any) -> str:
    found = document(**changed)
    found.setdefault("closest_rival", None)
    return " ".join(result.headline(found))


def test_the_headline_says_who_leads_how_often_and_what_that_is_not() -> None:
    found = document()
    text = " ".join(result.headline(found))
    assert "“Vehicle search by natural language” leads" in text
    assert percent(found["candidates"][0]["best_probability"]) in text
    assert "not the chance of being right" in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"candidates": [], "ruled_out": []}, "Add two"),
        ({"candidates": []}, "ruled out"),
        ({"candidates": candidates(1)}, "A ranking needs two"),
        ({"candidates": candidates(1, 1), "answered": 0}, "nobody leads"),
        (
            {"candidates": candidates(1, 1), "closest_rival": None},
            "Level at the top: “Title 0”, “Title 1”. Nothing answered so far tells them apart.",
        ),
        ({"candidates": candidates(1, 2, equal=(2, 1)), "closest_rival": "c1"}, "with equal weights “Title 1” would"),
        ({"candidates": candidates(1, 2, best=0.4), "closest_rival": "c1"}, "it is open"),
        ({"candidates": candidates(1, 2), "closest_rival": "c1", "clear": False}, "not settled: “Title 1”"),
        ({"candidates": candidates(1, 2), "clear": True}, "Enough has been asked"),
    ],
)
def test_the_headline_fits_the_case(changed: dict[str, Any], words: str) -> None:
    assert words in said(**changed)


def test_who_is_level_at_the_top_is_not_said_to_come_closest() -> None:
    level = candidates(1, 1, 3)
    for one, points in zip(level, ([30.0, 20.0], [20.0, 30.0], [10.0, 10.0]), strict=True):
        one["contributions"] = dict(zip(("interest", "upside"), points, strict=True))
    text = said(candidates=level, closest_rival="c1", clear=False)
    assert "Level at the top: “Title 0”, “Title 1”. Each is ahead elsewhere" in text
    assert "closest" not in text


@pytest.mark.parametrize(
    ("order", "tau", "words"),
    [(["c0", "c1"], 1.0, "same way"), (["c0", "c1"], None, "same one"), (["c1", "c0"], -1.0, "“Title 1” first")],
)
def test_feeling_stands_beside(order: list[str], tau: float | None, words: str) -> None:
    found = document(candidates=candidates(1, 2), gut={"order": order, "tau": tau})
    assert words in " ".join(result.beside(found))
    assert "better than it is" in " ".join(result.beside(found))


def test_nothing_stands_beside_where_there_is_no_race() -> None:
    assert result.beside(document(candidates=candidates(1))) == []


def test_who_is_out_is_said_with_the_rubric_and_why() -> None:
    (line,) = result.ruled_out(document(), LAB, LIBRARY)
    assert "ImageNet" in line
    assert str(LIBRARY.rubrics["maturity"].title) in line
    assert "Decimal-point race" in line


def test_what_to_find_out_next_names_the_cell() -> None:
    cell = {"candidate": "sbnet", "rubric": "interest", "gain": 1.0, "spread": 2.0}
    decides = result.next_question(document(find_out_next=[{**cell, "kind": "decides"}]), LIBRARY)
    narrows = result.next_question(document(find_out_next=[{**cell, "kind": "narrows"}]), LIBRARY)
    assert decides is not None
    assert narrows is not None
    assert "may change the choice" in decides
    assert "“Interest” of “Vehicle search by natural language”" in narrows
    assert result.next_question(document(find_out_next=[]), LIBRARY) is None


def test_ranks_before_are_those_of_the_weights_first_seen() -> None:
    assert result.ranks_before(LAB, LIBRARY) is None
    finished = LAB.sessions[0].finished
    assert finished is not None
    earlier = EarlierWeights(method="order", order=[["familiarity"]], changed=finished)
    weights = Weights(method="order", order=[["interest"]], before=[earlier, earlier])
    found = result.ranks_before(LAB.model_copy(update={"weights": weights}), LIBRARY)
    assert found is not None
    when, ranks = found
    assert when == finished
    assert sorted(ranks) == ["sbnet", "soft-partition", "strdan"]
    assert result.ranked(document(), ranks)[0].before_rank == ranks["sbnet"]


def test_parked_and_closed_are_set_aside() -> None:
    apart = [Candidate(id="a", title="A", state="parked"), Candidate(id="b", title="B", state="closed")]
    record = LAB.model_copy(update={"candidates": [*LAB.candidates, *apart]})
    assert result.set_aside(record) == ["“A” is parked.", "“B” is closed."]


def test_raters_are_named_with_where_they_differ() -> None:
    assert result.raters(document(), LIBRARY) == []
    widest = [{"candidate": "sbnet", "rubric": "interest", "spread": 1.0, "means": {}}]
    agreement = {"raters": ["me", "미나"], "total": 0.5, "rubrics": {}, "widest": widest}
    names, agree, differ = result.raters(document(agreement=agreement), LIBRARY)
    assert "me, 미나" in names
    assert "hardly more than by chance" in agree
    assert "Interest" in differ


def test_parts_put_the_heaviest_rubric_first() -> None:
    names, parts = result.parts(document(), LIBRARY, ["strdan", "sbnet"])
    assert names == ["Vehicle re-identification, from synthetic to real", "Vehicle search by natural language"]
    assert [part.weight for part in parts] == sorted((part.weight for part in parts), reverse=True)
    assert all(len(part.points) == 2 for part in parts)


def test_how_many_answers_are_in() -> None:
    assert "15" in result.answers_in(document())
    assert "3 of 15" in result.answers_in(document(answered=3))
    assert result.answers_in(document(answered=0, cells=0)) == "There are no answers to count."


def test_a_title_is_made_safe() -> None:
    hostile = candidates(1, 2)
    hostile[0]["title"] = "\x1b[31m"
    assert "\x1b" not in said(candidates=hostile, closest_rival="c1")
