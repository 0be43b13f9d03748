"""What a reply means, action by action. Nothing here closes an action unless the reply says so without a doubt.

In order: a machine's words mean nothing; a command on the first line (`DONE`, `#done`, `/send 1 3`) is taken at its word;
lines that name a field change it; everything else is cut into clauses, each with the actions it speaks of and a meaning of
its own (answer_meaning), and the clauses of an action are weighed against one another: what speaks against done wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from followupd.domain.action import Cause, Item, Moment
from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import WorkingTime
from followupd.reading import answer_patterns as patterns
from followupd.reading.answer_clauses import Clause, about, clauses, clean, ordinal_numbers, trailing_numbers
from followupd.reading.answer_fields import bare, date_of, labelled, merged, natural
from followupd.reading.answer_meaning import meaning
from followupd.reading.answer_words import COMMANDS, PARTIAL
from followupd.reading.dates import Length, find_dates
from followupd.reading.dates.arithmetic import shifted
from followupd.reading.dates.masks import fold


class Question(StrEnum):
    """What our mail asked, that this replies to."""

    PREVIEW = "preview"
    CONFIRMATION = "confirmation"
    THANKS_DRAFT = "thanks_draft"
    BRIEF = "brief"
    BLOCKED_NOTICE = "blocked_notice"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader of a reply has to know of the mail that it answers."""

    #: The numbers of the actions in that mail, in order.
    numbers: tuple[int, ...] = (1,)
    #: Their texts, in the same order.
    whats: tuple[str, ...] = ("",)
    #: Their due days, in the same order; None where there is none yet.
    dues: tuple[date | None, ...] = ()
    #: Whether the author of the reply is the setter; otherwise the owner.
    setter: bool = False
    question: Question = Question.CONFIRMATION
    #: The fields that a preview asked for, over all its actions.
    missing: frozenset[str] = frozenset()

    def what(self, number: int) -> str:
        return self.whats[self.numbers.index(number)] if number in self.numbers and self.whats else ""

    def due(self, number: int | None) -> date | None:
        if number is None:
            known = [due for due in self.dues if due]
            return max(known) if known else None
        at = self.numbers.index(number) if number in self.numbers else len(self.dues)
        return self.dues[at] if at < len(self.dues) else None


_COMMAND = re.compile(
    r"^\W*?(?P<sign>[#/!]?)(?P<word>"
    + "|".join(sorted((re.escape(word) for word in COMMANDS), key=len, reverse=True))
    + r")(?!\w)(?P<rest>.*)$",
    re.S,
)
_REFERENCE = re.compile(r"\bfu-[a-z0-9]{4,8}\b")
_REPLY_MARK = re.compile(r"^\s*(?:(?:re|aw|antw|sv|vs|tr|fw|fwd|wg|rif|res)(?:\[\d+\])?\s*:\s*)+")
#: Commands that are one word or nothing: with more words they are prose.
_ALONE = {
    "stop": Intent.STOP,
    "help": Intent.HELP,
    "status": Intent.STATUS,
    "undo": Intent.UNDO,
    "keep": Intent.KEEP,
    "free": Intent.FREE,
}
_ALONE_REST = re.compile(
    r"^[\W_]*(?:(?:please|pls|it|that|this|me|thanks|thank you|the|slot|meeting|follow-?up|last|one|again|emails?|mails?|all|fu-\w+)\b[\W_]*)*$"
)
_EXCEPT = re.compile(
    r"\b(?:everything|all(?: of (?:them|it|these))?|all done|the rest|both|alles|tout|todo)\b(?P<rest>.*?)\b(?:except(?: for)?|apart from|other than|but(?: not)?|bar|besides|"
    r"ausser|sauf|excepto|menos|behalve)\s+(?P<left>.+)$"
)
_REST = re.compile(
    r"\b(?:the (?:rest|others?)|everything else|all the others?|the other (?:one|two|three)|der rest|le reste|el resto|de rest)\b"
)
_AGAINST = re.compile(r"\b(?:not|\w+n't|except|but|nicht|pas|niet)\b")
#: What wins when the clauses of one action say several things.
_WEIGHT = (
    Intent.REOPEN, Intent.CANCEL, Intent.NOT_DONE, Intent.MOVE, Intent.RESCHEDULE, Intent.DECLINE, Intent.BLOCKED, Intent.NOT_YET,
    Intent.PROGRESS, Intent.UNCLEAR, Intent.QUESTION, Intent.CONFIRM, Intent.DONE, Intent.AGREED, Intent.NONE,
)  # fmt: skip
_CLOSING = (Intent.DONE, Intent.CONFIRM, Intent.CANCEL)


def read_answers(
    own_words: str, subject: str, *, asked: Asked, said: datetime, working: WorkingTime, day_first: bool
) -> tuple[Answer, ...]:
    """What the author's own new words say, in the order of the actions; empty words and an empty subject say NONE.

    `own_words`: without quotes (a signature may stay). `said`: aware, when it was written. An answer without a number
    speaks of all actions of the mail that nothing else in the reply speaks of.
    """
    reader = _Reader(asked, said, working, day_first)
    title = fold(subject)
    if patterns.ROBOT_SUBJECT.match(title) or patterns.ROBOT_BODY.search(fold(own_words)):
        return (Answer(intent=Intent.NONE),)
    text = clean(own_words)
    answers = reader.read(text) if text else ()
    if all(answer.intent is Intent.NONE for answer in answers) and (command := _command_of_subject(title)):
        return reader.read(command + ("\n" + text if text else ""))
    return answers or (Answer(intent=Intent.NONE),)


def _command_of_subject(title: str) -> str:
    """The command of a mailto subject such as `DONE FU-7K3QD`; our own subjects hold the reference but begin otherwise."""
    bare_title = _REPLY_MARK.sub("", title).strip()
    found = _COMMAND.match(bare_title)
    if not found or not _REFERENCE.search(bare_title):
        return ""
    rest = _REFERENCE.sub(" ", found["rest"]).strip(" []():.-")
    return found["word"] + (" " + rest if rest else "") if not re.search(r"[a-z]{3}", rest) else ""


@dataclass(frozen=True, slots=True)
class _Told:
    """One clause with its meaning."""

    numbers: tuple[int, ...] | None
    intent: Intent
    clause: Clause
    #: False when the clause only gives evidence: it changes nothing that another clause says.
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Reader:
    asked: Asked
    said: datetime
    working: WorkingTime
    day_first: bool

    def read(self, text: str) -> tuple[Answer, ...]:
        if (commanded := self._commanded(text)) is not None:
            return commanded
        amended, rest = self._amended(text)
        if self.asked.question is Question.THANKS_DRAFT and self.asked.setter and not amended:
            return (self._thanks(text),)
        told = self._told(rest) if rest else ()
        if amended and all(answer.intent in (Intent.NONE, Intent.UNCLEAR, Intent.AGREED) for answer in told):
            told = ()
        return (*amended, *told)

    # ------------------------------------------------------------------------------------------------ commands

    def _commanded(self, text: str) -> tuple[Answer, ...] | None:
        """The answers of a command on the first line, when that is one; None otherwise."""
        first, _, below = text.partition("\n")
        folded = fold(first).strip()
        found = _COMMAND.match(folded)
        if self.asked.question is Question.PREVIEW and self.asked.setter and patterns.SEND.match(folded):
            return self._numbered(Intent.SEND, None, first)
        if not found:
            return None
        command, rest, signed = COMMANDS[found["word"]], found["rest"], bool(found["sign"])
        shouted = first.strip(" #/!").startswith(found["word"].upper()) and found["word"].upper() != found["word"]
        numbers = trailing_numbers(_REFERENCE.sub("", rest), self.asked.numbers)
        plain = not re.search(r"[^\W\d_]", re.sub(r"\band\b|\bund\b|\bet\b|\by\b", "", rest)) and "?" not in rest
        words = (first.strip()[found.start("rest") :] if len(first.strip()) == len(folded) else first).strip(
            " :.,-–—!"
        ) or below.strip()
        if command in _ALONE:
            if _ALONE_REST.match(rest) and "?" not in rest and (not below.strip() or signed or shouted or plain):
                return (Answer(intent=_ALONE[command], words=first.strip()),)
            return None
        if (
            command == "send"
            and self.asked.setter
            and (plain or patterns.SEND.match(folded))
            and self.asked.question in (Question.PREVIEW, Question.NONE)
        ):
            return self._numbered(Intent.SEND, numbers, first)
        if command == "thanks":
            asked_for = self.asked.question is Question.THANKS_DRAFT and self.asked.setter
            if asked_for or (shouted and self.asked.setter and not below.strip() and plain):
                return (self._thanks(text),)
            return None
        if (
            command == "blocked"
            and (signed or shouted or plain or rest.lstrip()[:1] in (":", "-", ","))
            and "?" not in rest
        ):
            return self._numbered(Intent.BLOCKED, None, words, cause=_cause(fold(text)))
        if command == "change":
            return self._change(first, rest, below, words)
        simple = {
            "not_done": Intent.NOT_DONE,
            "not_yet": Intent.NOT_YET,
            "decline": Intent.DECLINE,
            "reopen": Intent.REOPEN,
            "agreed": Intent.AGREED,
        }
        if command in simple and (signed or shouted or plain) and not (command == "agreed" and not plain):
            return self._outcome(simple[command], numbers, words, text)
        closing = {"confirm": Intent.CONFIRM, "cancel": Intent.CANCEL, "done": Intent.DONE}
        if command in closing and plain and not below.strip():
            return self._closing(closing[command], numbers, first)
        if (
            command == "confirm"
            and self.asked.setter
            and (extra := re.fullmatch(r"[\W_]*(?:and )?(keep|free)(?: (?:it|the slot|the meeting))?\W*", rest))
        ):
            return (
                *self._closing(Intent.CONFIRM, numbers, first),
                Answer(intent=Intent(extra[1]), words=first.strip()),
            )
        return None

    def _numbered(
        self, intent: Intent, numbers: tuple[int, ...] | None, words: str, cause: Cause | None = None
    ) -> tuple[Answer, ...]:
        numbers = (
            numbers
            if numbers is not None
            else trailing_numbers(fold(words), self.asked.numbers)
            if intent is Intent.SEND
            else None
        )
        chosen: tuple[int | None, ...] = numbers or (None,)
        return tuple(Answer(intent=intent, number=number, words=words.strip(), cause=cause) for number in chosen)

    def _closing(self, intent: Intent, numbers: tuple[int, ...] | None, words: str) -> tuple[Answer, ...]:
        """A closing command by itself: the owner's CONFIRM is his DONE, the setter's DONE is CONFIRM, the owner cannot cancel."""
        if re.search(r"\d", words) and not numbers:
            return (Answer(intent=Intent.UNCLEAR, words=words.strip()),)
        if self.asked.setter:
            intent = Intent.CONFIRM if intent is Intent.DONE else intent
        elif intent is Intent.CONFIRM:
            intent = Intent.AGREED
        elif intent is Intent.CANCEL:
            intent = Intent.DECLINE
        if intent is Intent.CONFIRM and self.asked.question is Question.PREVIEW:
            intent = Intent.UNCLEAR
        return self._numbered(intent, numbers, words)

    def _outcome(self, intent: Intent, numbers: tuple[int, ...] | None, words: str, text: str) -> tuple[Answer, ...]:
        if not self.asked.setter and intent in (Intent.NOT_DONE, Intent.NOT_YET):
            intent = Intent.PROGRESS
        due = self._due(text, None) if intent in (Intent.NOT_DONE, Intent.NOT_YET, Intent.REOPEN) else None
        cause = _cause(fold(text)) if intent is Intent.NOT_DONE else None
        return tuple(replace(answer, due=due) for answer in self._numbered(intent, numbers, words, cause))

    def _change(self, first: str, rest: str, below: str, words: str) -> tuple[Answer, ...] | None:
        if not re.match(r"[\s:,-]|$", rest) or "?" in rest:
            return None
        amended, _ = self._amended(words + "\n" + below if rest.strip(" :") else below)
        if amended:
            return amended
        found = date_of(rest, self.said, self.working, day_first=self.day_first)
        if found and not re.search(r"\b(?:follow|meeting)", rest):
            return (Answer(intent=Intent.RESCHEDULE, words=words, due=found[0]),)
        if found or not words or not first[:6].isupper():
            return None
        return (Answer(intent=Intent.AMEND, words=words),)

    def _thanks(self, text: str) -> Answer:
        """In answer to a thanks that we drafted: THANKS releases it, other thankful words are sent instead."""
        folded = fold(text)
        found = _COMMAND.match(folded)
        if (
            "?" in text
            or not patterns.THANKS.search(folded)
            or re.search(r"\b(?:not yet|don't|do not|no thanks|no thank you|wait|hold)\b", folded)
        ):
            return Answer(intent=Intent.UNCLEAR, words=text.strip())
        own = (
            text.strip()[found.start("rest") :].strip(" :.,-–—!\n")
            if found and found["word"] in ("thanks", "thank you") and len(folded) == len(text)
            else text.strip()
        )
        return Answer(intent=Intent.THANKS, words=text.strip() if own and own.lower() != "you" else "")

    # ---------------------------------------------------------------------------------------------- amendments

    def _amended(self, text: str) -> tuple[tuple[Answer, ...], str]:
        """Lines that name a field, as AMEND answers; and the text without them."""
        preview = self.asked.question is Question.PREVIEW and self.asked.setter
        gathered: dict[int | None, tuple[Item, list[str]]] = {}
        rest: list[str] = []
        current: int | None = None
        lines = [line for line in text.split("\n") if line.strip()]
        for index, line in enumerate(lines):
            taken = False
            for clause in _value_clauses(line, self.asked.numbers):
                number = clause.numbers[0] if clause.numbers and len(clause.numbers) == 1 else current
                item = labelled(clause.text, self.said, self.working, day_first=self.day_first)
                if item is None and (preview or self.asked.setter):
                    item = natural(clause.text, self.said, self.working, day_first=self.day_first)
                if item is None and preview:
                    first = index == 0 and len(lines) == 1 or clause.numbers is not None or index == 0
                    item = bare(
                        clause.text,
                        self.said,
                        self.working,
                        day_first=self.day_first,
                        missing=self.asked.missing,
                        first=first,
                    )
                if item is None or item == Item():
                    continue
                taken = True
                if clause.numbers:
                    current = number
                before = gathered.get(number)
                gathered[number] = (
                    merged(before[0] if before else None, item),
                    [*(before[1] if before else []), clause.text],
                )
            if not taken:
                rest.append(line)
        answers = tuple(
            Answer(
                intent=Intent.AMEND,
                number=number,
                words="\n".join(words),
                changes=item,
                due=item.due.value if item.due else None,
            )
            for number, (item, words) in gathered.items()
        )
        return answers, "\n".join(rest)

    # -------------------------------------------------------------------------------------------------- clauses

    def _told(self, text: str) -> tuple[Answer, ...]:
        said: list[_Told] = []
        whats = dict(zip(self.asked.numbers, self.asked.whats, strict=False))
        last: tuple[int, ...] | None = None
        for clause in clauses(text, self.asked.numbers):
            if parts := self._all_but(clause):
                said += parts
                continue
            numbers = (
                clause.numbers
                or ordinal_numbers(clause.folded, self.asked.numbers)
                or about(clause.folded, whats, self.asked.numbers)
            )
            if numbers is None and re.match(
                r"^\W*(?:done|finished|completed|confirm(?:ed)?|close|cancel|drop|agreed?)\b", clause.folded
            ):
                numbers = trailing_numbers(clause.folded, self.asked.numbers)
            if numbers is None and _REST.search(clause.folded) and said:
                spoken = {number for told in said for number in told.numbers or ()}
                numbers = tuple(number for number in self.asked.numbers if number not in spoken) or None
            what = (
                whats.get(numbers[0], "")
                if numbers and len(numbers) == 1
                else " and ".join(whats.values())
                if not numbers
                else ""
            )
            intent, sure = self._intent(clause, what)
            talk = intent in (Intent.UNCLEAR, Intent.NONE, Intent.QUESTION) or not sure
            if numbers is None and talk and last and said and said[-1].clause.line == clause.line:
                numbers = last
            last = numbers or last
            said.append(_Told(numbers, intent, clause, sure))
        return self._weighed(said)

    def _intent(self, clause: Clause, what: str) -> tuple[Intent, bool]:
        found = meaning(clause.folded, what, setter=self.asked.setter)
        if (
            found.intent is Intent.AGREED and not found.sure
        ):  # a promise: with a date it tells of progress, past the due day it asks
            day = date_of(clause.text, self.said, self.working, day_first=self.day_first)
            if day is None:
                return Intent.AGREED, True
            due = self.asked.due(clause.numbers[0] if clause.numbers else None)
            return (Intent.RESCHEDULE if due and day[0].day > due else Intent.PROGRESS), True
        if found.intent is Intent.RESCHEDULE and not self._has_time(clause.text):
            if clause.folded.endswith("?") and not re.search(r"\bmore time|longer|extension|extend", clause.folded):
                return Intent.QUESTION, True
        return found.intent, found.sure

    def _has_time(self, text: str) -> bool:
        return bool(find_dates(text, self.said, working=self.working, day_first=self.day_first))

    def _all_but(self, clause: Clause) -> list[_Told]:
        """`Everything except the advert is done`: done for the others, progress for the advert; nothing when it is not known which."""
        found = _EXCEPT.search(clause.folded)
        if not found or len(self.asked.numbers) < 2:
            return []
        whats = dict(zip(self.asked.numbers, self.asked.whats, strict=False))
        left = found["left"]
        named = re.split(
            r"\b(?:is|are|was|has been|have been|which|that|because|due|ist|sind|est|esta|zijn|done|finished)\b|,", left
        )[0]
        numbers = tuple(number for digits in re.findall(r"\d+", named) if (number := int(digits)) in self.asked.numbers)
        numbers = (
            numbers
            or ordinal_numbers(named + " one", self.asked.numbers)
            or about(named, whats, self.asked.numbers)
            or ()
        )
        if not numbers:
            return [_Told(None, Intent.UNCLEAR, clause)]
        claim = "everything " + found["rest"] + " " + left[len(named) :].split(",")[0]
        for extra in re.findall(r"\b(?:which|because|due)\b.*$", claim):
            claim = claim.replace(extra, "")
        rest = meaning(fold("all " + claim.strip(" ,.!")), "", setter=self.asked.setter).intent
        others = tuple(number for number in self.asked.numbers if number not in numbers)
        tail = left[len(named) :]
        remaining = (
            meaning(tail.strip(" ,."), "", setter=self.asked.setter).intent
            if len(tail.split()) > 3
            else Intent.PROGRESS
        )
        if remaining in (*_CLOSING, Intent.NONE, Intent.UNCLEAR, Intent.AGREED):
            remaining = Intent.NOT_DONE if self.asked.setter else Intent.PROGRESS
        return [_Told(others, rest, clause), _Told(numbers, remaining, clause)]

    def _weighed(self, said: list[_Told]) -> tuple[Answer, ...]:
        named: dict[int, list[_Told]] = {}
        general: list[_Told] = []
        for told in said:
            if told.numbers is None:
                general.append(told)
            for number in told.numbers or ():
                named.setdefault(number, []).append(told)
        answers = [self._answer(number, parts) for number, parts in sorted(named.items())]
        if general:
            answer = self._answer(None, general)
            only_talk = answer.intent in (Intent.NONE, Intent.UNCLEAR) or (
                answer.intent is Intent.AGREED and bool(named)
            )
            if not named:
                answers.append(answer)
            elif not only_talk:
                if answer.intent in _CLOSING and re.search(r"\b(?:all|both|everything)\b", fold(answer.words)) is None:
                    answer = replace(answer, intent=Intent.UNCLEAR)
                answers.append(answer)
        return tuple(answers)

    def _answer(self, number: int | None, parts: list[_Told]) -> Answer:
        intent = self._weigh(parts)
        words = "\n".join(part.clause.text for part in parts)
        due = follow_up = None
        if intent in (
            Intent.RESCHEDULE,
            Intent.NOT_DONE,
            Intent.NOT_YET,
            Intent.DECLINE,
            Intent.BLOCKED,
            Intent.REOPEN,
        ):
            due = self._due(words, number)
        if intent is Intent.MOVE and (
            found := date_of(words, self.said, self.working, day_first=self.day_first, meet=True)
        ):
            follow_up = found[0]
        if intent is Intent.RESCHEDULE and due is None and any(part.intent is Intent.BLOCKED for part in parts):
            intent = Intent.BLOCKED
        cause = _cause(fold(words)) if intent in (Intent.BLOCKED, Intent.NOT_DONE) else None
        return Answer(intent=intent, number=number, words=words, due=due, follow_up=follow_up, cause=cause)

    def _weigh(self, parts: list[_Told]) -> Intent:
        """What the clauses about one action say together."""
        intents = [part.intent for part in parts if part.sure] or [part.intent for part in parts]
        closing = next((intent for intent in _CLOSING if intent in intents), None)
        intent = next(weighed for weighed in _WEIGHT if weighed in intents)
        if closing and intent in (Intent.UNCLEAR, Intent.QUESTION):
            # "Done. Notes are in the CRM." is done; the setter who confirms and asks is asked back
            asks = self.asked.setter and Intent.QUESTION in intents
            return Intent.UNCLEAR if asks or _undone(parts) else closing
        if intent is Intent.UNCLEAR and (told := [each for each in (Intent.AGREED,) if each in intents]):
            intent = told[0]
        if intent is Intent.BLOCKED and closing:
            return Intent.UNCLEAR
        if intent is Intent.CANCEL and set(intents) - {Intent.CANCEL, Intent.NONE, Intent.UNCLEAR}:
            return Intent.UNCLEAR
        if intent in (Intent.CONFIRM, Intent.AGREED) and self.asked.question is Question.PREVIEW:
            return Intent.UNCLEAR  # yes to what? Only SEND sends
        return intent

    def _due(self, words: str, number: int | None) -> Moment | None:
        """The new due day: the date that is named, or the old one moved by `another week`."""
        if found := date_of(words, self.said, self.working, day_first=self.day_first):
            return found[0]
        lengths = [
            each.readings[0] for each in find_dates(words, self.said, working=self.working, day_first=self.day_first)
        ]
        length = next(
            (each for each in lengths if isinstance(each, Length) and each.unit not in ("minute", "hour")), None
        )
        base = self.asked.due(number) or self.working.local(self.said).date()
        if length is None or not re.search(
            r"\b(?:another|more|extra|further|longer|extension|push|delay|noch|encore|mas|nog)\b", fold(words)
        ):
            return None
        return Moment(day=shifted(base, length.count, length.unit, self.working), zone=self.working.zone.key)


def _undone(parts: list[_Told]) -> bool:
    """Whether a clause that could not be read holds a word that speaks against done."""
    unread = [part.clause.folded for part in parts if part.intent is Intent.UNCLEAR]
    return any(PARTIAL.search(folded) or _AGAINST.search(folded) for folded in unread)


def _value_clauses(line: str, numbers: tuple[int, ...]) -> list[Clause]:
    """`1: Friday, 2: Tom` as two; a line without numbers whole, because values hold commas and full stops."""
    parts = clauses(line, numbers)
    if any(part.numbers for part in parts) and not re.match(r"^\W*[A-Za-z][\w -]{1,20}:", line):
        return parts
    return [Clause(line.strip(), fold(line.strip()), None, 0)]


def _cause(folded: str) -> Cause | None:
    return next((cause for cause, pattern in patterns.CAUSES if pattern.search(folded)), None)
