"""Bytes to the disk, whole or not at all: a temporary file beside, synced, then put in place in one step."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pickproblem.errors import Conflict, NotSaved
from pickproblem.language import _
from pickproblem.text import safe

_LONGEST_NAME = 255
_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)  # fmt: skip
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
_NO_FOLDER_SYNC = {*_NO_LINKS, errno.EINVAL, errno.EACCES, errno.EBADF}
_FORGOTTEN_AFTER = 600
_OF_A_RECORD = r"\..+\.toml(?:\.(?:orig|v\d+)(?:-\d+)?)?|\.[0-9a-f]{32}"


def write_file(path: Path, content: bytes, *, over: bool = False) -> None:
    """Write a file that is no record, such as a report; over an existing one only where ``over``.

    Raises NotSaved, what was there before left as it was.
    """
    with saying_not_saved(path):
        if over:
            target = real(path)
            status = writable(target, path) if os.path.lexists(target) else None
            with beside(target, content, status) as temporary:
                temporary.replace(target)
            forget_old(target)
            sync_folder(target.parent)
        else:
            write_new(path, content)


def write_new(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Write a file where there is none, whoever else tries to; raises NotSaved or OSError.

    ``like``: the file to take mode and owner from; a copy of a private file is private.
    """
    if not path.parent.is_dir():
        words = {"file": safe(str(path)), "folder": safe(str(path.parent))}
        raise NotSaved(_("%(file)s: not saved: there is no folder %(folder)s") % words)
    try:
        with beside(path, content, like) as temporary:
            _place(temporary, path, like)
    except FileExistsError:
        raise NotSaved(_("%(file)s: exists already, and is left as it is") % {"file": safe(str(path))}) from None
    forget_old(path)
    sync_folder(path.parent)


def _place(temporary: Path, path: Path, like: os.stat_result | None) -> None:
    if sys.platform == "win32":
        temporary.rename(path)  # which refuses an existing target there, and only there
        return
    try:
        os.link(temporary, path, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Memory sticks and some network drives have no links: then what is there first, stays. The name is taken by
        # an empty file, since a half-written one could be taken for a record.
        os.close(_open_new(path, like))
        try:
            temporary.replace(path)
        except BaseException:
            path.unlink()
            raise


@contextlib.contextmanager
def beside(target: Path, content: bytes, like: os.stat_result | None) -> Iterator[Path]:
    """A temporary file in the target's folder that holds the content, safely on the disk; gone afterwards.

    ``like``: the file to take mode and owner from; a new file gets what the umask says.
    """
    temporary = hidden(target, f".{os.urandom(8).hex()}.tmp")
    descriptor = _open_new(temporary, like)
    try:
        _write(descriptor, content, like)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _open_new(path: Path, like: os.stat_result | None) -> int:
    return os.open(path, _NEW, 0o666 if like is None else 0o600)


def _write(descriptor: int, content: bytes, like: os.stat_result | None) -> None:
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like is not None and sys.platform != "win32":
            _take_over(descriptor, like)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if sys.platform != "win32":

    def _take_over(descriptor: int, like: os.stat_result) -> None:
        mine = os.fstat(descriptor)
        if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
            # Another's file in a shared folder: the group is kept where the owner cannot be.
            try:
                os.fchown(descriptor, like.st_uid, like.st_gid)
            except OSError:
                with contextlib.suppress(OSError):
                    os.fchown(descriptor, -1, like.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, with those it is in; each of the names outlasts a power cut."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Make a renamed or new name in the folder outlast a power cut, where the system can."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def forget_old(target: Path) -> None:
    """Remove temporary files that a killed program left in this folder over ten minutes ago.

    Those of the target, and those of any record: a copy to be kept beside, or a record that was never made, is not
    written a second time.
    """
    name = re.compile(rf"({re.escape(hidden(target, '').name)}|{_OF_A_RECORD})\.[0-9a-f]{{16}}\.tmp", re.DOTALL)
    before = time.time() - _FORGOTTEN_AFTER
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if name.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_mtime < before:
                Path(entry.path).unlink()


def hidden(target: Path, ending: str) -> Path:
    """A hidden name beside the target that belongs to it."""
    name = f".{target.name}{ending}"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f".{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:32]}{ending}"
    return target.parent / name


def real(path: Path) -> Path:
    """The file itself where the path is a symbolic link to it."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def status(path: Path | None) -> os.stat_result | None:
    """The status of a file, of what it links to where it is a link; None where it is not there or nobody can say."""
    with contextlib.suppress(OSError, ValueError):
        return None if path is None else path.stat()
    return None


def writable(target: Path, path: Path) -> os.stat_result:
    """The status of a regular file that may be written.

    Raises NotSaved or OSError where it may not; Conflict where it is gone or something else.
    """
    name = {"file": safe(str(path))}
    try:
        status = target.stat()
    except FileNotFoundError:
        raise Conflict(_("%(file)s: not saved: the file was deleted since it was read") % name) from None
    if not stat.S_ISREG(status.st_mode):
        raise Conflict(_("%(file)s: not saved: is not a regular file") % name)
    # The mode, since root may write anything; and opened, since a folder may let one replace what one may not write.
    if not status.st_mode & 0o222:
        raise NotSaved(_("%(file)s: not saved: the file is read-only") % name)
    os.close(os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)))
    return status


@contextlib.contextmanager
def saying_not_saved(path: Path) -> Iterator[None]:
    """Turn what the system says into NotSaved."""
    try:
        yield
    except (OSError, ValueError) as error:
        why = safe(getattr(error, "strerror", None) or str(error))
        raise NotSaved(_("%(file)s: not saved: %(why)s") % {"file": safe(str(path)), "why": why}) from error
