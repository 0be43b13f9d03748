"""Sentences of a newer message that change an action of an older one: a date moved, an owner changed, done, dropped."""

from __future__ import annotations

import re
from datetime import timedelta

from followupd.domain.action import Moment, Said
from followupd.reading.actions.dues import Due, choose, dues
from followupd.reading.actions.owners import owner_of
from followupd.reading.actions.setting import Place, Setting, Standing, Update
from followupd.reading.actions.vetoes import is_done
from followupd.reading.actions.words import FROM_GERUND, FROM_PARTICIPLE
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered

_PROPOSAL = lazily(
    r"\b(?:(?:could|can|shall|may) (?:we|I) (?:say|make it|move|push|do|have until|go for|aim for)|how about|"
    r"what about|would .{1,30} (?:work|do|be ok)|is .{1,30} ok(?:ay)?|can (?:it|this) wait|könnten wir|ginge|"
    r"wäre .{1,30} möglich|pourrait-on|est-ce que .{1,30} (?:va|irait))\b.*\?|\bcan['’]t make\b|"
    r"\bwon['’]t make\b",
    re.I,
)
#: "The 20th isn't going to happen for the layout": that day is not wanted, another will be named.
_NOT_THEN = lazily(
    r"\b(?:is|are|was|will|would|do|does)(?:n['’]t| not)(?: be)?(?: \w+)? (?:going to (?:happen|work|"
    r"be possible)|possible|realistic|"
    r"doable|feasible|work|happen)\b|\b(?:is|are|was|will be)(?: \w+)? too (?:tight|early|soon)\b",
    re.I,
)
_AGREES = lazily(
    r"^\W*(?:(?:yes(?: to)?|yep|ok(?:ay)?(?: to)?|sure|fine(?: by me| with me)?|agreed|works(?: for me)?|that works|"
    r"no problem|perfect|good|great|done|all good|go for it|einverstanden|passt|gerne|ja|d['’]accord|"
    r"ça marche|oui|parfait|très bien)\b[\s,.!–-]*)+|"
    r"^\W*(?:(?:ok(?:ay)?|so|then|right|well)[\s,]+)*let(?:['’]?s| us) (?:say|make it|go (?:for|with)|call it|"
    r"settle on|"
    r"(?:move|push|put) (?:it|that|this) (?:back )?to|aim for|agree on|stick (?:with|to))\b|"
    r"^\W*[^.!?]{3,40}? (?:works|suits|is (?:fine|ok|okay|good)|passt|me va|convient)(?: (?:for|by|with) (?:me|"
    r"us))?\W*$",
    re.I,
)
_DROPS = lazily(
    r"\b(?:dropped?|drop (?:the|it|that)|no longer (?:needed|required|necessary)|forget (?:the|about|it|that)|"
    r"no need (?:for|to)|(?:do not|don['’]t|needn['’]t) (?:worry about|bother)|never mind|"
    r"cancel(?:led)?|don['’]t need|not needed|scrap(?:ped)?|leave (?:the|it|that) (?:out|for now)|entfällt|"
    r"gestrichen|nicht mehr nötig|annulé|abandonn|plus besoin)\b",
    re.I,
)
#: "… will take longer because the photographer cancelled".
_BECAUSE = lazily(r"\b(?:because|since|as|weil|da|parce que|car|porque|omdat)\b", re.I)
_TAKES = lazily(
    r"\b(?:(?P<a>[A-Z][\w'’-]+|I)(?:['’]ll| will| is going to| has agreed to| has offered to| agreed to|"
    r" offered to| can)? (?:take|takes|pick up|picks up|do|own|handle|cover|have|take over|takes over|"
    r"taking)(?: on| over)? (?:it|this|that|the|over|[A-Z]\w+['’]s)|(?P<b>[A-Z][\w'’-]+) (?:instead of|"
    r"rather than|not) [A-Z]\w+|(?:give|hand|pass|move|switch|reassign)(?:ed|ing)? (?:it|this|that|"
    r"the [\w ]{2,30}) (?:over )?to (?P<c>[A-Z][\w'’-]+)|(?P<d>[A-Z][\w'’-]+) (?:übernimmt|reprend|"
    r"s['’]en charge))\b"
)
#: "Nicole, over to you for the searches", "the searches are Nicole's", "the lease is one for Nicole".
_HANDED = lazily(
    r"(?:^\W*(?P<called>[A-ZÄÖÜÉ][\w'’-]+)\s*(?:,|\s[-–—]|:)\s+)?(?:.{0,60}?)(?:\bover to (?P<who>you|"
    r"[A-ZÄÖÜÉ][\w'’-]+) "
    r"(?:for|on|with)\b|\b(?:is|are) (?:one )?(?:for |with |down to )(?P<for>you|"
    r"[A-ZÄÖÜÉ][\w-]+)(?=\s*(?:[,.;:!–-]|$|please|by\b|and\b))|"
    r"\b(?:is|are) (?P<whose>yours|[A-ZÄÖÜÉ][\w-]+['’]s)(?=[\s,.;:!]*(?:$|please|and\b|by\b)))"
)
#: "Done means she has signed it" says how one will see it, not that it is done.
_MEANS = lazily(r"^\W*(?:done|finished|completed?)\s+(?:means|when|once|if|is when|looks like)\b", re.I)
#: "The skip is booked": over, when an older message has somebody book a skip.
_IS_MADE = lazily(
    r"\b(?:is|are|has been|have been|was|were|['’]s been|['’]ve been) (?:now |already |all |both )?(?P<part>[a-z-]+)\b"
)
#: "The price list went to the designer this morning."
_IS_GONE = lazily(r"\b(?:went|(?:has|have) gone|is (?:now )?(?:with|live|out there|up on)|came back|came in|arrived)\b")
#: "The leaflets went to the printer on Tuesday": whatever Tuesday it is, it is over.
_WENT = lazily(
    r"^\W*(?:[a-z'’]+,? )?(?:the|my|our|all|both)\b[^.;?]{2,50}? (?:went|came back|came in|"
    r"arrived)\b(?! (?:well|wrong|down|up)\b)"
)
_NOT_YET = lazily(r"\b(?:if|once|when|until|not|never|nearly|almost|half)\b")


#: "Ed, thanks for sending the price list": it is sent.
_THANKED = lazily(r"\b(?:thanks|thank you|cheers)(?: [a-z]+)? for (?P<deed>[a-z]+ing)\b")


def _is_made(words: str) -> bool:
    low = lowered(words)
    thanked = _THANKED.search(low)
    if thanked and thanked["deed"] in FROM_GERUND:
        return True
    made = any(match["part"] in FROM_PARTICIPLE for match in _IS_MADE.finditer(low))
    return made and not _NOT_YET.search(low)


_VOCATIVE = lazily(r"(?:^|[-–—.!,]\s*)(?P<who>[A-Z][\w'’-]+)\s*[,:–-]\s")

#: "Priya: yes, Wednesday is fine".
_CALLS = re.compile(r"^\W*(?:(?:hi|hello|thanks|ok(?:ay)?),? )?[A-ZÄÖÜÉ][\w'’-]+\s*(?:[,:!.]|\s[-–—])\s+")

_BARE_DAY = lazily(
    r"\b(?:the|le|den|am)\s+(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?=\s*(?:[?,.!]|$|\b(?:and|it is|works|then|for|"
    r"instead|because|as|since|please|by|at)\b))",
    re.I,
)


def _bare_day(setting: Setting, place: Place) -> Due | None:
    """ "The 27th" where a date is being talked about: the next day with that number."""
    match = _BARE_DAY.search(setting.text[place[0] : place[1]])
    if not match:
        return None
    day = setting.said.date()
    for _ in range(62):
        day += timedelta(days=1)
        if day.day == int(match["day"]):
            moment = Moment(day=day, zone=setting.working.zone.key)
            begin, end = place[0] + match.start(), place[0] + match.end()
            return Due(said=Said(value=moment, words=setting.words((begin, end))), place=(begin, end), strong=True)
    return None


_DROP_ORDER = lazily(
    r"^\W*(?:[A-Z][\w'’-]+\s*(?:[,:–-]|\s[-–—])\s+)?"
    r"(?:(?:please|just|you can|let['’]s|we can|we['’]ll|ok(?:ay)?|so)[\s,]+)*"
    r"(?:drop(?!\b[^.;]{0,25}\b(?:off|round|in|by|over|into|me|us|him|her|a line)\b)|cancel|scrap|"
    r"forget(?: about)?|leave|"
    r"skip|bin|park)\b",
    re.I,
)


def drops_first(words: str) -> bool:
    """Whether a sentence is an order to drop something ("Sue - drop the template")."""
    return bool(_DROP_ORDER.match(words))


def _ahead(setting: Setting, due: Due | None) -> bool:
    return due is not None and due.said.value.day > setting.said.date()


#: "Jo has number 2", "I'll take 1 and 3", "points 1, 2 and 4 are Sam's".
_NUMBERS = (
    r"(?:(?:number|no\.?|nos\.?|point|item|action|task)s? |#)?"
    r"(?P<numbers>\d{1,2}(?:(?:, ?|,? (?:and|&|und|et) |\s?\+\s?)#?\d{1,2})*)"
)
_GETS = lazily(
    r"(?:^|[.;,–—-]\s*|\b(?:and|but|so)\s+)(?P<who>I|[Yy]ou|[A-ZÄÖÜÉ][\w'’-]*?)"
    r"(?:['’]ll| will| can| to| is to| should)?(?: also| please)? "
    r"(?:takes?|has|have|gets?|does?|do|owns?|handles?|covers?|picks? up|looks? after|is (?:doing|taking)|"
    rf"am (?:doing|taking)|übernimmt|übernehme|macht|mache|prend|prends) {_NUMBERS}(?=\s*(?:[.;,!)–—-]|$|and\b|"
    rf"please\b))"
)
_ARE_WHOSE = lazily(
    rf"(?:^|[.;,–—-]\s*|\b(?:and|but|so)\s+){_NUMBERS} (?:is|are|goes? to|for|to|with|[:–-]) ?"
    r"(?:for |to |with |down to )?(?P<who>mine|me|yours|you|(?-i:[A-ZÄÖÜÉ])[\w-]*(?:['’]s)?)(?=[\s,.;!]|$)",
    re.I,
)


#: "Mine is no. 4", "yours are 1 and 3".
_WHOSE_ARE = lazily(
    rf"(?:^|[.;,–—-]\s*|\b(?:and|but|so)\s+)(?P<who>mine|yours|(?-i:[A-ZÄÖÜÉ])[\w-]*['’]s) (?:is|are) "
    rf"{_NUMBERS}(?=[\s,.;!–—-]|$)",
    re.I,
)
#: "I've done no. 2 already", "have sent 1 and 3".
_DID = lazily(
    r"\b(?:I|we|you|he|she)?(?:['’]ve| have|['’]s| has) (?:already |now |just )?"
    r"(?:done|sent|finished|sorted|dealt with|closed|completed|ordered|paid|booked)(?: off)? "
    rf"{_NUMBERS}(?=[\s,.;!–—-]|$)",
    re.I,
)


def by_number(setting: Setting, place: Place) -> list[Update]:
    """Who gets which of the numbered entries below ("Jo has number 2, I'll take 1 and 3"), and until when."""
    text = setting.text[place[0] : place[1]]
    if not any(letter.isdigit() for letter in text):
        return []
    gets = (*_GETS.finditer(text), *_ARE_WHOSE.finditer(text), *_WHOSE_ARE.finditer(text))
    found = sorted(gets, key=lambda each: each.start())
    words = setting.words(place)
    out = [
        Update(zone=setting.index, words=words, number=number, standing=Standing.DONE)
        for match in _DID.finditer(text)
        for number in re.findall(r"\d+", match["numbers"])
    ]
    for index, match in enumerate(found):
        word = re.sub(r"['’]s$", "", match["who"])
        owner = owner_of(setting, {"mine": "I", "me": "I", "yours": "you"}.get(word.lower(), word), word).owner
        if owner is None or (index and match.start() < found[index - 1].end()):
            continue
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        due = choose(dues(setting, (place[0] + match.end(), place[0] + end)))
        out += [
            Update(
                zone=setting.index,
                words=words,
                number=number,
                owner=owner,
                due=due.said if due else None,
                doubts=due.doubts if due else (),
            )
            for number in re.findall(r"\d+", match["numbers"])
        ]
    return out


#: "Number 3 has already gone out", "ignore no 4", "point 2 is done".
_NUMBERED = lazily(
    r"\b(?P<drop>(?:ignore|skip|forget|drop|cancel|scrap|leave(?: out)?|never mind)\s+)?(?:the )?"
    r"(?:numbers?|no\.?|nr\.?|points?|items?|punkt|aufgabe|punto|punt|#)\s?(?P<number>\d{1,2})\b(?P<rest>[^.;]*)",
    re.I,
)
#: "No. 2 has changed, he now has until the 30th", "number 3 is now due on Friday".
_CHANGED = lazily(r"\b(?:changed|now|moved|instead|until|extended|slipped|put back|brought forward)\b", re.I)
_INSTEAD = lazily(r"\b(?:instead|rather than|not|statt|anstatt|au lieu|en vez|in plaats)\b", re.I)
_OVER = lazily(r"\b(?:done|gone|sent|sorted|finished|off|over|dealt with|closed|in hand|ordered|paid|out)\b", re.I)


def _of_number(setting: Setting, place: Place) -> Update | None:
    """What a sentence says of a numbered entry below: done, to be left, or with another day."""
    words = setting.words(place)
    found = _NUMBERED.search(words)
    if found is None:
        return None
    if _INSTEAD.search(words) and not found["drop"]:  # "nur bei Punkt 2 bitte bis 9. Oktober statt 16. Oktober"
        moved = [due for due in dues(setting, place) if due.strong and _ahead(setting, due)]
        if len(moved) == 1:
            return Update(
                zone=setting.index, words=words, number=found["number"], due=moved[0].said, doubts=moved[0].doubts
            )
    if not (found["drop"] or re.match(r"\s+(?:is|has|was|went|moves|['’]s)\b", found["rest"])):
        return None
    if found["drop"]:
        return Update(zone=setting.index, words=words, standing=Standing.DROPPED, number=found["number"])
    day = choose(dues(setting, place)) if _CHANGED.search(found["rest"]) else None
    if day is not None and _ahead(setting, day):
        return Update(zone=setting.index, words=words, number=found["number"], due=day.said, doubts=day.doubts)
    over = _OVER.search(found["rest"]) and not _NOT_YET.search(lowered(found["rest"]))
    return Update(zone=setting.index, words=words, standing=Standing.DONE, number=found["number"]) if over else None


_TIME_KEPT = lazily(
    r"\b(?:put|booked|blocked|set|kept|scheduled|pencilled|reserved|cleared|got)(?: \w+)? (?:an? |half an? |two |the |"
    r"some |\d+ |my )*(?:hours?|minutes|mins|morning|afternoon|time|slot|day|it|that)\b(?: (?:in|aside|off|out|free))?"
    r"[^.;]{0,25}?\b(?:for|on)\b",
    re.I,
)
#: "Mine is the coaching one", "the linen order is with me".
_MINE = lazily(r"\b(?:mine|with me|down to me|for me|my (?:one|bit|part|point|item|job|task))\b", re.I)


#: "… he is fine with it, except that the training moves to the 22nd": what is behind it is a matter of its own.
_BUT = lazily(r"[,;]?\s+(?:except(?: that| for)?|but|although|only that|while|whereas|aber|sauf(?: que)?|mais)\s+|;\s+")
_MOVES = lazily(
    r"\b(?:moves?|moved|moving|goes|shifts?|shifted|slips?|pushed|put back|brought forward|extended|changes?|changed|"
    r"postponed|verschiebt sich|verschoben|décalée?s?|reportée?s?) (?:back |forward |out )?(?:to|until|till|auf|"
    r"au|à)\b",
    re.I,
)


def _moving_part(setting: Setting, place: Place) -> Place:
    """The part of a sentence that moves a date, when something else stands before it; else the whole."""
    cut = next((each for each in _BUT.finditer(setting.text, place[0], place[1])), None)
    if cut is None or not _MOVES.search(setting.text, cut.end(), place[1]):
        return place
    return (cut.end(), place[1]) if dues(setting, (cut.end(), place[1])) else place


_HAS_UNTIL = lazily(r"\b(?:has|have|got|gets?) (?:now )?(?:until|till)\b|\b(?:due|deadline|needed)\b", re.I)


def until_when(setting: Setting, place: Place) -> Update | None:
    """The day that words to the service give to what stands below: "Log this for Mags, she has until 20 May"."""
    words = setting.words(place)
    due = choose(dues(setting, place)) if _HAS_UNTIL.search(words) else None
    if due is None or not _ahead(setting, due):
        return None
    named = [setting.circle.who(word).person for word in re.findall(r"[A-ZÄÖÜÉ][\w-]+", words)]
    people = {person.address: person for person in named if person is not None and person != setting.circle.author}
    whose = next(iter(people.values())) if len(people) == 1 else None
    return Update(zone=setting.index, words=words, whose=whose, due=due.said, doubts=due.doubts)


def update_of(setting: Setting, place: Place) -> Update | None:
    """What a sentence changes, when it may change something that an older message holds."""
    place = _moving_part(setting, place)
    words = setting.words(place)
    if _MEANS.match(words):
        return None
    numbered = _of_number(setting, place)
    if numbered is not None:
        return numbered
    whose = None
    for match in _VOCATIVE.finditer(words):
        named = setting.circle.who(match["who"])
        if named.person:
            whose = named.person
    base = Update(zone=setting.index, words=words, whose=whose)
    proposal = bool(_PROPOSAL.search(words))
    due = choose(dues(setting, place), words)
    agrees = _AGREES.match(_CALLS.sub("", words, count=1)) is not None
    due = due or (_bare_day(setting, place) if proposal or agrees else None)
    agreement = agrees and not proposal
    standing = Standing.OPEN
    if drops_first(words) and is_done(words):  # "Please leave the letter, I've sent it myself"
        standing = Standing.DROPPED
    elif _ahead(setting, due) and _TIME_KEPT.search(words):
        pass  # "I've put an hour in for Tuesday": when it will be done
    elif (
        is_done(words)
        or _is_made(words)
        or _WENT.search(lowered(words))
        or (not _ahead(setting, due) and _IS_GONE.search(lowered(words)))
    ):
        standing = Standing.DONE
    elif _DROPS.search(_BECAUSE.split(words)[0]):
        standing = Standing.DROPPED
    taken = _TAKES.search(words)
    owner = None
    if taken:
        name = next(part for part in taken.group("a", "b", "c", "d") if part)
        owner = owner_of(setting, name).owner
    handed = _HANDED.match(words) if owner is None and standing is Standing.OPEN else None
    if handed:
        name = handed["who"] or handed["for"] or re.sub(r"['’]s$", "", handed["whose"])
        name = (handed["called"] or "you") if name in ("you", "yours") else name
        owner = owner_of(setting, name, name).owner
    if not (proposal or agreement) and _NOT_THEN.search(words):
        proposal, due, whose = True, None, setting.circle.author
    if not (due or agreement or owner or proposal or standing is not Standing.OPEN):
        return None
    if whose is None and (proposal or _MINE.search(words)):
        whose = setting.circle.author
    return Update(
        zone=base.zone,
        words=words,
        due=due.said if due and standing is Standing.OPEN else None,
        doubts=due.doubts if due else (),
        owner=owner,
        standing=standing,
        whose=whose or (setting.circle.author if standing is Standing.DONE and re.match(r"\W*I\b", words) else None),
        proposal=proposal,
        agreement=agreement,
    )
