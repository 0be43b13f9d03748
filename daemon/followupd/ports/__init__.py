"""The seams between the engine and the world: what it needs, in its own words.

Every implementation passes the contract suite of its port (tests/contract). Errors are those of errors.py; nothing
else comes through a seam. All datetimes are aware.

A file for each port, with the records that go through it; this one names them all.
"""

from __future__ import annotations

from followupd.ports.archive import Archive, EntryKept, Listed, MarkerItem, MarkerPlace, SentItem
from followupd.ports.calendar import Calendar, CalendarChanges, CalendarLook, CalendarMarks, CalendarWatch, Schedules
from followupd.ports.clock import Clock
from followupd.ports.mailbox import ChangePage, Draft, Mailbox, MailOut
from followupd.ports.people import Directory, KnownSource
from followupd.ports.recall import Erasing, Recall, Recalling, Restoring
from followupd.ports.records import (
    Claimed,
    Counts,
    EffectRow,
    EffectState,
    HistoryLine,
    SetAside,
    Thread,
    Timer,
    Verdict,
    Waiting,
)
from followupd.ports.store import Look, Store, Work
from followupd.ports.workers import Membership, Permit, Permits, WorkerSeen
from followupd.ports.writer import Writer

__all__ = [
    "Archive",
    "Calendar",
    "CalendarChanges",
    "CalendarLook",
    "CalendarMarks",
    "CalendarWatch",
    "ChangePage",
    "Claimed",
    "Clock",
    "Counts",
    "Directory",
    "Draft",
    "EffectRow",
    "EffectState",
    "EntryKept",
    "Erasing",
    "HistoryLine",
    "KnownSource",
    "Listed",
    "Look",
    "MailOut",
    "Mailbox",
    "MarkerItem",
    "MarkerPlace",
    "Membership",
    "Permit",
    "Permits",
    "Recall",
    "Recalling",
    "Restoring",
    "Schedules",
    "SentItem",
    "SetAside",
    "Store",
    "Thread",
    "Timer",
    "Verdict",
    "Waiting",
    "Work",
    "WorkerSeen",
    "Writer",
]
