"""The libraries that reading is measured beside, each behind the functions that we are measured by.

They come with the extra `bench` and are never imported by the service. Each maker imports its library when it is
called: ImportError there means "not installed". What a library cannot say (a recurrence, an owner) it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.reading.others_dates import (
    dateparser_search,
    parsedatetime_nlp,
    recognizers,
    recurrent_event,
    timefhuman_spans,
)
from bench.reading.others_mail import (
    email_forward_parser,
    email_reply_parser,
    flufl_bounce,
    mail_parser_reply,
    quotequail_forward,
    quotequail_reply,
    shortest,
)
from bench.reading.tally import Case, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library for one kind of case; `make` imports it and returns its reader."""

    name: str
    make: Callable[[], Reader]


def follow_through() -> Reader:
    from follow_through.extract import extract_text

    def read(case: Case) -> dict[str, Any]:
        found = extract_text(case["body"], "mail")
        return {"actions": [_action(each.text, each.owner, each.due_phrase, case, each.text) for each in found]}

    return read


def meeting_intelligence() -> Reader:
    from meeting_intelligence import extract_actions, parse_transcript

    def read(case: Case) -> dict[str, Any]:
        turns = parse_transcript(case["body"])
        people = [re.sub(r"\s*<.*", "", box).strip() for box in (case["from"], *case["to"], *case["cc"])]
        found = extract_actions(turns, people)
        return {
            "actions": [_action(each.text, each.owner, each.due, case, each.source_text or each.text) for each in found]
        }

    return read


def _action(text: str, owner: str | None, due: str | None, case: Case, source: str) -> dict[str, Any]:
    """An action of a library that names the day in words: dateparser says which day that is."""
    day = None
    if due:
        import dateparser

        base = datetime.fromisoformat(case["received"]).replace(tzinfo=None)
        settings: Any = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
        found = dateparser.parse(re.sub(r"^(?:by|before|on|until)\s+", "", due), settings=settings)
        day = f"{found:%Y-%m-%d}" if found else None
    return {"what": text, "owner": owner or None, "due": day, "source": source}


#: Kind of case -> libraries.
LIBRARIES: dict[str, tuple[Library, ...]] = {
    "whole": (
        Library(name="follow-through", make=follow_through),
        Library(name="meeting-intelligence", make=meeting_intelligence),
    ),
    "dates": (
        Library(name="ms-recognizers", make=recognizers),
        Library(name="dateparser.search", make=dateparser_search),
        Library(name="parsedatetime", make=parsedatetime_nlp),
        Library(name="timefhuman", make=timefhuman_spans),
        Library(name="recurrent", make=recurrent_event),
    ),
    "answers": (),
    "reply": (
        Library(name="mail-parser-reply", make=mail_parser_reply),
        Library(name="quotequail", make=quotequail_reply),
        Library(name="email-reply-parser", make=email_reply_parser),
        Library(name="shortest of these", make=shortest),
    ),
    "forward": (
        Library(name="email-forward-parser", make=email_forward_parser),
        Library(name="quotequail", make=quotequail_forward),
    ),
    "automatic": (Library(name="flufl.bounce", make=flufl_bounce),),
    "smart": (),
}

#: Libraries that are not run, and why.
NOT_RUN: dict[str, dict[str, str]] = {
    "reply": {
        "talon": "dead since 2017; its signature part does not import with a current scikit-learn",
        "unquotemail": "needs html2text, which is GPL",
    },
    "forward": {"mail-parser": "reads MIME, and knows nothing of a mail forwarded within the text"},
    "dates": {
        "recognizers-text-suite": "fails to import beside a current emoji; ms-recognizers is the same code, newer",
        "Duckling": "Haskell; its only wheel is for CPython 3.8",
    },
    "automatic": {"auto-reply detectors": "none on PyPI: the known ones are part of Zammad, RT and Discourse"},
    "answers": {"-": "no library says what an answer means"},
    "smart": {"-": "no library judges a line by the letters of SMART"},
}
