"""The colours the program opens with; the palette offers Textual's own as well."""

from __future__ import annotations

from textual.theme import Theme

INK = Theme(
    name="ink",
    primary="#7aa2f7",
    secondary="#9d86e0",
    accent="#f2b866",
    success="#8fc98a",
    warning="#e8a15a",
    error="#ec7279",
    foreground="#d9dce6",
    background="#14161d",
    surface="#1b1e28",
    panel="#262b38",
    dark=True,
    variables={
        "text-muted": "#8b93a7",
        "text-accent": "#f2b866",
        "primary-muted": "#2c3550",
        "input-selection-background": "#7aa2f7 35%",
        "block-cursor-background": "#2c3550",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "border": "#3a4256",
    },
)
