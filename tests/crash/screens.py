"""The running screens, many of them, each on a terminal of its own: started from a process that has all imported."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pexpect
import pyte

from tests.terminal.terminal import Terminal

_ROOT = Path(__file__).parents[2]
_PATIENCE = 20.0


class Nursery:
    """A process that starts screens in a moment; see `nursery`."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=_ROOT,
                env={
                    **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")},
                    "TERM": "xterm-256color", "LANG": "en_US.UTF-8", "PICKPROBLEM_LANG": "en",
                    "PYTHONIOENCODING": "utf-8",
                    **(environment or {}),
                },
            )  # fmt: skip
        self._told = self._line.makefile("rb")

    def ask(self, **asked: Any) -> int:
        """One question, one answer."""
        self._line.sendall(json.dumps(asked).encode() + b"\n")
        line = self._told.readline()
        assert line, "the nursery is gone"
        answer: int = json.loads(line)
        return answer

    def close(self) -> None:
        """End it, and with it whatever still runs on its terminals."""
        self._told.close()
        self._line.close()
        self._process.wait(10)


class _Process:
    """One run, with as much of what pexpect gives as `Terminal` asks for."""

    def __init__(self, nursery: Nursery, master: int, pid: int) -> None:
        self._nursery, self.child_fd, self.pid = nursery, master, pid
        self.exitstatus: int | None = None
        self._ended = False

    def read_nonblocking(self, size: int, timeout: float) -> bytes:
        if not select.select([self.child_fd], [], [], timeout)[0]:
            raise pexpect.TIMEOUT("nothing came")
        try:
            read = os.read(self.child_fd, size)
        except OSError:  # the other end is closed
            read = b""
        if not read:
            raise pexpect.EOF("ended")
        return read

    def send(self, keys: bytes) -> None:
        os.write(self.child_fd, keys)

    def setwinsize(self, lines: int, columns: int) -> None:
        fcntl.ioctl(self.child_fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def isalive(self) -> bool:
        return self.state() not in ("", "Z")

    def state(self) -> str:
        """One letter as `ps` shows it: T where it is stopped, Z where it has ended; "" where it is gone."""
        if self._ended:
            return ""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return ""

    def kill(self, number: int) -> None:
        if not self._ended:
            os.kill(self.pid, number)

    def wait(self) -> int:
        if not self._ended:
            self.exitstatus = self._nursery.ask(wait=self.pid)
            self._ended = True
        assert self.exitstatus is not None
        return self.exitstatus

    def close(self, force: bool = True) -> None:
        if force and self.isalive():
            self.kill(signal.SIGKILL)
        self.wait()
        if self.child_fd >= 0:
            os.close(self.child_fd)
            self.child_fd = -1


class Screens(Terminal):
    """`Terminal`, started from a nursery."""

    def __init__(
        self,
        nursery: Nursery,
        *arguments: str,
        folder: Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        master, self.slave = pty.openpty()
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.line_at_rest = self.line()
        pid = nursery.ask(
            terminal=os.ttyname(self.slave),
            arguments=list(arguments),
            folder=str(folder),
            environment={"PICKPROBLEM_HOME": str(folder), **(environment or {})},
        )
        self.process: Any = _Process(nursery, master, pid)

    def wait(self, *words: str) -> str:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            select.select([self.process.child_fd], [], [], 0.05)
            self.read(0)
            text = self.text
            if all(word in text for word in words):
                return text
            if not self.process.isalive():
                break
        raise AssertionError(f"{words} did not appear; the screen:\n{self.text}")

    def end(self) -> int | None:
        self.read_to_end()
        self.process.close()
        return self.process.exitstatus

    def read_to_end(self) -> None:
        """Read until nothing runs any more; the terminal is still there to be looked at."""
        end = time.monotonic() + _PATIENCE
        while self.process.isalive() and time.monotonic() < end:
            self.read(0.02)
        self.read(0.02)

    def wait_until_painted(self) -> None:
        """Until anything stands on the screen."""
        end = time.monotonic() + _PATIENCE
        while not self.text.strip() and self.process.isalive() and time.monotonic() < end:
            self.read(0.01)

    def wait_until_stopped(self) -> bool:
        """Read until it is stopped; False where it is not."""
        end = time.monotonic() + _PATIENCE
        while self.process.state() != "T" and time.monotonic() < end:
            self.read(0.01)
        self.read(0.02)
        return bool(self.process.state() == "T")

    def line(self) -> list[object]:
        """How the terminal's line is set: whether it echoes, waits for whole lines, turns ctrl+c into a signal."""
        return termios.tcgetattr(self.slave)[:4]

    def close_window(self) -> None:
        """What closing the terminal's window does: its end of the line is gone."""
        os.close(self.process.child_fd)
        self.process.child_fd = -1

    def wait_for_end(self) -> bool:
        """Wait until nothing runs any more, reading nothing; False where it does not end."""
        end = time.monotonic() + _PATIENCE
        while self.process.isalive() and time.monotonic() < end:
            time.sleep(0.005)
        return not self.process.isalive()

    def __enter__(self) -> Screens:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.close()
        if self.slave >= 0:
            os.close(self.slave)
            self.slave = -1
