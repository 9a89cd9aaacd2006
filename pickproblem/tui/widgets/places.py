"""Where files are, in the room there is."""

from __future__ import annotations

import os
from pathlib import Path

from pickproblem.text import cells, safe

_LEAST = 8


def place(path: Path, width: int) -> str:
    """The path with the home folder as ~, safe to show, cut at the front to at most ``width`` cells."""
    text = str(path)
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home raises where there is none
    if len(home) > 1 and (text == home or text.startswith(home + os.sep)):
        text = "~" + text[len(home) :]
    text = safe(text)
    while cells(text) > max(width, _LEAST):
        text = "…" + text[2:]
    return text
