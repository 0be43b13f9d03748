"""Several actions told of in one sentence, each by its own words; and turns of phrase met beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, Question, read_answers

THREE = ("Write the tour leaflet", "Buy four bicycle pumps", "Enrol Nia on the safety day")


def said(words: str, whats: tuple[str, ...] = THREE, *, setter: bool = False) -> dict[int | None, Intent]:
    numbers = tuple(range(1, len(whats) + 1))
    question = Question.BRIEF if setter else Question.CONFIRMATION
    asked = Asked(numbers=numbers, whats=whats, setter=setter, question=question)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    found = read_answers(words, "Re: Agreed", asked=asked, said=now, working=WorkingTime(), day_first=True)
    return {each.number: each.intent for each in found}


DONE, GOES_ON = Intent.DONE, Intent.PROGRESS


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("The leaflet is written and the pumps are bought", {1: DONE, 2: DONE}),
        (
            "Leaflet's written and I've bought the pumps, Nia's safety day I'll do on Thursday",
            {1: DONE, 2: DONE, 3: GOES_ON},
        ),
        ("Leaflet written and printed, pumps bought", {1: DONE, 2: DONE}),
        ("The leaflet and the pumps are done, Nia is next week", {1: DONE, 2: DONE, 3: GOES_ON}),
        ("Leaflet half written, pumps bought", {1: GOES_ON, 2: DONE}),
        ("Pumps and safety day done, leaflet not yet", {1: GOES_ON, 2: DONE, 3: DONE}),
    ],
)
def test_each_is_told_of_by_its_own_words(words: str, meant: dict[int | None, Intent]) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    "words",
    ["The leaflet and the pumps", "Leaflet, pumps and safety day", "The leaflet and the pumps are nearly done"],
)
def test_names_alone_close_nothing(words: str) -> None:
    assert DONE not in said(words).values()


ONE = ("Get three prices for the new awning",)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Yes, did it on Friday. 4 prices in.", Intent.DONE),
        ("Did it on Friday, 2 prices in", Intent.PROGRESS),
        ("Ticked off my list", Intent.DONE),
        ("Can't believe it but it's all done", Intent.DONE),
        ("It was a nightmare but it's done", Intent.DONE),
        ("It was a nightmare but it's not done", Intent.PROGRESS),
        ("This one's for the caretaker rather than me", Intent.DECLINE),
        ("One for Olive I think", Intent.DECLINE),
        ("One for the album", Intent.UNCLEAR),
        ("Oops, pressed done by accident, they have not answered", Intent.REOPEN),
        ("Did that reach you", Intent.QUESTION),
        ("Ist leider noch nicht fertig, kommt bis Montag", Intent.PROGRESS),
        ("Ist alles fertig?", Intent.QUESTION),
    ],
)
def test_turns_of_phrase_of_an_owner(words: str, intent: Intent) -> None:
    assert said(words, ONE) == {None: intent}


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Nearly. Give her until 11 December.", Intent.NOT_YET),
        ("Give her until 11 December.", Intent.AMEND),
        ("The owner should be Olive, not Finn", Intent.AMEND),
        ("Olive should be doing this, not Finn", Intent.AMEND),
        ("All good, nice job", Intent.AGREED),
    ],
)
def test_turns_of_phrase_of_a_setter(words: str, intent: Intent) -> None:
    assert said(words, ONE, setter=True) == {None: intent}


@pytest.mark.parametrize(
    ("what", "words", "intent"),
    [
        ("Book the window cleaner for the spring", "Booked! He's coming on 9 March", DONE),
        ("Book the window cleaner for the spring", "Booked! He's coming if it stays dry", Intent.UNCLEAR),
        ("Count the chairs in the hall", "finished it today, bit of a faff but there we go", DONE),
        ("Renew the certificate of the mail server", "Cert renewed on Monday", DONE),
        ("Check the first aid list", "List checked, nothing missing", DONE),
        ("Check the first aid list", "List checked, nothing missing but the plasters", Intent.UNCLEAR),
        ("Write the summer rota", "Rota written, so nothing left for me to do", DONE),
        ("Write the summer rota", "Nothing left for me to do until Olive signs", Intent.UNCLEAR),
        ("Write the summer rota", "Need another week for the rota, waiting for two answers", Intent.RESCHEDULE),
        (
            "Fix the slow search and release it to the test server",
            "Shipped to the test server, no more slow search",
            DONE,
        ),
        (
            "Fix the slow search and release it to the test server",
            "It's merged but it's not on the server yet",
            GOES_ON,
        ),
        ("Count the broken chairs and send the list", "Completed, 14 broken ones", DONE),
        ("Arrange the boiler service", "The boiler has been serviced", DONE),
        ("Arrange the boiler service", "The lift has been serviced", GOES_ON),
        ("Get the shelves inspected", "I told you this was done but it isn't, I missed two", Intent.REOPEN),
        ("Get the shelves inspected", "I said it was done but you were on leave", Intent.UNCLEAR),
        ("Book the course", "That's not one for me, Olive does the courses", Intent.DECLINE),
    ],
)
def test_what_stands_beside_the_deed_is_weighed(what: str, words: str, intent: Intent) -> None:
    assert said(words, (what,)) == {None: intent}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("La 1 está hecha, la 2 todavía no", {1: DONE, 2: GOES_ON}),
        ("Le 1 est fait, le 2 pas encore", {1: DONE, 2: GOES_ON}),
        ("First one's done. Haven't started the third.", {1: DONE, 3: GOES_ON}),
        ("First, sorry for the delay. Second, it's all done", {None: Intent.UNCLEAR}),
        ("I'll do it on the third", {None: GOES_ON}),
    ],
)
def test_numbers_and_places_name_their_actions(words: str, meant: dict[int | None, Intent]) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Cancel the pumps, the shop gave us some", {2: Intent.CANCEL}),
        ("Cancel the pumps if the shop gives us some", {2: Intent.UNCLEAR}),
        ("1 is confirmed, nice and clear", {1: Intent.CONFIRM}),
        ("Seen all of these, all confirmed", {None: Intent.CONFIRM}),
        ("Yes I've seen them, that's complete", {None: Intent.CONFIRM}),
        ("I've seen some of them, that's complete", {None: GOES_ON}),
        ("Not confirmed yet", {None: Intent.NOT_YET}),
    ],
)
def test_a_setter_says_which(words: str, meant: dict[int | None, Intent]) -> None:
    assert said(words, setter=True) == meant


RING = ("Ring 8 past guests and sell 2 breaks",)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Rung all of them and sold 2 breaks", Intent.DONE),
        ("Rung six and sold 2 breaks", Intent.PROGRESS),
        ("6 of them rung", Intent.PROGRESS),
        ("Done 6 of them", Intent.PROGRESS),
        ("This was meant for Nia", Intent.DECLINE),
        ("I don't think I can commit to that", Intent.DECLINE),
    ],
)
def test_a_deed_of_two_parts_and_its_amounts(words: str, intent: Intent) -> None:
    assert set(said(words, RING).values()) == {intent}


CALL = ("Call 8 past guests and book 2 visits",)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Calls done and two visits booked", Intent.DONE),
        ("All calls made, 2 visits booked", Intent.DONE),
        ("Calls done, visits next week", Intent.PROGRESS),
        ("Calls done", Intent.PROGRESS),
    ],
)
def test_what_is_done_may_be_named_by_its_noun(words: str, intent: Intent) -> None:
    assert set(said(words, CALL).values()) == {intent}


def test_some_of_an_unnumbered_kind_is_not_the_thing() -> None:
    assert set(said("Two vans done", ("Renew the van insurance",)).values()) == {Intent.PROGRESS}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Only the leaflet is done so far", {1: DONE, 2: GOES_ON, 3: GOES_ON}),
        ("Only number 2 is finished", {1: GOES_ON, 2: DONE, 3: GOES_ON}),
    ],
)
def test_only_one_is_done(words: str, meant: dict[int | None, Intent]) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("All three confirmed", Intent.CONFIRM),
        ("We can close this one without doing it, they have moved", Intent.CANCEL),
        ("No, only one pump so far", Intent.NOT_YET),
    ],
)
def test_a_setter_says_it_of_all(words: str, meant: Intent) -> None:
    whats = THREE if "three" in words else ("Buy four bicycle pumps",)
    assert set(said(words, whats, setter=True).values()) == {meant}


def test_a_setter_gives_a_numbered_action_another_day() -> None:
    assert said("3: due 18 December", setter=True) == {3: Intent.AMEND}


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("This has now been completed", Intent.DONE),
        ("I thought I'd told you - done last week!", Intent.DONE),
        ("Wird bis Freitag erledigt", Intent.PROGRESS),
        ("Ce sera fait jeudi", Intent.PROGRESS),
        ("Halb fertig", Intent.PROGRESS),
        ("Ben ermee bezig", Intent.PROGRESS),
        ("Just about to start", Intent.PROGRESS),
        ("Bien noté", Intent.AGREED),
        ("Mag het ook volgende week vrijdag?", Intent.RESCHEDULE),
        ("It'll have to be Monday now", Intent.RESCHEDULE),
        ("Dafür ist Petra zuständig", Intent.DECLINE),
        ("Das schaffe ich nicht", Intent.DECLINE),
        ("No es mi tarea", Intent.DECLINE),
        ("Ask Nia, she has that area", Intent.DECLINE),
        ("I thought Nia was doing this?", Intent.DECLINE),
        ("Können wir das Gespräch auf Donnerstag 10 Uhr verschieben?", Intent.MOVE),
    ],
)
def test_common_words_of_five_languages(words: str, intent: Intent) -> None:
    assert set(said(words, ("Service the boiler",)).values()) == {intent}


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Yep he did", Intent.CONFIRM),
        ("Great stuff, tick it off", Intent.CONFIRM),
        ("Overtaken by events, please remove", Intent.CANCEL),
        ("Yes he will", Intent.AGREED),
    ],
)
def test_short_words_of_a_setter(words: str, intent: Intent) -> None:
    assert intent in said(words, ("Service the boiler",), setter=True).values()


@pytest.mark.parametrize(
    "words",
    [
        "Nia has rung 8 past guests and sold 2 breaks in her patch",
        "Done my part, Nia still has to sell the breaks",
        "Rang 8 people, none of them guests",
        "The guest list is done, ringing starts tomorrow",
        "Sold out of breaks, so done with that for today",
    ],
)
def test_what_others_did_in_their_own_place_closes_nothing(words: str) -> None:
    assert DONE not in said(words, RING).values()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("Send the brochure to Calder", "Brochure sent to the printers"),
        ("Send the brochure to Calder", "They sent it back"),
        ("Get three prices for the new awning", "Got three prices for the kitchen"),
        ("Book the small hall for 14 January", "Small hall booked for 15 January"),
        ("Book the small hall for 14 January", "Booked the village hall"),
        ("Train the two new porters on the hoist", "Two trained on the phones"),
        ("Interview four people for the night shift", "Interviewed four people for the day shift"),
        ("Write the audit report and share it with the board", "Audit report written and shared with Nia"),
    ],
)
def test_another_thing_or_place_or_day_closes_nothing(what: str, words: str) -> None:
    assert DONE not in said(words, (what,)).values()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("Send the brochure to Calder", "Brochure sent to Calder this morning"),
        ("Get three prices for the new awning", "Got three prices for the awning, cheapest is 400"),
        ("Book the small hall for 14 January", "Small hall booked for the 14th"),
        ("Interview four people for the night shift", "All four interviewed, notes on the drive"),
        ("Write the audit report and share it with the board", "Report written and shared with the board"),
    ],
)
def test_the_thing_itself_closes(what: str, words: str) -> None:
    assert set(said(words, (what,)).values()) == {DONE}
