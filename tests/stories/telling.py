"""Words to tell a story in: people who write, answer and look into their diaries, and days that pass.

A story runs the whole service in one thread beside a sandbox (tests/machine/world.py). Nothing in it sleeps: a day
passes when it is told to, and every morning on the way is lived through, so that the briefs come as they would.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from followupd.cli import main
from followupd.domain.agreement import Agreement
from followupd.sandbox.shown import shown_message
from followupd.store import open_store
from tests.machine.world import SERVICE, Service, opened
from tests.system.mails import forward, plain

#: Monday 23 November 2026, 09:00 in London.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
#: A change in a calendar is seen within this time.
SEEN_WITHIN = timedelta(minutes=6)
#: A little after the brief goes out.
MORNING = time(7, 35)
BRIEF = "Your follow-ups for"
#: The note of most stories: due on Friday 4 December, looked at on Monday the 7th at 10:00.
CALLS = (
    "Tom, as agreed this morning: you will call the 10 lapsed clients on the Q4 list and book at least 3 meetings by "
    "Friday 4 December, so that January starts with a full diary. Let's review it on Monday 7 December at 10:00. "
    "I'll look in the CRM call log first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail in somebody's mailbox. `text` is what is read: no markup, one line a paragraph."""

    id: str
    internet_message_id: str
    author: str
    to: tuple[str, ...]
    subject: str
    text: str
    #: Everything of it, markup and properties: for what must not be anywhere in it.
    whole: str

    def __contains__(self, words: str) -> bool:
        return words in self.subject or words in self.text


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story. Every deed ends when the service has come to rest."""

    story: Story
    name: str
    address: str

    @property
    def first(self) -> str:
        return self.name.split()[0]

    @property
    def header(self) -> str:
        return f"{self.name} <{self.address}>"

    # --------------------------------------------------------------------------------------------- writing

    def forwards(self, note: str, *, of: Person | None = None, cc: Sequence[Person] = (), subject: str = "") -> None:
        """Forward a mail of somebody (of Tom, if nobody is named) to the follow-ups, with a note on top."""
        inner = (of or self.story.tom).header
        copies = ", ".join(each.header for each in cc)
        now, title = self.story.now, subject or "Lapsed clients"
        mime = forward(note, now, author=self.header, cc=copies, inner_from=inner, subject=f"FW: {title}")
        self.story.delivers(mime)

    def writes(self, text: str, *, to: Sequence[Person], subject: str = "As agreed", bcc: bool = False) -> None:
        """Write a live mail with the follow-ups in Cc (or Bcc)."""
        people = ", ".join(each.header for each in to)
        mime = plain(
            text, self.story.now, author=self.header, to=people, cc="" if bcc else self.story.service_header,
            subject=subject,
        )  # fmt: skip
        self.story.delivers(mime)

    def says(self, text: str, *, subject: str = "") -> None:
        """Write to the follow-ups alone."""
        subject = subject or text.splitlines()[0]
        self.story.delivers(plain(text, self.story.now, author=self.header, subject=subject))

    def answers(self, text: str, *, to: str = "", everybody: bool = False) -> None:
        """Answer the last mail of ours (whose subject or text holds `to`)."""
        mail = self.last_mail(to)
        body = {"person": self.address, "reply_to": mail.internet_message_id, "text": text, "all": everybody}
        self.story.does("write", body)

    def passes_on(self, mail: Mail, text: str, *, to: Sequence[Person]) -> None:
        """Forward a mail in the mailbox to somebody."""
        body = {"person": self.address, "reply_to": mail.internet_message_id, "forward": True, "text": text}
        self.story.does("write", body | {"to": [each.address for each in to]})

    # --------------------------------------------------------------------------------------------- reading

    def mails(self, words: str = "") -> list[Mail]:
        """The mails from the follow-ups, oldest first, without meeting mail; those with these words, if any."""
        return [mail for mail in self.story.mailbox(self) if mail.author == SERVICE and words in mail]

    def last_mail(self, words: str = "") -> Mail:
        found = self.mails(words)
        assert found, f"{self.first} has no mail with “{words}”: {[mail.subject for mail in self.mails()]}"
        return found[-1]

    def has_mail(self, *words: str) -> bool:
        """Whether one of the mails from the follow-ups holds all these words."""
        return any(all(each in mail for each in words) for mail in self.mails())

    def brief(self) -> str:
        """This morning's brief; empty when there is none."""
        title = f"{BRIEF} {self.story.today:%A} {self.story.today.day} {self.story.today:%B}"
        return next((mail.text for mail in self.mails() if mail.subject.startswith(title)), "")

    # -------------------------------------------------------------------------------------------- calendar

    def drags(self, entry: str, day: str, at: str) -> None:
        """Drag an entry of one's diary to another time."""
        start = self.story.moment(day, at)
        self.story.does("move", {"person": self.address, "event": self._event(entry), "start": start.isoformat()})
        self.story.passes(SEEN_WITHIN)

    def deletes(self, entry: str) -> None:
        self.story.does("remove", {"person": self.address, "event": self._event(entry)})
        for _ in range(2):  # what is gone is looked for twice
            self.story.passes(SEEN_WITHIN)

    def accepts(self, entry: str) -> None:
        self._responds(entry, {"response": "accepted"})

    def declines(self, entry: str) -> None:
        self._responds(entry, {"response": "declined"})

    def proposes(self, entry: str, day: str, at: str) -> None:
        """Decline the invitation and propose another time."""
        start = self.story.moment(day, at)
        slot = {
            name: {"dateTime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
            for name, when in (("start", start), ("end", start + timedelta(minutes=30)))
        }
        self._responds(entry, {"response": "declined", "proposed": slot})

    def is_away(self, text: str) -> None:
        """Let the mailbox answer our last mail by itself (a server that heeds no X-Auto-Response-Suppress does so)."""
        mail = self.last_mail()
        headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": mail.internet_message_id}
        subject = f"Automatic reply: {mail.subject}"
        mime = plain(text, self.story.now, author=self.header, subject=subject, headers=headers)
        self.story.delivers(mime)

    def takes_leave(self, first: str, last: str) -> None:
        """Schedule an out-of-office from one day to another, both off."""
        start, end = self.story.moment(first, "00:00"), self.story.moment(last, "23:59")
        setting = {"status": "scheduled", "internalReplyMessage": "I am away."} | {
            name: {"dateTime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
            for name, when in (("scheduledStartDateTime", start), ("scheduledEndDateTime", end))
        }
        self.story.asks_graph(
            "PATCH", f"/users/{self.address}/mailboxSettings", self, {"automaticRepliesSetting": setting}
        )
        self.story.service.steady.forward(7 * 3600)  # what the directory said is believed no longer

    def enters(self, subject: str, day: str, at: str, *, to: Sequence[Person], categories: Sequence[str] = ()) -> None:
        """Put a meeting into one's own diary."""
        start = self.story.moment(day, at)
        event = {"subject": subject, "categories": list(categories)} | {
            name: {"dateTime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
            for name, when in (("start", start), ("end", start + timedelta(minutes=45)))
        }
        event["attendees"] = [
            {"emailAddress": {"address": each.address, "name": each.name}, "type": "required"} for each in to
        ]
        self.story.asks_graph("POST", f"/users/{self.address}/events", self, event)

    def _responds(self, entry: str, how: dict[str, Any]) -> None:
        self.story.does("answer", {"person": self.address, "event": self._event(entry)} | how)
        self.story.passes(SEEN_WITHIN)

    def _event(self, words: str) -> str:
        found = [each for each in self.story.events(self) if words in each["subject"]]
        assert len(found) == 1, f"{len(found)} entries with “{words}” in {self.first}'s diary"
        return str(found[0]["id"])


class Story:
    """The world of one story."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service = service
        self._folder = folder
        self.service_header = f"Follow-ups <{SERVICE}>"
        self.anna = Person(self, "Anna Reed", "anna.reed@contoso.example")
        self.tom = Person(self, "Tom Baker", "tom.baker@contoso.example")
        self.sam = Person(self, "Sam Lee", "sam.lee@contoso.example")
        self.priya = Person(self, "Priya Nair", "priya.nair@contoso.example")
        self.julia = Person(self, "Julia Marsh", "julia.marsh@contoso.example")
        self.client = Person(self, "David Cole", "david.cole@fabrikam.example")
        service.settle()

    # ------------------------------------------------------------------------------------------------ time

    @property
    def now(self) -> datetime:
        return self.service.sandbox.clock.now().astimezone(LONDON)

    @property
    def today(self) -> date:
        return self.now.date()

    def moment(self, day: str, at: str = "09:00") -> datetime:
        """The next such day (`7 December`) at that time in London."""
        found = datetime.strptime(f"{day} {at} {self.today.year}", "%d %B %H:%M %Y").replace(tzinfo=LONDON)
        return found if found.date() >= self.today else found.replace(year=found.year + 1)

    def on(self, day: str, at: str = "09:00") -> None:
        """Let the days pass until this one, each with its morning."""
        until = self.moment(day, at)
        while True:
            morning = datetime.combine(self.today, MORNING, LONDON)
            if morning <= self.now:
                morning = datetime.combine(self.today + timedelta(days=1), MORNING, LONDON)
            self._set(min(morning, until))
            if self.now >= until:
                return

    def mornings(self, *, until: str, of: Person | None = None) -> list[tuple[str, str]]:
        """Let the days pass; return the briefs that came (to Anna): their days, such as `Thu 3 Dec`, and texts."""
        person = of or self.anna
        before = {mail.id for mail in person.mails(BRIEF)}
        self.on(until)
        return [
            (_short(mail.subject), mail.text)
            for mail in person.mails()
            if mail.subject.startswith(BRIEF) and mail.id not in before
        ]

    def passes(self, span: timedelta) -> None:
        self._set(self.now + span)

    def passes_days(self, count: int) -> None:
        """Live through so many mornings."""
        for _ in range(count):
            self._set(datetime.combine(self.today + timedelta(days=1), MORNING, LONDON))

    def _set(self, moment: datetime) -> None:
        self.service.do("clock", {"now": moment.astimezone(UTC).isoformat()})
        self.service.settle()

    # ----------------------------------------------------------------------------------------------- deeds

    def does(self, name: str, body: dict[str, Any]) -> None:
        self.service.do(name, body)
        self.service.settle()

    def asks_graph(self, method: str, path: str, person: Person, body: dict[str, Any]) -> None:
        """What a person does in Outlook, as the request that Outlook would make."""
        self.service.app.graph._wire.ask(method, path, mailbox=person.address, body=body)
        self.service.settle()

    def delivers(self, mime: str) -> None:
        self.does("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})

    # ---------------------------------------------------------------------------------------------- seeing

    def mailbox(self, person: Person) -> list[Mail]:
        """Every mail that a person got, oldest first, meeting mail left out."""
        world = self.service.sandbox.world
        with world.lock:
            somebody = world.at(person.address)
            assert somebody is not None
            box = world.mailbox(somebody)
            shown = [shown_message(box, somebody, each) for each in box.messages.values() if each.meeting is None]
        return [
            Mail(
                id=each.immutable_id,
                internet_message_id=each.internet_message_id or "",
                author=each.author or "",
                to=(*each.to, *each.cc),
                subject=each.subject,
                text=_flowing(each.text),
                whole=f"{each.subject}\n{each.body}\n{each.text}\n{each.headers}\n{each.extended}",
            )
            for each in shown
            if each.folder not in ("sentitems", "drafts")
        ]

    def events(self, person: Person) -> list[dict[str, Any]]:
        """What stands in a person's diary: no cancelled entries."""
        return sorted(
            (each for each in self.service.events()[person.address] if not each["cancelled"]),
            key=lambda each: (each["start"], each["subject"]),
        )

    def diary(self, person: Person) -> list[str]:
        """What stands in a person's diary: `Mon 7 Dec 10:00 Follow-up: Call the 10 lapsed clients`."""
        return [f"{_at(each['start'])} {each['subject']}" for each in self.events(person)]

    def agreements(self) -> list[Agreement]:
        return list(self.service.app.store.agreements(open_only=False))

    @property
    def reference(self) -> str:
        """The reference of the newest agreement."""
        return str(self.agreements()[-1].reference)

    def states(self) -> list[str]:
        """The states of all actions, in order of their agreements and numbers."""
        return [str(standing.state) for agreement in self.agreements() for standing in agreement.standings]

    def show(self, reference: str = "") -> str:
        """What `followupd show` prints of it (of the newest, if nothing is named)."""
        config = self._folder / "show.yaml"
        database = self._folder / "followupd.sqlite"
        config.write_text(
            f"mode: shadow\nmailbox: {SERVICE}\ndomains: [contoso.example]\ndatabase: {database}\n"
            "graph: {tenant: contoso.example, client_id: 00000000-0000-0000-0000-000000000001}\n"
        )
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            status = main(["show", "--config", str(config), "--reveal", reference or self.reference])
        assert status == os.EX_OK, printed.getvalue()
        return printed.getvalue()


@contextlib.contextmanager
def told(folder: Path, *, now: datetime = MONDAY, **settings: object) -> Iterator[Story]:
    """A world in which nothing has happened yet."""
    template = folder / "empty.sqlite"
    open_store(str(template)).close()
    world = folder / "world"
    world.mkdir()
    with opened(world, now=now, template=template, settings=settings) as service:
        yield Story(service, world)


def _short(subject: str) -> str:
    """`Thu 3 Dec` of `Your follow-ups for Thursday 3 December`."""
    found = re.search(r"for (\w{3})\w* (\d+) (\w{3})", subject)
    assert found is not None, subject
    return " ".join(found.groups())


def _at(moment: str) -> str:
    when = datetime.fromisoformat(moment)
    when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(LONDON)
    return f"{when:%a} {when.day} {when:%b %H:%M}"


def _flowing(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", text.replace("\u00a0", " ").replace("\r", "")))
