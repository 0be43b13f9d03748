"""The story that is told with every fault, and the picture of the world at its end.

Everything that is asked of Graph occurs in it: answers in threads and mails of their own, a mail with another one
attached, a preview and its release, entries made, changed, cancelled and deleted, a calendar that is closed to us.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from math import inf
from pathlib import Path
from typing import Any

from followupd.errors import FollowupdError, Throttled
from followupd.graph.properties import KEY
from followupd.ports import EffectState
from tests.machine.world import SERVICE, Service
from tests.system.mails import NOTE, forward

#: Monday 23 November 2026, 09:00 in London.
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA, PRIYA = "anna.reed@contoso.example", "priya.nair@contoso.example"
TOM, SAM = "tom.baker@contoso.example", "sam.lee@contoso.example"
OPERATOR = "julia.marsh@contoso.example"
#: Seconds between two things that people do: longer than a search lags, and than we look for what is in doubt.
BETWEEN = 1800.0
#: Turns after which the service should have come to rest: five hours of failed ones, and as many more.
MOST_TURNS = 1200
DAY = 86_400.0
#: What the loop of the daemon waits after a turn that failed, when it was not the first one.
FAILED_SECONDS = 30.0


class Restless(AssertionError):
    """The service does not come to rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What people have in the end. Two equal stories give two equal pictures."""

    #: Mails of ours: whose inbox, and the subject; mails to the operator are not among them.
    mails: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Entries: whose calendar, subject, start, whether it was cancelled.
    entries: Counter[tuple[str, str, str, bool]] = field(default_factory=Counter)
    #: How the actions stand.
    states: Counter[str] = field(default_factory=Counter)
    #: What became of the mails that came in.
    folders: Counter[str] = field(default_factory=Counter)

    def differences(self, twin: Picture) -> list[str]:
        """What is too much or missing here, as sentences."""
        found = []
        for name in ("mails", "entries", "states", "folders"):
            here, there = getattr(self, name), getattr(twin, name)
            found += [f"{name}: too much: {n} × {each}" for each, n in sorted((here - there).items())]
            found += [f"{name}: missing: {n} × {each}" for each, n in sorted((there - here).items())]
        return found


class Teller:
    """Tells the story on a service."""

    def __init__(self, service: Service, *, releases: bool = False) -> None:
        """`releases`: the operator releases what is held, once, when he was told of it."""
        self.service = service
        self._releases = releases
        self._until: dict[int, float] = {}
        #: Effects that the operator has released.
        self._retried: set[int] = set()

    def tell(self) -> None:
        self.deliver(forward(NOTE, START, message_id="<one@contoso.example>"))
        self.deliver(with_mail_attached())
        unclear = "Sam, you will send the new price list to all 20 clients, all of them confirmed by you."
        self.deliver(
            forward(
                unclear,
                START,
                author="Priya Nair <priya.nair@contoso.example>",
                inner_from="Sam Lee <sam.lee@contoso.example>",
                message_id="<three@contoso.example>",
                subject="FW: Price list",
            )
        )
        self.say(PRIYA, "Due: Thursday 10 December 2026", "price list")
        self.say(TOM, "AGREED", "lapsed clients")
        self.say(TOM, "BLOCKED - the CRM is down until Thursday.", "lapsed clients")
        self.say(ANNA, "Due: Tuesday 8 December 2026", "lapsed clients")
        self.say(ANNA, "CANCEL", "branch offices")
        west = NOTE.replace("Tom,", "Sam,").replace("10 lapsed clients on the Q4", "30 shops on the west")
        sam = "Sam Lee <sam.lee@contoso.example>"
        self.deliver(forward(west, START, inner_from=sam, message_id="<four@contoso.example>", subject="FW: Shops"))
        self.say(ANNA, "CANCEL", "30 shops")
        self.until(datetime(2026, 12, 10, 7, 31, tzinfo=UTC))
        self.say(TOM, "DONE - all called, 4 meetings booked.", "lapsed clients")
        self.say(ANNA, "CONFIRM", "lapsed clients")
        self.say(ANNA, "THANKS - four is more than we agreed. Well done.", "thank")

    # ------------------------------------------------------------------------------------------- deeds

    def deliver(self, mime: str) -> None:
        self.service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
        self.rest()

    def say(self, person: str, words: str, about: str) -> None:
        """Answer the first mail of ours that this person has about something; without one nothing is said."""
        ours = [mail for mail in self.service.messages() if mail.mailbox == person and mail.ours and not mail.meeting]
        about_it = [each for each in ours if about in (each.subject + each.body).lower() and each.folder == "inbox"]
        if about_it:
            answered = about_it[0].internet_message_id
            self.service.do("write", {"person": person, "text": words, "reply_to": answered})
            self.rest()

    def until(self, moment: datetime) -> None:
        now = self.service.sandbox.clock.now()
        if moment > now:
            self.service.forward(moment - now)
        self.rest()

    def rest(self) -> None:
        """Let the service come to rest, and half an hour go by, in which what lags comes to light. What is held then,
        and was told to the operator, is released once, if he does that here."""
        for _ in range(2):
            self.settle()
            self.service.steady.forward(BETWEEN / 2)
        self.settle()
        if self._releases and told_operator(self.service) and self._released():
            self.rest()

    def _released(self) -> bool:
        """Say `followupd outbox retry` to each effect that is held and was not released before."""
        store = self.service.app.store
        rows = [row for row in store.effects(states=[EffectState.HELD], limit=1000) if row.id not in self._retried]
        self._retried |= {row.id for row in rows}
        released = [store.operate(row.id, "retry", "a test") for row in rows]
        return any(released)

    def settle(self) -> None:
        service = self.service
        for turn in range(MOST_TURNS):
            self._let_go()
            try:
                service.app.engine.once()
            except Throttled as error:
                service.steady.forward((error.retry_after or 1.0) + 0.01)
                continue
            except FollowupdError:
                service.steady.forward(FAILED_SECONDS)
                continue
            wait = self._next(min(10.0 * 1.5 ** (turn // 4), 600.0))
            if wait is None:
                return
            service.steady.forward(wait)
        raise Restless("the service does not come to rest")

    def _next(self, step: float) -> float | None:
        """Seconds until there is something to do; None: nothing. Mails that are put off do not say until when: after
        a `step` they are looked at."""
        service = self.service
        now = service.sandbox.clock.now()
        counts = service.app.store.counts(now)
        if not (counts.to_take_in or counts.due or counts.unsent):
            return None
        waiting = service.app.store.effects(states=[EffectState.WAITING], limit=1000)
        stopped = {row.lane for row in service.app.store.effects(states=[EffectState.HELD], limit=1000)}
        if waiting and not counts.to_take_in and all(row.lane in stopped for row in waiting):
            return None  # they wait for a person, behind what is held
        tries = [row.next_try for row in waiting if row.next_try is not None and row.next_try > now]
        effects = (min(tries) - now).total_seconds() + 0.1 if tries else inf
        return min(step if counts.to_take_in else inf, effects, DAY) if tries or counts.to_take_in else step

    def lasts(self, seconds: float) -> None:
        """Let the faults that are planned now end after so long."""
        self._until[len(self._until)] = self.service.steady() + seconds

    def _let_go(self) -> None:
        if any(until <= self.service.steady() for until in self._until.values()):
            with self.service.sandbox.world.lock:
                self.service.sandbox.faults.clear()
            self._until.clear()


def with_mail_attached() -> str:
    """A mail to Tom and us, with the mail it is about attached as a file."""
    inner = message_from_string(forward("See the list.", START, message_id="<inner@contoso.example>"), policy=default)
    message = EmailMessage()
    message["From"] = "Anna Reed <anna.reed@contoso.example>"
    message["To"] = "Follow-ups <followup@contoso.example>"
    message["Subject"] = "FW: Branch offices"
    message["Message-ID"] = "<two@contoso.example>"
    message["Date"] = "Mon, 23 Nov 2026 09:05:00 +0000"
    message.set_content(
        "Tom, as agreed: you will visit the 3 branch offices and book at least 5 meetings by Friday 18 December."
    )
    message.add_attachment(inner)
    return message.as_string()


# ------------------------------------------------------------------------------------------------ the end


def picture(service: Service) -> Picture:
    mails: Counter[tuple[str, str]] = Counter()
    folders: Counter[str] = Counter()
    for mail in service.messages():
        if mail.meeting:
            continue
        if mail.ours and mail.mailbox not in (SERVICE, OPERATOR):
            mails[mail.mailbox, plain(mail.subject)] += 1
        elif mail.mailbox == SERVICE and not mail.ours:
            folders[mail.folder] += 1
    entries = Counter(
        (address, plain(event["subject"]), str(event["start"]), bool(event["cancelled"]))
        for address, events in service.events().items()
        for event in events
    )
    agreements = service.app.store.agreements(open_only=False)
    states = Counter(str(standing.state) for agreement in agreements for standing in agreement.standings)
    return Picture(mails=mails, entries=entries, states=states, folders=folders)


def complaints(service: Service) -> list[str]:
    """What is wrong by itself at the end of a story: twice, left over, early, or blamed."""
    found = []
    ours = [mail for mail in service.messages() if mail.mailbox == SERVICE and mail.ours and not mail.meeting]
    kept = [mail for mail in ours if mail.folder != "deleteditems"]
    keys = Counter(mail.key for mail in kept)
    found += [f"{count} mails of ours carry the key {key}" for key, count in keys.items() if count > 1 or not key]
    found += [f"a mail is left in {mail.folder}" for mail in kept if mail.folder != "sentitems"]
    events = Counter(event["extended"][KEY] for event in _own_events(service))
    found += [f"{count} events carry the key {key}" for key, count in events.items() if count > 1]
    found += [f"the judge: {one.kind} {one.detail} {one.request}" for one in service.sandbox.judge.misdeeds]
    counts = service.app.store.counts(service.sandbox.clock.now())
    if counts.set_aside:
        found.append(f"{counts.set_aside} mails are set aside")
    return found


def held(service: Service) -> list[str]:
    """What an operator has to see to."""
    return [f"{row.kind}: {row.reason}" for row in service.app.store.effects(states=[EffectState.HELD], limit=1000)]


def told_operator(service: Service) -> bool:
    return any(mail.mailbox == OPERATOR and mail.ours for mail in service.messages())


def _own_events(service: Service) -> list[dict[str, Any]]:
    return [
        event
        for events in service.events().values()
        for event in events
        if event["is_organizer"] and KEY in event["extended"]
    ]


def plain(text: str) -> str:
    """The words without references."""
    return " ".join(re.sub(r"FU-[0-9A-Z]+", "FU-…", text).split())


def service_in(folder: Path, template: Path) -> Service:
    """A service that has not begun: the calendar of Priya is closed to us."""
    folder.mkdir(parents=True)
    service = Service(folder, now=START, template=template, settings={"operator": OPERATOR})
    service.do("rights", {"person": PRIYA, "calendar": False})
    return service
