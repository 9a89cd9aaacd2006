"""Whom it is for, and what holds for all candidates: the profile, and facts that may wait until they are needed."""

from __future__ import annotations

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.facts import FIELDS
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.rubric import Profile
from pickproblem.text import cells, fit, safe, shorten, wrap
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.keys import key
from pickproblem.tui.screens import estimate as estimating
from pickproblem.tui.widgets.facts_form import FactInput, FactsForm
from pickproblem.tui.widgets.lines import Lines, line


class ProfileList(Lines):
    """The profiles to choose from."""

    BINDINGS = [
        key("enter", "select", N_("Take it, go on"), id="setting-accept", display="Enter"),
        key("tab", "screen.facts", N_("Facts"), id="setting-facts", display="Tab"),
        *(key(str(n), f"screen.choose({n - 1})", id=f"setting-profile-{n}", show=False) for n in range(1, 10)),
    ]


class SettingScreen(RecordScreen):
    """Profile at the left, facts at the right; where there is no room, one at a time."""

    CSS_PATH = "setting.tcss"
    step = "setting"
    help_topic = "setting"
    BINDINGS = [key("escape", "back", N_("Back"), id="back", display="Esc")]

    def __init__(self) -> None:
        super().__init__()
        self._warned = False

    def body(self) -> ComposeResult:
        """Both panes."""
        self._base = self.opened.record
        self._setting = self.opened.record.setting
        with Horizontal(id="panes"):
            with Vertical(id="profile-pane"):
                yield Static(Content(_("Which of these fits you best?")), classes="question")
                yield self._lead()
                yield ProfileList(id="profiles")
                with VerticalScroll(id="detail-pane", can_focus=False):
                    yield Static(id="detail")
                yield Static(id="known")
            with Vertical(id="facts-pane"):
                yield Static(Content(_("What holds for all candidates?")), classes="question lead-question")
                yield Static(
                    Content(_("All of it may stay empty; what a question needs is asked when it comes.")),
                    classes="muted lead",
                )
                yield FactsForm(FIELDS, self.opened.record.setting, id="form")

    def _lead(self) -> Static:
        if views.result_seen(self.opened.record):
            words = _("A result has been seen: another profile is kept as a change, and both rankings are shown.")
            return Static(Content.styled(words, "$text-warning"), classes="warned")
        words = _("It says what is asked and how it weighs; the next screen lets you change both.")
        return Static(Content(words), classes="muted lead")

    def on_mount(self) -> None:
        """Stand on the present profile."""
        super().on_mount()
        self._fill(self.opened.record.profile)
        self.query_one(ProfileList).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Lines are cut by the width at hand."""
        self.call_after_refresh(self._fill)

    # --- profiles

    @property
    def _profiles(self) -> list[Profile]:
        known = self.opened.library.profiles
        first = [name for name in ("balanced", "researcher", "after-hours") if name in known]
        return [known[name] for name in dict.fromkeys([*first, *known])]

    def _titles(self, rubrics: list[str]) -> str:
        known = self.opened.library.rubrics
        return " · ".join(safe(str(known[name].title)) for name in rubrics)

    def _fill(self, at: str | None = None) -> None:
        profiles = self.query_one(ProfileList)
        width = self.query_one("#profile-pane").content_size.width or 76
        profiles.fill(self._options(width), at)
        self._show_detail()
        given = sum(fact.value(self.opened.record.setting) is not None for fact in FIELDS.values())
        told = _("Tab: facts, %(given)d of %(all)d known – all of them may wait.")
        self.query_one("#known", Static).update(Content(told % {"given": given, "all": len(FIELDS)}))

    def _options(self, width: int) -> list[Option]:
        titles = [safe(str(profile.title)) for profile in self._profiles]
        name = min(max(cells(title) for title in titles) + 2, 30)
        options = []
        for n, (profile, title) in enumerate(zip(self._profiles, titles, strict=True), start=1):
            here = profile.id == self.opened.record.profile
            # Behind the number, the mark and the name; a cell at the right is the list's own.
            first = shorten(self._titles(profile.order[0]), max(width - name - 7, 0))
            options.append(
                line(
                    profile.id,
                    (f"{n:>2} ", "$text-muted"),
                    ("● " if here else "○ ", "bold $text-accent" if here else "$text-muted"),
                    (fit(title, name), "bold" if here else ""),
                    (first, "$text-muted"),
                )
            )
        return options

    def _show_detail(self) -> None:
        at = self.query_one(ProfileList).at
        if at is None:
            return
        profile = self.opened.library.profiles[at]
        width = max(self.query_one("#detail-pane").content_size.width - 1, 20)
        labels = [_("weighs most") if n == 0 else _("then") for n in range(len(profile.order))]
        indent = max(map(cells, labels)) + 2
        lines = [safe(str(profile.why)), ""]
        for label, group in zip(labels, profile.order, strict=True):
            begin, *rest = wrap(self._titles(group), width - indent)
            lines += [fit(label, indent) + begin, *(" " * indent + more for more in rest)]
        ruling = [gate.rubric for gate in profile.gates if gate.action == "rule-out"]
        if ruling:
            names = self._titles(list(dict.fromkeys(ruling)))
            lines += ["", _("Asked first, since it can rule out: %(names)s") % {"names": names}]
        if self.opened.record.weights is not None and not views.result_seen(self.opened.record):
            lines += ["", _("Your own weights stay with any profile.")]
        self.query_one("#detail", Static).update(Content("\n".join(lines)))

    def on_option_list_option_highlighted(self) -> None:
        """Show more about the one under the cursor."""
        self._show_detail()

    def on_option_list_option_selected(self) -> None:
        """Take the profile and go on to the weights."""
        self._choose(self.query_one(ProfileList).at)
        self._go_on()

    def action_choose(self, index: int) -> None:
        """A digit takes a profile."""
        if index < len(self._profiles):
            self._choose(self._profiles[index].id)

    def _choose(self, profile: str | None) -> None:
        if profile is None:
            return
        # From the state at the beginning: going to and fro leaves one change behind, not each.
        setting = self.opened.record.setting
        base = self._base.model_copy(update={"setting": setting})
        changed = edits.set_profile(base, profile, self.opened.library, edits.now())
        if (changed.profile, changed.weights) != (self.opened.record.profile, self.opened.record.weights):
            self.opened.change(changed)
        self._fill(profile)

    # --- facts

    def action_facts(self) -> None:
        """Over to the facts."""
        self.query_one(FactsForm).enter()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where there is room for one pane, show the one that has the focus, drawn for the room it has then."""
        facts = isinstance(event.widget, FactInput)
        if self.has_class("-facts") and not facts:
            self.call_after_refresh(self._show_detail)
        self.set_class(facts, "-facts")

    def on_facts_form_given(self, event: FactsForm.Given) -> None:
        """Keep a fact as soon as its line is left."""
        self.opened.change(edits.set_setting(self.opened.record, {event.field: event.value}))
        self._fill()

    def on_facts_form_done(self) -> None:
        """Behind the last fact the way goes on."""
        self._go_on()

    # --- leaving

    def _held_by_fault(self) -> bool:
        """A line that cannot be taken is told once before it is left behind."""
        wrong = self.query_one(FactsForm).wrong
        if wrong is None or self._warned:
            return False
        self._warned = True
        told = _("%(fact)s is not taken yet. %(right)s")
        self.say(told % {"fact": wrong.fact.label(), "right": wrong.fact.check(wrong.value)}, "warning")
        wrong.focus()
        return True

    def _go_on(self) -> None:
        if not self._held_by_fault():
            self._leave(Step("weights"))

    @work(exclusive=True, group="leaving")
    async def _leave(self, step: Step) -> None:
        """What was computed from facts that are others now can be computed again on the way out."""
        if self.opened.record.setting != self._setting:
            from pickproblem.tui.renewing import offer_anew

            cell = await offer_anew(self.program, self.opened)
            if cell is not None:
                self.program.show(estimating.screen_for(self.opened.library.rubrics[cell.rubric], cell))
                return
        self.go(step)

    def action_back(self) -> None:
        """Out of the facts; then to the candidates, or from a second look to the result."""
        if isinstance(self.focused, FactInput):
            self.query_one(ProfileList).focus()
        elif not self._held_by_fault():
            self._leave(self.opened.next_step() if self.opened.looking else Step("candidates"))
