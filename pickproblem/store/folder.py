"""Where records are, and what a new one is called."""

from __future__ import annotations

import itertools
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pickproblem.store.copies import is_copy

_PEEK = 8192
_LONGEST_STEM, _MOST_BYTES = 60, 180
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_FORMAT = re.compile(rb"^[ \t]*format[ \t]*=[ \t]*\d", re.MULTILINE)
_RECORDS_OWN = re.compile(rb"^[ \t]*(?:created|profile)[ \t]*=", re.MULTILINE)
_TABLE = re.compile(rb"^[ \t]*\[", re.MULTILINE)


def records_folder() -> Path:
    """Where records are kept unless told otherwise: ``$PICKPROBLEM_HOME``, else the platform's data folder.

    Somebody without a home, as in a container, keeps them in the current folder.
    """
    if named := os.environ.get("PICKPROBLEM_HOME"):
        return Path(os.path.expanduser(named))  # noqa: PTH111 - Path.expanduser raises where there is no home
    from platformdirs import user_data_path  # found out only where it is needed

    try:
        folder = user_data_path("pickproblem", appauthor=False)
    except RuntimeError:
        return Path()
    return folder if folder.is_absolute() else Path()


def locate(name: str) -> Path:
    """The file a person means: with a folder as it is, else in the current folder, else in the records folder.

    A name that is in neither belongs to the current folder.
    """
    path = Path(name)
    if len(path.parts) != 1 or path.is_absolute() or os.path.exists(path):  # noqa: PTH110 - never raises
        return path
    kept = records_folder() / path
    return kept if os.path.exists(kept) else path  # noqa: PTH110


def listing() -> list[Path]:
    """The records at hand, newest first: of the current folder (named without it) and of the records folder.

    No record is read whole; hidden files and conflict copies are left out, as is a folder that cannot be read.
    """
    found: dict[str, tuple[float, Path]] = {}
    for folder, own in ((Path(), False), (records_folder(), True)):
        real = ""
        for path, entry in _files(folder):
            try:
                if own or _looks_like_record(entry):
                    real = real or os.path.realpath(folder)
                    # To follow each file to its end, where only a link has one, takes as long as all else here.
                    whole = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}{os.sep}{entry.name}"
                    found.setdefault(whole, (entry.stat().st_mtime, path))
            except OSError:
                continue
    newest_first = sorted(found.values(), key=lambda one: (-one[0], str(one[1])))
    return [path for _modified, path in newest_first]


def records_in(folder: Path) -> list[Path]:
    """The records of one folder by name, told as in `listing`, none read whole; none where it cannot be read."""
    return sorted(path for path, entry in _files(folder) if _looks_like_record(entry))


def _files(folder: Path) -> Iterator[tuple[Path, os.DirEntry[str]]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(".toml") and not name.startswith(".") and not is_copy(name) and _is_file(entry):
                    yield folder / name, entry
    except (OSError, ValueError):
        return


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _looks_like_record(entry: os.DirEntry[str]) -> bool:
    # Only what stands before the first table: a tool's settings may hold both keys further down.
    top = _top(entry.path)
    return _FORMAT.search(top) is not None and _RECORDS_OWN.search(top) is not None


def title_in(path: Path) -> str:
    """The title of a record that is not read yet; the file's name without its ending where none is to be seen."""
    import tomli

    try:
        title = tomli.loads(_top(path).decode())["title"]
    except (ValueError, LookupError, RecursionError):
        return path.stem
    return title if isinstance(title, str) and title else path.stem


def _top(path: str | Path) -> bytes:
    """What stands in a regular file before its first table, as far as one looks; nothing where it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return b""
            start = os.read(descriptor, _PEEK).removeprefix(b"\xef\xbb\xbf")
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return b""
    table = _TABLE.search(start)
    return start[: table.start()] if table else start


def file_name(title: str, today: date | None = None) -> str:
    """A file name without its ending, from a title: letters and digits of any script, joined by hyphens.

    Where nothing usable is left, the date.
    """
    text = unicodedata.normalize("NFC", re.sub("['’\u200c\u200d]", "", title.lower()))
    kept = "".join(one if unicodedata.category(one)[0] in "LNM" else " " for one in text)
    stem = "-".join(kept.split())
    if len(stem) > _LONGEST_STEM or len(stem.encode()) > _MOST_BYTES:
        cut = stem.encode()[:_MOST_BYTES].decode(errors="ignore")[:_LONGEST_STEM]
        whole = cut.rpartition("-")[0]
        stem = whole if len(whole) > _LONGEST_STEM // 2 else cut
    if not any(map(str.isalnum, stem)) or _RESERVED.fullmatch(stem):
        return (today or date.today()).isoformat()
    return stem


def free_path(folder: Path, stem: str) -> Path:
    """A path in the folder that nothing has yet: ``stem.toml``, else ``stem-2.toml`` and so on."""
    names = itertools.chain([f"{stem}.toml"], (f"{stem}-{n}.toml" for n in itertools.count(2)))
    return next(folder / name for name in names if not os.path.lexists(folder / name))
