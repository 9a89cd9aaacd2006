"""Several lines that belong together, asked one after the other, what stands there kept by Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from pickproblem.language import N_, _
from pickproblem.plain.talk import Back, Talk
from pickproblem.record import Record
from pickproblem.text import cells

Change = Callable[[Record], Record]

EMPTIES = "-"
A_DAY = N_("a date such as 2027-03-01, or +13w for 13 weeks from today")
A_DAY_PAST = N_("a date such as 2027-03-01")
"""What a line for a date takes; to be translated when it is asked."""
_ROOM = 30
"""Cells of what stands there, up to which it is said in the prompt itself."""


@dataclass
class Line:
    """One line of a form."""

    name: str
    question: str
    example: str
    put: Callable[[str], None]
    get: Callable[[], str]
    asked: Callable[[], bool] = field(default=lambda: True)
    """Whether it is asked, by what was answered before it."""
    options: Sequence[tuple[str, str]] = ()
    """The values that it may have, each with its words; empty for a line of any words."""


def of(
    values: dict[str, str],
    name: str,
    question: str,
    example: str = "",
    *,
    asked: Callable[[], bool] | None = None,
    options: Sequence[tuple[str, str]] = (),
) -> Line:
    """A line that is kept in a mapping under its name."""
    put = partial(values.__setitem__, name)
    return Line(name, question, example, put, lambda: values.get(name, ""), asked or (lambda: True), options)


def fill(
    talk: Talk,
    lines: Sequence[Line],
    wrong: Callable[[str], str] | None = None,
    keep: Callable[[str], None] | None = None,
) -> None:
    """Ask line after line; Back from the first one is raised.

    ``wrong``: from a line's name to what is wrong with what stands there now, empty where nothing is. ``keep``: is
    given the name of each line once it is answered, where a line alone can be kept.
    """
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.asked():
            at += 1
            continue
        before = line.get()
        try:
            if line.options:
                _choose(talk, line)
            else:
                _ask(talk, line, needed=bool(wrong is not None and not before and wrong(line.name)))
        except Back:
            earlier = [i for i in range(at) if lines[i].asked()]
            if not earlier:
                raise
            at = earlier[-1]
            continue
        said = wrong(line.name) if wrong is not None else ""
        if said:
            talk.say(said)
            line.put(before)
            continue
        if keep is not None:
            keep(line.name)
        at += 1


def _ask(talk: Talk, line: Line, *, needed: bool) -> None:
    standing = line.get()
    prompt, helped = line.question, [line.example] if line.example else []
    if standing and cells(standing) > _ROOM:
        talk.say(_("Now: %(value)s. Enter keeps it, - empties it.") % {"value": standing})
    elif standing:
        prompt = f"{line.question} ({standing})"
        helped.append(_("Enter keeps what stands in brackets; - empties it."))
    elif not needed:
        helped.append(_("An empty line goes on without it."))
    text = talk.line(prompt, *helped)
    if text:
        line.put("" if text == EMPTIES else text)


def _choose(talk: Talk, line: Line) -> None:
    standing = next((n for n, (value, _words) in enumerate(line.options) if value == line.get()), None)
    helped = [line.example] if line.example else []
    chosen = talk.choose(line.question, [words for _value, words in line.options], *helped, standing=standing)
    line.put(line.options[chosen][0])
