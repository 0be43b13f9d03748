"""getSchedule: free and busy of several people, with their working hours and an error for each that cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.calendar import Calendars
from followupd.sandbox.event import Event
from followupd.sandbox.event_entity import style_of
from followupd.sandbox.event_reading import parameters, read_moment
from followupd.sandbox.recurrence import occurrences
from followupd.sandbox.routing import Answer, Call, Table, ok
from followupd.sandbox.settings_routes import working_hours
from followupd.sandbox.world import Person
from followupd.sandbox.zones import wall

#: The longest time that can be asked for, and the most items of one person [getSchedule].
_LONGEST = timedelta(days=62)
_MOST_ITEMS = 1000
#: showAs -> digit of the availabilityView, the later wins.
_DIGITS = {"free": 0, "workingElsewhere": 4, "tentative": 1, "busy": 2, "oof": 3, "unknown": 0}
_WEIGHT = {0: 0, 4: 1, 1: 2, 2: 3, 3: 4}


def register(table: Table, calendars: Calendars) -> None:
    """Add getSchedule."""
    schedules = Schedules(calendars)
    for place in ("/users/{user}/calendar", "/users/{user}/calendars/{calendar}"):
        table.add("POST", f"{place}/getSchedule", schedules.get_schedule, needs="calendar")


class Schedules:
    """The handler; it knows the calendars."""

    def __init__(self, calendars: Calendars) -> None:
        self._boxes = calendars.boxes

    def get_schedule(self, call: Call) -> Answer:
        """Tell the free and busy times of everybody asked for."""
        said = parameters(call, "schedules", "startTime", "endTime", "availabilityViewInterval")
        names = said.get("schedules")
        if not isinstance(names, list) or not names or "starttime" not in said or "endtime" not in said:
            raise errors.bad_request(
                "The parameters Schedules, StartTime and EndTime are required.",
                code="ErrorInvalidRequest",
                blame="no window",
            )
        (start, _), (end, _) = read_moment(said["starttime"], "startTime"), read_moment(said["endtime"], "endTime")
        minutes = _interval(said.get("availabilityviewinterval") or 30)
        if end <= start:
            raise errors.bad_request(
                "The end time must be later than the start time.", code="ErrorInvalidParameter", blame="no window"
            )
        value = [self._one(call, str(name), start, end, timedelta(minutes=minutes)) for name in names]
        context = f"{call.root}/$metadata#Collection(microsoft.graph.scheduleInformation)"
        return ok({"@odata.context": context, "value": value})

    def _one(self, call: Call, name: str, start: datetime, end: datetime, step: timedelta) -> dict[str, Any]:
        person = call.world.recipient(name)
        if end - start > _LONGEST:
            return _failed(name, "ErrorTimeIntervalTooBig", "The requested time duration is not within the limit.")
        if person is None or not person.internal:
            return _failed(name, "ErrorMailRecipientNotFound", f"The recipient was not found: {name}")
        if not person.mailbox_enabled:
            return _failed(name, "ErrorProxyRequestProcessingFailed", "The mailbox is not available.")
        events = self._busy(person, start, end)
        if len(events) > _MOST_ITEMS:
            return _failed(name, "5006", "The result set contains too many calendar entries.")
        zone = style_of(call).zone
        open_ = person.rights.calendar or person is call.owner
        return {
            "scheduleId": name,
            "availabilityView": "".join(_view(events, start, end, step)),
            "scheduleItems": [_item(event, zone, open_=open_) for event in events],
            "workingHours": working_hours(person, self._boxes.of(person).settings.get("customTimeZone")),
        }

    def _busy(self, person: Person, start: datetime, end: datetime) -> list[Event]:
        box = self._boxes.of(person)
        found = [one for event in box.within(box.default) for one in occurrences(event, start, end)]
        return sorted(found, key=lambda event: (event.start, event.end))


def _interval(value: object) -> int:
    try:
        minutes = int(str(value))
    except ValueError:
        minutes = 0
    if not 5 <= minutes <= 1440:
        raise errors.bad_request(
            "The availabilityViewInterval must be between 5 and 1440 minutes.",
            code="ErrorInvalidParameter",
            blame="bad interval",
        )
    return minutes


def _view(events: list[Event], start: datetime, end: datetime, step: timedelta) -> Iterable[str]:
    moment = start
    while moment < end:
        until = min(moment + step, end)
        digits = [_DIGITS[event.show_as] for event in events if event.start < until and event.end > moment]
        yield str(max(digits, key=lambda digit: _WEIGHT[digit], default=0))
        moment = until


def _item(event: Event, zone: str, *, open_: bool) -> dict[str, Any]:
    """Return a schedule item; subject and place only where the calendar is open and the event not private."""
    private = event.sensitivity in ("private", "confidential")
    item: dict[str, Any] = {
        "status": event.show_as,
        "start": wall(event.start, zone),
        "end": wall(event.end, zone),
    }
    if not open_:
        return item
    item["isPrivate"] = private
    if not private:
        item["subject"] = event.subject
        item["location"] = "; ".join(str(one.get("displayName", "")) for one in event.locations)
    return item


def _failed(name: str, code: str, message: str) -> dict[str, Any]:
    return {
        "scheduleId": name,
        "availabilityView": "",
        "scheduleItems": [],
        "error": {"message": message, "responseCode": code},
    }
