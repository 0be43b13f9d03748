"""The types of the calendar: what $select may name, what a body may hold."""

from __future__ import annotations

from followupd.sandbox.entities import EntityType

EVENT = EntityType(
    name="microsoft.graph.event",
    properties=frozenset(
        {"id", "changeKey", "createdDateTime", "lastModifiedDateTime", "categories", "allowNewTimeProposals",
         "attendees", "body", "bodyPreview", "cancelledOccurrences", "end", "hasAttachments", "hideAttendees",
         "iCalUId", "importance", "isAllDay", "isCancelled", "isDraft", "isOnlineMeeting", "isOrganizer",
         "isReminderOn", "location", "locations", "onlineMeeting", "onlineMeetingProvider", "onlineMeetingUrl",
         "organizer", "originalEndTimeZone", "originalStart", "originalStartTimeZone", "recurrence",
         "reminderMinutesBeforeStart", "responseRequested", "responseStatus", "sensitivity", "seriesMasterId",
         "showAs", "start", "subject", "transactionId", "type", "uid", "webLink"}
    ),
    navigation=frozenset(
        {"attachments", "calendar", "exceptionOccurrences", "extensions", "instances",
         "singleValueExtendedProperties", "multiValueExtendedProperties"}
    ),
    only_selected=frozenset({"cancelledOccurrences", "originalStart", "uid"}),
)  # fmt: skip

CALENDAR = EntityType(
    name="microsoft.graph.calendar",
    properties=frozenset(
        {"id", "name", "color", "hexColor", "isDefaultCalendar", "changeKey", "canShare", "canViewPrivateItems",
         "canEdit", "allowedOnlineMeetingProviders", "defaultOnlineMeetingProvider", "isTallyingResponses",
         "isRemovable", "owner"}
    ),
    navigation=frozenset({"events", "calendarView", "singleValueExtendedProperties"}),
)  # fmt: skip

SETTINGS = EntityType(
    name="microsoft.graph.mailboxSettings",
    properties=frozenset(
        {"archiveFolder", "automaticRepliesSetting", "dateFormat", "delegateMeetingMessageDeliveryOptions",
         "language", "timeFormat", "timeZone", "userPurpose", "workingHours"}
    ),
)  # fmt: skip
