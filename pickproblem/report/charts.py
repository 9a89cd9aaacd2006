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

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from pickproblem.language import N_, _
from pickproblem.text import JOINERS, cells, fit, safe, shorten

Segment = tuple[str, str]
"""A text and its role."""
Line = list[Segment]
Value = TypeVar("Value")

SOLID, DOUBT, MARK, TRACK = "█", "▒", "◆", "░"
SHARES = ("█", "▓", "▒", "░", "·")
"""What fills the share of each rank; the last stands for all ranks from there on."""

_ASCII = str.maketrans("█▓▒░◆·–—−…×±›▸✓│─“”‘’≤", "#=:.*----~x~>>+|-\"\"''<")
_GAP = "  "
_LEAST_BAR = 14
_NARROWEST_BAR = 10


class Ranked(NamedTuple):
    """One candidate of a ranking; ``score``, ``low`` and ``high`` on 0..100."""

    title: str
    rank: int
    score: float
    low: float
    high: float
    first: float | None = None
    """The share of draws (0..1) in which it comes first."""
    equal_rank: int | None = None
    gut_rank: int | None = None
    before_rank: int | None = None
    """Its rank under the weights that stood before they were changed."""


class Part(NamedTuple):
    """What one rubric gives: its weight on 0..1, and points of at most 100 times that, for one candidate or two."""

    title: str
    weight: float
    points: tuple[float, ...]


class Share(NamedTuple):
    """One candidate's shares of the first, second, … rank, on 0..1."""

    title: str
    ranks: Sequence[float]


class Weight(NamedTuple):
    """A rubric's weight on 0..1, and the one it had before where that is shown beside."""

    title: str
    weight: float
    before: float | None = None


def plain(line: Line) -> str:
    """The line without its roles."""
    return "".join(text for text, _role in line).rstrip()


def to_ascii(text: str) -> str:
    """Our own marks in ASCII, for an output that has no others; letters of any language stay as they are."""
    return text.translate(_ASCII)


def percent(share: float) -> str:
    """A share in whole percents; "<1%" and ">99%" where rounding would claim never or always."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{round(100 * share)}%"


def span(score: float, low: float, high: float) -> str:
    """A score with how sure it is: ``71, 62–79``."""
    return f"{round(score)}, {round(low)}–{round(high)}"


def clip(line: Line, width: int) -> Line:
    """The line cut to ``width`` cells."""
    if sum(cells(text) for text, _role in line) <= width:
        return line
    clipped: Line = []
    left = max(width, 0)
    for text, role in line:
        kept = shorten(text, left)
        clipped.append((kept, role))
        left -= cells(kept)
        if kept != text:
            break
    return clipped


def ranking(rows: Sequence[Ranked], width: int, *, roomy: bool | None = None) -> list[Line]:
    """One bar a candidate on a common axis of 0..100: solid to the low end, lighter to the high end, a mark between.

    Beside it score and range, and a column for each further figure that the rows hold. ``roomy``: each title on a
    line of its own above its bar; unless said, this is done where a title would be cut otherwise.
    """
    if not rows:
        return []
    ranks = _Column("", [str(row.rank) for row in rows])
    columns = [
        _Column(_("score"), [span(row.score, row.low, row.high) for row in rows]),
        # Translators: headings of narrow columns; the share of draws won, then ranks.
        *_optional(N_("first in"), [row.first for row in rows], percent),
        *_optional(N_("equal"), [row.equal_rank for row in rows], str),
        *_optional(N_("gut"), [row.gut_rank for row in rows], str),
        *_optional(N_("before"), [row.before_rank for row in rows], str),
    ]
    while len(columns) > 1 and width - ranks.width - 1 - _width(columns) < _NARROWEST_BAR:
        columns.pop()
    titles = [_clean(row.title) for row in rows]
    room = width - ranks.width - 1 - _width(columns)
    title_width, bar = _divide(titles, room)
    if roomy or (roomy is None and title_width < max(map(cells, titles))):
        title_width, bar = 0, max(room, 1)
    indent = " " * (ranks.width + 1 + (title_width + len(_GAP) if title_width else 0))

    lines: list[Line] = [[(indent, "muted"), (_axis(bar), "muted"), *_heads(columns)]]
    for i, (row, title) in enumerate(zip(rows, titles, strict=True)):
        begin: Line = [(f"{ranks.cell(i)} ", "value")]
        if title_width:
            begin.append((fit(title, title_width) + _GAP, "label"))
        else:
            lines.append([*begin, (title, "label")])
            begin = [(indent, "label")]
        lines.append([*begin, *_range_bar(row, bar), *_cells(columns, i)])
    return [clip(line, width) for line in lines]


def contributions(names: Sequence[str], parts: Sequence[Part], width: int) -> list[Line]:
    """Points a rubric: of one candidate, or of the first two side by side with the lead of the first.

    A bar is solid up to the points it got and light up to those it could have got, which is the rubric's weight.
    ``names``: the one or two candidates.
    """
    if not parts:
        return []
    both = len(names) == 2
    weights = _Column(_("weight"), [percent(part.weight) for part in parts])
    points = [_Column("", [str(round(part.points[k])) for part in parts]) for k in range(len(names))]
    leads = [round(part.points[0]) - round(part.points[len(names) - 1]) for part in parts]
    lead = _Column(_("lead"), [f"{lead:+d}" if lead else "0" for lead in leads])
    titles = [_clean(part.title) for part in parts]
    room = width - _width([weights]) - sum(1 + column.width for column in points)
    room -= (_width([lead]) + len(_GAP) if both else 0) + len(_GAP)
    title_width, bars = _divide(titles, room, least_bar=_LEAST_BAR * len(names), gap=0)
    bar = max(bars // len(names), 1)
    largest = max((part.weight for part in parts), default=0.0) or 1.0

    head: Line = [(" " * title_width, "muted"), *_heads([weights])]
    if both:
        for name, column in zip(names, points, strict=True):
            head.append((_GAP + fit(_clean(name), bar + 1 + column.width), "label"))
        head += _heads([lead])
    lines = [head]
    for i, (part, title) in enumerate(zip(parts, titles, strict=True)):
        line: Line = [(fit(title, title_width), "label"), *_cells([weights], i, "muted")]
        for column, got in zip(points, part.points[: len(names)], strict=True):
            got_cells = _cell(got / 100 / largest, bar)
            could = max(_cell(part.weight / largest, bar), got_cells)
            line += [
                (_GAP + SOLID * got_cells, "solid"),
                (TRACK * (could - got_cells) + " " * (bar - could), "muted"),
                (" " + column.cell(i), "value"),
            ]
        if both:
            line += _cells([lead], i, "good" if leads[i] > 0 else "bad" if leads[i] < 0 else "muted")
        lines.append(line)
    return [clip(line, width) for line in lines]


def shares(rows: Sequence[Share], width: int) -> list[Line]:
    """How often each candidate takes each rank: a bar of as many kinds of cells as ranks, the numbers beside it."""
    if not rows:
        return []
    kinds = min(max(len(row.ranks) for row in rows), len(SHARES))
    full = max(len(row.ranks) for row in rows)
    padded = [[*row.ranks, *[0.0] * (full - len(row.ranks))] for row in rows]
    table = [[*ranks[: kinds - 1], sum(ranks[kinds - 1 :])] for ranks in padded]
    more = full > kinds
    columns = [
        _Column(
            f"{SHARES[k]} {k + 1}+" if more and k == kinds - 1 else f"{SHARES[k]} {k + 1}",
            [percent(entries[k]) for entries in table],
        )
        for k in range(kinds)
    ]
    titles = [_clean(row.title) for row in rows]
    title_width, bar = _divide(titles, width - _width(columns))
    lines: list[Line] = [
        [(" " * (title_width + len(_GAP)), "muted"), (fit(_("rank"), bar), "muted"), *_heads(columns)]
    ]
    for i, (entries, title) in enumerate(zip(table, titles, strict=True)):
        line: Line = [(fit(title, title_width) + _GAP, "label")]
        line += [(SHARES[k] * length, f"rank{k + 1}") for k, length in enumerate(_apportion(entries, bar))]
        lines.append([*line, *_cells(columns, i)])
    return [clip(line, width) for line in lines]


def weights(rows: Sequence[Weight], width: int) -> list[Line]:
    """A bar a rubric, the largest weight filling the line; a mark where the weight stood before."""
    if not rows:
        return []
    columns = [
        _Column(_("weight"), [percent(row.weight) for row in rows]),
        *_optional(N_("before"), [row.before for row in rows], percent),
    ]
    titles = [_clean(row.title) for row in rows]
    title_width, bar = _divide(titles, width - _width(columns))
    largest = max(max(row.weight, row.before or 0.0) for row in rows) or 1.0
    lines: list[Line] = [[(" " * (title_width + len(_GAP) + bar), "muted"), *_heads(columns)]]
    for i, (row, title) in enumerate(zip(rows, titles, strict=True)):
        length = _cell(row.weight / largest, bar)
        drawn = list(SOLID * length + " " * (bar - length))
        if row.before is not None:
            drawn[min(_cell(row.before / largest, bar), bar - 1)] = MARK
        lines.append([(fit(title, title_width) + _GAP, "label"), *_runs(drawn), *_cells(columns, i)])
    return [clip(line, width) for line in lines]


class _Column(NamedTuple):
    """Figures under a heading, to the right."""

    head: str
    entries: list[str]

    @property
    def width(self) -> int:
        return max(cells(entry) for entry in [self.head, *self.entries])

    def cell(self, i: int) -> str:
        return _right(self.entries[i], self.width)


def _optional(head: str, values: Iterable[Value | None], written: Callable[[Value], str]) -> list[_Column]:
    entries = ["–" if value is None else written(value) for value in values]
    return [_Column(_(head), entries)] if any(entry != "–" for entry in entries) else []


def _width(columns: Iterable[_Column]) -> int:
    return sum(len(_GAP) + column.width for column in columns)


def _heads(columns: Iterable[_Column]) -> Line:
    return [(_GAP + _right(column.head, column.width), "muted") for column in columns]


def _cells(columns: Iterable[_Column], i: int, role: str = "value") -> Line:
    return [(_GAP + column.cell(i), role) for column in columns]


def _right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def _clean(title: str) -> str:
    # A joiner at either end would join the neighbouring blank, and shift the line.
    return safe(title).strip("".join(JOINERS) + " ")


def _divide(titles: Sequence[str], room: int, least_bar: int = _LEAST_BAR, gap: int = len(_GAP)) -> tuple[int, int]:
    """Cells for the titles and for the bars: whole titles if they leave a fair bar, else at most 45 %."""
    longest = max(map(cells, titles), default=0)
    whole = longest <= room - gap - least_bar
    title = longest if whole else min(longest, max(room * 45 // 100, 1))
    return title, max(room - gap - title, 1)


def _cell(share: float, width: int) -> int:
    return round(min(max(share, 0.0), 1.0) * width)


def _range_bar(row: Ranked, width: int) -> Line:
    def place(score: float) -> int:
        return min(max(int(score / 100 * width), 0), width - 1)

    low, high = place(row.low), place(row.high)
    drawn = [SOLID if i < low else DOUBT if i <= high else " " for i in range(width)]
    drawn[place(row.score)] = MARK
    return _runs(drawn)


def _runs(drawn: Sequence[str]) -> Line:
    roles = {SOLID: "solid", DOUBT: "doubt", MARK: "mark"}
    return [("".join(run), roles.get(character, "muted")) for character, run in groupby(drawn)]


def _axis(width: int) -> str:
    ticks = (0, 25, 50, 75, 100) if width >= 30 else (0, 50, 100) if width >= 10 else (0,)
    drawn = [" "] * width
    for tick in ticks:
        text = str(tick)
        begin = min(max(tick * width // 100 - len(text) // 2, 0), width - len(text))
        drawn[begin : begin + len(text)] = text
    return "".join(drawn)


def _apportion(entries: Sequence[float], length: int) -> list[int]:
    """Whole cells for each share, together as many as all shares make of the line (largest remainders)."""
    exact = [max(entry, 0.0) * length for entry in entries]
    given = [int(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda k: given[k] - exact[k])
    for k in order[: max(min(round(sum(exact)), length) - sum(given), 0)]:
        given[k] += 1
    return given
