"""Which of the dates in an action's words is its due date, and what day that is.

A date inside a reason, of something past, or that names a thing ("Thursday's list") is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from followupd.domain.action import Doubt, Moment, Said
from followupd.domain.recurrence import Every
from followupd.reading.actions.setting import Place, Setting
from followupd.reading.dates import Bound, Found, Kind, Repeat, deadline
from followupd.reading.dates import moment_of as meeting_of
from followupd.reading.lazily import lazily
from followupd.reading.recurring import every_of
from followupd.reading.wordlist import lowered

_THING_AFTER = lazily(
    r"['’]s\b|\s+(?:(?!and\b|then\b|with\b|for\b|to\b|at\b|or\b)[a-z-]+\s+)?(?:list|review|meeting|call|huddle|"
    r"stand-?up|session|rota|report|minutes|newsletter|figures|"
    r"numbers|intake|cohort|starters?|invoices?|timesheets?|payroll|run|launch|event|show|batch|shift|"
    r"budget|plan|forecast|target|workshop|training|interviews?|audit|close|accounts|delivery|visit|"
    r"conference|fair|job|role|campaign|board|pack|agenda)\b",
    re.I,
)
#: "within 48 hours of interview" is counted from something that has no day.
_COUNTED_FROM = lazily(r"\s+(?:of|after|from|following)\s+(?!now\b|today\b|tomorrow\b|this\b|the date\b)[a-z]")
_COUNTS = lazily(r"\b(?:hours?|days?|weeks?|months?)\W*$", re.I)
_NOT_DUE_BEFORE = lazily(
    r"(?:\b(?:since|of|dated?|from|after|last|off (?:until|till)|on leave (?:until|from)|away (?:until|from)|"
    r"back on|starting(?: on)?|starts?(?: on)?|as of|seit|ab|vom|depuis|du|à partir du|was|instead of|not|"
    r"than|statt|"
    r"joins?(?: us)?(?: on)?|holiday(?: until)?|leave(?: until)?|meeting of|"
    r"(?<!\bto the )(?<!\bat the )(?<!team )(?<!board )(?<!\bat their )(?<!\bat our )(?<!\bat your )"
    r"(?<!staff )meeting on|agreed (?:on|at)|"
    r"discussed (?:on|at)|met (?:on)?|sent (?:on)?|your (?:mail|email|note) of))\s*$",
)
_STRONG_BEFORE = lazily(
    r"(?:\b(?:by|before|b4|due|deadline|no later than|not later than|at the latest|latest|until|till|bis|"
    r"spätestens|vor|avant|d['’]ici|au plus tard|pour le|target date|complete[d]? (?:by|on)|"
    r"finish(?:ed)? (?:by|on)|now|to)\b[\s:,=(–-]*(?:is|on|the end of|the|le|la|au|zum|am|zur|by|end of|ende|"
    r"close of play|close(?: on)?|fin)?\s*)$",
)
#: "on Thursday 21 May at the latest".
_LATEST = lazily(r"\s*,?\s*(?:at the latest|latest\b|at the very latest|spätestens|au plus tard)")
#: "before our meeting on Wednesday".
_BEFORE_MEETING = lazily(
    r"\b(?:before|by|ahead of|prior to|(?:in (?:good )?time|ready) for) "
    r"(?:(?:our|the|their|your|my|his|her|its|next) )*"
    r"(?:[\w'’-]+ ){0,3}?(?:meeting|review|session|call|visit|audit|inspection|release|launch|opening|hearing|trial|"
    r"workshop|training|course|conference|board|appraisal|interviews?|event|fair|deadline|1:1|stand-?up|huddle)"
    r"(?: on|,| is on)?\s*\(?\s*(?:the )?$|"
    r"\b(?:before|ahead of|prior to|in (?:good )?time for) (?:our|the|their|your|my|his|her|its|next) "
    r"(?:[\w'’-]+ ){1,3}(?:on|is on|\() ?(?:the )?$|"
    r"\bbefore (?:I|you|he|she|we|they|i|the [a-z]+|[a-z]+) (?:(?!and\b)[\w'’-]+ ){1,5}(?:on )?(?:the )?$"
)
#: "the contract ends 31 August", "she is back on 3 May", "(the licence expires in May)": the time of something else,
#: which the words only tell.
_OWN_TIME = lazily(
    r"\b(?:ends|expires|lapses|terminates|runs(?: out)?|lasts|starts|begins|opens|closes|shuts|finishes|renews|falls|"
    r"takes place|goes live|arrives|(?<!, )(?:arriving|leaving|returning)|lands|retires|leaves|returns|(?:is|"
    r"are|was) (?:back|away|off|out|up|valid|closed|"
    r"open|in force|dated|born)|gilt|endet|beginnt|läuft(?: aus)?|expire|se termine|commence|vence|termina|empieza|"
    r"loopt(?: af)?|verloopt|eindigt|begint)(?: (?:again|here|there|on leave))?"
    r"(?: (?:on|in|at|from|until|till|to|for|am|im|bis(?: zum)?|ab|le|en|fin|jusqu['’]au|el|hasta(?: el)?|op|tot))?"
    r"(?: the| den| dem)?\s*$"
)
#: "on paternity leave from tomorrow (early!) until 2 December", "open until 6".
_ABSENT = lazily(
    r"\b(?:on (?:\w+ )?(?:leave|holiday)|(?:\w+ )leave|on vacation|away|off sick|out of (?:the )?office)\b[^.;!?]*$|"
    r"\b(?:off|away|leave|holiday|out|closed|open|here)\s*$",
    re.I,
)
#: What goes on until a day, and is not done by it.
_LASTS = lazily(
    r"\b(?:hold|holding|keep|keeping|reserve|reserving|leave|stay|remain|use|run|stand|block|freeze|have until|"
    r"stick with|work from|cover for|store|offer)\b[^.;!?]*$"
)
_CLOCK_ONLY = lazily(r"\W*(?:at )?\d{1,2}(?:[:.h]\d\d)? ?(?:[ap]\.?m\.?|uhr|h|o['’]clock)?\W*", re.I)
#: "to the 2pm handover": which one it is, by its hour.
_TO_THE = lazily(r"\bto (?:the|our|your|my|his|her|their)\s+$")
#: A day in brackets behind a meeting says when that is.
_MEETING_ON = lazily(
    r"\b(?:meeting|review|session|call|workshop|stand-?up|huddle|audit|visit|conference|board|appraisal|1:1)\s?\(\s*$"
)
#: "bring it to the October meeting (20 October)".
_AT_MEETING = lazily(
    r"\b(?:to|at|for|in) (?:(?:the|our|your|next|my) )+(?:\w+ ){0,3}?(?:meeting|review|session|call|workshop|stand-?up|"
    r"huddle|audit|visit|conference|board|appraisal|1:1)\s?\(\s*$"
)
#: "show them at Thursday's meeting".
_ON_OCCASION = lazily(r"\b(?:at|in|during) (?:the )?$")
_OCCASION = lazily(
    r"(?:['’]s)? (?:\w+ )?(?:meeting|call|session|stand-?up|huddle|review|training|workshop|briefing|assembly|class|"
    r"get-together)\b"
)
#: "a seat on the negotiation course in March": when that takes place.
_EVENT_BEFORE = lazily(
    r"\b(?:course|training|workshop|conference|event|fair|exhibition|show|seminar|class|webinar|season|intake|"
    r"refresher)\s+in\s+$|"
    r"\b(?:a|any|some|another|possible|suitable) (?:dates?|days?|slots?|times?|weeks?|window|place)\s+"
    r"(?:in|for|on|during)\s+(?:the )?$"
)
_THE = lazily(r"\b(?:the|an?|your|our|my|his|her|their)\s+$")
_NAMES_A_THING = lazily(r"\b(?:about|of|regarding|re|our|your|my|his|her|their|no|any|all)\s+$")
#: When something else takes place, told beside the deed.
_VISIT = lazily(
    r"(?:['’]s (?:\w+ )?|[;(–-]\s*(?:the |our |his |her )?(?:\w+ )?)(?:visit|viewing|appointment|interview|hearing|"
    r"inspection|"
    r"exam|trip|party|launch|opening)(?: is)?(?: on)?\s+$"
)
_NOUN_AFTER = lazily(
    r"\s+(?!(?:am|pm|at|by|and|or|to|for|with|in|on|if|so|as|when|after|before|please|next|this|then|of|is|was|will|"
    r"the|"
    r"from|instead|latest|noon|lunch|evening|morning|afternoon|night|lunchtime|coming|following|that|he|she|we|you|it|"
    r"they|because|but|about|via|per|until|once|works|suits|would)\b)[a-z]{3,}"
)
_EACH = lazily(r"\b(?:each|every|any|next (?:two|three|four|five|six|\d+))\b", re.I)
#: A day inside "… who start on Monday" is somebody's; "about that on Monday" has no such clause.
_RELATIVE = lazily(
    r"(?:(?<!of )\bwho\b(?! (?:does|is doing|takes)\b)|"
    r"(?<!about )(?<!on )(?<!for )(?<!with )(?<!of )(?<!do )\b(?:which|"
    r"that(?! (?:round|up|off|in|over|out|"
    r"down|back|by|on|to|for|"
    r"with|at|before|today|tomorrow|this|next|one|same)\b)|whose)\b)"
    r"(?:(?!\s[-–—]\s|\band (?:let|tell|send|report|give|ring|call|then|come back)\b)[^,;.])*$"
)
#: "let your staff know that payday moves to the 28th": what is told.
_KNOW_THAT = lazily(
    r"\b(?:know|(?:tell|inform|remind|warn|advise) (?:\w+ ){1,3}?|announce|"
    r"explain) ?that\b(?![^.;]*\band (?:let|tell|send|ring|call|ask)\b)"
    r"[^,;.]*$"
)
#: "an answer, which you'll get on Monday": when it is given.
_HANDED = lazily(
    r"\b(?:which|that) (?:you|he|she|they)(?: (?:thought|said|hoped|agreed|offered|promised|reckoned)\b[^,.;]{0,12}?)?"
    r"(?:['’]ll| will| could| would| can| to) (?:\w+ ){0,2}?(?:get|have|receive|send|let|give|bring|email|forward|"
    r"post)\b"
    r"[^,;.]*$"
)
#: "…, der am 9. Juni stattfindet", "… qui commence le 3 mai".
_RELATIVE_ABROAD = lazily(
    r",\s*(?:in |an |auf |mit |zu |bei )?(?:der|die|das|den|dem|deren|dessen|welche[rnsm]?|wo|dat|waar\w*)\s"
    r"(?:[^,;.]|(?<=\d)\.)*$|"
    r"\b(?:qui|dont|où|lequel|laquelle|cuyo)\s(?:[^,;.]|(?<=\d)\.)*$|,\s*que\s(?:[^,;.]|(?<=\d)\.)*$"
)
_MOVED = lazily(
    r"\b(?:was|moved?|now|instead|rather than|changed|pushed|brought forward|extended|statt|verschoben|neu|"
    r"reporté|déplacé|au lieu)\b",
)
_LEAD = lazily(
    r"(?:[,;(–—:-]?\s*\b(?:and |then |all |both )?(?:(?>(?:am besten(?: noch)?|möglichst(?: noch)?|(?:no|"
    r"not) later than|at the latest|latest|due|"
    r"the deadline|deadline|target date|target|eta|complete[d]?|completion|done|finish(?:ed)?|delivery|"
    r"to be (?:done|completed|finished)|ready|"
    r"(?:moved|carried (?:over|forward)|postponed|pushed(?: back)?|extended|rescheduled|put back) (?:to|until)|"
    r"is|by close(?: on)?|by|on|before|b4|until|till|for|from|this coming|coming|within|in|at|the|bis|spätestens|"
    r"zum|am|im|zur|vor|"
    r"innerhalb|avant|d['’]ici(?: à| au| le| la)?|pour|au plus tard|le|la|au|du|à|en|start(?:ing)?|sometime|"
    r"some time|end of|early|around|please)\b)[\s:=]*+)+)$",
)
#: How far before a date the words that lead in may begin.
_NEAR = 120
_TRAIL = lazily(
    r"^(?:\s*(?:at the latest|latest|please|pls|if (?:you can|possible|poss)|spätestens|au plus tard|deadline|"
    r"sharp|max(?:imum)?|dinner(?:[- ]?time)?|tea[- ]?time|am(?!\s+[A-ZÄÖÜ])|pm|a\.m\.?|p\.m\.?)\b)+|^\s*\)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due date: its moment, the place of its words with what leads in, and what is doubtful about it."""

    said: Said[Moment]
    place: Place
    strong: bool
    doubts: tuple[Doubt, ...] = ()
    #: Due again and again, until an end that was said.
    every: Said[Every] | None = None


def dues(
    setting: Setting,
    place: Place,
    gone: list[Place] | None = None,
    *,
    booking: bool = False,
    about: bool = False,
    starts: bool = False,
) -> list[Due]:
    """Every possible due date within a place, in order; `gone` are places that do not count.

    `starts`: only the days from which something is to hold ("move the pharmacist to the late shift as of Monday").

    `about`: the verb has what it is about behind "for" ("apologise for Sunday").

    `booking`: the verb books something, so that "for Thursday" is the day of the thing booked.
    """
    out = []
    for found in setting.dates_in(place):
        if any(start <= found.start < end for start, end in gone or []):
            continue
        if booking and re.search(
            r"\b(?:for|on|in|any (?:date|time|day) in|für|am|im|pour|le|en)\s+(?:the\s+)?$",
            setting.text[place[0] : found.start],
            re.I,
        ):
            continue
        if about and re.search(r"\bfor\s+(?:the\s+)?$", setting.text[place[0] : found.start]):
            continue
        made = _start(setting, found, place) if starts else _due(setting, found, place)
        if made:
            out.append(made)
    return out


def choose(found: list[Due], words: str = "") -> Due | None:
    """The one that counts: a deadline before a mere day; the later one when the words tell of a move."""
    strong = [due for due in found if due.strong] or found
    if not strong:
        return None
    return strong[-1] if len(strong) > 1 and _MOVED.search(lowered(words)) else strong[0]


def moment_of(setting: Setting, found: Found, *, meeting: bool = False) -> Moment | None:
    """The moment of a date expression in the author's zone; None for lengths and open-ended recurrences."""
    first = found.readings[0]
    if isinstance(first, Repeat):
        series = series_at(setting, found)
        ends = series is not None and (series.until is not None or meeting)
        return Moment(day=series.start, clock=series.clock, zone=setting.working.zone.key) if series and ends else None
    return meeting_of(found, setting.working) if meeting else deadline(found, setting.working)


def series_at(setting: Setting, found: Found) -> Every | None:
    """The series that an expression names ("every other Friday until Easter"), from its first day after the mail."""
    first = found.readings[0]
    return every_of(first, setting.said.date(), found.words) if isinstance(first, Repeat) else None


def again_at(setting: Setting, found: Found) -> Said[Every] | None:
    """The series of a due date, when its end was said: without one there is no day by which it is done."""
    series = series_at(setting, found)
    return Said(value=series, words=found.words) if series is not None and series.until is not None else None


def doubts_of(setting: Setting, found: Found, moment: Moment, field: str = "due") -> tuple[Doubt, ...]:
    """What makes a date doubtful: two readings, long past."""
    if found.ambiguous:
        return (Doubt(field=field, reason=found.ambiguous, readings=tuple(readings(found, setting))),)
    if field == "due" and moment.day < setting.said.date():
        return (Doubt(field=field, reason=f"{_long(moment)} was already over when this was written.", readings=()),)
    if moment.day > setting.said.date() + timedelta(days=550):
        return (
            Doubt(
                field=field, reason=f"{_long(moment)} is more than a year and a half ahead.", readings=(_long(moment),)
            ),
        )
    return ()


def readings(found: Found, setting: Setting) -> list[str]:
    """The possible days of a date expression, as people write them."""
    out: list[str] = []
    for index in range(len(found.readings)):
        moment = deadline(found, setting.working, index)
        if moment and _long(moment) not in out:
            out.append(_long(moment))
    return out


def _long(moment: Moment) -> str:
    return f"{moment.day:%A} {moment.day.day} {moment.day:%B %Y}"


def _start(setting: Setting, found: Found, place: Place) -> Due | None:
    """The day from which something holds; by then it is done."""
    before = lowered(setting.text[max(place[0], found.start - 30) : found.start])
    if found.kind is Kind.DURATION or not (found.bound is Bound.FROM or _FROM_THEN.search(before)):
        return None
    if re.search(r"\bfrom\s+(?:the )?$", before) and not re.search(r"\d|next|nächste|prochain", found.words):
        return None  # "the two candidates from Friday"
    moment = moment_of(setting, found, meeting=True)
    if moment is None or not setting.said.date() < moment.day <= setting.said.date() + timedelta(days=200):
        return None
    start, end = with_lead(setting.text, place, found)
    said = Said(value=replace(moment, clock=None), words=_quote(setting.text[start:end]))
    return Due(said=said, place=(start, end), strong=False, doubts=doubts_of(setting, found, moment))


#: "from 11 May", "as of Monday", "with effect from 1 June", "starting 9 August".
_FROM_THEN = lazily(
    r"\b(?:from|as of|as from|effective|starting(?: on)?|beginning|ab|dès|à partir du?|vanaf|"
    r"a partir del?)\s+(?:the )?$"
)
_WITHIN_OR_IN = lazily(r"(?:within|in)\b", re.I)
_WITHIN = lazily(r"within\b", re.I)
_FOR_THE = lazily(r"\b(?:for|für|pour|of)\s+(?:the\s+)?$")


def _due(setting: Setting, found: Found, place: Place) -> Due | None:
    if found.kind is Kind.DURATION:
        return None
    before = lowered(setting.text[max(place[0], found.start - 60) : found.start])
    after = lowered(setting.text[found.end : found.end + 30]).partition("\n")[0]
    in_time = _BEFORE_MEETING.search(before) is not None
    if not in_time and _OWN_TIME.search(before) and not _CLOCK_ONLY.fullmatch(found.words):
        return None
    strong = (
        in_time
        or found.bound in (Bound.BY, Bound.BEFORE)
        or bool(_STRONG_BEFORE.search(before))
        or bool(_LATEST.match(after))
    )
    if (_MEETING_ON.search(before) and not (in_time or _AT_MEETING.search(before))) or (
        found.words[:5].lower() == "over " and found.words[5:6].isdigit()
    ):
        return None  # "the rota meeting (9 February)", "every deal over 90 days"
    if found.bound in (Bound.AFTER, Bound.FROM) or (_NOT_DUE_BEFORE.search(before) and not strong):
        return None
    if found.bound is Bound.UNTIL and _LASTS.search(lowered(setting.text[max(place[0] - 40, 0) : found.lead])):
        return None  # "we will hold the rooms until 30 April"
    if found.bound is Bound.UNTIL and _ABSENT.search(setting.text[max(place[0], found.lead - 60) : found.lead]):
        return None
    counted = _WITHIN_OR_IN.match(setting.text, found.lead, found.end) and _COUNTS.search(found.words)
    if counted and _COUNTED_FROM.match(after):
        return None
    occasion = _ON_OCCASION.search(before) is not None and _OCCASION.match(after) is not None
    if not strong and not occasion and (_THING_AFTER.match(after) or _EVENT_BEFORE.search(before)):
        return None
    if not strong and (_VISIT.search(before) or (_NAMES_A_THING.search(before) and _NOUN_AFTER.match(after))):
        return None  # "; the agent's visit Thursday", "about Saturday hours"
    if (not strong or _TO_THE.search(before)) and _THE.search(before) and _NOUN_AFTER.match(after):
        return None  # "the Sunday order", "the 7am slot"
    if _WITHIN.match(setting.text, found.lead, found.end) and _EACH.search(setting.text[place[0] : found.start]):
        return None  # "write up each incident within a day"
    told = setting.text[place[0] : found.start]
    if _KNOW_THAT.search(told):
        return None
    if not strong and _RELATIVE.search(told) and not _HANDED.search(told):
        return None
    if not strong and setting.language != "en" and _RELATIVE_ABROAD.search(setting.text[place[0] : found.start]):
        return None
    if not strong and found.grain in ("week", "month", "quarter", "year") and _FOR_THE.search(before):
        return None  # "the rota for May"
    moment = moment_of(setting, found)
    if not strong and moment is not None and moment.day > setting.said.date() + timedelta(days=200):
        return None
    if moment is None or (moment.day < setting.said.date() and not strong):
        return None
    if moment.day < setting.said.date() - timedelta(days=400):
        return None
    start, end = with_lead(setting.text, place, found)
    of_whose = _WHOSE_THING.match(setting.text, end, place[1]) if strong and end == found.end else None
    if of_whose:  # "before Monday's board"
        end = of_whose.end()
    if occasion and end == found.end:
        of_it = _OCCASION.match(setting.text, end, place[1])
        end = of_it.end() if of_it else end
    return Due(
        said=Said(value=moment, words=_quote(setting.text[start:end])),
        place=(start, end),
        strong=strong,
        doubts=doubts_of(setting, found, moment),
        every=again_at(setting, found),
    )


_WHOSE_THING = re.compile(
    r"['’]s(?: [a-z-]+)? (?:board|meeting|call|session|review|stand-?up|huddle|committee|council|assembly|shift|"
    r"visit|audit|inspection|training|briefing|handover|1:1)\b"
)


def with_lead(text: str, place: Place, found: Found) -> Place:
    """The place of a date with the words that lead in and trail ("no later than … please")."""
    begin = min(found.start, found.lead if found.lead >= place[0] else found.start)
    before = lowered(text[place[0] : begin])
    lead = _LEAD.search(before, max(0, len(before) - _NEAR))
    start = place[0] + lead.start() if lead else begin
    trail = _TRAIL.match(text[found.end : place[1]])
    return start, found.end + (trail.end() if trail else 0)


def _quote(words: str) -> str:
    return " ".join(words.split()).strip(" ,;()–—:-")
