"""What only a setter says: a no without a word for done, another number or thing, that he has what he was to get."""

from __future__ import annotations

from followupd.reading import answer_patterns as patterns
from followupd.reading import answer_turns as turns
from followupd.reading.answer_stems import stem, stems
from followupd.reading.answer_verbs import FINISHES, HANDS_ON, MAKES, TIMES, pieces_of, verbs_of
from followupd.reading.answer_words import DOUBTS, IDIOMS, PARTIAL
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

#: `Yes, all rung`: with a yes in front the deed is confirmed.
YES = lazily(r"^\W*(?:yes|yep|yeah)\b")
#: `make it four applicants`.
MAKE_IT = lazily(
    r"^\W*(?:please |can you |could you |let's |ok,? )?make (?:it|that|them) (?:only |just )?"
    r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty) [a-z]{4,}"
)
#: `Please also include the annexe`, `can you add the car park to this`.
ALSO = lazily(
    r"^\W*(?:change of plan\W+|actually,? |ok,? |yes,? (?:but )?)?(?:please |can you |could you |can we |let's )*"
    r"(?:also (?:include|add|cover|do|invite|ask|check|bring|send|call|get)\b|"
    r"(?:include|add) (?:the |a |an |his |her |our )?[\w ]{2,40} (?:to|in|on) "
    r"(?:this|it|that|the list|the action|this one)\b)"
)
#: No, where a word for done does not stand; nothing ends by it, the action goes on.
NO = lazily(
    r"^\W*(?:(?:no|nope)(?= *[-,.;:!])|no (?=he|she|they|it|i|the|there|not)|"
    r"not (?:quite|really|entirely|fully|completely|as far as|from what|according)\b|"
    r"i don't (?:think|believe) (?:so|it is|he has|she has|they have)\b|nowhere near|far from it|far from done)"
    r"(?! (?:problem|worries|rush|hurry|need))|"
    r"\b(?:leave|keep|leaving|keeping) (?:it|this|that|this one|that one|them|these|the action|the item) open\b|"
    r"\b(?:haven't|have not|hasn't|has not|didn't|did not|never)(?: \w+){0,2}? "
    r"(?:seen|see|had|got|get|received|receive|heard|arrived|reached|come)\b|\bno sign of\b|"
    r"\bnot (?:[a-z]+ ){1,4}yet\b|\bnothing (?:has )?(?:yet|so far|received|arrived|come|reached)\b|\b(?:is|are|'s) "
    r"(?:still )?missing\b"
)
_HAS = lazily(
    r"^\W*(?:(?:yes|yep|yeah|ok|okay|great|perfect|thanks|thank you)\b[,.!]? *)*(?:(?:i|we) )?(?:'ve |have )?"
    r"(?:just |now |already )*(?:got|received|had|have|seen|read)\b(?P<thing>[^,.;!?-]*)(?P<rest>.*)$"
)
#: Thanks and praise behind it.
_PRAISE = lazily(
    r"^(?:(?:and|it's|it is|looks|looking|is|are|all|very|really|so|too|just|nice and|most|indeed|great|good|fine|"
    r"lovely|perfect|excellent|brilliant|super|spot on|thorough|clear|tidy|neat|useful|helpful|job|work|stuff|read|"
    r"thanks|thank you|cheers|ta|well done|nice one|happy with (?:it|that)|very happy|pleased|[,.;!-]+)\s*)*"
    r"(?:[a-z]+)?\W*$"
)
_PLAIN = frozenset(stem(word) for word in words_of("it them this that yours his hers thank thanks safely fine"))


def has_it(told: str, what: str) -> bool:
    """Whether a setter says that he has what he was to be written or sent, with thanks or praise and nothing else:
    `got the report, looks great`. Only where all that was to be done shows in the thing itself."""
    pieces = pieces_of(what)
    if not pieces or not all(verbs_of(piece) & (MAKES | HANDS_ON | FINISHES) for piece in pieces):
        return False
    found = _HAS.match(told)
    if found is None or DOUBTS.search(IDIOMS.sub(" ", told)):
        return False
    against = (PARTIAL, turns.TAKES_BACK, turns.SARCASM, patterns.AGAINST)
    if any(each.search(told) for each in against) or not _PRAISE.match(found["rest"].strip()):
        return False
    mine = stems(found["thing"])
    return bool(mine & stems(what)) and mine <= stems(what) | TIMES | _PLAIN
