"""How the questions weigh, settled before any score: an order of groups, points, or comparisons."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import chain

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Weights, WeightsIn
from pickproblem.text import cells, fit, safe, wrap
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.ways.comparisons import AGAIN, Compared
from pickproblem.tui.ways.groups import Groups
from pickproblem.tui.ways.picture import INDENT, picture
from pickproblem.tui.ways.points import Points
from pickproblem.tui.widgets.lines import Lines, line
from pickproblem.weighing import Comparisons, Given, Shown


class WeightList(Lines):
    """The rubrics under their headings."""

    BINDINGS = [
        key("enter", "select", N_("Go on"), id="weights-accept", display="Enter"),
        key("left,shift+up", "screen.raise", N_("More / less"), id="weights-raise", display="← →"),
        key("right,shift+down", "screen.lower", id="weights-lower", show=False),
        *(
            key(str(n), f"screen.answer({n})", N_("Answer"), id=f"weights-answer-{n}", show=n == 1, display="1–9")
            for n in range(1, 10)
        ),
        key("left", "screen.column(0)", N_("Column"), id="weights-column-most", display="← →"),
        key("right", "screen.column(1)", id="weights-column-least", show=False),
        key("x,delete", "screen.leave_out", N_("Out / in"), id="weights-out", display="x"),
        key("a", "screen.add", N_("Add"), id="weights-add"),
        key("w", "screen.points", N_("Points"), id="weights-points"),
        key("w", "screen.compare", N_("Compare"), id="weights-compare"),
        key("w", "screen.groups", N_("Groups"), id="weights-groups"),
        key("b", "screen.ends", N_("Most / least"), id="weights-ends"),
        key("p", "screen.profile", id="weights-profile", show=False),
        *(key(str(n), f"screen.digit({n})", id=f"weights-digit-{n}", show=False) for n in range(10)),
        key("backspace", "screen.erase", id="weights-erase", show=False),
    ]


class WeightsScreen(RecordScreen):
    """What was given in one of three ways, with the weights that follow from it; `w` goes round the ways.

    Each way keeps what was given in it while the screen is open. What cannot stand yet is not saved.
    """

    CSS_PATH = "weights.tcss"
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
        self._base = record
        self._seen = views.result_seen(record)
        self.set_class(self._seen, "-seen")
        self._profile_order = [list(group) for group in views.profile_of(record, self.opened.library).order]
        in_force = self._base_weights
        self._groups = Groups(in_force.order or self._profile_order)
        self._points = Points(in_force.points or {})
        self._compared = Compared(Comparisons.of(in_force))
        self._kept = True
        ways = {way.method: way for way in (self._groups, self._points, self._compared)}
        self._way: Groups | Points | Compared = ways[in_force.method]
        self._out: list[str] = []
        self._picture = Shown()
        self._show_way()
        self._fill(next(iter(self._way.weighed), None))
        self.query_one(WeightList).focus()
        self.call_after_refresh(self._draw)

    def on_resize(self, event: events.Resize) -> None:
        """Bars are as long as there is room."""
        self.call_after_refresh(self._fill)

    # --- what is in hand

    @property
    def _weighed(self) -> list[str]:
        """The rubrics that carry weight, as they are listed."""
        return self._way.weighed

    @property
    def _base_weights(self) -> WeightsIn:
        return views.weights_of(self._base, self.opened.library)

    @property
    def _unweighed(self) -> list[str]:
        """Asked all the same, since a gate of the profile looks at it."""
        return [name for name in views.asked(self.opened.record, self.opened.library) if name not in self._weighed]

    @property
    def _left_out(self) -> list[str]:
        """Of the profile, or taken out just now; not asked."""
        known = [*(name for group in self._profile_order for name in group), *self._out]
        return [name for name in dict.fromkeys(known) if name not in self._weighed and name not in self._unweighed]

    @property
    def _at(self) -> str | None:
        return self.query_one(WeightList).at

    @property
    def _stage(self) -> str:
        """Where best-worst stands; nothing in the other ways."""
        return self._compared.stage if self._way is self._compared else ""

    def _in_hand(self) -> Weights | None:
        """What was given, as weights, each way's own kept; None for the profile's own order."""
        given = Given(
            self._way.method, self._groups.groups, self._points.points, self._compared.known, waiting=not self._kept
        )
        return given.weights(self._base_weights, self._profile_order)

    def _keep(self) -> None:
        """Save. From the state at the beginning, so that many small moves are one change."""
        if self._way.weights() is None:
            return
        changed = edits.set_weights(self._base, self._in_hand(), self.opened.library, edits.now())
        self.opened.change(changed)

    # --- the picture

    @work(exclusive=True, group="picture")
    async def _draw(self) -> None:
        """Weights are computed aside: the arithmetic takes half a second to load."""
        weights = self._way.weights()
        if weights is None:
            if self._way is self._compared:
                self._picture = Shown()
                self._fill()
            return
        self._picture = await asyncio.to_thread(picture, weights)
        self._fill()

    def _fill(self, at: str | None = None) -> None:
        self.query_one("#ask", Static).update(Content(self._way.question()))
        self.query_one("#lead", Static).update(self._lead())
        listed = self.query_one(WeightList)
        listed.fill(self._options(max(listed.content_size.width, 40) - 1), at)
        self._show_about()

    def _lead(self) -> Content:
        lead = self._way.lead(self._picture)
        if not self._seen:
            return lead
        words = _("You have seen a result: a change is kept and marked, and both rankings will be shown.")
        warned = Content.styled(words, "$text-warning")
        return warned if self._stage != "compare" else Content("\n").join([warned, lead])

    def _options(self, width: int) -> list[Option]:
        library = self.opened.library.rubrics
        known = chain(self._weighed, self._unweighed, self._left_out)
        titles = {name: safe(str(library[name].title)) for name in known}
        options = self._way.options(titles, self._picture, width)
        parts = (
            ("unweighed", _("asked, without weight: it can rule out or warn"), self._unweighed),
            ("out", _("left out"), self._left_out),
        )
        for id, words, names in parts:
            if names and self._stage != "compare":
                options.append(line(id, (words, "$text-muted italic"), disabled=True))
                options.extend(line(name, INDENT, (titles[name], "$text-muted")) for name in names)
        return options

    def _show_about(self) -> None:
        at = self._at
        about = self.query_one("#about", Static)
        width = max(about.content_size.width, 40)
        library = self.opened.library.rubrics
        if self._way is self._compared:
            titles = {name: str(library[name].title) for name in self._weighed}
            told = self._compared.about(at, titles, width)
            if told is not None:
                about.update(Content("\n").join(told))
                return
        if at is None or at not in library:
            about.update("")
            return
        rubric = library[at]
        goal = (self.opened.record.setting.goal if self.opened.record.setting else None) or "…"
        question = safe(str(rubric.question).replace("{goal}", goal))
        low, high = (safe(str(rubric.levels[n])) for n in (0, -1))
        lines = [Content.styled(question, "bold")]
        if self._way is not self._groups or self.has_class("-tall"):
            label = max(cells(_("worst")), cells(_("best"))) + 2
            for word, level in ((_("worst"), low), (_("best"), high)):
                begin, *rest = wrap(level, width - label)
                text = "\n".join([begin, *(" " * label + more for more in rest)])
                lines.append(Content.assemble((fit(word, label), "$text-muted"), text))
        if self.has_class("-tall"):
            lines.append(Content.styled(safe(str(rubric.note)), "$text-muted"))
        about.update(Content("\n").join(lines))

    def on_option_list_option_highlighted(self) -> None:
        """Say what the rubric under the cursor asks."""
        self._points.leave(self._at)
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
            self._out.append(at)
            self._way.take_out(at)
            self._show_way()
            self._changed(at)
            asked = at in self._unweighed
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
        comparing = self._stage == "compare"
        able: dict[str, Callable[[], bool]] = {
            "points": lambda: self._way is self._groups,
            "compare": lambda: self._way is self._points,
            "groups": lambda: self._way is self._compared,
            "raise": lambda: self._way is not self._compared,
            "lower": lambda: self._way is not self._compared,
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
        self._groups.take_over(self._weighed)
        self._switch(self._groups)

    @work(exclusive=True, group="ask")
    async def action_points(self) -> None:
        """To points, at first those that give the same weights."""
        weights = self._way.weights()
        if weights is not None:
            found = await asyncio.to_thread(picture, weights)
            self._points.take_over(found.shares)
            self._switch(self._points)

    def action_compare(self) -> None:
        """To comparisons with the most and the least important."""
        self._compared.take_over(self._weighed)
        self._switch(self._compared)

    def _switch(self, way: Groups | Points | Compared, *, kept: bool = True) -> None:
        at = self._at
        self._way = way
        self._kept = kept
        self._picture = Shown()
        self.say("")
        self._show_way()
        if way is self._compared and self._stage == "compare":
            self._changed(self._first_open() or at)
        else:
            self._changed(at)

    def _show_way(self) -> None:
        """Other keys, and other room, for another way."""
        self.set_class(self._way is self._compared, "-compared")
        self.refresh_bindings()

    def action_profile(self) -> None:
        """Back to the order of the profile."""
        self._groups.groups = [list(group) for group in self._profile_order]
        self._points.points = {}
        self._out = []
        self._switch(self._groups, kept=False)
        self.say(_("The profile's order."))

    # --- points

    def action_digit(self, digit: int) -> None:
        """Points are typed in place."""
        at = self._at
        if self._way is not self._points or at is None:
            if self._way is self._groups:
                self.say(_("w lets you give points instead of groups."))
            return
        if at not in self._weighed:
            self.say(_("It carries no weight; x brings it in."))
            return
        self._points.type(at, digit)
        self.say("")
        self._changed(at)

    def action_erase(self) -> None:
        """Take back the last digit, or the comparison."""
        at = self._at
        if at is None or at not in self._weighed:
            return
        if self._way is self._points:
            self._points.erase(at)
        elif self._stage == "compare":
            self._compared.erase(at)
        else:
            return
        self.say("")
        self._changed(at)

    # --- comparisons

    def action_answer(self, value: int) -> None:
        """A digit gives the comparison under the cursor, and goes on."""
        on = self._compared.answer(self._at, value)
        if on is None:
            if self._at != AGAIN:
                self.say(_("There is nothing to compare here: the line is about itself."))
            return
        self.say("")
        self._changed(on)

    def action_column(self, column: int) -> None:
        """Against the most important, or against the least."""
        self._compared.column = 1 if column else 0
        self.say("")
        self._fill(self._at)

    def action_ends(self) -> None:
        """Choose the most and the least important anew."""
        self._compared.choose_anew()
        self._restaged(self._compared.known.best)

    def _restaged(self, at: str | None) -> None:
        self.say("")
        self._show_way()
        self._changed(at)

    def _first_open(self) -> str | None:
        pair = self._compared.next_open()
        return self._compared.go_to(pair) if pair else None

    def _compare_on(self) -> bool:
        """Choose, or go to what is open or does not fit; False where all is done and the way goes on."""
        at, known = self._at, self._compared.known
        if self._stage != "compare":
            if at not in self._weighed or at is None:
                self.say(_("It carries no weight; x brings it in."))
                return True
            if said := self._compared.choose(at):
                self.say(said, "warning")
                return True
            if self._stage == "compare":
                self._restaged(self._first_open() or at)
            else:
                # They stand in a rough order already: the last one is the likeliest.
                self._restaged(known.worst or [name for name in known.rubrics if name != at][-1])
            return True
        if at == AGAIN:
            self._fill(self._compared.go_again())
            return True
        if known.open():
            self._fill(self._first_open())
            self.say(_("These are still open; w goes to the other ways."), "warning")
            return True
        return False

    # --- leaving

    def on_option_list_option_selected(self) -> None:
        """Accept, and go on to the first question, or to where the answers stand."""
        if self._way is self._compared and self._compare_on():
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
        if self._way is self._compared and self._compared.step_back():
            self._restaged(self._compared.known.best)
            return
        self.go(self.opened.next_step() if self.opened.looking else Step("setting"))
