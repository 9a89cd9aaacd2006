"""Facts that suggest a level: asked on demand, over the question they help with."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pickproblem.answering import Choice
from pickproblem.language import N_, _
from pickproblem.rubric import Rubric
from pickproblem.text import safe
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.bars import KeyBar, TooSmall

Suggested = tuple[dict[str, int], Choice]


class ProbesDialog(ModalScreen[Suggested | None]):
    """One probe after the other; at the end the level they suggest, to be taken or left."""

    CSS_PATH = ["../dialogs.tcss", "probes.tcss"]
    BINDINGS = [
        key("1", "pick(1)", N_("Answer"), id="probe-1", display="1–9"),
        *(key(str(n), f"pick({n})", id=f"probe-{n}", show=False) for n in range(2, 10)),
        key("0", "skip", N_("Skip"), id="probe-skip"),
        key("left,h", "before", N_("Before"), id="probe-before", display="←"),
        key("enter", "take", N_("Take the level"), id="probe-take", display="Enter", priority=True),
        key("escape", "leave", N_("Leave it"), id="probe-leave"),
    ]

    def __init__(self, rubric: Rubric, title: str, chosen: dict[str, int], answered: int | None) -> None:
        super().__init__()
        self._rubric = rubric
        self._title = title
        self._chosen = chosen
        self._answered = answered
        self._at = 0

    def compose(self) -> ComposeResult:
        """The candidate, the probe, its options, the level suggested so far."""
        with Vertical(id="dialog"):
            yield Static(Content(self._title), classes="muted", id="whom")
            yield Static(id="probe", classes="question")
            yield OptionList(markup=False, id="options")
            yield Static(id="suggested")
            yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """Begin with the first probe."""
        self.query_one(OptionList).focus()
        self._show()

    @property
    def _suggestion(self) -> Choice | None:
        found = self._rubric.suggest(self._chosen, self._answered)
        return Choice(*found) if found else None

    def _show(self) -> None:
        probes = self._rubric.probes
        options = self.query_one(OptionList)
        options.clear_options()
        if self._at < len(probes):
            probe = probes[self._at]
            head = _("Fact %(n)d of %(all)d") % {"n": self._at + 1, "all": len(probes)}
            self.query_one("#probe", Static).update(Content(f"{head}: {safe(str(probe))}"))
            chosen = self._chosen.get(probe.id)
            for n, option in enumerate(probe.options, start=1):
                mark = "✓" if n == chosen else " "
                options.add_option(Option(Content(f"{n}{mark} {safe(str(option))}")))
            options.highlighted = chosen - 1 if chosen else None
        else:
            self.query_one("#probe", Static).update(Content(_("That is all. Enter takes the level below.")))
        self.query_one("#suggested", Static).update(self._suggested_words())

    def _suggested_words(self) -> Content:
        suggestion = self._suggestion
        if suggestion is None:
            words = _("No level yet: these facts shift a level that is answered first, or are still open.")
            return Content.styled(words, "$text-muted")
        anchor = safe(str(self._rubric.levels[suggestion.level - 1]))
        if suggestion.ranged:
            words = _("Suggests %(level)d, from %(low)d to %(high)d:") % {
                "level": suggestion.level,
                "low": suggestion.low,
                "high": suggestion.high,
            }
        else:
            words = _("Suggests %(level)d:") % {"level": suggestion.level}
        return Content.assemble((words, "bold $text-accent"), f" {anchor}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click answers."""
        self.action_pick(event.option_index + 1)

    def action_pick(self, option: int) -> None:
        """Answer the probe and go to the next."""
        probes = self._rubric.probes
        if self._at < len(probes) and option <= len(probes[self._at].options):
            self._chosen[probes[self._at].id] = option
            self._at += 1
            self._show()

    def action_skip(self) -> None:
        """This fact is not known."""
        probes = self._rubric.probes
        if self._at < len(probes):
            self._chosen.pop(probes[self._at].id, None)
            self._at += 1
            self._show()

    def action_before(self) -> None:
        """The probe before this one."""
        self._at = max(self._at - 1, 0)
        self._show()

    def action_take(self) -> None:
        """With the arrows, Enter answers the probe; at the end it takes the level."""
        options = self.query_one(OptionList)
        if self._at < len(self._rubric.probes) and options.highlighted is not None:
            self.action_pick(options.highlighted + 1)
            return
        suggestion = self._suggestion
        if suggestion is None:
            self.app.bell()
            return
        self.dismiss((self._chosen, suggestion))

    def action_leave(self) -> None:
        """Keep the answer as it was."""
        self.dismiss(None)
