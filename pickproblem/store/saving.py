"""Records to files: whole or not at all, never over what somebody else wrote meanwhile."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pickproblem import document
from pickproblem.errors import Conflict, NotSaved, Unreadable
from pickproblem.language import _
from pickproblem.record import FORMAT, Record
from pickproblem.rubric import Library
from pickproblem.store import copies, disk
from pickproblem.store.folder import records_folder
from pickproblem.store.locking import locked
from pickproblem.store.reading import Stored, digest, read
from pickproblem.store.serialising import prove, serialise
from pickproblem.text import safe

Notice = Callable[[str], None]


def create(path: Path, record: Record, like: Path | None = None) -> Stored:
    """Write a record to a file of its own, never over an existing one.

    The records folder is made where it is missing, no other. ``like``: a file to take mode and owner from, where it
    is still there. Raises NotSaved.
    """
    content = serialise(record)
    prove(content)
    with disk.saying_not_saved(path):
        if path.parent == records_folder():
            disk.make_folder(path.parent)
        disk.write_new(path, content, disk.status(like))
    return _written(path, record, content)


def save(stored: Stored, record: Record, on_notice: Notice | None = None) -> Stored:
    """Write a changed record back to where it was read; a record that did not change is not written.

    ``on_notice`` is told, after the save, where the person's original is kept if the rewriting lost its comments
    or its older format. Raises Conflict where the file is no longer what was read, NotSaved where the disk does
    not take it; what was on the disk then still is.
    """
    return _save(stored, record, on_notice, locked)


def update(
    path: Path,
    library: Library,
    change: Callable[[Record], Record],
    attempts: int = 5,
    on_notice: Notice | None = None,
) -> Stored:
    """Read, change and save, under the lock, so that of many such writers none waits in vain.

    A program that knows no lock, such as an editor, may still come between: then all three are done again, up to
    ``attempts`` times. Raises what `read` and `save` raise, and what ``change`` raises.
    """
    document.read_bytes(path)  # says what is wrong with the path before a lock is put beside it
    with disk.saying_not_saved(path):
        target = disk.real(path)
    with locked(target):
        for _attempt in range(attempts - 1):
            stored = read(path, library)
            with contextlib.suppress(Conflict):
                return _save(stored, change(stored.record), on_notice, _already_locked)
        stored = read(path, library)
        return _save(stored, change(stored.record), on_notice, _already_locked)


def keep_both(stored: Stored, record: Record, now: datetime | None = None) -> Stored:
    """Write a record that met a Conflict as a copy beside, named for the conflict and the time. Raises NotSaved."""
    content = serialise(record)
    prove(content)
    with disk.saying_not_saved(stored.path):
        target = disk.real(stored.path)
        like = target.stat() if target.exists() else None
        copy = next(name for name in copies.conflict_names(target, now or datetime.now()) if _free(name))
        disk.write_new(copy, content, like)
    return _written(copy, record, content)


def _free(path: Path) -> bool:
    return not os.path.lexists(path)


def _already_locked(target: Path) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()


def _save(
    stored: Stored,
    record: Record,
    on_notice: Notice | None,
    lock: Callable[[Path], contextlib.AbstractContextManager[None]],
) -> Stored:
    content = serialise(record)
    path = stored.path
    notice = None
    with disk.saying_not_saved(path):
        target = disk.real(path)
        if _unchanged(stored, record, content):
            _on_disk(target, stored, content)
            return stored._replace(record=record)
        prove(content)
        status = disk.writable(target, path)
        with disk.beside(target, content, status) as temporary, lock(target):
            before = _on_disk(target, stored, content)
            if before != content:
                notice = _replace(temporary, target, before, stored, status)
            disk.forget_old(target)
        disk.sync_folder(target.parent)
    if notice and on_notice:
        on_notice(notice)
    return _written(path, record, content)


def _unchanged(stored: Stored, record: Record, content: bytes) -> bool:
    # Equal models may still differ in what they write, 10 from 10.0 and one zone from another.
    if stored.from_format != FORMAT:
        return False
    return stored.digest == digest(content) or (record == stored.record and serialise(stored.record) == content)


def _on_disk(target: Path, stored: Stored, content: bytes) -> bytes:
    """The file's bytes, which are those that were read, or already those to be written. Raises Conflict."""
    name = {"file": safe(str(stored.path))}
    try:
        found = document.read_bytes(target)
    except Unreadable as error:
        status = disk.writable(target, stored.path)
        if status.st_size <= document.LARGEST:
            raise NotSaved(str(error)) from error
        found = b""
    if digest(found) not in (stored.digest, digest(content)):
        raise Conflict(_("%(file)s: not saved: the file changed since it was read") % name)
    return found


def _replace(temporary: Path, target: Path, before: bytes, stored: Stored, like: os.stat_result) -> str | None:
    """Put the new file in place of the old; says where the old is kept where rewriting loses something of it."""
    kept = _keep(target, before, stored, like)
    try:
        temporary.replace(target)
    except BaseException:
        if kept:
            kept.unlink()
        raise
    if kept is None:
        return None
    words = {"file": safe(str(stored.path)), "kept": safe(kept.name), "format": stored.from_format}
    if stored.from_format != FORMAT:
        return _("%(file)s was of format %(format)d; as it was it is kept beside as %(kept)s") % words
    return _("%(file)s was rewritten without its comments; as it was it is kept beside as %(kept)s") % words


def _keep(target: Path, before: bytes, stored: Stored, like: os.stat_result) -> Path | None:
    if stored.from_format != FORMAT:
        ending = f".v{stored.from_format}"
    elif stored.has_comments:
        ending = ".orig"
    else:
        return None
    kept = next(name for name in copies.kept_names(target, ending) if _free(name))
    disk.write_new(kept, before, like)
    return kept


def _written(path: Path, record: Record, content: bytes) -> Stored:
    return Stored(record, path, digest(content), has_comments=False, from_format=FORMAT)
