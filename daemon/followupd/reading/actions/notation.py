"""Minutes notation: an owner, a date and labelled fields that stand before or behind the words of an entry."""

from __future__ import annotations

import re

from followupd.reading.actions.english_patterns import NOT_NAMES
from followupd.reading.actions.labels import split_labels
from followupd.reading.actions.owners import written_out
from followupd.reading.actions.setting import Draft, Place, Setting
from followupd.reading.actions.words import ALL_VERBS

#: "Sam - print …", "[DK] …", "Tom: …", "@Jas …", "Tom/…".
NAME_FIRST = re.compile(
    r"^\s*(?:[*_]{1,2})?(?:\[(?P<a>[^\]]{2,30})\]|\((?P<b>[A-Z][^)]{1,30})\)|"
    r"(?P<c>@?[^\W\d_][\w.'’-]*(?:,?\s+[A-ZÄÖÜ][\w.'’-]*)?(?:\s*(?:/|&|\+|and|und|"
    r"et)\s*[A-ZÄÖÜ][\w.'’-]*(?:\s+[A-Z][\w'’-]*)?)?)(?=[*_]{0,2}\s*(?::|\s[-–—>]+\s|[–—]\s?|->|\s+→|\.\.\.))|"
    r"(?P<d>@[\w.'’-]+))[*_]{0,2}\s*(?::|[-–—>→]+|\.\.\.)?\s*"
)
#: "Kitchen (Jean-Luc): …", "Front desk (Aoife, Tom) - …": what it is about, and in brackets who does it.
TOPIC_OF = re.compile(
    r"^\s*[*_]{0,2}[A-ZÄÖÜÉ][\w&/'’-]*(?: [\w&/'’-]+){0,3} "
    r"\((?P<who>@?[A-ZÄÖÜÉ][a-zäöüßéèáóíñç][\w'’-]*(?: [A-ZÄÖÜÉ][\w'’-]+)?(?:\s*(?:/|&|\+|,|"
    r"and)\s*[A-ZÄÖÜÉ][\w'’-]+)?)\)"
    r"[*_]{0,2}\s*(?::|\s[-–—])\s+(?=\S)"
)
#: "… (DK, 17/4)", "… [Tom]", "… - Tom", "… -> Tom, Friday", "… @Tom".
_NAME_LAST = re.compile(
    r"(?:\s*[(\[](?P<a>@?[^\W\d_][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)?(?:\s*(?:/|&|\+|"
    r"and)\s*[A-Z][\w.'’-]*)?)(?P<adate>\s*(?:[,;:/–-]|\bby\b|\bbis\b|\s)\s*[^)\]]*)?[)\]]|\s+(?:[-–—]+>?|→|"
    r"=>|>>|\.\.\.|…)\s*(?P<b>(?:me|you)\b(?=\s*(?:[.;]?\s*$|[,;:/–—-]\s|by\b))|"
    r"@?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)?(?:\s*(?:/|&|"
    r"\+)\s*[A-Z][\w.'’-]*)?)(?P<bdate>\s*(?:[,;:/–—-]|\bby\b|"
    r"\bbis\b)\s*[^,;]*)?|\s+(?P<c>@[A-Za-z][\w.'’-]*)|"
    r"\s*:\s*(?P<d>@?[A-Z][\w.'’-]*(?:\s+(?!by\b)[A-Z][\w.'’-]*)?)(?P<ddate>\s*(?:[,;/–—-]|\bby\b|"
    r"\bbis\b)\s*.*)?)\s*[.;]?\s*$"
)

_BEFORE_NAME = re.compile(r"[(\[@:→…]|\s[-–—]|=>|>>|\.\.\.")

#: "My action: …", "Your bit - …".
_WHOSE = re.compile(
    r"^\s*[*_]{0,2}(?P<whose>my|your|mein|meine|dein|deine|mon|ma|ton|ta|votre)\s+(?:\w+\s)?(?:actions?|tasks?|"
    r"bits?|parts?|"
    r"jobs?|commitments?|to-?dos?|side|promises?|aufgabe|teil|aktion|tâche|partie)[*_]{0,2}\s*(?::|\s[-–—]\s)\s*(?=\S)",
    re.I,
)
_MINE = frozenset(["my", "mein", "meine", "mon", "ma"])
#: "Fridge broken -> Rob, new one by Friday", "Newsletter → Isla / 28 Aug".
_ARROW = re.compile(
    r"\s*(?:->|→|=>|>>)\s*(?P<who>@?[^\W\d_][\w.'’-]*(?: [A-ZÄÖÜ][\w.'’-]*)?)"
    r"(?:\s*[,/:;]\s*|\s+[-–—]\s+|\s*(?:->|→|=>|>>)\s*|\s+(?=by\b|\d)|$)"
)
#: "ACTION TM: circulate the slides", "AP Jo – book the hall".
_ACTION_OF = re.compile(
    r"^\W*(?:(?:ACTIONS?|[Aa]ctions?|AP|AI|T(?:ASK|ask)|T[Oo][- ]?D[Oo])\s+(?:for |on |by )?)"
    r"(?P<who>@?[A-ZÄÖÜ][\w.'’-]*(?:\s[A-ZÄÖÜ][\w'’-]*)?(?:\s*(?:/|&|\+|and)\s*[A-ZÄÖÜ][\w.'’-]*)?)\s*(?::|"
    r"\s[-–—])\s+(?=\S)"
)
#: What may stand between the beginning of an entry and its day, and between the day and the rest ("Thurs am - …").
_TO_DAY = re.compile(r"\W*(?:(?:by|on|before|for|until|bis|am|vor|avant|le)\b\W*)?(?:the |dem |le )?", re.I)
_FROM_DAY = re.compile(
    r"\W{0,2}(?:(?i:am|pm|morning|afternoon|evening|lunchtime))?\)?(?:\s*(?:/\s?(?i:mon|tue|wed|thu|"
    r"fri)\w*)?\s*(?:[-–—]+|:)\s+(?=\S)|"
    r"\s+(?=[A-ZÄÖÜ][\w'’-]+(?:\s[A-Z][\w'’-]*)?\s*[-–—:]))"
)
#: "… on 24 June - Orla & Dean": names behind a dash, as an entry ends.
TAIL = re.compile(
    r"\s[-–—]\s*(?P<who>@?[A-ZÄÖÜ][\w'’-]+(?:\s(?:[A-ZÄÖÜ][\w'’-]*))?(?:\s*(?:/|&|\+|,|"
    r"and)\s*[A-ZÄÖÜ][\w'’-]+)?)\s*\.?$"
)
#: "Poster for the changing room. Dean, end of month", "Spot check of five loads, Owen, first one by 30 October".
_NAME_INSIDE = re.compile(
    r"[.,;]\s+(?P<who>[A-ZÄÖÜ][\w'’-]+)(?:\s*[.;]?\s*$|(?P<date>\s*[,:–—-]\s*[^.;]{3,40})[.;]?\s*$)"
)

#: "Negotiation: attend the course": what it is about, and no name.
_TOPIC = re.compile(
    r"^(?P<topic>(?:[^\W\d_][\w'’-]* ){0,2}[^\W\d_]*(?:tion|sion|ment|ing|ity|ness|ance|ence|ship|ies|ogy|ics|"
    r"ism|people|quality|sales|safety|process|"
    r"service|team|teams|clients?|candidates?|products?|projects?|costs?|staff|health|data|systems?|plan|"
    r"finance|admin|stock|rota|audit|budget|crm|"
    r"kpi|kunden|qualität|vertrieb|personal|ventes|qualité|sécurité|équipe))\s*:\s+(?=\S)",
    re.I,
)


def text_before(setting: Setting, begin: int, head: int) -> bool:
    """Whether words stand in front of the first label."""
    return bool(setting.text[begin : begin + head].strip(" -–*"))


#: "Action: Kit, by end of March", "Owner: DK": behind a sentence, whose it is and by when.
_ASSIGNS = re.compile(
    r"\W*(?:actions?|ap|owner|who|resp(?:onsible)?|lead)\s*[:–—-]\s*"
    r"(?P<who>@?[A-ZÄÖÜÉ][\w'’-]*(?: [A-ZÄÖÜÉ][\w'’-]+)?(?:\s*(?:/|&|\+|and)\s*[A-ZÄÖÜÉ][\w'’-]*)?)"
    r"(?P<when>\s*[,;(–—-]\s*[^.;]{2,40}|\s+(?:by|before|due)\s[^.;]{2,30})?[\s.;)]*$",
    re.I,
)


#: "[SP]", "(Sunita)" alone behind a sentence of the minutes.
_BRACKETED = re.compile(
    r"\W*[\[(](?P<who>[A-ZÄÖÜÉ][\w'’-]*(?: [A-ZÄÖÜÉ][\w'’-]+)?(?:\s*(?:/|&|\+|,|"
    r"and)\s*[A-ZÄÖÜÉ][\w'’-]*)*)(?P<when>)[\])]\W*$"
)


def assigned(setting: Setting, place: Place) -> dict[str, Place] | None:
    """The owner, and the due day, that a label puts to the words in front of it; None when it says anything else."""
    found = _ASSIGNS.match(setting.text, place[0], place[1]) or _BRACKETED.match(setting.text, place[0], place[1])
    if found is None or not found["who"][0].isupper():
        return None
    who = found["who"]
    initials = who.isupper() and 2 <= len(who) <= 3
    several = all(part.isupper() or _known_name(setting, part) for part in re.split(r"\W+", who))
    if (
        not several and not (initials or _known_name(setting, who) or written_out(setting, who))
    ) or who.lower() in ALL_VERBS:
        return None
    fields = {"owner": (found.start("who"), found.end("who"))}
    if found["when"]:
        if not setting.dates_in((found.start("when"), found.end("when"))):
            return None
        fields["due"] = (found.start("when"), found.end("when"))
    return fields


def unlabel(setting: Setting, draft: Draft) -> Draft:
    """Take labelled parts out of the words of an entry ("… by Friday. Measure: 3 meetings booked.")."""
    assert draft.what is not None
    begin, end = draft.what
    head, parts = split_labels(setting.text[begin:end])
    given = assigned(setting, (begin + head, end)) if parts and text_before(setting, begin, head) else None
    if given is not None:
        for name, place in given.items():
            draft.fields.setdefault(name, place)
        parts = [part for part in parts if part[0] not in ("what", "owner", "due")]
        draft.what = (begin, begin + len(setting.text[begin : begin + head].rstrip()))
        return draft
    for name, a, b in parts:
        if name == "what":
            draft.what = (begin + a, begin + b)
        else:
            draft.fields.setdefault(name, (begin + a, begin + b))
    if parts and setting.text[begin : begin + head].strip():
        draft.what = (begin, begin + len(setting.text[begin : begin + head].rstrip()))
    return draft


def notation(setting: Setting, draft: Draft) -> Draft:
    """Take an owner (and date) out that stands before or behind the words: minutes notation."""
    assert draft.what is not None
    begin, end = draft.what
    text = setting.text[begin:end]
    whose = _WHOSE.match(text)
    if whose and "owner" not in draft.fields:
        draft.fields["owner"] = (begin + whose.start("whose"), begin + whose.end("whose"))
        draft.what = (begin + whose.end(), end)
        return draft
    of = _ACTION_OF.match(text)
    if of and "owner" not in draft.fields:
        draft.fields["owner"] = (begin + of.start("who"), begin + of.end("who"))
        draft.what = (begin + of.end(), end)
        return draft
    topic_of = TOPIC_OF.match(text) if "owner" not in draft.fields else None
    if topic_of and topic_of["who"].lower() not in NOT_NAMES:
        draft.fields["owner"] = (begin + topic_of.start("who"), begin + topic_of.end("who"))
        draft.what = (begin + topic_of.end(), end)
        return draft
    arrow = _ARROW.search(text)
    if arrow and "owner" not in draft.fields and _owner_word(setting, arrow["who"], "b"):
        return _pointed(setting, draft, arrow, text)
    day = _day_first(setting, (begin, end)) if "due" not in draft.fields else None
    if day is not None:
        draft.fields["due"], begin = (begin, day[0]), day[1]
        draft.what, text = (begin, end), setting.text[begin:end]
    first = NAME_FIRST.match(text)
    if first and not _known(setting, first):
        named = _HAS_OWNER.match(text, first.end())
        if (
            _FIRM.search(first[0])
            or _is_person(setting, draft.heading.owner)
            or (named and (named["who"].lower() in ("i", "you") or _known_name(setting, named["who"])))
        ):
            first = None  # "EPCs: book the assessor" below "ANNA", "Permit: Chloe to phone …": what it is about
            topic_end = named.start("who") if named else 0
            if topic_end:
                draft.what, begin, text = (begin + topic_end, end), begin + topic_end, text[topic_end:]
    topic = _TOPIC.match(text)
    if topic and "owner" not in draft.fields and not _owner_word(setting, topic["topic"], "b"):
        draft.what = (begin + topic.end(), end)
        return draft
    last = _named_last(setting, text)
    if first and last and not _known(setting, first) and _known(setting, last):
        first = None  # "Drains - Ali"
    if first and "owner" not in draft.fields:
        group = next(name for name in "abcd" if first[name])
        if first.end() < len(text) and _owner_word(setting, first[group], group):
            draft.fields["owner"] = (begin + first.start(group), begin + first.end(group))
            draft.what = (begin + first.end(), end)
            return draft
    if last and "owner" not in draft.fields:
        group = next(name for name in "abcd" if last[name])
        if _owner_word(setting, last[group], "b" if group == "d" else group):
            draft.fields["owner"] = (begin + last.start(group), begin + last.end(group))
            dated = f"{group}date"
            if (
                group != "c"
                and last[dated]
                and not _STARTS.search(last[dated])
                and setting.dates_in((begin + last.start(dated), begin + last.end(dated)))
            ):
                draft.fields.setdefault("due", (begin + last.start(dated), begin + last.end(dated)))
            draft.what = (begin, begin + last.start())
            return draft
    inside = _NAME_INSIDE.search(text)
    if (
        inside
        and "owner" not in draft.fields
        and (inside["who"] in setting.tails or _known_name(setting, inside["who"]))
    ):
        when = (begin + inside.start("date"), begin + inside.end("date"))
        if not inside["date"] or setting.dates_in(when):
            draft.fields["owner"] = (begin + inside.start("who"), begin + inside.end("who"))
            if inside["date"]:
                draft.fields.setdefault("due", when)
            draft.what = (begin, begin + inside.start())
    return draft


def owned_last(setting: Setting, text: str) -> bool:
    """Whether somebody known stands behind the words of a line ("Replace the filters - Tom - 17 July")."""
    found = _named_last(setting, text)
    return found is not None and found.start() > 0 and found["b"] is not None and _known(setting, found)


def _named_last(setting: Setting, text: str) -> re.Match[str] | None:
    """The name behind the words: the first that somebody known bears ("Party: Invitation by 3 May (Tom)"), else any."""
    any_name = found = _NAME_LAST.search(text) if _BEFORE_NAME.search(text) else None
    for _ in range(4):
        if found is None or _known(setting, found):
            break
        found = _NAME_LAST.search(text, found.start() + 1)
    return found or any_name


#: "(MS, starts 14/9)" says when it begins.
_STARTS = re.compile(r"\b(?:start(?:s|ing)?|from|as of|ab|seit|dès|à partir)\b", re.I)


#: "Chloe to phone …" behind a topic.
_HAS_OWNER = re.compile(
    r"(?P<who>[A-ZÄÖÜ][\w'’-]+|I|you)(?:['’]ll\b|\s(?:to|will|is|has|needs?|must|should|can|wird|soll)\b)"
)


#: A firm before the colon of an entry is what it is about: "Oakfield Dairy: send the sample board".
_FIRM = re.compile(
    r"\s&\s(?:Co|Sons?|Partners)\b|['’]s\s*:|\b(?:Ltd|Limited|plc|Inc|LLP|GmbH|AG|Co|Group|Holdings|Dairy|Foods?|Bank|"
    r"School|College|University|Council|Hotel|House|Farms?|Trust|Services|Solutions|Systems|Motors|Logistics|Partners|"
    r"Industries|Engineering|Construction|Homes|Health|Hospital|Clinic|Club|Stores?|Press|Media|Energy|Legal|Care|"
    r"NHS)\b"
)


def _day_first(setting: Setting, place: Place) -> Place | None:
    """Where the day at the head of an entry ends, and where the rest begins ("Tues - press list to Claudia")."""
    found = next((each for each in setting.dates_in((place[0], min(place[1], place[0] + 45)))), None)
    if found is None or not _TO_DAY.fullmatch(setting.text[place[0] : found.start]):
        return None
    rest = _FROM_DAY.match(setting.text, found.end, place[1])
    return (found.end, rest.end()) if rest else None


def _is_person(setting: Setting, words: str) -> bool:
    return bool(words) and words.lower() not in ("i", "you") and _known_name(setting, words)


def _known_name(setting: Setting, words: str) -> bool:
    named = setting.circle.who(words)
    return bool(named.person or named.others)


def _pointed(setting: Setting, draft: Draft, arrow: re.Match[str], text: str) -> Draft:
    """The owner behind an arrow; what is to be done stands behind him, or else in front of the arrow."""
    begin, end = draft.what or draft.source
    draft.fields["owner"] = (begin + arrow.start("who"), begin + arrow.end("who"))
    rest = (begin + arrow.end(), end)
    if setting.dates_in(rest):
        draft.fields.setdefault("due", rest)
    undated = text[arrow.end() :]
    for found in setting.dates_in(rest):
        undated = undated.replace(found.words, " ")
    words = [word for word in re.findall(r"[^\W\d_]{2,}", undated) if word.lower() not in ("by", "on", "due", "the")]
    draft.what = rest if len(words) > 1 else (begin, begin + arrow.start())
    return draft


def points_at(setting: Setting, text: str) -> bool:
    """Whether a line gives its words to somebody by an arrow."""
    arrow = _ARROW.search(text)
    return arrow is not None and arrow.start() > 0 and _owner_word(setting, arrow["who"], "b")


def owns_first(text: str) -> bool:
    """Whether a line begins by saying whose action it is ("My action: …", "ACTION TM: …")."""
    return bool(_WHOSE.match(text) or _ACTION_OF.match(text))


def _known(setting: Setting, found: re.Match[str]) -> bool:
    """Whether the name of a notation is somebody known here."""
    name = next((found[group] for group in "abcd" if found[group]), "")
    named = setting.circle.who(name.strip("@ "))
    return bool(named.person or named.others) or name.strip("@ ").lower() in ("me", "i", "you")


def _owner_word(setting: Setting, words: str, group: str) -> bool:
    bare = words.strip("@ ")
    named = setting.circle.who(bare)
    if named.person or named.others:
        return True
    parts = re.split(r"\s*(?:/|&|\+|\band\b)\s*", bare)
    if len(parts) > 1 and all(setting.circle.who(part).person for part in parts):
        return True
    low = bare.lower()
    if low in ("me", "i", "you"):
        return True
    if all(part in setting.tails for part in re.split(r"\s*(?:/|&|\+|,|\band\b)\s*", bare)):
        return True
    if group in "ad" or (group == "c" and words.startswith("@")):
        return bare[:1].isupper() and low not in NOT_NAMES and not re.search(r"\d", bare)
    if group == "c" and len(parts) > 1 and all(part[:1].isupper() and part.lower() not in NOT_NAMES for part in parts):
        return setting.language == "en"
    first = bare.split()[0].lower()
    return (
        group == "c"
        and bare[:1].isupper()
        and low not in NOT_NAMES
        and first not in ALL_VERBS
        and len(bare.split()) <= 2
        and setting.language == "en"
    )
