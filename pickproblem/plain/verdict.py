"""The verdict in lines, a line for each condition; and what is done about it: so, or otherwise with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pickproblem import temptation
from pickproblem.commitment import parse_date
from pickproblem.errors import Refused
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain import form
from pickproblem.plain.promises import day_ahead, some_words
from pickproblem.plain.talk import Back
from pickproblem.plain.weighed import Weighed
from pickproblem.record import Verdict as Act
from pickproblem.report import conditions, spoken, tempting
from pickproblem.report import temptation as words_of
from pickproblem.switching import figures, following, steps


class Verdict:
    """The last step of the way."""

    def __init__(self, weighed: Weighed) -> None:
        self.weighed, self.held, self.talk = weighed, weighed.held, weighed.held.talk

    def ask(self) -> Step | None:
        """Say the page, then ask what to do; None where the way goes on at its next step. Raises Back and Refused."""
        self.say()
        return self.decided() if temptation.is_frozen(self.weighed.entry) else self.open()

    # --- the page

    def say(self) -> None:
        """What is advised, each condition, the two side by side, what would change it, what it rests on."""
        found, record, library, talk = self.weighed.found, self.held.record, self.held.library, self.talk
        talk.say(words_of.verdict(found, record), *words_of.beyond(found))
        self.listed(_("What it rests on"), words_of.evidence(found, record))
        talk.say(words_of.about(found, record), *words_of.decided(found))
        asked = found.advice.asked
        switch = (_("What a switch asks, all of it"), asked.switch)
        groups = [switch]
        if found.advice.verdict in ("trial", "wait", "stay"):
            trial = conditions.trial(found)
            groups = [trial, switch] if found.advice.by_quick_test else [switch, trial]
        for head, several in groups:
            self.listed(f"{head}. {spoken.counted(several)}", spoken.held(several, found))
            if several is asked.switch:
                talk.say(*conditions.gates(found, library))
        talk.say(conditions.bases([*asked.switch, *asked.quick_test]))
        self.listed(words_of.sides(found), spoken.beside(found, library))
        self.listed(_("What would change the verdict"), words_of.changes(found))
        self.listed(_("What it goes by"), words_of.rests_on(found, self.weighed.thresholds))
        if not temptation.is_frozen(found.entry):
            talk.say(words_of.remains())

    def listed(self, head: str, lines: Iterable[str]) -> None:
        """A heading with its lines; nothing where there are none."""
        several = list(lines)
        if several:
            self.talk.gap()
            self.talk.say(head)
        for line in several:
            self.talk.say(f"- {line}", hanging=2)

    # --- what to do

    def decided(self) -> Step | None:
        """What is decided stays; it can only be weighed anew."""
        options = [_("Back to the project"), _("Say it again")]
        if steps.can_be_weighed_anew(self.held.record, self.weighed.entry):
            options.append(_("Weigh it anew"))
        while True:
            self.talk.gap()
            chosen = self.talk.choose(_("What next"), options)
            if chosen == 0:
                return self.weighed.place()
            if chosen == 2:
                self.weighed.weigh_anew()
                return None
            self.say()

    def open(self) -> Step | None:
        """Follow it, do otherwise, or leave it open."""
        verdict = self.weighed.found.advice.verdict
        options = [
            _("Do so: %(verdict)s") % {"verdict": _(words_of.VERDICTS[verdict])},
            _("Otherwise, with a reason"),
            _("Leave it open; it waits here"),
            _("Say it again"),
        ]
        while True:
            self.talk.gap()
            chosen = self.talk.choose(_("What next"), options, _("b: the step before."))
            if chosen == 2:
                return self.weighed.place()
            try:
                if chosen < 2:
                    return self.follow() if chosen == 0 else self.otherwise()
            except Back:
                continue
            self.say()

    def follow(self) -> Step | None:
        """Do what is advised."""
        advice = self.weighed.found.advice
        if advice.verdict != "wait":
            return self.act(advice.verdict, None)
        if self.weighed.found.unanswered and advice.until is None:
            return None
        return self.weighed.wait_until(advice.until)

    def otherwise(self) -> Step:
        """Choose what else, and say why; both are kept."""
        acts = following.OTHERWISE[self.weighed.found.advice.verdict]
        said: dict[Act, str] = {
            "stay": _("Stay with “%(current)s”"),
            "trial": _("Try “%(newer)s” for a while"),
            "switch": _("Go over to “%(newer)s”"),
        }
        self.talk.say(
            _("What will you do instead?"),
            _("You decide. Your reason is kept beside the verdict, and read at the next review."),
        )
        options = [said[act] % self.weighed.titled for act in acts]
        act = acts[self.talk.choose(_("Your choice"), options)]
        return self.act(act, some_words(self.held, _("Why? One line."), _("It is kept with the verdict.")))

    def act(self, act: Act, reason: str | None) -> Step:
        """What is done, asked for where more is to be said first; then kept, and on to where it leads."""
        place = self.weighed.place()
        if act == "trial":
            return self.trial(reason)
        if act == "stop":
            told = _(
                "What was done stays in the record; the newer one and all that is open are scored from the beginning."
            )
            self.sure(_("End “%(current)s”, and choose anew?"), told, _("End it"))
            said = _("It is over, and nobody is to blame. Choose anew among these.")
            return self.keep(act, reason, Step("candidates"), said)
        if act == "branch":
            told = _("It is noted as a variant to try, and is no idea of its own any more.")
            self.sure(_("Make “%(newer)s” a part of “%(current)s”?"), told, _("Make it a part"))
            return self.keep(act, reason, place, _("Noted as a variant to try."))
        if act == "switch":
            told = _("“%(current)s” is parked; what was done stays in the record. Then commit to the newer one.")
            self.sure(_("Go over to “%(newer)s”?"), told, _("Go over"))
            return self.keep(act, reason, Step("commit"), _("Now give it a date, and what would end it."))
        return self.keep(act, reason, place, _("Kept; the newer one stays parked."))

    def sure(self, head: str, told: str, yes: str) -> None:
        """Ask once more. Raises Back where it is not to be."""
        self.talk.say(head % self.weighed.titled, told % self.weighed.titled)
        if self.talk.choose(_("Your choice"), [yes, _("Not yet")]) == 1:
            raise Back

    def keep(self, act: Act, reason: str | None, to: Step, said: str) -> Step:
        """The verdict, what is done about it, and what follows from that."""
        until = following.look_again(
            self.weighed.found, act, self.held.today, self.weighed.thresholds, overruled=reason is not None
        )
        self.decide(act, reason, until, None)
        self.talk.say(said)
        return to

    def decide(self, act: Act, reason: str | None, until: date | None, sign: str | None) -> None:
        """Keep it."""
        found, rater, now = self.weighed.found, self.held.rater, self.held.now()
        self.held.change(
            lambda record: following.decided(
                record, found, act, rater, now, until=until, success_sign=sign, reason=reason
            )
        )

    def trial(self, reason: str | None) -> Step:
        """The sign of success, how likely it is, and the last day: written before the trial begins."""
        today = self.held.today
        self.talk.say(
            _("A trial of “%(newer)s”") % self.weighed.titled,
            _("Written before it begins, so that its end is easy to tell. First results usually disappoint."),
        )
        values = {"until": following.trial_until(self.weighed.found, today, self.weighed.thresholds).isoformat()}
        lines = [
            form.of(values, "sign", _("Sign that it works"), _("a state that one can see by then")),
            form.of(values, "chance", _("Chance of it, %"), _("1 to 99")),
            form.of(values, "until", _("Last day"), _(form.A_DAY)),
        ]

        def wrong(name: str) -> str:
            if name == "until":
                return day_ahead(values["until"], today)
            if name == "sign":
                return "" if values.get("sign") else _("By what sign will you know that it works?")
            try:
                figures.chance(values.get("chance", ""))
            except Refused as error:
                return str(error)
            return ""

        form.fill(self.talk, lines, wrong)
        sign = tempting.success_sign(values["sign"], figures.chance(values["chance"]))
        self.decide("trial", reason, parse_date(values["until"], today), sign)
        self.talk.say(_("The trial begins; its end stands among your dates."))
        return self.weighed.place()
