"""When people are free, and when two of them meet anyway: ports.Schedules over Graph.

Free and busy of all people come in one request (getSchedule), asked from a mailbox that we may open. A person whose
calendar cannot be told comes with an error of his own inside a good answer, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from followupd.domain.mail import EntryFound
from followupd.domain.people import WorkingTime
from followupd.domain.schedule import Busy, Schedule
from followupd.errors import Rejected
from followupd.graph.calendar import AS_HTML, window
from followupd.graph.directory import working_time
from followupd.graph.event_shapes import FIELDS, entry_found
from followupd.graph.mail_shapes import person
from followupd.graph.wire import Wire, segment
from followupd.graph.zones import from_graph

#: Minutes that one sign of an availabilityView stands for.
VIEW_MINUTES: Final = 15
#: Of a schedule item or an event: what leaves somebody free to meet.
FREE: Final = frozenset({"free", "workingelsewhere", "unknown"})
_FREE_SIGNS: Final = frozenset("04")
#: What people call the meeting of two, where it is no series.
NAMED: Final = re.compile(r"(?i)\b(?:1\s*[:\-–/]\s*1|121|one[ -](?:to|on)[ -]one|1[ -](?:to|on)[ -]1|jour fixe)\b")
#: Longer than this is a day out, not a meeting in which actions are looked at.
LONGEST: Final = timedelta(hours=2)


class GraphSchedules:
    """Thread-safe."""

    def __init__(self, wire: Wire, default: WorkingTime | None = None) -> None:
        """`default`: the working time of those whose calendar tells only a part of it."""
        self._wire = wire
        self._default = default or WorkingTime()

    def schedules(self, mailbox: str, people: Sequence[str], start: datetime, end: datetime) -> tuple[Schedule, ...]:
        """Return the schedules of these addresses, those that can be told, as `mailbox` sees them: one request.

        Raises AccessDenied when the calendar of `mailbox` is closed to us.
        """
        body = {
            "schedules": list(people),
            "startTime": _utc(start),
            "endTime": _utc(end),
            "availabilityViewInterval": VIEW_MINUTES,
        }
        path = f"/users/{segment(mailbox)}/calendar/getSchedule"
        told = self._wire.ask("POST", path, mailbox=mailbox, body=body, reads=True).body.get("value") or ()
        by_address = {str(one.get("scheduleId", "")).lower(): one for one in told if isinstance(one, dict)}
        return tuple(
            Schedule(
                address=address,
                busy=tuple(_busy(one, start)),
                working=working_time(one, self._default) if isinstance(one.get("workingHours"), dict) else None,
            )
            for address in people
            if (one := by_address.get(address)) is not None and not one.get("error")
        )

    def one_to_ones(self, mailbox: str, two: Collection[str], start: datetime, end: datetime) -> tuple[EntryFound, ...]:
        """Return the meetings of just these two people in the calendar of `mailbox`, by start: one request.

        Those that come again, or are called a one-to-one; not those that are private, cancelled, of a whole day or
        declined by one of them. Raises AccessDenied, Gone.
        """
        fields = f"{FIELDS},isAllDay,type,responseStatus"
        query = window(start, end, fields)
        path = f"/users/{segment(mailbox)}/calendarView"
        listed = self._wire.ask("GET", path, mailbox=mailbox, query=query, prefer=[AS_HTML]).body.get("value") or ()
        wanted = frozenset(two)
        found = []
        for event in listed:
            if isinstance(event, dict) and _is_of_two(event, wanted):
                try:
                    found.append(entry_found(event))
                except Rejected:
                    continue  # without times that can be read it takes nothing in
        return tuple(sorted(found, key=lambda each: (each.entry.start, each.id)))


def _utc(moment: datetime) -> dict[str, str]:
    return {"dateTime": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}


def _busy(told: Mapping[str, Any], start: datetime) -> Iterator[Busy]:
    """The times that are taken: the items, else (where only these are shared) the signs of the view."""
    items = [one for one in told.get("scheduleItems") or () if isinstance(one, dict)]
    for item in items:
        if str(item.get("status", "")).lower() in FREE:
            continue
        try:
            yield Busy(start=from_graph(item["start"]), end=from_graph(item["end"]))
        except (KeyError, TypeError, ValueError):
            continue
    if items:
        return
    step = timedelta(minutes=VIEW_MINUTES)
    for n, sign in enumerate(str(told.get("availabilityView") or "")):
        if sign not in _FREE_SIGNS:
            yield Busy(start=start + n * step, end=start + (n + 1) * step)


def _is_of_two(event: Mapping[str, Any], two: Collection[str]) -> bool:
    if event.get("isCancelled") is True or event.get("isAllDay") is True:
        return False
    if (
        str(event.get("sensitivity") or "normal").lower() != "normal"
        or _status(event.get("responseStatus")) == "declined"
    ):
        return False
    invited = [one for one in event.get("attendees") or () if isinstance(one, dict)]
    invited = [one for one in invited if str(one.get("type", "")).lower() != "resource"]
    if any(_status(one.get("status")) == "declined" for one in invited):
        return False
    people = {who.address for one in (*invited, event.get("organizer")) if (who := person(one)) is not None}
    if people != set(two):
        return False
    try:
        long = from_graph(event["end"]) - from_graph(event["start"])
    except (KeyError, TypeError, ValueError):
        return False
    series = str(event.get("type", "")).lower() in ("occurrence", "exception")
    return timedelta() < long <= LONGEST and (series or NAMED.search(str(event.get("subject") or "")) is not None)


def _status(value: object) -> str:
    return str(value.get("response", "")).lower() if isinstance(value, dict) else ""
