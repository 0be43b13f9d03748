"""Mails of clients that are less common than Outlook, and lines that only look like the beginning of an older mail."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.reply import own_words
from followupd.reading.zones import zones
from tests.unit.reading.bodies import mail

OLD = "The prices are in the shared folder."
ADDRESSED = "Tom Baker <tom@x.example>"
TO = "Anna Reed <anna@x.example>"

REPLIES = {
    "Samsung, German": f"Von meinem Galaxy gesendet\n\n-------- Ursprüngliche Nachricht --------\n"
    f"Von: {ADDRESSED}\n"
    f"Datum: 20.11.26 16:41 (GMT+00:00)\nAn: {TO}\nBetreff: Prices\n",
    "Samsung, Danish": f"Sendt fra min Galaxy\n\n-------- Oprindelig besked --------\nFra: {ADDRESSED}\n"
    f"Dato: 20.11.2026 16.41 (GMT+00:00)\nTil: {TO}\nEmne: Prices\n",
    "Samsung, Finnish": f"Lähetetty Galaxy-laitteestani\n\n-------- Alkuperäinen viesti --------\n"
    f"Lähettäjä: {ADDRESSED}\n"
    f"Päivämäärä: 20.11.2026 16.41 (GMT+00:00)\nSaaja: {TO}\nAihe: Prices\n",
    "web.de": f"Gesendet: Freitag, 20. November 2026 um 16:41 Uhr\nVon: {ADDRESSED}\nAn: {TO}\nBetreff: Prices\n",
    "Zimbra, French": f"----- Mail original -----\nDe: {ADDRESSED}\nÀ: {TO}\n"
    "Envoyé: Vendredi 20 Novembre 2026 16:41:00\n"
    "Objet: Prices\n",
    "Zimbra, German": f"----- Ursprüngliche Mail -----\nVon: {ADDRESSED}\nAn: {TO}\n"
    "Gesendet: Freitag, 20. November 2026 "
    "16:41:00\nBetreff: Prices\n",
    "Zoho": "---- On Fri, 20 Nov 2026 16:41:00 +0000 Tom Baker <tom@x.example> wrote ----\n",
    "Zoho, forwarded": f"============ Forwarded message ============\nFrom: {ADDRESSED}\nTo: {TO}\n"
    "Date: Fri, 20 Nov 2026 "
    "16:41:00 +0000\nSubject: Prices\n============ Forwarded message ============\n",
    "eM Client": f"------ Original Message ------\nFrom {ADDRESSED}\nTo {TO}\n"
    "Date 20/11/2026 16:41:00\nSubject Prices\n",
    "GroupWise": ">>> Tom Baker <tom@x.example> 20/11/2026 16:41 >>>",
    "Outlook, Brazilian, with priority": f"De: {ADDRESSED}\nEnviada em: sexta-feira, 20 de novembro de 2026 16:41\n"
    f"Para: {TO}\nAssunto: Prices\nPrioridade: Alta\n",
    "Outlook, names with departments": "Von: Baker, Tom (Oak Group, Ops)\nGesendet: Freitag, 20. November 2026 16:41\n"
    "An: Reed, Anna (Oak Group, HR); Stone, Ben\nBetreff: Prices\n",
}


@pytest.mark.parametrize("client", REPLIES)
def test_the_older_message_has_its_author_and_date(client: str) -> None:
    read = mail(f"Ours are the same.\n\n{REPLIES[client]}\n{OLD}\n", subject="RE: Prices")
    own, older = zones(read, ZoneInfo("Europe/London"))
    assert own.text == "Ours are the same."
    assert older.author is not None
    assert older.author.shown == "Tom Baker"
    assert older.written == datetime(2026, 11, 20, 16, 41, tzinfo=UTC)
    assert older.text == OLD


@pytest.mark.parametrize(
    "text",
    [
        "On 20 November 2026 at 10:00 we will meet Jane, and Ben wrote:\nthe prices are wrong.",
        "On Friday Tom wrote: the prices are late. Please ring Ben.",
        "Tom wrote on 20 November 2026:\nthe prices are wrong.",
        "---- On 20 November 2026 we open ----",
        "From: the north office\n\nThe prices are wrong.",
        "Date: 20 November 2026\nTo: all\nSubject: prices\n\n1. Tom to ring Ben",
        ">>> look here >>>",
    ],
)
def test_these_lines_open_no_older_message(text: str) -> None:
    assert own_words(mail(text, subject="Prices")) == text


@pytest.mark.parametrize(
    "first", ["Attachments: please print the two of them.", "Priority: ring Ben first.", "Phone: 24"]
)
def test_a_line_below_a_header_is_the_first_of_its_message(first: str) -> None:
    text = f"Note.\n\nFrom: {ADDRESSED}\nSent: 20 November 2026 16:41\nTo: {TO}\nSubject: Prices\n\n{first}\n{OLD}\n"
    assert zones(mail(text, subject="FW: Prices"))[1].text == f"{first}\n{OLD}"


@pytest.mark.parametrize(
    "tail",
    [
        "____________\nPat Moss\nOperations Manager",
        "-- \nPat\nSent with a mail program for phones",
        "Get Outlook for iOS\n\nThis e-mail is confidential and intended only for the addressee.",
    ],
)
def test_other_shapes_of_what_ends_a_mail(tail: str) -> None:
    assert own_words(mail(f"Ours are the same.\n\n{tail}\n", subject="RE: Prices")) == "Ours are the same."


def test_what_stood_below_a_delimiter_in_an_older_message_is_a_signature_here_too() -> None:
    tail = "--\nWe build boats, ask us anything at all"
    text = (
        f"Ours are the same.\n\n{tail}\n\nOn 20/11/2026 16:41, Tom Baker wrote:\n> Prices?\n>\n> On 19/11/2026 16:41, "
    )
    text += f"Anna Reed wrote:\n>> Soon.\n>>\n>> --\n>> {tail.partition(chr(10))[2]}\n"
    assert own_words(mail(text, subject="Re: Prices")) == "Ours are the same."
    assert own_words(mail(f"Ours are the same.\n\n{tail}\n", subject="Re: Prices")) == f"Ours are the same.\n\n{tail}"


def test_a_disclaimer_behind_a_bare_block_quote_is_not_the_writers() -> None:
    body = f"<div>Ours are the same.</div><blockquote>{OLD}</blockquote><div>{{}}</div>"
    tail = "This e-mail is confidential and intended only for the addressee."
    assert own_words(mail(html=body.format(tail), subject="Re: Prices")) == "Ours are the same."
    kept = own_words(mail(html=body.format("That is theirs, not ours."), subject="Re: Prices"))
    assert kept.split("\n\n") == ["Ours are the same.", OLD, "That is theirs, not ours."]


def test_the_delimiter_of_a_signature_in_html_is_sure() -> None:
    body = "<div>Ours are the same.</div><div>--&nbsp;</div><div>we build boats and ask for nothing</div>"
    assert own_words(mail(html=body, subject="Re: Prices")) == "Ours are the same."


def test_answers_that_outlook_marks_with_their_authors_name_are_his() -> None:
    header = f"From: {ADDRESSED}\nSent: 20 November 2026 16:41\nTo: {TO}\nSubject: Prices\n"
    questions = "Will you send the prices?\n[Anna Reed] Yes, on Friday.\nAnd the boats?\n[Ben Stone] Mine.\n"
    read = mail(f"See below.\n\n{header}\n{questions}", subject="RE: Prices")
    own, older = zones(read)
    assert own.text == own_words(read) == "See below.\n\nYes, on Friday."
    assert older.text == "Will you send the prices?\nAnd the boats?\n[Ben Stone] Mine."
