"""Figures as people write them: 124M, 350 ms, 2 days, 1.5 TB, 0.4%, yes. What cannot be taken raises NotTaken."""

from __future__ import annotations

import re
from datetime import date

from pickproblem.facts.fact import NotTaken, number, plain_number
from pickproblem.language import _

_SCALES = {"": 0, "k": 3, "m": 6, "b": 9, "g": 9, "t": 12, "만": 4, "억": 8, "조": 12}
_LARGE = re.compile(r"(\d{1,18}(?:\.\d{1,9})?)(?:e\+?(\d{1,2}))?\s*([kmbgt만억조]?)", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|sec|seconds?|초|min|minutes?|분)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(h|hours?|시간|d|days?|일|min|minutes?|분)?", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*(mb|gb|tb|m|g|t)?", re.IGNORECASE)
_YES = ("yes", "y", "true", "on", "예", "네", "응")
_NO = ("no", "n", "false", "off", "아니오", "아니요")


def _scaled(text: str, *, whole: bool, least: float) -> int | float:
    found = _LARGE.fullmatch(text.replace(",", "").replace("_", ""))
    if found is None:
        raise NotTaken(_("A number; 124M, 1.1B and 3e11 are understood."))
    zeros = int(found[2] or 0) + _SCALES[found[3].lower()]
    value = float(found[1]) * 10.0**zeros
    value = round(value, 9) if value < 1e6 else value
    if value < least or value <= 0 < least:
        raise NotTaken(_("More than 0.") if least else _("0 or more."))
    if not value.is_integer():
        if whole:
            raise NotTaken(_("A whole number."))
        return value
    return int(value)


def amount(text: str, _today: date) -> int | float:
    """A figure above 0, such as 124M or 3e11."""
    return _scaled(text, whole=False, least=1e-9)


def count(text: str, _today: date) -> int | float:
    """A whole number from 1 on, such as 90k."""
    return _scaled(text, whole=True, least=1)


def from_nothing(text: str, _today: date) -> int | float:
    """A figure from 0 on."""
    return _scaled(text, whole=False, least=0)


def show_amount(value: int | float) -> str:
    """A figure as people write it: 124M, 1.1B, 3.5."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M")):
        if value >= size and float(f"{value / size:.6g}") * size == value:
            return f"{value / size:.6g}{letter}"
    return plain_number(value)


def seconds(text: str, _today: date) -> int | float:
    """Seconds above 0, from seconds, milliseconds or minutes."""
    found = _SECONDS.fullmatch(text.replace(",", ""))
    if found is None or float(found[1]) <= 0:
        raise NotTaken(_("Seconds, more than 0; for example 0.35, or 350 ms."))
    unit = (found[2] or "s").lower()
    per = 0.001 if unit == "ms" else 60 if unit.startswith("m") or unit == "분" else 1
    return number(str(round(float(found[1]) * per, 9)))


def hours(text: str, _today: date) -> int | float:
    """Hours above 0, from hours, days or minutes."""
    found = _HOURS.fullmatch(text.replace(",", ""))
    if found is None or float(found[1]) <= 0:
        raise NotTaken(_("Hours, more than 0; for example 3.5, or 2 days."))
    unit = (found[2] or "h").lower()
    per = 24.0 if unit[0] in "d일" else 1 / 60 if unit[0] in "m분" else 1.0
    return number(str(round(float(found[1]) * per, 6)))


def gigabytes(text: str, _today: date) -> int | float:
    """Gigabytes, from MB, GB or TB."""
    found = _SIZE.fullmatch(text.replace(",", ""))
    if found is None:
        raise NotTaken(_("A size in GB, or in TB; for example 512, or 2 TB."))
    per = {"m": 0.001, "t": 1000.0}.get((found[2] or "g").lower()[0], 1.0)
    return number(str(round(float(found[1]) * per, 6)))


def share(text: str, _today: date) -> int | float:
    """A share from 0 to 1, from a share or percent."""
    percent = text.endswith("%")
    try:
        value = float(text.rstrip("% ")) / (100 if percent else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise NotTaken(_("A share from 0 to 1, or in percent; for example 0.4%."))
    return number(str(round(value, 9)))


def truth(text: str, _today: date) -> bool:
    """Yes or no."""
    said = text.casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise NotTaken(_("Yes or no."))


def show_truth(value: bool) -> str:
    """The word that `truth` takes back."""
    return "yes" if value else "no"
