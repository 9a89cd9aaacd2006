"""The commitment: a choice, a date and one kill criterion; then as much more as the person likes."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from pickproblem import answers as views
from pickproblem import commitment, edits, forecasting
from pickproblem.commitment import FORECASTS, Draft, PremortemDraft
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.switching.thresholds import in_force
from pickproblem.text import safe
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.line_input import LineInput

PREMORTEM_ROWS = 3


class CommitScreen(RecordScreen):
    """A form of one page. What is needed stands first; nothing is written before the last Enter."""

    CSS_PATH = "commit.tcss"
    step = "commit"
    help_topic = "commit"
    BINDINGS = [
        # With priority the focus has moved before the next key is looked at, however fast they come.
        key("enter", "next", N_("Next"), id="commit-next", display="Enter", priority=True),
        key("tab", "app.focus_next", N_("Next field"), id="commit-tab"),
        key("shift+tab", "app.focus_previous", N_("Field before"), id="commit-shift-tab"),
        key("escape", "back", N_("Result"), id="commit-back"),
        *(key(str(n), f"pick({n})", id=f"commit-{n}", show=False) for n in range(1, 10)),
    ]

    def __init__(self, order: list[str] | None = None) -> None:
        """``order``: candidates in rank order, the computed first at the head; None where no ranking is at hand."""
        super().__init__()
        self._order = order

    @property
    def _today(self) -> date:
        return edits.now().date()

    @property
    def _candidates(self) -> list[str]:
        """In rank order those in the race, then all others that are not closed."""
        record = self.opened.record
        rest = [one.id for one in record.candidates if one.state != "closed"]
        ranked = [id for id in self._order or [] if id in rest]
        return [*ranked, *(id for id in rest if id not in ranked)]

    @property
    def _first(self) -> str | None:
        return self._order[0] if self._order else None

    def body(self) -> ComposeResult:
        """The form, top to bottom as it is filled in."""
        record = self.opened.record
        today = self._today
        by = commitment.proposed_date(record, today)
        weeks = in_force().commitment.review_weeks.value
        reviews = ", ".join(day.isoformat() for day in commitment.proposed_reviews(today, by, weeks))
        with VerticalScroll(id="form", can_focus=False):
            yield Static(self._standing(), id="standing")
            yield Static(Content(_("What do you commit to?")), classes="question")
            yield OptionList(markup=False, id="candidate")
            yield from self._line("by", _("By when"), by.isoformat(), _("2027-03-01, or +13w"))
            yield from self._line("unless", _("Unless there is"), "", _("a state that one can see by that day"))
            yield from self._line("then", _("then do"), "", _("what you will do: drop it, shrink it, ask someone"))
            yield from self._line("why_not_first", _("Why not the first"), "", _("one line; it is kept"))
            yield Button(_("Commit"), id="write", variant="primary")
            yield Static(
                Content(_("As far as you like: Tab goes through the rest, Enter comes back")), classes="muted"
            )
            yield from self._line("reason", _("Why this one"), "", _("in one line"))
            yield Static(Content(_("Chances, in percent:")), classes="heading")
            for id, words in FORECASTS:
                with Horizontal(classes="row"):
                    yield Static(Content(_(words)), classes="long-label")
                    yield LineInput(id=f"forecast-{id}", placeholder="1–99").add_class("short")
            yield Static(Content(_("Suppose it failed. Why?")), classes="heading")
            for n in range(PREMORTEM_ROWS):
                with Horizontal(classes="row"):
                    yield LineInput(id=f"cause-{n}", placeholder=_("what went wrong"))
                    yield LineInput(id=f"assumption-{n}", placeholder=_("what was taken for granted"))
                    yield LineInput(id=f"premortem-{n}", placeholder=_("test by")).add_class("date")
            yield from self._line("planned_variants", _("Variants to try"), "", _("a number, before giving up"))
            yield from self._line("reviews", _("Look again on"), reviews, _("dates, parted by commas"))

    def _line(self, id: str, label: str, value: str, placeholder: str) -> ComposeResult:
        with Horizontal(classes="row", id=f"row-{id}"):
            yield Static(Content(label), classes="label")
            yield LineInput(value, id=id, placeholder=placeholder)

    def _standing(self) -> Content:
        record = self.opened.record
        standing = record.commitment
        decider = record.setting.decider if record.setting else None
        if standing is None and decider:
            said = _("The last word is with %(name)s: write down what they choose, and why.")
            return Content.styled(said % {"name": safe(decider)}, "$text-accent")
        if standing is None:
            return Content("")
        chosen = self.opened.record.candidate(standing.candidate)
        criterion = standing.kill_criteria[0]
        words = _(
            "You committed to %(title)s on %(day)s, by %(by)s unless: %(unless)s. A new one is added to it."
        ) % {
            "title": safe(chosen.title if chosen else standing.candidate),
            "day": forecasting.chosen(record, standing).date(),
            "by": criterion.by,
            "unless": safe(criterion.unless or "–"),
        }
        return Content.styled(words, "$text-success")

    def on_mount(self) -> None:
        """Stand on the likely choice: the one chosen already, else the computed first."""
        super().on_mount()
        self.query_one("#standing").display = bool(self._standing().plain)
        options = self.query_one(OptionList)
        ids = self._candidates
        sheets = views.latest(self.opened.seen)
        fallen = {hit.candidate for hit in views.ruled_out(self.opened.record, self.opened.library, sheets)}
        for n, id in enumerate(ids, start=1):
            one = self.opened.record.candidate(id)
            assert one is not None
            words = _("ruled out") if id in fallen else _("computed first") if id == self._first else ""
            options.add_option(
                Option(
                    Content.assemble((f" {n} ", "bold $text-accent"), safe(one.title), (f"  {words}", "$text-muted"))
                )
            )
        chosen = [id for id in ids if (one := self.opened.record.candidate(id)) and one.state == "chosen"]
        options.highlighted = ids.index(chosen[0]) if chosen else (0 if ids else None)
        self._show_why_not()
        options.focus(scroll_visible=False)
        # The list moves the form when its cursor is set: who has the last word stands above it.
        self.call_after_refresh(self.query_one("#form", VerticalScroll).scroll_home, animate=False)
        if not ids:
            self.say(_("There is no candidate to commit to."), "warning")

    # --- filling in

    def action_pick(self, number: int) -> None:
        """A digit chooses while the list has the focus."""
        options = self.query_one(OptionList)
        if options.has_focus and number <= options.option_count:
            options.highlighted = number - 1
            self._chosen()

    @on(OptionList.OptionSelected)  # a click
    def _chosen(self) -> None:
        self._show_why_not()
        self._stand_on("by")

    @on(OptionList.OptionHighlighted)
    def _show_why_not(self) -> None:
        self.query_one("#row-why_not_first").display = bool(self._first) and self._choice != self._first

    @property
    def _choice(self) -> str:
        at = self.query_one(OptionList).highlighted
        return self._candidates[at] if at is not None and at < len(self._candidates) else ""

    def _stand_on(self, id: str) -> None:
        self.set_focus(self.query_one(f"#{id}"))

    def action_next(self) -> None:
        """Enter goes on; behind the last field that is needed, to the button; there it writes."""
        focused = self.focused
        if focused is None or focused.id == "candidate":
            self._chosen()
        elif focused.id == "write":
            self._write()
        else:
            needed = ["by", "unless", "then", "why_not_first"]
            shown = [id for id in needed if self.query_one(f"#row-{id}").display]
            if focused.id in shown[:-1]:
                self._stand_on(shown[shown.index(focused.id) + 1])
            elif focused.id in shown or focused.id == "reviews":
                self._stand_on("write")
            else:
                self.focus_next()

    @property
    def draft(self) -> Draft:
        """The form as it stands."""

        def value(id: str) -> str:
            return self.query_one(f"#{id}", Input).value

        return Draft(
            candidate=self._choice,
            by=value("by"),
            unless=value("unless"),
            then=value("then"),
            reason=value("reason"),
            why_not_first=value("why_not_first") if self.query_one("#row-why_not_first").display else "",
            planned_variants=value("planned_variants"),
            forecasts={id: value(f"forecast-{id}") for id, _words in FORECASTS},
            premortem=[
                PremortemDraft(value(f"cause-{n}"), value(f"assumption-{n}"), value(f"premortem-{n}"))
                for n in range(PREMORTEM_ROWS)
            ],
            reviews=value("reviews"),
        )

    @on(Button.Pressed, "#write")
    def _write(self) -> None:
        draft = self.draft
        wrong = commitment.check(draft, self._today, self._first)
        if wrong:
            field, words = next(iter(wrong.items()))
            self.say(words, "warning")
            self._stand_on(field)
            return
        when = edits.now()
        record = edits.commit(self.opened.record, commitment.written(draft, self.opened.record, when))
        self.opened.change(record)
        self.opened.forget_undo()
        self.go(Step("project"))

    def action_back(self) -> None:
        """Back to the result; the form is left."""
        self.go(Step("result"))
