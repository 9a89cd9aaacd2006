"""The document of a ranking in words and charts: what a person reads first, and why it is so.

Every function takes the document of `ranking.rank` and gives whole sentences in the language spoken now, or rows
for the charts; screens and verbs put them where they have room. Nothing is computed that the document does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pickproblem.language import _, ngettext
from pickproblem.record import Record, Weights
from pickproblem.report.charts import Part, Ranked, Share, percent
from pickproblem.rubric import Library
from pickproblem.text import safe

Document = Mapping[str, Any]
"""What `ranking.rank` gives."""

_SAME = 1e-9  # points


def headline(document: Document) -> list[str]:
    """Who leads, how surely, and what that does not mean; what to do where there is no race.

    The first sentence can stand alone.
    """
    candidates = document["candidates"]
    if not candidates and document["ruled_out"]:
        return [_("Every candidate is ruled out. Lift a gate with a reason, change a plan, or add a candidate.")]
    if not candidates:
        return [_("There is no candidate in the race. Add two at least, better three.")]
    if len(candidates) == 1:
        named = {"title": safe(candidates[0]["title"])}
        return [_("Only one candidate is in the race: “%(title)s”. A ranking needs two, better three.") % named]
    if not document["answered"]:
        return [_("Nothing is answered yet, so nobody leads.")]
    return [_leader(document), _meaning(document), *_settled(document)]


def _leader(document: Document) -> str:
    candidates = document["candidates"]
    first = candidates[0]
    named = {"title": safe(first["title"]), "share": percent(first["best_probability"])}
    level = level_at_the_top(document)
    if level:
        titles = {"titles": ", ".join(f"“{safe(one['title'])}”" for one in level)}
        if alike(level):
            return _("Level at the top: %(titles)s. Nothing answered so far tells them apart.") % titles
        return _("Level at the top: %(titles)s. Each is ahead elsewhere, and in sum it comes to the same.") % titles
    if first["equal_weights_rank"] != 1:
        other = next((one for one in candidates if one["equal_weights_rank"] == 1), first)
        named["other"] = safe(other["title"])
        return _("“%(title)s” leads, first in %(share)s of the draws; with equal weights “%(other)s” would.") % named
    if first["best_probability"] < 0.5:
        return _("“%(title)s” leads, but it is open: first in only %(share)s of the draws.") % named
    return _("“%(title)s” leads: first in %(share)s of the draws, and with equal weights too.") % named


def _meaning(document: Document) -> str:
    if document["clear"]:
        return _(
            "Enough has been asked. Yet a share of draws is not the chance of being right: it says how often "
            "your own answers and weights let it win."
        )
    return _(
        "A share of draws is not the chance of being right: "
        "it says how often your own answers and weights let it win."
    )


def _settled(document: Document) -> list[str]:
    if document["clear"] or document["closest_rival"] is None:
        return []
    if document["closest_rival"] in {one["id"] for one in level_at_the_top(document)}:
        return []  # said already: closer than level nobody comes
    rival = {"title": safe(titles_of(document)[document["closest_rival"]])}
    return [_("It is not settled: “%(title)s” comes closest.") % rival]


def level_at_the_top(document: Document) -> list[Mapping[str, Any]]:
    """The candidates that share the first place; none where one has it alone."""
    level = [one for one in document["candidates"] if one["rank"] == 1]
    return level if len(level) > 1 else []


def alike(level: Sequence[Mapping[str, Any]]) -> bool:
    """Whether they get the same points from every rubric; nobody does too."""
    first, *others = (one["contributions"] for one in level) if level else ({},)
    return all(abs(first[name] - other[name]) <= _SAME for other in others for name in first)


def next_question(document: Document, library: Library) -> str | None:
    """What to find out next; None where no answer would help."""
    if not document["find_out_next"]:
        return None
    question = document["find_out_next"][0]
    named = cell(document, library, question)
    if question["kind"] == "decides":
        return _("Find this out next, it may change the choice: “%(rubric)s” of “%(title)s”.") % named
    return _("Find this out next, it narrows the range most: “%(rubric)s” of “%(title)s”.") % named


def beside(document: Document) -> list[str]:
    """What feeling says, and what to make of the first score."""
    if len(document["candidates"]) < 2 or not document["answered"]:
        return []
    return [
        *_feeling(document),
        _("The winner of several uncertain scores tends to look better than it is; expect a little less of it."),
    ]


def _feeling(document: Document) -> list[str]:
    gut = document["gut"]
    if gut is None:
        return []
    if gut["order"][0] != document["candidates"][0]["id"]:
        named = {"title": safe(titles_of(document)[gut["order"][0]])}
        return [_("Feeling put “%(title)s” first. Which answer misses what it knows?") % named]
    if gut["tau"] is not None and gut["tau"] > 1 - 1e-9:
        return [_("Feeling ranked them the same way.")]
    return [_("Feeling put the same one first.")]


def answers_in(document: Document) -> str:
    """How many answers the ranking stands on."""
    words = {"answered": document["answered"], "cells": document["cells"]}
    if not document["cells"]:
        return _("There are no answers to count.")
    if document["answered"] < document["cells"]:
        return _("%(answered)d of %(cells)d answers are in; the others count as not known.") % words
    return _("All answers are in: %(cells)d.") % words


def raters(document: Document, library: Library) -> list[str]:
    """Who judged, how far they agree, and where they differ most; nothing where only one did."""
    agreement = document["agreement"]
    if agreement is None:
        return []
    from pickproblem.report import together  # what one rater alone has no need of

    names = ", ".join(safe(name) for name in agreement["raters"])
    said = [_("Raters, whose answers count alike: %(names)s.") % {"names": names}, *together.agreement(document)]
    if agreement["widest"]:
        named = cell(document, library, agreement["widest"][0])
        said.append(_("They differ most about “%(rubric)s” of “%(title)s”.") % named)
    return said


def advice(document: Document) -> list[str]:
    """Flags and warnings, each with its candidate."""
    return [
        _("“%(title)s”: %(note)s") % {"title": safe(one["title"]), "note": safe(note)}
        for one in document["candidates"]
        for note in one["notes"]
    ]


def ruled_out(document: Document, record: Record, library: Library) -> list[str]:
    """Who is out of the race, by which rubric, and why."""
    titles = {candidate.id: candidate.title for candidate in record.candidates}
    return [
        _("“%(title)s”, by “%(rubric)s” at level %(level)d. %(text)s")
        % {
            "title": safe(titles[one["id"]]),
            "rubric": safe(str(library.rubrics[one["rubric"]].title)),
            "level": one["level"],
            "text": safe(one["text"]),
        }
        for one in document["ruled_out"]
    ]


def set_aside(record: Record) -> list[str]:
    """Each candidate that is parked or closed, and so takes no part."""
    words = {"parked": _("“%(title)s” is parked."), "closed": _("“%(title)s” is closed.")}
    return [words[one.state] % {"title": safe(one.title)} for one in record.candidates if one.state in words]


def ranked(document: Document, before: Mapping[str, int] | None = None) -> list[Ranked]:
    """Rows for `charts.ranking`; ``before``: ranks under the weights that stood before, see `ranks_before`."""
    felt = document["gut"]["order"] if document["gut"] else []
    alone = len(document["candidates"]) < 2
    return [
        Ranked(
            title=one["title"],
            rank=one["rank"],
            score=one["score"],
            low=one["low"],
            high=one["high"],
            first=None if alone else one["best_probability"],
            equal_rank=None if alone else one["equal_weights_rank"],
            gut_rank=felt.index(one["id"]) + 1 if one["id"] in felt else None,
            before_rank=(before or {}).get(one["id"]),
        )
        for one in document["candidates"]
    ]


def legend(rows: Sequence[Ranked]) -> str:
    """What the marks and columns of the ranking chart mean, as far as the rows have them."""
    said = [_("◆ the score, ▒ the range of nine draws in ten.")]
    if any(row.first is not None for row in rows):
        said.append(_("First in: share of the draws. Equal: rank with equal weights."))
    if any(row.gut_rank is not None for row in rows):
        said.append(_("Gut: rank by feeling."))
    if any(row.before_rank is not None for row in rows):
        said.append(_("Before: rank with the weights that stood when a result was first seen."))
    return " ".join(said)


def parts(document: Document, library: Library, ids: Sequence[str]) -> tuple[list[str], list[Part]]:
    """Names and rows for `charts.contributions` of one candidate or two, the heaviest rubric first."""
    titles = titles_of(document)
    points = {one["id"]: one["contributions"] for one in document["candidates"]}
    weights: Mapping[str, float] = document["weights"]
    return [titles[id] for id in ids], [
        Part(str(library.rubrics[rubric].title), weight, tuple(points[id][rubric] for id in ids))
        for rubric, weight in sorted(weights.items(), key=lambda entry: -entry[1])
    ]


def shares(document: Document) -> list[Share]:
    """Rows for `charts.shares`."""
    return [Share(one["title"], one["rank_probabilities"]) for one in document["candidates"]]


def pairs(document: Document) -> list[str]:
    """How often the first is above each other."""
    first, *others = document["candidates"]
    return [
        _("“%(first)s” is above “%(other)s” in %(share)s of the draws.")
        % {
            "first": safe(first["title"]),
            "other": safe(other["title"]),
            "share": percent(document["pairwise"][first["id"]][other["id"]]),
        }
        for other in others
    ]


def apart(document: Document, place: int) -> str:
    """By how many points the first is ahead of the one in another place of the list."""
    first, other = document["candidates"][0], document["candidates"][place]
    points = round(first["score"]) - round(other["score"])
    named = {"first": safe(first["title"]), "other": safe(other["title"]), "points": points}
    if not points:
        return _("Why “%(first)s” and “%(other)s” are about level") % named
    return (
        ngettext(
            "Why “%(first)s” is %(points)d point ahead of “%(other)s”",
            "Why “%(first)s” is %(points)d points ahead of “%(other)s”",
            points,
        )
        % named
    )


def ranks_before(
    record: Record, library: Library, *, rater: str | None = None, as_of: str | None = None
) -> tuple[datetime, dict[str, int]] | None:
    """When the weights were first changed after a result was seen, and the ranks under those that stood till then.

    None where they never were.
    """
    earlier = (record.weights.before if record.weights else None) or []
    if not earlier:
        return None
    from pickproblem import ranking  # brings numpy, which the words can do without

    weights = Weights(**earlier[0].model_dump(exclude={"changed"}))
    stood = record.model_copy(update={"weights": weights})
    document: Any = ranking.rank(stood, library, samples=1, rater=rater, as_of=as_of, can_win=False)
    return earlier[0].changed, {one["id"]: one["rank"] for one in document["candidates"]}


def titles_of(document: Document) -> dict[str, str]:
    """The title of each candidate in the race, by id."""
    return {one["id"]: one["title"] for one in document["candidates"]}


def cell(document: Document, library: Library, one: Mapping[str, Any]) -> dict[str, Any]:
    """The titles of a cell's rubric and candidate, to stand in a sentence."""
    return {
        "rubric": safe(str(library.rubrics[one["rubric"]].title)),
        "title": safe(titles_of(document)[one["candidate"]]),
    }
