"""Takes out of a text what looks like a date and is none, without moving anything: each masked character becomes `¤`.

Also folds: lower case, no accents, straight quotes, so that the vocabulary needs one spelling a word.
"""

from __future__ import annotations

import re

MASK = "¤"

_FOLDS = str.maketrans(
    {
        **dict(zip("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy", strict=True)),
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
    }
)

#: Words after which a number counts or names something.
_COUNTED = (
    "version|release|clause|section|paragraph|para|art|article|page|pages|pp|room|unit|floor|level|seats?|"
    "ref|reference|"
    "invoice|order|po|item|items|step|phase|chapter|figure|fig|table|row|column|slide|appendix|annex|python|"
    "java|office|"
    "windows|excel|form|route|flight|gate|apt|apartment|ext|extension|zip|lot|house|building|bay|box|line|size|type|"
    "build|firmware|revision|serial|batch|ticket|case|issue|policy|account|acct|model|iphone|grade|band|tier|score|rated|top|cat|rat|choice|dog|figure|"
    "flat|suite|dept|desk|locker|plot|dock|shelf|aisle|rack|berth|studio|ward|pier|terminal|junction|platform|"
    "port|error|fault|alarm|warning|socket|channel|gear|verse|track|scene|edition|volume|vol|drawing|dwg|exercise|exhibit|binder|docket|tab|bundle|plate|"
    "tel|phone|mobile|fax|raum|seite|rechnung|salle|sala|kamer|pagina"
)
#: Books of the Bible that are nobody's name.
_BOOKS = (
    "genesis|exodus|leviticus|numbers|deuteronomy|judges|kings|chronicles|psalms?|proverbs|ecclesiastes|isaiah|"
    "jeremiah|lamentations|ezekiel|hosea|malachi|acts|romans|corinthians|galatians|ephesians|philippians|"
    "colossians|thessalonians|hebrews|revelation"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|okt|dez|mai|mei|mrt|ene|abr|ago|dic"

#: What begins with a digit or a sign. All repetitions are bounded, so that time grows with the text and not faster.
_MASKED_NUMBERS = re.compile(
    rf"""
    (?=[\d$€£¥+(#@])(?:
    \d{{1,3}}(?:\.\d{{1,3}}){{3}}(?!\d)
  | [$€£¥]\s?\d[\d.,]{{0,20}}(?:\s?(?:k|m|bn|million|thousand)\b)?
  | (?<![\d/.])\d[\d.,]{{0,20}}\s?(?:[€£$%‰]|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|percent|per\ cent|prozent|pct|
        points?|km|kg|miles?|mph|oz|gb|mb|tb|litres?|liters?|people|units?|degrees|stars?|inch(?:es)?)\b)
  | \+\d[\d\s().-]{{6,24}}\d
  | \(?\b(?!(?:[01]\d|2[0-3])[0-5]\d-(?:[01]\d|2[0-3])[0-5]\d(?!\d))0\d{{2,4}}\)?[\s-]\d{{3,8}}(?:[\s-]\d{{3,8}})?(?!\d)
  | \(\d{{3}}\)\s?\d{{3}}-\d{{4}}
  | (?<![\d-])\d{{3}}[-.]\d{{3}}[-.]\d{{4}}(?!\d)
  | (?<![\d-])\d{{3}}-\d{{4}}(?![\d-])
  | (?<![\d/])24/7(?:/365)?(?![\d/])
  | (?<![\d/])\d{{1,2}}/\d{{1,2}}(?=\s(?:of|full|complete|majority|done|inch|mile|
        people|clients|calls|completed|finished|booked|
        answered|called)\b)
  | (?<![\d/])\d/\d(?=\s?(?:h|hours?|hrs?)\b)
  | (?<![\d:])\d{{1,2}}:\d(?!\d)(?::\d+)?
  | (?<![\d.])\d+\.\d+\.\d{{1,2}}(?:\.\d+)*(?=-(?!\d{{1,2}}[./]))
  | \#\d+
  | \b\d+\s(?:out\sof|of\sthe|of|in)\s\d+\b(?!\s?(?:am|pm|:|/|days?|weeks?|{_MONTHS}))
  | \b\d{{1,5}}[a-z]?\s[a-z]{{2,20}}\s(?:street|road|avenue|lane|drive|square|house)\b
  | \b\d+\s?(?:x|×)\s?\d+\b | \b\d+x\b
  | \b\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?\b
  | \b\d+-(?=[\w-]{{0,40}}[a-z]\b)(?!\d*-?(?:{_MONTHS}))(?!\d\d?(?:[:.]\d\d)?\s?(?:am|pm|st|nd|rd|th|h|er)\b)[\w-]+
  | \b(?!(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])\b)\d{{5,}}\b
  | \b\d+(?:-\d+){{3,}}
  | @[a-z_]\w*
    )
    """,
    re.X,
)
#: What begins with a letter: addresses, counted and named things, ids with letters in front.
_MASKED_WORDS = re.compile(
    rf"""
    (?<![a-z\d])(?=[a-z])(?:
    (?:https?://|www\.)\S+
  | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}\.[\w.-]+
  | [a-z\d]{{1,30}}\.(?:com|org|net|co\.uk|io|de|fr|nl|eu)\b
  | v\d+(?:\.\d+)*
  | (?:{_COUNTED})s?[\s.:#]{{1,3}}\d[\w./-]*+(?!:|\s?(?:am\b|pm\b|of\b|{_MONTHS}))
        (?:\s?(?:,|and|to|und|-)\s?\d++\b(?!\s?(?:am|pm|st|nd|rd|th|:|/|\.\d|{_MONTHS})))*
  | (?:scored?|scoring|odds\sof|ranked|averaged|got|g[ai]ves?\s\w{{1,9}}|(?:grade|mark|rate)[sd]?(?:\s\w{{1,9}})?)
        \s(?:a\s|only\s)?\d{{1,2}}/\d{{1,2}}(?![\d/])
        (?:[^.!?\n\d]{{0,20}}\sand\s(?:\w{{1,9}}\s)?\d{{1,2}}/\d{{1,2}}(?![\d/]))?
  | (?:ratio|odds|scale|proportion|scoreline|score)s?\s(?:(?:is|are|was|were|of|at|to|around|about|a|an)\s){{0,2}}
        \d{{1,3}}\s?[:/-]\s?\d{{1,3}}(?![\d:/])
  | (?:took|takes?|taking|lasted|lasts|clocked|swam|cycled|rowed)\s\d{{1,2}}:\d\d(?!\s?[ap]\.?m)(?::\d\d)?
        (?:[^.!?\n\d]{{0,30}}\sand\s[^.!?\n\d]{{0,30}}\d{{1,2}}:\d\d(?!\s?[ap]\.?m))?
  | (?:ports?|verses?|{_BOOKS})\s\d{{1,3}}:\d{{1,3}}(?:\s?-\s?\d{{1,3}})?(?![\d:])
  | no\.?\s?\d+(?!\s?(?:{_MONTHS}))\b | nr\.?\s?\d+
  | [a-z]{{1,2}}\d[a-z\d]?\s\d[a-z]{{2}}\b
  | (?!(?:{_MONTHS}|mon|tue|wed|thu|fri|sat|sun|mid|early|late|q\d|h\d|kw|jusqu)[a-z]*-)
        (?=[a-z]{{2,20}}\d{{0,12}}-)(?=[\w-]{{0,40}}\d)[a-z]{{2,20}}\d*-[\da-z][\w-]*
    )
    """,
    re.X,
)

#: A hyphen inside a word (`month-end`, `après-demain`) is a space; between two day or month names it is a range.
_JOINED = re.compile(r"\b([a-z]+)-(?=([a-z]+))")
_NAMES = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$")
_NUMBERED = re.compile(
    rf"-(?:(?<=\d-)(?=(?:{_MONTHS}))|(?<=\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mid)-)(?=\d))"
)


#: About an hour: "9-ish".
_ISH = re.compile(r"(?<=[\dm])-?ish\b")


def fold(text: str) -> str:
    """The text in lower case without accents, each character at its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow in lower case (İ): those stay as they are
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_FOLDS)


def mask(folded: str) -> str:
    """The folded text with everything masked that only looks like a date; same length."""
    if "ish" in folded:
        folded = _ISH.sub(lambda found: " " * len(found[0]), folded)
    masked = _MASKED_NUMBERS.sub(_filled, _MASKED_WORDS.sub(_filled, folded))
    return _NUMBERED.sub(_unnumber, _JOINED.sub(_unjoin, masked)) if "-" in masked else masked


def _filled(found: re.Match[str]) -> str:
    return MASK * (found.end() - found.start())


def _unjoin(found: re.Match[str]) -> str:
    both = _NAMES.match(found[1]) and _NAMES.match(found[2])
    return found[0] if both else found[1] + " "


#: `Nov 18-Dec 19`: a day that has its month already.
_HAS_MONTH = re.compile(rf"(?:{_MONTHS})[a-z]*\.? \d{{1,2}}$")


#: `30 Nov-2 Dec`: the day and the month on both sides.
_HAS_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]*\.?$")
_DAY = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})")


def _unnumber(found: re.Match[str]) -> str:
    before = _HAS_MONTH.search(found.string, max(0, found.start() - 16), found.start())
    both = _HAS_DAY.search(found.string, max(0, found.start() - 16), found.start()) and _DAY.match(
        found.string, found.end()
    )
    return "-" if before or both else " "
