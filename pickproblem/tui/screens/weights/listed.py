"""The list of the rubrics, with a key for all that can be done to one."""

from __future__ import annotations

from itertools import chain

from pickproblem.language import N_, _
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.screens.weights.in_hand import InHand
from pickproblem.tui.screens.weights.picture import INDENT
from pickproblem.tui.widgets.lines import Lines, line
from pickproblem.weighing import Shown

_WIDEST = 110
"""A longer bar says no more, and its figure stands far from its name."""


class WeightList(Lines):
    """The rubrics under their headings."""

    BINDINGS = [
        key("enter", "select", N_("Go on"), id="weights-accept", display="Enter"),
        key("left,shift+up", "screen.raise", N_("More / less"), id="weights-raise", display="← →"),
        key("right,shift+down", "screen.lower", id="weights-lower", show=False),
        *(
            key(str(n), f"screen.answer({n})", N_("Answer"), id=f"weights-answer-{n}", show=n == 1, display="1–9")
            for n in range(1, 10)
        ),
        key("left", "screen.column(0)", N_("Column"), id="weights-column-most", display="← →"),
        key("right", "screen.column(1)", id="weights-column-least", show=False),
        key("x,delete", "screen.leave_out", N_("Out / in"), id="weights-out", display="x"),
        key("a", "screen.add", N_("Add"), id="weights-add"),
        key("w", "screen.points", N_("Points"), id="weights-points"),
        key("w", "screen.compare", N_("Compare"), id="weights-compare"),
        key("w", "screen.groups", N_("Groups"), id="weights-groups"),
        key("b", "screen.ends", N_("Most / least"), id="weights-ends"),
        key("p", "screen.profile", id="weights-profile", show=False),
        *(key(str(n), f"screen.digit({n})", id=f"weights-digit-{n}", show=False) for n in range(10)),
        key("backspace", "screen.erase", id="weights-erase", show=False),
    ]

    def show(self, hand: InHand, record: Record, library: Library, picture: Shown, at: str | None) -> None:
        """What is weighed, as its way shows it; then what is asked without weight, then what is left out."""
        unweighed, out = hand.unweighed(record), hand.left_out(record)
        titles = {name: safe(str(library.rubrics[name].title)) for name in chain(hand.weighed, unweighed, out)}
        options = hand.way.options(titles, picture, min(max(self.content_size.width, 40) - 1, _WIDEST))
        parts = (
            ("unweighed", _("asked, without weight: it can rule out or warn"), unweighed),
            ("out", _("left out"), out),
        )
        for id, words, names in parts:
            if names and hand.stage != "compare":
                options.append(line(id, (words, "$text-muted italic"), disabled=True))
                options.extend(line(name, INDENT, (titles[name], "$text-muted")) for name in names)
        self.fill(options, at)
