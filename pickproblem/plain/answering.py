"""An answer as it is typed, and as it is written out. Pure."""

from __future__ import annotations

import re

from pickproblem.answering import UNKNOWN, Choice
from pickproblem.language import _
from pickproblem.plain.talk import command

_LEVEL = re.compile(r"([1-5])(?:\s*[\s,(:]\s*([1-5])\s*(?:-|–|~|\.\.|to)\s*([1-5])\)?)?")
_DONT_KNOW = ("0", "unknown", "don't know", "dont know", "don’t know", "모름", "모른다", "몰라", "모르겠다")


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


def written(choice: Choice) -> str:
    """A choice in words."""
    if choice.level == UNKNOWN:
        return _("don't know yet")
    words = {"level": choice.level, "low": choice.low, "high": choice.high}
    return _("level %(level)d, from %(low)d to %(high)d") % words if choice.ranged else _("level %(level)d") % words
