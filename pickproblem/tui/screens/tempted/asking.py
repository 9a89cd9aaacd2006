"""The steps of the tempted way as panes: what each tells, asks and keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from pickproblem import answers as views
from pickproblem import flow, temptation
from pickproblem.answering import answer
from pickproblem.errors import Refused
from pickproblem.language import _
from pickproblem.record import DeadEnd
from pickproblem.report import temptation as words_of
from pickproblem.report import tempting
from pickproblem.report.charts import FAILS, HOLDS
from pickproblem.switching import blind, figures
from pickproblem.switching.advice import UPSIDE
from pickproblem.switching.history import taken_over_planned
from pickproblem.switching.steps import StepName
from pickproblem.text import safe, wrap
from pickproblem.tui.dialogs import LineDialog
from pickproblem.tui.screens.tempted.panes import Change, Entered, FormPane, LevelPane, OptionsPane, Pane
from pickproblem.tui.screens.tempted.verdict import VerdictPane
from pickproblem.tui.widgets.level_picker import LevelPicker
from pickproblem.tui.widgets.pages import heading, words

if TYPE_CHECKING:
    from pickproblem.tui.screens.tempted.screen import TemptedScreen

Told = Callable[[int], list[Content]]

_INDENT = 5


def pane(way: TemptedScreen, step: StepName) -> Pane:
    """A new pane for a step."""
    makers: dict[StepName, Callable[[TemptedScreen], Pane]] = {
        "goal": goal,
        "current": current,
        "exits": exits,
        "dead-end": dead_end,
        "quick-test": quick_test,
        "wait": wait,
        "score": score,
        "newer": newer,
        "second-person": second_person,
        "verdict": VerdictPane,
    }
    return makers[step](way)


def told(*lines: str) -> Told:
    """A paragraph each."""
    return lambda width: [words(line, width) for line in lines]


def _changed(way: TemptedScreen, **fields: object) -> Change:
    return lambda record: temptation.change(record, way.entry.id, **fields)


def _titled(way: TemptedScreen) -> dict[str, str]:
    record, entry = way.opened.record, way.entry
    return {"newer": tempting.newer(record, entry), "current": tempting.current(record, entry)}


def goal(way: TemptedScreen) -> Pane:
    """Whether the newer idea serves the goal of the present work: then nothing has to be left."""
    setting = way.opened.record.setting
    standing = setting.goal if setting is not None else None

    def tell(width: int) -> list[Content]:
        head = _("The larger goal that you wrote down")
        return [
            Content("\n").join([heading(head, width), words(standing, width)]) if standing else Content(""),
            words(
                _("What comes up inside a goal is no switch, and was often its best result."), width, "$text-muted"
            ),
        ]

    options = [_("Yes: another way to it, or a part of it"), _("No: it is another goal")]
    question = _("Does “%(newer)s” serve the same goal as “%(current)s”?") % _titled(way)
    at = 0 if way.entry.same_goal else 1
    return OptionsPane(tell, question, options, lambda n: way.keep(_changed(way, same_goal=n == 0)), at)


def current(way: TemptedScreen) -> Pane:
    """The current one alone: what was written about it, what remains, how likely it is to be finished."""
    record, entry = way.opened.record, way.entry

    def tell(width: int) -> list[Content]:
        blocks = [words(tempting.current(record, entry), width, "bold $text-accent")]
        for told in tempting.current_alone(record, way.found):
            lines = [heading(told.head, width)]
            for text in told.lines:
                first, *more = wrap(text, width - 2)
                lines += [Content(f"· {first}"), *(Content(f"  {line}") for line in more)]
            blocks.append(Content("\n").join(lines))
        return blocks

    def take(typed: Mapping[str, str]) -> Change:
        hours = figures.hours(typed["hours"], record)
        return _changed(way, hours_current=hours, p_current_done=figures.chance(typed["chance"]))

    return FormPane(
        tell,
        _("The current one alone, from today on: what is spent is spent"),
        [
            Entered("hours", _("Hours that remain"), figures.written(entry.hours_current), _("320, or 8w for weeks")),
            Entered(
                "chance", _("Chance to finish, %"), figures.percent(entry.p_current_done), _("1 to 99, as you see it")
            ),
        ],
        take,
    )


def exits(way: TemptedScreen) -> Pane:
    """Whether something from outside has ended the current one, with what shows it."""
    entry = way.entry
    kinds = (None, "scooped", "outside-cause")

    def tell(width: int) -> list[Content]:
        standing = entry.exit_evidence if entry.exit is not None else None
        shown = (
            words(_("You wrote: %(evidence)s") % {"evidence": standing}, width, "$text-accent") if standing else None
        )
        return [words(tempting.nobody_to_blame(), width), shown or Content("")]

    def chosen(n: int) -> None:
        if kinds[n] is None:
            dead = entry.dead_end or DeadEnd()
            way.keep(_changed(way, exit=None, exit_evidence=None, dead_end=dead))
        else:
            way.ask(partial(_evidence, way, kinds[n]))

    options = [_("No, nothing"), _("Others have the result it was after"), _("Another cause, which was not mine")]
    question = _("Has anything from outside ended “%(current)s”?") % _titled(way)
    return OptionsPane(tell, question, options, chosen, kinds.index(entry.exit))


async def _evidence(way: TemptedScreen, kind: str | None) -> None:
    entry = way.entry
    line = await way.app.push_screen_wait(
        LineDialog(
            _("What shows it?"),
            _("A paper, a name, a date: one line. Without it, it does not count."),
            (entry.exit_evidence or "") if entry.exit == kind else "",
            check=lambda text: "" if text else _("One line of evidence; Esc leaves it."),
        )
    )
    if line:
        way.keep(_changed(way, exit=kind, exit_evidence=line))


def dead_end(way: TemptedScreen) -> Pane:
    """The five checks of a dead end, each with its evidence; what has none does not hold."""
    standing = way.entry.dead_end or DeadEnd()
    names = list(words_of.CHECKS)
    width = max(way.size.width - _INDENT - 6, 30)
    evidence = [(getattr(standing, name) or "").strip() for name in names]

    def option(n: int) -> Content:
        mark, tone = (HOLDS, "bold $success") if evidence[n] else (FAILS, "$text-muted")
        check, *more = wrap(_(words_of.CHECKS[names[n]]), width)
        lines = [Content.assemble((f"{n + 1}  ", "bold $text-accent"), (f"{mark} ", tone), check)]
        lines += [Content(" " * _INDENT + line) for line in more]
        shown = wrap(safe(evidence[n]), width) if evidence[n] else []
        lines += [Content.styled(" " * _INDENT + line, "italic $text-accent") for line in shown]
        return Content("\n").join(lines)

    def chosen(n: int) -> None:
        if n < len(names):
            way.ask(partial(_check, way, names[n]))
        else:
            way.keep(_changed(way, dead_end=DeadEnd(**dict(zip(names, evidence, strict=True)))))

    held = sum(map(bool, evidence))
    words_there = {"n": held, "all": len(names)}
    go_on = _("All %(all)d hold: go on") if held == len(names) else _("Go on: %(n)d of %(all)d hold")
    options = [*map(option, range(len(names))), Content.assemble(("→  ", "bold $text-accent"), go_on % words_there)]
    question = _("Is “%(current)s” a dead end?") % _titled(way)
    return OptionsPane(told(tempting.dead_end()), question, options, chosen, at=len(names))


async def _check(way: TemptedScreen, name: str) -> None:
    standing = way.entry.dead_end or DeadEnd()
    line = await way.app.push_screen_wait(
        LineDialog(
            _(words_of.CHECKS[name]),
            _("What shows it: a run, a commit, the date of a note, a name. Empty: it does not hold."),
            getattr(standing, name) or "",
        )
    )
    if line is None:
        return
    changed = standing.model_copy(update={name: line})
    way.stay(_changed(way, dead_end=changed))


def quick_test(way: TemptedScreen) -> Pane:
    """Days to a first sign; then, where nobody has said it yet, how large it is if it works."""
    if way.entry.days_to_signal is not None and way.found.situation.upside_low is None:
        return _upside(way)
    standing = figures.written(way.entry.days_to_signal)

    def take(typed: Mapping[str, str]) -> Change:
        return _changed(way, days_to_signal=figures.days(typed["days"], way.thresholds))

    hint = _("3, or 2w for weeks; long is an answer too")
    return FormPane(
        told(tempting.quick_test()),
        _("“%(newer)s”, tried in the smallest way") % _titled(way),
        [Entered("days", _("Working days to a first sign"), standing, hint)],
        take,
    )


def _upside(way: TemptedScreen) -> Pane:
    opened, newcomer = way.opened, way.entry.newcomer
    rubric = opened.library.rubrics[UPSIDE]

    def keep(event: LevelPicker.Given) -> None:
        given = answer(event.choice)
        when = way.program.now()
        way.keep(lambda record: blind.answer_alone(record, newcomer, UPSIDE, given, opened.rater, when))

    return LevelPane(
        told(_("And if it works, how large is it? A range is an honest answer; its low end counts.")),
        rubric,
        views.question(opened.record, rubric),
        _titled(way)["newer"],
        keep,
    )


def wait(way: TemptedScreen) -> Pane:
    """Some nights first; one may look on, and the verdict stays to wait."""
    until = way.found.advice.until

    def chosen(n: int) -> None:
        if n == 0:
            way.wait_until(until)
        else:
            way.keep(way.begin_scoring)

    options = [_("Good: until then"), _("Look on all the same; the verdict will still be to wait")]
    return OptionsPane(
        told(*tempting.sleep_on_it(way.opened.record, way.found)),
        _("What do you want to do tonight?"),
        options,
        chosen,
    )


def score(way: TemptedScreen) -> Pane:
    """Both scored without the old answers."""
    opened, entry = way.opened, way.entry
    session = blind.session_of(opened.record, entry, opened.rater)
    asked = len(views.asked(opened.record, opened.library))
    whom = list(session.shown_order or []) if session is not None else blind.among(opened.record, entry)
    lines = tempting.blind(opened.record, way.found, asked * len(whom), len(whom) > 2)
    if session is not None and (done := flow.progress(opened.record, opened.library, session))[0]:
        lines.append(_("%(done)d of %(all)d are answered.") % {"done": done[0], "all": done[1]})
    begun = session is not None and bool(session.answers)
    options = [_("Go on where you were") if begun else _("Begin"), _("Not now; it waits here")]

    def chosen(n: int) -> None:
        if n == 0:
            way.score()
        else:
            way.leave()

    return OptionsPane(told(*lines), _("Score both anew?"), options, chosen)


def newer(way: TemptedScreen) -> Pane:
    """The newer one alone: hours as planned, and as they turn out; how likely it is to be finished."""
    record, entry = way.opened.record, way.entry
    ratio = taken_over_planned(way.history, way.thresholds)
    newcomer = record.candidate(entry.newcomer)
    planned = figures.planned_hours(record, newcomer) if newcomer is not None and entry.hours_new is None else None
    standing = entry.hours_new
    if standing is None and planned is not None:
        standing = figures.as_it_turns_out(planned, ratio)

    def derive(name: str, value: str) -> Mapping[str, str]:
        if name != "planned":
            return {}
        try:
            hours = figures.as_it_turns_out(figures.hours(value, record), ratio)
        except Refused:
            return {}
        return {"hours": figures.written(hours)}

    def take(typed: Mapping[str, str]) -> Change:
        hours = figures.hours(typed["hours"] or typed["planned"], record)
        return _changed(way, hours_new=hours, p_new_done=figures.chance(typed["chance"]))

    times = {"ratio": f"{ratio.value:.2g}"}
    return FormPane(
        told(tempting.overrun(ratio, way.thresholds)),
        _("“%(newer)s” alone, from its first day to its last") % _titled(way),
        [
            Entered("planned", _("Hours as planned"), figures.written(planned), _("320, or 8w for weeks")),
            Entered(
                "hours",
                _("Hours as it goes, × %(ratio)s") % times,
                figures.written(standing),
                _("from the line above; say otherwise where you know better"),
            ),
            Entered(
                "chance", _("Chance to finish, %"), figures.percent(entry.p_new_done), _("1 to 99, as you see it")
            ),
        ],
        take,
        derive,
    )


def second_person(way: TemptedScreen) -> Pane:
    """Who agrees, where the history asks for it."""
    standing = way.entry.second_person or ""
    return FormPane(
        told(tempting.second_view(way.found)),
        _("Who agrees that “%(newer)s” is worth it?") % _titled(way),
        [Entered("name", _("Name"), standing, _("empty: nobody has agreed so far"))],
        lambda typed: _changed(way, second_person=typed["name"]),
    )
