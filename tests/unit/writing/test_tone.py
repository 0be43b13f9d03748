"""Plain and warm: no blame, no threat, no watching, in any mail or entry; and short enough to be read on a phone."""

from __future__ import annotations

import re

import pytest

from followupd.writing.render import Templates
from followupd.writing.samples import rendered

FILES = rendered(Templates())

BLAME = "blame fault failed failure fail neglect neglected forgot forgotten careless excuse unacceptable disappointed"
THREAT = "overdue escalate escalation escalated consequence consequences warning must final deadline penalty asap"
WATCH = "monitor monitored monitoring track tracked tracking surveillance supervise score scored ranking rank audit"
CHASE = "chase chased chasing nag reminder unfortunately regret apologies sadly"


def words(html_or_text: str) -> set[str]:
    text = re.sub(r"(?s)<style>.*?</style>|<[^>]*>|href=\"[^\"]*\"", " ", html_or_text)
    return set(re.findall(r"[a-z’']+", text.lower()))


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_sentence_blames_threatens_or_watches(name: str) -> None:
    forbidden = set(f"{BLAME} {THREAT} {WATCH} {CHASE}".split())
    assert not words(FILES[name]) & forbidden


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".txt")))
def test_a_mail_ends_with_a_few_words_that_fit(name: str) -> None:
    offered = re.findall(r"^  (\S.*) – ", FILES[name], flags=re.M)
    assert len(offered) <= (8 if name.startswith("help") else 3)
    if not name.startswith(("thanks.", "thanks_own", "withdrawal", "stopped", "operator")):
        assert offered


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".html")))
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    assert not re.search(r"<img|<link|<script|src=|url\(|@import|https?://", FILES[name])
    assert set(re.findall(r'href="(\w+):', FILES[name])) <= {"mailto"}


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".html")))
def test_each_table_is_for_layout_and_each_tag_is_closed(name: str) -> None:
    html = FILES[name]
    assert html.count("<table") == html.count('<table role="presentation"')
    for tag in ("table", "tr", "td", "p", "a", "strong", "span", "div", "ul", "li"):
        assert len(re.findall(rf"<{tag}[\s>]", html)) == html.count(f"</{tag}>"), tag
