"""Best-worst comparisons in lines: the most important question against each other, each against the least."""

from __future__ import annotations

from collections.abc import Callable

from pickproblem.language import _, ngettext
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, number
from pickproblem.report import weighing as told
from pickproblem.weighing import MOST_TIMES, Comparisons, Pair

Keep = Callable[[], None]
"""Saves the comparisons, once they are complete."""


def all_of(held: Held, known: Comparisons, keep: Keep) -> None:
    """The most and the least important question, then every comparison; `b` goes back one by one.

    Ends where all are given, or before the first question; what was given waits in ``known`` then.
    """
    if len(known.rubrics) == 1:
        keep()
        return
    held.talk.say(_("All others are compared with these two; until then earlier weights stand."))
    at = -2
    while at < len(known.pairs()):
        try:
            if at < 0:
                _choose(held, known, most=at == -2)
            else:
                _compare(held, known, known.pairs()[at], at + 1, keep)
            at += 1
        except Back:
            if at == -2:
                return
            at -= 1


def again(held: Held, known: Comparisons, keep: Keep) -> None:
    """The comparison to look at again first, with what the others say of it."""
    found = known.look_again()
    if found is None:
        held.talk.say(told.agreeing(0.0))
        return
    pair, _fits = found
    _say_astray(held, known, pair)
    try:
        _compare(held, known, pair, known.pairs().index(pair) + 1, keep)
    except Back:
        return


def say_agreement(held: Held, known: Comparisons, xi: float) -> None:
    """How well the comparisons in force agree, and which one to look at again first."""
    held.talk.say(told.agreeing(xi))
    if (words := told.look_again(known, _titles(held, known))) is None:
        return
    count = len(known.astray())
    held.talk.say(
        ngettext("%(n)d does not fit the others.", "%(n)d do not fit the others.", count) % {"n": count},
        words + ".",
        _("l goes there; it is yours to say whether it was meant so."),
    )


def _titles(held: Held, known: Comparisons) -> dict[str, str]:
    return {name: str(held.library.rubrics[name].title) for name in known.rubrics}


def _choose(held: Held, known: Comparisons, *, most: bool) -> None:
    """The number of the most, or of the least, important one."""
    talk, titles = held.talk, _titles(held, known)
    standing = known.best if most else known.worst
    talk.say(
        _("Which matters most: the first you would lift from worst to best?")
        if most
        else _("Which matters least: the last you would lift?")
    )
    words = _("A number")
    if standing is not None:
        words = _("A number, Enter for “%(title)s”") % {"title": titles[standing]}
    notes = [f"{title}: {held.library.rubrics[name].note}" for name, title in titles.items()]
    options = list(titles.values())
    while True:
        at = talk.choose(words, options, *notes, standing=known.rubrics.index(standing) if standing else None)
        chosen = known.rubrics[at]
        if most or chosen != known.best:
            break
        talk.say(_("It matters most already; choose another one."))
    if most:
        known.best = chosen
        known.worst = None if known.worst == chosen else known.worst
    else:
        known.worst = chosen


def _compare(held: Held, known: Comparisons, pair: Pair, n: int, keep: Keep) -> None:
    """One comparison, saved at once where the others are given."""
    talk, titles = held.talk, _titles(held, known)
    count = len(known.pairs())
    talk.say(_("Comparison %(n)d of %(all)d") % {"n": n, "all": count}, told.compared(pair, titles))
    scale = ", ".join(f"{number} {_(word)}" for number, word in told.ANCHORS)
    if n == 1:
        talk.say(scale)
    standing = known.given.get(pair)
    words = "1-9" if standing is None else _("1-9, Enter for %(value)s") % {"value": f"{standing:g}"}
    notes = [f"{titles[name]}: {held.library.rubrics[name].note}" for name in pair]
    while True:
        text = talk.ask(words, scale, _("Numbers between them are fine. b: the one before."), *notes)
        if not text and standing is not None:
            break
        if value := number(text, MOST_TIMES):
            known.given[pair] = value
            break
        talk.say(_("A number from 1 to %(n)d.") % {"n": MOST_TIMES})
    keep()


def _say_astray(held: Held, known: Comparisons, pair: Pair) -> None:
    """The numbers that do not go together, around one comparison."""
    assert known.ends is not None
    best, worst = known.ends
    titles = _titles(held, known)
    between = [name for name in pair if name not in known.ends] or known.astray()[:1]
    for name in between:
        first, second = known.given[best, name], known.given[name, worst]
        words = {
            "best": titles[best],
            "one": titles[name],
            "worst": titles[worst],
            "a": f"{first:g}",
            "b": f"{second:g}",
            "product": f"{first * second:g}",
            "whole": f"{known.given[best, worst]:g}",
        }
        held.talk.say(
            _("“%(best)s” against “%(one)s” is %(a)s, “%(one)s” against “%(worst)s” is %(b)s.") % words,
            _("Together that is %(product)s, but “%(best)s” against “%(worst)s” is %(whole)s.") % words,
        )
