"""A whole page: what it may do, who it is about, the result in a sentence, then section by section."""

from __future__ import annotations

from datetime import datetime
from importlib import resources

from pickproblem import __version__, forecasting, language
from pickproblem.language import _
from pickproblem.report import result as words
from pickproblem.report.contents import Contents
from pickproblem.report.heading import facts
from pickproblem.report.html import project, reasons, result
from pickproblem.report.html.drawing import patterns
from pickproblem.report.html.markup import Child, Element, element, style, write
from pickproblem.report.html.parts import Column, Section, named, table

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may do: show itself in its own style, and nothing else."""


def html(contents: Contents) -> bytes:
    """The report as one HTML file that needs nothing else, in the language spoken now."""
    sections = [*result.sections(contents), *project.sections(contents)]
    if (why := reasons.section(contents)) is not None:
        sections.append(why)
    sections.append(_about(contents))
    page = element("html", _head(contents), _body(contents, sections), lang=language.current())
    return write(page)


def _head(contents: Contents) -> Element:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"pickproblem {__version__}"),
        element("title", named(" ".join(contents.record.title.split()))),
        style(resources.files(__package__).joinpath("style.css").read_text("utf-8")),
    )


def _body(contents: Contents, sections: list[Section]) -> Element:
    links = [element("li", element("a", one.title, href=f"#{one.key}")) for one in sections]
    return element(
        "body",
        patterns(),
        element("a", _("To the result"), href="#result", class_="skip"),
        element(
            "header",
            element("p", _("Report of a decision"), class_="eyebrow"),
            element("h1", named(contents.record.title), dir="auto"),
            element("dl", [_fact(*one) for one in facts(contents)], class_="facts"),
        ),
        element(
            "div",
            element("nav", element("ol", links), aria_label=_("Contents")),
            element("main", _verdict(contents), [one.element() for one in sections], id="result", tabindex=-1),
            class_="columns",
        ),
        element("footer", element("p", _made_by(contents))),
    )


def _fact(term: str, text: str) -> Element:
    return element("div", element("dt", term), element("dd", text, dir="auto"))


def _verdict(contents: Contents) -> Element:
    first, *others = words.headline(contents.document)
    question = words.next_question(contents.document, contents.library)
    if question is not None and contents.several and not contents.document["clear"]:
        others.append(question)
    chosen: Child = None
    if contents.commitment is not None:
        candidate, commitment = contents.commitment
        told = {"title": candidate.title, "day": forecasting.chosen(contents.record, commitment).date()}
        chosen = element("p", _("Chosen on %(day)s: “%(title)s”.") % told, class_="chosen")
    return element(
        "div",
        element("p", first, class_="lead"),
        [element("p", text) for text in others],
        chosen,
        class_="verdict",
    )


def _about(contents: Contents) -> Section:
    document, record = contents.document, contents.record
    told = {"draws": f"{document['draws']:,}", "seed": document["seed"]}
    said = [
        words.answers_in(document),
        _(
            "Of the weights only an order or a few comparisons are known, and of the levels a range; "
            "%(draws)s sets of both were drawn (seed %(seed)d). Figures are shares and means of these draws."
        )
        % told,
    ]
    if contents.rater is not None:
        said.append(_("Only the answers of %(rater)s.") % {"rater": contents.rater})
    columns = [Column(_("Session")), Column(_("Rater")), Column(_("Begun")), Column(_("Finished"))]
    rows: list[list[Child]] = [
        [
            one.id,
            one.rater,
            _moment(one.started),
            _moment(one.finished, one.started) if one.finished else _("not yet"),
        ]
        for one in record.sessions
    ]
    sessions: Child = table("sessions-table", _("Who answered when"), columns, rows) if rows else None
    return Section("about", _("How this came about"), [[element("p", text) for text in said], sessions])


def _moment(when: datetime, after: datetime | None = None) -> Child:
    """A day and its hour, which may stand below it, neither broken; the hour alone on the day of ``after``."""
    clock = element("span", f"{when:%H:%M}", class_="clock")
    if after is not None and after.date() == when.date():
        return clock
    return [element("time", f"{when:%Y-%m-%d}"), " ", clock]


def _made_by(contents: Contents) -> str:
    return _("Made by pickproblem %(version)s on %(day)s.") % {"version": __version__, "day": contents.today}
