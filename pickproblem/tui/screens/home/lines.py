"""What one record says on the home screen: in its line, below the list, and above it where it is most urgent."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from pickproblem.text import fit, safe, shorten
from pickproblem.tui.screens.home.entries import Entry

DUE_MARK = "●"
"""Stands before what asks for something; an old note alone does not."""

_STYLES = {
    "begun": "$text-muted",
    "scoring": "$text-accent",
    "result": "$text-primary",
    "chosen": "$text-success",
    "broken": "$text-error",
    "unread": "$text-muted",
}

_DUE_CELLS = 26
_ROOMY = 100


def row(entry: Entry, width: int, today: date, *, due_column: bool) -> Content:
    """Title, how far it is, what it asks for; where it is narrow the last two share a column."""
    unread = entry.kind in ("unread", "broken")
    told = _due_word(entry, today)
    roomy = width >= _ROOMY
    aside = _DUE_CELLS if due_column else 0
    title = (width - 4 - aside) * 55 // 100 if roomy or not aside else width - 5 - aside
    state = width - title - 4 - (aside + 1 if aside else 0)
    parts: list[tuple[str, str]] = [
        (" " + fit(safe(entry.title), title), "$text-muted" if unread else ""),
        ("  ", ""),
    ]
    due_style = "bold $text-accent" if entry.asks else "$text-muted"
    if roomy or not aside:
        parts.append((fit(safe(entry.words), state), _STYLES[entry.kind]))
        parts.append(("  " if aside else "", ""))
        parts.append((fit(told, aside).rstrip(), due_style))
    elif told:
        parts.append((shorten(told, aside), due_style))
    else:
        parts.append((shorten(safe(entry.words), aside), _STYLES[entry.kind]))
    return Content.assemble(*parts)


def below(entry: Entry, *, low: bool) -> Content:
    """The record under the cursor with less cut off; where there is little room, what is due is said first."""
    lines = [Content.styled(safe(entry.title), "bold")]
    lines += [Content.styled(safe(entry.words), _STYLES[entry.kind])]
    for one in entry.due:
        mark, style = (" ", "$text-muted") if one.kind == "note" else (DUE_MARK, "$text-accent")
        lines.append(Content.styled(f"{mark} {safe(one.words)}", style))
    if low and len(lines) > 2:
        del lines[1]
    return Content("\n").join(lines)


def above(entry: Entry, width: int, today: date, *, key: str) -> Content:
    """What the record asks for, and ``key``, which leads there; empty where there is nothing."""
    if (one := entry.asks) is None:
        return Content("")
    from pickproblem import due

    brief, when = due.brief(one, today=today), due.in_days(one.date, today)
    words = safe(": ".join([brief if when in brief else f"{brief}, {when}", entry.title]))
    pressed = Content.assemble("  ", (f" {key} ", "bold $text-accent on $panel")) if key else Content("")
    told = shorten(f"{DUE_MARK} {words}", width - pressed.cell_length)
    return Content.styled(told, "bold $text-accent").append(pressed)


def _due_word(entry: Entry, today: date) -> str:
    """What a record asks for, in a word or two; how old its last note is where it asks for nothing."""
    if not entry.due:
        return ""
    from pickproblem import due

    if (first := entry.asks) is not None:
        rest = len(entry.due) - 1 - sum(one.kind == "note" for one in entry.due)
        more = f" +{rest}" if rest else ""
        return f"{DUE_MARK} {safe(due.brief(first, today=today))}{more}"
    return safe(due.brief(entry.due[0], today=today))
