"""What was estimated, in words and pictures: a plan against its deadline, a topic's maturity.

Sentences in the language spoken now, and blocks of lines for whoever shows them below each other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pickproblem.estimate.deadline import MOST_WEEKS, PlanEstimate
from pickproblem.estimate.maturity import MaturityEstimate
from pickproblem.language import _, ngettext
from pickproblem.report import charts
from pickproblem.report.charts import Box, Line, RecordSet, about
from pickproblem.text import safe, wrap

if TYPE_CHECKING:  # all of what estimates a run comes with it
    from pickproblem.estimate.compute import ComputeEstimate


def level(found: ComputeEstimate | PlanEstimate | MaturityEstimate) -> str:
    """The level that was computed with its range; "" where none can be."""
    if found.level is None or found.low is None or found.high is None:
        return ""
    words = {"level": found.level, "low": found.low, "high": found.high}
    if found.low == found.high:
        return _("Level %(level)d") % words
    return _("Level %(level)d, likely %(low)d to %(high)d") % words


def weeks(value: float) -> str:
    """A number of weeks in two digits."""
    number = about(value)
    return ngettext("%(n)s week", "%(n)s weeks", 1 if number == "1" else 2) % {"n": number}


# --- a plan against its deadline


def plan_sentences(found: PlanEstimate) -> list[str]:
    """How long there is, what of it fits, and what is missing."""
    return [*_time(found), *_fitting(found), *_wanting(found)]


def _time(found: PlanEstimate) -> list[str]:
    if found.deadline is None or found.weeks_left is None:
        return [
            _("There is no date. One about three months off gives room for two of experiments and one of writing.")
        ]
    words = {
        "date": found.deadline.isoformat(),
        "venue": safe(found.venue or ""),
        "weeks": f"{found.weeks_left:.3g}",
    }
    if found.venue:
        return [_("Weeks left until %(date)s (%(venue)s): %(weeks)s.") % words]
    return [_("Weeks left until %(date)s: %(weeks)s.") % words]


def _fitting(found: PlanEstimate) -> list[str]:
    if found.naive_weeks_that_fit is None or found.weeks_for_experiments is None:
        return []
    words = {
        "fitting": weeks(found.naive_weeks_that_fit),
        "room": weeks(found.weeks_for_experiments),
        "writing": weeks(found.writing_weeks or 0),
        "factor": about(found.correction),
        "planned": weeks(found.experiment_weeks or 0),
        "needed": weeks(found.weeks_needed or 0),
    }
    said = [
        _("Beside %(writing)s for writing there is room for %(room)s of experiments.") % words,
        _(
            "Plans take %(factor)s times as long as they are thought to, so about %(fitting)s of experiments, "
            "estimated as one does, really fit."
        )
        % words,
    ]
    if found.fits is None:
        return said
    if found.fits and found.fits_uncorrected:
        said.append(_("The estimate of %(planned)s grows to %(needed)s: it fits.") % words)
    elif found.fits:
        said.append(_("The estimate of %(planned)s fits only at your own pace, not as it stands.") % words)
    elif found.fits_uncorrected:
        said.append(
            _("The estimate of %(planned)s fits as it stands, but it grows to %(needed)s, which does not fit.")
            % words
        )
    else:
        said.append(_("The estimate of %(planned)s does not fit even as it stands.") % words)
    return said


def _wanting(found: PlanEstimate) -> list[str]:
    said = []
    if found.deliverable is None:
        said.append(_("Nothing is named that shall exist at the end; without it no date can be met."))
    if found.experiment_weeks is None:
        said.append(_("How many weeks the experiments take is not said."))
    if found.weeks_left is not None and found.weeks_left > MOST_WEEKS:
        said.append(_("The date is far off. A nearer milestone, as a date of its own, makes a better plan."))
    if found.level in (1, 3) and found.fits is False:
        said.append(_("What does not fit can be cut, or wait: the next venue comes."))
    return said


def plan_boxes(found: PlanEstimate) -> list[Box]:
    """The schedule as rows for `charts.weeks`."""
    return [Box(box.title(), box.start, box.end, box.kind) for box in found.schedule]


def plan_blocks(found: PlanEstimate, today: date, width: int) -> list[list[Line]]:
    """The sentences, and the weeks to the deadline with their dates."""
    blocks = [_paragraphs(plan_sentences(found), width)]
    if found.deadline is not None:
        blocks.append(charts.weeks(plan_boxes(found), today, found.deadline, width))
    return blocks


# --- how mature a topic is


def maturity_sentences(found: MaturityEstimate) -> list[str]:
    """How many records there are, and how large the last steps were."""
    words = {
        "n": len(found.records),
        "first": found.records[0].written if found.records else "",
        "last": found.records[-1].written if found.records else "",
    }
    said = []
    if len(found.records) == 1:
        said.append(_("One result that set a record: %(first)s.") % words)
    elif found.records:
        said.append(_("%(n)d results that set a record, from %(first)s to %(last)s.") % words)
    if found.median_step is not None:
        steps = {"steps": ", ".join(about(step) for step in found.last_steps), "median": about(found.median_step)}
        said.append(
            _("The last steps, in percent of the scale: %(steps)s; the one in the middle: %(median)s.") % steps
        )
    if len(found.records) < 3:
        said.append(_("Fewer than three records: a young topic, or one of which little is known here."))
    elif found.low < found.high:
        said.append(_("The last steps differ a good deal, so it may be a level more or less."))
    said.append(_("Where you know of a crowd at work on it, take the lower level."))
    return said


def record_points(found: MaturityEstimate) -> list[RecordSet]:
    """The records as points for `charts.records`."""
    steps = [None, *found.steps]
    return [RecordSet(one.when, one.written, one.score, steps[i]) for i, one in enumerate(found.records)]


def maturity_blocks(found: MaturityEstimate, width: int) -> list[list[Line]]:
    """The sentences, and the records over time."""
    picture = charts.records(record_points(found), width, lower_is_better=found.lower_is_better)
    return [_paragraphs(maturity_sentences(found), width), *([picture] if picture else [])]


def _paragraphs(sentences: list[str], width: int) -> list[Line]:
    return [[(line, "label")] for line in wrap(" ".join(sentences), width)]
