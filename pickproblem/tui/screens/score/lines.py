"""The lines of the score screen, from the record to what is shown. No totals: judgment first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static

from pickproblem import answers as views
from pickproblem import flow
from pickproblem.flow import Cell
from pickproblem.language import _, ngettext
from pickproblem.record import Answer, Candidate, Record, Session
from pickproblem.report import together as told
from pickproblem.rubric import Library, Rubric
from pickproblem.text import cells as cells_of
from pickproblem.text import cut, fit, safe, shorten
from pickproblem.together import Opinion

SEEDS = {"schulman": "Schulman", "vital": "VITAL LAB"}


ONE_LINE = {"#progress", "#rubric", "#others"}
"""What is one line high whatever it says: repainted without laying out the screen anew."""


MOST_OPINIONS = (8, 4)
"""So many lines for what others answer, and where there is little room."""

MOST_TITLE = 2
"""So many lines for a candidate's title."""

_SHORTEST_BAR, _LONGEST_BAR = 6, 16
_LEAST_PITCH = 16


def update(node: DOMNode, selector: str, content: Content) -> None:
    """Repaint one part of the screen, only where it changed; lay the screen out anew only where its height did."""
    static = node.query_one(selector, Static)
    shown = static.content
    if not isinstance(shown, Content):
        static.update(content)
    elif not shown.is_same(content):
        static.update(content, layout=selector not in ONE_LINE and _other_height(static, shown, content))


def _other_height(static: Static, shown: Content, content: Content) -> bool:
    width = static.content_size.width
    return not width or shown.get_height({}, width) != content.get_height({}, width)


def height(static: Static, width: int) -> int:
    """How many lines its content takes in ``width`` cells, or just its own where it breaks none."""
    content = static.content
    if not isinstance(content, Content) or not content.plain:
        return 0
    if static.styles.text_wrap == "nowrap":
        return content.plain.count("\n") + 1
    return content.get_height({}, width)


def progress(
    record: Record,
    library: Library,
    session: Session,
    cells: list[Cell],
    at: Cell,
    paces: Collection[float],
    *,
    enough: bool = False,
    width: int = 80,
) -> Content:
    """How far one is, and about how long still; or that the open answers can hardly change the first place.

    In ``width`` cells: the bar gives way first, then the minutes.
    """
    done, total = sum(flow.is_answered(session, cell) for cell in cells), len(cells)
    rubrics = views.asked(record, library)
    minutes = flow.minutes_left(total - done, paces)
    words = _("rubric %(n)d of %(rubrics)d · %(done)d of %(total)d answered") % {
        "n": rubrics.index(at.rubric) + 1 if at.rubric in rubrics else len(rubrics),
        "rubrics": len(rubrics),
        "done": done,
        "total": total,
    }
    if enough and done < total:
        # Whose first place it is stays unsaid: no totals while one scores.
        left, tone = _("enough asked: f stops here"), "bold $success"
    elif minutes:
        left = ngettext("about %(n)d minute left", "about %(n)d minutes left", minutes) % {"n": minutes}
        tone = "$text-muted"
    else:
        left, tone = "", ""
    if left and not enough and _SHORTEST_BAR + cells_of(f"  {words} · {left}") > width:
        left = ""
    beside = cells_of(f"  {words} · {left}" if left else f"  {words}")
    bar = min(max(width - beside, _SHORTEST_BAR), _LONGEST_BAR)
    filled = round(bar * done / total) if total else 0
    return Content.assemble(
        ("━" * filled, "$success"),
        ("─" * (bar - filled), "$text-muted"),
        (f"  {words}", "$foreground"),
        (f" · {left}" if left else "", tone),
    )


def rubric_title(rubric: Rubric) -> Content:
    """The rubric's name, and whose text asks it."""
    sources = ", ".join(dict.fromkeys(SEEDS.get(one.seed, safe(one.seed)) for one in rubric.sources))
    return Content.assemble((safe(str(rubric.title)), "bold $primary"), (f"   {sources}", "$text-muted"))


def candidate(one: Candidate, cells: list[Cell], at: Cell, width: int) -> Content:
    """Whom the question is about, in at most two lines of ``width`` cells; the pitch where it has room behind."""
    row = [cell.candidate for cell in cells if cell.rubric == at.rubric]
    place = f" {row.index(at.candidate) + 1}/{len(row)} " if at.candidate in row else " "
    indent = cells_of(place)
    titled = cut(safe(one.title), max(width - indent, 10), MOST_TITLE).split("\n")
    parts: list[tuple[str, str]] = [
        (place, "bold $text-accent"),
        (f"\n{' ' * indent}".join(titled), "bold $foreground"),
    ]
    if one.pitch:
        room = width - indent - cells_of(titled[-1]) - 2
        if room >= _LEAST_PITCH:
            parts.append((f"  {shorten(safe(one.pitch), room)}", "$text-muted"))
    return Content.assemble(*parts)


def level_mark(answer: Answer | None) -> str:
    """An answer in a few cells: `4`, `4 (3–5)`, `?`; a dot where there is none."""
    return "·" if answer is None else told.level(answer)


def _row(record: Record, session: Session, cells: list[Cell], at: Cell) -> list[tuple[str, str, bool]]:
    rows = []
    for cell in cells:
        one = record.candidate(cell.candidate)
        if cell.rubric == at.rubric and one is not None:
            rows.append((safe(one.title), level_mark(flow.given(session, cell)), cell.candidate == at.candidate))
    return rows


def others_line(record: Record, session: Session, cells: list[Cell], at: Cell) -> Content:
    """What the others got in this rubric, in one line."""
    rows = _row(record, session, cells, at)
    room = max(6, 70 // max(len(rows), 1) - 8)
    parts: list[tuple[str, str]] = []
    for title, mark, here in rows:
        tone = "$text-accent" if here else "$text-muted"
        parts += [(f" {shorten(title, room)} ", tone), (mark, f"bold {tone}"), ("  ", "")]
    return Content.assemble(*parts)


def others_list(record: Record, session: Session, cells: list[Cell], at: Cell) -> Content:
    """What the others got in this rubric, one a line."""
    lines = [Content.styled(_("This rubric"), "$text-muted")]
    for title, mark, here in _row(record, session, cells, at):
        tone = "bold $text-accent" if here else "$foreground"
        lines.append(Content.assemble(("▸ " if here else "  ", tone), (fit(title, 21), tone), (f" {mark}", tone)))
    return Content("\n").join(lines)


def opinions(found: Sequence[Opinion], own: Answer | None, *, brief: bool) -> Content:
    """What everybody answers, a line each behind a letter; the rater's own is marked."""
    lines = [] if brief else [Content.styled(_("What all answer, and why; ▸ is your own:"), "$text-muted")]
    most = MOST_OPINIONS[brief]
    shown = found if len(found) <= most else found[: most - 1]
    mine = next((one.letter for one in found if one.answer == own), None)
    for one in shown:
        why = f"“{safe(one.answer.reason)}”" if one.answer.reason else _("no reason given")
        words = f"{one.letter}  {fit(told.level(one.answer), 8)} {why}"
        mark = "▸ " if one.letter == mine else "  "
        lines.append(Content.assemble((mark, "bold $text-accent"), (words, "$foreground")))
    if left := len(found) - len(shown):
        more = _("%(n)d more") % {"n": left}
        lines.append(Content.styled(f"  … {more}", "$text-muted"))
    return Content("\n").join(lines)


def rubric_progress(cells: list[Cell], session: Session, rubric: Rubric) -> str:
    """A rubric's name with how many of its questions are answered. ``cells``: all questions of the session."""
    asked = [cell for cell in cells if cell.rubric == rubric.id]
    done = sum(flow.is_answered(session, cell) for cell in asked)
    mark = "✓" if done == len(asked) else " "
    return f"{mark} {done}/{len(asked)}  {rubric.title}"


def rubrics_list(record: Record, library: Library, session: Session, cells: list[Cell], at: Cell) -> Content:
    """All rubrics in the order of asking, with what is answered."""
    lines = [Content.styled(_("All rubrics"), "$text-muted")]
    open_to_ask = {cell.rubric for cell in cells}
    for name in views.asked(record, library):
        if name not in open_to_ask:
            continue
        here = name == at.rubric
        tone = "bold $text-accent" if here else "$foreground"
        words = shorten(safe(rubric_progress(cells, session, library.rubrics[name])), 30)
        lines.append(Content.assemble(("▸" if here else " ", tone), (words, tone)))
    return Content("\n").join(lines)


def reason(answer: Answer | None, width: int, most: int, *, may_stop: bool = True) -> Content:
    """The reason kept, in at most ``most`` lines of ``width`` cells, or how to answer, as much of it as fits.

    ``may_stop``: whether the rest may be left open.
    """
    if answer is not None and (kept := answer.lifts_gate or answer.reason):
        label = _("Kept in: ") if answer.lifts_gate else _("Why: ")
        told = cut(label + safe(kept), width, most)
        return Content.assemble((told[: len(label)], "$text-muted"), (told[len(label) :], "italic $foreground"))
    hint = _("shift+↑↓ range · = same for the rest · u undo · f stop here")
    if not may_stop:
        hint = _("shift+↑↓ range · = same for the rest · u undo")
    parts = hint.split(" · ")
    while len(parts) > 1 and cells_of(" · ".join(parts)) > width:
        parts.pop()
    return Content.styled(" · ".join(parts), "$text-muted")
