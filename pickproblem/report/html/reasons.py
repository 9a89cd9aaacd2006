"""The section of a page with what stands behind every answer: the level in words, the reason, what was computed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pickproblem.language import _
from pickproblem.report import kept
from pickproblem.report.contents import Contents, Given
from pickproblem.report.html import parts
from pickproblem.report.html.markup import Child, Element, element
from pickproblem.report.html.parts import Section


def section(contents: Contents) -> Section | None:
    """Each candidate with its answers; None where there are none."""
    body: list[Child] = []
    several = len(contents.sheets) > 1
    for candidate, given in contents.given():
        body.append(element("h3", parts.named(candidate.title), dir="auto", id=f"reasons-{candidate.id}"))
        if candidate.pitch:
            body.append(element("p", candidate.pitch, class_="pitch", dir="auto"))
        body.append(element("dl", _entries(given, several), class_="reasons"))
    return Section("reasons", _("The reasons for each answer"), body) if body else None


def _entries(given: list[Given], several: bool) -> Iterator[Element]:
    for title, answers in groupby(given, key=lambda one: str(one.rubric.title)):
        yield element("div", element("dt", title), [_answer(one, several) for one in answers])


def _answer(one: Given, several: bool) -> Element:
    answer = one.answer
    figure = str(answer.level or "?")
    if answer.level and answer.believed_low < answer.believed_high:
        figure += f" · {answer.believed_low}–{answer.believed_high}"
    said = str(one.rubric.levels[answer.level - 1]) if answer.level else _("Not known yet.")
    lines: list[Child] = [
        element(
            "p",
            element("span", figure, class_=f"chip l{answer.level or 0}"),
            element("span", f" {one.rater} ", class_="rater", dir="auto") if several else " ",
            element("span", said, class_="says"),
        )
    ]
    if answer.reason and answer.reason.strip():
        lines.append(element("p", answer.reason.strip(), class_="reason", dir="auto"))
    if answer.lifts_gate:
        lines.append(element("p", _("Gate lifted: %(reason)s") % {"reason": answer.lifts_gate}, class_="small"))
    estimate = dict(answer.estimate or {})
    if differs := estimate.pop("differs", None):
        lines.append(element("p", _("Other than computed: %(reason)s") % {"reason": differs}, class_="small"))
    if estimate:
        lines.append(element("p", _("Computed from: %(facts)s") % {"facts": kept.said(estimate)}, class_="small"))
    return element("dd", lines)
