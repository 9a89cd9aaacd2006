"""Before the first question: who sits here, what one could work on, for whom it is."""

from __future__ import annotations

from functools import partial

from pickproblem import answers as views
from pickproblem import edits, facts, flow, rounds, together
from pickproblem.errors import Refused
from pickproblem.flow import Step
from pickproblem.language import N_, _
from pickproblem.plain import known
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back, command, number
from pickproblem.record import DEFAULT_RATER
from pickproblem.report import together as told
from pickproblem.rubric import Profile

_BETTER = 3
_LONGEST_NAME = 64
_STATES = {"chosen": N_("chosen"), "parked": N_("parked"), "closed": N_("closed")}


def who(held: Held, *, first: bool) -> None:
    """Ask who sits here, where the record has several people. Raises Back, but where it is the ``first`` question."""
    if held.named or not together.name_wanted(held.record):
        return
    talk = held.talk
    talk.say(
        _("Who are you?"),
        _("Each of you scores alone. What the others answered is shown once your own answers are finished."),
    )
    names, lines = rounds.raters(held.record), told.progress(held.record, held.library)
    if not names:
        names, lines = [DEFAULT_RATER], [_("I answer for all of us")]
    talk.listed(lines)
    while True:
        try:
            given = talk.line(_("A number, or your name"), _("A first name will do; case does not count."))
        except Back:
            if not first:
                raise
            talk.say(_("This is where it begins; q leaves."))
            continue
        if at := number(given, len(names)):
            given = names[at - 1]
        if 0 < len(given) <= _LONGEST_NAME:
            break
        talk.say(_("A few letters are enough.") if not given else _("At most %(n)d letters.") % {"n": _LONGEST_NAME})
    held.rater = together.known_as(held.record, given)
    held.named = True


# --- candidates


def candidates(held: Held, _step: Step) -> Step:
    """Titles, one a line; an empty line goes on."""
    talk = held.talk
    talk.say(
        _("What could you work on?"), _("One title a line, as it comes; no judgment yet. An empty line goes on.")
    )
    _list(held)
    warned = False
    while True:
        n = len(held.record.candidates) + 1
        try:
            title = talk.line(
                _("Title %(n)d") % {"n": n},
                _("A title, or the number of one to change it; an empty line goes on."),
                _("Three or more is best."),
            )
        except Back:
            if held.looking:
                return held.next_step()
            talk.say(_("This is where it begins; q leaves."))
            continue
        if at := number(title, n - 1):
            _change(held, held.record.candidates[at - 1].id)
            _list(held)
        elif title:
            held.change(partial(edits.add_candidate, title=title))
            warned = False
        elif (count := len(views.in_question(held.record))) == 0:
            talk.say(_("Write down at least one candidate first."))
        elif count < flow.FEWEST and not warned:
            warned = True
            talk.say(_("One candidate is no choice yet. Enter again goes on all the same."))
        else:
            return _behind_candidates(held, count)


def _behind_candidates(held: Held, count: int) -> Step:
    if held.record.setting is None:
        held.change(lambda record: record if record.setting is not None else edits.set_setting(record, {}))
    in_progress = held.session is not None or views.result_seen(held.record)
    return held.next_step() if in_progress and count >= flow.FEWEST else Step("setting")


def _list(held: Held) -> None:
    lines = []
    for one in held.record.candidates:
        state = f" ({_(_STATES[one.state])})" if one.state in _STATES else ""
        lines.append(one.title + state + (f": {one.pitch}" if one.pitch else ""))
    held.talk.listed(lines)


def _change(held: Held, id: str) -> None:
    talk, here = held.talk, held.candidate(id)
    talk.say(here.title)
    gone = here.state == "closed"
    options = [_("Another title"), _("A sentence about it"), _("Open it again") if gone else _("Remove it")]
    try:
        chosen = talk.choose(_("What about it"), options, _("b changes nothing."))
        if chosen == 0:
            title = talk.line(_("Title"), _("An empty line keeps the one there is."))
            if title:
                held.change(lambda record: edits.change_candidate(record, id, title=title))
        elif chosen == 1:
            words = _("What would be new, and for whom? One sentence; leave it empty for none.")
            pitch = talk.line(_("Sentence"), words)
            held.change(lambda record: edits.change_candidate(record, id, pitch=pitch or None))
        elif gone:
            held.change(lambda record: edits.set_state(record, id, "open"))
        else:
            _remove(held, id)
    except Back:
        return


def _remove(held: Held, id: str) -> None:
    try:
        held.change(lambda record: edits.remove_candidate(record, id))
    except Refused:
        held.change(lambda record: edits.set_state(record, id, "closed"))
        held.talk.say(_("It has answers, so it is closed, not removed."))


# --- the profile, and facts that may wait


def setting(held: Held, _step: Step) -> Step:
    """For whom it is; facts on demand."""
    talk, library = held.talk, held.library
    names = [name for name in ("balanced", "researcher", "after-hours") if name in library.profiles]
    profiles = [library.profiles[name] for name in dict.fromkeys([*names, *library.profiles])]
    talk.say(_("Which of these fits you best?"))
    if views.result_seen(held.record):
        talk.say(
            _("You have seen a result: another profile is kept as a change, and both rankings are shown."),
        )
    talk.listed([_about(held, profile) for profile in profiles])
    while True:
        standing = str(library.profiles[held.record.profile].title)
        try:
            text = command(
                talk.ask(
                    _("1 to %(n)d, Enter for “%(title)s”") % {"n": len(profiles), "title": standing},
                    *(f"{profile.title}: {profile.why}" for profile in profiles),
                    _("f goes through the facts that hold for all candidates; all of them may wait."),
                )
            )
        except Back:
            return held.next_step() if held.looking else Step("candidates")
        if text == "f":
            _facts(held)
        elif not text:
            return Step("weights")
        elif at := number(text, len(profiles)):
            chosen = profiles[at - 1].id
            held.change(partial(edits.set_profile, profile=chosen, library=library, when=edits.now()))
            return Step("weights")
        else:
            talk.say(_("A number from 1 to %(n)d.") % {"n": len(profiles)})


def _about(held: Held, profile: Profile) -> str:
    rubrics = held.library.rubrics
    first = ", ".join(str(rubrics[name].title) for name in profile.order[0])
    here = _(" (now)") if profile.id == held.record.profile else ""
    return _("%(title)s%(here)s: weighs most: %(rubrics)s") % {
        "title": str(profile.title),
        "here": here,
        "rubrics": first,
    }


def _facts(held: Held) -> None:
    held.talk.say(_("What holds for all candidates?"), _("An empty line leaves one open; b goes back."))
    try:
        known.some(
            held,
            facts.FIELDS,
            facts.FIELDS,
            lambda record: record.setting,
            lambda given: partial(edits.set_setting, fields=given),
        )
    except Back:
        return
