"""The numbers of the advice on switching, each with what it rests on: the model of `rubrics/switch.toml`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from pickproblem import document, own, rubric
from pickproblem.document import FormatOne, Strict, Wrong
from pickproblem.errors import Unreadable
from pickproblem.language import _
from pickproblem.quantity import Number, between
from pickproblem.rubric import Level, Source, Words
from pickproblem.text import safe

FILE = "switch.toml"

Basis = Literal["seed", "evidence", "design"]
Value = TypeVar("Value", bound=int | float | list[int])

Share = Annotated[Number, between(0, 1)]
Points = Annotated[Number, between(0, 100)]
Factor = Annotated[Number, between(0.1, 10)]
Steps = Annotated[Number, between(0, 4)]
"""Levels, as a distance."""
Days = Annotated[int, Field(ge=0, le=3660)]
Some = Annotated[int, Field(ge=1, le=1000)]
"""How many of something; at least one."""


def _rising(weeks: list[int]) -> list[int]:
    if any(later <= earlier for earlier, later in pairwise(weeks)):
        raise Wrong(_("not in order"), _("each later than the one before it"))
    return weeks


Weeks = Annotated[list[Some], Field(min_length=1, max_length=52), AfterValidator(_rising)]
"""Weeks after a day, one after the other."""


class Threshold(Strict, Generic[Value]):
    """One number with what it rests on."""

    value: Value
    basis: Basis
    source: Source | None = None
    """The section of the text that says it; with ``seed``."""
    study: Words | None = None
    """Who found it, when, and what; with ``evidence``."""

    @model_validator(mode="after")
    def _founded(self) -> Self:
        if (self.basis == "seed") != (self.source is not None):
            raise Wrong(
                _("a source belongs to what a text says, and to nothing else"),
                'basis = "seed", source = { seed = …, section = … }',
                "source",
            )
        if (self.basis == "evidence") != (self.study is not None):
            raise Wrong(
                _("a study belongs to evidence, and to nothing else"),
                'basis = "evidence", study = { en = …, ko = … }',
                "study",
            )
        return self


class Stop(Strict):
    """When the current one is over."""

    interest_level: Threshold[Level]
    interest_sessions: Threshold[Some]
    interest_days_apart: Threshold[Days]
    second_look_hours: Threshold[Some]


class Trial(Strict):
    """When the newer idea may be tried for a while."""

    days_to_signal: Threshold[Days]
    upside_level: Threshold[Level]
    days_between: Threshold[Days]
    chance: Threshold[Share]
    side_share: Threshold[Share]
    side_weeks: Threshold[Some]


class CoolingOff(Strict):
    """Days to wait before the two are compared, by mode."""

    normal: Threshold[Days]
    follow_through: Threshold[Days]

    def of(self, mode: str) -> Threshold[Days]:
        """Those of a mode: ``normal`` or ``follow-through``."""
        return self.follow_through if mode == "follow-through" else self.normal


class Discount(Strict):
    """How many levels the newcomer's answers are lowered by, and from what on a person's own figure counts."""

    usual: Threshold[Steps]
    own_projects: Threshold[Some]
    own_week: Threshold[Some]
    own_most: Threshold[Steps]


class Switch(Strict):
    """What a comparison must show, all of it, for the newcomer to be taken."""

    chance: Threshold[Share]
    lead: Threshold[Points]
    lead_follow_through: Threshold[Points]
    equal_weights_lead: Threshold[Points]
    overrun: Threshold[Factor]


class Stay(Strict):
    """When a parked newcomer is looked at again."""

    review_days: Threshold[Days]


class LookBack(Strict):
    """How far back, what is enough, and what a share reads."""

    months: Threshold[Some]
    working_days: Threshold[Annotated[int, Field(ge=1, le=7)]]
    least_hours: Threshold[Some]
    least_stints: Threshold[Some]
    delivered: Threshold[Share]
    follow_through: Threshold[Share]
    second_person: Threshold[Share]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.second_person.value < self.follow_through.value:
            raise Wrong(
                _("asks for a second person before it asks to hold on harder"),
                _("at least %(bound)s") % {"bound": f"{self.follow_through.value:g}"},
                "second_person",
                "value",
            )
        return self


class Committed(Strict):
    """What a commitment asks."""

    frozen_days: Threshold[Days]
    review_weeks: Threshold[Weeks]


class Taste(Strict):
    """From how many on a figure about oneself is told, and what stands in for it before."""

    score_forecasts: Threshold[Some]
    table_forecasts: Threshold[Some]
    overrun_projects: Threshold[Some]
    overrun: Threshold[Factor]


class Modes(Strict):
    """What a look back says of the present way of judging."""

    normal: Words
    follow_through: Words
    second_person: Words
    too_little: Words
    healthy: Words


class Thresholds(Strict):
    """All numbers of the advice on switching."""

    format: FormatOne
    stop: Stop
    trial: Trial
    cooling_off: CoolingOff
    discount: Discount
    switch: Switch
    stay: Stay
    look_back: LookBack
    commitment: Committed
    taste: Taste
    modes: Modes


OWN_KEYS = {"cooling_off", "look_back", "modes", "switch"}
"""Top-level keys that no other kind of file has."""

KNOWN_KEYS = sorted(
    {
        name
        for model in (
            Thresholds,
            Threshold,
            Source,
            Stop,
            Trial,
            CoolingOff,
            Discount,
            Switch,
            Stay,
            LookBack,
            Committed,
            Taste,
            Modes,
            Words,
        )
        for name in model.model_fields
    }
)


def read(folders: Iterable[Path] = ()) -> Thresholds:
    """The thresholds of the last of the folders that has a `switch.toml`, else those that ship.

    ``folders``: the person's own, see `own.folders`. Raises Faulty where the file is wrong, Unreadable
    where it cannot be read or a folder is missing.
    """
    return validated(document.read(_chosen(folders)))


def in_force() -> Thresholds:
    """The thresholds that the person's own rubrics bring, else those that ship; read anew where the file has changed.

    Raises what `read` raises.
    """
    chosen = _chosen(own.folders())
    try:
        found = os.stat(chosen)  # noqa: PTH116
    except OSError:
        return validated(document.read(chosen))
    return _kept(chosen.absolute(), found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)
def _kept(file: Path, _changed: int, _size: int) -> Thresholds:
    return validated(document.read(file))


def _chosen(folders: Iterable[Path]) -> Path:
    chosen = rubric.shipped_folder() / FILE
    for folder in folders:
        if not os.path.isdir(folder):  # noqa: PTH112 - never raises
            raise Unreadable(_("%(file)s: there is no such folder of rubrics") % {"file": safe(str(folder))})
        if os.path.exists(folder / FILE):  # noqa: PTH110 - never raises
            chosen = folder / FILE
    return chosen


def validated(source: document.Document) -> Thresholds:
    """The thresholds in one file's text; raises Faulty with every fault."""
    return source.validate(Thresholds, KNOWN_KEYS)
