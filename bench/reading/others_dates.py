"""Libraries for dates, each behind the function that we are measured by. See others.py."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from bench.reading.tally import Case, Reader

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


def dateparser_search() -> Reader:
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


def parsedatetime_nlp() -> Reader:
    import parsedatetime

    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)

    def read(case: Case) -> list[dict[str, Any]]:
        out = []
        for moment, context, start, end, said in calendar.nlp(case["text"], sourceTime=_now(case)) or ():
            value = f"{moment:%Y-%m-%dT%H:%M}" if context.hasTime else _plain(moment, said, _now(case))
            out.append({"start": start, "end": end, "values": [value]})
        return out

    return read


def timefhuman_spans() -> Reader:
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


def recurrent_event() -> Reader:
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


def recognizers() -> Reader:
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
