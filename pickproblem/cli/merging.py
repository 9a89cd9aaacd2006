"""The verb that makes one record of several copies: merge."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from pickproblem import document, merging, store
from pickproblem.cli import output
from pickproblem.cli.files import library, new_path, record_path
from pickproblem.errors import Faulty, NotMerged, NotSaved, UsageError
from pickproblem.language import _, ngettext
from pickproblem.merging import Copy
from pickproblem.record import Record, same_name
from pickproblem.rubric import Library
from pickproblem.store import Stored, uniting
from pickproblem.text import safe

OURS, THEIRS = "ours", "theirs"
"""What the two sides of a merge are called in git, whose own names for the files say nothing."""


def merge(call: argparse.Namespace) -> int:
    """Write one record that holds what all copies hold; where they contradict, say each place and write nothing."""
    if call.driver:
        return _drive(call)
    paths = [record_path(name) for name in call.files]
    if call.copies:
        return _merge_beside(call, paths)
    if len(paths) < 2:
        raise UsageError(_("merge needs two records at least"))
    if call.output is None:
        raise UsageError(_("say with -o where the merged record goes"))
    for i, path in enumerate(paths):
        if any(_is_same(path, earlier) for earlier in paths[:i]):
            raise UsageError(_("%(file)s is named twice") % {"file": safe(str(path))})
    target, prefer = new_path(call.output), _preferred(call.prefer, paths)
    known = library()
    copies = [store.read(path, known) for path in paths]
    named = [Copy(safe(str(path)), one.record) for path, one in zip(paths, copies, strict=True)]
    record = _merged(named, prefer, known)
    if into := next((one for one in copies if _is_same(one.path, target)), None):
        written = store.save(into, record, output.complain)
    else:
        written = _create(target, record)
    _say(call, written, paths)
    return 0


def _merged(copies: Sequence[Copy], prefer: int | None, known: Library, base: Record | None = None) -> Record:
    try:
        return merging.merged(copies, base=base, prefer=prefer, library=known)
    except NotMerged as error:
        more = [_("nothing is written")]
        if error.only_settled:
            more = [_("nothing is written; --prefer with one of the copies says whose stands")]
        raise NotMerged([*error.told, *more], error.only_settled) from None


def _create(target: Path, record: Record) -> Stored:
    try:
        return store.create(target, record)
    except NotSaved:
        if os.path.lexists(target):
            words = {"file": safe(str(target))}
            raise NotSaved(
                _("%(file)s: exists already, and is left as it is; to merge it too, name it among the copies") % words
            ) from None
        raise


def _preferred(named: str | None, paths: Sequence[Path]) -> int | None:
    if named is None:
        return None
    wanted = record_path(named)
    found = next((i for i, path in enumerate(paths) if _is_same(path, wanted)), None)
    if found is None:
        names = ", ".join(safe(str(path)) for path in paths)
        raise UsageError(_("%(name)s is none of the copies: %(names)s") % {"name": safe(named), "names": names})
    return found


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _merge_beside(call: argparse.Namespace, paths: Sequence[Path]) -> int:
    if len(paths) != 1 or call.output is not None:
        raise UsageError(_("merge --copies takes one record, into which its conflict copies go"))
    known = library()
    stored = store.read(paths[0], known)
    beside = store.sync_copies(stored.path)
    whose = _preferred(call.prefer, [stored.path, *beside])
    united = uniting.unite_copies(stored, known, None if whose is None else [stored.path, *beside][whose])
    if united.left:
        told = [line for one in united.left for line in str(one.why).split("\n")]
        settled = all(isinstance(one.why, NotMerged) and one.why.only_settled for one in united.left)
        hint = _("nothing is written; --prefer with one of the copies says whose stands")
        raise NotMerged([*told, hint if settled else _("nothing is written")])
    if not united.merged and not call.json:
        output.say(_("%(file)s: no conflict copy lies beside it") % {"file": stored.path})
        return 0
    written = store.save(stored, united.record, output.complain)
    _say(call, written, [stored.path, *united.merged])
    if not call.json:
        for path in united.merged:
            output.say(_("All that was in it is in the record now, and it can go: %(file)s") % {"file": path})
    return 0


def _drive(call: argparse.Namespace) -> int:
    """Merge for git: the result goes into OURS, which is left as it is where something contradicts."""
    if call.files or call.output is not None or call.json:
        raise UsageError(_("merge --driver takes the three files that git names, and nothing more but --prefer"))
    if call.prefer not in (None, OURS, THEIRS):
        raise UsageError(_("--prefer is “ours” or “theirs” here"))
    known = library()
    base, ours, theirs = (Path(name) for name in call.driver)
    sides = [_side(ours, OURS, known), _side(theirs, THEIRS, known)]
    copies = [Copy(name, side.record) for name, side in zip((OURS, THEIRS), sides, strict=True)]
    prefer = None if call.prefer is None else (OURS, THEIRS).index(call.prefer)
    record = _merged(copies, prefer, known, _base(base, known))
    content = store.serialise(record)
    for path, side in zip((ours, theirs), sides, strict=True):
        if store.serialise(side.record) == content:
            content = document.read_bytes(path)  # with the comments that it may hold
            break
    else:
        if any(side.has_comments for side in sides):
            output.complain(_("the merged record is without the comments of the two sides; git still has them"))
    if content != document.read_bytes(ours):
        store.write_file(ours, content, over=True)
    return 0


def _side(path: Path, name: str, known: Library) -> Stored:
    return store.parse(document.read_bytes(path), Path(name), known)


def _base(path: Path, known: Library) -> Record | None:
    """Where both sides come from; None where git has none, or none that can be read."""
    content = document.read_bytes(path)
    if not content.strip():
        return None
    try:
        return store.parse(content, Path("base"), known).record
    except Faulty as error:
        output.complain(_("merged as if there were no common base: %(why)s") % {"why": error})
        return None


def _say(call: argparse.Namespace, written: Stored, paths: Sequence[Path]) -> None:
    record = written.record
    raters: dict[str, list[str]] = {}
    for session in record.sessions:
        spelled = raters.setdefault(same_name(session.rater), [])
        if session.rater not in spelled:
            spelled.append(session.rater)
    if call.json:
        output.say_json(
            {
                "path": str(written.path),
                "merged": [str(path) for path in paths],
                "raters": [names[0] for names in raters.values()],
                "candidates": len(record.candidates),
                "sessions": len(record.sessions),
                "commitments": len(record.commitments),
                "temptations": len(record.temptations),
            }
        )
        return
    output.say(str(written.path))
    n = len(record.sessions)
    words = {"n": n, "raters": ", ".join(names[0] for names in raters.values())}
    if n:
        output.say(
            ngettext("%(n)d session, by %(raters)s", "%(n)d sessions, by %(raters)s", n) % words,
        )
    for names in raters.values():
        if len(names) > 1:
            output.say(_("The same rater, as names are compared: %(names)s") % {"names": ", ".join(names)})
        waiting = [one.id for one in record.sessions if one.finished is None and one.rater in names]
        if len(waiting) > 1:
            words = {"rater": names[0], "sessions": ", ".join(waiting)}
            output.say(_("%(rater)s has several open sessions; answering goes on in the last: %(sessions)s") % words)
