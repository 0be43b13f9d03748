"""What a reply means, action by action. Nothing here closes an action unless the reply says so without a doubt.

In order: a machine's words mean nothing; a command on the first line (`DONE`, `#done`, `/send 1 3`) is taken at its
word;
lines that name a field change it; everything else is cut into clauses, each with the actions it speaks of and a
meaning of
its own (answer_meaning), and the clauses of an action are weighed against one another (answer_weighing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from followupd.domain.action import Item
from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import WorkingTime
from followupd.reading import answer_patterns as patterns
from followupd.reading.answer_asked import Asked, Question, Written
from followupd.reading.answer_clauses import Clause, clauses, clean, ordinal_numbers, parted, told_of, trailing_numbers
from followupd.reading.answer_commands import beside_command, change_words, command_of_subject, commanded, thanks
from followupd.reading.answer_counts import fewer_than_all
from followupd.reading.answer_done import FINISHED_WORD
from followupd.reading.answer_fields import bare, date_of, easier, is_date, labelled, merged, natural, numbered_values
from followupd.reading.answer_meaning import meaning
from followupd.reading.answer_numbered import number_of_subject, only, parts, with_number
from followupd.reading.answer_past import without_past
from followupd.reading.answer_practice import practised
from followupd.reading.answer_stems import about, stem, stems
from followupd.reading.answer_weighing import CLOSING, Told, weighed
from followupd.reading.answer_words import DOUBTS
from followupd.reading.dates import find_dates
from followupd.reading.dates.masks import fold

__all__ = ["Asked", "Question", "read_answers"]

#: Characters of a reply's own words: one with more is for a person to read, not half of it for us.
MAX_REPLY = 20_000
#: Characters of a subject that are looked at.
MAX_SUBJECT = 1_000
_COMMAND_FIRST = re.compile(
    r"^\W*(?:(?:i|we)(?:'ve| have|'m| am)? )?(?:done|finished|completed|confirm(?:ed)?|close|cancel|drop|agreed?|send|"
    r"(?:happy|fine|ok|okay|good|cool) with|yes to)\b"
)
#: `2 is nearly done` without its number: no question.
_NO_SUBJECT = re.compile(
    r"(?:is|are|was|has|have|will|can|could|would|isn't|hasn't|wasn't|won't|can't)\b"
    r"(?! (?:i|we|you|he|she|they|it|this|that|there|anyone|somebody|someone)\b)"
)
#: `I've done 1 and 3`.
_DID_NUMBERS = re.compile(r"^((?:i|we)(?:'ve| have)? [a-z]+) \d+(?:(?:\s*[,&+]\s*|\s+and\s+)\d+)*\W*$")
#: What may stand between a thing and its day: `the advert is next week`.
_IS = frozenset(("is", "are", "it", "they", "the", "my", "ist", "kommt", "est", "es"))
_TALK = (Intent.UNCLEAR, Intent.NONE, Intent.QUESTION)
_NOTHING = (Intent.NONE, Intent.UNCLEAR, Intent.AGREED)


#: "No, not Tom", "please don't", "leave it", "I'll ask Tom first": nothing that is seen when it is done.
_NO_MEASURE = re.compile(
    r"^\W*(?:no|nope|not|yes|yep|ok|okay|please|sorry|hmm+|well|wait|hold|stop|leave|never|forget|ignore|skip|don't|"
    r"do not|just|i|i'll|i'd|we|let|let's|make it|change|this is for|go ahead|fine|good|great|perfect|thanks|thank|"
    r"as|see|who|what|why|how|nein|non|nicht|ja|oui)\b(?! (?:more|less|fewer|later|one|complaints?|errors?) )|\?\W*$|"
    r"\bdon't\b|\b(?:do|should|will) not\b|\b(?:wrong|already|instead|on holiday|on leave|off sick|should "
    r"(?:do|take|own))\b"
)


def read_answers(
    own_words: str, subject: str, *, asked: Asked, said: datetime, working: WorkingTime, day_first: bool
) -> tuple[Answer, ...]:
    """What the author's own new words say, in the order of the actions; empty words and an empty subject say NONE.

    `own_words`: without quotes (a signature may stay). `said`: aware, when it was written. An answer without a number
    speaks of all actions of the mail that nothing else in the reply speaks of; a link of ours that names an action in
    its subject (`DONE FU-7K3QD.2`) speaks of that one. Words beyond MAX_REPLY are UNCLEAR as a whole.
    """
    if len(own_words) > MAX_REPLY:
        return (Answer(intent=Intent.UNCLEAR, words=own_words[:MAX_SUBJECT]),)
    subject = subject[:MAX_SUBJECT]
    about_all = _read(own_words, subject, asked=asked, said=said, working=working, day_first=day_first)
    number = number_of_subject(subject, asked)
    if number is None or len(asked.numbers) < 2 or any(answer.number is not None for answer in about_all):
        return about_all
    plain = _SUBJECT_NUMBER.sub(r"\1", subject)
    told = _read(own_words, plain, asked=only(asked, number), said=said, working=working, day_first=day_first)
    return tuple(with_number(answer, number) for answer in told)


def _read(
    own_words: str, subject: str, *, asked: Asked, said: datetime, working: WorkingTime, day_first: bool
) -> tuple[Answer, ...]:
    if patterns.ROBOT_SUBJECT.match(fold(subject)) or patterns.ROBOT_BODY.search(fold(own_words)):
        return (Answer(intent=Intent.NONE),)
    written = Written(said=said, working=working, day_first=day_first)
    reader = _Reader(asked, written)
    text = clean(own_words)
    if looked := practised(text, subject, asked):
        return (looked,)
    answers = _numbered(text, asked, written) or (reader.read(text) if text else ())
    if command := command_of_subject(subject):
        nothing = (*_NOTHING, Intent.PROGRESS, *((Intent.DONE,) if command == "done" else ()))
        adds_nothing = all(answer.intent in nothing for answer in answers) and not re.search(r"\b\d\b", text)
        if adds_nothing and not DOUBTS.search(fold(text)) and "?" not in text:
            return (
                tuple(replace(answer, words=text) for answer in reader.read(command)) if text else reader.read(command)
            )
        if COMMANDED_WITH_REASON.match(command) and adds_nothing:
            return reader.read(f"{command}: {text}")
    return tuple(_without_command(answer) for answer in answers) or (Answer(intent=Intent.NONE),)


def _without_command(answer: Answer) -> Answer:
    """The answer with what was said beside the command: `DONE - 4 booked` says "4 booked"."""
    if answer.intent is Intent.AMEND:
        return answer
    return replace(answer, words=beside_command(answer.words))


def _numbered(text: str, asked: Asked, written: Written) -> tuple[Answer, ...]:
    """The answers of a reply whose commands name their actions; none when it does not begin with such a command."""
    if asked.previews or len(asked.numbers) < 2:
        return ()
    return tuple(
        with_number(answer, number)
        for numbers, words in parts(text, asked)
        for number in numbers
        for answer in _Reader(only(asked, number), written).read(words)
    )


#: The action's number behind a reference.
_SUBJECT_NUMBER = re.compile(r"\b(FU-[A-Z0-9]{5})\.\d{1,3}\b", re.IGNORECASE)

#: `ADD 4`: what a preview only noticed, by the number that it has there.
ADD = re.compile(r"[\s#/!]*add\s+(\d{1,3}(?:[\s,;&+]+(?:and\s+)?\d{1,3})*)\s*[.!]?\s*(?:\n|$)", re.IGNORECASE)

#: Commands of a subject that the body gives the reason for.
COMMANDED_WITH_REASON = re.compile(r"^(?:blocked|not done|not yet|decline)\b")


def _goes_on(last: Told, clause: Clause) -> bool:
    """Whether a clause goes on about the one action before it: `the skip comes late - can we move it to the 11th?`"""
    one = last.numbers is not None and len(last.numbers) == 1 and last.intent not in CLOSING
    return one and re.search(r"\b(?:it|this|that)\b", clause.folded) is not None


@dataclass(frozen=True, slots=True)
class _Reader:
    asked: Asked
    written: Written

    def read(self, text: str) -> tuple[Answer, ...]:
        if self.asked.previews and (added := ADD.match(text)):
            numbers = dict.fromkeys(int(number) for number in re.findall(r"\d+", added[1]))
            return tuple(Answer(intent=Intent.ADD, number=number, words=added[0].strip()) for number in numbers)
        amended, rest = self._amended(text)
        if amended:
            return (*amended, *self._beside(rest))
        if changed := change_words(text):
            found = date_of(changed, self.written)
            if found and not re.search(r"follow|meeting", changed.lower()):
                return (Answer(intent=Intent.RESCHEDULE, words=changed, due=found[0]),)
            return (Answer(intent=Intent.AMEND, words=changed),)
        if (command := commanded(text, self.asked, self.written)) is not None:
            below = text.partition("\n")[2].strip()
            if command[0].intent is not Intent.SEND or not below or not self._beside(below):
                return command
            return (Answer(intent=Intent.UNCLEAR, words=text.strip()),)  # SEND, and something that has to be read first
        if self.asked.question is Question.THANKS_DRAFT and self.asked.setter:
            return (thanks(text),)
        offered = self.asked.question is Question.OFFER and self.asked.setter
        no = patterns.KEEPS_TERMS.match(fold(text)) if offered else None
        if no and (no["keep"] or date_of(text, self.written) is None):  # "No, make it the 9th" is a date, no mere no
            return (Answer(intent=Intent.DECLINE, words=text.strip()),)
        return self._told(text)

    def _beside(self, rest: str) -> tuple[Answer, ...]:
        """What stands beside amendments: a SEND or an outcome; courtesy and what cannot be read are left out."""
        if not rest.strip():
            return ()
        told = commanded(rest, self.asked, self.written) or self._told(rest)
        return () if all(answer.intent in _NOTHING for answer in told) else told

    def _amended(self, text: str) -> tuple[tuple[Answer, ...], str]:
        """Lines and clauses that name a field, as AMEND answers; and the text without them."""
        gathered: dict[int | None, tuple[Item, list[str]]] = {}
        rest: list[str] = []
        #: The actions whose measure was told in bare words: they are shown before anything goes out.
        concluded: set[int | None] = set()
        current: int | None = None
        lines = [line for line in text.split("\n") if line.strip()]
        for index, line in enumerate(lines):
            for clause in self._values(line):
                number = clause.numbers[0] if clause.numbers and len(clause.numbers) == 1 else current
                item = self._item(clause.text, first=index == 0 or bool(clause.numbers))
                if item is None or item == Item():
                    rest.append(clause.text if not clause.numbers else line)
                    continue
                current = number
                if item.measure is not None and not self._named(clause.text):
                    concluded.add(number)
                before = gathered.get(number)
                gathered[number] = (
                    merged(before[0] if before else None, item),
                    [*(before[1] if before else []), clause.text],
                )
        answers = tuple(
            Answer(
                intent=Intent.UNCLEAR if number in concluded else Intent.AMEND,
                number=number,
                words="\n".join(words),
                changes=item,
                due=item.due.value if item.due else None,
            )
            for number, (item, words) in gathered.items()
        )
        return answers, "\n".join(dict.fromkeys(rest))

    def _values(self, line: str) -> list[Clause]:
        """The parts of a line that may each name a field: `1: Friday, 2: Tom` are two; most lines are one."""
        numbers = self.asked.numbers
        if self.asked.previews and (parts := numbered_values(line, numbers)):
            return parts
        whole = [Clause(line.strip(), fold(line.strip()), None, 0)]
        if labelled(line, self.written) is not None:
            return whole
        parts = clauses(line, numbers)
        if any(part.numbers and labelled(part.text, self.written) for part in parts):
            return parts
        if self.asked.setter and any(part.numbers and natural(part.text, self.written) for part in parts):
            return parts
        if len(parts) > 1 and self.asked.setter and any(natural(part.text, self.written) for part in parts):
            return parts
        return whole

    def _named(self, text: str) -> Item | None:
        """The field that words name, by a label or plainly."""
        plain = natural(text, self.written, agreed=not self.asked.previews) if self.asked.setter else None
        return labelled(text, self.written) or plain

    def _item(self, text: str, *, first: bool) -> Item | None:
        item = self._named(text)
        if item is None and self.asked.previews:
            item = bare(text, self.written, missing=self.asked.missing, first=first)
            if item is not None and item.measure is not None and self._says_something_else(text):
                return None
        return item

    def _says_something_else(self, text: str) -> bool:
        """Whether bare words may be an answer of another kind than the measure that was asked for."""
        if _NO_MEASURE.search(fold(text)) or commanded(text, self.asked, self.written) is not None:
            return True
        return any(answer.intent is not Intent.UNCLEAR for answer in self._told(text))

    # -------------------------------------------------------------------------------------------------- clauses

    def _told(self, text: str) -> tuple[Answer, ...]:
        said: list[Told] = []
        label: tuple[tuple[int, ...], int] | None = None
        cut = clauses(text, self.asked.numbers)
        for clause in (part for each in cut for part in parted(each, self.asked.texts, self.asked.numbers)):
            if parts := self._all_but(clause):
                said += parts
                continue
            numbers, folded = self._spoken_of(clause, said)
            if numbers is None and label and label[1] == clause.line:
                numbers = label[0]
            intent, sure = self._intent(clause, folded, numbers)
            last = said[-1] if said else None
            same_line = numbers is None and last is not None and last.clause.line == clause.line
            if last and same_line and (intent in _TALK or not sure or _goes_on(last, clause)):
                numbers = last.numbers
            bare_label = numbers is not None and intent is Intent.UNCLEAR and len(folded.split()) <= 4
            label = (numbers, clause.line) if bare_label and numbers else None
            said.append(Told(numbers, intent, clause, sure))
        return weighed(said, self.asked, self.written)

    def _spoken_of(self, clause: Clause, said: list[Told]) -> tuple[tuple[int, ...] | None, str]:
        """The actions that a clause speaks of, and its words with `it` in place of what only named them."""
        known, texts = self.asked.numbers, self.asked.texts
        if clause.numbers and not clause.inherited:
            subject = "it " if _NO_SUBJECT.match(clause.folded) and "?" not in clause.folded else ""
            subject = "it" if clause.folded.startswith("'s ") else subject
            return clause.numbers, subject + clause.folded
        if len(known) > 1 and patterns.REST.search(clause.folded):
            spoken = {number for told in said for number in told.numbers or ()}
            others = tuple(number for number in known if number not in spoken)
            return (others or None if spoken else None), patterns.REST.sub("they", clause.folded, count=1)
        if _COMMAND_FIRST.match(clause.folded) and (trailing := trailing_numbers(clause.folded, known)):
            return trailing, _DID_NUMBERS.sub(r"\1 them", clause.folded)
        if (found := ordinal_numbers(clause.folded, known)) is not None:
            return found
        if (found := told_of(clause.folded, texts, known)) is not None:
            return found
        return clause.numbers, clause.folded

    def _intent(self, clause: Clause, folded: str, numbers: tuple[int, ...] | None) -> tuple[Intent, bool]:
        texts = self.asked.texts
        what = " and ".join(texts[number] for number in numbers or self.asked.numbers if number in texts)
        written = self.written
        timed = any(
            find_dates(text, written.said, working=written.working, day_first=written.day_first)
            for text in dict.fromkeys((clause.text, easier(clause.text)))
        )
        day = date_of(clause.text, written) if timed else None
        due = self.asked.due(numbers[0] if numbers else None)
        later = day is not None and day[0].day != due
        found = meaning(folded, what, setter=self.asked.setter, timed=timed, later=later)
        if timed and found.intent not in CLOSING:
            when_over = without_past(clause.text, folded, written)
            again = meaning(when_over, what, setter=self.asked.setter, timed=timed, later=later)
            found = again if when_over != folded and again.intent in CLOSING else found
        if found.intent in CLOSING and len(self.asked.numbers) == 1 and fewer_than_all(folded, what):
            return Intent.UNCLEAR, True
        promised = found.intent is Intent.AGREED and not found.sure
        if not self.asked.setter and found.intent is Intent.UNCLEAR and timed:
            bare = patterns.REST.sub(" ", clause.folded)  # "3 by Friday", "the rest by Friday", "advert by Friday"
            own = stems(what)
            promised = is_date(bare, written) or is_date(
                " ".join(word for word in bare.split() if stem(word) not in own and word not in _IS), written
            )
        if not promised:
            return found.intent, found.sure
        # a promise: with a date it tells of progress, past the due day it asks for more time
        if self.asked.setter:  # "I'll check with Sam": no yes to anything, and no word to the owner either
            return (Intent.AGREED if patterns.AGREED.match(folded) and day is None else Intent.UNCLEAR), True
        if day is None:
            return Intent.AGREED, True
        return (Intent.RESCHEDULE if due and day[0].day > due else Intent.PROGRESS), True

    def _only(self, clause: Clause, which: str) -> list[Told]:
        """`Only the advert is done`: done, and not the others; unclear when it is not known which."""
        texts, known = self.asked.texts, self.asked.numbers
        numbers = tuple(number for digits in re.findall(r"\d+", which) if (number := int(digits)) in known)
        ordinal = ordinal_numbers(f"{which.strip()} is", known) if not numbers else None
        numbers = numbers or (ordinal[0] if ordinal else about(which, texts, known)) or ()
        if not numbers:
            return [Told(None, Intent.UNCLEAR, clause)]
        done, left = (Intent.CONFIRM, Intent.NOT_DONE) if self.asked.setter else (Intent.DONE, Intent.PROGRESS)
        return [Told(numbers, done, clause), Told(tuple(n for n in known if n not in numbers), left, clause)]

    def _all_but(self, clause: Clause) -> list[Told]:
        """`Everything except the advert is done`: done for the others, progress for the advert; unclear when it is
        not known which."""
        if len(self.asked.numbers) < 2:
            return []
        if only_one := patterns.ONLY.match(clause.folded):
            return self._only(clause, only_one["which"])
        found = patterns.EXCEPT.search(clause.folded)
        if not found:
            return []
        left = found["left"]
        named = re.split(
            r"\b(?:is|are|was|has been|have been|which|that|because|due|ist|sind|est|sont|esta|zijn|done|finished)\b|,",
            left,
        )[0]
        numbers = tuple(number for digits in re.findall(r"\d+", named) if (number := int(digits)) in self.asked.numbers)
        if not numbers:
            ordinal = ordinal_numbers(named.strip() + " one", self.asked.numbers)
            numbers = (ordinal[0] if ordinal else about(named, self.asked.texts, self.asked.numbers)) or ()
        if not numbers:
            return [Told(None, Intent.UNCLEAR, clause)]
        tail = left[len(named) :]
        reason = re.search(r"(?:\b(?:which|that|because)\b|,).*$", tail)
        head = clause.folded[: found.start()]
        before = "done" if FINISHED_WORD.search(head) else "agreed" if re.search(r"\bagree", head) else ""
        claim = f"{before} everything".strip() + found["rest"] + (tail[: reason.start()] if reason else tail)
        rest = meaning(re.sub(r"\s+", " ", claim).strip(" ,.!"), "", setter=self.asked.setter).intent
        left_over = Intent.NOT_DONE if self.asked.setter else Intent.PROGRESS
        if reason:
            words = re.sub(r"^\W*(?:which|that|because)\b", "", reason[0]).strip(" ,.")
            told = meaning(words, "", setter=self.asked.setter, timed=True).intent
            left_over = told if told not in (*CLOSING, *_NOTHING, Intent.QUESTION) else left_over
        others = tuple(number for number in self.asked.numbers if number not in numbers)
        return [Told(others, rest, clause), Told(numbers, left_over, clause)]
