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
rank1..5    the shares of the first, second, third, fourth and later ranks
==========  ==================================================================
"""

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
    span,
    to_ascii,
)
from pickproblem.report.charts.parts import Part, Weight, contributions, weights
from pickproblem.report.charts.rankings import Ranked, Share, ranking, shares

__all__ = [
    "DOUBT",
    "MARK",
    "SHARES",
    "SOLID",
    "TRACK",
    "Line",
    "Part",
    "Ranked",
    "Segment",
    "Share",
    "Weight",
    "clip",
    "contributions",
    "percent",
    "plain",
    "ranking",
    "shares",
    "span",
    "to_ascii",
    "weights",
]
