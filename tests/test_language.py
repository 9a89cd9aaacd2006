from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from pickproblem import language
from pickproblem.language import N_, _, ngettext


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("option", "environment", "chosen"),
    [
        (None, {}, "en"),
        ("ko", {"PICKPROBLEM_LANG": "en", "LC_ALL": "en_US"}, "ko"),
        ("en", {"PICKPROBLEM_LANG": "ko"}, "en"),
        (None, {"PICKPROBLEM_LANG": "ko", "LC_ALL": "en_US"}, "ko"),
        (None, {"PICKPROBLEM_LANG": "de", "LANG": "ko_KR.UTF-8"}, "ko"),
        ("", {"LANG": "ko_KR.UTF-8"}, "ko"),
        (None, {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LC_MESSAGES": "ko", "LANG": "en_US"}, "ko"),
        (None, {"LC_ALL": "", "LANG": "KO"}, "ko"),
        (None, {"LANG": "de_DE"}, "en"),
    ],
)
def test_choose(option: str | None, environment: dict[str, str], chosen: str) -> None:
    assert language.choose(option, environment) == chosen


def test_choose_looks_at_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICKPROBLEM_LANG", "ko")
    assert language.choose() == "ko"


def test_english_is_the_source() -> None:
    assert language.current() == "en"
    assert _("is empty") == "is empty"
    assert _("") == ""
    assert ngettext("and %(n)d more fault", "and %(n)d more faults", 1) == "and %(n)d more fault"
    assert ngettext("and %(n)d more fault", "and %(n)d more faults", 2) == "and %(n)d more faults"
    assert N_("x") == "x"


def test_another_language_speaks_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Korean(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"ko {message}"

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return f"ko {msgid2}"

    asked = []

    def translation(domain: str, folder: str, languages: list[str], fallback: bool) -> Korean:
        asked.append((domain, languages, fallback))
        return Korean()

    monkeypatch.setattr(gettext, "translation", translation)
    language.use("ko")
    assert asked == [("pickproblem", ["ko"], True)]
    assert language.current() == "ko"
    assert _("is empty") == "ko is empty"
    assert _("") == ""
    assert ngettext("fault", "faults", 1) == "ko faults"
    language.use("en")
    assert _("is empty") == "is empty"
