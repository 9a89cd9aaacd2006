"""What facts come to, asked in lines: GPU and data, the deadline, a topic's maturity."""

from __future__ import annotations

import re
from functools import partial

from pickproblem import edits, facts, proposals
from pickproblem.document import read_bytes
from pickproblem.errors import PickproblemError
from pickproblem.estimate import gpus, maturity
from pickproblem.estimate.compute import ComputeEstimate
from pickproblem.estimate.deadline import PlanEstimate
from pickproblem.facts.experiment import worth_asking
from pickproblem.flow import Cell
from pickproblem.language import _
from pickproblem.plain import estimated, known
from pickproblem.plain.held import Held
from pickproblem.proposals import Missing, Need, Proposal
from pickproblem.record import Answer, Experiment, Gpu, Plan, Setting
from pickproblem.store import locate

_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:\.\.|~|to|,|\s)\s*(-?\d+(?:\.\d+)?)\s*(.*)", re.IGNORECASE)
_LOWER = ("lower", "low", "down", "낮", "작")
_MOST_ROUNDS = 20
"""Needs are asked in turn; facts that never come to a level end it here."""


def proposed(held: Held, cell: Cell) -> Proposal | None:
    """What the facts of the record propose for a cell, as it stands."""
    found = _propose(held, cell)
    return found if isinstance(found, Proposal) else None


def _propose(held: Held, cell: Cell) -> Proposal | Missing | str:
    if held.library.rubrics[cell.rubric].estimate is None:
        return ""
    try:
        return proposals.propose(held.record, held.library, cell.candidate, cell.rubric, today=held.today)
    except PickproblemError as error:
        return str(error)


def rests_on_old(held: Held, cell: Cell) -> str:
    """What changed since the cell was computed, in a line; nothing where it holds."""
    try:
        found = proposals.outdated(held.record, held.library, held.rater, today=held.today)
    except PickproblemError:
        return ""
    old = next((one for one in found if one.cell == cell), None)
    return _("Rests on old facts: %(changes)s.") % {"changes": "; ".join(old.changed)} if old else ""


def ask(held: Held, cell: Cell, before: Answer | None) -> Proposal | None:
    """Ask for the facts of a cell and say what they come to; None where they come to nothing yet. Raises Back."""
    kind = held.library.rubrics[cell.rubric].estimate
    if kind is None:
        found = _results(held, before)
    else:
        if kind == "compute":
            _experiment(held, cell.candidate)
        else:
            _plan(held, cell.candidate)
        found = _needs(held, cell)
    if found is None:
        return None
    _tell(held, found)
    return found


def _tell(held: Held, found: Proposal) -> None:
    estimate = found.estimate
    if isinstance(estimate, ComputeEstimate):
        estimated.say_compute(held.talk, estimate)
    elif isinstance(estimate, PlanEstimate):
        estimated.say_plan(held.talk, estimate)
    else:
        estimated.say_maturity(held.talk, estimate)


def _needs(held: Held, cell: Cell) -> Proposal | None:
    """Ask for what is missing until there is a level, or a person leaves something open."""
    asked: set[tuple[str, str]] = set()
    for _n in range(_MOST_ROUNDS):
        found = _propose(held, cell)
        if isinstance(found, str):
            held.talk.say(found)
            return None
        needs = found.needs if isinstance(found, Missing) else found.wanting
        need = next((one for one in needs if (one.table, one.field) not in asked), None)
        if need is None:
            if isinstance(found, Proposal):
                return found
            held.talk.say(_("Needed first: %(facts)s") % {"facts": "; ".join(map(str, needs))})
            return None
        asked.add((need.table, need.field))
        if need.wrong:
            held.talk.say(str(need))
        _one(held, cell.candidate, need)
    return None


def _one(held: Held, candidate: str, need: Need) -> None:
    if need.table == "setting":
        known.some(
            held,
            facts.FIELDS,
            [need.field],
            lambda record: record.setting,
            lambda given: partial(edits.set_setting, fields=given),
        )
    elif need.table == "experiment":
        known.some(
            held,
            facts.EXPERIMENT,
            [need.field],
            lambda _record: held.candidate(candidate).experiment,
            lambda given: partial(edits.set_experiment, id=candidate, fields=given),
        )
    else:
        _plan(held, candidate, [need.field])


def _plan(held: Held, candidate: str, fields: list[str] | None = None) -> None:
    standing = held.candidate(candidate).plan or Plan()
    wanted = fields or [name for name in facts.PLAN if facts.PLAN[name].value(standing) is None]
    known.some(
        held,
        facts.PLAN,
        wanted or list(facts.PLAN),
        lambda _record: held.candidate(candidate).plan,
        lambda given: partial(edits.set_plan, id=candidate, fields=given),
    )


def _experiment(held: Held, candidate: str) -> None:
    """One line says what a run is; what was understood of it is said back."""
    talk = held.talk
    talk.say(_("What is one full run? If you have run it, say what it took."))
    others = [one for one in held.record.candidates if one.experiment is not None and one.id != candidate]
    helped = [_("For example: %(example)s") % {"example": "ResNet-50, COCO, 12 epochs"}]
    helped.append(_("For example: %(example)s") % {"example": "0.35 s/step, 90k steps"})
    if others:
        helped.append(_("c takes over the experiment of “%(title)s”.") % {"title": others[-1].title})
    while line := talk.line(_("One run"), *helped, _("An empty line goes on.")):
        if line.casefold() in ("c", "ㅊ") and others:
            copied = {name: value for name, value in others[-1].experiment or () if value is not None}
            held.change(partial(edits.set_experiment, id=candidate, fields=copied))
            talk.say(_("Copied from %(title)s.") % {"title": others[-1].title})
            return
        from pickproblem.estimate import words  # its patterns take a while to compile, and few lines need them

        read = words.read(line)
        said = {name: value for name, value in read.experiment if value is not None}
        if read.gpu is not None:
            said["gpu"] = read.gpu.model
            _have(held, read.gpu)
        if said:
            held.change(partial(edits.set_experiment, id=candidate, fields=said))
        if read.understood:
            talk.say(_("Taken: %(what)s") % {"what": " · ".join(read.understood)})
        if not read.not_understood:
            return
        talk.say(_("Not understood: %(what)s") % {"what": " · ".join(read.not_understood)})
    if held.candidate(candidate).experiment is None:
        standing = worth_asking(Experiment())
        known.some(
            held,
            facts.EXPERIMENT,
            standing,
            lambda _record: held.candidate(candidate).experiment,
            lambda given: partial(edits.set_experiment, id=candidate, fields=given),
        )


def _have(held: Held, gpu: Gpu) -> None:
    setting = held.record.setting or Setting()
    if not any(gpus.same(one.model, gpu.model) for one in setting.gpus or []):
        given = {"gpus": [*(setting.gpus or []), gpu]}
        held.change(partial(edits.set_setting, fields=given))


def _results(held: Held, before: Answer | None) -> Proposal | None:
    """The results that set records, a line each, or a file of them."""
    talk = held.talk
    kept = dict(before.estimate or {}) if before is not None else {}
    lines = [line.strip() for line in str(kept.get("results", "")).split(";") if line.strip()]
    scale, lower = _scale(str(kept.get("scale", ""))) or ((0.0, 100.0), False)
    talk.say(_("Which results set a record? Date and score, one after the other."))
    talk.lines(lines)
    helped = [_("For example: %(example)s") % {"example": "2024-06, 78.2"}]
    helped.append(_("A file too: results.csv. “scale 0..1 lower” says where less is better. An empty line goes on."))
    while text := talk.line(_("Result %(n)d") % {"n": len(lines) + 1}, *helped):
        if text.casefold().startswith(("scale", "척도", "눈금")):
            found = _scale(text.partition(" ")[2])
            if found is None:
                talk.say(
                    _("Two numbers, the lower one first, as in 0..100; add “lower” where less is better."),
                )
            else:
                scale, lower = found
            continue
        try:
            if re.search(r"\.(csv|txt|tsv)$", text, re.IGNORECASE):
                text = read_bytes(locate(text).expanduser()).decode()
            lines += [f"{one.written}, {one.score!r}" for one in maturity.read_results(text)]
        except (PickproblemError, UnicodeDecodeError) as error:
            talk.say(str(error))
    if not lines:
        return None
    try:
        estimate = maturity.maturity(maturity.read_results("\n".join(lines)), scale, lower)
    except PickproblemError as error:
        talk.say(str(error))
        return None
    found_level = proposals.proposal(estimate)
    if found_level is None:
        return None
    shown = f"{scale[0]:g}..{scale[1]:g}{' lower' if lower else ''}"
    scalars = {**found_level.scalars, "results": "; ".join(lines), "scale": shown}
    return Proposal(found_level.level, found_level.low, found_level.high, scalars, estimate)


def _scale(text: str) -> tuple[tuple[float, float], bool] | None:
    found = _SCALE.fullmatch(text.strip())
    if found is None or not float(found[1]) < float(found[2]):
        return None
    return (float(found[1]), float(found[2])), any(word in found[3].casefold() for word in _LOWER)
