"""Who sits here: asked where a record has several people, so that each scores alone."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from pickproblem import flow, rounds, together
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import DEFAULT_RATER, same_name
from pickproblem.report import together as told
from pickproblem.text import safe
from pickproblem.tui.base import BaseScreen, RecordScreen
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.lines import Lines, line

_ANOTHER = "\N{NULL}another"
_LONGEST_NAME = 64


class NameList(Lines):
    """The names that the record has, and a way to another."""

    BINDINGS = [key("enter", "select", N_("That is me"), id="who-choose", display="Enter")]


class WhoScreen(RecordScreen):
    """One key for a name that is known; one line for another."""

    CSS_PATH = "who.tcss"
    step = "score"
    help_topic = "together"
    BINDINGS = [
        key("n", "another", N_("Another name"), id="who-another"),
        *(key(str(n), f"pick({n - 1})", id=f"who-{n}", show=False) for n in range(1, 10)),
        key("q", "home", id="who-home", show=False),
        key("escape", "back", N_("Back"), id="back", display="Esc"),
    ]

    def __init__(self, then: Step | None = None, *, begin: bool = False) -> None:
        """``then``: where to go, else where that person left; ``begin``: to their first question."""
        super().__init__()
        self._then = then
        self._begin = begin
        self._names: list[str] = []

    def who(self) -> str:
        """Not known yet."""
        return ""

    def body(self) -> ComposeResult:
        """The question, why it is asked, the names."""
        yield Static(Content(_("Who are you?")), classes="question")
        words = _("Each of you scores alone. What the others answered is shown once your own answers are finished.")
        yield Static(Content(words), classes="muted lead")
        yield NameList(id="names")

    def on_mount(self) -> None:
        """The names, one who has still to finish under the cursor."""
        super().on_mount()
        self._fill()
        self.query_one(NameList).focus()

    def record_changed(self) -> None:
        """Somebody else may have begun meanwhile."""
        self._fill()

    def _fill(self) -> None:
        record = self.opened.record
        lines = told.progress(record, self.opened.library)
        self._names = rounds.raters(record)
        alone = not self._names
        if alone:
            self._names, lines = [DEFAULT_RATER], [_("I answer for all of us")]
        options = [
            line(name, (f" {n} ", "bold $text-accent"), (said, "$foreground"))
            for n, (name, said) in enumerate(zip(self._names, lines, strict=True), start=1)
        ]
        another = _("Another name …") if not alone else _("My name …")
        options.append(line(_ANOTHER, (f" {len(options) + 1} ", "bold $text-accent"), (another, "$foreground")))
        waiting = [name for name in self._names if not rounds.has_finished(record, name) and not alone]
        at = waiting[0] if waiting else _ANOTHER if together.awaited(record) else self._names[0]
        self.query_one(NameList).fill(options, at)

    # --- choosing

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the name, or ask for another."""
        self.action_pick(event.option_index)

    def action_pick(self, index: int) -> None:
        """A digit chooses."""
        if index < len(self._names):
            self._sit_down(self._names[index])
        elif index == len(self._names):
            self.action_another()

    @work(exclusive=True, group="ask")
    async def action_another(self) -> None:
        """Type a name; one that the record has but for case is that very person."""
        name = await self.app.push_screen_wait(
            LineDialog(_("Your name"), _("As the others should find it later; a first name will do."), check=_wrong)
        )
        if name:
            self._sit_down(name)

    def _sit_down(self, name: str) -> None:
        opened, program = self.opened, self.program
        opened.rater = together.known_as(opened.record, name)
        opened.named = True
        opened.forget_undo()
        if self._begin and opened.session is None and not rounds.has_finished(opened.record, opened.rater):
            program.begin()
        elif self._then is not None:
            self.go(self._then)
        else:
            self.go(flow.opening_step(opened.record, opened.library, opened.rater))
        self._greet(name)

    def _greet(self, name: str) -> None:
        opened = self.opened
        names = rounds.raters(opened.record)
        screen = self.app.screen
        if names and not any(same_name(one) == same_name(name) for one in names) and isinstance(screen, BaseScreen):
            words = _("%(name)s is new here. Nothing is kept before the first question.") % {"name": safe(name)}
            screen.call_after_refresh(screen.say, words)

    def action_back(self) -> None:
        """Back to the weights, or to the list of records."""
        if self._begin:
            self.go(Step("weights"))
        else:
            self.program.go_home()

    def action_home(self) -> None:
        """The list of records."""
        self.program.go_home()


def _wrong(line: str) -> str:
    if not line:
        return _("A few letters are enough.")
    if len(line) > _LONGEST_NAME:
        return _("At most %(n)d letters.") % {"n": _LONGEST_NAME}
    return ""
