"""The advice on a newer idea in words: the verdict in one sentence, what would change it, what it rests on.

Every function takes what `switching.advice.examine` found, or a part of it, and gives whole sentences in the language
spoken now, or rows for the charts. Nothing is computed that it does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pickproblem.language import N_, _, ngettext
from pickproblem.record import Answer, Record, Verdict
from pickproblem.report.charts import Beside, Scored, percent
from pickproblem.report.conditions import NOTHING, held
from pickproblem.rubric import Library
from pickproblem.switching.thresholds import Thresholds
from pickproblem.switching.verdict import DEAD_END_CHECKS, Change, Why
from pickproblem.text import safe

if TYPE_CHECKING:
    from pickproblem.switching.advice import Examined, Scores


VERDICTS: Mapping[Verdict, str] = {
    "branch": N_("make it a part of the current one"),
    "stop": N_("stop the current one"),
    "trial": N_("try it for a while"),
    "wait": N_("wait"),
    "switch": N_("go over to it"),
    "stay": N_("stay with the current one"),
}
"""Each verdict in a few words."""

_NOUNS: Mapping[Verdict, str] = {
    "branch": N_("A branch"),
    "stop": N_("A stop"),
    "trial": N_("A trial"),
    "wait": N_("Waiting"),
    "switch": N_("A switch"),
    "stay": N_("Staying"),
}

CHECKS: Mapping[str, str] = {
    "known_result_reproduced": N_("A known result was reproduced in the same code"),
    "failed_in_easiest_setting": N_("It failed in the easiest setting, where it had to work"),
    "planned_variants_tried": N_("The planned variants were tried, details of known-good code among them"),
    "no_sign_of_life": N_("Not one of them showed a sign of life"),
    "second_reader_agrees": N_("Somebody else agrees, or you yourself after two nights"),
}
"""The checks of a dead end, by their name in the record."""


# --- the verdict


def verdict(found: Examined, record: Record) -> str:
    """The verdict in one sentence."""
    words = {**_titles(found, record), "day": found.advice.until}
    if found.advice.why is not None:
        return _stop(found.advice.why) % words
    if found.advice.verdict == "trial" and found.situation.on_trial:
        return _("You are trying “%(newer)s” until %(day)s; then the way leads back to “%(current)s”.") % words
    if found.advice.verdict == "trial" and found.advice.by_quick_test:
        return _("Try “%(newer)s” until %(day)s: it is quick to try, and large if it works.") % words
    if found.advice.verdict == "wait" and found.advice.until is None:
        return _("Score both first, then look again: “%(current)s” and “%(newer)s”, without the old answers.") % words
    sentences: dict[Verdict, str] = {
        "branch": _("Nothing is to be left: make “%(newer)s” a part of “%(current)s”, whose goal it serves."),
        "trial": _("Try “%(newer)s” on the side until %(day)s; the main work stays “%(current)s”."),
        "wait": _("Sleep on it: stay with “%(current)s” until %(day)s, then look again."),
        "switch": _("Go over to “%(newer)s” with a clear conscience: all that is asked of a switch holds."),
        "stay": _("Stay with “%(current)s”; “%(newer)s” keeps, and is looked at again on %(day)s."),
    }
    return sentences[found.advice.verdict] % words


def _stop(why: Why) -> str:
    sentences: dict[Why, str] = {
        "kill-criterion": _("It is time to end “%(current)s”: a condition that you set yourself is met."),
        "dead-end": _("It is time to end “%(current)s”: all five checks say that it is a dead end."),
        "exit-scooped": _(
            "It is time to end “%(current)s”: others were there first, and the evidence is written down."
        ),
        "exit-outside-cause": _("It is time to end “%(current)s”, for a cause that was not yours."),
        "interest-gone": _("It is time to end “%(current)s”: your interest in it has been gone for weeks."),
    }
    return sentences[why]


def about(found: Examined, record: Record) -> str:
    """Which entry it is, of whom, and the day it is looked at."""
    days = {"day": found.situation.today, "when": found.situation.when}
    words = {**_titles(found, record), **days, "id": safe(found.entry.id)}
    return _("“%(newer)s” came up on %(when)s, beside “%(current)s”. Looked at on %(day)s; entry %(id)s.") % words


def beyond(found: Examined) -> list[str]:
    """What the verdict means for the days to come."""
    if found.advice.verdict == "trial" and found.situation.on_trial:
        return [_("When the days are over, hold it against the sign of success that you wrote down.")]
    said: dict[Verdict, list[str]] = {
        "branch": [_("What came up inside a goal was often its best result. Plan it as a variant or a subproblem.")],
        "stop": [
            _("Nobody is to blame, and it will never count as left for something newer."),
            _("Then choose anew among all of them; an idea that was parked keeps its discount."),
        ],
        "trial": [
            _("Write down first by what sign you will know that it works, and how likely that is."),
            _("Expect little: first results usually disappoint. When the days are over, the way leads back."),
        ],
        "wait": [_("Most ideas shine less after some nights. It is parked, and will not be lost.")],
        "switch": [_("What was done so far stays in the record; say in a line why it ends.")],
        "stay": [_("Switching too often is the more common failure than switching too late.")],
    }
    return [*_still_to_score(found), *said[found.advice.verdict]]


def _still_to_score(found: Examined) -> Iterator[str]:
    n = len(found.unanswered)
    if found.advice.verdict != "wait" or not n:
        return
    if found.entry.session is None:
        yield _("Both are still to be scored, without the old answers.")
        return
    yield ngettext(
        "%(n)d answer is still missing in the session %(session)s.",
        "%(n)d answers are still missing in the session %(session)s.",
        n,
    ) % {"n": n, "session": safe(found.entry.session)}


def evidence(found: Examined, record: Record) -> list[str]:
    """What a stop rests on, in the person's own words and levels; nothing for another verdict."""
    return [line for why in found.advice.stops for line in _evidence(why, found, record)]


def _evidence(why: Why, found: Examined, record: Record) -> Iterator[str]:
    entry = found.entry
    if why == "kill-criterion":
        committed = next(one for one in reversed(record.commitments) if one.candidate == entry.current)
        for one in committed.kill_criteria:
            if one.met:
                yield _("Set for %(day)s: “%(unless)s”.") % {"day": one.by, "unless": safe(one.unless or NOTHING)}
    elif why == "dead-end" and entry.dead_end is not None:
        for check, words in entry.dead_end:
            yield _("%(check)s: %(evidence)s") % {"check": _(CHECKS[check]), "evidence": safe(words or "")}
    elif why == "interest-gone":
        for day, level in found.situation.interest[-2:]:
            yield _("Your interest on %(day)s: %(level)d.") % {"day": day, "level": level or 0}
    elif why in ("exit-scooped", "exit-outside-cause"):
        yield _("Evidence: %(evidence)s") % {"evidence": safe(entry.exit_evidence or "")}


def decided(found: Examined) -> list[str]:
    """What was advised and done when the entry was decided; nothing where it is open."""
    outcome = found.entry.outcome
    if outcome is None or outcome.verdict is None:
        return []
    said = [_("Decided on this entry: %(verdict)s.") % {"verdict": _(VERDICTS[outcome.verdict])}]
    if outcome.followed is not None:
        said.append(_("It was followed.") if outcome.followed else _("It was overruled."))
    if outcome.reason:
        said.append(_("Why: %(reason)s") % {"reason": safe(outcome.reason)})
    return [" ".join(said)]


def remains() -> str:
    """What stays with the person."""
    return _("You decide. To do otherwise takes one line of reason, and it is kept.")


# --- now, the first day, the newer one


def beside(found: Examined, library: Library) -> list[Beside]:
    """Rows for `charts.beside`: a rubric each, then the scores; empty until both are scored."""
    if not found.rows:
        return []
    rows = [
        Beside(
            str(library.rubrics[row.rubric].title),
            believed(row.now),
            believed(row.first_day),
            believed(row.new),
        )
        for row in found.rows
    ]
    return [*rows, *_score_rows(found.scores)]


def sides(found: Examined) -> str:
    """The heading of the three columns."""
    if found.first_session is None:
        return _("The current one now, and the newer one")
    day = {"day": found.first_session.started.date()}
    return _("The current one now and on its first day, %(day)s, and the newer one: new beside new") % day


def _score_rows(scores: Scores) -> list[Beside]:
    return [
        Beside(
            _("Score, on 0 to 100"),
            _points(scores.current_now),
            _points(scores.current_first_day),
            _points(scores.new),
        ),
        Beside(_("after the discount"), "", "", _points(scores.new_discounted)),
    ]


def believed(answer: Answer | None) -> str:
    """An answer in a few cells: ``4``, ``4, 3–5``, ``?`` for an unknown, a dash where there is none."""
    if answer is None:
        return NOTHING
    if answer.level is None:
        return "?"
    low, high = answer.believed_low, answer.believed_high
    return str(answer.level) if low == high else f"{answer.level}, {low}–{high}"


def _points(score: float | None) -> str:
    return NOTHING if score is None else str(round(score))


def bars(found: Examined) -> list[Scored]:
    """Rows for `charts.scores`; empty until both are scored."""
    scores = found.scores
    titled = [
        (_("the current one now"), scores.current_now),
        (_("on its first day"), scores.current_first_day),
        (_("the newer one"), scores.new),
        (_("after the discount"), scores.new_discounted),
    ]
    return [Scored(title, score) for title, score in titled if score is not None]


# --- what would change it, and what it rests on


def changes(found: Examined) -> list[str]:
    """What would make it another verdict."""
    advice = found.advice
    if advice.otherwise is not None:
        words = {"verdict": _(VERDICTS[advice.otherwise])}
        if advice.verdict == "branch":
            return [_("If it served another goal: %(verdict)s.") % words]
        return [_("If that did not hold: %(verdict)s.") % words]
    if found.advice.verdict == "trial" and found.situation.on_trial:
        return [_("Its last day: %(day)s.") % {"day": found.advice.until}]
    said = [_change(change, found) for change in advice.changes]
    if advice.verdict == "wait":
        said.append(_("When the wait is over and both are scored, the comparison decides."))
    checks = found.situation.dead_end_checks
    if 0 < checks < DEAD_END_CHECKS:
        said.append(
            _("Stop the current one: %(n)d of the %(all)d checks of a dead end have their evidence; all would do.")
            % {"n": checks, "all": DEAD_END_CHECKS}
        )
    return said


def _change(change: Change, found: Examined) -> str:
    rows = held(change.turning, found)
    listed = "; ".join(
        f"{row.words} ({row.missing})"
        if row.missing
        else _("%(words)s (%(figure)s, %(bound)s is asked)")
        % {"words": row.words, "figure": row.figure, "bound": row.bound}
        for row in rows
    )
    words = {"verdict": _(_NOUNS[change.to]), "conditions": listed, "n": len(rows)}
    if change.turning[0].holds:
        return _("%(verdict)s, if this failed, which is the nearest to it: %(conditions)s.") % words
    if len(rows) == 1:
        return _("%(verdict)s, if this alone held: %(conditions)s.") % words
    return _("%(verdict)s, if these %(n)d held, the nearest first: %(conditions)s.") % words


def rests_on(found: Examined, thresholds: Thresholds) -> list[str]:
    """The history and the discount that the verdict goes by."""
    return [*_history(found, thresholds), _discount(found, thresholds)]


def _history(found: Examined, thresholds: Thresholds) -> Iterator[str]:
    past, modes = found.history, thresholds.modes
    first, last = past.window
    days = {"first": first, "last": last}
    if past.abandoned_share is None:
        looked = _("Looked back from %(first)s to %(last)s.") % days
        yield f"{safe(str(modes.too_little))} {looked}"
        return
    share = _("Left for something newer from %(first)s to %(last)s: %(share)s.") % {
        **days,
        "share": percent(past.abandoned_share),
    }
    yield f"{safe(str(modes.follow_through if past.mode == 'follow-through' else modes.normal))} {share}"
    if any(one.name == "second-person" for one in found.advice.asked.switch):
        yield safe(str(modes.second_person))


def _discount(found: Examined, thresholds: Thresholds) -> str:
    drop = found.drop
    words = {"levels": f"{drop.value:.2g}", "n": drop.projects, "least": thresholds.discount.own_projects.value}
    if drop.own:
        return (
            ngettext(
                "What is new looks better than it is: its rated levels count %(levels)s lower, your own mean over "
                "%(n)d project.",
                "What is new looks better than it is: its rated levels count %(levels)s lower, your own mean over "
                "%(n)d projects.",
                drop.projects,
            )
            % words
        )
    return (
        _(
            "What is new looks better than it is: its rated levels count %(levels)s lower, until %(least)d projects "
            "of your own say by how much (so far: %(n)d)."
        )
        % words
    )


def _titles(found: Examined, record: Record) -> dict[str, object]:
    titles = {candidate.id: candidate.title for candidate in record.candidates}
    entry = found.entry
    return {
        "current": safe(titles.get(entry.current, entry.current)),
        "newer": safe(titles.get(entry.newcomer, entry.newcomer)),
    }
