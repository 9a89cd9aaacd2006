"""What is said of weights while they are given: comparisons, how well they agree, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from pickproblem.language import N_, _, ngettext
from pickproblem.report.charts import percent
from pickproblem.weighing import Comparisons, Pair, agreement

ANCHORS = (
    (1, N_("equally")),
    (3, N_("somewhat more")),
    (5, N_("clearly")),
    (7, N_("much")),
    (9, N_("extremely")),
)
"""What some of the numbers from 1 to 9 stand for; the others lie between."""
_AGREEMENT = {
    "full": N_("The comparisons agree in full"),
    "good": N_("The comparisons agree well"),
    "fair": N_("The comparisons disagree somewhat"),
    "poor": N_("The comparisons disagree a good deal"),
}


def agreeing(xi: float) -> str:
    """How well best-worst comparisons agree."""
    words = {"words": _(_AGREEMENT[agreement(xi)]), "xi": f"{xi:.3f}"}
    return _("%(words)s (ξ = %(xi)s; 0 is perfect).") % words


def compared(pair: Pair, titles: Mapping[str, str]) -> str:
    """The question of one comparison."""
    return _("“%(more)s” against “%(less)s”: how much more?") % {"more": titles[pair[0]], "less": titles[pair[1]]}


def open_comparisons(count: int) -> str:
    """How many comparisons are open."""
    words = ngettext(
        "%(n)d comparison is open; earlier weights stay in force.",
        "%(n)d comparisons are open; earlier weights stay in force.",
        count,
    )
    return words % {"n": count}


def look_again(known: Comparisons, titles: Mapping[str, str]) -> str | None:
    """Which comparison to look at again first, and what would fit the others; None where all agree."""
    found = known.look_again()
    if found is None:
        return None
    (more, less), fits = found
    told = {"more": titles[more], "less": titles[less], "now": f"{known.given[more, less]:g}"}
    words = _("Look again first: “%(more)s” against “%(less)s”, now %(now)s") % told
    if fits is None:
        return words
    fit = _("%(fits)d would fit the others") % {"fits": fits}
    return f"{words}; {fit}"


def share(weight: float, reach: tuple[float, float] | None) -> str:
    """A weight on 0..1 in percents, with its range where there is one."""
    if reach is None:
        return percent(weight)
    words = {"share": percent(weight), "low": percent(reach[0]), "high": percent(reach[1])}
    return _("%(share)s, from %(low)s to %(high)s") % words
