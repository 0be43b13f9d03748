"""Meetings between people: updates, cancellations, answers, proposals, and what a person does in Outlook."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox.meetings_said import EVENTS, KEY, PRIYA, answers, at, event, person, seen_by, subjects
from tests.contract.sandbox.sandbox_client import ANNA, CLIENT, TOM, Graph

LATER = {"start": at("2026-06-12T13:00:00"), "end": at("2026-06-12T13:30:00")}


def make(graph: Graph, **more: Any) -> str:
    return str(graph.post(EVENTS, event(**more))["id"])


def copy_of(graph: Graph, address: str = TOM) -> dict[str, Any]:
    return seen_by(graph, address)[0]


def accept(graph: Graph, address: str = TOM, action: str = "accept", **body: Any) -> Any:
    path = f"/users/{address}/events/{copy_of(graph, address)['immutable_id']}/{action}"
    return graph("POST", path, json={"comment": "Fine", "sendResponse": True} | body)


@pytest.mark.parametrize(
    ("action", "response", "shown", "subject"),
    [
        ("accept", "accepted", "busy", "Accepted: Review"),
        ("tentativelyAccept", "tentativelyAccepted", "tentative", "Tentative: Review"),
        ("decline", "declined", None, "Declined: Review"),
    ],
)
def test_an_answer_reaches_the_organiser(
    graph: Graph, action: str, response: str, shown: str | None, subject: str
) -> None:
    id = make(graph)
    before = graph.get(f"{EVENTS}/{id}")["changeKey"]
    assert accept(graph, action=action).status_code == 202
    assert answers(graph, id) == {TOM: response}
    assert graph.get(f"{EVENTS}/{id}")["changeKey"] != before
    [mail] = graph.mails(ANNA)
    assert (mail["subject"], mail["kind"], mail["author"]) == (subject, "eventMessageResponse", TOM)
    assert mail["meeting"]["responseType"] == response
    assert "Fine" in mail["text"]
    # A declined event leaves the attendee's calendar.
    assert [one["show_as"] for one in seen_by(graph, TOM)] == ([shown] if shown else [])


def test_who_was_invited_under_another_address_answers_as_well(graph: Graph) -> None:
    plus = TOM.replace("@", "+work@")
    id = make(graph, attendees=[person(plus)])
    assert accept(graph).status_code == 202
    assert answers(graph, id) == {plus: "accepted"}


def test_an_answer_that_is_not_sent_reaches_nobody(graph: Graph) -> None:
    id = make(graph)
    assert accept(graph, sendResponse=False).status_code == 202
    assert copy_of(graph)["response"] == "accepted"
    assert answers(graph, id) == {TOM: "none"}
    assert graph.mails(ANNA) == []


def test_the_organiser_cannot_answer_and_the_attendee_cannot_cancel(graph: Graph) -> None:
    id = make(graph)
    answer = graph("POST", f"{EVENTS}/{id}/accept", json={})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ErrorInvalidRequest")
    answer = graph("POST", f"/users/{TOM}/events/{copy_of(graph)['id']}/cancel", json={"comment": "No"})
    assert answer.status_code == 400
    assert "You need to be an organizer to cancel a meeting." in answer.json()["error"]["message"]
    assert copy_of(graph)["cancelled"] is False


def test_another_time_is_proposed_to_the_organiser(graph: Graph) -> None:
    id = make(graph)
    assert accept(graph, action="tentativelyAccept", proposedNewTime=LATER).status_code == 202
    [attendee] = graph.get(f"{EVENTS}/{id}")["attendees"]
    assert attendee["proposedNewTime"]["start"] == {"dateTime": "2026-06-12T13:00:00.0000000", "timeZone": "UTC"}
    assert subjects(graph, ANNA) == ["New Time Proposed: Review"]


def test_meeting_mail_tells_its_times_in_the_preferred_zone(graph: Graph) -> None:
    make(graph)
    accept(graph, action="tentativelyAccept", proposedNewTime=LATER)
    prefer = {"Prefer": 'outlook.timezone="Europe/Berlin"'}
    path = f"/users/{ANNA}/messages?$expand=microsoft.graph.eventMessage/event"
    mails = graph.get(path, headers=prefer)["value"]
    [answer] = [mail for mail in mails if mail["@odata.type"] == "#microsoft.graph.eventMessageResponse"]
    assert answer["startDateTime"] == at("2026-06-12T10:00:00.0000000", "Europe/Berlin")
    assert answer["proposedNewTime"]["start"] == at("2026-06-12T15:00:00.0000000", "Europe/Berlin")
    assert answer["event"]["start"] == at("2026-06-12T10:00:00.0000000", "Europe/Berlin")


@pytest.mark.parametrize(
    ("made", "action", "body"),
    [
        ({}, "tentativelyAccept", {"sendResponse": False}),
        ({"allowNewTimeProposals": False}, "tentativelyAccept", {}),
        ({}, "accept", {}),
    ],
)
def test_a_proposal_against_the_rules_is_refused(
    graph: Graph, made: dict[str, Any], action: str, body: dict[str, Any]
) -> None:
    make(graph, **made)
    assert accept(graph, action=action, proposedNewTime=LATER, **body).status_code == 400
    assert copy_of(graph)["response"] == "notResponded"


@pytest.mark.parametrize(("resets", "after"), [(True, "none"), (False, "accepted")])
def test_a_move_reaches_the_attendee_and_asks_anew(graph: Graph, resets: bool, after: str) -> None:
    graph.control("doubts", {"time_change_resets_answers": resets})
    id = make(graph)
    accept(graph)
    assert graph("PATCH", f"{EVENTS}/{id}", json=LATER).status_code == 200
    assert answers(graph, id) == {TOM: after}
    copy = copy_of(graph)
    assert copy["start"] == "2026-06-12T13:00:00+00:00"
    assert copy["response"] == ("notResponded" if resets else "accepted")
    update = graph.mails(TOM)[-1]
    assert update["meeting"]["meetingRequestType"] == "fullUpdate"
    assert update["meeting"]["previousStartDateTime"] == at("2026-06-12T08:00:00.0000000")


def test_a_small_update_is_processed_without_being_seen(graph: Graph) -> None:
    id = make(graph)
    accept(graph)
    graph("PATCH", f"{EVENTS}/{id}", json={"subject": "Review of Q2"})
    assert copy_of(graph)["subject"] == "Review of Q2"
    assert copy_of(graph)["response"] == "accepted"
    assert subjects(graph, TOM) == ["Review"]
    assert subjects(graph, TOM, "deleteditems") == ["Review of Q2"]
    graph("PATCH", f"{EVENTS}/{id}", json={"location": {"displayName": "Room 2"}})
    assert subjects(graph, TOM) == ["Review", "Review of Q2"]


@pytest.mark.parametrize("mails", [False, True])
def test_whether_a_quiet_change_mails_anybody_is_a_doubt(graph: Graph, mails: bool) -> None:
    graph.control("doubts", {"quiet_patch_mails_attendees": mails})
    id = make(graph)
    quiet = {
        "categories": ["Done"],
        "isReminderOn": False,
        "singleValueExtendedProperties": [{"id": KEY, "value": "1"}],
    }
    assert graph("PATCH", f"{EVENTS}/{id}", json=quiet).status_code == 200
    assert len(graph.mails(TOM)) == (2 if mails else 1)


def test_a_changed_list_mails_only_who_came_or_went(graph: Graph) -> None:
    id = make(graph)
    accept(graph)
    graph("PATCH", f"{EVENTS}/{id}", json={"attendees": [person(TOM), person(PRIYA)]})
    assert answers(graph, id) == {TOM: "accepted", PRIYA: "none"}
    assert (subjects(graph, TOM), subjects(graph, PRIYA)) == (["Review"], ["Review"])
    graph("PATCH", f"{EVENTS}/{id}", json={"attendees": [person(PRIYA)]})
    assert answers(graph, id) == {PRIYA: "none"}
    assert subjects(graph, TOM) == ["Review", "Canceled: Review"]
    assert subjects(graph, PRIYA) == ["Review"]
    assert copy_of(graph)["cancelled"] is True


@pytest.mark.parametrize("how", ["cancel", "delete", "person"])
def test_a_cancelled_meeting_is_marked_for_the_attendee_and_gone_for_the_organiser(graph: Graph, how: str) -> None:
    id = make(graph)
    if how == "cancel":
        assert graph("POST", f"{EVENTS}/{id}/cancel", json={"Comment": "Not needed"}).status_code == 202
    elif how == "delete":
        assert graph("DELETE", f"{EVENTS}/{id}").status_code == 204
    else:
        graph.control("remove", {"person": ANNA, "event": "Review"})
    assert graph("GET", f"{EVENTS}/{id}").status_code == 404
    assert graph("POST", f"{EVENTS}/{id}/cancel", json={}).status_code == 404
    copy = copy_of(graph)
    assert (copy["cancelled"], copy["subject"], copy["show_as"]) == (True, "Canceled: Review", "free")
    cancellation = graph.mails(TOM)[-1]
    assert (cancellation["subject"], cancellation["kind"]) == ("Canceled: Review", "eventMessage")
    assert cancellation["meeting"]["meetingMessageType"] == "meetingCancelled"
    assert ("Not needed" in cancellation["text"]) is (how == "cancel")


def test_an_attendee_who_deletes_the_event_tells_nobody(graph: Graph) -> None:
    id = make(graph)
    graph.control("remove", {"person": TOM, "event": "Review"})
    assert seen_by(graph, TOM) == []
    assert answers(graph, id) == {TOM: "none"}
    assert graph.mails(ANNA) == []


def test_a_person_drags_the_event_in_outlook(graph: Graph) -> None:
    id = make(graph)
    graph.control("move", {"person": TOM, "event": "Review", "start": "2026-06-12T15:00:00Z"})
    assert copy_of(graph)["start"] == "2026-06-12T15:00:00+00:00"
    assert graph.get(f"{EVENTS}/{id}")["start"] == at("2026-06-12T08:00:00.0000000")
    moved = graph.control("move", {"person": ANNA, "event": id, "start": "2026-06-15T09:00:00+01:00"})
    assert (moved["start"], moved["end"]) == ("2026-06-15T08:00:00+00:00", "2026-06-15T08:30:00+00:00")
    assert copy_of(graph)["start"] == "2026-06-15T08:00:00+00:00"


def test_a_person_answers_in_outlook(graph: Graph) -> None:
    id = make(graph)
    body = {"person": TOM, "event": "Review", "response": "tentative", "proposed": LATER}
    assert graph.control("answer", body)["response"] == "tentativelyAccepted"
    assert answers(graph, id) == {TOM: "tentativelyAccepted"}
    assert graph.control("answer", {"person": TOM, "event": "Other", "response": "accepted"}, status=400)["error"]
    assert graph.control("answer", body | {"response": "accepted"}, status=400)["error"]


def test_an_invitation_from_outside_is_a_tentative_event_and_its_answer_goes_back(graph: Graph) -> None:
    ics = "\n".join(
        ["BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:abc-1", "SUMMARY:Pitch\\, part 2",
         "DTSTART;TZID=Europe/Berlin:20260611T100000", "DTEND;TZID=Europe/Berlin:20260611T110000",
         f"ORGANIZER;CN=David Cole:mailto:{CLIENT}", f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ANNA}",
         "END:VEVENT", "END:VCALENDAR", ""]
    )  # fmt: skip
    head = f"From: David Cole <{CLIENT}>\nTo: {ANNA}\nSubject: Pitch\nMIME-Version: 1.0\n"
    graph.deliver(f"{head}Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n{ics}", **{"as": "external"})
    [copy] = seen_by(graph, ANNA)
    assert (copy["subject"], copy["start"], copy["organizer"]) == ("Pitch, part 2", "2026-06-11T08:00:00+00:00", CLIENT)
    [mail] = graph.mails(ANNA)
    assert mail["kind"] == "eventMessageRequest"
    assert accept(graph, ANNA).status_code == 202
    assert subjects(graph, CLIENT) == ["Accepted: Pitch, part 2"]


def test_a_draft_meeting_is_sent_when_it_is_none_any_more(graph: Graph) -> None:
    id = make(graph, isDraft=True)
    assert graph.mails(TOM) == []
    graph("PATCH", f"{EVENTS}/{id}", json={"isDraft": False})
    assert subjects(graph, TOM) == ["Review"]


def test_an_attendee_whom_nobody_has_comes_back_as_a_report(graph: Graph) -> None:
    make(graph, attendees=[person("nobody@contoso.example")])
    assert subjects(graph, ANNA) == ["Undeliverable: Review"]
