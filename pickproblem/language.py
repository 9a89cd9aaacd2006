"""Which language is spoken, and the words of the interface through gettext."""

from __future__ import annotations

import gettext
import os

TYPE_CHECKING = False  # typing and pathlib would cost `--help` half a bare start of Python
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Language = Literal["en", "ko"]

LANGUAGES: tuple[Language, ...] = ("en", "ko")

_FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120
_language: Language = "en"
_words: gettext.NullTranslations = gettext.NullTranslations()


def choose(option: str | None = None, environment: Mapping[str, str] | None = None) -> Language:
    """The language of ``--lang``, else of ``$PICKPROBLEM_LANG``, else of the locale, else English."""
    found = os.environ if environment is None else environment
    for name in (option, found.get("PICKPROBLEM_LANG")):
        for language in LANGUAGES:
            if name == language:
                return language
    locale = found.get("LC_ALL") or found.get("LC_MESSAGES") or found.get("LANG") or ""
    return "ko" if locale.lower().startswith("ko") else "en"


def use(language: Language) -> None:
    """Speak ``language`` from here on, in the whole process."""
    global _language, _words
    _language = language
    if language == "en":  # the words of the source, no catalogue to look for
        _words = gettext.NullTranslations()
    else:
        _words = gettext.translation("pickproblem", _FOLDER, [language], fallback=True)


def current() -> Language:
    """The language spoken now."""
    return _language


def _(message: str) -> str:
    """The message in the language spoken now; to be called when it is shown, never on import."""
    return _words.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for ``n`` things; the caller fills in ``%(n)d``."""
    return _words.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which extraction looks for
    """Marks a message for translation where it is defined before the language is known."""
    return message
