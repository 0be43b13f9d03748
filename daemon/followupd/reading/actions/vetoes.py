"""What is no action, however much it looks like one. A veto comes before any acceptance.

Already done; maybe, could; courtesy; for information; standing habits of everybody; words to the service.
"""

from __future__ import annotations

import re

from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered, stands_in

#: All but those that look at capitals are for text in lower case. What stands at the beginning or the end only, and
#: what needs a word that most sentences do not have, stands alone: the search is the dearer part of reading.
_DONE = re.compile(
    r"\b(?:already\b(?<!\bwith already)(?<!\bin place already)"
    r"(?! (?:agreed|spoke|discussed|know|in place|there|on (?:it|file)))|"
    r"(?=[abhiw'’])(?<!\bwho )(?<!\bthat )(?<!\bwhich )(?:is|are|was|were|has been|have been|'s been|’s been|"
    r"been) (?:now |all |already )?(?:done|completed?|closed|sorted|sent|finished|delivered|resolved|"
    r"printed|ordered|written|paid|posted|issued|fixed|installed|signed(?: off)?|submitted|booked in already|"
    r"ticked off|fixed)\b)"
)
_DONE_FIRST = re.compile(r"\W*(?:done|complete[d]?|closed|sorted|finished|erledigt|fait|terminé)\b(?=\W|$)")
_DONE_LAST = re.compile(
    r"[-–—:(\[,]\s*(?:(?:now |all )?(?:done|completed?|closed|finished|sorted|erledigt|fait|"
    r"terminé)(?:\s+(?:on |am |le |already )?(?:\d|yesterday|today|last|this|mon|tue|wed|thu|"
    r"fri)[^,;.]{0,20})?|✓|✔|✅)\W*$"
)
_HAS_DONE = lazily(
    r"\b(?!(?:to|will|would|should|could|must|may|might|ll|d)\b)"  # "you'd like to have spoken to all of them"
    r"(?:i|you|we|he|she|they|[a-z]\w+)(?:['’]ve| have| has|['’]s) (?:now |already |just |since )*(?:sent|"
    r"done|finished|completed|closed|booked|called|rung|spoken|updated|signed|written|submitted|delivered|"
    r"fixed|issued|emailed|chased|posted|met|ordered|paid|confirmed|arranged|put|made|told|set)\b"
)
_HAS = ("'s ", "’s ", "'ve ", "’ve ", " has ", " have ")
_DONE_GERMAN = lazily(
    r"\b(?:(?:bereits|schon) (?:erledigt|gemacht|verschickt|geschickt|abgeschlossen|versendet|gesendet|"
    r"\w*ge\w+t)\b|(?:bereits|schon)\b[^.;,]{1,40}?\b\w*(?:ge\w+(?:t|en)|klärt|iert)\b|(?:ist|sind|wurden?|habe|"
    r"hat|haben) [^.]{0,60}\b(?:erledigt|verschickt|geschickt|"
    r"abgeschlossen|gesendet)\b)"
)
_GERMAN = ("bereits", "schon", "erledigt", "schickt", "abgeschlossen", "gesendet")
_DONE_FRENCH = lazily(r"\b(?:déjà|c['’]est fait|a été (?:fait|envoyé)|ont été)\b")
_FRENCH = ("déjà", "est fait", " été")
_DONE_BUT = re.compile(
    r"\b(?:know|tell|remind|check|confirm|make sure|ensure|see)\b[^.;,]{1,40}\b(?:is|are)\b|"
    r"\b(?:once|when|after|until|as soon as|if)\s+\w+(?:['’](?:ve|s|d)|\s(?:have|has|had))\s+(?:both |all )?\w+|"
    r"\b(?:to be|be|have (?:it|this|them|that)|until|once|when|if|by the time|gets?|should be|must be|"
    r"after)\s+(?:\w+\s+){0,4}(?:is |are |has been |have been )?(?:already |all )?(?:done|complete[d]?|closed|"
    r"sorted|sent|finished|delivered|signed|submitted)\b",
)
_SOFT = re.compile(
    r"\b(?:maybe|perhaps|possibly|might|would be (?:nice|good|lovely|ideal)|nice to have|one day|"
    r"at some (?:point|stage)|in due course we|someday|if (?:the )?(?:budget|money|funding|funds|headcount)|"
    r"if (?:it is |it['’]s )?approved|if we (?:get|win|have|can|ever|find)|subject to|"
    r"thinking (?:about|of)|toying with|wonder(?:ing)? (?:if|whether)|not sure (?:if|whether|about|yet)|"
    r"no decision|undecided|up for (?:debate|discussion)|just an idea|an idea|an option|could be worth|"
    r"worth (?:a look|considering|thinking)|parked?\b(?! at|ing)|on hold|on ice|"
    r"nothing (?:further|else|more)(?=\W*$)|nothing (?:more |else |further )?(?:to do|this week|today|tomorrow|"
    r"needed|for now|from (?:you|me|us)|left|"
    r"open|outstanding)|"
    r"if you(?:['’]d| would)? (?:like|want|wish|fancy)(?: one| any| to)?(?=\W*$)|let['’]s see|we['’]ll see|"
    r"tbc whether|no (?:action|decision|need|rush to)|don['’]?t need to|"
    r"doesn['’]?t need to|need not|needn['’]t|not (?:needed|required|necessary)|we talked about|"
    r"we discussed (?:whether|the idea)|if anyone|(?:is|are|was|been|now|item|action) (?:dropped|cancelled|"
    r"scrapped)|no longer (?:needed|required|doing|going)|not (?:doing|going ahead)|won['’]t (?:do|be)|"
    r"called off|"
    r"vielleicht|eventuell|evtl|möglicherweise|könnten wir|wäre (?:schön|gut)|falls (?:das )?budget|"
    r"irgendwann|nicht mehr|entfällt|peut-être|éventuellement|on pourrait|un jour|si le budget|à voir|annulé|"
    r"ce serait bien)\b",
)
_IF_FIRST = re.compile(
    r"\W*(?:if|should|unless|in case|provided|assuming|falls|wenn|sofern|si)\b(?!\s+(?:you could|you can|poss))"
)
_DROPPED = lazily(
    r"^\W*(?:dropped|cancelled|scrapped|yesterday)\b|^\W*(?:[^:]{2,30}: )?drop (?:it|this|that)\b|"
    r"[-–—:(\[,]\s*(?:dropped|cancelled|scrapped)\W*$"
)
_STRUCK = ("drop", "cancelled", "scrapped", "yesterday")
_COULD = lazily(
    r"(?<!\bwhen )(?<!\bthat )(?<!\bwhich )(?<!\bwhere )(?<!\bwho )\b(?:we|they|he|she|one|it|(?-i:[A-Z][a-z]+)) "
    r"could\b(?! you)|\bI could\b|\b(?:we|they|one) (?:should|"
    r"ought to) (?:probably|really|perhaps|maybe|think|consider)\b|\bcould we\b",
    re.I,
)
_MIGHT = ("could", "should", "ought")
_COURTESY = re.compile(
    r"\b(?:do(?:n['’]t| not) hesitate|(?:please |do )?feel free|(?:let|drop) (?:me|us) (?:know|a line) (?:if|"
    r"whether|should|in case|how (?!many|much|long|often|far|soon)|(?:what|which|how much|how many|"
    r"anything) (?:else )?you (?:need|want|"
    r"require|would like)|what you think|your thoughts|when (?:you|suits))|let (?:me|"
    r"us) know(?:\s*[.!?]|\s*$)|any (?:questions|queries|problems|issues|concerns)|"
    r"please (?:find|see|note|be aware|accept|consider (?:the )?environment|excuse|forgive|bear with|"
    r"disregard|ignore|do not (?:print|reply)|don['’]t (?:print|reply|worry)|think before|treat this|"
    r"join me in|give my|pass on my|delete)|see attached|find attached|"
    r"(?:shout|give me a shout|ping me|give (?:me|us) a (?:call|ring|shout)|get in touch|contact (?:me|us)|"
    r"call me|ring me|do (?:call|ring|write|shout|ask|phone|mail|e-?mail|say|get in touch)|come back to me|reach "
    r"out) (?:if|should|in case|any ?time|whenever|with any)|"
    r"keep (?:in touch|up the|well|safe|it up|going|smiling|warm|me posted|us posted)|keep (?:me|"
    r"us) (?:posted|updated|informed|in the loop)|"
    r"have a (?:good|great|lovely|nice|fab|super)|enjoy (?:the|your)|take care|look(?:ing)? forward|"
    r"(?:happy|fine|ok(?:ay)?) for (?:you|him|her|them) to (?!do|take over|lead|own)[^.;]* (?:as long as|if|provided)|"
    r"please (?:now )?(?:close|tick) (?:that|this|it)(?: one)?(?: off)?(?=\W*$)|"
    r"(?:promised|said (?:i|we)(?:['’]d| would)|wanted) to (?:put|confirm|summari[sz]e|write (?:up|down))\b[^.;]*"
    r"\b(?:in writing|next steps|notes|summary|what we)\b|let you know as soon as|(?:will|"
    r"['’]ll) tell you (?:what|how|when|whether|if|as soon)|"
    r"(?:be|are|is) on the same page|merci de (?:nous|m)\S* avoir|"
    r"(?:fasse|fassen|halte|halten|fasst) (?:[\w]+ ){0,5}(?:zusammen|fest)(?=\W|$)|"
    r"(?:je |j['’])(?:te |vous )?(?:résume|récapitule)|(?:te|os|le|les) resumo|ik (?:vat|zet) [^.;]{0,30}(?:samen|"
    r"op een rij)|"
    r"(?:i|we)(?:['’]ll| will) (?:also |then )?(?:put|bring|have|add|take) (?:all (?:of )?)?(?:this|it|these|them|that|"
    r"everything|both)(?: (?:points?|items?|one))? (?:back )?(?:on|to|onto) (?:the|our) (?:next )?(?:[a-z]+ )?agenda|"
    r"(?:i['’]ll|i will|let me|just to|i wanted to) (?:just |quickly |briefly )?(?:recap|summari[sz]e|sum up)|"
    r"happy to (?:help|discuss|talk|chat|jump)|(?:will|['’]ll) (?:be in touch|let you know(?!\s+(?:by|on|before|"
    r"this|next|tomorrow|today)\b)|keep you (?:posted|"
    r"updated|informed)|get back to you\b(?! (?:with|by|on))|be (?:there|around|in touch))|"
    r"(?:(?<=^)|(?<=[.!?] )|(?<=[.!?]\n))see you\b|"
    r"welcome (?:to|back)|please (?:also |do )?thank\b(?![^.;]*\b(?:by|before)\b)|thank you|many thanks|"
    r"well done|good (?:work|job|stuff|session|chat|meeting)|great (?:work|job|stuff|"
    r"session|chat)|nice (?:work|one)|let['’]s (?:smash|go|do this|make it|crack|keep)|hope (?:this|you|that|"
    r"it)|apologies|sorry (?:for|about)|bon courage|unsubscribe|view (?:this|it) in (?:your )?browser|"
    r"click (?:here|below)|follow us\b|(?:sign up|subscribe) (?:to|for) (?:our|the) |join our (?:mailing|newsletter)|"
    r"(?:received|sent) (?:it|this|to you) in error|notify (?:us|the sender)|visit (?:us|our website)|"
    r"register (?:now|here|today)|terms (?:and|&) conditions|manage (?:your )?preferences|"
    r"zögern sie nicht|zögere nicht|melde dich (?:gerne|einfach|jederzeit)|melden sie sich (?:gerne|"
    r"jederzeit)|bei (?:rück)?fragen|für (?:rück)?fragen|vielen dank|danke|schönes wochenende|anbei|im anhang|"
    r"hoffe|freue mich|bitte beachten|umwelt|"
    r"n['’]hésite[zs]? pas|bonne (?:journée|soirée|semaine)|bon week-end|ci-joint|en pièce jointe|"
    r"merci (?:pour|beaucoup|encore|à tous|à toi)|à bientôt|veuillez (?:trouver|agréer|recevoir)|(?:je reste|"
    r"restons) à (?:votre|ta|ton) disposition|si tu as des questions|en cas de question)\b",
)
#: "Read the report, thanks": not an order.
_HAVE_READ = re.compile(
    r"\W*read (?:the|your|that|this|it|both|all)\b[^.;?]{0,60}?(?:,|\s[-–—])\s*(?:thanks|thank you|thx|ta|cheers)\b"
)
_INFORMATION = re.compile(
    r"\W*(?:fyi|f\.y\.i|for (?:your )?(?:info|information|awareness|reference)|nb|n\.b|just so you know|"
    r"as a reminder|reminder:|note:|info:|zur info|z\.k|zur kenntnis|pour info(?:rmation)?)\b"
)
_NO_ACTION = re.compile(r"\b(?:for your information|no action (?:needed|required|from you)|nothing for you to do)\b")
_HABIT = re.compile(
    r"\W*(?:(?:(?:everyone|everybody|all(?: staff| of (?:us|you)| [a-z]+s)?|team|folks|we|we all|alle|tous|"
    r"chacun)\b[\s,:–—-]*(?:please |should |must |need to |to |will |bitte )*)?"
    r"(?:(?:please )?keep(?: on)? [a-z-]+ing(?![^.;]*\b(?:until|till|by|before|every)\b)|"
    r"continue to|carry on|always|remember that|as (?:ever|always|usual)|weiterhin|continuez? (?:à|de))\b|"
    r"(?:from now on|going forward|in future|ab sofort|désormais)\b)",
)
_ALWAYS = re.compile(r"\bplease (?:always|never)\b")
_FROM_EVERYONE = re.compile(
    r"\b(?:needed|required|wanted|due|expected) from (?:everybody|everyone|all|each of you|all of you|you all)\b"
)
_EVERYONE = re.compile(
    r"\W*(?:we (?:all|both) (?!agreed|said|decided)[a-z]+|"
    r"all\s*[-–—:,]\s+(?:please )?(?:remember|keep|make sure|continue|always|never|do(?:n['’]t| not) forget)|"
    r"all\s*[:–—]\s+(?![^.;]*\b(?:by|before|until|no later)\b)\w+|everyone|everybody|all staff|all of (?:us|"
    r"you)|anyone|tout le monde|jeder)\b"
)
_TO_SERVICE = lazily(
    r"^\W*(?:(?:hi|hello|hey)\b[^,.]{0,20}[,.]?\s*)?(?:(?:please|pls|can you|could you|kindly|bitte|"
    r"merci de)\b[\s,]*)*(?:(?:now|just|also)\s+)?"
    r"(?:log|track|record|add|diari[sz]e|capture|file|note|register|put (?:in|into|on|this|these|them|it)|"
    r"book in|set (?:up|(?:this|these|those|them|it|both|all) up)|schedule|follow[- ]?up|chase up|remind (?:me|us)|"
    r"keep (?:an eye|track)|pick up|"
    r"take (?:this|these|over)|create|erfasse?n?|nachhalten|verfolgen|enregistrer|noter|suivre|noteren)\b"
    r"(?:,? (?:please|pls|thanks|thx)\b)*\s*(?:on |up |in |for )?(?:(?:the |a )?(?:follow[- ]?ups?|actions?|"
    r"reminders?|pre-?checks?|invites?)\b|"
    r"(?:this|these|that|them|it|those|both|all|below|following|his|her|their|mine|the (?:below|above|"
    r"following|two|three|four|five|points?|items?|ones?|lot)|[A-Z]\w+['’]s(?=\W*$)|(?-i:[A-Z])\w+(?: please| pls|"
    r" thanks)?(?=\W*$)|(?:[A-Z][\w]+['’]s?|my|our|"
    r"your) (?:(?:two|"
    r"three|four|five|own|action|actions|points?|items?|ones?|list|bits?|tasks?|\d)\b|below|$|\.)|diese?|"
    r"folgende|die|das|ceci|ces|les)\b|$|\.)|"
    r"^\W*(?:(?:please|pls|can you|could you|kindly|bitte)\b[\s,]*)*(?:put|get|enter|add|take|pop|stick|include)\s+"
    r"(?:this|these|that|those|them|it|all(?: of)? (?:this|these)|both|the (?:below|following|actions?|points?|"
    r"above|two|"
    r"three|four|five)(?: \w+)?)\s+(?:down |all )?(?:in|into|on|onto|to|up on) (?:the|your|our|"
    r"my) (?:\w+ )?(?:tracker|log|"
    r"list|register|system|diary|calendar|book|board|record|follow-?ups?|reminders?)\b",
    re.I,
)


def is_done(text: str) -> bool:
    """Whether the words say that it has been done already."""
    low = lowered(text)
    says = (
        _DONE.search(low)
        or _DONE_FIRST.match(low)
        or _DONE_LAST.search(low)
        or (stands_in(low, _HAS) and _HAS_DONE.search(low))
        or (stands_in(low, _GERMAN) and _DONE_GERMAN.search(low))
        or (stands_in(low, _FRENCH) and _DONE_FRENCH.search(low))
    )
    return bool(says) and not _DONE_BUT.search(low)


def veto(text: str) -> str:
    """Why a sentence or entry is no action; empty when nothing speaks against it."""
    low = lowered(text)
    if _COURTESY.search(low) or _HAVE_READ.match(low):
        return "courtesy"
    if _INFORMATION.match(low) or _NO_ACTION.search(low):
        return "for information"
    if _HABIT.match(low) or _ALWAYS.search(low) or _EVERYONE.match(low) or _FROM_EVERYONE.search(low):
        return "a habit of everybody"
    dropped = stands_in(low, _STRUCK) and _DROPPED.search(low)
    if dropped or _SOFT.search(low) or _IF_FIRST.match(low) or (stands_in(low, _MIGHT) and _COULD.search(text)):
        return "only a maybe"
    if is_done(text):
        return "already done"
    return ""


def to_the_service(text: str) -> bool:
    """Whether the words ask the dedicated mailbox to take the mail in ("Please log Tom's two below")."""
    return bool(_TO_SERVICE.match(text))
