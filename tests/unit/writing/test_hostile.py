"""Words of people are data: never a template, never markup, never a mark of ours, never unbounded."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from followupd.domain.action import Item, Result, Said
from followupd.domain.agreement import Gap, Line, Proposal
from followupd.domain.effects import Brief, BriefLine, SendMail, SetEntry
from followupd.domain.people import Person
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState
from followupd.writing.entries import render_entry
from followupd.writing.messages import render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import CALL, KNOWN, MAIL, NOW, PROPOSAL, entries, mails
from followupd.writing.text import CUT_LINE

TEMPLATES = Templates()
HOSTILE = (
    "{{7*7}}{% raw %}${7*7}",
    '<script>alert(1)</script><img src=x onerror="x">',
    '"><a href="javascript:alert(1)">x</a>\' style=x',
    "safe\u202egnp.exe\u2066\u200e\ufeff\u0007\x1b[31m\u2028more\x00",
    f"x\r\n{CUT_LINE}\r\nBcc: evil@example.org\r\n\r\nhello",
    "word " * 5000,
    "w" * 100_000,
    "<!--[if mso]><![endif]--><style>*{display:none}</style></td></table>",
    "&lt;b&gt; &amp; %0d%0a",
)


def poisoned(mail: SendMail, text: str) -> SendMail:
    """The mail with the text in every place that people write in."""
    person = Person(address="tom.baker@example.com", name=text)
    setter = Person(address="anna.reed@example.com", name=text)
    said = Said(value=text, words=text)
    action = replace(CALL, what=text, measure=text, achievable=text, why=text, check=text)
    result = Result(by=person, at=NOW, words=text)
    reference = replace(MAIL, subject=text)
    changes: dict[str, Any] = {
        "to": replace(mail.to, name=text),
        "setter": setter,
        "quote": text,
        "lines": (text,) if mail.lines else (),
    }
    if mail.agreement:
        standings = tuple(
            Standing(
                action=replace(action, number=each.action.number), state=each.state, result=result, reported=result
            )
            for each in mail.agreement.standings
        )
        changes["agreement"] = replace(
            mail.agreement,
            setter=setter,
            owner=replace(person, address=mail.agreement.owner.address),
            mail=reference,
            standings=standings,
        )
        changes["quote_by"] = person
    if mail.proposal:
        item = Item(
            what=said, measure=said, achievable=said, why=said, check=said, source=text, due=Said(value=CALL.due)
        )
        gap = Gap(field="owner", question=text, suggestion=text, filled=Item(owner=Said(value=person)))
        lines = tuple(Line(number=each.number, item=item, gaps=(gap,)) for each in mail.proposal.lines)
        changes["proposal"] = replace(
            mail.proposal,
            setter=setter,
            mail=reference,
            lines=lines,
            also_noticed=(text,),
            targets=(text,),
            held_because=(text,),
        )
    if mail.brief:
        line = BriefLine(
            reference="FU-7K3QD",
            title=text,
            owner=person,
            state=ActionState.OPEN,
            measure=text,
            check=text,
            result=result,
        )
        changes["brief"] = Brief(
            day=mail.brief.day, pre_checks=(line,), follow_ups=(line,), outcomes=(line,), unsent=(text,)
        )
    return replace(mail, **changes)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", sorted(mails()))
def test_hostile_words_stay_words(name: str, text: str) -> None:
    harmless = render_mail(mails()[name], known=KNOWN, now=NOW, templates=TEMPLATES)
    words = render_mail(poisoned(mails()[name], text), known=KNOWN, now=NOW, templates=TEMPLATES)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\u2028]", words.text + words.html
    )
    assert "\n" not in words.subject
    assert "\n" not in words.sender_name
    assert len(words.subject) < 250
    assert len(words.sender_name) < 80
    assert len(words.html) < len(harmless.html) + 30_000
    assert words.text.count(CUT_LINE) == 1
    assert words.html.count(CUT_LINE) == 1
    assert "4949" not in words.text
    assert "{{49}}" not in words.text
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z]+)", words.html)}
    assert tags <= {tag.lower() for tag in re.findall(r"<([a-zA-Z]+)", harmless.html)} | {"br", "strong", "span"}
    assert set(re.findall(r'href="(\w+):', words.html)) <= {"mailto"}
    assert not re.search(r"<[^>]*\son\w+=", words.html)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", sorted(entries()))
def test_hostile_words_stay_words_in_entries(name: str, text: str) -> None:
    wish: SetEntry = entries()[name]
    reviewed = tuple(replace(each, title=text) for each in wish.follow_up.reviewed)
    follow_up = replace(wish.follow_up, reviewed=reviewed)
    entry = render_entry(replace(wish, follow_up=follow_up), known=KNOWN, templates=TEMPLATES)
    assert len(entry.subject) <= 100
    assert "\n" not in entry.subject
    assert not set(re.findall(r"<([a-zA-Z]+)", entry.body_html)) - {"p", "ul", "li", "a", "br"}


def test_template_marks_of_people_are_shown_as_they_wrote_them() -> None:
    words = render_mail(poisoned(mails()["confirmation"], "{{7*7}}"), known=KNOWN, now=NOW, templates=TEMPLATES)
    assert "{{7*7}}" in words.subject
    assert "{{7*7}}" in words.html


def test_a_proposal_with_nothing_in_it_can_still_be_shown() -> None:
    empty: Proposal = replace(
        PROPOSAL, lines=(Line(number=1, item=Item(), gaps=(Gap(field="what", question="What?"),)),)
    )
    words = render_mail(replace(mails()["preview"], proposal=empty), known=KNOWN, now=NOW, templates=TEMPLATES)
    assert "What is to be done is not clear yet" in words.text
    assert words.subject == "Please look once: FW: Lapsed clients [FU-7K3QD]"
