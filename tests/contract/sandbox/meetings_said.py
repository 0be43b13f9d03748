"""Events as the tests of the calendar write them, and what the people of the sandbox see of them."""

from __future__ import annotations

from typing import Any

from tests.contract.sandbox.sandbox_client import ANNA, TOM, Graph

PRIYA = "priya.nair@contoso.example"
KEY = "String {6F1D3A52-4B8E-4C55-9C59-0B1A7E6C2D11} Name FollowupKey"
EVENTS = f"/users/{ANNA}/events"


def event(**more: Any) -> dict[str, Any]:
    """A meeting of Anna's with Tom, Friday 12 June 2026, 09:00 to 09:30 in London."""
    made: dict[str, Any] = {
        "subject": "Review",
        "body": {"contentType": "HTML", "content": "<p style='margin:0'>Agenda</p>"},
        "start": {"dateTime": "2026-06-12T09:00:00", "timeZone": "GMT Standard Time"},
        "end": {"dateTime": "2026-06-12T09:30:00", "timeZone": "GMT Standard Time"},
        "attendees": [person(TOM)],
    }
    return {name: value for name, value in (made | more).items() if value is not ...}


def person(address: str, kind: str = "required") -> dict[str, Any]:
    """An attendee."""
    return {"emailAddress": {"address": address, "name": address.partition("@")[0]}, "type": kind}


def at(time: str, zone: str = "UTC") -> dict[str, str]:
    """A dateTimeTimeZone."""
    return {"dateTime": time, "timeZone": zone}


def seen_by(graph: Graph, address: str) -> list[dict[str, Any]]:
    """The events of somebody, from GET world."""
    found = next(one for one in graph.control("world")["people"] if one["address"] == address)
    return list(found["events"])


def answers(graph: Graph, id: str) -> dict[str, str]:
    """Address of each attendee -> answer, as the organiser's copy has it."""
    listed = graph.get(f"{EVENTS}/{id}")["attendees"]
    return {one["emailAddress"]["address"]: one["status"]["response"] for one in listed}


def subjects(graph: Graph, mailbox: str, folder: str = "inbox") -> list[str]:
    """The subjects of a folder, oldest first."""
    return [mail["subject"] for mail in graph.mails(mailbox, folder)]
