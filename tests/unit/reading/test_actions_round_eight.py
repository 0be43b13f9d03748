"""Ways of writing that own mails of 24 November showed."""

from __future__ import annotations

import pytest

from followupd.domain.people import Person
from followupd.reading.read import read_mail
from tests.unit.reading.mails import ANNA, KNOWN, LUIS, PRIYA, SERVICE, TOM, below, brief, briefs, found, mail


@pytest.mark.parametrize(
    ("text", "what", "day"),
    [
        ("Send me the rota, ideally by Friday but Monday is OK.", "Send Anna the rota", "13 Mar"),
        ("Send me the rota by Friday, Monday at a push.", "Send Anna the rota", "13 Mar"),
        ("Send me the rota by Friday not Monday.", "Send Anna the rota", "13 Mar"),
        ("Tom to get the plumber back for the hall, he can do Friday.", "Get the plumber back for the hall", "13 Mar"),
        ("Tom to price the roof, no date yet.", "Price the roof", "-"),
        ("Tom to fix the tap b4 friday.", "Fix the tap", "13 Mar"),
    ],
)
def test_another_day_and_who_has_time_then_are_no_part_of_the_deed(text: str, what: str, day: str) -> None:
    assert briefs(mail(text)) == [("Tom", what, day)]


def test_to_chase_tomorrow_has_a_day_and_to_cover_a_holiday_has_a_thing() -> None:
    assert briefs(mail("- Garage door - waiting for the part, Tom will chase tomorrow\n")) == [
        ("Tom", "Chase: Garage door - waiting for the part", "12 Mar")
    ]
    assert briefs(mail("Tom will cover Boxing Day.")) == [("Tom", "Cover Boxing Day", "-")]


def test_whoever_does_the_one_lets_me_have_the_other() -> None:
    assert briefs(mail("Tom will chase the unpaid bills by Friday and let me have a list.")) == [
        ("Tom", "Chase the unpaid bills and let Anna have a list", "13 Mar")
    ]


@pytest.mark.parametrize("line", ["Slides to follow by mail.", "Ms Hill is moving in on 20 March so it matters."])
def test_what_will_come_by_itself_is_nobodys_action(line: str) -> None:
    assert briefs(mail(f"Tom to paint the hall by Friday.\n\n{line}\n")) == [("Tom", "Paint the hall", "13 Mar")]


@pytest.mark.parametrize(
    "line",
    [
        "Let's have a coffee on 24 March and see how it went.",
        "Back round the table on Tuesday 24 March.",
        "Shall we say Tuesday 24 March to see where we are?",
    ],
)
def test_a_day_to_sit_down_is_the_follow_up(line: str) -> None:
    (item,) = found(mail(f"Tom to paint the hall by Friday.\n\n{line}\n")).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert f"{item.follow_up.value.when.day:%-d %b}" == "24 Mar"


def test_a_figure_that_is_needed_lower_is_a_target() -> None:
    read = found(mail("The waiting list stands at 63 and we need it down to 40 by the end of October."))
    assert not read.items
    assert len(read.targets) == 1


def test_a_french_owners_own_thing_has_an_article() -> None:
    text = "Bonjour Tom,\n\nVoici ce que nous avons convenu :\n\n- Merci de m'envoyer ton planning d'été pour lundi.\n"
    assert [brief(item)[1] for item in found(mail(text, author=ANNA, to=(TOM,))).items] == ["Envoyer le planning d'été"]


def test_a_name_in_brackets_behind_a_topic_owns_what_stands_behind_the_colon() -> None:
    text = (
        "Notes of this morning.\n\nHousekeeping (Marta): rooms 21 to 26 deep cleaned by 2pm tomorrow\n"
        "Front desk (Aoife): ring every guest arriving on Saturday, by close Friday\n"
        "Maintenance: lift engineer booked for today, nothing further\n"
    )
    told = [
        (item.doubts[0].readings, item.due.value.day.day if item.due else None)
        for item in found(mail(text, to=(PRIYA,))).items
    ]
    assert told == [(("Marta",), 12), (("Aoife",), 13)]


@pytest.mark.parametrize(
    "text",
    [
        "Tom - need the boiler certificate off Trident by Friday.",
        "Tom, I need the boiler certificate from Trident by Friday.",
        "From your side, we would need the boiler certificate, which you thought you could get to us on Friday.",
    ],
)
def test_what_is_needed_of_somebody_is_his_action(text: str) -> None:
    (item,) = found(mail(text)).items
    assert item.owner is not None
    assert item.owner.value == TOM
    assert item.due is not None
    assert f"{item.due.value.day:%-d %b}" == "13 Mar"
    assert item.what is not None
    assert "thought" not in item.what.value


def test_who_owns_a_thing_has_it_to_do_and_its_recipient_has_not() -> None:
    assert briefs(mail("Tom owns the reply to Mr Baird, to go by Friday.")) == [
        ("Tom", "Own the reply to Mr Baird", "13 Mar")
    ]


def test_my_objectives_are_mine_whoever_is_greeted() -> None:
    text = (
        "Anna, my objectives as discussed:\n\n1. Take over the client call from you on 20 March\n2. Find me a mentor\n"
    )
    assert briefs(mail(text, author=TOM, to=(ANNA,)))[0] == ("Tom", "Take over the client call from Anna", "20 Mar")


def test_those_who_were_there_are_known_by_their_first_names() -> None:
    text = "Anwesend: Anna Reed, Tanja Krug, Mehmet Yildiz\n\nTOP 1\nTanja bestellt bis 20. März ein neues Schloss.\n"
    (item,) = found(mail(text)).items
    assert item.doubts[0].readings == ("Tanja Krug",)
    assert item.due is not None


def test_a_list_of_long_lines_is_no_wrapped_sentence() -> None:
    text = (
        "From today:\nTom to get three quotes by Friday\nPriya to collect the list from all parents\n"
        "Luis to update the risk assessment and send it to the governors by 31 March\nI have booked the centre.\n"
    )
    assert briefs(mail(text, to=(TOM, PRIYA, LUIS)))[-1] == (
        "Luis",
        "Update the risk assessment and send it to the governors",
        "31 Mar",
    )


def test_a_yes_to_a_day_and_somebody_instead_change_what_an_older_message_says() -> None:
    first = below(
        "Tom to get three coach quotes by 16 March\nTom to collect the dietary list from parents\n",
        author=ANNA,
        to=(TOM, PRIYA),
        kind="quoted",
    )
    asked = below("The coach quotes won't be in by Monday, could I have until Friday 20th?", kind="quoted")
    of = mail(
        "Thanks Tom. Yes to the 20th, and Priya can you pick up the dietary list instead, by Friday.", to=(TOM, PRIYA)
    )
    assert briefs(of, asked, first) == [
        ("Priya", "Collect the dietary list from parents", "13 Mar"),
        ("Tom", "Get three coach quotes", "20 Mar"),
    ]


def test_a_number_with_another_day_is_moved() -> None:
    told = below("1. Tom to call Pelham by 16 March.\n2. Tom to clean the store by 20 March.\n")
    of = mail("Please set these up. No. 2 has changed, he now has until the 30th.", to=(SERVICE,))
    assert briefs(of, told) == [("Tom", "Call Pelham", "16 Mar"), ("Tom", "Clean the store", "30 Mar")]


def test_a_day_of_somebody_elses_is_no_due_date() -> None:
    (item,) = found(mail("- Tom to think about who could stand in for him in April\n")).items
    assert item.due is None
    (counted,) = found(mail("Once we have the volumes Tom will turn the quote round in 3 days.")).items
    assert counted.due is None


def test_the_meeting_that_a_day_belongs_to_is_no_part_of_the_deed() -> None:
    assert briefs(mail("Tom to send the deck round before Monday's board.")) == [
        ("Tom", "Send the deck round", "16 Mar")
    ]


def test_a_list_of_levels_is_a_list_of_targets() -> None:
    read = found(
        mail("Focus for May:\n\n* void days under 12 (we were on 19)\n* arrears at 2.5% max\n* 15 new instructions\n")
    )
    assert not read.items
    assert len(read.targets) == 3


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Tom, the linen order: could you get it to Brights by Friday?", "Get the linen order to Brights"),
        ("Tom, the June invoice is still outstanding, can you chase it by Friday?", "Chase the June invoice"),
        ("Will need the tacho data for May from you first, can you send it by Friday?", "Send the tacho data for May"),
        ("Your expenses are missing, please send them by Friday.", "Send the expenses"),
    ],
)
def test_it_is_the_thing_in_front_of_it(text: str, what: str) -> None:
    assert briefs(mail(text)) == [("Tom", what, "13 Mar")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Tom will book the surveyor, I'd want those visits done by Friday.", "Book the surveyor"),
        ("I'm going to ask Legal whether we can bill them - will have an answer by Friday.",
         "Ask Legal whether we can bill them"),
        ("you said you wd sort the certificate by friday", "Sort the certificate"),
        ("Tom to get the scaffold inspected by friday dinner.", "Get the scaffold inspected"),
    ],
)  # fmt: skip
def test_when_it_is_wanted_and_told_is_no_part_of_the_deed(text: str, what: str) -> None:
    (item,) = found(mail(text)).items
    assert item.what is not None
    assert item.what.value == what
    assert item.due is not None
    assert f"{item.due.value.day:%-d %b}" == "13 Mar"


def test_a_note_to_the_service_says_until_when() -> None:
    told = below("Anna, as discussed I'll rework the Saturday rota so nobody goes over 9 hours.")
    assert briefs(mail("Log this for Tom please, he has until 20 March.", to=(SERVICE,)), told) == [
        ("Tom", "Rework the Saturday rota so nobody goes over 9 hours", "20 Mar")
    ]


def test_answers_in_capitals_under_questions() -> None:
    text = (
        "Tom\n\nSee my answers in caps.\n\nAnna\n\n> 1. Who is writing the audience section?\n"
        "YOU PLEASE, BY FRIDAY 20TH\n> 2. Do we have the final accounts?\nYES, ON THE DRIVE\n"
        "> 3. When do you want to go through the draft?\nTUES 24TH 2PM\n"
    )
    (item,) = read_mail(mail(text, subject="Re: Report"), KNOWN).items
    assert brief(item) == ("Tom", "Write the audience section", "20 Mar")
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day.day == 24


def test_who_shares_one_row_of_a_table_does_not_own_the_others() -> None:
    text = (
        "Owner | Action | Deadline\nOmar | Order 400 medals | 12 March\nOmar / Sian | Write to the schools | 26 March\n"
    )
    assert [item.doubts[0].readings for item in found(mail(text)).items] == [("Omar",), ("Omar / Sian",)]


def test_a_bulletin_that_calls_somebody_by_name_asks_him() -> None:
    text = (
        "Dear colleagues\n\n* Carol concert on Thursday. Please wear something festive!\n"
        "* Jackie - please could you order the crackers by Friday.\n"
    )
    bulletin = mail(text, to=(Person(address="staff@oak.example", name="All staff"),), subject="Week 14 bulletin")
    assert [item.what.value for item in found(bulletin).items if item.what] == ["Order the crackers"]


def test_what_is_made_and_handed_on_behind_a_semicolon_is_one_action() -> None:
    text = "You offered to dig out the 2024 report for her; please send it direct by Friday if you can."
    assert briefs(mail(text)) == [("Tom", "Dig out the 2024 report for her and send it direct", "13 Mar")]


@pytest.mark.parametrize(
    "line", ["I'm having a coffee with him on the 24th to see how he gets on.", "told him ill pop in tues 24th 8am"]
)
def test_a_coffee_with_him_is_the_follow_up(line: str) -> None:
    (item,) = found(mail(f"tom going to finish the wiring by fri.\n\n{line}")).items
    assert brief(item) == ("Tom", "Finish the wiring", "13 Mar")
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day.day == 24


def test_that_it_was_good_to_see_somebody_is_no_follow_up() -> None:
    (item,) = found(mail("Good to see you take part so fully on Friday.\n\nTom to send the log by Friday.")).items
    assert item.follow_up is None


def test_who_sticks_with_a_day_changes_nothing() -> None:
    first = below("- Tom to get a quote for a new door by 16 March\n", author=ANNA, to=(TOM,), kind="quoted")
    of = mail("Tom, stick with the 16th for the quote please, I need it before the board on the 20th.")
    assert briefs(of, first) == [("Tom", "Get a quote for a new door", "16 Mar")]


def test_a_draft_that_is_due_behind_the_reason_dates_the_deed() -> None:
    text = "Tom will write up the procedure so that the night shift can follow it, draft to you by Friday."
    ((who, what, day),) = briefs(mail(text))
    assert (who, day) == ("Tom", "13 Mar")
    assert what.startswith("Write up the procedure")


def test_a_german_order_behind_as_agreed() -> None:
    text = "Hallo Tom,\n\nwie eben besprochen: Bitte schick mir die Tourenliste bis morgen Mittag.\n"
    ((who, what, day),) = briefs(mail(text))
    assert (who, what, day) == ("Tom", "Anna die Tourenliste schicken", "12 Mar")


def test_a_topic_in_front_of_a_dash_is_what_it_means() -> None:
    assert briefs(mail("- snag list - Tom to walk it on Friday at 10am\n")) == [("Tom", "Walk the snag list", "13 Mar")]


@pytest.mark.parametrize(
    ("answer", "due"),
    [("Yes please Tom, and could you do it before I go away on the 20th?", "20 Mar"), ("Tom - yes please.", "-")],
)
def test_a_yes_to_an_offer_makes_it_an_action(answer: str, due: str) -> None:
    offer = below("Anna, shall I fill in the licence renewal and bring it to you to sign?", kind="quoted")
    assert briefs(mail(answer), offer) == [("Tom", "Fill in the licence renewal and bring it to Anna to sign", due)]


@pytest.mark.parametrize("answer", ["Ok, but not now please.", "No thanks.", "I'll think about it."])
def test_no_plain_yes_to_an_offer_makes_no_action(answer: str) -> None:
    offer = below("Anna, shall I fill in the licence renewal and bring it to you to sign?", kind="quoted")
    assert briefs(mail(answer), offer) == []


def test_a_day_that_is_liked_for_both_is_due_for_both() -> None:
    text = "Tom to write the template. Priya to print the form.\n\nI'd like both finished before half term (20 March)."
    assert [day for _, _, day in briefs(mail(text, to=(TOM, PRIYA)))] == ["20 Mar", "20 Mar"]


def test_a_noun_that_is_a_verb_too_is_no_order_where_it_is_to_be_done() -> None:
    (item,) = found(mail("Route assessment to be done by Ewan by Friday.")).items
    assert item.doubts[0].readings == ("Ewan",)


def test_what_is_made_sure_of_is_what_will_be_seen() -> None:
    (item,) = found(mail("Tom to make sure that the lift is free from 8 on Friday.")).items
    assert item.measure is not None
    assert item.measure.value.startswith("The lift is free")


def test_that_you_will_have_them_is_no_part_of_the_deed() -> None:
    assert briefs(mail("Tom will post the warranty papers - you will have them by Friday.")) == [
        ("Tom", "Post the warranty papers", "13 Mar")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "They are looking to fill the post by October.",
        "Anna Reed | Senior Designer | Oak Interiors",
        "Action: Archive the old sheets\nOwner: Tom\nStatus: done 10 March",
    ],
)
def test_what_is_told_signed_or_closed_is_no_action(line: str) -> None:
    assert briefs(mail(f"Tom to paint the hall by Friday.\n\n{line}\n")) == [("Tom", "Paint the hall", "13 Mar")]


def test_what_went_on_a_weekday_is_over() -> None:
    text = "Tom to send the leaflets to the printer.\nTom to book the hall.\n"
    first = below(text, author=ANNA, to=(TOM,), kind="quoted")
    told = below("The leaflets went to the printer on Tuesday, by the way.", kind="quoted")
    assert [what for _, what, _ in briefs(mail("Thanks Tom."), told, first)] == ["Book the hall"]


def test_what_is_overdue_and_must_be_booked() -> None:
    assert briefs(mail("- The minibus service is overdue and must be booked by Friday.\n")) == [
        ("?", "Book the minibus service", "13 Mar")
    ]


def test_a_reason_with_cancelled_in_it_drops_nothing() -> None:
    first = below("- Tom: photo pages finished by 17 March\n", author=ANNA, to=(TOM,), kind="quoted")
    told = below("The photo pages will take longer because the photographer cancelled.", kind="quoted")
    of = mail("Friday 27 March is fine for the photo pages, Tom.")
    assert [day for _, _, day in briefs(of, told, first)] == ["27 Mar"]


def test_until_when_for_what_stands_in_front_of_a_colon() -> None:
    told = below("- Yard survey: I will photograph all bays by 19 March.\n- I will visit two hauliers by 17 March.\n")
    of = mail("For the log: Tom's notes. He can have until Friday 27 March for the yard survey.", to=(SERVICE,))
    assert [day for _, _, day in briefs(of, told)] == ["27 Mar", "17 Mar"]


def test_a_month_that_is_told_and_the_day_before_which_it_is_due() -> None:
    text = "- Tom is going to visit the two hauliers who left in January before 24 March, so that we know why.\n"
    assert [day for _, _, day in briefs(mail(text))] == ["24 Mar"]


def test_a_summary_of_what_was_agreed_is_read() -> None:
    assert briefs(mail("Summary of this morning:\n\n- Tom: set up the stall by 15 March\n")) == [
        ("Tom", "Set up the stall", "15 Mar")
    ]


def test_a_german_result_behind_a_colon() -> None:
    text = "Hallo zusammen,\n\ndas Ergebnis von heute: Tom schult bis 25.03. die neuen Monteure am Prüfstand.\n"
    assert [(who, day) for who, _, day in briefs(mail(text))] == [("Tom", "25 Mar")]


def test_a_word_to_the_service_is_no_action_of_the_one_it_names() -> None:
    told = below("I'll shadow Ms Kerr by 31 March.")
    assert briefs(mail("Please track for Tom.", to=(SERVICE,)), told) == [("Tom", "Shadow Ms Kerr", "31 Mar")]
