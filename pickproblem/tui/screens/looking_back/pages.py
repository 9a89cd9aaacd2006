"""The pages of a look-back: time as a bar and stretch by stretch, forecasts, impressions, what was not chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content

from pickproblem.language import N_, _, ngettext
from pickproblem.report import charts, looking_back
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.pages import TextPage, heading, listed, words

if TYPE_CHECKING:
    from pickproblem.tui.screens.looking_back.reading import Told
    from pickproblem.tui.screens.looking_back.screen import LookBackScreen


class LookBackPage(TextPage):
    """One page; while the records are read it says so."""

    def draw(self) -> None:
        """Paint what there is to see now."""
        screen = cast("LookBackScreen", self.screen)
        if screen.told is None:
            self.paint([words(screen.waiting, self.width, "$text-muted")])
        else:
            self.paint(self.blocks(screen.told, self.width))

    def blocks(self, told: Told, width: int) -> list[Content]:
        """What stands below each other."""
        raise NotImplementedError


def paragraphs(texts: list[str], width: int, style: str = "") -> Content:
    """A paragraph for each, without a blank line between."""
    return Content("\n").join([words(text, width, style) for text in texts]) if texts else Content("")


class TimePage(LookBackPage):
    """Where the hours went, and what that says."""

    title = N_("Time")

    def blocks(self, told: Told, width: int) -> list[Content]:
        """The window; the bar; the sentences."""
        back = told.back
        count = ngettext("%(n)d record", "%(n)d records", len(told.records)) % {"n": len(told.records)}
        head = f"{looking_back.window(back)} · {count}"
        if told.left_out:
            head += " · " + ngettext("%(n)d could not be read", "%(n)d could not be read", told.left_out) % {
                "n": told.left_out
            }
        first, *more = looking_back.sentences(back, told.bounds) or [""]
        said = [words(head, width, "$text-muted"), words(first, width, "bold")]
        if back.stints:
            said.append(painted(charts.time_spent(looking_back.spent(back), width)))
        else:
            none = _(
                "No time is noted in these months. On the page of a project, b begins a stretch of work and ends it; "
                "days with notes or commits count where hours are not known."
            )
            said.append(words(none, width))
        said.append(paragraphs(more, width, "$text-muted"))
        said.append(words(_("+ and − look back over more or fewer months."), width, "$text-muted"))
        return said


class StretchesPage(LookBackPage):
    """Stretch by stretch, with what came of it."""

    title = N_("Stretches")

    def blocks(self, told: Told, width: int) -> list[Content]:
        """The timeline, its legend, outputs, remarks."""
        back = told.back
        lanes = looking_back.lanes(back)
        if not lanes:
            return [words(_("No time is noted in these months."), width, "$text-muted")]
        kinds = {one.kind for one in back.stints}
        legend = " · ".join(
            f"{charts.KIND_MARKS[kind][0]} {_(title)}"
            for kind, title in looking_back.KIND_TITLES.items()
            if kind in kinds
        )
        return [
            Content("\n").join(
                [heading(_("Stretch by stretch"), width), painted(charts.timeline(lanes, *back.window, width))]
            ),
            words(legend, width, "$text-muted"),
            listed(_("What came of it"), looking_back.outputs(back), width),
            listed(_("To be said of single stretches"), looking_back.remarks(back), width),
        ]


class ForecastsPage(LookBackPage):
    """What was said with a chance, and what came true."""

    title = N_("Forecasts")

    def blocks(self, told: Told, width: int) -> list[Content]:
        """The Brier score beside what it is held against; the table once there are enough."""
        from pickproblem.report import taste

        first, *more = taste.forecasts(told.taste)
        rows = taste.table(told.taste)
        blocks = [words(first, width, "bold"), paragraphs(more, width)]
        if rows:
            head = heading(_("What was said, and what came true"), width)
            blocks.append(Content("\n").join([head, painted(charts.calibration(rows, width))]))
        blocks.append(words(taste.calibration(told.taste), width, "$text-muted"))
        return blocks


class ImpressionsPage(LookBackPage):
    """Plans, first impressions, feelings: what was thought, and what it was."""

    title = N_("Impressions")

    def blocks(self, told: Told, width: int) -> list[Content]:
        """Each with its figures, or with what is still missing."""
        from pickproblem.report import taste

        felt, *differed = taste.gut(told.taste)
        return [
            Content("\n").join([heading(_("Plans"), width), paragraphs(taste.plans(told.taste), width)]),
            Content("\n").join(
                [heading(_("First impressions"), width), paragraphs(taste.newness(told.taste), width)]
            ),
            Content("\n").join(
                [heading(_("By feeling"), width), words(felt, width), *(_entry(one, width) for one in differed)]
            ),
            words(taste.closing(), width, "$text-muted"),
        ]


def _entry(text: str, width: int) -> Content:
    return words(f"· {text}", width)


class NotChosenPage(LookBackPage):
    """What became of the ideas that a choice passed over."""

    title = N_("Not chosen")

    def blocks(self, told: Told, width: int) -> list[Content]:
        """Each with its day and its fate."""
        from pickproblem.report import taste

        said = taste.not_chosen(told.taste)
        if not said:
            none = _("No choice has passed anything over yet. Here stands, once one has, what became of the others.")
            return [words(none, width, "$text-muted")]
        return [
            listed(_("Passed over, since when, and what became of it"), said, width),
            words(taste.closing(), width, "$text-muted"),
        ]
