"""One question after the other: a rubric asked of a candidate, answered in a line."""

from __future__ import annotations

from functools import partial

from pickproblem import answering, edits, flow, proposals, rounds, together
from pickproblem import answers as views
from pickproblem.answering import UNKNOWN, Choice, answer, choice_of
from pickproblem.errors import Refused
from pickproblem.flow import Cell, Step
from pickproblem.language import _
from pickproblem.plain import computed, known, probes
from pickproblem.plain.answering import read, written
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, command
from pickproblem.proposals import Proposal
from pickproblem.record import Answer, Session
from pickproblem.report import together as told
from pickproblem.rubric import Gate, Rubric
from pickproblem.text import safe


def question(held: Held, step: Step) -> Step:
    """Ask the cell of a step; then where the way goes on."""
    cell = step.cell
    assert cell is not None
    return _Question(held, cell).ask()


def how_to_answer() -> str:
    """What a question takes, in a line."""
    return _("A level from 1 to 5, a level with its range such as 3 2-4, or 0 for “don't know”; ? helps.")


class _Question:
    """One cell while it is asked."""

    def __init__(self, held: Held, cell: Cell) -> None:
        self.held, self.talk, self.cell = held, held.talk, cell
        self.rubric: Rubric = held.library.rubrics[cell.rubric]
        self.proposed: Proposal | None = None

    # --- what stands here

    @property
    def session(self) -> Session:
        session = self.held.session
        if session is None:  # closed by somebody at another terminal
            raise Refused(_("%(rater)s has no open session") % {"rater": safe(self.held.rater)})
        return session

    @property
    def cells(self) -> list[Cell]:
        return flow.questions(self.held.record, self.held.library, self.session)

    def given(self, cell: Cell) -> Answer | None:
        return flow.given(self.session, cell)

    @property
    def revising(self) -> bool:
        return rounds.is_revision(self.held.record, self.session)

    def before(self) -> Answer | None:
        """The answer that there is: of this session, or in the round of revision of the one before."""
        return self.given(self.cell) or answering.given_alone(self.held.record, self.session, self.cell)

    # --- asking

    def ask(self) -> Step:
        """Say the question, take what is answered; the next step."""
        held = self.held
        try:
            for field in flow.facts_wanted(held.record, held.library, self.session, self.cell.rubric, held.skipped):
                known.of_setting(held, field)
        except Back:
            return self.back()
        self.proposed = computed.proposed(held, self.cell)
        self.say_question()
        while True:
            try:
                text = self.talk.ask(self.prompt(), *self.help())
            except Back:
                return self.back()
            try:
                after = self.take(text)
            except Back:
                continue
            if after is not None:
                return after

    def prompt(self) -> str:
        offered = self.proposed
        if offered is not None and self.given(self.cell) is None:
            return _("Level 1-5, Enter for %(choice)s") % {"choice": written(_offered(offered))}
        before = self.before()
        if before is not None:
            return _("Level 1-5, Enter for %(choice)s") % {"choice": written(choice_of(before))}
        return _("Level 1-5")

    def help(self) -> list[str]:
        levels = [f"{n} {anchor}" for n, anchor in enumerate(self.rubric.levels, start=1)]
        keys = [_("3 2-4: level 3, at least 2, at most 4. 0: don't know. = 3: the rest of this rubric the same.")]
        if self.rubric.probes:
            keys.append(_("p: facts that suggest a level."))
        if proposals.can_be_computed(self.rubric):
            keys.append(_("x: computed from facts."))
        keys.append(_("e: why. g: another rubric. s: the setting."))
        if not flow.is_of_few(self.session):
            keys.append(_("f: enough asked, the rest stays open."))
        return [str(self.rubric.note), *levels, *keys]

    def say_question(self) -> None:
        held, talk, cell, cells = self.held, self.talk, self.cell, self.cells
        talk.gap()
        at = cells.index(cell) + 1 if cell in cells else 1
        words = {"n": at, "all": len(cells), "rubric": str(self.rubric.title)}
        talk.say(_("Question %(n)d of %(all)d: %(rubric)s") % words)
        talk.say(views.question(held.record, self.rubric))
        first = not held.told
        if self.rubric.id not in held.told:
            held.told.add(self.rubric.id)
            talk.listed([str(anchor) for anchor in self.rubric.levels])
        candidate = held.candidate(cell.candidate)
        talk.say(_("Candidate: %(title)s") % {"title": candidate.title})
        if self.revising:
            self.say_opinions()
        if old := computed.rests_on_old(held, cell):
            talk.say(f"{old} " + _("x computes it anew."))
        if self.proposed is not None:
            offered = {"choice": written(_offered(self.proposed))}
            talk.say(_("The facts say %(choice)s; x shows how.") % offered)
        elif self.rubric.estimate is not None:
            talk.say(_("x: say what it takes, and the level is computed"))
        if first:
            talk.say(how_to_answer())

    def say_opinions(self) -> None:
        """What all answered, each behind a letter."""
        held, cell = self.held, self.cell
        shown = together.difference(held.record, held.library, held.rater, cell.candidate, cell.rubric)
        for one in shown.opinions:
            reason = f": {one.answer.reason}" if one.answer.reason else ""
            self.talk.say(f"{told.name(one, shown=False)} {told.level(one.answer)}{reason}", hanging=2)

    # --- taking

    def take(self, text: str) -> Step | None:
        """What a line says; None where the question stands."""
        meant = command(text)
        if not text:
            return self.enter()
        if meant in ("p", "x", "e", "g", "s", "f"):
            ways = {"p": self.facts, "x": self.compute, "e": self.reason_alone, "g": self.jump, "f": self.stop}
            return Step("setting") if meant == "s" else ways[meant]()
        if meant.startswith("="):
            return self.same(meant[1:].strip())
        choice = read(text)
        if isinstance(choice, str):
            self.talk.say(choice)
            return None
        return self.answered(choice, self.proposed)

    def enter(self) -> Step | None:
        if self.proposed is not None and self.given(self.cell) is None:
            return self.answered(_offered(self.proposed), self.proposed)
        if (before := self.before()) is not None:
            return self.go_on() if self.given(self.cell) is not None else self.answered(choice_of(before), None)
        self.talk.say(how_to_answer())
        return None

    def answered(self, choice: Choice, proposed: Proposal | None) -> Step | None:
        """Keep the answer; then ask for the word that it is worth; then go on."""
        more: dict[str, object] = {}
        if proposed is not None and choice.level != UNKNOWN:
            low, high = (choice.low, choice.high) if choice.ranged else (None, None)
            differs = None if choice.level == proposed.level else self.difference(proposed.level, choice.level)
            if differs == "":
                return None
            kept = proposals.as_answer(proposed, choice.level, low, high, differs=differs)
            choice, more = choice_of(kept), {"estimate": kept.estimate}
        self.keep(self.cell, choice, **more)
        hits = self.hits()
        if any(gate.action == "rule-out" for gate in hits):
            self.lift(next(gate for gate in hits if gate.action == "rule-out"))
        elif choice.level in (1, 5) and proposed is None:
            self.reason()
        return self.go_on()

    def difference(self, level: int, given: int) -> str:
        """Why a person gives another level than the computed one; nothing where they do not say."""
        self.talk.say(
            _("The facts say %(computed)d, you say %(given)d") % {"computed": level, "given": given},
            _("What do you know that the facts do not? One line; it is kept with the answer."),
        )
        return self.talk.line(_("Why"), _("An empty line takes your level back."))

    def keep(self, cell: Cell, choice: Choice, **more: object) -> None:
        kept = answer(choice, answering.before(self.held.record, self.session, cell, choice), **more)
        session = self.session.id
        self.held.change(
            partial(edits.answer, session=session, candidate=cell.candidate, rubric=cell.rubric, given=kept)
        )
        self.talk.say(_("Saved: %(choice)s.") % {"choice": written(choice)})

    def hits(self) -> list[Gate]:
        return answering.gates_met(self.held.record, self.held.library, self.session, self.cell)

    def lift(self, gate: Gate) -> None:
        title = self.held.candidate(self.cell.candidate).title
        self.talk.say(
            _("This rules out: %(title)s") % {"title": title},
            str(gate.text),
            _("Enter agrees. To keep it in, write why."),
        )
        line = self.talk.line(_("Why it stays"), str(gate.text))
        here = self.given(self.cell)
        if line and here is not None:
            self.keep(self.cell, choice_of(here), lifts_gate=line)

    def reason(self) -> None:
        here = self.given(self.cell)
        if here is None:
            self.talk.say(_("Answer first, then say why."))
            return
        if here.reason:
            self.talk.say(_("Now: %(value)s. Enter keeps it, - empties it.") % {"value": here.reason})
        line = self.talk.line(_("Why? One line, or nothing"), _("It stands beside the answer, for later."))
        if line:
            self.keep(self.cell, choice_of(here), reason=None if line == known.EMPTIES else line)

    def reason_alone(self) -> Step | None:
        self.reason()
        return None

    # --- facts

    def facts(self) -> Step | None:
        if not self.rubric.probes:
            self.talk.say(_("This rubric has no probes; the levels say it all."))
            return None
        found = probes.ask(self.held, self.rubric, self.given(self.cell))
        if found is None:
            return None
        chosen, choice = found
        self.keep(self.cell, choice, probes=chosen or None)
        hits = [gate for gate in self.hits() if gate.action == "rule-out"]
        if hits:
            self.lift(hits[0])
        return self.go_on()

    def compute(self) -> Step | None:
        if not proposals.can_be_computed(self.rubric):
            self.talk.say(_("This rubric is not computed."))
            return None
        self.proposed = computed.ask(self.held, self.cell, self.given(self.cell)) or self.proposed
        if self.proposed is not None and self.given(self.cell) is not None:
            self.talk.say(_("The facts say %(choice)s.") % {"choice": written(_offered(self.proposed))})
            words = _("Enter takes it, or another level")
            text = self.talk.ask(words, *self.help())
            choice = read(text) if text else _offered(self.proposed)
            if isinstance(choice, Choice):
                return self.answered(choice, self.proposed)
            self.talk.say(choice)
        return None

    # --- moving about

    def go_on(self) -> Step:
        """The next step, behind what the answer warns of."""
        for gate in self.hits():
            if gate.action == "warn":
                self.talk.say(str(gate.text))
        if self.revising and all(self.given(cell) is not None for cell in self.cells):
            return self.held.finish()
        return self.held.next_step(self.cell)

    def back(self) -> Step:
        cells = self.cells
        at = cells.index(self.cell) if self.cell in cells else 0
        if at > 0:
            return Step("question", cells[at - 1])
        session, record = self.session, self.held.record
        if flow.is_of_few(session) or (session.reason == "review" and record.commitment is not None):
            return flow.after_session(record, session)
        return Step("together") if self.revising else Step("weights")

    def same(self, level: str) -> Step | None:
        """This candidate and those still open in this rubric get one level: the one said, else the last one given."""
        cells = self.cells
        choice: Choice | str | None = None
        if level:
            choice = read(level)
        else:
            at = cells.index(self.cell) if self.cell in cells else 0
            near = [self.cell, *cells[max(at - 1, 0) : at]]
            given = [self.given(cell) for cell in near if cell.rubric == self.cell.rubric]
            choice = next((choice_of(one) for one in given if one is not None), None)
        if not isinstance(choice, Choice):
            self.talk.say(choice or _("Answer one candidate first; = gives the others the same."))
            return None
        if level and self.given(self.cell) is not None:
            self.keep(self.cell, choice)
        for cell in [one for one in cells if one.rubric == self.cell.rubric and self.given(one) is None]:
            self.keep(cell, choice)
        return self.go_on()

    def jump(self) -> Step | None:
        cells = self.cells
        rubrics = list(dict.fromkeys(cell.rubric for cell in cells))
        titles = [str(self.held.library.rubrics[name].title) for name in rubrics]
        chosen = rubrics[self.talk.choose(_("Go to which rubric?"), titles, _("b stays here."))]
        inside = [cell for cell in cells if cell.rubric == chosen]
        open_ones = [cell for cell in inside if self.given(cell) is None]
        return Step("question", (open_ones or inside)[0])

    def stop(self) -> Step | None:
        held = self.held
        if flow.is_of_few(self.session):
            self.talk.say(_("The two are compared once every question is answered; 0 is an answer too."))
            return None
        done, total = flow.progress(held.record, held.library, self.session)
        counts = {"open": total - done, "all": total}
        words = _("%(open)d of %(all)d questions are open. They count as unknown; the result will be wider.")
        if self.session.reason == "review":
            words = _("%(open)d of %(all)d questions are open. They keep their answers of before.")
        self.talk.say(words % counts)
        if self.talk.choose(_("Stop here?"), [_("Stop here"), _("Go on asking")], _("b goes on asking.")) == 1:
            return None
        return held.finish() if self.revising else Step("gut")


def _offered(found: Proposal) -> Choice:
    return Choice(found.level, found.low, found.high)
