"""The command line: one call, one exit code. Nothing heavy is imported before the verb is known.

=========  ==================================================
parser     what may be said, and the words of the help
output     where it is printed: safe, whatever the terminal
screens    home, demo, FILE
records    new, set, finish
ranking    rank
content    rubrics, schema
checking   check
=========  ==================================================
"""

from __future__ import annotations

INTERRUPTED = 130
"""What shells report of a program ended by ctrl+c."""


def run(argv: list[str]) -> int:
    """Run one call. Returns 0 done, 1 the record or the input is wrong, 2 the call is; raises for neither."""
    if argv == ["--version"]:  # answered before argparse is imported, which alone takes as long as a bare start
        from pickproblem import __version__

        print(f"pickproblem {__version__}")
        return 0
    from pickproblem.cli import output

    try:
        output.prepare()
        try:
            return _run(argv)
        finally:
            output.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `pickproblem rank FILE | head`
        output.abandon()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from pickproblem.errors import PickproblemError  # here, since `--help` can do without

        if not isinstance(error, PickproblemError):
            raise
        output.complain(str(error))
        return error.exit_code


def _run(argv: list[str]) -> int:
    from importlib import import_module

    from pickproblem.cli import parser

    try:
        call = parser.parse(argv)
    except SystemExit as help_was_shown:
        return int(help_was_shown.code or 0)
    verb = getattr(import_module(f"pickproblem.cli.{call.module}"), call.function)
    return int(verb(call))
