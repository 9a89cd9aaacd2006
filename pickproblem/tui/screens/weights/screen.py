"""The screen of the weights: the list under its question, and what each key does in each way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pickproblem import answers as views
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.screens.weights.about import about
from pickproblem.tui.screens.weights.comparisons import AGAIN, Compared
from pickproblem.tui.screens.weights.in_hand import InHand, Way
from pickproblem.tui.screens.weights.listed import WeightList
from pickproblem.tui.screens.weights.picture import picture
from pickproblem.weighing import Shown


class WeightsScreen(RecordScreen):
    """What was given in one of three ways, with the weights that follow from it; `w` goes round the ways.

    Each way keeps what was given in it while the screen is open. What cannot stand yet is not saved.
    """

    CSS_PATH = "screen.tcss"
    step = "weights"
    help_topic = "weights"
    BINDINGS = [key("escape", "back", N_("Back"), id="back", show=False)]

    def body(self) -> ComposeResult:
        """Question, what to do, the list, and what the line under the cursor asks."""
        yield Static(id="ask", classes="question")
        yield Static(id="lead", classes="muted lead")
        yield WeightList(id="weights")
        with Vertical(id="about-pane"):
            yield Static(id="about")

    def on_mount(self) -> None:
        """Show what is in force; the picture follows as soon as the arithmetic is loaded."""
        super().on_mount()
        record = self.opened.record
        self._seen = views.result_seen(record)
        self.set_class(self._seen, "-seen")
        self._hand = InHand(record, self.opened.library)
        self._picture = Shown()
        self._show_way()
        self._fill(next(iter(self._hand.weighed), None))
        self.query_one(WeightList).focus()
        self.call_after_refresh(self._draw)

    def on_resize(self, event: events.Resize) -> None:
        """Bars are as long as there is room."""
        self.call_after_refresh(self._fill)

    # --- what is in hand

    @property
    def _at(self) -> str | None:
        return self.query_one(WeightList).at

    @property
    def _weighed(self) -> list[str]:
        return self._hand.weighed

    @property
    def _way(self) -> Way:
        return self._hand.way

    @property
    def _comparing(self) -> bool:
        """Whether the most and the least important are chosen, and all else is held against them."""
        return self._hand.stage == "compare"

    def _keep(self) -> None:
        changed = self._hand.record()
        if changed is not None:
            self.opened.change(changed)

    # --- the picture

    @work(exclusive=True, group="picture")
    async def _draw(self) -> None:
        """Weights are computed aside: the arithmetic takes half a second to load."""
        weights = self._way.weights()
        if weights is None:
            if self._way is self._hand.compared:
                self._picture = Shown()
                self._fill()
            return
        self._picture = await asyncio.to_thread(picture, weights)
        if self.is_there:
            self._fill()

    def _fill(self, at: str | None = None) -> None:
        self.query_one("#ask", Static).update(Content(self._way.question()))
        self.query_one("#lead", Static).update(self._lead())
        self.query_one(WeightList).show(self._hand, self.opened.record, self.opened.library, self._picture, at)
        self._show_about()

    def _lead(self) -> Content:
        lead = self._way.lead(self._picture)
        if not self._seen:
            return lead
        words = _("A result has been seen: a change is kept and marked, and both rankings will be shown.")
        warned = Content.styled(words, "$text-warning")
        return warned if not self._comparing else Content("\n").join([warned, lead])

    def _show_about(self) -> None:
        pane = self.query_one("#about", Static)
        width = max(pane.content_size.width, 40)
        told = about(
            self._at, self._hand, self.opened.record, self.opened.library, width, tall=self.has_class("-tall")
        )
        pane.update(Content("\n").join(told) if told else "")

    def on_option_list_option_highlighted(self) -> None:
        """Say what the rubric under the cursor asks."""
        self._hand.points.leave(self._at)
        self._show_about()

    # --- arranging

    def _changed(self, at: str | None = None) -> None:
        self._keep()
        self._fill(at)
        self._draw()

    def action_raise(self) -> None:
        """One step up in the order; five points more."""
        self._move(up=True)

    def action_lower(self) -> None:
        """One step down in the order; five points less."""
        self._move(up=False)

    def _move(self, *, up: bool) -> None:
        at, way = self._at, self._way
        if at is None or isinstance(way, Compared):
            return
        if at not in self._weighed:
            self.say(_("It carries no weight; x brings it in."))
            return
        said = way.move(at, up=up)
        self.say(said)
        if not said:
            self._changed(at)

    def action_leave_out(self) -> None:
        """Out of the weighing, or back in."""
        at = self._at
        if at is None:
            return
        if at not in self._weighed:
            self._bring_in(at)
        elif len(self._weighed) == 1:
            self.say(_("One question has to carry weight."), "warning")
        else:
            self._hand.take_out(at)
            self._show_way()
            self._changed(at)
            asked = at in self._hand.unweighed(self.opened.record)
            self.say(_("Asked, but without weight.") if asked else _("Left out: it is not asked."))

    def _bring_in(self, rubric: str) -> None:
        self._way.bring_in(rubric)
        self.say("")
        self._show_way()
        self._changed(rubric)

    @work(exclusive=True, group="ask")
    async def action_add(self) -> None:
        """Weigh any other rubric that is known."""
        library = self.opened.library.rubrics
        others = [name for name in library if name not in self._weighed]
        if not others:
            self.say(_("All rubrics are weighed already."))
            return
        titles = [str(library[name].title) for name in others]
        chosen = await self.app.push_screen_wait(ChoiceDialog(_("Which one should be asked, and weigh?"), "", titles))
        if chosen is not None:
            self._bring_in(others[chosen])

    # --- from one way to the next

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each way has its own keys, and one that leads to the next way."""
        if not self.is_mounted:
            return True
        comparing = self._comparing
        able: dict[str, Callable[[], bool]] = {
            "points": lambda: self._way is self._hand.groups,
            "compare": lambda: self._way is self._hand.points,
            "groups": lambda: self._way is self._hand.compared,
            "raise": lambda: self._way is not self._hand.compared,
            "lower": lambda: self._way is not self._hand.compared,
            "leave_out": lambda: not comparing,
            "add": lambda: not comparing,
            "ends": lambda: comparing,
            "answer": lambda: comparing,
            "column": lambda: comparing,
            "digit": lambda: not comparing,
        }
        return able[action]() if action in able else True

    def action_groups(self) -> None:
        """To groups in an order, of just what was weighed."""
        self._hand.groups.take_over(self._weighed)
        self._switch(self._hand.groups)

    @work(exclusive=True, group="ask")
    async def action_points(self) -> None:
        """To points, at first those that give the same weights."""
        weights = self._way.weights()
        if weights is not None:
            found = await asyncio.to_thread(picture, weights)
            self._hand.points.take_over(found.shares)
            self._switch(self._hand.points)

    def action_compare(self) -> None:
        """To comparisons with the most and the least important."""
        self._hand.compared.take_over(self._weighed)
        self._switch(self._hand.compared)

    def _switch(self, way: Way) -> None:
        self._hand.switch(way)
        self._show_switched()

    def _show_switched(self) -> None:
        at = self._at
        self._picture = Shown()
        self.say("")
        self._show_way()
        if self._comparing:
            self._changed(self._first_open() or at)
        else:
            self._changed(at)

    def _show_way(self) -> None:
        """Other keys, and other room, for another way."""
        self.set_class(self._way is self._hand.compared, "-compared")
        self.refresh_bindings()

    def action_profile(self) -> None:
        """Back to the order of the profile."""
        self._hand.take_profile()
        self._show_switched()
        self.say(_("The profile's order."))

    # --- points

    def action_digit(self, digit: int) -> None:
        """Points are typed in place."""
        at = self._at
        if self._way is not self._hand.points or at is None:
            if self._way is self._hand.groups:
                self.say(_("w lets you give points instead of groups."))
            return
        if at not in self._weighed:
            self.say(_("It carries no weight; x brings it in."))
            return
        self._hand.points.type(at, digit)
        self.say("")
        self._changed(at)

    def action_erase(self) -> None:
        """Take back the last digit, or the comparison."""
        at = self._at
        if at is None or at not in self._weighed:
            return
        if self._way is self._hand.points:
            self._hand.points.erase(at)
        elif self._comparing:
            self._hand.compared.erase(at)
        else:
            return
        self.say("")
        self._changed(at)

    # --- comparisons

    def action_answer(self, value: int) -> None:
        """A digit gives the comparison under the cursor, and goes on."""
        on = self._hand.compared.answer(self._at, value)
        if on is None:
            if self._at != AGAIN:
                self.say(_("There is nothing to compare here: the line is about itself."))
            return
        self.say("")
        self._changed(on)

    def action_column(self, column: int) -> None:
        """Against the most important, or against the least."""
        self._hand.compared.column = 1 if column else 0
        self.say("")
        self._fill(self._at)

    def action_ends(self) -> None:
        """Choose the most and the least important anew."""
        self._hand.compared.choose_anew()
        self._restaged(self._hand.compared.known.best)

    def _restaged(self, at: str | None) -> None:
        self.say("")
        self._show_way()
        self._changed(at)

    def _first_open(self) -> str | None:
        pair = self._hand.compared.next_open()
        return self._hand.compared.go_to(pair) if pair else None

    def _compare_on(self) -> bool:
        """Choose, or go to what is open or does not fit; False where all is done and the way goes on."""
        at = self._at
        if not self._comparing:
            self._choose(at)
            return True
        if at == AGAIN:
            self._fill(self._hand.compared.go_again())
            return True
        if self._hand.compared.known.open():
            self._fill(self._first_open())
            self.say(_("These are still open; w goes to the other ways."), "warning")
            return True
        return False

    def _choose(self, at: str | None) -> None:
        """The rubric is the most important one, then the least."""
        known = self._hand.compared.known
        if at not in self._weighed or at is None:
            self.say(_("It carries no weight; x brings it in."))
        elif said := self._hand.compared.choose(at):
            self.say(said, "warning")
        elif self._comparing:
            self._restaged(self._first_open() or at)
        else:
            # They stand in a rough order already: the last one is the likeliest.
            self._restaged(known.worst or [name for name in known.rubrics if name != at][-1])

    # --- leaving

    def on_option_list_option_selected(self) -> None:
        """Accept, and go on to the first question, or to where the answers stand."""
        if self._way is self._hand.compared and self._compare_on():
            return
        if self._way.weights() is None:
            self.say(_("At least one needs points; type a number."), "warning")
            return
        if not self.opened.looking and views.in_question(self.opened.record):
            self.program.begin()
        else:
            self.go(self.opened.next_step())

    def action_back(self) -> None:
        """One step back in choosing; else to the setting, from a second look to the result."""
        if self._way is self._hand.compared and self._hand.compared.step_back():
            self._restaged(self._hand.compared.known.best)
            return
        self.go(self.opened.next_step() if self.opened.looking else Step("setting"))
