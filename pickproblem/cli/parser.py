"""What may be said on the command line: verbs, common options, and the words of the help in the language spoken."""

from __future__ import annotations

import argparse
import os

from pickproblem import __version__, language
from pickproblem.cli import output
from pickproblem.language import N_, _

TYPE_CHECKING = False  # typing would cost `--help` a quarter of a bare start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from pickproblem.cli.arguments import Builder

_ARGPARSE_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("argument %(argument_name)s: %(message)s"),
)
"""What argparse says itself, to be translated with our own words."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """One call as it is to be carried out: ``module`` and ``function`` of this package, and the options.

    Raises UsageError; SystemExit(0) once a help or the version was shown. Sets the language of the process.
    """
    language.use(language.choose(_said(argv, "--lang")))
    # argparse asks gettext's default domain, in the locale's language; ours knows its words in the chosen one.
    vars(argparse).update({"_": lambda text: text and _(text), "ngettext": language.ngettext})
    at = _first_word(argv)
    word = None if at is None else argv[at]
    shown = [option for option in ("-h", "--help", "--version") if option in argv]
    if word is not None and word in VERBS:
        top, verbs = _verbs(argv, [word])
        call = _parsed(top, verbs[word], argv)
    elif shown:
        call = _help().parse_args(shown)  # shows it and ends
    else:
        if word is not None:
            _is_file(word)
        parser = _screens()
        call = _parsed(parser, parser, argv)
    if call.rubrics == "":  # as of a variable of the shell that is not set
        raise _wrong(_("--rubrics names no folder"))
    if call.json and not call.has_json:
        raise _wrong(_("%(verb)s prints no JSON") % {"verb": call.verb or "pickproblem"})
    return call


def _parsed(top: _Parser, verb: _Parser, argv: Sequence[str]) -> argparse.Namespace:
    call, unknown = top.parse_known_args(argv)
    if unknown:
        verb.error(_("unrecognized arguments: %s") % " ".join(unknown))  # argparse would show the usage of the top
    return call


def _said(argv: Sequence[str], option: str) -> str | None:
    """An option's value before anything is parsed: the words of the help depend on it."""
    found = None
    for i, word in enumerate(argv):
        if word == "--":
            break
        if word == option and i + 1 < len(argv):
            found = argv[i + 1]
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found


def _first_word(argv: Sequence[str]) -> int | None:
    skipped = False
    for i, word in enumerate(argv):
        if skipped:
            skipped = False
        elif word == "--":
            return i + 1 if i + 1 < len(argv) else None
        elif word in ("--lang", "--rubrics", "--rater"):
            skipped = True
        elif not word.startswith("-"):
            return i
    return None


def _is_file(word: str) -> None:
    """Raises UsageError where a first word is neither a verb nor a file."""
    if word.endswith(".toml") or os.path.exists(word):  # noqa: PTH110 - pathlib would double the time to here
        return
    from pickproblem.cli.files import record_path
    from pickproblem.document import nearest
    from pickproblem.text import safe

    if not os.path.exists(record_path(word)):  # noqa: PTH110
        words = {"word": safe(word), "hint": nearest(word, VERBS)}
        raise _wrong(_("%(word)s is neither a verb nor a file; %(hint)s") % words)


def _wrong(message: str) -> Exception:
    from pickproblem.errors import UsageError

    return UsageError(message)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks through our own errors, and takes no abbreviations."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Formatter, allow_abbrev=False)
        self.color = False  # Python 3.14 colours the help

    def error(self, message: str) -> NoReturn:
        from pickproblem.text import safe

        raise _wrong(f"{self.prog}: {safe(message)}\n{self.format_usage().strip()}")

    def print_help(self, file: Any = None) -> None:
        output.say_own(self.format_help())

    def _print_message(self, message: str, file: Any = None) -> None:  # the version
        output.say_own(message)


class _Formatter(argparse.HelpFormatter):
    """argparse's help, wrapped by terminal cells."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=output.width() - 2)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for part in text.split("\n") for line in _wrapped(part, width) or [""])


def _cells(text: str) -> int:
    # Not pickproblem.text.cells: it knows all of Unicode, where a help has Hangul at most, and brings rich along.
    return sum(2 if "\u3000" <= character <= "\ud7a3" else 1 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    taken = width
    for word in text.split():
        cells = _cells(word)
        if taken + 1 + cells > width:
            lines.append(word)
            taken = cells
        else:
            lines[-1] += f" {word}"
            taken += 1 + cells
    return lines


def _common(parser: argparse.ArgumentParser, *, top: bool, json: bool = True) -> None:
    # Below the top nothing is set unless said, or it would undo what stood before the verb.
    default: Any = None if top else argparse.SUPPRESS
    parser.add_argument(
        "--lang",
        choices=language.LANGUAGES,
        default=default,
        help=_("language; else $PICKPROBLEM_LANG, else the locale"),
    )
    parser.add_argument(
        "--rubrics",
        metavar="DIR",
        default=default,
        help=_("a folder of your own rubrics and profiles; else $PICKPROBLEM_RUBRICS"),
    )
    if json:
        parser.add_argument(
            "--json",
            action="store_true",
            default=False if top else argparse.SUPPRESS,
            help=_("print one JSON document and nothing else"),
        )


def _top() -> _Parser:
    parser = _Parser(
        prog="pickproblem",
        usage="pickproblem [FILE]\n" + " " * _cells(_("usage: ")) + "pickproblem VERB …",
        description=_(
            "Choose a machine-learning research problem. Without a verb the screens open: those of FILE, "
            "where it was left, or else the home screen."
        ),
        epilog=_("pickproblem VERB --help says what a verb takes. Every verb but demo works without a terminal."),
    )
    _common(parser, top=True)
    words = _("show program's version number and exit")
    parser.add_argument("--version", action="version", version=f"pickproblem {__version__}", help=words)
    return parser


def _help() -> _Parser:
    """What only shows the help or the version: the verbs are named and not built, which takes half the time."""
    parser = _top()
    verbs = parser.add_argument_group(_("verbs"))
    for name, (_family, summary) in VERBS.items():
        verbs.add_argument(name, help=_(summary))
    return parser


def _verbs(argv: Sequence[str], names: Sequence[str]) -> tuple[_Parser, dict[str, _Parser]]:
    """The parser of some verbs, and theirs by name."""
    parser = _top()
    verbs = parser.add_subparsers(title=_("verbs"), metavar="VERB", dest="verb", required=True, prog="pickproblem")
    for name in names:
        summary = _(VERBS[name][1])
        verb: _Parser = verbs.add_parser(name, help=summary, description=summary)
        module, function, has_json = _builder(name)(verb, argv)
        verb.set_defaults(module=module, function=function, has_json=has_json)
        _common(verb, top=False, json=has_json)
    return parser, verbs.choices


def _screens() -> _Parser:
    parser = _Parser(prog="pickproblem", usage="pickproblem [--rater R] [FILE]", add_help=False)
    _common(parser, top=True)
    parser.add_argument("--rater", default=None)
    parser.add_argument("file", metavar="FILE", nargs="?")
    parser.set_defaults(module="screens", function="open_screens", has_json=False, verb=None)
    return parser


VERBS: dict[str, tuple[str, str]] = {
    "demo": ("screens", N_("open a shipped example, as a copy in the records folder")),
    "new": ("records", N_("write a new record")),
    "set": ("records", N_("answer one question of one candidate")),
    "finish": ("records", N_("close a session; its answers stay as they are from then on")),
    "ask": ("together", N_("go the whole way, from the candidates to the last review, line by line")),
    "rank": ("ranking", N_("say who leads, how sure that is, and why")),
    "park": ("switching", N_("write down a newer idea, and sleep on it")),
    "tempted": ("switching", N_("say what to do about a newer idea, and why")),
    "note": ("switching", N_("add to the notebook of a candidate")),
    "compare": ("switching", N_("hold old answers against new ones, cell by cell")),
    "lookback": ("switching", N_("say where the hours of the last months went")),
    "taste": ("switching", N_("say how good forecasts, plans and first impressions were")),
    "fit": ("estimates", N_("say how many full runs of an experiment fit your GPUs and weeks")),
    "plan": ("estimates", N_("hold a plan against its deadline, and lay out the weeks")),
    "maturity": ("estimates", N_("say how much room a topic has left, by its record results")),
    "merge": ("together", N_("make one record of the copies of several raters")),
    "export": ("exporting", N_("write a record in another form, to share or to keep")),
    "check": ("content", N_("read files and say what is wrong with each")),
    "rubrics": ("content", N_("say what is asked, and what the levels mean")),
    "schema": ("content", N_("print the JSON Schema of a kind of file")),
    "completion": ("content", N_("print what makes a shell complete all this")),
}
"""Every verb with the module of `arguments` that says what it takes, and one line on what it does."""


def _builder(verb: str) -> Builder:
    from importlib import import_module

    build: Builder = getattr(import_module(f"pickproblem.cli.arguments.{VERBS[verb][0]}"), verb)
    return build


def every_verb() -> argparse.ArgumentParser:
    """The parser of all verbs, each built whole."""
    return _verbs([], list(VERBS))[0]


def verbs_without_terminal() -> list[str]:
    """The verbs that work anywhere."""
    return [verb for verb in VERBS if verb not in ("demo", "completion")]
