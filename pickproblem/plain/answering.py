"""An answer as it is typed, and what stays of the one before. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from pickproblem.language import _
from pickproblem.plain.talk import command
from pickproblem.record import Answer

UNKNOWN = 0
_LEVEL = re.compile(r"([1-5])(?:\s*[\s,(:]\s*([1-5])\s*(?:-|–|~|\.\.|to)\s*([1-5])\)?)?")
_DONT_KNOW = ("0", "unknown", "don't know", "dont know", "don’t know", "모름", "모른다", "몰라", "모르겠다")


class Choice(NamedTuple):
    """A level with its range; level 0 is: not known."""

    level: int
    low: int
    high: int

    @property
    def ranged(self) -> bool:
        """Whether other levels are believed possible too."""
        return self.low < self.level or self.high > self.level


def read(text: str) -> Choice | str:
    """The level, or the level and its range, that a line says; else what would be right."""
    plain = command(text)
    if plain in _DONT_KNOW:
        return Choice(UNKNOWN, 1, 5)
    found = _LEVEL.fullmatch(plain)
    if found is None:
        return _("A level from 1 to 5, a level with its range such as 3 2-4, or 0 for “don't know”; ? helps.")
    level = int(found[1])
    low, high = (int(found[2]), int(found[3])) if found[2] else (level, level)
    if not low <= level <= high:
        words = {"level": level, "low": low, "high": high}
        return _("Level %(level)d does not lie in %(low)d-%(high)d.") % words
    return Choice(level, low, high)


def choice_of(answer: Answer) -> Choice:
    """An answer as a choice."""
    if answer.level is None:
        return Choice(UNKNOWN, 1, 5)
    return Choice(answer.level, answer.believed_low, answer.believed_high)


def written(choice: Choice) -> str:
    """A choice in words."""
    if choice.level == UNKNOWN:
        return _("don't know yet")
    words = {"level": choice.level, "low": choice.low, "high": choice.high}
    return _("level %(level)d, from %(low)d to %(high)d") % words if choice.ranged else _("level %(level)d") % words


def answer(choice: Choice, before: Answer | None = None, **more: object) -> Answer:
    """The answer of a choice; reason, probes and what lifts a gate stay from the one before, an estimate where the
    level is the same. ``more`` replaces fields, None taking one away.
    """
    fields: dict[str, object] = {}
    if before is not None:
        fields |= before.model_dump(exclude_none=True, include={"reason", "probes", "estimate", "lifts_gate"})
        if (before.level or UNKNOWN) != choice.level:
            fields.pop("estimate", None)
    fields |= {"unknown": True} if choice.level == UNKNOWN else {"level": choice.level}
    if choice.level != UNKNOWN and choice.ranged:
        fields |= {"low": choice.low, "high": choice.high}
    return Answer.model_validate({name: value for name, value in (fields | more).items() if value is not None})
