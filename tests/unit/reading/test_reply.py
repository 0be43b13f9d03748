"""The writer's own new words, without what was there before and without a signature: and never fewer than he wrote."""

from __future__ import annotations

import pytest

from followupd.reading.read import read_mail
from followupd.reading.reply import CUT_LINE, agrees_with_exchange, own_words
from followupd.reading.signature import cut, is_sign_off
from followupd.reading.zones import zones
from tests.unit.reading import bodies
from tests.unit.reading.bodies import NOTE, TOM, mail
from tests.unit.reading.mails import KNOWN

OURS = f"""{CUT_LINE}
Anna Reed and Tom Baker agreed: call the 10 clients, book 3 meetings, by Friday 4 December.
Answer DONE or BLOCKED.
"""

QUOTED = "".join(f"> {line}\n" for line in OURS.splitlines())

REPLIES = [
    ("Done, 4 meetings booked.", "Done, 4 meetings booked."),
    (f"Done.\n\n{OURS}", "Done."),
    (f"Done.\n\nOn Mon, 23 Nov 2026 at 09:00, Follow-ups <followup@contoso.example> wrote:\n\n{QUOTED}", "Done."),
    (
        "Done.\n\nFrom: Follow-ups <followup@contoso.example>\nSent: 23 November 2026 09:00\nTo: Tom\n"
        f"Subject: x\n\n{OURS}",
        "Done.",
    ),
    ("DONE\n\nTom", "DONE"),
    ("DONE\n\nThanks,\nTom Baker\nSales | Contoso\n+44 20 7946 0102", "DONE"),
    ("Erledigt.\n\nMit freundlichen Grüßen\nTom Baker", "Erledigt."),
    ("C'est fait.\n\nCordialement,\nTom", "C'est fait."),
    ("Done\n\nSent from my iPhone", "Done"),
    ("Done\n\nGet Outlook for Android<https://aka.ms/x>", "Done"),
    ("Fertig\n\nVon meinem iPhone gesendet", "Fertig"),
    ("Done\n\n-- \nTom Baker\nSales", "Done"),
    ("Done\n\n-----Original Message-----\nFrom: x\n", "Done"),
    ("Done\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.", "Done"),
]


@pytest.mark.parametrize(("text", "own"), REPLIES)
def test_these_are_the_writers_own_words(text: str, own: str) -> None:
    assert own_words(mail(text, author=TOM, subject="Re: x")) == own


KEPT = [
    "Thanks",
    "Thank you, Anna!",
    "Hi Anna,\n\nThanks",
    "Thanks,\nnot yet done",
    "Thanks, done",
    "Thanks, agreed.",
    "Thanks\n\nTom: call Ben by Friday",
    "Thanks\n1 done, 2 on Friday",
    "Best\n\n1. Call Ben\n2. Write to Jane",
    "Hi Anna\nThanks\nDone",
    "Regards\n\nWhen do you need it?",
    "Cheers\nPlease call Ben today",
    "Tom\n- call Ben\n- write to Jane",
    "Tom: call Ben\n--\nPriya: update the CRM by Friday",
    "Part one\n\n--\n\n- Part two\n- Part three",
    "Done.\n\nThanks\nTom\n\nPS: the list goes out on Friday.",
    "Confidentiality agreement: Tom to sign it by Friday.",
    "Attention: the external audit is on Friday.",
    "External review on Friday",
    "Sent by the client yesterday, see the list.",
    "Sent with the price list, done.",
    "Vorstand will decide on Friday.",
    "This message is for Tom: please call Ben.",
    "On your side: call Ben.\nOn mine: the list.",
    "From: the north office\nWe need the list.",
    "Call Ben\n\nDo not forget the list",
    "1 and 2 done\n3 until the 18th",
    "Friday is fine\n\nGet Outlook for Android<https://aka.ms/x>\n\nAnd please bring the keys with you.",
]


@pytest.mark.parametrize("text", KEPT)
def test_no_word_of_these_is_lost(text: str) -> None:
    assert own_words(mail(text, author=TOM)).split() == text.split()


def test_what_is_cut_is_kept_beside_the_words() -> None:
    parted = cut("Done.\n\nKind regards\nTom Baker\nSales", "Tom Baker")
    assert (parted.words, parted.signature) == ("Done.", "Kind regards\nTom Baker\nSales")


@pytest.mark.parametrize("name", ["Tom Baker", "Baker, Tom", "Tom Baker (Sales)", "TOM BAKER", "Tom"])
@pytest.mark.parametrize("signed", ["Tom", "tom", "Tom.", "- Tom", "Tom Baker", "T", "Tom 😊"])
def test_the_authors_own_name_is_no_word(name: str, signed: str) -> None:
    if signed == "Tom Baker" and name == "Tom":
        return
    assert cut(f"The list is out.\n\n{signed}", name).words == "The list is out."


def test_another_persons_name_at_the_end_is_kept() -> None:
    assert cut("The list goes to\nPriya", "Tom Baker").words == "The list goes to\nPriya"


def test_a_bare_first_name_of_an_unknown_author_is_kept() -> None:
    assert cut("The list is out.\n\nTom", "").words == "The list is out.\n\nTom"


@pytest.mark.parametrize(
    "line", ["Best regards,", "Kind regards", "MfG", "Viele Grüße,", "Cordialement", "Thanks, Tom", "Un saludo"]
)
def test_formulas_that_end_a_letter(line: str) -> None:
    assert is_sign_off(line)


@pytest.mark.parametrize("line", ["Best of three", "Regards the list", "Thanks for the list", "Thanks, done", ""])
def test_lines_that_only_begin_like_a_formula(line: str) -> None:
    assert not is_sign_off(line)


def test_inline_answers_in_a_block_quote_are_kept() -> None:
    html = (
        "<div>See below.</div><div class='gmail_quote'><div class='gmail_attr'>On Fri, 20 Nov 2026 at 16:41, Anna Reed "
        "&lt;anna.reed@contoso.example&gt; wrote:</div><blockquote class='gmail_quote'>1. The calls?</blockquote>"
        "<div>Done.</div><blockquote class='gmail_quote'>2. The list?</blockquote><div>On Friday.</div></div>"
    )
    assert own_words(mail(html=html, author=TOM)) == "See below.\nDone.\n\nOn Friday."


@pytest.mark.parametrize(
    "body", [bodies.WEB, bodies.DESKTOP, bodies.MOBILE, bodies.MAC, bodies.GMAIL, bodies.APPLE, bodies.THUNDERBIRD]
)
def test_every_client_gives_the_same_own_words(body: str) -> None:
    assert own_words(mail(html=body)) == NOTE


def test_below_our_own_mark_nothing_is_new_even_without_a_header() -> None:
    html = "<p>Done</p><div><div data-followupd='cut'>— followupd —</div><p>DONE closes it. Answer CONFIRM.</p></div>"
    assert own_words(mail(html=html, author=TOM)) == "Done"


def test_an_attribution_with_nothing_above_it_leaves_the_words_below() -> None:
    text = "On Mon, 23 Nov 2026 at 09:00, Anna Reed <anna@x.example> wrote:\n\nDone, 4 meetings."
    assert own_words(mail(text, author=TOM)) == "Done, 4 meetings."


def test_a_quotation_that_nobody_is_named_for_is_the_authors_where_he_answers_nothing() -> None:
    assert own_words(mail("> Tom, call Ben by Friday.", subject="Calls")) == "Tom, call Ben by Friday."
    assert own_words(mail("> DONE", author=TOM, subject="Re: Calls")) == ""
    assert own_words(mail("> DONE", author=TOM, in_reply_to=("<1@x>",))) == ""


def test_a_forward_without_a_note_has_no_words_of_the_forwarder() -> None:
    text = 'On 28/10/2026 12:46, "Anna Reed" <anna@x.example> wrote:\n\n    Call Ben by Friday.'
    assert own_words(mail(text, author=TOM, subject="FW: Calls")) == ""


@pytest.mark.parametrize(
    ("unique", "agrees"),
    [
        ("", None),
        ("Done,\r\n booked!", True),
        ("Done, booked. Tom", True),
        ("Caution: external sender. Done, booked.", False),
        ("Done", False),
        ("Done, booked. And more.", False),
    ],
)
def test_exchanges_own_idea_of_what_is_new_is_compared(unique: str, agrees: bool | None) -> None:
    found = mail("Done, booked.\n\nTom\n\n> Old.", author=TOM, unique=unique, subject="Re: x")
    note = zones(found)[0]
    assert agrees_with_exchange(found.unique, note.text, note.signature) is agrees
    assert read_mail(found, KNOWN).agrees_with_exchange is agrees
