"""Commands on the first line of a reply (`DONE`, `#done`, `/send 1 3`, `Blocked: no access`) or in a mailto subject."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.action import Cause
from followupd.domain.happenings import Answer, Intent
from followupd.reading import answer_patterns as patterns
from followupd.reading.answer_asked import Asked, Question, Written
from followupd.reading.answer_clauses import trailing_numbers
from followupd.reading.answer_fields import date_of
from followupd.reading.answer_words import COMMANDS
from followupd.reading.dates.masks import fold

_COMMAND = re.compile(
    r"^\W*?(?P<sign>[#/!]?)(?:(?:please|pls)\s+(?!help|status|confirm))?(?P<word>"
    + "|".join(sorted((re.escape(word) for word in COMMANDS), key=len, reverse=True))
    + r")(?!\w)(?P<rest>.*)$",
    re.S,
)
_REFERENCE = re.compile(r"\bfu-[a-z0-9]{4,8}\b")
_REPLY_MARK = re.compile(r"^\s*(?:(?:re|aw|antw|sv|vs|tr|fw|fwd|wg|rif|res)(?:\[\d+\])?\s*:\s*)+")
#: Commands that are one word or nothing: with more words they are prose.
_ALONE = {
    "stop": Intent.STOP,
    "start": Intent.START,
    "help": Intent.HELP,
    "status": Intent.STATUS,
    "undo": Intent.UNDO,
    "keep": Intent.KEEP,
    "free": Intent.FREE,
}
_ALONE_REST = re.compile(
    r"^[\W_]*(?:(?:please|pls|it|that|this|me|thanks|thank you|the|slot|meeting|follow-?up|last|one|again|"
    r"e?mails?|all|fu-\w+)\b[\W_]*)*$"
)
#: With less beside it than the others: "start it again" is about the action.
_START_REST = re.compile(r"^[\W_]*(?:(?:please|pls|thanks|thank you|the|these|your|e?-?mails?|again|fu-\w+)\b[\W_]*)*$")
_JOINERS = re.compile(r"\b(?:and|und|et|y|en|please|pls|thanks|thank you)\b")
_CONFIRM_AND = re.compile(r"[\W_]*(?:and )?(keep|free)(?: (?:it|the slot|the meeting))?\W*")
_SIMPLE = {
    "not_done": Intent.NOT_DONE,
    "not_yet": Intent.NOT_YET,
    "decline": Intent.DECLINE,
    "reopen": Intent.REOPEN,
    "agreed": Intent.AGREED,
}
_CLOSING = {"confirm": Intent.CONFIRM, "cancel": Intent.CANCEL, "done": Intent.DONE}


def command_of_subject(subject: str) -> str:
    """The command of a mailto subject such as `DONE FU-7K3QD`; our own subjects hold the reference but begin
    otherwise."""
    title = _REPLY_MARK.sub("", fold(subject)).strip()
    found = _COMMAND.match(title)
    if not found or not _REFERENCE.search(title):
        return ""
    rest = _REFERENCE.sub(" ", found["rest"]).strip(" []():.-")
    if re.search(r"[a-z]{3}", rest):
        return ""
    return found["word"] + (" " + rest if rest else "")


def commanded(text: str, asked: Asked, written: Written) -> tuple[Answer, ...] | None:
    """The answers of a command on the first line, when that is one; None otherwise, and then the words have to be
    read."""
    first, _, below = text.partition("\n")
    first, below = first.strip(), below.strip()
    folded = fold(first)
    if asked.previews and patterns.SEND.match(folded):
        return numbered(Intent.SEND, first, asked)
    found = _COMMAND.match(folded)
    if not found:
        return None
    command, rest, signed = COMMANDS[found["word"]], found["rest"], bool(found["sign"])
    shouted = found["word"].upper() in first and found["word"] not in first
    plain = (
        not re.search(r"[^\W\d_]", _JOINERS.sub("", _REFERENCE.sub("", rest)))
        and "?" not in rest
        and not patterns.WINKS.search(rest)
    )
    words = (first[found.start("rest") :] if len(first) == len(folded) else first).strip(" :.,-–—!")
    if command in _ALONE:
        beside = _START_REST if command == "start" else _ALONE_REST
        if beside.match(rest) and "?" not in rest and (not below or signed or shouted or plain):
            return (Answer(intent=_ALONE[command], words=first),)
        return None
    if command == "send":
        return (
            numbered(Intent.SEND, first, asked)
            if plain and asked.setter and asked.question in (Question.PREVIEW, Question.NONE)
            else None
        )
    if command == "thanks":
        released = shouted and asked.setter and not below and plain and asked.question is not Question.PREVIEW
        return (Answer(intent=Intent.THANKS),) if released else None
    if command == "blocked":
        told = signed or shouted or plain or rest.lstrip()[:1] in (":", "-", ",")
        cause = cause_of(fold(text))
        return numbered(Intent.BLOCKED, words or below, asked, cause=cause) if told and "?" not in rest else None
    if command == "progress" and (signed or shouted or plain) and "?" not in rest:
        return numbered(Intent.PROGRESS, words or below, asked)
    if command in _SIMPLE and (plain or ((signed or shouted) and command != "agreed")):
        return _outcome(_SIMPLE[command], words or first, text, asked, written)
    if command in _CLOSING and plain and not below:
        return closing(_CLOSING[command], first, asked)
    if command == "confirm" and asked.setter and not below and (extra := _CONFIRM_AND.fullmatch(rest)):
        return (*closing(Intent.CONFIRM, first, asked), Answer(intent=Intent(extra[1]), words=first))
    return None


def numbered(intent: Intent, words: str, asked: Asked, cause: Cause | None = None) -> tuple[Answer, ...]:
    """One answer for each action that is named at the end of the words, or one without a number."""
    bare = _REFERENCE.sub("", _JOINERS.sub(" ", fold(words)))
    numbers = trailing_numbers(bare, asked.numbers) if intent is not Intent.BLOCKED else None
    if intent is Intent.SEND and not numbers and re.search(r"\d", bare):
        return (Answer(intent=Intent.UNCLEAR, words=words),)  # a number that no action has
    chosen: tuple[int | None, ...] = numbers or (None,)
    return tuple(Answer(intent=intent, number=number, words=words.strip(), cause=cause) for number in chosen)


def closing(intent: Intent, words: str, asked: Asked) -> tuple[Answer, ...]:
    """A closing command by itself: the setter's DONE is CONFIRM, the owner's CONFIRM agrees, the owner cannot
    cancel."""
    bare = _REFERENCE.sub("", _JOINERS.sub(" ", fold(words)))
    if re.search(r"\d", bare) and not trailing_numbers(bare, asked.numbers):
        return (Answer(intent=Intent.UNCLEAR, words=words.strip()),)
    if asked.setter:
        intent = Intent.CONFIRM if intent is Intent.DONE else intent
    else:
        intent = {Intent.CONFIRM: Intent.AGREED, Intent.CANCEL: Intent.DECLINE}.get(intent, intent)
    if intent is Intent.CONFIRM and asked.question is Question.PREVIEW:
        intent = Intent.UNCLEAR
    return numbered(intent, words, asked)


def _outcome(intent: Intent, words: str, text: str, asked: Asked, written: Written) -> tuple[Answer, ...]:
    if not asked.setter and intent in (Intent.NOT_DONE, Intent.NOT_YET):
        intent = Intent.PROGRESS
    if intent is Intent.AGREED and asked.question is Question.PREVIEW:
        intent = Intent.UNCLEAR
    due = date_of(text, written) if intent in (Intent.NOT_DONE, Intent.NOT_YET, Intent.REOPEN) else None
    cause = cause_of(fold(text)) if intent is Intent.NOT_DONE else None
    return tuple(replace(answer, due=due[0] if due else None) for answer in numbered(intent, words, asked, cause))


def change_words(text: str) -> str:
    """What follows CHANGE on the first line; empty when the line is no CHANGE."""
    first = text.partition("\n")[0].strip()
    found = _COMMAND.match(fold(first))
    if not found or COMMANDS[found["word"]] != "change" or "?" in first or not first.isascii():
        return ""
    return first[found.start("rest") :].strip(" :,-") if first[: len(found["word"])].isupper() else ""


#: A command in front of what is said about it: in capitals, with a sign, or with a mark behind it.
_BY_LENGTH = sorted(COMMANDS, key=len, reverse=True)
_LED = re.compile(
    rf"^\s*(?:[#/!](?i:{'|'.join(map(re.escape, _BY_LENGTH))})\b"
    rf"|(?:{'|'.join(re.escape(word.upper()) for word in _BY_LENGTH)})\b(?![’'])"
    rf"|(?i:{'|'.join(map(re.escape, _BY_LENGTH))})\s*[:–—-])[\s:.,;!–—-]*"
)


def beside_command(words: str) -> str:
    """What is said beside a command: `DONE - 4 booked` says `4 booked`; words without one stay as they are."""
    said = _LED.sub("", words, count=1).strip()
    return said if re.search(r"\w", said) else words if not _LED.match(words) else ""


#: A reservation, or words about the owner in the third person: not to be sent to him as thanks.
_RESERVED = re.compile(
    r"\b(?:but|however|although|though|late|him|his|her|he|she|between us|don'?t|do not|no need|forget|"
    r"not|keep|free)\b"
)


def thanks(text: str) -> Answer:
    """In answer to a thanks that we drafted: THANKS or SEND releases it, other thankful words are sent instead."""
    folded = fold(text)
    if patterns.SEND.match(folded):
        return Answer(intent=Intent.THANKS)
    if "?" in text or not patterns.THANKS.search(folded) or patterns.NO_THANKS.search(folded):
        return Answer(intent=Intent.UNCLEAR, words=text.strip())
    if _RESERVED.search(folded):  # words about the owner, not to him: a person decides
        return Answer(intent=Intent.UNCLEAR, words=text.strip())
    own = patterns.JUST_THANKS.sub("", folded)
    return Answer(intent=Intent.THANKS, words=text.strip() if re.search(r"\w", own) else "")


def cause_of(folded: str) -> Cause | None:
    """What stopped it, when the words tell."""
    return next((cause for cause, pattern in patterns.CAUSES if pattern.search(folded)), None)
