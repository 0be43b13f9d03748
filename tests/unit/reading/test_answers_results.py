"""What came of an action says that it is done: how its own thing stands now; some of it does not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, read_answers

SAID = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CLOSING = {Intent.DONE, Intent.CONFIRM, Intent.CANCEL}
HOSES = "Replace the brake hoses on trolley 5"
SIGNS = "Update the signs in halls 2 and 6"
PLAN = "Send the seating plan to all ushers"
MENU = "Deploy the new menu to the website"
CLINIC = "Ring the 14 clinic patients and offer each a slot"


def intents(text: str, what: str, *, setter: bool = False) -> set[Intent]:
    asked = Asked(whats=(what,), dues=(date(2026, 12, 4),), setter=setter)
    answers = read_answers(text, "Re: x", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    return {answer.intent for answer in answers}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (HOSES, "Hoses are in."),
        (HOSES, "Brake hoses fitted on Sunday by the mechanic"),
        (HOSES, "Done. Trolley back in place at 4pm and no faults."),
        (HOSES, "Finished during the night shift"),
        (SIGNS, "Both halls updated, Mrs Varga has approved it"),
        (SIGNS, "They're all up to date now"),
        (PLAN, "Seating plan is with all the ushers"),
        (PLAN, "The seating plan went to the ushers on Friday"),
        (MENU, "Deployed at 7 this morning, all fine"),
        (MENU, "Menu went live on Monday"),
        (MENU, "shipped it"),
    ],
)
def test_how_the_thing_stands_when_the_deed_is_done_is_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (HOSES, "Hoses are in stock"),
        (HOSES, "Hoses are in the van"),
        (HOSES, "One hose is in"),
        (HOSES, "Hoses fitted on trolley 4"),
        (HOSES, "Hoses to be fitted by the mechanic"),
        (HOSES, "Hoses changed hands"),
        (HOSES, "Done. Trolley back on the lorry."),
        (SIGNS, "Hall 2 is done, doing hall 6 tonight"),
        (SIGNS, "Done for hall 6"),
        (SIGNS, "Hall 2 updated"),
        (PLAN, "Seating plan is with the printer"),
        (PLAN, "Seating plan sent to me"),
        (PLAN, "The plan is to send it to all ushers on Friday"),
        (PLAN, "I have the seating plan with the ushers list"),
        (MENU, "Menu is live on the test site"),
        (MENU, "Released the price cards"),
        (MENU, "Deployed, then rolled back"),
        (CLINIC, "All 14 rung. Nine said yes."),
        (CLINIC, "Fourteen said yes"),
    ],
)
def test_some_of_it_or_another_place_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


@pytest.mark.parametrize(
    ("what", "text", "intent"),
    [
        (PLAN, "Have sent it to about half of them", Intent.PROGRESS),
        (MENU, "In testing at the moment", Intent.PROGRESS),
        (HOSES, "The hoses are being delivered on Thursday", Intent.PROGRESS),
        (HOSES, "No problem, I'll look after it", Intent.AGREED),
        (HOSES, "Got it, thanks", Intent.AGREED),
        (MENU, "Do we need sign-off from the chef first?", Intent.QUESTION),
        (PLAN, "Happy new year to all", Intent.NONE),
        (SIGNS, "Can't, the store is locked until Monday", Intent.BLOCKED),
        (SIGNS, "Should be Noor's", Intent.DECLINE),
    ],
)
def test_a_plain_answer_is_read_as_people_mean_it(what: str, text: str, intent: Intent) -> None:
    assert intents(text, what) == {intent}


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("Yes, saw it working on Tuesday, confirmed", True),
        ("Confirmed for Tuesday", False),
        ("Seen on Tuesday, will be confirmed", False),
    ],
)
def test_a_setter_confirms_what_he_saw_on_a_day_that_is_over(text: str, closes: bool) -> None:
    assert bool(intents(text, MENU, setter=True) & CLOSING) is closes


VISIT = "Visit the dairy and report back on the cold store"
APPROVAL = "Get the council to approve the banner"
TINS = "Order cake tins"
POST = "Put the menu on the door of the hut"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (VISIT, "Visited on Friday, report is in your inbox"),
        (VISIT, "Done. It was a long day!"),
        (VISIT, "All finished. Hope the fair went well."),
        (APPROVAL, "The council approved it last week"),
        (TINS, "Tins are here"),
        (POST, "It's up"),
        (SIGNS, "Same is done sir"),
    ],
)
def test_each_part_told_by_its_deed_or_by_what_came_of_it_is_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (VISIT, "Visited, report is with my boss for a check"),
        (VISIT, "Report is in your inbox"),
        (VISIT, "Done. It was a waste of time"),
        (APPROVAL, "The council approved it on condition"),
        (APPROVAL, "The council approved it in principle"),
        (APPROVAL, "The council approved the other banner"),
        (APPROVAL, "Got the council to look at it"),
        (TINS, "Tins are on the way out"),
        (TINS, "Tins ordered by another shop"),
        (TINS, "Tins are in the catalogue"),
        (TINS, "Tins are in, two faults"),
        (POST, "It's up in the office"),
        (POST, "Menu is on the door's list"),
        (PLAN, "Emailed the ushers of the balcony"),
    ],
)
def test_elsewhere_on_terms_or_with_trouble_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("Checked it, all fine, thanks", True),
        ("Checked it, nothing good", False),
        ("Checked it, all fine so far", False),
        ("Seen this, good luck", False),
        ("Looked at it, some good progress", False),
    ],
)
def test_a_setter_who_looked_confirms_only_when_he_says_that_it_is_well(text: str, closes: bool) -> None:
    assert bool(intents(text, MENU, setter=True) & CLOSING) is closes


SHED = "Tidy the shed and list what is rusty"
TALK = "Meet Oisin about his hours and write up the notes"
BID = "Submit the bid to the ministry"
LAMPS = "Install the reading lamps in the library"
COOKS = "Recruit two cooks"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (SHED, "Shed's done, list is on your desk"),
        (SHED, "All cleared out, list attached"),
        (SHED, "Done. Dirty job but it's finished."),
        (TALK, "Met him on Friday, notes are on file"),
        (BID, "It's gone in"),
        (LAMPS, "Lamps are all up and tested"),
        (COOKS, "Both cooks recruited, starting 7 December"),
    ],
)
def test_a_second_part_told_by_where_it_is_now_is_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (SHED, "Shed's done, list isn't"),
        (SHED, "Shed's done, list is on my to-do list"),
        (SHED, "List is on your desk"),
        (SHED, "Done. Long job, still at it"),
        (TALK, "Met his mother, notes to write"),
        (BID, "It's gone in the bin"),
        (BID, "Bid is in, pages missing"),
        (LAMPS, "Lamps are up for delivery"),
        (LAMPS, "Lamps are up in the shop"),
        (COOKS, "Done - hired one"),
        (COOKS, "Both cooks interviewed, starting to call references"),
        (CLINIC, "Done all three"),
    ],
)
def test_a_second_part_that_is_not_told_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


@pytest.mark.parametrize("text", ["Meeting him on Friday", "Have one page left, writing it up now"])
def test_the_deed_still_under_way_is_progress(text: str) -> None:
    assert intents(text, TALK) == {Intent.PROGRESS}


def test_two_of_them_seen_is_no_all_of_them_done() -> None:
    assert not intents("Saw two of them myself, done", LAMPS, setter=True) & CLOSING
    assert intents("All three of them done", "Oil the three gates") == {Intent.DONE}


SLIPS = "Upload the June slips to the portal"
KITS = "Inspect the spill kits in both labs"
FORM = "Update the visitor form template"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (SLIPS, "They're on the portal"),
        (KITS, "Both inspected, refilled the sand"),
        (FORM, "Template updated, thanks"),
    ],
)
def test_where_it_was_to_go_and_what_was_tidied_up_behind_it_is_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (SLIPS, "They're on the way to the portal"),
        (SLIPS, "They're on the portal's queue"),
        (SLIPS, "Slips are on the server"),
        (KITS, "One lab done, other one is locked until tonight"),
        (KITS, "Both inspected, found one empty"),
        (KITS, "Inspected one kit"),
        (KITS, "Both inspected, skipped the sand"),
        (FORM, "An old template updated"),
        (FORM, "Template drafted"),
    ],
)
def test_one_of_them_or_on_its_way_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


GLASS = "Call the glazier about the cracked pane"
LUCA = "Speak to Luca about the van keys"
PILOT = "Recommend a supplier for the pilot"
GUESTS = "Invite three speakers to the open day"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (GLASS, "The glazier came this morning, all done"),
        (LUCA, "Spoke to him, he's handing them in"),
        (PILOT, "My recommendation is in your inbox"),
    ],
)
def test_what_came_of_it_and_then_done_is_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (GLASS, "The glazier came this morning, half done"),
        (GLASS, "The glazier came this morning, to be done"),
        (LUCA, "Left him a message, he's not answering"),
        (LUCA, "Spoke to his mate"),
        (PILOT, "My recommendation will be in your inbox tonight"),
    ],
)
def test_what_came_of_half_of_it_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


def test_a_setter_who_makes_it_another_number_amends() -> None:
    assert intents("Make it four speakers please, one may drop out", GUESTS, setter=True) == {Intent.AMEND}


SAMPLES = "Send the fabric samples to Larkhall"
COACH = "Book the coach for the June outing"
NOTES = "Finish the handover notes"
BIDS = "Get three bids for the new boiler"
CLERKS = "Train the two new clerks on the till"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (COACH, "Coach booked, reference no. 20731"),
        (COACH, "All booked and paid for"),
        (SAMPLES, "They went yesterday"),
        (NOTES, "Submitted this morning"),
        (BIDS, "Got the three bids, the lowest is 5,300. Sending them over now."),
        (CLERKS, "Both trained on Tuesday and they're loving it"),
    ],
)
def test_what_is_told_beside_the_deed_leaves_it_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (COACH, "No coach booked"),
        (SAMPLES, "It went badly yesterday"),
        (SAMPLES, "They went yesterday to Brookside"),
        (NOTES, "Submitted my expenses this morning"),
        (BIDS, "Got two bids. Sending them over now."),
        (BIDS, "Sending them over now"),
        (CLERKS, "Both trained on Tuesday and they're being tested again next week"),
        (CLERKS, "Done one"),
        ("Call the dormant accounts", "Done one, rest tomorrow"),
    ],
)
def test_what_is_told_of_something_else_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


@pytest.mark.parametrize("text", ["Two in, third one promised for Monday", "The engineers have been, new valve fitted"])
def test_what_came_to_pass_is_progress_where_it_is_no_more(text: str) -> None:
    assert intents(text, BIDS) == {Intent.PROGRESS}


@pytest.mark.parametrize(
    "text", ["I was never asked about this", "Ken told me you had dropped it", "Wrong boiler I'm afraid"]
)
def test_objections_and_hearsay_stay_with_a_person(text: str) -> None:
    assert intents(text, BIDS) == {Intent.UNCLEAR}


PUPPETS = "Take the puppets to the repair shop"
TENDER = "Submit the tender to the harbour board"
QUOTES = "Get two quotes for the lift and send them to Inga"
TENANTS = "Ring the 9 tenants and get their meter readings"
SWIMMERS = "Register 14 swimmers and keep the signed forms"
DUES = "Collect the club dues from the five captains"
TILES = "Upload the tile prices to the portal"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (PUPPETS, "Dropped them off on Saturday"),
        (TENDER, "In before the deadline!"),
        (TENDER, "Sent yesterday, thanks"),
        (QUOTES, "Sent Inga both quotes this morning, cheapest is Varley at 9,100"),
        (QUOTES, "Both quotes are with Inga now"),
        (TENANTS, "All 9 rung, readings are in the sheet"),
        (SWIMMERS, "All 14 registered and the forms are signed"),
        (DUES, "All five have paid, the dues are in the safe"),
        (TILES, "The prices are up there now, cheers"),
        (NOTES, "Attached as promised"),
    ],
)
def test_the_last_step_told_of_all_is_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (PUPPETS, "Dropped them off the ladder"),
        (PUPPETS, "Dropped them"),
        (TENDER, "In a mess at the moment"),
        (TENDER, "In by Friday"),
        (QUOTES, "Sent Inga the first quote this morning, second is promised"),
        (QUOTES, "Sent Inga both quotes this morning, three are needed"),
        (TENANTS, "All 9 rung"),
        (TENANTS, "All 9 rung, five readings are in the sheet"),
        (SWIMMERS, "All 14 registered, the forms are on their way"),
        (DUES, "Four have paid, money is in the safe"),
        (TILES, "The prices are up there in the sky"),
        (NOTES, "Attached is my list of questions"),
        (NOTES, "Attached as promised is a first draft"),
    ],
)
def test_the_last_step_of_some_or_another_step_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


def test_an_offer_that_was_accepted_is_no_yes_of_the_owners() -> None:
    assert intents("Offer accepted, starts in January", "Interview four cooks and make one offer") != {Intent.AGREED}


VATS = "Clean the two settling vats"
KEYS = "Hand back the keys of the annexe"
JUDGE = "Book the judge for the flower show"
FLAT = "Fix the gutter of flat 3"
CHART = "Write up the watering chart"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (VATS, "Both cleaned on Sunday while we were closed"),
        (VATS, "Did the lot on Monday"),
        (KEYS, "The keys are back with the caretaker, got a receipt"),
        (JUDGE, "Judge confirmed for 12 June"),
        (FLAT, "Gutter fixed"),
        (CHART, "Written up and pinned in every greenhouse"),
        (CHART, "Finished on Monday - link: https://share.example/c/9"),
        (SIGNS, "Ordered both, six week lead time".replace("Ordered", "Updated")),
    ],
)
def test_when_where_and_with_what_beside_the_deed_leave_it_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (VATS, "Did the lot get cleaned?"),
        (VATS, "Cleaned one while we were closed"),
        (KEYS, "The keys are back with the wrong caretaker"),
        (KEYS, "I'm back with the keys"),
        (JUDGE, "Judge confirmed she got our mail"),
        (FLAT, "Gutter of flat 2 fixed"),
        (CHART, "Written up and binned"),
        (CHART, "Written up and lost"),
    ],
)
def test_what_only_looks_like_these_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


def test_a_setters_yes_in_front_of_the_deed_confirms() -> None:
    assert intents("Yes, both cleaned", VATS, setter=True) == {Intent.CONFIRM}
    assert not intents("Both cleaned", VATS, setter=True) & CLOSING


PLANS = "Write the plan for the open day and share it with the porters"
LAMPS_IN = "Order 12 lamps for the workshop"
ROOMS = "Paint all 6 rooms and photograph each one"
ANSWER = "Get the council's answer about the ramp"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (PLANS, "The plan has been written and went out to all the porters today."),
        (LAMPS_IN, "The lamps are ordered and should be here on Wednesday"),
        (ROOMS, "All 6 rooms finished, photos are in the shared folder"),
        (VATS, "Morning Priya, yes, both were cleaned on Tuesday."),
    ],
)
def test_the_things_own_name_a_greeting_and_a_delivery_leave_it_done(what: str, text: str) -> None:
    assert intents(text, what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (PLANS, "The plan has been written, it's with the warden for a look"),
        (PLANS, "We plan to write it and share it with all the porters today"),
        (LAMPS_IN, "The lamps should be here on Wednesday"),
        (ROOMS, "All 6 rooms finished, photos to follow"),
        (ANSWER, "Received with thanks"),
    ],
)
def test_what_is_looked_at_to_come_or_ours_closes_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


def test_nothing_to_be_done_until_somebody_acts_is_blocked() -> None:
    assert intents("Nothing I can do until the office sends me two more sets", "Hang all 6 doors") == {Intent.BLOCKED}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("Recruit two weekend cooks", "Two recruiters hired"),
        ("Train the four new ushers on the doors", "Matinee ushers trained"),
        ("Move the 30 crates to the barn", "Empty crates moved"),
    ],
)
def test_things_of_another_kind_and_those_who_do_the_deed_close_nothing(what: str, text: str) -> None:
    assert not intents(text, what) & CLOSING


def test_the_same_things_told_plainly_are_done() -> None:
    assert intents("Two cooks hired", "Recruit two weekend cooks") == {Intent.DONE}
    assert intents("New ushers trained", "Train the four new ushers on the doors") == {Intent.DONE}
    assert intents("Leaflets are back from the printer", "Print 300 leaflets") == {Intent.DONE}
