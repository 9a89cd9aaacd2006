"""Old against new in words: who rose and fell, which answers moved and why, and how much of that may be nothing.

Every function takes the document of `switching.comparing.compare` and gives whole sentences in the language spoken
now, or rows for the charts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pickproblem.language import _, ngettext
from pickproblem.report.charts import Slope
from pickproblem.rubric import Library
from pickproblem.text import safe

Document = Mapping[str, Any]
"""What `switching.comparing.compare` gives."""

NOTHING = "–"


class MovedAnswer(NamedTuple):
    """An answer that moved, made safe to show: the two levels with their ranges, and the reasons where any stand."""

    title: str
    rubric: str
    then: str
    now: str
    reason_then: str
    reason_now: str


def days(document: Document) -> tuple[str, str]:
    """The days on which the two sessions were finished."""
    return document["from"]["finished"][:10], document["to"]["finished"][:10]


def headline(document: Document) -> str:
    """Whose answers are compared, and of when."""
    then, now = days(document)
    words = {"then": then, "now": now, "rater": safe(document["rater"])}
    return _("Old against new: %(then)s and %(now)s, by %(rater)s, both under the weights in force today.") % words


def slopes(document: Document) -> list[Slope]:
    """Rows for `charts.slope`: each candidate's score."""
    return [Slope(one["title"], one["score"]["then"], one["score"]["now"]) for one in document["candidates"]]


def ranks(document: Document) -> list[str]:
    """Who changed rank among those in the race, and whom not every question was asked about."""
    said = []
    for one in document["candidates"]:
        rank, answered = one["rank"], one["answered"]
        words = {"title": safe(one["title"]), "then": rank["then"], "now": rank["now"]}
        if rank["moved"]:
            rose = rank["moved"] > 0
            said.append(
                _("“%(title)s” rose from rank %(then)d to %(now)d.") % words
                if rose
                else _("“%(title)s” fell from rank %(then)d to %(now)d.") % words
            )
        open_then, open_now = document["weighed"] - answered["then"], document["weighed"] - answered["now"]
        if answered["then"] and (open_then or open_now):
            counts = {**words, "then": open_then, "now": open_now}
            said.append(
                ngettext(
                    "“%(title)s”: %(then)d question was open then, %(now)d now; what is open counts as not known.",
                    "“%(title)s”: %(then)d questions were open then, %(now)d now; what is open counts as not known.",
                    open_then,
                )
                % counts
            )
    return said


def moved(document: Document, library: Library) -> list[MovedAnswer]:
    """The answers that moved, the farthest first; where nothing was known before or is now, that is a move too."""
    titles = {one["id"]: one["title"] for one in document["candidates"]}
    cells = [one for one in document["cells"] if one["again"] and one["then"]["level"] != one["now"]["level"]]
    cells.sort(key=lambda one: -abs(one["moved"] or 0))
    return [
        MovedAnswer(
            safe(titles[one["candidate"]]),
            safe(str(library.rubrics[one["rubric"]].title)),
            _believed(one["then"]),
            _believed(one["now"]),
            safe(one["then"]["reason"] or ""),
            safe(one["now"]["reason"] or ""),
        )
        for one in cells
    ]


def new_answers(document: Document) -> list[str]:
    """What was answered for the first time since, by candidate."""
    said = []
    for one in document["candidates"]:
        n = sum(cell["candidate"] == one["id"] and cell["then"] is None for cell in document["cells"])
        if n:
            words = {"title": safe(one["title"]), "n": n}
            said.append(ngettext("“%(title)s”: %(n)d new answer.", "“%(title)s”: %(n)d new answers.", n) % words)
    return said


def retest(document: Document) -> str:
    """How far one's own answers move from one day to another."""
    test = document["retest"]
    if not test["n"]:
        return _("No answer was given twice, so nothing says how far your own answers move from day to day.")
    words = {
        "n": test["n"],
        "unmoved": test["unmoved"],
        "mean": f"{test['mean_absolute_difference']:.1f}",
    }
    return (
        ngettext(
            "%(n)d answer was given again; %(unmoved)d did not move.",
            "%(n)d answers were given again; %(unmoved)d did not move.",
            test["n"],
        )
        % words
        + " "
        + _("On average by %(mean)s levels: what moved by no more than that may be nothing but another day.") % words
    )


def _believed(answer: Mapping[str, Any]) -> str:
    level, low, high = answer["level"], answer["low"], answer["high"]
    if level is None:
        return "?"
    return str(level) if low == high else f"{level}, {low}–{high}"
