"""Raw mails become records whatever state they are in; what is no mail says so in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followupd.domain.mail import Attachment, MailShape
from followupd.errors import MailUnreadable
from followupd.reading.eml import encrypted, read_eml
from followupd.reading.eml_words import decode
from followupd.reading.robots import failed_addresses, robot
from followupd.reading.zones import zones
from tests.unit.reading.bodies import mail

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.eml"))
HEAD = (
    b"From: Anna Reed <anna@x.example>\r\nTo: tom@x.example\r\nSubject: s\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
)


def test_a_whole_mail_of_exchange_is_read() -> None:
    found = read_eml((CORPUS[0].parent / "outlook-desktop-forward.eml").read_bytes())
    assert found.author is not None
    assert (found.author.address, found.author.name) == ("anna.reed@contoso.example", "Anna Reed")
    assert found.sender == found.author
    assert [person.address for person in found.to] == ["followup@contoso.example"]
    assert found.subject == "FW: Your autumn review"
    assert found.received == datetime(2026, 11, 23, 9, 12, 9, tzinfo=UTC)
    assert found.header("x-ms-exchange-organization-authas") == "Internal"
    assert found.references == found.in_reply_to != ()
    assert "Word 15" in found.html
    assert found.text.startswith("Tom, as agreed")


SUBJECTS = [
    (b"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    (b"=?iso-8859-1?B?R3L832U=?=", "Grüße"),
    (b"=?utf-8?B?R3LDvA==?= =?utf-8?B?w59l?=", "Grüße"),
    ("Grüße".encode(), "Grüße"),
    (b"Gr\xfc\xdfe", "Grüße"),
    (b"=?no-such?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    (b"folded\r\n over two lines", "folded over two lines"),
    (b"=?utf-8?B?broken", "=?utf-8?B?broken"),
    (b"", ""),
]


@pytest.mark.parametrize(("raw", "subject"), SUBJECTS)
def test_a_subject_is_read_in_any_encoding(raw: bytes, subject: str) -> None:
    assert read_eml(b"From: a@x.example\r\nTo: b@x.example\r\nSubject: " + raw + b"\r\n\r\nx").subject == subject


BODIES = [
    ("utf-8", "Grüße".encode(), "Grüße"),
    ("iso-8859-1", b"Gr\xfc\xdfe \x93x\x94", "Grüße “x”"),
    ("us-ascii", "Grüße".encode(), "Grüße"),
    ("no-such-charset", b"Gr\xfc\xdfe", "Grüße"),
    ("rot13", b"abc", "abc"),
    ("idna", b"abc", "abc"),
    ("unicode_escape", b"a\\u0041", "a\\u0041"),
    ("gb2312", "邮件".encode("gb18030"), "邮件"),
    ("utf-8", b"broken \xff", "broken ÿ"),
    ("", b"Gr\xfc\xdfe", "Grüße"),
]


@pytest.mark.parametrize(("charset", "raw", "text"), BODIES)
def test_a_body_is_read_in_any_charset(charset: str, raw: bytes, text: str) -> None:
    assert decode(raw, charset) == text
    head = HEAD + b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n"
    assert read_eml(head + raw).text == text


NO_MAIL = [
    (b"", "empty"),
    (b"\n\n", "empty"),
    (b"%PDF-1.7\n...", "PDF"),
    (b"PK\x03\x04...", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".msg"),
    (b"Hello Tom, please call Ben.", "no From"),
    (b"# Notes\n\nSubject matter of the day\n", "no From"),
    (b"\x00\x01\x02\x03" * 50, "no From"),
]


@pytest.mark.parametrize(("raw", "why"), NO_MAIL)
def test_what_is_no_mail_says_so(raw: bytes, why: str) -> None:
    with pytest.raises(MailUnreadable, match=why):
        read_eml(raw)


def test_missing_headers_are_empty_fields() -> None:
    found = read_eml(b"Subject: s\r\nMessage-ID: <1@x>\r\n\r\nhello", received=datetime(2026, 1, 2, tzinfo=UTC))
    assert (found.author, found.sender, found.to, found.received.year) == (None, None, (), 2026)
    assert found.internet_message_id == "<1@x>"


def test_the_server_says_when_a_mail_came() -> None:
    head = b"Received: by x; Mon, 23 Nov 2026 10:30:00 +0100\r\nReceived: by y; Sun, 22 Nov 2026 10:00:00 +0000\r\n"
    assert read_eml(head + HEAD + b"\r\nx").received == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert read_eml(HEAD + b"\r\nx").received == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_an_assistant_is_the_sender() -> None:
    found = read_eml(b"Sender: jo@x.example\r\n" + HEAD + b"\r\nx")
    assert found.sender is not None
    assert found.author is not None
    assert (found.sender.address, found.author.address) == ("jo@x.example", "anna@x.example")


MIXED = (
    HEAD
    + b"""Content-Type: multipart/mixed; boundary="m"\r
\r
--m\r
Content-Type: multipart/alternative; boundary="a"\r
\r
--a\r
Content-Type: text/plain; charset=utf-8\r
\r
note\r
--a\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
PHA+bm90ZTwvcD4=\r
--a--\r
--m\r
Content-Type: message/rfc822\r
Content-Disposition: attachment; filename="old.eml"\r
\r
From: Tom <tom@x.example>\r
To: anna@x.example\r
Subject: old\r
\r
older\r
--m\r
Content-Type: application/pdf; name="=?utf-8?Q?Liste_=C3=BC.pdf?="\r
Content-Disposition: attachment\r
\r
x\r
--m--\r
"""
)


def test_parts_find_their_place() -> None:
    found = read_eml(MIXED)
    assert (found.text.strip(), found.html) == ("note", "<p>note</p>")
    assert [attachment.name for attachment in found.attachments] == ["old.eml", "Liste ü.pdf"]
    inner = found.attachments[0].mail
    assert inner is not None
    assert (inner.subject, inner.text.strip()) == ("old", "older")
    assert [zone.kind for zone in zones(found)] == ["note", "attached"]


@pytest.mark.parametrize(
    ("method", "shape"),
    [
        ("REQUEST", MailShape.MEETING_REQUEST),
        ("REPLY", MailShape.MEETING_ANSWER),
        ("CANCEL", MailShape.MEETING_CANCELLATION),
        ("PUBLISH", MailShape.MAIL),
    ],
)
def test_a_calendar_part_makes_a_meeting_item(method: str, shape: MailShape) -> None:
    body = f"Content-Type: text/calendar; method={method}\r\n\r\nBEGIN:VCALENDAR\r\n".encode()
    assert read_eml(HEAD + body).shape is shape
    inside = b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:" + method.encode() + b"\r\n"
    assert read_eml(HEAD + inside).shape is shape


ENCRYPTED = [
    (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx", True),
    (b"Content-Type: application/x-pkcs7-mime; name=smime.p7m\r\n\r\nx", True),
    (b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n\r\n--b\r\n\r\nx', True),
    (b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThis message is protected\r\n--b\r\n"
     b"Content-Type: application/x-microsoft-rpmsg-message; name=message.rpmsg\r\n\r\nx\r\n--b--", True),
    (b"Content-Type: multipart/signed; protocol=x; boundary=b\r\n\r\n--b\r\n\r\nclear\r\n--b\r\n"
     b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--b--", False),
    (b"Content-Type: text/plain\r\n\r\nclear", False),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), ENCRYPTED)
def test_encrypted_mail_is_known(body: bytes, expected: bool) -> None:
    assert encrypted(read_eml(HEAD + body)) is expected


def test_encrypted_mail_is_known_by_exchanges_class() -> None:
    assert encrypted(mail("x", message_class="IPM.Note.SMIME"))
    assert encrypted(mail("x", message_class="IPM.Note.rpmsg.Microsoft.Voicemail"))
    assert not encrypted(mail("x", message_class="IPM.Note.SMIME.MultipartSigned"))
    assert encrypted(
        mail("x", attachments=(Attachment(name="message.rpmsg", content_type="application/octet-stream"),))
    )


def nested(count: int) -> bytes:
    out = HEAD
    for i in range(count):
        out += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
    return out + b"Content-Type: text/plain\r\n\r\nhello\r\n"


BOMBS = {
    "20,000 nested multiparts": nested(20_000),
    "3,000 nested mails": HEAD + (b"Content-Type: message/rfc822\r\n\r\n" + HEAD) * 3_000 + b"\r\nx",
    "50,000 parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 50_000,
    "100,000 headers": HEAD + b"X-A: b\r\n" * 100_000 + b"\r\nx",
    "a long header": HEAD + b"X-A: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\nx",
    "many recipients": b"From: a@x.example\r\nTo: " + b'"a" <a@x.example>, ' * 50_000 + b"\r\n\r\nx",
    "brackets": b"From: a@x.example\r\nTo: " + b"(" * 50_000 + b"\r\n\r\nx",
    "half addresses": b"From: a@x.example\r\nTo: " + b"<a@b" * 20_000 + b"\r\n\r\nx",
    "many parameters": HEAD + b"Content-Type: text/plain; " + b"a=b; " * 20_000 + b"\r\n\r\nx",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\nx",
    "10 MB": HEAD + b"\r\n" + b"hello world\r\n" * 800_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_mail_made_to_hurt_is_read_or_refused(name: str) -> None:
    try:
        found = read_eml(BOMBS[name])
    except MailUnreadable:
        return
    assert zones(found)[0].kind == "note"
    robot(found)


def test_a_multipart_without_boundary_still_has_its_words() -> None:
    assert read_eml(BOMBS["no boundary"]).text == "x"


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_mail_breaks_the_reading(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(CORPUS)).read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["change", "remove", "insert"]))
        if kind == "change":
            raw[at] = data.draw(st.integers(0, 255))
        elif kind == "remove":
            del raw[at : at + data.draw(st.integers(1, 80))]
        else:
            raw[at:at] = data.draw(
                st.sampled_from([b"<", b">", b"\r\n", b"=", b'"', b"\x00", b"\xff", b"From: ", b"=?utf-8?q?"])
            )
    try:
        found = read_eml(bytes(raw))
    except MailUnreadable:
        return
    zones(found)
    robot(found)
    failed_addresses(found)


@settings(max_examples=150, deadline=None)
@given(html=st.text(alphabet="<>/=\"' abdivtrlsp&;#1\n\u200b", max_size=400), text=st.text(max_size=300))
def test_no_body_breaks_the_reading(html: str, text: str) -> None:
    for found in (mail(html=html), mail(text)):
        assert zones(found)[0].kind == "note"


ODD = [
    ("a mailbox file's separator", b"From anna@x.example Mon Nov 23 09:00:00 2026\r\n" + HEAD + b"\r\nhello"),
    ("a byte order mark", b"\xef\xbb\xbf" + HEAD + b"\r\nhello"),
    ("empty lines first", b"\r\n\r\n" + HEAD + b"\r\nhello"),
    ("bare line feeds", HEAD.replace(b"\r\n", b"\n") + b"\nhello"),
    ("a broken transfer encoding", HEAD + b"Content-Transfer-Encoding: no-such\r\n\r\nhello"),
    ("base64", HEAD + b"Content-Transfer-Encoding: base64\r\n\r\naGVsbG8="),
    ("a broken content type", HEAD + b"Content-Type: ;;;=\r\n\r\nhello"),
    ("a charset that is no text", HEAD + b'Content-Type: text/plain; charset="\xff\xfe"\r\n\r\nhello'),
    ("a date that is none", HEAD.replace(b"Mon, 23 Nov 2026", b"soon") + b"\r\nhello"),
]


@pytest.mark.parametrize(("case", "raw"), ODD, ids=[case for case, _ in ODD])
def test_odd_mail_is_read(case: str, raw: bytes) -> None:
    found = read_eml(raw)
    assert found.text.strip() == "hello"
    assert found.author is not None
    assert found.author.address == "anna@x.example"


def test_a_mail_that_came_as_a_file_is_read_and_a_false_one_is_not() -> None:
    def with_file(content: bytes) -> Attachment:
        part = b"Content-Type: application/octet-stream; name=a.eml\r\nContent-Disposition: attachment\r\n\r\n"
        head = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nnote\r\n--b\r\n"
        return read_eml(head + part + content + b"\r\n--b--\r\n").attachments[0]

    inner = with_file(b"From: tom@x.example\r\nSubject: old\r\n\r\nolder").mail
    assert inner is not None
    assert inner.subject == "old"
    assert with_file(b"\x00\x01 no mail").mail is None


def test_html_names_its_charset_itself_where_the_mail_does_not() -> None:
    page = b"<meta charset='iso-8859-1'><p>Gr\xfc\xdfe</p>"
    assert "Grüße" in read_eml(HEAD + b"Content-Type: text/html\r\n\r\n" + page).html


def test_addresses_that_no_parser_reads_are_still_found() -> None:
    to = b"To: =?utf-8?Q?Baker=2C_Tom?= <tom@x.example>, undisclosed-recipients:;\r\n"
    raw = b"From: Anna Reed anna@x.example>\r\n" + to + b"\r\nx"
    found = read_eml(raw)
    assert found.author is not None
    assert found.author.address == "anna@x.example"
    assert [(person.address, person.name) for person in found.to] == [("tom@x.example", "Baker, Tom")]


def test_a_mail_too_large_is_refused() -> None:
    with pytest.raises(MailUnreadable, match="MB"):
        read_eml(HEAD + b"x" * 60_000_001)
