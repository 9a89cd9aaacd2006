"""The facts of a setting, one line of text each: what is asked and why, from text to value and back.

Every fact is optional and asked when a rubric first needs it, by whatever asks: a form, a dialog, a plain prompt.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pickproblem.facts import gpus
from pickproblem.facts.fact import Fact, NotTaken, day, number, plain_number, words
from pickproblem.language import N_, _

_MOST_PEOPLE = 10_000
_MOST_GB = 1_000_000_000
_HOURS_IN_A_WEEK = 168

_NUMBER = r"\d{1,15}(?:\.\d{1,6})?"
_PEOPLE = re.compile(r"(\d{1,9})\s*(?:people|persons?|명|인)?", re.IGNORECASE)
_HOURS = re.compile(rf"({_NUMBER})\s*(?:h|hours?|시간)?", re.IGNORECASE)
_SIZE = re.compile(rf"({_NUMBER})\s*(gb?|tb?|gib|tib)?", re.IGNORECASE)


def _people(text: str, _today: date) -> int:
    found = _PEOPLE.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= _MOST_PEOPLE:
        raise NotTaken(_("A whole number of people, at least 1; for example 4."))
    return int(found[1])


def _hours(text: str, _today: date) -> int | float:
    found = _HOURS.fullmatch(text)
    if found is None or number(found[1]) > _HOURS_IN_A_WEEK:
        raise NotTaken(_("Hours a week, from 0 to 168; for example 10."))
    return number(found[1])


def _gigabytes(least: float, text: str) -> int | float:
    found = _SIZE.fullmatch(text.replace(",", ""))
    if found is not None:
        tera = (found[2] or "").lower().startswith("t")
        size = number(str(Decimal(found[1]) * (1000 if tera else 1)))
        if least <= size <= _MOST_GB:
            return size
    raise NotTaken(_("A size in GB, or in TB; for example 512, or 2 TB."))


def _disk(text: str, _today: date) -> int | float:
    return _gigabytes(0, text)


def _ram(text: str, _today: date) -> int | float:
    return _gigabytes(1e-3, text)


def _list(text: str, _today: date) -> list[str]:
    # A title may hold a comma; where there is a semicolon or a line break, only these divide.
    divider = r"[;\n]" if re.search(r"[;\n]", text) else ","
    items = [" ".join(item.split()) for item in re.split(divider, text)]
    found = list(dict.fromkeys(item for item in items if item))
    if not found:
        raise NotTaken(_("At least one, separated by semicolons."))
    return found


def _show_list(items: list[str]) -> str:
    line = "; ".join(items)
    return f"{line};" if len(items) == 1 and "," in line else line


FIELDS: dict[str, Fact[Any]] = {
    fact.field: fact
    for fact in (
        Fact(
            "goal",
            N_("Larger goal"),
            N_("Which larger goal do you work toward, in one sentence?"),
            N_("For the question how much each candidate serves it."),
            N_("robots that learn from a few demonstrations"),
            words,
            str,
        ),
        Fact(
            "admired",
            N_("Admired work"),
            N_("Which achievements of others do you admire most? Separate them by semicolons."),
            N_("For the question whether a candidate could stand beside them."),
            N_("AlphaGo; word2vec"),
            _list,
            _show_list,
        ),
        Fact(
            "hours_per_week",
            N_("Hours a week"),
            N_("How many hours a week does one person have for this?"),
            N_("Some topics are out of reach on few hours; the time left is counted in them too."),
            N_("10"),
            _hours,
            plain_number,
        ),
        Fact(
            "people",
            N_("People"),
            N_("How many people work on it?"),
            N_("To count the hours that there are."),
            N_("4"),
            _people,
            str,
        ),
        Fact(
            "decider",
            N_("Last word"),
            N_("Who has the last word?"),
            N_("In a group it helps to say so before the scores are seen."),
            N_("the first author"),
            words,
            str,
        ),
        Fact(
            "venue",
            N_("Venue"),
            N_("Where shall it be submitted?"),
            N_("For the question whether the time left is enough."),
            N_("CVPR workshop"),
            words,
            str,
        ),
        Fact(
            "deadline",
            N_("Deadline"),
            N_("When is it due?"),
            N_("For the question whether the time left is enough."),
            N_("2027-03-01, or +13w for thirteen weeks from today"),
            day,
            date.isoformat,
        ),
        Fact(
            "gpus",
            N_("GPUs"),
            N_("Which GPUs do you really have, and how many hours a week of each?"),
            N_("For the question whether the planned experiments can be run."),
            N_("2 x RTX 3090, 100 h; A100"),
            gpus.parse,
            gpus.show,
            doubt=gpus.unknown,
        ),
        Fact(
            "disk_gb",
            N_("Disk, GB"),
            N_("How much disk is free for data?"),
            N_("For the question whether the data fits."),
            N_("2 TB"),
            _disk,
            plain_number,
        ),
        Fact(
            "ram_gb",
            N_("Memory, GB"),
            N_("How much memory does the machine have?"),
            N_("For the question whether the data can be loaded fast enough."),
            N_("64"),
            _ram,
            plain_number,
        ),
    )
}
"""Every fact of the setting by its field, in the order of a form: goals first, machines last."""
