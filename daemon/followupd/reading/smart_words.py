"""The words that the SMART rubric fails on or looks for: nobody, vague heads, comparisons, wishes, reasons; in English,
German and French."""

from __future__ import annotations

import re

from followupd.reading.actions.words import NUMBER
from followupd.reading.wordlist import words_of

NOBODY = re.compile(
    r"^\W*(?:someone|somebody|anyone|anybody|everyone|everybody|we all|one of (?:you|us)|jemand|man|alle|"
    r"quelqu['’]un|on|tout le monde)\b",
    re.I,
)
VAGUE_HEAD = re.compile(
    r"^(?:verbesser|optimier|kümmer|schau|bemüh|verstärk|steiger|intensivier|améliorer|améliore[sz]?|"
    r"optimiser|optimise[sz]?|travailler (?:sur|à)|voir|gérer|s['’]occuper|veiller|continuer|essayer|"
    r"réfléchir|auseinandersetz|achten|befass)",
    re.I,
)
BE_MORE = re.compile(
    r"\b(?:be|become|being|get|sei|werde|être|sois) (?:more|better|less|mehr|besser|plus|moins)\b|"
    r"\bdo (?:an? )?(?:much |far |really )?(?:better|good|great|proper|bigger)(?: job)?\b|"
    r"\bmake (?:an?|more|every) (?:\w+ )?effort\b|\bpay (?:more |closer )?attention\b",
    re.I,
)
PRONOUN_OBJECT = re.compile(
    r"^(?:it|this|that|these|those|them|things|stuff|everything|something|das|es|dies|ça|cela|"
    r"ceci)\b(?!\s+[a-z]+s?\s+(?:on|from|to|for|list|of)\b)(?!\s+(?!with|up|out|to|by|on|soon|asap|for|"
    r"and)[a-z]{3,})",
    re.I,
)
COMPARED = re.compile(
    r"\b(?:more|better|fewer|faster|quicker|proactive(?:ly)?|effective(?:ly)?|efficient(?:ly)?|closer|"
    r"stronger|higher|lower|besser|mehr|schneller|effektiver|mieux|davantage|plus (?:de|vite|efficace\w*|"
    r"souvent))\b",
    re.I,
)
#: What goes on without an end that could be seen.
GOES_ON = re.compile(
    r"\b(?:regularly|frequently|constantly|continuously|often|day to day|regelmäßig|laufend|ständig|régulièrement|"
    r"constamment)\b",
    re.I,
)
SOME = re.compile(
    r"\b(?:several|some|various|a few|a couple of|many|a lot of|lots of|a number of|numerous|as many as|etc|"
    r"and so on|einige|mehrere|verschiedene|ein paar|usw|quelques|plusieurs|divers(?:es)?)\b",
    re.I,
)
FLAGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\b(?:try(?:ing)? to|tries to|hope(?:s|fully)? (?:to)?|aim to|if possible|if poss|if you can|if (?:I|he|"
            r"she|they|we) can|ideally|maybe|perhaps|possibly|see if|do (?:my|your|his|her|their) best|versuch\w*|"
            r"möglichst|wenn möglich|falls möglich|vielleicht|hoffentlich|essayer|essaie[sz]?|si possible|peut-être|"
            r"idéalement|dans la mesure du possible)\b",
            re.I,
        ),
        "“{}” is a wish, not a promise.",
    ),
    (
        re.compile(
            r"\b(?:if|once|when|as soon as|provided|assuming|subject to|depending on|unless|falls|sofern|sobald|si|"
            r"dès que) (?:the |we |our |it |he |she |they |that |das |die |le |la |l['’])?(?:budget|funding|money|"
            r"board|client|client['’]s|customer|supplier|management|finance|head office|legal|HR|approval|approved|"
            r"is approved|agrees?|get approval|gets? (?:the )?(?:budget|approval|sign-?off)|signs?|confirms?|allows?|"
            r"time allows|permits?|genehmig\w*|kunde|client)\b[^,.;]*",
            re.I,
        ),
        "“{}” is not in the owner's hands.",
    ),
    (
        re.compile(r"\b(?:budget|funding|approval) permitting\b|\btime permitting\b|\bworkload permitting\b", re.I),
        "“{}” is not in the owner's hands.",
    ),
    (
        re.compile(
            r"\b(?:get|have|getting|gets?) (?:the |a |an |his |her |their |your |my |our |\d+ |"
            rf"{NUMBER} )?(?:[\w'’-]+ ){{0,5}}?(?:signed(?: off)?|approved|agreed|accepted|confirmed|paid|authorised|"
            r"authorized|countersigned|cleared|renewed) (?:by|from|with) (?!\d|(?:mon|tues|wednes|thurs|fri|satur|"
            r"sun)day|next|the end|end|tomorrow|tonight|today|close|noon|january|february|march|april|may|june|july|"
            r"august|september|october|november|december|eod|cob|close)[^,.;]+",
            re.I,
        ),
        "“{}” depends on somebody else's decision.",
    ),
    (
        re.compile(
            r"\b(?:persuade|convince|make sure (?:the )?(?:client|customer|candidate)|get (?:the )?(?:client|customer|"
            r"candidate|[A-Z]\w+) to (?:sign|agree|accept|buy|approve|commit|renew|say yes)|win (?:the|a|back|\d)|"
            r"secure (?:the|a) (?:deal|contract|order|exclusiv\w*|retainer|signature)|close the deal|place (?:the |"
            r"a )?(?:candidate|temp|contractor)|überzeug\w*|unterschreiben lassen|convaincre|faire signer|"
            r"obtenir (?:la signature|l['’]accord|l['’]approbation))\b",
            re.I,
        ),
        "“{}” depends on somebody else's decision.",
    ),
    (
        re.compile(
            r"\b(?:every (?:single )?(?:client|candidate|customer|call|email|e-mail|mail|enquiry|query|ticket|time|"
            r"one|employee|lead|order|complaint|cv|application|supplier|team)|all (?:clients|candidates|customers|"
            r"calls|emails|enquiries|the time|complaints|queries|leads|future)|always|never|100 ?%(?! of the)|"
            r"at all times|zero (?:defects|errors|complaints)|without (?:fail|exception)|immer|niemals|stets|"
            r"jede[nrsm]? (?:kunden?|anruf|mail)|toujours|jamais|tous les (?:clients|appels))\b",
            re.I,
        ),
        "“{}” has no end.",
    ),
)
BOUNDED_ALL = re.compile(
    r"\b(?:on|from|in|of) (?:the|this|last|your|my|our|\w+['’]s) (?:[\w'’-]+ ){0,3}(?:list|report|file|sheet|"
    r"register|log|quarter|month|week|year|spreadsheet|tracker|batch)\b",
    re.I,
)
SOON = re.compile(
    r"\b(?:asap|a\.s\.a\.p|soon|shortly|ongoing|regularly|when you get a chance|in due course|no rush|"
    r"as and when|going forward|continuous(?:ly)?|urgent(?:ly)?|zeitnah|baldmöglichst|bald|demnächst|laufend|"
    r"regelmäßig|dès que possible|bientôt|prochainement|au plus vite|régulièrement)\b",
    re.I,
)
REASON = re.compile(
    r"\bwhich (?:lets|helps|gives|means|brings|saves|frees)\b|"
    r"\b(?:because|so that|in order to|so as to|given that|since (?:we|it|they|our)|as (?:we|it|they|our|"
    r"the)\b(?! agreed| discussed)|the (?:reason|objective|aim|purpose|goal) (?:is|being)|objective\s*:|"
    r"why\s*:|reason\s*:|this (?:matters|helps|will help)|damit|weil|denn|afin|parce que|pour que|car)\b|"
    r"\bum\b[^.;]{2,80}\bzu\b|"
    r"\bso (?:we|you|she|he|they|I|it|the|that|our|his|her|nobody|everyone|[A-Z]\w+) [^.;]{0,60}\b(?:can|"
    r"could|will|is|are|have|has|know|knows|don['’]t|sees?|gets?|stops?)\b|[;,–—-]\s*(?:it|that|this|these|"
    r"they|we|there)(?:['’]s|['’]re| is| are| (?:lost|need|have|cost|costs)) [^;.]{6,}|\bpour (?:ne pas |"
    r"mieux )?[a-zé]+(?:er|ir|re)\b",
    re.I,
)
MANY_TASKS = re.compile(r"(?:,|;|\band\b|\+)\s*(?:then |also )?(?P<verb>[a-z-]+)\b(?=\s+\w)", re.I)
ABSTRACT = re.compile(
    r"(?:(?:[\w-]+['’]s|the|your|our|my|his|her|better|stronger|good|closer|more|some)\s+)*(?:relationships?|awareness|"
    r"rapport|trust|confidence|communication|"
    r"teamwork|morale|culture|knowledge|understanding|skills?|motivation|engagement|visibility|presence|"
    r"beziehungen|vertrauen|relations?|confiance)\b",
    re.I,
)
CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|"
    r"december|easter|christmas|q[1-4]|eod|cob|montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|"
    r"märz|mai|juni|juli|oktober|"
    r"dezember)\b",
    re.I,
)
#: One person and nothing else: "Karen", "the auditor".
SOMEBODY = re.compile(
    r"(?:[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?|(?:the|our|your|my|his|her) [a-z][\w'’-]*[^s\W])[\s.!]*"
)
NEEDS_TOPIC = words_of("meet see speak talk chat")
