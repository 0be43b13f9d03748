"""How English sentences bind people: the patterns of subjects, modals, requests, orders and obligations."""

from __future__ import annotations

import re

from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

ADVERB = (
    r"(?:also|then|still|please|pls|now|kindly|just|personally|both|each|only|first|all|simply|quickly|"
    r"definitely|therefore|really|actually|additionally|separately|next|instead|at least|again|now also)"
)
#: MODAL to LETS_HAVE, ILL and CONTINUOUS are for text in lower case: they are asked of every sentence.
MODAL = re.compile(
    r"(?P<modal>(?<=\w)['’]ll\b|\b(?:will|shall|"
    r"(?:am|is|are|(?<!\bI )(?<!\bwe )(?:was|were)) (?:now |also )?"
    r"(?:going to|gonna|to|due to|supposed to|expected to|happy to|down to|meant to|"
    r"responsible for|in charge of|tasked with)|"
    r"(?<=\w)['’](?:m|s|re) (?:also |now |still |then )?(?:going to|gonna|to|happy to|responsible for|"
    r"in charge of|down to)|gonna|"
    r"needs? to|(?:ha(?:s|ve)(?: got)?) to|['’]ve (?:got )?to|must|should|ought to|"
    r"(?:(?:has|have|had|['’](?:ve|s|d)) )?(?:also |kindly |just |now )*(?:agreed|offered|promised|committed|"
    r"volunteered|undertaken|undertook|asked|been asked|accepted|decided|planned|plans?|aims?|intends?|"
    r"was asked|were asked|is asked) (?:that (?:he|she|they|you|i)(?:['’]d|['’]ll| would| will)|to|(?:for )?)|"
    r"(?:said|told \w+|assured \w+|promised \w+) (?:that )?(?:he|she|they|you|i)(?:['’]d|['’]ll| would| wd| will|"
    r" wanted to)|"
    r"(?:agrees?|offers?|promise[sd]?|commits?|volunteers?|undertakes?|expects) to|"
    r"(?<=[a-z] )going to|takes? (?:care of|responsibility for|on|over)|own[s]?|['’]d like to|would like to|"
    r"want(?:s|ed)? to|can|"
    r"could|would|might|may|to)\b|(?<=\w)['’]d(?= (?!like|love|better|rather|prefer|be|been|had)[a-z]+\b))"
    rf"(?:\s+{ADVERB}\b)*\s+(?P<verb>[a-z][a-z-]*)",
)
#: Who it is that will, in "we said you would".
INNER = re.compile(r"\b(?:that )?(?P<who>he|she|they|you|I)(?:['’]d|['’]ll| would| wd| will| wanted to)$", re.I)
WEAK_MODAL = re.compile(r"^(?:['’]d$|can|could|would|might|may|want|wanted|wants|would like to|['’]d like to)\b", re.I)
NEGATED = re.compile(r"\b(?:not|never|n['’]t|no longer|cannot|don['’]?t|doesn['’]?t|didn['’]?t|no)\s*$", re.I)
REQUEST = re.compile(
    r"\b(?:can|could|would|will|may)\s+(?P<who>you(?: (?:two|both|all|guys))?|"
    rf"@?[\w.'’-]+)(?:\s*,)?(?:\s+(?:{ADVERB}|possibly|maybe)\b,?)*\s+(?P<verb>[a-z][a-z-]*)",
)
WISH = re.compile(
    r"\b(?:i(?:['’]d| would)? (?:also |really |still )*(?:like|love|want|need|expect|trust|appreciate it if|"
    r"be grateful if|have asked|asked|told)|i['’](?:ve|m) (?:also )?(?:asked|asking|told|expecting|relying on|"
    r"counting on)|"
    r"we(?:['’]d| would)? (?:like|need|want|agreed(?: that)?|said(?: that)?|decided(?: that)?)|"
    r"(?:it )?(?:would|['’]d) be (?:great|good|helpful|useful|nice|perfect|appreciated) if|over to|happy for|"
    r"it['’]s (?:up to|on|for)|(?:the plan|agreed|decision)(?: is| was)?:? (?:for|that)|down to|leav(?:e|"
    r"ing) it (?:to|with)|get|asked|ask) "
    rf"(?P<who>you|me|him|her|them|@?[\w.'’-]+)(?:\s+{ADVERB}\b)*\s+(?:to|could|can|"
    rf"would)(?:\s+{ADVERB}\b)*\s+(?P<verb>[a-z][a-z-]*)",
)
PLEASE = re.compile(
    r"\b(?:(?:please|pls|plz|kindly)\b|(?:you|u) (?:ok|okay|able|free|good|happy|alright) to\b|(?:make|"
    r"be) sure (?:that )?(?:you|to|we)\b|(?:remember|"
    r"don['’]?t forget) to\b|ensure you\b|if you could\b|would you mind\b|your (?:action|job|task|"
    r"homework|next step)(?: is| will be)? (?:to|:)|(?:action|next step|task|to ?do|"
    rf"ap)\s*[:–-])(?:\s*,)?(?:\s+{ADVERB}\b,?)*\s+(?P<verb>[a-z][a-z-]*)",
)
PASSIVE = lazily(
    r"\b(?P<modal>needs? to be|needs? |must be|ha(?:s|ve) to be|should be|is to be|are to be|(?<!way )to be|"
    r"wants|requires?)\s*(?P<adv>(?:fully |all |properly |then |also |now )*)(?P<verb>[a-z-]+(?:ed|en|t|ne|ld|"
    r"wn|ng|id|ut|un|und|de|ought|aught))\b",
)
#: "will be circulated by Agnes", "is being drafted by Sam": binds only somebody who is named and known.
TOLD_PASSIVE = re.compile(
    r"\b(?P<modal>will be|['’]ll be|(?:is|are) being|(?:is|are) going to be)\s+(?:(?:fully|all|then|also|now) )*"
    r"(?P<verb>[a-z-]+(?:ed|en|t|ne|ld|wn|ng|id|ut|un|und|de|ought|aught))\b",
)
#: The one by whom, behind a passive: next to it, or further on in its clause.
AGENT = re.compile(r"[^.;!?]*?\bby (?P<who>me\b|you\b|@?[A-ZÄÖÜÉ][\w'’-]+(?: [A-ZÄÖÜÉ][\w'’-]+)?)")
CONTINUOUS = re.compile(r"(?:\b(?:am|is|are)|(?<=\w)['’](?:m|s|re))(?: (?:also|now|then|still))* (?P<verb>[a-z]+ing)\b")
#: "You also", "Dan kindly": what stands between somebody and what binds him.
ADVERBS_LAST = re.compile(
    r"(?<=\w)(?: (?:also|then|still|now|kindly|just|both|each|only|instead|again|now also))+\s*$", re.I
)
#: "You send the analysis by Tuesday", "I pay the deposit on Friday".
PRESENT = re.compile(r"\b(?P<who>I|[Yy]ou)(?: (?:also|then|both))? (?P<verb>[a-z][a-z-]+)(?=\s)")
#: "ill sort the locum", "shes going to ring", as people type on a telephone or dictate: whom the words mean.
UNMARKED = {
    **dict.fromkeys(["ill", "il", "im", "id"], "I"),
    **dict.fromkeys(["youll", "youre"], "you"),
    **dict.fromkeys(["shell", "shes", "shed"], "she"),
    **dict.fromkeys(["hell", "hes", "hed"], "he"),
    **dict.fromkeys(["theyll", "theyre"], "they"),
}
ILL = lazily(
    r"(?:^|[.,;:!?–-]\s+|\b(?:and|but|so|then|said|now) |(?<=\s)(?=(?:shes|hes|im|youre|theyre) going))"
    r"(?:(?P<who>ill?|youll|shell|hell|theyll)|(?<=said )(?P<would>id|shed|hed)|"
    r"(?P<going>im|youre|shes|hes|theyre) (?:going to|gonna)) (?:also |then )?(?P<verb>[a-z][a-z-]+)(?=\s)",
    re.I,
)
#: "ok will ring the insurer in the morning": of oneself, as people type on a telephone.
WILL_ALONE = re.compile(
    r"\W*(?:(?:ok|okay|yes|yep|yeah|sure|right|thanks|thx|great|fine|no problem|np|and|also|then)\b\W*)*"
    r"(?P<will>will|am going to|['’]ll) (?:also |then |just )?(?P<verb>[a-z][a-z-]+)(?=\s)"
)
#: "Remind me to call Mark on Wednesday": a promise to oneself.
REMIND_ME = lazily(r"\bremind me (?:(?:on|next|this) \w+ |tomorrow )?to (?P<verb>[a-z][a-z-]+)(?=\s)")
#: "Vera, let's have the index agreed by Friday".
LETS_HAVE = lazily(
    r"\blet(?:['’]?s| us| me) have(?=\s+(?!(?:those|these|that|this|it|them)\b|a (?:chat|word|look|catch|talk|think|"
    r"coffee|call|meeting)\b))",
)
#: "It was agreed that Walter would approach …": a would that binds.
AGREED_THAT = re.compile(
    r"\b(?:agreed|decided|settled|resolved|said|understood|confirmed)(?: (?:at|on|in) [^,.;]{3,30})?(?: that)?\s*$",
    re.I,
)
OWES = lazily(r"\b(?P<who>I|[Yy]ou)(?: (?:also|still))? owe\b")
WORD_BEFORE = re.compile(r"(@?[^\W\d_][\w.'’-]*)[*_]{0,2}(?:\s*\([^)]{1,20}\))?\s*$")
LOOSE_WORD = re.compile(r"[\s(\[]*([^\W\d_][\w'’-]*)")
PRONOUNS = words_of("i you we he she they someone somebody everyone everybody all both team u")
NOT_NAMES = words_of("""
    the this that these those it there here what which who whom whose when where why how if then and but or so
    as at on in by for from with to of a an no not yes please also next last first action actions owner due note
    fyi monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue wed thu fri sat sun today tomorrow tonight everything
    anything nothing something one two three four five six once after before until while because although
    however therefore meanwhile finally again let lets can could would will should must my your his her its our
    their me him them us new all any some each every hi hello dear thanks thank regards target targets measure
    why goal aim order going having back down up way out ready able likely bound set need needs only just well
    ok okay fine great good agreed still now later soon same plan decision meeting call review work time date
    attrition billings revenue margin sales turnover costs defects complaints absence office contractor system
    report list happy glad pleased delighted keen free sorry nice lovely back
    aob nb ps second third fourth fifth firstly secondly thirdly fourthly lastly final
    tues weds thur thurs sept christmas easter eve xmas new-year boxing
    """)
#: "From you I need the go-ahead by Wednesday", "on your side, we need the signed terms".
NEEDS = lazily(
    r"\bi(?:['’]d| would) like (?=(?:the|a|an|your)\b)|\bwhat i (?:do |really )?need (?:from you )?is (?=the|a)|"
    r"\b(?:i|we)(?:['’]ll| will| do| would|['’]d)? (?:also |still |only )?need (?=(?:the|a|an|your|those|these|that|"
    r"all|both)\b)"
)
#: "Wendy - need the boiler certificate by Wednesday", "I need the figures by noon": wanted of the one written to.
NEED_BY = lazily(
    r"^\W*(?:(?P<who>[^\W\d_][\w'’-]+)(?:,| ?[-–—:]) +)?(?:also |still |i(?:['’]ll)? )*need (?=(?:the|a|an|your|"
    r"those|these|all|both)\b"
    r"[^.;!?]*\b(?:by|before|no later than|at the latest|for)\b)"
)
FROM_YOU = lazily(r"\b(?:from you|what i (?:do |really )?need is|on your side|your side|your end|from your)\b")
#: "I want the article rewritten by 6 February": somebody else is to do it.
WANT_DONE = lazily(
    r"\b(?:i|we)(?:['’]d like| would like| want| need|['’]ll need) (?P<thing>(?:the|a|an|your|those|these|all|both) "
    r"[^,.;:]{3,70}?) (?P<part>[a-z]+(?:ed|en|t|ne|wn|un))(?=\s+(?:by|before|on|today|tomorrow|this|next|and|"
    r"to)\b|[.,;]|$)"
)
BOUNDARY = re.compile(
    r"(?:^|[,;:.!?–—(\n]|\s[-–—]|(?:->|→|=>|>>)|"
    r"\b(?:and|so|then|but|while|whereas|that|as agreed|agreed|also|plus|with))\s*[*_]{0,2}$",
    re.I,
)
AFTER_TIME = re.compile(
    r"(?:^|[.!?]\s+|(?P<name>@?[A-ZÄÖÜ][\w'’-]*)\s*(?:[,:]|\s[-–—])\s+)(?:by|on|before|every|each|next|this|"
    r"from|tomorrow|today|until|no later than|first thing|starting|after|w/c|in|at|for|with|"
    r"during)\b[^,;.!?]{2,70},\s+"
    r"(?:(?:please|also|then|can you|could you)\s+)*(?P<verb>[a-z][a-z-]+)(?=\s)",
    re.I,
)
NOUN_FOLLOWS = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|stays?|remains?|went|fell|rose|looks?|seems?|of the|volume|"
    r"rates?|ratios?|targets?)\b",
    re.I,
)
#: What stands after these tells why, when or whether; nobody is bound by it.
SUBORDINATE = re.compile(
    r"\b(?:because|as|since|so that|in case|although|though|even if|if|when|whether|once|unless|until|till|"
    r"where|which|who|whose|what|how|why|while|hope|hoping|sure|think|believe|wonder|know|knows|after|in which|"
    r"given that|"
    r"the fact that)\s*$",
    re.I,
)
GREETING_WORDS = words_of(
    "hi hello hey dear morning thanks great good ok right well yes no sure perfect lovely brilliant cheers"
)
ORDER = re.compile(
    r"(?:^|(?<=[;])\s*|(?<=[.!?–—:])\s+)"
    r"(?:(?:also|then|next|now|first|finally|to|1st|secondly|please|just|Also|Then|Finally|"
    r"Lastly)\s*[,:]?\s+)*(?P<verb>[A-Za-z][a-z-]+)(?=\s)",
)
#: "the reply to Mr Baird, to go by Monday": the name belongs to what stands before it.
BEHIND_TO = re.compile(r"\b(?:to|for|with|from|of|by|about)\s+(?:(?:Mrs?|Ms|Miss|Dr)\.? )?$")
#: "Yes go ahead, but get it to them by noon".
BUT_ORDER = re.compile(
    r"^\W*(?:(?P<name>[A-ZÄÖÜÉ][\w'’-]+)\s*(?:[,:]|\s[-–—])\s+)?"
    r"(?:[Yy]es|[Yy]ep|[Oo]k(?:ay)?|[Ff]ine|[Ss]ure|[Gg]o ahead|[Aa]greed|[Gg]reat|[Gg]ood|"
    r"[Nn]o problem|[Tt]hat['’]s fine)\b"
    r"[^.;?!]{0,40}?\bbut (?:please )?(?P<verb>[a-z]+)(?=\s)"
)
NAMED_ORDER = re.compile(
    r"(?:^|[\s,;–—-])(?P<name>@?[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]+)?)\s*(?:[,:]|\s[-–—])\s+(?:(?:and|then|also|"
    r"so|can you|please|to|1st|first)\s+)*(?P<verb>[A-Za-z][a-z-]+)(?=\s)"
)
