"""Keys and what they are called; every letter also answers to its Hangul jamo."""

from __future__ import annotations

from textual.binding import Binding

JAMO = {
    **dict(zip("qwertyuiop", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", strict=True)),
    **dict(zip("asdfghjkl", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", strict=True)),
    **dict(zip("zxcvbnm", "ㅋㅌㅊㅍㅠㅜㅡ", strict=True)),
}
"""What a letter key sends while a Korean input method (two-set layout) is on."""


def key(
    keys: str,
    action: str,
    label: str = "",
    *,
    id: str,
    show: bool = True,
    display: str | None = None,
    priority: bool = False,
) -> Binding:
    """A binding whose single letters also answer to their jamo.

    ``label`` is marked with N_ where it is written and translated where it is shown. ``id`` lets a person remap it.
    """
    names = keys.split(",")
    names += [JAMO[name] for name in names if name in JAMO]
    return Binding(
        ",".join(names),
        action,
        label,
        show=show and bool(label),
        key_display=display,
        priority=priority,
        id=id,
    )
