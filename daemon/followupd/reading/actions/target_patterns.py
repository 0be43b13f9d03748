"""How figures to be reached are written: metrics, values, levels, rates, a figure beside the one that is wished."""

from __future__ import annotations

import re

from followupd.reading.actions.words import NUMBER
from followupd.reading.lazily import lazily

METRIC = (
    r"(?:billings?|revenues?|turnover|(?:gross |net |operating )?(?:margins?|profits?)|gp|ebitda|sales|"
    r"fees?(?: income)?|nfi|"
    r"[\w-]+[ -]rates?|rates?|ratios?|nps|csat|scores?|attrition|churn|retention|absence|absenteeism|sickness|"
    r"sick leave|utili[sz]ation|occupancy|"
    r"conversion|productivity|pipeline(?: value)?|headcount|placements?|starters?|perms?|temps?(?: out)?|"
    r"deals?|wins?|fill|time[ -]to[ -](?:hire|fill|market)|overtime|"
    r"complaints?|defects?(?: reports?)?|errors?|accidents?|incidents?|near misses|waste|scrap|rework|"
    r"downtime|uptime|lead times?|otif|on[ -]time(?: delivery)?|accuracy|arrears|voids?|void days|"
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
VALUE = (
    r"(?:[£$€]\s?\d[\d.,]*\s?(?:k|m|mio|bn)?|\d[\d.,]*\s?(?:k|m|%|percent|per cent|prozent|pour cent|€|£|\$|"
    r"eur|gbp|pts?|points?)|\d+\s?:\s?\d+|\d[\d.,]*|" + NUMBER + r")"
)
LEVEL = (
    r"(?:hit|hits|hitting|reach|reaches|reaching|achieve|achieves|achieving|exceed|exceeds|exceeding|beat|"
    r"increase|increasing|reduce|reducing|grow|growing|maintain|maintaining|lift|raise|"
    r"cut|lower|improve|keep|hold|bring|deliver|get|drop|double|halve|bill|billing|place|placing|fill|win|"
    r"close|generate|make|attain|meet|drive|boost|push|aim for|land|smash|sell|do|run at|"
    r"erreichen|steigern|erhöhen|senken|reduzieren|halten|atteindre|augmenter|réduire|dépasser|maintenir|passer)"
)
RATE = lazily(
    rf"\b(?<![£$€.,\d])(?<![£$€]\s){NUMBER} (?:a|an|per|each|every) (?:day|week|month|quarter|year|head|person|"
    rf"shift)\b|"
    rf"\b{NUMBER}(?:\s*\+)?\s+(?:[^\W\d_][\w'’-]*\s+){{1,4}}?(?:a|an|per|each|every|/|pro|am|par|die|im)\s*(?:day|"
    r"week|month|quarter|year|consultant|head|person|hour|shift|tag|woche|monat|jour|semaine|mois|an)\b|"
    rf"\b{NUMBER}(?:\s*\+)?\s+[\w'’ -]{{2,30}}(?:/\s?(?:day|week|month|wk|mth)|(?:daily|weekly|monthly|"
    rf"(?<=[a-z] )p/?[wm]\b|"
    r"täglich|wöchentlich|monatlich))\b",
)
COUNTED_ACTIVITY = lazily(
    rf"^\W*(?:(?:make|do|have)\s+)?(?:at least |min(?:imum)? )?{NUMBER}\s*(?:\+\s*)?(?:x\s+)?(?:[\w'’-]+\s+){{0,2}}"
    r"(?:calls?|meetings?|cvs|interviews?|visits?|placements?|starters?|leads?|demos?|jobs?|vacancies|roles?|"
    r"deals?|sales|temps?|perms?|instructions?|viewings?|valuations?|listings?|quotes?|reviews?|bookings?|orders?|members?|"
    r"sign-?ups?|customers?|enquiries|candidates?|clients?|referrals?|submissions?|tickets?|appointments?)\b[\s.!]*"
    r"(?:(?:each|per person|per consultant|this (?:week|month)|in (?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december)|minimum|min|every)\b[\s.!]*)*$",
)
SAYS_TARGET = lazily(
    r"\b(?:targets?|goals?|quotas?|kpis?|aim|benchmark|stretch|"
    r"ziel\w*|\w+ziel|"
    r"objectif|"
    r"cible|objetivo|doel\w*)\b[^.;]{0,40}?(?:\b(?:is|are|of|was|says?|stays?|remains?|at|for|ist|sind|bleibt|liegt|"
    r"est|reste|de|"
    r"es|sigue siendo|blijft|"
    rf"fixé à)\b|[:=–-])[^.;]{{0,60}}?{VALUE}|"
    rf"\b(?:target|goal|quota|ziel|objectif) {VALUE}|"
    rf"\b(?:limit|ceiling|cap|threshold|standard|norm|sla)\b(?: [a-z]+){{0,4}}? (?:is|says|was|stays at|remains) "
    rf"{VALUE}|"
    rf"{VALUE}[^.;]{{0,30}}?\b(?:is|as|was|ist|est) (?:the|your|our|my|his|her|das|unser|dein|l['’]|"
    r"notre)\s*(?:new |monthly |weekly )?(?:target|goal|quota|aim|ziel|objectif)|"
    r"\b(?:against|versus|vs\.?) (?:an? |the |our )?(?:target|goal|budget|plan|limit|cap|ceiling|"
    r"standard|allowance|forecast)\b|\baiming for\b|\b(?:target|"
    rf"goal|aim) (?:is|remains) to (?:{LEVEL})\b",
)
MOVES = lazily(
    r"\b(?:hit|reach|achiev|exceed|beat|increas|reduc|grow|maintain|rais|lift|lower|doubl|halv|attain|steiger|"
    r"erhöh|senk|reduzier|erreich|"
    r"augment|rédui|dépass|atteind)\w*",
)
SHARE = lazily(
    r"^\W*(?:[\w'’-]+ ){0,3}\d[\d.,]* ?(?:%|percent|per cent|prozent) (?:of|der|des) (?!the\b|your\b|all\b|"
    rf"our\b)|^\W*(?:zero|no|null|zéro) {METRIC}\b|"
    r"^\W*(?:zero|null|zéro) (?:[\w'’-]+ ){0,2}[\w'’-]+(?: (?:this|per|in|by|every|each) [\w ]{2,20})?\W*$",
)
TARGET_WORD = lazily(
    r"objetivo|doel|standard|norm|limit|ceiling|cap|threshold|sla|target|goal|quota|kpi|budget|aim|benchmark|"
    r"stretch|ziel|"
    r"objectif|cible|against|versus|vs"
)
NUMBER_WORD = lazily(rf"\b{NUMBER}\b")
LEVEL_METRIC = lazily(
    r"^\W*(?:to |please |we(?:['’]ll| will| need to| must| have to)? |you(?:['’]ll| will| need to| should|"
    r" must)? |i(?:['’]ll| will| need to)? |the team (?:will|must|needs to) |[a-z]\w+ (?:to|will|needs to|"
    r"must|has to) ){0,4}"
    rf"{LEVEL}\s+(?:(?:the|our|your|my|his|her|an?|to|above|below|under|over|up|down|back|at least|more|fewer|"
    r"less|average|overall|total|monthly|weekly|quarterly|annual|team|on|by|die|den|das|unsere?n?|le|la|les|"
    r"un|une|notre)\s+){0,6}"
    rf"(?:{VALUE}\s+(?:of\s+|in\s+|on\s+)?)?(?:(?:the|our|your|"
    rf"[\w'’-]+)\s+){{0,2}}?(?P<metric>{METRIC})\b(?P<rest>.*)$",
    re.S,
)
LEVEL_VALUE = lazily(
    r"^\W*(?:to |please |[a-z]\w+ (?:to|will) ){0,4}(?:hit|reach|achieve|exceed|beat|bill|attain|get to|smash|"
    rf"erreichen|atteindre|dépasser)\s+(?:at least |over |above |to )?{VALUE}",
)
PEOPLE_RESULT = lazily(
    r"^\W*(?:to |please |[a-z]\w+ (?:to|will) |i(?:['’]ll| will) |you(?:['’]ll| will) ){0,4}(?:place|fill|win|"
    r"close|sell|bill|land|make|secure|sign up|recruit|hire)\s+(?:at least |"
    rf"another )?{NUMBER}\s+(?:[\w'’-]+\s+){{0,2}}"
    r"(?:temps?|perms?|contractors?|candidates?|starters?|people|placements?|roles?|vacancies|jobs?|deals?|"
    r"sales|new (?:clients?|accounts?|customers?)|nurses|drivers|positions?|hires?|units?|accounts?|"
    r"clients?)\b",
)
FROM_TO = lazily(rf"\b(?:from|von|de)\s+{VALUE}\s+(?:to|auf|à)\s+{VALUE}")
AIM = lazily(r"\W*(?:in order to|to|um|pour|afin de)\b[^,;]{4,80},\s*")
#: "needs to go from 94% to 98%": the figure moves, nobody does anything.
MOVING = lazily(r"\b(?:to|must|should|will|has to|have to|needs to) (?:go|come|move|get|rise|fall|be|grow|climb)\b")
#: "average wait below 40 seconds", "first-call resolution 78%".
LEVEL_PHRASE = lazily(
    rf"^\W*(?:[^\W\d_][\w'’-]*[ :]+){{1,5}}(?:(?:above|below|under|over|at least|at most|no more than|"
    rf"less than|more than|fewer than|up to|down to|higher than|lower than|max\.?|min\.?) {VALUE}(?: [a-z]+)?|"
    rf"\d[\d.,]* ?%)"
    r"(?: (?:by|in|for|per|this|each) [\w ]{2,25})?\W*$",
)
#: "customer score at 92 or above", "14 or fewer".
OR_MORE = lazily(
    rf"{VALUE} (?:or|and|oder|ou|of|o) (?:above|below|more|less|better|higher|lower|under|over|fewer|mehr|weniger|"
    r"höher|besser|plus|moins|mieux|meer|minder|hoger|más|menos)\b"
)
#: "Complaints last month: 4, down from 9".
MOVED_LEVEL = lazily(rf"^\W*[^.;:]{{3,40}}: ?{VALUE}\b[^.;]{{0,20}}\b(?:up|down) (?:from|on|to)\b")
#: "Review score of 4.6", a whole line.
METRIC_OF = lazily(rf"^\W*(?:[\w'’-]+ ){{0,3}}{METRIC} of (?:at least |over |above |under |below )?{VALUE}\W*$")
HAS_METRIC = lazily(rf"\b{METRIC}\b")
METRIC_VALUE = lazily(rf"\b{METRIC}\b[^.;\n]{{0,50}}?{VALUE}|{VALUE}[^.;,\n]{{0,25}}?\b{METRIC}\b")
HARD_VALUE = lazily(
    r"\d[\d.,]*\s?(?:k\b|m\b|%|percent|per cent|prozent|pour cent)|[£$€]\s?\d|\d\s?[€£]|\d+\s?:\s?\d+(?!\d)"
)
BOUNDED = lazily(
    r"\b(?:the|those|these|your|his|her|my|our|all)\s+(?:[\w'’-]+\s+)?"
    + NUMBER
    + r"\b|\b(?:on|from|off) (?:the|your|my|our|\w+['’]s) (?:[\w'’-]+ )?list\b",
)
DIGIT = lazily(r"\d")
DOCUMENT = lazily(
    r"\s+(?:report|sheet|meeting|review|template|list|plan|file|form|letter|email|mail|call|deck|slides?|"
    r"paper|dashboard|tracker|log|process|policy|audit|checklist|training|forms?|board|numbers|figures|data|stats|"
    r"statistics|breakdown|spreadsheet|summary|update|analysis|folder|records?|history)\b"
)
SALES = lazily(r"\b(?:target|billings|revenue)\b")
#: A rate that has an end is something to be done until then.
ENDS = lazily(r"\b(?:until|till|through|up to|between|for (?:the next )?\w+ (?:days|weeks)|bis|jusqu)")
DONE_WHEN = lazily(r"\b(?:done|complete|finished) when\b|\b(?:erledigt|fertig),? wenn\b|\b(?:fait|terminé) quand\b")
LEVEL_WORD = lazily(rf"^{LEVEL}$")


ONE_EACH = lazily(
    r"\bone [^.;,]{2,40}? (?:per|for (?:each|every)|(?:in|at|on) (?:each|every)) (?!day|week|month|quarter|year|hour)"
)
#: "Guests: 4.5 on the site, we are at 4.2".
STANDS_AT = lazily(
    rf"\d[^;]*?[,;(–—-] ?(?:and |but )?(?:(?:we|you|they|it)(?:['’](?:re|s)| are| is) (?:now |currently |still )?"
    rf"(?:at|on|down to|up to|running at)|(?:we|they|it) (?:were|was) (?:at|on)|(?:now|currently|today|"
    rf"at present)(?: at)?|was|were) {VALUE} ?[%x]?\)?\W*$"
)
#: "94% in February, so we're one point off target".
OFF_TARGET = lazily(
    r"(?m:^)[^\d\n]*\d.*\b(?:off|below|under|above|over|short of|behind|ahead of|against|on) (?:the |our |your )?"
    r"(?:target|plan|budget|goal|forecast)\W*$"
)
#: "14 empty, we said we would not go above 10", "mehr als 5 dürfen es nicht sein", "let's get over 1,300".
BOUND = lazily(
    rf"(?m:^)[^\d\n]*\d.*(?:\b(?:not|never) (?:to )?(?:go|be|rise|fall|drop|get)(?: back)? (?:above|over|"
    rf"below|under|beyond) {VALUE}|"
    rf"\b(?:mehr als|höchstens|maximal|nicht über|nicht unter|plus de|moins de|más de|menos de|meer dan|minder dan) "
    rf"{VALUE}|"
    rf"\blet['’]?s (?:get|make it|hit|keep it|stay|aim)(?: to| for| over| under| above| below| at)? {VALUE}|"
    rf"\b(?:gate|floor|hurdle|bar|norm|minimum|maximum|cut-off) (?:is|of|at) {VALUE})"
)
#: "six in March; the authority tolerates none".
ALLOWED = lazily(
    rf"[,;:–—-] ?(?:but |and )?(?:the |our )?[\w'’]+(?: \w+)? (?:allows?|tolerates?|accepts?|permits?)(?: us)?(?: "
    rf"only| just)? "
    rf"(?:{VALUE}|none|no more|nothing)\b"
)
#: "wir wollen unter 20 kommen", "on veut passer sous 5 %".
WISHED_ABROAD = lazily(
    rf"(?m:^)[^\d\n]*\d.*\b(?:wollen|möchten|sollen|veut|voulons|visons|vise|quiere|queremos|esperamos|willen|"
    rf"wil)\b[^.;]{{0,20}}? {VALUE}"
)
#: "we raised 18,400 against 25,000 budgeted".
AGAINST = lazily(
    rf"\d.*\b(?:against|versus|vs\.?|compared (?:to|with)) {VALUE} (?:budgeted|planned|forecast|expected|aimed)|"
    rf"\d.*\b(?:against|versus) (?:an? |the )?(?:budgeted|planned|forecast|expected|target) (?:of )?{VALUE}|"
    rf"\d.*\b(?:geplant|budgetiert|vorgesehen) (?:waren|war|sind|ist) {VALUE}"
)
#: "Review score 8.6, we promised head office 8.9": a figure, and the one that is wished.
WISHED = lazily(
    r"(?m:^)[^\d\n]*\d.*\b(?:we|you|they|i|bank|contract|clients?|customers?|board|head office|"
    r"(?:the|our|your) [a-z]+|trustees|governors|owners?|regulator|ministry)(?:['’]d)? (?:also )?(?:love|wants?|"
    r"needs?|like|hopes? for|hoping for|"
    r"would like|promised|said|says|expects?|are aiming for|aim for)\b"
    r"(?: (?:it|this|that|them|things|us)(?: back)?(?: down| up)?)?"
    r"(?: (?:to (?:see|have|be|get to)|us at|"
    r"head office|at|"
    rf"to|at least|under|over|below|above|about|around|(?:no )?(?:more|fewer|less) than)){{0,3}} {VALUE}(?: ?x)?"
    r"(?: (?:by|in|for|per|before|at) [\w ]{2,20})?\W*$"
)
PLAN = lazily(
    rf"\d[\d.,]*\s?[%x]?,? \(?(?:plan|goal|target|budget|limit|aim|max\.?|need|needs)(?: is|:)? {VALUE}(?: "
    rf"?x)?\)?\W*$|"
    rf"\d [a-z]+(?: [\w ]{{2,20}})?, (?:plan|goal|target|budget|limit|aim|max\.?) {VALUE}\W*$|"
    rf"\d.*(?:['’]re|\bare|\bam|\bis|\bwere) (?:still )?(?:trying|working|looking|hoping|aiming|pushing|heading|"
    rf"budgeting) "
    rf"(?:for|towards?) {VALUE}|\d.*\b(?:would|really|still|will|['’]d|['’]ll) need (?:about |around |at least |"
    rf"some )?{VALUE}\W*$|"
    rf"\d [a-z]+ (?:against|versus|vs\.?) {VALUE}\b|"
    rf"\d[^.;]*, (?:we|you|they) (?:are|were) (?:allowed|permitted) {VALUE}\W*$"
)
#: "£15k each": a sum and nothing that is done.
SUM = lazily(r"^\W*[£$€]\s?\d[\d.,]*\s?(?:k|m)?(?: (?:each|per \w+|a \w+|by \w+(?: \w+)?))?\W*$")
NONE = lazily(r"\b(?:aim|target|goal)(?: is| remains|:)? (?:zero|none|nil|null)\b")
HOPED = lazily(
    rf"\b(?:hoped?|hoping) for {VALUE}|\b(?:hoping|hope|trying|aiming|would like|want|wants) to (?:get to|reach|"
    rf"hit|bill|be at) {VALUE}"
)


#: A figure and the one that is wished for.
BESIDE_WISH = (NONE, WISHED, STANDS_AT, OFF_TARGET, WISHED_ABROAD, ALLOWED, BOUND)


#: Figures of a day, which say nothing of a level ("will do the audit by 4 December").
DATE = lazily(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|\.)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)"
    r"[a-z]*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|"
    r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}(?:[:.]\d\d)? ?[ap]m\b|\d{1,2}:\d\d\b|[qh][1-4]\b|"
    r"(?<![£$€\d.,])20[2-4]\d\b(?![.,]?\d))"
)


#: "raise the order", "raise an invoice": to make one out.
RAISES = lazily(r"\brais(?:e|es|ing) (?:the|an?|your|my|our|his|her|their) [\w-]+\b(?!s\b)")
#: "People - turnover below 40 %": what a figure is about.
TOPIC = re.compile(r"\W*[^\W\d_][\w'’&-]*(?:\s[^\W\d_][\w'’&-]*){0,3}\s?(?:\s[-–—]\s+|:\s+)(?=\S)")
