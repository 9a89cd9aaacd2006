"""Rubrics and profiles: what is asked, what a level means, what is known of the weights."""

# No annotations from __future__: as text, each would be compiled and evaluated while its model is made.

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter, field_validator, model_validator

from pickproblem import document, language
from pickproblem.document import FormatOne, Strict, Wrong
from pickproblem.errors import Fault, Faulty, Unreadable
from pickproblem.language import _
from pickproblem.text import safe, shorten

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Level = Annotated[int, Field(ge=1, le=5)]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
Table = TypeVar("Table")


class Words(Strict):
    """One text in both languages."""

    en: NonEmpty
    ko: NonEmpty

    def __str__(self) -> str:
        return self.ko if language.current() == "ko" else self.en


class Source(Strict):
    """Where a rubric comes from."""

    seed: NonEmpty
    """`schulman`, `vital`, or the name of a text of one's own."""
    section: NonEmpty


@cache
def _several() -> TypeAdapter[list[Source]]:
    return TypeAdapter(list[Source])


class Anchor(Strict):
    """What one would see or do at one level, and what the level is worth on 0..1."""

    value: float = Field(ge=0, le=1)
    en: NonEmpty
    ko: NonEmpty

    def __str__(self) -> str:
        return self.ko if language.current() == "ko" else self.en


class Option(Strict):
    """One answer to a probe: points to a level, or shifts it."""

    en: NonEmpty
    ko: NonEmpty
    level: Level | None = None
    shift: Annotated[int, Field(ge=-4, le=4)] | None = None
    at_most: Level | None = None

    def __str__(self) -> str:
        return self.ko if language.current() == "ko" else self.en

    @model_validator(mode="after")
    def _points_or_shifts(self) -> Self:
        if (self.level is None) == (self.shift is None):
            raise Wrong(_("points to a level and shifts it, or does neither"), _("either level or shift"))
        if self.at_most is not None and self.shift is None:
            raise Wrong(_("at_most without shift"), _("at_most limits a shift"), "at_most")
        return self


class Probe(Strict):
    """A fact that can be asked, and suggests a level."""

    id: Id
    en: NonEmpty
    ko: NonEmpty
    options: list[Option] = Field(min_length=2, max_length=9)

    def __str__(self) -> str:
        return self.ko if language.current() == "ko" else self.en


class Rubric(Strict):
    """One question asked of every candidate, with five anchored levels."""

    format: FormatOne
    id: Id
    kind: Literal["rated", "computed"]
    estimate: Literal["compute", "deadline"] | None = None
    basis: Literal["seed", "evidence", "design"]
    source: Source | list[Source]
    per_member: bool = False
    correlates_with: list[Id] = []
    title: Words
    question: Words
    note: Words
    levels: list[Anchor] = Field(min_length=5, max_length=5)
    probes: list[Probe] = []

    @field_validator("source", mode="before")
    @classmethod
    def _one_or_several(cls, source: object) -> object:
        # One branch of the union only, so that a fault is told once and at its own place.
        if isinstance(source, list):
            return _several().validate_python(source)
        return Source.model_validate(source)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.kind == "computed") != (self.estimate is not None):
            raise Wrong(
                _("a computed rubric names its estimate, a rated one has none"),
                'kind = "computed", estimate = "compute" | "deadline"',
                "estimate",
            )
        values = [anchor.value for anchor in self.levels]
        for i, (lower, higher) in enumerate(pairwise(values), start=1):
            if higher < lower:
                raise Wrong(_("values decrease"), _("not below the level before"), "levels", i, "value")
        if isinstance(self.source, list) and not self.source:
            raise Wrong(_("no source is named"), _("at least one"), "source")
        _no_twins([probe.id for probe in self.probes], "probes")
        return self

    @property
    def sources(self) -> list[Source]:
        """The texts and sections it stands on, one or more."""
        return self.source if isinstance(self.source, list) else [self.source]

    @property
    def values(self) -> list[float]:
        """What each level 1..5 is worth, on 0..1."""
        return [anchor.value for anchor in self.levels]

    def suggest(self, chosen: Mapping[str, int], answered: int | None) -> tuple[int, int, int] | None:
        """The level, its low and high end, that the probes' options (counted from 1) suggest.

        ``answered`` is the level to shift from where no option points to one; None if there is nothing to go by.
        """
        options = [
            probe.options[chosen[probe.id] - 1]
            for probe in self.probes
            if 1 <= chosen.get(probe.id, 0) <= len(probe.options)
        ]
        pointed = [option.level for option in options if option.level is not None]
        if not options or (not pointed and answered is None):
            return None
        if pointed:
            level = (2 * sum(pointed) + len(pointed)) // (2 * len(pointed))  # half rounds up
        else:
            assert answered is not None
            level = answered
        for option in options:
            if option.shift is not None:
                shifted = level + option.shift
                if option.at_most is not None:
                    # A shift upward stops at its bound, it does not pull down a level already above it.
                    shifted = min(shifted, max(level, option.at_most) if option.shift > 0 else option.at_most)
                level = shifted
        level = min(max(level, 1), 5)
        return level, min([*pointed, level]), max([*pointed, level])


class Gate(Strict):
    """Rules a candidate out, or warns, where its highest believed level is at or below a bound."""

    rubric: Id
    at_most: Level
    action: Literal["rule-out", "warn"]
    hours_per_week_below: float | None = Field(default=None, gt=0)
    text: Words


class Flag(Strict):
    """Advice that never excludes: raised where every rubric named is at or below its level."""

    when: dict[Id, Level] = Field(min_length=1)
    text: Words


class Profile(Strict):
    """Whom the rubrics are asked of: the weak order of their weights, gates and flags."""

    format: FormatOne
    id: Id
    title: Words
    why: Words
    order: list[Annotated[list[Id], Field(min_length=1)]] = Field(min_length=1)
    gates: list[Gate] = []
    flags: list[Flag] = []

    @model_validator(mode="after")
    def _sound(self) -> Self:
        _no_twins([rubric for group in self.order for rubric in group], "order")
        return self

    def named(self) -> list[tuple[document.Place, str]]:
        """Every rubric the profile names, with the place that names it."""
        return [
            *((("order", i, j), rubric) for i, group in enumerate(self.order) for j, rubric in enumerate(group)),
            *((("gates", i, "rubric"), gate.rubric) for i, gate in enumerate(self.gates)),
            *((("flags", i, "when", rubric), rubric) for i, flag in enumerate(self.flags) for rubric in flag.when),
        ]


def _no_twins(ids: list[str], *where: str | int) -> None:
    twins = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twins:
        names = shorten(", ".join(twins), 200)
        raise Wrong(_("%(name)s is named twice") % {"name": names}, _("each only once"), *where)


class Shelf(Mapping[str, Table]):
    """Tables by id. Those that come with the program are read when they are first asked for: most calls need few.

    Reading one raises Faulty or Unreadable, which in an installed program no shipped file gives reason for.
    """

    def __init__(self, shipped: Mapping[str, Path], read: Callable[[Path], Table], own: Mapping[str, Table]) -> None:
        self._files = {**shipped, **dict.fromkeys(own)}
        self._read = read
        self._tables = dict(own)

    def __getitem__(self, id: str) -> Table:
        if id not in self._tables:
            file = self._files[id]
            assert file is not None, "own tables are there from the start"
            self._tables[id] = self._read(file)
        return self._tables[id]

    def __contains__(self, id: object) -> bool:
        return id in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Library(NamedTuple):
    """All rubrics and profiles known in this run, by id."""

    rubrics: Mapping[str, Rubric]
    profiles: Mapping[str, Profile]
    newness: Callable[[], float] = float
    """By how many levels a ranking lowers what was taken up as a newer idea; asked only where it has one."""

    def profile_faults(self, profile: Profile) -> list[tuple[document.Place, str, str]]:
        """Where the profile names a rubric that is not known: place, what is wrong, what would be right."""
        return [
            (place, _("there is no rubric %(name)s") % {"name": safe(rubric)}, document.nearest(rubric, self.rubrics))
            for place, rubric in profile.named()
            if rubric not in self.rubrics
        ]


def shipped_folder() -> Path:
    """The rubrics that come with the program: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "rubrics"
    return inside if inside.is_dir() else package.parent / "rubrics"


def load(folders: Iterable[Path] = ()) -> Library:
    """The shipped rubrics and profiles with those of the folders on top; the same id replaces.

    Those of the folders are read at once. Raises Faulty where a file is wrong or a profile names an unknown rubric,
    Unreadable for a missing folder.
    """
    rubrics: dict[str, Rubric] = {}
    profiles: dict[str, Profile] = {}
    read: list[tuple[document.Document, Profile]] = []
    for folder in folders:
        here: set[str] = set()
        for file in _rubric_files(folder):
            source, rubric = _read_rubric(file)
            rubrics[rubric.id] = rubric
            _once(rubric.id, here, source)
        here = set()
        for file in _profile_files(folder):
            source, profile = _read_profile(file)
            profiles[profile.id] = profile
            _once(profile.id, here, source)
            read.append((source, profile))

    shipped = shipped_folder()
    library = Library(
        Shelf({file.stem: file for file in _rubric_files(shipped)}, lambda file: _read_rubric(file)[1], rubrics),
        Shelf({file.stem: file for file in _profile_files(shipped)}, lambda file: _read_profile(file)[1], profiles),
    )
    faults: list[Fault] = [
        source.fault(*fault)
        for source, profile in read
        if profiles[profile.id] is profile
        for fault in library.profile_faults(profile)
    ]
    if faults:
        raise Faulty(faults)
    return library


def _rubric_files(folder: Path) -> list[Path]:
    if not os.path.isdir(folder):  # noqa: PTH112 - never raises
        raise Unreadable(_("%(file)s: there is no such folder of rubrics") % {"file": safe(str(folder))})
    return [file for file in _toml_files(folder) if file.name != "switch.toml"]  # thresholds, not a rubric


def _profile_files(folder: Path) -> list[Path]:
    return _toml_files(folder / "profiles")


def _toml_files(folder: Path) -> list[Path]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a Path's own glob says nothing of a folder that it may not read
    except FileNotFoundError:
        return []
    except OSError as error:
        words = {"file": safe(str(folder)), "why": safe(error.strerror or str(error))}
        raise Unreadable(_("%(file)s: cannot be read: %(why)s") % words) from None
    return [folder / name for name in sorted(names) if name.endswith(".toml")]


def _read_rubric(file: Path) -> tuple[document.Document, Rubric]:
    source = document.read(file)
    return source, source.validate(Rubric, RUBRIC_KEYS)


def _read_profile(file: Path) -> tuple[document.Document, Profile]:
    source = document.read(file)
    return source, source.validate(Profile, PROFILE_KEYS)


def _once(id: str, here: set[str], source: document.Document) -> None:
    # Two in one folder is a copy that was forgotten, or left by a sync program, not a replacement.
    if id in here:
        raise Faulty(
            [source.fault(("id",), _("%(name)s is there twice") % {"name": id}, _("each id once in a folder"))]
        )
    here.add(id)


def _keys(*models: type[Strict]) -> list[str]:
    return sorted({field.alias or name for model in models for name, field in model.model_fields.items()})


RUBRIC_KEYS = _keys(Rubric, Words, Source, Anchor, Option, Probe)
PROFILE_KEYS = _keys(Profile, Gate, Flag, Words)
