"""Charts as text on a screen: each segment in the colour of its role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from textual.content import Content

from pickproblem.report.charts import Line

STYLES = {
    "label": "$foreground",
    "value": "bold $foreground",
    "muted": "$text-muted",
    "solid": "$primary",
    "doubt": "$secondary",
    "mark": "bold $text-accent",
    "good": "bold $success",
    "bad": "bold $error",
    "rank1": "$primary",
    "rank2": "$secondary",
    "rank3": "$text-accent",
    "rank4": "$text-muted",
    "rank5": "$text-muted",
    "heat0": "$text-muted",
    "heat1": "$text-muted",
    "heat2": "$secondary",
    "heat3": "$secondary",
    "heat4": "$primary",
    "heat5": "$primary",
}
"""Theme colours of the roles that `report.charts` names; every role is told by a character as well."""


def painted(lines: Sequence[Line]) -> Content:
    """The chart, one line below the other."""
    return Content("\n").join([Content.assemble(*_styled(line)) for line in lines])


def _styled(line: Line) -> Iterator[tuple[str, str]]:
    # Neighbours of one style together: each part takes its time to paint.
    for style, parts in groupby(line, key=lambda part: STYLES.get(part[1], "")):
        yield "".join(text for text, _role in parts), style
