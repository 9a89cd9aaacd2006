"""A conversation in lines: what is written and asked, and what may be said at every prompt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pickproblem.language import _
from pickproblem.text import cells, safe, wrap

PROMPT = "> "
"""What every prompt ends with, and nothing else does: a program waits for it."""

_MOST_DIGITS = 6
_COMMANDS = ("q", "b", "t", "?")
_JAMO = dict(zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm", strict=True))
"""What a letter arrives as while the keyboard writes Hangul."""


class Leave(Exception):
    """The person leaves, or the input has ended."""


class Back(Exception):
    """One step back."""


def command(text: str) -> str:
    """A line as commands are compared: of any width and case, a lone jamo as the letter on its key."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    composed = unicodedata.normalize("NFC", text).strip()
    return _JAMO.get(composed, plain)


def number(text: str, most: int) -> int | None:
    """The number from 1 to ``most`` that a line is; None where it is none."""
    plain = command(text)
    if not plain.isdecimal() or len(plain) > _MOST_DIGITS or not 1 <= int(plain) <= most:
        return None
    return int(plain)


@dataclass
class Talk:
    """Both ends of the conversation."""

    read: Callable[[], str]
    """The next line with its end; empty when there will be none."""
    write: Callable[[str], None]
    """One line out, without its end."""
    prompt: Callable[[str], None]
    """Words without a line end, sent at once."""
    width: int
    echoes: bool = True
    """Whether what is typed stands behind the prompt already, as on a terminal."""
    aside: Callable[[], None] | None = None
    """What ``t`` does at every prompt; the same is asked again after it."""

    def say(self, *texts: str, indent: int = 0, hanging: int = 0) -> None:
        """Each text as a paragraph of lines that fit; a break in it is shown, and begins no line."""
        for text in texts:
            room = max(self.width - indent - hanging, 20)
            for i, line in enumerate(wrap(safe(text), room)):
                self.write(" " * (indent + (hanging if i else 0)) + line)

    def lines(self, lines: Iterable[str]) -> None:
        """Lines that are laid out already."""
        for line in lines:
            self.write(line)

    def gap(self) -> None:
        """An empty line."""
        self.write("")

    def listed(self, options: Sequence[str], first: int = 1) -> None:
        """Options, each behind its number."""
        hanging = len(str(first + len(options) - 1)) + 1
        for n, option in enumerate(options, start=first):
            self.say(f"{n} {option}", hanging=hanging)

    def line(self, prompt: str, *help: str) -> str:
        """Words that are answered, without blanks around them; as `ask`, but a capital letter is a word."""
        return self.ask(prompt, *help, words=True)

    def ask(self, prompt: str, *help: str, words: bool = False) -> str:
        """What is answered, without blanks around it.

        ``?`` says the help, ``t`` steps aside, ``q`` and the end of the input raise Leave, ``b`` raises Back; behind
        a backslash they are words. ``words``: whether any words may be answered, such as a title.
        """
        while True:
            self._prompt(safe(prompt))
            line = self.read()
            if not self.echoes or not line.endswith("\n"):
                self.write("")
            if not line:
                raise Leave
            text = line.strip()
            if wrong := _unfit(text):
                self.say(wrong)
                continue
            meant = text if words and text.isascii() else command(text)
            if meant == "q":
                raise Leave
            if meant == "b":
                raise Back
            if meant == "t" and self.aside is not None:
                self._step_aside(self.aside)
                continue
            if meant == "?":
                self.say(*help)
                self.say(_("? this help; b back; q leaves, and all that was answered is kept."))
                if self.aside is not None:
                    self.say(_("t parks a newer idea, and then asks this again."))
                self.say(_("To write such a letter itself, put a backslash before it."))
                continue
            return text[1:] if text.startswith("\\") and command(text[1:]) in _COMMANDS else text

    def _prompt(self, prompt: str) -> None:
        if cells(prompt + PROMPT) > self.width:
            self.say(prompt)
            prompt = ""
        self.prompt(prompt + PROMPT)

    def _step_aside(self, aside: Callable[[], None]) -> None:
        self.aside = None  # one at a time
        try:
            with suppress(Back):
                aside()
        finally:
            self.aside = aside

    def choose(self, prompt: str, options: Sequence[str], *help: str, standing: int | None = None) -> int:
        """The index of the option whose number is answered; an empty line takes the standing one."""
        marked = [
            _("%(option)s (or Enter)") % {"option": option} if n == standing else option
            for n, option in enumerate(options)
        ]
        self.listed(marked)
        again = [f"{n} {option}" for n, option in enumerate(marked, start=1)]
        how = _("Answer with a number from 1 to %(n)d.") % {"n": len(options)}
        while True:
            text = command(self.ask(prompt, *help, *again, how))
            if not text and standing is not None:
                return standing
            if chosen := number(text, len(options)):
                return chosen - 1
            self.say(_("A number from 1 to %(n)d.") % {"n": len(options)})


def _unfit(text: str) -> str:
    if any(unicodedata.category(one) == "Cs" for one in text):
        return _("That is not UTF-8 text; type it again.")
    if any(unicodedata.category(one) == "Cc" and one != "\t" for one in text):
        return _("A key that is no letter came along; type the line again.")
    return ""
