"""Statements about the follow-up itself: "I'll catch up with her Friday 4pm", "See you at the April review (9 April)".

One such statement often holds for all actions of a mail. Also where the setter will look before asking (the check).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from followupd.domain.action import FollowUpWish, How, Moment, Said
from followupd.domain.recurrence import Every
from followupd.reading.actions.dues import moment_of, series_at, with_lead
from followupd.reading.actions.english_patterns import NOT_NAMES
from followupd.reading.actions.labels import first_verb
from followupd.reading.actions.setting import Place, Setting
from followupd.reading.actions.words import ACTION_VERBS
from followupd.reading.dates import Found, Kind
from followupd.reading.dates.weekdays import weekday_alone
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered, stands_in

_HOWS: tuple[tuple[How, re.Pattern[str]], ...] = (
    (
        How.ONE_TO_ONE,
        re.compile(
            r"\b(?:1\s?[:-]\s?1|1-2-1|121|one[- ](?:to|on)[- ]one|1on1|1:1s|monthly review|appraisal|vier augen|"
            r"vier-augen|mitarbeitergespräch|entretien(?: individuel)?|tête-à-tête)\b",
            re.I,
        ),
    ),
    (
        How.CALL,
        re.compile(
            r"\b(?:phone|call|ring|telephone|buzz|dial|by phone|video call|telefon\w*|anruf\w*|rufe|téléphone|"
            r"appelle\w*|appel)\b",
            re.I,
        ),
    ),
    (
        How.MAIL,
        re.compile(
            r"\b(?:by (?:e-?mail|mail)|per mail|par mail|e-?mail me|drop me (?:a|an) (?:line|e-?mail|mail|note)|"
            r"mail me)\b",
            re.I,
        ),
    ),
    (
        How.DESK,
        re.compile(
            r"\b(?:(?:your|my|her|his) desk|desk|pop (?:by|over|round|in)|come by|drop by|swing by|walk over|"
            r"at the stand-?up|huddle|stand-?up|am platz|à ton bureau)\b",
            re.I,
        ),
    ),
)

_ABOUT = (
    r"(?:it|this|that|these|those|them|all(?: of)? (?:this|these|it)|all|again|progress|where (?:we|you|"
    r"things|it|he|she|they)|how (?:it|this|you|we|things|the|he|she|they|far)|things|together|"
    r"the (?:actions?|list|points?|progress|results?|above|outcome)|both|w(?:ith)? (?:you|him|her|them|u|\w+)|"
    r"you|him|her|everything|notes|[A-Za-z]\w+)"
)
_MEETS = (
    r"(?:catch[- ]?up|check[- ]?in|check(?: on)?|touch base|review|look at|look back|have (?:a|"
    r"another) (?:look|catch[- ]?up|chat|review|word)|go (?:through|thru|over)|run (?:through|thru)|come back to|"
    r"revisit|"
    r"follow[- ]?up|speak|talk|discuss|meet|sit down|look in(?: on)?|pick (?:this|it|these|things) up|"
    r"circle back|connect|sync(?: up)?|chat|compare notes|get together|"
    r"take stock|reconnect|see (?:where|how)|(?:give|drop) (?:you|him|her|them|\w+) (?:a|another) (?:ring|call|buzz|"
    r"bell|shout|line|mail|email)|ring|call|phone|ask|reconvene|regroup|debrief|check progress|see (?:you|him|"
    r"her)|(?:swing|pop|come|drop|call|be) (?:by|over|round|in)|(?:come|walk) (?:over |round )?to (?:your|his|"
    r"her) desk)"
)
_STATEMENT = re.compile(
    r"(?:\b(?:i|we|you and i|he and i|she and i|the (?:group|team|board|committee))(?:['’]ll| will| shall| can|"
    r"['’]d like to| would like to| want to| plan to| mean to| intend to| hope to|"
    r" should|['’]re going to|"
    r" are going to|['’]m going to| said (?:that )?(?:i|we)(?:['’]d| would|['’]ll| will)| agreed (?:to|"
    r"that we(?:['’]d| would|['’]ll| will)))?|\blet(?:['’]?s| us)(?: (?:plan|try|aim|agree|arrange|"
    r"find time) to)?|\b(?:can|could|shall) (?:we|"
    r"i)\b(?=.*\?)|^(?:will|"
    r"to)|^[a-z]\w+ and i (?:will|"
    rf"to)|^\W*(?:happy|glad|keen) to|\b(?:I(?:['’]d| would)? )?suggest (?:that )?we)\s+"
    rf"(?:all |then |also |both |just |briefly |quickly |please )*{_MEETS}\b",
)
_AGAIN = re.compile(
    rf"\b{_MEETS}\b(?:\s+(?:on|up|in|at|back|with|about|again|over|to|all|of|into))*\s+{_ABOUT}\b|\bagain\b|"
    r"\b(?:catch[- ]?up|check[- ]?in|touch base|follow[- ]?up|reconvene|reconnect|take stock|review|debrief|"
    r"circle back|"
    r"compare notes|get together|"
    r"connect|sync(?: up)?|to go through|how you['’]?(?:re| are) getting on)\b",
)
_NOMINAL = re.compile(
    r"^\W*(?:(?:our|the|my|your|next|a|short|quick|monthly|weekly|we have (?:a|our|the)|I['’]ve (?:put|booked|"
    r"blocked|scheduled) (?:in )?(?:a|an|our|time|half an hour|30 minutes|\w+)(?: for)?(?: (?:a|our|the))?|"
    r"there['’]s a|diary:?|booked:?)\s+)*"
    r"(?:\w+\s+){0,2}?(?:follow[- ]?up|review|catch[- ]?up|check[- ]?in|check ?point|1\s?:\s?1|1-2-1|121|"
    r"one[- ]to[- ]one|debrief|progress (?:check|review|meeting|call)|(?:date|time) of (?:the |our )?next meeting|"
    r"(?:(?:mid|half)[- ]?(?:year|term)|interim|return|closing) (?:conversation|talk|chat|meeting|discussion|session)|"
    r"next (?:meeting|session|call|stand-?up|sit-?down|one|time|look|chat|round|walk|visit|\w+ meeting)|"
    r"next(?=\s*[:–-])|next (?!week|month|year|quarter|day|steps?|deliver|shift|invoice|pay|order|intake|batch|job|mon|"
    r"tue|wed|thu|fri|sat|sun)[a-z]+(?: (?:group|meeting|call|session|review))?(?=\s*:|\s(?:is|will be|on|at|\d))|"
    r"sit-?down|(?:first|interim|next|quick) (?:look|check)|donm|nächstes (?:gespräch|treffen)|nächste runde|"
    r"review meeting|nächste[rs]? (?!woche|monat|jahr|quartal|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|"
    r"schritte?|tage?)[\w-]+(?: [\w-]+)?(?=\s*[:–-]|\s(?:ist|am|findet))|prochaine? (?!semaine|mois|année|"
    r"étapes?)[\w-]+"
    r"(?=\s*[:–-]|\s(?:le|est|aura))|próxim[oa] (?!semana|mes|año|pasos?)[\w-]+(?=\s*[:–-]|\s(?:es|será|el))|"
    r"volgende? (?!week|maand|jaar|stap|keer)[\w-]+(?=\s*[:–-]|\s(?:is|op))|nächster? termin|wiedervorlage|"
    r"follow-up-termin|point d['’]étape|prochain point|suivi)\b",
    re.I,
)
_SEE_YOU = re.compile(
    r"\b(?:(?:see|speak to|talk to|catch) (?:you|u|him|her|them)\b|"
    r"when (?:we|you and i) (?:next )?(?:meet|speak|talk|sit down|catch up|see each other|get together)\b|"
    r"speak (?:then|soon|on)\b|talk (?:then|on)\b|(?:^|[.,;:–-]\s*)until then\b|"
    r"in our (?:next )?(?:1:1|one[- ]to[- ]one|review|catch[- ]?up)|at (?:the|our|your) (?:next |"
    r"\w+ )?(?:1:1|1-2-1|one[- ]to[- ]one|review|catch[- ]?up|stand-?up|huddle|check-?in)\b)"
)
_SEE_YOU_FIRST = re.compile(
    r"\W*(?:(?:speak|talk|meet|catch up|review|chat)(?: again| then| soon)?(?: on)?(?= (?:mon|tue|wed|"
    r"thu|fri|\d|tomorrow|next|at|in|the (?:\d|day|week|month|morning|following|first|last|end))\w*)|"
    r"going (?:thru|through|over) (?:it|this|these|them|that|everything) (?:w|with) (?:you|u|him|her|them)\b|"
    r"back (?:at|on|with you|together|here|(?:round|around) (?:the|a|this) table)\b)"
)
_HAVE_NEXT = lazily(r"\b(?:shall|can|could|will|let['’]s|lets|we|we['’]ll)\b[^.;]{0,15}?\bhave (?:our|the|a) next \w+")
#: "I've put 45 minutes in the diary for Tuesday to go through it": a time kept free.
_KEPT_FREE = re.compile(
    r"^\W*(?:(?:I|we)(?:['’]ve| have)?|there(?:['’]s| is| are)) (?:put|booked|blocked|scheduled|set aside|got|reserved|"
    r"kept|"
    r"pencilled)(?: in| out)? [^.;]{0,40}?(?:in (?:the|your|our|my) (?:diary|diaries|calendars?)|"
    r"\b(?:to|so (?:that )?we can) (?:go|look|talk|run|review|discuss|catch|check|see|take stock))"
)
#: "Remind me to ask Shaun how it went on Tuesday."
_REMIND_HOW = re.compile(
    r"^\W*(?:please )?[Rr]emind me (?:[\w ]{2,20} )?to (?:ask|check|see|ring|call|chase|look)\b[^.;]*"
    r"\b(?:how (?:it|he|she|they|things|far|\w+ (?:is|are))|whether|if (?:it|he|she|they)|progress)\b"
)
#: "Shall we say Thursday 24th, 7pm, to see where we stand?"
_SAY_WHEN = re.compile(
    r"^\W*(?:so |then |and )?(?:(?:shall|can|could|should) (?:we|you and I)|let(?:['’]?s| us)|how about|what about|"
    r"are you free)\b[^.;]*\bto (?:see (?:where|how|what)|find out (?:where|how)|hear how|go (?:over|through) (?:it|"
    r"this|these|them|that|where)|take stock|catch up|talk (?:it|this|these) (?:over|through)|"
    r"review (?:it|this|these|progress|where|how))\b",
    re.I,
)
#: "Let's have a coffee on 15 October", "we'll grab lunch on Friday".
_SIT_DOWN = re.compile(
    r"^\W*(?:[A-ZÄÖÜÉ][\w'’-]+,? )?(?:so |then |and )?(?:let(?:['’]?s| us)|(?:shall|can) we|(?:I|we)(?:['’]ll| will)|"
    r"(?:I['’]?m|we['’]?re)(?= (?:hav|grabb|do|tak)ing\b)) (?:all |both |then )?"
    r"(?:hav(?:e|ing)|grab(?:bing)?|get|do|go for|meet for|take) (?:(?:a|an|our|another|some|half an hour|"
    r"ten minutes|\d+ minutes) )?"
    r"(?:(?:quick|short|proper|little|brief|longer) )?(?:coffee|tea|brew|cuppa|call|chat|word|natter|catch[- ]?up|"
    r"lunch|"
    r"breakfast|beer|drink|"
    r"sit-?down|conversation|debrief)\b(?! with (?:(?:the|an?|all|each)\b|(?:their|his|her) (?!on\b|at\b|to\b|"
    r"next\b|this\b|and\b|tomorrow\b)[a-z]|"
    r"(?-i:[A-Z])))",
    re.I,
)
#: "We'll do November's review on the 26th".
_HOLD = re.compile(
    r"^\W*(?:then |and |so )?we(?:['’]ll| will) (?:do|have|hold) (?:the |our |your |a )?(?:next |[A-Z][a-z]+['’]s |"
    r"[a-z]+ )?"
    r"(?:review|1:1|1-2-1|one[- ]to[- ]one|appraisal|catch[- ]?up|check[- ]?in|follow[- ]?up|debrief)\b"
)
#: "We'll do November's review on the 26th".
_HOLD = re.compile(
    r"^\W*(?:[Tt]hen |[Aa]nd |[Ss]o )?[Ww]e(?:['’]ll| will) (?:do|have|hold) (?:the |our |your |a )?(?:next |"
    r"[A-Z][a-z]+['’]s |[a-z]+ )?"
    r"(?:review|1:1|1-2-1|one[- ]to[- ]one|appraisal|catch[- ]?up|check[- ]?in|follow[- ]?up|debrief)\b"
)
#: "Coffee again on Friday 10 July?"
_ONCE_MORE = re.compile(r"^\W*(?:[A-Za-z-]+ ){1,3}again\b[^,;]{0,40}\?\W*$")
#: The ways of naming a time to meet that need nothing else.
_MEETINGS = (_REMIND_HOW, _KEPT_FREE, _ONCE_MORE, _SAY_WHEN, _SIT_DOWN, _HOLD)
_SEE_YOU_THEN = re.compile(r"\bsee (?:you|u) (?:then|there|soon|later)\b")
_BINDS = re.compile(
    r"\w (?:to|will|please|must|should|needs to|can you|could you) [a-z]{3}|^\W*(?:please|can you|could you) "
)
#: Of which one stands in all that is said in another language below.
_TONGUES = (
    *("wir ", "ich ", "uns", "sprache am", "besprechung am", "nous", "on ", "je ", "faisons", " we", "we ", "emos "),
    *("amos ", "nos ", "volvemos", "point "),
)
_OTHER_TONGUES = lazily(
    r"\b(?:rufe ich (?:dich|sie|ihn|euch) (?:\w+ )?(?:wieder )?an|melde ich mich|komme ich (?:vorbei|auf (?:dich|"
    r"sie) zu)|"
    r"wir (?:setzen uns|hören uns|kommen|sprechen|besprechen|schauen|treffen|sehen|telefonieren|prüfen|reden|"
    r"gehen)|"
    r"ich (?:melde mich|rufe (?:dich|ihn|sie) an|komme (?:vorbei|auf dich zu)|frage (?:nach|dich)|schaue|"
    r"hake nach|spreche (?:dich|.{0,25}?\bmit (?:dir|euch|ihnen|ihm|ihr|\w+ d(?:a)?rüber)\b))|"
    r"(?:sprechen|besprechen|schauen|treffen|sehen|telefonieren|reden|setzen|"
    r"gehen) wir\b|lass(?:en)? (?:uns|sie uns)|besprechung am|rücksprache am|"
    r"(?:nous|on) (?:ferons?|fait|fera|refaisons|refait|reparlerons?|en reparle(?:ra|rons)?|revoyons|verrons?|"
    r"verra|se revoit|se voit|nous voyons|nous reverrons|nous retrouvons|fera|regardera|revient|reviendrons|"
    r"reviendra)|je (?:t['’]appelle(?:rai)?|vous appelle(?:rai)?|ferai le point|fais le point|reviens vers|"
    r"te rappelle|passe(?:rai)? te voir)|faisons le point|"
    r"(?:bespreken|kijken|evalueren|spreken|praten|zien|zitten|overleggen|nemen|"
    r"lopen|bekijken) we\b|we (?:bespreken|evalueren|spreken "
    r"elkaar|zien "
    r"elkaar|kijken (?:er|hier)|praten (?:er|hier)|komen er(?:op| op) terug)|laten we (?:het )?(?:bespreken|kijken)|"
    r"(?:lo |los |las |la )?(?:vemos|hablamos|comentamos|repasamos|revisamos|retomamos) (?:el|en|juntos|otra vez|de "
    r"nuevo|todo)|"
    r"nos (?:vemos|reunimos|sentamos)|volvemos a (?:hablar|vernos|verlo)|point (?:d['’]étape|de suivi) )",
)
_LOOKS = ("look", "check", "see", "pull", "glance", "Look", "Check", "See", "Pull", "Glance")
_CHECK = lazily(
    r"\b(?:(?:I|we)(?:['’]ll| will|['’]m going to)|I want to) (?:first |also |just |quietly )?(?:have a look|"
    r"look|check|see|pull|glance|take a look)(?:\s+(?:first|beforehand))?\s+(?P<where>(?:(?:in|at|on|into|"
    r"through|with|for)\s+)?[^.;!?]*?(?:\bfirst\b|\bbefore(?:hand)?\b|\bin advance\b|\bthe day before\b|"
    r"\bprior\b|\b(?:CRM|ATS|ERP|system|dashboard|tracker|report|log|folder|sharepoint|database|bullhorn|"
    r"salesforce|hubspot|figures|numbers|stats|records?)\b)[^.;!?]*)|"
    r"\b(?:before (?:that|then|we meet|we speak|the (?:review|follow[- ]?up|meeting|call)|"
    r"asking),? )(?:I(?:['’]ll| will) (?:have a look|look|check|pull)) (?P<where2>[^.;!?]+)",
    re.I,
)


def how_of(words: str) -> How:
    """How a follow-up is held; a meeting when the words do not say."""
    return next((how for how, pattern in _HOWS if pattern.search(words)), How.MEETING)


def says_how(words: str) -> bool:
    return any(pattern.search(words) for _, pattern in _HOWS)


def follow_up_at(setting: Setting, place: Place, *, labelled: bool = False) -> Said[FollowUpWish] | None:
    """The wish that the words at a place express: when and how; None when they say neither."""
    words = setting.words(place)
    when: Moment | None = None
    every: Every | None = None
    founds = setting.dates_in(place)
    # A day counts before a rhythm ("our monthly review on 9 April" is held once) and a period ("mid-year talk: 9 May").
    for found in sorted(founds, key=lambda each: (each.kind is Kind.RECURRENCE, each.grain not in ("day", "hour"))):
        if found.kind is not Kind.DURATION:
            when = moment_of(setting, found, meeting=True)
            if when is not None and when.day == setting.said.date() and weekday_alone(found.words):
                when = replace(when, day=when.day + timedelta(weeks=1))  # of today people say "today"
            if when is not None and (labelled or when.day >= setting.said.date()):
                every = series_at(setting, found)
                break
            when = None
    if when is None and not (labelled and says_how(words)):
        return None
    return Said(value=FollowUpWish(when=when, how=how_of(words), every=every), words=words.strip(" ,;()"))


def _ahead(setting: Setting, found: Found) -> bool:
    moment = None if found.kind is Kind.DURATION else moment_of(setting, found, meeting=True)
    today = setting.said.date()
    later = moment is not None and (moment.day > today or (moment.day == today and moment.clock is not None))
    return found.kind is Kind.RECURRENCE or later


#: "The next workshop is in June": no day on which people meet.
LONG = frozenset(["month", "quarter", "year"])


#: "told him ill pop in mon 8am", as people type on a telephone.
_ILL = re.compile(r"\bill(?= (?:pop|call|ring|catch|see|speak|check|come|drop|swing|meet|sit|look|be)\b)")
#: "Good to see you on Tuesday": over.
_WAS_GOOD = re.compile(
    r"\b(?:good|great|nice|lovely|wonderful|fun|pleasure) (?:to (?:see|meet|talk|speak|catch)|seeing|"
    r"meeting)\b(?! (?:will|on))"
)


def is_follow_up(setting: Setting, place: Place) -> bool:
    """Whether a sentence only says when people come back to it."""
    words = setting.words(place)
    if not any(_ahead(setting, found) for found in setting.dates_in(place)):
        return False
    if _rhythm(setting, place):
        return True
    if _ABOUT_MATTER.search(words) and not re.search(r"\bagain\b", words):
        return False  # "I'll talk to her about notice, and ring you before the weekend"
    order = first_verb(words) in _ORDERS
    if (
        _NOMINAL.match(words)
        and any(_ahead(setting, each) and each.grain not in LONG for each in setting.dates_in(place))
        and not order
        and len(words) < 120
        and not re.search(r"\b(?:by|before|bis|avant)\b", words[:60], re.I)
    ):
        return True
    low = _ILL.sub("i'll", lowered(words))
    if any(pattern.match(words) for pattern in _MEETINGS):
        return True
    until_then = _SEE_YOU_THEN.search(low)
    if until_then and _BINDS.search(low, 0, until_then.start()):
        return False  # "Tom to send the report by Friday, see you then"
    if (stands_in(low, _TONGUES) and _OTHER_TONGUES.search(low)) or (len(words) < 160 and _sees_you(low)):
        return True
    return bool(_STATEMENT.search(low)) and bool(_AGAIN.search(low)) and not _others_work(setting, words)


#: "…, I'll walk the plot with him on the 10th".
_WITH_THEM = re.compile(
    r"\bI(?:['’]ll| will|['’]m going to| am going to) [^.;!?]{2,60}?\bwith (?:him|her|them|both|you|[A-Z][\w'’-]+)\b"
)


def meets_them(setting: Setting, place: Place) -> bool:
    """Whether a sentence to the service says when its writer will be with those whose actions he hands in."""
    ahead = any(_ahead(setting, found) for found in setting.dates_in(place))
    return ahead and _WITH_THEM.search(setting.words(place)) is not None


def _sees_you(low: str) -> bool:
    return not _WAS_GOOD.search(low) and bool(
        _SEE_YOU.search(low) or _SEE_YOU_FIRST.match(low) or (" next " in low and _HAVE_NEXT.search(low))
    )


_LOOK = r"(?:check(?: in)?|review|look|follow[- ]?up|catch up|take stock|revisit|meet|speak|talk)"
#: "Let us check it", "Check", and nothing else: a sentence without its rhythm. "Check it" may be an order.
_LOOKS_ONLY = re.compile(
    r"\W*(?:(?:and|then|so) )*(?:(?:(?:I|we|you and I)(?:['’]ll| will| shall| can)?|let(?:['’]?s| us)) "
    rf"(?:(?:then|also|both|just) )*{_LOOK}(?: (?:on|at|back|about))?(?: (?:it|this|that|these|them|progress))?"
    rf"(?: (?:again|together))?|{_LOOK}(?: progress)?)\W*",
    re.I,
)


def _rhythm(setting: Setting, place: Place) -> bool:
    """Whether a sentence says in which rhythm people look at it, and nothing else: "Check monthly until March"."""
    return any(
        found.kind is Kind.RECURRENCE
        and _LOOKS_ONLY.fullmatch(setting.text[place[0] : found.lead])
        and not re.search(r"\w", setting.text[found.end : place[1]])
        for found in setting.dates_in(place)
    )


_WITH_WHOM = re.compile(
    r"\b(?:(?:word|chat|speak|talk|meet|catch up|call) (?:with|to)|call|ring|phone|meet|ask) (?P<who>[A-Z][\w'’-]+)"
)


#: "I'll talk to her about notice": a matter, and not how it goes.
_ABOUT_MATTER = re.compile(
    r"\b(?:talk|speak|chat|write|ask|call|ring|phone|mail|email|see)(?: (?:to|with))? (?:him|her|them|"
    r"[A-Z][\w'’-]+) about "
    r"(?!it\b|this|that\b|these|those|them\b|how\b|where\b|progress|things|everything|all\b|both\b|(?:the|his|her|"
    r"their) "
    r"(?:actions?|list|points?|progress|results?|above|goals?|objectives?))"
)


def _others_work(setting: Setting, words: str) -> bool:
    """ "I'll call Pelham on Tuesday" is work with somebody else, not a follow-up."""
    for stranger in _WITH_WHOM.finditer(words):
        if stranger["who"].lower() not in NOT_NAMES and not setting.circle.knows(stranger["who"]):
            return True
    return bool(
        re.search(
            r"\b(?:call|ring|phone|speak (?:to|with)|talk to|meet|review|discuss|check|ask|follow[- ]?up (?:with|"
            r"on))\s+(?:with )?(?:the|a|an|all|each|every|\d+|[a-z]+ (?:clients?|candidates?|suppliers?|customers?|"
            r"agenc\w+)|finance|HR|IT|marketing|payroll)\b(?! (?:actions?|list|points?|progress|results?|above|"
            r"outcome|numbers|figures|whole|lot))",
            words,
        )
    ) and not re.search(r"\b(?:again|where we are|how (?:it|this|you|we)|progress|see how)\b", words, re.I)


def check_in(setting: Setting, place: Place) -> Said[str] | None:
    """Where the setter says he will look before asking; private."""
    words = setting.words(place)
    match = _CHECK.search(words) if stands_in(words, _LOOKS) else None
    if not match:
        return None
    where = (match["where"] or match["where2"] or "").strip(" ,.")
    where = re.sub(
        r"^(?:in|at|on|into|through)\s+|[\s,]*\b(?:first|beforehand|in advance)\b$", "", where, flags=re.I
    ).strip(" ,")
    return Said(value=where[:1].upper() + where[1:], words=match[0].strip(" ,")) if where else None


def follow_place(setting: Setting, place: Place) -> Place:
    """The place of a follow-up's date with its lead-in words, for taking it out of an action's words."""
    founds = setting.dates_in(place)
    return with_lead(setting.text, place, founds[0]) if founds else place


#: Verbs that are as often the name of a meeting.
_NOUNS_TOO = frozenset(
    [
        "date",
        "time",
        "review",
        "catch",
        "check",
        "follow",
        "meet",
        "call",
        "speak",
        "talk",
        "chat",
        "debrief",
        "book",
        "meeting",
    ]
)
_ORDERS = ACTION_VERBS - _NOUNS_TOO
_CHECK_BACK = lazily(
    r"^(?:and |then |so )*(?:I|we|you and I|let['’]s)(?:['’]ll| will| shall| can| should)?\s+(?:all |then |"
    r"also |both )*(?:catch up|check in|touch base|review (?:it|this|progress|these|together|again)|"
    r"follow[- ]?up(?: (?:with (?:you|him|her)|on (?:this|these|it)))?|speak|talk|discuss (?:it|this)|"
    r"reconvene|regroup|revisit|come back to (?:it|this)|take stock|see (?:where|how) (?:we|you|it))\b"
    r"(?! (?:to|with) (?:the|an?|my|our|their|all|each|[A-Z]))",
    re.I,
)


def is_check_back(words: str) -> bool:
    """Whether a clause without a date only says that people will come back to it."""
    return bool(_CHECK_BACK.match(words))
