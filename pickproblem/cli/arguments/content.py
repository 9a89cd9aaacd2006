"""What the verbs take that show and check what is asked."""

from __future__ import annotations

from pickproblem.language import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pickproblem.cli.arguments import Built

KINDS = ("record", "rubric", "profile")
SHELLS = ("bash", "zsh", "fish")


def check(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem check FILE …"
    verb.add_argument("files", metavar="FILE", nargs="+", help=_("records, rubrics, profiles, a switch.toml"))
    return "checking", "check", True


def rubrics(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem rubrics [show ID]"
    verb.add_argument("action", metavar="show", nargs="?", type=_show, choices=("show",), help=_("show one, whole"))
    verb.add_argument("id", metavar="ID", nargs="?", help=_("a rubric or a profile"))
    return "content", "rubrics", True


def _show(word: str) -> str:
    import argparse

    if word != "show":
        raise argparse.ArgumentTypeError(_("to see one: pickproblem rubrics show %(id)s") % {"id": word})
    return word


def schema(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem schema record|rubric|profile"
    verb.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    return "content", "schema", True


def completion(verb: argparse.ArgumentParser, argv: Sequence[str]) -> Built:
    verb.usage = "pickproblem completion bash|zsh|fish"
    verb.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    return "completion", "completion", False
