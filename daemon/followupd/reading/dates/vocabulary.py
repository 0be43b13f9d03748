"""The words of dates: English here, German, French, Spanish and Dutch in `vocabulary_other`.

Each entry gives a word or a phrase, folded (lower case, no accents, hyphens as spaces), one or more tags. What a tag
means stands beside it. A word that is in no entry is no part of any date.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from followupd.reading.dates.records import Bound, Part

Tags = dict[str, Any]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

#: phrase -> tags
PHRASES: dict[str, Tags] = {}


def add(tag: str, value: Any, phrases: str | Iterable[str], **more: Any) -> None:
    """Enter phrases (a string holds them separated by `|`) under a tag."""
    for phrase in phrases.split("|") if isinstance(phrases, str) else phrases:
        PHRASES.setdefault(phrase, {}).update({tag: value, **more})


# weekday: 0-6. `weak`: too much like another word, so something beside it has to say that it is a date.
for _number, _name in enumerate(WEEKDAYS):
    add("weekday", _number, _name)
    add("weekdays", _number, _name + "s")
add("weekday", 0, "mon", weak=True)
add("weekday", 1, "tue|tues")
add("weekday", 2, "wed", weak=True)
add("weekday", 2, "weds|wednes")
add("weekday", 3, "thu|thur|thurs")
add("weekday", 4, "fri")
add("weekday", 5, "sat", weak=True)
add("weekday", 6, "sun", weak=True)

# month: 1-12. `weak` as above.
for _number, _name in enumerate(MONTHS, 1):
    add("month", _number, _name)
add("month", 1, "jan")
add("month", 2, "feb|febr")
add("month", 3, "mar", weak=True)
add("month", 4, "apr")
add("month", 6, "jun")
add("month", 7, "jul")
add("month", 8, "aug")
add("month", 9, "sep|sept")
add("month", 10, "oct")
add("month", 11, "nov")
add("month", 12, "dec")
for _name in ("march", "april", "may", "june", "august", "jan", "sept", "mar", "dec", "jun"):
    PHRASES[_name]["weak"] = True

# relative: days from today.
add("relative", 0, "today|tday|this day")
add("relative", 1, "tomorrow|tomorow|tommorow|tommorrow|tomorrrow|tmrw|tmr|tmrrw|tom'w|2moro")
add("relative", -1, "yesterday")
add("relative", 2, "day after tomorrow|the day after tomorrow|overmorrow")
add("relative", -2, "day before yesterday|the day before yesterday")
add("relative", 0, "tonight|tonite|2nite|this evening", part=Part.EVENING)

# which: -1 last, 0 this, 1 next; `coming`: the very next one, whichever week it is in.
add("which", 0, "this|current")
add("which", 1, "next|nxt|following")
add("which", 1, "coming|upcoming|forthcoming|this coming|the coming", coming=True)
add("which", -1, "last|previous|past|prior|preceding")

# unit
add("unit", "minute", "minute|min", one=True)
add("unit", "minute", "minutes|mins|minutes'")
add("unit", "hour", "hour|hr", one=True)
add("unit", "hour", "hours|hrs|hours'")
add("unit", "day", "day's", one=True)
add("unit", "week", "week's", one=True)
add("unit", "month", "month's", one=True)
add("unit", "year", "year's", one=True)
add("unit", "day", "day|calendar day", one=True)
add("unit", "day", "days|calendar days|days'|clear days")
add("unit", "workday", "working day|business day|workday|work day|weekday", one=True)
add("unit", "workday", "working days|business days|workdays|work days|weekdays")
add("unit", "week", "week|wk", one=True)
add("unit", "week", "weeks|wks|calendar weeks")
add("unit", "workweek", "working week|work week|business week", one=True)
add("unit", "weekend", "weekend|week end|wkend", one=True)
add("unit", "weekend", "weekends")
add("unit", "fortnight", "fortnight|fortnight's", one=True)
add("unit", "fortnight", "fortnights")
add("unit", "month", "month|mth|calendar month", one=True)
add("unit", "month", "months|mths|mos")
add("unit", "quarter", "quarter|qtr", one=True)
add("unit", "quarter", "quarters")
add("unit", "year", "year|yr|calendar year", one=True)
add("unit", "year", "years|yrs")

# number
_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
for _number, _name in enumerate(_NUMBERS):
    if _number:
        add("number", _number, _name)
for _number, _name in ((30, "thirty"), (40, "forty"), (45, "forty five"), (50, "fifty"), (60, "sixty"), (90, "ninety")):
    add("number", _number, _name)
add("number", 1, "a|an|another|one more|the next one", article=True)
add("number", 2, "a couple of|couple of|a couple|couple|a pair of", vague=True)
add("number", 3, "a few|few", vague=True)
add("number", 0.5, "half an|half a")
add("number", 1.5, "one and a half|an hour and a half of")

# ordinal: 1-31, -1 the last
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
for _number, _name in enumerate(_ORDINALS, 1):
    add("ordinal", _number, _name)
    if _number < 10:
        add("ordinal", 20 + _number, "twenty " + _name)
add("ordinal", 30, "thirtieth")
add("ordinal", 31, "thirty first")
add("ordinal", -1, "last|final")
# counted from the end
add("ordinal", -2, "last but one|penultimate|next to last")
add("ordinal", -3, "last but two")
for _number, _written in ((2, "2nd"), (3, "3rd"), (4, "4th"), (5, "5th")):
    for _name in (_ORDINALS[_number - 1], _written):
        add("ordinal", -_number, (f"{_name} last", f"{_name} to last"))

# part of a day
add("part", Part.FIRST_THING, "first thing|first thing in the morning|first thing on|start of play|start of day")
add("part", Part.FIRST_THING, "start of business|beginning of day|early doors|sob")
add("part", Part.MORNING, "morning|mornings|a.m.|early morning|mid morning|late morning|late in the morning")
add("part", Part.LUNCH, "lunch|lunchtime|lunch time|dinnertime")
add("part", Part.AFTERNOON, "afternoon|afternoons|mid afternoon|late afternoon|early afternoon|teatime|arvo")
add("part", Part.EVENING, "evening|evenings|night|nights|early evening|late evening|late tonight")
add(
    "part",
    Part.END_OF_DAY,
    "eod|cob|cop|eob|eop|end of day|end of the day|end of the working day|end of working day|end of business|"
    "end of the business day|end of business day|close of play|close of business|close of day|close of work|"
    "close of the day|end of play|end of work|home time|eod today",
    eod=True,
)
for _name in [phrase for phrase, tags in PHRASES.items() if tags.get("eod")]:
    add("part", Part.END_OF_DAY, "the " + _name, eod=True)  # "the end of" alone is the edge of a period

# edge of a period
add("edge", "end", "end of|end|ends of|the end of|the end|very end of|close of|back end of|the back end of")
add("edge", "start", "start of|beginning of|the start of|the beginning of|top of|first part of")
add("edge", "middle", "middle of|the middle of|midway through|mid|mid of|halfway through")
add("edge", "early", "early|early in|early on in|earlier in")
add("edge", "late", "late|late in|later in|latter part of|towards the end of")
add("edge", "late", "rest of|the rest of|remainder of|the remainder of")
add("edge", "first half", "first half of|the first half of|1st half of")
add("edge", "second half", "second half of|the second half of|2nd half of|latter half of|back half of")
add("period_end", "week", "eow|week end close|week's end")
add("period_end", "month", "eom|month end|month's end|months end|the month end")
add("period_end", "quarter", "eoq|quarter end|quarter's end|the quarter end")
add("period_end", "year", "eoy|year end|year's end|years end|the year end")
add("commencing", "start", "w/c|wc|w/b|week commencing|week beginning|week starting|wk commencing|week com|w/c.")
add("commencing", "start", "week of|week of the|the week of|the week commencing|the week beginning|the week starting")
add("commencing", "end", "w/e|week ending|the week ending|wk ending")

# clock words
add("now", True, "now|right now")
add("clock", (12, 0), "noon|midday|12 noon|12 midday|noontime|high noon")
add("clock", (0, 0), "midnight|12 midnight", midnight=True)
add("oclock", True, "o'clock|oclock|hrs|o clock|sharp|hours sharp|on the dot|o'clock on the dot|o'clock sharp")
add("halfpast", 30, "half past|half")
add("halfpast", 15, "quarter past|a quarter past|quarter after|a quarter after")
add("halfpast", -15, "quarter to|a quarter to|quarter till|a quarter till")
add("about", True, "about|around|circa|ca|approx|approximately|roughly|say|c.|latest|exactly|ideally|probably")
add("zone", 0, "gmt|utc|z")
add("zone", 60, "bst|cet|wat")
add("zone", 120, "cest|eet")
add("zone", 330, "ist")
add("zone", -300, "est|cdt")
add("zone", -240, "edt")
add("zone", -360, "cst|mdt")
add("zone", -420, "mst|pdt")
add("zone", -480, "pst")

# bounds: what leads in
add(
    "bound",
    Bound.BY,
    "by|no later than|not later than|on or before|at the latest by|due|due on|due by|due date|deadline",
)
add(
    "bound",
    Bound.BY,
    "latest by|at latest|within|by latest|in time for|by no later than|by or on|by or before|deadline of",
)
add(
    "bound",
    Bound.BY,
    "by the latest on|at the latest on|due for|needed for|needed by|required by|wanted by|ready for|not after",
)
add("bound", Bound.BEFORE, "before|before the|prior to|ahead of|in advance of|earlier than")
add("bound", Bound.UNTIL, "until|till|til|'til|up to|up until|through to|through|thru|as late as")
add("bound", Bound.AFTER, "after|no earlier than|not before|later than|not earlier than")
add(
    "bound",
    Bound.FROM,
    "from|starting|starting on|starting from|beginning|as of|with effect from|effective|since|as from|commencing",
)

# small words, each under its own tag
add("on", True, "on|on the")
add("in", True, "in|for|during|over|of")
add("at", True, "at|@|at about|at around|from")
add("the", True, "the|on the|of the")
add("of", True, "of|of the|in|in the")
add("to", True, "to|until|untill|till|til|through|thru|-|to the|up to|through to|and ending|ending")
add("and", True, "and|&|,|or|plus|,and|, and|/")
add("between", True, "between|from|anywhere between|in between")
add("after", 1, "after|following|from|later than|past|after the")
add("after", -1, "before|prior to|ahead of|in advance of|before the|preceding")
add("ago", -1, "ago|back|earlier|previously|beforehand|prior|before that|in advance")
add("ago", 1, "from now|hence|later|from today|on|away|after that|afterwards|time|'s time|down the line|from then")
add("every", True, "every|each|every single|all|any", every=True)
add("other", 2, "other|second|alternate|alternative|alternating|2nd")
add("other", 3, "third|3rd")
add("other", 4, "fourth|4th")
add(
    "starting",
    True,
    "starting|starting on|beginning|from|starting from|commencing|as of|as from|with effect from|effective|starts",
)
add("alike", "time", "this time|same time|the same time|this same time")
add("alike", "day", "same day|the same day")
add("times", True, "times|occasions|sessions|occurrences")
for _word, _freq in {
    "daily": ("DAILY", 1),
    "weekly": ("WEEKLY", 1),
    "monthly": ("MONTHLY", 1),
    "quarterly": ("MONTHLY", 3),
    "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1),
    "fortnightly": ("WEEKLY", 2),
    "biweekly": ("WEEKLY", 2),
    "bi weekly": ("WEEKLY", 2),
    "bimonthly": ("MONTHLY", 2),
    "bi monthly": ("MONTHLY", 2),
    "hourly": ("HOURLY", 1),
    "nightly": ("DAILY", 1),
    "half yearly": ("MONTHLY", 6),
    "six monthly": ("MONTHLY", 6),
    "semi annually": ("MONTHLY", 6),
    "semiannually": ("MONTHLY", 6),
    "three monthly": ("MONTHLY", 3),
    "two weekly": ("WEEKLY", 2),
    "four weekly": ("WEEKLY", 4),
    "everyday": ("DAILY", 1),
    "once a day": ("DAILY", 1),
    "once a week": ("WEEKLY", 1),
    "once a month": ("MONTHLY", 1),
    "once a quarter": ("MONTHLY", 3),
    "once a year": ("YEARLY", 1),
    "once a fortnight": ("WEEKLY", 2),
    "every weekday": ("WEEKDAYS", 1),
    "every working day": ("WEEKDAYS", 1),
    "each weekday": ("WEEKDAYS", 1),
    "each working day": ("WEEKDAYS", 1),
    "every business day": ("WEEKDAYS", 1),
    "each business day": ("WEEKDAYS", 1),
    "on weekdays": ("WEEKDAYS", 1),
    "every weekend": ("WEEKENDS", 1),
    "on weekends": ("WEEKENDS", 1),
    "at weekends": ("WEEKENDS", 1),
}.items():
    add("adverb", _freq, _word)
