"""Signals to end: held back while the screens begin, then answered on the event loop.

Textual ends on them without cleaning up, which leaves the terminal broken and the last answers unsaved.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


def _numbers() -> set[signal.Signals]:
    return {getattr(signal, name) for name in _NAMES if hasattr(signal, name)}


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Hold signals to end back until `listen`, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _numbers())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def listen(end: Callable[[], object]) -> None:
    """Call ``end`` on the running event loop for every signal to end, also for one that was held back."""
    loop = asyncio.get_running_loop()
    for number in _numbers():
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _numbers())
    _stop_between_paints(loop)


def _stop_between_paints(loop: asyncio.AbstractEventLoop) -> None:
    """Have Textual answer the shell's stop and go on the event loop.

    Where it would answer in the midst of a paint, it waits for the lock that this paint holds, for ever.
    """
    for name in ("SIGTSTP", "SIGCONT"):
        number = getattr(signal, name, None)
        answer = None if number is None else signal.getsignal(number)
        if number is not None and callable(answer):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, answer, number, None)
