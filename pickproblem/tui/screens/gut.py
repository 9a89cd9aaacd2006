"""The ranking by feeling, asked last and before any total is shown."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pickproblem import edits, flow
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.text import safe
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.keys import key


class GutScreen(RecordScreen):
    """One key a candidate, the best first; the last one falls into place by itself."""

    CSS_PATH = "gut.tcss"
    step = "score"
    help_topic = "score"
    BINDINGS = [
        key("1", "place(1)", N_("Next best"), id="gut-1", display="1–9"),
        *(key(str(n), f"place({n})", id=f"gut-{n}", show=False) for n in range(2, 10)),
        key("enter", "place_highlighted", id="gut-enter", show=False, priority=True),
        key("u,backspace", "take_back", N_("Take back"), id="gut-back"),
        key("0", "skip", N_("Skip"), id="gut-skip"),
        key("escape", "back", N_("Back"), id="back", display="Esc"),
        key("q", "home", id="gut-home", show=False),
    ]

    def body(self) -> ComposeResult:
        """The question, and the candidates in the order they were shown."""
        yield Static(Content(_("Before any numbers: which would you pick by feeling?")), classes="question")
        words = _("Choose the best first, then the next best. The result shows it beside the computed ranking.")
        yield Static(Content(words), classes="muted lead")
        yield OptionList(markup=False, id="candidates")

    def on_mount(self) -> None:
        """Go on where the ranking was left."""
        super().on_mount()
        self.query_one(OptionList).focus()
        self._show(0)

    @property
    def stands(self) -> bool:
        """There is a session to rank in."""
        return self.opened.session is not None

    def record_changed(self) -> None:
        """Who is ranked may have become fewer."""
        self._show(0)

    @property
    def _shown(self) -> list[str]:
        session = self.opened.session
        assert session is not None
        return flow.shown_order(self.opened.record, session)

    @property
    def _gut(self) -> list[str]:
        session = self.opened.session
        assert session is not None
        return [one for one in session.gut or [] if one in self._shown]

    def _show(self, highlighted: int | None) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        gut = self._gut
        for n, id in enumerate(self._shown, start=1):
            candidate = self.opened.record.candidate(id)
            assert candidate is not None
            place = f"{gut.index(id) + 1}." if id in gut else "  "
            tone = "$text-muted" if id in gut else "$foreground"
            options.add_option(
                Option(
                    Content.assemble(
                        (f" {n} ", "bold $text-accent"),
                        (f" {place:>3}  ", "bold $text-success"),
                        (safe(candidate.title), tone),
                    )
                )
            )
        options.highlighted = highlighted
        if len(self._shown) == 0:
            self.say(_("No candidate is open; add one first."), "warning")

    def _keep(self, gut: list[str]) -> None:
        session = self.opened.session
        assert session is not None
        self.opened.change(edits.set_gut(self.opened.record, session.id, gut))

    def action_place(self, number: int) -> None:
        """Put a candidate next in the ranking."""
        shown, gut = self._shown, self._gut
        if number > len(shown) or shown[number - 1] in gut:
            return
        gut = [*gut, shown[number - 1]]
        rest = [id for id in shown if id not in gut]
        if len(rest) == 1:
            gut += rest
        self._keep(gut)
        if len(gut) == len(shown):
            self._finish()
        else:
            self._show(shown.index(next(id for id in shown if id not in gut)))

    def action_place_highlighted(self) -> None:
        """Put the one under the cursor next; where nothing is left to place, go on."""
        highlighted = self.query_one(OptionList).highlighted
        if len(self._gut) == len(self._shown):
            self._finish()
        elif highlighted is not None:
            self.action_place(highlighted + 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click places."""
        self.action_place(event.option_index + 1)

    def action_take_back(self) -> None:
        """Take the one placed last out again."""
        if self._gut:
            self._keep(self._gut[:-1])
            self._show(0)

    def action_skip(self) -> None:
        """No ranking by feeling: straight to the result."""
        if self._gut:
            self._keep([])
        self._finish()

    def _finish(self) -> None:
        session = self.opened.session
        assert session is not None
        self.opened.change(edits.finish(self.opened.record, session.id, self.program.now()))
        self.opened.forget_undo()
        self.go(flow.after_session(self.opened.record, session))

    def action_home(self) -> None:
        """The list of records; all is saved."""
        self.program.go_home()

    def action_back(self) -> None:
        """Back to the questions, the last one first."""
        opened = self.opened
        session = opened.session
        assert session is not None
        cells = flow.questions(opened.record, opened.library, session)
        if cells:
            self.go(Step("question", cells[-1]))
        else:
            self.program.go_home()
