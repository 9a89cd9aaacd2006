"""What is said in words beside the figures: on the result as a whole, and on each candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from pickproblem import answers as views
from pickproblem.answers import Sheet
from pickproblem.decision import standing
from pickproblem.language import _
from pickproblem.ranking.problem import Problem, pose
from pickproblem.record import Record, Session
from pickproblem.rubric import Library


def on_result(
    record: Record, library: Library, sheets: dict[str, Sheet], sessions: list[Session], problem: Problem
) -> Iterator[str]:
    """Remarks on the whole: what is missing, what is not final, what was changed after a look."""
    if not problem.candidates:
        yield _("No candidate is in the race.")
    elif len(problem.candidates) == 1:
        yield _("Only one candidate is in the race: there is nothing to compare it with.")
    if problem.candidates and not problem.answered:
        yield _("Nothing is answered yet: every level counts as equally likely.")
    elif problem.candidates and not problem.levels.any():
        yield _("No answer is known yet: every level counts as equally likely.")
    if unfinished := [session.id for session in sessions if session.finished is None and session.answers]:
        yield _("Answers of a session that is not finished count too: %(sessions)s.") % {
            "sessions": ", ".join(unfinished)
        }
    if len(problem.candidates) > 1:
        yield from _on_what_tells_nobody_apart(record, library, problem)
    if views.weights_of(record, library).method == "best-worst":
        yield from _on_comparisons(library, problem)
    yield from _on_earlier_weights(record, library, sheets)


def _on_what_tells_nobody_apart(record: Record, library: Library, problem: Problem) -> Iterator[str]:
    def named(rubrics: Iterable[int]) -> str:
        return ", ".join(f"“{library.rubrics[problem.rubrics[c]].title}”" for c in rubrics)

    weighed: list[int] = np.flatnonzero(problem.headline > 0).tolist()
    if len(weighed) == 1:
        yield _("All weight lies on %(rubric)s: no other rubric counts.") % {"rubric": named(weighed)}
    titles = {candidate.id: candidate.title for candidate in record.candidates}
    known = problem.levels > 0
    groups: dict[bytes, list[str]] = {}
    for a, id in enumerate(problem.candidates):
        if known[a].any():
            groups.setdefault(problem.probabilities[a].tobytes(), []).append(f"“{titles[id]}”")
    for group in groups.values():
        if len(group) > 1:
            yield _("Answered alike throughout, so that nothing tells them apart: %(titles)s.") % {
                "titles": ", ".join(group)
            }
    same = (problem.probabilities == problem.probabilities[0]).all(axis=(0, 2))
    if not same.all() and (told := named(c for c in weighed if same[c] and known[:, c].all())):
        yield _("Answered alike for all, so that it tells nobody apart: %(rubrics)s.") % {"rubrics": told}


def _on_comparisons(library: Library, problem: Problem) -> Iterator[str]:
    from pickproblem.decision.best_worst import BestWorst

    weights = problem.weights
    assert isinstance(weights, BestWorst)
    yield _("Consistency of the best-worst comparisons: ξ = %(xi)s, where 0 is perfect.") % {
        "xi": f"{weights.xi:.3f}"
    }
    if astray := [str(library.rubrics[problem.rubrics[j]].title) for j in weights.inconsistent()]:
        yield _("These comparisons do not fit that of the best with the worst: %(rubrics)s.") % {
            "rubrics": ", ".join(astray)
        }


def _on_earlier_weights(record: Record, library: Library, sheets: dict[str, Sheet]) -> Iterator[str]:
    titles = {candidate.id: candidate.title for candidate in record.candidates}
    for earlier in (record.weights.before if record.weights else None) or []:
        problem = pose(record, library, sheets, earlier)
        order = standing.ranking(problem.scores)[0]
        yield _(
            "The weights were changed on %(day)s, after a result had been seen. Under those before: %(order)s."
        ) % {
            "day": earlier.changed.date().isoformat(),
            "order": " > ".join(titles[problem.candidates[a]] for a in order),
        }


def on_candidate(record: Record, library: Library, sheets: dict[str, Sheet], candidate: str) -> Iterator[str]:
    """Remarks on one candidate: how it came, gates that warn, gates lifted with their reason, flags."""
    if views.taken_up_after_stop(record, candidate) and (lowered := library.newness()):
        yield _(
            "It came as a newer idea, and what is new looks better than it is: the levels you gave it count as "
            "%(levels)s lower."
        ) % {"levels": f"{lowered:.2g}"}
    profile = views.profile_of(record, library)
    for gate in profile.gates:
        answers = views.cell(sheets, candidate, gate.rubric)
        if not views.gate_acts(gate, record):
            continue
        if gate.action == "warn" and views.closes(gate, answers):
            yield str(gate.text)
        if gate.action == "rule-out" and (views.believed_high(answers) or 5) <= gate.at_most:
            yield from (
                _("Kept in, where %(rubric)s would rule it out: %(reason)s")
                % {"rubric": str(library.rubrics[gate.rubric].title), "reason": answer.lifts_gate}
                for answer in answers
                if answer.lifts_gate
            )
    for flag in views.raised_flags(profile, sheets, candidate):
        yield str(flag.text)
