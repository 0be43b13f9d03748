"""mailboxSettings: time zone, working hours, language, automatic replies; read and changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.calendar import Calendars
from followupd.sandbox.calendar_entities import SETTINGS
from followupd.sandbox.routing import Answer, Call, Table, ok
from followupd.sandbox.world import WORKDAYS, Person
from followupd.sandbox.zones import CUSTOM, CUSTOM_RULES, zone_or_refusal

_DAYS = (*WORKDAYS, "saturday", "sunday")
_LANGUAGES = {"en-GB": "English (United Kingdom)", "en-US": "English (United States)", "de-DE": "German (Germany)"}
_REPLIES = ("disabled", "alwaysEnabled", "scheduled")


def register(table: Table, calendars: Calendars) -> None:
    """Add the routes of settings."""
    settings = Settings(calendars)
    place = "/users/{user}/mailboxSettings"
    table.add("GET", place, settings.get, needs="settings", options=("$select",))
    table.add("PATCH", place, settings.patch, needs="settings")
    for name in ("timeZone", "workingHours", "language", "automaticRepliesSetting", "dateFormat", "timeFormat"):
        table.add("GET", f"{place}/{name}", settings.get_one, needs="settings")


class Settings:
    """The handlers; what Person does not hold lies with the calendars."""

    def __init__(self, calendars: Calendars) -> None:
        self._boxes = calendars.boxes

    def get(self, call: Call) -> Answer:
        """Give all settings."""
        entity = self._entity(call)
        wanted = [name.strip().lower() for name in (call.option("$select") or "").split(",") if name.strip()]
        for name in wanted:
            if SETTINGS.property(name) is None:
                raise errors.unknown_selected(name, SETTINGS.name)
        shown = {name: value for name, value in entity.items() if not wanted or name.lower() in wanted}
        return ok({"@odata.context": _context(call)} | shown)

    def get_one(self, call: Call) -> Answer:
        """Give one setting."""
        name = call.route.rpartition("/")[2]
        value = self._entity(call)[name]
        inner = value if isinstance(value, dict) else {"value": value}
        return ok({"@odata.context": f"{_context(call)}/{name}"} | inner)

    def patch(self, call: Call) -> Answer:
        """Change settings; only those named."""
        body = call.json()
        for name in body:
            if "@odata." not in name and name not in SETTINGS.properties:
                raise errors.unknown_property(name, SETTINGS.name)
        person, extra = call.owner, self._boxes.of(call.owner).settings
        if "timeZone" in body:
            zone_or_refusal(str(body["timeZone"]))
        if body.get("workingHours") is not None:
            _set_hours(person, extra, body["workingHours"])
        if "timeZone" in body:
            person.zone = str(body["timeZone"])
        if isinstance(body.get("language"), dict):
            person.language = str(body["language"].get("locale") or person.language)
        if isinstance(body.get("automaticRepliesSetting"), dict):
            _set_replies(person, extra, body["automaticRepliesSetting"])
        for name in ("dateFormat", "timeFormat", "delegateMeetingMessageDeliveryOptions"):
            if body.get(name) is not None:
                extra[name] = str(body[name])
        shown = {name: value for name, value in self._entity(call).items() if name in body}
        return ok({"@odata.context": _context(call)} | shown)

    def _entity(self, call: Call) -> dict[str, Any]:
        person, extra = call.owner, self._boxes.of(call.owner).settings
        replies = extra.get("automaticRepliesSetting", {})
        return {
            "archiveFolder": call.mailbox.known("archive").id,
            "timeZone": person.zone,
            "delegateMeetingMessageDeliveryOptions": extra.get(
                "delegateMeetingMessageDeliveryOptions", "sendToDelegateOnly"
            ),
            "dateFormat": extra.get("dateFormat", "dd/MM/yyyy"),
            "timeFormat": extra.get("timeFormat", "HH:mm"),
            "userPurpose": "user",
            "automaticRepliesSetting": {
                "status": "disabled" if person.auto_reply is None else replies.get("status", "alwaysEnabled"),
                "externalAudience": replies.get("externalAudience", "all"),
                "internalReplyMessage": person.auto_reply or "",
                "externalReplyMessage": person.auto_reply or "",
                "scheduledStartDateTime": replies.get("scheduledStartDateTime", _NEVER),
                "scheduledEndDateTime": replies.get("scheduledEndDateTime", _NEVER),
            },
            "language": {
                "locale": person.language,
                "displayName": _LANGUAGES.get(person.language, person.language),
            },
            "workingHours": working_hours(person, extra.get("customTimeZone")),
        }


_NEVER = {"dateTime": "2026-01-01T00:00:00.0000000", "timeZone": "UTC"}


def working_hours(person: Person, custom: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a person's working hours; `custom` is the zone with rules of its own that they were said in."""
    if custom is None and person.zone.lower() == CUSTOM.lower():
        custom = CUSTOM_RULES
    return {
        "daysOfWeek": list(person.hours.days),
        "startTime": f"{person.hours.start:%H:%M:%S}.0000000",
        "endTime": f"{person.hours.end:%H:%M:%S}.0000000",
        "timeZone": {"name": person.zone} if custom is None else dict(custom),
    }


def _set_hours(person: Person, extra: dict[str, Any], value: object) -> None:
    if not isinstance(value, dict):
        raise errors.unreadable_body("The property 'workingHours' expects an object.")
    for name in value:
        if "@odata." not in name and name not in ("daysOfWeek", "startTime", "endTime", "timeZone"):
            raise errors.unknown_property(name, "microsoft.graph.workingHours")
    changed: dict[str, Any] = {}
    if value.get("daysOfWeek") is not None:
        days = tuple(str(day).lower() for day in value["daysOfWeek"])
        if not set(days) <= set(_DAYS):
            raise errors.unreadable_body("Requested value of 'daysOfWeek' was not found.", blame="bad enum value")
        changed["days"] = days
    for name, field in (("startTime", "start"), ("endTime", "end")):
        if value.get(name) is not None:
            changed[field] = _time(value[name])
    person.hours = replace(person.hours, **changed)
    zone = value.get("timeZone")
    if isinstance(zone, dict) and "bias" in zone:
        # Rules of its own: told back as they came; the zone of the mailbox stays.
        extra["customTimeZone"] = {"@odata.type": CUSTOM_RULES["@odata.type"]} | zone
    elif isinstance(zone, dict) and zone.get("name"):
        zone_or_refusal(str(zone["name"]))
        extra.pop("customTimeZone", None)
        person.zone = str(zone["name"])


def _set_replies(person: Person, extra: dict[str, Any], value: dict[str, Any]) -> None:
    status = next((one for one in _REPLIES if one.lower() == str(value.get("status", "")).lower()), None)
    if "status" in value and status is None:
        raise errors.unreadable_body(f"Requested value '{value['status']}' was not found.", blame="bad enum value")
    extra["automaticRepliesSetting"] = extra.get("automaticRepliesSetting", {}) | value | {"status": status}
    text = re.sub(r"<[^>]+>", "", str(value.get("internalReplyMessage") or person.auto_reply or "Out of office."))
    person.auto_reply = None if status == "disabled" else text.strip()
    person.auto_replied.clear()


def _time(value: object) -> time:
    try:
        return time.fromisoformat(str(value)[:8])
    except ValueError as error:
        raise errors.unreadable_body(
            f"Cannot convert the literal '{value}' to the expected type 'Edm.TimeOfDay'."
        ) from error


def _context(call: Call) -> str:
    return f"{call.root}/$metadata#users('{call.owner.id}')/mailboxSettings"
