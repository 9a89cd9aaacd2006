"""What the TOML reader finds wrong, in the language spoken; its sentences are few, and some quote the file."""

from __future__ import annotations

from pickproblem.language import N_, _

_WHOLE = {
    N_("Invalid statement"),
    N_("Expected newline or end of document after a statement"),
    N_("Cannot overwrite a value"),
    N_("Expected ']' at the end of a table declaration"),
    N_("Expected ']]' at the end of an array declaration"),
    N_("Expected '=' after a key in a key/value pair"),
    N_("Invalid initial character for a key part"),
    N_("Unclosed array"),
    N_("Unclosed inline table"),
    N_("Unescaped '\\' in a string"),
    N_("Invalid hex value"),
    N_("Escaped character is not a Unicode scalar value"),
    N_("Unterminated string"),
    N_("Invalid date or datetime"),
    N_("Invalid value"),
}
_QUOTING = (
    N_("Expected %(what)s"),
    N_("Found invalid character %(what)s"),
    N_("Illegal character %(what)s"),
    N_("Cannot declare %(what)s twice"),
    N_("Cannot mutate immutable namespace %(what)s"),
    N_("Cannot redefine namespace %(what)s"),
    N_("Duplicate inline table key %(what)s"),
)


def worded(said: str) -> str:
    """A sentence of tomli's, without its place; one that it has not said so far stays as it is."""
    if said in _WHOLE:
        return _(said)
    for message in _QUOTING:
        before, after = message.split("%(what)s")
        if said.startswith(before) and said.endswith(after):
            return _(message) % {"what": said.removeprefix(before).removesuffix(after)}
    return said
