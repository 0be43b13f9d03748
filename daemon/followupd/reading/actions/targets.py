"""A KPI target or an action? The test: could the owner tick it off alone after doing it, or is it read off a report?

1. Level verb + metric ("hit 20k billings", "reduce absence") is a target.
2. Metric + value without a verb of doing ("CV to interview ratio of 3:1", "target is 5") is a target.
3. A bare activity rate without an end ("40 calls a day", "30 BD calls") is a target.
4. A verb of doing with a bounded set or a named thing overrides ("make the 40 calls on Thursday's list").
"""

from __future__ import annotations

import re

from followupd.reading.actions.words import ACTION_VERBS, FROM_THIRD, NUMBER, VAGUE
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered

METRIC = (
    r"(?:billings?|revenues?|turnover|(?:gross |net |operating )?(?:margins?|profits?)|gp|ebitda|sales|"
    r"fees?(?: income)?|nfi|"
    r"[\w-]+[ -]rates?|rates?|ratios?|nps|csat|scores?|attrition|churn|retention|absence|absenteeism|sickness|"
    r"sick leave|utili[sz]ation|occupancy|"
    r"conversion|productivity|pipeline(?: value)?|headcount|placements?|starters?|perms?|temps?(?: out)?|"
    r"deals?|wins?|fill|time[ -]to[ -](?:hire|fill|market)|overtime|"
    r"complaints?|defects?(?: reports?)?|errors?|accidents?|incidents?|near misses|waste|scrap|rework|"
    r"downtime|uptime|lead times?|otif|on[ -]time(?: delivery)?|accuracy|"
    r"response times?|handling times?|wait(?:ing)? times?|shrinkage|footfall|basket|market share|costs?|spend|"
    r"budget|stock (?:levels?|turns?)|backlog|quota|targets?|kpis?|sla|slas|engagement|"
    r"compliance(?: audits?)?|audits?|availability|attendance|yield|throughput|output|volumes?|growth|leads|"
    r"orders?|bookings?|enquiries|inquiries|applications?|satisfaction|usage|returns|debtor days|"
    r"clicks|visits|traffic|sign-?ups|subscribers|ftes?|run rate|activity|"
    r"umsatz\w*|marge\w*|\w*quote|fluktuation|krankenstand|fehlerquote|deckungsbeitrag|\w*ziel(?:e|s)?|"
    r"auslastung|reklamation\w*|absatz|"
    r"chiffre d['’]affaires|ca|marges?|taux(?: de [\w-]+| d['’][\w-]+)?|objectifs?|absentéisme|rotation|"
    r"ventes|réclamations|placements?|omzet|facturación|winst)"
)
_VALUE = (
    r"(?:[£$€]\s?\d[\d.,]*\s?(?:k|m|mio|bn)?|\d[\d.,]*\s?(?:k|m|%|percent|per cent|prozent|pour cent|€|£|\$|"
    r"eur|gbp|pts?|points?)|\d+\s?:\s?\d+|\d[\d.,]*|" + NUMBER + r")"
)
_LEVEL = (
    r"(?:hit|hits|hitting|reach|reaches|reaching|achieve|achieves|achieving|exceed|exceeds|exceeding|beat|"
    r"increase|increasing|reduce|reducing|grow|growing|maintain|maintaining|lift|raise|"
    r"cut|lower|improve|keep|hold|bring|deliver|get|drop|double|halve|bill|billing|place|placing|fill|win|"
    r"close|generate|make|attain|meet|drive|boost|push|aim for|land|smash|sell|do|run at|"
    r"erreichen|steigern|erhöhen|senken|reduzieren|halten|atteindre|augmenter|réduire|dépasser|maintenir|passer)"
)
_RATE = lazily(
    rf"\b{NUMBER}(?:\s*\+)?\s+(?:[^\W\d_][\w'’-]*\s+){{1,4}}?(?:a|an|per|each|every|/|pro|am|par|die|im)\s*(?:day|"
    r"week|month|quarter|year|consultant|head|person|hour|shift|tag|woche|monat|jour|semaine|mois|an)\b|"
    rf"\b{NUMBER}(?:\s*\+)?\s+[\w'’ -]{{2,30}}(?:/\s?(?:day|week|month|wk|mth)|(?:daily|weekly|monthly|p/?w|p/?m|"
    r"täglich|wöchentlich|monatlich))\b",
)
_COUNTED_ACTIVITY = lazily(
    rf"^\W*(?:(?:make|do|have)\s+)?(?:at least |min(?:imum)? )?{NUMBER}\s*(?:\+\s*)?(?:x\s+)?(?:[\w'’-]+\s+){{0,2}}"
    r"(?:calls?|meetings?|cvs|interviews?|visits?|placements?|starters?|leads?|demos?|jobs?|vacancies|roles?|"
    r"deals?|sales|temps?|perms?|candidates?|clients?|referrals?|submissions?|tickets?|appointments?)\b[\s.!]*"
    r"(?:(?:each|per person|per consultant|this (?:week|month)|in (?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december)|minimum|min|every)\b[\s.!]*)*$",
)
_SAYS_TARGET = lazily(
    r"\b(?:targets?|goals?|quotas?|kpis?|aim|benchmark|standard|norm|stretch|limit|ceiling|cap|threshold|sla|"
    r"ziel\w*|\w+ziel|"
    r"objectif|"
    r"cible|objetivo|doel\w*)\b[^.;]{0,40}?(?:\b(?:is|are|of|was|says?|stays?|remains?|at|for|ist|sind|bleibt|liegt|"
    r"est|reste|de|"
    r"es|sigue siendo|blijft|"
    rf"fixé à)\b|[:=–-])[^.;]{{0,60}}?{_VALUE}|"
    rf"\b(?:target|goal|quota|ziel|objectif) {_VALUE}|"
    rf"{_VALUE}[^.;]{{0,30}}?\b(?:is|as|was|ist|est) (?:the|your|our|my|his|her|das|unser|dein|l['’]|"
    r"notre)\s*(?:new |monthly |weekly )?(?:target|goal|quota|aim|ziel|objectif)|"
    r"\b(?:against|versus|vs\.?) (?:an? |the |our )?(?:target|goal|budget|plan|limit|cap|ceiling|"
    r"standard|allowance|forecast)\b|\baiming for\b|\b(?:target|"
    rf"goal|aim) (?:is|remains) to (?:{_LEVEL})\b",
)
_MOVES = lazily(
    r"\b(?:hit|reach|achiev|exceed|beat|increas|reduc|grow|maintain|rais|lift|lower|doubl|halv|attain|steiger|"
    r"erhöh|senk|reduzier|erreich|"
    r"augment|rédui|dépass|atteind)\w*",
)
_SHARE = lazily(
    r"^\W*(?:[\w'’-]+ ){0,3}\d[\d.,]* ?(?:%|percent|per cent|prozent) (?:of|der|des) (?!the\b|your\b|all\b|"
    rf"our\b)|^\W*(?:zero|no|null|zéro) {METRIC}\b|"
    r"^\W*(?:zero|null|zéro) (?:[\w'’-]+ ){0,2}[\w'’-]+(?: (?:this|per|in|by|every|each) [\w ]{2,20})?\W*$",
)
_TARGET_WORD = lazily(
    r"objetivo|doel|standard|norm|limit|ceiling|cap|threshold|sla|target|goal|quota|kpi|budget|aim|benchmark|"
    r"stretch|ziel|"
    r"objectif|cible|against|versus|vs"
)
_NUMBER_WORD = lazily(rf"\b{NUMBER}\b")
_LEVEL_METRIC = lazily(
    r"^\W*(?:to |please |we(?:['’]ll| will| need to| must| have to)? |you(?:['’]ll| will| need to| should|"
    r" must)? |i(?:['’]ll| will| need to)? |the team (?:will|must|needs to) |[a-z]\w+ (?:to|will|needs to|"
    r"must|has to) ){0,4}"
    rf"{_LEVEL}\s+(?:(?:the|our|your|my|his|her|an?|to|above|below|under|over|up|down|back|at least|more|fewer|"
    r"less|average|overall|total|monthly|weekly|quarterly|annual|team|on|by|die|den|das|unsere?n?|le|la|les|"
    r"un|une|notre)\s+){0,6}"
    rf"(?:{_VALUE}\s+(?:of\s+|in\s+|on\s+)?)?(?:(?:the|our|your|"
    rf"[\w'’-]+)\s+){{0,2}}?(?P<metric>{METRIC})\b(?P<rest>.*)$",
    re.S,
)
_LEVEL_VALUE = lazily(
    r"^\W*(?:to |please |[a-z]\w+ (?:to|will) ){0,4}(?:hit|reach|achieve|exceed|beat|bill|attain|get to|smash|"
    rf"erreichen|atteindre|dépasser)\s+(?:at least |over |above |to )?{_VALUE}",
)
_PEOPLE_RESULT = lazily(
    r"^\W*(?:to |please |[a-z]\w+ (?:to|will) |i(?:['’]ll| will) |you(?:['’]ll| will) ){0,4}(?:place|fill|win|"
    r"close|sell|bill|land|make|secure|sign up|recruit|hire)\s+(?:at least |"
    rf"another )?{NUMBER}\s+(?:[\w'’-]+\s+){{0,2}}"
    r"(?:temps?|perms?|contractors?|candidates?|starters?|people|placements?|roles?|vacancies|jobs?|deals?|"
    r"sales|new (?:clients?|accounts?|customers?)|nurses|drivers|positions?|hires?|units?|accounts?|"
    r"clients?)\b",
)
_FROM_TO = lazily(rf"\b(?:from|von|de)\s+{_VALUE}\s+(?:to|auf|à)\s+{_VALUE}")
_AIM = lazily(r"\W*(?:in order to|to|um|pour|afin de)\b[^,;]{4,80},\s*")
#: "needs to go from 94% to 98%": the figure moves, nobody does anything.
_MOVING = lazily(r"\b(?:to|must|should|will|has to|have to|needs to) (?:go|come|move|get|rise|fall|be|grow|climb)\b")
#: "average wait below 40 seconds", "first-call resolution 78%".
_LEVEL_PHRASE = lazily(
    rf"^\W*(?:[^\W\d_][\w'’-]*[ :]+){{1,5}}(?:(?:above|below|under|over|at least|at most|no more than|"
    rf"less than|more than|fewer than|up to|down to|higher than|lower than|max\.?|min\.?) {_VALUE}(?: [a-z]+)?|"
    rf"\d[\d.,]* ?%)"
    r"(?: (?:by|in|for|per|this|each) [\w ]{2,25})?\W*$",
)
#: "Complaints last month: 4, down from 9".
_MOVED_LEVEL = lazily(rf"^\W*[^.;:]{{3,40}}: ?{_VALUE}\b[^.;]{{0,20}}\b(?:up|down) (?:from|on|to)\b")
_METRIC = lazily(rf"\b{METRIC}\b")
_METRIC_VALUE = lazily(rf"\b{METRIC}\b[^.;\n]{{0,50}}?{_VALUE}|{_VALUE}[^.;,\n]{{0,25}}?\b{METRIC}\b")
_HARD_VALUE = lazily(
    r"\d[\d.,]*\s?(?:k\b|m\b|%|percent|per cent|prozent|pour cent)|[£$€]\s?\d|\d\s?[€£]|\d+\s?:\s?\d+(?!\d)"
)
_BOUNDED = lazily(
    r"\b(?:the|those|these|your|his|her|my|our|all)\s+(?:[\w'’-]+\s+)?"
    + NUMBER
    + r"\b|\b(?:on|from|off) (?:the|your|my|our|\w+['’]s) (?:[\w'’-]+ )?list\b",
)
_DIGIT = lazily(r"\d")
_DOCUMENT = lazily(
    r"\s+(?:report|sheet|meeting|review|template|list|plan|file|form|letter|email|mail|call|deck|slides?|"
    r"paper|dashboard|tracker|log|process|policy|audit|checklist|training|forms?|board|numbers|figures|data|stats|"
    r"statistics|breakdown|spreadsheet|summary|update|analysis|folder|records?|history)\b"
)
_SALES = lazily(r"\b(?:target|billings|revenue)\b")
#: A rate that has an end is something to be done until then.
_ENDS = lazily(r"\b(?:until|till|through|up to|between|for (?:the next )?\w+ (?:days|weeks)|bis|jusqu)")
_DONE_WHEN = re.compile(
    r"\b(?:done|complete|finished) when\b|\b(?:erledigt|fertig),? wenn\b|\b(?:fait|terminé) quand\b"
)
_LEVEL_WORD = lazily(rf"^{_LEVEL}$")


_ONE_EACH = lazily(
    r"\bone [^.;,]{2,40}? (?:per|for (?:each|every)|(?:in|at|on) (?:each|every)) (?!day|week|month|quarter|year|hour)"
)
#: "Guests: 4.5 on the site, we are at 4.2".
_STANDS_AT = re.compile(
    rf"\d[^;]*?[,;(–—-] ?(?:and |but )?(?:(?:we|you|they|it)(?:['’](?:re|s)| are| is) (?:now |currently |still )?"
    rf"(?:at|on|down to|up to|running at)|(?:now|currently|today|at present)(?: at)?|was|were) {_VALUE} ?[%x]?\)?\W*$"
)
#: "94% in February, so we're one point off target".
_OFF_TARGET = re.compile(
    r"\d.*\b(?:off|below|under|above|over|short of|behind|ahead of|against|on) (?:the |our |your )?"
    r"(?:target|plan|budget|goal|forecast)\W*$"
)
#: "14 empty, we said we would not go above 10", "mehr als 5 dürfen es nicht sein", "let's get over 1,300".
_BOUND = re.compile(
    rf"\d.*(?:\b(?:not|never) (?:to )?(?:go|be|rise|fall|drop|get)(?: back)? (?:above|over|below|under|beyond) "
    rf"{_VALUE}|"
    rf"\b(?:mehr als|höchstens|maximal|nicht über|nicht unter|plus de|moins de|más de|menos de|meer dan|minder dan) "
    rf"{_VALUE}|"
    rf"\blet['’]?s (?:get|make it|hit|keep it|stay|aim)(?: to| for| over| under| above| below| at)? {_VALUE}|"
    rf"\b(?:gate|floor|hurdle|bar|norm|minimum|maximum|cut-off) (?:is|of|at) {_VALUE})"
)
#: "six in March; the authority tolerates none".
_ALLOWED = re.compile(
    rf"[,;:–—-] ?(?:but |and )?(?:the |our )?[\w'’]+(?: \w+)? (?:allows?|tolerates?|accepts?|permits?)(?: us)?(?: "
    rf"only| just)? "
    rf"(?:{_VALUE}|none|no more|nothing)\b"
)
#: "wir wollen unter 20 kommen", "on veut passer sous 5 %".
_WISHED_ABROAD = re.compile(
    rf"\d.*\b(?:wollen|möchten|sollen|veut|voulons|visons|vise|quiere|queremos|esperamos|willen|"
    rf"wil)\b[^.;]{{0,20}}? {_VALUE}"
)
#: "we raised 18,400 against 25,000 budgeted".
_AGAINST = re.compile(
    rf"\d.*\b(?:against|versus|vs\.?|compared (?:to|with)) {_VALUE} (?:budgeted|planned|forecast|expected|aimed)"
)
#: "Review score 8.6, we promised head office 8.9": a figure, and the one that is wished.
_WISHED = re.compile(
    r"\d.*\b(?:we|you|they|i|bank|contract|clients?|customers?|board|head office|(?:the|our|your) [a-z]+|trustees|"
    r"governors|owners?|"
    r"regulator|ministry)(?:['’]d)? (?:also )?(?:love|wants?|"
    r"needs?|like|hopes? for|hoping for|"
    r"would like|promised|said|says|expects?|are aiming for|aim for)\b(?: (?:to (?:see|have|be|get to)|us at|"
    r"head office|at|"
    rf"to|at least|under|over|below|above|about|around|no more than)){{0,3}} {_VALUE}(?: ?x)?"
    r"(?: (?:by|in|for|per|before|at) [\w ]{2,20})?\W*$"
)
_PLAN = re.compile(
    rf"\d[\d.,]*\s?[%x]?,? \(?(?:plan|goal|target|budget|limit|aim|max\.?|need|needs)(?: is|:)? {_VALUE}(?: "
    rf"?x)?\)?\W*$|"
    rf"\d [a-z]+, (?:plan|goal|target|budget|limit|aim|max\.?) {_VALUE}\W*$|"
    rf"\d[^.;]*, (?:we|you|they) (?:are|were) (?:allowed|permitted) {_VALUE}\W*$"
)
#: "£15k each": a sum and nothing that is done.
_SUM = lazily(r"^\W*[£$€]\s?\d[\d.,]*\s?(?:k|m)?(?: (?:each|per \w+|a \w+|by \w+(?: \w+)?))?\W*$")
_NONE = re.compile(r"\b(?:aim|target|goal)(?: is| remains|:)? (?:zero|none|nil|null)\b")
_HOPED = re.compile(
    rf"\b(?:hoped?|hoping) for {_VALUE}|\b(?:hoping|hope|trying|aiming|would like|want|wants) to (?:get to|reach|"
    rf"hit|bill|be at) {_VALUE}"
)


#: A figure and the one that is wished for.
_BESIDE_WISH = (_PLAN, _NONE, _WISHED, _STANDS_AT, _OFF_TARGET, _WISHED_ABROAD, _ALLOWED, _BOUND)


#: Figures of a day, which say nothing of a level ("will do the audit by 4 December").
_DATE = lazily(
    r"\b\d{1,2}(?:st|nd|rd|th|\.)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-z]*|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|"
    r"\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\b[qh][1-4]\b|(?<![£$€\d.,])\b20[2-4]\d\b(?![.,]?\d)"
)


#: "raise the order", "raise an invoice": to make one out.
_RAISES = lazily(r"\brais(?:e|es|ing) (?:the|an?|your|my|our|his|her|their) [\w-]+\b(?!s\b)")
#: "People - turnover below 40 %": what a figure is about.
_TOPIC = re.compile(r"\W*(?:[^\W\d_][\w'’&-]*\s?){1,4}(?:\s[-–—]\s+|:\s+)(?=\S)")


def is_target(text: str) -> bool:
    """Whether a line or sentence is a figure to be reached, rather than something to be done."""
    text = text.strip()
    if len(text) > 400:
        return False
    low = lowered(text)
    if _DONE_WHEN.search(low):
        return False  # who says when it is done has agreed something to do
    if _BOUNDED.search(low) and _does(text):
        return False
    aim = _AIM.match(low)
    if aim and _does(text[aim.end() :]):
        return False  # "In order to cut returns to 2%, photograph every return"
    if _PEOPLE_RESULT.match(low):
        return True
    undated = _DATE.sub(" ", low)
    figured = _DIGIT.search(undated) is not None or _NUMBER_WORD.search(undated) is not None
    level = _LEVEL_METRIC.match(low)
    moves = level is not None and _MOVES.search(low[: level.start("metric")])
    if level and not figured and (not moves or _RAISES.search(low)):
        level = None  # "improve your pipeline" names no level: a vague action
    if level:
        rest = text[level.start("rest") :]
        # "Cut the budget report to two pages": a named document is a thing, not a level.
        return not _DOCUMENT.match(rest) and not _second_doing(rest)
    if _LEVEL_VALUE.match(low) and (_HARD_VALUE.search(low) or _SALES.search(low)):
        return not _second_doing(text)
    if _COUNTED_ACTIVITY.match(low) or _SUM.match(low) or _SHARE.match(low):
        return True
    if not figured:
        return False
    if len(text) < 160 and any(pattern.search(low) for pattern in _BESIDE_WISH):
        return not _does(text)
    if _HOPED.search(low) or _AGAINST.search(low):
        return True
    topic = _TOPIC.match(text)
    if topic and len(text) < 120 and is_target(text[topic.end() :]):
        return True
    if _RATE.search(low):
        if _ONE_EACH.search(low) and _does(text):
            return False  # "name one first-aider per floor" is done once
        return not _ENDS.search(low) and not _does(_without(_RATE, text, low), strict=True)
    from_to = _FROM_TO.search(low)
    if from_to and "%" in text and not _does(_without(_MOVING, text, low)):
        return True
    if len(text) < 90 and _LEVEL_PHRASE.match(low) and not _does(text):
        return True
    if ":" in text and _MOVED_LEVEL.match(low) and _METRIC.search(low.partition(":")[0]):
        return True
    hours = from_to is not None and all(int(each) <= 24 for each in re.findall(r"\d+", from_to[0]))
    hours = hours and re.search(r"\b(?:down|up|fell|rose|dropped|moved|went|goes|go|brought|cut) from\b", low) is None
    moved = from_to is not None and _FROM_TO.search(undated) is not None
    moved = moved and bool(not hours or _HARD_VALUE.search(low) or _METRIC.search(low) or _MOVES.search(low))
    if moved or (_TARGET_WORD.search(low) and _SAYS_TARGET.search(low)):
        return not _does(text)
    return bool(_HARD_VALUE.search(low) and _METRIC_VALUE.search(low)) and not _does(text)


def _without(pattern: re.Pattern[str], text: str, low: str) -> str:
    """The text with a space in the place of what the pattern finds in its lower case."""
    for found in reversed(list(pattern.finditer(low))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


def _does(text: str, *, strict: bool = False) -> bool:
    """Whether somebody does something in the text: a verb of doing where an order or promise has its verb."""
    for match in re.finditer(
        r"(?:^\W*(?:[A-Z][\w'’-]+ ?(?:[-–:,]|to|will)\s+)?|\b(?:to|will|would|please|shall|must|should|and|can|could|"
        r"you)\s+(?:also |then |please )?|['’]ll\s+(?:also )?|going to\s+)([A-Za-z][a-z-]+)\b(?=\s)",
        text,
    ):
        verb = match[1].lower()
        if strict and len(text[match.end(1) :].split()) < 2:
            continue
        if verb in VAGUE or verb not in ACTION_VERBS or re.match(rf"\w+\s+{METRIC}\b", text[match.start(1) :], re.I):
            continue
        if _LEVEL_WORD.match(verb) and not strict and _LEVEL_METRIC.match(lowered(text[match.start(1) :])):
            continue
        if verb in {
            "close",
            "place",
            "fill",
            "make",
            "do",
            "get",
            "target",
            "hold",
            "report",
            "audit",
            "cost",
            "forecast",
            "note",
            "date",
        } and (strict or match.start(1) == len(text) - len(text.lstrip())):
            if strict:
                continue
            if re.match(r"\w+\s+(?:is|are|was|stays|of|for|per)\b|\w+\s*[:=]", text[match.start(1) :]):
                continue
        return True
    return any(
        match[2] in FROM_THIRD and match[1] not in ("The", "This")
        for match in re.finditer(r"(?:^|[,.;] )([A-Z]\w+) ([a-z]+s) (?=(?:the|a|an|his|her)\b|\d)", text)
    )


def _second_doing(rest: str) -> bool:
    """Whether an action follows the figure: "hit 20k by calling …", "…: call the ten on the list"."""
    return bool(re.search(r"\bby (?:[a-z]+ing)\b", rest)) or _does(re.sub(r"^[^,:;.]*", "", rest))


def target_clause(lead: str) -> str:
    """The figure that an action serves, when it stands before the action ("To get to 12 CVs a week you'll …")."""
    lead = lead.strip(" ,;:–-")
    if re.match(r"(?:in order to|to|so as to|um|pour|afin de)\b", lead, re.I) and len(lead.split()) > 2:
        return lead
    return ""
