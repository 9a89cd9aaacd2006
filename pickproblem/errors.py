"""The errors a person can meet, each with the exit code it ends a verb with.

::

    PickproblemError            1
    ├── UsageError              2   the call is wrong
    │   └── NeedsTerminal       2   screens were asked for where there is no terminal
    ├── Unreadable              1   no such file, a folder, no permission, not text
    ├── Faulty                  1   the file was read and is wrong; carries every Fault
    ├── Refused                 1   a change that the record's rules forbid
    │   └── NotMerged           1   copies contradict each other; carries each contradiction
    └── NotSaved                1   the disk did not take it; the old file stands
        └── Conflict            1   the file changed since it was read
"""

from __future__ import annotations

from typing import NamedTuple


class PickproblemError(Exception):
    """Anything said to a person in place of a traceback."""

    exit_code = 1


class UsageError(PickproblemError):
    """The command line cannot be understood."""

    exit_code = 2


class NeedsTerminal(UsageError):
    """A screen was asked for where standard input or output is no terminal."""


class Unreadable(PickproblemError):
    """The file cannot be read at all."""


class Refused(PickproblemError):
    """The change breaks a rule of the record, such as editing a finished session."""


class NotMerged(Refused):
    """Copies of a record contradict each other; says each contradiction, one a line.

    ``only_settled``: whether all of them are settled by naming the copy whose profile, setting, weights and extra
    stand.
    """

    def __init__(self, told: list[str], only_settled: bool = False) -> None:
        self.told = told
        self.only_settled = only_settled
        super().__init__("\n".join(told))


class NotSaved(PickproblemError):
    """The file could not be written; what was on disk before still is."""


class Conflict(NotSaved):
    """Somebody else changed the file since it was read."""


class Fault(NamedTuple):
    """One thing wrong with a file.

    ``where`` is the path inside the document (``sessions[2].answers.sbnet.interest.level``), empty for the file
    as a whole; ``line`` counts from 1, None where TOML gives none.
    """

    file: str
    line: int | None
    where: str
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        path = f" {self.where}:" if self.where else ""
        right = f"; {self.right}" if self.right else ""
        return f"{place}:{path} {self.wrong}{right}"


class Faulty(PickproblemError):
    """The file is wrong; says the first three faults, one a line, and how many more there are."""

    shown = 3

    def __init__(self, faults: list[Fault], others: int = 0) -> None:
        """``others``: how many more there are than are told."""
        self.faults = faults
        self.others = others
        super().__init__(str(self))

    def __str__(self) -> str:
        from pickproblem.language import ngettext

        lines = [str(fault) for fault in self.faults[: self.shown]]
        more = len(self.faults) - self.shown + self.others
        if more > 0:
            lines.append(ngettext("and %(n)d more fault", "and %(n)d more faults", more) % {"n": more})
        return "\n".join(lines)
