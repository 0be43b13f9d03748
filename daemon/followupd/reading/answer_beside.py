"""What may stand beside a word that closes: a reply closes an action only when each of its clauses is accounted for.

Turned round on purpose: not "closed unless something speaks against it", but "closed when everything beside it is of a
known harmless kind". Whatever else stands there goes to a person, who sees the words.
"""

from __future__ import annotations

from followupd.reading import answer_patterns as patterns
from followupd.reading import answer_turns as turns
from followupd.reading.answer_counts import GOES_ON
from followupd.reading.answer_deeds import worked
from followupd.reading.answer_stems import stems
from followupd.reading.answer_words import DOUBTS, IDIOMS, PARTIAL
from followupd.reading.lazily import lazily

__all__ = ["hands_on", "harmless", "harmless_promise", "harmless_question", "report", "tells_result"]

#: A clause that goes on with the sentence before it says what it was that was done.
_GOES_ON = lazily(r"^\W*(?:with|of|for|in|on|to|at|as|from|about|mit|avec|con|met)\b")
_POINTS = lazily(
    r"^\W*(?:the )?link\b|https?://|"
    r"^\W*(?:(?:please )?see|as per|cf|siehe|voir|ver|zie)\b|\b(?:attached|enclosed|here|uploaded|saved|filed|anbei|"
    r"angehangt|ci-joint|adjunto|bijgevoegd)\b"
)
_STANDS = lazily(
    r"(?:\b(?:is|are|was|were|went|came)|'s|'re)(?: all| now| both| out| back)* "
    r"(?:in|on|with (?:you|us|me)|to|at|gone|there|live|up|"
    r"ok|okay|fine|good|great|happy|pleased|ready)\b"
)
#: `Pump back on at 2`.
_BACK = lazily(
    r"^\W*(?:the |all )?[a-z]+(?: [a-z]+)? (?:all |now )?back (?:running|working|live|online|to normal|in place|on|up|"
    r"in)"
    r"(?= ?(?:$|[,.;!]|at \d|now\b|since\b|and (?:running|working)\b))"
)
#: `Last porter signed off yesterday`: what came of it.
_CAME_OF_IT = lazily(
    r"^\W*(?:[a-z'-]+ ){1,4}(?:signed(?: off)?|paid|confirmed|approved|arrived|delivered|received|collected|accepted|"
    r"landed|came|went|turned up|"
    r"agreed|replied|booked|published|uploaded|printed|installed|tested|passed|trained|moved|filed|updated|happy|"
    r"pleased|delighted)\b"
)
#: When they come of whom a day was asked: `Booked. They're coming on 12 October.`
_COMES = lazily(
    r"^\W*(?:they|he|she|it|this|that|the [a-z]+)(?:'re|'s| are| is|'ll be| will be)? (?:coming|come|comes|visiting|"
    r"starting|"
    r"starts?|due|booked|in|on) (?:in |on |at |for |the |this |next )*(?:\d|mon|tues|wednes|thurs|fri|satur|sun|jan|"
    r"feb|"
    r"mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week\b|month\b|first thing)"
)
_BOOKED = lazily(r"^\W*(?:all |now )?(?:booked|arranged|organised|organized|scheduled|confirmed|lined up)(?: in)?\W*$")
#: `but it is out`: a `but` after which all is well.
_BUT_WELL = lazily(
    r"^\W*but (?:it|they|that|this|all|we|everything)(?:'s|'re| is| are| got)(?: all| now)* (?:out|done|there|up|live|"
    r"ready|finished|in|sorted|good|fine|worth it|all there)\W*$"
)
_KIND = lazily(
    r"^\W*(?:so |very |really )?(?:sorry|apologies|excellent|great|lovely|good|nice|brilliant|fantastic|superb|well|"
    r"happy|pleased|glad|super|perfect|enjoy|hope you|have a)\b|"
    r"^\W*(?:(?:it's|looks|looking|all|very|really|so|nice and|most) )*(?:thorough|clear|tidy|neat|impressive|"
    r"helpful|useful|professional|encouraging|promising|welcome)(?: (?:too|indeed|work|job|stuff|report|effort))?\W*$|"
    r"^\W*hope (?:the |your |that |all |everything )[^.?!]{0,30}\b(?:went|was|were|is|are) (?:well|good|better|ok|"
    r"okay|fun|nice|smoothly)\W*$|"
    r"^\W*(?:an? |what an? )?(?:filthy|dirty|big|long|hard|tough|messy|fiddly|tricky|horrible|cold|great|good|nice|"
    r"lovely|easy|"
    r"quick|busy|heavy) (?:old )?(?:job|day|task|work|slog|night|morning|week)\W*$|"
    r"^\W*(?:it|that) was (?:quite |really |very |such |a |an |good |hard |long |tough |tricky |great |busy |big )*"
    r"(?:day|night|morning|afternoon|week|job|work|slog|fun|effort|hard|tricky|easy|long|tough|"
    r"struggle|nightmare|pain|battle|rush|squeeze|marathon)\W*$"
)
#: A count of what came of it, a name, a greeting's rest: no sentence.
_COUNT = lazily(r"^\W*\d+ [a-z]+(?: [a-z]+)?\W*$")
_NAME = lazily(r"^\W*[A-Z][\w'-]+(?: [A-Z][\w'-]+)?\W*$")
_SIGNED = lazily(r"^\W*(?:(?:kind|best|warm) )?(?:regards|wishes|cheers|thanks|best)\b,? ?[\w' -]{0,40}$")
_KEEPS = lazily(r"^\W*(?:and )?keep \d")
#: `Anything else?` and the like ask nothing about what was done.
_KIND_QUESTION = lazily(
    r"^\W*(?:is there |do you need )?(?:anything (?:else|more)|what(?:'s| is) next|ok(?:ay)?\?|"
    r"all (?:good|ok(?:ay)?)\?|how (?:are you|was))\b|(?:coffee|lunch|beer|drink|biscuit|weekend)"
)
#: To hand on or to talk about what is done; not to go on with it.
_HANDS_ON = lazily(
    r"\b(?:send|forward|share|bring|show|tell|talk|see|update|post|upload|drop|put|pop|hand|present|speak|schicke|"
    r"envoie\w*|enviare|stuur)\b"
)
_PROMISES = lazily(r"\b(?:will|\w+'ll|shall|going to)\b")
#: `Sending them over now`: what is done is on its way.
_HANDING_ON = lazily(
    r"^\W*(?:(?:i'm|i am|we're|just|now) )*(?:sending|forwarding|emailing|sharing|passing|uploading|bringing|dropping|"
    r"popping|attaching) (?:it|them|these|this|that|you|over|on|across|round|the|"
    r"his|her|their|my)\b"
)


def harmless(text: str, folded: str, what: str) -> bool:
    """Whether a clause that says nothing of its own may stand beside done or confirmed: a proof, a name, thanks, a
    count of what came of it. `text`: as written; `what`: the action's own words."""
    if _BUT_WELL.match(folded):
        return True
    if _speaks_against(folded):
        return False
    if _NAME.match(text) or _SIGNED.match(folded) or _COUNT.match(folded) or _KEEPS.match(folded):
        return True
    if patterns.THANKS.search(folded) or _KIND.match(folded):
        return True
    if _POINTS.search(folded):
        return True
    if _doubts(folded):
        return False
    told = (
        _BACK.match(folded) is not None
        or worked(folded)
        or _STANDS.search(folded) is not None
        or _CAME_OF_IT.match(folded) is not None
    )
    return told or (bool(stems(folded)) and stems(folded) <= stems(what))


#: The word that closes, and nothing else up to a dash or a colon: what follows is the report that we ask for.
_BARE = lazily(
    r"^\W*(?:it's |all |now )?(?:done|finished|complete|completed|confirm|confirmed|erledigt|fertig|fait|fini|termine|"
    r"hecho|terminado|klaar|gedaan)[^\w.!?]*$"
)
_JOKES = lazily(
    r"\b(?:jok\w*|kidding|dreams?|nobody|not|never|if|as if|almost|nearly|sort of|kind of)\b|"
    r"\b(?:\d+|[a-z]+) (?:out of|of|von|sur|de|van) (?:the |them |all )?(?:\d+|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)\b"
)


def report(before: str, folded: str) -> bool:
    """Whether this is what was done, told behind the bare word: `DONE - four booked`. `before`: the clause
    before it. A joke or `nine of ten` is none."""
    if not (_BARE.match(before) or _BOOKED.match(before)) or "?" in folded or _JOKES.search(folded):
        return False
    if _BOOKED.match(before) and _COMES.match(folded):
        return True
    return not _speaks_against(folded) and not _doubts(folded)


def _speaks_against(folded: str) -> bool:
    """Whether the clause takes the word back, tells of a part, or goes on with the sentence before it."""
    against = (turns.SARCASM, PARTIAL, patterns.AGAINST, turns.TAKES_BACK)
    return any(pattern.search(folded) for pattern in against) or _GOES_ON.match(folded) is not None


def _doubts(folded: str) -> bool:
    folded = IDIOMS.sub(" ", folded)  # "no leaks"
    return DOUBTS.search(folded) is not None or patterns.CONDITION.search(folded) is not None


def harmless_question(folded: str) -> bool:
    """Whether a question asks nothing about what was done: `anything else?`"""
    return _KIND_QUESTION.search(folded) is not None


#: What came of it, behind the deed: `, cheapest is 14,200`, `, all signed`.
_RESULT = lazily(
    r"^\W*(?:and )?(?:all (?:of them )?[a-z]+ed\W*$|"
    r"(?:(?:i |we )?(?:got|have|had)|with) (?:a|the|his|her|their|an) "
    r"(?:receipt|confirmation|reference|ticket|signature|email back|answer|copy)\b[a-z ]*\W*$|"
    r"(?:[a-z0-9-]+ ){1,3}(?:lead time|delivery|turnaround|warranty|guarantee)\W*$|"
    r"(?:the |my |our )?(?!the rest|others?\b|rest\b|one\b|two\b|three\b|"
    r"four\b|some\b|most\b|it\b|they\b|he\b|she\b|i\b|we\b|you\b|there\b|who\b|what\b|this\b|that\b|next\b)"
    r"(?:[a-z]+ ){1,3}(?:is|are|was|were|came (?:in )?at|comes to) "
    r"(?!to\b|being\b|going\b|still\b|due\b|off\b|out\b)[^.;?]+$)"
)


def tells_result(folded: str) -> bool:
    """Whether words behind a deed that was told say what came of it, and nothing that is left."""
    if GOES_ON.search(folded):
        return False  # ", last one is on Thursday"
    return _RESULT.match(folded) is not None and not _speaks_against(folded) and not _doubts(folded)


def hands_on(folded: str) -> bool:
    """Whether it says that what was done is being handed on now; nothing that is still to be done."""
    return _HANDING_ON.match(folded) is not None and not _speaks_against(folded) and not _doubts(folded)


def harmless_promise(folded: str) -> bool:
    """Whether what is promised beside done leaves it done: a yes, or to hand it on (`I'll send you the notes`)."""
    return not _PROMISES.search(folded) or _HANDS_ON.search(folded) is not None
