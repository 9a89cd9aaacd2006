"""A disk that forgets: what of the calls of a save could be on it if the power went after any of them.

Pessimistic where systems differ. What was written to a file is there for sure only after the file was synced:
before, there may be nothing of it, half of it, all of it, or as many zero bytes. A name is there for sure only after
its folder was synced: before, each change of a name may or may not have happened, whatever became of those around it.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Names = dict[str, int]
Change = Callable[[Names], None]


@dataclass
class Inode:
    """One file's bytes: those that are safe, and those the program believes in."""

    safe: bytes = b""
    believed: bytes = b""

    def possible(self) -> list[bytes]:
        """What may be found after a power cut."""
        if self.safe == self.believed:
            return [self.safe]
        half = self.believed[: len(self.believed) // 2]
        return [self.safe, half, self.believed, bytes(len(self.believed))]


@dataclass
class Disk:
    """One folder: names that are safe, changes of names that are not yet, and the files behind them."""

    folder: Path
    inodes: list[Inode] = field(default_factory=list)
    safe: Names = field(default_factory=dict)
    believed: Names = field(default_factory=dict)
    pending: list[Change] = field(default_factory=list)
    files: dict[int, int] = field(default_factory=dict)
    """Inode behind an open file; the folder itself is -1."""
    cuts: list[list[dict[str, bytes]]] = field(default_factory=list)
    """After each call: all folders that could be found."""

    def put(self, name: str, content: bytes) -> None:
        """A file that has been there safely all along."""
        self.inodes.append(Inode(content, content))
        self.safe[name] = self.believed[name] = len(self.inodes) - 1

    def _change(self, change: Change) -> None:
        change(self.believed)
        self.pending.append(change)

    def _name(self, path: Any) -> str | None:
        given = Path(os.fsdecode(path)) if not isinstance(path, int) else None
        return given.name if given is not None and given.parent == self.folder else None

    def cut(self) -> None:
        """Note all that the power could leave now."""
        found: dict[tuple[tuple[str, bytes], ...], dict[str, bytes]] = {}
        for happened in itertools.product((False, True), repeat=len(self.pending)):
            names = dict(self.safe)
            for change in itertools.compress(self.pending, happened):
                change(names)
            for contents in itertools.product(*(self.inodes[inode].possible() for inode in names.values())):
                one = dict(zip(names, contents, strict=True))
                found[tuple(sorted(one.items()))] = one
        self.cuts.append(list(found.values()))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Follow the calls that change the folder; they are made all the same."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("open", "write", "close", "fsync", "link", "replace", "rename", "unlink"):
                patch.setattr(os, name, self._following(name, getattr(os, name)))
            yield

    def _following(self, name: str, really: Callable[..., Any]) -> Callable[..., Any]:
        follow = getattr(self, f"_{name}")

        def call(*given: Any, **named: Any) -> Any:
            answer = really(*given, **named)
            if follow(answer, *given) is not False:
                self.cut()
            return answer

        return call

    def _open(self, file: int, path: Any, flags: int, _mode: int = 0) -> bool:
        if Path(os.fsdecode(path)) == self.folder:
            self.files[file] = -1
        name = self._name(path)
        if name is None:
            return False
        if name not in self.believed:
            self.inodes.append(Inode())
            inode = len(self.inodes) - 1
            self._change(lambda names: names.update({name: inode}))
        if flags & os.O_TRUNC:
            self.inodes[self.believed[name]].believed = b""
        self.files[file] = self.believed[name]
        return True

    def _write(self, written: int, file: int, content: Any) -> bool:
        if file not in self.files:
            return False
        self.inodes[self.files[file]].believed += bytes(content)[:written]
        return True

    def _close(self, _answer: None, file: int) -> bool:
        return self.files.pop(file, None) is not None

    def _fsync(self, _answer: None, file: int) -> bool:
        if self.files.get(file) == -1:
            self.safe = dict(self.believed)
            self.pending = []
        elif file in self.files:
            inode = self.inodes[self.files[file]]
            inode.safe = inode.believed
        return file in self.files

    def _link(self, _answer: None, old: Any, new: Any) -> bool:
        source, target = self._name(old), self._name(new)
        assert source is not None
        assert target is not None
        inode = self.believed[source]
        self._change(lambda names: names.update({target: inode}))
        return True

    def _replace(self, _answer: None, old: Any, new: Any) -> bool:
        source, target = self._name(old), self._name(new)
        assert source is not None
        assert target is not None
        inode = self.believed[source]

        def moved(names: Names) -> None:
            names.pop(source, None)
            names[target] = inode

        self._change(moved)
        return True

    _rename = _replace

    def _unlink(self, _answer: None, path: Any) -> bool:
        name = self._name(path)
        if name is None:
            return False
        self._change(lambda names: void(names.pop(name, None)))
        return True


def void(_value: object) -> None:
    """Nothing of it is wanted."""
