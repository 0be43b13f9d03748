"""Robots are told from people by what only a machine writes; a person is never taken for one."""

from __future__ import annotations

import pytest

from followupd.domain.happenings import Robot, Route
from followupd.domain.mail import Attachment, MailShape
from followupd.domain.people import Known, Person
from followupd.reading.read import route_of
from followupd.reading.robots import failed_addresses, robot, robot_of_bytes
from tests.unit.reading.bodies import SERVICE, TOM, mail

KNOWN = Known(service=("followup@contoso.example",), domains=frozenset({"contoso.example"}))
EXCHANGE = Person(address="microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example", name="Microsoft Outlook")
OOF = "Auto-Submitted", "auto-replied"

ROBOTS: list[tuple[str, dict[str, object], Robot]] = [
    ("class of an out-of-office", {"message_class": "IPM.Note.Rules.OofTemplate.Microsoft"}, Robot.OUT_OF_OFFICE),
    ("class of a bounce", {"message_class": "REPORT.IPM.Note.NDR"}, Robot.BOUNCE),
    ("class of a read receipt", {"message_class": "REPORT.IPM.Note.IPNRN"}, Robot.RECEIPT),
    ("class of a recall", {"message_class": "IPM.Outlook.Recall"}, Robot.OTHER),
    ("class of a meeting", {"message_class": "IPM.Schedule.Meeting.Resp.Pos"}, Robot.CALENDAR),
    ("a meeting answer", {"shape": MailShape.MEETING_ANSWER}, Robot.CALENDAR),
    ("a meeting request", {"shape": MailShape.MEETING_REQUEST}, Robot.CALENDAR),
    ("RFC 3834 replied", {"headers": (OOF,)}, Robot.OUT_OF_OFFICE),
    ("RFC 3834 generated", {"headers": (("Auto-Submitted", "auto-generated; x=y"),)}, Robot.OTHER),
    (
        "Exchange's rules agent",
        {
            "headers": (
                ("Auto-Submitted", "auto-generated"),
                ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),
            )
        },
        Robot.OUT_OF_OFFICE,
    ),
    ("an old autoresponder", {"headers": (("X-Autoreply", "yes"),)}, Robot.OTHER),
    ("precedence auto_reply", {"headers": (("Precedence", "auto_reply"),)}, Robot.OTHER),
    ("Apple's vacation", {"headers": (("X-Apple-Action", "VACATION/1"),)}, Robot.OUT_OF_OFFICE),
    (
        "a delivery report",
        {"headers": (("Content-Type", 'multipart/report; report-type="delivery-status"'),)},
        Robot.BOUNCE,
    ),
    (
        "a disposition report",
        {"headers": (("Content-Type", "multipart/report; report-type=disposition-notification"),)},
        Robot.RECEIPT,
    ),
    (
        "a feedback report",
        {"headers": (("Content-Type", "multipart/report; report-type=feedback-report"),)},
        Robot.OTHER,
    ),
    (
        "a delivery status part",
        {"attachments": (Attachment(name="", content_type="message/delivery-status"),)},
        Robot.BOUNCE,
    ),
    ("failed recipients", {"headers": (("X-Failed-Recipients", "x@y.example"),)}, Robot.BOUNCE),
    ("Exchange itself", {"author": EXCHANGE, "subject": "Undeliverable: x"}, Robot.BOUNCE),
    ("the mailer daemon", {"author": Person(address="MAILER-DAEMON@mx.example"), "subject": "x"}, Robot.BOUNCE),
    ("the postmaster", {"author": Person(address="postmaster@mx.example"), "subject": "x"}, Robot.BOUNCE),
    ("our own mail", {"headers": (("x-followupd", "1"),)}, Robot.OURS),
    ("our own address", {"author": SERVICE}, Robot.OURS),
    ("our own address with a tag", {"author": Person(address="followup+friday@contoso.example")}, Robot.OURS),
    ("a list", {"headers": (("List-Id", "<x.example>"),)}, Robot.LIST),
    ("bulk", {"headers": (("Precedence", "bulk"),)}, Robot.LIST),
    ("a list robot", {"author": Person(address="staff-request@lists.example"), "subject": "Welcome"}, Robot.OTHER),
    ("an empty return path", {"headers": (("Return-Path", "<>"),), "subject": "x"}, Robot.OTHER),
    ("an empty author", {"headers": (("From", "<>"),), "author": None, "subject": "x"}, Robot.OTHER),
    (
        "a warning without an author",
        {"headers": (("From", "<>"),), "author": None, "subject": "Warning: message x delayed 24 hours"},
        Robot.BOUNCE,
    ),
]


@pytest.mark.parametrize(("case", "fields", "kind"), ROBOTS, ids=[case[0] for case in ROBOTS])
def test_a_robot_is_known(case: str, fields: dict[str, object], kind: Robot) -> None:
    assert robot(mail("I am away.", **fields), KNOWN) is kind


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: The list",
        "Out of office autoreply: The list",
        "Automatische Antwort: Die Liste",
        "Abwesenheitsnotiz: Die Liste",
        "Réponse automatique : La liste",
        "Respuesta automática: La lista",
        "Risposta automatica: La lista",
        "Automatisch antwoord: De lijst",
        "Resposta automática: A lista",
        "Automatisk svar: Listen",
        "Autosvar: Listan",
        "Odpowiedź automatyczna: Lista",
        "Automaattinen vastaus: Lista",
        "Automatická odpověď: Seznam",
        "Otomatik yanıt: Liste",
        "自动回复: 列表",
    ],
)
def test_an_out_of_office_is_known_by_its_subject_in_many_languages(subject: str) -> None:
    assert robot(mail("I am back on Monday.", subject=subject, author=TOM), KNOWN) is Robot.OUT_OF_OFFICE


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for your e-mail. I am on leave and will be back on 2 December.",
        "I am away this week and shall answer upon my return.",
        "Vielen Dank für Ihre Nachricht. Ich bin ab Montag wieder da.",
        "Tak for din mail. Jeg er tilbage den 1. december.",
    ],
)
def test_an_out_of_office_without_a_header_is_known_by_what_it_says(text: str) -> None:
    head = "From: tom@oak.example\r\nSubject: Out of office: The list\r\nContent-Type: text/plain; charset=utf-8"
    assert robot_of_bytes(f"{head}\r\n\r\n{text}".encode()) is Robot.OUT_OF_OFFICE


PERSONS: list[tuple[str, dict[str, object]]] = [
    ("plain", {}),
    ("a reply about delivery", {"subject": "RE: Undeliverable: The list"}),
    ("suppressing answers", {"headers": (("X-Auto-Response-Suppress", "All"),)}),
    ("forwarded by a rule", {"headers": (("X-MS-Exchange-Inbox-Rules-Loop", "anna.reed@contoso.example"),)}),
    ("not automatic", {"headers": (("Auto-Submitted", "no"),)}),
    ("with urgency", {"headers": (("Precedence", "urgent"), ("Importance", "high"))}),
    ("about cover", {"subject": "Out of office: who covers on Friday"}),
    ("about being away", {"subject": "Out of office on Friday, so please call Ben"}),
    ("about a delivery", {"subject": "Delivery problem at the client", "text": "Tom, please ring them by Friday."}),
    ("about an absence", {"subject": "Absence of two guides on Friday"}),
    ("about a recall", {"subject": "Recall: the red chairs", "text": "Tom, please write to the shops by Friday."}),
    ("read by somebody", {"subject": "Read: chapter 3 by Friday"}),
    ("named like a machine", {"author": Person(address="mailer.smith@contoso.example", name="Jo Mailer")}),
    ("with a winmail", {"attachments": (Attachment(name="winmail.dat", content_type="application/ms-tnef"),)}),
]


@pytest.mark.parametrize(("case", "fields"), PERSONS, ids=[case[0] for case in PERSONS])
def test_a_person_is_no_robot(case: str, fields: dict[str, object]) -> None:
    words = str(fields.pop("text", "Tom, please call Ben by Friday."))
    assert robot(mail(words, **fields), KNOWN) is None


BOUNCE = b"""From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: followup@contoso.example
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 09:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Tom.Baker@contoso.example
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

From: followup@contoso.example
To: tom.baker@contoso.example
Subject: x

x
--b--
"""


def test_a_raw_bounce_names_whom_it_did_not_reach() -> None:
    from followupd.reading.eml import read_eml

    assert robot_of_bytes(BOUNCE) is Robot.BOUNCE
    assert failed_addresses(read_eml(BOUNCE)) == ("tom.baker@contoso.example",)


def test_exchanges_own_notice_names_whom_it_did_not_reach() -> None:
    html = (
        "<p>Your message to tom.baker@contoso.example couldn't be delivered.</p><p>tom.baker wasn't found.</p>"
        "<p>Original Message Headers</p><p>From: followup@contoso.example, x@y.example</p>"
    )
    assert failed_addresses(mail(html=html, author=EXCHANGE)) == ("tom.baker@contoso.example",)


def test_a_notice_that_names_nobody_gives_nobody() -> None:
    assert failed_addresses(mail("It failed.", author=EXCHANGE)) == ()


@pytest.mark.parametrize("raw", [b"", b"hello", b"%PDF-1.4", b"\x00" * 100])
def test_what_is_no_mail_was_not_written_by_a_robot(raw: bytes) -> None:
    assert robot_of_bytes(raw) is None


CONTENT: list[tuple[str, dict[str, object], str, Robot]] = [
    ("a bounce without headers", {"subject": "Undelivered mail"}, "<jane@y.example>: User unknown", Robot.BOUNCE),
    ("a no-reply bounce", {"author": Person(address="no-reply@mx.example")}, "could not be delivered", Robot.BOUNCE),
    (
        "vacation in the subject",
        {"subject": "Vacation", "in_reply_to": ("<1@x>",)},
        "Back on Monday.",
        Robot.OUT_OF_OFFICE,
    ),
    (
        "a complaint",
        {
            "subject": "complaint about message from 192.0.2.1",
            "attachments": (Attachment(name="", content_type="message/rfc822", mail=mail("x")),),
        },
        "",
        Robot.OTHER,
    ),
    ("a recall", {"subject": "Recall: The list"}, "Tom would like to recall the message, The list.", Robot.OTHER),
    ("a challenge", {"headers": (("Precedence", "junk"),)}, "Please confirm that you sent this.", Robot.OTHER),
    (
        "a receipt",
        {"subject": "Read: x", "headers": (("Content-Type", "multipart/report"),)},
        "Your message was read.",
        Robot.RECEIPT,
    ),
    ("an empty path that bounces", {"headers": (("Return-Path", "<>"),)}, "user unknown", Robot.BOUNCE),
    ("a loop header of its author", {"headers": (("X-Loop", "anna.reed@contoso.example"),)}, "x", Robot.OTHER),
    (
        "generated, with a bounce's subject",
        {"headers": (("Auto-Submitted", "auto-generated"),), "subject": "Failure notice"},
        "x",
        Robot.BOUNCE,
    ),
    (
        "no author but the daemon's name",
        {"author": None, "sender": None, "headers": (("From", "MAILER-DAEMON"),)},
        "x",
        Robot.BOUNCE,
    ),
]


@pytest.mark.parametrize(("case", "fields", "text", "kind"), CONTENT, ids=[case[0] for case in CONTENT])
def test_a_robot_is_known_by_what_it_says(case: str, fields: dict[str, object], text: str, kind: Robot) -> None:
    assert robot(mail(text, **fields), KNOWN) is kind


def test_nobody_is_no_robot() -> None:
    assert robot(mail("x", author=None, sender=None), KNOWN) is None


INSIDE = ("X-MS-Exchange-Organization-AuthAs", "Internal")
GROUP = Person(address="north-office@contoso.example", name="North office")
VOUCHED = ("Authentication-Results", "spf=pass; dkim=pass; dmarc=pass action=none header.from=contoso.example")


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ((INSIDE, ("List-Id", "<north-office.contoso.example>")), None),
        (
            (INSIDE, ("List-Id", "<north.contoso.example>"), ("List-Unsubscribe", "<mailto:north@contoso.example>")),
            None,
        ),
        ((INSIDE, ("Precedence", "list")), None),
        ((VOUCHED, ("List-Id", "<north-office.contoso.example>")), None),
        ((VOUCHED, ("List-Unsubscribe", "<https://news.example/u>")), Robot.LIST),
        ((INSIDE, ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")), Robot.LIST),
        ((INSIDE, ("List-Id", "<north-office.contoso.example>"), ("Precedence", "bulk")), Robot.LIST),
        ((("List-Id", "<north-office.contoso.example>"),), Robot.LIST),
        ((INSIDE, ("List-Id", "<north.contoso.example>"), ("Auto-Submitted", "auto-generated")), Robot.OTHER),
    ],
)
def test_a_colleagues_mail_to_a_group_is_his_and_a_newsletter_is_nobodys(
    headers: tuple[tuple[str, str], ...], kind: Robot | None
) -> None:
    read = mail("Tom, please ring the client by Friday.", to=(GROUP,), headers=headers)
    assert robot(read, KNOWN) is kind
    if kind is not Robot.OTHER:
        assert route_of(read, KNOWN) is (Route.CC if kind is None else Route.BCC)


def test_an_outsiders_mail_through_a_list_is_the_lists() -> None:
    outside = Person(address="jane@cobalt.example", name="Jane Ford")
    assert robot(mail("Please ring.", author=outside, headers=(("List-Id", "<x.example>"),)), KNOWN) is Robot.LIST


#: Subjects as people write them about machines, and words that go with them.
ABOUT_MACHINES = {
    "Re: Automatic reply: The list": "Thanks, call me on Monday.",
    "RE: Automatic reply: Prices": "As you are away: Ben takes the prices by Friday.",
    "AW: Automatische Antwort: Liste": "Danke, bis Montag.",
    "FW: Undeliverable: The list": "Tom, find the new address, please.\n\nFrom: postmaster@x.example\n"
    "Sent: 20 November 2026 16:41\nTo: Anna\nSubject: Undeliverable\n\nDelivery has failed to jane@y.example",
    "WG: Unzustellbar: Die Liste": "Tom, klär das bitte bis Freitag.",
    "TR : Non remis : Liste": "Tom, peux-tu vérifier ?",
    "Automatic replies for the support mailbox": "Tom, please set them up by Friday.",
    "Automatic reply - who sets it up?": "Tom, please do.",
    "Out of Office": "I am out of office next week, Ben covers the list. Tom, send him the file by Friday.",
    "Vacation": "Tom, please enter yours by Friday.",
    "Auto response rate": "Tom to raise it to 40% by Friday.",
    "Delivery failed at the client": "The parcel was not delivered, Tom to ring the courier by Friday.",
    "Undelivered parcels": "They were returned to sender. Tom, please ring by Friday.",
    "Delivery report": "Tom, please send it by Friday. Two were not delivered.",
    "Mail delivery problem": "Our mail to Cobalt could not be delivered. Tom, please ask IT by Friday.",
    "Mailbox full": "Tom, your mailbox is full, please clean it up by Friday.",
    "Address not found": "The courier says the address does not exist. Tom, please check.",
    "User unknown in the CRM": "Tom, please create the user unknown to the CRM.",
    "Accepted: the offer by Cobalt": "Tom, send the contract by Friday.",
    "Absence : qui remplace ?": "Tom, merci de voir.",
}


@pytest.mark.parametrize("subject", ABOUT_MACHINES)
def test_who_writes_about_machines_is_none(subject: str) -> None:
    assert robot(mail(ABOUT_MACHINES[subject], subject=subject), KNOWN) is None


@pytest.mark.parametrize(
    "subject", ["Automatic reply: please switch yours off", "Autosvar: hvem slår det til?", "Delivery failure"]
)
def test_a_colleague_who_had_signed_in_is_no_machine_whatever_his_subject(subject: str) -> None:
    text = "Tom, the mail to jane@y.example could not be delivered. Please see to it by Friday."
    answer = mail(text, subject=subject, headers=(INSIDE,), in_reply_to=("<1@contoso.example>",))
    assert robot(answer, KNOWN) is None
    away = mail("I am away.", subject=subject, message_class="IPM.Note.Rules.OofTemplate.Microsoft", headers=(INSIDE,))
    assert robot(away, KNOWN) is Robot.OUT_OF_OFFICE


NOT_DELIVERED = {
    "Undeliverable: x": "Your message to jane@y.example couldn't be delivered.",
    "Unzustellbar: x": "Ihre Nachricht an jane@y.example konnte nicht zugestellt werden.",
    "Non remis : x": "Votre message à jane@y.example n'a pas pu être remis.",
    "No se puede entregar: x": "No se pudo entregar el mensaje a jane@y.example.",
    "Non recapitabile: x": "Non è stato possibile recapitare il messaggio a jane@y.example.",
    "Onbestelbaar: x": "Uw bericht aan jane@y.example kan niet worden bezorgd.",
    "Não é possível entregar: x": "Não foi possível entregar sua mensagem para jane@y.example.",
    "Kan ikke leveres: x": "Meddelelsen til jane@y.example kunne ikke leveres.",
    "Kunde inte levereras: x": "Det gick inte att leverera meddelandet till jane@y.example.",
    "Nie można dostarczyć: x": "Nie można dostarczyć wiadomości do jane@y.example.",
    "Toimittaminen epäonnistui: x": "Viestiä ei voitu toimittaa vastaanottajalle jane@y.example.",
    "Nedoručitelné: x": "Zprávu pro jane@y.example nebylo možné doručit.",
}


@pytest.mark.parametrize("subject", NOT_DELIVERED)
def test_a_bounce_is_known_by_its_words_in_many_languages(subject: str) -> None:
    notice = mail(NOT_DELIVERED[subject], subject=subject, author=Person(address="admin@relay.example", name="Mail"))
    assert robot(notice, KNOWN) is Robot.BOUNCE
    assert failed_addresses(notice) == ("jane@y.example",)


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office: x", "Abwesend: x", "Absence du bureau : x", "Fuera de la oficina: x", "Fuori sede: x",
        "Afwezig: x", "Ausência: x", "Ikke på kontoret: x", "Frånvarande: x", "Poza biurem: x", "Poissa: x",
        "Mimo kancelář: x",
    ],
)  # fmt: skip
def test_a_word_that_a_person_may_use_needs_a_second_sign(subject: str) -> None:
    words = "I am away until Monday."
    assert robot(mail(words, subject=subject, author=TOM), KNOWN) is None
    answer = mail(words, subject=subject, author=TOM, in_reply_to=("<1@contoso.example>",))
    assert robot(answer, KNOWN) is Robot.OUT_OF_OFFICE
    assert robot(mail(words, subject=subject, author=TOM, headers=(OOF,)), KNOWN) is Robot.OUT_OF_OFFICE
