"""What stands at the head of a report: for whom it is, as of when, by whom, until when."""

from __future__ import annotations

from pickproblem.language import _
from pickproblem.report.contents import Contents


def facts(contents: Contents) -> list[tuple[str, str]]:
    """What each fact is called, and what it says; those that are not known are left out."""
    record, setting = contents.record, contents.record.setting
    said: list[tuple[str, str | None]] = [
        (_("Profile"), str(contents.library.profiles[record.profile].title)),
        (_("Begun"), str(record.created.date())),
        (_("As of"), str(contents.today)),
        (_("Raters"), contents.rater or ", ".join(contents.sheets) or None),
    ]
    if setting is not None:
        due = None if setting.deadline is None else str(setting.deadline)
        hours = None if setting.hours_per_week is None else f"{setting.hours_per_week:g}"
        said += [
            (_("Deadline"), f"{due}, {setting.venue}" if due and setting.venue else due),
            (_("People"), None if setting.people is None else str(setting.people)),
            (_("Hours a week of each"), hours),
            (_("Larger goal"), setting.goal),
        ]
    return [(term, text) for term, text in said if text]
