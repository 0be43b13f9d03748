"""Ways of writing that a ninth and a tenth batch showed: rows, initials, passives, goals, dates of other things."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Reading
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Person
from followupd.reading.read import read_mail
from tests.unit.reading.test_actions_round_four import KNOWN, PRIYA, TOM, mail

Told = list[tuple[str, str, date | None]]


def read(body: str, *, to: tuple[Person, ...] = (TOM, PRIYA), subject: str = "Our talk") -> Reading:
    return read_mail(replace(mail(body, to=to), subject=subject), KNOWN)


def told(body: str, *, to: tuple[Person, ...] = (TOM, PRIYA)) -> Told:
    """Each action: its owner's name, or the one name in doubt; what; the due day."""
    out = []
    for item in read(body, to=to).items:
        doubt = next((each.readings for each in item.doubts if each.field == "owner"), ())
        name = item.owner.value.name if item.owner else doubt[0] if len(doubt) == 1 else ""
        out.append((name, item.what.value if item.what else "", item.due.value.day if item.due else None))
    return out


def jan(day: int) -> date:
    return date(2026, 1, day)


@pytest.mark.parametrize(
    "body",
    [
        "The list\n\nNo | What | Who | When\n"
        "1 | Replace the dock seals | Tom | 27/1\n2 | Count the cages | Priya | 30/1\n",
        "The list\n\nNo\tWhat\tWho\tWhen\n1.\tReplace the dock seals\tTom\t27/1\n2.\tCount the cages\tPriya\t30/1\n",
        "The list\n\nWhat | Who | When\nReplace the dock seals | Tom | 27/1\nCount the cages | Priya | 30/1\n",
    ],
)
def test_the_numbers_of_rows_do_not_move_the_columns(body: str) -> None:
    assert told(body) == [
        ("Tom Baker", "Replace the dock seals", jan(27)),
        ("Priya Nair", "Count the cages", jan(30)),
    ]


def test_initials_are_the_name_that_the_minutes_write_out() -> None:
    body = (
        "Minutes\nPresent: Rita Pratt (RP), Colin Dunn, Ivor Sands (IS)\n\n"
        "RP to write to the parents.\nCD will brief the new staff on 19 January.\nIS to chase the passports by 22/1.\n"
    )
    assert told(body) == [
        ("Rita Pratt", "Write to the parents", None),
        ("Colin Dunn", "Brief the new staff", jan(19)),
        ("Ivor Sands", "Chase the passports", jan(22)),
    ]


def test_initials_that_several_names_have_stay_initials() -> None:
    body = "Present: Colin Dunn, Carla Dean\n\nCD will brief the new staff on 19 January.\n"
    assert told(body) == [("CD", "Brief the new staff", jan(19))]


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("The minutes will be sent out by Priya on 20 January.", [("Priya Nair", "Send out the minutes", jan(20))]),
        (
            "An alarm for the cold store is to be set up by Tom before the audit (23 January).",
            [("Tom Baker", "Set up an alarm for the cold store before the audit", jan(23))],
        ),
        ("The rota is being typed up by me by Friday.", [("Anna Reed", "Type up the rota", jan(16))]),
        ("The office will be closed by Friday.", []),
        ("The work will be finished by the end of January.", []),
        ("The forms will be printed by Friday.", []),
    ],
)
def test_a_passive_binds_whom_it_names(body: str, meant: Told) -> None:
    assert told(f"Hello both,\n\n{body}\n\nAnna") == meant


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("I'll get the Q4 pipeline numbers over to you.", [("Anna Reed", "Get the Q4 pipeline numbers over to Tom")]),
        (
            "You need to improve the quality of the handover notes.",
            [("Tom Baker", "Improve the quality of the handover notes")],
        ),
        (
            "Punctuality: you need to open the shop at 8.30 by 30 January.",
            [("Tom Baker", "Open the shop at 8.30")],
        ),
        ("We need to get the pipeline to 200k by June.", []),
        (
            "You are to ring the nine donors, and I'd like you to have spoken to all of them by 30 January.",
            [("Tom Baker", "Ring the nine donors, and I'd like Tom to have spoken to all of them")],
        ),
    ],
)
def test_what_is_told_as_a_goal_is_an_action_and_a_level_is_none(body: str, meant: list[tuple[str, str]]) -> None:
    assert [each[:2] for each in told(f"Hi Tom,\n\n{body}\n\nAnna", to=(TOM,))] == meant


@pytest.mark.parametrize(
    "body",
    [
        "Tom - renegotiate the paper contract (the present one ends 31 March)",
        "Tom to renew the lease, it expires on 3 February.",
        "Tom to check the licence that runs until 30 January.",
        "Tom to call Mr Hay when he is back on Thursday.",
        "Tom to move the count to the 2pm shift.",
    ],
)
def test_the_day_of_something_else_is_no_due_date(body: str) -> None:
    assert [each[2] for each in told(f"Hello both,\n\n{body}\n\nAnna")] == [None]


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("Tom will write a page on the raffle, ahead of the trustees' meeting on 22 January.", jan(22)),
        ("Tom to finish the poster before the open day on 24 January.", jan(24)),
        ("Tom to test the alarm before the fire audit (23 January).", jan(23)),
        ("Tom to move the count to the 2pm shift by Friday.", jan(16)),
    ],
)
def test_a_day_that_something_is_to_be_ready_for_is_a_due_date(body: str, due: date) -> None:
    assert [each[2] for each in told(f"Hello both,\n\n{body}\n\nAnna")] == [due]


def test_a_name_called_last_is_the_owner() -> None:
    assert told("Hello both,\n\nPlease close the shop on 30 January, Priya.\n\nAnna") == [
        ("Priya Nair", "Close the shop", jan(30))
    ]


def test_an_objective_above_a_list_is_what_the_list_is_for() -> None:
    body = (
        "Tom\n\nObjective 1: People - staff turnover under 40%\n"
        "- Hold a stay interview with your four chefs by 30 January\n\n"
        "Objective 2: Guests - 4.5 stars, we are at 4.2\n- Name one guest champion per shift\n\n"
        "Objective 3: Communication\n- Start a huddle by 19 January\n\n"
        "Objective 4: Write the allergen policy by 23 January\n"
    )
    assert told(body, to=(TOM,)) == [
        ("Tom Baker", "Hold a stay interview with the four chefs", jan(30)),
        ("Tom Baker", "Name one guest champion per shift", None),
        ("Tom Baker", "Start a huddle", jan(19)),
        ("Tom Baker", "Write the allergen policy", jan(23)),
    ]
    assert len(read(body, to=(TOM,)).targets) == 2


@pytest.mark.parametrize(
    "words",
    [
        "We raised £18,400 in December against £25,000 budgeted, which was the late mailing.",
        "Uptime for the quarter is 99.71, the SLA says 99.9.",
        "Arrears stand at £6,120, the limit we set ourselves is £5k.",
        "Cleanliness: 4.5 on the site, we are at 4.2.",
    ],
)
def test_a_figure_beside_the_one_wished_for_is_a_target(words: str) -> None:
    reading = read(f"Hello both,\n\n{words}\n\nAnna")
    assert reading.targets == (words,)
    assert reading.items == ()


def test_what_its_setter_did_himself_is_dropped() -> None:
    body = (
        "Both,\n\nTom, please leave the letter to Ogden's, I've sent it myself.\n\nAnna\n\n"
        "From: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 17:05\n"
        "To: Tom Baker <tom.baker@contoso.example>; Priya Nair <priya.nair@contoso.example>\nSubject: Our talk\n\n"
        "Tom to write to Ogden's about the costs.\nPriya to draft the index by 20 January.\n"
    )
    assert told(body) == [("Priya Nair", "Draft the index", jan(20))]


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (
            "Hallo zusammen,\n\n- Das Plakat für die Nacht wird von Frau Orth bis zum 23. Januar gedruckt.\n"
            "- Der Vertrag wird von Tom bis 30.1. unterschrieben.\n"
            "- Die Liste muss bis Freitag von mir geprüft werden.\n"
            "- Für die Feier wird Priya einen Kuchen backen.\n- Die Heizung wird am Freitag repariert.\n",
            [
                ("Frau Orth", "Das Plakat für die Nacht drucken", jan(23)),
                ("Tom Baker", "Den Vertrag unterschreiben", jan(30)),
                ("Anna Reed", "Die Liste prüfen", jan(16)),
                ("Priya Nair", "Einen Kuchen backen", None),
            ],
        ),
        (
            "Bonjour à tous,\n\n- Le planning sera envoyé par Tom avant vendredi.\n- La salle sera fermée vendredi.\n"
            "- Le devis doit être relu par Priya d'ici mercredi.\n",
            [("Tom Baker", "Envoyer le planning", jan(16)), ("Priya Nair", "Relire le devis", jan(14))],
        ),
    ],
)
def test_a_passive_of_other_tongues_binds_whom_it_names(body: str, meant: Told) -> None:
    assert told(body) == meant


@pytest.mark.parametrize(
    "body",
    [
        "Hallo Tom,\n\n- Ich bestelle die Regale.\n\nNächster Jour fixe: Montag, 26.1., 9 Uhr.\n",
        "Hallo Tom,\n\n- Ich bestelle die Regale.\n\nNächste Sitzung: 26.1.\n",
        "Bonjour Tom,\n\n- J'appelle le plombier.\n\nProchaine réunion : lundi 26 janvier.\n",
        "Hoi Tom,\n\n* Ik bel de aannemer.\n\nOp maandag 26 januari bespreken we het.\n",
        "Hola Tom:\n\n- Yo reviso los turnos.\n\nNos vemos el lunes 26 de enero.\n",
    ],
)
def test_the_next_meeting_is_the_follow_up_in_other_tongues(body: str) -> None:
    (item,) = read(body, to=(TOM,)).items
    assert item.due is None
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == jan(26)


def test_this_week_is_a_due_date_in_spanish() -> None:
    body = "Hola Tom:\n\n- Yo reviso los turnos y los cuelgo en el tablón esta semana.\n\nAnna"
    assert [each[2] for each in told(body, to=(TOM,))] == [jan(16)]


def test_a_name_that_somebody_signs_with_or_is_greeted_by_is_theirs() -> None:
    zbigniew = Person(address="z.malec@contoso.example", name="Zbigniew Malec")
    bernadette = Person(address="b.quill@contoso.example", name="Bernadette Quill")
    mail = MailIn(
        id=MessageId("m"),
        internet_message_id=InternetMessageId("<m@x>"),
        received=datetime(2026, 1, 12, 9, 0, tzinfo=UTC),
        author=zbigniew,
        sender=None,
        to=(bernadette,),
        cc=(Person(address="followup@contoso.example"), TOM),
        subject="Our talk",
        text="Hi Bernie\n\n- Zbig to book the hall by Friday\n- Bernie to ring the band by Friday\n\nZbig",
    )
    owners = [item.owner.value.name for item in read_mail(mail, KNOWN).items if item.owner]
    assert owners == ["Zbigniew Malec", "Bernadette Quill"]


def test_a_greeting_that_is_no_short_form_gives_nobody_a_name() -> None:
    andrea = Person(address="a.quill@contoso.example", name="Andrea Quill")
    assert told("Hello both,\n\nAnders will ring the band by Friday.\n\nAnna", to=(andrea, TOM)) == [
        ("Anders", "Ring the band", jan(16))
    ]


@pytest.mark.parametrize(
    ("to", "readings"),
    [
        ((Person(address="hall@farm.example", name="Mrs Hall"),), ("Anna Reed",)),
        ((Person(address="hall@farm.example", name="Mrs Hall"), TOM), ("Anna Reed", "Tom Baker")),
    ],
)
def test_what_we_promise_a_client_by_a_day_asks_which_of_us(to: tuple[Person, ...], readings: tuple[str, ...]) -> None:
    body = "Dear Mrs Hall,\n\nWe will let you have the seating plan by Friday. We will be closed from Monday.\n\nAnna"
    (item,) = read(body, to=to).items
    assert item.owner is None
    assert [doubt.readings for doubt in item.doubts if doubt.field == "owner"] == [readings]


def test_what_we_will_do_among_ourselves_binds_nobody() -> None:
    assert told("Hello both,\n\nWe will send them the seating plan by Friday.\n\nAnna") == []


def test_dictated_words_without_capitals_have_their_speakers() -> None:
    body = (
        "morning can you put down that gaz is going to get the scaffold down at mill lane by thursday also i need to "
        "price the extension by friday oh and wayne said hell drop the keys back tomorrow"
    )
    assert [(name, day) for name, _, day in told(body, to=())] == [
        ("Gaz", jan(15)),
        ("Anna Reed", jan(16)),
        ("Wayne", jan(13)),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Hi all\n\nAction                        Owner    Due\nService the folder            Tom      20/01\n"
        "New quote to Harbour Books    Priya    Thu\n\nAnna\n",
        "Hallo\n\nNr   Aktion            Wer     Bis\n1    Service the folder   Tom   20.1.\n"
        "2    Quote to Harbour Books schicken  Priya  15.1.\n\nGruß, und bis bald\n",
    ],
)
def test_a_table_lined_up_by_blanks_is_a_table(body: str) -> None:
    assert [(name, day) for name, _, day in told(body)] == [("Tom Baker", jan(20)), ("Priya Nair", jan(15))]


THREAD = (
    "\n\nFrom: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 17:05\n"
    "To: Tom Baker <tom.baker@contoso.example>; Priya Nair <priya.nair@contoso.example>\nSubject: Our talk\n\n"
    "Tommy to meet the surveyor by 20 January.\nPriya to book a skip.\n"
)


@pytest.mark.parametrize(
    ("note", "meant"),
    [
        ("The skip is booked.", [("Tom Baker", jan(20))]),
        ("The skip is to be booked by Friday, don't forget.", [("Tom Baker", jan(20)), ("Priya Nair", jan(16))]),
        (
            "Priya, could you take the surveyor off Tommy's hands please?",
            [("Priya Nair", jan(20)), ("Priya Nair", None)],
        ),
        (
            "I'm on parental leave from tomorrow (early!) until 3 February, so let's see.",
            [("Tom Baker", jan(20)), ("Priya Nair", None)],
        ),
    ],
)
def test_what_a_newer_message_says_of_an_older_action(note: str, meant: list[tuple[str, date | None]]) -> None:
    assert {(name, day) for name, _, day in told(f"Both,\n\n{note}\n\nAnna{THREAD}")} == set(meant)


@pytest.mark.parametrize(
    "body",
    [
        "- Melden Sie sich bitte für den Kurs an, der am 9. Februar stattfindet.",
        "- Inscris-toi à la formation qui commence le 9 février.",
    ],
)
def test_the_day_of_a_clause_about_the_thing_is_no_due_date(body: str) -> None:
    greeting = "Guten Tag Tom,\n\nund bitte noch:" if body.startswith("- M") else "Bonjour Tom,\n\npour toi :"
    assert [each[2] for each in told(f"{greeting}\n\n{body}\n", to=(TOM,))] == [None]


def test_words_that_only_sum_up_are_no_action() -> None:
    body = "Guten Tag Tom,\n\nich fasse kurz zusammen, was wir heute besprochen haben.\n\nAnna"
    assert told(body, to=(TOM,)) == []


def test_somebody_asked_by_a_name_that_nobody_knows_is_asked_about() -> None:
    assert told("Hi Tom,\n\nBaz, could you ring the council about the parking?\n\nAnna", to=(TOM,)) == [
        ("Baz", "Ring the council about the parking", None)
    ]


def test_a_talk_about_a_matter_is_work_and_no_follow_up() -> None:
    (item,) = read("Hello Tom,\n\nI'll talk to her about notice and ring you before Friday.\n\nAnna", to=(TOM,)).items
    assert item.follow_up is None


@pytest.mark.parametrize(
    "words",
    [
        "I want to sit down with you on this on 20 January.",
        "I'll ask you both how it went when we meet on 20 January.",
        "Mid-year conversation: 20 January.",
    ],
)
def test_how_people_say_when_they_come_back_to_it(words: str) -> None:
    (item,) = read(f"Hello Tom,\n\n- order the new shelves\n\n{words}\n\nAnna", to=(TOM,)).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == jan(20)


@pytest.mark.parametrize(
    ("note", "meant"),
    [
        ("Priya, no need for the skip any more, we have one.", {("Tom Baker", jan(20))}),
        ("The skip arrived this morning.", {("Tom Baker", jan(20)), ("Priya Nair", None)}),
        ("The survey of the surveyor is with the insurer.", {("Tom Baker", jan(20)), ("Priya Nair", None)}),
    ],
)
def test_what_is_no_longer_needed_is_dropped(note: str, meant: set[tuple[str, date | None]]) -> None:
    assert {(name, day) for name, _, day in told(f"Both,\n\n{note}\n\nAnna{THREAD}")} == meant


def test_another_day_than_the_older_one_moves_the_older_action() -> None:
    body = (
        "Tom, the 23rd works, thank you.\n\nAnna\n\n"
        "From: Tom Baker <tom.baker@contoso.example>\nSent: 11 January 2026 17:31\n"
        "To: Anna Reed <anna.reed@contoso.example>\nSubject: RE: Our talk\n\n"
        "Anna, I'll have the texts on 23 January rather than the 16th. "
        "The price list went to the printer yesterday.\n\n"
        "From: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 17:05\n"
        "To: Tom Baker <tom.baker@contoso.example>\nSubject: Our talk\n\n"
        "* Tom to deliver all port texts by Friday 16 January\n* Tom to get the price list to the printer\n"
    )
    assert told(body) == [("Tom Baker", "Deliver all port texts", jan(23))]


@pytest.mark.parametrize(
    ("body", "owners"),
    [
        ("Tom, thanks for the plan.\nPriya, no map then. Could you get the quotes by Friday?", ["Priya Nair"]),
        ("Priya, no map then. Everybody else please check your holidays.", []),
    ],
)
def test_you_is_whom_the_paragraph_called_last(body: str, owners: list[str]) -> None:
    assert [name for name, _, _ in told(f"Hello both,\n\n{body}\n\nAnna")] == owners


@pytest.mark.parametrize(
    "body",
    [
        "Actions:\n\n- The kitchen will be out of use from 19 to 21 January.",
        "Actions:\n\n- All - please remember to sign visitors in",
        "Vereinbart ist Folgendes, und zwar:\n\n1. Die Montage wird am 22. Januar nachgeholt, das ist schon geklärt.",
        "Please track Tom's.",
        "On Thursday 22 January the water will be off from 7 to 11.",
    ],
)
def test_what_is_only_told_is_neither_an_action_nor_a_target(body: str) -> None:
    reading = read(f"Hello,\n\n{body}\n\nAnna", to=())
    assert (reading.items, reading.targets) == ((), ())


def test_a_day_that_somebody_wants_it_by_is_the_due_date() -> None:
    body = "Hello both,\n\n- Tom, please write the leak up for the landlord, they want it by 21 January.\n\nAnna"
    assert [each[2] for each in told(body)] == [jan(21)]


def test_an_initial_ends_no_sentence_and_a_genitive_does() -> None:
    body = "Hello Tom,\n\nThe keys are Priya's. Please send me the list by Friday.\n\nAnna"
    assert [item.source for item in read(body, to=(TOM,)).items] == ["Please send me the list by Friday."]


@pytest.mark.parametrize(
    "words",
    ["We scored 82%, the group standard is 90%.", "Six tools went missing in March; the authority tolerates none."],
)
def test_what_others_allow_is_a_target(words: str) -> None:
    assert read(f"Hello both,\n\n{words}\n\nAnna").targets == (words,)


def test_a_workshop_of_some_month_is_no_follow_up() -> None:
    body = (
        "Hi Tom\n\n- write the three phrases down\n\nThe next workshop is in June. Let's talk about it on 22 January.\n"
    )
    (item,) = read(body, to=(TOM,)).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == jan(22)


def test_action_and_a_name_behind_a_sentence_say_whose_it_is() -> None:
    body = (
        "All - notes\n\n1. Voids\nKeys go missing. A safe to be fitted. Action: Priya, by end of January\n"
        "2. Rent\nThe rent letter needs a new paragraph.\nAction: Tom\n"
        "3. Roof\nWe were told of three quotes. Action: review the list with finance by Friday\n\n"
        "Actions:\n- Paint the hall. Owner: TB, 26 January\n- Mend the door - Priya\n"
    )
    assert told(body) == [
        ("Priya Nair", "Fit a safe", jan(31)),
        ("Tom Baker", "The rent letter needs a new paragraph", None),
        ("", "Review the list with finance", jan(16)),
        ("Tom Baker", "Paint the hall", jan(26)),
        ("Priya Nair", "Mend the door", None),
    ]


def test_a_day_above_the_names_holds_for_all_their_entries() -> None:
    body = "Morning! For today:\n\nTOM\n- ring the miller\n\nPRIYA\n- show Kim how to cash up\n\nME\n- VAT return\n"
    assert [(name, day) for name, _, day in told(body)] == [
        ("Tom Baker", jan(12)),
        ("Priya Nair", jan(12)),
        ("Anna Reed", jan(12)),
    ]


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("Goes to print on 22 January.", []),
        ("Copy needed from everybody by the 26th.", []),
        ("It was agreed that Priya would ask the board for one evening a week.", [("Priya Nair", None)]),
        ("Wendy in HR will send you both the forms this week.", [("Wendy", jan(16))]),
        ("Don't forget to sign Ollie's training log, Tom.", [("Tom Baker", None)]),
        (
            "I'm writing the case and Priya is getting the photos; you'll both have those with you by 15 January.",
            [("Anna Reed", jan(15)), ("Priya Nair", jan(15))],
        ),
    ],
)
def test_who_stands_in_front_of_the_verb(body: str, meant: list[tuple[str, date | None]]) -> None:
    assert [(name, day) for name, _, day in told(f"Hello both,\n\n{body}\n\nAnna")] == meant


def test_a_word_to_think_of_something_is_a_request_in_german() -> None:
    body = "Hallo Tom,\n\ndenk bitte an die Unterlagen für die Kasse, die brauchen sie bis zum 20. Januar.\n\nAnna"
    assert told(body, to=(TOM,)) == [("Tom Baker", "An die Unterlagen für die Kasse denken", jan(20))]


@pytest.mark.parametrize(
    "words",
    [
        "14 rooms empty at the end of the month, we said we would not go above 10.",
        "Reminders: we're at 61% uptake, I'd love to see 70 by Easter.",
        "Yesterday we took £1,180, let's get over £1,300.",
        "47 families so far, the grant says 60 by September.",
    ],
)
def test_a_figure_and_its_bound_are_a_target(words: str) -> None:
    assert read(f"Hello both,\n\n{words}\n\nAnna").targets == (words,)


def test_the_date_of_the_next_meeting_is_the_follow_up() -> None:
    (item,) = read("All - notes\n\nTom to ring the board.\n\nDate of next meeting: 20 January, 2pm\n").items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == jan(20)


def test_a_name_in_brackets_last_is_the_owner_whatever_stands_before_a_colon() -> None:
    body = "Liebe alle,\n\ndas Wichtigste von gestern:\n\n- Fest: Einladung bis 15. Januar verteilen (Priya)\n"
    assert told(body) == [("Priya Nair", "Fest: Einladung verteilen", jan(15))]


def test_while_i_am_away_is_no_heading_of_ones_own_actions() -> None:
    body = "Tom,\n\nI'm off until Monday 19 January. While I'm away:\n\n* Chase the surveyor by Friday\n"
    assert told(body, to=(TOM,)) == [("Tom Baker", "Chase the surveyor", jan(16))]


def test_one_more_behind_a_colon_is_one_action() -> None:
    body = "Thanks Tom. Please add a fourth: get the bank letter from Mr Carver by 23 January.\n\nAnna"
    assert told(body, to=(TOM,)) == [("Tom Baker", "Get the bank letter from Mr Carver", jan(23))]


def test_what_takes_place_is_told() -> None:
    body = (
        "Liebe alle,\n\ndas Wichtigste von gestern und heute:\n\n- Elternabend findet am 21. Januar um 19 Uhr statt\n"
    )
    assert told(body, to=()) == []


def test_the_number_of_an_entry_names_it_in_a_newer_message() -> None:
    older = (
        "\n\nFrom: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 17:05\n"
        "To: Tom Baker <tom.baker@contoso.example>\nSubject: Our talk\n\n"
        "1. Tom to write to the council.\n2. Tom to compare the quotes by 24 January.\n3. Priya to buy the paint.\n"
    )
    for note in ("Number 1 has already gone out, ignore no 3.", "Point 1 is done. Skip item 3."):
        left = told(f"For the log.\n\n{note.replace(', i', '. I')}\n\nAnna{older}", to=(TOM,))
        assert left == [("Tom Baker", "Compare the quotes", jan(24))], note


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("ok will ring the insurer tomorrow.", [("Anna Reed", jan(13))]),
        ("I also owe you an answer on the van, which you'll get on 19 January.", [("Anna Reed", jan(19))]),
        ("Tom, this is one for you please: an offer to Ms Vance by tomorrow evening.", [("Tom Baker", jan(13))]),
        ("Replace the filters - Tom - 17 January", [("Tom Baker", jan(17))]),
        ("Kit list home to parents - Priya, by 20 January", [("Priya Nair", jan(20))]),
        ("We all think about Saturday hours.", []),
        ("Priya will put the flat up for sale; agent's visit Thursday 15th.", [("Priya Nair", None)]),
    ],
)
def test_everyday_ways_to_give_and_take(body: str, meant: list[tuple[str, date | None]]) -> None:
    assert [(name, day) for name, _, day in told(f"Hello both,\n\n{body}\n\nAnna")] == meant


def test_lines_parted_by_dashes_stay_lines() -> None:
    body = (
        "Hello both,\n\nExecutive summary with all the new figures - Tom - due 19 January\n"
        "Case studies from the last two tenders - Priya - due 20 January\n\nAnna"
    )
    assert [(name, day) for name, _, day in told(body)] == [("Tom Baker", jan(19)), ("Priya Nair", jan(20))]


def test_what_is_typed_in_small_letters_is_quoted_as_it_stands() -> None:
    items = read("will ring the insurer tomorrow and tom said hes going to paint the hall on friday", to=(TOM,)).items
    assert [(item.owner.value.name, item.owner.words) for item in items if item.owner] == [
        ("Anna Reed", "will"),
        ("Tom Baker", "tom"),
    ]


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("Tom to approve the overtime for the 28th.", None),
        ("Tom to apologise to the band for Sunday.", None),
        ("Tom to pay the band by Friday.", jan(16)),
        ("Tom to order the cake for Friday.", jan(16)),
    ],
)
def test_what_a_deed_is_about_is_no_due_date(body: str, due: date | None) -> None:
    assert [each[2] for each in told(f"Hello both,\n\n{body}\n\nAnna")] == [due]


def test_a_promise_without_subject_and_day_binds_nobody() -> None:
    assert told("Hello both,\n\nWill give it a go.\n\nAnna") == []


def test_the_deed_behind_a_figure_is_an_action() -> None:
    body = "Hi Tom,\n\n1. Sales: achieve £250k by year end. To do this you will call every old account by 30 January.\n"
    assert told(body, to=(TOM,)) == [("Tom Baker", "Call every old account", jan(30))]
    assert len(read(body, to=(TOM,)).targets) == 1


def test_an_order_without_an_object_is_about_what_stands_before_the_dash() -> None:
    body = "Hello both,\n\nThe December invoice is still unpaid - Priya to chase.\n\nAnna"
    assert told(body) == [("Priya Nair", "Chase: The December invoice is still unpaid", None)]


def test_what_somebody_is_to_tell_others_is_not_done() -> None:
    body = "Hello both,\n\n- Tom to let the cleaners know the office is closed on 23 January.\n\nAnna"
    assert [name for name, _, _ in told(body)] == ["Tom Baker"]
