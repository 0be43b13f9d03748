"""The O365 library, used as its own documentation shows, finds what it expects: nobody here wrote that client."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followupd.sandbox.server import Sandbox
from tests.contract.sandbox.meetings_said import EVENTS, event, seen_by
from tests.contract.sandbox.o365_account import open_account
from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, TOM, Graph

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 6, 12, 9, 0, tzinfo=LONDON)


@pytest.fixture
def account(sandbox: Sandbox) -> Any:
    """O365's account of Anna Reed."""
    return open_account(sandbox, ANNA)


def send_to_anna(graph: Graph, subject: str = "Figures") -> None:
    graph.deliver(f"From: Tom Baker <{TOM}>\nTo: {ANNA}\nSubject: {subject}\n\nHere they are.\n")


def test_a_mail_is_written_and_sent(account: Any, graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("Lee")
    mail = account.mailbox().new_message()
    mail.to.add(TOM)
    mail.cc.add(("Follow-ups", SERVICE))
    mail.subject = "Please call Mrs Lee"
    mail.body = "<p>By <b>Friday</b>, please.</p>"
    mail.attachments.add([str(file)])
    assert mail.send()
    [arrived] = graph.mails(TOM)
    assert (arrived["subject"], arrived["author"], arrived["cc"]) == ("Please call Mrs Lee", ANNA, [SERVICE])
    assert arrived["text"].strip() == "By Friday, please."
    assert arrived["attachments"] == ["list.txt"]
    [copy] = account.mailbox().sent_folder().get_messages()
    assert copy.subject == "Please call Mrs Lee"


def test_mails_are_listed_searched_and_read(account: Any, graph: Graph) -> None:
    for subject in ("Figures", "Lunch"):
        send_to_anna(graph, subject)
    inbox = account.mailbox().inbox_folder()
    assert sorted(mail.subject for mail in inbox.get_messages(limit=25)) == ["Figures", "Lunch"]
    query = inbox.new_query().contains("subject", "figu")
    [found] = inbox.get_messages(query=query)
    assert (found.sender.address, found.is_read, found.get_body_text().strip()) == (TOM, False, "Here they are.")
    assert found.mark_as_read()
    assert inbox.get_message(found.object_id).is_read


def test_more_mails_than_a_page_holds_are_listed(account: Any, graph: Graph) -> None:
    for number in range(23):
        send_to_anna(graph, str(number))
    found = account.mailbox().inbox_folder().get_messages(limit=None, batch=5)
    assert sorted(int(mail.subject) for mail in found) == list(range(23))


def test_a_mail_is_answered_forwarded_and_moved(account: Any, graph: Graph) -> None:
    send_to_anna(graph)
    [mail] = account.mailbox().inbox_folder().get_messages()
    reply = mail.reply()
    reply.body = "Thanks!"
    assert reply.send()
    [answer] = graph.mails(TOM)
    assert (answer["subject"], answer["in_reply_to"]) == ("RE: Figures", mail.internet_message_id)
    assert answer["unique_text"].strip() == "Thanks!"
    assert answer["text"].count("Here they are.") == 1
    forward = mail.forward()
    forward.to.add(SERVICE)
    forward.body = "Please follow up."
    assert forward.send()
    assert [one["subject"] for one in graph.mails(SERVICE)] == ["FW: Figures"]
    folder = account.mailbox().create_child_folder("Processed")
    assert mail.move(folder)
    assert [one.subject for one in folder.get_messages()] == ["Figures"]
    assert mail.delete()


def test_a_draft_is_kept(account: Any, graph: Graph) -> None:
    mail = account.mailbox().new_message()
    mail.to.add(TOM)
    mail.subject = "Later"
    assert mail.save_draft()
    mail.subject = "Later still"
    assert mail.save_draft()
    assert [one["subject"] for one in graph.mails(ANNA, "drafts")] == ["Later still"]
    assert mail.send()
    assert [one["subject"] for one in graph.mails(TOM)] == ["Later still"]


def test_folders_are_found(account: Any) -> None:
    mailbox = account.mailbox()
    assert {"Inbox", "Sent Items", "Drafts"} <= {folder.name for folder in mailbox.get_folders()}
    assert mailbox.get_folder(folder_name="Inbox").name == "Inbox"


def test_an_event_is_made_changed_and_cancelled(account: Any, graph: Graph) -> None:
    calendar = account.schedule().get_default_calendar()
    meeting = calendar.new_event()
    meeting.subject = "Review"
    meeting.location = "Room 1"
    meeting.start, meeting.end = FRIDAY, FRIDAY + timedelta(minutes=30)
    meeting.remind_before_minutes = 45
    meeting.attendees.add(TOM)
    assert meeting.save()
    [copy] = seen_by(graph, TOM)
    assert (copy["subject"], copy["start"], copy["location"]) == ("Review", "2026-06-12T08:00:00+00:00", "Room 1")
    meeting.start, meeting.end = FRIDAY + timedelta(hours=1), FRIDAY + timedelta(hours=2)
    assert meeting.save()
    assert seen_by(graph, TOM)[0]["start"] == "2026-06-12T09:00:00+00:00"
    graph.control("answer", {"person": TOM, "event": "Review", "response": "accepted"})
    read = calendar.get_event(meeting.object_id)
    assert read.start == FRIDAY + timedelta(hours=1)
    assert [one.response_status.status.name for one in read.attendees] == ["Accepted"]
    assert read.cancel_event("Not needed any more")
    assert seen_by(graph, TOM)[0]["cancelled"]
    assert seen_by(graph, ANNA) == []


def test_an_invitation_is_answered(account: Any, graph: Graph) -> None:
    graph.post(f"/users/{TOM}/events", event(attendees=[{"emailAddress": {"address": ANNA}, "type": "required"}]))
    [mail] = account.mailbox().inbox_folder().get_messages()
    assert mail.is_event_message
    invited = mail.get_event()
    assert invited.organizer.address == TOM
    assert invited.accept_event("Coming", tentatively=False)
    assert seen_by(graph, TOM)[0]["attendees"][0]["response"] == "accepted"


def test_a_series_is_made_and_found_in_a_window(account: Any) -> None:
    calendar = account.schedule().get_default_calendar()
    weekly = calendar.new_event("Stand-up")
    weekly.start, weekly.end = FRIDAY, FRIDAY + timedelta(minutes=15)
    weekly.recurrence.set_weekly(
        1, days_of_week=["friday"], first_day_of_week="monday", start=FRIDAY.date(), occurrences=3
    )
    assert weekly.save()
    window = {
        "start_recurring": datetime(2026, 6, 1, tzinfo=LONDON),
        "end_recurring": datetime(2026, 8, 1, tzinfo=LONDON),
    }
    found = list(calendar.get_events(include_recurring=True, **window))
    assert [one.start for one in found] == [FRIDAY + timedelta(weeks=number) for number in range(3)]
    [master] = calendar.get_events(include_recurring=False)
    assert master.recurrence.recurrence_type == "weekly"
    assert master.delete()


def test_calendars_and_free_times_are_told(account: Any, graph: Graph) -> None:
    graph.post(EVENTS, event(attendees=...))
    schedule = account.schedule()
    assert [one.name for one in schedule.list_calendars()] == ["Calendar"]
    other = schedule.new_calendar("Private")
    assert schedule.get_calendar(calendar_name="Private").calendar_id == other.calendar_id
    day = datetime(2026, 6, 12, 8, 0, tzinfo=LONDON)
    [told] = schedule.get_availability([ANNA], day, day + timedelta(hours=3), interval=30)
    assert told["availabilityView"] == ["free", "free", "busy", "free", "free", "free"]


def test_settings_are_read(account: Any) -> None:
    settings = account.mailbox().get_settings()
    assert settings.timezone == "GMT Standard Time"
    assert settings.workinghours["startTime"] == "09:00:00.0000000"


def test_people_are_found(account: Any) -> None:
    directory = account.directory()
    assert directory.get_user(TOM).full_name == "Tom Baker"
    assert directory.get_user_manager(TOM).mail == ANNA
