"""The words of replies: what says done, agreed, blocked and so on, in English, German, French, Spanish and Dutch.

All patterns run over folded text (lower case, no accents, straight quotes; see dates.masks.fold). Done is a whitelist:
only the shapes in `DONE_SHAPES` say it, and only when no word of `DOUBTS` stands in the same clause.
"""

from __future__ import annotations

import re

from followupd.reading.lazily import lazily


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of the alternatives as whole words."""
    return lazily(r"(?<![\w'])(?:" + "|".join(alternatives) + r")(?!\w)")


# ---------------------------------------------------------------------------------------------------- commands

#: First word(s) of the first line -> command. Longest first wins; German, French, Spanish, Dutch where one word is
#: usual.
COMMANDS: dict[str, str] = {
    "not done": "not_done",
    "not yet": "not_yet",
    "send": "send",
    "send it": "send",
    "send them": "send",
    "send all": "send",
    "confirm": "confirm",
    "confirmed": "confirm",
    "thanks": "thanks",
    "thank you": "thanks",
    "keep": "keep",
    "free": "free",
    "undo": "undo",
    "stop": "stop",
    "unsubscribe": "stop",
    "start": "start",
    "help": "help",
    "status": "status",
    "drop": "cancel",
    "cancel": "cancel",
    "blocked": "blocked",
    "change": "change",
    "amend": "change",
    "agree": "agreed",
    "agreed": "agreed",
    "accept": "agreed",
    "decline": "decline",
    "move": "move",
    "reopen": "reopen",
    "re-open": "reopen",
    "done": "done",
    "progress": "progress",
    "question": "question",
    "senden": "send",
    "absenden": "send",
    "envoyer": "send",
    "enviar": "send",
    "versturen": "send",
    "bestatigt": "confirm",
    "confirme": "confirm",
    "confirmado": "confirm",
    "bevestigd": "confirm",
    "stopp": "stop",
    "hilfe": "help",
    "aide": "help",
    "ayuda": "help",
}

#: Label of a line -> field of an action.
FIELDS: dict[str, str] = {
    "what": "what",
    "action": "what",
    "task": "what",
    "specific": "what",
    "owner": "owner",
    "who": "owner",
    "responsible": "owner",
    "assignee": "owner",
    "measure": "measure",
    "measurable": "measure",
    "done looks like": "measure",
    "done when": "measure",
    "proof": "measure",
    "due": "due",
    "due date": "due",
    "deadline": "due",
    "by": "due",
    "by when": "due",
    "when": "due",
    "time-bound": "due",
    "why": "why",
    "reason": "why",
    "relevant": "why",
    "help": "achievable",
    "help needed": "achievable",
    "achievable": "achievable",
    "support": "achievable",
    "follow-up": "follow_up",
    "follow up": "follow_up",
    "followup": "follow_up",
    "review": "follow_up",
    "check": "check",
    "pre-check": "check",
    "situation": "situation",
    "was": "what",
    "wer": "owner",
    "verantwortlich": "owner",
    "frist": "due",
    "fallig": "due",
    "bis": "due",
    "bis wann": "due",
    "termin": "due",
    "warum": "why",
    "quoi": "what",
    "qui": "owner",
    "responsable": "owner",
    "echeance": "due",
    "pourquoi": "why",
    "que": "what",
    "quien": "owner",
    "plazo": "due",
    "fecha": "due",
    "por que": "why",
    "wat": "what",
    "wie": "owner",
    "eigenaar": "owner",
    "wanneer": "due",
    "waarom": "why",
}

# -------------------------------------------------------------------------------------------------------- done

#: Adjective-like: it is done.
FINISHED = (
    r"done|finished|completed|complete|sorted(?: out)?|actioned|accomplished|wrapped up|dealt with|taken "
    r"care of|handled|ticked off|"
    r"in the bag|crossed off|finalised|finalized|closed off|erledigt|fertig|abgeschlossen|gemacht|geschafft|"
    r"fait|faite|faits|"
    r"termine|terminee|termines|fini|finie|regle|reglee|hecho|hecha|hechos|listo|lista|terminado|terminada|completado|"
    r"completada|"
    r"klaar|gedaan|afgerond|voltooid|gereed|geregeld|afgehandeld|ausgefuhrt|durch|abgehakt"
)
#: What stands for the whole action.
_WHOLE = (
    r"it|this|that|these|those|they|them|(?:the )?same|both|all|everything|all of (?:it|them|these|this)|the lot|"
    r"the (?:task|"
    r"action|job|whole (?:thing|lot))|"
    r"this one|this action|that one|this task|all (?:of )?(?:the )?(?:\w+ )?(?:actions|tasks|points|items|"
    r"two|three|four|five|six|\d+)(?: of (?:them|these|those))?|"
    r"both of (?:them|these)|action|task|job|das|es|alles|dies|ist|c'est|tout|tout est|ca|esto|eso|todo|ya|"
    r"dit|het|dat|alle|beide|les deux"
)
_SOFT = (
    r"now|all|just|finally|already|fully|completely|successfully|also|as of today|actually|both|officially|"
    r"indeed|yesterday|last night|schon|jetzt|bereits|gestern|heute|"
    r"hier|aujourd'hui|ce matin|ayer|hoy|gisteren|vandaag|vanmorgen|"
    r"deja|bien|maintenant|ya|esta|nu|al|ist|est|is|sind|zijn|estan|100 ?%|today|this morning|earlier|too"
)
_OPEN = (
    r"(?:(?:yes|yep|yeah|yup|ok|okay|great|hi|hello|hey|hurray|hooray|good news|update|fyi|thanks|thank you|"
    r"brilliant|perfect|lovely|super|excellent|cheers|wonderful|ja|oui|si|hallo|"
    r"bonjour|hola)(?: \w+)?[,:!. -]+|"
    r"(?:yes|yep|ok|ja|oui|si)\s+|(?:i am |i'm |am )?(?:happy|pleased|glad|delighted) to (?:say|report|confirm)(?: "
    r"that)?[,:]?\s+|"
    r"just to (?:say|confirm|let you know)(?: that)?[,:]?\s+|"
    r"(?:i )?(?:can|to) confirm (?:that )?|this is to confirm (?:that )?|quick update[,:]?\s+|good news[,:]?\s+|"
    r"as promised[,:]?\s+){0,4}"
)
#: The shapes that say done of the whole. `{object}` is filled by the caller with nothing or the action's own words.
DONE_SHAPES = (
    # "Done", "All done thanks", "completed this yesterday", "Done - sent on Tuesday"
    lazily(rf"^\W*{_OPEN}(?:(?:{_WHOLE}|{_SOFT}|are|was|were|has been|have been)[\s,]+){{0,8}}(?:{FINISHED})(?!\w)"),
    # "it's finished", "that has now been completed", "this one is all sorted"
    lazily(
        rf"^\W*{_OPEN}(?:and |so )?(?:{_WHOLE})(?:'s|'re| is| are| was| were| has been| have been| has(?= \w+ been)|"
        rf" have(?= \w+ been)| got| been|"
        rf" ist| sind| est| sont| esta| estan| is| zijn| wurde| a ete)"
        rf"(?: (?:{_SOFT}|been))* (?:{FINISHED})(?!\w)"
    ),
    # "I have done it", "we finished everything", "I did this on Monday"
    lazily(
        rf"^\W*{_OPEN}(?:i|we|he|she|they|ich habe?|wir haben|j'ai|nous avons|he|hemos|ik heb|we hebben)(?:'ve|"
        rf"'s|'d| have| has| had)?(?: (?:{_SOFT}))*"
        rf" (?:(?:done|finished|completed|sorted|actioned|did|handled|ticked off|dealt with|wrapped up|erledigt|"
        rf"gemacht|fait|termine|hecho|terminado|gedaan|afgerond)"
        rf" (?:{_WHOLE})|(?:{_WHOLE})(?: (?:{_SOFT}))* (?:erledigt|gemacht|fertig|gedaan|afgerond|abgeschlossen))(?!\w)"
    ),
    # "Did the lot on Tuesday"
    lazily(rf"^\W*{_OPEN}(?:did|actioned|handled|completed) (?:{_WHOLE})(?!\w)"),
    # "That's it finished", "that's the lot done"
    lazily(rf"^\W*{_OPEN}that's (?:it|that|them|the lot|everything|this one)(?: (?:{_SOFT}))* (?:{FINISHED})(?!\w)"),
    # "Habe ich gestern erledigt", "Heb ik gedaan"
    lazily(
        rf"^\W*{_OPEN}(?:(?:das|es|dit|dat|alles) )?(?:habe?|haben|heb|hebben)(?: (?:ich|wir|ik|we))?"
        rf"(?: (?:{_WHOLE}|{_SOFT}))* (?:{FINISHED})(?!\w)"
    ),
    # "got it done", "we have got everything sorted"
    lazily(
        rf"^\W*{_OPEN}(?:(?:i|we)(?:'ve| have)? )?got (?:{_WHOLE})(?: (?:{_SOFT}))* (?:done|finished|completed|"
        rf"sorted)(?!\w)"
    ),
)
#: "The {subject} is done": the subject has to be the action's own words.
DONE_OF = lazily(
    rf"^\W*{_OPEN}(?P<subject>[^,.:;!?]{{1,60}}?)(?:'s|'re| is| are| was| were| has been| have been| ist|"
    rf" sind| est| sont| esta| estan| zijn)?"
    rf"(?: (?:{_SOFT}|been))* (?:{FINISHED})(?: and \w+)?\W*$"
)
#: Anything that takes the certainty out of "done" in its clause.
DOUBTS = words(
    r"not|no(?!\.? ?\d)|never|nothing|none|cannot|can't|\w+n't|dont|didnt|hasnt|havent|isnt|wasnt|wont|nor|"
    r"neither|hardly|barely",
    r"nearly|almost|half|halfway|partly|partially|partial|part|parts|mostly|mainly|most|some|virtually|practically|"
    r"basically|roughly|close to|about \d+|"
    r"as good as|more or less|pretty much|just about|kind of|sort of|\d+ ?%",
    r"so far|only|except|apart from|other than|bar|besides|all but|but|however|although|though|still|yet|"
    r"remaining|left|outstanding|pending|to go|to do|"
    r"to follow|tbc|tbd|more|another|(?<!every )(?<!each )one of|few of|a bit|bits|draft|"
    r"first (?!thing)\w+|second|next",
    r"will|\w+'ll|would|\w+'d|should|shall|must|going to|gonna|to be|can be|could|may be|need|needs|needed|"
    r"always|usually|normally|every (?:day|week|month|\w+day)|hope|hoping|hopefully|aim|aiming|plan|planning|"
    r"expect|expected|want|wanted|wants|trying|try|tried|intend|get it|getting|get this|ought|due|let me|"
    r"let's|let us|please|pls|want(?:s|ed)?|like to",
    r"if|once|when|until|till|unless|before|as soon as|provided|assuming|whether|after|by|in case|should "
    r"you|as long as|whenever",
    r"think|thought|believe|believed|assume|assumed|guess|suppose|supposed|reckon|probably|maybe|perhaps|"
    r"might|apparently|seems?|seemed|looks like|"
    r"appears?|presumably|possibly|likely|said|says|told me|told us|tells me|claims?|heard|according|understood|"
    r"wish|meant|pretend\w*|in theory|unsure|sure",
    r"(?:moved|put|went|gone|taken|pushed) back",
    r"redo\w*|re-do\w*|again|lost|rejected|returned|sent back|came back|start(?:ed|ing)? over|from scratch|undid|"
    r"reverted|"
    r"then (?:the|it|they|we|i|he|she|had|my|our)",
    r"(?<!all )(?<!the )(?<!these )(?<!those )(?:two|three|four|five|six|seven|eight|nine|ten|\d+) of (?:them|these|"
    r"those)|"
    r"in principle|on condition|subject to|conditional(?:ly)?|provisional(?:ly)?|informally|unofficially|differences?|"
    r"discrepanc(?:y|ies)|errors?|faults?|leaks?|leaking|complaints?|snags?|issues?|problems?|queries|gaps?",
    r"last (?:year|month|quarter|time)|years? ago|nobody|no one|tomorrow|later|soon|next week|wrong|"
    r"mistake|mistakenly|cancel\w*|undone|half-done|unfinished|incomplete|"
    r"un(?:delivered|signed|paid|sent|opened|answered|read|resolved|confirmed|touched|changed|tested|approved|sold)",
    r"nicht|noch|kein\w*|fast|teilweise|wird|werde|werden|wenn|sobald|bald|morgen|pas|presque|encore|sera|"
    r"quand|si|bientot|demain|"
    r"todavia|aun|casi|sera|cuando|pronto|manana|niet|nog|bijna|zal|wordt|zodra|als|gedeeltelijk|en partie|"
    r"en parte|aber|mais|pero|maar|sauf|ausser|excepto|behalve|dachte|denke|glaube|hoffe|hoffentlich|angeblich|"
    r"vermutlich|"
    r"wahrscheinlich|vielleicht|sollte|soll|muss|musste|bis|crois|croyais|pense|pensais|espere|parait|peut-etre|"
    r"devrait|doit|jusqu\w*|creo|pensaba|espero|dicen?|supongo|quiza|deberia|debe|hasta|denk|dacht|hoop|geloof|zegt|"
    r"misschien|waarschijnlijk|moet|moest|tot",
)
#: Idioms with "done" in them that say nothing, or with a negation that is none: taken out before reading.
IDIOMS = lazily(
    r"^\W*(?:sorry,? )?i (?:thought|was sure|could have sworn) i(?:'d| had)? (?:already )?(?:told|said|let|replied|"
    r"mentioned|"
    r"answered|written|sent)(?: (?:to )?(?:you|him|her))?(?: know)?(?: (?:it|this|that|already))*(?:\W+(?=\w)|\W*$)|"
    r"\b(?:i |we )?(?:could not|couldn't|wouldn't|would not) have (?:done|finished|completed|managed) (?:it|"
    r"this|that|any of it) without (?:you|your \w+|him|her|them|\w+)\b|"
    r"\b(?:i )?(?:can't|cannot|can hardly) believe (?:it|i'm (?:saying|writing) (?:this|it))(?:\W*$|"
    r"(?:[,!.-]| but| and)+ ?(?=it|this|that|all|everything|they|we|i))|\bbelieve it or not,? |"
    r"(?:^|,? )(?:and |but )?(?:it was )?(?:an? )?(?:bit|lot) of an? (?:slog|struggle|battle|faff|hassle|job|rush|"
    r"mission)\b|"
    r"(?:^|,? )(?:and |but )?(?:there we (?:go|are)|there you (?:go|are)|here we are|(?:we |i )?got there(?: in the "
    r"end| at last| "
    r"eventually)?)(?=\W*$|[,.;!])|"
    r"(?:^|,? )(?:and |so |with )?(?:there's |there is |there was )?nothing (?:missing|amiss|to report|untoward|out "
    r"of place|(?:left|more|else)(?: for (?:me|us))? "
    r"to (?:do|chase|add|sort|fix)(?: (?:on|with|for) (?:it|this|that|me|us|my (?:side|end)))?)(?=\W*$|[,.;!])|"
    r"\beasier said than done\b|\b(?:very |jolly )?well done(?: to)?(?: you| all| everyone| everybody| team|"
    r" both)?\b(?: (?:on|with|for|at) (?:the|your|that|this|getting|winning|landing) [^.,;!?]{2,60})?|"
    r"\bno (?:problem|problems|worries|bother|trouble)(?: at all)?\b|"
    r"\bfirst thing\b|\bnot a problem\b|\bno issues?\b|\bwithout (?:any )?(?:a hitch|problems?|issues?|trouble|"
    r"delay)\b|\bover and done with\b|"
    r"\bnot bad\b|\bwhen you (?:can|get a (?:chance|minute|moment))\b|\bif you need (?:anything|more|any "
    r"more)[^.!?]*|\blet me know if[^.!?]*|\bany (?:questions|problems)[^.!?]*|"
    r"\bhappy to discuss[^.!?]*|\bjust let me know[^.!?]*|\bplease (?:see|find) (?:the )?attach\w*|\bsee "
    r"attach\w*|\bsorry (?:for|about) the (?:delay|wait)\b|"
    r"\b(?:with |and |, )?(?:no|without any|zero) (?:leaks?|complaints?|errors?|faults?|snags?|hiccups?|hitches|"
    r"surprises|delays?|"
    r"injuries|differences|discrepancies|exceptions|accidents|breakages|alarms|drama|dramas|objections|"
    r"queries)(?: (?:so far|at all|reported|since|"
    r"found))?\b|"
    r"\bwhile (?:we|they|he|she|it|everyone|everybody|i|the [a-z]+) (?:was|were) (?:[a-z]+ ?){1,2}(?=\W|$)|"
    r"\bin the end\b|\bat last\b|\bbefore (?:the )?(?:deadline|lunch|noon|close of play|time)\b|\bby (?:email|"
    r"e-mail|mail|phone|post|hand|courier)\b|"
    r"\b(?:the )?(?:tracking|tracker|system|portal|website|app|receipt) (?:says|shows|confirms)\b(?: (?:it|they|that)"
    r"(?:'s|'re| is| are| was| were| has been)?)?"
)
#: What somebody else made of it, or where it is, behind a comma: `, Sister Joseph has countersigned`, `, all green`.
ASIDE = lazily(
    r", (?:and )?(?:they|it|these|all)(?:'s|'re| is| are) (?:all |now |both )*(?:in|on|at|by) (?:the|my|your|our) "
    r"(?!bin|post|van|way|queue|process|pipeline|mail|works|wrong|lorry)[a-z]+(?: office| room| drive| desk| folder|"
    r" tray)?"
    r"(?= ?[,.;!]|\W*$)|"
    r",? (?:and )?(?:it's |they're |is |are )?all (?:green|good|well|fine|clear|ok|okay|happy|working|"
    r"quiet)(?= ?[,.;!]|\W*$)|"
    r", (?:and )?(?:the |my |our |your )?(?!not?\b|none|nobody|nothing|few|some|half)(?:[a-z'-]+ ){1,3}"
    r"(?:(?:has|have|is|are|was|were|very|really|now|already|all|both|also|just|quite) )+(?:counter)?"
    r"(?:signed|approved|accepted|received|paid|happy|pleased|delighted|thrilled|checked|seen|thanked|replied)"
    r"(?: (?:with )?(?:it|them|this|that|off|too|today|yesterday|already|receipt|for it|for them))*(?= ?[,.;!]|\W*$)"
)
#: How something was done, which says nothing about whether it was: looked for only beside a word for done.
MEANS = lazily(
    r"\b(?:(?:with|and) (?:a lot of |lots of |some |a little |the )?(?:help|support|assistance) (?:from|of) "
    r"(?!no\b|nobody|none)(?:the |my |our )?\w+(?: (?:and )?(?:the )?\w+)?|"
    r"with (?:\w+'s|his|her|their|your) (?:help|support)|"
    r"(?<!no )thanks to (?!no)(?:the |my |our )?\w+(?: \w+)?|together with (?:the )?\w+|"
    r"on the (?:train|bus|plane|way (?:home|in|back|over))|over (?:lunch|coffee|breakfast)|in person|"
    r"in one (?:go|sitting)|"
    r"(?:it )?took (?:me |us )?(?:about |only |nearly |almost |just |over |under |around )?(?:a while|ages|a bit|"
    r"(?:an?|half an?|\d{1,3}|two|three|four|five|six|several) "
    r"(?:hours?|minutes?|mins|days?|weeks?|afternoons?|mornings?))|"
    r"(?:and |, ?|then )?(?:been )?(?:signed off|approved|checked|reviewed|countersigned|accepted|verified|tested|"
    r"received|collected|cleared) by (?!(?:the )?(?:end|\d|mon|tue|wed|thu|fri|sat|sun|next|tomorrow|today|tonight|"
    r"noon|close|eod|then|now|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas|easter|week|month))"
    r"(?:the |my |our )?"
    r"\w+(?: (?:team|department|office|manager))?)(?= ?(?:[,.;!)]|-|$))"
)
#: By whom: `fitted by the contractor`, and not by when.
BY_WHOM = lazily(
    r"\bby (?!(?:the )?(?:another|other|different|wrong|some|no)\b)(?:the |our |my |an? )?(?:(?!end|close|start|"
    r"time)[a-z]+ )?(?:[a-z]{3,}(?<!summ)(?<!wint)(?<!east)(?<!quart)(?<!emb)"
    r"(?<!octob)(?<!lat)(?<!dinn)(?<!supp)(?<!aft)ers?|[a-z]{3,}(?:ors?|ists?|icians?|smiths?)|[a-z]*m[ae]n|"
    r"mechanics?|nurses?|chef|cook|clerk|agents?|architect|team|"
    r"company|"
    r"firm|agency|crew|people|lads|girls|legal|hr|finance|accounts)(?= ?(?:[,.;!)]|-|$))"
)
#: Somebody else's thanks.
PASSED_ON = lazily(
    r"\b(?:(?:mrs?|ms|miss|dr)\.? )?\w+(?: and \w+)? (?:says?|sends?|send) (?:his |her |their |you )?"
    r"(?:many |big |a big )?(?:thank you|thank-you|thanks|hi|hello|cheers|love|regards)\b"
)
#: "Done, but only 2": how much is left.
PARTIAL = words(
    r"halb (?:fertig|erledigt)|(?:er ?)?(?:mee|druk) bezig|no (?:\w+ ){1,3}yet",
    r"(?:bar|except(?: for)?|apart from|other than|all but|minus) (?:the|a|an|one|two|three|for|my|our|that|\d+)",
    r"(?:one|two|three|four|five|\d+) (?:is |are |still )?(?:left|outstanding)|in hand|in train|in motion|"
    r"(?:half|part|some|most) of (?:it|them|this|that|these)|"
    r"none of (?:it|them|these|this|the \w+)|nothing (?:is |has been |was )?(?:done|finished|started)|"
    r"(?:done|did|finished|completed) (?:one|some|a few|a couple|half|part|most)\b"
    r"(?! (?:day|evening|morning|afternoon|night))|"
    r"left (?:(?:him|her|them|you) )?(?:an? |another )(?:\w+ )?(?:message|voicemail|note)|"
    r"(?:not|isn't|aren't|never) (?:answering|picking up|replying|responding)|"
    r"no (?:answer|reply|response)(?: yet| so far)?|"
    r"one(?: \w+){1,5},? (?:and |but )?the other|so far|only|nearly|almost|half|halfway|half way|partly|partially|"
    r"in part|mostly|most of|some of|part "
    r"of|a few of|\d+ (?:of|von|van|sur|de) (?:the |den |de |les |las |los )?\d+|\d+ out of \d+|"
    r"\d+/\d+|(?!100)\d+ ?%|pending|outstanding|still (?:need|have|to|got|waiting|working|"
    r"chasing|missing|on)|left to|to go|remaining|in progress|"
    r"under ?way|ongoing|on ?going|working on|work in progress|wip|on it now|started|begun|"
    r"first \w+ (?:is |are |now )?(?:done|finished|completed?|sorted)|"
    r"(?:der|die|das) (?:dritte|zweite|vierte|letzte|andere|rest) (?:kommt|folgt|fehlt|steht)|making (?:good "
    r")?progress|getting there|on track|on course|"
    r"on target|on schedule|not (?:quite|yet|done|finished|complete|completed|all|everything|fully)|(?:isn't|"
    r"hasn't|haven't|aren't|wasn't|weren't|didn't|not been|"
    r"isnt|hasnt|havent|wasnt) (?:\w+ ){0,3}(?:done|finished|complete|completed|sorted|ready|yet|finish|complete|"
    r"do|get)|yet to|not there yet|(?:not|isn't|aren't|hasn't|haven't|wasn't|weren't) (?:[a-z]+ ){1,4}yet\b|"
    r"waiting for|awaiting|waiting on|unfinished|incomplete|(?:one|two|three|\d+) more (?!days?|weeks?|hours?|"
    r"months?)\w+|just needs?|just the|first (?:half|part|draft|bit|one|few|two|three|couple|week|page|chapter|batch|"
    r"round)|"
    r"noch nicht|fast fertig|in arbeit|bin dran|teilweise|pas encore|presque|en cours|pas (?:fini|fait|termine)|"
    r"todavia no|aun no|casi|en curso|en proceso|"
    r"nog niet|bijna|mee bezig|ben bezig|onderweg|no esta (?:hecho|listo|terminado)|nicht (?:fertig|erledigt)|"
    r"niet (?:klaar|af|gedaan)|noch offen|will be|will have",
)
#: A promise: agreed without a date, progress with one.
PROMISE = words(
    rf"(?:should|will|'ll) have (?:it|this|that|these|them|everything)(?: all)? (?:{FINISHED})",
    r"consider (?:it|this|that|them) (?:done|sorted|actioned|dealt with)",
    r"(?:i|we)(?:'ll| will| shall|'m going to| am going to) (?!not|never)(?:\w+ ){0,4}\w+|will (?:do|get|"
    r"be|have|finish|complete|make|call|send|try|sort|deal|look|start|"
    r"pick|work|action|crack)\w*|shall do|should be (?:done|finished|complete|ready|there)|(?:hope|hoping|"
    r"aim|aiming|plan|planning|expect|expecting|intend) to|"
    r"wird (?:\w+ ){1,4}(?:erledigt|gemacht|fertig)|(?:ce |ca )?sera (?:\w+ )?(?:fait|fini|termine|pret)|"
    r"(?:wordt|is) (?:\w+ ){1,3}(?:afgerond|gedaan|geregeld) worden|estara (?:hecho|listo)|"
    r"mache ich|wird gemacht|kummere mich|werde ich|ich werde|je (?:le |la |m'en )?(?:ferai|fais|occupe)|"
    r"lo hare|me encargo|ga ik doen|doe ik|komt goed|regel ik|i'm on it",
)
