"""A terminal that may go away while it is painted on."""

from __future__ import annotations

from typing import IO, Any

from textual.driver import Driver


class Lasting:
    """Hands text on to a terminal; once nobody takes it any more, lets it go.

    Textual's writing thread would end with the first text that is not taken; whatever is painted after waits for it
    for ever, and with it the answers that are still to be saved.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, or let it go; as many characters as there are."""
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Send on what was written, or let it go."""
        try:
            self._file.flush()
        except (OSError, ValueError):
            return

    def fileno(self) -> int:
        """The descriptor behind it."""
        return self._file.fileno()


def lasting(driver: type[Driver]) -> type[Driver]:
    """The driver, made to last when its terminal goes away."""

    class LastingDriver(driver):  # type: ignore[misc, valid-type]
        """Paints on a terminal that may go away."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            held = self.__dict__
            if "_file" in held:
                held["_file"] = Lasting(held["_file"])

    return LastingDriver
