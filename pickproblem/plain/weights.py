"""How the questions weigh: an order of groups, points, or comparisons with the most and the least important."""

from __future__ import annotations

import re

from pickproblem import answers as views
from pickproblem import edits
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain import comparisons
from pickproblem.plain.beginning import who
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, command, number
from pickproblem.record import Record, Weights, WeightsIn
from pickproblem.report import weighing as told
from pickproblem.weighing import MOST_POINTS, Comparisons, Given, Groups, pointed, scaled

_MOST_DIGITS = 6


def weights(held: Held, _step: Step) -> Step:
    """What is in force; kept, or given anew in one of three ways."""
    talk = held.talk
    talk.say(_("Which questions should weigh most?"))
    if views.result_seen(held.record):
        talk.say(_("You have seen a result: a change is kept and marked, and both rankings will be shown."))
    here = _Weighing(held)
    listed = here.say_list()
    while True:
        try:
            text = talk.ask(_("Enter keeps this, or your own order"), *here.help(listed))
        except Back:
            return Step("setting")
        if not text:
            break
        if here.take(text, listed):
            listed = here.say_list()
    if not held.looking and views.in_question(held.record):
        try:
            who(held, first=False)
        except Back:
            return Step("weights")
        held.begin()
    return held.next_step()


class _Weighing:
    """What is given in one visit: however many answers, one change of the record."""

    def __init__(self, held: Held) -> None:
        self.held, self.talk = held, held.talk
        self.rubrics = held.library.rubrics
        self.base = self.kept = held.record.weights
        self.told = False
        self.take_up()

    def take_up(self) -> None:
        """Begin with what is in force."""
        standing = self.in_force
        self.given = Given(
            standing.method,
            [list(group) for group in standing.order or self.own],
            dict(standing.points or {}),
            Comparisons.of(standing),
        )

    @property
    def in_force(self) -> WeightsIn:
        return views.weights_of(self.held.record, self.held.library)

    @property
    def own(self) -> Groups:
        """The profile's order."""
        return views.profile_of(self.held.record, self.held.library).order

    # --- what is said

    def say_list(self) -> list[str]:
        """Say the weights in force; the rubrics by the numbers that they are given."""
        # The arithmetic takes a moment to load.
        from pickproblem.ranking.weights import ranges, shown

        record, rubrics, talk, standing = self.held.record, self.rubrics, self.talk, self.in_force
        names = standing.rubrics()
        picture, reach = shown(standing), ranges(standing)

        def line(name: str, lead: str = "") -> str:
            return f"{rubrics[name].title}: {lead}{told.share(picture.shares[name], reach.get(name))}"

        if standing.method == "order":
            n = 1
            for i, group in enumerate(standing.order or []):
                talk.say(_("Weighs most:") if i == 0 else _("Then:"))
                talk.listed([line(name) for name in group], first=n)
                n += len(group)
        elif standing.method == "swing":
            talk.say(_("By points:"))
            points = standing.points or {}
            talk.listed([line(name, _("%(n)s points; ") % {"n": f"{points[name]:g}"}) for name in names])
        else:
            talk.say(_("By comparisons with the most and the least important:"))
            talk.listed([line(name) for name in names])
        if not self.told:
            talk.say(_("Percents: the weight, and from where to where nine tenths of the draws lie."))
        if picture.xi is not None:
            comparisons.say_agreement(self.held, Comparisons.of(standing), picture.xi)
        others = self._say_others(record, names)
        talk.say(_("Other weights: your own order, w for points, c for comparisons; ? says how."))
        if self.kept != self.base:
            talk.say(_("u takes back what was changed here."))
        self.told = True
        return [*names, *others]

    def _say_others(self, record: Record, names: list[str]) -> list[str]:
        rubrics, talk = self.rubrics, self.talk
        asked = [name for name in views.asked(record, self.held.library) if name not in names]
        if asked:
            talk.say(_("Asked, without weight: it can rule out or warn:"))
            talk.listed([str(rubrics[name].title) for name in asked], first=len(names) + 1)
        out = [name for name in rubrics if name not in names and name not in asked]
        first = len(names) + len(asked) + 1
        if out and self.told:
            talk.say(_("Not asked: %(first)d to %(last)d; ? names them.") % {"first": first, "last": len(rubrics)})
        elif out:
            talk.say(_("Not asked:"))
            talk.listed([str(rubrics[name].title) for name in out], first=first)
        return [*asked, *out]

    def help(self, listed: list[str]) -> list[str]:
        said = [
            _("Numbers, groups parted by >, the most important first: 2 1 > 3 > 5 4. Others are left out."),
            _("A number alone says what it stands for."),
            *(f"{n} {self.rubrics[name].title}: {self.rubrics[name].note}" for n, name in enumerate(listed, start=1)),
            _("w: points for each question that weighs now, 100 for the largest jump from worst to best."),
            _("c: each of them is compared with the most and with the least important one."),
        ]
        if self.in_force.method == "best-worst":
            said.append(_("l: looks again at the comparison that fits the others least."))
        return [*said, _("p: the profile's order again. u: the weights as they were before this.")]

    # --- what is answered

    def take(self, text: str, listed: list[str]) -> bool:
        """A command, or an order; whether there may be other weights now."""
        said = command(text)
        if said == "p":
            self.given = Given("order", [list(group) for group in self.own], {}, self.given.compared, waiting=True)
            self.keep()
        elif said == "u":
            return self.undo()
        elif said == "w":
            self.points()
        elif said == "c":
            self.compare()
        elif said == "l" and self.in_force.method == "best-worst":
            self.compare(again=True)
        elif n := number(text, len(listed)):
            self._tell(listed[n - 1], n)
            return False
        elif isinstance(groups := _groups(text, listed), str):
            self.talk.say(groups)
            return False
        else:
            self.given.method, self.given.groups, self.given.waiting = "order", groups, False
            self.keep()
        return True

    def _tell(self, name: str, n: int) -> None:
        """What a number alone stands for: nobody means all weight by it."""
        rubric = self.rubrics[name]
        goal = (self.held.record.setting.goal if self.held.record.setting else None) or "…"
        self.talk.say(f"{n} {rubric.title}: {str(rubric.question).replace('{goal}', goal)}")
        self._say_ends(name)
        self.talk.say(str(rubric.note), _("To give it all the weight: %(n)d >") % {"n": n})

    def keep(self) -> None:
        """Save. From what stood at the beginning, so that many answers are one change."""
        held = self.held

        def changed(record: Record) -> Record:
            if record.weights != self.kept:  # somebody else weighed meanwhile: that stood before this
                self.base = self.kept = record.weights
            stood = record.model_copy(update={"weights": self.base})
            standing = views.weights_of(stood, held.library)
            return edits.set_weights(stood, self.given.weights(standing, self.own), held.library, edits.now())

        held.change(changed)
        self.kept = held.record.weights

    def undo(self) -> bool:
        """The weights as they were when this was begun; False where they are."""
        base: Weights | None = self.base
        if self.kept == base:
            self.talk.say(_("Nothing has changed yet."))
            return False
        self.held.change(
            lambda record: record.model_copy(update={"weights": base}) if record.weights == self.kept else record
        )
        self.base = self.kept = self.held.record.weights
        self.take_up()
        self.talk.say(_("As before:"))
        return True

    # --- points and comparisons

    def points(self) -> None:
        """Points for each question that weighs, kept at once."""
        from pickproblem.ranking.weights import shown

        talk, given = self.talk, self.given
        points = pointed(shown(self.in_force).shares, given.points)
        talk.say(
            _("How much is the jump from the worst level to the best worth?"),
            _("100 for the largest jump, the others against it; x leaves a question out."),
        )
        at = 0
        while at < len(points):
            name = list(points)[at]
            self._say_swing(name, at + 1, len(points))
            try:
                text = command(
                    talk.ask(
                        _("Points 0-100, Enter for %(points)s") % {"points": f"{points[name]:g}"},
                        str(self.rubrics[name].note),
                        _("x: it carries no weight. b: the one before."),
                        _("Every answer is kept at once; in the list at the end, u takes all of it back."),
                    )
                )
            except Back:
                if at == 0:
                    return
                at -= 1
                continue
            if text == "x":
                if len(points) == 1:
                    talk.say(_("One question has to carry weight."))
                    continue
                del points[name]
            elif not text or (text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) <= MOST_POINTS):
                points[name] = int(text) if text else points[name]
                at += 1
            else:
                talk.say(_("A number from 0 to %(n)d.") % {"n": MOST_POINTS})
                continue
            if scaled(points) is not None:
                given.method, given.points, given.waiting = "swing", dict(points), False
                self.keep()
            elif at == len(points):
                talk.say(_("At least one needs points; type a number."))
                at = 0

    def _say_swing(self, name: str, n: int, count: int) -> None:
        rubric, talk = self.rubrics[name], self.talk
        talk.say(_("%(n)d of %(all)d: %(rubric)s") % {"n": n, "all": count, "rubric": str(rubric.title)})
        self._say_ends(name)

    def _say_ends(self, name: str) -> None:
        rubric, talk = self.rubrics[name], self.talk
        talk.say(_("Worst: %(level)s") % {"level": str(rubric.levels[0])}, hanging=2)
        talk.say(_("Best: %(level)s") % {"level": str(rubric.levels[-1])}, hanging=2)

    def compare(self, *, again: bool = False) -> None:
        """Comparisons, kept once all are given; ``again``: only the one to look at again."""
        if again:
            self.given.compared = Comparisons.of(self.in_force)
        known = self.given.compared
        known.weigh(self.in_force.rubrics())

        def keep() -> None:
            if known.complete:
                self.given.method, self.given.waiting = "best-worst", False
                self.keep()

        (comparisons.again if again else comparisons.all_of)(self.held, known, keep)


def _groups(text: str, listed: list[str]) -> Groups | str:
    if not re.fullmatch(r"[\d\s,>]+", text):
        return _("Numbers, groups parted by >, such as 2 1 > 3 > 5 4; ? helps.")
    groups = [[int(word[:_MOST_DIGITS]) for word in re.findall(r"\d+", part)] for part in text.split(">")]
    numbers = [one for group in groups for one in group]
    if any(not 1 <= one <= len(listed) for one in numbers) or not numbers:
        return _("A number from 1 to %(n)d.") % {"n": len(listed)}
    if len(set(numbers)) < len(numbers):
        return _("Each number only once.")
    return [[listed[one - 1] for one in group] for group in groups if group]
