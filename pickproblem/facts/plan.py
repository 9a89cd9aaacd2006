"""The facts of a plan: what shall exist at the end, and how long it is thought to take."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pickproblem.facts.fact import Fact, NotTaken, number, plain_number, words
from pickproblem.language import N_, _

_MOST_WEEKS = 1000
_WEEKS = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(?:w|weeks?|주)?", re.IGNORECASE)


def _weeks(text: str, _today: date) -> int | float:
    found = _WEEKS.fullmatch(text)
    if found is None or number(found[1]) > _MOST_WEEKS:
        raise NotTaken(_("A number of weeks; for example 6."))
    return number(found[1])


PLAN: dict[str, Fact[Any]] = {
    fact.field: fact
    for fact in (
        Fact(
            "deliverable",
            N_("What there will be"),
            N_("What exists at the end that another person can look at?"),
            N_("Without something named, no date can be met."),
            N_("a four-page workshop paper, with code"),
            words,
            str,
        ),
        Fact(
            "experiment_weeks",
            N_("Weeks of experiments"),
            N_("How many weeks of experiments does it take, as you see it now?"),
            N_("Say what you believe; that such figures run over is counted in afterwards."),
            N_("6"),
            _weeks,
            plain_number,
        ),
        Fact(
            "writing_weeks",
            N_("Weeks of writing"),
            N_("How many weeks are kept for writing?"),
            N_("A third of the time left, where nothing is said."),
            N_("4"),
            _weeks,
            plain_number,
        ),
    )
}
"""Every fact of a plan by its field, in the order of a form."""
