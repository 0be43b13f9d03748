"""Replies and forwards as each mail client writes them, in thirteen languages: own words, older author, older date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.mail import MailIn
from followupd.reading.reply import own_words
from followupd.reading.zones import zones
from tests.unit.reading.bodies import mail
from tests.unit.reading.tongues import TONGUES, Tongue

LONDON = ZoneInfo("Europe/London")
WRITTEN = datetime(2026, 11, 20, 16, 41, tzinfo=UTC)
OWN = "The list is with Ben since Tuesday."
OLD = "Where is the list for the north office?"
PEOPLE = ("Tom Baker <tom@x.example>", "Reed, Anna <anna@x.example>; Priya Nair", "ben@x.example")


def _block(tongue: Tongue, *, mac: bool = False) -> list[tuple[str, str]]:
    sent = tongue.mac if mac else (tongue.labels[1], tongue.sent)
    by, _, to, cc, subject = tongue.labels
    return [(by, PEOPLE[0]), sent, (to, PEOPLE[1]), (cc, PEOPLE[2]), (subject, "The list: north")]


def _tags(fields: list[tuple[str, str]], pattern: str = "<b>{}</b> {}") -> str:
    return "<br>\r\n".join(pattern.format(escape(label), escape(value)) for label, value in fields)


def web(tongue: Tongue) -> str:
    return (
        f'<div class="elementToProof">{OWN}</div><div id="appendonsend"></div>'
        f'<hr style="display:inline-block;width:98%" '
        f'tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000">{_tags(_block(tongue))}'
        f"</font><div>&nbsp;</div></div><div><p>{OLD}</p></div>"
    )


def new(tongue: Tongue) -> str:
    return (
        f'<div class="elementToProof">{OWN}</div><div id="Signature" class="elementToProof"></div>'
        f'<div id="mail-editor-reference-message-container">'
        f'<div style="text-align:left;padding:3pt 0 0;border-width:1pt '
        f'medium medium;border-style:solid none none;border-color:#B5C4DF currentcolor currentcolor">'
        f"{_tags(_block(tongue))}</div><br><div><p>{OLD}</p></div></div>"
    )


def desktop(tongue: Tongue) -> str:
    return (
        f'<div class="WordSection1"><p class="MsoNormal">{OWN}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        f'<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
        f"{_tags(_block(tongue))}<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        f'<p class="MsoNormal">{OLD}<o:p></o:p></p></div>'
    )


def mobile(tongue: Tongue) -> str:
    return (
        f'<div dir="auto">{OWN}</div><div id="ms-outlook-mobile-signature"><div><br></div>{escape(tongue.footers[0])}'
        f'</div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg">{_tags(_block(tongue))}</div><br>'
        f"<div>{OLD}</div>"
    )


def mac(tongue: Tongue) -> str:
    return (
        f'<p class="MsoNormal">{OWN}</p><p class="MsoNormal">&nbsp;</p>'
        f'<div style="border:none;border-top:solid #B5C4DF '
        f'1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">{_tags(_block(tongue, mac=True))}</p></div>'
        f'<div><p class="MsoNormal">{OLD}</p></div>'
    )


def web_text(tongue: Tongue) -> str:
    fields = "\n".join(f"{label} {value}" for label, value in _block(tongue))
    return f"{OWN}\n\n{'_' * 32}\n{fields}\n\n{OLD}\n"


def desktop_text(tongue: Tongue) -> str:
    fields = "\n".join(f"{label} {value}" for label, value in _block(tongue))
    return f"{OWN}\n\n{tongue.closing}\n\nPat Moss\nOperations Manager\n\n{fields}\n\n{OLD}\n"


def bold_text(tongue: Tongue) -> str:
    fields = "\n".join(f"*{label}* {value}" for label, value in _block(tongue))
    return f"{OWN}\n\n{fields}\n\n{OLD}\n"


def gmail(tongue: Tongue) -> str:
    said = escape(tongue.gmail).replace("tom@x.example", '<a href="mailto:tom@x.example">tom@x.example</a>')
    return (
        f'<div dir="ltr">{OWN}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">'
        f'{said}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid #ccc">'
        f"<div>{OLD}</div></blockquote></div>"
    )


def gmail_text(tongue: Tongue) -> str:
    return f"{OWN}\n\n{tongue.gmail}\n\n> {OLD}\n>\n"


def gmail_wrapped(tongue: Tongue) -> str:
    return f"{OWN}\n\n{tongue.gmail.replace(' Tom Baker ', ' Tom Baker' + chr(10), 1)}\n\n> {OLD}\n"


def gmail_quoted_twice(tongue: Tongue) -> str:
    return f"{OWN}\n\n{tongue.gmail}\n\n> {OLD}\n>\n> {tongue.apple}\n>\n>> I wrote to Jane.\n"


def apple(tongue: Tongue) -> str:
    return (
        f'<div>{OWN}</div><br><div dir="ltr">{escape(tongue.footers[2])}</div>'
        f'<div dir="ltr"><br><blockquote type="cite">'
        f"{escape(tongue.apple)}<br><br></blockquote></div>"
        f'<blockquote type="cite"><div dir="ltr">{OLD}</div></blockquote>'
    )


def apple_text(tongue: Tongue) -> str:
    return f"{OWN}\n\n> {tongue.apple}\n> \n> {OLD}\n"


def thunderbird(tongue: Tongue) -> str:
    return (
        f'<p>{OWN}</p><div class="moz-cite-prefix">{escape(tongue.thunderbird)}<br></div><blockquote type="cite" '
        f'cite="mid:1@x.example"><p>{OLD}</p></blockquote><br>'
    )


def thunderbird_text(tongue: Tongue) -> str:
    return f"{OWN}\n\n{tongue.thunderbird}\n> {OLD}\n"


REPLIES: tuple[Callable[[Tongue], str], ...] = (
    web, new, desktop, mobile, mac, web_text, desktop_text, bold_text, gmail, gmail_text, gmail_wrapped,
    gmail_quoted_twice, apple, apple_text, thunderbird, thunderbird_text,
)  # fmt: skip
#: Thunderbird's line names nobody's address.
NO_ADDRESS = (thunderbird, thunderbird_text)


def _mail(body: str, subject: str) -> MailIn:
    return mail("" if body.startswith("<") else body, html=body if body.startswith("<") else "", subject=subject)


@pytest.mark.parametrize("shape", REPLIES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("language", TONGUES)
def test_a_reply_is_parted_in_every_client_and_language(shape: Callable[[Tongue], str], language: str) -> None:
    tongue = TONGUES[language]
    read = _mail(shape(tongue), f"{tongue.prefixes[0]} The list: north")
    assert own_words(read) == OWN
    older = zones(read, LONDON)[1]
    assert older.author is not None
    assert older.author.name == "Tom Baker"
    assert older.author.address == ("" if shape in NO_ADDRESS else "tom@x.example")
    assert older.written == WRITTEN
    assert older.text == OLD
    assert older.kind == "quoted"


@pytest.mark.parametrize(
    "shape", [web, new, desktop, mobile, mac, web_text, bold_text], ids=lambda shape: shape.__name__
)
@pytest.mark.parametrize("language", TONGUES)
def test_a_forward_from_outlook_has_all_fields_in_every_language(shape: Callable[[Tongue], str], language: str) -> None:
    tongue = TONGUES[language]
    own, older = zones(_mail(shape(tongue), f"{tongue.prefixes[1]} The list: north"), LONDON)
    assert own.text == OWN
    assert older.author is not None
    assert (older.author.name, older.author.address) == ("Tom Baker", "tom@x.example")
    assert [(p.shown, p.address) for p in older.to] == [("Anna Reed", "anna@x.example"), ("Priya Nair", "")]
    assert [p.address for p in older.cc] == ["ben@x.example"]
    assert (older.subject, older.written, older.text) == ("The list: north", WRITTEN, OLD)


@pytest.mark.parametrize("client", [0, 1, 2], ids=["Gmail", "Apple Mail", "Thunderbird"])
@pytest.mark.parametrize("language", TONGUES)
def test_a_forward_from_other_clients_has_its_author_and_date(client: int, language: str) -> None:
    tongue = TONGUES[language]
    by, _, to, _, subject = tongue.labels
    line = tongue.passed_on[client]
    label, date = tongue.mac
    fields = [(by, PEOPLE[0]), (subject, "The list: north"), (label, date), (to, "Anna Reed <anna@x.example>")]
    said = "\n".join(f"{name} {value}" for name, value in fields)
    bodies = (
        f"{OWN}\n\n---------- {line} ---------\n{said}\n\n\n{OLD}\n",
        f"{OWN}\n\n{line}\n\n" + "".join(f"> {each}\n" for each in [*said.split("\n"), "", OLD]),
        f"{OWN}\n\n-------- {line} --------\n{said}\n\n\n\n{OLD}\n",
    )
    own, older = zones(_mail(bodies[client], "Fwd: The list: north"), LONDON)
    assert own.text == OWN
    assert older.kind == "forwarded"
    assert older.author is not None
    assert (older.author.name, older.author.address) == ("Tom Baker", "tom@x.example")
    assert (older.subject, older.written, older.text) == ("The list: north", WRITTEN, OLD)


@pytest.mark.parametrize("language", TONGUES)
def test_what_ends_a_mail_is_no_word_of_it(language: str) -> None:
    tongue = TONGUES[language]
    for footer in tongue.footers:
        assert own_words(_mail(f"{OWN}\n\n{footer}\n", "Re: The list")) == OWN
    assert own_words(_mail(f"{OWN}\n\n{tongue.closing}\nPat Moss\n", "Re: The list")) == OWN
    assert own_words(_mail(f"{OWN}\n\n{tongue.disclaimer}\n", "Re: The list")) == OWN


@pytest.mark.parametrize("language", TONGUES)
def test_answers_below_quoted_questions_are_kept(language: str) -> None:
    tongue = TONGUES[language]
    body = (
        f"{tongue.gmail}\n\n> Is the list with Ben?\n\nYes, since Tuesday.\n\n> And the prices?\n\nOn Friday.\n\n"
        f"{tongue.closing}\nPat Moss\n"
    )
    assert own_words(_mail(body, "Re: The list")) == "Yes, since Tuesday.\n\nOn Friday."


@pytest.mark.parametrize("language", TONGUES)
def test_three_levels_have_three_authors(language: str) -> None:
    tongue = TONGUES[language]
    inner = (
        web_text(tongue).replace(OWN, "I asked Ben.").replace("Tom Baker <tom@x.example>", "Jane Ford <jane@y.example>")
    )
    fields = "\n".join(f"{label} {value}" for label, value in _block(tongue))
    read = zones(_mail(f"{OWN}\n\n{'_' * 32}\n{fields}\n\n{inner}", "FW: The list"), LONDON)
    assert [zone.text for zone in read] == [OWN, "I asked Ben.", OLD]
    assert [zone.author.address for zone in read[1:] if zone.author] == ["tom@x.example", "jane@y.example"]
