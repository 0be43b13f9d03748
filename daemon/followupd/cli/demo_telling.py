"""How the demonstration speaks: steps, quoted mails and tables, wrapped to the terminal's width."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Final

#: Lines wider than this tire the eye, narrower ones break everything.
WIDEST, NARROWEST = 100, 48
_INDENT: Final = "   "
_QUOTE: Final = "   │ "
#: Where Outlook begins what it quotes.
_QUOTED = re.compile(r"(?:From: |_{20,}|-{2,} ?Original)")
#: The line that separates our mail from what it answers.
_CUT = re.compile(r"\s*— \w+ —\s*")
#: `Measurable  At least 3 meetings`, `DONE     it is done`: a label and its words.
_LABELLED = re.compile(r"(\s*\S(?:\S| (?! ))*?\s{2,})(?=\S)")


class Teller:
    """Tells a story on standard output."""

    def __init__(self) -> None:
        columns = shutil.get_terminal_size((88, 24)).columns
        self.width = max(NARROWEST, min(columns, WIDEST))
        self._step = 0
        #: Whether the last line was an empty one.
        self._open = False
        self._colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def title(self, text: str, *more: str) -> None:
        print(f"{self._bold(text)}\n")
        self.say(*more)

    def step(self, title: str) -> None:
        self._step += 1
        lines = textwrap.wrap(f"{self._step}. {title}", self.width, subsequent_indent=_INDENT)
        print("" if self._open else "\n", "\n".join(self._bold(line) for line in lines), "\n", sep="", flush=True)
        self._open = True

    def say(self, *lines: str) -> None:
        """Say something, wrapped below its own beginning."""
        for line in lines:
            hang = " " * (len(line) - len(line.lstrip(" -")))
            self._put(line, _INDENT, _INDENT + hang)

    def rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """A table of labels and words."""
        widest = max((len(label) for label, _ in rows), default=0)
        for label, words in rows:
            begin = f"{_INDENT}{label:<{widest}}  "
            self._put(words, begin, " " * len(begin))
        sys.stdout.flush()

    def quote(self, text: str) -> None:
        """What somebody wrote, with a bar beside it."""
        if not self._open:
            print()
        for line in tidied(text):
            label = _LABELLED.match(line)
            hang = " " * (label.end() if label else len(line) - len(line.lstrip()))
            for piece in self._wrapped(line, _QUOTE, _QUOTE + hang):
                print(self._dim(piece.rstrip()) if not piece.strip(" │") else piece)
        print(flush=True)
        self._open = True

    def _put(self, text: str, begin: str, further: str) -> None:
        for line in self._wrapped(text, begin, further):
            print(line.rstrip())
        self._open = not text.strip() and not begin.strip()

    def _wrapped(self, text: str, begin: str, further: str) -> list[str]:
        wrapper = textwrap.TextWrapper(
            self.width,
            initial_indent=begin,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        lead = text[: len(text) - len(text.lstrip())]
        wrapper.initial_indent = begin + lead
        return wrapper.wrap(text.lstrip()) or [begin.rstrip()]

    def _bold(self, text: str) -> str:
        return f"\033[1m{text}\033[0m" if self._colours else text

    def _dim(self, text: str) -> str:
        return f"\033[2m{text}\033[0m" if self._colours else text


def tidied(text: str) -> list[str]:
    """The lines of a mail without what it quotes, without our separating line, and never two empty ones in a row."""
    lines: list[str] = []
    for line in text.replace("\xa0", " ").splitlines():
        if _QUOTED.match(line):
            break
        if _CUT.fullmatch(line):
            continue
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    while lines and not lines[-1]:
        lines.pop()
    return [
        line
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if line or not (_LABELLED.match(before) and _LABELLED.match(after))
    ]
