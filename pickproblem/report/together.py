"""Several raters in words and rows: how far they agree, where they differ and why, how many are still to finish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pickproblem import answers as views
from pickproblem import rounds, together
from pickproblem.answers import Sheet
from pickproblem.language import _, ngettext
from pickproblem.record import Answer, Record
from pickproblem.report.charts.people import EACH, Opinions
from pickproblem.rubric import Library
from pickproblem.text import safe
from pickproblem.together import Difference, Opinion

if TYPE_CHECKING:
    from pickproblem.ranking.raters import Ranks

LEVELS = ("1", "2", "3", "4", "5", "?")
"""The places of an answer: its level, or that it is not known."""

UNKNOWN = "?"

_CHANCE = 0.05
_DEGREES = (0.2, 0.4, 0.6, 0.8)


# --- how far they agree


def agreement(document: Mapping[str, Any], *, brief: bool = False) -> list[str]:
    """Kendall's W in words, of the order of the candidates; nothing where one judged alone. ``brief``: no figure."""
    found = document["agreement"]
    if found is None:
        return []
    count = len(found["raters"])
    return [in_words(found["total"], count, brief=brief)]


def in_words(w: float | None, raters: int, *, brief: bool = False) -> str:
    """What Kendall's W of so many raters says, with what chance alone would give: 1 over their number.

    The degrees follow the mean rank correlation of all pairs, (raters · W - 1) / (raters - 1), since W itself is
    never low with two raters. Their names follow Schmidt (1997), the bounds between them are ours (design).
    """
    if w is None:
        return _("Whether they agree on the order cannot be said: nobody prefers any candidate to another.")
    named = {"w": f"{w:.2f}", "chance": f"{1 / raters:.2f}"}
    alike = (raters * w - 1) / (raters - 1)
    if alike < -_CHANCE:
        said = _("On the order of the candidates they contradict each other.")
    elif alike < _DEGREES[0]:
        said = _("On the order of the candidates they agree hardly more than by chance.")
    elif alike < _DEGREES[1]:
        said = _("On the order of the candidates they agree a little.")
    elif alike < _DEGREES[2]:
        said = _("On the order of the candidates they agree in part.")
    elif alike < _DEGREES[3]:
        said = _("On the order of the candidates they agree for the most part.")
    else:
        said = _("On the order of the candidates they nearly all agree.")
    return (
        said
        if brief
        else f"{said} " + _("(Kendall's W is %(w)s; 1 is the same order, %(chance)s what chance gives.)") % named
    )


def by_rubric(document: Mapping[str, Any], library: Library) -> list[str]:
    """About which question they agree least and most on who is ahead; nothing where fewer than two can be told."""
    found = document["agreement"]
    told = {name: w for name, w in found["rubrics"].items() if w is not None} if found else {}
    if len(told) < 2:
        return []
    least, most = min(told, key=lambda name: told[name]), max(told, key=lambda name: told[name])
    if told[most] - told[least] < _CHANCE:
        return []
    named = {"least": safe(str(library.rubrics[least].title)), "most": safe(str(library.rubrics[most].title))}
    return [_("They order the candidates most alike by “%(most)s”, and least alike by “%(least)s”.") % named]


# --- what they answered


def lowest_interest(document: Mapping[str, Any], record: Record) -> list[str]:
    """The lowest interest in the first of the ranking, which a mean would hide; nothing where one judged alone."""
    if document["agreement"] is None or together.INTEREST not in document["weights"] or not document["candidates"]:
        return []
    first = document["candidates"][0]
    levels = [
        answer.level
        for answer in views.cell(views.latest(record), first["id"], together.INTEREST)
        if answer.level is not None
    ]
    if not levels:
        return []
    named = {"title": safe(first["title"]), "level": min(levels), "n": levels.count(min(levels)), "all": len(levels)}
    return [_("The lowest interest in “%(title)s” is level %(level)d, given by %(n)d of %(all)d.") % named]


def widest(
    document: Mapping[str, Any], sheets: Mapping[str, Sheet], library: Library, most: int
) -> tuple[list[str], list[list[str]]]:
    """The raters, and a row for each answer that they differ about most: its name, then the level of each rater."""
    agreement = document["agreement"]
    if agreement is None:
        return [], []
    titles = {one["id"]: one["title"] for one in document["candidates"]}
    names: list[str] = agreement["raters"]
    rows = []
    for cell in agreement["widest"][:most]:
        given = [sheets[name].get(cell["candidate"], {}).get(cell["rubric"]) for name in names]
        named = f"{library.rubrics[cell['rubric']].title} – {titles[cell['candidate']]}"
        rows.append([named, *("–" if one is None else str(one.level or UNKNOWN) for one in given)])
    return names, rows


def name(opinion: Opinion, *, shown: bool) -> str:
    """Who it is: a letter, and the name only where it is asked for."""
    return f"{opinion.letter} {safe(opinion.rater)}" if shown else opinion.letter


def level(answer: Answer) -> str:
    """An answer as a figure with its range: ``4``, ``4 (3–5)``, ``?``."""
    if answer.level is None:
        return UNKNOWN
    low, high = answer.believed_low, answer.believed_high
    return str(answer.level) if low == high else f"{answer.level} ({low}–{high})"


def span(one: Difference) -> str:
    """The lowest and the highest level given: ``1–5``, ``3``, ``?`` where nobody knows."""
    levels = [opinion.answer.level for opinion in one.opinions if opinion.answer.level is not None]
    if not levels:
        return UNKNOWN
    return str(levels[0]) if levels[0] == levels[-1] else f"{levels[0]}–{levels[-1]}"


def rows(found: Sequence[Difference], record: Record, library: Library) -> list[Opinions]:
    """Rows for `charts.opinions` over `LEVELS`, a letter for each answer."""
    titles = {one.id: one.title for one in record.candidates}
    return [
        Opinions(
            str(library.rubrics[one.rubric].title),
            _by_level(one, lambda opinion: opinion.letter),
            span(one),
            titles[one.candidate],
        )
        for one in found
    ]


def interest_rows(found: Sequence[Difference], record: Record) -> list[Opinions]:
    """The same for interest, by candidate; the figure is the lowest."""
    titles = {one.id: one.title for one in record.candidates}
    return [
        Opinions(titles[one.candidate], _by_level(one, lambda _opinion: EACH), str(one.lowest or UNKNOWN))
        for one in found
    ]


def rank_rows(document: Mapping[str, Any], found: Sequence[Ranks]) -> list[Opinions]:
    """Rows over the ranks, the joint first at the top: how many put the candidate on each."""
    places = range(1, len(document["candidates"]) + 1)
    return [
        Opinions(
            f"{one['rank']} {one['title']}",
            [[EACH for rater in found if rater.ranks[one["id"]] == place] for place in places],
            _ranks([rater.ranks[one["id"]] for rater in found]),
        )
        for one in document["candidates"]
    ]


def orders(document: Mapping[str, Any], found: Sequence[Ranks]) -> list[str]:
    """Each rater's name with the order of their own answers; to be shown where names are asked for."""
    titles = {one["id"]: one["title"] for one in document["candidates"]}
    said = []
    for one in found:
        places: dict[int, list[str]] = {}
        for id, rank in one.ranks.items():
            places.setdefault(rank, []).append(safe(titles[id]))
        order = " > ".join(" = ".join(places[rank]) for rank in sorted(places))
        said.append(_("%(name)s: %(order)s") % {"name": safe(one.rater), "order": order})
    return said


def _by_level(one: Difference, mark: Callable[[Opinion], str]) -> list[list[str]]:
    return [
        [mark(opinion) for opinion in one.opinions if str(opinion.answer.level or UNKNOWN) == place]
        for place in LEVELS
    ]


def _ranks(ranks: Sequence[int]) -> str:
    least, most = min(ranks), max(ranks)
    return str(least) if least == most else f"{least}–{most}"


# --- who is still to come


def progress(record: Record, library: Library) -> list[str]:
    """Who has finished and who is on the way, a line each, without a word of what they answered."""
    words = {
        "scoring": _("%(name)s is scoring: %(done)d of %(all)d answered"),
        "revising": _("%(name)s has finished, and is answering again: %(done)d of %(all)d"),
        "finished": _("%(name)s has finished"),
        "revised": _("%(name)s has finished, and has answered again"),
    }
    return [
        words[one.state] % {"name": safe(one.name), "done": one.answered, "all": one.asked}
        for one in together.raters(record, library)
    ]


def awaited(record: Record) -> str:
    """How many are in, and how many are still to finish."""
    names = rounds.raters(record)
    finished = sum(rounds.has_finished(record, name) for name in names)
    still = together.awaited(record)
    in_now = ngettext("%(n)d has finished", "%(n)d have finished", finished) % {"n": finished}
    if not still:
        return in_now
    return in_now + ngettext(", %(n)d is still to come", ", %(n)d are still to come", still) % {"n": still}
