"""Sentences that belong to the action before them: "The measure is 3 meetings", "By Friday", "Priya will help"."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.action import Said
from followupd.reading.actions.build import Parts
from followupd.reading.actions.dues import Due, choose, dues
from followupd.reading.actions.phrase import capital, named
from followupd.reading.actions.setting import Candidate, Findings, Place, Setting
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

_HELP_VERBS = words_of("help support assist")
_MEASURE = lazily(
    r"^\W*(?:the |our |my |your )?(?:(?:measure|success|evidence|proof|deliverable|expected result|result|"
    r"outcome|success measure|what good looks like|done)\b(?: (?:of success|for this|here))?\s*(?:is|will be|"
    r"means|looks like|being|when|=|:)|"
    r"(?:it['’]s|that['’]s|this is|it is|that is|it will be|you['’]re|consider it|i['’]ll call it|"
    r"we['’]ll call it) (?:done|finished|complete) (?:when|once|if|as soon as)|(?:we['’]ll|we will|you['’]ll|"
    r"i['’]ll|i will) know (?:it|this|that)?['’]?\w* ?(?:\w+ )?(?:when|if|because|by)|"
    r"(?:i|we)(?:['’]d| would| want| need|['’]ll want)? (?:like |want |expect |need )?to see (?=.*\d|"
    r".*\b(?:one|two|three|four|five|six|all|booked|signed)\b)|(?:i|we) (?:expect|want|need) (?=(?:at least |"
    r"a minimum of )?(?:\d+|one|two|three|four|five) [a-z])|fertig ist (?:das|es),? wenn|erledigt ist (?:das|"
    r"es),? wenn|gemessen wird (?:das )?an|ergebnis ist|c['’]est (?:fait|terminé|réussi) (?:quand|si|lorsque)|"
    r"(?:la|le) (?:mesure|critère|résultat attendu|résultat) (?:est|sera))\s*(?P<value>.+?)\W*$",
    re.I,
)
_WHY = lazily(
    r"^\W*(?:(?:this|that|it|which)(?: is| matters)?,? (?:because|so that|in order to|to help|"
    r"important because)|this (?:matters|is important|will|should) (?:because |as )?|(?:the |my )?(?:reason|"
    r"why|purpose|aim|point|idea|background)(?: for this| is| being)*\s*(?:is|:|=)\s*(?:that |to )?|"
    r"we (?:need|want) this (?:because|so|to)|because|das ist wichtig,? weil|grund(?: dafür)?(?: ist)?:?|"
    r"hintergrund:?|c['’]est important (?:car|parce que)|parce que|la raison (?:est|:))\s*(?P<value>.+?)\W*$",
    re.I,
)
_DUE = lazily(
    r"^\W*(?:(?:and |so |all |both |each |all of (?:it|this|these) |both of these |this |that |it |these |i(?: |"
    r"(?=['’]))|"
    r"we(?: |(?=['’]))|everything |ideally |the )*(?:needs? (?:to be |it |this |that |these )?(?:done |finished |"
    r"complete |"
    r"ready |in place )?|(?:want(?:s|ed)?|(?:['’]d|would) like|expect) (?:to (?:see|have) )?(?:it|this|that|these|"
    r"those|them|both|all|everything) "
    r"(?:done |finished |completed? |ready |back |in |in place )?|"
    r"deadline(?: for (?:this|that|it|both|all))?(?=[ :]+\d)|deadline(?: for (?:this|that|it|both|all))?|"
    r"due(?: date)?|is due|are due|to be done|(?:he|she|you|i|tom|"
    r"they)(?:['’]ll| will| should| has agreed to| agreed to| is going to)? (?:do|finish|complete|have|"
    r"get) (?:it|this|that|both|these|them)(?: done| finished)?)?)[\s:,]*(?:is |are |by |before |on |"
    r"no later than |at the latest |until |due |for |bis |spätestens |avant |d['’]ici |pour |au plus tard |"
    r"(?<=deadline )(?=\d)|(?<=deadline: )(?=\d))",
    re.I,
)
_ALL = lazily(r"\b(?:all|both|each|every(?:thing)?|these|them|alle|beides?|tous|toutes|tout)\b", re.I)
_ACHIEVABLE = lazily(
    r"\b(?:you (?:can|may) (?:use|have|borrow|take|ask|count on|draw on)|I(?:['’]ve| have) (?:freed up|"
    r"blocked|set aside|cleared|asked \w+ to help|arranged)|(?:there is|there['’]s|you have|"
    r"you['’]ve got) (?:a |the )?(?:budget|template|script|time|help|£)|(?:with|has) (?:the )?(?:help|"
    r"support) (?:of|from)|(?P<who>[A-Z][\w'’-]+|I|we)(?:['’]ll| will| can| is happy to| is going to|"
    r" has offered to| has agreed to) (?:also |gladly )?(?:help|support|assist|cover (?:for|your|his|her|"
    r"their)|back you|lend|give (?:you|him|her|\w+) a hand)|"
    r"(?:hilft|unterstützt) (?:dir|dich|ihm|ihr|dabei|bei)|(?:du kannst|Sie können) .* (?:nutzen|verwenden)|"
    r"(?:t['’]aidera|vous aidera|t['’]aide|peut (?:t['’]|vous )aider|pourra (?:t['’]|vous )aider))",
)
#: What comes behind is what for: "I'll clear your Fridays so that you have time" is a deed.
_REASON = lazily(r"\bso (?:that )?(?=you\b)|\bbecause\b")
#: "He'll do it by Friday", "you'll have both of them done".
_DOES_IT = lazily(
    r"\b(?:do|finish|complete|have|get|doing|finishing|completing|having|getting)(?: \w+)?"
    r" (?:it|this|that|both|these|those|them|all|everything)\b",
    re.I,
)
_ONLY_DO = words_of("do finish complete have get")


#: What stands for everything that is listed.
_EVERYTHING = lazily(
    r"\b(?:all|everything|both|these|the (?:lot|above|below|following|whole (?:list|lot))|each of (?:these|them)|"
    r"alles|alle|beides|le tout|tout|tous|todo|todas?|allemaal)\b"
)
#: The only other words of a sentence that gives all of that one day.
_STATE = words_of("""
    all everything both these those this that it them lot list above below following whole each of the a an and so
    please pls thanks also note unless otherwise stated stating said says we you i me us my your our on here
    is are to be been being has have had needs need needed want wanted wants must should shall will would like d ll
    do does doing done get got finish finished complete completed ready place closed close sorted in up back with
    due deadline date by before no later than at latest for until end actions action points point items item jobs job
    tasks task things thing two three four five six can could expect expected required today's mentioned listed
    alle alles beides punkte aufgaben bitte bis spätestens vor zum am soll sollen muss müssen erledigt erledigen fertig
    sein werden sind ist frist für gilt die der das den dem
    le tout tous ces points est sont à doit doivent être fait faits terminé terminés faire pour avant merci date limite
    au plus tard d'ici la les
    """)


def day_of_all(setting: Setting, place: Place) -> Due | None:
    """The day by which all that is listed has to be done ("All of this has to be finished by Friday 6 March")."""
    text = setting.text[place[0] : place[1]].lower()
    every = _EVERYTHING.search(text)
    if every is None or every.start() > 50:
        return None
    found = [due for due in dues(setting, place) if due.strong]
    if len(found) != 1:
        return None
    begin, end = found[0].place[0] - place[0], found[0].place[1] - place[0]
    rest = re.sub(r"^\s*[,;(–-].*$", "", text[end:], flags=re.S)  # "…, when the line goes back on"
    rest = f"{text[:begin]} {rest}"
    return found[0] if all(word in _STATE for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", rest)) else None


#: "End of January would be good", "Friday is fine": only a day.
_ONLY_DAY = lazily(
    r"\W*(?:(?:by|before|on|so|the|say|then|maybe|or)\b\W*)*(?:would|will|['’]?d|should|is|are|['’]s|works?|"
    r"suits?|sounds|"
    r"seems|reicht|passt|genügt|wäre|ist|suffit|irait|serait|va)\b"
    r"(?:\s+(?:be|do|also|all|right|just|still|early|soon|good|great|fine|ok|okay|ideal|perfect|lovely|nice|"
    r"best|brilliant|"
    r"enough|for|me|us|you|both|helpful|plenty|time|gut|schön|ideal|aus|prima|bien|parfait|moi|très))*\W*"
    r"(?:(?:please|thanks|if possible|if you can|if that works)\W*)?"
)


def wished_day(setting: Setting, place: Place) -> Due | None:
    """The day that a sentence wishes and says nothing beside ("End of January would be good")."""
    found = dues(setting, place)
    if len(found) != 1:
        return None
    words = setting.text[place[0] : found[0].place[0]] + setting.text[found[0].place[1] : place[1]]
    return found[0] if _ONLY_DAY.fullmatch(words.lower()) else None


_SAME_DAY = lazily(
    r"\W*(?:and |also |for |by |by the |the |with the )*same (?:day|date|deadline|time|goes for (?:this|that)(?: one)?)"
    r"(?:,? (?:please|applies|again|here|as \w+))*\W*",
    re.I,
)


#: "I need it this week", "Lo necesito esta semana".
_NEEDED = lazily(
    r"\W*(?:(?:I|we|they|he|she|the \w+)(?:['’]d| would|['’]ll| will)?(?: really| only| then)? (?:needs?|wants?|"
    r"have to have|must have|"
    r"would like|like|expects?) (?:it|this|that|them|these|both|everything|the answer|your answer|"
    r"an answer)(?: all| back| done| ready)*|"
    r"(?:it|this|that|they|these|both|everything) (?:is|are|has to be|have to be|must be|needs? to be|should be) "
    r"(?:needed|wanted|due|required|ready|done|finished|back|in)|"
    r"(?:ich brauche|wir brauchen|ich benötige|wir benötigen) (?:es|das|sie|diese|ihn|alles)|lo (?:necesito|"
    r"necesitamos|quiero)|"
    r"(?:il|elle) (?:me|nous) (?:le|la|les) faut|j['’]en ai besoin|nous en avons besoin|(?:ik heb|wij hebben|"
    r"we hebben) (?:het|dit|dat|die))\b",
    re.I,
)


def needed_day(setting: Setting, place: Place) -> Due | None:
    """The day by which a sentence says that what stands before it is needed, and nothing else."""
    found = dues(setting, place)
    lead = _NEEDED.match(setting.text, place[0], place[1]) if len(found) == 1 else None
    if lead is None or lead.end() > found[0].place[0] + 2:
        return None
    left = setting.text[lead.end() : found[0].place[0]] + setting.text[found[0].place[1] : place[1]]
    return found[0] if len(re.findall(r"[^\W\d_]+", left)) <= 3 else None


def continues(setting: Setting, place: Place, findings: Findings, verb: str = "") -> bool:
    """Whether a sentence only fills a field of the action before it; if so it is put there.

    "He'll do it by Friday" has a verb, but only the date is new.
    """
    if not findings.candidates:
        return False
    words = setting.words(place)
    last = findings.candidates[-1]
    if verb and not (verb in _ONLY_DO and _DOES_IT.search(words)) and verb not in ("see", "know"):
        return False
    measure = None if verb else _MEASURE.match(words)
    if measure and measure["value"]:
        if last.item.measure is None or last.item.measure.words in last.item.source:
            _put(findings, last, setting, measure=Said(value=capital(measure["value"].strip(" .")), words=words))
        named_day = choose([each for each in dues(setting, place) if each.strong])
        last = findings.candidates[-1]
        if named_day and last.item.due is None and last.zone == setting.index:
            doubts = (*last.item.doubts, *named_day.doubts)
            _put(findings, last, setting, due=named_day.said, doubts=doubts)
        return True
    due = choose(dues(setting, place))
    if (
        due
        and (_DUE.match(words) or verb or wished_day(setting, place) or needed_day(setting, place))
        and len(words) < 140
    ):
        targets = findings.candidates if _ALL.search(words) else [last]
        for each in list(targets):
            if each.item.due is None and each.zone == setting.index:
                _put(findings, each, setting, due=due.said, doubts=(*each.item.doubts, *due.doubts))
        return True
    if verb and due is None and last.item.owner is not None and len(words) < 60:
        return True  # "You'll do that as soon as you can" is nothing new
    if not verb and _SAME_DAY.fullmatch(words):
        before = [each.due for each in findings.updates if each.due is not None]
        before += [each.item.due for each in findings.candidates[:-1] if each.item.due is not None]
        if last.item.due is None and before:
            _put(findings, last, setting, due=before[-1])
        return True
    why = None if verb else _WHY.match(words)
    if why and why["value"] and last.zone == setting.index:
        if last.item.why is None:
            _put(findings, last, setting, why=Said(value=capital(why["value"].strip(" .")), words=words))
        return True
    if not verb and _ACHIEVABLE.search(words) and last.item.achievable is None:
        _put(findings, last, setting, achievable=Said(value=words.rstrip(" ."), words=words))
        return True
    return False


def helps(setting: Setting, parts: Parts, findings: Findings) -> bool:
    """Whether a clause promises help with the action before it ("Priya will help with the list")."""
    words = setting.words(parts.clause)
    if not findings.candidates or not (parts.verb in _HELP_VERBS or _ACHIEVABLE.search(_REASON.split(words)[0])):
        return False
    if parts.who.lower() == "you" and parts.verb in _HELP_VERBS:
        return False
    last = findings.candidates[-1]
    if dues(setting, parts.clause) and not re.search(r"\bhelp\b", words):
        return False
    if last.item.achievable is None:
        _put(findings, last, setting, achievable=Said(value=words.strip(" .,;"), words=words.strip(" ,;")))
    return True


def _put(findings: Findings, old: Candidate, setting: Setting, **fields: object) -> None:
    for name in ("measure", "why", "achievable"):
        said = fields.get(name)
        if isinstance(said, Said):
            fields[name] = named(said, setting.circle, setting.language)
    at = findings.candidates.index(old)
    item = replace(old.item, **fields)  # type: ignore[arg-type]
    findings.candidates[at] = replace(old, item=item)
