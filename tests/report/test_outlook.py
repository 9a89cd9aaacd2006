from __future__ import annotations

from typing import Any

import pytest

from pickproblem import demo, ranking, rubric, store
from pickproblem.ranking.supposing import Supposed
from pickproblem.report import outlook

LIBRARY = rubric.load()
LAB = store.read(demo.FOLDER / "vital-lab.toml", LIBRARY).record


def document(**changed: Any) -> dict[str, Any]:
    return {**ranking.rank(LAB, LIBRARY, samples=2000, can_win=False), **changed}


def question(kind: str, gain: float, spread: float) -> dict[str, Any]:
    return {"candidate": "sbnet", "rubric": "interest", "kind": kind, "gain": gain, "spread": spread}


def test_what_to_find_out_comes_with_its_numbers() -> None:
    asked = [question("decides", 2.4, 9.1), question("decides", 0.1, 3.0), *[question("narrows", 0.0, 6.2)] * 4]
    said = outlook.find_out_next(document(find_out_next=asked), LIBRARY)
    assert "may change the choice" in said[0]
    assert "worth 2 points" in said[0]
    assert "±9" in said[0]
    assert "<1 points" in said[1]
    assert "cannot change the first place alone" in said[2]
    assert said[3:] == ["3 more answers would help less."]
    assert outlook.find_out_next(document(find_out_next=[]), LIBRARY) == []


def first(id: str, share: float) -> dict[str, Any]:
    others = [one for one in ("a", "b") if one != id]
    return {
        "candidates": [
            {"id": id, "title": id.upper(), "best_probability": share},
            *({"id": other, "title": other.upper(), "best_probability": 1 - share} for other in others),
        ]
    }


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (first("a", 0.64), first("a", 0.71), "First in 64% → 71%: “A” still leads."),
        (first("a", 0.64), first("a", 0.64), "First in 64%, as before: “A” still leads."),
        (first("a", 0.64), first("b", 0.6), "First in 36% → 60%: “B” leads now, instead of “A”."),
        ({"candidates": []}, first("a", 0.6), ""),
    ],
)
def test_how_the_first_place_moved(before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    assert outlook.since(before, after) == words


def test_the_table_of_answers_has_a_cell_for_everybody_in_question() -> None:
    candidates, rubrics, rows = outlook.levels(document(), LAB, LIBRARY, {("sbnet", "interest"): 1})
    assert candidates[-1] == "imagenet", "those ruled out stand last"
    assert len(rows) == len(rubrics)
    assert all(len(row.cells) == len(candidates) for row in rows)
    weights = [row.weight for row in rows if row.weight is not None]
    assert weights == sorted(weights, reverse=True)
    cell = rows[rubrics.index("interest")].cells[candidates.index("sbnet")]
    assert (cell.figure, cell.supposed) == ("1", True)


def test_who_leads_whom() -> None:
    supposed = Supposed.nothing(LAB, LIBRARY)
    assert "“Vehicle search by natural language” leads “Soft-partition attention" in outlook.lead(
        document(), supposed
    )
    level = supposed
    for rubric_id in supposed.problem.rubrics:
        for candidate in supposed.problem.candidates:
            level = level.with_level((candidate, rubric_id), 3)
    assert "are level" in outlook.lead(document(), level)


def test_ranks_are_held_against_those_kept() -> None:
    supposed = Supposed.nothing(LAB, LIBRARY)
    found = document()
    rows = outlook.moved(found, supposed, None)
    assert [(row.rank, row.first) for row in rows] == [
        (one["rank"], one["best_probability"]) for one in found["candidates"]
    ]
    what_if = supposed.with_weight("familiarity", 0.9)
    assert {row.first for row in outlook.moved(found, what_if, None)} == {None}
    assert all(row.first is not None for row in outlook.moved(found, what_if, what_if.draws(500)))
