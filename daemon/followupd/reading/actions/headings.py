"""Lines that speak for the entries below them: "SOPHIE", "By 27 March:", "Done", "Actions for Tom (by Friday):"."""

from __future__ import annotations

import re

from followupd.reading.actions.english_patterns import NOT_NAMES
from followupd.reading.actions.lines import Line
from followupd.reading.actions.setting import Heading, Place, Setting, Standing
from followupd.reading.dates import Bound
from followupd.reading.lazily import lazily
from followupd.reading.people import GROUP_WORDS

_DONE = lazily(
    r"^\W*(?:(?:already )?(?:done|complete[d]?|closed|finished|ticked off|achieved|delivered)(?: (?:since|"
    r"last|this|items?|actions?)\b.*)?|erledigt|abgeschlossen|fait|terminé[es]*|réalisé[es]*|what(?:['’]s| is|"
    r" has been) done)\W*$",
    re.I,
)
_DROPPED = lazily(
    r"^\W*(?:not (?:doing|going ahead|taking forward|now|pursuing|proceeding)(?: with)?|dropped|cancelled|"
    r"parked|on hold|rejected|won['’]t do|out of scope|for later|ideas?(?: for later)?|maybe|nice to have|"
    r"parking lot|wish ?list|someday|no longer needed|not agreed|discarded|verworfen|gestrichen|entfällt|"
    r"zurückgestellt|ideen|später|abandonné[es]*|annulé[es]*|idées|plus tard)\b[^:]{0,20}\W*$",
    re.I,
)
_OPEN = lazily(
    r"^\W*(?:carried (?:over|forward)|carry over|still open|outstanding|open(?: actions?| items?)?|to ?do|"
    r"in progress|ongoing|new(?: actions?)?|offen|übertrag|en cours|reporté[es]*|à faire|"
    r"restant)\b[^:]{0,30}\W*$",
    re.I,
)
_TARGETS = lazily(
    r"\b(?:targets?|kpis?|where we (?:want|need|have|aim) to be|numbers|figures|metrics|goals? for|"
    r"what good looks like|scorecard|dashboard|stats|"
    r"ziele|kennzahlen|zielwerte|objectifs chiffrés|chiffres|indicateurs)\b",
    re.I,
)
_TOLD = lazily(
    r"^\W*(?:fyi|for (?:your )?(?:info|information)|info(?:rmation)?|notes?|discussion|discussed|background|"
    r"context|agenda|apologies|attendees|present|in attendance|participants|absent|what went well|highlights|"
    r"risks?|issues|news|key points|topics|observations|strengths|feedback|teilnehmer|anwesend|themen|"
    r"hintergrund|"
    r"présents|ordre du jour|contexte|reminders?|links?|useful|attachments?)\b[^:]{0,30}\W*$",
    re.I,
)
#: Beside a list of actions, a list of decisions or risks only tells.
_DECIDED = lazily(
    r"^\W*(?:decisions?|decided|resolutions?|risks?|issues|entscheidungen|beschlüsse|décisions)\b.{0,15}$", re.I
)
_HAS_ACTIONS = lazily(
    r"^\W*(?:actions?|action (?:items?|points?)|next steps|to-?dos?|tasks?|maßnahmen|aufgaben|actions à mener)\W*$",
    re.I | re.M,
)
_ACTIONS = lazily(
    r"\b(?:actions?|action (?:points?|items?|list)|next steps|to-?dos?|tasks?|agreed|agreements?|decided|"
    r"decisions|commitments?|committed|what (?:we|you|i)|(?:two|three|four|five|few|\d) things|the (?:two|"
    r"three|four|five|following)|following|put into practice|take away|take-?aways|homework|jobs?|plan|"
    r"priorities|objectives|needful|points (?:below|for)|below|please|will|asked|need(?:s|ed)? to|going to|"
    r"vereinbart|vereinbarungen|maßnahmen|massnahmen|aufgaben|nächste schritte|folgendes|beschlossen|bitte|"
    r"convenu|actions|tâches|décidé|décisions|prochaines étapes|à faire|suivant)\b",
    re.I,
)
_OWNER_LEAD = lazily(
    r"^\W*(?:(?:actions?|next steps|tasks?|to-?dos?|jobs?|points?|items?|priorities|objectives|aufgaben|"
    r"maßnahmen|tâches)\s+(?:for|by|on|from|with|für|von|pour|de)|for|over to|from|für|"
    r"pour)\s+(?P<who>@?[^\W\d_][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)?)",
    re.I,
)
_OWNER_FIRST = lazily(
    r"^\W*(?P<who>@?[^\W\d_][\w.'’-]*(?:(?:,)?\s+(?!to\b|will\b|"
    r"by\b)[A-ZÄÖÜÉ][\w.'’-]*)?)(?P<gen>['’]s?)?(?=\s*(?:\W*$|[-–—:(,]|\s(?:to|will|is|needs|has|agreed|"
    r"actions?|action points?|tasks?|to-?dos?|list|next|by|must|should|please|can|could|wird|soll|muss|bitte|"
    r"d['’]ici)\b))"
)
_YOU = lazily(r"\b(?:you|your|you['’]ll|you['’]d|du|dich|dir|sie|ihnen|tu|toi|vous)\b", re.I)
_ME = lazily(
    r"(?<!ask )(?<!for )(?<![Ww]hile )(?<![Ww]hen )(?<!until )(?<!before )(?<!after )"
    r"\b(?:I['’]ll|I|[Mm]y|me|[Mm]ine|myself|[Ii]ch|[Mm]eine?|[Jj]e|moi|[Mm]es)\b"
)
#: "What we do", "On our side": whose it is among us is not said.
_OURS = lazily(
    r"^\W*(?:what )?(?P<who>we(?:['’]ll| will| do| are (?:doing|going to)| deliver| provide)|(?:on )?our side|"
    r"from us)\b"
    r"(?!.*\byou\b)",
    re.I,
)
#: "I'd like the following in place": the writer wishes, the reader does.
_WISHES = lazily(r"\bI(?:['’]d| would| will)? (?:also )?(?:like|need|want|expect|ask)\b(?! to (?!see)\w)")
_DATED = lazily(
    r"^\W*(?:(?:actions?|tasks?|to ?dos?|all|both|these|everything)\s+)?(?:by|due|before|for|until|"
    r"no later than|deadline|bis|spätestens|vor|d['’]ici|avant|pour|this week|next week|today|tomorrow|"
    r"tonight|end of|heute|morgen|aujourd|demain|w/c|week)\b",
    re.I,
)

#: "Morning, today:" says today.
_HAIL = lazily(
    r"^(?:(?:good )?(?:morning|afternoon|evening)|hi|hello|hey)(?: (?:all|team|both|everyone))?[\s,!]+(?=\S)", re.I
)
_BY = lazily(r"\b(?:by|before|until|no later than|due|deadline|bis|vor|spätestens|avant|d['’]ici|au plus tard)\b", re.I)
#: "Ravi will:", "Ravi agreed to:": somebody, known or not.
_BINDS = lazily(r"\s(?:will|to|is to|needs to|must|has agreed to|agreed to|is going to)\s*:?\W*$")
#: "For the next six months": how long it takes, and no day.
_MONTHS_AHEAD = lazily(r"\b(?:months|quarters|years|monaten?|quartalen?|jahren?|mois|ans)$", re.I)
_PERIOD_LAST = lazily(
    r"\b(?:actions?|plan|objectives?|priorities|tasks?|to-?dos?|jobs?|list|doing|do|aufgaben|ziele|plan|"
    r"priorités|tâches|objectifs)\b[^:]{0,20}\b(?:today|tomorrow|this week|next week|this month|heute|morgen|"
    r"diese woche|aujourd['’]hui|demain|cette semaine)$",
    re.I,
)


#: Behind a name that is called: words of the writer's own.
_SPOKEN_TO = re.compile(r"\s*,\s+(?:(?:here|these|this|below|as|what)\b[^:]*?\b)?(?:my|I|mine|I['’]ll)\b")


_MARKS = "#*_= \t"
_MARKS_BEHIND = "*_=: \t"
_MARKED = lazily(r"#{1,4}\s|\*\*.+\*\*$|__.+__$")
_GENITIVE = lazily(r"['’]s?$")
_NOT_OWNERS = NOT_NAMES - {"you", "me"}


def heading_of(setting: Setting, line: Line, following: Line | None, *, figures: bool = True) -> Heading | None:
    """What a line says of the entries below it; None when it is no heading.

    `figures`: whether it may announce figures ("Targets for March:").
    """
    text = line.text.strip()
    place = (line.start, line.end)
    bare = _HAIL.sub("", text.lstrip(_MARKS).rstrip(_MARKS_BEHIND))
    if not bare or len(text) > 160:
        return None
    ends = text.rstrip("*_ ").endswith(":")
    listed = following is not None and following.bullet
    marked = text[0] in "#*_" and _MARKED.match(text) is not None
    upper = bare.isupper() and len(bare) <= 40
    if _DONE.match(bare) and (ends or listed or marked or upper or len(bare) < 15):
        return Heading(standing=Standing.DONE, place=place)
    if _DROPPED.match(bare) and len(bare) < 60 and (ends or listed or marked or upper):
        return Heading(standing=Standing.DROPPED, place=place)
    if not (ends or marked or upper or (listed and len(bare) < 60 and not text.endswith((".", "!", "?")))) and not (
        is_named(setting, bare) or (following is not None and _only_dated(setting, bare, place))
    ):
        return None
    if text.endswith((".", "!", "?")):
        return None
    if _OPEN.match(bare):
        return _open(setting, bare, place)
    if _TOLD.match(bare) or (_DECIDED.match(bare) and _HAS_ACTIONS.search(setting.text)):
        return Heading(told=True, place=place)
    if figures and _TARGETS.search(bare) and not re.search(r"\bactions?\b|\bto (?:get|hit|reach)\b", bare, re.I):
        return Heading(targets=True, place=place)
    return _open(setting, bare, place)


def _only_dated(setting: Setting, bare: str, place: Place) -> bool:
    """Whether a line is a deadline and nothing else ("By Friday 19 June")."""
    found = setting.dates_in(place) if _BY.match(bare) else []
    return bool(found) and not re.search(r"\w", re.sub(r"^\W*\w+", "", bare.replace(found[0].words, "")))


def _open(setting: Setting, bare: str, place: Place) -> Heading:
    owner, owner_place = _owner(setting, bare, place)
    due = _due(setting, bare, place)
    return Heading(
        owner=owner,
        owner_place=owner_place,
        due=due,
        agreed=bool(_ACTIONS.search(bare)) or bool(owner) or (due is not None and bool(_BY.match(bare))),
        place=place,
    )


def is_named(setting: Setting, bare: str) -> bool:
    """Whether the whole line is a name ("Sophie", "Tom - by Friday 20 March")."""
    match = _OWNER_FIRST.match(bare)
    if not match or not _person(setting, match["who"]):
        return False
    rest = bare[match.end() :].strip(" -–—:()'’s")
    return not rest or bool(_DATED.match(rest)) or bool(re.fullmatch(r"(?:actions?|tasks?|to-?dos?|list)", rest, re.I))


def _person(setting: Setting, words: str) -> bool:
    named = setting.circle.who(words)
    return bool(named.person or named.others)


def _owner(setting: Setting, bare: str, place: Place) -> tuple[str, Place | None]:
    text = setting.text[place[0] : place[1]]
    for pattern in (_OWNER_LEAD, _OWNER_FIRST):
        match = pattern.match(text)
        if not match:
            continue
        who = match["who"]
        if who.lower() in GROUP_WORDS or _GENITIVE.sub("", who.split()[0].lower()) in _NOT_OWNERS:
            continue  # "From Friday's walk:"
        if pattern is _OWNER_FIRST and _SPOKEN_TO.match(text, match.end()):
            continue  # "Dee, my objectives as discussed:"
        found = (place[0] + match.start("who"), place[0] + match.end("who"))
        if who.lower() in ("you", "me", "myself", "dich", "mich", "toi", "moi"):
            return ("you" if who.lower() in ("you", "dich", "toi") else "I"), found
        if _person(setting, who):
            return who, found
        short = who.split()[0]
        if short != who and _person(setting, short):
            return short, (found[0], found[0] + len(short))
        if pattern is _OWNER_LEAD and who[0].isupper():
            return who, found
        if (
            pattern is _OWNER_FIRST
            and _BINDS.match(text, match.end())
            and who[0].isupper()
            and who.lower() not in NOT_NAMES
        ):
            return who, found
        if who.isupper() and len(who) > 2 and bare.strip(": ") == who:
            return who, found
    ours = _OURS.match(text)
    if ours:
        return "we", (place[0] + ours.start("who"), place[0] + ours.end("who"))
    wish = _WISHES.search(text)
    if wish:
        return "you", (place[0] + wish.start(), place[0] + wish.end())
    you, me = _YOU.search(text), _ME.search(text)
    if you:
        return "you", (place[0] + you.start(), place[0] + you.end())
    if me:
        return "I", (place[0] + me.start(), place[0] + me.end())
    return "", None


def _due(setting: Setting, bare: str, place: Place) -> Place | None:
    founds = [found for found in setting.dates_in(place) if not _MONTHS_AHEAD.search(found.words)]
    if not founds:
        return None
    if (
        any(found.bound in (Bound.BY, Bound.BEFORE) for found in founds)
        or _DATED.match(bare)
        or _PERIOD_LAST.search(bare)
        or _BY.search(setting.text[place[0] : founds[0].start])
    ):
        return place
    tail = re.search(
        r"[-–—(,]\s*(?:by|due|for|before|bis|pour|avant|d['’]ici)?\s*$", setting.text[place[0] : founds[0].start]
    )
    rest = bare.replace(founds[0].words, "").strip(" :-–()")
    return place if not rest or (tail and is_named(setting, bare)) else None
