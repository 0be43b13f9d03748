"""Hostile and odd mail: bounded work, clean text out, and nobody taken for somebody else.

Work is counted, never timed (work.py). A pattern that goes back and forth inside one call does not show there; the
words said over and over are for that: with such a pattern the tests would not end.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.gaps import gaps_of, people_on
from followupd.domain.happenings import Belief, Intent, Problem, Reading
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.errors import MailUnreadable
from followupd.reading.actions import TOO_LONG
from followupd.reading.actions.lines import MAX_CELLS
from followupd.reading.actions.walk import MAX_ACTIONS
from followupd.reading.answers import MAX_REPLY, Asked, Question, read_answers
from followupd.reading.eml import MAX_INSIDE, MAX_PARTS, read_eml
from followupd.reading.eml_words import MAX_HEADERS
from followupd.reading.explain import explain, lines
from followupd.reading.lines import MAX_BLANKS, MAX_LINE, MAX_TEXT
from followupd.reading.plain import plain
from followupd.reading.read import MAX_BODY, read_mail
from followupd.reading.reply import body_of
from followupd.reading.zones import MAX_ATTACHED
from tests.unit.reading.mails import ANNA, KNOWN, LONDON, NOW, SERVICE, TOM, brief, mail
from tests.unit.reading.work import calls, in_proportion, times

ORDER = "Tom to call Pelham by Friday 20 March."
HEAD = (
    b"From: Anna Reed <anna.reed@oak.example>\r\nTo: tom.baker@oak.example\r\nCc: followup@oak.example\r\n"
    b"Subject: s\r\nDate: Wed, 11 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
)
ASKED = Asked(
    numbers=(1, 2, 3),
    whats=("Call Pelham", "Send the three CVs", "Book the room"),
    dues=(None, None, None),
    setter=False,
    question=Question.CONFIRMATION,
)


def read(of: MailIn) -> Reading:
    """The reading, which can also be told."""
    reading = read_mail(of, KNOWN)
    explain(reading)
    lines(reading)
    return reading


def of_html(html: str) -> MailIn:
    return replace(mail(""), html=html)


def of_bytes(raw: bytes) -> MailIn:
    return read_eml(raw)


def answers(said: str) -> list[Intent]:
    found = read_answers(said, "", asked=ASKED, said=NOW, working=LONDON, day_first=True)
    return [answer.intent for answer in found]


# ------------------------------------------------------------------------------------------------ work in proportion

SAID_OVER = [
    "a ", "a", "a.", "A. ", "> ", "\n> x\n", "- ", "* ", "1. ", "1) ", "| ", "a | b\n", "a: b | c: d\n", "Owner: Tom\n",
    "Action: x ", "Tom to ", "Tom will ", "please call ", "by Friday ", "Friday ", "3/4 ", "12:", "20 March ", "every ",
    "the 1st and ", "at least 3 ", "because ", "if ", "not ", "(", "{{ x }} ", "{% for x in y %}", "<a@b", "a@b.c, ",
    "From: a\nSent: b\nTo: c\nSubject: d\n\n", "On Mon, 3 Mar 2026 at 10:00, Tom <a@b.c> wrote:\n", "\n\n", " ", "\t",
    "-----Original Message-----\n", "Regards\nTom\n", "Sent from my iPhone\n", "-- \n", "—", "…", "\u200b", "é", "中 ",
    "👍", "FU-7K3QD ", "https://x.example/ ", "all ", "at the latest ", "and then ", "to ", "bonjour ", "thanks ",
]  # fmt: skip
over = pytest.mark.parametrize("said", SAID_OVER)


@over
def test_doubling_a_text_does_not_do_more_than_double_the_work(said: str) -> None:
    in_proportion(lambda text: read(mail(text)), said, 2_000)


@over
def test_doubling_a_forwarded_text_does_not_do_more_than_double_the_work(said: str) -> None:
    head = "For the log.\n\nFrom: Tom Baker\nSent: 10 March 2026 10:00\nTo: Anna Reed\nSubject: x\n\n"
    in_proportion(lambda text: read(mail(head + text, to=(SERVICE,), cc=(), subject="FW: x")), said, 2_000)


@over
def test_doubling_a_reply_does_not_do_more_than_double_the_work(said: str) -> None:
    in_proportion(answers, said, 2_000)


TAGS = [
    "<div>", "<div>a", "<p>a</p>", "<b></b>", "<br>", "<hr>", "<table><tr><td>", "<tr><td>a<td>b", "<ul><li>a", "<!--",
    "<blockquote type=cite>a", "<a href='mailto:a@b.example'>x", "<span style='mso-list:Ignore'>1.", "&#x41;", "<",
    "<p style='display:none'>x</p>", "<style>", "<font><b>x", "<div id=divRplyFwdMsg>", "<pre>a\n", "<img alt='👍'>",
]  # fmt: skip


@pytest.mark.parametrize("said", TAGS)
def test_doubling_markup_does_not_do_more_than_double_the_work(said: str) -> None:
    in_proportion(lambda html: read(of_html(html)), said, 4_000)


HEADERS = [
    "X-A: b\r\n", "To: a@b.example\r\n", "Received: from a by b; x\r\n", "References: <a@b.example>\r\n",
    "To: a@b.example, \"A, B\" <c@d.example>\r\n", "Cc: (((((\r\n", "Subject: =?utf-8?Q?=C3=A9?=\r\n",
    "X: \r\n y\r\n",
]  # fmt: skip
VALUES = [
    "a@b.example, ", "<", "(", '"', "=?utf-8?Q?a?= ", "=?utf-8?B?w6k=?=", "=?no-such?Q?=FF?= ", "a <b@c.example>; ",
    "group: a@b, c@d; ", "<a@b> ", "\\", "@", ",", "é", "\t",
]  # fmt: skip
PARTS = [
    "--b\r\nContent-Type: text/plain\r\n\r\nTom to call Ben.\r\n", "--b\r\nContent-Type: message/rfc822\r\n\r\n",
    "--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n", "--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n",
    "--b\r\n", "--", "=\r\n",
]  # fmt: skip


@pytest.mark.parametrize("said", HEADERS)
def test_doubling_headers_does_not_do_more_than_double_the_work(said: str) -> None:
    in_proportion(lambda text: read(read_eml(text.encode() + HEAD + b"\r\nTom to call Ben.")), said, 4_000)


@pytest.mark.parametrize("name", ["To", "Subject", "References", "Content-Type"])
@pytest.mark.parametrize("said", VALUES)
def test_doubling_a_header_does_not_do_more_than_double_the_work(name: str, said: str) -> None:
    in_proportion(lambda text: read(read_eml(f"{name}: {text}\r\n".encode() + HEAD + b"\r\nx")), said, 2_000)


@pytest.mark.parametrize("said", PARTS)
def test_doubling_parts_does_not_do_more_than_double_the_work(said: str) -> None:
    head = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    in_proportion(lambda text: read(read_eml(head + text.encode())), said, 4_000)


# ------------------------------------------------------------------------------------------------ words over and over

ENDLESS = [
    "yes ", "ok ", "all ", "bonjour ", "thanks ", "ya ", "esta ", "tout est ", "both of them ", "done, ", "1 , ",
    "confirm ", "happy to ", "to ", "please ", "I will ", "then ", "at the latest ", "by ", "everything except ", "A",
    "no later than ", "sieben ", "target is ", "week ", "next ", "on Behalf of ", "wrote: ", "the ", "hi ", "1 and ",
]  # fmt: skip


@pytest.mark.parametrize("said", ENDLESS)
def test_words_said_over_and_over_come_to_an_end(said: str) -> None:
    for end in ("", "!", "done", "x"):
        answers(times(said, 6_000) + end)
        read(mail(times(said, 6_000) + end))
    read(mail(ORDER, subject=times(said, 6_000)))


def test_a_reply_longer_than_anybody_writes_is_for_a_person() -> None:
    assert answers("done " * MAX_REPLY) == [Intent.UNCLEAR]


# ------------------------------------------------------------------------------------------------ large and deep


def test_a_large_body_is_read_as_far_as_a_person_agrees_on_anything() -> None:
    reading = read(mail(f"{ORDER}\n" + "x y z\n" * 1_500_000))
    assert [brief(item)[0] for item in reading.items] == ["Tom"]
    assert TOO_LONG in reading.also_noticed
    assert sum(len(zone.text) for zone in reading.zones) <= MAX_TEXT


def test_a_body_beyond_the_bound_is_not_read_and_says_so() -> None:
    assert read(mail("x" * (MAX_BODY + 1))).problem is Problem.TOO_LARGE
    assert read(of_html("x" * (MAX_BODY + 1))).problem is Problem.TOO_LARGE


@pytest.mark.parametrize("letter", ["x", " ", "-", "\u200b", "é"])
def test_one_line_of_a_million_characters_is_read_in_pieces(letter: str) -> None:
    of = mail(f"{ORDER}\n{letter * 1_000_000}")
    assert [brief(item)[0] for item in read(of).items] == ["Tom"]
    assert max(len(line.text) for line in body_of(of).lines) <= MAX_LINE


@pytest.mark.parametrize("tag", ["div", "blockquote", "table><tr><td", "span", "ul><li", "font"])
def test_ten_thousand_tags_in_one_another_are_read_flat(tag: str) -> None:
    assert ORDER in plain(f"<{tag}>" * 10_000 + ORDER)


def test_more_elements_than_a_mail_has_are_left_out() -> None:
    assert plain(f"<p>{ORDER}</p>" + "<b></b>" * 1_000_000 + "<p>late</p>") == ORDER


def test_a_row_has_no_more_cells_than_a_table_of_agreements() -> None:
    rows = "\n".join(" | ".join(["Action", "Owner", *["x"] * 900]) for _ in range(3))
    assert calls(lambda: read(mail(rows))) < 100 * 3 * MAX_CELLS * 30


def test_blanks_in_a_row_are_kept_as_far_as_a_column_goes() -> None:
    assert body_of(mail(f"a{' ' * 100_000}b")).lines[0].text == f"a{' ' * MAX_BLANKS}b"


def test_a_mail_of_more_actions_than_two_people_agree_on_is_read_so_far() -> None:
    reading = read(mail("\n".join(f"- Tom: send report {n} by 20 March" for n in range(3 * MAX_ACTIONS))))
    assert len(reading.items) <= MAX_ACTIONS


# ------------------------------------------------------------------------------------------------ MIME


def _inside(count: int) -> bytes:
    begin = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(count))
    end = b"".join(b"--b%d--\r\n" % n for n in reversed(range(count)))
    return HEAD + begin + b"Content-Type: text/plain\r\n\r\n" + ORDER.encode() + b"\r\n" + end


def _parts(part: bytes, count: int) -> bytes:
    head = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
    return head + ORDER.encode() + b"\r\n" + (b"--b\r\n" + part) * count + b"--b--\r\n"


def test_multiparts_in_multiparts_are_read_as_deep_as_any_client_goes() -> None:
    assert [brief(item)[0] for item in read(of_bytes(_inside(50))).items] == ["Tom"]
    for depth in (100, 300):
        assert read(of_bytes(_inside(depth))).items == ()


@pytest.mark.parametrize("depth", [1_000, 5_000])
def test_a_bomb_of_multiparts_is_no_mail(depth: int) -> None:
    with pytest.raises(MailUnreadable, match="deeper"):
        read_eml(_inside(depth))


def test_two_thousand_attachments_are_counted_so_far() -> None:
    found = of_bytes(_parts(b"Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n", 2_000))
    assert 1 <= len(found.attachments) <= MAX_PARTS
    assert [brief(item)[0] for item in read(found).items] == ["Tom"]


def test_two_thousand_attached_mails_are_read_so_far() -> None:
    found = of_bytes(_parts(b"Content-Type: message/rfc822\r\n\r\n" + HEAD + b"\r\nI will call Ben.\r\n", 2_000))
    assert len(read(found).zones) <= 1 + MAX_ATTACHED


@pytest.mark.parametrize("depth", [3, 200])
def test_mails_in_mails_in_mails_are_read_so_deep(depth: int) -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n"
    found = of_bytes(HEAD + inner * depth + b"\r\nTom to call Ben.")
    level, here = 0, found
    while here.attachments and here.attachments[0].mail is not None:
        level, here = level + 1, here.attachments[0].mail
    assert level == min(depth, MAX_INSIDE)
    read(found)


def test_a_mail_in_a_mail_beyond_what_python_follows_is_no_mail() -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n"
    with pytest.raises(MailUnreadable):
        read_eml(HEAD + inner * 20_000)


def test_headers_without_end_are_kept_so_far() -> None:
    found = of_bytes(HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(50_000)) + b"\r\n" + ORDER.encode())
    assert len(found.headers) <= MAX_HEADERS
    assert [brief(item)[0] for item in read(found).items] == ["Tom"]


CHARSETS = [
    "no-such",
    "utf-8\x00",
    "",
    "idna",
    "punycode",
    "utf-7",
    "utf-16",
    "hz",
    "iso-2022-jp",
    "rot13",
    "x" * 5_000,
]


@pytest.mark.parametrize("charset", CHARSETS)
def test_any_charset_gives_a_text(charset: str) -> None:
    head = HEAD + b'Content-Type: text/plain; charset="' + charset.encode() + b'"\r\n\r\n'
    for body in (ORDER.encode(), b"\xff\xfe\x00\x81" * 100, b"~{\x1b$B+AGE-" * 100):
        read(of_bytes(head + body))


def test_nul_bytes_are_left_out() -> None:
    found = of_bytes(
        HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + b"\x00".join(map(bytes, _bytes(ORDER)))
    )
    reading = read(found)
    assert reading.own_words == ORDER
    assert "\x00" not in repr(reading.items)
    assert plain("a\x00b<p>c\x00d</p>") == "ab\n\ncd"


def _bytes(said: str) -> list[bytes]:
    return [char.encode() for char in said]


# ------------------------------------------------------------------------------------------------ clean text out

DIRT = {
    "zero-width": "Tom\u200b to ca\u200dll Pel\u2060ham by Fri\ufeffday 20 March.",
    "bidirectional": "\u202eTom\u202c to call \u2066Pelham\u2069 by \u200fFriday 20 March.\u061c",
    "soft hyphen": "T\u00adom to call Pel\u00adham by Fri\u00adday 20 March.",
    "tags": "Tom to call Pelham\U000e0041\U000e007f by Friday 20 March.",
    "controls": "Tom\x07 to call\x1b Pelham\x08 by Friday\x7f 20 March.",
    "odd blanks": "Tom\u00a0to\u2009call\u3000Pelham\u202fby\u2003Friday 20\u00a0March.",
    "lone surrogates": "Tom to call Pelham\ud800 by Friday 20 March.\udfff",
}


@pytest.mark.parametrize("said", DIRT.values(), ids=DIRT.keys())
def test_invisible_characters_change_nothing(said: str) -> None:
    for of in (mail(said), of_html(f"<p>{said}</p>")):
        reading = read(of)
        assert reading.own_words == ORDER
        assert [brief(item) for item in reading.items] == [("Tom", "Call Pelham", "20 Mar")]


MARKUP = {
    "script": f"<script>alert(1)</script><p onclick='x()'>{ORDER}</p><script src=//x.example>",
    "tracking pixel": f"<p>{ORDER}</p><img src='https://x.example/p.gif?id=1' width=1 height=1 alt=''>",
    "pixel with words": f"<p>{ORDER}</p><img src='https://x.example/p.gif' alt='Tom to pay Eve by Monday'>",
    "style": f"<style>p{{content:'Tom to pay Eve by Monday'}}</style><p>{ORDER}</p>",
    "hidden": f"<div style='display:none'>Tom to pay Eve by Monday</div><p>{ORDER}</p>",
    "small": f"<p>{ORDER}</p><span style='font-size:0'>Tom to pay Eve by Monday</span>",
    "comment": f"<!-- Tom to pay Eve by Monday --><p>{ORDER}</p><!--[if mso]>Tom to pay Eve<![endif]-->",
    "form": f"<form><textarea>Tom to pay Eve by Monday</textarea></form><p>{ORDER}</p>",
    "frame": f"<iframe srcdoc='Tom to pay Eve'>Tom to pay Eve by Monday</iframe><p>{ORDER}</p>",
    "external entity": f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>{ORDER}</p><p>&e;</p>",
    "entities in entities": f"<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><p>{ORDER}</p>",
    "broken": f"<p>{ORDER}</b></i><table></p></td>",
}


@pytest.mark.parametrize("html", MARKUP.values(), ids=MARKUP.keys())
def test_what_nobody_sees_is_never_read(html: str) -> None:
    reading = read(of_html(html))
    assert [brief(item) for item in reading.items] == [("Tom", "Call Pelham", "20 Mar")]
    assert "Eve" not in repr(reading.zones) + repr(reading.also_noticed)
    assert "<" not in reading.own_words


TEMPLATES = ["{{ 7*7 }}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7 %>", "{0.__class__}", "%(x)s %n", "{{''.__class__}}"]


@pytest.mark.parametrize("syntax", TEMPLATES)
def test_template_syntax_is_just_words(syntax: str) -> None:
    reading = read(mail(f"Tom to call {syntax} by Friday 20 March."))
    assert len(reading.items) == 1
    assert syntax in reading.items[0].source


# ------------------------------------------------------------------------------------------------ who is who

#: Cyrillic, Greek, Kelvin, full-width: letters that look like Latin ones.
HOMOGLYPHS = {
    "Cyrillic a in the domain": "anna.reed@o\u0430k.example",
    "Cyrillic a in the name": "\u0430nna.reed@oak.example",
    "Kelvin sign in the domain": "anna.reed@oa\u212a.example",
    "full-width letter": "anna.reed@\uff4fak.example",
    "the same in punycode": "anna.reed@xn--ok-6kc.example",
    "one dot more": "anna.reed@oak.example.x.example",
    "another domain behind": "anna.reed@oak.example@x.example",
}


@pytest.mark.parametrize("address", HOMOGLYPHS.values(), ids=HOMOGLYPHS.keys())
def test_a_sender_that_looks_like_anna_is_not_anna(address: str) -> None:
    eve = Person(address=address, name="Anna Reed")
    assert eve != ANNA
    assert not (KNOWN.internal(eve.address) and address.isascii())
    assert KNOWN.find(eve.address) is None
    headers = (("X-MS-Exchange-Organization-AuthAs", "Internal"), ("From", f"Anna Reed <{address}>"))
    of = replace(mail(ORDER, author=eve), sender=eve, headers=headers)
    assert read(of).belief is Belief.UNPROVEN


def test_an_address_as_a_display_name_is_nobody() -> None:
    raw = HEAD.replace(b"Anna Reed <anna.reed@oak.example>", b'"anna.reed@oak.example" <eve@x.example>')
    found = of_bytes(raw + b"\r\n" + ORDER.encode())
    assert found.author == Person(address="eve@x.example")
    assert read(found).belief is Belief.UNPROVEN


NAMES = ["T\u043em", "\u0422om", "To\u217f", "\uff34om", "T\u03bfm Baker", "\u0422\u043e\u043c"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_looks_like_tom_is_not_tom(name: str) -> None:
    for said in (f"{name} to call Pelham by Friday 20 March.", f"Action: call Pelham\nOwner: {name}\nDue: 20 March"):
        for item in read(mail(said, to=(TOM, Person(address="priya.nair@oak.example", name="Priya Nair")))).items:
            assert item.owner is None or item.owner.value != TOM


def test_an_older_message_of_somebody_who_looks_like_tom_is_not_toms() -> None:
    eve = "tom.baker@o\u0430k.example"
    text = (
        f"For the log.\n\nFrom: Tom Baker <{eve}>\nSent: 10 March 2026 10:00\nTo: Anna Reed <anna.reed@oak.example>\n"
        "Subject: x\n\nI will send the contract by Friday 20 March."
    )
    of = mail(text, to=(SERVICE,), cc=(), subject="FW: x")
    reading = read(of)
    assert reading.zones[1].author == Person(address=eve)
    around = people_on(reading, ANNA, KNOWN)
    for item in reading.items:
        assert item.owner is None or item.owner.value != TOM
        gaps = gaps_of(item, setter=ANNA, around=around, known=KNOWN, now=NOW)
        assert "owner" in {gap.field for gap in gaps if gap.holds}
