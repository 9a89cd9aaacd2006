"""One TOML file read with care: capped, checked against a strict model, every fault told with its line."""

from pickproblem.document.layout import Place
from pickproblem.document.limits import LARGEST
from pickproblem.document.reading import Document, parse, read, read_bytes
from pickproblem.document.strict import FormatOne, Strict, Wrong
from pickproblem.document.telling import nearest, path, shown

__all__ = [
    "LARGEST",
    "Document",
    "FormatOne",
    "Place",
    "Strict",
    "Wrong",
    "nearest",
    "parse",
    "path",
    "read",
    "read_bytes",
    "shown",
]
