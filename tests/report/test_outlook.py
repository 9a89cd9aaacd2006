from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pickproblem import demo, edits, ranking, rubric, store
from pickproblem.ranking.supposing import Supposed
from pickproblem.record import Answer, Record, Weights
from pickproblem.report import outlook

LIBRARY = rubric.load()
LAB = store.read(demo.FOLDER / "vital-lab.toml", LIBRARY).record


def document(**changed: Any) -> dict[str, Any]:
    return {**ranking.rank(LAB, LIBRARY, samples=2000, can_win=False), **changed}


def question(kind: str, gain: float, spread: float) -> dict[str, Any]:
    return {"candidate": "sbnet", "rubric": "interest", "kind": kind, "gain": gain, "spread": spread}


def test_what_would_flip_is_told_nearest_first_and_counted() -> None:
    flips = [
        {"candidate": "sbnet", "rubric": "interest", "from": level, "to": 1, "new_first": "strdan"}
        for level in (5, 2, None, 4)
    ]
    found = document(flips={"weights": [{"rival": "strdan", "moved": 0.2, "weights": {}}], "levels": flips})
    lines = outlook.flips(found, LIBRARY)
    assert lines[0].startswith("Moving 20%")
    assert len(lines) == 5
    assert lines[-1].startswith("1 more answer ")


def tied(rows: dict[str, dict[str, int]], weights: Weights | None = None) -> tuple[Record, dict[str, Any]]:
    """A record and the result of candidates named by their ids, each rubric of a row answered with its level."""
    record = edits.new_record("T", edits.now()).model_copy(update={"weights": weights})
    for id in rows:
        record = edits.add_candidate(record, id)
    record, session = edits.begin_session(record, "me", "start", edits.now())
    for id, row in rows.items():
        for rubric_id, level in row.items():
            record = edits.answer(record, session.id, id, rubric_id, Answer(level=level))
    document: dict[str, Any] = ranking.rank(record, LIBRARY, samples=100, can_win=False)
    return record, document


SWING = Weights(method="swing", points={"interest": 100, "upside": 100})


def test_who_answered_alike_is_parted_by_answers_alone() -> None:
    same = {"interest": 4, "upside": 3}
    record, document = tied({"a": same, "b": same, "c": same})
    assert outlook.lead(document, Supposed.nothing(record, LIBRARY)) == "Level at the top: “a”, “b”, “c”."
    said = outlook.flips(document, LIBRARY)
    assert said[0] == "Those level at the top get the same from every rubric: no weights part them, only answers do."
    assert not any(line.startswith("Moving") for line in said)
    assert said[1].startswith("If ")


def test_who_is_level_by_other_rubrics_is_parted_by_a_little_weight() -> None:
    rows = {"a": {"interest": 4, "upside": 2}, "b": {"interest": 2, "upside": 4}, "c": {"interest": 1, "upside": 3}}
    _record, document = tied(rows, SWING)
    assert [one["rank"] for one in document["candidates"]] == [1, 1, 3]
    said = outlook.flips(document, LIBRARY)
    titles = {name: str(LIBRARY.rubrics[name].title) for name in ("interest", "upside")}
    assert said[:2] == [
        f"A little more weight on “{titles['interest']}” would put “a” first.",
        f"A little more weight on “{titles['upside']}” would put “b” first.",
    ]
    assert not any(line.startswith("Moving") for line in said), "up with a, c is behind b"


def test_beside_a_tie_the_least_shift_is_that_of_who_is_behind() -> None:
    rows = {"a": {"interest": 4, "upside": 4}, "b": {"interest": 4, "upside": 4}, "c": {"interest": 5, "upside": 1}}
    said = outlook.flips(tied(rows, SWING)[1], LIBRARY)
    assert said[0].startswith("Those level at the top")
    assert said[1].startswith("Moving")
    assert "“c” level" in said[1]
    assert "0%" not in said[1].replace("50%", "")


@settings(max_examples=30)
@given(st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=2, max_size=4), st.tuples(*[st.integers(1, 3)] * 3))
@example([(4, 2, 3), (2, 4, 3), (3, 3, 3)], (1, 1, 1))
@example([(1, 5, 2), (5, 1, 2)], (2, 2, 1))
def test_weights_do_what_is_said_of_them_and_no_share_of_nothing_is_spoken_of(
    rows: list[tuple[int, ...]], parts: tuple[int, ...]
) -> None:
    names = ("interest", "upside", "familiarity")
    points = {name: 100 * (part / max(parts)) for name, part in zip(names, parts, strict=True)}
    given_rows = {f"c{i}": dict(zip(names, row, strict=True)) for i, row in enumerate(rows)}
    _record, document = tied(given_rows, Weights(method="swing", points=points))
    said = outlook.flips(document, LIBRARY)
    assert not any("Moving 0%" in line for line in said)
    by_title = {str(LIBRARY.rubrics[name].title): name for name in names}
    if any(line.startswith("Moving") for line in said):
        ids = {one["id"] for one in document["candidates"] if one["rank"] > 1}
        least = min(
            (one for one in document["flips"]["weights"] if one["rival"] in ids), key=lambda one: one["moved"]
        )
        most = max(least["weights"].values())
        moved = {name: 100 * (share / most) for name, share in least["weights"].items()}
        after = tied(given_rows, Weights(method="swing", points=moved))[1]["candidates"]
        (rival,) = [one for one in after if one["id"] == least["rival"]]
        assert rival["score"] == pytest.approx(after[0]["score"], abs=1e-6), "nobody is ahead of it then"
    for line in said:
        if found := re.fullmatch("A little more weight on “(.*)” would put “(c.)” first.", line):
            more = {**points, by_title[found[1]]: 1.0001 * points[by_title[found[1]]]}
            most = max(more.values())
            scaled = {name: 100 * (value / most) for name, value in more.items()}
            after = tied(given_rows, Weights(method="swing", points=scaled))[1]["candidates"]
            assert (after[0]["id"], after[1]["rank"]) == (found[2], 2)


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
    everybody = outlook.lead(document(), level)
    assert everybody.startswith("Level at the top: ")
    assert all(f"“{one['title']}”" in everybody for one in document()["candidates"])
    two = level.with_level((level.places[2].id, "interest"), 1)
    assert outlook.lead(document(), two).endswith("are level.")


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
