"""What is shipped: fourteen rubrics and three profiles, whole, in both languages, and short enough to show."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from pickproblem import language, rubric
from pickproblem.rubric import Option, Probe, Profile, Rubric, Words
from pickproblem.text import cells

RUBRICS = [
    "upside",
    "drive",
    "larger-goal",
    "generality",
    "admired",
    "scoop",
    "interest",
    "familiarity",
    "maturity",
    "compute",
    "deadline",
    "team",
    "support",
    "why-story",
]
IN_NO_PROFILE = {"team", "support", "why-story"}
WITH_PROBES = {"upside", "drive", "maturity", "scoop", "familiarity"}

UNEVEN = {"familiarity": [0, 0.3, 0.6, 0.95, 1], "maturity": [0, 0.3, 0.65, 1, 1]}

LONGEST_TITLE = 36
LONGEST_QUESTION = 152  # two lines of a screen 80 wide
LONGEST_LEVEL = 130  # two lines beside the mark
LONGEST_NOTE = 228  # three lines
LONGEST_OPTION = 76  # one line

HANGUL = re.compile("[가-힣]")
LIBRARY = rubric.load()

each_rubric = pytest.mark.parametrize("one", LIBRARY.rubrics.values(), ids=list(LIBRARY.rubrics))
each_profile = pytest.mark.parametrize("one", LIBRARY.profiles.values(), ids=list(LIBRARY.profiles))


def bilingual(table: Any) -> Iterator[tuple[str, str]]:
    """Every text in the table, in English and in Korean."""
    if isinstance(table, dict):
        if "en" in table:
            yield table["en"], table["ko"]
        for below in table.values():
            yield from bilingual(below)
    elif isinstance(table, list):
        for below in table:
            yield from bilingual(below)


# --- rubrics


def test_fourteen_rubrics_are_shipped() -> None:
    assert sorted(LIBRARY.rubrics) == sorted(RUBRICS)
    for id in RUBRICS:
        assert (rubric.shipped_folder() / f"{id}.toml").is_file()


def test_only_compute_and_deadline_are_computed() -> None:
    assert {id: one.estimate for id, one in LIBRARY.rubrics.items() if one.kind == "computed"} == {
        "compute": "compute",
        "deadline": "deadline",
    }


@each_rubric
def test_a_rubric_says_where_it_comes_from(one: Rubric) -> None:
    assert one.sources
    for source in one.sources:
        assert source.seed in ("schulman", "vital")
        assert source.section.strip()


@each_rubric
def test_five_levels_stand_evenly_but_where_the_last_steps_hardly_matter(one: Rubric) -> None:
    assert one.values == UNEVEN.get(one.id, [0, 0.25, 0.5, 0.75, 1])
    assert len({anchor.en for anchor in one.levels}) == len({anchor.ko for anchor in one.levels}) == 5


@each_rubric
def test_every_text_of_a_rubric_is_there_in_both_languages(one: Rubric) -> None:
    told = list(bilingual(one.model_dump()))
    assert len(told) == 3 + 5 + sum(1 + len(probe.options) for probe in one.probes)
    for en, ko in told:
        assert en == en.strip()
        assert ko == ko.strip()
        assert not HANGUL.search(en)
        assert HANGUL.search(ko) or re.fullmatch(r"[\d~%]+", ko)


@each_rubric
def test_a_rubric_fits_the_screens(one: Rubric) -> None:
    def widest(*texts: Words | Probe | Option | rubric.Anchor) -> int:
        return max(cells(text) for words in texts for text in (words.en, words.ko))

    assert widest(one.title) <= LONGEST_TITLE
    assert widest(one.question) <= LONGEST_QUESTION
    assert widest(*one.levels) <= LONGEST_LEVEL
    assert widest(one.note) <= LONGEST_NOTE
    for probe in one.probes:
        assert widest(probe) <= LONGEST_QUESTION
        assert widest(*probe.options) <= LONGEST_OPTION


@each_rubric
def test_a_rubric_refers_to_rubrics_that_are_there(one: Rubric) -> None:
    assert set(one.correlates_with) <= set(RUBRICS) - {one.id}


def test_placeholders_are_filled_from_the_setting() -> None:
    placeholders = {
        id: set(re.findall(r"\{\w*\}", en + ko)) for id, one in LIBRARY.rubrics.items() for en, ko in [both(one)]
    }
    assert {id: found for id, found in placeholders.items() if found} == {"larger-goal": {"{goal}"}}
    for text in both(LIBRARY.rubrics["larger-goal"]):
        assert text.count("{goal}") == 1


def both(one: Rubric) -> tuple[str, str]:
    return one.question.en, one.question.ko


def test_words_are_said_in_the_language_chosen() -> None:
    one = LIBRARY.rubrics["upside"]
    try:
        language.use("ko")
        said = [str(one.title), str(one.levels[0]), str(one.probes[0]), str(one.probes[0].options[0])]
    finally:
        language.use("en")
    assert all(HANGUL.search(text) for text in said)
    assert str(one.title) == one.title.en


# --- probes


def test_these_rubrics_ask_for_facts() -> None:
    assert {id for id, one in LIBRARY.rubrics.items() if one.probes} >= WITH_PROBES


def test_gain_for_complexity_is_a_probe_that_shifts() -> None:
    complexity = next(probe for probe in LIBRARY.rubrics["upside"].probes if probe.id == "complexity")
    assert all(option.shift is not None for option in complexity.options)


def choices(one: Rubric) -> Iterator[dict[str, int]]:
    """Every way to answer the probes, none of them included."""
    for picked in itertools.product(*(range(len(probe.options) + 1) for probe in one.probes)):
        yield {probe.id: option for probe, option in zip(one.probes, picked, strict=True) if option}


@each_rubric
def test_what_probes_suggest_is_the_mean_of_what_they_point_to(one: Rubric) -> None:
    for chosen in choices(one):
        options = [probe.options[chosen[probe.id] - 1] for probe in one.probes if probe.id in chosen]
        pointed = [option.level for option in options if option.level is not None]
        shifts = [option for option in options if option.shift is not None]
        for answered in (None, 1, 2, 3, 4, 5):
            suggested = one.suggest(chosen, answered)
            if not options or (not pointed and answered is None):
                assert suggested is None
                continue
            assert suggested is not None
            level, low, high = suggested
            assert 1 <= low <= level <= high <= 5
            assert low == min([*pointed, level])
            assert high == max([*pointed, level])
            start = math.floor(Fraction(sum(pointed), len(pointed)) + Fraction(1, 2)) if pointed else answered or 0
            if not shifts:
                assert level == start
            elif len(shifts) == 1:
                shifted = start + (shifts[0].shift or 0)
                most = max(shifts[0].at_most or 5, start)
                assert level == min(max(shifted, 1), most, 5)


@each_rubric
def test_probes_can_reach_the_levels_they_ask_about(one: Rubric) -> None:
    for probe in one.probes:
        levels = [option.level for option in probe.options if option.level is not None]
        shifts = [option.shift for option in probe.options if option.shift is not None]
        assert levels == sorted(levels)
        assert len(set(levels)) == len(levels)
        assert shifts == sorted(shifts, reverse=True) or shifts == sorted(shifts)


@pytest.mark.parametrize(
    ("chosen", "answered", "suggested"),
    [
        ({"left": 2}, None, (2, 2, 2)),
        ({"left": 2, "notice": 3}, 1, (3, 2, 3)),
        ({"left": 1, "notice": 5}, None, (3, 1, 5)),
        ({"left": 3, "complexity": 3}, None, (2, 2, 3)),
        ({"left": 1, "complexity": 4}, None, (1, 1, 1)),
        ({"left": 2, "complexity": 1}, None, (3, 2, 3)),
        ({"left": 3, "complexity": 1}, None, (3, 3, 3)),
        ({"left": 5, "complexity": 1}, None, (5, 5, 5)),
        ({"complexity": 4}, 4, (2, 2, 2)),
        ({"complexity": 4}, None, None),
        ({}, 3, None),
        ({"left": 9}, 3, None),
    ],
)
def test_what_the_probes_of_upside_suggest(
    chosen: dict[str, int], answered: int | None, suggested: tuple[int, int, int] | None
) -> None:
    assert LIBRARY.rubrics["upside"].suggest(chosen, answered) == suggested


@pytest.mark.parametrize(("shift", "answered", "level"), [(2, 4, 5), (4, 1, 5), (-4, 3, 1), (1, 5, 5), (0, 2, 2)])
def test_a_shift_ends_at_the_ends_of_the_scale(shift: int, answered: int, level: int) -> None:
    option = Option(en="It shifts", ko="옮긴다", shift=shift)
    probe = Probe(id="moves", en="Does it?", ko="그런가요?", options=[option, option])
    moved = LIBRARY.rubrics["interest"].model_copy(update={"probes": [probe]})
    assert moved.suggest({"moves": 1}, answered) == (level, level, level)


# --- profiles

ORDERS = {
    "balanced": [
        {"upside", "interest"},
        {"drive", "maturity", "compute", "familiarity"},
        {"larger-goal", "deadline"},
    ],
    "researcher": [{"upside"}, {"drive"}, {"larger-goal", "generality", "admired", "interest"}, {"scoop"}],
    "after-hours": [{"interest"}, {"maturity", "compute", "deadline"}, {"familiarity"}],
}
GATES = {
    "balanced": [
        ("compute", 1, "rule-out", None),
        ("maturity", 1, "rule-out", 20),
        ("maturity", 1, "warn", None),
    ],
    "researcher": [("compute", 1, "warn", None), ("maturity", 1, "warn", None)],
    "after-hours": [("maturity", 1, "rule-out", None), ("compute", 1, "rule-out", None)],
}
FLAGS: dict[str, list[dict[str, int]]] = {
    "balanced": [{"upside": 2, "larger-goal": 2}],
    "researcher": [{"upside": 2, "larger-goal": 2}, {"admired": 1}],
    "after-hours": [],
}


def test_three_profiles_are_shipped() -> None:
    assert sorted(LIBRARY.profiles) == sorted(ORDERS)


@each_profile
def test_a_profile_weighs_bars_and_advises_as_designed(one: Profile) -> None:
    assert [set(group) for group in one.order] == ORDERS[one.id]
    gates = [(gate.rubric, gate.at_most, gate.action, gate.hours_per_week_below) for gate in one.gates]
    assert gates == GATES[one.id]
    assert [flag.when for flag in one.flags] == FLAGS[one.id]


@each_profile
def test_a_profile_names_shipped_rubrics_only(one: Profile) -> None:
    assert LIBRARY.profile_faults(one) == []


def test_some_rubrics_are_for_those_who_add_them() -> None:
    named = {name for one in LIBRARY.profiles.values() for _place, name in one.named()}
    assert set(RUBRICS) - named == IN_NO_PROFILE
    assert {LIBRARY.rubrics[id].kind for id in IN_NO_PROFILE} == {"rated"}


@each_profile
def test_every_text_of_a_profile_is_there_in_both_languages(one: Profile) -> None:
    told = list(bilingual(one.model_dump()))
    assert len(told) == 2 + len(one.gates) + len(one.flags)
    for en, ko in told:
        assert not HANGUL.search(en)
        assert HANGUL.search(ko)
    assert max(cells(one.title.en), cells(one.title.ko)) <= LONGEST_TITLE
