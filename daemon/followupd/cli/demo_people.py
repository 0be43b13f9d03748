"""Who plays in the demonstration: the people of the mail that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.errors import MailUnreadable
from followupd.reading.zones import zones
from followupd.sandbox.people import default_people
from followupd.sandbox.schemas import PersonBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    setter: Person
    #: The mail domain of the setter: the organisation of the story.
    domain: str
    people: list[PersonBody]


def cast(mail: MailIn) -> Cast:
    """Return the people of this mail: the default company, or one made of the addresses that stand on it."""
    if mail.author is None or not mail.author.address:
        raise MailUnreadable("The mail names no author, so there is nobody to agree anything with.")
    domain = mail.author.domain
    known = {body.address: body for body in default_people()} if domain == "contoso.example" else {}
    service = f"followup@{domain}"
    known.setdefault(service, PersonBody(address=service, name="Follow-ups"))
    found = [mail.author, *mail.to, *mail.cc]
    for zone in zones(mail):
        found += [person for person in (zone.author, *zone.to, *zone.cc) if person is not None]
    for person in found:
        if person.address and "@" in person.address and not person.address.startswith("followup"):
            known.setdefault(person.address, PersonBody(address=person.address, name=person.name or person.shown))
    return Cast(setter=mail.author, domain=domain, people=list(known.values()))
