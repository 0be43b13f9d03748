"""``followupd demo``: the main job, step by step, on this machine. No account, nothing leaves loopback.

A sandbox stands in for Microsoft 365 and a real daemon works beside it; the story below only forwards, answers and
moves the clock, as people would.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from followupd.cli.demo_people import cast
from followupd.cli.demo_telling import Teller
from followupd.cli.stage import Stage
from followupd.data import folder
from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.happenings import Reading
from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.errors import MailUnreadable
from followupd.reading.eml import read_eml
from followupd.reading.explain import fields
from followupd.reading.read import read_mail

LONDON = ZoneInfo("Europe/London")
#: Agreements of one mail that are shown in full; the story goes on with the first.
MOST_SHOWN = 3


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "mail", nargs="?", metavar="FILE.eml", help="a mail of your own instead of the one that comes along"
    )
    parser.add_argument("--keep", action="store_true", help="leave everything running at the end, and say what to try")


def run(args: argparse.Namespace) -> int:
    file = Path(args.mail) if args.mail else folder("templates") / "demo" / "forward.eml"
    place = Path(tempfile.mkdtemp(prefix="followupd-demo-"))
    try:
        story = Story(file.read_bytes(), place, own=bool(args.mail))
    except (OSError, MailUnreadable) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        print(f"followupd demo: {file}: {reason}", file=sys.stderr)
        shutil.rmtree(place, ignore_errors=True)
        return 2
    try:
        return story.tell(keep=args.keep)
    finally:
        shutil.rmtree(place, ignore_errors=True)


class Story:
    """The story of one mail that was sent in."""

    def __init__(self, raw: bytes, place: Path, *, own: bool) -> None:
        """`own`: the mail is the user's, so the words that are answered fit any action. Raises MailUnreadable."""
        self.raw = raw
        self.mail = read_eml(raw)
        self.cast = cast(self.mail)
        self.begin = self.mail.received + timedelta(seconds=20)
        self.done = "DONE - finished, as agreed." if own else "DONE - all 10 called, 4 meetings booked."
        self.thanks = "THANKS" if own else "THANKS - Four meetings is more than we agreed. Well done, Tom."
        self.stage = Stage(place, now=self.begin, people=self.cast.people, domain=self.cast.domain)
        self.teller = Teller()
        self.started = time.monotonic()

    def tell(self, *, keep: bool) -> int:
        self.teller.title(
            "followupd, on this machine",
            "A stand-in for Microsoft 365 and a real daemon work here, over TLS on loopback. The people are made up, "
            "every mail and diary entry below is real work of the daemon, and nothing leaves this machine.",
        )
        with self.stage as stage:
            stage.start()
            stage.settle()
            self._arrives()
            agreements = self._agreed()
            if agreements:
                self._pair_stands(agreements[0])
                self._pre_check_morning(agreements[0])
            if agreements and agreements[0].shared:
                self._owner_reports(agreements[0])
                self._setter_confirms(agreements[0])
                self._recognition(agreements[0])
            self._ends()
            if keep:
                self._keep()
        return 0

    # -------------------------------------------------------------------------------------------- steps

    def _arrives(self) -> None:
        reading = read_mail(self.mail, self._known())
        setter = self.cast.setter
        self.teller.step(f"{setter.shown} sends one mail to {self.stage.service}")
        self.teller.rows([("Subject", self.mail.subject), ("When", _when(self.mail.received))])
        self.teller.quote(reading.zones[0].text if reading.zones else "")
        for zone in reading.zones[1:]:
            who = zone.author.shown if zone.author else "somebody"
            self.teller.say(f"… and below it a mail by {who}, {len(zone.text.split())} words ({zone.kind})")
        self._understood(reading)
        encoded = base64.b64encode(self.raw).decode("ascii")
        self.stage.post("deliver", {"mime_base64": encoded, "as": "internal", "to": [self.stage.service]})
        self.stage.settle()

    def _understood(self, reading: Reading) -> None:
        self.teller.step("What was understood, and from which words")
        for number, item in enumerate(reading.items, 1):
            if len(reading.items) > 1:
                self.teller.say(f"Action {number}")
            rows = []
            for name, value, words in fields(item):
                rows += [(name, value), ("", f"← “{words}”")] if words else [(name, value)]
            self.teller.rows(rows)
        if not reading.items:
            self.teller.say("No action was found in it.")
        if reading.also_noticed:
            self.teller.say("", "Noticed as well, and left alone:", *(f"  - {each}" for each in reading.also_noticed))

    def _agreed(self) -> tuple[Agreement, ...]:
        """Show the mails; where something was missing, show the preview and answer SEND as the setter would."""
        setter = self.cast.setter
        if not self.stage.store.agreements():
            found = self._ours(setter)
            if not found:
                self.teller.step("Nothing was sent to anybody")
                self.teller.say("`followupd read` tells the reason for any mail file.")
                return ()
            if not self.stage.store.proposals():
                self.teller.step(f"There is nothing to agree, so only {setter.first} gets a mail")
                self._mail(found[-1])
                return ()
            self.teller.step(f"Something is open, so only {setter.first} gets a mail: a preview")
            self._mail(found[-1])
            self._answer(setter, "SEND", found[-1], f"{setter.first} answers: SEND")
        agreements = tuple(sorted(self.stage.store.agreements(), key=lambda each: not each.shared))
        if not agreements:
            self._mail(self._ours(setter)[-1])
            self.teller.say("There is still something that only a person can say. Nobody else got anything.")
            return ()
        for agreement in agreements[:MOST_SHOWN]:
            both = f"Both have it in writing, the same words to each: {setter.first} and {agreement.owner.first}"
            self.teller.step(both if agreement.shared else f"It is kept, for {setter.first} alone")
            for person in dict.fromkeys(agreement.parties):
                self._mail(self._about(agreement, person)[0])
        if len(agreements) > MOST_SHOWN:
            self.teller.say(f"… and {len(agreements) - MOST_SHOWN} more agreements.")
        return agreements

    def _pair_stands(self, agreement: Agreement) -> None:
        pair = "The pair stands in the diaries: the follow-up, and before it the private pre-check"
        self.teller.step(pair if agreement.shared else f"It stands in {agreement.setter.first}’s diary")
        names = {body.address: body.name for body in self.cast.people}
        for person in dict.fromkeys(agreement.parties):
            self.teller.say(person.shown)
            events = sorted(self.stage.events(person.address), key=lambda event: str(event["start"]))
            self.teller.rows([(f"  {_when(_start(event))}", _entry(event, names)) for event in events])

    def _pre_check_morning(self, agreement: Agreement) -> None:
        follow_up = self._follow_up(agreement)
        if follow_up is None or follow_up.pre_check is None:
            return
        morning = follow_up.pre_check.astimezone(LONDON).replace(hour=7, minute=31)
        if morning <= self.begin:
            return
        before = len(self._ours(agreement.setter))
        self.stage.clock(morning)
        self.stage.settle()
        self.teller.step(f"The clock moves on to {_when(morning)}: the morning brief, know before you ask")
        for mail in self._ours(agreement.setter)[before:]:
            self._mail(mail)

    def _owner_reports(self, agreement: Agreement) -> None:
        owner = agreement.owner
        title = f"{owner.first} answers the mail: {self.done}"
        self._answer(owner, self.done, self._about(agreement, owner)[0], title)
        self._mail(self._ours(owner)[-1])
        self.teller.say(f"It is reported done, not closed: that is {agreement.setter.first}’s word.")

    def _setter_confirms(self, agreement: Agreement) -> None:
        setter = agreement.setter
        title = f"{setter.first} has looked, and answers: CONFIRM"
        self._answer(setter, "CONFIRM", self._about(agreement, setter)[0], title)
        self._mail(self._ours(setter)[-1])

    def _recognition(self, agreement: Agreement) -> None:
        setter = agreement.setter
        self._answer(setter, self.thanks, self._ours(setter)[-1], f"{setter.first} releases the thanks: {self.thanks}")
        self._mail(self._ours(agreement.owner)[-1])

    def _ends(self) -> None:
        judged = self.stage.get("judge")
        self.teller.step("Where it stands")
        rows = [
            (agreement.action_reference(standing.action.number), f"{standing.state}: {standing.action.what}")
            for agreement in self.stage.store.agreements(open_only=False)
            for standing in agreement.standings
        ]
        self.teller.rows(rows or [("nothing", "no action is followed up")])
        self.teller.say(
            "",
            f"{sum(judged['requests'].values())} requests to Graph; rules of Microsoft’s that they broke: "
            f"{len(judged['misdeeds'])}. The story took {time.monotonic() - self.started:.0f} seconds.",
        )
        self.teller.say("Next: `followupd demo your.eml`, `followupd demo --keep`, `followupd read your.eml`.")

    def _keep(self) -> None:
        connection = self.stage.sandbox.connection
        self.teller.step("Everything is still running; Ctrl-C ends it. In another terminal:")
        try:  # Ctrl-C may come as soon as the words are there
            print(
                f"export FOLLOWUPD_CONFIG='{self.stage.config_file}'\n"
                f"export FOLLOWUPD_GRAPH_CLIENT_SECRET='{connection.client_secret}'\n"
                "followupd list --reveal                 # what is open\n"
                "followupd status                        # idle, and when mail was read\n"
                f"tail -f {self.stage.folder / 'daemon.log'}\n"
                f"curl --cacert {connection.ca_file} {connection.control_root}/world   # all mail, all diaries\n"
                f"curl --cacert {connection.ca_file} {connection.control_root}/write \\\n"
                f'  -H \'Content-Type: application/json\' -d \'{{"person": "{self.cast.setter.address}", '
                f'"to": ["{self.stage.service}"], "subject": "Report", '
                '"text": "I will send the report by Friday."}\'\n',
                flush=True,
            )
            self.stage.wait()
        except KeyboardInterrupt:
            print()

    # ------------------------------------------------------------------------------------------ looking

    def _answer(self, person: Person, words: str, mail: dict[str, Any], title: str) -> None:
        self.teller.step(title)
        self.stage.write(person.address, words, reply_to=mail["internet_message_id"])
        self.stage.settle()

    def _ours(self, person: Person) -> list[dict[str, Any]]:
        """The mails this person has from us, oldest first."""
        return [mail for mail in self.stage.mails(person.address) if mail["author"] == self.stage.service]

    def _about(self, agreement: Agreement, person: Person) -> list[dict[str, Any]]:
        """Those of them that carry this agreement's reference."""
        return [mail for mail in self._ours(person) if agreement.reference in mail["subject"]]

    def _follow_up(self, agreement: Agreement) -> FollowUp | None:
        with self.stage.store.work() as work:
            partner = agreement.owner if agreement.shared else None
            found = work.follow_ups_between(agreement.setter, partner)
        return found[0] if found else None

    def _known(self) -> Known:
        people = tuple(
            KnownPerson(
                person=Person(address=body.address, name=body.name),
                internal=True,
                manager=body.manager or "",
                working=WorkingTime(zone=LONDON),
            )
            for body in self.cast.people
            if body.address != self.stage.service and body.address.endswith(f"@{self.cast.domain}")
        )
        return Known(
            service=(self.stage.service,),
            domains=frozenset({self.cast.domain}),
            people=people,
            working=WorkingTime(zone=LONDON),
        )

    def _mail(self, mail: dict[str, Any]) -> None:
        self.teller.rows([("To", ", ".join(mail["to"])), ("Subject", mail["subject"])])
        self.teller.quote(str(mail["text"]))


def _entry(event: dict[str, Any], names: Mapping[str, str]) -> str:
    private = "private, " if event["sensitivity"] == "private" else ""
    others = [each["name"] or each["address"] for each in event["attendees"]]
    if not event["is_organizer"]:
        invited = f", invited by {names.get(event['organizer'], event['organizer'])}"
    else:
        invited = f", {' and '.join(others)} invited" if others else ""
    return f"{event['subject']} ({private}shown as {event['show_as']}{invited})"


def _start(event: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(str(event["start"]))


def _when(moment: datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"
