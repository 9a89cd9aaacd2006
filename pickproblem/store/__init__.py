"""Files: the only place that reads records and writes anything at all.

==============  ================================================================
reading         a file's bytes to a checked record, with what is needed to write it back
migration       records of older formats
serialising     a record to bytes, proven to be read back as the same record
disk            bytes to the disk, whole or not at all
locking         one writer at a time
saving          create, save, update: the recipe that loses nothing
copies          what lies beside a record: conflict copies, kept originals
gathering       several records, each decision once
uniting         a record with its conflict copies; imported only where it is wanted
folder          where records are, and what a new one is called
==============  ================================================================
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pickproblem.store.copies import sync_copies
from pickproblem.store.disk import write_file
from pickproblem.store.folder import file_name, free_path, listing, locate, records_folder, records_in, title_in

if TYPE_CHECKING:
    from pickproblem.store.gathering import Gathered
    from pickproblem.store.migration import migrate
    from pickproblem.store.neighbours import neighbours
    from pickproblem.store.reading import Stored, checked, is_as_read, parse, read
    from pickproblem.store.saving import create, keep_both, save, update
    from pickproblem.store.serialising import serialise

__all__ = [
    "Gathered",
    "Stored",
    "checked",
    "create",
    "file_name",
    "free_path",
    "is_as_read",
    "keep_both",
    "listing",
    "locate",
    "migrate",
    "neighbours",
    "parse",
    "read",
    "records_folder",
    "records_in",
    "save",
    "serialise",
    "sync_copies",
    "title_in",
    "update",
    "write_file",
]

_LATER = {
    "Gathered": "gathering",
    "Stored": "reading",
    "checked": "reading",
    "create": "saving",
    "is_as_read": "reading",
    "keep_both": "saving",
    "migrate": "migration",
    "neighbours": "neighbours",
    "parse": "reading",
    "read": "reading",
    "save": "saving",
    "serialise": "serialising",
    "update": "saving",
}
"""What is imported when it is asked for: most calls write nothing, and the first paint comes before any reading."""


def _found(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"the store has no {name}")
    globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return globals()[name]


if not TYPE_CHECKING:  # else any name at all would pass
    __getattr__ = _found
