"""What the scorer calls for whole mails and SMART lines: thin calls into followupd.reading."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from followupd.domain.action import Item, Letter, Moment, Situation
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, Person, WorkingTime
from followupd.reading.read import read_mail
from followupd.reading.smart import judge

_SERVICE = re.compile(
    r"^(?:follow-?ups?|followupd?|actions?(?:log|-log)?|log|tasks?|tracker|track|ma(?:ss|ß)nahmen|suivi|aufgaben|agreed|todo|commitments?|nachverfolgung)\b",
    re.I,
)

#: Our situations as the cases name them.
_SITUATIONS = {
    Situation.DAILY: "daily_objectives",
    Situation.QUALITY: "quality_improvement",
    Situation.TARGET: "target",
    Situation.TRAINING: "training_session",
    Situation.REVIEW: "monthly_review",
    Situation.APPRAISAL: "appraisal",
    Situation.CLIENT: "client_candidate_meeting",
}


#: A name without quotes in front of its address, as nearly all cases have it.
_BOX = re.compile(r"([^\"<>(),;:@]+?) <([^\s<>()\",;:]+@[^\s<>()\",;:]+)>")


def _person(header: str) -> Person:
    plain = _BOX.fullmatch(header)
    name, address = (plain[1], plain[2]) if plain else parseaddr(header)
    return Person(address=address or header, name=name)


def mail_of(case: dict[str, Any]) -> MailIn:
    """The case as a mail of the dedicated mailbox."""
    author = _person(case["from"])
    return MailIn(
        id=MessageId("case"),
        internet_message_id=InternetMessageId("<case@example.com>"),
        received=datetime.fromisoformat(case["received"]),
        author=author,
        sender=author,
        to=tuple(map(_person, case["to"])),
        cc=tuple(map(_person, case["cc"])),
        subject=case["subject"],
        text=case["body"],
    )


def known_of(mail: MailIn) -> Known:
    """What the service would know: its own address (an address that names no person) and the author's domain."""
    boxes = (*mail.to, *mail.cc)
    named = [box for box in boxes if _SERVICE.match(box.address)]
    bare = [box for box in boxes if len(box.name.split()) < 2 and "." not in box.address.partition("@")[0]]
    service = named or bare[-1:]
    domain = mail.author.domain if mail.author else ""
    return Known(
        service=tuple(box.address for box in service),
        domains=frozenset({domain}),
        working=WorkingTime(zone=ZoneInfo("Europe/London")),
    )


def _when(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    return moment.day.isoformat() + (f"T{moment.clock:%H:%M}" if moment.clock else "")


def _owner(item: Item) -> str | None:
    if item.owner:
        return item.owner.value.name or item.owner.value.address
    doubt = next((each for each in item.doubts if each.field == "owner"), None)
    return doubt.readings[0] if doubt and len(doubt.readings) == 1 else None


def extract(case: dict[str, Any]) -> dict[str, Any]:
    """The actions that would be logged or previewed; what is merely noticed is left out."""
    mail = mail_of(case)
    reading = read_mail(mail, known_of(mail))
    return {
        "actions": [
            {
                "owner": _owner(item),
                "what": item.what.value if item.what else None,
                "measure": item.measure.value if item.measure else None,
                "why": item.why.value if item.why else None,
                "due": _when(item.due.value) if item.due else None,
                "follow_up": _when(item.follow_up.value.when) if item.follow_up else None,
                "source": item.source,
            }
            for item in reading.items
        ],
        "kpi_targets": list(reading.targets),
        "situation": _SITUATIONS[reading.situation.value] if reading.situation else None,
    }


def smart(text: str) -> dict[str, Any]:
    """The rubric's letters for one line."""
    verdict = judge(text)
    return {"kind": verdict.kind, **{letter.value: verdict.passes(letter) for letter in Letter}}
