"""Between an answer of the record and a choice of the level picker."""

from __future__ import annotations

from pickproblem.record import Answer
from pickproblem.tui.widgets.level_picker import Choice


def choice_of(answer: Answer | None) -> Choice | None:
    """An answer as the picker shows it."""
    if answer is None:
        return None
    if answer.level is None:
        return Choice(0, 1, 5)
    return Choice(answer.level, answer.believed_low, answer.believed_high)


def answer_fields(choice: Choice) -> dict[str, object]:
    """A choice as fields of an answer; a range is kept only where it says more than the level."""
    if choice.level == 0:
        return {"unknown": True}
    if not choice.ranged:
        return {"level": choice.level}
    return {"level": choice.level, "low": choice.low, "high": choice.high}
