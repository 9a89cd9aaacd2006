"""Facts asked in lines: of the setting when a rubric first needs them, of an experiment, of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pickproblem import edits, facts
from pickproblem.facts import Fact
from pickproblem.language import _
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Talk
from pickproblem.record import Record

EMPTIES = "-"


def ask(talk: Talk, fact: Fact[Any], standing: str = "") -> Any:
    """The value that is answered; None for an empty line, a fact's EMPTIES (as itself) where something stood."""
    talk.say(fact.question())
    helped = [fact.why(), _("For example: %(example)s") % {"example": fact.example()}]
    if fact.choices:
        helped.append(" · ".join(f"{n} {value}" for n, value in enumerate(fact.choices, start=1)))
    if standing:
        talk.say(_("Now: %(value)s. Enter keeps it, - empties it.") % {"value": standing})
    while True:
        line = talk.line(fact.label(), *helped, _("An empty line leaves it open."))
        if standing and line == EMPTIES:
            return EMPTIES
        wrong = fact.check(line)
        if not wrong:
            if doubt := fact.doubted(line):
                talk.say(doubt)
            return fact.parse(line)
        talk.say(wrong)


def of_setting(held: Held, field: str) -> None:
    """Ask for one fact of the setting and keep it; an empty line leaves it open for this sitting."""
    value = ask(held.talk, facts.FIELDS[field])
    if value is None:
        held.skipped.add(field)
    else:
        held.change(lambda record: edits.set_setting(record, {field: value}))


def some(
    held: Held,
    table: Mapping[str, Fact[Any]],
    fields: Iterable[str],
    of: Callable[[Record], object],
    keep: Callable[[dict[str, Any]], Callable[[Record], Record]],
) -> None:
    """Ask for facts one after the other, what stands shown; ``keep`` makes of each the change that is saved."""
    for field in fields:
        fact = table[field]
        value = ask(held.talk, fact, fact.show(fact.value(of(held.record))))
        if value is not None:
            held.change(keep({field: None if value == EMPTIES else value}))
