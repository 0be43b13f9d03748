"""The invitation to Teams in a body: told apart from our words, and never lost when these are written anew."""

from __future__ import annotations

import pytest

from followupd.engine.perform import letters
from followupd.graph.join_block import apart, together

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d&lang=en"
HREF = LINK.replace("&", "&amp;")
LINE = f'<div style="width:100%"><span>{"_" * 80}</span></div>'
INVITATION = f'{LINE}<div class="me-email-text"><div>Microsoft Teams</div><a href="{HREF}">Join</a></div>{LINE}'
OURS = "<p>Anna and Tom look at:</p><ul><li>Label the boxes [FU-7K3QD]</li></ul>"


@pytest.mark.parametrize(
    "body",
    [
        f"<html><body>{OURS}{INVITATION}</body></html>",
        f"<html><head><title>x</title></head><body><div>{OURS}{INVITATION}</div></body></html>",
        f"<html><body><div>{OURS}</div><br>\r\n<div>{INVITATION}</div></body></html>",
        OURS + INVITATION,
    ],
    ids=["at the end", "in one part with ours", "in a part of its own", "no whole document"],
)
def test_the_invitation_is_told_apart_and_put_back(body: str) -> None:
    words, invitation = apart(body, LINK)
    assert letters(words) == letters(OURS)
    assert HREF in invitation
    again = together("<html><body><p>New words</p></body></html>", invitation)
    assert again.endswith("</body></html>")
    assert apart(again, LINK)[1] == invitation
    assert letters(apart(again, LINK)[0]) == "Newwords"


def test_what_a_person_wrote_around_it_stays_with_the_words() -> None:
    words, _ = apart(f"<body>{OURS}<p>Bring the list.</p>{INVITATION}<p>And coffee.</p></body>", LINK)
    assert letters(words) == letters(OURS) + "Bringthelist.Andcoffee."


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (OURS, LINK),
        (OURS + INVITATION, ""),
        (OURS + INVITATION, "https://teams.microsoft.com/l/meetup-join/another"),
        (f'<p>{OURS}<a href="{HREF}">Join</a></p>', LINK),
        ("", LINK),
    ],
    ids=["none", "no online meeting", "another meeting", "without lines", "empty"],
)
def test_what_cannot_be_told_apart_stays_whole(body: str, link: str) -> None:
    assert apart(body, link) == (body, "")
