"""A word that closes closes only when every clause beside it is of a kind that may stand there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, read_answers

SAID = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CLOSING = {Intent.DONE, Intent.CONFIRM, Intent.CANCEL}
LIFT = "Repaint the lift doors on all five floors"


def intents(text: str, *, setter: bool = False, what: str = LIFT) -> set[Intent]:
    asked = Asked(whats=(what,), dues=(date(2026, 12, 4),), setter=setter)
    answers = read_answers(text, "Re: x", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    return {answer.intent for answer in answers}


@pytest.mark.parametrize(
    "text",
    [
        "Finished! As far as the third floor.",
        "Done!! With floors one and two.",
        "Done. Hang on, the fourth floor door is still grey",
        "All done. Actually the paint has run on floor 2.",
        "Finished. Will carry on with the others on Monday",
        "Done. Fifth floor tmrw",
        "Done. Shall I do the fifth floor as well?",
        "Finished. The decorators walked out.",
        "Completed. Oops, wrong building",
    ],
)
def test_done_beside_what_is_not_accounted_for_is_for_a_person(text: str) -> None:
    assert not intents(text) & CLOSING


@pytest.mark.parametrize(
    "text",
    [
        "Done. Photos are in the shared folder.",
        "All finished. Sorry it dragged on a bit!",
        "Done - 5 doors",
        "Done. I'll send you the photos.",
        "Finished. Anything else?",
        "Finished yesterday. The invoice went to accounts.\nKind regards, Bo",
    ],
)
def test_done_beside_a_proof_thanks_or_a_name_is_done(text: str) -> None:
    assert intents(text) == {Intent.DONE}


@pytest.mark.parametrize("text", ["Confirmed. No wait, floor 3 looks patchy", "Confirmed. Which paint was it?"])
def test_a_setter_who_confirms_and_says_more_is_asked(text: str) -> None:
    assert not intents(text, setter=True) & CLOSING


@pytest.mark.parametrize(
    "text",
    [
        "Finished phase one",
        "Completed stage 2",
        "Done v2",
        "Done x3",
        "Done, on paper",
        "Finished theoretically",
        "Done as a test",
        "It's done for",
        "Done yesterday in the other tower",
        "All done at the Hull branch",
        "Done on Friday 27 November",
        "All done in grey rather than green",
        "Done under protest",
        "Done /s",
    ],
)
def test_done_of_something_that_the_action_does_not_name_is_for_a_person(text: str) -> None:
    assert not intents(text) & CLOSING


@pytest.mark.parametrize(
    "text",
    [
        "Done yesterday afternoon, pictures on the drive",
        "Finished it last night, Bob helped me with the top floor",
        "Done within budget",
        "All done and the caretaker is pleased",
        "That's done now Anna",
        "It's all done Anna",
        "Completed on Monday as agreed, ref 4471",
        "All five doors finished (two coats)",
        "Erledigt, Fotos im Ordner",
        "C'est fait, les photos sont sur le serveur",
        "Hecho, te mando las fotos",
        "Klaar, foto's staan op de schijf",
    ],
)
def test_done_with_when_where_and_how_it_went_is_done(text: str) -> None:
    assert intents(text) == {Intent.DONE}


@pytest.mark.parametrize(
    "text",
    ["Confirmed in principle", "Confirm it's done please", "I confirm I got your mail", "Confirmed for floor two"],
)
def test_confirmed_of_something_else_closes_nothing(text: str) -> None:
    assert not intents(text, setter=True) & CLOSING


@pytest.mark.parametrize(
    "text",
    [
        "Confirmed great work Bo",
        "Confirmed from my side",
        "I can confirm Bo has done this",
        "Confirmed - saw it myself",
    ],
)
def test_confirmed_with_who_saw_it_and_praise_is_confirmed(text: str) -> None:
    assert intents(text, setter=True) == {Intent.CONFIRM}


@pytest.mark.parametrize(
    ("text", "setter", "meant"),
    [
        ("Is it closed?", True, Intent.QUESTION),
        ("Do you still need me to do it?", False, Intent.QUESTION),
        ("Happy to tick it off if the fifth is dry", True, Intent.UNCLEAR),
        ("No it isn't, the fifth is still grey", True, Intent.NOT_DONE),
        ("I ticked this off too soon", False, Intent.REOPEN),
        ("Opening it up again", True, Intent.REOPEN),
        ("3 von den 5 sind trocken", False, Intent.PROGRESS),
    ],
)
def test_what_stands_near_done_is_read_as_what_it_is(text: str, setter: bool, meant: Intent) -> None:
    assert intents(text, setter=setter) == {meant}


@pytest.mark.parametrize(
    "text", ["Staircase done!", "The top floor is finished", "Undercoat is in, grey is with the printers"]
)
def test_a_thing_done_that_is_not_the_action_is_progress(text: str) -> None:
    assert intents(text) == {Intent.PROGRESS}


def test_done_beside_what_is_still_with_somebody_else_is_for_a_person() -> None:
    assert not intents("Done. The fifth door is with the carpenter.") & CLOSING


@pytest.mark.parametrize(
    "text",
    [
        "Rang the locksmith, voicemail",
        "Called the locksmith, line engaged",
        "Rang the locksmith and got cut off",
        "I phoned the locksmith and left him a message",
        "Locksmith called me",
    ],
)
def test_a_call_that_did_not_get_through_or_came_in_is_not_done(text: str) -> None:
    assert not intents(text, what="Ring the locksmith about the cellar door") & CLOSING


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Finished it on the way home.", LIFT),
        ("Done with help from the porter.", LIFT),
        ("Both kilns are tiled.", "Retile the two kilns"),
        ("The boat is booked.", "Book the boat for 14 May"),
        ("Done! Last crate collected at noon.", "Send the crates to Oban"),
        ("Crates went off by courier, tracking says delivered.", "Send the crates to Oban"),
    ],
)
def test_how_it_was_done_and_what_came_of_it_leave_it_done(text: str, what: str) -> None:
    assert intents(text, what=what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Four of five done", LIFT),
        ("Two out of the five repainted", LIFT),
        ("Done with help from nobody, that is not at all", LIFT),
        ("Could be done with Ian's help", LIFT),
        ("Done, tracking says undelivered", "Send the crates to Oban"),
        ("First door done, second one next week", LIFT),
    ],
)
def test_a_part_or_a_mere_hope_is_not_done(text: str, what: str) -> None:
    assert not intents(text, what=what) & CLOSING


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Done, took about four hours", LIFT),
        ("Done. It took a while but it's all there.", LIFT),
        ("All done, Mr Byrne says thanks", LIFT),
        ("Completed and approved by the architect", LIFT),
        ("Crates collected", "Collect 40 crates from Oban"),
        ("Sent to the harbour board", "Write the berth report and send it to the harbour board"),
    ],
)
def test_time_taken_and_thanks_passed_on_leave_it_done(text: str, what: str) -> None:
    assert intents(text, what=what) == {Intent.DONE}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Completed and approved by Friday", LIFT),
        ("Done but they are still tacky", LIFT),
        ("Crates moved to the pier", "Move the 40 crates to the cold store"),
        ("Crates moved back", "Move the 40 crates to the cold store"),
        ("Crates collected, twelve of them", "Collect 40 crates from Oban"),
        ("Sent a holding note to the harbour board", "Write the berth report and send it to the harbour board"),
    ],
)
def test_what_went_elsewhere_or_is_to_be_is_not_done(text: str, what: str) -> None:
    assert not intents(text, what=what) & CLOSING
