"""A ranking in words and in rows for the charts: from the document of `ranking.rank`, for screens and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pickproblem.language import _
from pickproblem.report.charts import Part, Ranked, percent
from pickproblem.rubric import Library
from pickproblem.text import safe

Document = Mapping[str, Any]


def headline(document: Document) -> list[str]:
    """Who leads and how surely, in a sentence or three; what to do where nobody can lead."""
    ranked = document["candidates"]
    if not ranked:
        if document["ruled_out"]:
            return [_("Every candidate is ruled out. Lift a gate with a reason, change a plan, or add a candidate.")]
        return [_("There is no candidate yet. Add two or three.")]
    title = safe(ranked[0]["title"])
    if len(ranked) == 1:
        return [_("Only one candidate is in the race: %(title)s. A ranking needs two.") % {"title": title}]
    return [_lead(ranked, title), *_gut(document, ranked)]


def _lead(ranked: Sequence[Document], title: str) -> str:
    first = ranked[0]
    named = {"title": title, "share": percent(first["best_probability"])}
    tied = [one for one in ranked if one["rank"] == first["rank"]]
    if len(tied) > 1:
        titles = ", ".join(safe(one["title"]) for one in tied)
        return _("Level at the top: %(titles)s. Nothing answered so far tells them apart.") % {"titles": titles}
    if first["equal_weights_rank"] != 1:
        other = next(one for one in ranked if one["equal_weights_rank"] == 1)
        return _("%(title)s leads, first in %(share)s of the draws; with equal weights %(other)s would lead.") % {
            **named,
            "other": safe(other["title"]),
        }
    if first["best_probability"] < 0.5:
        return _("%(title)s leads, but it is open: first in only %(share)s of the draws.") % named
    return _("%(title)s leads: first in %(share)s of the draws, and with equal weights too.") % named


def _gut(document: Document, ranked: Sequence[Document]) -> list[str]:
    gut = document.get("gut")
    if not gut or not gut["order"]:
        return []
    felt = gut["order"][0]
    if felt == ranked[0]["id"]:
        return [_("Your feeling put it first as well.")]
    titles = {one["id"]: safe(one["title"]) for one in ranked}
    return [
        _("Your feeling put %(title)s first. Which answer misses what you feel?") % {"title": titles.get(felt, felt)}
    ]


def cautions() -> list[str]:
    """What a reader of any ranking should keep in mind."""
    return [
        _("A share of draws is not the chance of being right: it says how often your own answers let it win."),
        _("The winner of several uncertain scores tends to look better than it is."),
    ]


def answered(document: Document) -> str:
    """How much of what could be asked has been answered."""
    return _("%(done)d of %(all)d questions answered; what is open counts as unknown.") % {
        "done": document["answered"],
        "all": document["cells"],
    }


def ranked(document: Document, before: Document | None = None) -> list[Ranked]:
    """Rows for `charts.ranking`; ``before``: the document under the weights that stood before a change."""
    earlier = {one["id"]: one["rank"] for one in before["candidates"]} if before else {}
    gut = (document.get("gut") or {}).get("order") or []
    return [
        Ranked(
            title=one["title"],
            rank=one["rank"],
            score=one["score"],
            low=one["low"],
            high=one["high"],
            first=one["best_probability"],
            equal_rank=one["equal_weights_rank"],
            gut_rank=gut.index(one["id"]) + 1 if one["id"] in gut else None,
            before_rank=earlier.get(one["id"]),
        )
        for one in document["candidates"]
    ]


def parts(document: Document, library: Library, ids: Sequence[str]) -> list[Part]:
    """Rows for `charts.contributions` of one candidate or two, the heaviest rubric first."""
    by_id = {one["id"]: one["contributions"] for one in document["candidates"]}
    weights: Mapping[str, float] = document["weights"]
    return [
        Part(str(library.rubrics[rubric].title), weight, tuple(by_id[id][rubric] for id in ids))
        for rubric, weight in sorted(weights.items(), key=lambda entry: -entry[1])
    ]


def ruled_out(document: Document, library: Library, titles: Mapping[str, str]) -> list[str]:
    """Who is out of the race, by which rubric, and why."""
    return [
        _("%(title)s is ruled out by “%(rubric)s” (level %(level)d): %(text)s")
        % {
            "title": safe(titles.get(one["id"], one["id"])),
            "rubric": safe(str(library.rubrics[one["rubric"]].title)),
            "level": one["level"],
            "text": safe(one["text"]),
        }
        for one in document["ruled_out"]
    ]
