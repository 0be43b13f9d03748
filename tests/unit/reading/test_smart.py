"""The SMART rubric: letter by letter, with a reason; actions and figures told apart."""

from __future__ import annotations

import pytest

from followupd.domain.action import Item, Letter
from followupd.reading.smart import judge
from tests.unit.reading.mails import found, mail

LETTERS = [
    (
        "Tom will call the 10 lapsed clients by Friday 20 March to win back business; measure: 3 meetings booked.",
        "SMART",
    ),
    ("Call 10 dormant accounts.", "SMA"),
    ("Be more proactive with clients.", "A"),
    ("Contact some of the lapsed clients next week.", "SAT"),
    ("Try to get Cobalt to agree the new terms by Friday.", "SMT"),
    ("Call every client by end of March.", "ST"),
    ("Deepika merges the 240 duplicate records by 29 May.", "SMAT"),
    ("Speak to Karin about the deputy role before 21 August.", "SMAT"),
    ("See Karin.", "MA"),
    ("Speak to the landlord.", "MA"),
    ("Speak to the landlord about the damp.", "SMA"),
    ("Look into the late deliveries asap.", "A"),
    ("Chase references.", "SA"),
    ("Someone should tidy the store room.", "MA"),
    ("Keep the CRM up to date.", "A"),
    ("Write a one-page summary of the three exit interviews by 14 July because turnover doubled.", "SMART"),
    ("If the budget is approved, order two new forklifts by 30 June.", "SMT"),
    ("Add those to the list.", "A"),
    ("Complete the audit, update the policy, train the team and report back by Friday.", "SMT"),
    ("Build relationships with hiring managers.", "SA"),
    ("Get the lease countersigned by Pelham by noon on Friday.", "SMT"),
    ("Ring 5 dormant clients every day until 27 March.", "SMAT"),
    ("Every Monday send the absence figures to HR.", "SMA"),
    ("Das Angebot bis Freitag an Müller schicken, damit er bestellen kann.", "SMART"),
    ("Die Kommunikation im Team verbessern.", "A"),
    ("Envoyer le contrat à Pelham d'ici vendredi.", "SMAT"),
    ("Améliorer la qualité des entretiens.", "A"),
    ("Make sure the night team knows about the handover sheet soon.", "A"),
    ("Do a really good job on the stock count.", "A"),
    ("Pay more attention to the cold chain.", "A"),
    ("Clean the coffee machine regularly.", "SA"),
]


@pytest.mark.parametrize(("text", "letters"), LETTERS)
def test_each_letter_passes_on_what_is_there(text: str, letters: str) -> None:
    verdict = judge(text)
    assert verdict.kind == "action"
    assert "".join(letter.value for letter in Letter if verdict.passes(letter)) == letters


TARGETS = [
    "Hit 20k billings in March.",
    "Make 40 calls a day.",
    "30 BD calls",
    "Place three temps this week",
    "Increase NPS from 7 to 12",
    "Reduce overtime by 10% by the end of June.",
    "Keep attrition below 10%",
    "CV to interview ratio of 3:1",
    "Answer 95% of calls within 20 seconds",
    "Zero accidents this quarter",
    "Sales are at 45k vs a budget of 60k",
    "Our target is 5 complaints by the end of Q2.",
    "Umsatz um 10 % steigern",
    "Krankenstand auf 4 % senken",
    "Augmenter le chiffre d'affaires de 10 %",
]


@pytest.mark.parametrize("text", TARGETS)
def test_a_figure_read_off_a_report_is_a_target(text: str) -> None:
    verdict = judge(text)
    assert verdict.kind == "target"
    assert verdict.letters == {}


ACTIONS = [
    "Book 5 meetings this week",
    "Make the 40 calls on Thursday's list",
    "Call 3 lapsed clients a day until 20 March",
    "Cut the budget report to two pages by Friday",
    "Send the billings report by Friday",
    "Close the 3 open tickets by Friday",
    "Interview four candidates for the night shift by Friday",
    "Hold talks with the 6 people absent twice by 30 April, to bring sickness down to 3.5%.",
    "Order 40 hi-vis vests",
    "Run the absence report for Q1 and send it to me by Friday",
]


@pytest.mark.parametrize("text", ACTIONS)
def test_what_the_owner_can_tick_off_alone_is_an_action(text: str) -> None:
    assert judge(text).kind == "action"


def test_every_letter_has_its_reason() -> None:
    verdict = judge("Look into the late deliveries asap.")
    assert verdict.letters[Letter.SPECIFIC].reason == "“look” does not say what will be seen to be done."
    assert verdict.letters[Letter.TIME_BOUND].reason == "“asap” is no day."
    assert all(mark.reason for mark in verdict.letters.values())


def test_the_reason_never_makes_an_action_unready() -> None:
    verdict = judge("Send the contract to Pelham by Friday.")
    assert not verdict.passes(Letter.RELEVANT)
    assert verdict.ready
    assert verdict.score == 4


def test_an_item_is_judged_by_its_fields() -> None:
    (item,) = found(mail("Tom to send the contract to Pelham by Friday.")).items
    assert judge(item.source, item).ready
    nobody = Item(what=item.what, measure=item.measure, due=item.due, source=item.source)
    assert not judge(item.source, nobody).passes(Letter.SPECIFIC)
    assert not judge(item.source, Item(what=item.what, owner=item.owner)).passes(Letter.TIME_BOUND)


@pytest.mark.parametrize(
    ("text", "letter", "passed"),
    [
        ("Fit the two lamps by 22 May, which lets us lock up later.", Letter.RELEVANT, True),
        ("Persuade the landlord to cut the rent by 30 June.", Letter.RELEVANT, False),
        ("Raise the team's morale.", Letter.SPECIFIC, False),
        ("In order to cut returns to 2%, photograph every return for the next 10 working days.", Letter.SPECIFIC, True),
    ],
)
def test_a_letter_looks_at_what_is_meant(text: str, letter: Letter, passed: bool) -> None:
    verdict = judge(text)
    assert verdict.kind == "action"
    assert verdict.passes(letter) is passed
