"""A file's bytes, the TOML in them, and the model that they make; what is wrong is told with its line."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from pickproblem.document.layout import TOKEN, Place, statements
from pickproblem.document.limits import CONFLICT, LARGEST, conflict_at, refuse_deep, refuse_much
from pickproblem.document.strict import Wrong
from pickproblem.document.telling import brief, explain, path
from pickproblem.errors import Fault, Faulty, Unreadable
from pickproblem.language import _
from pickproblem.text import safe

_MOST_HINTS = 20
_MOST_TOLD = 2_000

_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """A TOML file's text with what was read from it."""

    name: str
    text: str
    data: dict[str, Any]

    @cached_property
    def has_comments(self) -> bool:
        """Whether rewriting the file would lose a comment."""
        return "#" in self.text and any(token.group().startswith("#") for token in TOKEN.finditer(self.text))

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return {}

    @cached_property
    def _further(self) -> Iterator[tuple[Place, int]]:
        return statements(self.text)

    def line(self, where: Place) -> int | None:
        """The line (from 1) of the innermost table or key on the way to ``where``; None if none is known."""
        for length in range(len(where), 0, -1):
            if (line := self._line(where[:length])) is not None:
                return line
        return None

    def _line(self, place: Place) -> int | None:
        # The lines are numbered no further than it takes: the first faults are told, mostly of the first lines.
        while place not in self._lines:
            found = next(self._further, None)
            if found is None:
                return None
            self._lines[found[0]] = found[1]
        return self._lines[place]

    def fault(self, where: Place, wrong: str, right: str = "") -> Fault:
        """A fault at a place of this file."""
        return Fault(self.name, self.line(where), path(where), wrong, right)

    def faulty(self, told: Iterable[tuple[Place, str, str]]) -> Faulty:
        """The error of all that is wrong: place, what is wrong, what would be right; beyond 2,000 only counted."""
        told = iter(told)
        faults = [self.fault(*one) for one in itertools.islice(told, _MOST_TOLD)]
        return Faulty(faults, others=sum(1 for _one in told))

    def validate(self, model: type[Model], known: Iterable[str] = ()) -> Model:
        """The file as ``model``; raises Faulty with every fault. ``known``: keys to suggest for a misspelt one."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise self._misshapen(model, error, list(known)) from None
        except RecursionError:
            raise Faulty([self.fault((), _("tables are nested too deeply"))]) from None

    def _misshapen(self, model: type[Model], error: ValidationError, known: list[str]) -> Faulty:
        count = error.error_count()
        details: list[Any] = []
        if count > _MOST_TOLD:  # to have the details of a hundred thousand takes a second: they are looked for again
            try:
                model.model_validate(_beginning(self.data))
            except ValidationError as first:
                details = list(first.errors(include_url=False))
        details = (details or list(error.errors(include_url=False)))[:_MOST_TOLD]
        # Looking for the nearest key takes a millisecond.
        faults = [self._told(one, known if i < _MOST_HINTS else []) for i, one in enumerate(details)]
        return Faulty(faults, others=max(count - len(faults), 0))

    def _told(self, detail: Any, known: list[str]) -> Fault:
        where: Place = tuple(part for part in detail["loc"] if part != "[key]")
        raised = detail.get("ctx", {}).get("error")
        if isinstance(raised, Wrong):
            return self.fault((*where, *raised.where), raised.wrong, raised.right)
        wrong, right = explain(detail, known)
        return self.fault(where, wrong, right)


def read(file: Path) -> Document:
    """Read one TOML file; raises Unreadable or Faulty, never anything else for a wrong file."""
    return parse(read_bytes(file), safe(str(file)))


def read_bytes(file: Path) -> bytes:
    """The bytes of a regular file of at most 5 MB; raises Unreadable."""
    name = safe(str(file))
    try:
        # Without O_NONBLOCK, opening a pipe waits for a writer that may never come.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise Unreadable(_("%(file)s: no such file") % {"file": name}) from None
    except (OSError, ValueError) as error:
        reason = safe(getattr(error, "strerror", None) or str(error))
        raise Unreadable(_("%(file)s: cannot be opened: %(why)s") % {"file": name, "why": reason}) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable(_("%(file)s: is a folder, where a file is expected") % {"file": name})
        if not stat.S_ISREG(mode):
            raise Unreadable(_("%(file)s: is not a regular file") % {"file": name})
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        reason = safe(error.strerror or str(error))
        raise Unreadable(_("%(file)s: cannot be read: %(why)s") % {"file": name, "why": reason}) from None
    finally:
        with contextlib.suppress(OSError):  # nothing was written that could be lost
            os.close(descriptor)
    if len(content) > LARGEST:
        raise Unreadable(_("%(file)s: is larger than 5 MB") % {"file": name})
    return content


def parse(content: bytes, name: str) -> Document:
    """TOML bytes as a document; ``name`` is shown in faults. Raises Faulty."""

    def faulty(line: int | None, wrong: str, right: str = "") -> Faulty:
        return Faulty([Fault(name, line, "", wrong, right)])

    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise faulty(line, _("is not UTF-8 text"), _("save the file as UTF-8")) from None
    if not text.strip():
        raise faulty(None, _("is empty"))

    def conflict(line: int) -> Faulty:
        return faulty(
            line,
            _("holds git's conflict markers"),
            _("settle the conflict first"),
        )

    if begun := conflict_at(text):
        raise conflict(begun)
    refuse_much(text, faulty)
    refuse_deep(text, faulty)
    try:
        return Document(name, text, tomli.loads(text))
    except (ValueError, RecursionError) as error:
        message = str(error)
        wrong_line = None
        if at := _LINE.search(message):
            wrong_line = int(at.group(1) or text.rstrip().count("\n") + 1)
        if wrong_line and CONFLICT.match(text.split("\n")[wrong_line - 1]):
            raise conflict(wrong_line) from None
        from pickproblem.document.syntax import worded  # only a fault asks for it

        what = brief(worded(_LINE.sub("", message)))
        raise faulty(wrong_line, _("is not valid TOML: %(what)s") % {"what": what}) from None


def _beginning(value: Any) -> Any:
    """The value with the beginnings of its lists and tables only."""
    if isinstance(value, dict):
        return {key: _beginning(below) for key, below in itertools.islice(value.items(), 200)}
    if isinstance(value, list):
        return [_beginning(below) for below in value[:20]]
    return value
