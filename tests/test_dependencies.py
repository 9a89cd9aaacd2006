"""What the program needs: declared with a range and a reason, under licences that ask nothing of who uses it, and
asked about where an advisory service answers."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def _loaded(path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location(path.stem, path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


audit = _loaded(ROOT / ".ci" / "vulnerabilities.py")
NEEDED: dict[str, str] = audit.needed()

ACCEPTED = {
    "MIT": "permissive",
    "BSD-2-Clause": "permissive",
    "BSD-3-Clause": "permissive",
    "0BSD": "permissive",
    "Zlib": "permissive",
    "Apache-2.0": "permissive, with a grant of patents",
    "PSF-2.0": "Python's own, permissive",
    "CC0-1.0": "given to the public",
    "MPL-2.0": "asks only that changes to its own files are shared: it is used as it is, and not copied into this",
}
"""Licences that let whoever has the program use, change and pass it on, each with what it asks."""

CLASSIFIERS = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def licences(told: Any) -> set[str]:
    """The licences that a package names: as an expression, else by its classifiers, else in a word."""
    expression = told.get("License-Expression")
    if expression:
        return set(re.findall(r"[A-Za-z0-9.+-]+", expression)) - {"AND"}
    named = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    if named:
        return {CLASSIFIERS.get(one, one) for one in named}
    return {(told.get("License") or "none").strip().splitlines()[0]}


@pytest.mark.parametrize("name", NEEDED)
def test_every_package_has_a_licence_that_asks_nothing_of_a_user(name: str) -> None:
    assert licences(metadata.metadata(name)) <= ACCEPTED.keys()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"License-Expression": "BSD-3-Clause AND 0BSD"}, {"BSD-3-Clause", "0BSD"}),
        ({"License-Expression": "GPL-3.0-only"}, {"GPL-3.0-only"}),
        ({"License-Expression": "MIT OR GPL-3.0-only"}, {"MIT", "OR", "GPL-3.0-only"}),
        ({"Classifier": "License :: OSI Approved :: GNU Affero General Public License v3"},
         {"License :: OSI Approved :: GNU Affero General Public License v3"}),
        ({"License": "Proprietary\nAll rights reserved"}, {"Proprietary"}),
        ({}, {"none"}),
    ],
)  # fmt: skip
def test_what_a_package_says_of_its_licence_is_read(fields: dict[str, str], found: set[str]) -> None:
    from email.message import Message

    told = Message()
    for name, value in fields.items():
        told.add_header(name, value)
    assert licences(told) == found


def declared() -> dict[str, tuple[Requirement, str]]:
    """What `pyproject.toml` asks for, with the words behind it on its line."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = {line.strip().partition('"')[2].partition('"')[0]: line.partition("#")[2] for line in text.splitlines()}
    wanted = [Requirement(one) for one in tomllib.loads(text)["project"]["dependencies"]]
    listed = tomllib.loads(text)["project"]["dependencies"]
    return {one.name: (one, lines[line].strip()) for one, line in zip(wanted, listed, strict=True)}


def test_each_has_a_range_that_holds_and_a_reason() -> None:
    for name, (wanted, why) in declared().items():
        operators = {one.operator for one in wanted.specifier}
        assert operators == {">=", "<"}, name
        assert wanted.specifier.contains(metadata.version(name)), name
        assert len(why.split()) >= 2, name


def test_nothing_is_imported_that_is_not_declared() -> None:
    imported = set()
    for file in (ROOT / "pickproblem").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(str(node.module).partition(".")[0])
    others = imported - sys.stdlib_module_names - {"pickproblem"}
    packages = metadata.packages_distributions()
    # Pydantic names the one version of its core that it goes with.
    assert {canonicalize_name(packages[one][0]) for one in others} - {"pydantic-core"} == declared().keys()


WANTED = {"rich": "15.0.0", "scipy": "1.17.1"}
ANSWERS = [{"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"]}]}]


def _clean(name: str) -> dict[str, Any]:
    return {"name": name, "version": WANTED[name], "vulns": []}


BAD = {"name": "rich", "version": "15.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": []}]}
SKIPPED = {"name": "scipy", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([], 0, "vulnerabilities: not checked: the advisory service does not answer"),
        ([_clean("rich"), _clean("scipy")], 0, "vulnerabilities: not checked: the advisory service does not answer"),
        ([{"name": "jinja2", "version": "2.4.1", "vulns": []}, BAD], 0, "not checked: the advisory service"),
        ([*ANSWERS, _clean("rich"), _clean("scipy")], 0, "vulnerabilities: 2 of 2 packages checked"),
        ([*ANSWERS, _clean("rich"), SKIPPED], 0, "not checked for scipy: the advisory service does not know them"),
        ([*ANSWERS, BAD, _clean("scipy")], 1, "rich 15.0.0: PYSEC-1, mended in no version yet"),
        ([*ANSWERS, BAD, SKIPPED], 1, "1 of 2 packages checked"),
    ],
)
def test_a_service_that_does_not_answer_is_no_pass(found: list[dict[str, Any]], code: int, said: str) -> None:
    judged, words = audit.judged(found, WANTED)
    assert judged == code
    assert said in words
    if "does not answer" in said:
        assert "packages checked" not in words


def test_without_an_auditor_nothing_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(str(tmp_path / "none")) == 0
    assert capsys.readouterr().out == "vulnerabilities: not checked: the advisory service does not answer\n"
