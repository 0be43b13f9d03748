"""Ways of writing that three fresh batches of mails showed: who is bound to what, by when, and what is nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.happenings import Reading
from followupd.domain.mail import Attachment, InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, Person, WorkingTime
from followupd.reading.actions import TOO_LONG, TOO_MANY
from followupd.reading.read import read_mail

KNOWN = Known(
    service=("followup@contoso.example",),
    domains=frozenset({"contoso.example"}),
    working=WorkingTime(zone=ZoneInfo("Europe/London")),
)
ANNA = Person(address="anna.reed@contoso.example", name="Anna Reed")
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")
PRIYA = Person(address="priya.nair@contoso.example", name="Priya Nair")


def mail(body: str, *, to: tuple[Person, ...] = (TOM, PRIYA), attachments: tuple[Attachment, ...] = ()) -> MailIn:
    return MailIn(
        id=MessageId("m"),
        internet_message_id=InternetMessageId("<m@x>"),
        received=datetime(2026, 1, 12, 9, 0, tzinfo=UTC),  # a Monday
        author=ANNA,
        sender=None,
        to=to,
        cc=(Person(address="followup@contoso.example"),),
        subject="Our talk",
        text=body,
        attachments=attachments,
    )


def read(body: str, *, to: tuple[Person, ...] = (TOM, PRIYA)) -> Reading:
    return read_mail(mail(body, to=to), KNOWN)


def told(body: str, *, to: tuple[Person, ...] = (TOM, PRIYA)) -> list[tuple[str, date | None]]:
    """The first name of each action's owner, or the name in doubt, with the due day."""
    out = []
    for item in read(body, to=to).items:
        doubt = next((each.readings[0] for each in item.doubts if each.field == "owner" and each.readings), "")
        name = item.owner.value.name if item.owner else doubt
        out.append((name.split()[0] if name else "", item.due.value.day if item.due else None))
    return out


def jan(day: int) -> date:
    return date(2026, 1, day)


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("Hi both,\n\nACTION TB: order the gaskets by Friday.\n", [("Tom", jan(16))]),
        ("Hi both,\n\nACTION Priya: ring the agency, 20 January.\n", [("Priya", jan(20))]),
        ("Hi both,\n\nGaskets are short. AP: TB to order a box by Friday.\n", [("Tom", jan(16))]),
        ("Actions:\n- TB ask the plumber for a price by Friday\n", [("Tom", jan(16))]),
        ("Hi both,\n\n**Tom** to order the gaskets by Friday.\n", [("Tom", jan(16))]),
        ("Agreed:\n- Gaskets for the press, in by 20 January - Sean\n- Poster for the canteen, 23 January - Kim\n",
         [("Sean", jan(20)), ("Kim", jan(23))]),
        ("Agreed:\n- Poster for the canteen, Tom, by 20 January\n", [("Tom", jan(20))]),
        ("Hi both,\n\nThe old keys are to be returned by 20 January (Priya).\n", [("Priya", jan(20))]),
        ("Hi both,\n\nRota -> Tom -> out to the wards by Friday\nVan -> Priya -> book the garage by Thursday\n",
         [("Tom", jan(16)), ("Priya", jan(15))]),
        ("Jobs:\n- Permit: Tom to ring the council by Friday\n", [("Tom", jan(16))]),
    ],
)  # fmt: skip
def test_a_name_is_found_where_minutes_put_it(body: str, meant: list[tuple[str, date | None]]) -> None:
    assert told(body) == meant


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("Hi Tom,\n\nYour week:\nTues - price list to Claire\nFri - the report to me\n", [jan(13), jan(16)]),
        ("Hi Tom,\n\nBy Friday 16 January\nTom: order the gaskets\nTom: ring the council\n", [jan(16), jan(16)]),
        ("Hi Tom,\n\nYou will move the early shift to 6.30 from 26 January.\n", [jan(26)]),
        ("Hi Tom,\n\nYou will send the list on Thursday 22 January at the latest, the office shuts then.\n", [jan(22)]),
        ("Hi Tom,\n\nPlease price the job before our meeting on Wednesday.\n", [jan(14)]),
        ("Hi Tom,\n\nYou will ring the council this afternoon.\n", [jan(12)]),
        ("Hi Tom,\n\nYou will bring the figures to the stock review (29 January).\n", [jan(29)]),
        ("Hi Tom,\n\nPlease hold the Sunday order back.\n", [None]),
        ("Hi Tom,\n\nPlease close the tickets over 90 days old.\n", [None]),
        ("Hi Tom,\n\nPlease book me a seat on the safety course in March.\n", [None]),
    ],
)
def test_a_day_is_due_or_belongs_to_something_else(body: str, days: list[date | None]) -> None:
    assert [day for _, day in told(body, to=(TOM,))] == days


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("Hi both,\n\nTom will: ring the council by Friday; price the van; and order the gaskets.\n",
         [("Tom", jan(16)), ("Tom", None), ("Tom", None)]),
        ("Hi,\n\nI'll send the plan on Tuesday, I'll have the quote checked by Thursday and I'll ring Ben on Friday.\n",
         [("Anna", jan(13)), ("Anna", jan(15)), ("Anna", jan(16))]),
        ("Hi both,\n\nPriya knows the file and will send the bank a letter tomorrow.\n", [("Priya", jan(13))]),
        ("Hi,\n\nIt was agreed that Tom would ring them by Friday and that Priya would price the van by Monday.\n",
         [("Tom", jan(16)), ("Priya", jan(19))]),
        ("Hi both,\n\nPriya has seen the survey. She is happy to email the tenants on Friday.\n", [("Priya", jan(16))]),
        ("spoke to priya shes going to ring the bank on friday\n", [("Priya", jan(16))]),
        ("Hi both,\n\nMet Carol Finn at noon. She will send us the policy by Friday.\n", [("Carol", jan(16))]),
    ],
)  # fmt: skip
def test_each_promise_of_a_sentence_keeps_its_own_owner_and_day(
    body: str, meant: list[tuple[str, date | None]]
) -> None:
    assert told(body) == meant


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Hi Tom,\n\nFrom you I need the signed form by Friday.\n", jan(16)),
        ("Hi Tom,\n\nI want the price list redone by Friday.\n", jan(16)),
        ("Hi Tom,\n\nYou were going to ring the council by Friday.\n", jan(16)),
        ("Hi Tom,\n\nu ok to get the lease signed by Friday?\n", jan(16)),
        ("Hola Tom:\n\nPor favor, envíame el informe antes del viernes.\n", jan(16)),
        ("Hola Tom:\n\nTú prepararás el presupuesto antes del viernes.\n", jan(16)),
        ("Hoi Tom,\n\nWil je mij uiterlijk vrijdag het rooster sturen?\n", jan(16)),
        ("Hoi Tom,\n\nZoals besproken stuur jij voor vrijdag de lijst naar de klant.\n", jan(16)),
        ("Hallo Tom,\n\nwie besprochen schickst du mir bis Freitag die Preisliste.\n", jan(16)),
    ],
)
def test_the_reader_is_bound_in_many_ways(body: str, day: date) -> None:
    assert told(body, to=(TOM,)) == [("Tom", day)]


@pytest.mark.parametrize(
    "body",
    [
        "Hi Tom,\n\nWhere are we with the keys for Friday?\n",
        "Hi Tom,\n\nHappy for you to leave early on Friday as long as somebody stays.\n",
        "Hi Tom,\n\nDecisions\n- Go with the cheaper firm\n\nActions\n- none\n",
        "Hi Tom,\n\nAgreed:\n- Tom - nothing this week\n",
        "Hi Tom,\n\nI will tell you what they say.\n",
        "fyi only\n\nFrom: Desk <desk@contoso.example>\nSent: 12 January 2026 08:00\nTo: All <all@contoso.example>\n"
        "Subject: Line\n\nTom will test the line by Friday.\n",
    ],
)
def test_what_only_asks_allows_or_tells_is_no_action(body: str) -> None:
    assert told(body, to=(TOM,)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Tom, bill 20k in Q1.",
        "Review score 8.6, we promised head office 8.9.",
        "Scrap 71 (plan 60).",
        "Accidents: 2 this year, aim is zero.",
    ],
)
def test_a_figure_beside_the_one_that_is_wished_is_a_target(line: str) -> None:
    reading = read(f"Hi both,\n\n{line}\n")
    assert (reading.targets, reading.items) == ((line,), ())


def test_a_day_is_no_level() -> None:
    assert told("Hi both,\n\nZelda will do the audit by 4 February.\n") == [("Zelda", date(2026, 2, 4))]


def test_a_goal_that_is_no_deed_gives_way_to_how_it_is_reached() -> None:
    (item,) = read("Goal 1: know the cut-offs\nHow: spend a morning with Finance\nWhen: 23 January\n", to=(TOM,)).items
    assert item.what is not None
    assert item.why is not None
    assert (item.what.value, item.why.value) == ("Spend a morning with Finance", "know the cut-offs")


def test_signs_that_set_nothing_apart_stay_in_the_words() -> None:
    (item,) = read("Hi Tom,\n\nPlease print {{7*7}} on the card by Friday.\n", to=(TOM,)).items
    assert item.what is not None
    assert item.what.value == "Print {{7*7}} on the card"


def test_two_days_that_are_offered_leave_the_words_together() -> None:
    (item,) = read("Hi Tom,\n\nYou will send me the file by 20 January or next Friday.\n", to=(TOM,)).items
    assert item.what is not None
    assert item.what.value == "Send Anna the file"


def test_what_bounds_leave_out_is_said() -> None:
    inner = mail("Hi Tom,\n\nThanks.\n")
    many = tuple(Attachment(name=f"{number}.eml", content_type="message/rfc822", mail=inner) for number in range(21))
    assert TOO_MANY in read_mail(mail("Hi Tom,\n\nThanks.\n", attachments=many), KNOWN).also_noticed
    assert TOO_LONG in read("Hi Tom,\n\n" + "x\n\n" * 6_000).also_noticed
