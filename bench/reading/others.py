"""The libraries that reading is measured beside, each behind the functions that we are measured by.

They come with the extra `bench` and are never imported by the service. Each maker imports its library when it is
called: ImportError there means "not installed". What a library cannot say (a recurrence, an owner) it does not say.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import getaddresses
from typing import Any

from bench.reading.tally import Case, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library for one kind of case; `make` imports it and returns its reader."""

    name: str
    make: Callable[[], Reader]


# --------------------------------------------------------------------------------------------------------- replies


def _as_text(case: Case) -> str:
    """The text of a mail as a library without HTML needs it: the text part, else the HTML rendered by inscriptis."""
    if case.get("text"):
        return str(case["text"])
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    return str(get_text(case.get("html") or "", ParserConfig(css=CSS_PROFILES["strict"])))


def _mail_parser_reply() -> Reader:
    from mailparser_reply import EmailReplyParser
    from mailparser_reply.constants import MAIL_LANGUAGES

    parser = EmailReplyParser(languages=list(MAIL_LANGUAGES))

    def read(case: Case) -> str:
        replies = parser.read(text=_as_text(case)).replies
        return str(replies[0].body) if replies else ""

    return read


def _email_reply_parser() -> Reader:
    from email_reply_parser import EmailReplyParser

    return lambda case: EmailReplyParser.parse_reply(_as_text(case))


def _quotequail() -> Reader:
    import quotequail

    def read(case: Case) -> str:
        if not case.get("html"):
            parts = quotequail.quote(case["text"] or "", quote_intro_line=True)
            return "\n".join(text for shown, text in parts if shown)
        own = "".join(html for shown, html in quotequail.quote_html(case["html"], quote_intro_line=True) if shown)
        return _as_text({"html": own}) if own.strip() else ""

    return read


def _shortest() -> Reader:
    readers = (_mail_parser_reply(), _quotequail(), _email_reply_parser())

    def read(case: Case) -> str:
        found = [text for text in (reader(case) for reader in readers) if text.strip()]
        return min(found, key=len, default="")

    return read


# -------------------------------------------------------------------------------------------------------- forwards


def _boxes(header: str | None) -> list[dict[str, str | None]]:
    found = getaddresses([(header or "").replace(";", ",")])
    return [{"name": name or None, "address": address or None} for name, address in found if name or address]


def _quotequail_forward() -> Reader:
    import quotequail

    def read(case: Case) -> dict[str, Any]:
        html = case.get("html")
        found = quotequail.unwrap_html(html) if html else quotequail.unwrap(case["text"] or "")
        if not found or found.get("type") == "reply":
            return {"forwarded": False}
        top = found.get("text_top") or _as_text({"html": found.get("html_top") or "<p></p>"})
        body = found.get("text") or _as_text({"html": found.get("html") or "<p></p>"})
        return {
            "forwarded": True,
            "message": top,
            "from": next(iter(_boxes(found.get("from"))), None),
            "to": _boxes(found.get("to")),
            "cc": _boxes(found.get("cc")),
            "subject": found.get("subject"),
            "date": found.get("date"),
            "body": body,
        }

    return read


def _email_forward_parser() -> Reader:
    from emailforwardparser import forward_parser

    def read(case: Case) -> dict[str, Any]:
        found = forward_parser.get_forwarded_metadata(_as_text(case), case.get("subject"))
        inner = found.email

        def box(person: Any) -> dict[str, str | None]:
            return {"name": person.name or None, "address": person.address or None}

        return {
            "forwarded": found.forwarded,
            "message": found.message,
            "from": box(inner.from_),
            "to": [box(person) for person in inner.to],
            "cc": [box(person) for person in inner.cc],
            "subject": inner.subject,
            "date": inner.date,
            "body": inner.body,
        }

    return read


# ----------------------------------------------------------------------------------------------------------- dates

_CLOCK = re.compile(r"\d\s*[ap]\.?m|\d[:.]\d\d|o.?clock|noon|midnight|\bat\s+\d|\bhours?\b|\bminutes?\b", re.IGNORECASE)


def _plain(value: Any, said: str, now: datetime) -> Any:
    """A library's value as the sets write it. Midnight and the clock of now stand for a day without a clock."""
    if isinstance(value, datetime):
        clock = _CLOCK.search(said) or f"{value:%H:%M}" not in ("00:00", f"{now:%H:%M}")
        return f"{value:%Y-%m-%dT%H:%M}" if clock else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, tuple) and len(value) == 2:
        return {"start": _plain(value[0], said, now), "end": _plain(value[1], said, now)}
    return None


def _now(case: Case) -> datetime:
    return datetime.fromisoformat(case["reference"][:19])


def _american(case: Case) -> bool:
    return str(case.get("locale") or "en-GB").lower() == "en-us"


def _dateparser() -> Reader:
    from dateparser.search import search_dates

    def read(case: Case) -> list[dict[str, Any]]:
        settings = {
            "RELATIVE_BASE": _now(case),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "MDY" if _american(case) else "DMY",
        }
        out, at = [], 0
        for said, moment in search_dates(case["text"], languages=["en"], settings=settings) or []:
            start = case["text"].find(said, at)
            at = start + len(said)
            out.append({"start": start, "end": at, "values": [_plain(moment, said, _now(case))]})
        return out

    return read


def _parsedatetime() -> Reader:
    import parsedatetime

    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)

    def read(case: Case) -> list[dict[str, Any]]:
        out = []
        for moment, context, start, end, said in calendar.nlp(case["text"], sourceTime=_now(case)) or ():
            value = f"{moment:%Y-%m-%dT%H:%M}" if context.hasTime else _plain(moment, said, _now(case))
            out.append({"start": start, "end": end, "values": [value]})
        return out

    return read


def _timefhuman() -> Reader:
    from timefhuman import tfhConfig, timefhuman

    def read(case: Case) -> list[dict[str, Any]]:
        now = _now(case)
        out = []
        for said, (start, end), value in timefhuman(case["text"], tfhConfig(now=now, return_matched_text=True)):
            values = value if isinstance(value, list) else [value]
            moments = [datetime.combine(now, each) if isinstance(each, time) else each for each in values]
            out.append({"start": start, "end": end, "values": [_plain(each, said, now) for each in moments]})
        return out

    return read


def _recurrent() -> Reader:
    from recurrent import RecurringEvent

    def read(case: Case) -> list[dict[str, Any]]:
        found = RecurringEvent(now_date=_now(case)).parse(case["text"])
        if found is None:
            return []
        value = _plain(found, case["text"], _now(case)) if isinstance(found, datetime) else _rule(str(found))
        return [{"start": None, "end": None, "values": [value]}]

    return read


def _rule(text: str) -> dict[str, Any] | None:
    """An RRULE as the sets write it."""
    line = next((line for line in text.splitlines() if "FREQ=" in line), "")
    parts = dict(part.split("=", 1) for part in line.removeprefix("RRULE:").split(";") if "=" in part)
    if not parts:
        return None
    rule: dict[str, Any] = {"freq": parts["FREQ"], "interval": int(parts.get("INTERVAL", 1))}
    rule |= {"byday": parts["BYDAY"].split(",")} if "BYDAY" in parts else {}
    for name in ("BYMONTHDAY", "BYMONTH"):
        rule |= {name.lower(): [int(each) for each in parts[name].split(",")]} if name in parts else {}
    for name in ("BYHOUR", "BYMINUTE"):
        rule |= {name.lower(): int(parts[name].split(",")[0])} if name in parts else {}
    if "UNTIL" in parts:
        rule["until"] = f"{parts['UNTIL'][:4]}-{parts['UNTIL'][4:6]}-{parts['UNTIL'][6:8]}"
    return rule


def _recognizers() -> Reader:
    from ms_recognizers_date_time import recognize_datetime

    def read(case: Case) -> list[dict[str, Any]]:
        found = recognize_datetime(case["text"], "en-us", reference=_now(case))
        return [
            {
                "start": each.start,
                "end": each.end + 1,
                "values": _resolved((each.resolution or {}).get("values") or [], _now(case)),
            }
            for each in found
        ]

    return read


def _resolved(values: list[dict[str, str]], now: datetime) -> list[Any]:
    """All its readings; one that is right is enough."""
    return [value for each in values if (value := _one_resolved(each, now)) is not None]


def _one_resolved(value: dict[str, str], now: datetime) -> Any:
    def moment(text: str) -> str:
        if re.match(r"\d\d:\d\d", text):
            return f"{now:%Y-%m-%d}T{text[:5]}"
        return text[:16].replace(" ", "T")

    if value["type"] == "duration":
        return {"seconds": float(value["value"])}
    if value["type"] == "set":
        return _of_timex(value.get("timex", ""))
    if "value" in value:
        return moment(value["value"]) if re.match(r"\d{4}-|\d\d:", value["value"]) else None
    start, end = value.get("start"), value.get("end")
    if not start or not end:
        return moment(start or end or "") or None
    if value["type"] == "daterange" and re.match(r"\d{4}-", end):  # its ends are exclusive
        end = (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()
    return {"start": moment(start), "end": moment(end)}


_UNITS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


def _of_timex(timex: str) -> dict[str, Any] | None:
    period = re.fullmatch(r"P(\d+)([DWMY])", timex)
    if period:
        return {"freq": _UNITS[period[2]], "interval": int(period[1])}
    weekday = re.match(r"XXXX-WXX-(\d)(?:T(\d\d)(?::(\d\d))?)?$", timex)
    if not weekday:
        return None
    rule: dict[str, Any] = {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": [("MO", "TU", "WE", "TH", "FR", "SA", "SU")[int(weekday[1]) - 1]],
    }
    return rule | ({"byhour": int(weekday[2]), "byminute": int(weekday[3] or 0)} if weekday[2] else {})


# -------------------------------------------------------------------------------------------------- robots, whole mails


def _flufl() -> Reader:
    from flufl.bounce import all_failures

    def read(case: Case) -> bool:
        temporary, permanent = all_failures(email.message_from_bytes(case["raw"], policy=email.policy.compat32))
        return bool(temporary or permanent)

    return read


def _follow_through() -> Reader:
    from follow_through.extract import extract_text

    def read(case: Case) -> dict[str, Any]:
        found = extract_text(case["body"], "mail")
        return {"actions": [_action(each.text, each.owner, each.due_phrase, case, each.text) for each in found]}

    return read


def _meeting_intelligence() -> Reader:
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
        Library(name="follow-through", make=_follow_through),
        Library(name="meeting-intelligence", make=_meeting_intelligence),
    ),
    "dates": (
        Library(name="ms-recognizers", make=_recognizers),
        Library(name="dateparser.search", make=_dateparser),
        Library(name="parsedatetime", make=_parsedatetime),
        Library(name="timefhuman", make=_timefhuman),
        Library(name="recurrent", make=_recurrent),
    ),
    "answers": (),
    "reply": (
        Library(name="mail-parser-reply", make=_mail_parser_reply),
        Library(name="quotequail", make=_quotequail),
        Library(name="email-reply-parser", make=_email_reply_parser),
        Library(name="shortest of these", make=_shortest),
    ),
    "forward": (
        Library(name="email-forward-parser", make=_email_forward_parser),
        Library(name="quotequail", make=_quotequail_forward),
    ),
    "automatic": (Library(name="flufl.bounce", make=_flufl),),
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
