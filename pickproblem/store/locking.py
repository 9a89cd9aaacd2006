"""One writer at a time, by a lock file beside the record that is gone afterwards.

filelock was considered: on POSIX it leaves its file behind on purpose, which in a git or synced folder is litter.
Removing it is safe when the one who holds the lock does it, and whoever gets a lock then looks whether what is
locked is still the file of that name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pickproblem.errors import NotSaved
from pickproblem.language import _
from pickproblem.store.disk import hidden, saying_not_saved
from pickproblem.text import safe

WAIT = 5.0
_OPEN = (
    os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
)  # fmt: skip


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the lock of a file; waits a few seconds at most, then raises NotSaved. Not reentrant."""
    sidecar = hidden(target, ".lock")
    deadline = time.monotonic() + WAIT
    with saying_not_saved(target):
        while (descriptor := _try(sidecar)) is None:
            if time.monotonic() > deadline:
                raise NotSaved(
                    _("%(file)s: not saved: another program has been saving it for %(seconds)d seconds")
                    % {"file": safe(str(target)), "seconds": WAIT}
                )
            time.sleep(random.uniform(0.001, 0.01))
    try:
        yield
    finally:
        _release(sidecar, descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try(sidecar: Path) -> int | None:
        try:
            descriptor = os.open(sidecar, os.O_RDWR | _OPEN)
        except PermissionError:  # about to be removed by another
            return None
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(descriptor)
            return None
        return descriptor

    def _release(sidecar: Path, descriptor: int) -> None:
        os.close(descriptor)
        with contextlib.suppress(OSError):  # refused while another has it open
            sidecar.unlink()

else:
    import fcntl

    _NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}

    def _try(sidecar: Path) -> int | None:
        descriptor = _open(sidecar)
        if descriptor is None:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # On a network drive without locks the comparison with what was read guards alone.
            if error.errno not in _NO_LOCKS:
                os.close(descriptor)
                if isinstance(error, BlockingIOError):
                    return None
                raise
        try:
            held = _same_file(sidecar, descriptor)
        except BaseException:
            if _same_file(sidecar, descriptor):
                sidecar.unlink()
            os.close(descriptor)
            raise
        if not held:
            os.close(descriptor)
            return None
        return descriptor

    def _open(sidecar: Path) -> int | None:
        try:
            return os.open(sidecar, os.O_RDWR | _OPEN, 0o666)
        except PermissionError:
            if not os.access(sidecar.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                raise
        # Another person's lock in a shared folder; left by a killed program it can be locked for reading only.
        try:
            return os.open(sidecar, os.O_RDONLY | _OPEN, 0o666)
        except PermissionError:
            return None

    def _same_file(sidecar: Path, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), sidecar.lstat())
        except FileNotFoundError:
            return False

    def _release(sidecar: Path, descriptor: int) -> None:
        try:
            with contextlib.suppress(OSError):
                sidecar.unlink()
        finally:
            with contextlib.suppress(OSError):  # whatever it says, the lock is gone with it
                os.close(descriptor)
