"""Verbs that show what is asked and how files look: rubrics, schema."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from pydantic import BaseModel

from pickproblem.cli import output
from pickproblem.cli.files import library
from pickproblem.document import nearest
from pickproblem.errors import UsageError
from pickproblem.language import N_, _
from pickproblem.rubric import Gate, Library, Option, Profile, Rubric
from pickproblem.text import safe

_SEEDS = {
    "schulman": N_("An Opinionated Guide to ML Research (John Schulman), in its Korean rendering"),
    "vital": N_("How VITAL LAB, people with day jobs, came to publish (Modulabs)"),
}


def rubrics(call: argparse.Namespace) -> int:
    """Say what is asked: all of it in short, or one rubric or profile whole."""
    known = library()
    if call.action is None:
        if call.json:
            output.say_json(
                {
                    "rubrics": [one.model_dump(exclude_none=True) for one in known.rubrics.values()],
                    "profiles": [one.model_dump(exclude_none=True) for one in known.profiles.values()],
                }
            )
        else:
            _list(known)
        return 0
    if call.id is None:
        raise UsageError(_("rubrics show needs the id of a rubric or a profile"))
    found = known.rubrics.get(call.id) or known.profiles.get(call.id)
    if found is None:
        words = {"name": safe(call.id), "hint": nearest(call.id, [*known.rubrics, *known.profiles])}
        raise UsageError(_("there is neither a rubric nor a profile %(name)s; %(hint)s") % words)
    if call.json:
        output.say_json(found.model_dump(exclude_none=True))
    elif isinstance(found, Rubric):
        _show_rubric(found, known)
    else:
        _show_profile(found, known)
    return 0


def schema(call: argparse.Namespace) -> int:
    """Print the JSON Schema of a record, a rubric or a profile."""
    from pickproblem.record import Record

    models: dict[str, type[BaseModel]] = {"record": Record, "rubric": Rubric, "profile": Profile}
    model = models[call.kind]
    output.say_json(model.model_json_schema(by_alias=True))
    return 0


def _list(known: Library) -> None:
    groups: dict[str, list[Rubric]] = {}
    for one in known.rubrics.values():
        groups.setdefault(one.sources[0].seed, []).append(one)
    for seed, members in groups.items():
        output.say(*output.paragraph(_seed(seed)))
        for one in members:
            output.say(*output.paragraph(f"{one.id}: {one.title}", 2, 2), *output.paragraph(_question(one), 4))
        output.say("")
    output.say(_("Profiles"))
    for profile in known.profiles.values():
        output.say(*output.paragraph(f"{profile.id}: {profile.title}", 2, 2))
        output.say(*output.paragraph(_order(profile), 4, 2))
    output.say(
        "", *output.paragraph(_("pickproblem rubrics show ID shows one with its levels and where it comes from."))
    )


def _seed(name: str) -> str:
    return _(_SEEDS[name]) if name in _SEEDS else name


def _order(profile: Profile) -> str:
    return " > ".join(", ".join(group) for group in profile.order)


def _show_rubric(one: Rubric, known: Library) -> None:
    output.say(*output.paragraph(f"{one.id}: {one.title}"), "")
    output.say(*output.paragraph(_question(one)), "")
    for level, anchor in enumerate(one.levels, start=1):
        output.say(*output.paragraph(f"{level} {anchor}", 2, 2))
    even = [0.0, 0.25, 0.5, 0.75, 1.0]
    if one.values != even:
        values = ", ".join(f"{value:g}" for value in one.values)
        output.say(*output.paragraph(_("What the levels are worth, on 0 to 1: %(values)s.") % {"values": values}, 2))
    output.say("", *output.paragraph(str(one.note)))
    if one.probes:
        output.say("", _("Facts that suggest a level:"))
        for probe in one.probes:
            output.say(*output.paragraph(str(probe), 2))
            for option in probe.options:
                output.say(*output.paragraph(f"- {option} ({_effect(option)})", 4, 2))
    output.say("", *output.paragraph(_basis(one)))
    for source in one.sources:
        words = {"text": _seed(source.seed), "section": source.section}
        output.say(*output.paragraph(_("Source: %(text)s; section: %(section)s") % words))
    output.say("")
    for line in _uses(one, known):
        output.say(*output.paragraph(line))


def _question(one: Rubric) -> str:
    return str(one.question).replace("{goal}", "…")  # filled from a record's setting, and here there is none


def _effect(option: Option) -> str:
    if option.level is not None:
        return _("level %(level)d") % {"level": option.level}
    words = {"shift": f"{option.shift or 0:+d}", "most": option.at_most or 0}
    if not option.shift:
        return _("as it is")
    return (
        _("shifts by %(shift)s, at most to %(most)d") % words if option.at_most else _("shifts by %(shift)s") % words
    )


def _basis(one: Rubric) -> str:
    asked_by = {
        "seed": _("The question is the text's own."),
        "evidence": _("The question rests on published evidence."),
        "design": _("The question is a choice of this program."),
    }[one.basis]
    estimate = {
        "compute": _("Its level can be proposed from the experiment's facts."),
        "deadline": _("Its level can be proposed from the dates."),
    }
    return f"{asked_by} {estimate[one.estimate]}" if one.estimate else asked_by


def _uses(one: Rubric, known: Library) -> Iterator[str]:
    used = False
    for profile in known.profiles.values():
        for i, group in enumerate(profile.order, start=1):
            if one.id in group:
                used = True
                words = {"profile": profile.id, "i": i, "n": len(profile.order)}
                yield _("In profile %(profile)s: group %(i)d of %(n)d, the heaviest first.") % words
        for gate in profile.gates:
            if gate.rubric == one.id:
                used = True
                yield _gate(gate, profile)
    if not used:
        yield _("In no profile; name it in a record's weights to have it asked.")


def _gate(gate: Gate, profile: Profile) -> str:
    words = {
        "profile": profile.id,
        "rubric": gate.rubric,
        "level": gate.at_most,
        "hours": gate.hours_per_week_below,
        "text": str(gate.text),
    }
    if gate.action == "warn":
        return _("In profile %(profile)s, %(rubric)s at %(level)d or below warns: %(text)s") % words
    if gate.hours_per_week_below is None:
        return _("In profile %(profile)s, %(rubric)s at %(level)d or below rules out: %(text)s") % words
    return (
        _("In profile %(profile)s, %(rubric)s at %(level)d or below rules out under %(hours)g hours a week: %(text)s")
        % words
    )


def _show_profile(one: Profile, known: Library) -> None:
    output.say(*output.paragraph(f"{one.id}: {one.title}"), "", *output.paragraph(str(one.why)), "")
    output.say(_("Weights, the heaviest first; within a group nothing is said of who weighs more:"))
    for i, group in enumerate(one.order, start=1):
        titles = "; ".join(str(known.rubrics[rubric].title) for rubric in group)
        output.say(*output.paragraph(f"{i}. {titles}", 2, 3))
    if one.gates or one.flags:
        output.say("")
    for gate in one.gates:
        output.say(*output.paragraph(_gate(gate, one), 0, 2))
    for flag in one.flags:
        bounds = ", ".join(f"{rubric} ≤ {level}" for rubric, level in flag.when.items())
        output.say(
            *output.paragraph(_("Advice where %(bounds)s: %(text)s") % {"bounds": bounds, "text": flag.text}, 0, 2)
        )
