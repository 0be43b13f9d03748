"""What a line is to those around it: an action with details below, a signature, a greeting, the words above a list."""

from __future__ import annotations

import re

from followupd.reading.actions.clauses import clauses_at
from followupd.reading.actions.dues import dues
from followupd.reading.actions.follow import LONG, follow_up_at, is_follow_up
from followupd.reading.actions.headings import heading_of
from followupd.reading.actions.labels import split_labels
from followupd.reading.actions.lines import Line
from followupd.reading.actions.setting import Findings, Heading, Place, Setting
from followupd.reading.actions.targets import is_target
from followupd.reading.dates import Role
from followupd.reading.lazily import lazily
from followupd.reading.people import readable

#: What stands for a list that follows, and is no thing to do by itself.
_ANNOUNCED = lazily(
    r"\b(?:following|these|those|things?|points|actions?|tasks?|items?|jobs?|steps|below|ones?|both|"
    r"all)\b[^:]{0,30}:\s*$",
    re.I,
)


def with_details(setting: Setting, line: Line, following: Line | None) -> bool:
    """ "Wes to repaint the reception by 20 February:" is an action; "- two coats" below it is how."""
    if following is None or not following.bullet or line.bullet:
        return False
    if not line.text.rstrip().endswith(":") and (line.text.endswith((".", "!", "?")) or len(line.text.split()) < 5):
        return False
    if _ANNOUNCED.search(line.text) or clauses_at(setting, (following.start, following.end), listed=True):
        return False
    made = clauses_at(setting, (line.start, line.end), listed=False)
    said = setting.text[line.start + made[-1].body : line.end] if made else ""
    return len(re.findall(r"[^\W\d_]{2,}", said)) >= 2 and bool(dues(setting, (line.start, line.end)))


def signs(setting: Setting, line: Line, following: Line | None) -> bool:
    """Whether a line is only the writer's own name, with no list below it: a signature, and no heading."""
    author = setting.circle.author
    if author is None or line.bullet or (following is not None and following.bullet) or line.text.endswith(":"):
        return False
    words, name = line.text.strip(" .,*_-–—").lower(), readable(author).lower()
    return words == name or (words.startswith(f"{name} |") and len(words.split()) < 14)


def reviewed(setting: Setting, place: Place, findings: Findings) -> None:
    """A follow-up that the line above a list names ("before our meeting on 20 July you will:")."""
    for match in re.finditer(r"[^,;]+", setting.text[place[0] : place[1]]):
        part = (place[0] + match.start(), place[0] + match.end())
        if any(f.role is Role.FOLLOW_UP and f.grain not in LONG for f in setting.dates_in(part)) or is_follow_up(
            setting, part
        ):
            wish = follow_up_at(setting, part)
            if wish:
                findings.follow_ups.append(wish)


def closing_heading(setting: Setting, line: Line, following: Line | None) -> Heading | None:
    """ "… Two things you agreed to do:" at the end of a paragraph announces the list below."""
    if following is None or line.text[-1:] not in ":.":
        return None
    cut = max((match.end() for match in re.finditer(r"[.!?]\s+", line.text)), default=0)
    last = line.text[cut:]
    if not line.text.endswith(":"):
        here = _PRESENTS.search(last) if following.bullet or split_labels(following.text)[1] else None
        if here is None:
            return None
        last, cut = f"{last[here.start() : -1]}:", cut + here.start()
    elif not cut:
        return None
    figures = last.endswith(line.text[-1])
    return heading_of(setting, Line(text=last, start=line.start + cut, end=line.end), following, figures=figures)


#: "Here are my three goals for the spring."
_PRESENTS = lazily(
    r"\b(?:here (?:are|is|come)|here['’]s|these are|below (?:are|is)|hier (?:sind|ist)|voici|hier zijn|aquí "
    r"(?:están|tienes))\b"
    r".{0,40}\b(?:my|your|our|what|meine?|deine?|mes|tes|mijn|mis|tus)\b",
    re.I,
)


#: The words and the name by which a line greets.
_AFTER_NAME = lazily(
    r"^\W*(?:(?i:hi|hello|hey|dear|good|morning|afternoon|evening|all|both|team|everyone|everybody|and|mr|mrs|ms|dr|"
    r"lieber?|liebe|hallo|guten|tag|morgen|sehr|geehrter?|herr|frau|bonjour|cher|chère|beste|dag|hola)\b[\s,.&]*)*"
    r"[A-ZÄÖÜÉ][\w'’-]*(?:\s[A-ZÄÖÜÉ][\w'’-]*)?(?:\s*(?:,|&|\band\b|\bund\b|\bet\b)\s*[A-ZÄÖÜÉ][\w'’-]*)*\W*"
)


def only_greeting(setting: Setting, line: Line, following: Line | None) -> bool:
    """Whether a line only greets, and does not announce a list ("Tom - three things please:", "Morning, today:")."""
    text = line.text
    if len(_AFTER_NAME.sub("", text, count=1).split()) > 2 and line.text.rstrip()[-1:] not in ",:":
        return False  # "Priya - the searches are yours."
    announces = text.rstrip().endswith(":") and following is not None
    announces = announces and (len(text.split()) > 2 or bool(setting.dates_in((line.start, line.end))))
    return (
        len(text) < 50
        and not announces
        and bool(re.fullmatch(r"\W*(?:[\w.'’-]+[\s,&]*){1,6}\W*", text))
        and (text.rstrip()[-1:] in ",!:–-." or len(text.split()) <= 3)
    )


#: "Objective 2: …" is an entry of a list, whose owner the mail implies.
COUNTED = lazily(r"\W*(?:objective|objectif|ziel|goal)\s*(?:no\.?\s*)?(\d{1,2})\b", re.I)


def announces(line: Line, parts: list[tuple[str, int, int]], following: Line | None) -> bool:
    """Whether "Actions:" with nothing behind it stands above a list: a heading, and no label."""
    empty = len(parts) == 1 and parts[0][0] == "what" and not line.text[parts[0][1] :].strip(" *_")
    return empty and following is not None and following.bullet


def titles_list(setting: Setting, line: Line, part: tuple[str, int, int], following: Line | None) -> bool:
    """ "Objective 2: People, turnover below 40 %" with a list below: what the list is for, and no action itself."""
    if part[0] != "what" or following is None or not following.bullet or not COUNTED.match(line.text):
        return False
    what = (line.start + part[1], line.start + part[2])
    if is_target(setting.words(what)):
        return True
    return not clauses_at(setting, what, listed=True) and not setting.dates_in(what)
