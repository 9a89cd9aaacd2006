"""A newer idea looked at in lines, step by step, from the current one alone to the verdict.

Which step comes when is said by `switching.steps`; what was answered is in the record at once, so that a way that
was left, or killed, goes on at the very step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from pickproblem import answers as views
from pickproblem import flow
from pickproblem.answering import answer
from pickproblem.errors import Refused
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain import form
from pickproblem.plain.answering import read
from pickproblem.plain.held import Held
from pickproblem.plain.promises import some_words
from pickproblem.plain.talk import Back, number
from pickproblem.plain.verdict import Verdict
from pickproblem.plain.weighed import Weighed, place
from pickproblem.record import DeadEnd
from pickproblem.report import temptation as words_of
from pickproblem.report import tempting
from pickproblem.switching import blind, figures, steps
from pickproblem.switching.advice import UPSIDE
from pickproblem.switching.history import taken_over_planned
from pickproblem.switching.steps import StepName

_KINDS = (None, "scooped", "outside-cause")


def tempted(held: Held, step: Step) -> Step:
    """The way of one entry: the one named, else the last without a verdict, else the last."""
    if not held.record.temptations:
        held.talk.say(_("No newer idea is parked here; t parks one."))
        return place(held)
    return _Way(Weighed.of(held, step.entry)).go()


class _Way:
    """One entry on its way."""

    def __init__(self, weighed: Weighed) -> None:
        self.weighed, self.held, self.talk = weighed, weighed.held, weighed.held.talk

    def go(self) -> Step:
        """From step to step, until the way leads elsewhere."""
        at = steps.next_step(self.weighed.found)
        while True:
            self.say_step(at)
            try:
                away = self.take(at)
            except Back:
                before = steps.step_before(self.weighed.found, at)
                if before is None:
                    return self.weighed.place()
                at = before
                continue
            except Refused as refused:
                # Somebody else decided it, or took a candidate away, while the question stood.
                self.talk.say(str(refused))
                self.held.read_again()
                self.weighed.examine()
                at = steps.next_step(self.weighed.found)
                continue
            if away is not None:
                return away
            at = steps.step_after(self.weighed.found, at)

    def say_step(self, at: StepName) -> None:
        """Where one is."""
        names = steps.way(self.weighed.found)
        self.talk.gap()
        if len(names) > 1 and at in names:
            words = {"n": names.index(at) + 1, "all": len(names), "name": _(steps.NAMES[at])}
            self.talk.say(_("Step %(n)d of %(all)d: %(name)s") % words)

    def take(self, at: StepName) -> Step | None:
        """Ask a step and keep what is answered; where the way leads elsewhere, that step. Raises Back and Refused."""
        asked: Mapping[StepName, Callable[[], Step | None]] = {
            "goal": self.goal,
            "current": self.current,
            "exits": self.exits,
            "dead-end": self.dead_end,
            "quick-test": self.quick_test,
            "wait": self.wait,
            "score": self.score,
            "newer": self.newer,
            "second-person": self.second_person,
            "verdict": Verdict(self.weighed).ask,
        }
        return asked[at]()

    # --- the steps

    def goal(self) -> None:
        """Whether the newer idea serves the goal of the present work: then nothing has to be left."""
        setting, entry = self.held.record.setting, self.weighed.entry
        if setting is not None and setting.goal:
            self.talk.say(_("The larger goal that you wrote down"), setting.goal)
        self.talk.say(
            _("What comes up inside a goal is no switch, and was often its best result."),
            _("Does “%(newer)s” serve the same goal as “%(current)s”?") % self.weighed.titled,
        )
        options = [_("Yes: another way to it, or a part of it"), _("No: it is another goal")]
        standing = None if entry.same_goal is None else 0 if entry.same_goal else 1
        self.weighed.keep(same_goal=self.choose(options, standing) == 0)

    def current(self) -> None:
        """The current one alone: what was written about it, what remains, how likely it is to be finished."""
        record, entry, talk = self.held.record, self.weighed.entry, self.talk
        talk.say(tempting.current(record, entry))
        for told in tempting.current_alone(record, self.weighed.found):
            talk.say(told.head)
            for line in told.lines:
                talk.say(f"- {line}", hanging=2)
        talk.say(_("The current one alone, from today on: what is spent is spent"))
        values = {
            "hours": figures.written(entry.hours_current),
            "chance": figures.percent(entry.p_current_done),
        }
        lines = [
            form.of(values, "hours", _("Hours that remain"), _("320, or 8w for weeks")),
            form.of(values, "chance", _("Chance to finish, %"), _("1 to 99, as you see it")),
        ]

        def keep(name: str) -> None:
            if name == "hours":
                self.weighed.keep(hours_current=figures.hours(values["hours"], record))
            else:
                self.weighed.keep(p_current_done=figures.chance(values["chance"]))

        form.fill(talk, lines, partial(self.wrong, values), keep)

    def exits(self) -> None:
        """Whether something from outside has ended the current one, with what shows it."""
        entry, talk = self.weighed.entry, self.talk
        talk.say(tempting.nobody_to_blame())
        if entry.exit is not None:
            talk.say(_("You wrote: %(evidence)s") % {"evidence": entry.exit_evidence or "–"})
        talk.say(_("Has anything from outside ended “%(current)s”?") % self.weighed.titled)
        options = [_("No, nothing"), _("Others have the result it was after"), _("Another cause, which was not mine")]
        standing = _KINDS.index(entry.exit) if entry.exit is not None or entry.dead_end is not None else None
        while True:
            kind = _KINDS[self.choose(options, standing)]
            if kind is None:
                self.weighed.keep(exit=None, exit_evidence=None, dead_end=entry.dead_end or DeadEnd())
                return
            try:
                evidence = some_words(
                    self.held,
                    _("What shows it?"),
                    _("A paper, a name, a date: one line. Without it, it does not count."),
                )
            except Back:
                continue
            self.weighed.keep(exit=kind, exit_evidence=evidence)
            return

    def dead_end(self) -> None:
        """The five checks of a dead end, each with its evidence; what has none does not hold."""
        talk, names = self.talk, list(words_of.CHECKS)
        talk.say(
            tempting.dead_end(),
            _("Is “%(current)s” a dead end?") % self.weighed.titled,
        )
        while True:
            standing = self.weighed.entry.dead_end or DeadEnd()
            evidence = [(getattr(standing, name) or "").strip() for name in names]
            talk.listed([self.check(name, shown) for name, shown in zip(names, evidence, strict=True)])
            counts = {"n": sum(map(bool, evidence)), "all": len(names)}
            prompt = _("Enter goes on: %(n)d of %(all)d hold") % counts
            text = talk.ask(prompt, _("The number of a check writes what shows it, or takes it away."))
            if not text:
                self.weighed.keep(dead_end=DeadEnd(**dict(zip(names, evidence, strict=True))))
                return
            at = number(text, len(names))
            if at is None:
                talk.say(_("A number from 1 to %(n)d.") % {"n": len(names)})
                continue
            try:
                self.evidence_of(names[at - 1], standing)
            except Back:
                continue

    def check(self, name: str, evidence: str) -> str:
        """A check as it is listed."""
        words = {"check": _(words_of.CHECKS[name]), "evidence": evidence}
        return _("%(check)s. Holds: %(evidence)s") % words if evidence else _("%(check)s. Not shown so far") % words

    def evidence_of(self, name: str, standing: DeadEnd) -> None:
        """What shows a check; nothing where it does not hold."""
        self.talk.say(_(words_of.CHECKS[name]))
        values = {name: getattr(standing, name) or ""}
        hint = _("What shows it: a run, a commit, the date of a note, a name. Empty: it does not hold.")
        form.fill(self.talk, [form.of(values, name, _("What shows it?"), hint)])
        self.weighed.keep(dead_end=standing.model_copy(update={name: values[name]}))

    def quick_test(self) -> None:
        """Days to a first sign; then, where nobody has said it yet, how large it is if it works."""
        ask_days = self.weighed.entry.days_to_signal is None or self.weighed.found.situation.upside_low is not None
        while True:
            if ask_days:
                self.days()
            if self.weighed.found.situation.upside_low is not None:
                return
            try:
                self.upside()
            except Back:
                ask_days = True
                continue
            return

    def days(self) -> None:
        """Working days to a first sign."""
        self.talk.say(
            tempting.quick_test(),
            _("“%(newer)s”, tried in the smallest way") % self.weighed.titled,
        )
        values = {"days": figures.written(self.weighed.entry.days_to_signal)}
        hint = _("3, or 2w for weeks; long is an answer too")
        lines = [form.of(values, "days", _("Working days to a first sign"), hint)]
        form.fill(self.talk, lines, partial(self.wrong, values))
        self.weighed.keep(days_to_signal=figures.days(values["days"], self.weighed.thresholds))

    def upside(self) -> None:
        """One question of its own, asked whatever the profile."""
        held, talk = self.held, self.talk
        rubric, newcomer, rater = held.library.rubrics[UPSIDE], self.weighed.entry.newcomer, held.rater
        talk.gap()
        talk.say(
            _("And if it works, how large is it? A range is an honest answer; its low end counts."),
            views.question(held.record, rubric),
        )
        talk.listed([str(anchor) for anchor in rubric.levels])
        talk.say(_("Candidate: %(title)s") % {"title": held.candidate(newcomer).title})
        helped = [str(rubric.note), _("3 2-4: level 3, at least 2, at most 4. 0: don't know.")]
        while isinstance(choice := read(talk.ask(_("Level 1-5"), *helped)), str):
            talk.say(choice)
        given, when = answer(choice), held.now()
        self.weighed.change(lambda record: blind.answer_alone(record, newcomer, UPSIDE, given, rater, when))

    def wait(self) -> Step | None:
        """Some nights first; one may look on, and the verdict stays to wait."""
        found = self.weighed.found
        self.talk.say(*tempting.sleep_on_it(self.held.record, found), _("What do you want to do tonight?"))
        options = [_("Good: until then"), _("Look on all the same; the verdict will still be to wait")]
        if self.choose(options) == 0:
            return self.weighed.wait_until(found.advice.until)
        self.weighed.begin_scoring()
        return None

    def score(self) -> Step:
        """Both scored without the old answers."""
        held, entry = self.held, self.weighed.entry
        session = blind.session_of(held.record, entry, held.rater)
        asked = len(views.asked(held.record, held.library))
        whom = list(session.shown_order or []) if session is not None else blind.among(held.record, entry)
        lines = tempting.blind(held.record, self.weighed.found, asked * len(whom), len(whom) > 2)
        if session is not None and (done := flow.progress(held.record, held.library, session))[0]:
            lines.append(_("%(done)d of %(all)d are answered.") % {"done": done[0], "all": done[1]})
        self.talk.say(*lines, _("Score both anew?"))
        begun = session is not None and bool(session.answers)
        options = [_("Go on where you were") if begun else _("Begin"), _("Not now; it waits here")]
        if self.choose(options) == 1:
            return self.weighed.place()
        self.weighed.begin_scoring()
        return held.next_step()

    def newer(self) -> None:
        """The newer one alone: hours as planned, and as they turn out; how likely it is to be finished."""
        record, entry, known = self.held.record, self.weighed.entry, self.held.experience
        ratio = taken_over_planned(known.history(record), known.thresholds)
        newcomer = self.held.candidate(entry.newcomer)
        planned = figures.planned_hours(record, newcomer) if entry.hours_new is None else None
        standing = entry.hours_new
        if standing is None and planned is not None:
            standing = figures.as_it_turns_out(planned, ratio)
        self.talk.say(
            tempting.overrun(ratio, self.weighed.thresholds),
            _("“%(newer)s” alone, from its first day to its last") % self.weighed.titled,
        )
        values = {
            "planned": figures.written(planned),
            "hours": figures.written(standing),
            "chance": figures.percent(entry.p_new_done),
        }
        before = values["planned"]

        def wrong(name: str) -> str:
            said = self.wrong(values, name)
            if name == "planned" and not said and values["planned"] not in ("", before):
                hours = figures.hours(values["planned"], record)
                values["hours"] = figures.written(figures.as_it_turns_out(hours, ratio))
            return said

        lines = [
            form.of(values, "planned", _("Hours as planned"), _("320, or 8w for weeks")),
            form.of(
                values,
                "hours",
                _("Hours as it goes, × %(ratio)s") % {"ratio": f"{ratio.value:.2g}"},
                _("from the line above; say otherwise where you know better"),
            ),
            form.of(values, "chance", _("Chance to finish, %"), _("1 to 99, as you see it")),
        ]

        def keep(name: str) -> None:
            if name == "hours":
                self.weighed.keep(hours_new=figures.hours(values["hours"], record))
            elif name == "chance":
                self.weighed.keep(p_new_done=figures.chance(values["chance"]))

        form.fill(self.talk, lines, wrong, keep)

    def second_person(self) -> None:
        """Who agrees, where the history asks for it."""
        self.talk.say(
            tempting.second_view(self.weighed.found),
            _("Who agrees that “%(newer)s” is worth it?") % self.weighed.titled,
        )
        values = {"name": self.weighed.entry.second_person or ""}
        lines = [form.of(values, "name", _("Name"), _("empty: nobody has agreed so far"))]
        form.fill(self.talk, lines)
        self.weighed.keep(second_person=values["name"])

    # --- asking

    def choose(self, options: list[str], standing: int | None = None) -> int:
        """The option whose number is answered."""
        return self.talk.choose(_("Your choice"), options, _("b: the step before."), standing=standing)

    def wrong(self, values: Mapping[str, str], name: str) -> str:
        """What is wrong with a figure as it stands; nothing where it can be taken."""
        text = values[name]
        try:
            if name == "days":
                figures.days(text, self.weighed.thresholds)
            elif name == "chance":
                figures.chance(text)
            elif name == "hours" or text:
                figures.hours(text, self.held.record)
        except Refused as error:
            return str(error)
        return ""
