"""Start-up of the command line: whole processes, measured from outside."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.measuring import Bound, Row, in_turn, python

RECORD = "pickproblem/examples/vital-lab.toml"
# `import pydantic` alone is lazy and brings nothing that a model needs; what a model needs comes with the first one.
IMPORTS = {
    "numpy and one pydantic model used": (
        "import numpy; from pydantic import BaseModel\n"
        "class Table(BaseModel):\n    level: int\n"
        "Table.model_validate({'level': 1})"
    ),
    "numpy, `from pydantic import BaseModel`": "import numpy; from pydantic import BaseModel",
    "numpy, `import pydantic`": "import numpy, pydantic",
}


def rows(rounds: int) -> Iterator[Row]:
    """`--version` and `--help` against a bare start, a cold `rank` against imports alone."""
    bare, version, help_ = in_turn(
        4 * rounds,
        python("-c", "pass"),
        python("-m", "pickproblem", "--version"),
        python("-m", "pickproblem", "--help"),
    )
    yield Row("pickproblem --version", "python -c pass", version, bare, Bound(2))
    yield Row("pickproblem --help", "python -c pass", help_, bare, Bound(3))
    rank, *imports = in_turn(
        4 * rounds,
        python("-m", "pickproblem", "rank", RECORD),
        *(python("-c", code) for code in IMPORTS.values()),
    )
    for name, found in zip(IMPORTS, imports, strict=True):
        bound = None if name.endswith("import pydantic`") else Bound(1.5)
        yield Row("pickproblem rank FILE, cold", name, rank, found, bound)
