"""Where a person's own rubrics are: said once for the whole process, as its language is."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing and pathlib would cost `--help` half a bare start of Python
if TYPE_CHECKING:
    from pathlib import Path

_named: str | None = None


def use(option: str | None) -> None:
    """Go by the folder of ``--rubrics`` from here on, in the whole process; None: by the environment."""
    global _named
    _named = option


def folders() -> list[Path]:
    """The folder of ``--rubrics``, else that of ``$PICKPROBLEM_RUBRICS``, else none."""
    from pathlib import Path

    named = _named or os.environ.get("PICKPROBLEM_RUBRICS")
    return [Path(os.path.expanduser(named))] if named else []  # noqa: PTH111 - Path's raises without a home
