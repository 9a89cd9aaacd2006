from __future__ import annotations

import errno
import os
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pickproblem import document, language, rubric
from pickproblem.errors import Faulty, Unreadable
from pickproblem.rubric import Library, Profile, Rubric

WORDS = {"en": "English", "ko": "한국어"}
RUBRIC: dict[str, Any] = {
    "format": 1,
    "id": "novelty",
    "kind": "rated",
    "basis": "seed",
    "source": {"seed": "vital", "section": "1"},
    "title": WORDS,
    "question": WORDS,
    "note": WORDS,
    "levels": [{"value": value / 4, **WORDS} for value in range(5)],
    "probes": [
        {"id": "one", **WORDS, "options": [{**WORDS, "level": level} for level in (1, 2, 5)]},
        {
            "id": "two",
            **WORDS,
            "options": [{**WORDS, "level": 4}, {**WORDS, "shift": 1, "at_most": 4}, {**WORDS, "shift": -2}],
        },
        {"id": "three", **WORDS, "options": [{**WORDS, "shift": -1, "at_most": 2}, {**WORDS, "shift": 4}]},
    ],
}
PROFILE: dict[str, Any] = {
    "format": 1,
    "id": "mine",
    "title": WORDS,
    "why": WORDS,
    "order": [["novelty"], ["interest", "upside"]],
    "gates": [{"rubric": "compute", "at_most": 1, "action": "rule-out", "hours_per_week_below": 20, "text": WORDS}],
    "flags": [{"when": {"upside": 2, "larger-goal": 2}, "text": WORDS}],
}

OPTION = ("probes", 0, "options", 0)
NEITHER = "probes[0].options[0]: points to a level and shifts it, or does neither; either level or shift"
ESTIMATE = (
    "estimate: a computed rubric names its estimate, a rated one has none; "
    'kind = "computed", estimate = "compute" | "deadline"'
)


def changed(table: dict[str, Any], *where: str | int, to: object) -> dict[str, Any]:
    """A copy with another value at a place; None: without it."""
    copy = deepcopy(table)
    inner: Any = copy
    for part in where[:-1]:
        inner = inner[part]
    if to is None:
        del inner[where[-1]]
    else:
        inner[where[-1]] = to
    return copy


def write(file: Path, table: dict[str, Any]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(tomli_w.dumps(table))
    return file


def told(model: type[Rubric] | type[Profile], table: dict[str, Any]) -> list[str]:
    known = rubric.RUBRIC_KEYS if model is Rubric else rubric.PROFILE_KEYS
    with pytest.raises(Faulty) as error:
        document.parse(tomli_w.dumps(table).encode(), "x.toml").validate(model, known)
    return [str(fault).partition(": ")[2] for fault in error.value.faults]


class TestRubric:
    def test_good(self) -> None:
        made = Rubric.model_validate(RUBRIC)
        assert made.values == [0, 0.25, 0.5, 0.75, 1]
        assert [source.seed for source in made.sources] == ["vital"]
        assert not made.per_member

    def test_several_sources(self) -> None:
        sources = [{"seed": "vital", "section": "1"}, {"seed": "a text of one's own", "section": "2"}]
        made = Rubric.model_validate(RUBRIC | {"source": sources})
        assert [source.section for source in made.sources] == ["1", "2"]

    @pytest.mark.parametrize(
        ("where", "to", "fault"),
        [
            (("title",), {"en": "x"}, "title.ko: is missing"),
            (("levels", 2, "en"), "", "levels[2].en: '' is out of range; at least 1 characters"),
            (("levels", 4), None, "levels: a list is out of range; at least 5 entries"),
            (("levels", 4, "value"), 0.5, "levels[4].value: values decrease; not below the level before"),
            (("levels", 4, "value"), 1.5, "levels[4].value: 1.5 is out of range; at most 1"),
            (("levels", 4, "value"), float("nan"), "levels[4].value: nan does not belong here; a finite number"),
            (("source",), "vital", "source: 'vital' does not belong here; a table"),
            (("source",), [], "source: no source is named; at least one"),
            (("source", "section"), None, "source.section: is missing"),
            (("source",), [{"seed": "vital"}], "source[0].section: is missing"),
            (("kind",), "computed", ESTIMATE),
            (("estimate",), "compute", ESTIMATE),
            ((*OPTION, "level"), 6, "probes[0].options[0].level: 6 is out of range; at most 5"),
            ((*OPTION, "level"), None, NEITHER),
            ((*OPTION, "shift"), 1, NEITHER),
            ((*OPTION, "at_most"), 4, "probes[0].options[0].at_most: at_most without shift; at_most limits a shift"),
            (("probes", 1, "id"), "one", "probes: one is named twice; each only once"),
            (("probes", 0, "options"), [], "probes[0].options: a list is out of range; at least 2 entries"),
            (("levles",), [], "levles: is not a known key; did you mean levels, level?"),
            (("format",), 2, "format: 2 is not among the choices; one of 1"),
            (("format",), 1.0, "format: 1.0 does not belong here; a whole number"),
        ],
    )  # fmt: skip
    def test_faults(self, where: tuple[str | int, ...], to: object, fault: str) -> None:
        assert told(Rubric, changed(RUBRIC, *where, to=to)) == [fault]

    def test_speaks_the_language(self) -> None:
        made = Rubric.model_validate(RUBRIC)
        spoken = [made.title, made.levels[0], made.probes[0], made.probes[0].options[0]]
        assert {str(one) for one in spoken} == {"English"}
        language.use("ko")
        try:
            assert {str(one) for one in spoken} == {"한국어"}
        finally:
            language.use("en")


class TestSuggestion:
    """Mean of the levels pointed to, half up, plus the shifts, kept in 1..5; the range holds all of them."""

    @pytest.mark.parametrize(
        ("chosen", "answered", "suggested"),
        [
            ({}, 3, None),
            ({"one": 1}, None, (1, 1, 1)),
            ({"one": 1}, 4, (1, 1, 1)),
            ({"one": 2, "two": 1}, None, (3, 2, 4)),
            ({"one": 1, "two": 1}, None, (3, 1, 4)),  # 2.5 rounds up
            ({"one": 3, "two": 1}, None, (5, 4, 5)),  # 4.5 rounds up
            ({"one": 2, "two": 2}, None, (3, 2, 3)),
            ({"one": 3, "two": 2}, None, (5, 5, 5)),  # a shift upward does not pull down
            ({"one": 2, "two": 3}, None, (1, 1, 2)),  # kept in 1..5
            ({"one": 3, "three": 1}, None, (2, 2, 5)),  # a shift downward to at most two
            ({"one": 3, "three": 2}, None, (5, 5, 5)),
            ({"two": 2}, None, None),
            ({"two": 2}, 3, (4, 4, 4)),
            ({"two": 2}, 4, (4, 4, 4)),
            ({"two": 2, "three": 2}, 1, (5, 5, 5)),
            ({"two": 2, "three": 1}, 3, (2, 2, 2)),
            ({"one": 4}, 3, None),
            ({"one": 0}, 3, None),
            ({"unknown": 1}, 3, None),
        ],
    )
    def test_cases(
        self, chosen: dict[str, int], answered: int | None, suggested: tuple[int, int, int] | None
    ) -> None:
        assert Rubric.model_validate(RUBRIC).suggest(chosen, answered) == suggested

    @given(
        st.dictionaries(st.sampled_from(["one", "two", "three"]), st.integers(1, 3)), st.none() | st.integers(1, 5)
    )
    def test_is_always_an_answer(self, chosen: dict[str, int], answered: int | None) -> None:
        suggested = Rubric.model_validate(RUBRIC).suggest(chosen, answered)
        if suggested is not None:
            level, low, high = suggested
            assert 1 <= low <= level <= high <= 5


class TestProfile:
    def test_good(self) -> None:
        made = Profile.model_validate(PROFILE)
        assert [name for _place, name in made.named()] == [
            "novelty", "interest", "upside", "compute", "upside", "larger-goal",
        ]  # fmt: skip

    def test_without_gates_and_flags(self) -> None:
        bare = {key: value for key, value in PROFILE.items() if key not in ("gates", "flags")}
        assert Profile.model_validate(bare).gates == []

    @pytest.mark.parametrize(
        ("where", "to", "fault"),
        [
            (("order",), [], "order: a list is out of range; at least 1 entries"),
            (("order", 0), [], "order[0]: a list is out of range; at least 1 entries"),
            (("order", 1, 0), "novelty", "order: novelty is named twice; each only once"),
            (("gates", 0, "at_most"), 0, "gates[0].at_most: 0 is out of range; at least 1"),
            (
                ("gates", 0, "action"),
                "kill",
                "gates[0].action: 'kill' is not among the choices; one of 'rule-out', 'warn'",
            ),
            (
                ("gates", 0, "hours_per_week_below"),
                0,
                "gates[0].hours_per_week_below: 0 is out of range; more than 0",
            ),
            (("flags", 0, "when"), {}, "flags[0].when: a table is out of range; at least 1 entries"),
            (("flags", 0, "when", "upside"), 9, "flags[0].when.upside: 9 is out of range; at most 5"),
        ],
    )
    def test_faults(self, where: tuple[str | int, ...], to: object, fault: str) -> None:
        assert told(Profile, changed(PROFILE, *where, to=to)) == [fault]


class TestLoad:
    def test_shipped(self) -> None:
        library = rubric.load()
        assert {"interest", "maturity", "compute", "deadline"} <= set(library.rubrics)
        assert {"balanced", "researcher", "after-hours"} <= set(library.profiles)
        assert all(id == one.id for id, one in [*library.rubrics.items(), *library.profiles.items()])

    def test_shipped_ones_are_read_when_they_are_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(rubric.shipped_folder(), tmp_path / "rubrics")
        monkeypatch.setattr(rubric, "shipped_folder", lambda: tmp_path / "rubrics")
        write(tmp_path / "rubrics" / "scoop.toml", RUBRIC | {"kind": "rtaed"})
        library = rubric.load()
        assert "scoop" in library.rubrics
        assert str(library.rubrics["interest"].title) == "Interest"
        with pytest.raises(Faulty, match="kind: 'rtaed' is not among the choices"):
            _ = library.rubrics["scoop"]
        (tmp_path / "rubrics" / "interest.toml").unlink()
        assert library.rubrics["interest"] is library.rubrics["interest"]

    def test_one_of_ones_own_in_place_of_a_shipped_one_hides_its_faults(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rubric, "shipped_folder", lambda: tmp_path / "rubrics")
        write(tmp_path / "rubrics" / "novelty.toml", RUBRIC | {"kind": "rtaed"})
        write(tmp_path / "mine" / "a.toml", RUBRIC)
        library = rubric.load([tmp_path / "mine"])
        assert list(library.rubrics) == ["novelty"]
        assert library.rubrics["novelty"].kind == "rated"

    def test_ones_own_are_added_and_replace(self, tmp_path: Path) -> None:
        write(tmp_path / "a.toml", RUBRIC)
        write(tmp_path / "b.toml", RUBRIC | {"id": "interest"})
        write(tmp_path / "profiles" / "mine.toml", PROFILE)
        (tmp_path / "switch.toml").write_text("days = 3\n")
        (tmp_path / "notes.txt").write_text("no rubric")
        library = rubric.load([tmp_path])
        assert str(library.rubrics["novelty"].title) == "English"
        assert str(library.rubrics["interest"].title) == "English"
        assert library.profiles["mine"].order[0] == ["novelty"]
        assert "maturity" in library.rubrics

    def test_a_later_folder_replaces_an_earlier(self, tmp_path: Path) -> None:
        write(tmp_path / "one" / "a.toml", RUBRIC)
        write(tmp_path / "two" / "a.toml", RUBRIC | {"title": {"en": "Second", "ko": "둘째"}})
        library = rubric.load([tmp_path / "one", tmp_path / "two"])
        assert str(library.rubrics["novelty"].title) == "Second"

    def test_a_faulty_file_is_named(self, tmp_path: Path) -> None:
        file = write(tmp_path / "a.toml", RUBRIC | {"kind": "rtaed"})
        with pytest.raises(Faulty, match=rf"{file}:\d+: kind: 'rtaed' is not among the choices"):
            rubric.load([tmp_path])

    def test_a_profile_of_unknown_rubrics_is_refused(self, tmp_path: Path) -> None:
        file = write(tmp_path / "profiles" / "mine.toml", PROFILE)
        with pytest.raises(Faulty) as error:
            rubric.load([tmp_path])
        assert str(error.value).startswith(f"{file}:3: order[0][0]: there is no rubric novelty")
        assert len(error.value.faults) == 1

    def test_a_profile_that_was_replaced_is_not_looked_at(self, tmp_path: Path) -> None:
        write(tmp_path / "one" / "profiles" / "mine.toml", PROFILE)
        write(tmp_path / "two" / "profiles" / "mine.toml", PROFILE | {"order": [["interest"]]})
        assert rubric.load([tmp_path / "one", tmp_path / "two"]).profiles["mine"].order == [["interest"]]

    @pytest.mark.parametrize("folder", ["", "profiles"])
    def test_an_id_twice_in_one_folder(self, tmp_path: Path, folder: str) -> None:
        table = PROFILE | {"order": [["interest"]]} if folder else RUBRIC
        write(tmp_path / folder / "a.toml", table)
        copy = write(tmp_path / folder / "a.sync-conflict-20261121-101500-ABCDEFG.toml", table)
        first = min(copy, tmp_path / folder / "a.toml")
        with pytest.raises(Faulty, match="is there twice; each id once in a folder") as error:
            rubric.load([tmp_path])
        assert str(first) not in str(error.value)

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="there is no such folder of rubrics"):
            rubric.load([tmp_path / "none"])

    def test_a_folder_that_no_system_has(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="there is no such folder of rubrics"):
            rubric.load([tmp_path / ("x" * 300)])

    @pytest.mark.parametrize("profiles", [False, True])
    def test_a_folder_that_cannot_be_listed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profiles: bool
    ) -> None:
        """Else it would pass for one without any rubrics."""
        (tmp_path / "profiles").mkdir()
        sealed = tmp_path / "profiles" if profiles else tmp_path
        listed = os.listdir

        def listdir(folder: Path) -> list[str]:
            if folder == sealed:
                raise PermissionError(errno.EACCES, "Permission denied")
            return listed(folder)

        monkeypatch.setattr(os, "listdir", listdir)
        with pytest.raises(Unreadable) as told:
            rubric.load([tmp_path])
        assert str(told.value) == f"{sealed}: cannot be read: Permission denied"


def test_where_the_shipped_ones_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an installed package they lie inside it; in a checkout beside it."""
    package = tmp_path / "pickproblem"
    package.mkdir()
    monkeypatch.setattr(rubric, "__file__", str(package / "rubric.py"))
    assert rubric.shipped_folder() == tmp_path / "rubrics"
    (package / "rubrics").mkdir()
    assert rubric.shipped_folder() == package / "rubrics"


def test_profile_faults_hint_at_what_is_known() -> None:
    library = Library({"novelty": Rubric.model_validate(RUBRIC)}, {})
    made = Profile.model_validate(PROFILE | {"order": [["noveltie"]], "gates": [], "flags": []})
    assert library.profile_faults(made) == [(("order", 0, 0), "there is no rubric noveltie", "did you mean novelty?")]


def test_rubrics_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Rubric.model_validate(RUBRIC).id = "x"  # type: ignore[misc]
