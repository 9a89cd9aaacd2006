"""One order out of several: entries of a list stand in the merged one as they stand in every copy."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def common_order(lists: Sequence[Sequence[Key]]) -> list[Key]:
    """Every key once, in an order that agrees with each of the lists; whose turn it is otherwise goes by the key.

    Where the lists contradict each other (one has been turned round), the smallest key goes first. The order of the
    lists does not matter.
    """
    before: dict[Key, set[Key]] = {}
    for keys in lists:
        for i, key in enumerate(keys):
            before.setdefault(key, set()).update(keys[max(i - 1, 0) : i])
    made: list[Key] = []
    while before:
        free = [key for key, earlier in before.items() if not earlier] or list(before)
        key = min(free, key=str)
        made.append(key)
        del before[key]
        for earlier in before.values():
            earlier.discard(key)
    return made
