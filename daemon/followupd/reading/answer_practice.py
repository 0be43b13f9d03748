"""The setter's words about an action before the follow-up: what he found when he looked, or that the owner be asked.

Commands, as the brief offers them: `LOOKS DONE`, `AT RISK - he has not begun`, `DON'T KNOW`, `GOES ON`, `AGAIN 30`,
`TAKE`, `ASK TOM`; in the subject of a link of ours, or on the first line. In answer to a brief they need no capitals.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from followupd.domain.happenings import Answer, Intent
from followupd.reading.answer_asked import Asked, Question
from followupd.reading.dates.masks import fold

_COMMANDS: Final[dict[Intent, str]] = {
    Intent.LOOKS_DONE: r"(?:it )?(?:looks?|seems?)(?: to be| to have been)? (?:done|finished|complete)",
    Intent.AT_RISK: r"(?:it is |it's )?at risk",
    Intent.DONT_KNOW: r"(?:i )?(?:don't|dont|do not) know(?: yet)?|(?:can't|cant|cannot) (?:tell|say)(?: yet)?|no idea",
    Intent.PROGRESS: r"(?:it )?goes on|(?:it is |it's |still )?on track|carry on",
    Intent.AGAIN: r"again(?: in)?",
    Intent.TAKE: r"take(?: it| that| the new time| the time)?",
    Intent.ASK: r"(?:please )?ask (?:him|her|them|the owner|[\w'-]{2,30}(?: [\w'-]{2,30})?)",
}
#: The command, the number of an action before or behind it, and what is said about it.
_LINE: Final = {
    intent: re.compile(
        rf"\W*(?:(?P<before>\d{{1,3}})[\s:.)-]+)?(?P<command>{words})(?![\w'])"
        r"(?:\s+(?P<behind>\d{1,3})\b)?(?P<mark>\s*[:;,.!–—-]*\s*)(?P<rest>.*)",
        re.S,
    )
    for intent, words in _COMMANDS.items()
}
_REFERENCE: Final = re.compile(r"\s*\bFU-[A-Z0-9]{5}(?:\.\d{1,3})?\b", re.IGNORECASE)


def practised(text: str, subject: str, asked: Asked) -> Answer | None:
    """The answer that the setter's words before a follow-up give, from the body or else from the subject of a link.

    None: they are no such words, and are read as any others.
    """
    if not asked.setter or asked.previews:
        return None
    found = _from_line(text.strip(), asked) if text.strip() else None
    if found is not None:
        return found
    command = _from_line(_REFERENCE.sub("", subject).strip(), asked) if _REFERENCE.search(subject) else None
    if command is None or command.words or "?" in text:
        return None
    return replace(command, words=text.strip())


def _from_line(text: str, asked: Asked) -> Answer | None:
    first = text.partition("\n")[0]
    for intent, pattern in _LINE.items():
        found = pattern.fullmatch(fold(text))
        if found is None:
            continue
        shouted = found["command"].split()[0].upper() in first.replace("’", "'")
        rest = found["rest"].strip()
        if "?" in rest or not (shouted or asked.question is Question.BRIEF):
            return None
        if intent is Intent.AGAIN:
            return _again(found)
        runs_on = rest and not found["mark"].strip() and "\n" not in found["mark"]
        if runs_on and (intent is Intent.ASK or not shouted):
            return None  # "ask Tom to bring the list", "it looks done to me, close it": to be read as any other words
        number = found["before"] or found["behind"]
        said = text[len(text) - len(rest) :] if rest and len(text) == len(fold(text)) else rest
        return Answer(intent=intent, number=int(number) if number else None, words=said.strip())
    return None


def _again(found: re.Match[str]) -> Answer | None:
    """`AGAIN 30`, `2 AGAIN in 30 days`: the number behind it is one of days."""
    if not re.fullmatch(r"(?:days?)?\W*", found["rest"].partition("\n")[0]):
        return None
    number, days = found["before"], found["behind"]
    return Answer(intent=Intent.AGAIN, number=int(number) if number else None, days=int(days) if days else None)
