"""Bodies: what is cut as a quote, how HTML becomes text, what is kept out."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.sandbox.bodies import as_stored, html_of, in_type, preview, spoken, text_of, unique
from followupd.sandbox.message import Body


def words(body: Body) -> str:
    return " ".join(text_of(body).split())


@pytest.mark.parametrize(
    "quote",
    [
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Tom</div>',
        '<hr tabindex="-1" style="width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Tom</div>',
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt"><p><b>From:</b></p></div>',
        '<div style="border:none;border-top:solid #B5C4DF 1.0pt"><p><b>From:</b> Tom</p></div></div>',
        '<div id="mail-editor-reference-message-container">From: Tom</div>',
        '<div id="x_divRplyFwdMsg">From: Tom</div>',
        '<div class="gmail_quote">On Monday Tom wrote:</div>',
        '<blockquote type="cite">Old</blockquote>',
    ],
)
def test_what_a_client_quotes_in_html_is_cut(quote: str) -> None:
    body = Body("html", f"<html><body><div><p>Mine</p>{quote}</div></body></html>")
    assert words(unique(body)) == "Mine"


@pytest.mark.parametrize(
    "quote",
    [
        "-----Original Message-----\r\nFrom: Tom",
        "________________________________\r\nFrom: Tom",
        "From: Tom Baker\r\nSent: 8 June 2026\r\nTo: Anna",
        "From: Tom Baker <t@x>\r\nDate: 8 June 2026\r\n",
        "On Mon, 8 Jun 2026 at 08:00, Tom <t@x> wrote:\r\n> Old",
        "> Old",
    ],
)
def test_what_a_client_quotes_in_text_is_cut(quote: str) -> None:
    assert unique(Body("text", f"Mine\r\n\r\n{quote}\r\nmore")).content == "Mine\r\n"


@pytest.mark.parametrize("text", ["Mine alone", "I heard from: nobody\r\n", "From Monday on we do it", ""])
def test_a_mail_without_a_quote_is_all_unique(text: str) -> None:
    assert unique(Body("text", text)).content == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("a<br>b", "a b"),
        ("<ul><li>one<li>two</ul>", "* one * two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("a &amp; b&nbsp;c", "a & b c"),
        ("", ""),
        ("<!-- nothing -->", ""),
        ("plain", "plain"),
        ("<p>open <b>never closed", "open never closed"),
        ("<div>" * 10_000 + "deep", "deep"),
        ("<style>p{}</style><div>x</div>", "x"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert words(Body("html", html)) == text


def test_a_huge_body_is_read_in_time() -> None:
    assert words(Body("html", "<p>word</p>" * 900_000)).startswith("word word")


def test_scripts_are_never_kept() -> None:
    kept = as_stored(Body("html", '<p onclick="x()">Hi</p><script>alert(1)</script>')).content
    assert "script" not in kept
    assert "onclick" not in kept
    assert kept.startswith("<html><head>")


@pytest.mark.parametrize("html", ["<html><body>x</body></html>", "<html><head></head><body>x</body></html>", "x"])
def test_html_is_kept_whole_and_with_its_charset(html: str) -> None:
    kept = as_stored(Body("html", html)).content
    assert kept.lower().count("<html") == kept.lower().count("<head") == 1
    assert "charset=utf-8" in kept


def test_text_is_shown_as_html_when_preferred() -> None:
    assert "a &lt;b&gt;<br>" in in_type(Body("text", "a <b>\r\nc"), "html").content
    assert in_type(Body("text", "a"), None) == Body("text", "a")
    assert html_of(Body("html", "x")) == "x"


def test_a_preview_is_255_characters_of_text() -> None:
    assert len(preview(Body("html", "<p>" + "word " * 200 + "</p>"))) == 255


def test_the_quoted_moment_is_that_of_the_reader() -> None:
    moment = datetime(2026, 6, 8, 23, 5, tzinfo=UTC)
    assert spoken(moment, ZoneInfo("Europe/London")) == "Tuesday, June 9, 2026 12:05 AM"
