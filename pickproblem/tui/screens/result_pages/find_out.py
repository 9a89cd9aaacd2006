"""The sixth page: which answers are worth finding out before choosing, each one key away."""

from __future__ import annotations

from textual.content import Content

from pickproblem.language import N_, _
from pickproblem.report import charts, outlook, result
from pickproblem.tui.keys import key
from pickproblem.tui.screens.result_pages.page import Page, heading, words
from pickproblem.tui.screens.result_pages.view import View
from pickproblem.tui.widgets.chart import painted


class FindOutPage(Page):
    """The open answers by what they are worth; Enter leads to the question, and back here."""

    title = N_("Find out")
    BINDINGS = [
        key("enter", "answer", N_("Answer it"), id="find-out-answer"),
        key("down,j", "move(1)", N_("Choose"), id="find-out-down", display="↑↓"),
        key("up,k", "move(-1)", id="find-out-up", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._row = 0
        self._above = 0

    def idle(self) -> tuple[str, ...]:
        """Without an open question there is none to choose."""
        found = self.view is not None and self.view.race and self.view.document["find_out_next"]
        return () if found else ("answer", "move")

    def blocks(self, view: View, width: int) -> list[Content]:
        """How the last answer moved it; what the one under the cursor is worth; the picture; how to read it."""
        document = view.document
        found = document["find_out_next"]
        since = words(view.since, width, "bold $text-success") if view.since else Content("")
        if not view.race:
            return [words(result.headline(document)[0], width, "bold")]
        if not found:
            said = _("No answer that is still open would change the first place. You may choose.")
            return [since, words(said, width, "bold")]
        self._row = min(self._row, len(found) - 1)
        legend = _(
            "gain (█): how many points better the choice gets on average when this is known before choosing. "
            "spread (▒): how far the score may move with it. An answer without a range counts as give or take one."
        )
        worth = words(outlook.worth(document, view.library, found[self._row]), width, "$text-accent")
        head = heading(_("Worth finding out before choosing"), width)
        rows = outlook.questions(document, view.library)
        lines = [block.plain.count("\n") + 2 for block in (since, head, worth) if block.plain]
        self._above = sum(lines) + 1
        return [
            since,
            head,
            worth,
            painted(charts.questions(rows, width, self._row)),
            words(legend, width, "$text-muted"),
        ]

    def action_move(self, step: int) -> None:
        """The cursor moves to another question."""
        if self.view is not None and self.view.race and self.view.document["find_out_next"]:
            self._row = min(max(self._row + step, 0), len(self.view.document["find_out_next"]) - 1)
            self.show(self.view)
            self.keep_in_view(self._above + self._row)

    def action_answer(self) -> None:
        """To that very question, and back."""
        found = self.view.document["find_out_next"] if self.view is not None and self.view.race else []
        if found:
            question = found[self._row]
            self._row = 0
            self.result.answer_again(question["candidate"], question["rubric"])
