"""Says whether an advisory service knows of a vulnerability in what the program needs, in the versions installed.

``python .ci/vulnerabilities.py AUDITOR`` is run by the interpreter that has the program; AUDITOR is a pip-audit. Ends
with 1 where something is known, and with 0 where nothing is or nobody could be asked, which is said: a service that
does not answer looks to pip-audit like one that knows of nothing, so it is first asked about what it must know.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KNOWN = ("jinja2", "2.4.1")
"""A version with advisories since 2014 (CVE-2014-1402): a service that answers names some."""

SECONDS = 300
NOT_CHECKED = "vulnerabilities: not checked"


def needed(name: str = "pickproblem") -> dict[str, str]:
    """Everything that is installed with the program and needed to run it, with its version; without the program."""
    found: dict[str, set[str]] = {}
    waiting: list[tuple[str, str]] = [(name, "")]
    while waiting:
        one, extra = waiting.pop()
        known = found.setdefault(canonicalize_name(one), set())
        if extra in known:
            continue
        known.add(extra)
        for line in metadata.requires(one) or []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                waiting += [(wanted.name, more) for more in ("", *wanted.extras)]
    return {one: metadata.version(one) for one in sorted(found) if one != canonicalize_name(name)}


def judged(found: Sequence[dict[str, Any]], wanted: dict[str, str]) -> tuple[int, str]:
    """The exit code and the words for what pip-audit has found out about `KNOWN` and about what is wanted."""
    told = {(one["name"], one.get("version")): one.get("vulns") for one in found}
    if not told.get(KNOWN):
        return 0, f"{NOT_CHECKED}: the advisory service does not answer"
    unknown = [name for name, version in wanted.items() if told.get((name, version)) is None]
    lines = [
        f"{name} {version}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for name, version in wanted.items()
        for one in told.get((name, version)) or []
    ]
    if unknown:
        lines.append(f"{NOT_CHECKED} for {', '.join(unknown)}: the advisory service does not know them")
    done = len(wanted) - len(unknown)
    if done:
        lines.append(f"vulnerabilities: {done} of {len(wanted)} packages checked")
    bad = any(told.get(one) for one in wanted.items())
    return int(bad), "\n".join(lines)


def asked(auditor: str, wanted: dict[str, str]) -> list[dict[str, Any]]:
    """What pip-audit finds out; nothing where it cannot be run or gives no answer in time."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("".join(f"{name}=={version}\n" for name, version in [KNOWN, *wanted.items()]))
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "20", "--format", "json"]
        try:
            ran = subprocess.run(
                [auditor, "--requirement", str(listed), *options],
                capture_output=True, text=True, timeout=SECONDS, check=False,
            )  # fmt: skip
            found: list[dict[str, Any]] = json.loads(ran.stdout)["dependencies"]
        except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
            return []
    return found


def main(auditor: str) -> int:
    """Ask, and say what came of it."""
    wanted = needed()
    code, words = judged(asked(auditor, wanted), wanted)
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
