"""A terminal that goes away takes nothing with it."""

from __future__ import annotations

import errno
import io
import threading

from textual.drivers._writer_thread import WriterThread

from pickproblem import rubric
from pickproblem.tui.app import PickproblemApp
from pickproblem.tui.terminal import Lasting


class Gone(io.StringIO):
    """A terminal whose window was closed."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        self.write("")


def test_nobody_waits_for_a_terminal_that_is_gone() -> None:
    writer = WriterThread(Lasting(Gone()))  # type: ignore[arg-type]
    writer.start()

    def paint() -> None:
        for _n in range(500):
            writer.write("x")
        writer.stop()

    painting = threading.Thread(target=paint, daemon=True)
    painting.start()
    painting.join(10)
    assert not painting.is_alive()


def test_what_is_there_gets_everything() -> None:
    there = io.StringIO()
    lasting = Lasting(there)
    assert lasting.write("abc") == 3
    lasting.flush()
    there.close()
    assert lasting.write("de") == 2
    lasting.flush()


def test_the_program_paints_on_one() -> None:
    assert PickproblemApp(rubric.load()).driver_class.__name__ == "LastingDriver"
