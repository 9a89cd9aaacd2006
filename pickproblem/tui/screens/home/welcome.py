"""What stands where there is no record yet: what the program does, the two keys, and what a result looks like."""

from __future__ import annotations

from textual.content import Content

from pickproblem.language import _

WIDTH = 76
"""Cells that the picture takes at most."""


def words() -> Content:
    """The words and the keys."""

    def muted(text: str) -> Content:
        return Content.styled(text, "$text-muted")

    def pressed(name: str, text: str) -> Content:
        return Content.assemble(("  ", ""), (f" {name} ", "bold $text-accent on $panel"), ("  ", ""), text)

    return Content("\n").join(
        [
            Content.styled(_("Choose what to work on, before the project starts."), "bold"),
            Content(""),
            muted(
                _(
                    "Write down the research problems you might take up and answer a few questions about each. "
                    "You see which one stands first, how sure that is, what would change it, and what to find out "
                    "next. Then you commit to one, with a date, and find it all again months later."
                )
            ),
            muted(_("It stays in a text file of yours: no account, no network, your own judgment.")),
            Content(""),
            pressed("n", _("begin: a title, then the problems; twenty minutes")),
            pressed("d", _("look at an example first, scored to the end")),
        ]
    )


def picture(width: int) -> Content:
    """What a result looks like, with made-up figures."""
    from pickproblem.report import charts
    from pickproblem.tui.widgets.chart import painted

    made_up = [
        charts.Ranked(_("the bold one"), 1, 63, 44, 79, first=0.61),
        charts.Ranked(_("the safe one"), 2, 57, 50, 64, first=0.30),
        charts.Ranked(_("the newest one"), 3, 42, 28, 56, first=0.09),
    ]
    return painted(charts.ranking(made_up, width))
