"""Where the command line prints: everything made safe, nothing that an odd terminal or a closed pipe can break."""

from __future__ import annotations

import contextlib
import os
import sys

TYPE_CHECKING = False  # typing would cost `--help` a quarter of a bare start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TextIO

    from pickproblem.report.charts import Line

PIPE_WIDTH = 80
_WIDEST, _NARROWEST = 110, 40


def prepare() -> None:
    """Make the output replace what it cannot encode, instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def say(*lines: str) -> None:
    """Print lines on standard output; a break in one of them is shown, and begins none that could pass for ours."""
    for line in lines:
        _write(sys.stdout, line.replace("\n", "\u240a"))


def say_own(text: str) -> None:
    """Print the program's own words, such as its help, which need no check (and so no table of characters)."""
    _put(sys.stdout, text)


def prompt(text: str) -> None:
    """Print words that a line is awaited behind, and send them at once."""
    from pickproblem.text import safe

    shown = safe(text)
    if not _encodes(sys.stdout, shown):
        from pickproblem.report.charts import to_ascii

        shown = to_ascii(shown)
    _put(sys.stdout, shown, at_once=True)


def complain(message: str) -> None:
    """Print a message on standard error, behind what standard output got so far."""
    with contextlib.suppress(Exception):
        flush()
    with contextlib.suppress(OSError):
        _write(sys.stderr, message)


def say_json(document: Any) -> None:
    """Print one JSON document on standard output.

    What could steer a terminal, or what the output cannot encode, is escaped, which leaves the data the same.
    """
    import json

    from pickproblem.text import escaped

    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    if not _encodes(sys.stdout, text):
        text = json.dumps(document, ensure_ascii=True, allow_nan=False, indent=2)
    _put(sys.stdout, escaped(text) + "\n")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is there and is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def width() -> int:
    """Cells in a line: the terminal's; without one what ``$COLUMNS`` says, else 80. At least 40, at most 110."""
    said = os.environ.get("COLUMNS", "")
    columns = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
    if is_terminal(sys.stdout):
        with contextlib.suppress(OSError, ValueError):
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return min(max(columns, _NARROWEST), _WIDEST) if columns else PIPE_WIDTH


def paragraph(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """The text in lines of the present width, the first indented by ``indent``, all others by ``hanging`` more."""
    from pickproblem.text import safe, wrap

    lines = wrap(safe(text), max(width() - indent - hanging, 20))
    return [" " * (indent + (hanging if i else 0)) + line for i, line in enumerate(lines)]


def say_paragraphs(texts: Iterable[str], indent: int = 0, hanging: int = 0) -> None:
    """Print each text wrapped."""
    for text in texts:
        say(*paragraph(text, indent, hanging))


def say_list(head: str, texts: Iterable[str]) -> None:
    """Print a heading and a list below it; nothing where the list is empty."""
    lines = [f"- {text}" for text in texts]
    if lines:
        say("", *paragraph(head))
        say_paragraphs(lines, 0, 2)


def say_chart(head: str, lines: Iterable[Line]) -> None:
    """Print a heading and a chart below it."""
    from pickproblem.report.charts import plain

    say("", *paragraph(head), *(plain(line) for line in lines))


def write_bytes(content: bytes) -> None:
    """Send a whole file to standard output as it is, behind what was printed so far."""
    flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:  # closed before the program began, or a stream of text alone
        _put(sys.stdout, content.decode())
        return
    with _said():
        binary.write(content)
        binary.flush()


def confirm(question: str) -> bool:
    """Ask at the terminal whether to do something; anything but a yes is a no."""
    _write(sys.stdout, f"{question} [y/N] ", end="")
    flush()
    try:
        answer = sys.stdin.readline()
    except (OSError, ValueError):
        return False
    return answer.strip().casefold() in ("y", "yes", "ㅛ", "예", "네")


def flush() -> None:
    """Send on what was printed; raises NotSaved where the output does not take it."""
    _put(sys.stdout, "", at_once=True)


def abandon() -> None:
    """Send what is still to be printed nowhere, so that the interpreter does not stumble over it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    from pickproblem.text import safe

    shown = safe(text, lines=True)
    if not _encodes(stream, shown):
        from pickproblem.report.charts import to_ascii

        shown = to_ascii(shown)
    _put(stream, shown + end)


def _put(stream: TextIO | None, text: str, at_once: bool = False) -> None:
    if stream is None:  # closed before the program began
        return
    with _said():
        stream.write(text)
        if at_once:
            stream.flush()


@contextlib.contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        from pickproblem.errors import NotSaved
        from pickproblem.language import _

        abandon()
        raise NotSaved(_("the output cannot be written: %(why)s") % {"why": error.strerror or error}) from None


def _encodes(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
