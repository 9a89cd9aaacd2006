"""Textual's style sheets, each read once in a process, not twice by every program that is started in it."""

from __future__ import annotations

from typing import Any

from textual.css.stylesheet import Stylesheet


def remember() -> None:
    """From here on a sheet that was read with the same variables is not read again.

    Reading is a fifth of what it takes to start the screens, and nothing that is tried: a sheet with a mistake is
    never remembered.
    """
    really = Stylesheet._parse_rules
    known: dict[object, Any] = {}

    def parse_rules(self: Stylesheet, css: str, *given: Any, **named: Any) -> Any:
        key = css, repr(given), repr(named), tuple(sorted(self._variables.items()))
        if key not in known:
            known[key] = really(self, css, *given, **named)
        return known[key]

    Stylesheet._parse_rules = parse_rules  # type: ignore[method-assign]
