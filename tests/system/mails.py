"""Mails for the stories, as Outlook writes them."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from html import escape

ANNA = "Anna Reed <anna.reed@contoso.example>"
TOM = "Tom Baker <tom.baker@contoso.example>"
SAM = "Sam Lee <sam.lee@contoso.example>"
CLIENT = "David Cole <david.cole@fabrikam.example>"
SERVICE = "Follow-ups <followup@contoso.example>"

NOTE = (
    "Tom, as agreed this morning: you will call the 10 lapsed clients on the Q4 list and book at least 3 meetings by "
    "Friday 4 December, so that January starts with a full diary. Let's review it on Monday 7 December at 10:00. "
    "I'll look in the CRM call log first."
)

INNER = "Hi Anna, thanks for this morning. The list is in the CRM; I can start tomorrow.\n\nTom"


def forward(
    note: str,
    at: datetime,
    *,
    author: str = ANNA,
    to: str = SERVICE,
    cc: str = "",
    inner_from: str = TOM,
    inner_to: str = ANNA,
    subject: str = "FW: Lapsed clients",
    message_id: str = "",
    html: bool = True,
) -> str:
    """A forward with a note on top, in HTML (as the new Outlook writes it) and text."""
    message = EmailMessage()
    message["From"] = author
    message["To"] = to
    if cc:
        message["Cc"] = cc
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id or make_msgid(domain="contoso.example")
    sent = f"{at:%A, %B} {at.day}, {at.year} 8:12 AM"
    head = f"From: {inner_from}\nSent: {sent}\nTo: {inner_to}\nSubject: Lapsed clients"
    message.set_content(f"{note}\n\n________________________________\n{head}\n\n{INNER}\n")
    if html:
        paragraphs = "".join(
            f'<div class="elementToProof">{escape(line) or "<br>"}</div>' for line in note.splitlines()
        )
        header = "<br>".join(
            f"<b>{escape(line.split(':', 1)[0])}:</b>{escape(line.split(':', 1)[1])}" for line in head.splitlines()
        )
        inner = "".join(f"<p>{escape(line)}</p>" for line in INNER.splitlines() if line)
        message.add_alternative(
            f'<html><head><style>p {{margin:0}}</style></head><body dir="ltr">{paragraphs}'
            f'<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif">{header}</font><div>&nbsp;</div></div>'
            f"<div>{inner}</div></body></html>",
            subtype="html",
        )
    return message.as_string()


def plain(
    text: str,
    at: datetime,
    *,
    author: str = ANNA,
    to: str = SERVICE,
    cc: str = "",
    subject: str = "Lapsed clients",
    message_id: str = "",
    headers: dict[str, str] | None = None,
) -> str:
    """A live mail, as text."""
    message = EmailMessage()
    message["From"] = author
    message["To"] = to
    if cc:
        message["Cc"] = cc
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id or make_msgid(domain="contoso.example")
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    return message.as_string()
