"""Ways of telling a deed put as the plain one, before they are read: `it went yesterday`, `in before the deadline`."""

from __future__ import annotations

import re

from followupd.reading.lazily import lazily

_WENT_OUT = lazily(
    r"\b(?:went|has gone|have gone|gone)(?: over| across| off| round)?(?= to (?!plan\b|bed\b|waste\b|press\b|court\b|"
    r"see\b|"
    r"get\b|look\b|check\b|find\b|meet\b|ask\b|print\b|work\b|the wrong\b|do\b|be\b))|\bsent (?:out|off)\b|"
    r"\b(?:(?:went|gone|has gone|have gone|is gone) (?:out|off|back)|(?:is|are) (?:out|off|back))(?= to\b|\W|$)(?! "
    r"(?:of|with)\b)"
)
#: `It went yesterday`.
_IT_WENT = lazily(
    r"\b(?:it|they|these|those|all|both) (?:all |both |each )?(?:went|has gone|have gone)(?= (?:yesterday|today|"
    r"this (?:morning|afternoon|week)|last (?:night|week)|first thing|"
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\W*$)"
)
_WENT_LIVE = lazily(r"\b(?:went|has gone|have gone|is gone|gone) live\b")
_DROPPED_OFF = lazily(r"\bdropped (?:(it|them|these|this|that|everything|the [a-z]+(?: [a-z]+)?) )?off\b(?! sick|\Ws)")
#: How it stands, without its subject: `in before the deadline`, `with you now`, `attached as promised`.
_STANDS = lazily(
    r"^\W*(?:all |now |both )?(?=(?:in|out|live|up|gone|ready|sent|attached|enclosed|uploaded|filed|"
    r"on your desk|with you|in your inbox|in the post|on (?:the|its) way|in the (?:diary|calendar|folder|"
    r"system|crm|drive|file)|"
    r"on the (?:drive|portal|system|server|site|website|intranet|board|wall))\b"
    r"(?:\W*$| (?:before|ahead|yesterday|today|this (?:morning|afternoon|week)|last (?:night|week)|since|now|already|"
    r"as (?:promised|agreed|requested|discussed)|and (?:running|working|waiting|signed|tested)|"
    r"(?:on |last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b))"
)


#: What says no more about it: a yes in front, thanks at the end, `as promised`.
_NO_MORE = lazily(
    r"^\W*(?:yes|yep|yeah)\b[,.!: -]*|"
    r",? (?:many |with )?(?:thanks|thank you|thx|cheers|ta)(?: [a-z]+)?\W*$|"
    r"\bas (?:promised|agreed|requested|discussed|planned|asked)\b|"
    r"\b(?:about|around|roughly|just over|just under)(?= (?:an?|half an?|\d+|two|three|a few|a couple of) "
    r"(?:hours?|minutes?|mins|days?|weeks?) ago\b)"
)


#: Verbs whose own plural is what was done: `calls done`, of `call 10 clients`.
_AS_NOUNS = frozenset(["call", "visit", "check", "test", "interview", "review", "audit", "repair", "update"])
_NOUNS_DONE = lazily(
    r"\b(?:all |both )?(?:the |my |our )?(call|visit|check|test|interview|review|audit|repair|update)s"
    r"(?: (?:are|were|have been|have all been|are all|all|both|now))* (?:done|made|finished|completed?)\b"
    r"(?! (?:by|on (?:the|a)|for|with|so far|up to|except|but|apart)\b)"
)


def nouns_done(told: str, what: str) -> str:
    """The folded words with the noun of the action's own verb as a deed: `calls done` is `all called`."""
    verbs = _AS_NOUNS & set(re.findall(r"[a-z]+", what.lower()))
    return (
        _NOUNS_DONE.sub(lambda found: f"all {found[1]}ed" if found[1] in verbs else found[0], told) if verbs else told
    )


def plainly(told: str) -> str:
    """The folded words with such forms put plainly: `it was sent yesterday`, `it is in before the deadline`."""
    told = " ".join(_NO_MORE.sub(" ", told).split())
    told = _DROPPED_OFF.sub(r"delivered \1", told)
    if _STANDS.match(told):
        told = _STANDS.sub("it is ", told, count=1)
    return _WENT_OUT.sub("was sent", _WENT_LIVE.sub("is live", _IT_WENT.sub("it was sent", told)))
