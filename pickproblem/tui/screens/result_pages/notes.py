"""The last page: what the decision rests on, and who is not in the race."""

from __future__ import annotations

from textual.content import Content

from pickproblem import forecasting
from pickproblem.commitment import forecast_name
from pickproblem.language import N_, _
from pickproblem.record import Record
from pickproblem.report import charts, result, together
from pickproblem.tui.screens.result_pages.page import Page, heading, listed, words
from pickproblem.tui.screens.result_pages.view import View


class NotesPage(Page):
    """Commitment, who is ruled out or set aside, advice, and what to keep in mind."""

    title = N_("Notes")

    def blocks(self, view: View, width: int) -> list[Content]:
        """One list below the other."""
        document, record, library = view.document, view.record, view.library
        judged = [*result.raters(document, library), *together.lowest_interest(document, record)]
        mind = [*result.beside(document), *judged, result.answers_in(document)]
        lists = [
            listed(_("Commitment"), _committed(record), width),
            listed(_("Ruled out"), result.ruled_out(document, record, library), width),
            listed(_("Set aside"), result.set_aside(record), width),
            listed(_("Advice"), result.advice(document), width),
            listed(_("To keep in mind"), [*mind, *document["notes"]], width),
        ]
        said = words(_("What the result rests on, besides the figures."), width, "$text-muted")
        return [heading(_("Notes"), width) + Content("\n") + said, *lists]


def _committed(record: Record) -> list[str]:
    commitment = record.commitment
    if commitment is None:
        return []
    chosen = record.candidate(commitment.candidate)
    said = [
        _("Chosen on %(day)s: %(title)s")
        % {
            "day": forecasting.chosen(record, commitment).date(),
            "title": chosen.title if chosen else commitment.candidate,
        }
    ]
    if commitment.reason:
        said.append(_("Why: %(reason)s") % {"reason": commitment.reason})
    for criterion in commitment.kill_criteria:
        named = {"by": criterion.by, "unless": criterion.unless or "–", "then": criterion.then or "–"}
        said.append(_("If by %(by)s there is not: %(unless)s. Then: %(then)s") % named)
    for forecast in forecasting.all_of(record, commitment):
        named = {
            "name": forecast_name(forecast.id),
            "share": charts.percent(float(forecast.p)),
            "day": forecast.resolve or "–",
        }
        said.append(_("Forecast “%(name)s”: %(share)s, to be seen on %(day)s") % named)
    if commitment.reviews:
        said.append(_("Look again on %(days)s") % {"days": ", ".join(map(str, commitment.reviews))})
    return said
