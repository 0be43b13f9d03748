"""Patterns of the other meanings of a reply; see answer_words for how they are applied."""

from __future__ import annotations

import re

from followupd.domain.action import Cause
from followupd.reading.answer_words import words
from followupd.reading.lazily import lazily

ROBOT_SUBJECT = lazily(
    r"^\W*(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response|antwort)|out of (?:the )?office|automatische "
    r"antwort|abwesenheit|reponse automatique|"
    r"absence du bureau|respuesta automatica|fuera de la oficina|automatisch antwoord|afwezig|undeliverable|"
    r"delivery (?:status|failure)|read:|gelesen:|lu ?:|"
    r"accepted:|declined:|tentative:|zugesagt:|abgelehnt:)"
)
ROBOT_BODY = lazily(
    r"\b(?:i am|i'm|i will be)(?: currently)? (?:out of (?:the )?office|on (?:annual )?leave|on holiday|away "
    r"from (?:the office|my desk))\b.{0,200}"
    r"(?:limited access|return|back|urgent|contact|reply)|\bautomatic(?:ally)? (?:reply|generated)\b",
    re.S,
)
#: What clients add under a mail.
FOOTER = lazily(
    r"(?im)^\s*(?:--\s*$|_{5,}|sent from|get outlook|von meinem \w+ gesendet|gesendet (?:von|mit)|envoye "
    r"(?:de|depuis)|enviado desde|verzonden (?:vanaf|met)|"
    r"-{3,}\s*original|on .{5,120} wrote:|am .{5,120} schrieb|le .{5,120} a ecrit|from:\s|von:\s|de\s?:\s.*@|van:\s).*"
)
SIGN_OFF = lazily(
    r"^\W*(?:(?:(?:kind|best|warm|many)\s*)?(?:regards|wishes)|best|cheers|ta|thanks(?: again)?|many thanks|thank "
    r"you|br|rgds|all the best|speak soon|see you(?: then| soon)?|"
    r"mit freundlichen grussen|viele grusse|beste grusse|lg|mfg|cordialement|bien a vous|saludos|un saludo|"
    r"met vriendelijke groet(?:en)?|groeten|mvg|bonne (?:journee|soiree|semaine)|schonen (?:tag|abend)(?: noch)?|"
    r"schones wochenende|fijne dag(?: nog)?|fijn weekend|buen dia|un abrazo)\W*$"
)
GREETING = lazily(
    r"^\W*(?:hi|hello|hey|dear|morning|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|bonjour|"
    r"salut|hola|buenos dias|dag|beste|(?:and )?(?:a )?(?:very )?(?:merry|happy|frohe|joyeux|feliz|"
    r"prettige) (?:christmas|xmas|"
    r"new year|easter|diwali|eid|hanukkah|holidays|birthday|thanksgiving|weihnachten|noel|navidad|friday|monday))"
    r"(?: [\w']+){0,3}\W*$"
)
#: Up to 14 phrases of courtesy or plain words; phrases come first, and what was taken for one stays one (atomic).
COURTESY = lazily(
    r"^\W*(?>(?:so much|very much|a lot|thank you|much appreciated|that's|that is|letting me know|heads up|"
    r"no problem|no worries|you're welcome|my pleasure|well done|good (?:work|job|stuff|news)|"
    r"great (?:work|job|stuff|news)|see you(?: then| soon| on \w+)?|"
    r"have a (?:good|nice|great|lovely) (?:day|weekend|evening|week|one)|good to (?:know|hear)|danke(?: schon|"
    r" sehr)?|vielen dank|besten dank|merci(?: beaucoup| bien)?|(?:muchas )?gracias|"
    r"dank (?:je|u)(?: wel)?|hartelijk dank|de rien|de nada|to you|[a-z]+)\b[\s,.!:)-]*){1,14}$"
)
THANKS = words(
    r"nice one|thanks?|thank you|thankyou|thx|tks|cheers|ta|appreciate\w*|danke|vielen dank|merci|gracias|bedankt|"
    r"dank je|dank u|well done|(?:great|good|nice|excellent|brilliant|fantastic|lovely) (?:work|job|stuff|"
    r"news|effort)|kudos|see you \w+|have a (?!further|full|longer|little|bit)\w+ \w+"
)

#: `I told you it was done, but it isn't`: over more than one clause.
TAKEN_BACK = lazily(
    r"\b(?:i|we)(?:'d| had|'ve| have)? (?:told (?:you|\w+)|said|reported|wrote|marked|put)(?: that)? (?:(?:it|this|"
    r"that|"
    r"they|these)(?:'s|'re| was| were| is| are| had been) )?(?:all |as )?(?:done|finished|"
    r"completed?)\b[^.?!]{0,40}?\bbut "
    r"(?:in fact |actually )?(?:it|that|this|they|i|we|one|two|some)\b[^.?!]{0,30}?(?:n't|\b(?:not|still|missed|"
    r"forgot|never|wrong)\b)"
)
REOPEN = words(
    r"(?:told (?:you|him|her)|said|reported) (?:that )?(?:it|this|that|they|these) "
    r"(?:was|were|is|are|had been) (?:all )?"
    r"(?:done|finished|completed?)(?:,| and| -)+ (?:it|they|that|this)(?: is| was| are| were)?(?:n't| not)",
    r"not (?:done|finished|complete|completed) after all",
    r"(?:clicked|pressed|hit|ticked|marked|\b(?:i|we)(?:'ve| have|'d| had)? (?:said|wrote|put|typed|sent|replied|"
    r"reported|answered|told \w+))(?: (?:it|this|that|on|with|"
    r"you|as|the|was|is))* [\"']?(?:done|finished|completed?|closed)[\"']?(?: button| link)?(?:,? (?:by (?:mistake|"
    r"accident)|in error|too (?:soon|early|quickly|fast)|accidentally|prematurely))|"
    r"(?:replied|responded|answered|wrote|said (?:it|that)|sent (?:it|that|this)) (?:to|on|about|for|under) the wrong "
    r"(?:mail|email|e-mail|message|thread|one|action|task|item)",
    r"(?:please |pls )?(?:ignore|disregard|forget|scrap) (?:my|the|that|what i) (?:last|previous|earlier|"
    r"first|other|said)?\s?(?:\w+ )?(?:message|mail|email|e-mail|reply|note|one|answer|said|update|text)|"
    r"(?:ignore|disregard|forget|scrap) (?:the|my|that) (?:\w+ )?[\"']?(?:done|completed?|finished)|"
    r"(?:please |pls )?ignore (?:that|this)|sent (?:it|that|this) (?:too (?:soon|early)|by (?:mistake|accident)|"
    r"in error)|re-?open(?:ed|ing)?|re-?activate|back to open|(?:ticked|closed|marked|reported|sent|"
    r"clicked) (?:it|this|that)(?: one)?(?: off)?(?: as (?:done|finished|complete))? too (?:early|soon)|"
    r"un-?(?:close|tick|mark)\w*|(?:i )?take (?:that|it|this) "
    r"back|open(?:ed|ing)? (?:it|this|that)(?: one)? "
    r"(?:up )?(?:again|back up)|spoke too soon|i was too (?:quick|hasty|fast)|too early "
    r"to close|please ignore(?=\W*$)|(?:that|it|this) was (?:a|my) (?:mistake|error|misunderstanding|slip)|was "
    r"thinking of (?:something else|another|the other)|(?:i )?meant (?:another|a different|the other)|(?:marked|closed|"
    r"ticked|reported|clicked|pressed|hit)(?: off)? (?:on )?(?:the )?wrong|"
    r"not done after all|isn't (?:done|finished|complete) after all|"
    r"after all,? (?:it|this)(?:'s| is) not|scratch that|my mistake|i made a mistake|(?:closed|marked|confirmed) "
    r"(?:it |this |that )?(?:as )?(?:done |complete |closed )?(?:too early|too soon|by mistake|in error)|"
    r"(?:that|it|this) was(?:n't| not) (?:actually |really )(?:done|finished|complete)|wieder offnen|wieder "
    r"aufmachen|doch nicht (?:fertig|erledigt)|rouvrir|reabrir|heropenen|toch niet (?:klaar|af)",
)
BLOCKED = words(
    r"(?:can't|cannot|couldn't|unable to)(?: yet| now| just yet)?(?=(?:,| -| because\b| as\b) ?[a-z])|"
    r"keeps? (?:failing|crashing|throwing|timing out|freezing|rejecting|kicking me out|logging me out|saying no)|"
    r"i(?:'ll)? need (?:(?:an?|the|my|our|some) )?\w+ to (?:send|give|tell|approve|sign|reply|provide|share|confirm|"
    r"finish|do)\b",
    r"nothing (?:i|we) can do (?:until|till|without|about)|"
    r"stuck|blocked|blocker|held up|holding me up|hit a wall|at a standstill|hit a (?:snag|problem|wall|blocker)|"
    r"(?:can't|cannot|can not|unable to|couldn't|could not|not able to) (?:\w+ ){0,3}?(?:do|start|finish|"
    r"complete|proceed|continue|progress|get|access|move|carry|make|go|reach|begin|log|open|find|see)\b(?! "
    r"(?:it )?(?:today|to the meeting))|"
    r"(?:don't|do not|haven't|have not|haven't got|no|without|lost|need|waiting for|lack|lacking|missing) "
    r"(?:\w+ ){0,2}?(?:access|login|log-in|logins|password|permission|permissions|licen[cs]e|budget|approval|"
    r"sign-off|the tools?|the data|the information|time|capacity)|"
    r"need(?:s|ing)? (?:some |your |a bit of |a hand|any )?(?:help|support|assistance|input|guidance)|help "
    r"needed|(?:could|can) (?:you|someone|anyone) help|struggling|"
    r"not sure (?:how|which|what|where|who|whether|if)|don't know (?:how|which|what|where|who)|unsure (?:how|"
    r"which|what)|"
    r"(?:not|\w+n't) had (?:the |any |enough |a |much )?(?:spare |free |single )?(?:time|chance|minute|moment|second|"
    r"opportunity)|(?:can't|cannot|can not|couldn't) be (?:done|finished|started)|"
    r"(?:not|\w+n't) (?:got|found|have) (?:the |any |enough "
    r")?time|no time|run out of time|ran out of time|too busy|snowed under|swamped|overloaded|"
    r"waiting (?:for|on)|depend(?:s|ing|ent) on|awaiting|until (?:it|they|he|she|\w+) (?:gives?|sends?|sorts?|"
    r"fix(?:es)?|replies|approves?|sets?)|"
    r"(?:won't|will not|refus(?:es|ed|ing)(?: to)?) (?:let|allow|give|release|accept)|is refusing|(?:nobody|no one|"
    r"no-one) (?:will|can|has|would|is) |"
    r"(?:i|we) (?:can't|cannot|can not|couldn't) (?!wait|believe|thank|complain|remember|tell|say|agree|accept|"
    r"commit)[a-z]{3,}|"
    r"(?:has|have|had) to wait|must wait|out of (?:order|service|action|stock)|off the road|(?:broke|broken) down|"
    r"system is down|is broken|not working|isn't working|doesn't work|blockiert|komme nicht weiter|hange "
    r"fest|brauche hilfe|keinen zugang|keinen zugriff|keine zeit|warte auf|"
    r"bloque|bloquee|besoin d'aide|pas acces|pas le temps|j'attends|en attente|bloqueado|bloqueada|atascado|"
    r"atascada|necesito ayuda|no tengo (?:acceso|tiempo)|esperando|"
    r"geblokkeerd|loop vast|zit vast|hulp nodig|geen (?:toegang|tijd)|wacht op",
)
STILL_WAITING = words(r"still (?:waiting|awaiting|chasing)|(?:i'm|i am|am|been|have|i've|we're) (?:chasing|chased)")
CAUSES: tuple[tuple[Cause, re.Pattern[str]], ...] = (
    (
        Cause.CIRCUMSTANCES,
        words(
            r"sick|ill|unwell|off sick|hospital|accident|holiday|on leave|bereavement|system (?:is )?down|"
            r"strike|snow|weather|moved|cancelled by"
        ),
    ),
    (
        Cause.SOMEBODY_ELSE,
        words(
            r"waiting (?:for|on)|until \w+ (?:gives?|sends?|repl\w+|approves?)|awaiting|depends on|client|"
            r"supplier|hasn't (?:replied|answered|come back)|warte auf|j'attends|esperando|wacht op"
        ),
    ),
    (
        Cause.INFORMATION,
        words(
            r"access|login|log-in|password|permission|licen[cs]e|data|information|export|tool|system|software|"
            r"laptop|zugang|acces|acceso|toegang"
        ),
    ),
    (
        Cause.UNCLEAR,
        words(
            r"not sure|unsure|don't know (?:which|what|who)|unclear|don't understand|didn't know|confus\w+|"
            r"what do you mean|you mean"
        ),
    ),
    (
        Cause.SKILL,
        words(
            r"don't know how|not sure how|never done|training|need (?:some )?(?:help|support|guidance)|hilfe|"
            r"aide|ayuda|hulp"
        ),
    ),
    (Cause.TIME, words(r"time|busy|swamped|snowed under|overloaded|capacity|zeit|temps|tiempo|tijd")),
    (Cause.PRIORITY, words(r"priorit\w+|urgent|took over|other (?:work|project|things)|month end|project on")),
)

_MONTH = (
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|maerz|mai|okt|dez|fev|avr|juin|juil|aou|ene|abr|ago|dic|maart|mei"
)
DECLINE = words(
    r"(?:don't|do not) think (?:i'm|i am|this is|it's|that's) (?:the right|mine|for me|my)|(?:isn't|is not|not|never|"
    r"wasn't|aren't|are not) (?:really |actually )?(?:mine|my (?:job|action|task|"
    r"responsibility|area|remit|client|role)|for me|me|one of mine|something i)|"
    r"(?:not|isn't|n't) the right (?:person|one|team)|(?:could|can|might|would) \w+ (?:do|take|handle|pick up) "
    r"(?:it|this|that)(?: on| over| up)? instead|wrong (?:person|tom|one)|should be (?!today|tomorrow|"
    r"yesterday)\w+'s\W*$|"
    r"(?<!i )(?<!i'll )(?<!i will )(?<!we )(?<!we'll )(?<!we will )(?<!happy to )(?:looks?|looking) after (?:this|that|"
    r"these|those|it|them|\w+ \w+)|\w+ (?:is|"
    r"are) (?:responsible|in charge)|should (?:go|be|sit|lie|rest) (?:to|with|for) \w+|belongs to|"
    r"(?:don't|do not|can't|cannot|didn't|did not|never) (?:really )?(?:agree|agreed|commit|accept)|disagree|"
    r"(?:don't|do not) think (?:that )?(?:i|we) (?:can|could) (?:really )?(?:commit|agree|promise|sign up|"
    r"take (?:it|this|that) "
    r"on)|(?:was|were|is|are) (?:meant|supposed|intended) (?:to (?:be|go|come) )?(?:for|to|with) (?!be\b|do\b|the\b|"
    r"have\b)\w+(?: \w+)?(?=\W*$)|"
    r"decline|i(?:'d| would) rather not|not happy with|not (?:going to|gonna) (?:happen|do|be able)|"
    r"(?:isn't|is not|not|don't think (?:this|that|it) is|doesn't seem|not very) (?:realistic|achievable|"
    r"feasible|possible|doable|reasonable|fair)|unrealistic|impossible|too (?:much|many|tight|ambitious)|"
    r"won't (?:be able|be possible|work|do|happen)|not what (?:we|i) agreed|we agreed (?:on )?something|(?:can|"
    r"could) (?:we|you|i) (?:make it|do|reduce|lower|change it to|say|cut)(?: it)?(?: to)? "
    rf"\d+(?!\d|st\b|nd\b|rd\b|th\b|[/.:-]\d|\.? (?:of )?(?:{_MONTH})|am\b|pm\b)|"
    r"no (?:way|chance)|out of the question|(?:can|could) only (?:do|manage) "
    rf"(?:one|two|three|four|five|six|half|some|part|\d+(?!\d|st\b|nd\b|rd\b|th\b|[/.:-]\d|\.? (?:of )?(?:{_MONTH})))|"
    r"^ask [a-z]+,? (?:s?he|they)(?:'s| is| has|'ve| have| are|'re| does| do| looks?)\b|"
    r"thought [a-z]+ (?:was|were|is) (?:doing|handling|looking after|dealing with|taking|sorting)|"
    r"(?:da ?fur |hier ?fur )?ist [a-z]+ zustandig|schaffe ich (?:leider )?nicht|kann ich nicht (?:machen|"
    r"ubernehmen|leisten)|"
    r"no es mi (?:tarea|trabajo|responsabilidad)|(?:niet|geen) (?:mijn|mij) (?:taak|werk)|"
    r"someone else|somebody else|give (?:it|this) to|nicht meine|nicht einverstanden|bin nicht zustandig|"
    r"pas pour moi|pas d'accord|ce n'est pas (?:a moi|mon)|no es (?:mio|mia|para mi)|no estoy de acuerdo|"
    r"niet (?:van|voor) mij|niet mee eens|niet akkoord"
)
#: In answer to an offer: no, what was agreed stands. "No problem" and "no objections" are a yes.
KEEPS_TERMS = lazily(
    r"\W*(?:sorry\W+|thanks\W+(?:but\W+)?)?(?:(?:no|nope|nein|non|nee)\b(?!\W+(?:problem|problems|worries|objections?|"
    r"issues?|trouble|bother|doubt)\b)\W*)?(?P<keep>(?:please\W+|i(?:'d| would) (?:rather|prefer to)\W+|"
    r"let(?:'s| us)\W+)?(?:keep|stick|leave) (?:it|to|with|the|as|what|at)\b|it stays\b|we stay\b)?(?<=\w)"
)
AGREED = words(
    r"count me in|i'm in|agreed?|ok|okay|okey|k|fine|yes|yep|yeah|yup|sure|noted|understood|got it|gotcha|will do|"
    r"sounds good|"
    r"looks good|all good|happy (?:with|to)|works for me|that works|perfect|great|"
    r"no problem|absolutely|of course|certainly|deal|accepted?|i accept|roger|on it|leave it with me|consider "
    r"it|can do|good with|all clear|makes sense|received(?=\W*$|,? (?:with )?thanks)|"
    r"notiert|bien note|anotado|genoteerd|einverstanden|in ordnung|passt|geht klar|mache ich|verstanden|"
    r"alles klar|gerne|ja|wird gemacht|d'accord|"
    r"entendu|ca marche|c'est note|bien recu|oui|parfait|pas de probleme|"
    r"de acuerdo|vale|entendido|perfecto|si|claro|recibido|akkoord|prima|is goed|begrepen|doe ik|komt goed|"
    r"in orde|ga ik doen"
)
#: Praise agrees to nothing.
PRAISE = words(
    r"(?:great|good|nice|excellent|brilliant|fantastic|lovely|superb|amazing|perfect|super) (?:work|job|stuff|"
    r"news|effort|result|one|meeting|session|chat|day|catching up|seeing you)"
)
THUMBS = lazily("[👍👌🙂😀😊🙏🆗]")
#: Not meant as it is said, or not sure.
WINKS = lazily("[🤞🙄😜🙃😏🤪]")
TICKS = lazily("[✅✔☑]")
CANCEL = lazily(
    r"^\W*(?:hi \w+,? |ok,? |sorry,? |thanks,? |please,? |pls |let's |lets |we can |we should |you can |i'd "
    r"like to |can (?:we|you) (?:please )?|could (?:we|you) (?:please )?|just )*"
    r"(?:cancel|drop|scrap|abandon|withdraw|delete|remove|forget about|forget|stornieren|streichen|annuler|"
    r"abandonner|cancelar|anular|annuleren|schrap)"
    r"(?: (?:please|this|that|it|one|action|actions|task|these|them|all|both|of|the|number|item|no|ones|\d+|"
    r"and|bitte|diese|das|cette|ca|esta|esto|deze|dit))*(?=\W*$|[,.;:!-]|\s(?:as|because|since|please|now|"
    r"for now|then|thanks|altogether|the client)\b)"
    r"|(?:this|it|that|this one|that one|these|they)(?:'s| is| are) no longer (?:needed|required|relevant|"
    r"necessary)|no longer (?:needed|required|necessary|relevant)|"
    r"(?:isn't|is not|not) (?:needed|required|necessary) any ?more|(?:brauchen|benotigen) wir (?:\w+ )?nicht mehr|"
    r"^\W*(?:bitte |por favor |s'il vous plait |graag )?(?:stornieren|streichen|loschen|absagen|annulez|supprimez|"
    r"abandonnez|cancela|cancele|anula|storniere|streiche|annuleer|schrap|annuler|supprimer|"
    r"abandonner|"
    r"cancelar|anular|borrar|annuleren|schrappen|laten vallen)\b|(?:has become|is|are|'s|became) (?:now )?(?:obsolete|"
    r"redundant|"
    r"irrelevant|moot|superseded)|\bovertaken by events\b|\bplease remove(?: (?:it|this|that)(?: one)?)?\W*$|"
    r"\b(?:close|closing) (?:it|this|that|these)(?: one| off| down)? (?:without|"
    r"as (?:not|no longer|"
    r"cancelled|dropped))\b|(?:we|i) (?:don't|do not|won't) need (?:this|it|that|them|these)(?: one)? (?:any "
    r"?more|any "
    r"longer|now)|nicht mehr (?:notig|gebraucht)|plus "
    r"(?:necessaire|besoin)|ya no (?:es necesario|hace falta)|niet meer nodig"
    r"|^\W*(?:(?:it|this|that|this one)(?:'s| is)(?: now)? |is |now )?(?:cancelled|canceled|dropped|withdrawn|"
    r"scrapped)(?: please| now)?\W*$"
)
NOT_CANCEL = words(
    r"i'll|i will|don't|do not|didn't|not to|never|meeting|call|invite|invitation|follow-?up|slot|appointment|if|"
    r"unless|"
    r"should we|shall we|was|might|may|my last|last message|reminder"
)
MOVE = words(
    r"(?:doesn't|does not|won't) (?:work|suit) for (?:the|our) (?:follow[- ]?up|meeting|catch[- ]?up|review)",
    r"(?:can't|cannot) (?:make|do|attend) (?:the|our) (?:follow[- ]?up|meeting|catch[- ]?up|review)",
    r"(?:move|push|shift|change|reschedule|rearrange|put|bring|make|postpone|delay|do|hold|have|set|book|"
    r"verschieben|verlegen|decaler|reporter|mover|cambiar|verzetten|verplaatsen)\b.{0,30}?"
    r"(?:follow[- ]?up|meeting|catch[- ]?up|review|1:1|one to one|121|slot|appointment|invite|chat|call|termin|"
    r"besprechung|gesprach|reunion|point|rendez-vous|rdv|cita|afspraak|overleg)|"
    r"(?:meet|catch up|speak|talk|follow up|review this)\b[^.?!]{0,40}?(?:instead|rather)|"
    r"(?:follow[- ]?up|meeting|termin|gesprach|besprechung|treffen|overleg|afspraak|gesprek|reunion|rendez-vous|rdv|"
    r"point|"
    r"cita)\b[^.?!]{0,30}?\b(?:verschieben|verlegen|verzetten|verplaatsen|decaler|deplacer|reporter|cambiar|mover)\b|"
    r"(?:follow[- ]?up|meeting|catch[- ]?up|review)\b.{0,25}?\b(?:to|on|at|for|instead)|(?:can|could|shall) "
    r"we (?:meet|speak|talk|catch up|follow up)|we (?:can|could|might) (?:meet|catch up|talk)",
)
RESCHEDULE = words(
    r"(?:can|could) (?:this|it|that|the deadline) be (?:moved|pushed|extended|delayed|done)|would .{2,30} "
    r"(?:be ok|be okay|work|be fine|suit)\b",
    r"(?:can|could|may|might) (?:i|we) (?:please )?(?:have|get|take|do|finish|deliver|send|push|move|extend|"
    r"delay|postpone|make|say)\b|"
    r"(?:need|needs|want|like|require|have|ask for|take me|will take|give me) (?:\w+ ){0,3}?(?:more time|"
    r"longer|until|till|til|another \w+|extra \w+|a (?:few|couple)(?: of)? more|one more|two more|three more|"
    r"an extension|\d+ more)|"
    r"(?:another|one more|two more|three more|an extra|a further|a couple more|a few more|\d+ more) (?:\w+ "
    r")?(?:days?|weeks?|fortnight|months?|hours?)|(?:until|till|by) .{3,40} (?:instead|ok|please|possible)|"
    r"extend(?:ed|ing)?|extension|(?:push|mov|put|shift|delay|postpon|slip|chang|mak|extend)(?:e|ed|ing|ting|ping)? "
    r"(?:it|"
    r"this|that|these|the (?:deadline|due date|date|action)|deadline|due date|back|out|\d+|"
    r"to (?:the )?\d+(?:st|nd|rd|th)?)|"
    r"(?:won't|will not|can't|cannot|not going to|unlikely to|not) (?:make|meet|hit|be (?:done|finished|ready|"
    r"able)|manage|finish|get (?:it|this|that|them|these|all|everything|round to|to (?:it|this|that|them)))|"
    r"(?:be|getting) (?:a (?:bit|little) |slightly |very |rather )?(?:late|delayed|overdue)|overrun\w*|running (?:late|"
    r"behind)|slip(?:s|ping|ped)?|"
    r"(?:but |just |only )not (?:before|until|till|this side of)|"
    r"new (?:date|deadline|due date)|(?:let's|lets|shall we|can we) (?:say|make it|go for|aim for|keep)|instead|"
    r"later date|more time|at the (?:very )?earliest|geht (?:es |das )?auch|passt (?:es |das )?auch|"
    r"(?:\w+ )?(?:isn't|is not|won't be) going to (?:happen|work)|mind if i (?:do|finish|send|make)|"
    r"(?:(?:ich|wir) (?:brauche|brauchen)|brauche|schaffe|schaffen|geht|reicht|j'ai besoin|il me (?:faut|faudrait)|"
    r"(?:puis-je|peut-on|pouvons-nous|on peut|pourrait-on) .{0,20}|necesito|necesitaria|(?:podemos|puedo) .{0,20}|"
    r"ik heb|(?:mag|kan) (?:het|ik|dit|dat)(?: ook)?|lukt) (?:\w+ ){0,3}?(?:bis|erst|jusqu'|hasta|tot|pas op|auch am)|"
    r"reporter (?:a|au|la)|decaler|(?:mag|kan|kunnen we|zou) (?:het|dit|dat|ook)(?: ook)?|(?:it'll|it will|that'll|"
    r"this will) "
    r"have to be|"
    r"mehr zeit|bis .{2,30} (?:haben|zeit)|verlangerung|aufschub|noch eine woche|verschieben auf|plus de "
    r"temps|de plus|supplementaires?|un delai|jusqu'au|repousser|mas tiempo|prorroga|aplazar|hasta el|meer tijd|"
    r"uitstel|nog een week",
)
MORE_TIME = words(
    r"(?:be|is|are|running|getting) (?:a (?:bit|little) |slightly |very |rather )?(?:late|delayed|overdue)|overrun\w*|"
    r"more time|longer|extension|extend(?:ed)?|later date|mehr zeit|verlangerung|aufschub|plus de temps|delai|"
    r"mas tiempo|prorroga|meer tijd|uitstel"
)
NOT_DONE = words(
    r"(?<![^\W])still (?:very much )?(?:open|outstanding|to do|pending)(?=\W*$|[,.;:-])",
    r"(?<![^\W])(?:only )?(?:partly|partially|in part)(?=\W+\d|\W*$)|not (?:been )?(?:done|finished|completed?|"
    r"achieved|met)|undone|(?:hasn't|haven't|has not|wasn't|was "
    r"not|isn't|is not|isnt|hasnt|didn't|did not|never) (?:\w+ ){0,3}?(?:done|finished|completed?|happen(?:ed)?|"
    r"do|finish|get)|"
    r"(?:partly|partially|half|only partly|not fully|not all) (?:done|finished|complete\w*)|incomplete|unfinished|"
    r"(?:is|are|remains?|stays?) (?:still |very much )?(?:open|outstanding)|"
    r"not (?:up|in|there|live|out|here|ready|arrived|received|sent|fixed|started|on) (?:yet|so far)|"
    r"nothing (?:has been |was |is |has |got |had been )?(?:done|happened)|(?:did not|didn't|never|hasn't|has not) "
    r"(?:manage|make|deliver|reach|hit|achieve|attend|succeed)\w*|(?:half|part|some|most) of (?:it|them|this|these) "
    r"(?:was|is|were|are|got|has been) "
    r"(?:done|finished|completed?)|none of (?:it|them|these|this|the \w+) (?:\w+ ){0,3}?(?:done|finished|complete\w*|"
    r"happened)|missed|failed|nicht (?:erledigt|fertig|gemacht)|pas (?:fait|fini|termine)|"
    r"no (?:esta )?hecho|niet (?:klaar|gedaan|af)",
)
CONFIRM = lazily(
    r"^\W*(?:yes|yep|yeah)[, ]+(?:he|she|they)(?:'s| has| have|'ve| did| does)(?: done| finished| completed)?"
    r"(?: (?:it|this|that|so|them))?\W*$|"
    r"(?:^|[,.;:!-] ?)(?:please |pls )?tick (?:it|this|that|them)(?: one)? off(?: please| then| now)?\W*$|"
    r"^\W*(?:yes|yep|ok|great|thanks|perfect|good|seen|checked)\b[^?]{0,60}[,.;:-] ?(?:all )?closed\W*$|"
    r"(?:^|[.,!] )(?:both |all (?:two |three |four |five |\d |of (?:them|these|it) )?)?(?:now |are |"
    r"is )?confirmed\W*$|^\W*(?:it|this|that|they|both|all)(?:'s| is| are) (?:now |both |all "
    r")*confirmed\b|^\W*(?:[a-z]+, )?(?:yes,? |yep,? |ok,? |great,? |perfect,? |thanks(?: \w+)?[,.!]? "
    r"|hi \w+,? |happy to |i can |i "
    r"|i'm happy to |all good,? |looks good,? |all |both ){0,4}"
    r"(?:confirm|confirmed|confirming|(?:please )?clos(?:e|ing) (?:it|this|this one|these|them|all)|(?:can be |"
    r"consider "
    r"it |consider this )?closed|signed off|(?:i've |i have |have |i )?(?:checked|seen|verified|reviewed|"
    r"looked at) (?:it|this|that|them)\b[^.?!]{0,20}?(?:,|-| and| is| are| it's| all| looks?| seems)(?: it's| all|"
    r" very| really| is)* "
    r"(?:done|good|fine|great)(?=\W*(?:$|thanks|thank|cheers|well done|good|great))|"
    r"(?:c'est |est |ist |is |queda |esta |het is )?(?:bestatigt|confirme|confirmado|bevestigd)|bestatige|ich "
    r"bestatige|confirme|je confirme|confirmado|confirmo|bevestigd|ik bevestig)\b"
    r"|(?:^|[,.;:!-] ?|\b(?:so|and|to|can|let's|please|should|i'm|am|we're|happy|glad|pleased) )(?:close|closing|"
    r"clos(?:e|ing) "
    r"(?:off|down|out)|sign(?:ing)? off(?: on)?|tick(?:ing)? off|mark(?:ing)?) (?:it|this|that|them|these|all|the "
    r"action|one|"
    r"this one|that one)(?: (?:off|down|out|now|please|as (?:done|complete|closed)|done|complete|closed|then|one))*\W*$"
    r"|^\W*(?:please )?mark (?:(?:it|this|that|them) )?(?:as )?(?:done|completed?|closed|finished)(?: please| now)?\W*$"
    r"|^\W*(?:(?:it|this|that|this one|that one|they|both|all)(?:'s| is| are)? |is |are )(?:now )?closed(?: now)?\W*$"
    r"|\b(?:fine|good|ok|okay|done|great|checked|yes),? (?:i )?confirm(?:ed)?\W*$"
    r"|(?:^|[,.;:!-] ?)(?:please |pls )?close(?: please| now)?\W*$"
    r"|^\W*(?:ok|okay|fine|happy|good|ready|safe)(?: for \w+)? to (?:close|sign off|be closed)(?: (?:it|this|that|now|"
    r"off))*\W*$"
    r"|^\W*(?:i )?(?:am |'m )?(?:happy|pleased|satisfied|delighted) (?:with|that) (?:it|this|that|the result|the "
    r"outcome)"
    r"(?:'s| is)? (?:done|finished|complete)\w*\W*$"
)
NOT_CONFIRM = words(
    r"(?:one|two|three|four|five|some|most|a few|half) of (?:them|these|those|the)|"
    r"on (?:mon|tues|wednes|thurs|fri)day|next week|this week|so far|soon|shortly|not|n't|\w+n't|can you|could you|"
    r"please "
    r"confirm|once|when|until|if|will|'ll|\w+'ll|before|unless|whether|"
    r"need|need to|to be|waiting|later|tomorrow|cannot|would|should|but|however|except|only|nicht|pas|no|"
    r"niet"
)
QUESTION_START = lazily(
    r"^\W*(?:(?:hi|hello|ok|sorry|thanks|quick question|question|just)\W+(?:\w+\W+)?)?(?:what|which|who|whom|"
    r"when|where|why|how|is|are|was|have(?= (?:you|we|they|i|the|any|anyone|your|these|those|all|both|there)\b)|"
    r"has(?! (?:\w+ly |now |just |already |all |only )?(?:\w+ed|sent|been|had|"
    r"done|gone|"
    r"made|got|put|spoken|written|given|taken|rung|found|told|met|held|built|bought|brought|paid|read|left|begun|"
    r"run)\b)|did|does|do|can|could|would|should|shall|will|am|may|any (?:news|"
    r"update|idea)|"
    r"was|wer|wann|warum|wie|(?:ist|hat|kann|sind)(?! (?:leider |noch |nicht |bereits |schon |gestern |heute |jetzt |"
    r"bald |so |fast |erst |in arbeit|erledigt|fertig|raus|weg)(?!da\b))|"
    r"quel|quelle|qui|quand|pourquoi|comment|est-ce|que|cual|quien|"
    r"cuando|como|wat|wanneer|waarom|hoe|heeft)\b"
)
SEND = lazily(
    r"^\W*(?:(?:yes|yep|ok|okay|great|perfect|looks good|all good|fine|good|thanks|please|go ahead and|just|"
    r"now|you can|that's (?:right|fine|correct))[,.!: ]+)*"
    r"(?:please )?send(?:[ ,]+(?:it|them|this|these|all|both|now|please|off|out|as is|away|to \w+|the lot|thanks|"
    r"thank you|cheers))*\W*$|"
    r"^\W*(?:yes(?: please)?|go ahead|yes,? go ahead|please go ahead|go ahead please|approved?|yes,? that's "
    r"(?:right|fine|correct|it)|correct|that's (?:right|correct)|looks good|fine by me|fine with me|good to go|"
    r"all good|all correct|ja|oui|si|ja bitte|oui "
    r"merci|ja graag|senden|abschicken|envoie[rz]?|enviar|versturen)\W*$"
)
SECOND_VERB = lazily(r"\band (?=[a-z]+ )")
NO_THANKS = words(r"not yet|don't|do not|no thanks|no thank you|wait|hold")
JUST_THANKS = lazily(r"^\W*(?:thanks|thank you|danke|merci|gracias|bedankt)\W*$")
#: Everything but some: `everything except the advert is done`.
EXCEPT = lazily(
    r"\b(?:everything|all(?: of (?:them|it|these))?|all done|the rest|both|alles|tout|todo)"
    r"(?P<rest>(?:'s)?\b.{0,300}?)\b"
    r"(?:except(?: for)?|apart from|other than|but(?: not)?|bar|besides|ausser|sauf|excepto|menos|"
    r"behalve)\s+(?P<left>.+)$"
)
#: `Only the first one is done so far`.
ONLY = lazily(
    r"^\W*(?:so far,? |no,? |sorry,? )*only (?:the )?(?P<which>[^,.;?]{1,40}?)(?: is| are| was| were| has been|"
    r" have been|'s)"
    r"(?: now| fully| actually)? (?:done|finished|completed?|sorted)(?: so far| yet| now| at the moment)?\W*$"
)
REST = lazily(
    r"\b(?:(?:the )?rest|the others?|(?<![a-z] )others?(?= (?:are|is|in|still|to|will|not|by|on|under))|"
    r"everything else|all the others?|the other (?:one|two|three)|der rest|"
    r"die anderen|le reste|les autres|el resto|de rest)\b"
)
AGAINST = lazily(r"\b(?:not|\w+n't|except|but|nicht|pas|niet)\b")
UNTIL_DATE = lazily(r"^\W*(?:until|till|til|bis|hasta|tot|jusqu'au)\b")
NEW_DATE = words(
    r"new (?:date|deadline)|until|till|by|to|make it|push|extend|instead|keep|give|let's|bis|"
    r"jusqu'au|hasta|tot"
)
#: What is only so then is not so yet.
CONDITION = lazily(r"\b(?:once|when|if|as soon as|until|unless|provided|wenn|sobald|quand|si|cuando|zodra|als)\b")
