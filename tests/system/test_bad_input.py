"""What may come in at the door of any mailbox: each has a defined answer, and the good mail behind it is handled.

One daemon reads them all, in any order; it may never die of one.
"""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import ANNA, CLIENT, NOTE, SERVICE, TOM, forward, plain
from tests.system.stories import (
    ANNA_AT,
    JULIA_AT,
    PRIYA_AT,
    SAM_AT,
    SERVICE_AT,
    TOM_AT,
    Outcome,
    does,
    last,
    running,
    states,
    writes,
)

pytestmark = pytest.mark.xdist_group("bad input")

ASIDE, PROCESSED = "Set aside", "Processed"
_numbers = itertools.count(100)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Everybody but Julia may set."""
    setters = [ANNA_AT, TOM_AT, SAM_AT, PRIYA_AT]
    with running(tmp_path_factory.mktemp("bad"), setters=setters) as stage:
        yield stage
        assert stage.store.mails_set_aside(10) == (), "none of these is a matter for the operator"
        assert stage.stop() == 0


def bad(stage: Stage, *mails: str | bytes, origin: str = "internal") -> Outcome:
    """Deliver bad mails and a good one right behind; check that the good one is handled, and return the rest."""
    number = next(_numbers)
    note = f"Sam, you will write to the new clients in town and book at least {number} meetings by Friday 4 December."
    good = forward(
        note, NOW, author="Priya Nair <priya.nair@contoso.example>", inner_from="Sam Lee <sam.lee@contoso.example>"
    )

    def deed() -> dict[str, object]:
        delivered = []
        for mail in mails:
            raw = mail if isinstance(mail, bytes) else mail.encode()
            body = {"mime_base64": base64.b64encode(raw).decode(), "as": origin, "to": [SERVICE_AT]}
            delivered += stage.post("deliver", body)["delivered"]
        stage.post("deliver", {"mime": good, "as": "internal", "to": [SERVICE_AT]})
        return {"delivered": delivered}

    outcome = does(stage, deed)
    expected = f"Agreed: Write to the new clients in town and book at least {number} meetings by Friday 4 December"
    own = [(to, subject) for to, subject in outcome.mails if f"least {number} meetings" in subject]
    assert own == [(PRIYA_AT, expected), (SAM_AT, expected)], "the good mail behind it"
    others = [n for n, mail in enumerate(outcome.mails) if mail not in own]
    return Outcome(
        mails=[outcome.mails[n] for n in others], texts=[outcome.texts[n] for n in others], filed=outcome.filed
    )


def message(subject: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = ANNA, f"{SERVICE}, {TOM}", subject
    made["Date"] = format_datetime(NOW)
    return made


def html(content: str, subject: str = "FW: Lapsed clients") -> bytes:
    made = message(subject)
    made.set_content(content, subtype="html", cte="base64")
    return made.as_bytes()


def note(what: str) -> str:
    """The note with an action of its own, so that nothing is a second copy."""
    return NOTE.replace("call the 10 lapsed clients on the Q4 list", what)


# ------------------------------------------------------------------------------- the setter is told in one mail


def test_no_recognisable_action(stage: Stage) -> None:
    outcome = bad(stage, plain("Thank you all for coming yesterday. It was a lovely lunch.", NOW, subject="Lunch"))
    assert outcome.mails == [(ANNA_AT, "Nothing has been sent: Lunch")]
    assert "no action" in outcome.texts[0]
    assert outcome.filed == [PROCESSED]


def test_no_text_at_all(stage: Stage) -> None:
    outcome = bad(stage, plain("", NOW, subject="Nothing"))
    assert outcome.mails == [(ANNA_AT, "Nothing has been sent: Nothing")]
    assert "no words" in outcome.texts[0]
    assert outcome.filed == [PROCESSED]


def test_an_attachment_only(stage: Stage) -> None:
    mail = message("Scan")
    mail.add_attachment(
        b"%PDF-1.7 Tom will call 10 clients", maintype="application", subtype="pdf", filename="scan.pdf"
    )
    outcome = bad(stage, mail.as_bytes())
    assert outcome.mails == [(ANNA_AT, "Nothing has been sent: Scan")]
    assert "attachment" in outcome.texts[0]
    assert outcome.filed == [PROCESSED]


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ('application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', "smime.p7m"),
        ('application/x-microsoft-rpmsg-message; name="message.rpmsg"', "message.rpmsg"),
    ],
)
def test_an_encrypted_mail_is_not_opened(stage: Stage, content_type: str, name: str) -> None:
    body = base64.b64encode(b"Tom will call the 10 clients by Friday 4 December").decode()
    headers = f"From: {ANNA}\nTo: {SERVICE}\nSubject: Locked {name}\nDate: {format_datetime(NOW)}\nMIME-Version: 1.0\n"
    part = f"Content-Type: {content_type}\nContent-Transfer-Encoding: base64\n"
    part += f"Content-Disposition: attachment; filename={name}\n"
    if "rpmsg" in name:
        mail = (
            f'{headers}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
            f"Anna Reed has sent you a protected message.\n--b\n{part}\n{body}\n--b--\n"
        )
    else:
        mail = f"{headers}{part}\n{body}\n"
    outcome = bad(stage, mail)
    assert outcome.mails == [(ANNA_AT, f"Nothing has been sent: Locked {name}")]
    assert "protected" in outcome.texts[0]
    assert outcome.filed == [PROCESSED]


INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008-team-meeting
DTSTAMP:20261123T090000Z
DTSTART:20261130T100000Z
DTEND:20261130T110000Z
SUMMARY:Team meeting
ORGANIZER:mailto:anna.reed@contoso.example
ATTENDEE:mailto:followup@contoso.example
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_invitation_is_left_as_it_is_and_told_once(stage: Stage) -> None:
    mail = message("Team meeting")
    mail.set_content("Tom will bring the list by Friday 4 December.")
    mail.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    mail["Message-ID"] = "<invitation@contoso.example>"
    outcome = bad(stage, mail.as_bytes())
    assert outcome.mails == [(ANNA_AT, "Nothing has been sent: Team meeting")]
    assert "invitation" in outcome.texts[0]
    assert outcome.filed == [PROCESSED]
    del mail["Message-ID"]
    mail["References"] = "<invitation@contoso.example>"
    again = bad(stage, mail.as_bytes())
    assert again.mails == []
    assert again.filed == [PROCESSED]


# ------------------------------------------------------------------------------------------------ read all the same


def both_have(outcome: Outcome, what: str) -> bool:
    return [to for to, _ in outcome.mails] == [ANNA_AT, TOM_AT] and all(what in subject for _, subject in outcome.mails)


def test_broken_html(stage: Stage) -> None:
    content = f"<html><body><table><tr><td><p>{note('phone the 11 old clients')}<b></td></p></div></li><!-- <p"
    outcome = bad(stage, html(content))
    assert both_have(outcome, "Phone the 11 old clients")
    assert outcome.filed == [PROCESSED]


def test_ten_thousand_nested_tags(stage: Stage) -> None:
    content = f"<html><body>{'<div>' * 10_000}{note('phone the 14 old clients')}{'</div>' * 10_000}</body></html>"
    outcome = bad(stage, html(content))
    assert both_have(outcome, "Phone the 14 old clients")
    assert outcome.filed == [PROCESSED]


@pytest.mark.parametrize("charset", ["x-klingon", "", "utf-8"])
def test_an_unknown_or_wrong_charset(stage: Stage, charset: str) -> None:
    head = f"From: {ANNA}\r\nTo: {SERVICE}, {TOM}\r\nSubject: Old clients {charset}\r\nDate: {format_datetime(NOW)}\r\n"
    kind = (
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    text = note(f"ring the 15 old clients{charset.partition('-')[0]} of Café Größe")
    outcome = bad(stage, head.encode() + kind.encode() + text.encode("latin-1"))
    assert both_have(outcome, "Ring the 15 old clients")
    assert outcome.filed == [PROCESSED]


def test_control_characters_and_a_subject_without_end(stage: Stage) -> None:
    mail = plain(note("phone the 16\x00 old\x07 clients"), NOW, to=f"{SERVICE}, {TOM}", subject="x" * 20_000)
    outcome = bad(stage, mail)
    assert both_have(outcome, "Phone the 16 old clients")
    assert outcome.filed == [PROCESSED]


def test_headers_that_break_the_rules(stage: Stage) -> None:
    raw = (
        f"From: {ANNA}\nTo: {SERVICE}, {TOM}, undisclosed:;, <>, @@@, =?utf-8?B?broken\nSubject: =?x-none?Q?=F?=\n"
        f"Date: the day before yesterday\nMessage-ID: no brackets at all\nIn-Reply-To: <<>>\nReferences: ,,,\n"
        f"Content-Type: multipart/mixed\n\n{note('phone the 17 old clients')}\n"
    )
    outcome = bad(stage, raw)
    assert [to for to, _ in outcome.mails] in ([ANNA_AT], [ANNA_AT, TOM_AT])
    assert outcome.filed == [PROCESSED]


# ------------------------------------------------------------------------------------------ nothing leaves, by rule


def test_from_outside_the_organisation(stage: Stage) -> None:
    outcome = bad(stage, plain(NOTE, NOW, author=CLIENT, to=f"{SERVICE}, {TOM}"), origin="external")
    assert outcome.nothing_left
    assert outcome.filed == [ASIDE]


def test_from_somebody_who_is_no_setter(stage: Stage) -> None:
    outcome = bad(stage, plain(NOTE, NOW, author=f"Julia Marsh <{JULIA_AT}>", to=f"{SERVICE}, {TOM}"))
    assert outcome.nothing_left
    assert outcome.filed == [ASIDE]


def test_from_our_own_address(stage: Stage) -> None:
    outcome = bad(stage, plain(NOTE, NOW, author=SERVICE, to=f"{SERVICE}, {TOM}"))
    assert outcome.nothing_left
    assert outcome.filed == [PROCESSED]


def test_without_an_author(stage: Stage) -> None:
    mail = plain(NOTE, NOW, to=f"{SERVICE}, {TOM}").replace(f"From: {ANNA}\n", "")
    outcome = bad(stage, mail)
    assert outcome.nothing_left
    assert outcome.filed == [ASIDE]


def test_from_two_authors(stage: Stage) -> None:
    outcome = bad(stage, plain(NOTE, NOW, to=f"{SERVICE}, {TOM}").replace("From: ", f"From: {TOM}\nFrom: ", 1))
    assert outcome.nothing_left
    assert outcome.filed == [ASIDE]


# ---------------------------------------------------------------------------------------------------------- copies


def test_two_identical_copies_are_one_mail(stage: Stage) -> None:
    mail = forward(note("phone the 18 old clients"), NOW, message_id="<copies@contoso.example>")
    outcome = bad(stage, mail, mail)
    assert both_have(outcome, "Phone the 18 old clients")
    assert outcome.filed == [PROCESSED, PROCESSED]


def test_one_message_id_with_other_content_is_another_mail(stage: Stage) -> None:
    first = forward(note("phone the 19 old clients"), NOW, message_id="<same@contoso.example>")
    other = forward(note("phone the 20 old clients"), NOW, message_id="<same@contoso.example>")
    outcome = bad(stage, first, other)
    whats = sorted(subject.split(" and book")[0] for _, subject in outcome.mails)
    assert whats == ["Agreed: Phone the 19 old clients"] * 2 + ["Agreed: Phone the 20 old clients"] * 2
    assert outcome.filed == [PROCESSED, PROCESSED]
    log = (stage.folder / "daemon.log").read_text(encoding="utf-8")
    assert "Message-ID was seen before with other content" in log


# ------------------------------------------------------------------------------------------- answers that are none


@pytest.fixture(scope="module")
def agreed(stage: Stage) -> str:
    """The Message-ID of Tom's confirmation."""
    stage.post(
        "deliver", {"mime": forward(note("visit the 21 old clients"), NOW), "as": "internal", "to": [SERVICE_AT]}
    )
    stage.settle()
    return last(stage, TOM_AT, "Agreed: Visit the 21")


def test_an_out_of_office_reply_changes_nothing(stage: Stage, agreed: str) -> None:
    before = states(stage, TOM_AT)
    mail = plain(
        "I am out of the office until Monday 30 November. DONE with everything else.",
        NOW,
        author=TOM,
        subject="Automatic reply: Agreed",
        headers={"In-Reply-To": agreed, "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
    )
    outcome = bad(stage, mail)
    assert outcome.nothing_left
    assert outcome.filed == [PROCESSED]
    assert states(stage, TOM_AT) == before


@pytest.mark.parametrize("words", ["Thanks, OK", "Many thanks!", "👍", ""])
def test_thanks_is_courtesy_and_never_done(stage: Stage, agreed: str, words: str) -> None:
    outcome = writes(stage, TOM_AT, words, reply_to=agreed)
    assert all(to == TOM_AT for to, _ in outcome.mails)
    assert outcome.filed == [PROCESSED]
    assert "reported done" not in states(stage, TOM_AT)


def test_a_bounce_changes_nothing(stage: Stage, agreed: str) -> None:
    before = states(stage, TOM_AT)
    mail = plain(
        "Delivery has failed to these recipients or groups: nobody@contoso.example. The address could not be found.",
        NOW,
        author="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example>",
        subject="Undeliverable: Agreed",
        headers={"In-Reply-To": agreed, "Auto-Submitted": "auto-generated"},
    )
    outcome = bad(stage, mail)
    assert outcome.nothing_left
    assert outcome.filed == [PROCESSED]
    assert states(stage, TOM_AT) == before


# ------------------------------------------------------------ the large one comes last: each look at the world holds it


def test_html_of_ten_megabytes(stage: Stage) -> None:
    filler = "<p>Nothing of interest is told here, and it is told again and again.</p>" * (10 * 1024 * 1024 // 74)
    outcome = bad(stage, html(f"<html><body><p>{note('phone the 12 old clients')}</p>{filler}</body></html>"))
    assert both_have(outcome, "Phone the 12 old clients")
    assert outcome.filed == [PROCESSED]
