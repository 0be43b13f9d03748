"""Raw mails taken apart, and messages made into MIME again."""

from __future__ import annotations

import pytest

from followupd.sandbox.mime_in import take_apart
from followupd.sandbox.mime_out import topic

REPORT = b"""From: postmaster@contoso.example
To: anna.reed@contoso.example
Subject: Undeliverable
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; contoso.example

Final-Recipient: rfc822; nobody@contoso.example
Action: failed
--b--
"""


def test_a_report_has_its_text_and_its_status_as_an_attachment() -> None:
    mail = take_apart(REPORT)
    assert mail.body.content.strip() == "It could not be delivered."
    assert (mail.content_type, mail.report_type) == ("multipart/report", "delivery-status")
    (status,) = mail.parts
    assert status.content_type == "message/delivery-status"
    assert b"Action: failed" in status.content


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b"Content-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe", "Grüße"),
        (b"Content-Type: text/plain; charset=utf-8\n\nGr\xc3\xbc\xc3\x9fe", "Grüße"),
        (b"Content-Type: text/plain; charset=klingon\n\nGr\xc3\xbc\xc3\x9fe", "Grüße"),
        (b"Content-Type: text/plain; charset=klingon\n\nGr\xfc\xdfe", "Grüße"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe", "Grüße"),
    ],
)
def test_text_is_read_in_any_charset(line: bytes, text: str) -> None:
    assert take_apart(b"Subject: x\n" + line).body.content == text


def test_encoded_headers_and_odd_addresses_are_read() -> None:
    raw = (
        b"From: =?utf-8?q?J=C3=BCrgen_Kr=C3=A4mer?= <j@fabrikam.example>\r\n"
        b'To: undisclosed-recipients:;\r\nCc: "Reed, Anna" <anna@contoso.example>,\r\n tom@contoso.example\r\n'
        b"Subject: =?iso-8859-1?q?=DCbersicht?=\r\nReferences: <a@b>\r\n <c@d> junk\r\nIn-Reply-To: <c@d>\r\n\r\nx"
    )
    mail = take_apart(raw)
    assert mail.author is not None
    assert (mail.author.name, mail.subject) == ("Jürgen Krämer", "Übersicht")
    assert [(a.name, a.address) for a in mail.cc] == [
        ("Reed, Anna", "anna@contoso.example"),
        ("", "tom@contoso.example"),
    ]
    assert (mail.to, mail.references, mail.in_reply_to) == ([], ["<a@b>", "<c@d>"], "<c@d>")


@pytest.mark.parametrize(
    ("subject", "bare"),
    [("RE: FW: Plan", "Plan"), ("Fwd: Plan", "Plan"), ("Report: x", "Report: x"), ("re:re: ", ""), ("", "")],
)
def test_a_topic_is_a_subject_without_its_prefixes(subject: str, bare: str) -> None:
    assert topic(subject) == bare
