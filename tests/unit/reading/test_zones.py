"""A mail as its zones: whose words are whose, whatever client wrote it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import Attachment
from followupd.domain.people import Person
from followupd.reading.eml import read_eml
from followupd.reading.zones import shortened, zones
from tests.unit.reading import bodies
from tests.unit.reading.bodies import ANNA, NOTE, OLD, TOM, mail

LONDON = ZoneInfo("Europe/London")
CORPUS = Path(__file__).parents[2] / "corpus"
WRITTEN = datetime(2026, 11, 20, 16, 41, tzinfo=UTC)

CLIENTS = {
    "Outlook on the web": bodies.WEB,
    "Outlook, ids renamed by a second forward": bodies.WEB_QUOTED_AGAIN,
    "Outlook desktop": bodies.DESKTOP,
    "Outlook mobile": bodies.MOBILE,
    "Outlook for Mac": bodies.MAC,
    "plain text": bodies.TEXT,
}


def of(body: str, **changes: object) -> tuple[ZoneRead, ...]:
    html = body if body.lstrip().startswith("<") else ""
    return zones(mail("" if html else body, html, **({"subject": "FW: A question"} | changes)), LONDON)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_forward_has_the_managers_note_and_the_older_message(client: str) -> None:
    note, older = of(CLIENTS[client])
    assert (note.kind, note.author, note.text) == ("note", ANNA, NOTE)
    assert (older.kind, older.author, older.text) == ("forwarded", TOM, OLD)
    assert older.written is not None
    assert older.written.replace(second=0) == WRITTEN
    assert [(p.address, p.shown) for p in older.to] == [
        ("anna.reed@contoso.example", "Anna Reed"),
        ("priya.nair@contoso.example", "Priya Nair"),
    ]
    assert [p.shown for p in older.cc] == ["Robert Hale"]
    assert older.subject == "A question"


@pytest.mark.parametrize("body", [bodies.GMAIL, bodies.APPLE, bodies.THUNDERBIRD])
def test_a_reply_from_another_client_has_its_quotation(body: str) -> None:
    note, older = of(body, subject="Re: A question")
    assert note.text == NOTE
    assert (older.kind, older.text) == ("quoted", OLD)
    assert older.author is not None
    assert older.author.name == "Tom Baker"
    assert older.written is not None
    assert older.written.replace(tzinfo=None) == WRITTEN.replace(tzinfo=None)


def test_the_subject_says_whether_older_messages_are_forwarded_or_quoted() -> None:
    assert of(bodies.WEB, subject="RE: A question")[1].kind == "quoted"
    assert of(bodies.WEB, subject="AW: A question")[1].kind == "quoted"
    assert of(bodies.WEB, subject="WG: A question", in_reply_to=("<x@y>",))[1].kind == "forwarded"
    assert of(bodies.WEB, subject="A question", in_reply_to=("<x@y>",))[1].kind == "quoted"


GERMAN = """Tom, bitte bis Freitag erledigen.

Viele Grüße
Anna

Von: Baker, Tom <tom.baker@contoso.example>
Gesendet: Freitag, 20. November 2026 16:41
An: Reed, Anna <anna.reed@contoso.example>
Betreff: WG: Frage

Zur Kenntnis.

Von: Hale, Robert <robert.hale@fabrikam.example>
Gesendet: Donnerstag, 19. November 2026 11:05
An: Baker, Tom <tom.baker@contoso.example>
Cc: Nair, Priya <priya.nair@contoso.example>
Betreff: Frage

Wann kommt die Preisliste?

Mit freundlichen Grüßen
Robert Hale

Am 18.11.2026 um 09:00 schrieb Tom Baker <tom.baker@contoso.example>:
> Guten Morgen, anbei die Liste.
"""

FRENCH = """Tom, peux-tu le faire avant vendredi ?

Cordialement,
Anna Reed

De : Tom Baker <tom.baker@contoso.example>
Envoyé : vendredi 20 novembre 2026 16:41
À : Anna Reed <anna.reed@contoso.example>
Objet : TR : Une question

Pour information.

-----Message d'origine-----
De : Robert Hale [mailto:robert.hale@fabrikam.example]
Envoyé : jeudi 19 novembre 2026 11:05
À : Tom Baker
Objet : Une question

Quand aurons-nous la liste ?
"""


def test_a_german_thread_of_four_levels_is_taken_apart() -> None:
    found = of(GERMAN, subject="WG: Frage")
    assert [(zone.author.shown if zone.author else "", zone.text) for zone in found] == [
        ("Anna Reed", "Tom, bitte bis Freitag erledigen."),
        ("Tom Baker", "Zur Kenntnis."),
        ("Robert Hale", "Wann kommt die Preisliste?"),
        ("Tom Baker", "Guten Morgen, anbei die Liste."),
    ]
    assert [zone.written.day if zone.written else 0 for zone in found] == [23, 20, 19, 18]
    assert found[0].signature == "Viele Grüße\nAnna"


def test_a_french_thread_is_taken_apart() -> None:
    found = of(FRENCH, subject="TR: Une question")
    assert [(zone.author.shown if zone.author else "", zone.text) for zone in found] == [
        ("Anna Reed", "Tom, peux-tu le faire avant vendredi ?"),
        ("Tom Baker", "Pour information."),
        ("Robert Hale", "Quand aurons-nous la liste ?"),
    ]


def test_a_header_block_in_an_unknown_language_still_cuts_where_outlook_marks_it() -> None:
    body = bodies.WEB.replace("From:", "Qaz:").replace("Sent:", "Wsx:").replace("To:", "Edc:").replace("Cc:", "Rfv:")
    note, older = of(body.replace("Subject:", "Tgb:"))
    assert note.text == NOTE
    assert older.author == TOM
    assert older.text == OLD


def test_a_forward_as_attachment_is_a_zone_of_its_own() -> None:
    inner = mail(OLD, author=TOM, to=(ANNA,), subject="A question")
    attached = Attachment(name="A question.eml", content_type="message/rfc822", mail=inner)
    note, older = zones(mail(NOTE, subject="The attached", attachments=(attached,)), LONDON)
    assert (note.kind, note.text) == ("note", NOTE)
    assert (older.kind, older.author, older.to, older.text) == ("attached", TOM, (ANNA,), OLD)


def test_a_mail_without_words_has_a_note_without_words() -> None:
    (note,) = zones(mail(""), LONDON)
    assert (note.kind, note.author, note.text) == ("note", ANNA, "")


def test_a_gateways_warning_is_no_word_of_the_author() -> None:
    warned = bodies.TEXT.replace(OLD, f"CAUTION: This email originated from outside the organisation.\n\n{OLD}")
    assert of(warned)[1].text == OLD
    assert "CAUTION" in of(warned)[1].signature


def test_words_below_a_quotation_are_the_writers_again() -> None:
    text = f"> {OLD}\n\nYes, on Friday.\n\n> And the list?\n\nThat too.\n"
    note = of(f"On 20/11/2026 16:41, Tom Baker wrote:\n{text}", subject="Re: A question")[0]
    assert note.text == "Yes, on Friday.\n\nThat too."


def test_text_and_html_of_the_same_mail_say_the_same() -> None:
    for file in sorted(CORPUS.glob("outlook-*.eml")):
        whole = read_eml(file.read_bytes())
        in_html = zones(whole, LONDON)
        in_text = zones(read_eml(file.read_bytes().replace(b"text/html", b"text/x-none")), LONDON)
        assert [(z.kind, z.author, z.to, z.cc, z.written) for z in in_html] == [
            (z.kind, z.author, z.to, z.cc, z.written) for z in in_text
        ]


def test_the_demonstrations_mail_is_read_to_the_word() -> None:
    found = zones(read_eml((CORPUS / "outlook-desktop-forward.eml").read_bytes()), LONDON)
    assert [zone.kind for zone in found] == ["note", "forwarded", "forwarded"]
    assert found[0].text == (
        "Tom, as agreed this morning: you will call the 10 lapsed clients on the Q4 list and book at least 3 meetings "
        "by Friday 4 December, so that January starts with a full diary. Let’s review it on Monday 7 December at "
        "10:00.\n\nI’ll look in the CRM call log first."
    )
    assert [zone.author.address if zone.author else "" for zone in found] == [
        "anna.reed@contoso.example",
        "tom.baker@contoso.example",
        "robert.hale@fabrikam.example",
    ]
    assert found[2].text.endswith("give me a ring when you have a moment.")
    assert "confidential" in found[2].signature


def test_the_plain_text_forward_keeps_its_three_levels() -> None:
    found = zones(read_eml((CORPUS / "plain-text-forward.eml").read_bytes()), LONDON)
    assert [(zone.kind, zone.author.shown if zone.author else "") for zone in found] == [
        ("note", "Anna Reed"),
        ("forwarded", "Tom Baker"),
        ("forwarded", "Robert Hale"),
    ]
    assert found[1].to == (ANNA, Person(address="priya.nair@contoso.example"))
    assert found[1].text == "Hello,\n\nI took notes and will send the minutes."


HOSTILE = {
    "20,000 On": "On \n" * 20_000,
    "20,000 half addresses": "<a@b" * 20_000,
    "50,000 dashes": "-" * 50_000,
    "100,000 blanks": " " * 100_000,
    "100,000 quote marks": ">" * 100_000,
    "dated lines": "On 1 Jan 2026 at 10:00\n" * 8_000,
    "attributions": "On 1 Jan 2026 at 10:00 x <a@b.c> wrote:\n" * 5_000,
    "recipients": "From: a@b.c\nSent: 1 Jan 2026 10:00\nTo: " + "Last, First <a@b.c>;\n" * 9_000,
    "labels": "From: a\n" * 20_000,
    "sign-offs": "Best regards\n" * 15_000,
    "separators": "-----Original Message-----\n" * 7_000,
    "footers": "Sent from my iPhone\n" * 10_000,
    "numbers": "From: a@b.c\nDate: " + "1." * 50_000 + "\nSubject: s",
    "run-on labels": "----- Forwarded message ----- " + "From: a@b.c>To: x " * 5_000,
    "ligatures": "ﷺ: " * 20_000,
    "one line of 1 MB": "word " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name: str) -> None:
    began = time.perf_counter()
    zones(mail(HOSTILE[name]), LONDON)
    assert time.perf_counter() - began < 5  # half a second on an idle core


@pytest.mark.parametrize("name", ["dated lines", "attributions", "recipients", "sign-offs", "labels"])
def test_twice_the_hostile_text_takes_no_more_than_about_twice_the_time(name: str) -> None:
    def spent(text: str) -> float:
        best = 9.0
        for _ in range(3):
            began = time.perf_counter()
            zones(mail(text), LONDON)
            best = min(best, time.perf_counter() - began)
        return best

    text = HOSTILE[name][:80_000]
    assert spent(text + text) < 4 * spent(text) + 0.05


def test_a_shortened_body_is_told() -> None:
    assert shortened(mail("word " * 100_000))
    assert not shortened(mail(NOTE))


OTHER_SHAPES = {
    "Apple Mail": "Note.\n\nBegin forwarded message:\n\n> From: Tom Baker <tom@x.example>\n> Subject: S\n"
    "> Date: 20 November 2026 at 16:41:00 GMT\n> To: Anna <anna@x.example>\n>\n> Old.\n",
    "Gmail": "Note.\n\n---------- Forwarded message ---------\nVon: Tom Baker <tom@x.example>\n"
    "Date: Fr., 20. Nov. 2026 um 16:41 Uhr\nSubject: S\nTo: Anna <anna@x.example>\n\n\nOld.\n",
    "Yahoo": "Note.\n\n   ----- Forwarded Message ----- From: Tom Baker <tom@x.example>To: Anna <anna@x.example>"
    "Sent: Friday, 20 November 2026 at 16:41:00 GMTSubject: S\n Old.\n",
    "Thunderbird": "Note.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: \tS\nDatum: \tFri, 20 Nov 2026 "
    "16:41:00"
    " +0000\nVon: \tTom Baker <tom@x.example>\nAn: \tAnna <anna@x.example>\n\n\nOld.\n",
    "bold labels": "Note.\n\n*From:* Tom Baker <tom@x.example>\n*Sent:* 20 November 2026 16:41\n"
    "*To:* Anna <anna@x.example>\n*Subject:* S\n\nOld.\n",
    "values below their labels": "Note.\n\nFrom:\nTom Baker <tom@x.example>\nSent:\n20 November 2026 16:41\n"
    "To:\nAnna <anna@x.example>\nSubject:\nS\n\nOld.\n",
    "labels with blank lines between": "Note.\n\nFrom: Tom Baker <tom@x.example>\n\nSent: 20 November 2026 16:41\n\n"
    "To: Anna <anna@x.example>\n\nSubject: S\n\nOld.\n",
    "in one line": "Note.\n\nFrom: Tom Baker <tom@x.example> Sent: 20 November 2026 16:41 To: Anna <anna@x.example> "
    "Subject: S\n\nOld.\n",
    "quoted below its header": "Note.\n\n-----Original Message-----\nFrom: Tom Baker <tom@x.example>\n"
    "Sent: 20 November 2026 16:41\nTo: Anna <anna@x.example>\nSubject: S\n\n> Old.\n",
    "attributed below a separator": "Note.\n\n----- Original Message -----\nOn 20 November 2026 16:41, Tom Baker "
    "<tom@x.example> wrote:\n\n> Old.\n",
    "Thunderbird HTML": "<p>Note.</p><div class='moz-forward-container'>-------- Forwarded Message --------"
    "<table class='moz-email-headers-table'><tr><th>Subject: </th><td>S</td></tr><tr><th>Date: </th><td>Fri, 20 "
    "Nov 2026 "
    "16:41:00 +0000</td></tr><tr><th>From: </th><td>Tom Baker &lt;tom@x.example&gt;</td></tr><tr><th>To: </th><td>Anna "
    "&lt;anna@x.example&gt;</td></tr></table><p>Old.</p></div>",
    "an attribution in an unknown language": "Note.\n\nMissatge de Tom Baker <tom@x.example> del 20/11/2026 "
    "16:41:\n> Old.\n",
    "the same in HTML": "<div>Note.</div><div class='gmail_quote'>Qwerty Tom Baker tom@x.example 20/11/2026 16:41<br>"
    "<blockquote class='gmail_quote'>Old.</blockquote></div>",
    "Word's block quote": "<p>Note.</p><p>On 20/11/2026 16:41, Tom Baker &lt;tom@x.example&gt; wrote:</p>"
    "<blockquote style='margin-top:5.0pt;margin-bottom:5.0pt'><p>Old.</p></blockquote>",
}


@pytest.mark.parametrize("shape", OTHER_SHAPES)
def test_other_shapes_of_forwards_and_quotations_are_known(shape: str) -> None:
    note, older = of(OTHER_SHAPES[shape], subject="Fwd: S")
    assert (note.text, older.text) == ("Note.", "Old.")
    assert older.author is not None
    assert older.author.address == "tom@x.example"
    if "unknown" not in shape and "same in HTML" not in shape:
        assert older.author.name == "Tom Baker"
        assert older.subject == "S"
    assert older.written is not None
    assert older.written.astimezone(UTC) == WRITTEN


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Note.\n-----Original Message-----\nold words", "Note."),
        ("Note.\n> a long quoted line that was torn off by some mail program on the\nway here\n> and goes on", "Note."),
        ("Note.\n> quoted\n<https://x.example/torn>\n> quoted", "Note."),
        ("> quoted\n\nNote.", "Note."),
        ("<p>Note.</p><blockquote>old</blockquote>", "Note."),
        ("<p>Note.</p><blockquote>mine</blockquote><p>more</p>", "Note.\n\nmine\n\nmore"),
        ("<div>Note.</div><blockquote style='margin-left:40px'>mine</blockquote>", "Note.\n\nmine"),
        ("<blockquote>mine</blockquote>", "mine"),
    ],
)
def test_the_note_is_what_the_writer_wrote(text: str, note: str) -> None:
    assert of(text)[0].text == note
