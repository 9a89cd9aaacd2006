"""Facts that suggest a level, asked on demand."""

from __future__ import annotations

from pickproblem.answering import Choice
from pickproblem.language import _
from pickproblem.plain.answering import read, written
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, command, number
from pickproblem.record import Answer
from pickproblem.rubric import Rubric


def ask(held: Held, rubric: Rubric, before: Answer | None) -> tuple[dict[str, int], Choice] | None:
    """What the facts are, and the level that is taken then; None where the answer is left as it was."""
    talk = held.talk
    chosen = dict(before.probes or {}) if before is not None else {}
    at = 0
    try:
        while at < len(rubric.probes):
            probe = rubric.probes[at]
            head = _("Fact %(n)d of %(all)d") % {"n": at + 1, "all": len(rubric.probes)}
            talk.say(f"{head}: {probe}")
            talk.listed([str(option) for option in probe.options])
            standing = chosen.get(probe.id)
            helped = (_("0 or an empty line: not known."), _("b: the fact before."))
            try:
                text = command(talk.ask(head if standing is None else f"{head} ({standing})", *helped))
            except Back:
                if at == 0:
                    return None
                at -= 1
                continue
            if option := number(text, len(probe.options)):
                chosen[probe.id] = option
            elif text == "0" or (not text and standing is None):
                chosen.pop(probe.id, None)
            elif text:
                talk.say(_("A number from 0 to %(n)d.") % {"n": len(probe.options)})
                continue
            at += 1
        return _taken(held, rubric, chosen, before.level if before is not None else None)
    except Back:
        return None


def _taken(
    held: Held, rubric: Rubric, chosen: dict[str, int], answered: int | None
) -> tuple[dict[str, int], Choice] | None:
    talk = held.talk
    found = rubric.suggest(chosen, answered)
    if found is None:
        talk.say(_("No level yet: these facts shift a level that is answered first, or are still open."))
        return None
    suggested = Choice(*found)
    told = {"choice": written(suggested), "anchor": str(rubric.levels[suggested.level - 1])}
    talk.say(_("The facts suggest %(choice)s: %(anchor)s") % told)
    while True:
        text = talk.ask(_("Enter takes it, or another level"), _("A level such as 3, or 3 2-4; b leaves it."))
        if not text:
            return chosen, suggested
        given = read(text)
        if isinstance(given, Choice):
            return chosen, given
        talk.say(given)
