"""What lies beside a record: copies that a conflict left, and originals that were kept."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pickproblem.errors import Unreadable
from pickproblem.language import _
from pickproblem.text import safe

_COPY = re.compile(
    r"(?P<stem>.+?)(?:"
    r"\.sync-conflict-[^.]*"  # Syncthing
    # Dropbox in both languages, Nextcloud and ownCloud, Seafile
    r"|[ _-]?\([^()]*(?:conflicted copy|case conflict|충돌된 사본|SFConflict)[^()]*\)"
    r"|\.conflict\d*"  # Resilio
    r"|[_.-]conflict-\d{8}-\d{6}(?:-\d+)?"  # ownCloud of old, and this program
    r")\.toml",
    re.IGNORECASE | re.DOTALL,
)


def is_copy(name: str) -> bool:
    """Whether a file name is that of a conflict copy."""
    return _copied(name) is not None


def _copied(name: str) -> str | None:
    # Some systems hand out names decomposed.
    found = _COPY.fullmatch(unicodedata.normalize("NFC", name))
    return found["stem"] if found else None


def sync_copies(path: Path) -> list[Path]:
    """Conflict copies of a record that lie beside it, by name; none where the folder cannot be read."""
    try:
        return listed(path)
    except Unreadable:
        return []


def listed(path: Path) -> list[Path]:
    """The same, for where none found means that there is none. Raises Unreadable where the folder cannot be read."""
    try:
        beside = sorted(path.parent.iterdir())
    except (OSError, ValueError):
        raise Unreadable(_("%(file)s: is a folder that cannot be read") % {"file": safe(str(path.parent))}) from None
    stem = unicodedata.normalize("NFC", path.stem)
    return [one for one in beside if _copied(one.name) == stem]


def conflict_names(target: Path, now: datetime) -> Iterator[Path]:
    """Names for a copy beside the target that say when it met a conflict, the best first."""
    stem = f"{target.stem}.conflict-{now:%Y%m%d-%H%M%S}"
    yield target.with_name(f"{stem}.toml")
    for n in itertools.count(2):
        yield target.with_name(f"{stem}-{n}.toml")


def kept_names(target: Path, ending: str) -> Iterator[Path]:
    """Names for an original kept beside the target, the best first."""
    yield target.with_name(f"{target.name}{ending}")
    for n in itertools.count(2):
        yield target.with_name(f"{target.name}{ending}-{n}")
