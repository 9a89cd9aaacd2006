"""The table in the docs names every proof there is, and none that is not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.proofs import counts, for_docs, table

DOCS = Path(__file__).parents[1] / "docs" / "reliability.md"
FOLDERS = ("crash", "hostile")


def proofs() -> set[str]:
    """What the fixture `proof` is called with in the tests, as text or by a constant of one of the modules."""
    trees = [
        ast.parse(file.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for file in sorted((Path(__file__).parent / folder).rglob("*.py"))
    ]
    own = [_constants(tree) for tree in trees]
    imported = {name: value for constants in own for name, value in constants.items()}
    found = set()
    for tree, constants in zip(trees, own, strict=True):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "proof":
                found |= _said(node.args[0], imported | constants)
    return found


def _constants(tree: ast.Module) -> dict[str, object]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _said(node: ast.expr, constants: dict[str, object]) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _said(node.body, constants) | _said(node.orelse, constants)
    said = node.value if isinstance(node, ast.Constant) else constants[getattr(node, "id", "")]
    assert isinstance(said, str)
    return {said}


def test_the_table_names_every_proof() -> None:
    part = DOCS.read_text(encoding="utf-8").partition("## What was tried")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in part.splitlines() if line.startswith("| ")]
    named = {cells[1].strip() for cells in rows[1:]}
    assert named == proofs()
    assert len(named) == len(rows) - 1, "each once"
    for cells in rows[1:]:
        tried = [cell.strip().replace(",", "") for cell in cells[2:4]]
        assert all(one.isdigit() for one in tried), "counts, as the tests print them"
        assert cells[4].strip() == "0", "the loss"


def test_what_runs_print_is_added_up_for_the_docs() -> None:
    report = pytest.TestReport("a", ("a.py", 1, "a"), {}, "passed", None, "call")
    report.user_properties = [("proof", ["a save, killed", [1200, 0]]), ("proof", ["another", [3, 1]])]
    printed = "\n".join(["== proofs ==", *table([report, report]), "1 passed in 0.1s"])
    assert counts(printed) == {"a save, killed": (2400, 0), "another": (6, 2)}
    assert for_docs(counts(printed), {"a save, killed": (100, 0)})[2:] == [
        "| a save, killed | 2,400 | 2,500 | 0 |",
        "| another | 6 | 6 | 2 |",
    ]
