"""The sections of a page on what follows: the weeks to the deadline, the choice with its terms, where time went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pickproblem.language import _
from pickproblem.report import estimates, looking_back, project
from pickproblem.report.charts import about, percent, written_hours
from pickproblem.report.contents import Contents
from pickproblem.report.html import calendars, parts
from pickproblem.report.html.markup import Child, element
from pickproblem.report.html.parts import Column, Section, listed, paragraphs, swatch, table
from pickproblem.report.project import Promise
from pickproblem.switching.lookback import LookBack


def sections(contents: Contents) -> Iterator[Section]:
    """Every section on the project that has something to say."""
    if contents.plans:
        yield _schedule(contents)
    if contents.commitment is not None:
        yield _choice(contents)
    if contents.back is not None:
        yield _time(contents, contents.back)


def _schedule(contents: Contents) -> Section:
    body: list[Child] = []
    seen = contents.in_view
    if seen is not None:
        candidate, plan = seen
        body.append(element("h3", parts.named(candidate.title), dir="auto"))
        if plan.deliverable:
            body.append(element("p", _("What shall exist: %(deliverable)s") % {"deliverable": plan.deliverable}))
        body += paragraphs(estimates.plan_sentences(plan))
        boxes = estimates.plan_boxes(plan)
        if boxes and plan.deadline is not None:
            legend = [
                swatch("p1", _("experiments")),
                swatch("p2 hatched", _("writing")),
                swatch("mark-patch", _("review")),
            ]
            body.append(calendars.schedule(boxes, plan.today, plan.deadline).figure(legend))
    body.append(_plans(contents))
    return Section("schedule", _("The weeks to the deadline"), body)


def _plans(contents: Contents) -> Child:
    """Every plan in the race held against the deadline."""
    columns = [
        Column(_("Candidate")),
        Column(_("Weeks planned"), True),
        Column(_("as such things go"), True),
        Column(_("room"), True),
        Column(_("Fits")),
    ]

    def weeks(value: float | None) -> str:
        return "–" if value is None else about(value)

    rows = [
        [
            candidate.title,
            weeks(plan.experiment_weeks),
            weeks(plan.weeks_needed),
            weeks(plan.weeks_for_experiments),
            "–" if plan.fits is None else _("yes") if plan.fits else _("no"),
        ]
        for candidate, plan in contents.plans
    ]
    return table("plans-table", _("Weeks of experiments, of every plan in the race"), columns, rows)


def _choice(contents: Contents) -> Section:
    found = contents.commitment
    assert found is not None
    candidate, commitment = found
    today = contents.today
    body: list[Child] = [
        element("h3", parts.named(candidate.title), dir="auto"),
        *paragraphs(project.chosen(contents.record, commitment, today)),
        _promises("criteria", _("What ends it"), _("By"), project.criteria(commitment, today)),
        _promises(
            "forecasts",
            _("Said beforehand"),
            _("To be resolved"),
            project.forecasts(contents.record, commitment, today),
        ),
        _promises("beforehand", _("How it could fail"), _("To be tested"), project.beforehand(commitment, today)),
        _promises("reviews", _("Days to look again"), _("Day"), project.reviews(contents.record, commitment, today)),
    ]
    return Section("choice", _("The choice"), body)


def _promises(key: str, caption: str, head: str, promises: Sequence[Promise]) -> Child:
    if not promises:
        return None
    columns = [Column(_("What")), Column(head), Column(_("How it stands"))]
    rows = [[one.what, parts.day(one.day), element("td", one.state or "–", class_="state")] for one in promises]
    return table(key, caption, columns, rows)


def _time(contents: Contents, back: LookBack) -> Section:
    first, last = back.window
    rows = looking_back.spent(back)
    looks = {"delivered": "delivered", "dead-end": "dead-end hatched", "left-for-newer": "left hatched"}
    legend = [swatch(looks[row.kind], row.title) for row in rows if row.kind in looks]
    columns = [Column(_("Time")), Column(_("Hours"), True), Column(_("Share"), True)]
    body = [[row.title, written_hours(row.hours), "–" if row.share is None else percent(row.share)] for row in rows]
    lanes = looking_back.lanes(back)
    titles: dict[str, str] = {kind: _(title) for kind, title in looking_back.KIND_TITLES.items()}
    return Section(
        "time",
        _("Where the time went"),
        [
            element("p", " ".join([_window(first, last), _("Only time noted in this record.")])),
            calendars.spent(rows).figure(legend),
            table("time-table", _("Hours by what came of them"), columns, body),
            calendars.lanes(lanes, first, last, titles).figure() if lanes else None,
            *paragraphs(looking_back.sentences(back, contents.thresholds)),
            *listed(looking_back.outputs(back), _("What came of it")),
            *listed(looking_back.remarks(back), _("To be said of single stretches")),
        ],
    )


def _window(first: date, last: date) -> str:
    return _("From %(first)s up to and with %(last)s.") % {"first": first, "last": last}
