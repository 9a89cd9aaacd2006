"""What the line under the cursor asks."""

from __future__ import annotations

from textual.content import Content

from pickproblem import answers as views
from pickproblem.language import _
from pickproblem.record import Record
from pickproblem.rubric import Library, Rubric
from pickproblem.text import cells, fit, safe, wrap
from pickproblem.tui.screens.weights.in_hand import InHand


def about(at: str | None, hand: InHand, record: Record, library: Library, width: int, *, tall: bool) -> list[Content]:
    """The comparison under the cursor, or the question of the rubric there; nothing on any other line.

    ``tall``: there is room for its worst and its best level, and for its note.
    """
    rubrics = library.rubrics
    if hand.way is hand.compared:
        titles = {name: str(rubrics[name].title) for name in hand.weighed}
        told = hand.compared.about(at, titles, width)
        if told is not None:
            return told
    if at is None or at not in rubrics:
        return []
    return _rubric(rubrics[at], record, width, ends=hand.way is not hand.groups or tall, note=tall)


def _rubric(rubric: Rubric, record: Record, width: int, *, ends: bool, note: bool) -> list[Content]:
    lines = [Content.styled(safe(views.question(record, rubric)), "bold")]
    if ends:
        low, high = (safe(str(rubric.levels[n])) for n in (0, -1))
        label = max(cells(_("worst")), cells(_("best"))) + 2
        for word, level in ((_("worst"), low), (_("best"), high)):
            begin, *rest = wrap(level, width - label)
            text = "\n".join([begin, *(" " * label + more for more in rest)])
            lines.append(Content.assemble((fit(word, label), "$text-muted"), text))
    if note:
        lines.append(Content.styled(safe(str(rubric.note)), "$text-muted"))
    return lines
