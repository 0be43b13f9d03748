"""What one clause of a reply means. Done and confirm are whitelists: what is not surely one of them is something
else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.domain.happenings import Intent
from followupd.reading import answer_patterns as patterns
from followupd.reading import answer_setter as says
from followupd.reading import answer_turns as turns
from followupd.reading.answer_amounts import amount_offered
from followupd.reading.answer_counts import short_of
from followupd.reading.answer_deeds import tells_of, worked
from followupd.reading.answer_done import FINISHED_WORD, says_done
from followupd.reading.answer_rest import accounted
from followupd.reading.answer_stems import stem, stems
from followupd.reading.answer_words import BY_WHOM, FINISHED, IDIOMS, MEANS, PARTIAL, PASSED_ON, PROMISE
from followupd.reading.lazily import lazily

_NO_PROBLEM = lazily(r"^\W*(?:no (?:problems?|worries|bother|trouble|issues?)|not a problem)(?: at all)?\W*$")
_CHANGE_TO = lazily(r"\b(?:change|make|reduce|lower|raise|increase|cut|set|amend|drop)\b")
_UNSURE = lazily(r"(?:not sure|unsure|don't know|do not know) (?:how|which|what|where|who|whether|if)\b")
_AGAINST = lazily(r"\b(?:not|\w+n't|never|nicht|pas|niet)\b")
_WISHES = lazily(
    r"\b(?:(?:i )?hope (?:that )?(?:you(?:'ve| have| all)?|everyone|everybody) )?(?:have|enjoy|had) (?:a|an|your|the) "
    r"(?!extra|additional|further|full)(?:\w+ )?"
    r"(?:day|weekend|evening|one|week|holiday|break|trip|time)\b|"
    r"\b(?:i )?hope (?:the |your |that |all |everything )[^.,;?!]{0,40} (?:went|was|were|is|are) (?:all )?(?:well|"
    r"good|fun|nice|"
    r"great|ok|okay|fine|better)\b"
)
_CANNOT = lazily(r"\b(?:can't|cannot|can not|couldn't|unable to|impossible|nothing (?:i|we) can)\b")
#: What is confirmed is something else: a meeting, an appointment with somebody.
_ELSE = lazily(
    r" (?:with (?!thanks|pleasure)|our|my|your|his|her|their|for (?!me\b)|on\b|at\b|by\b|an?\b|to\b|sick|work|until|"
    r"the (?!action|task|"
    r"lot|work|result)|that (?:he|she|they|it|we|you)(?:'s|'re| is| are) (?!all |now |indeed )?(?!done|finished|"
    r"complete))"
)
_TALKS = lazily(r"\bwe (?:speak|talk)\b")
_LATE = lazily(r"\b(?:be|is|are|running|getting) (?:\w+ ){0,2}(?:late|delayed|overdue)\b")
_OTHERS = lazily(r"\b(?:you|they|he|she)(?:'re|'ve|'s| are| have| is| has)\b")
_I_OR_WE = re.compile(r"\b(?:i|we|me|my|mine|us|our|ich|wir|mir|je|moi|nous|yo|ik|wij)\b|^\W*(?:can't|won't|no|not)\b")
_WILL_BE = re.compile(r"\b(?:will|'ll|should|shall) (?:be|have)\b")
_BARE_NO = re.compile(r"^\W*(?:no|nope|nein|non|nee)\W*$")
#: A question even without its mark.
_ASKS = re.compile(
    r"^\W*(?:so |and |hi |hello |\w+, )?(?!did (?:both|all|everything)\b)(?:is|are|was|were|has|have|had|did|does|do|"
    r"can|could|would|will|"
    r"should|shall|isn't|aren't|hasn't|didn't|ist|sind|hat|est-ce|is|esta)"
    r" (?:it|this|that|these|those|they|them|he|she|you|we|i|the|all|everything|anything|anyone|both|there|"
    r"any|your|my|das|es|alles|que|het|dat|todo|esto) "
)
#: Who did it, and who confirms it: `confirmed from my side`, `I can confirm Oli has done this`.
_SAYS_WHO = re.compile(
    r"\b(?:from|on|at) (?:my|our) (?:side|end)\b|^ (?:that )?[a-z]+ (?:has|have|did) (?:now |all )?(?:done|finished|"
    r"completed|do) (?:it|this|that|them|all of (?:it|them))\b|\bby me\b"
)
#: How one thing stands: `the seals are in`, `the English page is live`.
_STANDS = re.compile(
    r"^\W*(?:the |my |our )?(?!it\b|this\b|that\b|you\b|he\b|she\b|there\b|who\b|what\b|i\b|we\b|they\b)"
    r"[a-z]{3,}(?: [a-z]{3,})?"
    r" (?:is|are|has|have)(?: now| all| been| just)* (?:in|live|up|out|back|here|ready|gone|printed|paid|sent|booked|"
    r"received|(?P<open>ordered|started|with (?!me\b|you\b|us\b)))\b"
)
#: A question about how it stands or what is wanted, whatever else its words may sound like: `is this closed?`
_ASKS_ABOUT = re.compile(
    r"^\W*(?:so |and |but )?(?:(?:do|did|are|is|was|were|have|has) (?:you|they|he|she|it|this|that)|"
    r"(?:do|does|should|shall|must|am) (?:i|we|the \w+))\b"
)
#: `No it's not, the second is still open`.
_NO_IT_IS_NOT = re.compile(r"^\W*(?:no|nope)[,.!]? (?:it|this|that|they)(?:'s|'re| is| are| has| have)?(?:n't| not)\b")
_NOT_YET = re.compile(
    r"^\W*(?:no,? |sorry,? |i'm afraid |afraid )*(?:not (?:just )?yet|noch nicht|pas encore|todavia no|aun "
    r"no|nog niet)\b|^\W*not\W*$"
)
#: A day in figures behind its preposition: no share of the work.
_NUMERIC_DAY = re.compile(
    r"\b(?:to|until|till|by|for|on|bis|zum|au|hasta|tot) (?:the |el |le )?\d{1,2}/\d{1,2}(?:/\d{2,4})?\b"
)
#: Words that claim it is done, with a doubt beside them: no plain yes.
_CLAIMS = re.compile(
    rf"(?:'s|\b(?:is|are|was|been|all|now|already|ist|est|esta))(?: all| now| already)? (?:{FINISHED})(?!\w)"
)


#: `Saw it running on Thursday`: a day that is over.
_SAW = re.compile(
    r"\b(?:saw|seen|checked|watched|visited|met|tested|looked|tried|walked|inspected|reviewed|received|"
    r"read)\b[^.;!?]{0,30}? "
    r"(?:on|this|last) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week)\b"
)
#: The verbs of an action: its own, and those behind `and`.
_FIRST_WORDS = re.compile(r"(?:^|\band |, )([a-z]+)")
#: `Meeting her on Friday`, of `meet Niamh`: the deed itself, still to come or under way.
_DOING = re.compile(
    r"^\W*(?:(?:i'm|we're|i am|we are|just|now|still|currently|already|also) )*([a-z]{2,}ing)\b"
    r"(?! (?:is|was|has|moved|postponed|went|done|to|at|on|for|now|complete\w*|finished|sorted|booked|up)\b)(?= [a-z])"
)
_GOT_IT = re.compile(
    r"^\W*(?:ok(?:ay)?,? |yes,? |yep,? )?got it(?:\W+(?:thanks?|thank you|cheers|ta|will do)(?: \w+)?)?\W*$"
)
#: A greeting in front of what is said: `Morning Pauline, yes, it was done`.
_GREETED = re.compile(
    r"^\W*(?:(?:good )?(?:morning|afternoon|evening)|hi|hello|hey|dear|hallo|bonjour|salut|hola)"
    r"(?: [a-z'-]+){0,2}[,!:-]+ (?=[a-z])"
)
#: `Did the lot on Tuesday`: told, not asked.
_DID_THEM = re.compile(
    r"^\W*(?:\w+, )?did (?:it|this|that|these|them|the lot|both|all)(?: of (?:it|them|these))?"
    r"(?: (?:on|in|at|last|this|yesterday|today|first|already|myself|earlier|before|with)\b|\W*$)"
)
#: What others accepted: `offer accepted`.
_OFFER_TAKEN = re.compile(
    r"\b(?:offers?|quotes?|bids?|terms|proposals?|tenders?)(?: [a-z]+){0,3}? (?:accepted|agreed)\b"
)
#: What others said: `twelve said yes`.
_SAID_YES = re.compile(r"\b(?!i\b|we\b)\w+ (?:have |has |all |both )?said (?:yes|ok|okay|they|he|she)\b")
#: What stands before it is a clause of its own.
_BUT = lazily(
    r"^\W*(?:but|aber|mais|pero|maar)\b[\s,]*(?=it\b|this\b|that\b|all\b|everything\b|they\b|we\b|i\b|(?:es|das|ist|c'est|"
    r"esta|het|dit)\b)"
)
#: "Let me know early if you get stuck": what might be is not what is.
_SAY_IF = re.compile(
    r"\b(?:let (?:me|us) know|tell (?:me|us)|(?:give me a )?shout|ring me|call me|ping me|just say|speak up|"
    r"sag bescheid|dis-moi)\b[^.;?]{0,25}\b(?:if|when|wenn|falls|si) (?:you|anything|something|there|du|etwas|was|tu|"
    r"quelque)\b.*$"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    intent: Intent
    #: False for a promise, and for work that is told without saying whether it is all of it.
    sure: bool = True


def meaning(folded: str, what: str, *, setter: bool, timed: bool = False, later: bool = False) -> Meaning:
    """The meaning of a clause about an action whose text is `what`. `timed`: a date or a length of time stands in
    it. `later`: a day that is not the one it is due on."""
    crossed = turns.CROSSES.search(folded) is not None and not re.search(r"[a-z]", folded)
    if crossed:
        return Meaning(Intent.NOT_DONE if setter else Intent.PROGRESS)
    folded = _GREETED.sub("", turns.typed(folded), count=1)
    text = patterns.TICKS.sub(" ", folded).strip()
    if len(text) < len(folded.strip()) and not re.search(r"[a-z]", text):
        text = "done"  # a tick alone; beside other words it says no more than they do
    told = _WISHES.sub(" ", IDIOMS.sub(" ", text)).strip()
    if not re.search(r"\w", told):
        no_problem = not setter and _NO_PROBLEM.match(text)
        if patterns.THUMBS.search(folded) or no_problem:
            return Meaning(Intent.AGREED)
        return Meaning(Intent.UNCLEAR if "?" in folded else Intent.NONE)
    told = _BUT.sub("", _SAY_IF.sub(" ", told).strip())
    if FINISHED_WORD.search(told) or worked(told) or told.startswith("it took") or tells_of(told, what):
        told = BY_WHOM.sub(" ", MEANS.sub(" ", PASSED_ON.sub(" ", told))).strip()
        if not re.search(r"\w", told):
            return Meaning(Intent.NONE)
    if not re.search(r"\w", told):
        return Meaning(Intent.NONE)
    question = "?" in folded or bool(_ASKS.match(told) and not _DID_THEM.match(told))
    if turns.SARCASM.search(told) or patterns.WINKS.search(folded):
        return Meaning(Intent.UNCLEAR)
    again = patterns.REOPEN.search(told)
    if again and not (stems(again[0]) and stems(again[0]) <= stems(what)):
        return Meaning(Intent.REOPEN) if not question else Meaning(Intent.QUESTION)
    cancelled = None if question else patterns.CANCEL.search(told)
    if cancelled and not patterns.NOT_CANCEL.search(_without(told, cancelled)):
        return Meaning(Intent.CANCEL if setter else Intent.DECLINE)
    short = short_of(told, what)
    confirmed = patterns.CONFIRM.search(told) if setter and not question and not short else None
    if confirmed and not patterns.NOT_CONFIRM.search(_SAW.sub(" ", told)) and _all_of_it(told[confirmed.end() :], what):
        return Meaning(Intent.CONFIRM)
    if not setter and not question and _SAID_YES.search(told):
        return Meaning(Intent.PROGRESS, sure=False)
    if (
        not setter
        and not question
        and (doing := _DOING.match(told))
        and stem(doing[1]) in frozenset(stem(word) for word in _FIRST_WORDS.findall(what.lower()))
    ):
        return Meaning(Intent.PROGRESS)
    if not setter and _GOT_IT.match(told):
        return Meaning(Intent.AGREED)
    if short and not setter and turns.LESS.search(told):
        return Meaning(Intent.DECLINE)
    if setter and not question and not short and says.has_it(told, what):
        return Meaning(Intent.CONFIRM)
    adds = says.ALSO.match(told) is not None or (says.MAKE_IT.match(told) is not None and not timed)
    if setter and (adds or (short and _CHANGE_TO.search(told))):
        return Meaning(Intent.AMEND)
    asks_time = (timed and patterns.RESCHEDULE.search(told)) or (later and turns.ASKS_TIME.search(told))
    not_done = setter and patterns.NOT_DONE.search(told) is not None
    if (
        not question
        and short
        and not not_done
        and not _CANNOT.search(told)
        and not asks_time
        and amount_offered(told) is None
    ):
        return Meaning(Intent.NOT_YET if setter else Intent.PROGRESS)
    finished = says_done(told, what, deeds=not setter or says.YES.match(told) is not None) if not question else None
    if finished is Intent.DONE:
        return Meaning(Intent.CONFIRM if setter else Intent.DONE)
    meant = _other(told, what, question, finished, setter=setter, timed=timed, later=later)
    if setter and meant.intent is Intent.BLOCKED:
        return Meaning(Intent.NOT_YET)  # "the annexe is missing": nothing blocks a setter
    if setter and not question and meant.intent in (Intent.UNCLEAR, Intent.PROGRESS) and says.NO.search(told):
        return Meaning(Intent.NOT_YET)
    return meant


def _other(
    told: str, what: str, question: bool, finished: Intent | None, *, setter: bool, timed: bool, later: bool
) -> Meaning:
    if _NOT_YET.search(told):
        return Meaning(Intent.NOT_YET if setter else Intent.PROGRESS)
    if patterns.MOVE.search(told) and (timed or not _TALKS.search(told)):
        return Meaning(Intent.MOVE)
    rest = turns.OVERLOADED.sub(" ", told)
    if later and turns.SWAPS.search(told) and not turns.ABOUT_A_DAY.search(told):
        return Meaning(Intent.RESCHEDULE)
    others_do = question and not _I_OR_WE.search(rest)  # "the shop won't take them, where else could they go?"
    if (patterns.DECLINE.search(rest) or turns.REFUSES.search(rest)) and not others_do:
        return Meaning(Intent.DECLINE)
    if (
        setter
        and (patterns.NOT_DONE.search(told) or turns.MINE_IS_NOT.search(told) or _NO_IT_IS_NOT.match(told))
        and not question
    ):
        return Meaning(Intent.NOT_DONE)
    more_time = patterns.RESCHEDULE.search(told) and (timed or patterns.MORE_TIME.search(told))
    if (
        more_time
        and not (question and turns.ABOUT_A_DAY.search(told))
        and (_LATE.search(told) or not PARTIAL.search(_NUMERIC_DAY.sub(" ", _asks_first(told))))
    ):
        return Meaning(Intent.RESCHEDULE)
    held = any(held.search(told) for held in (patterns.BLOCKED, turns.STUCK, turns.WAITS, turns.OVERLOADED))
    if later and turns.ASKS_TIME.search(told) and not turns.ABOUT_A_DAY.search(told) and not held:
        return Meaning(Intent.RESCHEDULE)
    if patterns.STILL_WAITING.search(told) and not question:
        return Meaning(Intent.NOT_YET if setter else Intent.PROGRESS)
    if held and question and (setter or _ASKS_ABOUT.match(told)):
        return Meaning(Intent.QUESTION)
    if held:
        return _held_up(told, what, question)
    if question or (patterns.QUESTION_START.search(told) and not _promises(told) and len(told.split()) > 2):
        return Meaning(Intent.QUESTION)
    if timed and (PROMISE.search(told) or _WILL_BE.search(told)):
        return Meaning(Intent.AGREED, sure=False)
    if PARTIAL.search(told) or turns.MINE_IS_NOT.search(told):
        return Meaning(Intent.PROGRESS)
    if PROMISE.search(told) or turns.PROMISES.search(told):
        return Meaning(Intent.AGREED, sure=False)
    if turns.UNDER_WAY.search(told):
        return Meaning(Intent.PROGRESS)
    if not setter and not question and patterns.CONDITION.search(told) and FINISHED_WORD.search(told):
        return Meaning(Intent.UNCLEAR if _OTHERS.search(told) else Intent.PROGRESS)
    if finished is not None:
        return Meaning(finished, sure=bool(PARTIAL.search(told)) or finished is not Intent.PROGRESS)
    if _BARE_NO.search(told):
        return Meaning(Intent.UNCLEAR)
    if patterns.THANKS.search(told) and patterns.COURTESY.match(told) and not _agrees(told):
        return Meaning(Intent.NONE)
    if _agrees(told):
        # "happy to sign it off if …": what the setter makes depend on something is no yes
        return Meaning(Intent.UNCLEAR if setter and patterns.CONDITION.search(told) else Intent.AGREED)
    if (
        _WISHES.search(told)
        or patterns.GREETING.match(told)
        or patterns.SIGN_OFF.match(told)
        or patterns.THANKS.search(told)
    ):
        return Meaning(Intent.NONE)
    if patterns.THUMBS.search(told):
        return Meaning(Intent.AGREED)
    if not setter and turns.ACTIVE.search(told):
        return Meaning(Intent.PROGRESS)
    if not setter and (stands := _STANDS.match(told)):
        return Meaning(Intent.PROGRESS, sure=stands["open"] is not None)
    if not setter and worked(told):
        return Meaning(Intent.PROGRESS, sure=False)
    return Meaning(Intent.UNCLEAR)


def _asks_first(told: str) -> str:
    """What asks for more time, without the reason behind it: `need two more weeks, waiting for the leave forms`."""
    head, comma, _ = told.partition(", ")
    return head if comma and patterns.RESCHEDULE.search(head) else told


def _all_of_it(rest: str, what: str) -> bool:
    """Whether nothing behind a word that confirms makes it something else: `confirmed in principle`."""
    if _ELSE.match(rest):
        return False
    rest = patterns.THANKS.sub(" , ", patterns.PRAISE.sub(" , ", _SAYS_WHO.sub(" ", rest)))
    return not what or accounted(rest, what, whole=True)


def _promises(told: str) -> bool:
    return PROMISE.search(told) is not None or turns.PROMISES.search(told) is not None


def _without(told: str, found: re.Match[str]) -> str:
    return told[: found.start()] + " " + told[found.end() :]


def _held_up(told: str, what: str, question: bool) -> Meaning:
    """BLOCKED, unless work of his own is told beside what he waits for; a bare `not sure what` yields to a question."""
    without = turns.WAITS.sub(" ", told)
    stuck = any(held.search(without) for held in (patterns.BLOCKED, turns.STUCK, turns.OVERLOADED))
    told_beside = any(work.search(without) for work in (PARTIAL, turns.UNDER_WAY, FINISHED_WORD))
    if not stuck and (told_beside or tells_of(without, what)):
        return Meaning(Intent.PROGRESS)
    unsure = _UNSURE.sub(" ", told)
    if unsure != told and not patterns.BLOCKED.search(unsure) and not turns.STUCK.search(unsure):
        return Meaning(Intent.QUESTION) if question else Meaning(Intent.BLOCKED, sure=False)
    return Meaning(Intent.BLOCKED)


def _agrees(told: str) -> bool:
    """Whether it says yes and no more: an agreeing word, and few others that it would not fit."""
    told = patterns.PRAISE.sub(" ", told)
    if _SAID_YES.search(told) or _OFFER_TAKEN.search(told):
        return False
    if turns.AGREES.search(told) and len(told.split()) <= 8 and not _AGAINST.search(told) and not _CLAIMS.search(told):
        return True
    if not patterns.AGREED.search(told) or _CLAIMS.search(told):
        return False
    lone = re.sub(
        r"(?:,|-|\band\b)?\s*(?:many )?(?:thanks?|thank you|thx|cheers|danke|merci|gracias|bedankt)\b.*$", "", told
    )
    return bool(patterns.AGREED.search(lone)) and not _AGAINST.search(told)
