"""Which of the seven situations a mail comes from; none when unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.action import Situation
from followupd.reading.read import read_mail
from tests.unit.reading.mails import ANNA, JANE, KNOWN, SERVICE, TOM, mail

DO = "Tom will count the spare pallets by 20 March."


def said(text: str, subject: str, *, stranger: bool = False) -> tuple[Situation, str] | None:
    to = (TOM, JANE) if stranger else (TOM,)
    found = read_mail(mail(text, to=to, subject=subject), KNOWN).situation
    return (found.value, found.words) if found else None


@pytest.mark.parametrize(
    ("subject", "text", "meant"),
    [
        ("Stand-up", "Tom: count the pallets by noon", (Situation.DAILY, "Stand-up")),
        ("Reklamationen im Lager", "Tom prüft die Waage bis 20.03.2026.", (Situation.QUALITY, "Reklamationen")),
        ("After the visit", f"The root cause was the scale. Two complaints. {DO}", (Situation.QUALITY, "root cause")),
        ("KPIs for spring", f"Your target is £40k. {DO}", (Situation.TARGET, "KPIs")),
        ("Workshop follow-through", DO, (Situation.TRAINING, "Workshop")),
        ("Notes from our 1:1", DO, (Situation.REVIEW, "1:1")),
        ("Your appraisal", f"From our monthly review: {DO}", (Situation.APPRAISAL, "appraisal")),
    ],
)
def test_the_subject_or_telling_words_show_it(subject: str, text: str, meant: tuple[Situation, str]) -> None:
    assert said(text, subject) == meant


def test_somebody_of_another_organisation_and_a_word_of_the_trade_make_a_meeting_with_a_client() -> None:
    assert said(f"Jane, here is the shortlist. {DO}", "Next steps", stranger=True) == (Situation.CLIENT, "shortlist")
    assert said(f"Here is the shortlist. {DO}", "Next steps") is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Pallets", DO),
        ("Training and complaints", DO),  # two are as likely
        ("Agreed today", "Tom will count the pallets by 2 April, and the course is on Friday."),
        ("Training", "The room is booked."),  # nothing to do
        ("FYI: training dates", DO),
    ],
)
def test_in_doubt_there_is_none(subject: str, text: str) -> None:
    assert said(text, subject) is None


def test_the_subject_of_a_forward_counts_without_its_mark() -> None:
    passed_on = replace(mail(DO, author=ANNA, to=(SERVICE,), cc=(TOM,)), subject="FW: Coaching session")
    found = read_mail(passed_on, KNOWN).situation
    assert found is not None
    assert found.value is Situation.TRAINING
