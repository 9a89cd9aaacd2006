"""A fact: one field of a table, asked and answered as a line of text, from text to value and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from pickproblem.language import _

Value = TypeVar("Value")

_DATE = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
_WEEKS = re.compile(r"\+?\s*(\d{1,4})\s*(?:w|weeks?|주)(?:\s*뒤)?", re.IGNORECASE)


class NotTaken(ValueError):
    """What would be right, in words."""


@dataclass(frozen=True)
class Fact(Generic[Value]):
    """One field of a table of the record, written as a line of text."""

    field: str
    _label: str
    _question: str
    _why: str
    _example: str
    _parse: Callable[[str, date], Value]
    _show: Callable[[Value], str]
    choices: tuple[str, ...] = ()
    """What may be answered, where that is a closed list."""
    doubt: Callable[[Value], str] | None = None
    """What is doubtful in a value that is taken all the same, in words; "" where nothing is."""

    def label(self) -> str:
        """Its name, in a word or two."""
        return _(self._label)

    def question(self) -> str:
        """The question that asks for it."""
        return _(self._question)

    def why(self) -> str:
        """What it is for: which rubric needs it."""
        return _(self._why)

    def example(self) -> str:
        """An answer as it may be written."""
        return _(self._example)

    def check(self, text: str, *, today: date | None = None) -> str:
        """What is wrong with the text, in words; nothing where it can be taken or is empty."""
        try:
            self._read(text, today)
        except NotTaken as wrong:
            return str(wrong)
        return ""

    def doubted(self, text: str, *, today: date | None = None) -> str:
        """What is doubtful in a text that can be taken; "" where nothing is, or where it cannot be taken."""
        try:
            value = self._read(text, today)
        except NotTaken:
            return ""
        return "" if value is None or self.doubt is None else self.doubt(value)

    def parse(self, text: str, *, today: date | None = None) -> Value | None:
        """The value that the text names; None where it is empty. Raises ValueError where `check` finds a fault."""
        return self._read(text, today)

    def _read(self, text: str, today: date | None) -> Value | None:
        plain = text.strip()
        return self._parse(plain, today or date.today()) if plain else None

    def show(self, value: Value | None) -> str:
        """The value as a line that `parse` takes back; not yet made safe to show."""
        return "" if value is None else self._show(value)

    def value(self, table: object) -> Value | None:
        """What a setting, an experiment or a plan says; None where there is none of it."""
        found: Value | None = getattr(table, self.field) if table is not None else None
        return found


def number(text: str) -> int | float:
    """The number that digits write, whole where it is."""
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


def plain_number(value: int | float) -> str:
    """A number in digits, without an exponent."""
    return f"{Decimal(str(value)).normalize():f}"


def words(text: str, _today: date) -> str:
    """Any words, on one line."""
    return " ".join(text.split())


def day(text: str, today: date) -> date:
    """A date, or weeks from today. Raises NotTaken."""
    if found := _WEEKS.fullmatch(text):
        return today + timedelta(weeks=int(found[1]))
    found = _DATE.fullmatch(text)
    if found is not None:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise NotTaken(_("There is no such day in the calendar; write year-month-day.")) from None
    raise NotTaken(_("A date, year-month-day, or weeks from today; for example 2027-03-01, or +13w."))
