"""What is wrong with a value, in our words: where it stands, what it is, what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pickproblem.document.layout import Place
from pickproblem.language import _
from pickproblem.text import safe, shorten

_LONGEST_VALUE = 200


def path(where: Place) -> str:
    """A place in a document as people write it: ``sessions[2].answers.sbnet.interest.level``."""
    written = ""
    for part in where:
        if isinstance(part, int):
            written += f"[{part}]"
        else:
            written += f".{brief(part)}" if written else brief(part)
    return shorten(written, _LONGEST_VALUE)


def shown(value: object) -> str:
    """A value as it is quoted in an error: safe, at most 200 characters."""
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return brief(repr(value[: 2 * _LONGEST_VALUE]))
    try:
        return brief(str(value))
    except ValueError:  # Python writes no number of more than 4300 digits
        return _("a very large number")


def brief(text: str) -> str:
    """A text as it is quoted in an error: safe, at most 200 characters."""
    # Cut first: making megabytes safe takes seconds.
    return shorten(safe(text[: 2 * _LONGEST_VALUE]), _LONGEST_VALUE)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known words, or, where none is near, some of them all."""
    import difflib  # only a fault asks for it

    names = sorted(set(known))
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.6) if len(word) <= _LONGEST_VALUE else []
    if close:
        return _("did you mean %(names)s?") % {"names": ", ".join(map(safe, close))}
    if not names:
        return _("there is none yet")
    return _("known: %(names)s") % {"names": brief(", ".join(names))}


def explain(detail: Any, known: list[str]) -> tuple[str, str]:
    """A pydantic error in our words: what is wrong, what would be right."""
    kind: str = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    value = shown(detail.get("input"))
    wanted = {
        "int_type": _("a whole number"),
        "int_from_float": _("a whole number"),
        "float_type": _("a number"),
        "finite_number": _("a finite number"),
        "string_type": _("text in quotes"),
        "bool_type": _("true or false"),
        "date_type": _("a date such as 2026-11-21"),
        "date_from_datetime_inexact": _("a date such as 2026-11-21"),
        "datetime_type": _("a date and time with its zone, such as 2026-11-21T10:00:00+09:00"),
        "timezone_aware": _("a date and time with its zone, such as 2026-11-21T10:00:00+09:00"),
        "list_type": _("a list"),
        "dict_type": _("a table"),
        "model_type": _("a table"),
        "model_attributes_type": _("a table"),
    }
    if kind in wanted:
        return _("%(value)s does not belong here") % {"value": value}, wanted[kind]
    if kind == "missing":
        return _("is missing"), ""
    if kind == "extra_forbidden":
        last = str(detail["loc"][-1])
        hint = nearest(last, known) if known else ""
        return _("is not a known key"), hint or _("remove it, or keep it under [extra]")
    if kind == "literal_error":
        return (
            _("%(value)s is not among the choices") % {"value": value},
            _("one of %(choices)s") % {"choices": context.get("expected", "").replace(" or ", ", ")},
        )
    bounds = {
        "greater_than_equal": (_("at least %(bound)s"), "ge"),
        "greater_than": (_("more than %(bound)s"), "gt"),
        "less_than_equal": (_("at most %(bound)s"), "le"),
        "less_than": (_("less than %(bound)s"), "lt"),
        "string_too_short": (_("at least %(bound)s characters"), "min_length"),
        "string_too_long": (_("at most %(bound)s characters"), "max_length"),
        "too_short": (_("at least %(bound)s entries"), "min_length"),
        "too_long": (_("at most %(bound)s entries"), "max_length"),
    }
    if kind in bounds:
        words, key = bounds[kind]
        bound = context[key]
        shown_bound = f"{bound:g}" if isinstance(bound, float) else bound
        return _("%(value)s is out of range") % {"value": value}, words % {"bound": shown_bound}
    if kind == "string_pattern_mismatch":
        return (
            _("%(value)s is not an id") % {"value": value},
            _("small letters, digits and hyphens, at most 64, beginning with a letter or digit"),
        )
    return brief(detail["msg"]), ""
