"""Charts as text: from figures to lines of styled segments, for the screens, the command line and the tests.

Nothing is computed here but places on an axis. Every line is at most ``width`` cells. What a colour says, a
character says too, so that a chart can be read without any.

Roles of segments, for whoever colours them:

==========  ==================================================================
label       names of candidates and rubrics
value       a figure
muted       headings, axes, what is beside the point
solid       the sure part of a bar
doubt       the part of a bar between its low and its high end
mark        the score itself
good, bad   a lead and a lag
rank1..5    the shares of the first, second, third, fourth and later ranks; the parts of a whole
heat0..5    a level in the table of answers, 0 where it is not known
==========  ==================================================================
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pickproblem.report.charts.advice import FAILS, HOLDS, Beside, Held, Scored, beside, conditions, scores
    from pickproblem.report.charts.answers import HEAT, OUT, Believed, Levels, heat, heat_legend
    from pickproblem.report.charts.courses import CourseMark, course, course_legend
    from pickproblem.report.charts.dates import Box, RecordSet, records, weeks
    from pickproblem.report.charts.estimates import MemoryPart, RunsThatFit, about, memory, runs_that_fit
    from pickproblem.report.charts.lines import (
        DOUBT,
        MARK,
        SHARES,
        SOLID,
        TRACK,
        Line,
        Segment,
        clip,
        percent,
        plain,
        points,
        span,
        to_ascii,
    )
    from pickproblem.report.charts.looking_back import (
        KIND_MARKS,
        SAID,
        Bin,
        Lane,
        Spent,
        Stretch,
        calibration,
        time_spent,
        timeline,
        written_hours,
    )
    from pickproblem.report.charts.parts import Part, Weight, contributions, weights
    from pickproblem.report.charts.people import EACH, EMPTY, Opinions, opinions
    from pickproblem.report.charts.rankings import Ranked, Share, ranking, shares
    from pickproblem.report.charts.sensitivity import (
        Lever,
        Moved,
        Question,
        moved,
        questions,
        signed,
        tornado,
    )
    from pickproblem.report.charts.slopes import Slope, slope

__all__ = [
    "DOUBT",
    "EACH",
    "EMPTY",
    "FAILS",
    "HEAT",
    "HOLDS",
    "KIND_MARKS",
    "MARK",
    "OUT",
    "SAID",
    "SHARES",
    "SOLID",
    "TRACK",
    "Believed",
    "Beside",
    "Bin",
    "Box",
    "CourseMark",
    "Held",
    "Lane",
    "Levels",
    "Lever",
    "Line",
    "MemoryPart",
    "Moved",
    "Opinions",
    "Part",
    "Question",
    "Ranked",
    "RecordSet",
    "RunsThatFit",
    "Scored",
    "Segment",
    "Share",
    "Slope",
    "Spent",
    "Stretch",
    "Weight",
    "about",
    "beside",
    "calibration",
    "clip",
    "conditions",
    "contributions",
    "course",
    "course_legend",
    "heat",
    "heat_legend",
    "memory",
    "moved",
    "opinions",
    "percent",
    "plain",
    "points",
    "questions",
    "ranking",
    "records",
    "runs_that_fit",
    "scores",
    "shares",
    "signed",
    "slope",
    "span",
    "time_spent",
    "timeline",
    "to_ascii",
    "tornado",
    "weeks",
    "weights",
    "written_hours",
]

_FAMILIES = (
    "lines",
    "rankings",
    "parts",
    "sensitivity",
    "answers",
    "slopes",
    "looking_back",
    "advice",
    "estimates",
    "dates",
    "courses",
    "people",
)
"""The modules of charts, the most used first."""


def _found(name: str) -> Any:
    # What is asked for imports its family and those before it, no more: `rank` needs half of them.
    for family in _FAMILIES if name in __all__ else ():
        known = vars(import_module(f"{__name__}.{family}"))
        if name in known:
            globals()[name] = known[name]
            return known[name]
    raise AttributeError(f"there is no chart {name}")


if not TYPE_CHECKING:  # else any name at all would pass
    __getattr__ = _found
