"""Who is believed: Exchange's own word and the organisation's own server, nothing that a sender can write himself."""

from __future__ import annotations

import pytest

from followupd.domain.happenings import Belief
from followupd.domain.people import Known, KnownPerson, Person
from followupd.reading.trust import belief, on_behalf
from tests.unit.reading.bodies import ANNA, TOM, mail

CLIENT = Person(address="robert.hale@fabrikam.example", name="Robert Hale")
GUEST = Person(address="guest@contoso.example", name="A guest")
KNOWN = Known(
    service=("followup@contoso.example",),
    domains=frozenset({"contoso.example"}),
    people=(KnownPerson(person=GUEST, internal=False),),
)
AUTH = "Authentication-Results"
AS = "X-MS-Exchange-Organization-AuthAs"
CROSS = "X-MS-Exchange-CrossTenant-AuthAs"
PASS_CLIENT = (
    "spf=pass smtp.mailfrom=fabrikam.example; dkim=pass; dmarc=pass action=none header.from=fabrikam.example;"
    "compauth=pass reason=100"
)
PASS_OURS = (
    "spf=pass smtp.mailfrom=contoso.example; dmarc=pass action=none header.from=contoso.example;"
    "compauth=pass reason=100"
)

CASES = [
    ("submitted inside by one of ours", ANNA, [(AS, "Internal")], Belief.INTERNAL),
    ("the same by the other header", ANNA, [(CROSS, "Internal")], Belief.INTERNAL),
    ("both headers", ANNA, [(AS, "Internal"), (CROSS, "internal")], Belief.INTERNAL),
    ("two headers that disagree", ANNA, [(AS, "Internal"), (CROSS, "Anonymous")], Belief.UNPROVEN),
    ("no sign at all", ANNA, [], Belief.UNPROVEN),
    ("anonymous in our name", ANNA, [(AS, "Anonymous")], Belief.UNPROVEN),
    ("submitted inside in a stranger's name", CLIENT, [(AS, "Internal")], Belief.UNPROVEN),
    ("our domain vouched for by our server", ANNA, [(AS, "Anonymous"), (AUTH, PASS_OURS)], Belief.INTERNAL),
    ("our name, another domain's pass", ANNA, [(AS, "Anonymous"), (AUTH, PASS_CLIENT)], Belief.UNPROVEN),
    (
        "our name, only compauth",
        ANNA,
        [(AUTH, "dmarc=none header.from=contoso.example;compauth=pass reason=109")],
        Belief.UNPROVEN,
    ),
    ("a client who passed", CLIENT, [(AS, "Anonymous"), (AUTH, PASS_CLIENT)], Belief.EXTERNAL),
    (
        "a client with compauth only",
        CLIENT,
        [(AUTH, "dmarc=bestguesspass header.from=fabrikam.example;compauth=pass")],
        Belief.EXTERNAL,
    ),
    ("a client who failed", CLIENT, [(AUTH, "dmarc=fail header.from=fabrikam.example;compauth=fail")], Belief.UNPROVEN),
    (
        "a pass further down is the sender's",
        CLIENT,
        [(AUTH, "dmarc=fail header.from=fabrikam.example"), (AUTH, PASS_CLIENT)],
        Belief.UNPROVEN,
    ),
    (
        "a pass inside a comment",
        CLIENT,
        [(AUTH, "dmarc=fail (; dmarc=pass header.from=fabrikam.example) header.from=x")],
        Belief.UNPROVEN,
    ),
    (
        "a pass inside quotes",
        CLIENT,
        [(AUTH, 'spf=none smtp.helo="; dmarc=pass header.from=fabrikam.example;"')],
        Belief.UNPROVEN,
    ),
    ("a longer domain", CLIENT, [(AUTH, "dmarc=pass header.from=fabrikam.example.evil.example")], Belief.UNPROVEN),
    ("a guest of our domain", GUEST, [(AS, "Internal")], Belief.UNPROVEN),
    ("a homoglyph of our domain", Person(address="anna.reed@cоntoso.example"), [(AS, "Internal")], Belief.UNPROVEN),
    ("two From headers", ANNA, [(AS, "Internal"), ("From", "a@x"), ("From", "b@x")], Belief.UNPROVEN),
]


@pytest.mark.parametrize(("case", "author", "headers", "expected"), CASES, ids=[case[0] for case in CASES])
def test_belief(case: str, author: Person, headers: list[tuple[str, str]], expected: Belief) -> None:
    assert belief(mail("x", author=author, headers=tuple(headers)), KNOWN) is expected


def test_a_mail_without_author_is_unproven() -> None:
    assert belief(mail("x", author=None, sender=None, headers=((AS, "Internal"),)), KNOWN) is Belief.UNPROVEN


def test_an_assistant_sends_on_behalf() -> None:
    assert on_behalf(mail("x", author=ANNA, sender=TOM))
    assert not on_behalf(mail("x", author=ANNA, sender=ANNA))
    assert not on_behalf(mail("x", author=ANNA, sender=None))
