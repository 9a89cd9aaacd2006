"""The ranking by feeling, asked last and before any total is shown."""

from __future__ import annotations

import re
from functools import partial

from pickproblem import edits, flow
from pickproblem.flow import Step
from pickproblem.language import _
from pickproblem.plain.held import Held
from pickproblem.plain.talk import Back


def gut(held: Held, _step: Step) -> Step:
    """The numbers of the candidates, the best first, in one line or in several; the last one falls into place."""
    talk = held.talk
    talk.gap()
    talk.say(
        _("Before any numbers: which would you pick by feeling?"),
        _("Choose the best first, then the next best. The result shows it beside the computed ranking."),
    )
    while True:
        session = held.session
        if session is None:
            return held.next_step()
        shown = flow.shown_order(held.record, session)
        placed = [one for one in session.gut or [] if one in shown]
        if not shown:
            talk.say(_("No candidate is open; add one first."))
            return Step("candidates")
        if len(placed) == len(shown):
            return held.finish()
        talk.listed([_title(held, id, placed) for id in shown])
        try:
            text = talk.ask(
                _("Next best") if placed else _("Best first, such as 2 1"),
                _("Numbers, the best first. 0 skips it all. b takes the last one back."),
            )
        except Back:
            if placed:
                _keep(held, session.id, placed[:-1])
                continue
            cells = flow.questions(held.record, held.library, session)
            return Step("question", cells[-1]) if cells else Step("weights")
        if text == "0":
            _keep(held, session.id, [])
            return held.finish()
        numbers = [int(one[:6]) for one in re.findall(r"\d+", text)]
        names = [shown[n - 1] for n in numbers if 1 <= n <= len(shown)]
        fits = len(names) == len(numbers) > 0 and not re.search(r"[^\d\s,>]", text)
        if not fits or len({*names, *placed}) < len(names) + len(placed):
            talk.say(_("Numbers from 1 to %(n)d, each only once; 0 skips it.") % {"n": len(shown)})
            continue
        placed = [*placed, *names]
        rest = [one for one in shown if one not in placed]
        _keep(held, session.id, [*placed, *rest] if len(rest) == 1 else placed)


def _keep(held: Held, session: str, ranking: list[str]) -> None:
    held.change(partial(edits.set_gut, session=session, ranking=ranking))


def _title(held: Held, id: str, placed: list[str]) -> str:
    place = f" ({placed.index(id) + 1}.)" if id in placed else ""
    return held.candidate(id).title + place
