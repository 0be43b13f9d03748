"""What machines write about our mails: a bounce is told with the address that failed, a return date is shown.

The reports are built as Exchange Online builds them: a multipart/report whose first part says it in the language of the
organisation, with the delivery status and the original's headers behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime, make_msgid

import pytest

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import TOM, forward
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT, arrives, last, ours, running, states

REPORTER = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example>"

#: Language -> (subject in front of the original's, first words, heading above the technical part).
BOUNCES = {
    "en": (
        "Undeliverable: ",
        "Your message to {to} couldn't be delivered.\n\nTom.Baker wasn't found at contoso.example.\n\n"
        "followup: Action Required\nUnknown To address",
        "Original Message Headers",
    ),
    "de": (
        "Unzustellbar: ",
        "Ihre Nachricht an {to} konnte nicht zugestellt werden.\n\nTom.Baker wurde in contoso.example nicht "
        "gefunden.\n\nfollowup: Aktion erforderlich\nUnbekannte An-Adresse",
        "Ursprüngliche Nachrichtenkopfzeilen",
    ),
    "fr": (
        "Non remis : ",
        "Votre message à l’adresse {to} n’a pas pu être remis.\n\nTom.Baker est introuvable sur contoso.example.\n\n"
        "followup: Action requise\nAdresse À inconnue",
        "En-têtes du message d’origine",
    ),
}

#: Language -> (subject in front of the original's, words, the day as the brief says it).
AWAY = {
    "en": (
        "Automatic reply: ",
        "Thank you for your mail. I am out of the office until Friday 4 December 2026 and DONE with work till then. In "
        "urgent cases please write to Sam Lee (sam.lee@contoso.example, 020 7946 0011).\n\nTom Baker",
        "Monday 7 December",
    ),
    "de": (
        "Automatische Antwort: ",
        "Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 8. Dezember 2026 nicht im Büro. In dringenden "
        "Fällen wenden Sie sich bitte an Sam Lee (sam.lee@contoso.example). Erledigt wird alles danach.\n\nTom Baker",
        "Wednesday 9 December",
    ),
    "fr": (
        "Réponse automatique : ",
        "Bonjour, je suis absent du bureau et serai de retour le jeudi 10 décembre 2026. En cas d’urgence, merci de "
        "contacter Sam Lee (sam.lee@contoso.example).\n\nTom Baker",
        "Thursday 10 December",
    ),
}


def agreed(stage: Stage, what: str) -> str:
    """The Message-ID of Tom's confirmation of a new agreement."""
    arrives(stage, forward(f"Tom, you will {what} by Friday 11 December.", NOW))
    return last(stage, TOM_AT, f"Agreed: {what.capitalize()}")


def bounce(language: str, confirmation: str) -> str:
    lead, words, headers = BOUNCES[language]
    message = EmailMessage()
    message["From"], message["To"] = REPORTER, SERVICE_AT
    message["Subject"] = f"{lead}Agreed: something"
    message["Date"], message["Message-ID"] = format_datetime(NOW), make_msgid(domain="contoso.example")
    message["In-Reply-To"] = message["References"] = confirmation
    message["Auto-Submitted"] = "auto-replied"
    message["X-MS-Exchange-Message-Is-Ndr"] = ""
    message["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="report"'
    notice = MIMEPart()
    notice.set_content(
        f"{words.format(to=TOM_AT)}\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
        f"not found by SMTP address lookup'\n\n{headers}:\nFrom: {SERVICE_AT}\nTo: {TOM_AT}\n"
        "Cc: somebody@contoso.example\n"
    )
    status = MIMEPart()
    status["Content-Type"] = "message/delivery-status"
    server, recipient = MIMEPart(), MIMEPart()
    server["Reporting-MTA"] = "dns;mail.contoso.example"
    recipient["Final-Recipient"] = f"rfc822;{TOM_AT}"
    recipient["Action"] = "failed"
    recipient["Status"] = "5.1.10"
    status.set_payload([server, recipient])
    message.set_payload([notice, status])
    return message.as_string()


def away(language: str, confirmation: str) -> str:
    lead, words, _ = AWAY[language]
    message = EmailMessage()
    message["From"], message["To"] = TOM, SERVICE_AT
    message["Subject"] = f"{lead}Agreed: something"
    message["Date"], message["Message-ID"] = format_datetime(NOW), make_msgid(domain="contoso.example")
    message["In-Reply-To"] = message["References"] = confirmation
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["X-MS-Exchange-Generated-Message-Source"] = "Mailbox Rules Agent"
    message.set_content(words)
    message.add_alternative("".join(f"<p>{line}</p>" for line in words.splitlines() if line), subtype="html")
    return message.as_string()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running(tmp_path_factory.mktemp("machines")) as stage:
        yield stage


@pytest.mark.parametrize(
    ("language", "what"), [("en", "call the 10 clients"), ("de", "write to the 11 clients"), ("fr", "visit 12 clients")]
)
def test_a_bounce_is_told_once_with_the_address_that_failed(stage: Stage, language: str, what: str) -> None:
    confirmation = agreed(stage, what)
    before = states(stage, TOM_AT)
    told = arrives(stage, bounce(language, confirmation))
    assert [to for to, _ in told.mails] == [ANNA_AT]
    assert "did not reach" in told.mails[0][1]
    assert TOM_AT in told.texts[0]
    assert "somebody@contoso.example" not in told.texts[0]
    assert not told.entries_changed
    assert arrives(stage, bounce(language, confirmation)).nothing_left
    assert states(stage, TOM_AT) == before
    assert stage.store.without_mailbox()


def test_days_of_return_are_shown_to_the_setter_and_nothing_is_obeyed_or_answered(stage: Stage) -> None:
    whats = {"en": "update the 4 templates", "de": "tidy the 5 shelves", "fr": "check the 6 contracts"}
    for language, what in whats.items():
        confirmation = agreed(stage, what)
        before = states(stage, TOM_AT)
        assert arrives(stage, away(language, confirmation)).nothing_left
        assert states(stage, TOM_AT) == before
    backs = {
        standing.action.what: agreement.back
        for agreement in stage.store.agreements()
        for standing in agreement.standings
    }
    for language, what in whats.items():
        (back,) = (day for said, day in backs.items() if said.lower().startswith(what))
        assert back is not None
        assert f"{back:%A} {back.day} {back:%B}" == AWAY[language][2]
    for day in (9, 10, 11):
        stage.clock(datetime(2026, 12, day, 7, 31, tzinfo=UTC))
        stage.settle()
    told = " ".join(" ".join(mail["text"] for mail in ours(stage, ANNA_AT)[-3:]).split())
    assert "back on Thursday 10 December" in told
