"""``followupd read FILE.eml``: what the service would do with a mail, without doing it.

Reads no configuration and asks no network: people inside are those of the author's mail domain, unless said otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.decision import Decision
from followupd.domain.effects import SendMail, SetEntry
from followupd.domain.happenings import Belief, Forwarded, MailRef, Reading
from followupd.domain.mail import EntryRole, MailIn
from followupd.domain.people import Known, WorkingTime
from followupd.domain.policy import Context, Mode, Policy
from followupd.domain.reference import candidate
from followupd.errors import FollowupdError, MailUnreadable
from followupd.reading.eml import read_eml
from followupd.reading.explain import explain, lines
from followupd.reading.read import read_mail

#: A mail file larger than this is none: Exchange takes 150 MB at the most.
MOST_BYTES = 160 * 1024 * 1024

_WHEN = "%A %d %B %Y %H:%M"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE.eml", help="mail files; - reads standard input")
    parser.add_argument("--json", action="store_true", help="as JSON; several files give a line each")
    parser.add_argument(
        "--service", metavar="ADDRESS", help="the dedicated address (default: followup@ the author's domain)"
    )
    parser.add_argument("--zone", default="Europe/London", help="time zone of the people (default: Europe/London)")
    parser.add_argument("--month-first", action="store_true", help="3/4 is March 4")


def run(args: argparse.Namespace) -> int:
    try:
        zone = ZoneInfo(args.zone)
    except (ZoneInfoNotFoundError, ValueError):
        print(f"followupd read: {args.zone}: not an IANA time zone, such as Europe/London", file=sys.stderr)
        return 2
    status = 0
    for number, name in enumerate(args.files):
        try:
            mail = read_eml(_bytes_of(name))
            told = _Told(mail, args, zone)
        except (OSError, FollowupdError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            print(f"followupd read: {name}: {' '.join(reason.split())}", file=sys.stderr)
            status = 2
            continue
        if args.json:
            print(json.dumps({"file": name, **told.data()}, ensure_ascii=False))
            continue
        if len(args.files) > 1:
            print(f"{'' if number == 0 else chr(10)}== {name}")
        print("\n".join(told.lines()))
    return status


class _Told:
    """One mail: what was read, and what would follow."""

    def __init__(self, mail: MailIn, args: argparse.Namespace, zone: ZoneInfo) -> None:
        if mail.author is None or not mail.author.address:
            raise MailUnreadable("the mail names no author (no From header)")
        domain = mail.author.domain
        service = (args.service or _service_on(mail)).lower()
        self.known = Known(
            service=(service,),
            domains=frozenset({domain}),
            day_first=not args.month_first,
            working=WorkingTime(zone=zone),
        )
        self.mail = mail
        self.reading = read_mail(mail, self.known)
        self.decision = self._decide(self.reading)

    def data(self) -> dict[str, Any]:
        return {**explain(self.reading), "would": {"refused": self._refused(), "do": list(self._would())}}

    def lines(self) -> Iterable[str]:
        yield from lines(self.reading)
        yield ""
        refused = self._refused()
        if refused:
            yield f"would do nothing: {refused}"
            return
        if self.reading.belief is not Belief.INTERNAL:
            yield "if the mail were authenticated as internal (this file does not show it), it would:"
        else:
            yield "would:"
        for line in self._would() or ("do nothing",):
            yield f"  {line}"

    def _refused(self) -> str:
        if self.reading.robot is not None:
            return f"a robot wrote it ({self.reading.robot})"
        return ""

    def _decide(self, reading: Reading) -> Decision:
        """What a setter's mail like this leads to, in a world where nothing stands yet."""
        author = self.mail.author
        if author is None or self._refused():
            return Decision()
        ref = MailRef(id=self.mail.id, internet_message_id=self.mail.internet_message_id, subject=self.mail.subject)
        context = Context(policy=Policy(mode=Mode.LIVE), known=self.known, allocate=lambda seed: candidate(seed, 0))
        happening = Forwarded(mail=ref, setter=author, reading=reading)
        decision = decide_forwarded(happening, context, self.mail.received)
        for agreement in decision.agreements:
            decision += replan(agreement, decision.follow_ups, ref.id, context, self.mail.received)
        return decision

    def _would(self) -> Iterable[str]:
        proposal = self.decision.proposal
        if proposal is not None:
            for reason in proposal.held_because:
                yield f"hold it back: {reason}"
            for line in proposal.lines:
                for gap in line.gaps:
                    if gap.holds:
                        offer = f" (offers: {gap.suggestion})" if gap.suggestion else ""
                        yield f"ask about action {line.number}, {gap.field}: {gap.question}{offer}"
        for effect in self.decision.effects:
            if isinstance(effect, SendMail):
                yield f"send a {effect.kind} mail to {effect.to.shown} <{effect.to.address}>"
            elif isinstance(effect, SetEntry):
                follow_up = effect.follow_up
                if effect.role is EntryRole.PRE_CHECK and follow_up.pre_check is not None:
                    when = f"{follow_up.pre_check:{_WHEN}}"
                    yield f"put a private pre-check into {follow_up.setter.shown}'s diary: {when}"
                elif effect.role is EntryRole.FOLLOW_UP:
                    people = [follow_up.setter.shown, *([follow_up.owner.shown] if follow_up.owner else [])]
                    yield f"put the follow-up into the diary of {' and '.join(people)}: {follow_up.start:{_WHEN}}"


def _service_on(mail: MailIn) -> str:
    """The dedicated address as far as a file can tell: one that begins with follow, else the only recipient."""
    assert mail.author is not None
    everybody = [person.address for person in (*mail.to, *mail.cc)]
    named = [address for address in everybody if address.replace("-", "").startswith("follow")]
    if named:
        local, _, domain = named[0].partition("@")
        return f"{local.partition('+')[0]}@{domain}"
    return everybody[0] if len(everybody) == 1 else f"followup@{mail.author.domain}"


def _bytes_of(name: str) -> bytes:
    if name == "-":
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with Path(name).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise MailUnreadable("the file is larger than any mail can be")
    return raw
