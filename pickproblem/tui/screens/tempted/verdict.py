"""The verdict as one page, and what is done about it: follow it, or do otherwise with a reason that is kept."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pickproblem import temptation
from pickproblem.commitment import parse_date
from pickproblem.errors import Refused
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.record import Verdict
from pickproblem.report import charts, conditions, tempting
from pickproblem.report import temptation as words_of
from pickproblem.switching import figures, following
from pickproblem.tui.dialogs import ChoiceDialog, LineDialog, some_words
from pickproblem.tui.forms import Field, FormDialog, Values
from pickproblem.tui.keys import key
from pickproblem.tui.screens.tempted.panes import Change, Pane
from pickproblem.tui.widgets.chart import painted
from pickproblem.tui.widgets.pages import heading, listed, words

if TYPE_CHECKING:
    from pickproblem.rubric import Library
    from pickproblem.switching.advice import Examined
    from pickproblem.tui.screens.tempted.screen import TemptedScreen


class VerdictPane(Pane):
    """What is advised, each condition with its figures, the two side by side, what would change it."""

    BINDINGS = [
        key("enter", "accept", N_("Do so"), id="tempted-accept", display="Enter", priority=True),
        key("o", "otherwise", N_("Otherwise"), id="tempted-otherwise"),
        key("n", "anew", N_("Weigh it anew"), id="tempted-anew"),
        key("up,k", "line(-1)", N_("Scroll"), id="tempted-up", display="↑ ↓"),
        key("down,j", "line(1)", id="tempted-down", show=False),
        key("space", "page(1)", id="tempted-space", show=False),
    ]
    can_focus = True

    def __init__(self, way: TemptedScreen) -> None:
        super().__init__(lambda width: blocks(way, width))

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(classes="told", can_focus=False):
            yield Static()

    def on_mount(self) -> None:
        """The keys are those of the page."""
        self.focus()

    def wrong(self, text: str) -> None:
        """Nothing is typed here."""

    @property
    def _frozen(self) -> bool:
        return temptation.is_frozen(self.way.entry)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is decided stays; it can only be weighed anew."""
        if action == "anew":
            return self._frozen and self.way.can_be_weighed_anew
        return action != "otherwise" or not self._frozen

    def action_line(self, by: int) -> None:
        """A line up or down."""
        self.query_one(".told").scroll_relative(y=by, animate=False)

    def action_accept(self) -> None:
        """Follow the verdict; where it is decided, back."""
        if self._frozen:
            self.way.leave()
        else:
            self.way.ask(partial(_follow, self.way))

    def action_otherwise(self) -> None:
        """Do something else, with a reason."""
        self.way.ask(partial(_otherwise, self.way))

    def action_anew(self) -> None:
        """Another entry about the same idea, from today on."""
        self.way.weigh_anew()


def blocks(way: TemptedScreen, width: int) -> list[Content]:
    """The page, top to bottom."""
    found, record, library = way.found, way.opened.record, way.opened.library
    asked = found.advice.asked
    said = [words(words_of.verdict(found, record), width, "bold $text-accent")]
    said += [words(line, width) for line in words_of.beyond(found)]
    page = [Content("\n").join(said)]
    if evidence := words_of.evidence(found, record):
        page.append(listed(_("What it rests on"), evidence, width))
    about = [words_of.about(found, record), *words_of.decided(found)]
    page.append(Content("\n").join([words(line, width, "$text-muted") for line in about]))
    if bars := words_of.bars(found):
        page.append(_picture(_("Scores, on 0 to 100"), charts.scores(bars, min(width, 76)), width))
    page += _asked(found, library, width)
    page.append(words(conditions.bases([*asked.switch, *asked.quick_test]), width, "$text-muted"))
    if sides := words_of.beside(found, library):
        page.append(_picture(words_of.sides(found), charts.beside(sides, width), width))
    page.append(listed(_("What would change the verdict"), words_of.changes(found), width))
    page.append(listed(_("What it goes by"), words_of.rests_on(found, way.thresholds), width))
    if not temptation.is_frozen(found.entry):
        page.append(words(words_of.remains(), width, "bold"))
    return page


def _asked(found: Examined, library: Library, width: int) -> list[Content]:
    """What a switch and a trial ask, that first which the verdict comes from."""
    rows = charts.conditions(conditions.held(found.advice.asked.switch, found), width)
    switch = [_picture(_("What a switch asks, all of it"), rows, width)]
    if gates := conditions.gates(found, library):
        switch.append(words("\n".join(gates), width))
    if found.advice.verdict not in ("trial", "wait", "stay"):
        return switch
    head, conditions_there = conditions.trial(found)
    trial = [_picture(head, charts.conditions(conditions.held(conditions_there, found), width), width)]
    return [*trial, *switch] if found.advice.by_quick_test else [*switch, *trial]


def _picture(head: str, lines: list[charts.Line], width: int) -> Content:
    return Content("\n").join([heading(head, width), painted(lines)]) if lines else Content("")


# --- doing so, or otherwise


def _titled(way: TemptedScreen) -> dict[str, str]:
    record, entry = way.opened.record, way.entry
    return {"newer": tempting.newer(record, entry), "current": tempting.current(record, entry)}


async def _follow(way: TemptedScreen) -> None:
    advice = way.found.advice
    if advice.verdict == "wait":
        if way.found.unanswered and advice.until is None:
            way.to_next()
        else:
            way.wait_until(advice.until)
    else:
        await _act(way, advice.verdict, reason=None)


async def _otherwise(way: TemptedScreen) -> None:
    """Choose what else, and say why; both are kept."""
    acts = following.OTHERWISE[way.found.advice.verdict]
    said: dict[Verdict, str] = {
        "stay": _("Stay with “%(current)s”"),
        "trial": _("Try “%(newer)s” for a while"),
        "switch": _("Go over to “%(newer)s”"),
    }
    words_there = _("You decide. Your reason is kept beside the verdict, and read at the next review.")
    options = [said[act] % _titled(way) for act in acts]
    chosen = await way.app.push_screen_wait(ChoiceDialog(_("What will you do instead?"), words_there, options))
    if chosen is None:
        return
    line = await way.app.push_screen_wait(
        LineDialog(options[chosen], _("Why? One line."), check=some_words),
    )
    if line:
        await _act(way, acts[chosen], reason=line)


async def _act(way: TemptedScreen, act: Verdict, reason: str | None) -> None:
    """What is done, asked for where more is to be said first; then kept, and on to where it leads."""
    if act == "trial":
        await _trial(way, reason)
    elif act == "stop":
        head = _("End “%(current)s”, and choose anew?") % _titled(way)
        told = _(
            "What was done stays in the record; the newer one and all that is open are scored from the beginning."
        )
        if await _sure(way, head, told, _("End it")):
            _keep(
                way,
                act,
                reason,
                Step("candidates"),
                _("It is over, and nobody is to blame. Choose anew among these."),
            )
    elif act == "branch":
        head = _("Make “%(newer)s” a part of “%(current)s”?") % _titled(way)
        told = _("It is noted as a variant to try, and is no idea of its own any more.")
        if await _sure(way, head, told, _("Make it a part")):
            _keep(way, act, reason, way.place(), _("Noted as a variant to try."))
    elif act == "switch":
        head = _("Go over to “%(newer)s”?") % _titled(way)
        told = _("“%(current)s” is parked; what was done stays in the record. Then commit to the newer one.")
        if await _sure(way, head, told % _titled(way), _("Go over")):
            _keep(way, act, reason, Step("commit"), _("Now give it a date, and what would end it."))
    else:
        _keep(way, act, reason, way.place(), _("Kept; the newer one stays parked."))


async def _sure(way: TemptedScreen, head: str, told: str, yes: str) -> bool:
    return await way.app.push_screen_wait(ChoiceDialog(head, told, [yes, _("Not yet")])) == 0


async def _trial(way: TemptedScreen, reason: str | None) -> None:
    """The sign of success, how likely it is, and the last day: written before the trial begins."""
    today = way.program.today()
    until = following.trial_until(way.found, today, way.thresholds)

    def take(values: Values) -> str:
        try:
            last = parse_date(values["until"], today)
            chance = figures.chance(values["chance"])
            if not values["sign"]:
                raise Refused(_("By what sign will you know that it works?"))
            sign = tempting.success_sign(values["sign"], chance)
            if last <= today:
                raise Refused(_("The last day lies ahead."))
            way.change(_outcome(way, "trial", reason, last, sign))
        except Refused as error:
            return str(error)
        return ""

    given = await way.app.push_screen_wait(
        FormDialog(
            _("A trial of “%(newer)s”") % _titled(way),
            _("Written before it begins, so that its end is easy to tell. First results usually disappoint."),
            [
                Field("sign", _("Sign that it works"), "", _("a state that one can see by then")),
                Field("chance", _("Chance of it, %"), "", _("1 to 99")),
                Field(
                    "until",
                    _("Last day"),
                    until.isoformat(),
                    _("2027-03-01, or +2w"),
                ),
            ],
            take,
        )
    )
    if given is not None:
        way.go_with(way.place(), _("The trial begins; its end stands among your dates."))


def _outcome(way: TemptedScreen, act: Verdict, reason: str | None, until: date | None, sign: str | None) -> Change:
    """The change that keeps the verdict, what is done about it, and what follows from that."""
    found, rater, now = way.found, way.opened.rater, way.program.now()
    return lambda record: following.decided(
        record, found, act, rater, now, until=until, success_sign=sign, reason=reason
    )


def _keep(way: TemptedScreen, act: Verdict, reason: str | None, to: Step, said: str) -> None:
    overruled, today = reason is not None, way.program.today()
    until = following.look_again(way.found, act, today, way.thresholds, overruled=overruled)
    try:
        way.change(_outcome(way, act, reason, until, None))
    except Refused as error:
        way.say(str(error), "warning")
        return
    way.go_with(to, said)
