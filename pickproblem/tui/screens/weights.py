"""How the questions weigh, settled before any score: groups of an order, or points."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Literal

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from pickproblem import answers as views
from pickproblem import edits, weighing
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Weights, WeightsIn
from pickproblem.report import charts
from pickproblem.text import cells, fit, safe, wrap
from pickproblem.tui.base import RecordScreen
from pickproblem.tui.dialogs import ChoiceDialog
from pickproblem.tui.keys import key
from pickproblem.tui.widgets.lines import Lines, line

Shares = dict[str, float]
"""Weights on 0..1 by rubric."""

_STYLES = {"label": "$foreground", "value": "$text-muted", "solid": "$primary"}
_STEP = 5


class WeightList(Lines):
    """The rubrics under their headings."""

    BINDINGS = [
        key("enter", "select", N_("Go on"), id="weights-accept", display="Enter"),
        key("left,shift+up", "screen.raise", N_("More / less"), id="weights-raise", display="← →"),
        key("right,shift+down", "screen.lower", id="weights-lower", show=False),
        key("x,delete", "screen.leave_out", N_("Out / in"), id="weights-out", display="x"),
        key("a", "screen.add", N_("Add"), id="weights-add"),
        key("w", "screen.points", N_("Points"), id="weights-points"),
        key("w", "screen.groups", N_("Groups"), id="weights-groups"),
        key("p", "screen.profile", id="weights-profile", show=False),
        *(key(str(n), f"screen.digit({n})", id=f"weights-digit-{n}", show=False) for n in range(10)),
        key("backspace", "screen.erase", id="weights-erase", show=False),
    ]


class WeightsScreen(RecordScreen):
    """The order in force with the weights that follow from it; rubrics move, or get points."""

    CSS_PATH = "weights.tcss"
    step = "weights"
    help_topic = "weights"
    BINDINGS = [key("escape", "back", N_("Back"), id="back", show=False)]

    def body(self) -> ComposeResult:
        """Question, what to do, the list, and what the rubric under the cursor asks."""
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
        in_force = views.weights_of(record, self.opened.library)
        self._method: Literal["order", "swing", "best-worst"] = in_force.method
        self._groups = [list(group) for group in in_force.order or self._profile_order]
        self._points: dict[str, int | float] = dict(in_force.points or {})
        self._out: list[str] = []
        self._typed: tuple[str | None, str] = (None, "")
        self._shares: Shares = {}
        self._fill(next(iter(in_force.rubrics()), None))
        self.query_one(WeightList).focus()
        self._picture()

    def on_resize(self, event: events.Resize) -> None:
        """Bars are as long as there is room."""
        self.call_after_refresh(self._fill)

    # --- what is in hand

    @property
    def _weighed(self) -> list[str]:
        """The rubrics that carry weight, as they are listed."""
        if self._method == "order":
            return [name for group in self._groups for name in group]
        return list(self._points) if self._method == "swing" else self._base_weights.rubrics()

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

    def _in_hand(self) -> Weights | None:
        """What the lists say, as weights; None for the profile's own order, or where it cannot stand."""
        kept = self._base_weights.model_dump(exclude_none=True, exclude={"before", "method", "order", "points"})
        points = weighing.scaled(self._points)
        if self._method == "order" and self._groups == self._profile_order and not points:
            return None
        return Weights(method=self._method, order=self._groups, points=points, **kept)

    def _keep(self) -> None:
        """Save. From the state at the beginning, so that many small moves are one change."""
        if self._method == "swing" and weighing.scaled(self._points) is None:
            return
        changed = edits.set_weights(self._base, self._in_hand(), self.opened.library, edits.now())
        self.opened.change(changed)

    # --- the picture

    @work(exclusive=True, group="picture")
    async def _picture(self) -> None:
        weights = self._drawn
        if weights is not None:
            self._shares = await asyncio.to_thread(shares, weights)
            self._fill()

    @property
    def _drawn(self) -> WeightsIn | None:
        if self._method == "best-worst":
            return self._base_weights
        if self._method == "swing":
            points = weighing.scaled(self._points)
            return WeightsIn(method="swing", points=points) if points else None
        return WeightsIn(method="order", order=self._groups)

    def _fill(self, at: str | None = None) -> None:
        self.query_one("#ask", Static).update(Content(self._question()))
        self.query_one("#lead", Static).update(self._lead())
        listed = self.query_one(WeightList)
        listed.fill(self._options(max(listed.content_size.width, 40) - 1), at)
        self._show_about()

    def _question(self) -> str:
        if self._method == "swing":
            return _("How much is the jump from the worst level to the best worth?")
        return _("Which questions should weigh most?")

    def _lead(self) -> Content:
        if self._seen:
            words = _("You have seen a result: a change is kept and marked, and both rankings will be shown.")
            return Content.styled(words, "$text-warning")
        if self._method == "swing":
            most = max(self._points.values(), default=0)
            if most <= 0:
                return Content.styled(_("At least one needs points; type a number."), "$text-warning")
            if most < weighing.MOST_POINTS:
                return Content(_("The largest counts as 100, and the others against it."))
            return Content(_("Type points: 100 for the largest jump, the others against it."))
        if self._method == "best-worst":
            return Content(_("From comparisons with the best and the worst, as the file has them."))
        return Content(_("Settle it before any score. No weight exceeds one of an earlier group."))

    def _options(self, width: int) -> list[Option]:
        rows = self._rows(width - 3)
        options: list[Option] = []

        def heading(id: str, words: str) -> None:
            options.append(line(id, (words, "$text-muted italic"), disabled=True))

        def listed(names: list[str]) -> None:
            options.extend(line(name, "   ", rows[name]) for name in names)

        if self._method == "order":
            for n, group in enumerate(self._groups):
                heading(f"group {n}", _("weighs most") if n == 0 else _("then"))
                listed(group)
        else:
            equal = {"share": charts.percent(1 / len(self._weighed))}
            heading("group 0", _("equal weights would be %(share)s each") % equal)
            listed(self._weighed)
        if self._unweighed:
            heading("unweighed", _("asked, without weight: it can rule out or warn"))
            listed(self._unweighed)
        if self._left_out:
            heading("out", _("left out"))
            listed(self._left_out)
        return options

    def _rows(self, width: int) -> dict[str, Content]:
        """Each rubric's title with its bar; points before it where they are what is given."""
        library = self.opened.library.rubrics
        names = [*self._weighed, *self._unweighed, *self._left_out]
        titles = {name: safe(str(library[name].title)) for name in names}
        points = self._points if self._method == "swing" else {}
        room = width - (5 if points else 0)
        drawn = [charts.Weight(titles[name], self._shares.get(name, 0.0)) for name in self._weighed]
        lines = charts.weights(drawn, room)[1:]
        rows: dict[str, Content] = {}
        for name, segments in zip(self._weighed, lines, strict=True):
            told = segments if name in self._shares else segments[:1]
            parts = [(text, _STYLES.get(role, "$text-muted")) for text, role in told]
            begin = [(f"{points[name]:>3g}  ", "bold $accent")] if points else []
            rows[name] = Content.assemble(*begin, *parts)
        blank = " " * (5 if points else 0)
        for name in (*self._unweighed, *self._left_out):
            rows[name] = Content.assemble(blank, (titles[name], "$text-muted"))
        return rows

    def _show_about(self) -> None:
        at = self._at
        about = self.query_one("#about", Static)
        if at is None or at not in self.opened.library.rubrics:
            about.update("")
            return
        rubric = self.opened.library.rubrics[at]
        goal = (self.opened.record.setting.goal if self.opened.record.setting else None) or "…"
        question = safe(str(rubric.question).replace("{goal}", goal))
        low, high = (safe(str(rubric.levels[n])) for n in (0, -1))
        lines = [Content.styled(question, "bold")]
        if self._method == "swing" or self.has_class("-tall"):
            label = max(cells(_("worst")), cells(_("best"))) + 2
            width = max(about.content_size.width, 40)
            for word, level in ((_("worst"), low), (_("best"), high)):
                begin, *rest = wrap(level, width - label)
                text = "\n".join([begin, *(" " * label + more for more in rest)])
                lines.append(Content.assemble((fit(word, label), "$text-muted"), text))
        if self.has_class("-tall"):
            lines.append(Content.styled(safe(str(rubric.note)), "$text-muted"))
        about.update(Content("\n").join(lines))

    def on_option_list_option_highlighted(self) -> None:
        """Say what the rubric under the cursor asks."""
        if self._typed[0] != self._at:
            self._typed = (None, "")
        self._show_about()

    # --- arranging

    def _changed(self, at: str | None = None) -> None:
        self._keep()
        self._fill(at)
        self._picture()

    def action_raise(self) -> None:
        """One step up in the order; five points more."""
        self._move(up=True)

    def action_lower(self) -> None:
        """One step down in the order; five points less."""
        self._move(up=False)

    def _move(self, *, up: bool) -> None:
        at = self._at
        if at is None:
            return
        if at not in self._weighed:
            self.say(_("It carries no weight; x brings it in."))
        elif self._method == "order":
            move = weighing.more_important if up else weighing.less_important
            moved = move(self._groups, at)
            if moved == self._groups:
                self.say(_("It weighs most already.") if up else _("It weighs least already."))
                return
            self._groups = moved
            self.say("")
            self._changed(at)
        elif self._method == "swing":
            value = self._points[at] + (_STEP if up else -_STEP)
            self._give(at, min(max(value, 0), weighing.MOST_POINTS))
        else:
            self._read_only()

    def _read_only(self) -> None:
        self.say(_("These comparisons are changed in the file; p takes the profile's order instead."))

    def action_leave_out(self) -> None:
        """Out of the weighing, or back in."""
        at = self._at
        if at is None:
            return
        if self._method == "best-worst":
            self._read_only()
        elif at not in self._weighed:
            self._bring_in(at)
        elif len(self._weighed) == 1:
            self.say(_("One question has to carry weight."), "warning")
        else:
            self._out.append(at)
            self._groups = weighing.without(self._groups, at) if self._method == "order" else self._groups
            self._points.pop(at, None)
            self._changed(at)
            asked = at in self._unweighed
            self.say(_("Asked, but without weight.") if asked else _("Left out: it is not asked."))

    def _bring_in(self, rubric: str) -> None:
        if self._method == "order":
            self._groups = weighing.with_added(self._groups, rubric)
        else:
            self._points[rubric] = min(self._points.values(), default=weighing.MOST_POINTS)
        self.say("")
        self._changed(rubric)

    @work(exclusive=True, group="ask")
    async def action_add(self) -> None:
        """Weigh any other rubric that is known."""
        if self._method == "best-worst":
            self._read_only()
            return
        library = self.opened.library.rubrics
        others = [name for name in library if name not in self._weighed]
        if not others:
            self.say(_("All rubrics are weighed already."))
            return
        titles = [str(library[name].title) for name in others]
        chosen = await self.app.push_screen_wait(ChoiceDialog(_("Which one should be asked, and weigh?"), "", titles))
        if chosen is not None:
            self._bring_in(others[chosen])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key leads to points and back to groups."""
        if action in ("points", "groups") and self.is_mounted:
            return (action == "groups") == (self._method == "swing")
        return True

    def action_groups(self) -> None:
        """From points to groups in an order."""
        weighed = list(self._points)
        kept = [[name for name in group if name in weighed] for group in self._groups]
        named = [name for group in kept for name in group]
        rest = [name for name in weighed if name not in named]
        self._groups = [group for group in [*kept, rest] if group]
        self._method = "order"
        self._switched()

    @work(exclusive=True, group="ask")
    async def action_points(self) -> None:
        """From groups to points, at first those that give the same weights."""
        drawn = self._drawn
        assert drawn is not None
        found = await asyncio.to_thread(shares, drawn)
        before = self._points
        most = max(found.values())
        self._points = {
            name: before.get(name, round(weighing.MOST_POINTS * share / most)) for name, share in found.items()
        }
        self._method = "swing"
        self._switched()

    def _switched(self) -> None:
        self.say("")
        self.refresh_bindings()
        self._changed(self._at)

    def action_profile(self) -> None:
        """Back to the order of the profile."""
        self._method = "order"
        self._groups = [list(group) for group in self._profile_order]
        self._points = {}
        self._out = []
        self.refresh_bindings()
        self._changed()
        self.say(_("The profile's order."))

    def action_digit(self, digit: int) -> None:
        """Points are typed in place."""
        at = self._at
        if self._method != "swing" or at is None:
            if self._method == "order":
                self.say(_("w lets you give points instead of groups."))
            return
        if at not in self._points:
            self.say(_("It carries no weight; x brings it in."))
            return
        typed = f"{self._typed[1] if self._typed[0] == at else ''}{digit}"
        self._type(at, typed if int(typed) <= weighing.MOST_POINTS else str(digit))

    def action_erase(self) -> None:
        """Take back the last digit."""
        at = self._at
        if self._method == "swing" and at is not None and at in self._points:
            self._type(at, str(int(self._points[at]))[:-1])

    def _type(self, rubric: str, digits: str) -> None:
        self._typed = (rubric, digits)
        self._give(rubric, int(digits or 0))

    def _give(self, rubric: str, value: int | float) -> None:
        self._points[rubric] = value
        self.say("")
        self._changed(rubric)

    # --- leaving

    def on_option_list_option_selected(self) -> None:
        """Accept, and go on to the first question, or to where the answers stand."""
        if self._method == "swing" and weighing.scaled(self._points) is None:
            self.say(_("At least one needs points; type a number."), "warning")
            return
        if not self._seen and views.in_question(self.opened.record):
            self.opened.begin()
        self.go(self.opened.next_step())

    def action_back(self) -> None:
        """To the setting; from a second look to the result."""
        looking = self._seen and self.opened.session is None
        self.go(self.opened.next_step() if looking else Step("setting"))


def shares(weights: WeightsIn) -> Shares:
    """The weights shown, by rubric. Takes its time when called first: the arithmetic is loaded then."""
    from pickproblem.ranking.problem import scheme

    found: Mapping[str, float] = dict(zip(weights.rubrics(), scheme(weights).headline().tolist(), strict=True))
    return dict(found)
