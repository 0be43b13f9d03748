"""The clauses about one action weighed against one another: what speaks against done wins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from followupd.domain.action import Moment
from followupd.domain.happenings import Answer, Intent
from followupd.reading import answer_patterns as patterns
from followupd.reading.answer_amounts import amount_offered
from followupd.reading.answer_asked import Asked, Question, Written
from followupd.reading.answer_beside import hands_on, harmless, harmless_promise, harmless_question, report
from followupd.reading.answer_clauses import Clause
from followupd.reading.answer_commands import cause_of
from followupd.reading.answer_counts import reached, short_of
from followupd.reading.answer_deeds import tells_of_work
from followupd.reading.answer_done import FINISHED_WORD, deeds_told
from followupd.reading.answer_fields import date_of, easier
from followupd.reading.answer_words import DOUBTS, PARTIAL
from followupd.reading.dates import Length, find_dates
from followupd.reading.dates.arithmetic import shifted
from followupd.reading.dates.masks import fold
from followupd.reading.dates.weekdays import weekday_alone

#: What wins when the clauses of one action say several things.
_WEIGHT = (
    Intent.REOPEN,
    Intent.CANCEL,
    Intent.NOT_DONE,
    Intent.MOVE,
    Intent.AMEND,
    Intent.RESCHEDULE,
    Intent.DECLINE,
    Intent.BLOCKED,
    Intent.NOT_YET,
    Intent.PROGRESS,
    Intent.UNCLEAR,
    Intent.QUESTION,
    Intent.SEND,
    Intent.CONFIRM,
    Intent.DONE,
    Intent.AGREED,
    Intent.NONE,
)
CLOSING = (Intent.DONE, Intent.CONFIRM, Intent.CANCEL)
#: A date in these is a new due day.
_MOVES_DUE = (Intent.RESCHEDULE, Intent.NOT_DONE, Intent.NOT_YET, Intent.DECLINE, Intent.REOPEN)
_ALL = re.compile(r"\b(?:all|both|everything|alles|tout|todo)\b")
_MORE = re.compile(
    r"\b(?:another|more|extra|further|longer|extension|push\w*|back|delay\w*|mov\w*|put\w*|noch|encore|plus|mas|nog|"
    r"zusatzlich|langer|later)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """One clause with its meaning."""

    numbers: tuple[int, ...] | None
    intent: Intent
    clause: Clause
    #: False when the clause only gives evidence: it changes nothing that another clause says.
    sure: bool = True


def weighed(said: list[Told], asked: Asked, written: Written) -> tuple[Answer, ...]:
    """One answer for each action that is spoken of, and one without a number for what is said of all."""
    named: dict[int, list[Told]] = {}
    general: list[Told] = []
    for told in said:
        if told.numbers is None:
            general.append(told)
        for number in told.numbers or ():
            named.setdefault(number, []).append(told)
    answers = [_answer(number, parts, asked, written) for number, parts in sorted(named.items())]
    if not general:
        return tuple(answers)
    answer = _answer(None, general, asked, written)
    if not named:
        return (answer,)
    if answer.intent in (Intent.NONE, Intent.UNCLEAR, Intent.AGREED):
        return tuple(answers)
    if answer.intent in CLOSING and not _ALL.search(fold(answer.words)):
        # "Advert is live. Done." of three actions: done may mean the advert alone
        answer = replace(answer, intent=Intent.UNCLEAR)
    return (*answers, answer)


#: A meeting is spoken of; and a day that is for the work, not for the meeting.
_MEETING = re.compile(
    r"\b(?:follow[- ]?up|meeting|catch[- ]?up|review|1:1|one[- ]to[- ]one|121|appointment|invite|slot|besprechung|"
    r"reunion|"
    r"cita|afspraak|overleg|rendez-vous)\b"
)
_FOR_THE_WORK = re.compile(
    r"\b(?:until|till|til|by|due|deadline|finish\w*|have|more|extra|another|extend|extension|deliver|done|bis|jusqu\w*|"
    r"hasta|"
    r"tot)\b"
)


def _of_the_meeting(parts: list[Told]) -> list[Told]:
    """`The follow-up clashes with the audit. Could we do the 9th?` asks for another day of the meeting."""
    spoken = any(_MEETING.search(part.clause.folded) for part in parts if part.intent is not Intent.MOVE)
    return [
        replace(part, intent=Intent.MOVE)
        if spoken and part.intent is Intent.RESCHEDULE and not _FOR_THE_WORK.search(part.clause.folded)
        else part
        for part in parts
    ]


def _told_together(number: int | None, parts: list[Told], asked: Asked) -> bool:
    """`All six visited. Report is attached.`: clauses that tell of each part of the action, and of nothing left."""
    what = asked.texts.get(asked.numbers[0] if number is None and len(asked.numbers) == 1 else number or 0, "")
    told = [part.clause.folded for part in parts if part.intent is not Intent.NONE]
    talk = any(part.intent in (Intent.QUESTION, Intent.PROGRESS) and part.sure for part in parts)
    if len(told) < 2 or not what or talk or "?" in "".join(told):
        return False
    return deeds_told(", ".join(each.strip(" .!") for each in told), what)


#: What the clauses of "I told you it was done / but it isn't" are read as by themselves.
_MAY_REOPEN = (Intent.UNCLEAR, Intent.PROGRESS, Intent.BLOCKED, Intent.NOT_YET, Intent.NOT_DONE)
#: What an offer of another amount is read as by its other words.
_MAY_OFFER = (Intent.DECLINE, Intent.UNCLEAR, Intent.RESCHEDULE)
_ON_TERMS = re.compile(
    r"\b(?:only if|as long as|provided (?:that )?|on condition|(?:i|we)(?:'d| would) rather|would prefer|"
    r"is all (?:i|we) can|nur wenn|lieber|a condition|solo si|alleen als)\b"
)
_BUT = re.compile(rf"\b(?:but|however|although|though|aber|allerdings|mais|pero|maar)\b|{_ON_TERMS.pattern}")


def _answer(number: int | None, parts: list[Told], asked: Asked, written: Written) -> Answer:
    parts = _of_the_meeting(parts)
    intent = weigh(parts, asked)
    if intent in (Intent.PROGRESS, Intent.UNCLEAR) and not asked.setter and _told_together(number, parts, asked):
        intent = Intent.DONE
    words = "\n".join(part.clause.text for part in parts)
    folded = fold(words)
    said_no = asked.setter and len(parts) > 1 and parts[0].clause.folded.strip(" .,!") in ("no", "nope")
    if intent is Intent.UNCLEAR and said_no and "?" not in folded:
        intent = Intent.NOT_YET
    if intent is Intent.NOT_YET and asked.previews:
        intent = Intent.UNCLEAR  # "no, not Tom" is said of what is proposed, not of work
    if (
        intent in _MAY_REOPEN
        and len(parts) > 1
        and "?" not in folded
        and patterns.TAKEN_BACK.search(folded.replace("\n", " "))
    ):
        return Answer(intent=Intent.REOPEN, number=number, words=words)
    plain = not asked.setter and not any(part.intent in CLOSING for part in parts)
    if intent is Intent.UNCLEAR and plain and not FINISHED_WORD.search(folded) and tells_of_work(folded):
        intent = Intent.PROGRESS
    if not asked.setter and (
        (intent is Intent.AGREED and _BUT.search(folded)) or (intent is Intent.PROGRESS and _ON_TERMS.search(folded))
    ):
        intent = Intent.UNCLEAR  # a yes on terms of its own is for the setter to hear
    dated = intent is Intent.RESCHEDULE or (intent in _MOVES_DUE and patterns.NEW_DATE.search(fold(words)))
    due = new_due(words, number, asked, written) if dated else None
    follow_up = _new_day(words, number, asked, written) if intent is Intent.MOVE else None
    if intent is Intent.RESCHEDULE and due is None and any(part.intent is Intent.BLOCKED for part in parts):
        intent = Intent.BLOCKED
    agreed = asked.question not in (Question.PREVIEW, Question.OFFER)
    if asked.setter and agreed and intent is Intent.RESCHEDULE and due:
        # the setter does not ask for a date, he sets it, and may say with it that it is not done
        intent = (
            Intent.NOT_YET if any(part.intent in (Intent.NOT_YET, Intent.PROGRESS) for part in parts) else Intent.AMEND
        )
    cause = cause_of(fold(words)) if intent in (Intent.BLOCKED, Intent.NOT_DONE) else None
    amount = amount_offered(words) if not asked.setter and intent in _MAY_OFFER else None
    return Answer(intent=intent, number=number, words=words, due=due, follow_up=follow_up, cause=cause, amount=amount)


_EARLIER = re.compile(
    r"\b(?:already|earlier|sooner|early|ahead|before|forward|schon|fruher|deja|plus tot|antes|eerder)\b"
)


def _new_day(words: str, number: int | None, asked: Asked, written: Written) -> Moment | None:
    """The day to which a follow-up is to be moved: a weekday alone is the one nearest to the day that was agreed."""
    found = date_of(words, written, meet=True)
    if found is None:
        return None
    moment, said = found
    stands = asked.meets_on(number)
    if stands is None or not weekday_alone(said):
        return moment
    weeks = max(0, round((stands - moment.day).days / 7))
    return replace(moment, day=moment.day + timedelta(weeks=weeks))


def weigh(parts: list[Told], asked: Asked) -> Intent:
    """What the clauses about one action say together."""
    told = [part for part in parts if part.intent is not Intent.NONE] or parts
    if any(part.intent is Intent.DONE for part in told):  # "Got all three. Sending them over now."
        what = " and ".join(asked.texts.values())
        told = [part for part in told if part.intent is not Intent.PROGRESS or not _adds(part.clause.folded, what)]
    intents = [part.intent for part in told if part.sure] or [part.intent for part in told]
    closes = next((intent for intent in CLOSING if intent in intents), None)
    intent = next(each for each in _WEIGHT if each in intents)
    if closes and intent in (Intent.UNCLEAR, Intent.QUESTION, closes) and not _accounted_for(parts, closes, asked):
        return Intent.UNCLEAR
    if closes and intent in (Intent.UNCLEAR, Intent.QUESTION):
        return closes  # "Done. Notes are in the CRM."
    if intent is Intent.UNCLEAR and Intent.AGREED in intents:
        intent = Intent.AGREED
    if intent is Intent.BLOCKED and closes:
        return Intent.UNCLEAR
    if intent is Intent.CANCEL and set(intents) - {Intent.CANCEL, Intent.NONE, Intent.UNCLEAR}:
        return Intent.UNCLEAR
    if intent in (Intent.CONFIRM, Intent.AGREED) and asked.question is Question.PREVIEW:
        return Intent.UNCLEAR  # yes to what? Only SEND sends
    return intent


def _adds(folded: str, what: str) -> bool:
    """Whether what is told beside done leaves it done: that it is handed on now, or how many came of it."""
    if hands_on(folded):
        return True
    met = reached(folded, what) and not short_of(folded, what)
    return met and not any(each.search(folded) for each in (DOUBTS, PARTIAL, patterns.AGAINST))


def _accounted_for(parts: list[Told], closes: Intent, asked: Asked) -> bool:
    """Whether each clause beside the one that closes is of a kind that may stand there; see answer_beside."""
    what = " and ".join(asked.texts.values())
    for n, part in enumerate(parts):
        folded = part.clause.folded
        if part.intent is Intent.UNCLEAR:
            reason = closes is Intent.CANCEL and not patterns.AGAINST.search(folded)
            reported = n == 1 and part.clause.line == parts[0].clause.line and report(parts[0].clause.folded, folded)
            if not reason and not reported and not harmless(part.clause.text, folded, what):
                return False
        if part.intent is Intent.QUESTION and (asked.setter or not harmless_question(folded)):
            return False  # the setter who confirms and asks is asked back
        if part.intent is Intent.AGREED and not harmless_promise(folded):
            return False
    return True


def new_due(words: str, number: int | None, asked: Asked, written: Written) -> Moment | None:
    """The new due day: the date that is named, or the old one moved by `another week`.

    A weekday alone ("Tuesday ok?") is the first one after the day that stands.
    """
    if found := date_of(words, written):
        moment, said = found
        stands = asked.due(number)
        if stands is None or moment.day > stands or not weekday_alone(said):
            return moment
        if _EARLIER.search(fold(words)):
            return moment
        weeks = (stands - moment.day).days // 7 + 1
        return replace(moment, day=moment.day + timedelta(weeks=weeks))
    if not _MORE.search(fold(words)):
        return None
    working = written.working
    lengths = [
        each.readings[0]
        for each in find_dates(easier(words), written.said, working=working, day_first=written.day_first)
    ]
    length = next((each for each in lengths if isinstance(each, Length) and each.unit not in ("minute", "hour")), None)
    if length is None:
        return None
    base = asked.due(number) or working.local(written.said).date()
    return Moment(day=shifted(base, length.count, length.unit, working), zone=working.zone.key)
