"""The program in a real pseudo-terminal, its screen as a person would see it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "ctrl+q": "\x11",
    "ctrl+p": "\x10",
    "f1": "\x1bOP",
    "backspace": "\x7f",
}
PATIENCE = 20.0


def _inherited() -> dict[str, str]:
    # A test runner's own columns and lines would count for more than the size of the terminal.
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


class Terminal:
    """One run of the program under a pseudo-terminal of a given size."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "pickproblem", *arguments],
            dimensions=(lines, columns),
            env={**_inherited(), "TERM": "xterm-256color", "LANG": "en_US.UTF-8", **(environment or {})},
            cwd=str(folder) if folder else None,
            timeout=PATIENCE,
        )

    def read(self, seconds: float = 0.05) -> None:
        """Take in what the program has painted."""
        end = time.monotonic() + seconds
        while True:
            try:
                painted = self.process.read_nonblocking(65536, timeout=max(end - time.monotonic(), 0.01))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return
            self.bytes += painted
            self._stream.feed(painted)

    @property
    def text(self) -> str:
        """What stands on the screen; a wide character once."""
        return "\n".join(
            "".join(cell.data for _x, cell in sorted(row.items())) for _y, row in sorted(self.screen.buffer.items())
        )

    def wait(self, *words: str) -> str:
        """Until all the words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read()
            text = self.text
            if all(word in text for word in words):
                return text
            if not self.process.isalive():
                break
        raise AssertionError(f"{words} did not appear; the screen:\n{self.text}")

    def press(self, *keys: str) -> None:
        """Press keys by name, or type characters."""
        for key in keys:
            self.process.send(KEYS.get(key, key).encode())
            # An Esc read together with the next key would be that key with alt.
            self.read(0.15 if key == "esc" else 0.01)

    def type(self, text: str) -> None:
        """Type a text as an input method sends it: whole characters."""
        self.process.send(text.encode())
        self.read(0.05)

    def kill(self) -> None:
        """End it without a word, as a power cut would."""
        self.process.kill(signal.SIGKILL)
        self.process.wait()

    def end(self) -> int | None:
        """Wait for its end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.isalive() and time.monotonic() < end:
            self.read(0.05)
        self.process.close()
        return self.process.exitstatus

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        self.process.close(force=True)
