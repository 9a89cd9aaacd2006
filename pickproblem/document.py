"""One TOML file read with care: capped, checked against a strict model, every fault told with its line."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from pickproblem.errors import Fault, Faulty, Unreadable
from pickproblem.language import _
from pickproblem.text import safe, shorten

LARGEST = 5_000_000
DEEPEST = 64
MOST_LINES, MOST_VALUES, MOST_TABLES = 400_000, 150_000, 120_000
"""Far more than any record has; beyond, 5 MB would take minutes and gigabytes to refuse."""
_LONGEST_VALUE = 200
_MOST_HINTS = 20
_MOST_TOLD = 2_000

# Every pattern takes time in proportion to the text, whatever the text: hence what is unclosed runs to the end,
# and no word is begun twice.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)' r"|\'\'\'.*?(?:\'{3,5}|\Z)"
    r'|"(?:\\[^\n]|[^"\\\n])*+"?' r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)  # fmt: skip
_LONG_KEY = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{DEEPEST}}}")
_CONFLICT = re.compile(r"^([<=>])\1{6}(?=\s|$)", re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*+\[", re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def _is_whole(value: object) -> object:
    # To Literal, true and 1.0 are 1.
    if type(value) is not int:
        raise Wrong(_("%(value)s does not belong here") % {"value": shown(value)}, _("a whole number"))
    return value


FormatOne = Annotated[Literal[1], BeforeValidator(_is_whole)]


class Strict(BaseModel):
    """A table of one of the project's files: unknown keys refused, nothing converted, never changed in place."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,  # each table is built once inside its file's model, not a second time on import
    )


class Wrong(ValueError):
    """Raised by a model's validator: what is wrong, what would be right, and where below the table."""

    def __init__(self, wrong: str, right: str = "", *where: str | int) -> None:
        super().__init__(wrong)
        self.wrong, self.right, self.where = wrong, right, where


@dataclass(frozen=True)
class Document:
    """A TOML file's text with what was read from it."""

    name: str
    text: str
    data: dict[str, Any]

    @cached_property
    def has_comments(self) -> bool:
        """Whether rewriting the file would lose a comment."""
        return "#" in self.text and any(token.group().startswith("#") for token in _TOKEN.finditer(self.text))

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return dict(_statements(self.text))

    def line(self, where: Place) -> int | None:
        """The line (from 1) of the innermost table or key on the way to ``where``; None if none is known."""
        for length in range(len(where), 0, -1):
            if where[:length] in self._lines:
                return self._lines[where[:length]]
        return None

    def fault(self, where: Place, wrong: str, right: str = "") -> Fault:
        """A fault at a place of this file."""
        return Fault(self.name, self.line(where), path(where), wrong, right)

    def validate(self, model: type[Model], known: Iterable[str] = ()) -> Model:
        """The file as ``model``; raises Faulty with every fault. ``known``: keys to suggest for a misspelt one."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise self._faulty(model, error, list(known)) from None
        except RecursionError:
            raise Faulty([self.fault((), _("tables are nested too deeply"))]) from None

    def _faulty(self, model: type[Model], error: ValidationError, known: list[str]) -> Faulty:
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
        wrong, right = _explain(detail, known)
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

    if conflict_line := _conflict_line(text):
        raise conflict(conflict_line)
    _refuse_much(text, faulty)
    _refuse_deep(text, faulty)
    try:
        return Document(name, text, tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        message = str(error)
        wrong_line = None
        if at := _LINE.search(message):
            wrong_line = int(at.group(1) or text.rstrip().count("\n") + 1)
        if wrong_line and _CONFLICT.match(text.split("\n")[wrong_line - 1]):
            raise conflict(wrong_line) from None
        what = _brief(_LINE.sub("", message))
        raise faulty(wrong_line, _("is not valid TOML: %(what)s") % {"what": what}) from None


def _conflict_line(text: str) -> int | None:
    """The line a git conflict begins on: all three markers, as a line of equal signs may be a heading in a note."""
    start, awaited = 0, "<"
    for marker in _CONFLICT.finditer(text):
        kind = marker.group(1)
        if kind == "<":
            start, awaited = marker.start(), "="
        elif kind == awaited == "=":
            awaited = ">"
        elif kind == awaited == ">":
            return text.count("\n", 0, start) + 1
    return None


def _refuse_much(text: str, faulty: Any) -> None:
    lines = text.count("\n")
    if lines <= MOST_LINES and text.count("[") <= MOST_TABLES and text.count(",") + text.count("=") <= MOST_VALUES:
        return
    masked = _masked(text) if lines <= MOST_LINES else ""
    values = masked.count(",") + masked.count("=")
    if lines > MOST_LINES or values > MOST_VALUES or len(_HEADER.findall(masked)) > MOST_TABLES:
        raise faulty(
            None,
            _("holds too much"),
            _("at most %(lines)d lines, %(values)d values, %(tables)d tables")
            % {"lines": MOST_LINES, "values": MOST_VALUES, "tables": MOST_TABLES},
        )


def _refuse_deep(text: str, faulty: Any) -> None:
    # Nearly every file is found harmless by counting, at a tenth of what masking its strings takes.
    if text.count("[") + text.count("{") <= DEEPEST and all(line.count(".") < DEEPEST for line in text.split("\n")):
        return
    masked = _masked(text)
    if long := _LONG_KEY.search(masked):
        raise faulty(masked.count("\n", 0, long.start()) + 1, _("has a key of more than 64 parts"))
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", masked):
        depth += 1 if bracket.group() in "[{" else -1
        if depth > DEEPEST:
            raise faulty(masked.count("\n", 0, bracket.start()) + 1, _("nests brackets more than 64 deep"))


def _masked(text: str) -> str:
    """The text, each string turned into a word of as many letters, each comment blanked: offsets and lines stay."""

    def blank(token: re.Match[str]) -> str:
        found = token.group()
        if found.startswith("#"):
            return " " * len(found)
        return re.sub(r"[^\n]", "x", found) if "\n" in found else "x" * len(found)

    return _TOKEN.sub(blank, text)


def _statements(text: str) -> Iterator[tuple[Place, int]]:
    """Each table header and key with the line it stands on."""
    table: Place = ()
    counts: dict[Place, int] = {}
    depth = 0
    for number, (masked, line) in enumerate(zip(_masked(text).split("\n"), text.split("\n"), strict=True), start=1):
        begins = depth == 0
        depth += sum(masked.count(b) for b in "[{") - sum(masked.count(b) for b in "]}")
        stripped = masked.strip()
        if not begins or not stripped:
            continue
        if stripped.startswith("["):
            parts = _key_parts(line[: masked.rfind("]") + 1].strip().strip("[]"))
            table = _indexed(parts, counts)
            if stripped.startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield table, number
        elif "=" in stripped:
            yield (*table, *_key_parts(line[: masked.index("=")].strip())), number


def _indexed(parts: list[str], counts: dict[Place, int]) -> Place:
    place: Place = ()
    for part in parts[:-1]:
        place = (*place, part)
        if place in counts:
            place = (*place, counts[place])
    return (*place, *parts[-1:])


def _key_parts(key: str) -> list[str]:
    if _BARE.fullmatch(key):
        return [key]
    try:
        found: Any = tomllib.loads(f"{key} = 0")
    except ValueError:
        return [key]
    parts = []
    while isinstance(found, dict):
        part, found = next(iter(found.items()))
        parts.append(part)
    return parts


def _beginning(value: Any) -> Any:
    """The value with the beginnings of its lists and tables only."""
    if isinstance(value, dict):
        return {key: _beginning(below) for key, below in itertools.islice(value.items(), 200)}
    if isinstance(value, list):
        return [_beginning(below) for below in value[:20]]
    return value


def path(where: Place) -> str:
    """A place in a document as people write it: ``sessions[2].answers.sbnet.interest.level``."""
    written = ""
    for part in where:
        if isinstance(part, int):
            written += f"[{part}]"
        else:
            written += f".{_brief(part)}" if written else _brief(part)
    return shorten(written, _LONGEST_VALUE)


def shown(value: object) -> str:
    """A value as it is quoted in an error: safe, at most 200 characters."""
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _brief(repr(value[: 2 * _LONGEST_VALUE]))
    try:
        return _brief(str(value))
    except ValueError:  # Python writes no number of more than 4300 digits
        return _("a very large number")


def _brief(text: str) -> str:
    # Cut first: making megabytes safe takes seconds.
    return shorten(safe(text[: 2 * _LONGEST_VALUE]), _LONGEST_VALUE)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known words, or, where none is near, some of them all."""
    import difflib  # only a fault asks for it

    names = sorted(set(known))
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.6) if len(word) <= _LONGEST_VALUE else []
    if close:
        return _("did you mean %(names)s?") % {"names": ", ".join(close)}
    if not names:
        return _("there is none yet")
    return _("known: %(names)s") % {"names": shorten(", ".join(names), _LONGEST_VALUE)}


def _explain(detail: Any, known: list[str]) -> tuple[str, str]:
    """A pydantic error in our words: what is wrong, what would be right."""
    kind: str = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    value = shown(detail.get("input"))
    wanted = {
        "int_type": _("a whole number"),
        "int_from_float": _("a whole number"),
        "float_type": _("a number"),
        "finite_number": _("a finite number"),
        "string_type": _("text in quotes"),
        "bool_type": _("true or false"),
        "date_type": _("a date such as 2026-11-21"),
        "date_from_datetime_inexact": _("a date such as 2026-11-21"),
        "datetime_type": _("a date and time with its zone, such as 2026-11-21T10:00:00+09:00"),
        "timezone_aware": _("a date and time with its zone, such as 2026-11-21T10:00:00+09:00"),
        "list_type": _("a list"),
        "dict_type": _("a table"),
        "model_type": _("a table"),
        "model_attributes_type": _("a table"),
    }
    if kind in wanted:
        return _("%(value)s does not belong here") % {"value": value}, wanted[kind]
    if kind == "missing":
        return _("is missing"), ""
    if kind == "extra_forbidden":
        last = str(detail["loc"][-1])
        hint = nearest(last, known) if known else ""
        return _("is not a known key"), hint or _("remove it, or keep it under [extra]")
    if kind == "literal_error":
        return (
            _("%(value)s is not among the choices") % {"value": value},
            _("one of %(choices)s") % {"choices": context.get("expected", "").replace(" or ", ", ")},
        )
    bounds = {
        "greater_than_equal": (_("at least %(bound)s"), "ge"),
        "greater_than": (_("more than %(bound)s"), "gt"),
        "less_than_equal": (_("at most %(bound)s"), "le"),
        "less_than": (_("less than %(bound)s"), "lt"),
        "string_too_short": (_("at least %(bound)s characters"), "min_length"),
        "string_too_long": (_("at most %(bound)s characters"), "max_length"),
        "too_short": (_("at least %(bound)s entries"), "min_length"),
        "too_long": (_("at most %(bound)s entries"), "max_length"),
    }
    if kind in bounds:
        words, key = bounds[kind]
        bound = context[key]
        shown_bound = f"{bound:g}" if isinstance(bound, float) else bound
        return _("%(value)s is out of range") % {"value": value}, words % {"bound": shown_bound}
    if kind == "string_pattern_mismatch":
        return (
            _("%(value)s is not an id") % {"value": value},
            _("small letters, digits and hyphens, at most 64, beginning with a letter or digit"),
        )
    return _brief(detail["msg"]), ""
