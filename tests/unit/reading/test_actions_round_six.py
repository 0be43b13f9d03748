"""Ways of writing that a fifteenth and later batches showed: a note that dates what stands below, lists of figures."""

from __future__ import annotations

from datetime import date

import pytest

from followupd.domain.people import Person
from tests.unit.reading.test_actions_round_five import jan, read, told
from tests.unit.reading.test_actions_round_four import TOM

BELOW = (
    "\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 12 January 2026 16:20\n"
    "To: Anna Reed <anna.reed@contoso.example>\n"
    "Subject: The workshop\n\nAnna,\n\n1. I will book the fitters by Friday 23 January.\n2. Anna to order the lamps.\n"
    "3. I'll paint the door.\n\nTom\n"
)


@pytest.mark.parametrize(
    ("note", "lamps"),
    [
        ("The lamps are with me and I'll have them in by 20 January.", jan(20)),
        ("Mine is the lighting one, I've put an hour in for Tuesday 20 January.", jan(20)),
        ("Please log these.", None),
    ],
)
def test_a_note_on_top_dates_the_action_below_that_it_speaks_of(note: str, lamps: date | None) -> None:
    found = read(note + BELOW).items
    assert [(item.what.value if item.what else "", item.due.value.day if item.due else None) for item in found] == [
        ("Book the fitters", jan(23)),
        ("Order the lamps", lamps),
        ("Paint the door", None),
    ]


def test_he_is_also_to_do_something() -> None:
    body = "Tom to ring the glazier by Friday. He's also to measure the porch by 20 January."
    assert [(who, due) for who, _, due in told(body)] == [("Tom Baker", jan(16)), ("Tom Baker", jan(20))]


def test_done_where_others_have_a_day_is_done() -> None:
    body = "Minutes\n\nAction | Who | When\nReplace the seals | Tom | 27 January\nCount the cages | Priya | done\n"
    assert told(body) == [("Tom Baker", "Replace the seals", jan(27))]


def test_a_first_name_is_the_full_name_that_the_minutes_list() -> None:
    body = "Present: Anna Reed, Ursula Kemp, Dr Femi Ode\n\nUrsula to ring the printer by 20 January.\n"
    assert told(body) == [("Ursula Kemp", "Ring the printer", jan(20))]


def test_a_list_of_figures_is_a_list_of_figures() -> None:
    body = (
        "The quarter, per head:\n\n- 12 new kitchens and 20 bathrooms\n- Test drives: 4 a day\n- conversion of 35%\n"
        "- score at 90 or above\n- no more than 2 complaints\n"
    )
    reading = read(body)
    assert not reading.items
    assert len(reading.targets) == 5


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (
            "Hallo Tom,\n\n1. Du nimmst am Kurs teil. Die Anmeldung übernehme ich bis Freitag.\n",
            [("Tom Baker", "Am Kurs teilnehmen", None), ("Anna Reed", "Die Anmeldung übernehmen", jan(16))],
        ),
        (
            "Hallo Tom,\n\n- Du erstellst bis zum 20.01.2026 einen Plan und stimmst ihn mit Frau Lang ab.\n",
            [("Tom Baker", "Einen Plan erstellen und ihn mit Frau Lang abstimmen", jan(20))],
        ),
        (
            "Hallo Tom,\n\n- Bitte übergeben Sie die Schlüssel bis 20. Januar an Frau Kersten.\n",
            [("Tom Baker", "Die Schlüssel an Frau Kersten übergeben", jan(20))],
        ),
    ],
)
def test_german_sentences_of_one_entry(body: str, meant: list[tuple[str, str, date | None]]) -> None:
    assert told(body, to=(TOM,)) == meant


@pytest.mark.parametrize(
    "words",
    [
        "I've put 45 minutes in the diary for Tuesday 20 January at 10 to go through it.",
        "Will check w him tues 20 jan",
        "On Tuesday 20 January we'll sit down again.",
    ],
)
def test_a_time_kept_to_go_through_it_is_the_follow_up(words: str) -> None:
    (item,) = read(f"Tom to fix the lift by Friday. {words}", to=(TOM,)).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == jan(20)


@pytest.mark.parametrize(
    "lead",
    [
        "All of this has to be finished by Friday 23 January, when the line goes back on.",
        "Everything by Friday 23 January please.",
        "I need all of these done by 23 January.",
    ],
)
def test_a_day_said_once_for_all_holds_for_what_has_none(lead: str) -> None:
    body = (
        f"Morning,\n\n{lead}\n\nTom\n- replace the bearings\n- photograph the guards by 20 January\n\n"
        "Priya\n- flush the tank\n"
    )
    assert told(body) == [
        ("Tom Baker", "Replace the bearings", jan(23)),
        ("Tom Baker", "Photograph the guards", jan(20)),
        ("Priya Nair", "Flush the tank", jan(23)),
    ]


def test_a_sentence_that_only_wishes_a_day_gives_the_day() -> None:
    body = "We agreed:\n\n1. Train Dylan on the new press. End of January would be good.\n2. Count the moulds.\n"
    assert told(body, to=(TOM,)) == [
        ("Tom Baker", "Train Dylan on the new press", jan(31)),
        ("Tom Baker", "Count the moulds", None),
    ]


def test_a_passive_behind_an_order_gives_it_its_day() -> None:
    body = "We agreed:\n\n- Finish the welding course; the last test has to be handed in by 27 January.\n"
    assert told(body, to=(TOM,)) == [("Tom Baker", "Finish the welding course", jan(27))]


def test_one_action_line_of_the_minutes_can_hold_two_owners() -> None:
    body = "Minutes\n\n2. Roof\nACTION: Tom to send the plans. Priya to ring the roofer by 20 January.\n"
    assert told(body) == [("Tom Baker", "Send the plans", None), ("Priya Nair", "Ring the roofer", jan(20))]


def test_an_apposition_is_the_one_who_does_it() -> None:
    body = "Their fitter, Conor Daly, will replace the pump by Tuesday 20 January."
    assert told(body) == [("Conor Daly", "Replace the pump", jan(20))]


def test_a_newer_message_hands_an_open_question_to_somebody() -> None:
    older = (
        "\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 12 January 2026 16:20\n"
        "To: Anna Reed <anna.reed@contoso.example>\nSubject: The sale\n\nCould somebody order the searches by "
        "21 January?\n"
    )
    for note in (
        "Priya, over to you for the searches.",
        "The searches are for Priya.",
        "Priya - the searches are yours.",
    ):
        assert told(note + older) == [("Priya Nair", "Order the searches", jan(21))]


def test_the_deed_of_everybody_from_a_day_on_is_no_action() -> None:
    body = (
        "The plan\n\nWhat | Who | When\nBook the hall | Tom | 20 January\n"
        "Rehearse | All class teachers | from 19 January\n"
    )
    assert told(body) == [("Tom Baker", "Book the hall", jan(20))]


def test_answers_between_the_quoted_lines_below_a_header_are_the_authors() -> None:
    body = (
        "See below.\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 12 January 2026 08:00\n"
        "To: Anna Reed <anna.reed@contoso.example>\nSubject: The feast\n\n> Do we need more chairs?\n"
        "Yes, can you borrow the ones from the chapel by 20 January?\n> Shall I change the cards?\nNo need.\n"
    )
    (item,) = read(body, to=(TOM,), subject="RE: The feast").items
    assert item.owner is not None
    assert item.owner.value.name == "Tom Baker"


def test_il_faudra_names_nobody() -> None:
    body = "Bonjour Tom,\n\nVoici ce que nous avons décidé :\n\n- Il faudra aussi afficher la fiche au poste 3.\n"
    assert told(body, to=(TOM,)) == [("", "Afficher la fiche au poste 3", None)]


def test_a_list_of_somebody_the_text_names_is_his() -> None:
    body = (
        "From Ravi Menon's appraisal:\n\nRavi will: enrol on the course by 30 January; take over the depot from me.\n"
    )
    assert told(body, to=(TOM,)) == [
        ("Ravi Menon", "Enrol on the course", jan(30)),
        ("Ravi Menon", "Take over the depot from Anna", None),
    ]


THREAD = (
    "\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 12 January 2026 08:40\n"
    "To: Anna Reed <anna.reed@contoso.example>\nSubject: RE: The flyer\n\n"
    "Anna, the 16th isn't going to happen for the layout. And I won't get to the price check at all.\n\nTom\n\n"
    "From: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 10:00\n"
    "To: Tom Baker <tom.baker@contoso.example>; Priya Nair <priya.nair@contoso.example>\nSubject: The flyer\n\n"
    "Both\n\nTom - finish the layout by Friday 16 January\nTom - check the prices against the new list\n\nAnna\n"
)


def test_a_day_that_is_not_possible_is_moved_and_an_action_taken_over() -> None:
    note = (
        "Thanks Tom. Let's make it the 23rd then. Priya, since Tom is tied up, can you do the price check for him? "
        "Same date."
    )
    assert told(note + THREAD) == [
        ("Priya Nair", "Check the prices against the new list", jan(23)),
        ("Tom Baker", "Finish the layout", jan(23)),
    ]


def test_what_is_moved_behind_an_exception_is_not_done() -> None:
    note = "I've spoken to Tom and he is fine with it, except that the layout moves to the 27th because of the fair."
    assert ("Tom Baker", "Finish the layout", jan(27)) in told(note + THREAD)


@pytest.mark.parametrize(
    "note", ["Just so you have this, Priya.", "For your records.", "FYI both, nothing needed from us."]
)
def test_a_message_passed_on_to_be_known_asks_nothing(note: str) -> None:
    older = (
        "\n\nFrom: Streets <streets@council.example>\nSent: 11 January 2026 08:40\nTo: Business customers\n"
        "Subject: Bins\n\nPlease make sure bins are at the kerb by 7am on 19 January. "
        "You will receive a calendar by the end of January.\n"
    )
    assert told(note + older) == []


def test_what_is_shown_at_a_meeting_is_due_on_its_day() -> None:
    assert told("Tom will show the others how it works at Thursday's meeting.") == [
        ("Tom Baker", "Show the others how it works", jan(15))
    ]
    assert told("Tom will bring a plan to the board meeting (20 January).")[0][2] == jan(20)


def test_an_action_label_behind_a_passive_names_somebody_the_minutes_list() -> None:
    body = "Present: Anna Reed, Ji-woo Han\n\nSupper. Tickets to be printed by Friday. Action: Ji-woo\n"
    assert told(body) == [("Ji-woo Han", "Print Tickets", jan(16))]


@pytest.mark.parametrize("when", ["by Friday before lunch", "on Friday after lunch"])
def test_lunch_does_not_take_the_day_away(when: str) -> None:
    assert [each[2] for each in told(f"Tom will ring the glazier {when}.")] == [jan(16)]


NUMBERED = (
    "\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 12 January 2026 08:40\n"
    "To: Anna Reed <anna.reed@contoso.example>; Priya Nair <priya.nair@contoso.example>\nSubject: The rota\n\n"
    "1. Send the rota out early\n2. Print the alarm codes\n3. Find somebody for Sundays by the end of March\n"
)


@pytest.mark.parametrize(
    "note",
    [
        "Priya has number 2 and needs to have it done before the open day on 21 January. I'll take 1 and 3.",
        "2 is Priya's, by 20 January please. 1 and 3 are mine.",
    ],
)
def test_a_note_says_by_number_whose_each_is(note: str) -> None:
    got = told(f"Please put these in the tracker. {note}{NUMBERED}", to=())
    assert [(who, what) for who, what, _ in got] == [
        ("Anna Reed", "Send the rota out early"),
        ("Priya Nair", "Print the alarm codes"),
        ("Anna Reed", "Find somebody for Sundays"),
    ]
    assert got[1][2] in (jan(20), jan(21))
    assert got[2][2] == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("Tom pick up the glasses by Friday.", [("Tom Baker", "Pick up the glasses", jan(16))]),
        ("Tom put up the shelf on Friday.", []),
        (
            "I have promised to find out whether it can be split and will let you know on Thursday.",
            [("Anna Reed", "Find out whether it can be split and will let Tom know", jan(15))],
        ),
        (
            "Tom, you will talk to the council about the leak before you go on leave on the 21st.",
            [("Tom Baker", "Talk to the council about the leak", jan(21))],
        ),
        ("We will hold the rooms for you until 30 January.", []),
        ("One of us should call the bank by 20 January.", [("", "Call the bank", jan(20))]),
    ],
)
def test_a_day_and_an_owner_in_plain_sentences(body: str, meant: list[tuple[str, str, date | None]]) -> None:
    got = told(f"Hello,\n\n{body}\n", to=(TOM,))
    assert [(who, due) for who, _, due in got] == [(who, due) for who, _, due in meant]


@pytest.mark.parametrize(
    "entry",
    [
        "Tom will pull the last 20 files. He'll have them ready for Thursday 22 January.",
        "Please pull the last 20 files. I need them by 22 January.",
    ],
)
def test_a_second_sentence_of_an_entry_gives_the_day(entry: str) -> None:
    got = told(f"Tom,\n\nWe agreed:\n\n- {entry}\n", to=(TOM,))
    assert [(who, due) for who, _, due in got] == [("Tom Baker", jan(22))]


def test_completion_is_the_day() -> None:
    body = "The group\n\nAction: check the gas\nLead: Tom\nCompletion: 22 January\n"
    assert told(body) == [("Tom Baker", "Check the gas", jan(22))]


def test_german_clauses_of_two_people() -> None:
    body = "Hallo Tom,\n\nich bestelle bis Freitag die Leiter und du bringst bis zum 20. Januar den Bohrer mit.\n"
    assert told(body, to=(TOM,)) == [
        ("Anna Reed", "Die Leiter bestellen", jan(16)),
        ("Tom Baker", "Den Bohrer mitbringen", jan(20)),
    ]


def test_my_goals_are_mine() -> None:
    body = "Tom, as you asked here are my goals for the spring.\n\n- learn the new press by 30 January\n- shadow Bob\n"
    assert [who for who, _, _ in told(body, to=(TOM,))] == ["Anna Reed", "Anna Reed"]


def test_a_newsletter_asks_nothing_of_anybody() -> None:
    body = (
        "SPRING NEWS\n\nHello all,\n\n* Bike to work: the scheme reopens on 2 March.\n"
        "* Survey: please complete yours by Friday 23 January.\n\nUpdate your preferences here.\n"
    )
    everybody = Person(address="all@contoso.example", name="All colleagues")
    assert told(body, to=(everybody,)) == []


def test_a_round_up_for_two_people_is_no_newsletter() -> None:
    reading = read("Hello you two,\n\nTom to count the cages by Friday.\n", subject="Monday round-up")
    assert [item.owner.value.name for item in reading.items if item.owner] == ["Tom Baker"]


def test_verbs_of_many_trades_are_deeds() -> None:
    body = "Tom\n- flush the tank\n- borrow a ladder\n- unload the van\n- shred the old files\n- reimburse the driver\n"
    assert [who for who, _, _ in told(body)] == ["Tom Baker"] * 5
    french = (
        "Bonjour Tom,\n\nVoici ce que nous avons décidé :\n\n- Les fauteuils doivent être nettoyés le 23 janvier.\n"
    )
    assert told(french, to=(TOM,)) == [("", "Nettoyer les fauteuils", jan(23))]


@pytest.mark.parametrize(
    "words",
    [
        "You said that the pause helped and that you'd use it in the next talk.",
        "You said you'd use the pause in the next talk.",
    ],
)
def test_what_somebody_said_he_would_do(words: str) -> None:
    assert [who for who, _, _ in told(words, to=(TOM,))] == ["Tom Baker"]


def test_what_a_customer_wishes_is_set_aside_below_those_who_act() -> None:
    note = "For follow-up. Tom has agreed."
    older = (
        "\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 11 January 2026 16:20\n"
        "To: Anna Reed <anna.reed@contoso.example>\nSubject: FW: Damp\n\nI'll get the survey done by 21 January.\n\n"
        "From: Yolanda Pierce <y@mail.example>\nSent: 11 January 2026 12:20\nTo: Lettings <lettings@contoso.example>\n"
        "Subject: Damp\n\nPlease call me after 5. Can someone look at it this week?\n"
    )
    assert [who for who, _, _ in told(note + older, to=())] == ["Tom Baker"]


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (
            "Hallo Tom,\n\n- Bitte leere bis Freitag den Container.\n- Priya wechselt bis Freitag die Filter.\n",
            [("Tom Baker", "Den Container leeren", jan(16)), ("Priya Nair", "Die Filter wechseln", jan(16))],
        ),
        (
            "Dag Tom,\n\n- Jij verzamelt voor vrijdag de sleutels.\n- Priya poetst de ramen, uiterlijk woensdag.\n",
            [("Tom Baker", "De sleutels verzamelen", jan(16)), ("Priya Nair", "De ramen poetsen", jan(14))],
        ),
        (
            "Priya - 3 more trays of rolls for Sat, veg ones.",
            [("Priya Nair", "3 more trays of rolls, veg ones", jan(17))],
        ),
    ],
)
def test_deeds_whose_verbs_are_in_no_list(body: str, meant: list[tuple[str, str, date | None]]) -> None:
    assert told(body) == meant


def test_the_number_of_an_entry_is_no_day() -> None:
    body = "Lieber Tom,\n\n1. Bis zum 20. Januar erarbeitest du einen Vorschlag, wie wir am Samstag sparen.\n"
    assert [each[2] for each in told(body, to=(TOM,))] == [jan(20)]
    assert [each[2] for each in told("Liebe Priya,\n\n- Ich suche bis Ostern eine Aushilfe.\n")] == [date(2026, 4, 5)]


def test_initials_in_brackets_behind_a_sentence_of_the_minutes() -> None:
    body = (
        "Present: Anna Reed, Ron Tapper, Sunita Pal.\n\nPlots. Eleven people wait. Letter to the three holders "
        "to go out by "
        "20 January. [SP]\n"
    )
    assert told(body) == [("Sunita Pal", "Letter to the three holders to go out", jan(20))]


def test_me_behind_a_dash_with_a_day() -> None:
    assert told("Quote for the kitchen - me, by Tuesday 20 January.") == [
        ("Anna Reed", "Quote for the kitchen", jan(20))
    ]


def test_a_day_behind_a_name_moves_what_it_is_for_and_what_is_paid_is_done() -> None:
    older = (
        "\n\nFrom: Priya Nair <priya.nair@contoso.example>\nSent: 12 January 2026 08:30\n"
        "To: Anna Reed <anna.reed@contoso.example>\nSubject: RE: The stand\n\nAnna, the deposit is paid.\n\n"
        "From: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 10:00\n"
        "To: Tom Baker <tom.baker@contoso.example>; Priya Nair <priya.nair@contoso.example>\nSubject: The stand\n\n"
        "Tom to finish the drawings by 14 January\nPriya to pay the deposit\n"
    )
    assert told("Thanks both. Tom - 20 January for the drawings, agreed, but no longer." + older) == [
        ("Tom Baker", "Finish the drawings", jan(20))
    ]


def test_a_vague_half_is_made_plain_by_the_next() -> None:
    body = "Tom is dealing with the council - he'll get the permit signed by 20 January."
    assert told(body) == [("Tom Baker", "Get the permit signed", jan(20))]


def test_from_fridays_walk_is_nobody() -> None:
    body = "Both,\n\nFrom Friday's site walk:\n\n- Broken slat: to be replaced by 20 January.\n"
    assert [(who, due) for who, _, due in told(body)] == [("", jan(20))]


def test_a_weekly_letter_of_an_office_asks_nothing() -> None:
    body = (
        "In this week's issue: gym hours, passes.\n\nPasses\nRenew your pass by 23 January at the estates office.\n\n"
        "Email us by Wednesday.\n"
    )
    assert told(body, to=(Person(address="staff@contoso.example", name="Staff"),)) == []


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (
            "The roofer (Kevin Platt of Platt & Sons) is going to send the quote by Thursday.",
            [("Kevin Platt", "Send the quote", jan(15))],
        ),
        ("I've to send Mrs Dunn the invoice by Thursday.", [("Anna Reed", "Send Mrs Dunn the invoice", jan(15))]),
        (
            "Present: Anna Reed, Owen Tully\n\nOwen showed the pages. He is to put the button live by Friday.",
            [("Owen Tully", "Put the button live", jan(16))],
        ),
        (
            "What | Who | When\nCount the cages | Tom | 20 January\nWear badges | All | always\n",
            [("Tom Baker", "Count the cages", jan(20))],
        ),
    ],
)
def test_who_is_named_beside_or_before(body: str, meant: list[tuple[str, str, date | None]]) -> None:
    assert told(f"Both,\n\n{body}\n") == meant


def test_german_owners_in_brackets_and_verbs_with_a_preposition_first() -> None:
    body = (
        "Hallo Tom,\n\n- Der Statiker (Herr Wendt) reicht die Pläne bis 20. Januar nach.\n"
        "- Um den Kran kümmere ich mich.\n"
    )
    assert [(who, due) for who, _, due in told(body, to=(TOM,))] == [("Herr Wendt", jan(20)), ("Anna Reed", None)]


def test_an_offer_that_is_taken_up_is_the_action_of_him_who_offered() -> None:
    body = "Hi Tom, answers below.\n\n> Shall I ask the caterer for a vegan option?\nYes please, by Friday.\n"
    (item,) = read(body, to=(TOM,), subject="RE: The feast").items
    assert item.owner is not None
    assert (item.owner.value.name, item.due.value.day if item.due else None) == ("Tom Baker", jan(16))


def test_thanks_for_sending_says_that_it_is_sent() -> None:
    older = (
        "\n\nFrom: Anna Reed <anna.reed@contoso.example>\nSent: 9 January 2026 10:00\n"
        "To: Tom Baker <tom.baker@contoso.example>; Priya Nair <priya.nair@contoso.example>\nSubject: The range\n\n"
        "- Tom to send the price list to the shops\n- Priya to design the labels by 14 January\n"
    )
    assert told("Tom, thanks for sending the price list." + older) == [("Priya Nair", "Design the labels", jan(14))]


def test_remind_me_to_ask_how_it_went_is_the_follow_up() -> None:
    (item,) = read(
        "Tom to fix the lift by Friday. Remind me to ask him how it went on Tuesday 20 January", to=(TOM,)
    ).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == jan(20)


@pytest.mark.parametrize(
    "body",
    [
        "Tom call it a day early yesterday. Tom check engine light is on.",
        "Tom,\n\n- Request forms are in the tray.\n- Claim numbers went up.\n",
        "Priya has 3 weeks of leave left and Tom has 2.",
        "She'd call if she could, and you'd need a key.",
        "The manager (Kevin Platt) will retire in May.",
    ],
)
def test_what_only_looks_like_the_new_forms_binds_nobody(body: str) -> None:
    assert told(body) == []


def test_a_thing_for_somebodys_team_is_not_handed_to_him() -> None:
    older = (
        "\n\nFrom: Tom Baker <tom.baker@contoso.example>\nSent: 12 January 2026 16:20\n"
        "To: Anna Reed <anna.reed@contoso.example>\nSubject: The sale\n\n- Priya to order the searches by 21 January\n"
        "- Tom to call the bank\n"
    )
    got = told("The bank one is for Priya's team to enjoy." + older)
    assert [who for who, _, _ in got] == ["Priya Nair", "Tom Baker"]


def test_two_deeds_of_a_short_note_keep_their_days() -> None:
    assert [(who, due) for who, _, due in told("Tom to wash the pups tmrw, then ring the 4 owners by friday.")] == [
        ("Tom Baker", jan(13)),
        ("Tom Baker", jan(16)),
    ]


def test_what_somebody_is_to_be_told_has_a_day_of_its_own() -> None:
    body = "Tom, please let your staff know that payday moves to the 28th."
    assert [(who, due) for who, _, due in told(body)] == [("Tom Baker", None)]


def test_a_title_in_front_of_a_name_is_no_first_name() -> None:
    neil = Person(address="neil.parry@contoso.example", name="Dr Neil Parry")
    assert told("Neil signs the order on Friday.", to=(neil,)) == [("Dr Neil Parry", "Sign the order", jan(16))]
