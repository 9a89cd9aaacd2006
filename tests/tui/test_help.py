from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from pickproblem import language
from pickproblem.tui.screens.candidates import CandidatesScreen
from pickproblem.tui.screens.help import TOPICS, HelpScreen, sections
from pickproblem.tui.screens.setting import SettingScreen

from .conftest import Program, a_record
from .looking import sees, shown

# Kept out of the default run for its length; CI runs it.
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_every_topic_is_there_and_is_sound_markdown(tongue: language.Language) -> None:
    found = sections(tongue)
    assert list(found) == [topic for topic, _name in TOPICS]
    for text in found.values():
        assert text.startswith("# ")
        words = [
            child.content
            for token in MarkdownIt().parse(text)
            for child in token.children or []
            if child.type == "text"
        ]
        # Bold that a following Korean particle breaks would leave its stars behind.
        assert not [word for word in words if "**" in word or word.startswith("*")]


def test_both_languages_say_as_much() -> None:
    english, korean = sections("en"), sections("ko")
    for topic, text in english.items():
        assert text.count("\n- ") == korean[topic].count("\n- "), topic
        assert text.count("\n**") == korean[topic].count("\n**"), topic


@pytest.mark.parametrize("tongue", language.LANGUAGES)
async def test_help_opens_at_the_screen_and_comes_back_to_it(program: Program, tongue: language.Language) -> None:
    language.use(tongue)
    app = program(a_record())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await sees(app, pilot, "● " if tongue == "ko" else "Profile.")
        await pilot.press("left")
        await sees(app, pilot, "연구할 수 있는" if tongue == "ko" else "What is next?")
        await pilot.press("left", "left", "pagedown", "j", "k", "ㅓ", "right", "q")
        await pilot.pause()
        assert isinstance(app.screen, SettingScreen)


async def test_f1_opens_it_while_a_title_is_typed_and_nothing_is_lost(program: Program) -> None:
    app = program(a_record(titles=("one",)))
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.press("x", "question_mark", "f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await sees(app, pilot, f"2/{len(TOPICS)}")
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, CandidatesScreen)
        assert "x?" in shown(app)
