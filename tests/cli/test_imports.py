"""What each verb brings in, from outside: nobody sees a tenth of a second come, but everybody waits for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pickproblem import demo
from pickproblem.cli.parser import VERBS
from tests.cli.conftest import Call

EXAMPLES = Path(demo.__file__).parent / "examples"

READS = frozenset({"tomli", "pydantic", "rich"})  # what is in a file is checked; a cell of the terminal is measured
WRITES = READS | {"tomli_w"}  # a record goes back into its file
COUNTS = READS | {"numpy"}  # ranks, shares, scores
SOLVES = COUNTS | {"scipy"}  # who can win at all is a linear program
HEAVY_OF_PYTHON = {"typing", "pathlib", "dataclasses", "asyncio", "inspect", "tomllib", "importlib.metadata"}

CASES: dict[str, tuple[frozenset[str], list[str]]] = {
    "demo": (READS, ["demo", "--list"]),
    "new": (WRITES, ["new", "n.toml", "--title", "T", "--candidate", "a: A"]),
    "set": (WRITES, ["set", "begun.toml", "b", "interest", "2"]),
    "finish": (WRITES, ["finish", "begun.toml"]),
    "ask": (READS, ["ask", "begun.toml", "--plain"]),  # a question needs no ranking, and no line needs a screen
    "ask, at a project": (READS, ["ask", "tempted.toml", "--plain"]),
    "rank": (COUNTS, ["rank", "lab.toml"]),
    "rank, as JSON": (SOLVES, ["rank", "lab.toml", "--json"]),
    "park": (WRITES, ["park", "tempted.toml", "Newer"]),
    "tempted": (COUNTS, ["tempted", "tempted.toml"]),
    "note": (WRITES, ["note", "tempted.toml", "walking", "--result", "It walks"]),
    "compare": (COUNTS, ["compare", "tempted.toml"]),
    "lookback": (READS, ["lookback", "tempted.toml"]),
    "taste": (COUNTS, ["taste", "tempted.toml"]),  # first by feeling against first by the answers
    "fit": (READS, ["fit", "--run", "ResNet-50, COCO, 12 epochs", "--gpu", "RTX 3090"]),
    "plan": (READS, ["plan", "--deadline", "2099-03-01", "--experiment-weeks", "6", "--deliverable", "d"]),
    "plan, of a record": (READS, ["plan", "lab.toml", "--candidate", "sbnet", "--today", "2020-12-12"]),
    "maturity": (READS, ["maturity", "results.csv"]),
    "merge": (WRITES, ["merge", "begun.toml", "copy.toml", "-o", "merged.toml"]),
    "export, a page": (COUNTS, ["export", "lab.toml", "-o", "x.html"]),
    "export, text": (COUNTS, ["export", "lab.toml", "-o", "x.md"]),
    "export, a table": (READS, ["export", "lab.toml", "-o", "x.csv"]),
    "export, all figures": (SOLVES, ["export", "lab.toml", "-o", "x.json"]),
    "export, a calendar": (READS | {"icalendar"}, ["export", "tempted.toml", "-o", "x.ics"]),
    "check": (READS, ["check", "lab.toml"]),
    "rubrics": (READS, ["rubrics"]),
    "schema": (READS, ["schema", "record"]),
    "completion": (frozenset({"shtab"}), ["completion", "bash"]),
}
"""What each verb may bring in beside the standard library, and a call of it on files that are there."""

ONLY_WRITE = {"new", "set", "finish", "note", "merge"}
ADVICE = tuple(f"pickproblem.{room}" for room in ("decision", "estimate", "ranking", "report", "switching", "tui"))
"""What none of these has a use for."""

ABOUT_RUNS = {"fit", "ask", "ask, at a project", "export, a page", "export, text"}
"""What may know what a run takes on which card."""

BROUGHT_ALONG = {
    "annotated_types": "pydantic",
    "pydantic_core": "pydantic",
    "typing_extensions": "pydantic",
    "typing_inspection": "pydantic",
    "cython_runtime": "numpy",
    "dateutil": "icalendar",
    "six": "icalendar",
    "tzdata": "icalendar",
}

COMPILED = "__mypyc"
"""How the part ends that compiled packages share, as tomli's; its name holds a hash."""

CALL = """if True:
    import sys
    from pickproblem.cli import run
    code = run(sys.argv[1:])
    print(code, *sys.modules, file=sys.stderr)
"""
HELPS = """if True:
    import sys
    from pickproblem.cli import run
    from pickproblem.cli.parser import VERBS
    codes = {run([verb, "--help", "--lang", spoken]) for verb in VERBS for spoken in ("en", "ko")}
    print(max(codes), *sys.modules, file=sys.stderr)
"""
FIRST_PAINT = """if True:
    import asyncio, sys
    from pathlib import Path
    from pickproblem.tui.app import PickproblemApp
    from pickproblem.tui.screens.home import HomeScreen

    def library():
        from pickproblem import rubric
        return rubric.load()

    async def paint():
        app = PickproblemApp(library, *map(Path, sys.argv[1:]))
        async with app.run_test(size=(120, 40)) as pilot:
            while not seen or (sys.argv[1:] and app.opened is None):
                await pilot.pause(0.01)
            await app.workers.wait_for_complete()

    seen = []
    # What they do comes after the first paint: the one looks for garbage again, the other reads the records.
    PickproblemApp._painted = HomeScreen._read = lambda *_: seen or seen.extend(sys.modules)
    asyncio.run(paint())
    assert seen
    print(0, *seen, file=sys.stderr)
"""
SCREENS_ALONE = """if True:
    import importlib, pkgutil, sys
    from pickproblem import tui

    for found in pkgutil.walk_packages(tui.__path__, "pickproblem.tui."):
        if found.name not in sys.argv[1:]:
            importlib.import_module(found.name)
    print(0, *sys.modules, file=sys.stderr)
"""


def modules(*argv: str, program: str = CALL) -> set[str]:
    """The modules that a process of its own ends with."""
    done = subprocess.run(
        [sys.executable, "-c", program, *argv],
        capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    code, *found = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(found)


@pytest.fixture(scope="module")
def there() -> set[str]:
    """What every process has from the start, whatever is installed beside."""
    return packages(modules(program="import sys; print(0, *sys.modules, file=sys.stderr)"))


def packages(found: set[str]) -> set[str]:
    """The packages of the modules, those that others bring along under the name of these."""
    # An empty module stands in for pydantic's loader of plugins before anybody asks for pydantic.
    every = {name.partition(".")[0] for name in found - {"pydantic.plugin._loader"}}
    every = {name for name in every if not name.startswith("_") and not name.endswith(COMPILED)}
    return {BROUGHT_ALONG.get(package, package) for package in every}


def test_no_verb_is_forgotten() -> None:
    assert {name.partition(",")[0] for name in CASES} == set(VERBS)


@pytest.fixture
def files(call: Call) -> None:
    """Records of every kind, and results of others."""
    shutil.copy(EXAMPLES / "tempted.toml", "tempted.toml")
    shutil.copy(EXAMPLES / "vital-lab.toml", "lab.toml")
    assert call("new", "begun.toml", "--title", "T", "--candidate", "a: A", "--candidate", "b: B").code == 0
    assert call("set", "begun.toml", "a", "interest", "3").code == 0
    shutil.copy("begun.toml", "copy.toml")
    Path("results.csv").write_text("2019-01-01, 50\n2020-01-01, 60\n2021-01-01, 62\n", encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", CASES)
def test_a_verb_brings_in_what_it_needs_and_nothing_more(name: str, there: set[str]) -> None:
    may, argv = CASES[name]
    found = modules(*argv)
    assert packages(found) - there - sys.stdlib_module_names - {"pickproblem"} == may
    assert not found & {"rich.console", "rich.text"}  # of rich only how wide a letter is
    assert "asyncio" not in found
    assert ("xml.etree" in found) == (name == "export, a page")
    assert name in ABOUT_RUNS or "pickproblem.estimate.gpus" not in found
    if name in ONLY_WRITE:
        assert not [one for one in found if one.startswith(ADVICE)]
    if not may & {"scipy", "shtab"}:
        assert not found & {"importlib.metadata", "numpy.ma"}


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["--lang", "ko", "--help"]])
def test_help_and_version_bring_in_nothing(argv: list[str], there: set[str]) -> None:
    found = packages(modules(*argv)) - there - {"pickproblem"}
    assert not found - sys.stdlib_module_names
    assert not found & HEAVY_OF_PYTHON


def test_the_help_of_no_verb_brings_in_anything(there: set[str]) -> None:
    found = packages(modules(program=HELPS)) - there - {"pickproblem"}
    assert not found - sys.stdlib_module_names
    assert not found & HEAVY_OF_PYTHON


def test_the_version_is_said_without_argparse() -> None:
    assert not modules("--version") & {"argparse", "gettext"}


def test_a_ranking_in_words_loads_what_it_needs_of_us_only(record: str) -> None:
    """Every module more is a millisecond more of each cold start, and nobody sees it come."""
    mine = {module for module in modules("rank", record) if module.startswith("pickproblem.")}
    rooms = ("estimate", "switching", "tui", "facts", "edits", "demo", "store.saving", "report.charts.sensitivity")
    assert not [module for module in mine if module.startswith(tuple(f"pickproblem.{room}" for room in rooms))]
    assert len(mine) <= 60


def test_no_plugins_of_pydantic_are_looked_for(record: str) -> None:
    assert "importlib.metadata" not in modules("rank", record)


def test_whoever_asks_pydantics_loader_of_plugins_for_more_gets_the_real_one() -> None:
    program = """if True:
        from pickproblem.cli import run
        run(["rubrics"])
        from pydantic.plugin import _loader
        from pydantic.plugin._loader import get_plugins, PYDANTIC_ENTRY_POINT_GROUP
        assert get_plugins() == ()
        assert PYDANTIC_ENTRY_POINT_GROUP == "pydantic"
        from pydantic import TypeAdapter
        assert TypeAdapter(list[int]).validate_python([1]) == [1]
    """
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("opened", [[], ["tempted.toml"]], ids=["home", "a record"])
def test_the_first_paint_waits_for_nothing_but_textual(opened: list[str]) -> None:
    home = Path(os.environ["PICKPROBLEM_HOME"])
    home.mkdir(exist_ok=True)
    shutil.copy(EXAMPLES / "tempted.toml", home)
    seen = modules(*opened, program=FIRST_PAINT)
    assert "textual" in seen
    assert not seen & {"pydantic", "numpy", "scipy", "icalendar", "shtab"}


def test_importing_a_screen_brings_no_arithmetic() -> None:
    """It would stop the keys for as long as that takes; a thread brings it in where it is wanted."""
    # Both are shown once a thread has worked out the advice, which is where the arithmetic comes in.
    behind = [f"pickproblem.tui.screens.tempted.{name}" for name in ("asking", "verdict")]
    assert not modules(*behind, program=SCREENS_ALONE) & {"numpy", "scipy", "icalendar", "shtab"}
