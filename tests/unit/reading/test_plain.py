"""HTML and text become what a person sees: whole lines, nothing hidden, within bounds."""

from __future__ import annotations

import pytest

from followupd.reading.plain import MAX_LINE, MAX_LINES, MAX_TEXT, Mark, clean, lines_of_html, lines_of_text, plain

SEEN = [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<div>One<br></div><div>Two</div><div><br></div><div>Three</div>", "One\nTwo\n\nThree"),
    ("<p>soft\nbreaks   and\tblanks</p>", "soft breaks and blanks"),
    ("Fish&nbsp;&amp;&nbsp;chips &#8211; caf&eacute;", "Fish & chips – café"),
    ("<ul><li>One</li><li>Two<ul><li>Deeper</li></ul></li></ul>", "- One\n- Two\n  - Deeper"),
    ("<ol start=3><li>Three</li><li>Four</li></ol>", "3. Three\n4. Four"),
    ("<pre>a  b\n  c</pre>", "a  b\n  c"),
    ("<a href='https://x.example'>the list</a>", "the list"),
    ("<a href='mailto:tom@x.example?subject=hi'>Tom</a>, call", "Tom <tom@x.example>, call"),
    ("<a href='mailto:tom@x.example'>tom@x.example</a>", "tom@x.example"),
    ("<b>Bo</b>ld<o:p></o:p>", "Bold"),
    ("<img alt='👍'> <img alt='Logo of Contoso' src=x>", "👍"),
    (
        "<table><tr><th>Action</th><th>Owner</th><th>Due</th></tr>"
        "<tr><td>Call</td><td></td><td>4 Dec</td></tr></table>",
        "Action | Owner | Due\nCall |  | 4 Dec",
    ),
    ("<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "One\n\nTwo"),
    ("<table><tr><td></td><td><div>A banner</div></td><td></td></tr></table>", "A banner"),
    (
        "<p class='MsoNormal'>One</p><p class='MsoNormal'>Two</p><p class='MsoNormal'>&nbsp;</p><p>Three</p>",
        "One\nTwo\n\nThree",
    ),
    (
        "<p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Call Ben</p>",
        "- Call Ben",
    ),
    (
        "<p class='MsoListParagraph'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Write to Ben</p>",
        "2. Write to Ben",
    ),
]


@pytest.mark.parametrize(("html", "seen"), SEEN)
def test_a_person_sees_these_lines(html: str, seen: str) -> None:
    assert plain(html) == seen


@pytest.mark.parametrize(
    "hidden",
    [
        "<style>p{color:red}</style>",
        "<script>alert('x')</script>",
        "<!-- a comment -->",
        "<div style='display:none;max-height:0'>Preheader</div>",
        "<span style='font-size:0'>x</span>",
        "<span style='mso-hide: all'>x</span>",
        "<div hidden>x</div>",
        "<title>Title</title>",
        "<img src='https://track.example/p.gif' width=1 height=1>",
        "<!--[if mso]><p>only Word</p><![endif]-->",
        "<noscript>x</noscript>",
    ],
)
def test_what_nobody_sees_is_no_word(hidden: str) -> None:
    assert plain(f"<p>Before</p>{hidden}<p>after</p>") == "Before\n\nafter"


def test_invisible_characters_are_gone_and_blanks_are_plain() -> None:
    dirty = "by\u200b Fri\u00adday\u202e \u2066x\u2069\ufeff\u00a0now\u2003!\U000e0041"
    assert clean(dirty) == "by Friday x now !"
    assert plain(f"<p>{dirty}</p>") == "by Friday x now !"


def test_a_quote_mark_is_depth_not_text() -> None:
    lines = lines_of_text("new\n> old\n>> older\n > > also").lines
    assert [(line.depth, line.text) for line in lines] == [(0, "new"), (1, "old"), (2, "older"), (2, "also")]


def test_a_quote_button_and_an_indentation_are_told_apart() -> None:
    lines = lines_of_html(
        "<blockquote type=cite>old</blockquote><blockquote style='margin-left:40px'>mine</blockquote>"
    ).lines
    found = {line.text: (line.depth, line.soft) for line in lines if line.text}
    assert found == {"old": (1, 0), "mine": (0, 1)}


def test_our_own_mail_is_marked_by_its_attribute() -> None:
    lines = lines_of_html("<p>Done</p><div data-followupd='cut' class='x_y'>— followupd —</div>").lines
    assert [line.mark for line in lines if line.text] == [None, Mark.CUT]


HUGE = {
    "10 MB of paragraphs": "<p>hello world</p>" * 600_000,
    "10,000 nested tags": "<div>" * 10_000 + "deep" + "</div>" * 10_000,
    "100,000 unclosed quotes": "<blockquote>" * 100_000 + "deep",
    "nested tables": "<table><tr><td>" * 5_000 + "deep",
    "a line of 1 MB": "x" * 1_000_000,
    "a line of 1 MB in words": "word " * 200_000,
    "a wide row": "<table><tr>" + "<td>x</td>" * 50_000 + "</tr></table>",
    "a long attribute": f"<div style='{'a:b;' * 500_000}'>x</div>",
    "half tags": "<" * 300_000,
    "unclosed comment": "<!--" * 100_000,
    "many lines in pre": "<pre>" + "a\n" * 300_000 + "</pre>",
}


@pytest.mark.parametrize("name", HUGE)
def test_hostile_html_stays_within_the_bounds(name: str) -> None:
    body = lines_of_html(HUGE[name])
    assert sum(len(line.text) + 1 for line in body.lines) <= MAX_TEXT
    assert len(body.lines) <= MAX_LINES
    assert all(len(line.text) <= MAX_LINE for line in body.lines)


def test_what_nests_too_deeply_for_the_parser_is_still_read() -> None:
    html = "<p>Call Ben</p>" + "<div>" * 10_000 + "by Friday" + "</div>" * 10_000 + "<p>Thanks</p>"
    assert plain(html).split() == ["Call", "Ben", "by", "Friday", "Thanks"]


def test_a_body_beyond_the_bounds_says_that_it_was_shortened() -> None:
    assert lines_of_text("word " * 100_000).shortened
    assert lines_of_html("<p>word</p>" * 100_000).shortened
    assert not lines_of_html("<p>word</p>").shortened


@pytest.mark.parametrize(
    "html", ["", " ", "<", "</p></p>", "<html></html>", "\x00", "<?xml version='1.0'?>", "<!doctype html>"]
)
def test_nothing_to_see_is_no_text(html: str) -> None:
    assert plain(html).strip("<") == ""
