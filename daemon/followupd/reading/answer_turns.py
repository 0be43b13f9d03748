"""Turns of phrase that say a meaning as a whole: `that's me done`, `you can tick it off`, `in my dreams`.

They run over folded text, as those of answer_words do. What says done here has no word of `DOUBTS` beside it.
"""

from __future__ import annotations

from followupd.reading.answer_words import words
from followupd.reading.lazily import lazily

#: Done, in words that do not say "done".
DONE = lazily(
    r"^\W*(?:oui |si |ya |ja )*(?:lo (?:hice|termine|acabe|complete|envie)|je l'ai (?:fait|termine|fini|envoye)e?)\b|"
    r"^\W*(?:(?:right|so|and|well|ok|okay|yes|yep|hi|hello)[,.!:]? (?:\w+[,!] )?)?(?:"
    r"mission accomplished|job'?s a good ?'?un|(?:that's|that is|that was) (?:that|me|us) (?:all )?(?:done|finished|"
    r"sorted)|(?:that's|that is) (?:it|that)(?: then)?(?=\W*$)|(?:it's |that's |this is |that one's )?(?:all )?(?:done "
    r"and "
    r"dusted|signed,? sealed(?: and|,)? delivered|put to bed|in the can|off my (?:desk|list|plate)(?=\W*(?:$|, (?:all|"
    r"done|sorted|finished)))|(?:ticked|crossed|struck|knocked) off(?: (?:my|the|our|your) list)?(?= already\b|\W*$)|"
    r"all wrapped up|"
    r"taken care of)|"
    r"(?:i'?m |i am |we'?re |we are )(?:all )?(?:done|finished)(?: with (?:it|this one|that one|the \w+))?(?=\W*(?:$|"
    r"[,.!:;-]))|"
    r"(?:i|we)(?:'ve| have)? ?(?:now |just |already |finally )*(?:ticked|crossed|knocked|checked|polished|finished) "
    r"(?:(?:it|this|that|this one|that one|them|all of (?:it|them)) off|off (?:it|this|that|them))|"
    r"(?:you|we) can (?:now )?(?:tick|cross|sign|check|strike|mark) (?:it|this|that|them)(?: one)?(?: (?:off|down|as "
    r"(?:done|complete|completed|finished|closed)|done|complete))+|"
    r"(?:please )?(?:tick|cross) (?:it|this|that)(?: one)? off|(?:please )?mark (?:it|this|that)(?: one)? (?:as )?"
    r"(?:done|complete|completed|finished|closed)|"
    r"(?:(?:i|we)(?:'ve| have)? ?)?(?:finally |at last |just |now )*got (?:it|this|that|everything|them)(?: all)? "
    r"(?:done|finished|"
    r"completed|sorted|over the line)|"
    r"(?:i|we)(?:'ve| have)? ?(?:managed|been able) to (?:do|finish|complete|get) (?:it|this|that|everything|them|all)"
    r"(?: all)?(?: (?:of (?:it|them|this)|done|finished|in time|on time))*(?=\W*(?:$|[,.!:;-]))|"
    r"(?:i|we|j'ai|nous avons|ich habe?|wir haben|ik heb|we hebben|he|hemos)(?:'ve| have)? ?(?:now |just |already |"
    r"finally |all |schon |bereits |gestern |heute |deja |ya |al |gisteren |vandaag )*"
    r"(?:finished|completed|termine|fini|acabado|terminado)(?= (?:today|yesterday|earlier|now|this|last|hier|"
    r"aujourd'hui|ce|ayer|hoy)\b(?!')|\W*(?:$|[,.!:;-]))"
    r")"
)
#: The same further on in the clause: `got the last one in, so you can tick this off`.
TICK_OFF = lazily(
    r"(?:[,;.] ?|\bso |\band )(?:so |and )?(?:you|we) can (?:now )?(?:tick|cross|sign|strike|close) (?:it|this|that|"
    r"them)"
    r"(?: one)?(?: (?:off|down))?(?: now| please)?\W*$|"
    r"\b(?:it|this|that)(?: one)? can (?:now )?be (?:closed|ticked off|crossed off|signed off|marked (?:as )?(?:done|"
    r"complete))\W*$"
)
#: Not meant as it is said.
SARCASM = words(
    r"in (?:my|your) dreams|yeah,? right|as if|(?:ha ?)+,? (?:good one|very funny)|very funny|by magic|(?:when|if) "
    r"pigs fly|"
    r"pigs (?:might|will|may) fly|(?:oh|yeah|yes|ha),? (?:sure|right|of course)(?=\W+(?:it|that|this|because|all|done|"
    r"i|"
    r"as|like)\b)|dream on|in another life|fat chance|you wish|i wish|not in this (?:life|lifetime|universe)|"
    r"(?:just|only) (?:kidding|joking)|april fools?|schon ware es|von wegen|haha \w+|chance would be|sarcas\w+|"
    r"magic (?:wand|fairy|fairies|elves)|fairies|elves|the day (?:that )?hell"
)
#: Somebody else's share is told, and his own is not: `Priya's is done, mine isn't`.
MINE_IS_NOT = lazily(
    r"\bthe \w+(?: \w+)?(?: are| is| have| has)?(?:n't| not)(?: (?:been|yet|there))*\W*$|"
    r"\b(?:mine|it|this|that|this one|that one|they|the (?:rest|others?))(?:'s| is| has| are| have)?(?:n't| not)"
    r"(?: (?:been|yet|there))*\W*$|\bneither (?:of (?:them|these|those) )?(?:is|are|has|have|was|were|one|of)\b|"
    r"\b(?:have|has|haven't|hasn't) (?:yet )?(?:to )?(?:start|begin)\b(?!\w)|\b(?:not|n't)(?: even)? (?:started|begun|"
    r"touched|looked at)\b|\b(?:i |we )?(?:still )?(?:have|need) (?:yet )?to (?:start|begin)\b"
)
#: Work that goes on.
UNDER_WAY = words(
    r"(?:is|are) with (?:\w+ ){1,3}(?:for (?:comments?|review|approval|sign-?off|checking|feedback|signature)|"
    r"to (?:check|review|sign|approve|read))|en cours|in arbeit|(?:just )?about to (?:start|begin|make a start|ring|"
    r"call|send)|"
    r"(?:going|go|goes|being sent) (?:out|off|up|in|live) (?:today|tomorrow|tonight|on|next|this|by|with|now)|on order|"
    r"looking for (?:another|an alternative|someone|somebody|a new|a replacement)|"
    r"(?:planned|scheduled|pencilled in|lined up|booked in|diarised) (?:for|on|in|next)|(?:doing|writing|chasing|"
    r"calling|finishing|finalising|finalizing|sorting|preparing|drafting|checking|compiling|"
    r"reviewing|tackling|starting|getting on|cracking on|ploughing through|working through|working|busy|continuing|"
    r"plodding|making) (?:(?:it|this|that|them|these|those|the|my|with|on|through|headway|inroads|away|along) ?)*"
    r"(?:\w+ )?(?:now|today|right now|as we speak|at the moment|tomorrow|this (?:afternoon|morning|week))|"
    r"on (?:my|the|today's|tomorrow's) (?:to[ -]?do )?list|(?:next|top|high) (?:up )?on (?:my|the) list|"
    r"(?:coming|moving|going|getting on|coming on|plodding|trundling|chugging) (?:along|ahead|forward|"
    r"well|nicely|fine|slowly|ok|okay|to plan|as planned)(?: (?:well|nicely|fine|slowly))?|"
    r"(?:going|progressing|proceeding) (?:well|nicely|fine|ok|okay|to plan|as planned|slowly)|"
    r"(?:good|some|slow|steady|great|a bit of|a lot of) progress|progress(?:ing|es)?|at the moment|currently|"
    r"with \w+ since \w+|"
    r"(?:is|are|'s|'re) (?:coming|arriving|visiting|being [a-z]+(?:ed|en|nt|lt))|"
    r"in (?:testing|review|transit|design|development|qa|discussion|talks|the works|hand|flight|flow|"
    r"the pipeline|preparation)|"
    r"(?:have|'ve|has|only|just|already|finally|now)(?: only| just| already| now)* (?:started|begun|made a start|"
    r"kicked "
    r"off)|(?:made|making) (?:a |good |some |great )*(?:start|headway|progress)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|a (?:couple|few)|some|a handful|the last(?: one| two| "
    r"few)?|"
    r"last (?:one|two)|most) (?:\w+ )?(?:still )?to "
    r"(?!the\b|be honest|say\b|one\b|two\b|three\b|four\b|five\b|six\b)[a-z]{2,}|"
    r"(?:is|it's|they're|are) (?:now |still |currently )?with (?!you\b)[a-z]+(?: now| at the moment)?(?=\W*$)|"
    r"slow(?:ly)? going|"
    r"going slowly|"
    r"still (?:looking|searching|trying|hunting|at it|ongoing|open)|to follow|(?:draft|first version|outline) (?:is|"
    r"are|'s|done|ready|with|sent|written|attached)|(?:is|are|'s) with "
    r"\w+ "
    r"(?:for|to)|for (?:\w+ )?(?:comments?|review|approval|feedback|checking|sign-?off|signature)|finishing touches|"
    r"(?:not|isn't) far off|close to (?:done|finished|finishing|completion|the finish)|nearing|(?:final|home) "
    r"(?:stretch|"
    r"straight|touches|leg)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:down|in the bag|done|in|back|received|booked|sent|so far|"
    r"off)\b(?=[,; ]+(?:and )?(?:\w+ )?(?:one|two|three|four|five|six|seven|eight|nine|\d+|more|the rest|still|to|"
    r"waiting))|"
    r"(?!100)\d{1,2} ?(?:%|per ?cent)(?: \w+){0,2}|three quarters|two thirds|a (?:third|quarter)|"
    r"should be (?:there|finished|done|ready|with you|able)|(?:it|this|that|they|everything|all)(?:'ll| will) (?:all "
    r")?be "
    r"(?:done|finished|ready|complete|completed|sorted|there|with you|sent|in)|"
    r"(?:bin|sind|ist|sitze) (?:noch )?(?:dran|dabei|in arbeit|unterwegs)|lauft|(?:zur )?halfte|en train de|a moitie|"
    r"en ello|estoy en|a medias|a mitad|voy por|(?:is|zijn) (?:nog )?(?:onderweg|bezig)|halverwege|mee bezig"
)
#: In the middle of it: `testing a fix`, `still chasing two`.
ACTIVE = lazily(
    r"(?:^\W*(?:(?:just|still|now|currently|already|busy) )?|[,;] |\b(?:i'm|i am|we're|we are|am|currently|just|still|"
    r"now|busy|been) "
    r"(?:\w+ )?)(?!meeting|training|morning|evening|thing|nothing|something|anything|everything|during|being|regarding|"
    r"according|looking|hoping|thinking|wondering|confirming|closing|asking|missing|waiting|following|going|building|"
    r"bring|"
    r"ring|spring|string|starting|failing|seeing|saying|wishing|leaving|moving|kidding|joking|having|"
    r"declining)[a-z]{2,}ing\b"
)
#: Too much else to do.
OVERLOADED = words(
    r"too much (?:on|going on|else|work)|(?:a lot|lots|so much|much) (?:else )?(?:on|going on)(?: at the moment| right "
    r"now)?|too many "
    r"(?:other )?(?:things|priorities)|flat out|rushed off (?:my|our) feet|no (?:capacity|bandwidth)|up to my (?:neck|"
    r"eyes|ears)|"
    r"drowning|swamped|under water|run off (?:my|our) feet|(?:haven't|have not|hasn't) (?:got )?the capacity"
)
#: A smaller share is offered in its place: `I'll do 5, not 8`, `I can manage 5 at most`.
LESS = lazily(
    r"\b(?:can|could|will|would|'ll|'d|might)(?: (?:i|we|you))? (?:\w+ ){0,4}?(?:\d+|one|two|three|four|five|six|seven|"
    r"eight|nine|half)\b[^.?!]*(?:\b(?:but not|not|instead of|rather than|and not|not more than|no more than|at most|"
    r"max(?:imum)?|tops|"
    r"instead)\b)|\b(?:can|could|will|would|'ll) only\b|\b(?:at most|at the most|max(?:imum)?|no more than|not more "
    r"than) "
    r"(?:\d+|one|two|three|four|five|six)\b|"
    r"\b(?:drop|cut|reduce|lower|bring|take|scale) (?:this|it|that|the \w+)(?: down| back)? to (?:just |only )?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|half)\b|"
    r"\b(?:\d+|two|three|four|five|six|seven|eight) (?:\w+ )?(?:instead of|"
    r"rather "
    r"than|not) (?:\w+ )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b"
)
#: Does not take it on, or says whose it is.
REFUSES = words(
    r"(?:don't want to|do not want to|would rather not|refuse to|not prepared to|not willing to) (?:do|have|be|deal|"
    r"get|run)\b|"
    r"(?:can't|cannot|can not|cant|couldn't|won't|will not|unable to|not able to|not going to|don't want to|do not "
    r"want "
    r"to|not willing to|rather not|prefer not to|refuse to|not prepared to|not in a position to) "
    r"(?:\w+ )?(?:take|pick|sign|commit|agree|accept|own|lead|be responsible)(?: (?:this|that|it|them|these|anything|"
    r"any|"
    r"another|more|one|something|up|to|for|the|responsibility|new|else))*(?: on)?",
    r"(?:is|are|that's|it's|this is|that is|it is|was|been) (?:actually |really |more |now )?(?:(?:the )?[\w-]+'s|his|"
    r"hers|"
    r"theirs|"
    r"yours|"
    r"somebody else's|someone else's|their)(?: (?:job|action|task|area|remit|responsibility|patch|client|clients|team|"
    r"department|baby|thing|call|project|territory))?(?=\W*(?:$|[,.;!-]|\b(?:not|for|since|now|anyway|really|and)\b))",
    r"i(?:'ve| have)? (?:moved|left|changed|switched|transferred) (?:to|teams?|jobs?|roles?|departments?|the)|i(?:'m| "
    r"am) "
    r"no longer (?:in|on|with|working|responsible)|no longer (?:my|mine|work|part of my)|"
    r"(?:don't|do not|no longer) (?:cover|look after|deal with|handle|do|manage|own|run|work|sit)(?: [\w-]+){0,5}? "
    r"(?:any ?more|any "
    r"longer)|i no longer (?!have|need)[a-z]+|not (?:us|me|ours|mine)(?=\W*$)|(?:not|isn't) (?:really |actually "
    r")?(?:one|a job|a task|something) for "
    r"(?:me|us)\b|(?:isn't|is not|not) my (?!fault|first|"
    r"last|favourite|best|usual|problem|idea|intention)[a-z]+|a (?:job|matter|question|task|thing) for "
    r"(?!me\b|us\b|"
    r"mon|tues|wednes|thurs|fri|next|later|another|tomorrow)\w+|(?:won't|will not|not going to|not) (?:be )?(?:doing|"
    r"do) "
    r"(?:this|it|that)|wrong (?!button|one|action|link|mail|email|message|box)[a-z]+(?= i think|\W*$)|"
    r"count me out|i'll pass|i(?:'ll| will) have to (?:pass|decline|say no|refuse)|(?:have to|must|going to|like to) "
    r"(?:decline|say no|refuse|pass)|thanks,? but no(?: thanks)?|no,? thanks?(?: you)?|not interested|no can do|"
    r"hand(?:ed)? (?:it|this|that) (?:over )?(?:back|to)|pass(?:ed)? (?:it|this|that) (?:on )?to|ask \w+ (?:to do|"
    r"instead)|"
    r"(?:better|best) (?:for|placed with|off with|done by|suited to) (?!the \d)\w+|not (?:part of|in) my (?:job|role|"
    r"remit|area)|"
    r"for (?!a\b|an\b|now\b|(?:mon|tues|wednes|thurs|fri)day\b|\d)[\w']+(?: [\w']+)? (?:rather than|instead of|not|"
    r"and not) (?:me|us|myself)(?=\W*(?:$|[,.;]))|"
    r"^\W*(?:i think |think )?(?:(?:this|that|it)(?: one)?(?:'s| is) )?(?:more |probably |really |rather )*one for "
    r"(?!me\b|us\b|you\b|my\b|all\b|each\b|every|mon|tues|wednes|thurs|fri|next\b|later\b|another\b|tomorrow|now\b|today|"
    r"this\b|the (?!\w+ (?:team|department|office|manager)\b))[\w']+(?: (?:\w+ )?(?:team|department|office|manager))?"
    r"(?:,? (?:i think|than me|rather than me|not me|really|maybe|surely))*(?=\W*$)|"
    r"beyond my (?:remit|role|pay)|above my pay ?grade|(?:i )?object(?:ion)? to|not what (?:was|we'd|we had|i'd) "
    r"(?:agreed|"
    r"discussed|said)|(?:never|didn't|did not|don't remember|do not remember|don't recall) (?:agree\w*|sign\w* up|"
    r"promis\w*|commit\w*|saying|said|accept\w*)|i (?:didn't|did not|never) (?:say|mean) (?:that|this|i)|"
    r"mache ich nicht|lehne (?:ich )?ab|ist (?:nicht mein|sache von|aufgabe von)|je refuse|pas mon (?:travail|role|"
    r"domaine)|c'est (?:a|le travail de) \w+ de|no me corresponde|no (?:lo )?acepto|le toca a|is niet mijn|hoort bij|"
    r"weiger",
)
#: Crosses, as ticks are done.
CROSSES = lazily("[❌✖✗✘]")

#: Yes to what is agreed, in few words.
AGREES = words(
    r"cool|no prob(?:s|lemo)?|np|nps|on board|correct|exactly|spot on|splendid|brilliant|super|lovely|brill|ace|aye|"
    r"affirmative|let's (?:do it|go|do this)|go for it|(?:you can )?count on me|wilco|good to go|(?:i'm|im|i am) "
    r"(?:happy|"
    r"good|okay|ok|fine|game|up for (?:it|this|that)|all set|ready)|up for (?:it|this|that)|challenge accepted|with "
    r"pleasure|(?:my )?pleasure|gladly|(?:i'll|i will|will) (?:crack|get) on|right you are|righto|right oh|oke?y[ -]?"
    r"doke?y|okie dokie|fair enough|fair|that's (?:right|fine|great|ok|okay|correct|fair|good|agreed|what we (?:said|"
    r"agreed)|what i (?:said|agreed|committed to))|as (?:agreed|discussed)|in (?:my|the) (?:diary|calendar)|diarised|"
    r"copy that|yes sir|all set|ready to go|good (?:plan|idea)|sounds (?:like a plan|great|fine|right|fair|ok|okay|"
    r"perfect|sensible|reasonable|doable)|looks (?:fine|right|ok|okay|great|fair|correct|doable)|(?:i'm|im) (?:ok|okay|"
    r"good|"
    r"fine) with (?:that|this|it)|(?:i've|i have) got (?:this|it)|looking forward to (?:it|this|that|getting)|no "
    r"objections?|doable|can do|am on it|on it|onto it|"
    r"on to it|consider it (?:done|"
    r"sorted|handled)|you got it|you bet|right,? will do|yes please|please do|affirm|taken on board|duly noted|klar|"
    r"mach "
    r"ich|machen wir|super|top|jawohl|bestens|gut so|stimmt|abgemacht|bin dabei|geht in ordnung|so machen wir's|"
    r"volontiers|tres bien|c'est bon|nickel|compris|je m'en (?:charge|occupe)|ca me va|(?:c'est )?entendu|ok pour moi|"
    r"muy bien|genial|por supuesto|me parece bien|conforme|cuenta conmigo|correcto|sin problema|bueno|me encargo|goed|"
    r"helemaal goed|zeker|geen probleem|natuurlijk|uiteraard|ja hoor|afgesproken|mee eens|doen we|komt voor elkaar"
)
#: Nothing moves, and why.
STUCK = words(
    r"(?:is|are|was|were|been) (?:now |already )?(?:full|fully booked|booked up|sold out|cancelled|postponed)|(?:not|"
    r"\w+n't) been "
    r"(?:given|told|sent|shown|allowed)|(?:not|\w+n't|never) been able to|no way (?:to|of)|nothing (?:has |is "
    r")?(?:happened|moved|moving)|(?:hasn't|has "
    r"not|"
    r"haven't|have not|didn't) (?:moved|happened|got anywhere|get anywhere)|got nowhere|getting nowhere|"
    r"(?:been|was|am|i'm|is|are|was|were|still) (?:\w+ )?(?:off sick|ill|unwell|sick|in hospital|off work|signed off|"
    r"locked "
    r"out|unavailable|not available|unreachable|down(?! to\b)|closed|shut|on strike|off(?= (?:until|till|all|this|"
    r"for))|missing|"
    r"delayed|out of stock|sold out|short[- ]staffed|understaffed|snowed under|swamped|overloaded|up to my eyes|rushed "
    r"off)|"
    r"could do with (?:some |a |your |a bit of )?(?:help|hand|support)|help(?: me)?(?: please)?(?=\W*$)|"
    r"short[- ]staffed|understaffed|(?:run|ran) (?:into|out of|up against)|(?:there's|there is|there are|have|got|"
    r"having|"
    r"big|a) (?:a |an |some )?(?:problems?|issues?|hold-?up|delay|difficult(?:y|ies)|trouble|snag|hitch)(?! (?:at all|"
    r"solved))|(?:doesn't|does not|don't|won't|isn't|is not|aren't|keeps? (?:not )?) (?:answer|respond|reply|open|"
    r"load|start|let|want|work)\w*|in (?:the|my) way|dependent|no (?:budget|money|staff|people|stock|phone|laptop|van|"
    r"car|"
    r"login|signal|internet|reply|response|answer|access|budget) |no (?:budget|money|staff|stock|phone|laptop|van|car|"
    r"login|"
    r"response|answer|reply)|(?:i |we )?\b(?!(?:i|we|you|it|this|that|they|which|who|and|but)\b)[a-z]+ (?:won't|will "
    r"not|refuses?(?: to)?|can't|cannot) [a-z]+|need (?:someone|somebody|you|him|her|them|\w+) to [a-z]+ (?:me|us|it|"
    r"this|that|"
    r"first|before|how)|(?:i |we )?need (?:the |a |an |his |her |their |your |some |more )?(?:\w+ ){1,4}?(?:from|"
    r"before "
    r"(?:i|we) can)|without (?:the |a |an |his |her |their |your |that |it |them |this )?(?:\w+ )?(?:i|we|it|this) "
    r"(?:can't|"
    r"cannot|won't)|i'?m missing|missing (?:the|a|some)|(?:^\W*|, )(?:can't|cannot|couldn't) (?!wait|believe|thank|"
    r"complain|say|tell|remember|agree|make)[a-z]{3,}|don't have (?:the|an?|any|enough|their|his|her|your|it|access)|"
    r"haven't got (?:the|a|any|enough)|"
    r"(?:stolen|broken?|crashed|died|bust|kaput)(?: down)?(?=\W*(?:$|[,.;]|so\b|and\b))|beyond my control|out of my "
    r"hands|"
    r"(?:nobody|no one|no-one|none of them) (?:answers?|replies|replied|responds?|picks up|knows|there|will|is|has|"
    r"called)|"
    r"(?:can|could) (?:\w+ )?(?:you|someone|anyone|somebody) (?:please )?(?:help|lend|assist|unblock|chase)|lend me a "
    r"hand|"
    r"(?:i'?m|we're|am) (?:lost|confused|out of my depth)|over my head|no idea (?:how|where|which|what)|"
    r"(?:ist|bin|war|sind) (?:\w+ )?(?:krank|kaputt|gesperrt|ausgefallen)|(?:mir|uns) fehl\w+|fehl\w+ (?:mir|uns)|"
    r"kein\w* "
    r"(?:zugang|zugriff|zeit|rechte|budget|antwort)|(?:kann|konnen) (?:\w+ ){0,3}nicht|geht nicht|klappt nicht|hange|"
    r"(?:est|suis) (?:\w+ )?(?:malade|en panne|bloquee?)|(?:il )?me manque\w*|je n'arrive pas|impossible de|je ne peux "
    r"pas|"
    r"(?:on|je) ne peut? pas|je n'ai pas (?:acces|le temps|les?|la|pu)|sans (?:acces|reponse)|(?:no|yo no) puedo|me "
    r"falta\w*|"
    r"enferm[oa]|no consigo|averiado|estropeado|sin (?:acceso|respuesta)|no tengo|no me (?:deja|contesta\w*|"
    r"responde\w*)|"
    r"ik kan (?:\w+ ){0,3}niet|lukt (?:me )?niet|ziek|kapot|ik mis|geen (?:toegang|reactie|antwoord|tijd)"
)
#: One day is no good, another would be.
SWAPS = lazily(
    r"\b(?:won't|doesn't|does not|will not|don't|do not|isn't|not|can't) (?:work|suit|good|possible|ideal|happen|do|"
    r"make)\b|\bno good\b|"
    r"\bbetter (?:off )?with\b|\btoo (?:tight|early|soon|close|ambitious)\b|\b(?:be|is|was) (?:too )?(?:hard|difficult|"
    r"impossible)\b"
)
#: Somebody else has to do something first: what stops him, unless work of his own is told beside it.
WAITS = words(
    r"(?:still )?(?:waiting|awaiting|wacht\w*|warte|warten|esperando|espero|en attente|j'attends|attends)(?: "
    r"(?:for|on|"
    r"auf|de|op))?|(?:has|have)(?:n't| not)(?: yet)? (?:sent|given|replied|answered|come|approved|signed|got back|"
    r"called|"
    r"returned|responded|confirmed)|(?<!\bi )(?<!\bwe )still (?:has|have|holds|needs)|no (?:reply|response|answer|"
    r"news|word|joy)(?: yet| "
    r"from)?|"
    r"(?:is|are|being) (?:a bit |very |really |so )?slow|let (?:me|us) down|"
    r"(?:won't|can't|cannot|don't want to|not going to) [a-z]+(?: \w+){0,5} (?:until|till) (?:the |my |our |his |her )?"
    r"[a-z]+(?: [a-z]+)? (?:has|have|is|are|gets?|says?|comes?|sends?|gives?|signs?|approves?)"
)
#: A question that is asked for a time: `would the 9th do?`, `is it ok if I finish by Friday?`
ASKS_TIME = lazily(
    r"\?|\b(?:(?:can|could|may|might) (?:it|that|this|we|i|you)|move|push|shift|postpone|extend|let's (?:say|make|do|"
    r"move|go)|give (?:me|him|"
    r"her|them|us)|is it|would it be|any chance|is there (?:any )?chance|ok if|okay if|fine if|alright if|possible|"
    r"please|"
    r"pls|"
    r"realistic|suits? me|works? (?:better|best|for me)|better|would prefer|i'd prefer|prefer|i'd need|i would need|"
    r"need|"
    r"needs|suggest|propose|how about|what about|at the earliest|not before|rather than|instead|could do|can do|hoping "
    r"for|"
    r"konnen wir|konnte ich|ware|darf ich|brauche|lieber|besser|ginge|verschieben|verlangern|pourrais-je|pourrait-on|"
    r"est-ce possible|serait-il|serait|plutot|il me faut|j'aurais besoin|repousser|decaler|podria|podriamos|seria|"
    r"mejor|"
    r"necesito|aplazar|retrasar|zou|mag|kunnen we|kan het|liever|beter|uitstellen|verschuiven|verzetten)\b"
)
#: A question about a day, not for it.
ABOUT_A_DAY = lazily(
    r"^\W*(?:(?:hi|hello|ok|thanks|sorry|and|so|but)\W+(?:\w+\W+)?)?(?:what|which|who|why|where|whose|how (?!about)|"
    r"wer|wann|warum|qui|"
    r"pourquoi|quien|por que|wie|waarom|when)\b|\b(?:do|did|does) (?:you|we|i|they|he|she|that|this|it) (?:mean|say|"
    r"agree|"
    r"have|need|want|know|include|count)|you (?:mean|said|meant|mentioned)|(?:are|is|will|were) (?:you|he|she|they|"
    r"there|"
    r"anyone|anybody)|(?:is|was) (?:the|this|it|that) (?:due|deadline|date)|(?:have|has|did) (?:you|he|she|they|it)|"
    r"isn't|wasn't|"
    r"aren't|holiday|office (?:open|closed)"
)
#: A promise without a subject of its own: `it will be done on time`, `you'll have it tomorrow`.
PROMISES = words(
    r"^\W*will (?!you\b|he\b|she\b|they\b|it\b|this\b|that\b|we\b|i\b|the\b|there\b|your\b|my\b)[a-z]+|(?:it|this|that|"
    r"they|everything|all)(?:'ll| will) (?:all )?(?:be|get) (?:done|finished|ready|complete|completed|"
    r"sorted|there|with you|sent|in)|you(?:'ll| will) (?:have|get|hear|see)|(?:and|yes|so) i will(?=\W*$)|as soon "
    r"as (?:i|it|they|we)\b.*|(?:will|'ll) (?:still |definitely |certainly |surely |easily )?(?:make|meet|hit|manage|"
    r"be)\b|starting (?:on |tomorrow|today|next|this|mon|tues|wednes|thurs|fri)\w*|"
    r"(?:will|'ll) (?:start|begin|do|have|finish|get|send|ring|call|chase|write|book|ask|try|sort|look|crack)\b"
)

#: As people type on a phone: `wont`, `ive`, `its done`, `u`.
_TYPED = tuple(
    (lazily(rf"(?<![\w'])(?:{typed})(?!\w)"), meant)
    for typed, meant in (
        (r"(wo|do|did|has|have|is|was|are|does|could|would|should|were)nt", r"\1n't"),
        (r"cant", "can't"),
        (r"(i|we|they|you)ve", r"\1've"),
        (r"im", "i'm"),
        (r"(they|you)re", r"\1're"),
        (r"(they|you|it|that)ll", r"\1'll"),
        (
            r"ill (?=(?:have|do|get|send|be (?:done|finished|there|with)|finish|try|call|ring|let|make|start|take|look|"
            r"need)\b)",
            "i'll ",
        ),
        (r"(that|what|here|there)s", r"\1's"),
        (
            r"its (?=(?:done|all|been|finished|completed?|sorted|not|on|in|with|still|now|nearly|almost|too|a|just|"
            r"already|gone|"
            r"ready|taking|going|coming)\b)",
            "it's ",
        ),
        (r"u", "you"),
        (r"ur", "your"),
        (r"plz|plse", "please"),
        (r"tmrw|tmw|tomoz|2moro|tomorow|tommorow|tommorrow", "tomorrow"),
        (r"mtg", "meeting"),
        (r"f/up|fup|f-up|flw ?up", "follow-up"),
        (r"compelted|complted|completd|conpleted|compleet", "completed"),
        (r"finsihed|finised|finishd|fnished|finnished", "finished"),
        (r"dnoe|donne|doone|donee|dond|donw", "done"),
        (r"agred|aggreed|agreeed|agrred|argeed", "agreed"),
        (r"confrimed|comfirmed|confimed|conformed", "confirmed"),
    )
)


#: "Calls all made": what is done by making it.
_MADE = lazily(
    r"\b((?:phone )?calls|visits|payments|bookings|changes|corrections|updates|checks|arrangements|appointments|"
    r"repairs)"
    r"((?: (?:are|were|have been|been|all|now|both))*) made\b"
)


def typed(folded: str) -> str:
    """The words as they would be typed with care."""
    for pattern, meant in _TYPED:
        folded = pattern.sub(meant, folded)
    return _MADE.sub(r"\1\2 done", folded) if " made" in folded else folded


#: What takes words back, or says that something is not as it should be.
TAKES_BACK = lazily(
    r"\b(?:wait|hang on|hold on|actually|oops|whoops|sorry,|scratch|correction|scrap|skipped|withdrew|withdrawn|"
    r"retracted|recalled|meanwhile|fail\w*|broke\w*|broken|"
    r"error|\d{3}s|missing|moment mal|halt|attends|espera|wacht)\b|^\W*(?:no|nope|nein|non|nee)\b"
)
