"""The weights that follow from what was given, and their bars with the mark of equal weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from pickproblem.language import _
from pickproblem.record import WeightsIn
from pickproblem.report import charts
from pickproblem.text import cells, fit, safe, shorten
from pickproblem.tui.widgets.lines import line
from pickproblem.weighing import Shown

INDENT = "   "
_LEAST_BAR = 20


def picture(weights: WeightsIn) -> Shown:
    """The weights shown. Takes its time when called first: the arithmetic is loaded then, so never in the loop."""
    from pickproblem.ranking.weights import shown

    return shown(weights)


def bars(
    names: Sequence[str], titles: Mapping[str, str], shares: Mapping[str, float], width: int
) -> dict[str, tuple[Content, Content]]:
    """Each rubric's title, and its bar with the figure; `◆` stands where equal weights would end.

    Where there is little room, titles are cut and the bars are short. Without shares there is no bar, and more room.
    """
    longest = max((cells(safe(titles[name])) for name in names), default=0)
    title_width = min(longest, width - (_LEAST_BAR if shares else 2))
    titled = {name: Content.styled(fit(safe(titles[name]), title_width) + "  ", "$foreground") for name in names}
    if not shares:
        return {name: (title, Content("")) for name, title in titled.items()}
    rows = [charts.Weight("", shares.get(name, 0.0)) for name in names]
    drawn = charts.weights(rows, width - title_width)[1:]
    largest = max((shares.get(name, 0.0) for name in names), default=0.0)
    found: dict[str, tuple[Content, Content]] = {}
    for name, (_blank, *bar, figure) in zip(names, drawn, strict=True):
        length = "".join(text for text, _role in bar)
        told = Content(" " * (cells(length) + cells(figure[0])))
        if name in shares and largest > 0:
            at = min(round(len(length) / len(names) / largest), len(length) - 1)
            told = Content.assemble(
                (length[:at], "$primary"),
                ("◆", "$text-accent"),
                (length[at + 1 :], "$primary"),
                (figure[0], "$foreground"),
            )
        found[name] = (titled[name], told)
    return found


def equally(count: int) -> str:
    """What equal weights would give each, with the mark that stands for it on the bars."""
    return _("◆ equal: %(share)s each") % {"share": charts.percent(1 / max(count, 1))}


def heading(id: str, words: str, width: int, right: str = "") -> Option:
    """A line that cannot be chosen, with words at its right end where there is room for both."""
    gap = width - cells(words) - cells(right)
    text = f"{words}{' ' * gap}{right}" if right and gap >= 2 else words
    return line(id, (shorten(text, width), "$text-muted italic"), disabled=True)
