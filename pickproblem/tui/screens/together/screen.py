"""Several raters who have finished: where they differ and why, and from there to one more round or to the choice."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult

from pickproblem import edits, rounds, together
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Record
from pickproblem.rubric import Library
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens.together.pages import DifferencesPage, InterestPage, OrdersPage
from pickproblem.tui.widgets.pages import Pages

if TYPE_CHECKING:
    from pickproblem.ranking.raters import Ranks


@dataclass(frozen=True)
class Counted:
    """The joint ranking, and how each would rank them."""

    record: Record
    document: Mapping[str, Any]
    ranks: list[Ranks]


class TogetherScreen(RecordScreen):
    """Opens with where they differ; names stay hidden until they are asked for."""

    step = "result"
    help_topic = "together"
    BINDINGS = [
        key("n", "names", N_("Names"), id="together-names"),
        key("r", "revise", N_("Answer again"), id="together-revise"),
        key("v", "result", id="together-result", show=False),
        key("o", "hand_over", N_("Next person"), id="together-hand-over"),
        key("c", "commit", N_("Commit"), id="together-commit"),
        key("q", "home", id="together-home", show=False),
        key("escape", "back", N_("Home"), id="back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.names = False
        """Whether the names are shown."""
        self.counted: Counted | None = None
        """None while it is counted."""

    def body(self) -> ComposeResult:
        """The pages."""
        yield Pages(DifferencesPage(), OrdersPage(), InterestPage())

    def on_mount(self) -> None:
        """Count behind the paint."""
        super().on_mount()
        self._count()

    def record_changed(self) -> None:
        """Somebody else may have finished meanwhile."""
        self._count()
        self.query_one(Pages).draw()
        self.refresh_bindings()

    @work(exclusive=True, group="ranking")
    async def _count(self) -> None:
        opened = self.opened
        self.counted = await asyncio.to_thread(counted, opened.seen, opened.library)
        if self.is_there:
            self.query_one(Pages).draw()

    @property
    def may_see(self) -> bool:
        """Whether the one who sits here has finished, and there is another's answer to see."""
        opened = self.opened
        return together.may_see(opened.record, opened.rater) and len(rounds.raters(opened.record)) > 1

    @property
    def may_revise(self) -> bool:
        """Whether one round more is open to the one who sits here."""
        opened = self.opened
        return (
            self.may_see
            and opened.record.commitment is None
            and not rounds.has_revised(opened.record, opened.rater)
            and bool(rounds.cells_again(opened.record, opened.library))
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who may not see the others yet has nothing to name or to answer again."""
        if action == "names":
            return self.may_see
        if action == "revise":
            return self.may_revise
        return super().check_action(action, parameters)

    # --- doing

    def action_names(self) -> None:
        """Show whose answer is whose, or hide it again."""
        self.names = not self.names
        self.query_one(Pages).draw()
        self.say(_("Names are shown; n hides them again.") if self.names else _("Names are hidden."))

    @work(exclusive=True, group="ask")
    async def action_revise(self) -> None:
        """The round in which each may answer again what they differ about most."""
        opened = self.opened
        if opened.session is None:
            still = together.awaited(opened.record)
            if still:
                title = _("Begin before all have finished?")
                words = _("What is asked may change when the others have. Whoever comes later still scores alone.")
                options = [_("Wait for them"), _("Begin now")]
                if await self.app.push_screen_wait(ChoiceDialog(title, words, options)) != 1:
                    return
            record, _session = edits.begin_session(opened.record, opened.rater, "review", self.program.now())
            opened.change(record)
            opened.forget_undo()
        self.go(opened.next_step())

    def action_hand_over(self) -> None:
        """Somebody else sits down."""
        self.opened.named = False
        self.program.ask_name()

    # --- moving about

    def action_result(self) -> None:
        """The joint ranking."""
        self.go(Step("result"))

    def action_commit(self) -> None:
        """To the commitment, with the joint ranking at hand."""
        from pickproblem.tui.screens.commit import CommitScreen

        if self.counted is not None:
            self.program.show(CommitScreen([one["id"] for one in self.counted.document["candidates"]]))

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()

    def action_back(self) -> None:
        """To the project behind a commitment, else to the list of records."""
        if self.opened.record.commitment is not None:
            self.go(Step("project"))
        else:
            self.program.go_home()


def counted(record: Record, library: Library) -> Counted:
    """The joint ranking of what may be seen, and that of each: to be counted off the event loop."""
    from pickproblem import ranking
    from pickproblem.ranking.raters import ranks_by_rater

    return Counted(record, ranking.rank(record, library, can_win=False), ranks_by_rater(record, library))
