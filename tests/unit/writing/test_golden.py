"""Every kind of mail and entry, whole. Renew with `python bench/golden.py`, and look at the difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from followupd.domain.effects import MailKind
from followupd.domain.mail import EntryRole
from followupd.reading.reply import CUT_LINE as READ_CUT_LINE
from followupd.writing.render import Templates
from followupd.writing.samples import broken_templates, entries, mails, rendered
from followupd.writing.text import CUT_LINE

GOLDEN = Path(__file__).parents[2] / "golden"
FILES = rendered(Templates())


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_reads_as_it_did(name: str) -> None:
    assert (GOLDEN / name).read_text(encoding="utf-8") == FILES[name]


def test_nothing_else_lies_there() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)


def test_each_kind_has_a_sample() -> None:
    assert {mail.kind for mail in mails().values()} == set(MailKind)
    assert {entry.role for entry in entries().values()} == set(EntryRole)


def test_our_own_templates_can_be_used() -> None:
    assert list(broken_templates(Templates())) == []


def test_reading_cuts_where_writing_begins() -> None:
    assert READ_CUT_LINE == CUT_LINE
    for name, content in FILES.items():
        if name.endswith(".txt"):
            assert content.partition("\n\n")[2].startswith(CUT_LINE)
        elif not name.startswith("entry_"):
            assert content.count(CUT_LINE) == 1
            assert '<div data-followupd="cut"' in content
