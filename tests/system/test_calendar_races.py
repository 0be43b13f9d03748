"""A person and the service at one calendar at once: the person wins, and nothing is written without need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followupd.domain.agreement import FollowUp
from followupd.domain.mail import EntryFound, EntryRole
from followupd.domain.people import Person
from followupd.engine.intake import FOLDERS, Intake
from followupd.engine.outbox import Outbox
from followupd.engine.perform import Performer
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT

WEDNESDAY = "Follow-up: 9 December at 11:00"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={}) as found:
        found.settle()
        yield found


def agreed(service: Service) -> FollowUp:
    """The follow-up is on Monday 7 December at 10:00, the pre-check on the 3rd at 9:00."""
    service.do("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    (follow_up,) = service.app.store.follow_ups()
    return follow_up


def says(service: Service, words: str, *, settles: bool = True) -> None:
    (agreement,) = service.app.store.agreements()
    mime = plain(words, NOW, subject=f"Re: [{agreement.reference}]")
    service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    if settles:
        service.settle()


def later(service: Service, times: int = 3) -> None:
    for _ in range(times):
        service.forward(timedelta(minutes=6))
        service.settle()


def entry(follow_up: FollowUp, role: EntryRole = EntryRole.FOLLOW_UP) -> str:
    found = follow_up.entry(role)
    assert found is not None
    return found.event_id


def standing(service: Service, person: str = ANNA_AT) -> list[dict[str, Any]]:
    return [each for each in service.events()[person] if not each["cancelled"]]


def writes(service: Service) -> int:
    """Requests so far that changed an event."""
    asked: dict[str, int] = service.sandbox.judge.as_json()["requests"]
    return sum(number for kind, number in asked.items() if kind.startswith(("PATCH", "POST")) and "/events" in kind)


class Meddling:
    """The calendars, in which somebody does something right after we have looked at an entry; once."""

    def __init__(self, calendar: Any, deed: Callable[[], None]) -> None:
        self._calendar = calendar
        self._deed: Callable[[], None] | None = deed
        self.conflicts = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._calendar, name)

    def get(self, mailbox: str, event_id: str) -> EntryFound:
        found: EntryFound = self._calendar.get(mailbox, event_id)
        if self._deed is not None:
            self._deed()
            self._deed = None
        return found


def work_off(service: Service, calendar: Meddling) -> None:
    """Take in what came, and do what follows, on these calendars."""
    app = service.app
    parts: dict[str, Any] = {"store": app.store, "knowledge": app.knowledge, "policy": app.policy}
    intake = Intake(**parts, mailbox=app.graph.mailbox, clock=app.graph.clock)
    performer = Performer(
        store=app.store,
        mailbox=app.graph.mailbox,
        calendar=calendar,  # type: ignore[arg-type]  # what it lacks, it has of the real one
        writer=app.writer,
        service=Person(address=SERVICE_AT),
    )
    outbox = Outbox(**parts, performer=performer, clock=app.graph.clock)
    for folder in FOLDERS:
        intake.read_page(folder)
    while intake.take_in():
        pass
    while outbox.work_off():
        pass


@pytest.mark.parametrize("before", [True, False], ids=["before our GET", "between GET and PATCH"])
def test_a_drag_wins_over_our_patch(service: Service, before: bool) -> None:
    follow_up = agreed(service)
    thursday = datetime(2026, 12, 10, 14, 0, tzinfo=NOW.tzinfo)

    def drag() -> None:
        service.do("move", {"person": ANNA_AT, "event": entry(follow_up), "start": thursday.isoformat()})

    says(service, WEDNESDAY, settles=False)
    if before:
        drag()
        service.settle()
    else:
        work_off(service, Meddling(service.app.graph.calendar, drag))
    later(service)
    (after,) = service.app.store.follow_ups()
    (event,) = [each for each in standing(service) if each["immutable_id"] == entry(follow_up)]
    assert event["start"].startswith("2026-12-10T14:00")
    assert after.start == thursday
    assert f"{after.pre_check:%d %H:%M}" == "08 09:00"


@pytest.mark.parametrize("rewrites", [True, False], ids=["our HTML rewritten", "our HTML kept"])
def test_a_settled_pair_is_written_in_24_hours_not_once(service: Service, rewrites: bool) -> None:
    service.do("doubts", {"rewrites_html": rewrites})
    agreed(service)
    later(service, 2)
    before = writes(service)
    for _ in range(24):
        service.forward(timedelta(hours=1))
        service.settle()
    assert writes(service) == before


@pytest.mark.parametrize("frees", [True, False], ids=["transactions freed", "transactions kept"])
def test_what_was_really_deleted_is_made_again_under_a_new_transaction(service: Service, frees: bool) -> None:
    service.do("doubts", {"deletion_frees_transaction_id": frees})
    before = agreed(service)
    service.do("remove", {"person": ANNA_AT, "event": entry(before)})
    later(service)
    says(service, WEDNESDAY)
    (after,) = [each for each in service.app.store.follow_ups() if each.state == "planned"]
    assert after.id != before.id, "the transaction is made of it"
    (event,) = [each for each in standing(service, TOM_AT) if each["subject"].startswith("Follow-up")]
    assert event["start"].startswith("2026-12-09T11:00")
    assert [row.reason for row in service.app.store.effects() if row.state == "held"] == []


def test_what_a_person_made_anew_is_not_taken_for_ours(service: Service) -> None:
    before = agreed(service)
    (mine,) = [each for each in standing(service) if each["immutable_id"] == entry(before)]
    service.do("remove", {"person": ANNA_AT, "event": mine["id"]})
    copy = {
        "subject": mine["subject"],
        "start": {"dateTime": "2026-12-07T10:00:00", "timeZone": "UTC"},
        "end": {"dateTime": "2026-12-07T10:30:00", "timeZone": "UTC"},
        "attendees": [{"emailAddress": {"address": TOM_AT}}],
    }
    service.app.graph._wire.ask("POST", f"/users/{ANNA_AT}/events", mailbox=ANNA_AT, body=copy)
    later(service)
    (after,) = service.app.store.follow_ups()
    assert after.state == "taken out"
    (hers,) = standing(service)
    later(service)
    assert standing(service) == [hers]


# ------------------------------------------------------------------------------------------------ content


def test_what_the_owner_reports_never_stands_in_the_shared_event(service: Service) -> None:
    before = agreed(service)
    tom = "Tom Baker <tom.baker@contoso.example>"
    (agreement,) = service.app.store.agreements()
    (event,) = [each for each in standing(service) if each["immutable_id"] == entry(before)]
    for words in ("BLOCKED - the CRM is down.", "DONE - 4 meetings booked."):
        mime = plain(words, NOW, author=tom, subject=f"Re: [{agreement.reference}]")
        service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
        service.settle()
    later(service)
    (after,) = [each for each in standing(service) if each["immutable_id"] == entry(before)]
    assert after == event, "an update would mail the attendees"
    (check,) = [each for each in standing(service) if each["immutable_id"] == entry(before, EntryRole.PRE_CHECK)]
    assert "reported done" in check["body"], "the setter's own entry says it"
    assert (check["sensitivity"], check["show_as"], check["reminder"], check["attendees"]) == (
        "private",
        "free",
        None,
        [],
    )


@pytest.mark.parametrize("role", list(EntryRole))
def test_words_that_a_person_wrote_into_an_entry_are_never_written_over(service: Service, role: EntryRole) -> None:
    id = entry(agreed(service), role)
    wire, path = service.app.graph._wire, f"/users/{ANNA_AT}/events/{id}"
    before = wire.ask("GET", path, mailbox=ANNA_AT).body["body"]["content"]
    noted = {"body": {"contentType": "html", "content": before.replace("</body>", "<p>Bring the list.</p></body>")}}
    wire.ask("PATCH", path, mailbox=ANNA_AT, body=noted)
    tom = plain("DONE - all.", NOW, author="Tom Baker <tom.baker@contoso.example>")
    (agreement,) = service.app.store.agreements()
    tom = tom.replace("Subject: ", f"Subject: [{agreement.reference}] ", 1)
    service.do("deliver", {"mime": tom, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    says(service, "What: ring the 14 lapsed clients once more\n" + WEDNESDAY)
    later(service)
    (event,) = [each for each in standing(service) if each["immutable_id"] == id]
    assert "Bring the list." in event["body"]
    assert event["start"].startswith({"follow_up": "2026-12-09T11:00", "pre_check": "2026-12-07T09:00"}[role])


def test_a_dropped_action_takes_the_meeting_out_with_a_kind_word(service: Service) -> None:
    agreed(service)
    says(service, "DROP")
    assert standing(service) == []
    told = [each for each in service.messages() if each.mailbox == TOM_AT and each.meeting]
    assert "Thank you" in told[-1].body


@pytest.mark.parametrize("how", ["at your desk", "by phone", "by email"])
def test_a_look_without_a_meeting_stands_in_the_setters_diary_alone(service: Service, how: str) -> None:
    note = (
        NOTE.replace("Let's review it on Monday 7 December at 10:00.", "")
        + f" Let's review it on Monday 7 December {how}."
    )
    service.do("deliver", {"mime": forward(note, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    (follow_up,) = service.app.store.follow_ups()
    assert not follow_up.invites
    assert service.events()[TOM_AT] == []
    assert len(standing(service)) == 2


def test_a_tentative_yes_is_shown_in_the_brief(service: Service) -> None:
    agreed(service)
    service.do("answer", {"person": TOM_AT, "event": service.events()[TOM_AT][0]["id"], "response": "tentative"})
    later(service, 1)
    service.do("clock", {"now": datetime(2026, 12, 3, 8, 0, tzinfo=NOW.tzinfo).isoformat()})
    service.settle()
    brief = [each for each in service.messages() if each.mailbox == ANNA_AT and "Your follow-ups" in each.subject]
    assert "Tom may not come" in brief[-1].body
