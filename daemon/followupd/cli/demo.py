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
import textwrap
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from followupd.cli.demo_people import cast
from followupd.cli.stage import Stage
from followupd.data import folder
from followupd.domain.agreement import Agreement
from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.reading.eml import read_eml
from followupd.reading.explain import lines
from followupd.reading.read import read_mail

LONDON = ZoneInfo("Europe/London")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "mail", nargs="?", metavar="FILE.eml", help="a mail of your own instead of the one that comes along"
    )
    parser.add_argument("--keep", action="store_true", help="leave everything running at the end, and say what to try")


def run(args: argparse.Namespace) -> int:
    file = Path(args.mail) if args.mail else folder("templates") / "demo" / "forward.eml"
    place = Path(tempfile.mkdtemp(prefix="followupd-demo-"))
    try:
        return Story(file, place).tell(keep=args.keep)
    finally:
        if not args.keep:
            shutil.rmtree(place, ignore_errors=True)


class Story:
    """The story of one forwarded mail."""

    def __init__(self, file: Path, place: Path) -> None:
        self.raw = file.read_bytes()
        self.mail = read_eml(self.raw)
        self.cast = cast(self.mail)
        self.stage = Stage(
            place, now=self.mail.received + timedelta(seconds=20), people=self.cast.people, domain=self.cast.domain
        )
        self.tell_step = 0

    def tell(self, *, keep: bool) -> int:
        with self.stage as stage:
            stage.start()
            stage.settle()
            self._arrives()
            agreement = self._is_agreed()
            if agreement is not None and agreement.shared:
                self._pair_stands(agreement)
                self._pre_check_morning(agreement)
                self._owner_reports(agreement)
                self._setter_confirms(agreement)
                self._thanks(agreement)
            self._ends()
            if keep:
                self._keep()
        return 0

    # -------------------------------------------------------------------------------------------- steps

    def _arrives(self) -> None:
        setter = self.cast.setter
        self._step(f"{setter.shown} forwards one email to {self.stage.service}")
        known = self._known()
        reading = read_mail(self.mail, known)
        note = reading.zones[0].text if reading.zones else ""
        self._say(
            f"Subject: {self.mail.subject}", f"Received: {self.mail.received.astimezone(LONDON):%A %d %B %Y %H:%M}"
        )
        self._quote(note)
        self._step("What was understood, and from which words")
        self._say(*lines(reading))
        encoded = base64.b64encode(self.raw).decode("ascii")
        self.stage.post("deliver", {"mime_base64": encoded, "as": "internal", "to": [self.stage.service]})
        self.stage.settle()

    def _is_agreed(self) -> Agreement | None:
        """Show both mails; where something was missing, show the preview and answer SEND as the setter would."""
        if not self.stage.store.agreements():
            previews = self._ours(self.cast.setter)
            if not previews:
                self._step("Nothing was sent")
                self._say("This mail leads to no action and to no mail: see `followupd read` for the reasons.")
                return None
            self._step(f"Something is missing, so only {self.cast.setter.first} gets a mail")
            self._mail(previews[-1])
            self._step(f"{self.cast.setter.first} answers: SEND")
            self.stage.write(self.cast.setter.address, "SEND", reply_to=previews[-1]["internet_message_id"])
            self.stage.settle()
        agreements = self.stage.store.agreements()
        if not agreements:
            self._say("There is still something that only a person can say. Nothing has been sent to anybody else.")
            return None
        agreement = agreements[0]
        self._step("Both have it in writing: two identical mails" if agreement.shared else "It is kept")
        for person in agreement.parties:
            found = self._ours(person)
            if found:
                self._mail(found[-1])
        return agreement

    def _pair_stands(self, agreement: Agreement) -> None:
        self._step("The pair stands in the diaries")
        for person in agreement.parties:
            for event in self.stage.events(person.address):
                self._event(person, event)

    def _pre_check_morning(self, agreement: Agreement) -> None:
        follow_up = self._follow_up(agreement)
        if follow_up is None or follow_up.pre_check is None:
            return
        morning = follow_up.pre_check.astimezone(LONDON).replace(hour=7, minute=31)
        self._step(f"The clock moves to {morning:%A %d %B, %H:%M}: the morning of the pre-check")
        self.stage.clock(morning)
        self.stage.settle()
        self._mail(self._ours(agreement.setter)[-1])

    def _owner_reports(self, agreement: Agreement) -> None:
        words = "DONE - all 10 called, 4 meetings booked."
        self._step(f"{agreement.owner.first} answers the confirmation: {words}")
        self._answer(agreement.owner, words, self._ours(agreement.owner)[0])
        self._mail(self._ours(agreement.owner)[-1])

    def _setter_confirms(self, agreement: Agreement) -> None:
        words = f"CONFIRM {agreement.reference}"
        self._step(f"{agreement.setter.first} looks, and answers: CONFIRM")
        confirmation = next(mail for mail in self._ours(agreement.setter) if agreement.reference in mail["subject"])
        self._answer(agreement.setter, words, confirmation)
        self._mail(self._ours(agreement.setter)[-1])

    def _thanks(self, agreement: Agreement) -> None:
        words = "THANKS - four meetings is more than we agreed. Well done."
        self._step(f"{agreement.setter.first} releases the thanks: {words}")
        self._answer(agreement.setter, words, self._ours(agreement.setter)[-1])
        self._mail(self._ours(agreement.owner)[-1])

    def _ends(self) -> None:
        judged = self.stage.get("judge")
        self._step("The end")
        for agreement in self.stage.store.agreements(open_only=False):
            for standing in agreement.standings:
                self._say(f"{agreement.action_reference(standing.action.number)}: {standing.state}")
        self._say(
            f"{sum(judged['requests'].values())} requests to Graph; complaints about us: {len(judged['misdeeds'])}"
        )

    def _keep(self) -> None:
        connection = self.stage.sandbox.connection
        self._step("Everything is still running; Ctrl-C ends it")
        self._say(
            f"export FOLLOWUPD_GRAPH_CLIENT_SECRET='{connection.client_secret}'",
            f"followupd list --reveal -c {self.stage.config_file}",
            f"curl --cacert {connection.ca_file} {connection.control_root}/world",
            f"tail -f {self.stage.folder / 'daemon.log'}",
        )
        try:
            while True:
                self.stage.settle(patience=3600)
        except KeyboardInterrupt:
            self._say("")

    # ------------------------------------------------------------------------------------------ looking

    def _answer(self, person: Person, words: str, mail: dict[str, Any]) -> None:
        self.stage.write(person.address, words, reply_to=mail["internet_message_id"])
        self.stage.settle()

    def _ours(self, person: Person) -> list[dict[str, Any]]:
        """The mails this person has from us, oldest first."""
        return [mail for mail in self.stage.mails(person.address) if mail["author"] == self.stage.service]

    def _follow_up(self, agreement: Agreement) -> Any:
        with self.stage.store.work() as work:
            found = work.follow_ups_between(agreement.setter, agreement.owner)
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

    # ------------------------------------------------------------------------------------------ telling

    def _step(self, title: str) -> None:
        self.tell_step += 1
        bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
        print(f"\n{bold}{self.tell_step}. {title}{plain}\n")

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(f"   {line}")
        sys.stdout.flush()

    def _quote(self, text: str) -> None:
        print()
        for paragraph in text.splitlines():
            for line in textwrap.wrap(paragraph, 84) or [""]:
                print(f"   │ {line}")
        print()

    def _mail(self, mail: dict[str, Any]) -> None:
        self._say(f"To: {', '.join(mail['to'])}", f"Subject: {mail['subject']}")
        self._quote(_own_part(str(mail["text"])))

    def _event(self, person: Person, event: dict[str, Any]) -> None:
        zone = LONDON
        start = datetime.fromisoformat(str(event["start"])).astimezone(zone)
        private = "private, " if event["sensitivity"] == "private" else ""
        others = [each["name"] or each["address"] for each in event["attendees"]]
        with_whom = f", with {' and '.join(others)}" if others else ""
        how = f"{private}shown as {event['show_as']}{with_whom}"
        self._say(f"{person.shown:<14} {start:%a %d %B %H:%M}  {event['subject']}  ({how})")


def _own_part(text: str, most: int = 60) -> str:
    """The part of a mail that is ours, without the quoted rest."""
    lines: Sequence[str] = text.splitlines()
    end = next((n for n, line in enumerate(lines) if line.startswith(("From: ", "-----Original"))), len(lines))
    return "\n".join(lines[: min(end, most)]).strip()
