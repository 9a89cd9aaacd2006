"""The command line: one call, one exit code. Nothing heavy is imported before the verb is known.

=========  ==================================================
parser     what may be said, and the words of the help
arguments  what each verb takes
output     where it is printed: safe, whatever the terminal
files      the files that a call names
named      the candidate that a call names
lines      the way line by line
screens    home, demo, FILE
records    new, set, finish
asking     ask
ranking    rank
parking    park
notebook   note
comparing  compare
planning   plan, maturity
exporting  export
merging    merge
fitting    fit
content    rubrics, schema
checking   check
=========  ==================================================
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing would cost `--version` a quarter of a bare start of Python
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

INTERRUPTED = 130
"""What shells report of a program ended by ctrl+c."""


def run(argv: list[str]) -> int:
    """Run one call. Returns 0 done, 1 the record or the input is wrong, 2 the call is; raises for neither."""
    try:
        if argv == ["--version"]:  # answered before argparse is imported, which alone takes as long as a bare start
            return _say_version()
        return _run(argv)
    except BrokenPipeError:  # the reader has seen enough, as in `pickproblem rank FILE | head`
        from pickproblem.cli import output

        output.abandon()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from pickproblem.cli import output
        from pickproblem.errors import PickproblemError

        if not isinstance(error, PickproblemError):
            raise
        output.complain(str(error))
        return error.exit_code


def _say_version() -> int:
    from pickproblem import __version__
    from pickproblem.cli import output

    output.say_own(f"pickproblem {__version__}\n")
    output.flush()
    return 0


def _run(argv: list[str]) -> int:
    import os

    from pickproblem import own
    from pickproblem.cli import output, parser

    # Nothing here multiplies matrices so large that threads would help; starting them takes as long as all of numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    output.prepare()
    try:
        call = parser.parse(argv)
        own.use(call.rubrics)
        return int(_imported(call.module, call.function)(call))
    except SystemExit as help_was_shown:
        return int(help_was_shown.code or 0)
    finally:
        output.flush()


def _without_plugins() -> None:
    """Keep pydantic from looking for plugins, of which none is used.

    Even where they are switched off by its own setting, its loader of them imports `importlib.metadata`, which takes
    a tenth of a cold `rank`. Whoever asks the loader for anything else gets the real one.
    """
    import sys
    from importlib import import_module
    from types import ModuleType

    loader = ModuleType("pydantic.plugin._loader")

    def ask_the_real_one(name: str) -> object:
        if name.startswith("__"):  # importing asks for some
            raise AttributeError(name)
        if sys.modules.get(loader.__name__) is loader:
            del sys.modules[loader.__name__]
        return getattr(import_module(loader.__name__), name)

    vars(loader).update(get_plugins=tuple, __getattr__=ask_the_real_one)
    sys.modules.setdefault(loader.__name__, loader)


class Importing:
    """While it lasts nobody looks for garbage: all that is imported stays, and looking costs a tenth."""

    def __enter__(self) -> None:
        import gc

        gc.disable()

    def __exit__(self, *_error: object) -> None:
        import gc

        gc.freeze()
        gc.enable()


def _imported(module: str, function: str) -> Callable[[Namespace], int]:
    """A verb, with what it needs from its beginning."""
    from importlib import import_module

    _without_plugins()
    with Importing():
        verb: Callable[[Namespace], int] = getattr(import_module(f"pickproblem.cli.{module}"), function)
    return verb
