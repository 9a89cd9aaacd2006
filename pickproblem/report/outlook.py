"""What would move the result, in words and rows for charts: other weights, other levels, answers still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pickproblem import answers as views
from pickproblem.language import _, ngettext
from pickproblem.record import Record
from pickproblem.report import charts  # each kind of row is imported where one is made: `rank` makes few
from pickproblem.report.charts import percent
from pickproblem.report.charts import points as in_points
from pickproblem.report.result import Document, alike, cell, level_at_the_top, titles_of
from pickproblem.rubric import Library
from pickproblem.text import safe

if TYPE_CHECKING:
    from pickproblem.ranking.supposing import Drawn, Supposed


_MOST_FLIPS = 3
_LEAST_AHEAD = 1e-9


# --- what would change the first place


def flips(document: Document, library: Library) -> list[str]:
    """What parts those that share the first place; the least shift of weight, the nearest levels that change it."""
    titles = titles_of(document)
    said = list(_parted(document, library))
    level = level_at_the_top(document)
    rivals = {one["id"] for one in document["candidates"]} - {one["id"] for one in level}
    behind = [flip for flip in document["flips"]["weights"] if flip["rival"] in rivals]
    # Where those level differ, another of them is ahead by the time that a rival is up with the first.
    if behind and alike(level):
        least = min(behind, key=lambda flip: flip["moved"])
        named = {"title": safe(titles[least["rival"]]), "moved": percent(least["moved"])}
        said.append(_("Moving %(moved)s of the weight would bring “%(title)s” level with the first.") % named)
    nearest = sorted(document["flips"]["levels"], key=lambda flip: abs(flip["to"] - (flip["from"] or 3)))
    for flip in nearest[:_MOST_FLIPS]:
        named = {**cell(document, library, flip), "level": flip["to"], "first": safe(titles[flip["new_first"]])}
        said.append(
            _("If “%(rubric)s” of “%(title)s” were %(level)d for certain, “%(first)s” would be first.") % named
        )
    if (more := len(nearest) - _MOST_FLIPS) > 0:
        said.append(
            ngettext(
                "%(n)d more answer could change the first place.",
                "%(n)d more answers could change the first place.",
                more,
            )
            % {"n": more}
        )
    return said


def _parted(document: Document, library: Library) -> Iterator[str]:
    """Where several share the first place: whether weights would part them, and which."""
    level = level_at_the_top(document)
    weights: Mapping[str, float] = document["weights"]
    if not level:
        return
    if alike(level):
        if all(weights.values()):
            yield _("Those level at the top get the same from every rubric: no weights part them, only answers do.")
        return
    for one in level:
        others = [other for other in level if other is not one]
        # By how much its mean value is ahead of all others'; as their scores are equal, weight on it puts it first.
        ahead = {
            name: min(one["contributions"][name] - other["contributions"][name] for other in others) / weight
            for name, weight in weights.items()
            if weight > 0
        }
        most = max(ahead, key=lambda name: ahead[name])
        if ahead[most] > _LEAST_AHEAD:
            named = cell(document, library, {"rubric": most, "candidate": one["id"]})
            yield _("A little more weight on “%(rubric)s” would put “%(title)s” first.") % named


# --- what to find out next


def questions(document: Document, library: Library) -> list[charts.Question]:
    """Rows for `charts.questions`, the most useful first."""
    titles = titles_of(document)
    return [
        charts.Question(
            f"{library.rubrics[one['rubric']].title} – {titles[one['candidate']]}",
            one["gain"],
            one["spread"],
        )
        for one in document["find_out_next"]
    ]


def worth(document: Document, library: Library, question: Mapping[str, Any]) -> str:
    """What it is worth to know one answer, with the numbers."""
    named = {
        "rubric": safe(str(library.rubrics[question["rubric"]].title)),
        "title": safe(titles_of(document)[question["candidate"]]),
        "gain": in_points(question["gain"]),
        "spread": in_points(question["spread"]),
    }
    if question["kind"] == "decides":
        return (
            _(
                "“%(rubric)s” of “%(title)s” may change the choice: knowing it before choosing is worth "
                "%(gain)s points on average; it moves the score by about ±%(spread)s."
            )
            % named
        )
    return (
        _(
            "“%(rubric)s” of “%(title)s” cannot change the first place alone, "
            "but it moves the score by about ±%(spread)s points."
        )
        % named
    )


def find_out_next(document: Document, library: Library, most: int = 3) -> list[str]:
    """The answers most worth finding out, in words with the numbers."""
    found = document["find_out_next"]
    said = [worth(document, library, question) for question in found[:most]]
    if (more := len(found) - most) > 0:
        said.append(
            ngettext("%(n)d more answer would help less.", "%(n)d more answers would help less.", more) % {"n": more}
        )
    return said


def since(before: Document, after: Document) -> str:
    """How the first place moved from one result to the next, in one sentence; "" where there is no race."""
    if len(before["candidates"]) < 2 or len(after["candidates"]) < 2:
        return ""
    then, now = before["candidates"][0], after["candidates"][0]
    shares = {one["id"]: one["best_probability"] for one in before["candidates"]}
    named = {
        "title": safe(now["title"]),
        "then": percent(shares[now["id"]]) if now["id"] in shares else "–",
        "now": percent(now["best_probability"]),
        "other": safe(then["title"]),
    }
    if then["id"] != now["id"]:
        return _("First in %(then)s → %(now)s: “%(title)s” leads now, instead of “%(other)s”.") % named
    if named["then"] == named["now"]:
        return _("First in %(now)s, as before: “%(title)s” still leads.") % named
    return _("First in %(then)s → %(now)s: “%(title)s” still leads.") % named


# --- the answers


def levels(
    document: Document, record: Record, library: Library, supposed: Mapping[tuple[str, str], int]
) -> tuple[list[str], list[str], list[charts.Levels]]:
    """The candidates, best first and those ruled out last, the rubrics asked, heaviest first, and rows of the table.

    Of several raters the lower median and the widest range count. ``supposed``: levels taken as certain.
    """
    sheets = views.latest(record)
    candidates = [one["id"] for one in document["candidates"]]
    candidates += [one["id"] for one in document["ruled_out"]]
    weights: Mapping[str, float] = document["weights"]
    rubrics = sorted(views.asked(record, library), key=lambda name: -weights.get(name, -1.0))

    def believed(candidate: str, rubric: str) -> charts.Believed:
        if (candidate, rubric) in supposed:
            level = supposed[candidate, rubric]
            return charts.Believed(level, level, level, supposed=True)
        answers = views.cell(sheets, candidate, rubric)
        level_or_none = views.believed_level(answers)
        if level_or_none is None:
            return charts.Believed(answered=bool(answers))
        low = min(answer.believed_low for answer in answers)
        return charts.Believed(level_or_none, low, views.believed_high(answers) or 5)

    return (
        candidates,
        rubrics,
        [
            charts.Levels(
                str(library.rubrics[name].title), weights.get(name), [believed(one, name) for one in candidates]
            )
            for name in rubrics
        ],
    )


# --- what if


def levers(supposed: Supposed, library: Library) -> dict[str, charts.Lever]:
    """Rows for `charts.tornado`, by rubric; empty without a race."""
    places = supposed.places
    now = places[0].score - places[1].score if len(places) > 1 else 0.0
    weights = supposed.weights
    return {
        name: charts.Lever(
            str(library.rubrics[name].title), weights[name], lever.nothing, now, lever.double, lever.tie
        )
        for name, lever in supposed.levers.items()
    }


def moved(document: Document, supposed: Supposed, drawn: Mapping[str, Drawn] | None) -> list[charts.Moved]:
    """Rows for `charts.moved`; ``drawn``: what the draws say, None while they are counted."""
    kept = {one["id"]: one for one in document["candidates"]}
    firsts = {id: one["best_probability"] for id, one in kept.items()}
    if supposed.changed:
        firsts = {id: one.first for id, one in drawn.items()} if drawn else {}
    return [
        charts.Moved(
            kept[place.id]["title"],
            place.rank,
            place.score,
            kept[place.id]["rank"],
            kept[place.id]["score"],
            firsts.get(place.id),
            kept[place.id]["best_probability"],
        )
        for place in supposed.places
    ]


def lead(document: Document, supposed: Supposed) -> str:
    """Who leads whom by how much under what is supposed; what to do where there is no race."""
    places = supposed.places
    if len(places) < 2:
        return _("There is no lead to speak of: a ranking needs two candidates in the race, better three.")
    titles = titles_of(document)
    apart = places[0].score - places[1].score
    named = {
        "first": safe(titles[places[0].id]),
        "second": safe(titles[places[1].id]),
        "points": in_points(apart),
    }
    level = [titles[place.id] for place in places if place.rank == 1]
    if len(level) > 2:
        return _("Level at the top: %(titles)s.") % {"titles": ", ".join(f"“{safe(title)}”" for title in level)}
    if len(level) > 1:
        return _("“%(first)s” and “%(second)s” are level.") % named
    return (
        ngettext(
            "“%(first)s” leads “%(second)s” by %(points)s point.",
            "“%(first)s” leads “%(second)s” by %(points)s points.",
            max(round(apart), 1),
        )
        % named
    )
